import Texts

/// Cuts texts into grams: every run of Chinese characters into all that stand one to four in a row,
/// Latin letters and digits into whole words, numbers left out. Either script, any case and width;
/// H₂SO₄ is read as H2SO4. Numbers the words that it learns.
struct GramReader: Sendable {
    private var numbers: [[UInt8]: Int] = [:]
    private(set) var words: [String] = []

    /// Appends the grams of a text, numbering words that are new.
    mutating func learn(
        _ text: String, orders: ClosedRange<Int>, _ body: (Gram) -> Void
    ) {
        var runs = GramRuns()
        runs.read(text)
        for word in runs.words {
            let number = numbers[word] ?? words.count
            if number == words.count {
                numbers[word] = number
                words.append(String(decoding: word, as: UTF8.self))
            }
            body(Gram(word: number))
        }
        runs.eachCharacterGram(orders, body)
    }

    /// The grams of a text; words that were never learned are left out.
    func grams(of text: String, orders: ClosedRange<Int> = GramOrders.products) -> [Gram] {
        var runs = GramRuns()
        runs.read(text)
        var grams = runs.words.compactMap { numbers[$0].map { Gram(word: $0) } }
        runs.eachCharacterGram(orders) { grams.append($0) }
        return grams
    }

    /// As it is read.
    func text(of gram: Gram) -> String {
        gram.wordNumber.map { words[$0] } ?? gram.characters
    }
}

/// What of a text can be read, run by run.
private struct GramRuns {
    /// Characters of all runs, zeros between them.
    private var characters: [UInt16] = []
    private(set) var words: [[UInt8]] = []
    private var word: [UInt8] = []

    mutating func read(_ text: String) {
        for scalar in text.unicodeScalars {
            if let letters = scalar.lettersOfSign {
                endCharacters()
                word += letters
            } else if let plain = scalar.folded {
                take(plain)
            } else {
                endWord()
                endCharacters()
            }
        }
        endWord()
        endCharacters()
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A:
            endCharacters()
            word.append(UInt8(scalar.value))
        case 0x3400...0x4DBF, 0x4E00...0x9FFF:
            endWord()
            characters.append(UInt16(scalar.value))
        default:
            endWord()
            endCharacters()
        }
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if word.contains(where: { $0 > 0x39 }) { words.append(word) }
        word.removeAll(keepingCapacity: true)
    }

    private mutating func endCharacters() {
        if let last = characters.last, last > 0 { characters.append(0) }
    }

    func eachCharacterGram(_ orders: ClosedRange<Int>, _ body: (Gram) -> Void) {
        for start in characters.indices where characters[start] > 0 {
            for order in 1...orders.upperBound {
                // A run ends with a zero, which is the last of all.
                guard characters[start + order - 1] > 0 else { break }
                if order >= orders.lowerBound {
                    body(Gram(characters: characters[start..<(start + order)]))
                }
            }
        }
    }
}

extension Unicode.Scalar {
    /// Digits above and below the line and Roman numerals in the letters that NFKC gives them; nil
    /// for anything else.
    fileprivate var lettersOfSign: [UInt8]? {
        switch value {
        case 0xB2, 0xB3: [UInt8(value - 0xB2) + 0x32]
        case 0xB9: [0x31]
        case 0x2070, 0x2074...0x2079: [UInt8(value - 0x2070) + 0x30]
        case 0x2080...0x2089: [UInt8(value - 0x2080) + 0x30]
        case 0x2160...0x216B: Array(romanNumerals[Int(value - 0x2160)].utf8)
        case 0x2170...0x217B: Array(romanNumerals[Int(value - 0x2170)].utf8)
        default: nil
        }
    }
}

private let romanNumerals = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
]
