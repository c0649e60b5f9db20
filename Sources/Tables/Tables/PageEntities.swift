/// Characters that a web page spells out: those that pages in Chinese use.
enum PageEntities {
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
        "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "ldquo": "“", "rdquo": "”",
        "lsquo": "‘", "rsquo": "’", "laquo": "«", "raquo": "»", "mdash": "—", "ndash": "–",
        "hellip": "…", "middot": "·", "bull": "•", "times": "×", "divide": "÷", "deg": "°",
        "permil": "‰", "plusmn": "±", "yen": "¥", "euro": "€", "pound": "£", "cent": "¢",
        "copy": "©", "reg": "®", "trade": "™", "sect": "§", "para": "¶", "rarr": "→", "larr": "←",
        "uarr": "↑", "darr": "↓", "le": "≤", "ge": "≥", "ne": "≠", "frac12": "½", "frac14": "¼",
        "sup2": "²", "sup3": "³", "micro": "µ", "alpha": "α", "beta": "β", "zwj": "", "zwnj": "",
        "shy": "",
    ]
    /// Longer than any name or number that is known here.
    private static let longest = 10

    /// What stands for the `&` at `start`, and the place behind it. What is not known stays as it
    /// is written.
    static func text(_ bytes: [UInt8], at start: Int) -> (text: [UInt8], end: Int) {
        var end = start + 1
        while end < bytes.count, end - start <= longest, isLetter(bytes[end]) { end += 1 }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
        if name.hasPrefix("#"), let scalar = scalar(name.dropFirst()) {
            return (Array(String(scalar).utf8), isClosed ? end + 1 : end)
        }
        if isClosed, let text = names[name] ?? names[name.lowercased()] {
            return (Array(text.utf8), end + 1)
        }
        return ([UInt8(ascii: "&")], start + 1)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(PageTag.small(byte)) || (48...57).contains(byte)
            || byte == UInt8(ascii: "#")
    }

    /// Control characters other than line feed and tab are no text.
    private static func scalar(_ digits: Substring) -> Unicode.Scalar? {
        let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = UInt32(
            isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
        guard let number, number >= 32 || number == 10 || number == 9 else { return nil }
        return Unicode.Scalar(number)
    }
}
