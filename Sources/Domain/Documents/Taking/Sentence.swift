/// A sentence of a line, and its clauses. Places are those of a `ReadText`.
struct Sentence: Sendable {
    let range: Range<Int>

    /// Cuts a line behind 。！？ and what closes a quotation behind them.
    static func sentences(of line: Range<Int>, in text: ReadText) -> [Sentence] {
        var sentences: [Sentence] = []
        var start = line.lowerBound
        var index = line.lowerBound
        while index < line.upperBound {
            guard isEnd(text.scalars[index]) else {
                index += 1
                continue
            }
            while index < line.upperBound,
                isEnd(text.scalars[index]) || isClose(text.scalars[index])
            {
                index += 1
            }
            sentences.append(Sentence(range: text.tight(start..<index)))
            start = index
        }
        let rest = text.tight(start..<line.upperBound)
        if !rest.isEmpty { sentences.append(Sentence(range: rest)) }
        return sentences
    }

    /// Cut behind ； outside of brackets and quotes: items side by side, each of its clauses.
    func groups(in text: ReadText) -> [[Range<Int>]] {
        var groups: [[Range<Int>]] = []
        var clauses: [Range<Int>] = []
        var start = range.lowerBound
        var depth = 0
        for index in range {
            let scalar = text.scalars[index]
            if Sentence.isOpen(scalar) {
                depth += 1
            } else if Sentence.isClose(scalar) {
                depth = max(0, depth - 1)
            }
            let isItem = scalar == "；"
            guard isItem || depth == 0 && (scalar == "，" || scalar == "："),
                !isWithinNumber(index, in: text)
            else { continue }
            clauses.append(text.tight(start..<index))
            start = index + 1
            if isItem {
                groups.append(clauses)
                clauses = []
                depth = 0
            }
        }
        var end = range.upperBound
        while end > start, Sentence.isEnd(text.scalars[end - 1]) { end -= 1 }
        clauses.append(text.tight(start..<max(start, end)))
        groups.append(clauses)
        return groups.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    }

    private static func isOpen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "（", "《", "“", "‘", "「", "『", "〔", "<": true
        default: false
        }
    }

    /// «4,934.3» and «10:30».
    private func isWithinNumber(_ index: Int, in text: ReadText) -> Bool {
        index > range.lowerBound && index + 1 < range.upperBound
            && ReadText.isDigit(text.scalars[index - 1])
            && ReadText.isDigit(text.scalars[index + 1])
    }

    static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "。" || scalar == "！" || scalar == "？"
    }

    private static func isClose(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "）", "》", "”", "’", "」", "』", "〕", ">": true
        default: false
        }
    }
}
