// How texts of sheets are made comparable. What is shown and stored stays as it was written.
extension String {
    /// Half-width letters, digits and signs; any run of blanks and line breaks as one blank;
    /// nothing invisible; no blanks at the ends. Near to NFKC for what sheets hold.
    package var tidied: String {
        var result = String.UnicodeScalarView()
        var pendingBlank = false
        for scalar in unicodeScalars {
            if scalar.isBlank {
                pendingBlank = !result.isEmpty
                continue
            }
            guard let plain = scalar.halfWidth else { continue }
            if pendingBlank {
                result.append(" ")
                pendingBlank = false
            }
            result.append(plain)
        }
        return String(result)
    }

    /// The form in which two writings of one thing are equal: tidied, without any blank, simplified
    /// script, small letters, one kind of bracket, no middle dots.
    package var folded: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.isBlank {
            if let plain = scalar.folded { result.append(plain) }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// A blank of any width, a tab or a line break.
    package var isBlank: Bool {
        switch value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    /// A letter of the main blocks of Chinese characters.
    package var isHan: Bool {
        (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value)
            || (0x20000...0x323AF).contains(value)
    }

    package var isLatinLetter: Bool {
        (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
            || (0xC0...0x24F).contains(value) && value != 0xD7 && value != 0xF7
    }

    package var isDigit: Bool { (0x30...0x39).contains(value) }

    /// Full-width forms of ASCII as ASCII; nil for what has no width at all (byte order marks,
    /// joiners, soft hyphens, control characters).
    package var halfWidth: Unicode.Scalar? {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0)
        case 0xFFE5: "¥"
        case 0x2010...0x2015, 0x2212: "-"
        case 0x2018, 0x2019: "'"
        case 0x201C, 0x201D: "\""
        case 0x00...0x08, 0x0E...0x1F, 0x7F, 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF,
            0xFE00...0xFE0F:
            nil
        default: self
        }
    }

    /// A letter as `String.folded` writes it; nil for what it leaves out. Blanks stay.
    package var folded: Unicode.Scalar? { halfWidth?.bracketed?.simplified.lowercased }

    /// Any bracket as a round one; nil for dots between the parts of a name.
    fileprivate var bracketed: Unicode.Scalar? {
        switch self {
        case "〔", "【", "［", "[", "〈", "{", "﹙": "("
        case "〕", "】", "］", "]", "〉", "}", "﹚": ")"
        case "·", "•", "・", "‧": nil
        default: self
        }
    }

    /// The small letter of A–Z and of the Latin letters with marks that have one of the same
    /// length.
    fileprivate var lowercased: Unicode.Scalar {
        if (0x41...0x5A).contains(value) { return Unicode.Scalar(value + 32) ?? self }
        // From U+2E80 to U+A63F stand the scripts of East Asia, which have no case.
        if value < 0xC0 || (0x2E80...0xA63F).contains(value) { return self }
        let small = properties.lowercaseMapping.unicodeScalars
        return small.count == 1 ? small.first ?? self : self
    }
}
