import Basics
import Companies
import People
import Projects
import Storage
import TestSupport
import Testing

/// Investors of projects are companies where that is known, and stay open where it isn't.
@Suite("Which companies the investors of a project are")
struct InvestorTests {
    private let code = "91370200MA3CXK5L87"
    private let otherCode = "913302040933533733"

    private func office(
        _ stores: StoreKind, _ lines: [SheetLine] = [battery]
    ) async throws -> (office: LedgerOffice, id: Identifier, district: Actor) {
        let office = try await LedgerOffice(stores)
        try await office.take(lines, inSeptember, unit: "dongyu")
        let id = try await office.project(lines[0].name).id
        return (office, id, office.member(.district, unit: "dongyu"))
    }

    @Test(
        "by a valid code, whatever the name; by the name, however written",
        arguments: Stores.available)
    func byItself(stores: StoreKind) async throws {
        var coded = battery
        coded.code = code
        var written = optics
        written.investor = "瞻遠光電(集團)有限公司"
        let (office, id, _) = try await office(stores, [coded, written, hydrogen])
        let holder = try await office.addCompany("示例星澜控股有限公司", code: code)
        let namesake = try await office.addCompany(battery.investor, code: otherCode)
        let group = try await office.addCompany(optics.investor)
        let found = try await office.investor(id)
        #expect(found.company?.id == holder && found.ground == .code)
        let named = try await office.investor(office.project(optics.name).id)
        #expect(named.company?.id == group && named.ground == .name)
        let unknown = try await office.investor(office.project(hydrogen.name).id)
        #expect(unknown.company == nil && unknown.ground == .open)
        #expect(try await office.projects(investedBy: holder) == [battery.name])
        #expect(try await office.projects(investedBy: namesake).isEmpty, "another's code")
        #expect(try await office.projects(investedBy: group) == [optics.name])
        // Against the code nobody is heard.
        for (verdict, company) in [(InvestorDecision.Verdict.nobody, nil), (.same, group)] {
            #expect(
                try await reasons {
                    try await office.decide(code, verdict, company, of: id)
                } == ["company: 信用代码\(code)是“示例星澜控股有限公司”的，由代码认定"])
        }
        #expect(
            try await reasons { try await office.decide(code, .same, namesake, of: id) }
                == ["company: 信用代码不同，不是一家企业：\(code)、\(otherCode)"])
    }

    @Test("a renamed company by the name of its day", arguments: Stores.available)
    func renamed(stores: StoreKind) async throws {
        let (office, id, _) = try await office(stores)
        let before = Round.month(try #require(Month(2026, 2)))
        var early = hydrogen
        early.investor = battery.investor
        early.signed = "2026-01-12"
        try await office.take([early], before, unit: "xiling")
        let earlyID = try await office.project(early.name).id
        let renamed = try await office.addCompany(battery.investor)
        try await office.rename(renamed, to: "示例星澜股份有限公司", since: "2026-03-01")
        #expect(try await office.investor(earlyID).company?.id == renamed)
        #expect(try await office.investor(id).ground == .open, "it was called otherwise by then")
        #expect(
            try await office.projects(investedBy: renamed) == [battery.name, early.name],
            "by name, until it is known to be another's")
        let namesake = try await office.addCompany(battery.investor)
        #expect(try await office.investor(id).company?.id == namesake)
        #expect(try await office.investor(earlyID).ground == .open, "both may have been called so")
        #expect(try await office.projects(investedBy: renamed) == [early.name])
        // One that ended nobody knows when decides nothing, alone or beside another.
        try await office.rename(namesake, to: "示例星澜贸易有限公司", since: nil)
        #expect(try await office.investor(id).ground == .open)
    }

    @Test(
        "a person decides, the next sheets keep it, and it is taken back",
        arguments: Stores.available)
    func decided(stores: StoreKind) async throws {
        let (office, id, district) = try await office(stores)
        let company = try await office.addCompany("示例星澜集团有限公司")
        let holder = try await office.addCompany("示例星澜控股有限公司", code: code)
        let namesake = try await office.addCompany(hydrogen.investor)
        try await office.decide(battery.investor, .same, company, of: id, district)
        var found = try await office.investor(id)
        #expect(found.company?.id == company && found.ground == .person)
        #expect(found.decision?.unit == "dongyu" && found.decision?.by == district.name)
        #expect(try await office.projects(investedBy: company) == [battery.name])
        #expect(try await office.presence(of: company) == [battery.name])

        var next = battery
        next.investor = "\(hydrogen.investor)、星瀾新能源科技有限公司"
        try await office.take([next], inOctober, unit: "dongyu")
        let both = try await office.investors(id).investors
        #expect(both.map(\.company?.id) == [namesake, company], "not by its place")
        next = battery
        next.code = code
        let november = Round.month(try #require(Month(2026, 11)))
        try await office.take([next], november, unit: "dongyu")
        found = try await office.investor(id)
        #expect(found.company?.id == company && found.codeHolder?.id == holder, "said, and shown")
        try await office.decide(battery.investor, .open, of: id, district)
        #expect(try await office.investor(id).company?.id == holder)
        #expect(try await office.projects(investedBy: company).isEmpty)
        #expect(
            try await reasons {
                try await office.decide(battery.investor, .open, of: id, district)
            } == ["investor: 没有可以撤回的认定"])
        let told = try await office.store.read { tx in
            (
                try tx.happenings(of: id, visibleTo: .all, leads: .operator),
                try tx.journal(after: 0, limit: 500)
            )
        }
        let verdicts = told.0.compactMap { happening -> InvestorDecision.Verdict? in
            if case .investor(let decision, _) = happening.what { decision.verdict } else { nil }
        }
        #expect(verdicts == [.open, .same])
        #expect(told.1.filter { $0.kind == "project.investor_decided" }.count == 2)
    }

    @Test(
        "none of the register, though a name fits; two deciders; who may not",
        arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let (office, id, district) = try await office(stores, [battery, optics])
        let company = try await office.addCompany(battery.investor)
        #expect(try await office.presence(of: company) == [battery.name])
        try await office.decide(battery.investor, .nobody, of: id, district)
        #expect(try await office.investor(id).company == nil)
        #expect(try await office.projects(investedBy: company).isEmpty)
        #expect(try await office.presence(of: company).isEmpty)
        await #expect(throws: StaleVersion.self) {
            try await office.decide(battery.investor, .same, company, of: id, latest: 0, district)
        }
        #expect(
            try await reasons { try await office.decide("示例别家", .nobody, of: id, district) }
                == ["investor: 项目没有这个投资方"])
        #expect(
            try await reasons { try await office.decide(battery.investor, .same, of: id) }
                == ["company: 请写企业的名称、代码或编号"])
        await #expect(throws: UnknownProject.self) {
            try await office.decide(
                battery.investor, .nobody, of: id, office.member(.district, unit: "xiling"))
        }
        await #expect(throws: MemberRefusal.forbidden(.reportStages)) {
            try await office.decide(
                battery.investor, .nobody, of: id, office.member(.leader, unit: "headquarters"))
        }
        // What was said outlives a sheet without the project.
        try await office.take([optics], inSeptember, unit: "dongyu")
        #expect(try await office.projects().map(\.id).contains(id))
    }

    @Test(
        "a merging takes the decision along and gives it back; out of sight it isn't counted",
        arguments: Stores.available)
    func merged(stores: StoreKind) async throws {
        let (office, id, district) = try await office(stores)
        let from = try await office.addCompany("示例星澜集团有限公司")
        let into = try await office.addCompany("示例星澜控股有限公司", code: code)
        try await office.decide(battery.investor, .same, from, of: id, district)
        try await office.take([hydrogen], inOctober, unit: "xiling")
        let named = try await office.addCompany(hydrogen.investor)
        try await office.merge(from, into: into)
        try await office.merge(named, into: into)
        #expect(try await office.investor(id).company?.id == into)
        #expect(try await office.projects(investedBy: into) == [hydrogen.name, battery.name])
        #expect(
            try await office.projects(investedBy: into, sight: .units(["xiling"]))
                == [hydrogen.name])
        let other = try await office.store.read { tx in
            try tx.investors(ofProject: id, visibleTo: .units(["xiling"])) == nil
        }
        #expect(other)
        try await office.unmerge(from, of: into)
        #expect(try await office.investor(id).company?.id == from)
        #expect(try await office.projects(investedBy: from) == [battery.name])
        #expect(try await office.projects(investedBy: into) == [hydrogen.name])
        try await office.unmerge(named, of: into)
        #expect(try await office.projects(investedBy: named) == [hydrogen.name])
        #expect(try await office.projects(investedBy: into).isEmpty)
    }
}
