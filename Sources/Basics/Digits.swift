extension StringProtocol {
    /// Whether it is made of the digits 0 to 9, one at least.
    package var isDigits: Bool {
        !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// `66.1` is 6610; nil where it is no number or has more than two places.
package func hundredths(_ text: some StringProtocol) -> Int64? {
    scaled(text, to: 2, digits: 2)
}

/// `66.1%` is 6610; nil where it is no such text.
package func percentWritten(_ text: some StringProtocol) -> Int64? {
    text.hasSuffix("%") ? hundredths(text.dropLast()) : nil
}

/// A plain number below ten million in units of 10^-`places`; nil where it is none or has more than
/// `digits` behind its point.
func scaled(_ text: some StringProtocol, to places: Int, digits: Int) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy(\.isDigits), parts[0].utf8.count <= 7 else {
        return nil
    }
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard fraction.utf8.count <= digits else { return nil }
    return Int64(
        parts[0] + fraction + String(repeating: "0", count: places - fraction.utf8.count))
}
