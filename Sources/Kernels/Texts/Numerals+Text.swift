extension ExactNumber: CustomStringConvertible {
    /// `5720000000`, `-2.3`: as `exactNumber` reads it, without a zero behind the last place.
    package var description: String {
        var (rest, places) = (digits.magnitude, max(0, places))
        while places > 0, rest.isMultiple(of: 10) {
            rest /= 10
            places -= 1
        }
        let sign = digits < 0 ? "-" : ""
        guard places > 0 else { return sign + String(rest) }
        var written = String(rest)
        if written.count <= places {
            written = String(repeating: "0", count: places + 1 - written.count) + written
        }
        return sign + written.dropLast(places) + "." + written.suffix(places)
    }
}
