/// One piece of an XML part. Names stand without their prefix.
enum MarkupToken {
    case open(String, [String: String])
    case close(String)
    case text(String)
}

/// Reads the small parts of a package (workbook, relations, styles, rich text) token by token. A
/// tag that closes itself gives `.open` and then `.close`. Entities that a DOCTYPE would define are
/// refused with it.
struct MarkupReader {
    private let bytes: [UInt8]
    private var position = 0
    private var pendingClose: String?
    private var depth: [String] = []
    private let unescaping: Bool

    /// `unescaping` decodes `_x000D_`, which only spreadsheets write.
    init(_ bytes: [UInt8], unescaping: Bool = true) throws(MarkupFault) {
        try checkEncoding(bytes.span)
        self.bytes = bytes
        self.unescaping = unescaping
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func next() throws(MarkupFault) -> MarkupToken? {
        if let name = pendingClose {
            pendingClose = nil
            return .close(name)
        }
        // A copy of the reference, so that the span does not hold on to `self`.
        let bytes = bytes
        let span = bytes.span
        while position < span.count {
            guard span[position] == UInt8(ascii: "<") else {
                if depth.isEmpty {
                    guard span[position] <= 32 else { throw .malformed }
                    position += 1
                    continue
                }
                return .text(try characterData(span, &position, unescaping: unescaping))
            }
            guard position + 1 < span.count else { throw .malformed }
            switch span[position + 1] {
            case UInt8(ascii: "!") where !depth.isEmpty && starts(span, position, with: "<![CD"):
                return .text(try characterData(span, &position, unescaping: unescaping))
            case UInt8(ascii: "!"), UInt8(ascii: "?"): try skipDeclaration(span, &position)
            case UInt8(ascii: "/"): return try closing(span)
            default: return try opening(span)
            }
        }
        guard depth.isEmpty else { throw .malformed }
        return nil
    }

    private mutating func opening(_ span: Span<UInt8>) throws(MarkupFault) -> MarkupToken {
        position += 1
        let name = localName(span)
        guard !name.isEmpty else { throw .malformed }
        var attributes: [String: String] = [:]
        while let attribute = try nextAttribute(span, &position) {
            let qualified = String(markup: span, attribute.name)
            guard !qualified.hasPrefix("xmlns") else { continue }
            let local = qualified.split(separator: ":").last.map(String.init) ?? qualified
            attributes[local] = try attributeText(span, attribute.value)
        }
        if try endTag(span, &position) {
            pendingClose = name
        } else {
            // Deeper than any part of a spreadsheet goes.
            guard depth.count < 256 else { throw .malformed }
            depth.append(name)
        }
        return .open(name, attributes)
    }

    private mutating func closing(_ span: Span<UInt8>) throws(MarkupFault) -> MarkupToken {
        position += 2
        let name = localName(span)
        while position < span.count, span[position] <= 32 { position += 1 }
        guard position < span.count, span[position] == UInt8(ascii: ">"), depth.last == name
        else { throw .malformed }
        position += 1
        depth.removeLast()
        return .close(name)
    }

    private mutating func localName(_ span: Span<UInt8>) -> String {
        var start = position
        while position < span.count {
            if span[position] == UInt8(ascii: ":") {
                start = position + 1
            } else if !isNameByte(span[position]) {
                break
            }
            position += 1
        }
        return String(markup: span, start..<position)
    }
}

/// The text of an attribute, its entities replaced and `_x000D_` decoded.
func attributeText(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MarkupFault) -> String {
    for index in range where bytes[index] == UInt8(ascii: "&") || bytes[index] == 95 {
        // Character data ends at a tag: give it one.
        var copy = range.map { bytes[$0] }
        copy += [UInt8(ascii: "<"), UInt8(ascii: "/")]
        var position = 0
        return try characterData(copy.span, &position, unescaping: true)
    }
    return String(markup: bytes, range)
}
