import Basics
import Indicators
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 亮灯: once a month, with what they were computed from, excused by another unit.
@Suite("Lights")
struct LightTests {
    /// A project that should have started in June.
    private func office(_ stores: StoreKind) async throws -> (LedgerOffice, Identifier) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        try await office.take([hydrogen], inSeptember, unit: "xiling")
        let id = try await office.project(battery.name).id
        let dongyu = office.member(.district, unit: "dongyu")
        try await office.classify(id, "build", dongyu)
        try await office.plan("started", "2026-06", of: id, dongyu)
        return (office, id)
    }

    @Test(
        "a late project is lit month by month, once each, and dark once it has started",
        arguments: Stores.available)
    func late(stores: StoreKind) async throws {
        let (office, id) = try await office(stores)
        let dongyu = office.member(.district, unit: "dongyu")
        #expect(try await office.light("2026-05") == 0)
        #expect(try await office.light("2026-06") == 1)
        #expect(
            await office.refusals { try await office.light("2026-06") } == ["month 2026年6月已经亮过灯"])
        #expect(
            await office.refusals {
                try await office.light("2026-08", today: Day(2026, 8, 31))
            } == ["month 2026年8月还没有结束"])
        #expect(try await office.light("2026-07") == 1)
        #expect(try await office.light("2026-08") == 1)
        let first = try await office.lights("2026-06")
        #expect(first.map(\.level) == [.watch])
        #expect(first.map(\.project) == [id])
        #expect(first[0].inputs["planned"]?.string == "2026-06")
        let august = try await office.lights("2026-08")
        #expect(august.map(\.level) == [.bad])
        #expect(august.map(\.measure) == [3])
        #expect(august.map(\.running) == [3])
        #expect(try await office.lights("2026-08", sight: .units(["xiling"])).isEmpty)
        try await office.light("2026-09")

        // Started in September, confirmed in October: what was lit stays as it was.
        let event = try await office.report(
            "reached", "started", of: id, on: "2026-09-03", because: "示例", dongyu)
        try await office.decide(
            event: event, true, office.member(.headquarters, unit: "headquarters"))
        #expect(try await office.lights("2026-09").map(\.rule) == ["light-start"])
        #expect(try await office.light("2026-10") == 1)
        let october = try await office.lights("2026-10")
        #expect(october.map(\.rule) == ["light-survey"])
        #expect(october.map(\.measure) == [1])
        let work = try await office.store.read { [folder = office.folder] tx in
            try tx.lightWork(
                of: folder.unit("dongyu"), in: folder, visibleTo: .units(["dongyu"]))
        }
        #expect(work?.unexplained == 1 && work?.undecided == 0)
    }

    @Test(
        "money that grows slower than the city or the plan is watched, money that shrinks is bad",
        arguments: Stores.available)
    func growth(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        try await office.take([hydrogen], inSeptember, unit: "xiling")
        try await office.take([optics], inSeptember, unit: "nanting")
        let headquarters = office.member(.headquarters, unit: "headquarters")
        for (unit, name, money) in [
            ("dongyu", battery.name, (100, 105)), ("xiling", hydrogen.name, (100, 90)),
            ("nanting", optics.name, (100, 150)),
        ] {
            let id = try await office.project(name).id
            let actor = office.member(.district, unit: unit)
            for (day, amount) in [("2025-03-03", money.0), ("2026-03-03", money.1)] {
                let number = try await office.receive(
                    [
                        "slip": unit + day, "arrived": day, "amount": "\(amount)",
                        "reason": "示例",
                    ], of: id, actor)
                try await office.decide(receipt: number, headquarters)
            }
        }
        try await office.light("2026-03")
        let found = try await office.lights("2026-03").filter { $0.rule == "light-growth" }
        #expect(found.map(\.unit) == ["xiling", "dongyu"])
        #expect(found.map(\.level) == [.bad, .watch])
        // The city grew by 15 %, which is more than the planned 10 %.
        #expect(found.map(\.measure) == [2_500, 1_000])
        let told = try await office.store.read { [folder = office.folder] tx in
            [
                try tx.lightWork(of: folder.unit("headquarters"), in: folder, visibleTo: .all),
                try tx.lightWork(of: folder.unit("statistics"), in: folder, visibleTo: .all),
            ].map { $0?.told }
        }
        #expect(told == [1, 0])
    }

    @Test(
        "a reason is approved by another, and ends the months running", arguments: Stores.available)
    func excused(stores: StoreKind) async throws {
        let (office, _) = try await office(stores)
        let (dongyu, headquarters) = (
            office.member(.district, unit: "dongyu"),
            office.member(.headquarters, unit: "headquarters")
        )
        try await office.light("2026-07")
        try await office.light("2026-08")
        let number = try await office.lights("2026-08")[0].number
        #expect(
            await office.refusals { try await office.decide(light: number, true, headquarters) }
                == [
                    " 还没有说明理由"
                ])
        try await office.excuse(number, "示例：等批复", dongyu)
        #expect(
            await office.refusals { try await office.excuse(number, "示例", dongyu) } == [
                " 已经说明过理由"
            ])
        for actor in [dongyu, office.member(.district, unit: "xiling")] {
            await #expect(throws: MemberRefusal.self) {
                try await office.decide(light: number, true, actor)
            }
        }
        let statistics = office.member(.department, unit: "statistics")
        #expect(
            await office.refusals { try await office.decide(light: number, true, statistics) } == [
                " 这个理由由办法写明的单位核定，自己的不能自己定"
            ])
        #expect(
            await office.refusals { try await office.decide(light: number, false, headquarters) }
                == ["note 不认可请写明为什么"])
        try await office.decide(light: number, true, headquarters)
        #expect(try await office.lights("2026-08").map(\.running) == [2])
        #expect(try await office.lights("2026-08").map(\.counts) == [false])
        #expect(try await office.light("2026-09") == 1)
        #expect(try await office.lights("2026-09").map(\.running) == [1])

        // Who gave a reason doesn't approve it.
        let own = try await office.lights("2026-09")[0].number
        try await office.excuse(own, "示例", headquarters)
        #expect(
            await office.refusals { try await office.decide(light: own, true, headquarters) } == [
                " 这个理由由办法写明的单位核定，自己的不能自己定"
            ])
    }

    @Test("a unit short of its target is watched, and bad from the second month on")
    func short() async throws {
        let office = try await LedgerOffice(.sqlite)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let signed = try await office.totalSigned()
        // By September, nine twelfths of it are due: what was signed is four fifths of that.
        let target = signed * 12 * 5 / 9 / 4
        try await office.target(
            "signed-total", fixed(target, per: 100, decimals: 2) + "元", of: "dongyu")
        try await office.light("2026-09")
        let september = try await office.lights("2026-09")
        #expect(september.map(\.rule) == ["light-signed"])
        #expect(september.map(\.measure) == [2_000])
        #expect(september.map(\.level) == [.watch])
        try await office.light("2026-10")
        #expect(try await office.lights("2026-10").map(\.level) == [.bad])
        let district = office.member(.district, unit: "dongyu")
        await #expect(throws: MemberRefusal.self) {
            try await office.light("2026-11", by: district)
        }
    }
}

extension LedgerOffice {
    fileprivate func plan(
        _ stage: String, _ month: String, of id: Identifier, _ actor: Actor
    ) async throws {
        let draft = StagePlanDraft([(stage: stage, month: month)], reason: nil)
        let (rule, occasion, today) = (try stageRule, occasion(actor), today)
        try await store.write { tx in
            try tx.planStages(draft, of: id, latest: 0, rule: rule, today: today, occasion)
        }
    }

    /// As on the first day of the month after, unless another day is meant.
    @discardableResult
    fileprivate func light(
        _ month: String, today: Day? = nil, by actor: Actor? = nil
    ) async throws -> Int {
        let month = try #require(Month(text: month))
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        return try await store.write { [folder] tx in
            try tx.lightUp(
                month, in: folder, today: today ?? month.last.adding(days: 1), occasion)
        }
    }

    fileprivate func lights(_ month: String, sight: Sight = .all) async throws -> [MonthLight] {
        let month = try #require(Month(text: month))
        return try await store.read { tx in try tx.lights(of: month, visibleTo: sight) }
    }

    fileprivate func excuse(_ number: Int64, _ reason: String, _ actor: Actor) async throws {
        let occasion = occasion(actor)
        try await store.write { tx in
            try tx.excuse(number, because: reason, visibleTo: .all, occasion)
        }
    }

    fileprivate func decide(
        light number: Int64, _ isGranted: Bool, _ actor: Actor
    ) async throws {
        let occasion = occasion(actor)
        try await store.write { [folder] tx in
            try tx.decideExcuse(
                number, isGranted: isGranted, note: nil, in: folder, visibleTo: .all, occasion)
        }
    }

    /// In fen, in 2026.
    fileprivate func totalSigned() async throws -> Int64 {
        let period = try #require(Period(text: "2026"))
        let indicator = try #require(folder.indicator("signed-total", on: period.last))
        let question = FigureQuestion(indicator, over: period, known: now())
        return try await store.read { [folder] tx in
            try tx.figure(question, in: folder, visibleTo: .all).whole.value
        }
    }
}
