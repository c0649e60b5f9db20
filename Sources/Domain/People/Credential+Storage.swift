package import Basics
package import Sealing
package import Storage

extension Transaction {
    package func credential(of member: Identifier) throws -> Credential? {
        try rows(
            "SELECT * FROM credential WHERE city_id = \(city) AND member_id = \(member)"
        ).first.map(Credential.init)
    }

    func insert(_ credential: Credential, of member: Identifier) throws {
        try run(
            """
            INSERT INTO credential (city_id, member_id, password_hash, password_set_at,
                password_temporary)
            VALUES (\(city), \(member), \(credential.password.text),
                \(credential.passwordSetAt), \(credential.isTemporary))
            """)
    }

    func save(_ credential: Credential, of member: Identifier) throws {
        try run(
            """
            UPDATE credential SET password_hash = \(credential.password.text),
                password_set_at = \(credential.passwordSetAt),
                password_temporary = \(credential.isTemporary),
                factor_secret = \(credential.factor?.secret.bytes),
                factor_confirmed_at = \(credential.factor?.confirmedAt),
                factor_last_step = \(credential.factor?.lastStep)
            WHERE city_id = \(city) AND member_id = \(member)
            """)
    }
}

extension Credential {
    init(_ row: ResultRow) throws {
        let confirmedAt = try row.optionalInstant("factor_confirmed_at")
        let lastStep = try row.optionalInteger("factor_last_step")
        self.init(
            password: PasswordHash(text: try row.text("password_hash")),
            passwordSetAt: try row.instant("password_set_at"),
            isTemporary: try row.flag("password_temporary"),
            factor: try row.optionalBlob("factor_secret").map {
                SecondFactor(
                    secret: OneTimeSecret(bytes: $0), confirmedAt: confirmedAt,
                    lastStep: lastStep)
            })
    }
}

// MARK: - Passwords

/// A change of one's own password, after the costly work: the hash that was seen, whether what
/// was typed as the present password matches it, and the new one.
package struct PasswordChange: Hashable, Sendable {
    package let seen: PasswordHash
    package let presentMatches: Bool
    package let isSame: Bool
    package let problems: [Problem]
    package let new: PasswordHash

    /// Does the work: up to three times 70 ms, never inside a transaction.
    package init(
        from present: String, to new: String, login: String, seen: PasswordHash, salt: [UInt8],
        rules: SigningRules
    ) throws {
        self.seen = seen
        problems = Password.problems(of: new, login: login, rules: rules)
        presentMatches = try seen.matches(present)
        isSame = present == new
        self.new = problems.isEmpty ? try PasswordHash(of: new, salt: salt) : seen
    }
}

extension Transaction {
    /// Ends all other visits of the member. A wrong present password counts as a failed sign-in.
    package func changePassword(
        _ change: PasswordChange, of signedIn: SignedIn, on occasion: Occasion, units: Units,
        rules: SigningRules
    ) throws -> SignInOutcome {
        let member = signedIn.member
        guard !signedIn.requirements.contains(.secondFactor) else {
            return .refused(.unfinished([.secondFactor]))
        }
        let attempt = try takeSignInAttempt(
            login: member.login, address: signedIn.visit.address, units: units, at: occasion.at,
            rules: rules)
        guard var credential = attempt.credential else { return .refused(.noVisit) }
        if let until = attempt.lockedUntil(at: occasion.at) {
            return .refused(.locked(until: until, now: occasion.at))
        }
        guard change.presentMatches, change.seen == credential.password else {
            try count(.wrong, of: attempt, at: occasion.at, salt: occasion.salt, rules: rules)
            return .refused(.wrong)
        }
        try credential.change(
            to: change.new, isSame: change.isSame, problems: change.problems, at: occasion.at)
        try save(credential, of: member.id)
        try endVisits(
            of: member.id, besides: signedIn.visit.id, reason: .passwordChanged, at: occasion.at)
        try record("member.password_changed", about: member, on: occasion)
        return .open(
            SignedIn(
                visit: signedIn.visit, member: member,
                requirements: member.requirements(
                    credential, factorAt: signedIn.visit.factorAt, at: occasion.at,
                    rules: rules)))
    }

    /// A temporary password from the system administrator; all visits end.
    package func resetPassword(
        of id: Identifier, to hash: PasswordHash, on occasion: Occasion, units: Units
    ) throws {
        try occasion.actor.require(.manageAccounts)
        try changeCredential(of: id, "member.password_reset", on: occasion, units: units) {
            $0.password = hash
            $0.passwordSetAt = occasion.at
            $0.isTemporary = true
        }
    }

    /// For a lost second factor without recovery codes: the next sign-in enrols anew. By the
    /// security administrator, so that no single person can take an account over with a reset
    /// password.
    package func resetFactor(
        of id: Identifier, on occasion: Occasion, units: Units
    ) throws {
        try occasion.actor.require(.manageVisits)
        try changeCredential(of: id, "member.factor_reset", on: occasion, units: units) {
            $0.factor = nil
        }
        try run(
            "DELETE FROM recovery_code WHERE city_id = \(city) AND member_id = \(id)")
    }

    /// A second factor by choice: `secret` waits for `confirmEnrolment`. Refused while a
    /// confirmed one stands.
    package func beginEnrolment(_ secret: OneTimeSecret, of member: Member) throws {
        guard var credential = try credential(of: member.id) else { throw MemberRefusal.unknown }
        guard credential.factor?.confirmedAt == nil else {
            throw MemberRefusal.invalid([Problem("已经绑定动态验证码")])
        }
        credential.factor = SecondFactor(secret: secret)
        try save(credential, of: member.id)
    }

    private func changeCredential(
        of id: Identifier, _ kind: String, on occasion: Occasion, units: Units,
        _ change: (inout Credential) -> Void
    ) throws {
        guard let member = try member(id, units: units),
            var credential = try credential(of: id)
        else { throw MemberRefusal.unknown }
        change(&credential)
        try save(credential, of: id)
        try endVisits(of: id, reason: .endedByAdministrator, at: occasion.at)
        try record(kind, about: member, on: occasion)
    }
}

// MARK: - Recovery codes

extension Transaction {
    func replace(
        _ codes: RecoveryCodes, of member: Identifier, at: Instant, rules: SigningRules
    ) throws {
        try run(
            "DELETE FROM recovery_code WHERE city_id = \(city) AND member_id = \(member)")
        for digest in codes.texts.compactMap({ RecoveryCodes.digest(of: $0, by: rules.provider) }) {
            try run(
                """
                INSERT INTO recovery_code (city_id, member_id, code_hash, made_at)
                VALUES (\(city), \(member), \(digest.hex), \(at))
                """)
        }
    }

    /// Whether the code was there and unused; it is used now.
    func use(_ code: Digest, of member: Identifier, at: Instant) throws -> Bool {
        try !rows(
            """
            UPDATE recovery_code SET used_at = \(at)
            WHERE city_id = \(city) AND member_id = \(member) AND code_hash = \(code.hex)
                AND used_at IS NULL
            RETURNING code_hash
            """
        ).isEmpty
    }

    /// How many are left, for the page to warn.
    package func recoveryCodesLeft(of member: Identifier) throws -> Int {
        try rows(
            """
            SELECT count(*) AS left_over FROM recovery_code
            WHERE city_id = \(city) AND member_id = \(member) AND used_at IS NULL
            """
        ).first?.int("left_over") ?? 0
    }
}
