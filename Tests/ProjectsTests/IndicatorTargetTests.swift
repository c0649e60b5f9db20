import Basics
import Indicators
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Targets of the year")
struct IndicatorTargetTests {
    private let first = TargetDraft(
        indicator: "signed-projects", year: "2026", settings: [:],
        values: [
            TypedTarget(unit: "city", text: "120"), TypedTarget(unit: "dongyu", text: "12"),
            TypedTarget(unit: "xiling", text: ""),
        ], title: "示例：关于下达目标的通知", number: "示例〔2026〕1号", dated: "2026-01-20",
        reason: nil)

    private func changed(
        _ values: [TypedTarget], indicator: String = "signed-projects",
        settings: [String: String] = [:], reason: String? = nil, title: String = "示例：调整"
    ) -> TargetDraft {
        TargetDraft(
            indicator: indicator, year: "2026", settings: settings, values: values, title: title,
            number: "示例〔2026〕7号", dated: "2026-07-02", reason: reason)
    }

    @Test(
        "an adjustment is an entry of its own, and the earlier one can be had again",
        arguments: Stores.available)
    func adjusted(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.set(first)
        #expect(try await office.targets() == [nil: 120, "dongyu": 12])
        let before = office.now()
        let changes = [
            TypedTarget(unit: "dongyu", text: "14"), TypedTarget(unit: "city", text: ""),
            TypedTarget(unit: "xiling", text: "9"),
        ]
        #expect(
            await office.refusals { try await office.set(changed(changes), latest: 2) } == [
                "reason 改动已下达的目标请写原因"
            ])
        #expect(
            await office.refusals {
                try await office.set(changed(changes, reason: "示例"), latest: 0)
            } == [" 目标刚刚由别人改过，请看过后再改"])
        try await office.set(changed(changes, reason: "示例"), latest: 2)
        #expect(try await office.targets() == ["dongyu": 14, "xiling": 9])
        #expect(try await office.targets(before: before) == [nil: 120, "dongyu": 12])
        #expect(try await office.targets(sight: .units(["xiling"])) == ["xiling": 9])
        // Of another threshold they are other targets.
        let large = changed(
            [TypedTarget(unit: "dongyu", text: "3")], settings: ["floor": "5亿元"])
        try await office.set(large)
        #expect(try await office.targets(settings: ["floor": "5亿元"]) == ["dongyu": 3])
        #expect(try await office.targets() == ["dongyu": 14, "xiling": 9])
    }

    @Test("what can't stand as a target is named, all at once", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let wrong = TargetDraft(
            indicator: "signed-total", year: "2026", settings: [:],
            values: [
                TypedTarget(unit: "city", text: "约900"), TypedTarget(unit: "dongyu", text: "-1"),
                TypedTarget(unit: "moon", text: "3"), TypedTarget(unit: "xiling", text: "5万美元"),
            ], title: " ", number: "", dated: "2027-01-01", reason: nil)
        #expect(
            await office.refusals { try await office.set(wrong) } == [
                "title 写明文件", "number 写明文号", "dated 2027-01-01还没有到",
                "value-city 目标应为金额，不带单位的按亿元，如120",
                "value-dongyu 目标应为金额，不带单位的按亿元，如120",
                "value-moon 没有“moon”这个单位",
                "value-xiling 目标应为金额，不带单位的按亿元，如120",
            ])
        let none = changed([], title: "示例")
        #expect(await office.refusals { try await office.set(none) } == [" 没有新的目标"])
        let district = office.member(.district, unit: "dongyu")
        await #expect(throws: MemberRefusal.self) { try await office.set(first, district) }
        #expect(try await office.targets().isEmpty)
    }

    @Test("a target is read in the measure of its indicator")
    func measures() async throws {
        let office = try await LedgerOffice(.sqlite)
        for (indicator, text, value) in [
            ("signed-total", "900", 9_000_000_000_000), ("signed-total", "0.5亿元", 5_000_000_000),
            ("received-foreign", "5000", 5_000_000_000), ("started-rate", "66.1%", 6_610),
            ("started-rate", "66", 6_600),
        ] as [(String, String, Int64)] {
            let number = try await office.latest(indicator)
            try await office.set(
                changed(
                    [TypedTarget(unit: "city", text: text)], indicator: indicator, reason: "示例"),
                latest: number)
            #expect(try await office.targets(indicator) == [nil: value], "\(text)")
        }
        for text in ["66.123", "1e3", "六十", "66..1", "0", "+5", "66."] {
            let draft = changed(
                [TypedTarget(unit: "city", text: text)], indicator: "started-rate",
                reason: "示例")
            let number = try await office.latest("started-rate")
            #expect(
                await office.refusals { try await office.set(draft, latest: number) } == [
                    "value-city 目标应为百分数，最多两位小数，如66.1"
                ], "\(text)")
        }
    }
}

extension LedgerOffice {
    /// The first target of this year.
    func target(_ indicator: String, _ value: String, of unit: String) async throws {
        try await set(
            TargetDraft(
                indicator: indicator, year: "2026", settings: [:],
                values: [TypedTarget(unit: unit, text: value)], title: "示例", number: "1",
                dated: "2026-01-20", reason: nil))
    }

    fileprivate func set(
        _ draft: TargetDraft, latest: Int64 = 0, _ actor: Actor? = nil
    ) async throws {
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        try await store.write { [folder, today] tx in
            try tx.setTargets(draft, latest: latest, in: folder, today: today, occasion)
        }
    }

    fileprivate func targets(
        _ indicator: String = "signed-projects", settings: [String: String] = [:],
        before known: Instant = Instant(microseconds: .max), sight: Sight = .all
    ) async throws -> [String?: Int64] {
        let draft = TargetDraft(
            indicator: indicator, year: "2026", settings: settings, values: [], title: nil,
            number: nil, dated: nil, reason: nil)
        let question = try draft.question(in: folder, today: today).question
        let asked = try TargetSettings(question, in: folder)
        let found = try await store.read { tx in
            try tx.targets(
                of: 2_026, indicator: indicator, settings: asked, before: known,
                visibleTo: sight)
        }
        return Dictionary(
            found.map { ($0.unit, $0.value ?? 0) }, uniquingKeysWith: { first, _ in first })
    }

    fileprivate func latest(_ indicator: String) async throws -> Int64 {
        try await store.read { tx in
            try tx.targetHistory(
                of: 2_026, indicator: indicator, before: Instant(microseconds: .max),
                visibleTo: .all
            ).last?.number ?? 0
        }
    }
}
