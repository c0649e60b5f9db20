import Basics
import People
import Rules
import Storage
import Testing

@Suite("Roles, permissions and sight")
struct RoleTests {
    typealias City = SampleCity

    @Test("an administrator combines with nothing", arguments: Role.allCases)
    func apart(role: Role) {
        for administrator in Role.administrators where administrator != role {
            let problems = Role.problems(
                of: [administrator, role], unit: nil, endsOn: City.today)
            #expect(!problems.isEmpty, "\(administrator) with \(role)")
        }
    }

    @Test(
        "a role stands at the units it is made for",
        arguments: [
            (Role.district, "dongyu", true), (.district, "gaoxin", true),
            (.district, "statistics", false), (.department, "statistics", true),
            (.department, "dongyu", false), (.taskForce, "ocean", true),
            (.taskForce, "office", false), (.headquarters, "office", true),
            (.headquarters, "dongyu", false), (.park, "dongyu-park", true),
            (.station, "beijing", true), (.leader, "office", true),
            (.systemAdministrator, "office", true),
        ] as [(Role, String, Bool)])
    func places(role: Role, unit: String, stands: Bool) {
        let problems = Role.problems(of: [role], unit: City.units[unit], endsOn: nil)
        #expect(problems.isEmpty == stands)
    }

    @Test("审计机关 reads only, alone, and to an end")
    func auditor() {
        #expect(!Role.problems(of: [.auditor], unit: nil, endsOn: nil).isEmpty)
        #expect(Role.problems(of: [.auditor], unit: nil, endsOn: City.today).isEmpty)
        #expect(
            Role.problems(of: [.auditor, .leader], unit: nil, endsOn: nil).count == 2,
            "both reasons at once")
        #expect(Role.auditor.permissions == [.seeProjects, .export])
    }

    @Test("no administrator sees a project or does the city's work")
    func administrators() {
        for role in Role.administrators {
            let member = City.member([role])
            #expect(member.sight == .nothing)
            #expect(!member.may(.seeProjects))
            #expect(!member.may(.export))
            #expect(!member.may(.collect))
        }
        // Even if a row of the database should combine them.
        #expect(City.member([.systemAdministrator, .leader]).sight == .nothing)
    }

    @Test("each of the three does one thing that the others cannot")
    func three() {
        let own: [Permission: Role] = [
            .manageAccounts: .systemAdministrator, .grantRoles: .securityAdministrator,
            .manageVisits: .securityAdministrator, .readJournal: .auditAdministrator,
        ]
        for (permission, owner) in own {
            for role in Role.allCases {
                #expect(role.permissions.contains(permission) == (role == owner))
            }
        }
    }

    @Test(
        "sight by role",
        arguments: [
            (Role.leader, "office", Sight.all), (.headquarters, "office", .all),
            (.auditor, "office", .all), (.district, "xiling", .units(["xiling"])),
            (.district, "gaoxin", .units(["gaoxin"])),
            (.department, "statistics", .units(["statistics"])),
            (.taskForce, "ocean", .units(["ocean"])),
            (.park, "dongyu-park", .units(["dongyu-park"])),
            (.station, "beijing", .units(["beijing"])),
        ] as [(Role, String, Sight)])
    func sight(role: Role, unit: String, expected: Sight) {
        #expect(City.member([role], unit: unit).sight == expected)
    }

    @Test("a district sees what its predecessor and its parks reported")
    func lineage() {
        let member = City.member([.district], unit: "dongyu")
        guard case .units(let units) = member.sight else {
            Issue.record("a district sees units")
            return
        }
        #expect(Set(units) == ["dongyu", "old-dongyu", "dongyu-park"])
        #expect(member.sight.includes(unit: "old-dongyu"))
        #expect(!member.sight.includes(unit: "xiling"))
    }

    @Test("without a role, disabled or gone, nothing is seen")
    func nothing() {
        #expect(City.member([]).sight == .nothing)
        var disabled = City.member([.leader])
        disabled.disabled = Disabling(at: City.noon, reason: "调离")
        #expect(disabled.sight == .nothing)
        #expect(!disabled.may(.seeProjects))
        var left = City.member([.leader])
        left.leftOn = City.today
        #expect(left.sight == .nothing)
    }

    @Test("sight is a condition whose units are parameters")
    func condition() {
        let all = City.member([.leader]).projectCondition(unitColumn: "p.unit_id")
        #expect(all.pieces == ["1 = 1"])
        let own = City.member([.district], unit: "xiling")
            .projectCondition(unitColumn: "p.unit_id")
        #expect(own.pieces == ["p.unit_id IN (", ")"])
        #expect(own.values == [.text("xiling")])
        let none = City.member([.auditAdministrator]).projectCondition(unitColumn: "p.unit_id")
        #expect(none.pieces == ["1 = 0"])
    }
}

@Suite("Lineage of units")
struct UnitsTests {
    @Test("the work of a merged unit is done by the end of its line")
    func answering() {
        #expect(SampleCity.units.answering(for: "old-dongyu")?.id == "dongyu")
        #expect(SampleCity.units.answering(for: "xiling")?.id == "xiling")
        #expect(SampleCity.units.answering(for: "nowhere") == nil)
    }

    @Test("circles of successors and parents end")
    func circles() {
        let units = Units([
            SampleCity.unit("a", "甲", .district, parent: "b", successor: "b"),
            SampleCity.unit("b", "乙", .district, parent: "a", successor: "a"),
        ])
        #expect(units.answering(for: "a") != nil)
        #expect(Set(units.range(of: "a")) == ["a", "b"])
    }

    @Test("the range of an unknown unit is itself alone")
    func unknown() {
        #expect(SampleCity.units.range(of: "nowhere") == ["nowhere"])
    }
}
