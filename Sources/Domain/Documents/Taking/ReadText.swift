internal import Texts

/// Code points of a stored text, counted from 0.
package typealias TextSpan = Range<Int>

extension [Unicode.Scalar] {
    /// The words of a stretch, as far as it lies in the text.
    package func words(_ span: TextSpan) -> String {
        String(String.UnicodeScalarView(self[span.clamped(to: 0..<count)]))
    }
}

/// A stored text as the rules read it: without the signs that damage left inside its lines, forms
/// of full and half width as one, letters small. Every place maps back to the stored text, of which
/// nothing is changed. Costs one pass.
struct ReadText: Sendable {
    let stored: [Unicode.Scalar]
    /// What is compared with words.
    let scalars: [Unicode.Scalar]
    /// Where each of them stands in `stored`.
    private let offsets: [Int32]

    init(_ text: String) {
        let stored = Array(text.unicodeScalars)
        var scalars: [Unicode.Scalar] = []
        var offsets: [Int32] = []
        scalars.reserveCapacity(stored.count)
        offsets.reserveCapacity(stored.count)
        var rest = cleaned(text).removedCharacters[...]
        var index = 0
        while index < stored.count {
            if let next = rest.first, index >= next.lowerBound {
                index = max(index, next.upperBound)
                rest.removeFirst()
                continue
            }
            if !ReadText.isUnseen(stored[index]) {
                scalars.append(ReadText.folded(stored[index]))
                offsets.append(Int32(truncatingIfNeeded: index))
            }
            index += 1
        }
        self.stored = stored
        self.scalars = scalars
        self.offsets = offsets
    }

    var count: Int { scalars.count }

    /// Where the words lie in the stored text, with the noise inside them.
    func span(of range: Range<Int>) -> TextSpan {
        guard let last = range.last else {
            let start = range.lowerBound < count ? Int(offsets[range.lowerBound]) : stored.count
            return start..<start
        }
        return Int(offsets[range.lowerBound])..<(Int(offsets[last]) + 1)
    }

    /// The words as they were written, without the noise.
    func words(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for index in range { view.append(stored[Int(offsets[index])]) }
        return trimmed(String(view))
    }

    /// Without white space and marks of order at either end.
    func tight(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ReadText.isSpace(scalars[lower]) { lower += 1 }
        while lower < upper, ReadText.isSpace(scalars[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...32, 0x85, 0xA0, 0x1680, 0x2000...0x200F, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    /// Takes no room: soft hyphens, joiners, marks of direction and of byte order.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B...0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF: true
        default: false
        }
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3134F: true
        default: false
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

    /// Letters and digits of full width become ordinary ones, marks of half width Chinese ones.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 65...90: Unicode.Scalar(UInt8(scalar.value + 32))
        case 0xFF10...0xFF19: Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 48))
        case 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            Unicode.Scalar(UInt8((scalar.value - 0xFF21) % 32 + 97))
        default: marks[scalar] ?? scalar
        }
    }

    private static let marks: [Unicode.Scalar: Unicode.Scalar] = [
        ",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "％": "%",
        "．": ".", "｡": "。", "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕",
        "丨": "|", "｜": "|", "│": "|", "／": "/",
    ]
}
