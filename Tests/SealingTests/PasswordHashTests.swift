import Sealing
import Testing

@Suite("Password hashes")
struct PasswordHashTests {
    let salt = Array("sixteen bytes ok".utf8)
    let cheap = PasswordCost(kibibytes: 64, passes: 1, lanes: 1)

    @Test("a hash states its cost, matches its password and no other")
    func matching() throws {
        let hash = try PasswordHash(of: "双招双引-2026", salt: salt)
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try hash.matches("双招双引-2026"))
        #expect(try !hash.matches("双招双引-2025"))
        #expect(try !hash.matches(""))
    }

    @Test("libargon2's own reference value comes out for its own arguments")
    func reference() throws {
        // phc-winner-argon2, src/test.c, version 0x13: t=2, m=2^8, p=1, «password», «somesalt».
        let hash = try PasswordHash(
            of: "password", salt: Array("somesalt".utf8),
            cost: PasswordCost(kibibytes: 256, passes: 2, lanes: 1))
        #expect(
            hash.text == "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")
    }

    @Test("the same password under another salt is another hash")
    func salts() throws {
        let one = try PasswordHash(of: "a", salt: salt, cost: cheap)
        let two = try PasswordHash(of: "a", salt: Array(salt.reversed()), cost: cheap)
        #expect(one != two)
        #expect(try one == PasswordHash(of: "a", salt: salt, cost: cheap))
    }

    @Test("a salt that is too short and a stored text that is no hash are faults")
    func faults() {
        #expect(throws: PasswordHashFault.self) {
            try PasswordHash(of: "a", salt: [1, 2], cost: cheap)
        }
        #expect(throws: PasswordHashFault.self) {
            try PasswordHash(text: "plain text").matches("plain text")
        }
    }
}
