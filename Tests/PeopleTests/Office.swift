import Basics
import People
import Sealing
import Storage
import TestSupport

/// A city with its three administrators, in a database of its own, and the steps that the pages
/// take.
struct Office {
    typealias City = SampleCity

    static let password = "Ocean-Chain-26"

    let store: any Store
    let world: World
    let system: Member
    let security: Member
    let audit: Member

    /// Appoints the three by command.
    init(in store: any Store, world: World = Draws.world()) async throws {
        self.store = store
        self.world = world
        let accounts = try ["sys", "sec", "aud"].map { login in
            NewAccount(
                MemberDraft(login: login, name: "管理员", unit: "office"),
                id: world.identifier(.member), password: try City.hash(Office.password))
        }
        let occasion = Occasion(.operator, in: world)
        let three = try await store.write { tx in
            try tx.appointFirstAdministrators(
                system: accounts[0], security: accounts[1], audit: accounts[2], on: occasion,
                units: City.units, rules: City.rules)
        }
        system = three[0]
        security = three[1]
        audit = three[2]
    }

    func occasion(_ member: Member, later seconds: Int64 = 0) -> Occasion {
        Occasion(
            .member(member), at: City.noon.adding(seconds: seconds), salt: world.bytes(16))
    }

    /// An account opened by the one administrator, its role granted by the other, its password
    /// changed.
    func member(
        _ login: String, _ roles: Set<Role>, unit: String, endsOn: Day? = nil
    ) async throws -> Member {
        let account = NewAccount(
            MemberDraft(login: login, name: "张三", unit: unit, endsOn: endsOn),
            id: world.identifier(.member), password: try City.hash(Office.password))
        let opening = occasion(system)
        let granting = occasion(security)
        return try await store.write { tx in
            let opened = try tx.addMember(
                account, on: opening, units: City.units, rules: City.rules)
            return try tx.grant(
                roles, to: opened.id, version: opened.version, on: granting, units: City.units)
        }
    }

    func arrival(later seconds: Int64 = 0, address: String = "10.0.0.8") -> Arrival {
        let later = World(
            now: { City.noon.adding(seconds: seconds) }, random: world.random)
        return Arrival(address: address, agent: "test", in: later)
    }

    /// The three steps of the sign-in form.
    func signIn(
        _ login: String, _ arrival: Arrival, password: String = Office.password
    ) async throws -> SignInOutcome {
        let attempt = try await store.read { tx in
            try tx.signInAttempt(
                login: login, address: arrival.address, units: City.units, at: arrival.at,
                rules: City.rules)
        }
        let matches = try attempt.passwordHash.matches(password)
        return try await store.write { tx in
            try tx.signIn(
                attempt, passwordMatches: matches, arrival: arrival, units: City.units,
                rules: City.rules)
        }
    }

    func signedIn(_ arrival: Arrival, later seconds: Int64 = 0) async throws -> SignedIn? {
        try await store.read { tx in
            try tx.signedIn(
                arrival.secret, units: City.units, at: City.noon.adding(seconds: seconds),
                rules: City.rules)
        }
    }

    func change(
        _ present: String, to new: String, _ signedIn: SignedIn
    ) async throws -> SignInOutcome {
        let seen = try await store.read { tx in try tx.credential(of: signedIn.member.id) }
        guard let seen else { return .refused(.noVisit) }
        let change = try PasswordChange(
            from: present, to: new, login: signedIn.member.login, seen: seen.password,
            salt: world.bytes(16), rules: City.rules)
        let occasion = occasion(signedIn.member)
        return try await store.write { tx in
            try tx.changePassword(
                change, of: signedIn, on: occasion, units: City.units, rules: City.rules)
        }
    }

    func kinds() async throws -> [String] {
        try await store.read { tx in try tx.journal(after: 0, limit: 1_000).map(\.kind) }
    }
}
