import SourceReading

extension Reference {
    /// The keys that the files of a city folder may have, as the readers of Rules accept them.
    static let cityKeys = Reference(path: "docs/reference/city-folder.md", mark: nil) { tree in
        let head = """
            # The keys of a city folder

            Made from the readers in `Sources/Rules` by `bin/reference`. A key that is not here is
            refused with its file and line. `Cities/template` shows them at work.

            """
        let readers = tree.sources.filter { module(of: $0) == "Rules" }
        return head
            + readers.filter { !keyLists(in: $0).isEmpty }.map { file in
                "\n## \(file.stem)\n\n"
                    + keyLists(in: file).map { "* `" + $0.joined(separator: "` `") + "`\n" }
                    .joined()
            }.joined()
    }
}

/// The keys of each `onlyKeys([…])` of a file.
func keyLists(in file: ProjectFile) -> [[String]] {
    let tokens = file.swift.tokens
    var literals = file.swift.literals[...]
    var lists: [[String]] = []
    var list: [String]?
    for (index, token) in tokens.enumerated() {
        if token.text == "\"" {
            let text = literals.popFirst()?.text ?? ""
            if list != nil { list?.append(text) }
        }
        let isOpen =
            token.text == "[" && index > 1 && tokens[index - 1].text == "("
            && tokens[index - 2].text == "onlyKeys"
        if isOpen { list = [] }
        if token.text == "]", let keys = list {
            lists.append(keys)
            list = nil
        }
    }
    return lists.filter { !$0.isEmpty }
}
