import Basics

/// A text as search sees it: runs of Chinese characters and words of letters and digits, each with
/// a space before it, Latin in lower case, full-width forms as ordinary ones.
/// «青岛ABC公司» is « 青岛 abc 公司».
///
/// Both databases index `indexTokens` and ask for all `queryTokens`; what they find is then
/// compared with `fragments`, so that the order of the characters counts and both answer the same.
package struct FoldedText: Hashable, Sendable {
    /// As stored.
    package let text: String
    private let runs: [Run]

    private struct Run: Hashable, Sendable {
        var isChinese: Bool
        var scalars: [Unicode.Scalar]

        var text: String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
    }

    /// The words of prefixes are this long; a longer query word is still compared in full.
    private static let longestPrefix = 12
    private static let indexedCharacters: Limit = 20_000

    /// Folds what people wrote. A text longer than 20,000 characters is found by its beginning.
    package init(_ text: String) {
        var runs: [Run] = []
        var isOpen = false
        for original in text.unicodeScalars.prefix(FoldedText.indexedCharacters.count) {
            let scalar = FoldedText.narrow(original)
            let isChinese = FoldedText.isChinese(scalar)
            guard isChinese || FoldedText.isWord(scalar) else {
                isOpen = false
                continue
            }
            if !isOpen || runs[runs.count - 1].isChinese != isChinese {
                runs.append(Run(isChinese: isChinese, scalars: []))
            }
            isOpen = true
            runs[runs.count - 1].scalars += Array(scalar.properties.lowercaseMapping.unicodeScalars)
        }
        self.runs = runs
        self.text = runs.map { " " + $0.text }.joined()
    }

    /// Reads a stored text again.
    package init(stored text: String) { self.init(text) }

    /// What stands in the index, each once: single characters and pairs of a Chinese run; the
    /// beginnings of a word up to twelve characters.
    package var indexTokens: [String] {
        distinct { run in
            if run.isChinese {
                return run.scalars.map { String($0) } + FoldedText.pairs(run.scalars)
            }
            return (1...min(run.scalars.count, FoldedText.longestPrefix)).map {
                FoldedText.joined(run.scalars.prefix($0))
            }
        }
    }

    /// All of these must stand in the index of what is found: the pairs of a Chinese run, or its
    /// one character; a word as far as beginnings are indexed.
    package var queryTokens: [String] {
        distinct { run in
            guard run.isChinese else {
                return [FoldedText.joined(run.scalars.prefix(FoldedText.longestPrefix))]
            }
            return run.scalars.count == 1
                ? run.scalars.map { String($0) } : FoldedText.pairs(run.scalars)
        }
    }

    /// Each must occur in the stored text of what is found: a Chinese run anywhere, a word at its
    /// beginning.
    package var fragments: [String] { runs.map { $0.isChinese ? $0.text : " " + $0.text } }

    private func distinct(_ tokens: (Run) -> [String]) -> [String] {
        var seen: Set<String> = []
        return runs.flatMap(tokens).filter { seen.insert($0).inserted }
    }

    private static func pairs(_ scalars: [Unicode.Scalar]) -> [String] {
        zip(scalars, scalars.dropFirst()).map { joined([$0, $1]) }
    }

    private static func joined(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Full-width Latin letters, digits and signs as their ordinary forms.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    /// The CJK ideographs of all planes and 〇.
    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3007, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (48...57).contains(scalar.value) || (65...90).contains(scalar.value)
                || (97...122).contains(scalar.value)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
