extension StringProtocol {
    /// Whether it is made of the digits 0 to 9, one at least.
    package var isDigits: Bool {
        !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
