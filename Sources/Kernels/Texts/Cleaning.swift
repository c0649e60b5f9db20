/// A text without the noise that copying put into it, and the way back to what is stored.
///
/// Ornaments inside a line and padding before 、 are left out, everything else stands byte for
/// byte. What is only suspected (`suspicions(in:)`) stays and is told. Cleaning a cleaned text
/// gives it again.
package struct CleanedText: Hashable, Sendable {
    package let text: String
    /// Where something was left out, in order.
    package let removals: [Removal]

    /// One run left out of the stored text.
    package struct Removal: Hashable, Sendable {
        /// Where it stood, counted in the cleaned text.
        package let place: TextOffset
        /// How much is left out up to here, this run included.
        package let total: TextOffset
    }

    package var isClean: Bool { removals.isEmpty }

    /// All that is left out, as it stands in the stored text.
    package var removed: TextOffset { removals.last?.total ?? TextOffset(bytes: 0, characters: 0) }

    /// The runs left out, as code points of the stored text, in order.
    package var removedCharacters: [Range<Int>] {
        var before = 0
        return removals.map { removal in
            let start = removal.place.characters + before
            before = removal.total.characters
            return start..<(removal.place.characters + before)
        }
    }

    /// The offset in the stored text of the character at `offset` of the cleaned one; the end of
    /// the text where it is the end. Logarithmic in the number of removals.
    package func stored(_ offset: TextOffset) -> TextOffset {
        let (bytes, characters) = (offset.bytes, offset.characters)
        let skipped = removed(until: { $0.bytes <= bytes })
        return TextOffset(bytes: bytes + skipped.bytes, characters: characters + skipped.characters)
    }

    /// The offset in the stored text directly behind the character that ends at `offset`: noise
    /// that follows is not taken in.
    package func storedEnd(_ offset: TextOffset) -> TextOffset {
        let (bytes, characters) = (offset.bytes, offset.characters)
        let skipped = removed(until: { $0.bytes < bytes })
        return TextOffset(bytes: bytes + skipped.bytes, characters: characters + skipped.characters)
    }

    private func removed(until isBefore: (TextOffset) -> Bool) -> TextOffset {
        var low = 0
        var high = removals.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(removals[middle].place) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? TextOffset(bytes: 0, characters: 0) : removals[low - 1].total
    }
}

/// A place in a text, counted in UTF-8 bytes and in code points.
package struct TextOffset: Hashable, Sendable {
    package let bytes: Int
    package let characters: Int

    package init(bytes: Int, characters: Int) {
        self.bytes = bytes
        self.characters = characters
    }
}

/// Ornaments that a page sprinkles between the characters of a sentence. Marks that may carry
/// meaning inside a line are not among them: ○ is a zero (二○二五), ★ a grade, ✓ an answer.
/// Each is three bytes long and begins as `mayHoldNoise` knows: `NoiseScan` relies on it.
private let ornaments: [Unicode.Scalar] = ["㊣", "✅", "❎", "✳", "✴", "❇"]

/// Filling that some pages put before 、.
private let padding: Unicode.Scalar = "□"

/// Leaves out ornaments inside a line and runs of □ directly before 、. An ornament that opens a
/// line is a bullet and stays. A run of □ elsewhere stays as well: it may be a box to tick
/// («□是 □否») or a name blotted out («张□□»), and its loss would change what is said. Ornaments
/// inside such a run do not break it.
package func cleaned(_ text: String) -> CleanedText {
    var text = text
    let scan: (kept: [UInt8], removals: [CleanedText.Removal])? = text.withUTF8 { bytes in
        guard mayHoldNoise(bytes) else { return nil }
        var scan = NoiseScan(bytes)
        return scan.run()
    }
    guard let scan else { return CleanedText(text: text, removals: []) }
    return CleanedText(text: String(decoding: scan.kept, as: UTF8.self), removals: scan.removals)
}

/// Whether two bytes stand somewhere that begin an ornament (E2 9C, E2 9D, E3 8A) or □ (E2 96).
/// Without a branch for each byte, so that it runs on many at once: most texts have no noise.
private func mayHoldNoise(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var found: UInt8 = 0
    for index in 1..<max(1, bytes.count) {
        let (first, second) = (bytes[index - 1], bytes[index])
        let isDingbat: UInt8 = first == 0xE2 && second & 0xFE == 0x9C ? 1 : 0
        let isPadding: UInt8 = first == 0xE2 && second == 0x96 ? 1 : 0
        let isEnclosed: UInt8 = first == 0xE3 && second == 0x8A ? 1 : 0
        found |= isDingbat | isPadding | isEnclosed
    }
    return found != 0
}

/// One walk over the bytes. Nothing is copied as long as no noise is found.
private struct NoiseScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var kept: [UInt8] = []
    private var removals: [CleanedText.Removal] = []
    private var copied = 0
    /// Code points counted up to `counted`.
    private var characters = 0
    private var counted = 0
    private var removedCharacters = 0
    /// Up to here the padding is known to stay; without it a long run would be walked again from
    /// each of its marks.
    private var settled = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private enum Mark { case none, ornament, padding }

    mutating func run() -> (kept: [UInt8], removals: [CleanedText.Removal])? {
        var index = 0
        while index + 2 < bytes.count {
            // E2 and E3 are the only first bytes of what is sought; all else is passed by, a
            // character at a time.
            guard bytes[index] & 0xFE == 0xE2 else {
                index += length(of: bytes[index])
                continue
            }
            switch mark(at: index) {
            case .none: index += 3
            case .ornament where opensLine(index): index += 3
            case .ornament, .padding:
                let end = endOfNoise(from: index)
                if end > index {
                    remove(index, end)
                    index = end
                } else {
                    index += 3
                }
            }
        }
        guard !removals.isEmpty else { return nil }
        kept.append(contentsOf: bytes[copied...])
        return (kept, removals)
    }

    private func length(of byte: UInt8) -> Int {
        byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    private func mark(at index: Int) -> Mark {
        guard index + 2 < bytes.count else { return .none }
        let value =
            UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
        if value == paddingBytes { return .padding }
        return ornamentBytes.contains(value) ? .ornament : .none
    }

    /// Where the noise that begins at `start` ends; `start` where it is none. Ornaments go by
    /// themselves; with padding among them all goes where 、 follows, else only they go.
    private mutating func endOfNoise(from start: Int) -> Int {
        var index = start
        var firstPadding: Int?
        while true {
            switch mark(at: index) {
            case .none:
                guard let firstPadding, !isEnumerationComma(index) else { return index }
                settled = index
                return firstPadding
            case .ornament: break
            case .padding where index < settled: return index
            case .padding: firstPadding = firstPadding ?? index
            }
            index += 3
        }
    }

    private func isEnumerationComma(_ index: Int) -> Bool {
        index + 2 < bytes.count && bytes[index] == 0xE3 && bytes[index + 1] == 0x80
            && bytes[index + 2] == 0x81
    }

    /// Whether only blanks stand before it in its line. Looks back over blanks only, of which a
    /// mark is preceded by few.
    private func opensLine(_ index: Int) -> Bool {
        var index = index
        while index > 0 {
            if index >= 3, bytes[index - 3] == 0xE3, bytes[index - 2] == 0x80,
                bytes[index - 1] == 0x80
            {
                index -= 3
                continue
            }
            switch bytes[index - 1] {
            case 0x20, 0x09: index -= 1
            case 0x0A, 0x0D: return true
            default: return false
            }
        }
        return true
    }

    private mutating func remove(_ start: Int, _ end: Int) {
        kept.append(contentsOf: bytes[copied..<start])
        characters += characterCount(counted, start)
        let place = TextOffset(bytes: kept.count, characters: characters - removedCharacters)
        let length = characterCount(start, end)
        characters += length
        removedCharacters += length
        counted = end
        copied = end
        removals.append(
            CleanedText.Removal(
                place: place,
                total: TextOffset(bytes: end - kept.count, characters: removedCharacters)))
    }

    private func characterCount(_ start: Int, _ end: Int) -> Int {
        var count = 0
        for index in start..<end where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}

private func threeBytes(_ scalar: Unicode.Scalar) -> UInt32 {
    UTF8.encode(scalar).map { $0.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } } ?? 0
}

private let paddingBytes = threeBytes(padding)
private let ornamentBytes = ornaments.map(threeBytes)
