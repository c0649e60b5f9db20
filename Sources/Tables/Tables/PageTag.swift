/// A tag, comment or declaration of a web page, by where it stands. Names are in small letters.
struct PageTag {
    let name: String
    let isClosing: Bool
    let closesItself: Bool
    /// Behind its name, without `>`.
    let attributes: Range<Int>
    /// Behind its `>`; a tag that never ends takes the rest of the page, as in a browser.
    let end: Int

    /// What stands in lines of its own.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "header", "hr", "html", "input", "label", "legend", "li", "main",
        "nav", "ol", "option", "p", "pre", "section", "select", "table", "tbody", "textarea",
        "tfoot", "thead", "tr", "ul",
    ]
    /// What holds no text for a reader.
    static let unseen: Set<String> = [
        "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "canvas",
        "audio", "video",
    ]

    /// Nil where `<` is only a sign.
    init?(_ bytes: [UInt8], at start: Int) {
        guard start + 1 < bytes.count else { return nil }
        var index = start + 1
        isClosing = bytes[index] == UInt8(ascii: "/")
        if isClosing { index += 1 }
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "?") {
            name = ""
            closesItself = false
            attributes = index..<index
            end = PageTag.endOfDeclaration(bytes, at: start)
            return
        }
        guard (97...122).contains(PageTag.small(bytes[index])) else { return nil }
        let nameStart = index
        while index < bytes.count, bytes[index] > 32, bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "/"), index - nameStart < 64
        {
            index += 1
        }
        name = String(decoding: bytes[nameStart..<index].map(PageTag.small), as: UTF8.self)
        let close = PageTag.close(bytes, from: index)
        attributes = index..<close
        closesItself = close > index && bytes[close - 1] == UInt8(ascii: "/")
        end = min(close + 1, bytes.count)
    }

    /// Where the value of the attribute stands, without its quotes.
    func attribute(_ wanted: String, in bytes: [UInt8]) -> Range<Int>? {
        var index = attributes.lowerBound
        let end = attributes.upperBound
        while index < end {
            while index < end, bytes[index] <= 32 || bytes[index] == UInt8(ascii: "/") {
                index += 1
            }
            let nameStart = index
            while index < end, bytes[index] > 32, bytes[index] != UInt8(ascii: "=") { index += 1 }
            let isWanted = bytes[nameStart..<index].map(PageTag.small).elementsEqual(wanted.utf8)
            while index < end, bytes[index] <= 32 { index += 1 }
            guard index < end, bytes[index] == UInt8(ascii: "=") else {
                if index == nameStart { index += 1 }
                continue
            }
            index += 1
            while index < end, bytes[index] <= 32 { index += 1 }
            let value = PageTag.value(bytes, &index, end: end)
            if isWanted { return value }
        }
        return nil
    }

    private static func value(
        _ bytes: [UInt8], _ index: inout Int, end: Int
    ) -> Range<Int> {
        guard index < end else { return end..<end }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = index
            while index < end, bytes[index] > 32 { index += 1 }
            return start..<index
        }
        index += 1
        let start = index
        while index < end, bytes[index] != quote { index += 1 }
        let value = start..<index
        index = min(index + 1, end)
        return value
    }

    /// `>` outside of quotes; a quote opens only behind `=`.
    private static func close(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        var quote: UInt8?
        var isValue = false
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index
            } else if isValue, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            if byte > 32 { isValue = quote == nil && byte == UInt8(ascii: "=") }
            index += 1
        }
        return bytes.count
    }

    private static func endOfDeclaration(_ bytes: [UInt8], at start: Int) -> Int {
        let isComment = bytes[start...].starts(with: Array("<!--".utf8))
        var index = start + (isComment ? 4 : 2)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ">"),
                !isComment
                    || bytes[index - 1] == UInt8(ascii: "-")
                        && bytes[index - 2] == UInt8(ascii: "-")
            {
                return index + 1
            }
            index += 1
        }
        return bytes.count
    }

    static func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
