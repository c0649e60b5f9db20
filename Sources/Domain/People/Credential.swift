package import Basics
package import Sealing

/// What signs one member in. Apart from `Member`, so that no page carries it by accident.
package struct Credential: Hashable, Sendable {
    package var password: PasswordHash
    package var passwordSetAt: Instant
    /// Set by an administrator or a command: to be changed at the first visit.
    package var isTemporary: Bool
    package var factor: SecondFactor?

    package init(
        password: PasswordHash, passwordSetAt: Instant, isTemporary: Bool,
        factor: SecondFactor? = nil
    ) {
        self.password = password
        self.passwordSetAt = passwordSetAt
        self.isTemporary = isTemporary
        self.factor = factor
    }
}

/// The second factor: shown once on the page of enrolment, asked for at every sign-in once it is
/// confirmed.
package struct SecondFactor: Hashable, Sendable {
    package let secret: OneTimeSecret
    /// Nil while it waits for the first right code.
    package var confirmedAt: Instant?
    package var lastStep: Int64?

    package init(secret: OneTimeSecret, confirmedAt: Instant? = nil, lastStep: Int64? = nil) {
        self.secret = secret
        self.confirmedAt = confirmedAt
        self.lastStep = lastStep
    }
}

/// The bounds of signing in, by the requirements of 等保三级. One value for an installation.
package struct SigningRules: Hashable, Sendable {
    package var provider: Provider = .international
    /// Failures of one login within the window, after which it is locked.
    package var failuresPerLogin: Limit = 5
    /// Failures from one address: an office sits behind one, so more are let through.
    package var failuresPerAddress: Limit = 30
    package var failureWindowSeconds: Int64 = 15 * 60
    package var lockSeconds: Int64 = 15 * 60
    package var idleSeconds: Int64 = 30 * 60
    package var visitSeconds: Int64 = 12 * 3_600
    /// How long a step of signing in may wait for its second factor.
    package var factorSeconds: Int64 = 10 * 60
    /// `seen_at` is written at most once in this time, so that reading pages writes nothing.
    package var touchSeconds: Int64 = 60
    package var shortestPassword: Limit = 10
    package var longestPassword: Limit = 128
    package var passwordDays = 90
    package var temporaryPasswordDays = 7
    package var recoveryCodes: Limit = 10
    package var tokensPerMember: Limit = 20
    /// Seconds east of Greenwich, for what ends on a day.
    package var zoneOffset = 8 * 3_600

    package init() {}

    package func day(of instant: Instant) -> Day { instant.day(offset: zoneOffset) }
}

/// A password as a person chooses it, before it is hashed.
package enum Password {
    /// Every reason why it may not be set. At least three of: capital letters, small letters,
    /// digits, others (Chinese characters count as others); a phrase of twenty characters needs
    /// only two of them.
    package static func problems(
        of password: String, login: String, rules: SigningRules = SigningRules()
    ) -> [Problem] {
        let place = Place.field("password")
        var problems: [Problem] = []
        let length = password.unicodeScalars.count
        if length < rules.shortestPassword.count {
            problems.append(Problem("密码至少\(rules.shortestPassword.count)个字符", at: place))
        }
        if length > rules.longestPassword.count {
            problems.append(Problem("密码最多\(rules.longestPassword.count)个字符", at: place))
        }
        if classes(of: password) < (length >= 20 ? 2 : 3) {
            problems.append(Problem("密码须含大写字母、小写字母、数字、其他字符中的三类", at: place))
        }
        if password.lowercased().contains(login.lowercased()) {
            problems.append(Problem("密码不得包含登录名", at: place))
        }
        if hasLongRun(password) {
            problems.append(Problem("密码不得含四个相同或连续的字符", at: place))
        }
        return problems
    }

    /// 16 characters in groups of four, without letters that look alike: about 78 bits.
    package static func drawn(from world: World) -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyzACDEFHJKLMNPQRTUVWXY34679".utf8)
        while true {
            var text = ""
            for position in 0..<16 {
                if position > 0, position.isMultiple(of: 4) { text += "-" }
                let index = Int(world.random() % UInt64(alphabet.count))
                text.unicodeScalars.append(UnicodeScalar(alphabet[index]))
            }
            // Nearly every draw holds three classes; one that does not is thrown away.
            if problems(of: text, login: " ").isEmpty { return text }
        }
    }

    private static func classes(of password: String) -> Int {
        var found: Set<Int> = []
        for scalar in password.unicodeScalars {
            switch scalar.value {
            case 65...90: found.insert(0)
            case 97...122: found.insert(1)
            case 48...57: found.insert(2)
            default: found.insert(3)
            }
        }
        return found.count
    }

    /// «1111», «abcd», «4321».
    private static func hasLongRun(_ password: String) -> Bool {
        let values = password.lowercased().unicodeScalars.map { Int($0.value) }
        guard values.count >= 4 else { return false }
        return (3..<values.count).contains { end in
            let step = values[end] - values[end - 1]
            return (-1...1).contains(step)
                && values[end - 1] - values[end - 2] == step
                && values[end - 2] - values[end - 3] == step
        }
    }
}
