/// Full-width letters, digits and marks as their ASCII twins, every kind of blank as a space, marks
/// without width left out. Chinese characters and 、。《》 stay. The same text when nothing is folded.
package func halfWidth(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { folded($0) != $0 || isWidthless($0) }) else {
        return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isWidthless(scalar) { result.append(folded(scalar)) }
    return String(result)
}

/// The text without blanks and line breaks, half-width, ASCII letters small: what words are
/// compared by. Works on bytes, because every cell of a sheet passes here several times.
package func comparable(_ text: String) -> String {
    let folded = text.utf8.withContiguousStorageIfAvailable { source in
        String(unsafeUninitializedCapacity: source.count) { target in
            var length = 0
            var index = 0
            while index < source.count {
                let byte = source[index]
                if byte < 0x80 {
                    if byte > 32 {
                        target[length] = byte >= 65 && byte <= 90 ? byte + 32 : byte
                        length += 1
                    }
                    index += 1
                    continue
                }
                let width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                let end = min(index + width, source.count)
                switch special(source, index, width) {
                case .nothing: break
                case .ascii(let plain):
                    if plain > 32 {
                        target[length] = plain >= 65 && plain <= 90 ? plain + 32 : plain
                        length += 1
                    }
                case .itself:
                    for place in index..<end {
                        target[length] = source[place]
                        length += 1
                    }
                }
                index = end
            }
            return length
        }
    }
    return folded ?? comparable(String(decoding: Array(text.utf8), as: UTF8.self))
}

private enum Folding { case nothing, ascii(UInt8), itself }

/// What becomes of the scalar of two or three bytes that starts at `index`: as `folded` and
/// `isWidthless` say, on the bytes.
private func special(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ width: Int
) -> Folding {
    let first = bytes[index]
    guard index + width <= bytes.count, first <= 0xEF else { return .itself }
    let second = bytes[index + 1]
    if first == 0xC2 {
        return second == 0xA0 || second == 0x85 ? .ascii(32) : second == 0xAD ? .nothing : .itself
    }
    guard width == 3, first == 0xE2 || first == 0xE3 || first == 0xEF else { return .itself }
    let third = bytes[index + 2]
    switch (first, second, third) {
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
        (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F):
        return .ascii(32)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF), (0xEF, 0xB8, 0x8F):
        return .nothing
    case (0xEF, 0xBC, 0x81...0xBF): return .ascii(third - 0x60)
    case (0xEF, 0xBD, 0x80...0x9E): return .ascii(third - 0x20)
    default: return .itself
    }
}

/// Whether the text holds a blank of any kind or something without width: most cells do not.
package func holdsBlanks(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 32 { return true }
            if byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF {
                switch special(bytes, index, byte == 0xC2 ? 2 : 3) {
                case .nothing, .ascii(32): return true
                default: break
                }
            }
            index += 1
        }
        return false
    } ?? true
}

package func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar { folded(scalar) }

private func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    case 0xA0, 0x3000, 0x2000...0x200A, 0x202F, 0x205F: " "
    case 0x2028, 0x2029, 0x85: "\n"
    case 0xFFE5: "¥"
    default: scalar
    }
}

private func isWidthless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x2060, 0xFEFF, 0xAD, 0xFE0F: true
    default: false
    }
}

extension String {
    /// Whether `word` stands anywhere in the text, byte for byte; many times quicker than
    /// `contains`.
    package func holds(_ word: String) -> Bool {
        let wanted = word.utf8
        guard let first = wanted.first else { return true }
        let length = wanted.count
        guard length <= utf8.count else { return false }
        let found = utf8.withContiguousStorageIfAvailable { text in
            wanted.withContiguousStorageIfAvailable { word in
                var index = 0
                while index <= text.count - length {
                    if text[index] == first {
                        var offset = 1
                        while offset < length, text[index + offset] == word[offset] { offset += 1 }
                        if offset == length { return true }
                    }
                    index += 1
                }
                return false
            } ?? false
        }
        return found ?? contains(word)
    }
}
