/// Words found in UTF-8 bytes, the longest first. Built once from the tables of this module.
///
/// A trie whose nodes share one array: the edges of a node lie at its base plus the letter, around
/// the end to the front, and no two nodes have one base, so that an edge whose letter fits is the
/// node's own. A step is one look at one place.
struct WordTable: Sendable {
    /// The way to a node, and what the word that ends there is.
    struct Edge {
        var letter: UInt16 = 0
        /// Of the edges that leave the node; 0, which is nobody's, when none does.
        var base: UInt16 = 0
        /// The word's number and one; 0 where no word ends.
        var number: UInt32 = 0
    }

    /// Letter → edge from the root.
    private let first: [Edge]
    /// An empty place leads nowhere, not even by the letter 0.
    private let edges: [Edge]
    private let mask: Int

    /// Of two equal words the first holds.
    init(_ words: [(word: String, number: Int)]) {
        let layout = WordLayout(words)
        first = layout.first
        edges = layout.edges
        mask = layout.edges.count - 1
    }

    /// The next place from `start` on where a word begins, with the longest word there. Stops
    /// without a word where a digit may stand: in ASCII or full width. Most letters begin none and
    /// are passed by.
    @inline(__always)
    func next(
        in bytes: [UInt8], from start: Int, to limit: Int
    ) -> (start: Int, number: Int?, end: Int) {
        var index = start
        while index < limit {
            if bytes[index] < 0x80 { break }
            let letter = codePoint(in: bytes, at: index, to: limit)
            if letter.length == 3 {
                if letter.value &- 0xFF10 < 10 { break }
                let found = follow(first[Int(letter.value)], in: bytes, from: index + 3, to: limit)
                if found.number != 0 { return (index, Int(found.number) - 1, found.end) }
            }
            index += letter.length
        }
        return (index, nil, index)
    }

    /// The longest word that begins at `start` and ends at `limit` at the latest.
    @inline(__always)
    func longest(in bytes: [UInt8], from start: Int, to limit: Int) -> (number: Int, end: Int)? {
        guard start < limit else { return nil }
        let letter = codePoint(in: bytes, at: start, to: limit)
        guard letter.value < 0x10000 else { return nil }
        let found = follow(
            first[Int(letter.value)], in: bytes, from: start + letter.length, to: limit)
        return found.number == 0 ? nil : (Int(found.number) - 1, found.end)
    }

    /// Goes on from an edge as far as the letters from `start` on lead. The number of the longest
    /// word and one, and where it ends.
    @inline(__always)
    private func follow(
        _ opening: Edge, in bytes: [UInt8], from start: Int, to limit: Int
    ) -> (number: UInt32, end: Int) {
        var edge = opening
        var index = start
        var (number, end) = (edge.number, index)
        while edge.base != 0, index < limit {
            let letter = codePoint(in: bytes, at: index, to: limit)
            edge = edges[(Int(edge.base) + Int(letter.value)) & mask]
            guard UInt32(edge.letter) == letter.value else { break }
            index += letter.length
            if edge.number != 0 { (number, end) = (edge.number, index) }
        }
        return (number, end)
    }
}

/// The code point that begins at `index`. The bytes come from a String and are valid; what is cut
/// off at `limit` reads as a replacement character.
@inline(__always)
func codePoint(in bytes: [UInt8], at index: Int, to limit: Int) -> (value: UInt32, length: Int) {
    let byte = bytes[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    if byte >= 0xE0, byte < 0xF0, index + 2 < limit {
        let value =
            UInt32(byte & 15) << 12 | UInt32(bytes[index + 1] & 63) << 6
            | UInt32(bytes[index + 2] & 63)
        return (value, 3)
    }
    if byte >= 0xF0, index + 3 < limit { return (0x1_0000, 4) }
    if byte >= 0xC0, byte < 0xE0, index + 1 < limit {
        return (UInt32(byte & 31) << 6 | UInt32(bytes[index + 1] & 63), 2)
    }
    return (0xFFFD, 1)
}
