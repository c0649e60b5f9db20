import SourceReading

private let columnLimit = 100
private let fileLimit = 400
private let functionLimit = 70

/// Lines, functions and files stay small enough to be read.
let shapeRules: [TidyRule] = [
    TidyRule(
        "a line has at most \(columnLimit) columns", instead: "break it where its parts meet",
        broken: [
            example("Sources/Rules/Rule.swift", "let a = " + String(repeating: "a + ", count: 30)),
            example("bin/run", "# " + String(repeating: "long ", count: 30)),
        ],
        kept: [
            example("Sources/Rules/Rule.swift", "// " + String(repeating: "产", count: 90)),
            example("README.md", String(repeating: "long ", count: 30)),
            // What a test is given is as wide as it comes.
            example(
                "Tests/RulesTests/RuleTests.swift",
                "let sheet = \"" + String(repeating: "<c/>", count: 30) + "\""),
        ]
    ) { file, _ in
        guard isCode(file) else { return [] }
        let quoted = file.path.hasPrefix("Tests/") ? quotedLines(of: file.swift) : []
        return file.lines.indices.filter { index in
            let line = file.lines[index]
            return !quoted.contains(index + 1) && line.utf8.count > columnLimit
                && line.unicodeScalars.count > columnLimit
        }.map { $0 + 1 }
    },
    TidyRule(
        "a file has at most \(fileLimit) lines", instead: "one file for each capability",
        broken: [example("Sources/Rules/Rule.swift", String(repeating: "\n", count: 401))],
        kept: [example("Sources/Rules/Rule.swift", String(repeating: "\n", count: 400))]
    ) { file, _ in
        guard isCode(file) else { return [] }
        let count = file.lines.count - (file.lines.last?.isEmpty == true ? 1 : 0)
        return count > fileLimit ? [fileLimit + 1] : []
    },
    TidyRule(
        "a function has at most \(functionLimit) lines",
        instead: "one function that decides, others that compute",
        broken: [
            example(
                "Sources/Rules/Rule.swift",
                "func a(b: () -> Void = {}) -> Int {\n"
                    + String(repeating: "b()\n", count: 70) + "}")
        ],
        kept: [
            example(
                "Sources/Rules/Rule.swift",
                "protocol A { func a() }\nstruct B {\n"
                    + String(repeating: "let b = 1\n", count: 80) + "}")
        ]
    ) { file, _ in
        functions(of: file.swift).filter { $0.last - $0.first + 1 > functionLimit }.map(\.first)
    },
    TidyRule(
        "nothing is put off in the text", instead: "do it, or file an issue",
        broken: [
            example("Sources/Rules/Rule.swift", "// TO" + "DO: later"),
            example("docs/guides/a.md", "FIX" + "ME"),
        ],
        kept: [example("Sources/Rules/Rule.swift", "let autodo = 1")]
    ) { file, _ in
        linesWith(["TO" + "DO", "FIX" + "ME", "XX" + "X:"], in: file)
    },
    TidyRule(
        "no path of one machine",
        instead: "a path relative to the project, or a folder that is asked for",
        broken: [
            example("Sources/Rules/Rule.swift", "let root = \"/wo" + "rk/main\""),
            example("docs/guides/a.md", "cd /ho" + "me/somebody"),
            example("bin/run", "cd /tm" + "p/x"),
        ],
        kept: [example("docs/guides/a.md", "https://example.org/home/work")]
    ) { file, _ in
        linesWith(
            ["/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/tm" + "p/"],
            in: file, unlessAfterWord: true)
    },
    TidyRule(
        "no third-party script in the tree",
        instead: "name it in bin/assets.txt with its checksum",
        broken: [
            example("Sources/Web/Shell/htmx.min.js", "x"),
            example("Sources/Web/Shell/chart.js", String(repeating: "x", count: 3_000)),
            example("vendor/a.py", ""), example("docs/node_modules/a.md", ""),
        ],
        kept: [example("Sources/Web/Shell/keys.js", "addEventListener('keydown', choose)")]
    ) { file, _ in
        let folders = file.path.split(separator: "/")
        let isScript = file.path.hasSuffix(".js") || file.path.hasSuffix(".css")
        let isForeign =
            folders.contains("vendor") || folders.contains("node_modules")
            || file.path.hasSuffix(".min.js") || file.path.hasSuffix(".min.css")
            || isScript && file.lines.contains { $0.utf8.count > 2_000 }
        return isForeign ? [1] : []
    },
]

/// The lines that hold a part of a string literal.
private func quotedLines(of swift: SwiftText) -> Set<Int> {
    Set(swift.literals.flatMap { $0.line...$0.lastLine })
}

/// Programs; the scripts of city folders and benchmarks hold tables of data and are left out.
private func isCode(_ file: ProjectFile) -> Bool {
    file.isSwift || file.path.hasPrefix("bin/") && file.name != "assets.txt"
        || file.path.hasSuffix(".sql") || file.path.hasSuffix(".js")
        || file.path.hasPrefix("Tests/") && file.path.hasSuffix(".py")
}

/// Lines that hold one of the words as a whole word; with `unlessAfterWord` a path counts only
/// where it starts (not inside an address).
private func linesWith(
    _ words: [String], in file: ProjectFile, unlessAfterWord: Bool = false
) -> [Int] {
    let patterns = words.map { Array($0.utf8) }
    let firsts = Set(patterns.map { $0[0] })
    let bytes = Array(file.text.utf8)
    var (lines, line) = ([Int](), 1)
    for (start, byte) in bytes.enumerated() {
        if byte == 10 { line += 1 }
        guard firsts.contains(byte), lines.last != line else { continue }
        let isFound = patterns.contains { pattern in
            let end = start + pattern.count
            guard end <= bytes.count, bytes[start..<end].elementsEqual(pattern) else {
                return false
            }
            let before = start > 0 ? bytes[start - 1] : 32
            let after = end < bytes.count ? bytes[end] : 32
            if isLetter(before) { return false }
            // A dot or a brace before a slash: the path goes on from somewhere else.
            return unlessAfterWord ? before != 46 && before != 125 : !isLetter(after)
        }
        if isFound { lines.append(line) }
    }
    return lines
}

private func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte)
        || byte == 95
}

/// First and last line of each function and initialiser that has a body.
private func functions(of swift: SwiftText) -> [(first: Int, last: Int)] {
    let tokens = swift.tokens
    var result: [(first: Int, last: Int)] = []
    for index in tokens.indices where ["func", "init", "subscript"].contains(tokens[index].text) {
        if index > 0, [".", "`"].contains(tokens[index - 1].text) { continue }
        guard let open = body(of: tokens, from: index + 1) else { continue }
        var depth = 0
        for place in open..<tokens.count {
            if tokens[place].text == "{" { depth += 1 }
            if tokens[place].text == "}" { depth -= 1 }
            if depth == 0 {
                result.append((tokens[index].line, tokens[place].line))
                break
            }
        }
    }
    return result
}

/// The `{` that opens the body, nil where a protocol only names the function.
private func body(of tokens: [SwiftToken], from start: Int) -> Int? {
    let ends: Set<String> = ["func", "var", "let", "init", "}", "struct", "enum", "package", "@"]
    var depth = 0
    for index in start..<tokens.count {
        switch tokens[index].text {
        case "(", "[": depth += 1
        case ")", "]": depth -= 1
        case "{" where depth == 0: return index
        case let text where depth == 0 && ends.contains(text): return nil
        default: break
        }
    }
    return nil
}
