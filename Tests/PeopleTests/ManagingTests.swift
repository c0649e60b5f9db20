import Basics
import People
import TestSupport
import Testing

@Suite("Accounts: the rules")
struct ManagingTests {
    typealias City = SampleCity

    let system = Actor.member(City.member([.systemAdministrator], number: 10))
    let security = Actor.member(City.member([.securityAdministrator], number: 11))
    let audit = Actor.member(City.member([.auditAdministrator], number: 12))
    let office = Actor.member(City.member([.headquarters], number: 13))

    func open(_ draft: MemberDraft, by actor: Actor) throws(MemberRefusal) -> Member {
        try Member.opened(
            draft, id: Identifier(.member, at: City.noon, random: 99), by: actor,
            units: City.units, at: City.noon, today: City.today)
    }

    @Test("only the system administrator, or the command line, opens an account, without a role")
    func opening() throws {
        let draft = MemberDraft(login: " Zhang.San ", name: "张三", unit: "xiling")
        #expect(try open(draft, by: system).login == "zhang.san")
        #expect(try open(draft, by: .operator).roles.isEmpty)
        for actor in [security, audit, office] {
            #expect(throws: MemberRefusal.forbidden(.manageAccounts)) {
                try open(draft, by: actor)
            }
        }
    }

    @Test(
        "a draft is refused with all its problems at once",
        arguments: [
            (MemberDraft(login: "张三", name: "", unit: "nowhere"), 3),
            (MemberDraft(login: "a", name: "张三", unit: "xiling"), 1),
            (MemberDraft(login: "a b", name: "张三", unit: "xiling"), 1),
            (MemberDraft(login: "ab", name: "张三", unit: "old-dongyu"), 1),
            (
                MemberDraft(
                    login: "ab", name: "张三", unit: "xiling",
                    endsOn: SampleCity.today.adding(days: -1)), 1
            ),
            (
                MemberDraft(
                    login: String(repeating: "a", count: 33),
                    name: String(repeating: "三", count: 41), unit: "xiling"), 2
            ),
        ])
    func drafts(draft: MemberDraft, count: Int) {
        #expect(draft.problems(units: City.units, today: City.today).count == count)
    }

    @Test("only the security administrator grants roles, and never to themselves")
    func granting() throws {
        var member = City.member([], unit: "xiling")
        try member.grant([.district], by: security, units: City.units, others: [])
        #expect(member.roles == [.district])
        #expect(throws: MemberRefusal.forbidden(.grantRoles)) {
            try member.grant([.district], by: system, units: City.units, others: [])
        }
        var oneself = City.member([.securityAdministrator], number: 11)
        #expect(throws: MemberRefusal.ownRoles) {
            try oneself.grant([.leader], by: security, units: City.units, others: [])
        }
        #expect(throws: MemberRefusal.self) {
            try member.grant(
                [.district, .auditAdministrator], by: security, units: City.units, others: [])
        }
        #expect(member.roles == [.district])
    }

    @Test("the last administrator of a kind can neither be disabled nor leave nor lose the role")
    func last() throws {
        var only = City.member([.auditAdministrator], number: 20)
        let refusal = MemberRefusal.lastAdministrator(.auditAdministrator)
        #expect(throws: refusal) {
            try only.disable(reason: "调离", by: system, others: [.leader], at: City.noon)
        }
        #expect(throws: refusal) {
            try only.leave(on: City.today, duties: [], by: system, others: [])
        }
        #expect(throws: refusal) {
            try only.grant([], by: security, units: City.units, others: [])
        }
        try only.disable(
            reason: "调离", by: system, others: [.auditAdministrator], at: City.noon)
        #expect(only.isDisabled)
    }

    @Test("disabling needs a reason, and a leaver does not come back")
    func disabling() throws {
        var member = City.member([.district], unit: "xiling")
        #expect(throws: MemberRefusal.self) {
            try member.disable(reason: "  ", by: system, others: [], at: City.noon)
        }
        try member.disable(reason: "长期病假", by: system, others: [], at: City.noon)
        #expect(member.disabled?.reason == "长期病假")
        try member.enable(by: system)
        #expect(!member.isDisabled)
        try member.leave(on: City.today, duties: [], by: system, others: [])
        #expect(throws: MemberRefusal.self) { try member.enable(by: system) }
    }

    @Test("a leaver is refused with the list of what is still theirs")
    func leaving() {
        var member = City.member([.district], unit: "xiling")
        let duties = [
            Duty(subject: Subject("project", "P1"), title: "海洋装备基地", since: City.noon),
            Duty(subject: Subject("task", "Q1"), title: "督办单3号", since: City.noon),
        ]
        #expect(throws: MemberRefusal.duties(duties)) {
            try member.leave(on: City.today, duties: duties, by: system, others: [])
        }
        let words = MemberRefusal.duties(duties).problems.map { Lexicon.chinese.text($0.message) }
        #expect(words == ["还有2件事项须先移交", "待移交：海洋装备基地", "待移交：督办单3号"])
    }

    @Test("the sample has one for every standing unit, each role once, and passwords that hold")
    func sample() {
        let members = sampleMembers(of: City.units, in: Draws.world(), today: City.today)
        #expect(Set(members.map(\.draft.login)).count == members.count)
        #expect(Set(members.map(\.password)).count == members.count)
        #expect(Set(members.map(\.role)) == Set(Role.allCases))
        for member in members {
            let draft = member.draft
            #expect(draft.problems(units: City.units, today: City.today).isEmpty)
            #expect(draft.name.hasPrefix("示例"))
            #expect(
                Role.problems(
                    of: [member.role], unit: City.units[draft.unit], endsOn: draft.endsOn
                ).isEmpty)
            #expect(
                Password.problems(of: member.password, login: draft.login).isEmpty,
                "\(draft.login)")
        }
        #expect(!members.contains { $0.draft.unit == "old-dongyu" })
        #expect(sampleMembers(of: Units([]), in: Draws.world(), today: City.today).isEmpty)
    }
}
