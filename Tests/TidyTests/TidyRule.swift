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
    /// A rule that forbids sequences of tokens, spaces between them. `~!` is a token without a
    /// space before it, `Name` any word with a capital.
    static func tokens(
        _ name: String, _ patterns: [String], instead advice: String,
        where applies: @escaping @Sendable (ProjectFile) -> Bool, broken: [ProjectFile],
        kept: [ProjectFile] = []
    ) -> TidyRule {
        let sequences = patterns.map { $0.split(separator: " ").map(TokenPattern.init) }
        return TidyRule(name, instead: advice, broken: broken, kept: kept) { file, _ in
            guard applies(file) else { return [] }
            return sequences.flatMap { places(of: $0, in: file.swift) }
                .map { file.swift.tokens[$0].line }
        }
    }

    /// Where a sequence starts. Only the places of its first plain word are looked at.
    private static func places(of sequence: [TokenPattern], in swift: SwiftText) -> [Int] {
        let tokens = swift.tokens
        guard let anchor = sequence.firstIndex(where: { $0.text != "Name" }) else { return [] }
        return (swift.places[sequence[anchor].text] ?? []).map { $0 - anchor }.filter { start in
            start >= 0 && start + sequence.count <= tokens.count
                && sequence.indices.allSatisfy { sequence[$0].fits(tokens[start + $0]) }
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
