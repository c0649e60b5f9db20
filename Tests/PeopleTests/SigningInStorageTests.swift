import Basics
import People
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Signing in, with the database")
struct SigningInStorageTests {
    typealias City = SampleCity

    @Test(
        "a first visit changes the temporary password, then opens everything",
        arguments: Stores.available)
    func first(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        _ = try await office.member("zhang", [.district], unit: "dongyu")
        let arrival = office.arrival()
        let opened = try await office.signIn("Zhang", arrival).get()
        #expect(opened.requirements == [.newPassword])
        #expect(throws: SignInRefusal.unfinished([.newPassword])) { try opened.entered() }

        let other = office.arrival()
        _ = try await office.signIn("zhang", other).get()
        await #expect(throws: MemberRefusal.self) {
            try await office.change(Office.password, to: "short", opened)
        }
        await #expect(throws: MemberRefusal.self) {
            try await office.change(Office.password, to: Office.password, opened)
        }
        #expect(
            try await office.change("wrong", to: "Harbour-Light-7", opened) == .refused(.wrong))
        let changed = try await office.change(Office.password, to: "Harbour-Light-7", opened)
        #expect(try changed.get().requirements.isEmpty)
        #expect(try await office.signedIn(arrival)?.entered().login == "zhang")
        #expect(try await office.signedIn(other) == nil, "other visits end with the password")
        #expect(
            try await office.signIn("zhang", office.arrival())
                == .refused(.wrong))
    }

    @Test(
        "five failures lock, the lock is recorded, and the security administrator lifts it",
        arguments: Stores.available)
    func locking(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        for _ in 1...5 {
            #expect(
                try await office.signIn("zhang", office.arrival(), password: "guess")
                    == .refused(.wrong))
        }
        let entries = try await office.kinds().count
        guard case .refused(.locked) = try await office.signIn("zhang", office.arrival()) else {
            Issue.record("the right password waits for the lock")
            return
        }
        let kinds = try await office.kinds()
        #expect(kinds.count == entries, "what a lock refuses fills no journal")
        #expect(kinds.suffix(2) == ["sign_in.failed", "sign_in.locked"])
        let byWrong = office.occasion(office.system)
        let bySecurity = office.occasion(office.security)
        await #expect(throws: MemberRefusal.forbidden(.manageVisits)) {
            try await office.store.write { tx in
                try tx.unlock(member.id, on: byWrong, units: City.units, rules: City.rules)
            }
        }
        try await office.store.write { tx in
            try tx.unlock(member.id, on: bySecurity, units: City.units, rules: City.rules)
        }
        _ = try await office.signIn("zhang", office.arrival()).get()
    }

    @Test(
        "guessing many logins locks the address; another address goes on",
        arguments: Stores.available)
    func addresses(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        _ = try await office.member("zhang", [.district], unit: "dongyu")
        let rules = City.rules
        for number in 0..<rules.failuresPerAddress.count {
            let attempt = try await office.store.read { tx in
                try tx.signInAttempt(
                    login: "nobody\(number)", address: "10.0.0.9", units: City.units,
                    at: City.noon, rules: rules)
            }
            let arrival = office.arrival(address: "10.0.0.9")
            let outcome = try await office.store.write { tx in
                try tx.signIn(
                    attempt, passwordMatches: false, arrival: arrival, units: City.units,
                    rules: rules)
            }
            #expect(outcome == .refused(.wrong))
        }
        let here = office.arrival(address: "10.0.0.9")
        guard case .refused(.locked) = try await office.signIn("zhang", here) else {
            Issue.record("the address is locked")
            return
        }
        _ = try await office.signIn("zhang", office.arrival()).get()
        let late = City.noon.adding(seconds: 3_600)
        try await office.store.write { tx in try tx.forgetFailures(at: late, rules: rules) }
        let left = try await office.store.read { tx in
            try tx.rows("SELECT scope FROM sign_in_failure WHERE city_id = \(tx.city)").count
        }
        #expect(left == 0)
    }

    @Test(
        "an administrator enrols a second factor, then needs it each time",
        arguments: Stores.available)
    func factor(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let arrival = office.arrival()
        let opened = try await office.signIn("sys", arrival).get()
        #expect(opened.requirements == [.enrolment, .newPassword])
        let id = office.system.id
        let credential = try await office.store.read { tx in try tx.credential(of: id) }
        let secret = try #require(credential?.factor?.secret)
        #expect(secret == arrival.factor)

        let codes = RecoveryCodes(drawnFrom: office.world, count: City.rules.recoveryCodes)
        let step = OneTimeSecret.step(at: City.noon)
        let salt = office.world.bytes(16)
        let enrolled = try await office.store.write { tx in
            try tx.confirmEnrolment(
                secret.code(counter: step), codes: codes, visit: arrival.secret, at: City.noon,
                salt: salt, units: City.units, rules: City.rules)
        }
        #expect(try enrolled.get().requirements == [.newPassword])
        #expect(try await office.store.read { tx in try tx.recoveryCodesLeft(of: id) } == 10)

        let again = office.arrival(later: 60)
        #expect(
            try await office.signIn("sys", again).get().requirements
                == [.secondFactor, .newPassword])
        func give(_ code: String) async throws -> SignInOutcome {
            try await office.store.write { tx in
                try tx.giveCode(
                    code, visit: again.secret, at: again.at, salt: salt, units: City.units,
                    rules: City.rules)
            }
        }
        #expect(try await give(secret.code(counter: step)) == .refused(.wrongCode), "replayed")
        #expect(try await give(secret.code(counter: step + 2)).get().requirements == [.newPassword])

        let third = office.arrival(later: 90)
        _ = try await office.signIn("sys", third).get()
        let recovered = try await office.store.write { tx in
            try tx.giveCode(
                codes.texts[3], visit: third.secret, at: third.at, salt: salt, units: City.units,
                rules: City.rules)
        }
        #expect(try recovered.get().visit.factorAt == third.at)
        #expect(try await office.store.read { tx in try tx.recoveryCodesLeft(of: id) } == 9)
        let fourth = office.arrival(later: 120)
        _ = try await office.signIn("sys", fourth).get()
        let reused = try await office.store.write { tx in
            try tx.giveCode(
                codes.texts[3], visit: fourth.secret, at: fourth.at, salt: salt,
                units: City.units, rules: City.rules)
        }
        #expect(reused == .refused(.wrongCode))
    }

    @Test(
        "codes cannot be guessed between sign-ins with a known password",
        arguments: Stores.available)
    func guessing(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let secret = OneTimeSecret(bytes: office.world.bytes(20))
        try await office.store.write { tx in try tx.beginEnrolment(secret, of: member) }
        let first = office.arrival()
        _ = try await office.signIn("zhang", first).get()
        let codes = RecoveryCodes(drawnFrom: office.world, count: 10)
        let salt = office.world.bytes(16)
        let step = OneTimeSecret.step(at: City.noon)
        _ = try await office.store.write { tx in
            try tx.confirmEnrolment(
                secret.code(counter: step), codes: codes, visit: first.secret, at: City.noon,
                salt: salt, units: City.units, rules: City.rules)
        }.get()
        var outcome = SignInOutcome.refused(.noVisit)
        for _ in 1...5 {
            let arrival = office.arrival(later: 60)
            _ = try await office.signIn("zhang", arrival).get()
            outcome = try await office.store.write { tx in
                try tx.giveCode(
                    "123456", visit: arrival.secret, at: arrival.at, salt: salt,
                    units: City.units, rules: City.rules)
            }
        }
        #expect(outcome == .refused(.wrongCode))
        guard case .refused(.locked) = try await office.signIn("zhang", office.arrival(later: 61))
        else {
            Issue.record("five wrong codes lock")
            return
        }
    }

    @Test(
        "visits end by sign-out, everywhere, by the administrator, by disabling",
        arguments: Stores.available)
    func visits(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let arrivals = (0..<4).map { _ in office.arrival() }
        var opened: [SignedIn] = []
        for arrival in arrivals { opened.append(try await office.signIn("zhang", arrival).get()) }
        let visits = opened.map(\.visit)
        let own = office.occasion(member)
        let signedIn = opened[0]
        try await office.store.write { tx in try tx.signOut(signedIn, on: own) }
        #expect(try await office.signedIn(arrivals[0]) == nil)
        #expect(try await office.signedIn(arrivals[1]) != nil)
        let bySecurity = office.occasion(office.security)
        let bySystem = office.occasion(office.system)
        await #expect(throws: MemberRefusal.forbidden(.manageVisits)) {
            try await office.store.write { tx in
                try tx.endVisit(visits[1].id, on: bySystem, units: City.units)
            }
        }
        try await office.store.write { tx in
            try tx.endVisit(visits[1].id, on: bySecurity, units: City.units)
        }
        #expect(try await office.signedIn(arrivals[1]) == nil)
        let touched = City.noon.adding(seconds: 1_000)
        try await office.store.write { tx in try tx.touch(visits[2], at: touched) }
        #expect(try await office.signedIn(arrivals[2], later: 1_000 + 1_799) != nil)
        #expect(try await office.signedIn(arrivals[3], later: 1_000 + 1_799) == nil, "idle")
        let here = opened[2]
        try await office.store.write { tx in try tx.signOutEverywhere(here, on: own) }
        #expect(try await office.signedIn(arrivals[3]) == nil)
        let listed = try await office.store.read { tx in try tx.visits(of: member.id) }
        #expect(listed.count == 4)
        #expect(listed.allSatisfy { $0.endedAt != nil && $0.endReason != nil })

        let last = office.arrival()
        _ = try await office.signIn("zhang", last).get()
        try await office.store.write { tx in
            try tx.disable(
                member.id, version: member.version, reason: "调离", on: bySystem,
                units: City.units)
        }
        #expect(try await office.signedIn(last) == nil)
        #expect(
            try await office.signIn("zhang", office.arrival()) == .refused(.disabled))
    }

    @Test(
        "a reset password is temporary, and a reset factor is enrolled anew",
        arguments: Stores.available)
    func resets(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let arrival = office.arrival()
        _ = try await office.signIn("aud", arrival).get()
        let id = office.audit.id
        let hash = try City.hash("Tempor-Ary-95")
        let bySystem = office.occasion(office.system)
        let bySecurity = office.occasion(office.security)
        await #expect(throws: MemberRefusal.forbidden(.manageVisits)) {
            try await office.store.write { tx in
                try tx.resetFactor(of: id, on: bySystem, units: City.units)
            }
        }
        try await office.store.write { tx in
            try tx.resetPassword(of: id, to: hash, on: bySystem, units: City.units)
            try tx.resetFactor(of: id, on: bySecurity, units: City.units)
        }
        #expect(try await office.signedIn(arrival) == nil)
        let again = try await office.signIn("aud", office.arrival(), password: "Tempor-Ary-95")
            .get()
        #expect(again.requirements == [.enrolment, .newPassword])
    }

    @Test("a token speaks for its member until it is revoked", arguments: Stores.available)
    func tokens(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let auditor = try await office.member(
            "shen", [.auditor], unit: "office", endsOn: City.today)
        let secret = ApiTokenSecret(drawnFrom: office.world)
        let id = office.world.identifier(.token)
        let own = office.occasion(member)
        let end = City.noon.adding(seconds: 3_600)
        let token = try await office.store.write { tx in
            try tx.addToken(
                " 报表接口 ", id: id, secret: secret, of: member, endsAt: end, on: own,
                rules: City.rules)
        }
        #expect(token.name == "报表接口")
        func bearer(later seconds: Int64) async throws -> Member? {
            try await office.store.read { tx in
                try tx.bearer(
                    of: secret, units: City.units, at: City.noon.adding(seconds: seconds),
                    rules: City.rules)?.member
            }
        }
        #expect(try await bearer(later: 0) == member)
        #expect(try await bearer(later: 3_600) == nil)
        try await office.store.write { tx in try tx.touch(token, at: City.noon) }
        let listed = try await office.store.read { tx in try tx.tokens(of: member.id) }
        #expect(listed.map(\.usedAt) == [City.noon])
        #expect(listed.first?.wantsTouch(at: City.noon.adding(seconds: 3_599)) == false)

        let other = office.occasion(auditor)
        await #expect(throws: MemberRefusal.forbidden(.makeTokens)) {
            try await office.store.write { tx in
                try tx.addToken(
                    "x", id: id, secret: secret, of: auditor, on: other, rules: City.rules)
            }
        }
        await #expect(throws: MemberRefusal.forbidden(.manageVisits)) {
            try await office.store.write { tx in
                try tx.revokeToken(id, on: other, units: City.units)
            }
        }
        try await office.store.write { tx in
            try tx.revokeToken(id, on: own, units: City.units)
        }
        #expect(try await bearer(later: 0) == nil)
    }

    @Test("the database holds no secret in the clear", arguments: Stores.available)
    func secrets(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let arrival = office.arrival()
        _ = try await office.signIn("zhang", arrival).get()
        let secret = ApiTokenSecret(drawnFrom: office.world)
        let id = office.world.identifier(.token)
        let own = office.occasion(member)
        try await office.store.write { tx in
            try tx.addToken("a", id: id, secret: secret, of: member, on: own, rules: City.rules)
        }
        let values = try await office.store.read { tx in
            try ["visit", "api_token", "credential", "journal"].flatMap { table in
                try tx.rows(Query(pieces: ["SELECT * FROM \(table)"], values: []))
                    .flatMap(\.values)
            }
        }
        let hidden: Set<StoredValue> = [
            .text(arrival.secret.cookie), .blob(arrival.secret.bytes), .text(secret.text),
            .blob(secret.bytes), .text(Office.password),
        ]
        #expect(hidden.isDisjoint(with: values))
    }
}
