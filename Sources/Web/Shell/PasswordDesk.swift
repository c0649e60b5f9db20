import Basics
import People
import Sealing

/// One password at a time: each takes 19 MiB and a core for 70 ms, and a crowd at the sign-in page
/// must leave the rest of the server its cores. Protects no state; its queue is the bound.
actor PasswordDesk {
    func matches(_ password: String, _ hash: PasswordHash) throws -> Bool {
        try hash.matches(password)
    }

    func hash(_ password: String, salt: [UInt8]) throws -> PasswordHash {
        try PasswordHash(of: password, salt: salt)
    }

    func change(
        from present: String, to new: String, login: String, seen: PasswordHash, salt: [UInt8],
        rules: SigningRules
    ) throws -> PasswordChange {
        try PasswordChange(
            from: present, to: new, login: login, seen: seen, salt: salt, rules: rules)
    }
}
