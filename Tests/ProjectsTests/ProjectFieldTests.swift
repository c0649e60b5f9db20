import Basics
import Evidence
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// The record of a project: fields by the city's rule, its numbers, who it is assigned to.
@Suite("The record of a project")
struct ProjectFieldTests {
    private func office(
        _ stores: StoreKind
    ) async throws -> (office: LedgerOffice, ids: [Identifier], district: Actor) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        return (
            office,
            [
                try await office.project(battery.name).id,
                try await office.project(hydrogen.name).id,
            ], office.member(.district, unit: "dongyu")
        )
    }

    @Test("what is typed is read into each field's own form", arguments: Stores.available)
    func written(stores: StoreKind) async throws {
        let (office, ids, district) = try await office(stores)
        let count = try await office.describe(
            ids[0],
            [
                "platform-code": ["２２０３—990102–04-01-123456"], "industry": ["c3912"],
                "chain": ["biomedicine"], "ranks": ["gazelle", "", "global-500"],
                "fixed-assets": ["1.2亿元"], "registered-capital": ["500万美元"],
                "present": ["yes"], "present-since": ["２０１８"], "park": [" 示例产业园 "],
                "mark": ["trade"],
            ], district)
        #expect(count == 10)
        let fields = try await office.fields(ids[0])
        #expect(fields["platform-code"] == "2203-990102-04-01-123456")
        #expect(fields["industry"] == "C3912" && fields["ranks"] == "global-500,gazelle")
        #expect(fields["fixed-assets"] == "12000000000 CNY")
        #expect(fields["registered-capital"] == "500000000 USD")
        #expect(fields["present-since"] == "2018" && fields["park"] == "示例产业园")
        // The same again changes nothing; an empty value empties; each value that stood is kept.
        #expect(try await office.describe(ids[0], ["park": ["示例产业园"]], district) == 0)
        #expect(
            try await office.describe(
                ids[0], ["park": [""], "mark": ["work"]], because: "填错", district) == 2)
        let history = try await office.store.read { tx in
            try tx.fieldHistory(of: ids[0], visibleTo: .all).filter {
                ["park", "mark"].contains($0.field)
            }
        }
        #expect(
            history.map { "\($0.field) \($0.number) \($0.value ?? "-")" }
                == ["mark 2 work", "park 2 -", "mark 1 trade", "park 1 示例产业园"])
        #expect(history.first?.reason == "填错" && history.first?.unit == "dongyu")
        let rule = fields.rule
        let marks = try await office.store.read { tx in
            (
                try tx.highestMark(of: ids, rule: rule),
                try tx.highestMark(of: [ids[1]], rule: rule)
            )
        }
        #expect(marks.0?.zh == "工作秘密" && marks.1?.zh == "内部")
    }

    @Test("all that is wrong is refused at once, and nothing is saved", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let (office, ids, district) = try await office(stores)
        let found = try await reasons {
            try await office.describe(
                ids[0],
                [
                    "nothing": ["x"], "platform-code": ["2213-990102-04-01-123456"],
                    "industry": ["C99"], "chain": ["x"], "ranks": ["gazelle", "x"],
                    "fixed-assets": ["很多"], "registered-capital": ["5000"],
                    "present-since": ["1900"], "spillover-from": ["xiling"], "mark": ["x"],
                    "signer": [String(repeating: "长", count: 81)], "park": ["好"],
                ], district)
        }
        #expect(
            Set(found) == [
                "nothing: 没有“nothing”这个字段",
                "platform-code: 项目代码应写作 2203-990102-04-01-123456，旧的以年份开头",
                "industry: 行业代码是 GB/T 4754 的字母加两到四位数字", "chain: 请从列出的选项里选",
                "ranks: 请从列出的选项里选", "mark: 请从列出的选项里选",
                "fixed-assets: 金额请写单位，如 3000万元、1.2亿元、500万美元",
                "registered-capital: 金额请写单位，如 3000万元、1.2亿元、500万美元",
                "present-since: 请写1949到2100之间的整数", "spillover-from: 先填“产业外溢”，这一项才有意义",
                "signer: 最多80个字",
            ])
        #expect(try await office.fields(ids[0]).values.isEmpty)
        // One code, two projects: only with a reason.
        let code = ["platform-code": ["2019-990102-39-03-123456"]]
        try await office.describe(ids[0], code, district)
        #expect(
            try await reasons { try await office.describe(ids[1], code, district) }
                == ["platform-code: 这个代码已登记在另一个项目上；确是同一个代码的，写明原因再保存"])
        #expect(try await office.describe(ids[1], code, because: "一个代码分两期", district) == 1)
        await #expect(throws: StaleVersion.self) {
            try await office.describe(ids[1], ["park": ["x"]], version: 1, district)
        }
        await #expect(throws: UnknownProject.self) {
            try await office.describe(
                ids[1], ["park": ["x"]], office.member(.district, unit: "xiling"))
        }
        await #expect(throws: MemberRefusal.self) {
            try await office.describe(
                ids[1], ["park": ["x"]], office.member(.leader, unit: "headquarters"))
        }
    }

    @Test(
        "two numbers for life, with a check character, and found by them",
        arguments: Stores.available)
    func numbers(stores: StoreKind) async throws {
        let (office, ids, district) = try await office(stores)
        for id in ids { try await office.classify(id, "build", district) }
        let numbers = try #require(try await office.fields(ids[1]).numbers)
        #expect(numbers.city.hasPrefix("SJ20261025002") && numbers.city.count == 14)
        #expect(numbers.unit.hasPrefix("QY99010220261025002") && numbers.unit.count == 20)
        #expect(checkCharacter(of: String(numbers.city.dropLast())) == numbers.city.suffix(1))
        try await office.classify(ids[1], "open", district)
        #expect(try await office.fields(ids[1]).numbers == numbers, "drawn once")
        func found(_ text: String) async throws -> [Identifier] {
            try await office.store.read { tx in
                try tx.projects(ProjectFilter(text: text), visibleTo: .all).map(\.id)
            }
        }
        #expect(try await found(numbers.city) == [ids[1]])
        #expect(try await found(numbers.unit.lowercased()) == [ids[1]])
        try await office.describe(ids[0], ["platform-code": ["2203-990102-04-01-123456"]], district)
        #expect(try await found("2203-990102-04-01-123456") == [ids[0]])
    }

    @Test(
        "whom it is assigned to sees it, confirms, and changes nothing", arguments: Stores.available
    )
    func assigned(stores: StoreKind) async throws {
        let (office, ids, district) = try await office(stores)
        let department = office.member(.department, unit: "statistics")
        let park = office.member(.park, unit: "xiling")
        func seen(_ actor: Actor) async throws -> [Identifier] {
            try await office.store.read { tx in
                let list = try tx.projects(ProjectFilter(), visibleTo: actor.sight).map(\.id)
                #expect(
                    try tx.found(tx.sought(ProjectFilter()), visibleTo: actor.sight).count.number
                        == list.count)
                return list
            }
        }
        #expect(try await seen(department).isEmpty)
        try await office.assign(ids[0], to: "statistics", because: "入库纳统", district)
        try await office.assign(ids[0], to: "xiling", because: "会商", district)
        for actor in [department, park] { #expect(try await seen(actor) == [ids[0]]) }
        #expect(
            try await reasons {
                try await office.assign(ids[0], to: "statistics", because: "", district)
            } == ["unit: 已经交给这个单位了", "reason: 请写交办的事由"])
        #expect(
            try await reasons {
                try await office.assign(ids[0], to: "dongyu", because: "x", district)
            }
                == ["unit: 这就是项目自己的单位"])
        #expect(
            try await reasons {
                try await office.assign(ids[0], to: "none", because: "x", district)
            }
                == ["unit: 请选单位"])
        // Its own unit writes; the others read. A department confirms where the rule names it.
        let refusal = ["项目由自己的单位报送；交办单位只看，不改"]
        #expect(try await reasons { try await office.classify(ids[0], "build", park) } == refusal)
        #expect(try await reasons { try await office.show("营业执照", ids[0], park) } == refusal)
        #expect(
            try await reasons { try await office.describe(ids[0], ["park": ["x"]], park) }
                == refusal)
        #expect(
            try await reasons { try await office.assign(ids[0], to: "xiling", because: "x", park) }
                == refusal)
        try await office.show("营业执照", ids[0], district)
        let registered = try await office.report(
            "noted", "registered", of: ids[0], on: "2026-05-01", district)
        #expect(
            try await office.store.read { tx in
                try tx.waitingEventWork(visibleTo: department.sight).count
            } == 1)
        try await office.decide(event: registered, true, department)
        // It ends, and with it the sight; what happened stays.
        let number = try await office.store.read { tx in
            try tx.access(ofProject: ids[0], visibleTo: .all).first?.number ?? 0
        }
        let occasion = office.occasion(district)
        try await office.store.write { tx in
            try tx.unassign(number, ofProject: ids[0], occasion)
        }
        #expect(try await seen(department).isEmpty)
        let happened = try await office.store.read { tx in
            try tx.happenings(of: ids[0], visibleTo: .all, leads: .operator).map(\.what)
        }
        #expect(happened.count == 7)
        #expect(
            try await office.store.read { tx in
                try tx.happenings(of: ids[0], visibleTo: department.sight, leads: .operator)
            }.isEmpty)
    }

    @Test(
        "narrowed by stage, class, standing and fields; a board of it", arguments: Stores.available)
    func narrowed(stores: StoreKind) async throws {
        let (office, ids, district) = try await office(stores)
        try await office.classify(ids[0], "build", district)
        try await office.report("reached", "lead", of: ids[0], on: "2026-03-01", district)
        try await office.report(
            "paused", of: ids[0], on: "2026-04-01", because: "示例", district)
        try await office.describe(
            ids[0], ["chain": ["biomedicine"], "research": ["yes"]], district)
        func found(_ filter: ProjectFilter) async throws -> [Identifier] {
            try await office.store.read { tx in
                try tx.projects(filter, visibleTo: .all).map(\.id)
            }
        }
        let all = Set(ids)
        let first: [ProjectFilter] = [
            ProjectFilter(projectClass: "build"), ProjectFilter(reached: .stage("lead")),
            ProjectFilter(standing: .paused), ProjectFilter(fields: ["chain": "biomedicine"]),
            ProjectFilter(fields: ["chain": "biomedicine", "research": "yes"]),
        ]
        for filter in first { #expect(try await found(filter) == [ids[0]]) }
        #expect(try await found(ProjectFilter(reached: .nothing)) == [ids[1]])
        #expect(try await found(ProjectFilter(fields: ["chain": "x"])).isEmpty)
        let (board, foreign) = try await office.store.read { tx in
            (
                try tx.board(ProjectFilter(), visibleTo: .all),
                try tx.board(ProjectFilter(), visibleTo: .units(["xiling"]))
            )
        }
        #expect(foreign.isEmpty)
        #expect(Set(board.flatMap { $0.largest.map(\.id) }) == all)
        let lead = try #require(board.first { $0.stage == "lead" })
        let total = try await office.project(battery.name).total
        #expect(lead.count == 1 && lead.total == total && lead.withoutTotal == 0)
    }

    @Test("a member's own filters, by name", arguments: Stores.available)
    func savedFilters(stores: StoreKind) async throws {
        let (office, _, district) = try await office(stores)
        let (mine, others) = (
            office.occasion(district), office.member(.headquarters, unit: "headquarters")
        )
        func saved(_ actor: Actor) async throws -> [String] {
            try await office.store.read { tx in
                try tx.savedFilters(of: actor).map { "\($0.name) \($0.query)" }
            }
        }
        try await office.store.write { tx in
            try tx.save(filter: "unit=dongyu", as: " 东屿 ", mine)
            try tx.save(filter: "unit=dongyu&least=5", as: "东屿", mine)
            try tx.save(filter: "standing=paused", as: "暂缓的", mine)
        }
        #expect(
            Set(try await saved(district)) == ["东屿 unit=dongyu&least=5", "暂缓的 standing=paused"])
        #expect(try await saved(others).isEmpty)
        #expect(
            try await reasons {
                try await office.store.write { tx in
                    try tx.save(filter: String(repeating: "a", count: 2_001), as: "", mine)
                }
            } == ["name: 请写名称，最多20个字", "条件太长"])
        try await office.store.write { tx in try tx.forget(filter: "东屿", mine) }
        #expect(try await saved(district) == ["暂缓的 standing=paused"])
    }
}

extension LedgerOffice {
    func fields(_ id: Identifier) async throws -> ProjectFields {
        let rule = try #require(folder.projectFields(on: today))
        return try await store.read { tx in
            try #require(try tx.fields(of: id, rule: rule, visibleTo: .all))
        }
    }

    @discardableResult
    func describe(
        _ id: Identifier, _ typed: [String: [String]], because reason: String? = nil,
        version: Int? = nil, _ actor: Actor
    ) async throws -> Int {
        let rule = try #require(folder.projectFields(on: today))
        let (draft, occasion) = (ProjectFieldsDraft(typed, reason: reason), occasion(actor))
        let stored = try await course(id).project.version
        return try await store.write { [folder] tx in
            try tx.describe(
                draft, of: id, version: version ?? stored, rule: rule, in: folder, occasion)
        }
    }

    func assign(
        _ id: Identifier, to unit: String, because reason: String, _ actor: Actor
    ) async throws {
        let (units, occasion, today) = (Units(folder.units), occasion(actor), today)
        let clock = FeedbackClock(folder, on: today)
        try await store.write { tx in
            try tx.assign(
                id, to: unit, because: reason, units: units, clock: clock, today: today, occasion)
        }
    }
}
