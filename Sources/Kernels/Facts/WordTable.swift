/// Words found in UTF-8 bytes, the longest first. Built once from the tables of this module.
///
/// Every character of a text is asked. Two small bit sets turn most of them away, by the character
/// and by the pair that it begins; what is left costs one step of a hash for each character.
struct WordTable<Kind: Sendable>: Sendable {
    /// Code point → node behind it, 0 where no word begins so.
    private var first: [UInt16]
    /// Node and code point → node; open addressing, 0 is empty.
    private var keys: [UInt32]
    private var values: [UInt16]
    private let mask: Int
    /// A bit for each letter that begins a word of two letters or more.
    private var openers = [UInt64](repeating: 0, count: 1024)
    /// A bit for each letter that is a word.
    private var singles = [UInt64](repeating: 0, count: 1024)
    /// A bit for each hash of the two letters that a word begins with.
    private var pairs = [UInt64](repeating: 0, count: 1024)
    private var kinds: [Kind?] = [nil]

    init(_ words: [(word: String, kind: Kind)]) {
        first = [UInt16](repeating: 0, count: 0x10000)
        let letters = words.reduce(0) { $0 + $1.word.unicodeScalars.count }
        var size = 1024
        while size < letters * 3 { size *= 2 }
        keys = [UInt32](repeating: 0, count: size)
        values = [UInt16](repeating: 0, count: size)
        mask = size - 1
        for (word, kind) in words { add(word, kind) }
    }

    private mutating func add(_ word: String, _ kind: Kind) {
        let letters = word.unicodeScalars.map(\.value)
        guard let first = letters.first, letters.allSatisfy({ $0 < 0x10000 }) else { return }
        if letters.count == 1 {
            singles[Int(first >> 6)] |= 1 << UInt64(first & 63)
        } else {
            openers[Int(first >> 6)] |= 1 << UInt64(first & 63)
            let pair = pairBit(first, letters[1])
            pairs[Int(pair >> 6)] |= 1 << UInt64(pair & 63)
        }
        insert(word, kind)
    }

    private mutating func insert(_ word: String, _ kind: Kind) {
        var node = 0
        for letter in word.unicodeScalars {
            if node == 0 {
                if first[Int(letter.value)] == 0 { first[Int(letter.value)] = newNode() }
                node = Int(first[Int(letter.value)])
            } else {
                let key = UInt32(node) << 16 | letter.value
                let slot = slot(of: key)
                if keys[slot] == 0 {
                    keys[slot] = key
                    values[slot] = newNode()
                }
                node = Int(values[slot])
            }
        }
        // The first of two kinds of one word holds.
        if kinds[node] == nil { kinds[node] = kind }
    }

    private mutating func newNode() -> UInt16 {
        kinds.append(nil)
        precondition(kinds.count < 0x10000, "a node is numbered with 16 bits")
        return UInt16(kinds.count - 1)
    }

    /// Whether a word may begin at `start`, where a letter of three bytes stands. No says there is
    /// none; yes has to be looked up.
    @inline(__always)
    func mayBegin(in bytes: [UInt8], at start: Int, to limit: Int) -> Bool {
        let letter = codePoint(in: bytes, at: start, to: limit).value
        guard letter < 0x10000 else { return true }
        let (place, bit) = (Int(letter >> 6), UInt64(1) << UInt64(letter & 63))
        if singles[place] & bit != 0 { return true }
        guard openers[place] & bit != 0, start + 3 < limit else { return false }
        let pair = pairBit(letter, codePoint(in: bytes, at: start + 3, to: limit).value)
        return pairs[Int(pair >> 6)] & (1 << UInt64(pair & 63)) != 0
    }

    /// The longest word that begins at `start` and ends at `limit` at the latest.
    @inline(__always)
    func longest(in bytes: [UInt8], from start: Int, to limit: Int) -> (kind: Kind, end: Int)? {
        guard start < limit else { return nil }
        let letter = codePoint(in: bytes, at: start, to: limit)
        guard letter.value < 0x10000, first[Int(letter.value)] != 0 else { return nil }
        return follow(bytes, Int(first[Int(letter.value)]), start + letter.length, limit)
    }

    private func follow(
        _ bytes: [UInt8], _ firstNode: Int, _ start: Int, _ limit: Int
    ) -> (kind: Kind, end: Int)? {
        var node = firstNode
        var index = start
        var found = kinds[node].map { ($0, index) }
        while index < limit {
            let letter = codePoint(in: bytes, at: index, to: limit)
            guard letter.value < 0x10000 else { break }
            let key = UInt32(node) << 16 | letter.value
            let slot = slot(of: key)
            guard keys[slot] != 0 else { break }
            node = Int(values[slot])
            index += letter.length
            if let kind = kinds[node] { found = (kind, index) }
        }
        return found
    }

    private func slot(of key: UInt32) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 2_654_435_769) >> 10) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }
}

@inline(__always)
private func pairBit(_ first: UInt32, _ second: UInt32) -> UInt32 {
    (first &* 0x9E37 ^ second &* 0x85EB) & 0xFFFF
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
