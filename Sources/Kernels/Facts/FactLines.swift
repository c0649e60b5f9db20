package import Texts

/// Writes facts as JSON Lines with the keys of the annotated documents, a line a fact. Appends to
/// the bytes given: a book of documents is written without a string for each line.
package func appendLine(_ fact: TextFact, file: String, to bytes: inout [UInt8]) {
    bytes.append("{\"file\":\"")
    bytes.append(escaped: file)
    bytes.append("\",\"metric\":\"")
    bytes.append(escaped: fact.metric)
    bytes.append("\",\"value\":")
    append(fact.value, to: &bytes)
    bytes.append(",\"unit\":\"")
    bytes.append(contentsOf: fact.unit.rawValue.utf8)
    bytes.append("\",\"qualifier\":\"")
    bytes.append(contentsOf: fact.qualifier.rawValue.utf8)
    bytes.append("\",\"raw\":\"")
    bytes.append(escaped: fact.raw)
    bytes.append("\",\"start\":")
    bytes.append(number: fact.start)
    bytes.append(",\"period\":")
    bytes.append(period: fact.period)
    if fact.hasModifiers {
        bytes.append(",\"yoy_percent\":", fact.yoyPercent)
        bytes.append(",\"yoy_points\":", fact.yoyPoints)
        bytes.append(",\"share_percent\":", fact.sharePercent)
        bytes.append(",\"share_of\":", fact.shareOf)
        bytes.append(",\"rank\":", fact.rank)
        bytes.append(",\"target_percent\":", fact.targetPercent)
    } else {
        // Most figures stand alone.
        bytes.append(
            """
            ,"yoy_percent":null,"yoy_points":null,"share_percent":null,"share_of":null,"rank":null\
            ,"target_percent":null
            """)
    }
    bytes.append(",\"scope\":", fact.scope)
    bytes.append("}\n")
}

/// All digits and nothing else: `107700000000`, `98.8`, `-0.01`.
package func append(_ number: ExactNumber, to bytes: inout [UInt8]) {
    if number.digits < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.append(magnitude: number.digits.magnitude, places: number.places)
}

extension TextFact {
    fileprivate var hasModifiers: Bool {
        yoyPercent != nil || yoyPoints != nil || sharePercent != nil || shareOf != nil
            || rank != nil || targetPercent != nil
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    fileprivate mutating func append(_ key: StaticString, _ number: ExactNumber?) {
        append(key)
        guard let number else { return append("null") }
        Facts.append(number, to: &self)
    }

    fileprivate mutating func append(_ key: StaticString, _ text: String?) {
        append(key)
        guard let text else { return append("null") }
        append("\"")
        append(escaped: text)
        append("\"")
    }

    fileprivate mutating func append(escaped text: String) {
        var text = text
        text.withUTF8 { letters in
            guard holdsEscape(letters) else { return append(contentsOf: letters) }
            for letter in letters {
                if needsEscape(letter) { append(escape: letter) } else { append(letter) }
            }
        }
    }

    private mutating func append(escape byte: UInt8) {
        append(UInt8(ascii: "\\"))
        guard byte < 32 else { return append(byte) }
        append(byte < 16 ? "u000" : "u001")
        let digit = byte & 15
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + (digit - 10))
    }

    fileprivate mutating func append(number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(magnitude: UInt64(number.magnitude), places: 0)
    }

    /// `magnitude` / 10^`places`.
    fileprivate mutating func append(magnitude: UInt64, places: Int) {
        var (rest, places) = (magnitude, places)
        while places > 0, rest % 10 == 0 {
            rest /= 10
            places -= 1
        }
        // The digits from the last; 20 are the most that 64 bits have.
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var count = 0
        repeat {
            digits[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            count += 1
        } while rest > 0
        append(addingCapacity: Swift.max(count, places) + 2) { text in
            if count <= places { text.append(UInt8(ascii: "0")) }
            for place in (0..<Swift.max(count, places)).reversed() {
                if place == places - 1 { text.append(UInt8(ascii: ".")) }
                text.append(place < count ? digits[place] : UInt8(ascii: "0"))
            }
        }
    }

    /// As `FactPeriod.description` writes it.
    fileprivate mutating func append(period: FactPeriod?) {
        guard let period else { return append("null") }
        append("\"")
        switch period {
        case .year(let year): append(number: year)
        case .years(let first, let last):
            append(number: first)
            append("/")
            append(number: last)
        case .quarter(let year, let quarter):
            append(number: year)
            append("-Q")
            append(number: quarter)
        case .month(let year, let month): append(year, month)
        case .months(let year, let first, let last):
            append(year, first)
            append("/")
            append(year, last)
        case .day(let year, let month, let day): append(year, month, day)
        case .days(let year, let month, let day, let lastMonth, let lastDay):
            append(year, month, day)
            append("/")
            append(year, lastMonth, lastDay)
        }
        append("\"")
    }

    private mutating func append(_ year: Int, _ month: Int, _ day: Int? = nil) {
        append(number: year)
        append(month < 10 ? "-0" : "-")
        append(number: month)
        guard let day else { return }
        append(day < 10 ? "-0" : "-")
        append(number: day)
    }
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
