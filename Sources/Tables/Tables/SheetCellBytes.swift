internal import Basics

/// ST_CellType.
enum CellKind {
    case number, shared, text, inline, flag, error, date

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if range.count == 1 {
            switch bytes[range.lowerBound] {
            case UInt8(ascii: "s"): self = .shared
            case UInt8(ascii: "b"): self = .flag
            case UInt8(ascii: "e"): self = .error
            case UInt8(ascii: "d"): self = .date
            default: self = .number
            }
        } else if isElement("str", bytes, range) {
            self = .text
        } else if isElement("inlineStr", bytes, range) {
            self = .inline
        } else {
            self = .number
        }
    }
}

extension CellValue {
    /// Seconds since 1970-01-01 of the sheet's own clock.
    init(seconds: Int64) {
        let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        self = .date(Day(number: Int(day)), secondOfDay: Int(seconds - day * 86_400))
    }

    /// `2026-09-03` or `2026-09-03T10:20:30`, as strict writers put days.
    init?(timestamp: String) {
        let parts = timestamp.split(separator: "T", maxSplits: 1)
        guard let first = parts.first, let day = Day(text: first) else { return nil }
        var second = 0
        if parts.count == 2 {
            let clock = parts[1].prefix(8).split(separator: ":").map { Int($0) ?? 0 }
            guard clock.count >= 2, clock[0] < 24, clock[1] < 60 else { return nil }
            second = clock[0] * 3_600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
        }
        self = .date(day, secondOfDay: second)
    }
}

/// A whole number without a sign.
@inline(__always)
func decimal(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MarkupFault) -> Int {
    guard !range.isEmpty, range.count <= 12 else { throw .malformed }
    var number = 0
    for index in range {
        let digit = bytes[index] &- 48
        guard digit < 10 else { throw .malformed }
        number = number * 10 + Int(digit)
    }
    return number
}

/// The column of a reference such as `AB12`, from 0.
@inline(__always)
func column(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MarkupFault) -> Int {
    var number = 0
    for index in range {
        let letter = bytes[index] & 0xDF
        guard letter >= 65, letter <= 90 else { break }
        number = number * 26 + Int(letter) - 64
        guard number <= 16_384 else { throw .malformed }
    }
    guard number > 0 else { throw .malformed }
    return number - 1
}

func isTrue(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    isElement("1", bytes, range) || isElement("true", bytes, range)
}

/// The range of a number up to the next tag, blanks around it left out. Nil, with `position` where
/// it was, when what stands there is no number.
@inline(__always)
func number(_ bytes: Span<UInt8>, _ position: inout Int) -> Range<Int>? {
    var start = position
    while start < bytes.count, bytes[start] <= 32 { start += 1 }
    var end = start
    func digits() -> Int {
        let first = end
        while end < bytes.count, bytes[end] &- 48 < 10 { end += 1 }
        return end - first
    }
    func steps(over first: UInt8, _ second: UInt8) -> Bool {
        guard end < bytes.count, bytes[end] == first || bytes[end] == second else { return false }
        end += 1
        return true
    }
    let plus = UInt8(ascii: "+")
    let minus = UInt8(ascii: "-")
    _ = steps(over: minus, plus)
    var count = digits()
    if steps(over: UInt8(ascii: "."), UInt8(ascii: ".")) { count += digits() }
    if count > 0, steps(over: UInt8(ascii: "E"), UInt8(ascii: "e")) {
        _ = steps(over: minus, plus)
        count = digits()
    }
    var ahead = end
    while ahead < bytes.count, bytes[ahead] <= 32 { ahead += 1 }
    guard ahead < bytes.count, bytes[ahead] == UInt8(ascii: "<"), count > 0 || start == end
    else { return nil }
    position = ahead
    return start..<end
}

extension CellRange {
    /// Reads `B2:F7`, or `B2` for one cell. Nil when it is no range of a sheet.
    init?(reference: String) {
        let corners = reference.replacing("$", with: "").split(separator: ":").map(Corner.init)
        guard let first = corners.first, let last = corners.last, corners.count <= 2,
            let from = first, let to = last
        else { return nil }
        self.init(
            rows: min(from.row, to.row)...max(from.row, to.row),
            columns: min(from.column, to.column)...max(from.column, to.column))
    }
}

private struct Corner {
    let row: Int
    let column: Int

    init?(_ text: Substring) {
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        guard !letters.isEmpty, letters.count <= 3, let row = Int(text.dropFirst(letters.count)),
            (1...1_048_576).contains(row)
        else { return nil }
        self.row = row
        column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
        guard column < 16_384 else { return nil }
    }
}
