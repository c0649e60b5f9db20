import Foundation
import SourceReading

/// Documents point to what is there.
let documentRules: [TidyRule] = [
    TidyRule(
        "a link leads somewhere", instead: "the path of a file of this project, from this file",
        broken: [
            example("README.md", "[style](STYLES.md)"),
            example("docs/glossary.md", "See [us](../README.md#nothing)."),
            example("docs/a.md", "![picture](screenshots/none.png)"),
        ],
        kept: [
            example("README.md", "# One two\n[up](#one-two) [web](https://example.org/a) `[x](y)`"),
            example("README.md", "```\n[a](b)\n```"),
        ]
    ) { file, tree in
        guard file.path.hasSuffix(".md") else { return [] }
        return links(of: file).filter { !leads($0.target, from: file, tree) }.map(\.line)
    },
    TidyRule(
        "a document names files that are there", instead: "the path as it is now",
        broken: [example("docs/a.md", "See `Sources/Basics/Nothing.swift` for that.")],
        kept: [
            example("docs/a.md", "See `swift build` or `/docs`, made by `docs/a.md` in `docs/`."),
            example("Sources/Basics/Day.swift", "/// `Sources/Basics/Nothing.swift`"),
        ]
    ) { file, tree in
        let roots = ["Sources/", "Tests/", "bin/", "docs/", "Cities/"]
        guard file.path.hasSuffix(".md") else { return [] }
        return file.lines.indices.filter { index in
            let pieces = file.lines[index].split(
                separator: "`", omittingEmptySubsequences: false)
            return pieces.enumerated().contains { place, piece in
                let word = piece.prefix { $0 != " " }
                let path = word.hasSuffix("/") ? word.dropLast() : word
                return !place.isMultiple(of: 2) && roots.contains(where: word.hasPrefix)
                    && !tree.paths.contains(String(path))
            }
        }.map { $0 + 1 }
    },
]

/// What officials read is written as officials write.
let phraseRules: [TidyRule] = [
    TidyRule(
        "Chinese text has Chinese punctuation", instead: "，：；！？ between Chinese characters",
        broken: [
            example("Sources/Pages/Shell/A.swift", #"p("先读,后写")"#),
            example("Sources/Web/Shell/A.swift", #"Problem("超过:\(limit)")"#),
            example("Sources/Pages/en.yaml", #""先读,后写": "First read, then write""#),
        ],
        kept: [
            example("Sources/Pages/Shell/A.swift", #"p("先读，后写 (a,b)")"#),
            // What people write into cells has every kind of punctuation.
            example("Sources/Domain/Projects/Reading/A.swift", #"["单位:元", "甲,乙"]"#),
        ]
    ) { file, _ in
        let isData =
            file.path.hasPrefix("Sources/Kernels/")
            || file.path.hasPrefix("Sources/Domain/Projects/Reading/")
        if file.isSource, !isData {
            return file.swift.literals.filter { hasForeignPunctuation($0.text) }.map(\.line)
        }
        guard file.name == "en.yaml" else { return [] }
        return file.lines.indices.filter { hasForeignPunctuation(file.lines[$0]) }.map { $0 + 1 }
    }
]

private func hasForeignPunctuation(_ text: some StringProtocol) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.dropFirst().dropLast().contains { index in
        ",:;!?".unicodeScalars.contains(scalars[index])
            && (0x4E00...0x9FFF).contains(scalars[index - 1].value)
            && ((0x4E00...0x9FFF).contains(scalars[index + 1].value) || scalars[index + 1] == "{")
    }
}

/// The targets of the links of a document, those in code left out.
private func links(of file: ProjectFile) -> [(target: String, line: Int)] {
    var result: [(target: String, line: Int)] = []
    var isCode = false
    for (index, line) in file.lines.enumerated() {
        if line.hasPrefix("```") { isCode.toggle() }
        if isCode { continue }
        // Every second piece between backticks is code.
        let prose = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined(separator: "`")
        for piece in prose.components(separatedBy: "](").dropFirst() {
            if let end = piece.firstIndex(of: ")") {
                result.append((String(piece[..<end]), index + 1))
            }
        }
    }
    return result
}

private func leads(_ target: String, from file: ProjectFile, _ tree: ProjectTree) -> Bool {
    if target.hasPrefix("https:") || target.hasPrefix("http:") || target.hasPrefix("mailto:") {
        return true
    }
    let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var path = file.path
    if let first = parts.first, !first.isEmpty {
        path = resolved(String(first), from: file.path)
        guard tree.paths.contains(path) || path.isEmpty else { return false }
    }
    guard parts.count == 2, let document = tree.file(path) else { return true }
    return document.lines.contains { $0.hasPrefix("#") && anchor(of: $0) == parts[1] }
}

private func resolved(_ target: String, from path: String) -> String {
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
        switch step {
        case ".": continue
        case "..": _ = parts.popLast()
        default: parts.append(String(step))
        }
    }
    return parts.joined(separator: "/")
}

/// The anchor that forges give a heading: lower case, blanks to hyphens, punctuation dropped.
private func anchor(of heading: Substring) -> String {
    let title = heading.drop { $0 == "#" || $0 == " " }.lowercased()
    return String(
        title.compactMap { character in
            if character == " " { return "-" }
            return character.isLetter || character.isNumber || character == "-" || character == "_"
                ? character : nil
        })
}
