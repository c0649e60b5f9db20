/// The name of one record: a kind letter, 48 bits of milliseconds and 40 random bits in Crockford's
/// base 32 (18 characters), and an ISO 7064 mod 37,36 check character. Sorts by time within a kind.
package struct Identifier: Hashable, Sendable, Comparable {
    package let text: String

    /// `random` gives 40 bits; what is above them is ignored.
    package init(_ kind: IdentifierKind, at instant: Instant, random: UInt64) {
        let time = UInt64(max(0, instant.microseconds / 1_000)) & 0xFFFF_FFFF_FFFF
        let low = random & 0xFF_FFFF_FFFF
        var characters = [kind.rawValue]
        // 88 bits in 18 digits of 5: the first digit holds 3 bits.
        for place in stride(from: 17, through: 0, by: -1) {
            let shift = place * 5
            var bits: UInt64 = 0
            for bit in 0..<5 where shift + bit < 88 {
                let position = shift + bit
                let source = position < 40 ? low >> position : time >> (position - 40)
                bits |= (source & 1) << bit
            }
            characters.append(crockford[Int(bits)])
        }
        characters.append(checkCharacter(of: characters))
        text = String(decoding: characters, as: UTF8.self)
    }

    /// Nil when the form or the check character is wrong.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, IdentifierKind(rawValue: bytes[0]) != nil,
            bytes[1..<19].allSatisfy(crockford.contains),
            checkCharacter(of: Array(bytes[..<19])) == bytes[19]
        else { return nil }
        self.text = text
    }

    package var kind: IdentifierKind? { text.utf8.first.flatMap(IdentifierKind.init) }

    package static func < (left: Identifier, right: Identifier) -> Bool { left.text < right.text }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

/// What an identifier names. The letter is its first character.
package enum IdentifierKind: UInt8, Sendable, CaseIterable {
    case company = 67  // C
    case evidence = 69  // E, a source
    case journal = 74  // J
    case member = 77  // M
    case project = 80  // P
    case row = 82  // R, one reported row of a sheet
    case suspicion = 83  // S
    case token = 84  // T
    case sheet = 87  // W, one workbook handed in
    case job = 81  // Q
    case session = 86  // V, one visit of a member
}

private let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

/// The check character of a number that is given out, by ISO/IEC 7064, MOD 37-36. `text` holds
/// digits and capitals only.
package func checkCharacter(of text: String) -> String {
    String(UnicodeScalar(checkCharacter(of: Array(text.utf8))))
}

/// ISO/IEC 7064, MOD 37-36 (hybrid system) over 0-9 A-Z.
private func checkCharacter(of characters: [UInt8]) -> UInt8 {
    var product = 36
    for character in characters {
        let value = Int(character) - (character < 65 ? 48 : 55)
        var sum = (product + value) % 36
        if sum == 0 { sum = 36 }
        product = sum * 2 % 37
    }
    let check = (37 - product) % 36
    return UInt8(check < 10 ? 48 + check : 55 + check)
}

/// What a journal entry, a task or a search row is about.
package struct Subject: Hashable, Sendable {
    /// The noun, as in the address of its page: `project`, `company`, `sheet`.
    package let noun: String
    package let id: String

    package init(_ noun: String, _ id: String) {
        self.noun = noun
        self.id = id
    }
}
