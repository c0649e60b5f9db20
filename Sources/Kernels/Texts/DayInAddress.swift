package import Basics

/// The day that the address of a page carries, for a page that tells no other: `/201712/09/…`,
/// `/2005/12/ad…`, `t20220721_…`, `/2004/04/12/…`. The first of the month where only the month
/// stands there; nil where no date does.
package func dayInAddress(_ address: String) -> Day? {
    let bytes = Array(address.utf8)
    var index = 0
    while index < bytes.count {
        guard let year = number(bytes, index, 4), (1990...2100).contains(year),
            index == 0 || number(bytes, index - 1, 1) == nil
        else {
            index += 1
            continue
        }
        var next = index + 4
        if next < bytes.count, isSeparator(bytes[next]) { next += 1 }
        if let month = number(bytes, next, 2), (1...12).contains(month) {
            next += 2
            if next < bytes.count, isSeparator(bytes[next]) { next += 1 }
            if let day = number(bytes, next, 2), let found = Day(year, month, day) {
                return found
            }
            if let found = Day(year, month, 1) { return found }
        }
        index += 1
    }
    return nil
}

private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}

private func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start >= 0, start + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[start..<start + count] {
        guard byte &- 48 < 10 else { return nil }
        value = value * 10 + Int(byte &- 48)
    }
    return value
}
