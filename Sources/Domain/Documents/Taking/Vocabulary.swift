/// Words to be looked for in a text, the longest first. A look costs a bit where no word begins.
struct Vocabulary: Sendable {
    private let words: [Unicode.Scalar: [[Unicode.Scalar]]]
    /// One bit for each first character; those beyond the basic plane share the first bit.
    private let heads: [UInt64]
    private let longest: Int

    /// Cut at white space; compared as `ReadText` folds them.
    init(_ table: String) {
        self.init(table.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    init(_ table: [String]) {
        let folded = table.map { $0.unicodeScalars.map(ReadText.folded) }.filter { !$0.isEmpty }
        var words: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
        var heads = [UInt64](repeating: 0, count: 1_024)
        for word in folded {
            words[word[0], default: []].append(word)
            let bit = Vocabulary.bit(of: word[0])
            heads[bit >> 6] |= 1 << (bit & 63)
        }
        for head in words.keys { words[head]?.sort { $0.count > $1.count } }
        self.words = words
        self.heads = heads
        longest = folded.map(\.count).max() ?? 0
    }

    /// Every word of several tables, for one look where none of them has any.
    init(all tables: [Vocabulary]) {
        var words: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
        var heads = [UInt64](repeating: 0, count: 1_024)
        for table in tables {
            for (head, own) in table.words { words[head, default: []] += own }
            for place in heads.indices { heads[place] |= table.heads[place] }
        }
        for head in words.keys { words[head]?.sort { $0.count > $1.count } }
        self.words = words
        self.heads = heads
        longest = tables.map(\.longest).max() ?? 0
    }

    /// Whether one of the words may begin with the letter; a quick no.
    @inline(__always)
    func mayBegin(with scalar: Unicode.Scalar) -> Bool {
        let bit = Vocabulary.bit(of: scalar)
        return heads[bit >> 6] & (1 << (bit & 63)) != 0
    }

    @inline(__always)
    private static func bit(of scalar: Unicode.Scalar) -> Int {
        scalar.value < 65_536 ? Int(scalar.value) : 0
    }

    /// The length of the longest word that begins at `start` and ends within `end`.
    func length(in text: ReadText, at start: Int, end: Int) -> Int? {
        guard start < end else { return nil }
        let head = text.scalars[start]
        let bit = Vocabulary.bit(of: head)
        guard heads[bit >> 6] & (1 << (bit & 63)) != 0 else { return nil }
        guard let candidates = words[head] else { return nil }
        for word in candidates where start + word.count <= end {
            var place = 1
            while place < word.count, word[place] == text.scalars[start + place] { place += 1 }
            if place == word.count { return place }
        }
        return nil
    }

    /// The first of the words in a part of the text.
    func first(in text: ReadText, _ range: Range<Int>) -> Range<Int>? {
        for start in range {
            if let length = length(in: text, at: start, end: range.upperBound) {
                return start..<(start + length)
            }
        }
        return nil
    }

    func stands(in text: ReadText, _ range: Range<Int>) -> Bool {
        first(in: text, range) != nil
    }

    /// How often the words stand there, each place once.
    func count(in text: ReadText, _ range: Range<Int>) -> Int {
        var count = 0
        var start = range.lowerBound
        while let found = first(in: text, start..<range.upperBound) {
            count += 1
            start = found.upperBound
        }
        return count
    }

    /// The longest of the words that the part ends with.
    func ending(of range: Range<Int>, in text: ReadText) -> Range<Int>? {
        for length in stride(from: min(longest, range.count), to: 0, by: -1) {
            let start = range.upperBound - length
            if self.length(in: text, at: start, end: range.upperBound) == length {
                return start..<range.upperBound
            }
        }
        return nil
    }

    func isAll(of range: Range<Int>, in text: ReadText) -> Bool {
        length(in: text, at: range.lowerBound, end: range.upperBound) == range.count
            && !range.isEmpty
    }
}
