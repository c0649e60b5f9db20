/// Words found letter by letter in a text, the longest first.
///
/// A letter that no word uses costs one look into a table, any other one step of a hash: names are
/// read by the million.
struct WordTree<Kind: Sendable>: Sendable {
    private var classes: [UInt16]
    private var classCount: UInt16 = 0
    /// Node × class → node; open addressing, `-1` is empty.
    private var keys: [Int32]
    private var values: [Int32]
    private let mask: Int
    private var kinds: [Kind?] = [nil]

    init(_ words: [(word: [Unicode.Scalar], kind: Kind)]) {
        classes = [UInt16](repeating: 0, count: 0x10000)
        var size = 1024
        while size < words.reduce(0, { $0 + $1.word.count }) * 2 { size *= 2 }
        keys = [Int32](repeating: -1, count: size)
        values = keys
        mask = size - 1
        for (word, kind) in words { add(word, kind) }
    }

    private mutating func add(_ word: [Unicode.Scalar], _ kind: Kind) {
        var node = 0
        for letter in word {
            guard letter.value < 0x10000 else { return }
            if classes[Int(letter.value)] == 0 {
                classCount += 1
                classes[Int(letter.value)] = classCount
            }
            let key = Int32(node << 12 | Int(classes[Int(letter.value)]))
            let slot = slot(of: key)
            if keys[slot] == -1 {
                keys[slot] = key
                values[slot] = Int32(kinds.count)
                kinds.append(nil)
            }
            node = Int(values[slot])
        }
        // The first of two kinds of one word holds.
        if kinds[node] == nil { kinds[node] = kind }
    }

    /// The longest word that begins at `start`: what kind it is and where it ends.
    func longest(in letters: [Unicode.Scalar], from start: Int) -> (kind: Kind, end: Int)? {
        var node = 0
        var found: (Kind, Int)?
        var index = start
        while index < letters.count {
            let value = letters[index].value
            guard value < 0x10000 else { break }
            let letter = classes[Int(value)]
            guard letter > 0 else { break }
            let slot = slot(of: Int32(node << 12 | Int(letter)))
            guard keys[slot] != -1 else { break }
            node = Int(values[slot])
            index += 1
            if let kind = kinds[node] { found = (kind, index) }
        }
        return found
    }

    private func slot(of key: Int32) -> Int {
        var slot = Int(truncatingIfNeeded: UInt32(bitPattern: key) &* 2_654_435_769 >> 8) & mask
        while keys[slot] != -1, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }
}
