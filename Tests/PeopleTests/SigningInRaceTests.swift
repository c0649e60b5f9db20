import Basics
import People
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Several at once")
struct SigningInRaceTests {
    typealias City = SampleCity

    @Test(
        "of twelve guesses at the same moment five are counted and the others find the lock",
        arguments: Stores.available)
    func guesses(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.freshDatabase().store())
        _ = try await office.member("zhang", [.district], unit: "dongyu")
        let attempt = try await office.store.read { tx in
            try tx.signInAttempt(
                login: "zhang", address: "10.0.0.8", units: City.units, at: City.noon,
                rules: City.rules)
        }
        let arrivals = (0..<12).map { _ in office.arrival() }
        let store = office.store
        let outcomes = try await withThrowingTaskGroup(of: SignInOutcome.self) { group in
            for arrival in arrivals {
                group.addTask {
                    try await store.write { tx in
                        try tx.signIn(
                            attempt, passwordMatches: false, arrival: arrival, units: City.units,
                            rules: City.rules)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .refused(.wrong) }.count == 5)
        let kinds = try await office.kinds()
        #expect(kinds.filter { $0 == "sign_in.failed" }.count == 4)
        #expect(kinds.filter { $0 == "sign_in.locked" }.count == 1)
    }

    @Test("one code opens one of two visits", arguments: Stores.available)
    func codes(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.freshDatabase().store())
        let store = office.store
        let first = office.arrival()
        _ = try await office.signIn("sys", first).get()
        let secret = first.factor
        let salt = office.world.bytes(16)
        let step = OneTimeSecret.step(at: City.noon)
        let codes = RecoveryCodes(drawnFrom: office.world, count: 10)
        _ = try await store.write { tx in
            try tx.confirmEnrolment(
                secret.code(counter: step), codes: codes, visit: first.secret, at: City.noon,
                salt: salt, units: City.units, rules: City.rules)
        }.get()
        let arrivals = [office.arrival(later: 60), office.arrival(later: 60)]
        for arrival in arrivals { _ = try await office.signIn("sys", arrival).get() }
        let outcomes = try await withThrowingTaskGroup(of: SignInOutcome.self) { group in
            for arrival in arrivals {
                group.addTask {
                    try await store.write { tx in
                        try tx.giveCode(
                            secret.code(counter: step + 2), visit: arrival.secret,
                            at: arrival.at, salt: salt, units: City.units, rules: City.rules)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .refused(.wrongCode) }.count == 1)
    }

    @Test("of two who disable the last two of a kind one is refused", arguments: Stores.available)
    func administrators(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.freshDatabase().store())
        let other = try await office.member("aud2", [.auditAdministrator], unit: "office")
        let store = office.store
        let occasion = office.occasion(office.system)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for member in [office.audit, other] {
                group.addTask {
                    do {
                        try await store.write { tx in
                            _ = try tx.disable(
                                member.id, version: member.version, reason: "调离",
                                on: occasion, units: City.units)
                        }
                        return false
                    } catch {
                        return error as? MemberRefusal
                            == .lastAdministrator(.auditAdministrator)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(refused.filter { $0 }.count == 1)
    }
}
