import SourceReading

/// A phrase as a source writes it, with `{}` for its values.
struct WrittenPhrase: Hashable {
    let key: String
    let place: String
}

/// The phrases of the sources that no `en.yaml` has. A literal counts as a phrase when it is
/// Chinese and stands in Pages or Web, in a `Problem`, or where a `Phrase` is made; what the
/// command line says of itself is in both languages already.
func phrasesWithoutEnglish(in tree: ProjectTree) -> [String] {
    let known = Set(tree.files.filter { $0.name == "en.yaml" }.flatMap(keys))
    return tree.sources.flatMap(phrases).filter { !known.contains($0.key) }
        .map { "\($0.place): \"\($0.key)\"" }
}

/// The entries of `en.yaml` files whose Chinese no source writes any more.
func englishWithoutPhrase(in tree: ProjectTree) -> [String] {
    let written = Set(tree.sources.flatMap { $0.swift.literals.map(\.text) })
    return tree.files.filter { $0.name == "en.yaml" && $0.path.hasPrefix("Sources/") }
        .flatMap { file in
            keys(of: file).filter { !written.contains($0) }.map { "\(file.path): \"\($0)\"" }
        }
}

func phrases(in file: ProjectFile) -> [WrittenPhrase] {
    // Official papers are in Chinese whatever the language of the page, and so are workbooks.
    if file.name.contains("Paper") || file.name.hasSuffix("Book.swift") { return [] }
    let tokens = file.swift.tokens.map(\.text)
    let folder = module(of: file)
    let regions = phraseRegions(tokens)
    return file.swift.literals.filter { literal in
        let before = tokens[..<literal.token].suffix(2)
        if !isChinese(literal.text) || literal.text == "中文" || before == ["help", ":"]
            || before == ["abstract", ":"]
        {
            return false
        }
        return folder == "Pages" || folder == "Web" || before == ["Problem", "("]
            || regions.contains { $0.contains(literal.token) }
    }.map { WrittenPhrase(key: $0.text, place: "\(file.path):\($0.line)") }
}

/// The bodies of what gives a `Phrase`: `var label: Phrase { … }`, `-> Phrase { … }`, `: Phrase =
/// …`.
private func phraseRegions(_ tokens: [String]) -> [Range<Int>] {
    tokens.indices.dropLast().filter { tokens[$0] == "Phrase" }.compactMap { index in
        let next = tokens[index + 1] == "?" ? index + 2 : index + 1
        guard next < tokens.count else { return nil }
        if tokens[next] == "=" { return next..<min(next + 2, tokens.count) }
        guard tokens[next] == "{" else { return nil }
        var depth = 0
        for place in next..<tokens.count {
            if tokens[place] == "{" { depth += 1 }
            if tokens[place] == "}" { depth -= 1 }
            if depth == 0 { return next..<place }
        }
        return nil
    }
}

private func isChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
}

/// The keys of a flat file of `"key": "English"` lines.
private func keys(of file: ProjectFile) -> [String] {
    file.lines.compactMap { line in
        guard line.hasPrefix("\"") else { return nil }
        var key = ""
        var rest = line.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" { return key }
            if character != "\\" {
                key.append(character)
            } else if let escaped = rest.popFirst() {
                key.append(escaped == "n" ? "\n" : escaped)
            }
        }
        return nil
    }
}
