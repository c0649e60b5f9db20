import Basics
import Foundation

/// A run of Chinese characters, or a word of letters and digits, as search compares them.
struct FoldedRun: Hashable, Sendable {
    var isChinese: Bool
    var scalars: [Unicode.Scalar]

    /// The beginnings of words are indexed as far as this; a longer query word is still compared
    /// whole.
    static let longestPrefix = 12

    var text: String { String(String.UnicodeScalarView(scalars)) }

    static func runs(of text: some Sequence<Unicode.Scalar>) -> [FoldedRun] {
        var runs: [FoldedRun] = []
        var isOpen = false
        for original in text {
            let scalar = narrow(original).simplified
            let isChinese = isChinese(scalar)
            guard isChinese || isWord(scalar) else {
                // «海信（香港）公司» is one run for whoever types no brackets.
                isOpen = isOpen && runs[runs.count - 1].isChinese && isPassedOver(scalar)
                continue
            }
            if !isOpen || runs[runs.count - 1].isChinese != isChinese {
                runs.append(FoldedRun(isChinese: isChinese, scalars: []))
            }
            isOpen = true
            if isChinese || (48...57).contains(scalar.value) || (97...122).contains(scalar.value) {
                runs[runs.count - 1].scalars.append(scalar)
            } else {
                runs[runs.count - 1].scalars += smallLetters(of: scalar)
            }
        }
        return runs
    }

    /// Single characters and pairs of a Chinese run; the beginnings of a word.
    func addIndexTokens(to tokens: inout SearchTokens) {
        if isChinese {
            for scalar in scalars { tokens.add(scalar) }
            tokens.addPairs(of: scalars[...])
        } else {
            for length in 1...min(scalars.count, FoldedRun.longestPrefix) {
                tokens.add(.word, scalars.prefix(length))
            }
        }
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

    /// Brackets of every kind and the dots between the parts of a name.
    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "(", ")", "[", "]", "{", "}", "<", ">", "〔", "〕", "【", "】", "〈", "〉", "《", "》", "「",
            "」",
            "『", "』", "“", "”", "\"", "﹙", "﹚", "·", "•", "・", "‧", "∙":
            true
        default: false
        }
    }

    /// «Ü» as «u», «ß» as «ss»: people type what their keyboard has.
    private static func smallLetters(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let small = Array(scalar.properties.lowercaseMapping.unicodeScalars)
        guard (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value)
        else { return small }
        return small.flatMap { letter -> [Unicode.Scalar] in
            switch letter {
            case "ß": return ["s", "s"]
            case "æ": return ["a", "e"]
            case "œ": return ["o", "e"]
            case "ø": return ["o"]
            case "ł": return ["l"]
            case "đ", "ð": return ["d"]
            default:
                let plain = String(letter).decomposedStringWithCanonicalMapping.unicodeScalars
                return plain.first.map { [$0] } ?? []
            }
        }
    }
}

/// Tokens in the order of their first coming. Chinese ones are told apart by their code points,
/// since texts are hashed many times slower than numbers.
struct SearchTokens {
    /// What a token stands for; its mark keeps it from the tokens of other kinds.
    enum Kind: String {
        case word = ""
        case beginning = "^"
        case ending = "$"
        case code = "#"
        case syllable = "'"
        case initials = "~"
    }

    /// Codes are indexed by so many characters in a row.
    static let codeLength = 4

    private(set) var all: [String] = []
    private var characters: Set<UInt64> = []
    private var words: Set<String> = []

    mutating func add(_ character: Unicode.Scalar) {
        if characters.insert(UInt64(character.value)).inserted { all.append(String(character)) }
    }

    /// The pairs of a run, or its only character.
    mutating func addParts(of run: ArraySlice<Unicode.Scalar>) {
        if run.count == 1, let only = run.first { add(only) } else { addPairs(of: run) }
    }

    mutating func addPairs(of run: ArraySlice<Unicode.Scalar>) {
        for (first, second) in zip(run, run.dropFirst()) {
            let pair = UInt64(first.value) << 32 | UInt64(second.value)
            guard characters.insert(pair).inserted else { continue }
            var text = String(first)
            text.unicodeScalars.append(second)
            all.append(text)
        }
    }

    mutating func add(_ kind: Kind, _ word: ArraySlice<Unicode.Scalar>) {
        // One by one: many times quicker than a sequence.
        var view = kind.rawValue.unicodeScalars
        for scalar in word { view.append(scalar) }
        add(text: String(view))
    }

    mutating func addCode(_ code: [Unicode.Scalar]) {
        guard code.count >= SearchTokens.codeLength else { return }
        for start in 0...(code.count - SearchTokens.codeLength) {
            add(.code, code[start..<start + SearchTokens.codeLength])
        }
    }

    mutating func add(syllable: String) { add(text: Kind.syllable.rawValue + syllable) }

    mutating func add(syllables first: String, _ second: String) {
        add(text: Kind.syllable.rawValue + first + "." + second)
    }

    /// Pairs of letters; the first one alone where the beginning counts or there is no other.
    mutating func addInitials(_ letters: [Unicode.Scalar], isBeginning: Bool) {
        if isBeginning || letters.count == 1 { add(.initials, letters.prefix(1)) }
        for start in letters.indices.dropLast() { add(.initials, letters[start...start + 1]) }
    }

    private mutating func add(text: String) {
        if words.insert(text).inserted { all.append(text) }
    }
}
