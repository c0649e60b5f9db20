import Basics
package import Rules

extension SheetVocabulary {
    /// The words of a city folder: all lists of its `sheets/` files, by dotted path. A path that
    /// isn't known is refused with its line.
    package init(_ city: CityFolder) throws(CityProblems) {
        var lists: [String: [String]] = [:]
        var problems: [Problem] = []
        for file in city.sheets {
            for entry in file.asMap(&problems) ?? []
            where !["id", "name", "since", "until", "basis"].contains(entry.key) {
                gather(entry.value, at: entry.key, into: &lists, &problems)
            }
        }
        guard problems.isEmpty else { throw CityProblems(problems) }
        self.init(lists: lists)
    }
}

private func gather(
    _ node: RuleNode, at path: String, into lists: inout [String: [String]],
    _ problems: inout [Problem]
) {
    switch node.content {
    case .map(let entries):
        for entry in entries {
            gather(entry.value, at: path + "." + entry.key, into: &lists, &problems)
        }
    default:
        guard SheetVocabulary.paths.contains(path) else {
            problems.append(node.problem("不认识的用词表：\(path)"))
            return
        }
        for word in node.asList(&problems) ?? [] {
            if let text = word.asText(&problems) { lists[path, default: []].append(text) }
        }
    }
}
