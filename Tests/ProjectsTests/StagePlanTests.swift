import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 倒排工期: planned months of stages, revisions, ahead and behind.
@Suite("The node plan of a project")
struct StagePlanTests {
    private func plan(
        _ months: [(String, String)], because reason: String? = nil, of id: Identifier,
        latest: Int64? = nil, at office: LedgerOffice, _ actor: Actor
    ) async throws {
        let draft = StagePlanDraft(
            months.map { (stage: $0.0, month: $0.1) }, reason: reason)
        let (rule, occasion, today) = (
            try office.stageRule, office.occasion(actor), office.today
        )
        let last = try await stored(id, at: office).latest
        try await office.store.write { tx in
            try tx.planStages(
                draft, of: id, latest: latest ?? last, rule: rule, today: today, occasion)
        }
    }

    private func stored(_ id: Identifier, at office: LedgerOffice) async throws -> StagePlan {
        let (course, today) = (try await office.course(id), office.today)
        return try await office.store.read { tx in try tx.stagePlan(of: course, today: today) }
    }

    private func office(
        _ stores: StoreKind
    ) async throws -> (office: LedgerOffice, id: Identifier, district: Actor) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        return (office, id, office.member(.district, unit: "dongyu"))
    }

    @Test("months behind, from plan, what was reached and today")
    func behind() throws {
        func month(_ text: String) throws -> Month { try #require(Month(text: text)) }
        let today = try month("2026-10")
        #expect(monthsBehind(planned: nil, reached: nil, today: today) == nil)
        #expect(monthsBehind(planned: nil, reached: today, today: today) == nil)
        for (planned, reached, behind) in [
            ("2026-10", nil, 0), ("2026-12", nil, 0), ("2026-09", nil, 1), ("2025-10", nil, 12),
            ("2026-08", "2026-08", 0), ("2026-08", "2026-06", -2), ("2025-12", "2026-01", 1),
        ] as [(String, String?, Int)] {
            #expect(
                monthsBehind(
                    planned: try month(planned), reached: try reached.map(month), today: today)
                    == behind, "\(planned) \(reached ?? "-")")
        }
    }

    @Test("planned, revised with a reason, the first never lost", arguments: Stores.available)
    func revised(stores: StoreKind) async throws {
        let (office, id, district) = try await office(stores)
        #expect(try await stored(id, at: office).stages.isEmpty, "no class, no path")
        #expect(
            try await reasons {
                try await plan([("started", "2026-09")], of: id, at: office, district)
            } == ["class: 请先选项目类别"])
        try await office.classify(id, "build", district)
        #expect(try await stored(id, at: office).behind == nil, "unknown is not on plan")
        try await plan(
            [("signed", "2026-03"), ("started", "2026-08"), ("completed", "2027-06")], of: id,
            at: office, district)
        #expect(
            try await reasons {
                try await plan([("started", "2026-12")], of: id, at: office, district)
            } == ["plan-reason: 改动原来的计划请写原因"])
        await #expect(throws: StaleVersion.self) {
            try await plan(
                [("started", "2026-12")], because: "雨季", of: id, latest: 0, at: office, district)
        }
        var found = try await stored(id, at: office)
        #expect(found.behind == 7, "signed in March, not confirmed by October")
        try await plan(
            [("started", "2026-12")], because: "用地晚批", of: id, at: office, district)
        try await plan([("completed", "")], because: "待定", of: id, at: office, district)
        found = try await stored(id, at: office)
        let started = try #require(found.stages.first { $0.stage.id == "started" })
        #expect(started.planned == Month(text: "2026-12"))
        #expect(started.firstPlanned == Month(text: "2026-08") && started.revisions.count == 2)
        #expect(started.revisions.last?.reason == "用地晚批" && started.behind == 0)
        let completed = try #require(found.stages.first { $0.stage.id == "completed" })
        #expect(completed.planned == nil && completed.behind == nil)
        #expect(completed.firstPlanned == Month(text: "2027-06"))
    }

    @Test("what was reached is measured and its plan stays", arguments: Stores.available)
    func reached(stores: StoreKind) async throws {
        let (office, id, district) = try await office(stores)
        try await office.classify(id, "build", district)
        try await plan(
            [("talks", "2026-02"), ("signed", "2026-02"), ("started", "2026-09")], of: id,
            at: office, district)
        try await office.passReviews(of: id)
        try await office.show("正式投资协议", id, district)
        let number = try await office.report(
            "reached", "signed", of: id, on: "2026-03-18", district)
        #expect(try await stored(id, at: office).stages[4].reachedOn == nil, "not yet confirmed")
        try await office.decide(
            event: number, true, office.member(.headquarters, unit: "headquarters"))
        let found = try await stored(id, at: office)
        #expect(found.stages[4].behind == 1 && found.stages[4].reachedOn != nil)
        #expect(found.stages[2].isSkipped && found.stages[2].behind == nil)
        #expect(found.behind == 1, "started was planned for September")
        #expect(found.stages.filter(\.isLate).map(\.stage.id) == ["started"])
        #expect(
            try await reasons {
                try await plan(
                    [
                        ("signed", "2026-04"), ("opened", "2026-05"), ("completed", "2026-08"),
                        ("full", "soon"),
                    ], because: "x", of: id, at: office, district)
            } == [
                "plan-signed: 这个阶段已经过了，计划不再改", "plan-opened: 项目的路径上没有这个阶段",
                "plan-full: 月份应写作 2026-10", "plan-completed: “竣工”排在“开工”之后，不能早于2026-09",
            ])
        #expect(
            try await reasons {
                try await plan([("started", "2026-09")], of: id, at: office, district)
            } == ["计划没有改动"])
        await #expect(throws: UnknownProject.self) {
            try await plan(
                [("started", "2026-11")], because: "x", of: id, at: office,
                office.member(.district, unit: "xiling"))
        }
        await #expect(throws: MemberRefusal.forbidden(.reportStages)) {
            try await plan(
                [("started", "2026-11")], because: "x", of: id, at: office,
                office.member(.leader, unit: "headquarters"))
        }
    }
}
