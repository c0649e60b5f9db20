import Basics
import People
import Promises
import Rules
import Storage
import TestSupport
import Testing

@Suite("Deadlines, and the ladder behind them")
struct OrderClockTests {
    @Test(
        "a clock gives the day, over holidays, worked Saturdays, leap days and the last year known",
        arguments: [
            // The National Day holiday and the worked Saturday of 2026-10-10.
            ("2026-09-30", "2026-10-13", true), ("2026-10-09", "2026-10-15", true),
            // 2024-02-29, and the worked Sunday of 2024-02-18.
            ("2024-02-22", "2024-02-29", true), ("2024-02-09", "2024-02-22", true),
            // The last published day itself, and past it.
            ("2026-12-24", "2026-12-31", true), ("2026-12-25", "2027-01-01", false),
        ])
    func byClock(sent: String, due: String, isPublished: Bool) async throws {
        let office = try await OrderOffice(
            .sqlite, changing: ["sample/rules/supervision-reply.yaml": longStandingClock])
        let number = try await office.send(on: sent, due: nil, clock: "supervision-reply")
        let deadline = try await office.order(number).deadline
        #expect(deadline.due.description == due && deadline.clock == "supervision-reply")
        #expect(office.rules.isPublished(deadline.due) == isPublished)
    }

    @Test("each rung is told once, also those of days without a run", arguments: Stores.available)
    func ladder(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let number = try await office.send(due: "2026-10-20")
        try await office.run(on: "2026-10-15")
        #expect(try await office.told(number) == [])
        // Two working days before.
        #expect(try await office.run(on: "2026-10-16").told == 1)
        #expect(try await office.run(on: "2026-10-16").told == 0)
        try await office.run(on: "2026-10-20")
        #expect(try await office.told(number) == ["1.1"])
        // The clock jumps back, then a week goes by without a run.
        try await office.run(on: "2026-10-01")
        #expect(try await office.run(on: "2026-10-29").told == 2)
        #expect(try await office.told(number) == ["1.1", "1.2", "1.3"])
        // Past the last rung it stays there for ever.
        for day in ["2026-10-30", "2027-06-01", "2040-01-01"] {
            #expect(try await office.run(on: day).told == 0)
        }
        guard case .told(let last)? = try await office.course(number).entries.last?.kind else {
            Issue.record("nothing told")
            return
        }
        #expect(last.told == ["owner", "sender", "headquarters"], "it names no leader")
        #expect(last.name.zh == "红色督办")
    }

    @Test("what was answered, paused, closed or withdrawn is not told", arguments: Stores.available)
    func standsStill(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (sender, owner) = (office.headquarters, office.owner)
        var numbers: [Int64] = []
        for act in [OrderAct.answer, .pause, .close, .withdraw] {
            let number = try await office.send()
            if act == .close { try await office.act(.answer, number, owner) }
            try await office.act(act, number, act == .answer ? owner : sender)
            numbers.append(number)
        }
        #expect(try await office.run(on: "2027-03-01").told == 0)
        // Given back on the old day it climbs again, from where it is by now.
        try await office.act(.giveBack, numbers[0], on: "2026-10-28", sender)
        #expect(try await office.run(on: "2026-10-28").told == 3)
        #expect(try await office.told(numbers[0]) == ["1.1", "1.2", "1.3"])
    }

    @Test(
        "a granted day has a ladder of its own; a pause moves the day", arguments: Stores.available)
    func newDays(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (sender, owner) = (office.headquarters, office.owner)
        let extended = try await office.send(due: "2026-10-20")
        try await office.run(on: "2026-10-21")
        try await office.act(.extend, extended, on: "2026-10-22", due: "2026-11-03", owner)
        try await office.act(.grant, extended, on: "2026-10-22", sender)
        #expect(try await office.run(on: "2026-10-29").told == 0)
        #expect(try await office.run(on: "2026-11-04").told == 2)
        #expect(try await office.told(extended) == ["1.1", "1.2", "2.1", "2.2"])
        // Five working days from 10-09; the clock stands from Monday 10-12 to Friday 10-16.
        let paused = try await office.send(due: nil, clock: "supervision-reply")
        #expect(try await office.order(paused).deadline.due == Day(2026, 10, 15))
        try await office.act(.pause, paused, on: "2026-10-12", sender)
        #expect(
            try await refusals {
                try await office.act(.extend, paused, due: "2026-12-01", owner)
            } == ["暂停计时中，请先恢复"])
        try await office.act(.resume, paused, on: "2026-10-16", text: nil, sender)
        let order = try await office.order(paused)
        #expect(order.deadline.due == Day(2026, 10, 21) && order.deadline.reason == .paused)
        #expect(order.deadline.round == 1 && order.pausedOn == nil)
        // A day that was given is moved by days.
        let given = try await office.send(due: "2026-10-15")
        try await office.act(.pause, given, on: "2026-10-10", sender)
        try await office.act(.resume, given, on: "2026-10-17", text: nil, sender)
        #expect(try await office.order(given).deadline.due == Day(2026, 10, 22))
    }

    @Test("a pause begins no new ladder", arguments: Stores.available)
    func pausedLadder(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let number = try await office.send(due: "2026-10-20")
        try await office.run(on: "2026-10-22")
        try await office.act(.pause, number, on: "2026-10-22", office.headquarters)
        try await office.act(.resume, number, on: "2026-11-05", text: nil, office.headquarters)
        try await office.run(on: "2026-11-05")
        #expect(try await office.told(number) == ["1.1", "1.2"])
        try await office.run(on: "2026-12-01")
        #expect(try await office.told(number) == ["1.1", "1.2", "1.3"])
    }

    @Test("two nodes that run at once tell each rung once", arguments: Stores.available)
    func twoNodes(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores, isRehearsed: false)
        for _ in 0..<5 { _ = try await office.send() }
        let told = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try await office.run(on: "2026-11-20").told }
            }
            return try await group.reduce(0, +)
        }
        #expect(told == 15)
        let entries = try await office.store.read { tx in
            try tx.rows("SELECT number FROM journal WHERE kind = 'order.told'").count
        }
        #expect(entries == 15)
    }

    @Test("a dissolved unit's work goes to its successor visibly", arguments: Stores.available)
    func dissolved(stores: StoreKind) async throws {
        let sample = try sampleFolder.get()
        let units = try #require(sample.files.first { $0.name == "sample/units.yaml" })
        let text = String(decoding: units.bytes, as: UTF8.self).replacing(
            "    division: 990103\n",
            with: "    division: 990103\n    until: 2026-10-31\n    successor: beiyuan\n")
        let office = try await OrderOffice(stores, changing: ["sample/units.yaml": text])
        let owned = try await office.send(due: "2026-12-01", owner: "xiling")
        let helped = try await office.send(due: "2026-12-01", coOwners: ["xiling"])
        #expect(try await office.run(on: "2026-10-31").passed == 0)
        let successor = office.member(.district, unit: "beiyuan")
        #expect(
            try await refusals {
                try await office.act(.answer, helped, on: "2026-10-31", successor)
            } == ["由主办或协办单位办"])
        // From the first day on the successor acts, before any run.
        try await office.act(.answer, helped, on: "2026-11-01", successor)
        #expect(try await office.run(on: "2026-11-01").passed == 2)
        #expect(try await office.run(on: "2026-11-02").passed == 0)
        #expect(try await office.order(owned).owner == "beiyuan")
        #expect(try await office.order(helped).coOwners == ["beiyuan"])
        let last = try await office.course(owned).entries.last
        #expect(last?.kind == .passed(from: "xiling", to: "beiyuan"))
        try await office.act(.answer, owned, on: "2026-11-02", successor)
    }

    @Test("lists, counts and reminders stay in sight", arguments: Stores.available)
    func sight(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        _ = try await office.send(due: "2026-10-13", coOwners: ["xiling"])
        _ = try await office.send(due: "2026-10-30")
        let answered = try await office.send(due: "2026-10-13", owner: "beiyuan")
        try await office.act(
            .answer, answered, office.member(.district, unit: "beiyuan"))
        let today = try office.day("2026-10-14")
        func count(_ actor: Actor, _ view: OrderView, isOverdue: Bool = false) async throws -> Int {
            let reader = try office.reader(actor, on: "2026-10-14")
            let filter = OrderFilter(view: view, isOverdue: isOverdue)
            return try await office.store.read { tx in
                let found = try tx.orders(filter, for: reader, on: today)
                #expect(try tx.orderCount(filter, for: reader, on: today) == found.count)
                return found.count
            }
        }
        #expect(try await count(office.owner, .all) == 2)
        #expect(try await count(office.owner, .answer) == 2)
        #expect(try await count(office.owner, .all, isOverdue: true) == 1)
        let helper = office.member(.district, unit: "xiling")
        #expect(try await count(helper, .answer) == 1)
        #expect(try await count(helper, .decide) == 0)
        #expect(try await count(office.headquarters, .all) == 3)
        #expect(try await count(office.headquarters, .decide) == 1)
        let stranger = office.member(.district, unit: "qingxi")
        #expect(try await count(stranger, .all) == 0)
        let administrator = office.member(.systemAdministrator, unit: "headquarters")
        #expect(try await count(administrator, .all) == 0)
        #expect(try await count(office.member(.auditor, unit: "audit"), .all) == 3)
        for (actor, lines) in [(office.owner, 1), (office.headquarters, 1), (stranger, 0)] {
            let reader = try office.reader(actor, on: "2026-10-14")
            let horizon = office.rules.horizon(on: today)
            let found = try await office.store.read { tx in
                try tx.orderReminders(for: reader, on: today, horizon: horizon)
            }
            #expect(found.count == lines)
            if let line = found.first {
                #expect(line.overdue == 1 && line.soon == 0 && line.unit == "dongyu")
            }
        }
        await #expect(throws: UnknownOrder.self) {
            try await office.act(.answer, 1, stranger)
        }
    }

}

/// The sample's own is younger than the last leap year that is published.
private let longStandingClock = """
    id: supervision-reply
    name: 督办单答复期限
    kind: clock
    since: 2020-01-01
    basis: sample of 示例市
    unit: working_day
    length: 5
    event: 督办单送达
    """
