import Basics
import Foundation
import Pages
import Testing

/// A phrase as it stands in a source file: the text of a literal with `{}` for what is put into it.
private struct SourcePhrase: Hashable {
    let key: String
    let file: String
}

/// Folders whose Chinese literals are shown to people. Those of Domain and Kernels are left out:
/// they hold words of the field too (headings, stages), which are data.
private let shown = ["Pages", "Web"]

/// Official papers and workbooks are written in Chinese whatever the language of the page.
private func isPaper(_ name: String) -> Bool {
    name.contains("Papers") || name.hasSuffix("Book.swift")
}

@Test("every phrase of pages and routes has English")
func everyPhraseHasEnglish() throws {
    let english = try englishLexicon(files: englishFiles())
    var missing: [String] = []
    for phrase in try sourcePhrases(in: shown)
    where english.text(Phrase(key: phrase.key)) == phrase.key && phrase.key != "中文" {
        missing.append("\(phrase.file): \(phrase.key)")
    }
    #expect(missing.isEmpty, "\(missing.sorted().joined(separator: "\n"))")
}

@Test("the English of the modules can be read, and none leaves a value out")
func lexiconIsWhole() throws {
    #expect(throws: Never.self) { try englishLexicon(files: englishFiles()) }
    let broken = """
        "共{}个": "all"
        "甲": "a"
        "甲": "b"
        not a line
        "乙": "{1}"
        "丙{}{}": "{2} of {1}" # fine
        """
    do {
        _ = try englishLexicon(files: [("en.yaml", Array(broken.utf8))])
        Issue.record("taken")
    } catch {
        let lines = error.problems.compactMap { $0.place?.description }
        #expect(lines == ["en.yaml:1", "en.yaml:3", "en.yaml:4", "en.yaml:5"])
    }
}

@Test("the reader of literals finds what is written")
func literalsAreFound() {
    let source = #"""
        let a = "共\(list.map { "\($0)个" }.count)项" // "注释"
        let b = "\"引\"号\n"
        /// "文档"
        let c = #"{"raw":1}"#
        """#
    #expect(literals(in: source).contains("共{}项"))
    #expect(literals(in: source).contains("\"引\"号\n"))
    #expect(!literals(in: source).contains("注释") && !literals(in: source).contains("文档"))
}

private func sourcePhrases(in folders: [String]) throws -> Set<SourcePhrase> {
    var found: Set<SourcePhrase> = []
    for folder in folders {
        let root = projectRoot.appendingPathComponent("Sources/\(folder)")
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path)
        where name.hasSuffix(".swift") && !isPaper(name) {
            let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
            for key in literals(in: text) where key.unicodeScalars.contains(where: isChinese) {
                found.insert(SourcePhrase(key: key, file: "\(folder)/\(name)"))
            }
        }
    }
    return found
}

private func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value)
}

/// The string literals of a Swift source outside comments, each with `{}` for what is interpolated.
private func literals(in source: String) -> [String] {
    var reader = LiteralReader(rest: Array(source.unicodeScalars)[...])
    reader.readCode(untilClosing: false)
    return reader.found
}

private struct LiteralReader {
    var rest: ArraySlice<Unicode.Scalar>
    var found: [String] = []

    /// Code up to the end, or up to the `)` that closes an interpolation.
    mutating func readCode(untilClosing: Bool) {
        var depth = 0
        while let scalar = rest.popFirst() {
            switch scalar {
            case "/" where rest.first == "/":
                while rest.first != nil, rest.first != "\n" { rest = rest.dropFirst() }
            case "\"": readLiteral()
            case "(": depth += 1
            case ")":
                if untilClosing, depth == 0 { return }
                depth -= 1
            default: break
            }
        }
    }

    private mutating func readLiteral() {
        let isLong = rest.starts(with: ["\"", "\""])
        if isLong { rest = rest.dropFirst(2) }
        var key = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == "\"" {
                guard isLong else { break }
                if rest.starts(with: ["\"", "\""]) {
                    rest = rest.dropFirst(2)
                    break
                }
                key.append(scalar)
            } else if scalar == "\\" {
                switch rest.popFirst() {
                case "(":
                    readCode(untilClosing: true)
                    key.append(contentsOf: "{}".unicodeScalars)
                case "n": key.append("\n")
                case let other?: key.append(other)
                case nil: break
                }
            } else {
                key.append(scalar)
            }
        }
        found.append(String(key))
    }
}
