import Basics
import Drawing
import People
import Promises
import Rules
import Storage
import TestSupport
import Testing

/// A year of orders with faults, against a slow reckoning of who must have been told when.
@Suite("A year of orders")
struct OrderYearTests {
    private let owners = [
        "dongyu", "xiling", "nanting", "beiyuan", "yunqi", "linhong", "anlan", "qingxi",
        "hightech", "development",
    ]

    @Test("no rung is missed or told twice, whatever runs fail", arguments: [1, 2] as [UInt64])
    func year(seed: UInt64) async throws {
        let office = try await OrderOffice(.sqlite, isRehearsed: false)
        var lots = Lots(seed: seed)
        var expected: [Int64: Set<String>] = [:]
        var numbers: [Int64] = []
        var changes = 0
        let first = try office.day("2026-01-02")
        for offset in 0..<364 {
            let today = first.adding(days: offset)
            if lots.draw(4) == 0 {
                let clock = lots.draw(2) == 0
                numbers.append(
                    try await office.send(
                        OrderKind.allCases[lots.draw(3)], on: today.description,
                        due: clock
                            ? nil : today.adding(days: lots.draw(25)).description,
                        clock: clock ? "supervision-reply" : nil, owner: owners[lots.draw(10)]))
                changes += 1
            }
            for _ in 0..<lots.draw(3) where !numbers.isEmpty {
                let number = numbers[lots.draw(numbers.count)]
                if try await disturb(number, today, office, &lots) { changes += 1 }
            }
            // One run in five fails; one in eight is doubled; one in ten comes from a node whose
            // clock is days behind.
            if lots.draw(5) == 0 { continue }
            if lots.draw(10) == 0 {
                try await run(today.adding(days: -lots.draw(9)), office, &expected, seed)
            }
            for _ in 0..<(lots.draw(8) == 0 ? 2 : 1) {
                try await run(today, office, &expected, seed)
            }
        }
        let last = first.adding(days: 400)
        try await run(last, office, &expected, seed)
        #expect(numbers.count > 50 && expected.count > 20, "seed \(seed)")
        let (told, entries) = try await office.store.read { tx in
            (
                try tx.rows("SELECT rung FROM promise_rung").count,
                try tx.rows("SELECT kind FROM journal").map { try $0.text("kind") }
            )
        }
        #expect(entries.count { $0 == "order.told" } == told, "seed \(seed)")
        #expect(entries.count { $0 != "order.told" } == changes, "nothing without its entry")
    }

    /// Something that a unit might do that day; false where it was refused.
    private func disturb(
        _ number: Int64, _ today: Day, _ office: OrderOffice, _ lots: inout Lots
    ) async throws -> Bool {
        let act = OrderAct.allCases[lots.draw(OrderAct.allCases.count)]
        let isOwners = act == .answer || act == .extend
        let actor =
            isOwners
            ? office.member(.district, unit: try await office.order(number).owner)
            : office.headquarters
        let due = act == .extend || act == .giveBack && lots.draw(2) == 0
        let day = today.adding(days: 3 + lots.draw(20)).description
        return try await refusals {
            try await office.act(
                act, number, on: today.description, due: due ? day : nil, actor)
        }.isEmpty
    }

    /// Runs, and compares what was told with what must have been.
    private func run(
        _ today: Day, _ office: OrderOffice, _ expected: inout [Int64: Set<String>],
        _ seed: UInt64
    ) async throws {
        let orders = try await office.store.read { tx in
            try tx.orders(
                OrderFilter(),
                for: OrderReader(.operator, rules: office.rules, today: today), on: today,
                limit: 2_000)
        }
        let ladder = try #require(office.rules.folder.escalation(on: today))
        for order in orders where order.runs {
            let passed = passed(order.deadline.due, today, office.rules.folder.calendar)
            for (place, rung) in ladder.rungs.enumerated() where rung.after <= passed {
                expected[order.number, default: []].insert(
                    "\(order.deadline.round).\(place + 1)")
            }
        }
        try await office.run(on: today.description)
        let rows = try await office.store.read { tx in
            try tx.rows("SELECT order_number, round, rung FROM promise_rung").map {
                (
                    try $0.integer("order_number"),
                    "\(try $0.integer("round")).\(try $0.integer("rung"))"
                )
            }
        }
        var found: [Int64: Set<String>] = [:]
        for (number, rung) in rows { found[number, default: []].insert(rung) }
        #expect(found == expected, "seed \(seed), \(today)")
    }

    /// The slow way: one day after the other.
    private func passed(_ due: Day, _ today: Day, _ calendar: WorkingCalendar) -> Int {
        func works(_ day: Day) -> Bool {
            switch calendar.kind(of: day) {
            case .working: true
            case .off: false
            case .unpublished: day.weekday <= 5
            }
        }
        var (day, count) = (min(due, today), 0)
        while day < max(due, today) {
            day = day.adding(days: 1)
            if works(day) { count += 1 }
        }
        return due <= today ? count : -count
    }
}
