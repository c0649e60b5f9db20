/// Whether a unified social credit code is right by GB 32100-2015: eighteen characters of its
/// alphabet (no I, O, S, V, Z), division digits at 3 to 8, and the check character, Σ value ×
/// 3^(place−1) mod 31. Expects capitals without blanks.
package func creditCodeIsValid(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard bytes.count == 18, bytes[2..<8].allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return false }
    var sum = 0
    var weight = 1
    for byte in bytes[..<17] {
        guard let value = alphabet.firstIndex(of: byte) else { return false }
        sum += value * weight
        weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31] == bytes[17]
}

/// Letters and digits that look like a credit code: fifteen to twenty of them with at least eight
/// digits.
package func looksLikeCreditCode(_ text: some StringProtocol) -> Bool {
    var count = 0
    var digits = 0
    for byte in text.utf8 {
        switch byte {
        case 48...57: digits += 1
        case 65...90, 97...122: break
        default: return false
        }
        count += 1
    }
    return (15...20).contains(count) && digits >= 8
}

private let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
