import SourceReading
import Testing

/// A rule of STYLE.md that a program can judge, with the example that proves that it does.
struct TidyRule: Sendable, CustomTestStringConvertible {
    /// The rule in a few words.
    let name: String
    /// What to write in its place.
    let advice: String
    /// Each of these must be found.
    let broken: [ProjectFile]
    /// None of these may be found.
    let kept: [ProjectFile]
    /// The lines of a file that break the rule.
    let lines: @Sendable (ProjectFile, ProjectTree) -> [Int]

    init(
        _ name: String, instead advice: String, broken: [ProjectFile], kept: [ProjectFile] = [],
        lines: @escaping @Sendable (ProjectFile, ProjectTree) -> [Int]
    ) {
        self.name = name
        self.advice = advice
        self.broken = broken
        self.kept = kept
        self.lines = lines
    }

    var testDescription: String { name }

    /// `Sources/X/Y.swift:12: no clock: take the time as an argument`
    func findings(in tree: ProjectTree) -> [String] {
        tree.files.flatMap { file in
            lines(file, tree).map { "\(file.path):\($0): \(name): \(advice)" }
        }
    }
}

/// A file that exists in a test only.
func example(_ path: String, _ text: String) -> ProjectFile { ProjectFile(path: path, text: text) }

extension TidyRule {
    /// A rule that forbids sequences of tokens, spaces between them. `~!` is a token without a space
    /// before it, `Name` any word with a capital.
    static func tokens(
        _ name: String, _ patterns: [String], instead advice: String,
        where applies: @escaping @Sendable (ProjectFile) -> Bool, broken: [ProjectFile],
        kept: [ProjectFile] = []
    ) -> TidyRule {
        let sequences = patterns.map { $0.split(separator: " ").map(TokenPattern.init) }
        return TidyRule(name, instead: advice, broken: broken, kept: kept) { file, _ in
            guard applies(file) else { return [] }
            let tokens = file.swift.tokens
            return tokens.indices.filter { index in
                sequences.contains { sequence in
                    index + sequence.count <= tokens.count
                        && sequence.indices.allSatisfy {
                            sequence[$0].fits(tokens[index + $0])
                        }
                }
            }.map { tokens[$0].line }
        }
    }
}

private struct TokenPattern: Sendable {
    let text: String
    let isGlued: Bool

    init(_ pattern: Substring) {
        isGlued = pattern.hasPrefix("~") && pattern.count > 1
        text = String(isGlued ? pattern.dropFirst() : pattern)
    }

    func fits(_ token: SwiftToken) -> Bool {
        if text == "Name" { return token.text.first?.isUppercase == true }
        return text == token.text && (token.isGlued || !isGlued)
    }
}
