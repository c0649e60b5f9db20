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
            for scalar in scalars { view.append(scalar) }
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
            if isChinese || (48...57).contains(scalar.value) || (97...122).contains(scalar.value) {
                runs[runs.count - 1].scalars.append(scalar)
            } else {
                runs[runs.count - 1].scalars += scalar.properties.lowercaseMapping.unicodeScalars
            }
        }
        self.runs = runs
        var folded = String.UnicodeScalarView()
        for run in runs {
            folded.append(" ")
            for scalar in run.scalars { folded.append(scalar) }
        }
        self.text = String(folded)
    }

    /// Reads a stored text again.
    package init(stored text: String) { self.init(text) }

    /// What stands in the index, each once: single characters and pairs of a Chinese run; the
    /// beginnings of a word up to twelve characters.
    package var indexTokens: [String] {
        var tokens = Tokens()
        for run in runs {
            if run.isChinese {
                for scalar in run.scalars { tokens.add(scalar) }
                tokens.addPairs(of: run.scalars)
            } else {
                for length in 1...min(run.scalars.count, FoldedText.longestPrefix) {
                    tokens.add(run.scalars.prefix(length))
                }
            }
        }
        return tokens.all
    }

    /// All of these must stand in the index of what is found: the pairs of a Chinese run, or its
    /// one character; a word as far as beginnings are indexed.
    package var queryTokens: [String] {
        var tokens = Tokens()
        for run in runs {
            if !run.isChinese {
                tokens.add(run.scalars.prefix(FoldedText.longestPrefix))
            } else if run.scalars.count == 1 {
                tokens.add(run.scalars[0])
            } else {
                tokens.addPairs(of: run.scalars)
            }
        }
        return tokens.all
    }

    /// Each must occur in the stored text of what is found: a Chinese run anywhere, a word at its
    /// beginning.
    package var fragments: [String] { runs.map { $0.isChinese ? $0.text : " " + $0.text } }

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

/// Tokens in the order of their first coming. Chinese ones are told apart by their code points,
/// since texts are hashed many times slower than numbers.
private struct Tokens {
    private(set) var all: [String] = []
    private var characters: Set<UInt64> = []
    private var words: Set<String> = []

    mutating func add(_ character: Unicode.Scalar) {
        if characters.insert(UInt64(character.value)).inserted { all.append(String(character)) }
    }

    mutating func addPairs(of run: [Unicode.Scalar]) {
        for (first, second) in zip(run, run.dropFirst()) {
            let pair = UInt64(first.value) << 32 | UInt64(second.value)
            guard characters.insert(pair).inserted else { continue }
            var text = String(first)
            text.unicodeScalars.append(second)
            all.append(text)
        }
    }

    mutating func add(_ word: ArraySlice<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        for scalar in word { view.append(scalar) }
        let text = String(view)
        if words.insert(text).inserted { all.append(text) }
    }
}
