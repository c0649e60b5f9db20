import Basics
import People
import Promises
import Rules
import Storage
import TestSupport
import Testing

extension OrderOffice {
    var bureau: Actor { member(.department, unit: "commerce") }

    @discardableResult
    func plan(
        _ text: String = "示例：早开工", under parent: Int64? = nil, to owner: String? = nil,
        due: String? = nil, year: String? = "2026", from origin: PlanOrigin? = nil,
        on today: String = "2026-08-03", by actor: Actor? = nil
    ) async throws -> Int64 {
        let draft = PlanDraft(
            year: year, parent: parent, text: text, measure: "示例：清单", owner: owner, due: due,
            origin: origin)
        let (rules, today, occasion) = (
            rules, try day(today), occasion(actor ?? headquarters)
        )
        return try await store.write { tx in
            try tx.set(draft, rules: rules, today: today, occasion)
        }
    }

    func act(
        plan number: Int64, _ fields: [String: String], on today: String, version: Int64? = nil,
        _ actor: Actor
    ) async throws {
        let (rules, today, occasion) = (rules, try day(today), occasion(actor))
        let stored = try await item(number).version
        try await store.write { tx in
            try tx.act(
                PlanActDraft { fields[$0] }, onPlanItem: number, version: version ?? stored,
                rules: rules, today: today, occasion)
        }
    }

    func report(
        _ number: Int64, _ light: PlanLight, month: String? = nil, reason: String = "",
        due: String = "", moved: String = "", on today: String, _ actor: Actor
    ) async throws {
        try await act(
            plan: number,
            [
                "act": "report", "light": light.rawValue, "month": month ?? "",
                "text": "示例：在办", "reason": reason, "due": due, "moved": moved,
            ], on: today, actor)
    }

    func planCourse(_ number: Int64) async throws -> PlanCourse {
        try await store.read { tx in
            try #require(try tx.planCourse(number, visibleTo: .all))
        }
    }

    func item(_ number: Int64) async throws -> PlanItem { try await planCourse(number).item }

    /// Numbers of the items in a member's view of 2026, in the plan's order.
    func items(
        _ view: PlanView = .all, light: PlanLight? = nil, for actor: Actor,
        on today: String = "2026-10-12"
    ) async throws -> [Int64] {
        let reader = PlanReader(actor, rules: rules, today: try day(today))
        return try await store.read { tx in
            try tx.planItems(PlanFilter(year: 2026, view: view, light: light), for: reader)
        }.map(\.number)
    }
}

@Suite("The year's plan is broken down, reported month by month, and confirmed")
struct PlanTests {
    @Test(
        "objective, task, part; reported, finished, given back, done", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (head, owner) = (office.headquarters, office.owner)
        let objective = try await office.plan()
        let origin = PlanOrigin(document: 4, line: 7)
        let task = try await office.plan(
            "示例：整改清单", under: objective, to: "dongyu", due: "2026-11-30", from: origin)
        let part = try await office.plan(
            "示例：摸排", under: task, to: "park-harbour", due: "2026-09-30", on: "2026-08-10",
            by: owner)
        #expect(try await office.item(part).above == [objective, task])
        #expect(try await office.item(part).setter == "dongyu")
        let park = office.member(.park, unit: "park-harbour")
        try await office.report(part, .green, on: "2026-08-28", park)
        try await office.report(task, .green, on: "2026-08-28", owner)
        try await office.report(
            task, .yellow, reason: "示例：名单未定", on: "2026-09-28", owner)
        #expect(
            try await office.planCourse(task).months.map {
                "\($0.month?.description ?? "") \($0.light?.rawValue ?? "")"
            }
                == ["2026-08 green", "2026-09 yellow"])
        // Not while a part is open; the part is confirmed by the unit that set it.
        let done = ["act": "finish", "text": "示例：已完成", "shows": "示例：会议纪要"]
        #expect(
            try await refusals { try await office.act(plan: task, done, on: "2026-10-09", owner) }
                == ["下面还有1项没有完成，请先办结或取消"])
        try await office.act(plan: part, done, on: "2026-09-20", park)
        #expect(
            try await refusals {
                try await office.act(plan: part, ["act": "confirm"], on: "2026-09-21", head)
            } == ["由编入这一项的单位办"])
        try await office.act(
            plan: part, ["act": "return", "reason": "示例：缺名单"], on: "2026-09-21", owner)
        try await office.act(plan: part, done, on: "2026-09-22", park)
        try await office.act(plan: part, ["act": "confirm"], on: "2026-09-23", owner)
        try await office.act(plan: task, done, on: "2026-10-09", owner)
        #expect(try await office.items(.decide, for: head) == [task])
        try await office.act(plan: task, ["act": "confirm"], on: "2026-10-10", head)
        #expect(try await office.item(task).state == .done)
        let course = try await office.planCourse(part)
        #expect(
            course.entries.map(\.act)
                == [nil, .report, .finish, .giveBack, .finish, .confirm])
        #expect(course.above.map(\.number) == [objective, task])
        let byLine = try await office.store.read { tx in
            try tx.planItems(ofDocument: 4, visibleTo: .all)
        }
        #expect(byLine[7]?.map(\.number) == [task])
        let kinds = try await office.store.read { tx in
            try tx.rows("SELECT kind FROM journal ORDER BY number").map { try $0.text("kind") }
                .filter { $0.hasPrefix("plan.") }
        }
        #expect(kinds.count == 12 && kinds.last == "plan.confirm")
    }

    @Test(
        "a light that isn't green says why, a day that moves says why as well",
        arguments: Stores.available)
    func twoReasons(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (head, owner) = (office.headquarters, office.owner)
        let objective = try await office.plan(to: "investment", due: "2026-12-20")
        let task = try await office.plan(under: objective, to: "dongyu", due: "2026-10-31")
        #expect(
            try await refusals { try await office.report(task, .red, on: "2026-10-12", owner) }
                == ["reason: 必须填写"])
        #expect(
            try await refusals {
                try await office.report(
                    task, .red, reason: "示例：缺地", due: "2026-12-25", on: "2026-10-12", owner)
            } == ["due: 不能晚于上级任务的期限2026-12-20", "moved: 必须填写"])
        #expect(
            try await refusals {
                try await office.report(
                    task, .yellow, reason: "示例：缺地", moved: "示例：要等规划", on: "2026-10-12", owner)
            } == ["due: 写了改期的原因，没有写改到哪一天"])
        #expect(
            try await refusals {
                try await office.act(
                    plan: task, ["act": "report", "light": "blue", "month": "2026-07"],
                    on: "2026-10-12", owner)
            } == ["text: 必须填写", "month: 只报本月或上月的，编入之前的月份不报", "light: 请选亮什么灯"])
        try await office.report(
            task, .red, reason: "示例：缺地", due: "2026-12-10", moved: "示例：要等规划",
            on: "2026-10-12", owner)
        #expect(try await office.item(task).askedUntil == Day(2026, 12, 10))
        #expect(try await office.item(task).due == Day(2026, 10, 31))
        #expect(
            try await refusals {
                try await office.report(
                    task, .red, reason: "示例", due: "2026-12-12", moved: "示例", on: "2026-10-13",
                    owner)
            } == ["due: 上一次申请的改期还没有答复"])
        try await office.act(plan: task, ["act": "grant"], on: "2026-10-14", head)
        #expect(try await office.item(task).due == Day(2026, 12, 10))
        #expect(
            try await refusals {
                try await office.act(plan: task, ["act": "refuse"], on: "2026-10-14", head)
            } == ["没有要答复的改期申请", "reason: 必须填写"])
        // An earlier month reported late doesn't take the place of the later one's light.
        try await office.report(task, .green, month: "2026-09", on: "2026-10-15", owner)
        #expect(try await office.item(task).light == .red)
        #expect(try await office.items(light: .red, for: head) == [task])
    }

    @Test("green is refused where it can't be", arguments: Stores.available)
    func notGreen(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let owner = office.owner
        let objective = try await office.plan()
        let task = try await office.plan(under: objective, to: "dongyu", due: "2026-11-30")
        let part = try await office.plan(
            under: task, to: "dongyu", due: "2026-10-20", by: owner)
        try await office.report(part, .red, reason: "示例：缺地", on: "2026-10-12", owner)
        #expect(
            try await refusals { try await office.report(task, .green, on: "2026-10-12", owner) }
                == ["light: 下面分解的任务有红灯或逾期的，不能报绿灯"])
        #expect(
            try await refusals { try await office.report(part, .green, on: "2026-10-21", owner) }
                == ["light: 已过期限，不能报绿灯"])
        try await office.act(
            plan: part, ["act": "drop", "reason": "示例：并入上级"], on: "2026-10-21", owner)
        try await office.report(task, .green, on: "2026-10-21", owner)
        #expect(
            try await refusals {
                try await office.report(objective, .green, on: "2026-10-21", office.headquarters)
            } == ["这一项没有责任单位，不报进展", "由责任单位办"])
    }

    @Test("what is set fits what stands above it", arguments: Stores.available)
    func setting(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let owner = office.owner
        #expect(
            try await refusals {
                try await office.plan(" ", to: "dongyu", year: "2031", by: .operator)
            } == [
                "须以一个单位的名义编入，命令行用 --as 写明是谁", "year: 年度写今年、去年或明年",
                "text: 必须填写", "due: 请写完成期限",
            ])
        let objective = try await office.plan(to: "investment", due: "2026-11-30")
        #expect(
            try await refusals { try await office.plan(under: objective, due: "2026-12-01") }
                == ["owner: 请选责任单位", "due: 不能晚于上级任务的期限2026-11-30"])
        let task = try await office.plan(under: objective, to: "dongyu", due: "2026-11-30")
        // A unit breaks down its own, to itself and what is below it.
        #expect(
            try await refusals {
                try await office.plan(under: task, to: "xiling", due: "2026-10-01", by: owner)
            } == ["owner: 只能交给在位的、归您管的单位"])
        await #expect(throws: MemberRefusal.self) { try await office.plan(by: owner) }
        await #expect(throws: UnknownPlanItem.self) {
            try await office.plan(
                under: task, to: "commerce", due: "2026-10-01", by: office.bureau)
        }
        var last = task
        for _ in 0..<3 {
            last = try await office.plan(under: last, to: "dongyu", due: "2026-10-01", by: owner)
        }
        #expect(
            try await refusals {
                try await office.plan(under: last, to: "dongyu", due: "2026-10-01", by: owner)
            } == ["计划最多5级"])
    }

    @Test("a change keeps what it replaced and what stands below", arguments: Stores.available)
    func change(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (head, owner) = (office.headquarters, office.owner)
        let objective = try await office.plan()
        let task = try await office.plan(under: objective, to: "dongyu", due: "2026-11-30")
        try await office.plan(
            "示例：摸排", under: task, to: "dongyu", due: "2026-10-20", by: owner)
        let terms = ["act": "change", "text": "示例：早开工", "measure": "示例：清单", "owner": "dongyu"]
        func changed(_ more: [String: String]) -> [String: String] {
            terms.merging(more) { $1 }
        }
        #expect(
            try await refusals {
                try await office.act(
                    plan: task, changed(["due": "2026-10-15"]), on: "2026-09-01", head)
            } == ["reason: 必须填写", "due: 下面的“示例：摸排”要到2026-10-20"])
        #expect(
            try await refusals {
                try await office.act(
                    plan: task, changed(["due": "2026-11-30", "reason": "示例"]), on: "2026-09-01",
                    head)
            } == ["没有改动"])
        try await office.act(
            plan: task, changed(["due": "2026-11-10", "owner": "xiling", "reason": "示例：区划调整"]),
            on: "2026-09-01", head)
        let item = try await office.item(task)
        #expect(item.owner == "xiling" && item.due == Day(2026, 11, 10))
        let was = try #require(try await office.planCourse(task).entries.last?.was)
        #expect(was.owner == "dongyu" && was.due == Day(2026, 11, 30))
        #expect(was.text == nil && was.measure == nil)
        await #expect(throws: StaleVersion.self) {
            try await office.act(
                plan: task, changed(["due": "2026-11-20", "reason": "示例"]), on: "2026-09-02",
                version: 1, head)
        }
    }

    @Test("a unit sees its own, what is below, what it serves", arguments: Stores.available)
    func sight(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let objective = try await office.plan()
        let other = try await office.plan("示例：要素保障")
        let task = try await office.plan(under: objective, to: "dongyu", due: "2026-11-30")
        let beside = try await office.plan(under: objective, to: "xiling", due: "2026-11-30")
        let part = try await office.plan(
            under: task, to: "park-harbour", due: "2026-10-20", by: office.owner)
        let land = try await office.plan(under: other, to: "commerce", due: "2026-11-30")
        #expect(
            try await office.items(for: office.headquarters)
                == [objective, task, part, beside, other, land])
        #expect(try await office.items(for: office.owner) == [objective, task, part])
        #expect(try await office.items(for: office.bureau) == [other, land])
        let park = office.member(.park, unit: "park-harbour")
        #expect(try await office.items(for: park) == [objective, task, part])
        #expect(try await office.items(.report, for: park) == [part])
        let (rules, today) = (office.rules, try office.day("2026-10-12"))
        let (work, course) = try await office.store.read { tx in
            (
                try tx.planWork(.report, for: PlanReader(park, rules: rules, today: today)),
                try tx.planCourse(objective, visibleTo: park.sight)
            )
        }
        #expect(work == DueWork(count: 1, overdue: 0, first: Day(2026, 10, 20)))
        #expect(course?.below.map(\.number) == [task])
        // What is left of a year is still to be reported in the next.
        let later = PlanReader(park, rules: rules, today: try office.day("2027-01-05"))
        #expect(
            try await office.store.read { tx in
                try tx.planItems(PlanFilter(view: .report), for: later)
            }.map(\.number) == [part])
        // The names by which papers call units.
        #expect(rules.units(called: "市商务局", on: today) == ["commerce"])
        #expect(rules.units(called: "各区市", on: today).count == 10)
    }
}
