/// One to four Chinese characters in a row, or one word of Latin letters and digits, as a number.
/// Comparable with those of the same reader only: it numbers the words.
struct Gram: Hashable, Comparable, Sendable {
    /// Four characters of 16 bits, the first one highest, zeros behind the last; or 2⁴⁸ and the
    /// number of the word.
    let code: UInt64

    private static let wordBase: UInt64 = 1 << 48

    init(characters: ArraySlice<UInt16>) {
        var code: UInt64 = 0
        for character in characters { code = code << 16 | UInt64(character) }
        self.code = code << UInt64(16 * (GramOrders.highest - characters.count))
    }

    init(word number: Int) { code = Gram.wordBase | UInt64(number) }

    /// Of the word; nil for characters.
    var wordNumber: Int? {
        code >> 48 == 1 ? Int(code ^ Gram.wordBase) : nil
    }

    /// How many characters; 0 for a word.
    var order: Int {
        wordNumber == nil ? GramOrders.highest - code.trailingZeroBitCount / 16 : 0
    }

    /// Empty for a word.
    var characters: String {
        guard wordNumber == nil else { return "" }
        var text = String.UnicodeScalarView()
        for place in 0..<order {
            let character = UInt16(truncatingIfNeeded: code >> UInt64(48 - 16 * place))
            if let scalar = Unicode.Scalar(character) { text.append(scalar) }
        }
        return String(text)
    }

    static func < (one: Gram, other: Gram) -> Bool { one.code < other.code }
}

/// How many characters in a row are read as one gram.
enum GramOrders {
    static let highest = 4
    static let products = 1...4
    static let surroundings = 1...3
    static let names = 2...3
    /// Of what feedback asks again; words are asked too.
    static let feedback = 2...3
}

/// A gram and what it counts in a document or a question.
struct WeightedGram: Sendable {
    let gram: Gram
    let weight: Double
}

extension [WeightedGram] {
    /// Ascending, each gram once with its weights added. The order given makes no difference.
    func merged() -> [WeightedGram] {
        var result: [WeightedGram] = []
        result.reserveCapacity(count)
        let ascending = sorted { ($0.gram, $0.weight) < ($1.gram, $1.weight) }
        for one in ascending {
            if let last = result.last, last.gram == one.gram {
                result[result.count - 1] = WeightedGram(
                    gram: one.gram, weight: last.weight + one.weight)
            } else {
                result.append(one)
            }
        }
        return result
    }
}
