/// What a part of a package refers to.
struct PackageLink {
    /// The last word of the relation's type.
    let kind: String
    let part: String
}

extension ZipPackage {
    /// Where the relations of a part stand; those of the package itself for an empty name.
    static func relations(of part: String) -> String {
        let slash = part.lastIndex(of: "/")
        let name = slash.map { String(part[part.index(after: $0)...]) } ?? part
        return folder(of: part) + "_rels/" + name + ".rels"
    }

    /// By identifier; none where the part has no relations. Throws `MarkupFault` where they can't
    /// be read.
    func links(of part: String) throws -> [String: PackageLink] {
        guard let bytes = try bytes(of: ZipPackage.relations(of: part)) else { return [:] }
        var links: [String: PackageLink] = [:]
        var reader = try MarkupReader(bytes)
        while let token = try reader.next() {
            guard case .open("Relationship", let attributes) = token,
                attributes["TargetMode"] != "External", let id = attributes["Id"],
                let target = attributes["Target"]
            else { continue }
            let kind = (attributes["Type"] ?? "").split(separator: "/").last.map(String.init)
            links[id] = PackageLink(
                kind: kind ?? "",
                part: ZipPackage.resolve(target, from: ZipPackage.folder(of: part)))
        }
        return links
    }

    private static func folder(of part: String) -> String {
        part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    }

    /// A target is relative to the folder of its source, or begins at the root with a slash.
    private static func resolve(_ target: String, from folder: String) -> String {
        let plain = target.replacing("\\", with: "/")
        var steps: [Substring] = plain.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in plain.split(separator: "/") {
            switch step {
            case ".": break
            case "..": if !steps.isEmpty { steps.removeLast() }
            default: steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
