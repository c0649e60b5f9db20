package import Basics
import Sealing
package import Storage

/// What came of a step of signing in. A refusal is an answer and no error here, since the failure
/// it counts must be saved with it.
package enum SignInOutcome: Hashable, Sendable {
    case open(SignedIn)
    case refused(SignInRefusal)

    /// For callers that end a request with it, after the transaction.
    package func get() throws(SignInRefusal) -> SignedIn {
        switch self {
        case .open(let signedIn): return signedIn
        case .refused(let refusal): throw refusal
        }
    }
}

extension Transaction {
    /// The first of three steps: what is known of this login and address. Then, outside any
    /// transaction, `attempt.passwordHash.matches(password)`; then `signIn`.
    package func signInAttempt(
        login: String, address: String, units: Units, at now: Instant, rules: SigningRules
    ) throws -> SignInAttempt {
        try signInAttempt(
            login: login, address: address, isTaken: false, units: units, at: now, rules: rules)
    }

    /// The same in a write, holding the failures of the login and of the address until its end:
    /// of two guesses at once the second waits and sees what the first counted, and no code is
    /// taken twice.
    func takeSignInAttempt(
        login: String, address: String, units: Units, at now: Instant, rules: SigningRules
    ) throws -> SignInAttempt {
        try signInAttempt(
            login: login, address: address, isTaken: true, units: units, at: now, rules: rules)
    }

    private func signInAttempt(
        login: String, address: String, isTaken: Bool, units: Units, at now: Instant,
        rules: SigningRules
    ) throws -> SignInAttempt {
        let login = MemberDraft.normalized(login)
        func failures(_ scope: FailureScope, _ text: String) throws -> Failures {
            try isTaken
                ? takeFailures(scope, text, at: now, rules: rules)
                : self.failures(scope, text, rules: rules) ?? Failures(since: now)
        }
        let byLogin = try failures(.login, login)
        let byAddress = try failures(.address, address)
        let member = try member(login: login, units: units)
        return SignInAttempt(
            login: login, address: address, member: member,
            credential: try member.flatMap { try credential(of: $0.id) },
            byLogin: byLogin, byAddress: byAddress)
    }

    /// Decides anew on what the database says now. The visit it opens may still have requirements.
    package func signIn(
        _ attempt: SignInAttempt, passwordMatches: Bool, arrival: Arrival, units: Units,
        rules: SigningRules
    ) throws -> SignInOutcome {
        let now = arrival.at
        let present = try takeSignInAttempt(
            login: attempt.login, address: attempt.address, units: units, at: now, rules: rules)
        let isSame = present.passwordHash == attempt.passwordHash
        let member: Member
        var credential: Credential
        do {
            (member, credential) = try present.decide(
                passwordMatches: passwordMatches && isSame, at: now, rules: rules)
        } catch {
            try count(error, of: present, at: now, salt: arrival.salt, rules: rules)
            return .refused(error)
        }
        if member.needsSecondFactor, credential.factor == nil {
            credential.factor = SecondFactor(secret: arrival.factor)
            try save(credential, of: member.id)
        }
        let visit = Visit(
            id: arrival.visit, member: member.id, createdAt: now, address: arrival.address,
            agent: arrival.agent)
        try insert(visit, secret: arrival.secret.digest(by: rules.provider))
        let requirements = member.requirements(
            credential, factorAt: nil, at: now, rules: rules)
        // A right password alone clears nothing, or codes could be guessed for ever between two
        // sign-ins.
        if !requirements.contains(.secondFactor) {
            try clearFailures(.login, attempt.login, rules: rules)
        }
        try record(
            "sign_in.opened", about: member,
            on: Occasion(.member(member), at: now, salt: arrival.salt),
            body: [JSONMember("visit", .string(visit.id.text))],
            personal: .object([
                "address": .string(visit.address), "agent": .string(visit.agent),
            ]))
        return .open(SignedIn(visit: visit, member: member, requirements: requirements))
    }

    /// The code of the second factor, or a recovery code, for a visit that waits for it.
    package func giveCode(
        _ code: String, visit secret: VisitSecret, at now: Instant, salt: [UInt8], units: Units,
        rules: SigningRules
    ) throws -> SignInOutcome {
        try take(code, .secondFactor, visit: secret, at: now, salt: salt, units, rules) {
            credential, member in
            if let digest = RecoveryCodes.digest(of: code, by: rules.provider),
                try use(digest, of: member.id, at: now)
            {
                return "recovery"
            }
            try credential.take(code: code, at: now)
            return "code"
        }
    }

    /// The first code from a new second factor confirms it. `codes` are shown to the member once,
    /// afterwards.
    package func confirmEnrolment(
        _ code: String, codes: RecoveryCodes, visit secret: VisitSecret, at now: Instant,
        salt: [UInt8], units: Units, rules: SigningRules
    ) throws -> SignInOutcome {
        try take(code, .enrolment, visit: secret, at: now, salt: salt, units, rules) {
            credential, member in
            try credential.take(code: code, at: now)
            try replace(codes, of: member.id, at: now, rules: rules)
            return "enrolment"
        }
    }

    private func take(
        _ code: String, _ requirement: Requirement, visit secret: VisitSecret, at now: Instant,
        salt: [UInt8], _ units: Units, _ rules: SigningRules,
        _ decide: (inout Credential, Member) throws -> String
    ) throws -> SignInOutcome {
        guard let signedIn = try signedIn(secret, units: units, at: now, rules: rules) else {
            return .refused(.noVisit)
        }
        let member = signedIn.member
        let attempt = try takeSignInAttempt(
            login: member.login, address: signedIn.visit.address, units: units, at: now,
            rules: rules)
        guard var credential = attempt.credential else { return .refused(.noVisit) }
        // Somebody who enrols by choice has a factor that waits, and no requirement.
        let isChosen = requirement == .enrolment && credential.factor?.confirmedAt == nil
        guard signedIn.requirements.contains(requirement) || isChosen else {
            return .open(signedIn)
        }
        if let until = attempt.lockedUntil(at: now) {
            return .refused(.locked(until: until, now: now))
        }
        let way: String
        do {
            way = try decide(&credential, member)
        } catch let refusal as SignInRefusal {
            try count(refusal, of: attempt, at: now, salt: salt, rules: rules)
            return .refused(refusal)
        }
        try save(credential, of: member.id)
        try clearFailures(.login, member.login, rules: rules)
        var visit = signedIn.visit
        visit.factorAt = now
        try run(
            """
            UPDATE visit SET factor_at = \(now) WHERE city_id = \(city) AND id = \(visit.id)
            """)
        try record(
            "sign_in.factor", about: member, on: Occasion(.member(member), at: now, salt: salt),
            body: [
                JSONMember("visit", .string(visit.id.text)), JSONMember("way", .string(way)),
            ])
        return .open(
            SignedIn(
                visit: visit, member: member,
                requirements: member.requirements(
                    credential, factorAt: now, at: now, rules: rules)))
    }

    /// Counts a failure by login and by address, and records it. Nothing is written while a lock
    /// holds, so that guessing fills no journal.
    func count(
        _ refusal: SignInRefusal, of attempt: SignInAttempt, at now: Instant, salt: [UInt8],
        rules: SigningRules
    ) throws {
        guard refusal.countsAsFailure else { return }
        let byLogin = attempt.byLogin.adding(
            at: now, limit: rules.failuresPerLogin, rules: rules)
        let byAddress = attempt.byAddress.adding(
            at: now, limit: rules.failuresPerAddress, rules: rules)
        try save(byLogin, .login, attempt.login, rules: rules)
        try save(byAddress, .address, attempt.address, rules: rules)
        let isLocked = byLogin.lockedUntil != nil || byAddress.lockedUntil != nil
        let kind = isLocked ? "sign_in.locked" : "sign_in.failed"
        // What an unknown visitor typed into the login field may be a password: it is not kept.
        let subject = attempt.member?.subject ?? Subject("member", "unknown")
        try record(
            kind, on: subject, by: attempt.member?.id.text ?? "unknown", at: now,
            body: .object(["step": refusal == .wrong ? "password" : "code"]),
            personal: PersonalPart(
                .object(["address": .string(attempt.address)]), salt: salt))
    }
}

// MARK: - Failures

extension Failures {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            count: try row.int("failures"), since: try row.instant("since"),
            lockedUntil: try row.optionalInstant("locked_until"))
    }
}

private enum FailureScope: String { case login, address }

extension Transaction {
    private func key(_ text: String, _ rules: SigningRules) -> String {
        Digest(of: text, by: rules.provider).hex
    }

    private func failures(
        _ scope: FailureScope, _ text: String, rules: SigningRules
    ) throws -> Failures? {
        try rows(
            """
            SELECT failures, since, locked_until FROM sign_in_failure
            WHERE city_id = \(city) AND scope = \(scope.rawValue)
                AND key_hash = \(key(text, rules))
            """
        ).first.map(Failures.init)
    }

    private func takeFailures(
        _ scope: FailureScope, _ text: String, at now: Instant, rules: SigningRules
    ) throws -> Failures {
        let taken = try rows(
            """
            INSERT INTO sign_in_failure (city_id, scope, key_hash, failures, since)
            VALUES (\(city), \(scope.rawValue), \(key(text, rules)), 0, \(now))
            ON CONFLICT (city_id, scope, key_hash)
            DO UPDATE SET failures = sign_in_failure.failures
            RETURNING failures, since, locked_until
            """)
        return try taken.first.map(Failures.init) ?? Failures(since: now)
    }

    private func save(
        _ failures: Failures, _ scope: FailureScope, _ text: String, rules: SigningRules
    ) throws {
        try run(
            """
            INSERT INTO sign_in_failure (city_id, scope, key_hash, failures, since, locked_until)
            VALUES (\(city), \(scope.rawValue), \(key(text, rules)), \(failures.count),
                \(failures.since), \(failures.lockedUntil))
            ON CONFLICT (city_id, scope, key_hash) DO UPDATE SET
                failures = excluded.failures, since = excluded.since,
                locked_until = excluded.locked_until
            """)
    }

    private func clearFailures(
        _ scope: FailureScope, _ text: String, rules: SigningRules
    ) throws {
        try run(
            """
            DELETE FROM sign_in_failure WHERE city_id = \(city) AND scope = \(scope.rawValue)
                AND key_hash = \(key(text, rules))
            """)
    }

    /// The security administrator lifts the lock of one login before its time.
    package func unlock(_ id: Identifier, on occasion: Occasion, units: Units, rules: SigningRules)
        throws
    {
        try occasion.actor.require(.manageVisits)
        guard let member = try member(id, units: units) else { throw MemberRefusal.unknown }
        try clearFailures(.login, member.login, rules: rules)
        try record("sign_in.unlocked", about: member, on: occasion)
    }

    /// Failures whose window and lock are over, for the daily tidying.
    package func forgetFailures(at now: Instant, rules: SigningRules) throws {
        let before = now.adding(seconds: -(rules.failureWindowSeconds + rules.lockSeconds))
        try run("DELETE FROM sign_in_failure WHERE city_id = \(city) AND since < \(before)")
    }
}
