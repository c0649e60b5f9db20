import Basics
import People
import Sealing
import Storage
import TestSupport
import Testing

@Suite("Accounts in the database")
struct MemberStorageTests {
    typealias City = SampleCity

    @Test("the three administrators are appointed once, by command", arguments: Stores.available)
    func first(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        #expect(office.system.roles == [.systemAdministrator])
        #expect(office.security.roles == [.securityAdministrator])
        #expect(office.audit.roles == [.auditAdministrator])
        await #expect(throws: MemberRefusal.alreadyAppointed) {
            try await Office(in: office.store, world: Draws.world(seed: 2))
        }
        #expect(try await office.kinds() == ["member.added", "member.added", "member.added"])
    }

    @Test(
        "an account is opened by one, granted by another, and read back",
        arguments: Stores.available)
    func opening(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let read = try await office.store.read { tx in
            (
                try tx.member(member.id, units: City.units),
                try tx.member(login: " ZHANG ", units: City.units),
                try tx.members(units: City.units)
            )
        }
        #expect(read.0 == member)
        #expect(read.1 == member)
        #expect(read.2.count == 4)
        #expect(Set(member.range) == ["dongyu", "old-dongyu", "dongyu-park"])
        let entry = try await office.store.read { tx in
            try tx.journal(on: member.subject, limit: 10)
        }
        #expect(entry.map(\.kind) == ["member.granted", "member.added"])
        #expect(!entry.contains { $0.body.contains("张三") || $0.body.contains("zhang") })
    }

    @Test("a login is used once, whatever its capitals", arguments: Stores.available)
    func twice(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        _ = try await office.member("zhang", [.district], unit: "dongyu")
        await #expect(throws: MemberRefusal.loginTaken("zhang")) {
            try await office.member("Zhang", [.district], unit: "xiling")
        }
        let count = try await office.store.read { tx in try tx.members(units: City.units).count }
        #expect(count == 4)
    }

    @Test("of two who save one account, the second is refused", arguments: Stores.available)
    func versions(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let shown = try await office.member("zhang", [.district], unit: "dongyu")
        let occasion = office.occasion(office.system)
        let saved = try await office.store.write { tx in
            try tx.disable(
                shown.id, version: shown.version, reason: "长期病假", on: occasion,
                units: City.units)
        }
        #expect(saved.disabled?.reason == "长期病假")
        await #expect(throws: MemberRefusal.changedMeanwhile) {
            try await office.store.write { tx in
                try tx.disable(
                    shown.id, version: shown.version, reason: "调离", on: occasion,
                    units: City.units)
            }
        }
        let enabled = try await office.store.write { tx in
            try tx.enable(shown.id, version: saved.version, on: occasion, units: City.units)
        }
        #expect(enabled.roles == [.district])
    }

    @Test("roles taken back keep their row, and can be granted again", arguments: Stores.available)
    func granting(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        var member = try await office.member("zhang", [.leader], unit: "office")
        for roles in [[.headquarters], [.leader, .headquarters], []] as [Set<Role>] {
            let present = member
            let occasion = office.occasion(office.security, later: Int64(present.version))
            member = try await office.store.write { tx in
                try tx.grant(
                    roles, to: present.id, version: present.version, on: occasion,
                    units: City.units)
            }
            #expect(member.roles == roles)
            let read = try await office.store.read { tx in
                try tx.member(present.id, units: City.units)
            }
            #expect(read?.roles == roles)
        }
        let id = member.id
        let kept = try await office.store.read { tx in
            try tx.rows(
                "SELECT role FROM member_role WHERE city_id = \(tx.city) AND member_id = \(id)"
            ).count
        }
        #expect(kept == 3)
    }

    @Test("a leaver hands over first", arguments: Stores.available)
    func leaving(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let leaver = try await office.member("zhang", [.district], unit: "dongyu")
        let taker = try await office.member("li", [.district], unit: "dongyu")
        let duty = Duty(
            subject: Subject("project", "P1"), title: "海洋装备基地", since: City.noon)
        let occasion = office.occasion(office.system)
        try await office.store.write { tx in try tx.assign(duty, to: leaver.id) }
        let blind = Duty(subject: duty.subject, title: "P1", since: duty.since)
        await #expect(throws: MemberRefusal.duties([blind]), "no title reaches an administrator") {
            try await office.store.write { tx in
                try tx.leave(
                    leaver.id, version: leaver.version, on: occasion, units: City.units,
                    rules: City.rules)
            }
        }
        let moved = try await office.store.write { tx in
            try tx.handOver(from: leaver.id, to: taker.id, on: occasion, units: City.units)
        }
        #expect(moved == [duty.subject])
        let left = try await office.store.write { tx in
            try tx.leave(
                leaver.id, version: leaver.version, on: occasion, units: City.units,
                rules: City.rules)
        }
        #expect(left.leftOn == City.today)
        let (own, shown) = try await office.store.read { tx in
            (
                try tx.duties(of: taker.id, visibleTo: taker),
                try tx.duties(of: taker.id, visibleTo: office.system)
            )
        }
        #expect(own == [duty])
        #expect(shown == [blind])
        await #expect(throws: MemberRefusal.self) {
            try await office.store.write { tx in
                try tx.handOver(from: taker.id, to: leaver.id, on: occasion, units: City.units)
            }
        }
    }

    @Test("a member moves to another unit, and sees from there", arguments: Stores.available)
    func editing(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let member = try await office.member("zhang", [.district], unit: "dongyu")
        let occasion = office.occasion(office.system)
        func move(to unit: String) async throws -> Member {
            try await office.store.write { tx in
                try tx.edit(
                    member.id, version: member.version, name: "张三丰", unit: unit, endsOn: nil,
                    on: occasion, units: City.units, rules: City.rules)
            }
        }
        await #expect(throws: MemberRefusal.self) { try await move(to: "statistics") }
        await #expect(throws: MemberRefusal.self) { try await move(to: "nowhere") }
        let moved = try await move(to: "xiling")
        #expect(moved.sight == .units(["xiling"]))
        let read = try await office.store.read { tx in
            try tx.member(member.id, units: City.units)
        }
        #expect(read == moved)
        #expect(read?.name == "张三丰")
    }

    @Test("the last administrator of a kind stays", arguments: Stores.available)
    func last(stores: StoreKind) async throws {
        let office = try await Office(in: try await stores.fresh())
        let audit = office.audit
        let occasion = office.occasion(office.system)
        await #expect(throws: MemberRefusal.lastAdministrator(.auditAdministrator)) {
            try await office.store.write { tx in
                try tx.disable(
                    audit.id, version: audit.version, reason: "调离", on: occasion,
                    units: City.units)
            }
        }
        _ = try await office.member("aud2", [.auditAdministrator], unit: "office")
        let disabled = try await office.store.write { tx in
            try tx.disable(
                audit.id, version: audit.version, reason: "调离", on: occasion,
                units: City.units)
        }
        #expect(disabled.isDisabled)
    }

    @Test("members of one city are unknown in another", arguments: Stores.available)
    func cities(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase()
        let office = try await Office(in: database.store(city: "990100"))
        let id = office.system.id
        let other = database.store(city: "370200")
        let found = try await other.read { tx in
            (try tx.member(id, units: City.units), try tx.hasAdministrators())
        }
        #expect(found.0 == nil)
        #expect(!found.1)
    }

    @Test("the sample enters the database with its roles", arguments: Stores.available)
    func sample(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let world = Draws.world()
        let sample = sampleMembers(of: City.units, in: world, today: City.today)
        let accounts = try sample.map { member in
            (
                NewAccount(
                    member.draft, id: world.identifier(.member),
                    password: try PasswordHash(
                        of: member.password, salt: world.bytes(16), cost: City.cheap),
                    isSample: true), member.role
            )
        }
        let occasion = Occasion(.operator, in: world)
        try await store.write { tx in
            for (account, role) in accounts {
                try tx.addMember(
                    account, roles: [role], on: occasion, units: City.units, rules: City.rules)
            }
        }
        let members = try await store.read { tx in try tx.members(units: City.units) }
        #expect(members.count == sample.count)
        #expect(members.filter(\.isSample).count == sample.count)
        let office = members.first { $0.roles == [.headquarters] }
        let credential = try await store.read { tx in
            try office.flatMap { try tx.credential(of: $0.id) }
        }
        #expect(credential?.isTemporary == false)
    }
}
