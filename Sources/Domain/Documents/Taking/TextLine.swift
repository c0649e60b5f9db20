internal import Basics

/// A line of a text that holds something, without the white space around it. Places are those of a
/// `ReadText`.
struct TextLine: Sendable {
    let range: Range<Int>
    /// Whether an empty line stands before it.
    let followsGap: Bool

    static func lines(of text: ReadText) -> [TextLine] {
        var lines: [TextLine] = []
        var start = 0
        var isGap = false
        for end in 0...text.count {
            let isEnd = end == text.count || isBreak(text.scalars[end])
            guard isEnd else { continue }
            let range = text.tight(start..<end)
            // A return before a line feed is no line of its own.
            let isPair =
                end > 0 && end < text.count && end == start
                && text.scalars[end] == "\n" && text.scalars[end - 1] == "\r"
            if !range.isEmpty {
                lines.append(TextLine(range: range, followsGap: isGap))
                isGap = false
            } else if !isPair, !lines.isEmpty {
                isGap = true
            }
            start = end + 1
        }
        return lines
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 10, 11, 12, 13, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Short, and no sentence: what titles, headings and buttons look like.
    func isShort(in text: ReadText, limit: Limit = .lettersOfTitle) -> Bool {
        range.count <= limit.count && !range.contains { text.scalars[$0] == "。" }
    }

    /// Sentences of the writer's.
    func isParagraph(in text: ReadText) -> Bool { !isShort(in: text) }
}
