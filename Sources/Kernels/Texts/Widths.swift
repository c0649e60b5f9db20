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
/// compared by.
package func comparable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isWidthless(scalar) {
        let half = folded(scalar)
        if half.value <= 32 { continue }
        let isCapital = half.value >= 65 && half.value <= 90
        result.append(isCapital ? Unicode.Scalar(UInt8(half.value + 32)) : half)
    }
    return String(result)
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
