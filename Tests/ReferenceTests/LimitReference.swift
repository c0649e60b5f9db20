import SourceReading

/// A `Limit` that a source names: `static let candidates: Limit = 200`.
struct NamedLimit: Hashable {
    let module: String
    let name: String
    let count: String
}

extension Reference {
    /// The limits of ARCHITECTURE.md: a line for each module.
    static let limits = Reference(path: "ARCHITECTURE.md", mark: "limits") { tree in
        let limits = tree.sources.flatMap(namedLimits)
        var modules: [String] = []
        for limit in limits where !modules.contains(limit.module) { modules.append(limit.module) }
        return modules.sorted().map { module in
            let own = limits.filter { $0.module == module }.sorted { $0.name < $1.name }
            return "* **\(module)**: "
                + own.map { "\($0.name) \($0.count)" }.joined(separator: " · ") + "\n"
        }.joined()
    }
}

/// `name: Limit = 12` and `name = Limit(12)` of one file.
func namedLimits(in file: ProjectFile) -> [NamedLimit] {
    let tokens = file.swift.tokens.map(\.text)
    return tokens.indices.compactMap { index in
        guard ["let", "var"].contains(tokens[index]), index + 5 < tokens.count else { return nil }
        let name = tokens[index + 1]
        let isTyped = Array(tokens[index + 2...index + 4]) == [":", "Limit", "="]
        let isMade = Array(tokens[index + 2...index + 4]) == ["=", "Limit", "("]
        guard isTyped || isMade, tokens[index + 5].first?.isNumber == true else { return nil }
        return NamedLimit(module: module(of: file), name: name, count: grouped(tokens[index + 5]))
    }
}

/// 134_217_728 as people read it.
private func grouped(_ literal: String) -> String {
    let digits = literal.filter { $0 != "_" }
    var result = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place).isMultiple(of: 3) { result += "," }
        result.append(digit)
    }
    return result
}

/// The folder that makes the module: Sources/Domain/Projects/… is Projects.
func module(of file: ProjectFile) -> String {
    let folders = file.path.split(separator: "/").dropLast().dropFirst().map(String.init)
    let groups: Set<String> = ["Kernels", "Domain", "Sealing", "Tables", "Storage"]
    guard let first = folders.first else { return "" }
    return groups.contains(first) && folders.count > 1 ? folders[1] : first
}

/// The actors and classes of the sources that a document does not name.
func unnamedActors(in tree: ProjectTree, document: String) -> [String] {
    let text = tree.file(document)?.text ?? ""
    return tree.sources.flatMap { file in
        let tokens = file.swift.tokens.map(\.text)
        return zip(tokens, tokens.dropFirst()).filter { kind, name in
            (kind == "actor" || kind == "class") && name.first?.isUppercase == true
                && !text.contains("`\(name)`")
        }.map { "\(file.path): \($0.1)" }
    }
}
