package import Texts

/// Writes facts as JSON Lines with the keys of the annotated documents, a line a fact. Appends to
/// the bytes given: a book of documents is written without a string for each line.
package func appendLine(_ fact: TextFact, file: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    appendKey("\"file\":", file, to: &bytes, isFirst: true)
    appendKey("\"metric\":", fact.metric, to: &bytes)
    appendKey("\"value\":", fact.value, to: &bytes)
    appendKey("\"unit\":", fact.unit.rawValue, to: &bytes)
    appendKey("\"qualifier\":", fact.qualifier.rawValue, to: &bytes)
    appendKey("\"raw\":", fact.raw, to: &bytes)
    appendKey("\"start\":", ExactNumber(Int64(fact.start)), to: &bytes)
    appendKey("\"period\":", fact.period, to: &bytes)
    if fact.hasModifiers {
        appendKey("\"yoy_percent\":", fact.yoyPercent, to: &bytes)
        appendKey("\"yoy_points\":", fact.yoyPoints, to: &bytes)
        appendKey("\"share_percent\":", fact.sharePercent, to: &bytes)
        appendKey("\"share_of\":", fact.shareOf, to: &bytes)
        appendKey("\"rank\":", fact.rank, to: &bytes)
        appendKey("\"target_percent\":", fact.targetPercent, to: &bytes)
    } else {
        bytes.append(contentsOf: noModifiers.utf8)
    }
    appendKey("\"scope\":", fact.scope, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
}

/// Most figures stand alone.
private let noModifiers =
    ",\"yoy_percent\":null,\"yoy_points\":null,\"share_percent\":null,\"share_of\":null"
    + ",\"rank\":null,\"target_percent\":null"

extension TextFact {
    fileprivate var hasModifiers: Bool {
        yoyPercent != nil || yoyPoints != nil || sharePercent != nil || shareOf != nil
            || rank != nil || targetPercent != nil
    }
}

private func appendName(_ key: StaticString, to bytes: inout [UInt8], isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
}

private func appendKey(
    _ key: StaticString, _ text: String?, to bytes: inout [UInt8], isFirst: Bool = false
) {
    appendName(key, to: &bytes, isFirst: isFirst)
    guard var text else { return bytes.append(contentsOf: "null".utf8) }
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { letters in
        guard holdsEscape(letters) else { return bytes.append(contentsOf: letters) }
        var start = 0
        for index in letters.indices where needsEscape(letters[index]) {
            bytes.append(contentsOf: letters[start..<index])
            appendEscape(letters[index], to: &bytes)
            start = index + 1
        }
        bytes.append(contentsOf: letters[start...])
    }
    bytes.append(UInt8(ascii: "\""))
}

private func appendKey(_ key: StaticString, _ period: FactPeriod?, to bytes: inout [UInt8]) {
    appendName(key, to: &bytes, isFirst: false)
    guard let period else { return bytes.append(contentsOf: "null".utf8) }
    bytes.append(UInt8(ascii: "\""))
    append(period, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
}

/// Without a branch for each byte, so that it runs on many at once.
private func holdsEscape(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    var found: UInt8 = 0
    for byte in letters {
        // The top bit is set where the subtraction borrows, and the byte is not above 127.
        let (control, quote, slash) = (byte &- 32, (byte ^ 34) &- 1, (byte ^ 92) &- 1)
        found |= (control | quote | slash) & ~byte
    }
    return found & 0x80 != 0
}

private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
}

private func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    guard byte < 32 else { return bytes.append(byte) }
    let hex: StaticString = "0123456789abcdef"
    bytes.append(contentsOf: "u00".utf8)
    hex.withUTF8Buffer {
        bytes.append($0[Int(byte >> 4)])
        bytes.append($0[Int(byte & 15)])
    }
}

private func appendKey(_ key: StaticString, _ number: ExactNumber?, to bytes: inout [UInt8]) {
    appendName(key, to: &bytes, isFirst: false)
    guard let number else { return bytes.append(contentsOf: "null".utf8) }
    append(number, to: &bytes)
}

/// All digits and nothing else: `107700000000`, `98.8`, `-0.01`.
package func append(_ number: ExactNumber, to bytes: inout [UInt8]) {
    if number.digits < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.digits.magnitude
    var places = number.places
    while places > 0, rest % 10 == 0 {
        rest /= 10
        places -= 1
    }
    var digits = String(rest)
    digits.withUTF8 { digits in
        let whole = digits.count - places
        bytes.append(contentsOf: digits[..<max(0, whole)])
        if places == 0 { return }
        if whole <= 0 { bytes.append(UInt8(ascii: "0")) }
        bytes.append(UInt8(ascii: "."))
        for _ in 0..<max(0, -whole) { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: digits[max(0, whole)...])
    }
}

/// As `FactPeriod.description` writes it.
private func append(_ period: FactPeriod, to bytes: inout [UInt8]) {
    func put(_ number: Int, _ mark: Character = "-") {
        if let mark = mark.asciiValue { bytes.append(mark) }
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
    func put(year: Int) { append(ExactNumber(Int64(year)), to: &bytes) }
    switch period {
    case .year(let year): put(year: year)
    case .month(let year, let month):
        put(year: year)
        put(month)
    case .months(let year, let first, let last):
        put(year: year)
        put(first)
        bytes.append(UInt8(ascii: "/"))
        put(year: year)
        put(last)
    default: bytes.append(contentsOf: period.description.utf8)
    }
}
