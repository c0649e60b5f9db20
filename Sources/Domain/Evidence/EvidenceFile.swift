package import Basics

/// A file as it was sent.
package struct EvidenceFile: Sendable, Hashable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension EvidenceFile {
    /// What speaks against it: its size, its content, a name that says another thing.
    package var problems: [Problem] {
        let most = Limit.bytesOfEvidence.count
        if bytes.isEmpty { return [Problem("文件“\(name)”是空的", at: .field("file"))] }
        if bytes.count > most {
            return [Problem("文件“\(name)”超过\(most / 1_048_576)MB", at: .field("file"))]
        }
        guard let type = EvidenceFileType(of: bytes) else {
            let endings = EvidenceFileType.allCases.flatMap(\.endings).joined(separator: "、")
            return [Problem("文件“\(name)”的内容不是佐证可用的格式：\(endings)", at: .field("file"))]
        }
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard type.endings.contains(ending) else {
            return [
                Problem("文件“\(name)”的内容是\(type.endings[0])，与文件名不符", at: .field("file"))
            ]
        }
        return []
    }
}

/// What a file of evidence is called where it is kept: its title, with the ending of what it is.
package func evidenceName(_ title: String, _ type: EvidenceFileType?) -> String {
    let isNamed = type?.endings.contains { title.lowercased().hasSuffix("." + $0) } ?? false
    return isNamed ? title : "\(title).\(type?.endings[0] ?? "bin")"
}
