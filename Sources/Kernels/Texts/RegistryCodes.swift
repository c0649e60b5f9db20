/// Whether an organisation code is right by GB 11714: eight digits or capitals and a check
/// character, 11 − Σ value × weight mod 11 with X for ten. Expects capitals without the hyphen.
package func organizationCodeIsValid(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard bytes.count == 9 else { return false }
    var sum = 0
    for (byte, weight) in zip(bytes, [3, 7, 9, 10, 5, 8, 4, 2]) {
        guard let value = alphanumericValue(byte) else { return false }
        sum += value * weight
    }
    let check = (11 - sum % 11) % 11
    return bytes[8] == (check == 10 ? UInt8(ascii: "X") : UInt8(48 + check))
}

/// Whether the number of a business licence is right by GS 15-2006: fifteen digits, the last a
/// check by ISO 7064 MOD 11,10. Numbers of thirteen digits are older and carry no check.
package func registrationNumberIsValid(_ number: String) -> Bool {
    let digits = number.utf8.map { Int($0) - 48 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    if digits.count == 13 { return true }
    guard digits.count == 15 else { return false }
    var product = 10
    for digit in digits.dropLast() {
        let sum = (product + digit) % 10
        product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (product + digits[14]) % 10 == 1
}

/// Whether a legal entity identifier is right by ISO 17442: eighteen digits or capitals and two
/// check digits, all of it 1 by ISO 7064 MOD 97-10.
package func legalEntityIdentifierIsValid(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard bytes.count == 20, bytes[18...].allSatisfy({ (48...57).contains($0) }) else {
        return false
    }
    var remainder = 0
    for byte in bytes {
        guard let value = alphanumericValue(byte) else { return false }
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97
    }
    return remainder == 1
}

/// 0 to 9 for digits, 10 to 35 for capitals.
private func alphanumericValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 48...57: Int(byte) - 48
    case 65...90: Int(byte) - 55
    default: nil
    }
}
