import CArgon2

/// How much work one guess costs. The defaults are OWASP's first choice for argon2id:
/// 19 MiB, two passes, one lane: about 70 ms on one core.
package struct PasswordCost: Hashable, Sendable {
    package var kibibytes: Int
    package var passes: Int
    package var lanes: Int

    package init(kibibytes: Int = 19_456, passes: Int = 2, lanes: Int = 1) {
        self.kibibytes = kibibytes
        self.passes = passes
        self.lanes = lanes
    }
}

/// libargon2 refused to work: no memory, or a stored text that is no hash. A fault, not a wrong
/// password.
package struct PasswordHashFault: Error, Sendable {
    package let code: Int
    package let message: String
}

/// An argon2id hash as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`.
/// Making and matching hold a core and 19 MiB for some 70 ms: never inside a transaction.
package struct PasswordHash: Hashable, Sendable {
    package static let saltByteCount = 16
    private static let hashByteCount = 32

    package let text: String

    /// A hash that was stored.
    package init(text: String) { self.text = text }

    /// The salt is 16 random bytes drawn for this password alone.
    package init(
        of password: String, salt: [UInt8], cost: PasswordCost = PasswordCost()
    ) throws {
        let bytes = Array(password.utf8)
        let length = argon2_encodedlen(
            UInt32(cost.passes), UInt32(cost.kibibytes), UInt32(cost.lanes), UInt32(salt.count),
            UInt32(PasswordHash.hashByteCount), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(
            UInt32(cost.passes), UInt32(cost.kibibytes), UInt32(cost.lanes), bytes, bytes.count,
            salt, salt.count, PasswordHash.hashByteCount, &encoded, length)
        guard code == ARGON2_OK.rawValue else { throw fault(code) }
        text = String(
            decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Compares in constant time, at the cost that stands in the hash itself.
    package func matches(_ password: String) throws -> Bool {
        let bytes = Array(password.utf8)
        let code = argon2id_verify(text, bytes, bytes.count)
        switch code {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        default: throw fault(code)
        }
    }
}

private func fault(_ code: Int32) -> PasswordHashFault {
    PasswordHashFault(
        code: Int(code), message: argon2_error_message(code).map { String(cString: $0) } ?? "")
}
