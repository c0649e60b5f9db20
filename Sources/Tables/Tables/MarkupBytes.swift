/// What the fast scanners and the slow reader of markup share: character data and attributes, read
/// from UTF-8 bytes. A scanner that meets what it does not understand throws `MarkupFault`.
enum MarkupFault: Error {
    case malformed, documentType
}

/// The bytes of one attribute, without its quotes.
struct AttributeBytes {
    let name: Range<Int>
    let value: Range<Int>
}

/// Reads the next attribute of a tag. Nil at the end of the tag, which is left at `>` or `/`.
@inline(__always)
func nextAttribute(
    _ bytes: Span<UInt8>, _ position: inout Int
) throws(MarkupFault) -> AttributeBytes? {
    let end = bytes.count
    while position < end, bytes[position] <= 32 { position += 1 }
    guard position < end else { throw .malformed }
    let first = bytes[position]
    if first == UInt8(ascii: ">") || first == UInt8(ascii: "/") || first == UInt8(ascii: "?") {
        return nil
    }
    let nameStart = position
    while position < end, bytes[position] != UInt8(ascii: "="), bytes[position] > 32 {
        guard bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "<") else {
            throw .malformed
        }
        position += 1
    }
    let nameEnd = position
    while position < end, bytes[position] <= 32 { position += 1 }
    guard position < end, bytes[position] == UInt8(ascii: "=") else { throw .malformed }
    position += 1
    while position < end, bytes[position] <= 32 { position += 1 }
    guard position < end else { throw .malformed }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .malformed }
    position += 1
    let valueStart = position
    while position < end, bytes[position] != quote { position += 1 }
    guard position < end else { throw .malformed }
    let value = valueStart..<position
    position += 1
    return AttributeBytes(name: nameStart..<nameEnd, value: value)
}

/// Leaves a tag whose attributes don't matter. True when it closed itself with `/>`.
@inline(__always)
func skipTag(_ bytes: Span<UInt8>, _ position: inout Int) throws(MarkupFault) -> Bool {
    while try nextAttribute(bytes, &position) != nil {}
    return try endTag(bytes, &position)
}

/// Steps over `>` or `/>`. True for the latter.
@inline(__always)
func endTag(_ bytes: Span<UInt8>, _ position: inout Int) throws(MarkupFault) -> Bool {
    let closes = bytes[position] == UInt8(ascii: "/")
    if closes { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else { throw .malformed }
    position += 1
    return closes
}

/// Character data up to the next tag, which `position` is left at.
@inline(__always)
func characterData(
    _ bytes: Span<UInt8>, _ position: inout Int, unescaping: Bool
) throws(MarkupFault) -> String {
    let start = position
    let end = bytes.count
    var isPlain = true
    while position < end {
        let byte = bytes[position]
        if byte == UInt8(ascii: "<") { break }
        if byte == UInt8(ascii: "&") || byte == 13 || byte == UInt8(ascii: "_") { isPlain = false }
        position += 1
    }
    guard position + 1 < end else { throw .malformed }
    if isPlain, bytes[position + 1] != UInt8(ascii: "!") {
        return String(markup: bytes, start..<position)
    }
    position = start
    return try mixedCharacterData(bytes, &position, unescaping: unescaping)
}

/// The same with entities, CDATA sections, comments, line ends and `_x000D_` in it.
private func mixedCharacterData(
    _ bytes: Span<UInt8>, _ position: inout Int, unescaping: Bool
) throws(MarkupFault) -> String {
    var result: [UInt8] = []
    while true {
        guard position < bytes.count else { throw .malformed }
        let byte = bytes[position]
        if byte == UInt8(ascii: "<") {
            if starts(bytes, position, with: "<![CDATA[") {
                let start = position + 9
                let end = try find("]]>", bytes, from: start)
                for index in start..<end { result.append(bytes[index]) }
                position = end + 3
            } else if starts(bytes, position, with: "<!--") {
                position = try find("-->", bytes, from: position + 4) + 3
            } else {
                break
            }
        } else if byte == UInt8(ascii: "&") {
            try appendEntity(bytes, &position, to: &result)
        } else if byte == 13 {
            // XML 1.0, 2.11: a line ends with one line feed.
            result.append(10)
            position += 1
            if position < bytes.count, bytes[position] == 10 { position += 1 }
        } else {
            result.append(byte)
            position += 1
        }
    }
    return unescaping
        ? withoutSheetEscapes(result) : String(decoding: result, as: UTF8.self)
}

private func appendEntity(
    _ bytes: Span<UInt8>, _ position: inout Int, to result: inout [UInt8]
) throws(MarkupFault) {
    let start = position + 1
    var end = start
    while end < bytes.count, end < start + 12, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else { throw .malformed }
    position = end + 1
    let name = String(markup: bytes, start..<end)
    switch name {
    case "amp": result.append(UInt8(ascii: "&"))
    case "lt": result.append(UInt8(ascii: "<"))
    case "gt": result.append(UInt8(ascii: ">"))
    case "quot": result.append(UInt8(ascii: "\""))
    case "apos": result.append(UInt8(ascii: "'"))
    default:
        let isHexadecimal = name.hasPrefix("#x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard name.hasPrefix("#"), let number = UInt32(digits, radix: isHexadecimal ? 16 : 10),
            let scalar = Unicode.Scalar(number), let units = UTF8.encode(scalar)
        else { throw .malformed }
        result.append(contentsOf: units)
    }
}

/// Spreadsheets write characters that XML lacks as `_x000D_` (ECMA-376, 22.4.2.4, ST_Xstring).
private func withoutSheetEscapes(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        if bytes[index] == UInt8(ascii: "_"), index + 6 < bytes.count,
            bytes[index + 1] == UInt8(ascii: "x"), bytes[index + 6] == UInt8(ascii: "_"),
            let number = UInt32(
                String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(number), let units = UTF8.encode(scalar)
        {
            result.append(contentsOf: units)
            index += 7
        } else {
            result.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

func starts(_ bytes: Span<UInt8>, _ position: Int, with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[position + offset] != text.utf8Start[offset] {
        return false
    }
    return true
}

func find(
    _ text: StaticString, _ bytes: Span<UInt8>, from start: Int
) throws(MarkupFault) -> Int {
    var position = start
    while position < bytes.count {
        if bytes[position] == text.utf8Start[0], starts(bytes, position, with: text) {
            return position
        }
        position += 1
    }
    throw .malformed
}

/// Steps over a comment, a CDATA section or an instruction that stands at `position`, a `<`.
func skipDeclaration(_ bytes: Span<UInt8>, _ position: inout Int) throws(MarkupFault) {
    if starts(bytes, position, with: "<!--") {
        position = try find("-->", bytes, from: position + 4) + 3
    } else if starts(bytes, position, with: "<?") {
        position = try find("?>", bytes, from: position + 2) + 2
    } else if starts(bytes, position, with: "<![CDATA[") {
        position = try find("]]>", bytes, from: position + 9) + 3
    } else {
        throw .documentType
    }
}

/// A part must be UTF-8: another encoding could hide what we refuse.
func checkEncoding(_ bytes: Span<UInt8>) throws(MarkupFault) {
    let head = String(markup: bytes, 0..<min(200, bytes.count))
    guard !head.contains("\0"), !head.hasPrefix("\u{FFFD}") else { throw .malformed }
    guard let declared = head.range(ofEncodingIn: head) else { return }
    let name = declared.uppercased()
    guard name == "UTF-8" || name == "UTF8" || name == "US-ASCII" else { throw .malformed }
}

extension String {
    @inline(__always)
    init(markup bytes: Span<UInt8>, _ range: Range<Int>) {
        self = bytes.extracting(range).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The value of `encoding="…"` in an XML declaration.
    fileprivate func range(ofEncodingIn head: String) -> Substring? {
        guard let close = head.firstRange(of: "?>"),
            let name = head[..<close.lowerBound].firstRange(of: "encoding")
        else { return nil }
        let rest = head[name.upperBound..<close.lowerBound]
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
        return parts.count > 1 ? parts[1] : nil
    }
}
