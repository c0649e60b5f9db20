import Basics
import People
import Sealing
import TestSupport
import Testing

@Suite("Signing in: the rules")
struct SigningInTests {
    typealias City = SampleCity

    func attempt(
        _ member: Member?, _ credential: Credential?, byLogin: Failures? = nil,
        byAddress: Failures? = nil
    ) -> SignInAttempt {
        SignInAttempt(
            login: "zhang", address: "10.0.0.8", member: member, credential: credential,
            byLogin: byLogin ?? Failures(since: City.noon),
            byAddress: byAddress ?? Failures(since: City.noon))
    }

    func refusal(
        _ attempt: SignInAttempt, matches: Bool = true, at now: Instant = City.noon
    ) -> SignInRefusal? {
        do {
            _ = try attempt.decide(passwordMatches: matches, at: now, rules: City.rules)
            return nil
        } catch {
            return error
        }
    }

    @Test("a right password opens, a wrong one and an unknown login are refused alike")
    func password() throws {
        let member = City.member([.district], unit: "xiling")
        let credential = try City.credential()
        #expect(refusal(attempt(member, credential)) == nil)
        #expect(refusal(attempt(member, credential), matches: false) == .wrong)
        #expect(refusal(attempt(nil, nil)) == .wrong)
        #expect(refusal(attempt(nil, nil), matches: false) == .wrong)
    }

    @Test("an unknown login is matched against a hash that costs the same and never fits")
    func decoy() throws {
        let hash = attempt(nil, nil).passwordHash
        #expect(hash.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try !hash.matches(""))
    }

    @Test("who is disabled, gone, without a role or past the end is told so, if the password fits")
    func closed() throws {
        let credential = try City.credential()
        var disabled = City.member([.leader])
        disabled.disabled = Disabling(at: City.noon, reason: "调离")
        #expect(refusal(attempt(disabled, credential)) == .disabled)
        #expect(refusal(attempt(disabled, credential), matches: false) == .wrong)
        #expect(refusal(attempt(City.member([]), credential)) == .disabled)

        let yesterday = City.today.adding(days: -1)
        let over = City.member([.auditor], endsOn: yesterday)
        #expect(refusal(attempt(over, credential)) == .ended(yesterday))
        let last = City.member([.auditor], endsOn: City.today)
        #expect(refusal(attempt(last, credential)) == nil, "the last day counts")
    }

    @Test("a temporary password holds for its days and not longer")
    func temporary() throws {
        let member = City.member([.leader])
        let credential = try City.credential(isTemporary: true)
        let days = Int64(City.rules.temporaryPasswordDays)
        let end = City.noon.adding(seconds: days * 86_400)
        #expect(refusal(attempt(member, credential), at: end) == nil)
        #expect(
            refusal(attempt(member, credential), at: end.adding(seconds: 1))
                == .temporaryPasswordOver)
    }

    @Test("the fifth failure locks a login, and the right password waits as well")
    func lock() throws {
        var failures = Failures(since: City.noon)
        for count in 1...5 {
            failures = failures.adding(
                at: City.noon.adding(seconds: Int64(count)), limit: City.rules.failuresPerLogin,
                rules: City.rules)
            #expect((failures.lockedUntil != nil) == (count == 5))
        }
        let locked = attempt(
            City.member([.leader]), try City.credential(), byLogin: failures)
        let until = City.noon.adding(seconds: 5 + City.rules.lockSeconds)
        #expect(refusal(locked, at: City.noon.adding(seconds: 6)) != nil)
        #expect(refusal(locked, at: until.adding(seconds: -1)) != nil)
        #expect(refusal(locked, at: until) == nil)
    }

    @Test("an address is let more failures, and its lock holds for every login")
    func address() throws {
        let rules = City.rules
        var failures = Failures(since: City.noon)
        for _ in 1..<rules.failuresPerAddress.count {
            failures = failures.adding(
                at: City.noon, limit: rules.failuresPerAddress, rules: rules)
        }
        #expect(failures.lockedUntil == nil)
        failures = failures.adding(at: City.noon, limit: rules.failuresPerAddress, rules: rules)
        let locked = attempt(
            City.member([.leader]), try City.credential(), byAddress: failures)
        let until = City.noon.adding(seconds: rules.lockSeconds)
        #expect(refusal(locked) == .locked(until: until, now: City.noon))
        #expect(
            Lexicon.chinese.text(
                SignInRefusal.locked(until: until, now: City.noon).problems[0].message)
                == "尝试次数过多，请15分钟后再试")
    }

    @Test("failures are forgotten with their window, and after a lock was served")
    func window() {
        let rules = City.rules
        let four = Failures(count: 4, since: City.noon)
        let late = four.adding(
            at: City.noon.adding(seconds: rules.failureWindowSeconds), limit: 5, rules: rules)
        #expect(late.count == 1)
        let served = Failures(
            count: 5, since: City.noon, lockedUntil: City.noon.adding(seconds: 60)
        ).adding(at: City.noon.adding(seconds: 61), limit: 5, rules: rules)
        #expect(served.count == 1)
        #expect(served.lockedUntil == nil)
    }

    @Test(
        "an administrator needs the second factor, others where they chose it",
        arguments: [
            (Role.systemAdministrator, false, false, [Requirement.enrolment]),
            (.systemAdministrator, true, false, [.secondFactor]),
            (.systemAdministrator, true, true, []), (.district, false, false, []),
            (.district, true, false, [.secondFactor]), (.district, true, true, []),
        ] as [(Role, Bool, Bool, [Requirement])])
    func requirements(
        role: Role, confirmed: Bool, given: Bool, expected: [Requirement]
    ) throws {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        let credential = try City.credential(
            factor: SecondFactor(secret: secret, confirmedAt: confirmed ? City.noon : nil))
        let open = City.member([role]).requirements(
            credential, factorAt: given ? City.noon : nil, at: City.noon, rules: City.rules)
        #expect(open == expected)
    }

    @Test("a temporary and an old password are to be changed")
    func changes() throws {
        let member = City.member([.leader])
        let temporary = try City.credential(isTemporary: true)
        let present = try City.credential()
        let old = City.noon.adding(seconds: Int64(City.rules.passwordDays) * 86_400 + 1)
        func open(_ credential: Credential, at now: Instant) -> [Requirement] {
            member.requirements(credential, factorAt: nil, at: now, rules: City.rules)
        }
        #expect(open(temporary, at: City.noon) == [.newPassword])
        #expect(open(present, at: City.noon).isEmpty)
        #expect(open(present, at: old) == [.newPassword])
    }

    @Test("the first code confirms the second factor, and no code is taken twice")
    func codes() throws {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        var credential = try City.credential(factor: SecondFactor(secret: secret))
        let step = OneTimeSecret.step(at: City.noon)
        let code = secret.code(counter: step)
        #expect(throws: SignInRefusal.wrongCode) {
            try credential.take(code: "000000", at: City.noon)
        }
        #expect(credential.factor?.confirmedAt == nil)
        try credential.take(code: "\(code.prefix(3)) \(code.suffix(3))", at: City.noon)
        #expect(credential.factor?.confirmedAt == City.noon)
        #expect(throws: SignInRefusal.wrongCode) {
            try credential.take(code: code, at: City.noon)
        }
        let later = City.noon.adding(seconds: 30)
        try credential.take(code: secret.code(counter: step + 1), at: later)
        var without = try City.credential()
        #expect(throws: SignInRefusal.wrongCode) {
            try without.take(code: code, at: City.noon)
        }
    }

    @Test(
        "a password is refused with all its reasons at once",
        arguments: [
            ("Ocean-Chain-26", 0), ("short", 2), ("alllowercaseletters", 1),
            ("zhang-Chain-26", 1), ("Chain-1111-xY", 1), ("Chain-abcd-9Y", 1),
            ("双招双引一盘棋Ab9", 0), ("a quiet harbour by the sea", 0), ("", 2),
            (String(repeating: "aB3-", count: 40), 1),
        ])
    func passwords(password: String, count: Int) {
        #expect(Password.problems(of: password, login: "zhang").count == count)
    }

    @Test("drawn passwords pass the rules and do not repeat")
    func drawn() {
        let world = Draws.world()
        let all = (0..<200).map { _ in Password.drawn(from: world) }
        #expect(Set(all).count == 200)
        for password in all {
            #expect(Password.problems(of: password, login: "zhang").isEmpty)
            #expect(password.utf8.count == 19)
        }
    }
}

@Suite("Visits, form tokens and secrets")
struct VisitTests {
    typealias City = SampleCity

    func visit(factorAt: Instant? = nil) -> Visit {
        Visit(
            id: Identifier(.session, at: City.noon, random: 1),
            member: Identifier(.member, at: City.noon, random: 1), createdAt: City.noon,
            factorAt: factorAt, address: "10.0.0.8", agent: String(repeating: "x", count: 999))
    }

    @Test("a visit ends by idleness, by age, by hand, or waiting for its second factor")
    func limits() {
        let rules = City.rules
        var visit = visit()
        #expect(visit.isOpen(at: City.noon.adding(seconds: rules.idleSeconds - 1), rules: rules))
        #expect(!visit.isOpen(at: City.noon.adding(seconds: rules.idleSeconds), rules: rules))
        let late = City.noon.adding(seconds: rules.visitSeconds - 1)
        visit.seenAt = late
        #expect(visit.isOpen(at: late, rules: rules))
        #expect(!visit.isOpen(at: late.adding(seconds: 1), rules: rules))
        #expect(!visit.isOpen(at: late, awaitsFactor: true, rules: rules))
        visit.endedAt = late
        #expect(!visit.isOpen(at: late, rules: rules))
        #expect(visit.agent.count == Visit.longestAgent.count)
    }

    @Test("reading pages writes at most once a minute")
    func touching() {
        let rules = City.rules
        #expect(!visit().wantsTouch(at: City.noon.adding(seconds: 59), rules: rules))
        #expect(visit().wantsTouch(at: City.noon.adding(seconds: 60), rules: rules))
    }

    @Test("a form token holds for its visit and its purpose", arguments: Provider.allCases)
    func tokens(provider: Provider) throws {
        let world = Draws.world()
        let one = VisitSecret(drawnFrom: world)
        let two = VisitSecret(drawnFrom: world)
        let token = one.formToken(for: "collect", by: provider)
        #expect(one.accepts(formToken: token, for: "collect", by: provider))
        #expect(!one.accepts(formToken: token, for: "sign-out", by: provider))
        #expect(!two.accepts(formToken: token, for: "collect", by: provider))
        #expect(!one.accepts(formToken: "", for: "collect", by: provider))
        #expect(VisitSecret(cookie: one.cookie) == one)
        #expect(VisitSecret(cookie: one.cookie.dropLast()) == nil)
        #expect(VisitSecret(cookie: "活水") == nil)
    }

    @Test("a token's text is read back, and nothing else is")
    func apiTokens() {
        let secret = ApiTokenSecret(drawnFrom: Draws.world())
        #expect(ApiTokenSecret(text: secret.text) == secret)
        #expect(ApiTokenSecret(text: secret.text.dropFirst(3)) == nil)
        #expect(ApiTokenSecret(text: "hw_") == nil)
    }

    @Test("recovery codes are typed in any case, with or without hyphens")
    func recovery() {
        let codes = RecoveryCodes(drawnFrom: Draws.world(), count: 10)
        #expect(Set(codes.texts).count == 10)
        let code = codes.texts[0]
        let digest = RecoveryCodes.digest(of: code, by: .international)
        #expect(digest != nil)
        #expect(
            RecoveryCodes.digest(
                of: code.lowercased().replacing("-", with: " "), by: .international) == digest)
        #expect(RecoveryCodes.digest(of: "123456", by: .international) == nil)
    }
}
