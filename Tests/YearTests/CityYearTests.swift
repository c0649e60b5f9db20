import Basics
import FigureSupport
import Foundation
import Indicators
import People
import Projects
import Promises
import Rules
import Storage
import Testing

/// Years of a whole city with faults, against what must be true of it. `HEADWATER_YEARS` names
/// seeds and years, as `1-20x3`; bin/prove does. Without it, one year of one seed.
@Suite("A year of a city")
struct CityYearTests {
    private struct Plan {
        var seeds: ClosedRange<UInt64> = 1...1
        var years = 1

        init() {
            guard let text = ProcessInfo.processInfo.environment["HEADWATER_YEARS"],
                let match = text.wholeMatch(of: /(\d+)-(\d+)x(\d+)/),
                let first = UInt64(match.1), let last = UInt64(match.2), let count = Int(match.3),
                first <= last
            else { return }
            seeds = first...last
            years = count
        }
    }

    @Test("2,000 projects of ten districts: nothing lost, moved without an event or told twice")
    func years() async throws {
        let plan = Plan()
        for seed in plan.seeds {
            // The last year with a published calendar is the last one.
            let first = try #require(Day(2027 - plan.years, 1, 1))
            var city = try await SimulatedCity(projects: 2_000, from: first, seed: seed)
            var day = first
            while day.year < 2027 {
                try await city.liveThrough(day)
                day = day.adding(days: 1)
            }
            city.today = day
            try await city.runLadder(day.adding(days: 40))
            try await check(city, seed)
        }
    }

    private func check(_ city: SimulatedCity, _ seed: UInt64) async throws {
        let model = city.model
        #expect(city.faults > 50 && city.ids.count > 1_300, "seed \(seed)")
        #expect(model.moved.isEmpty && model.twice.isEmpty, "seed \(seed)")
        #expect(model.wrong.isEmpty, "seed \(seed): figures")
        try await checkStages(city, seed)
        try await checkFigures(city, seed)
        try await checkLights(city, seed)
        for (key, count) in model.reported {
            let month = try #require(Month(text: key.prefix(7)))
            let rows = try await city.store.read { tx in
                try tx.rows(
                    """
                    SELECT count(*) AS n FROM reported_row
                    JOIN sheet ON sheet.city_id = reported_row.city_id
                        AND sheet.id = reported_row.sheet_id
                    WHERE sheet.round = \(month.description)
                        AND sheet.unit_id = \(String(key.dropFirst(7)))
                        AND sheet.state = 'applied'
                    """)[0].int("n")
            }
            #expect(rows == count, "seed \(seed), \(key)")
        }
        for (month, rows) in model.closed {
            #expect(try await city.rowsOf(month) == rows, "seed \(seed), \(month) was closed")
        }
        let told = try await city.store.read { tx in
            try tx.rows("SELECT order_number, round, rung FROM promise_rung").map {
                (
                    try $0.integer("order_number"),
                    "\(try $0.integer("round")).\(try $0.integer("rung"))"
                )
            }
        }
        #expect(
            Dictionary(grouping: told, by: \.0).mapValues { Set($0.map(\.1)) } == model.rungs,
            "seed \(seed)")
        #expect(told.count == model.rungs.values.map(\.count).reduce(0, +), "none told twice")
        let journal = try await city.store.read { tx in try verifyJournal(tx) }
        #expect(journal.isWhole, "seed \(seed): \(journal.damages)")
        print(
            """
            seed \(seed): \(city.ids.count) projects, \(model.reported.count) reports, \
            \(model.reached.values.map(\.count).reduce(0, +)) stages, \(model.left.count) left, \
            \(city.orders.count) orders, \(told.count) rungs, \(city.faults) faults
            """)
    }

    /// What was known on a day is known of that day for ever.
    private func checkFigures(_ city: SimulatedCity, _ seed: UInt64) async throws {
        #expect(city.model.figures.contains { $0.sums.values.contains { $0.value > 0 } })
        for (question, sums) in city.model.figures {
            let now = try await city.store.read { [folder = city.folder] tx in
                try tx.figure(question, in: folder, visibleTo: .all).sums
            }
            #expect(now == sums, "seed \(seed): \(question.indicator.id) \(question.period)")
        }
    }

    /// What was lit stays lit.
    private func checkLights(_ city: SimulatedCity, _ seed: UInt64) async throws {
        #expect(city.refreshed > 100, "seed \(seed): columns are followed from day to day")
        #expect(city.model.lit.values.contains { !$0.isEmpty }, "seed \(seed)")
        for (month, lights) in city.model.lit {
            let now = try await city.store.read { tx in
                try tx.lights(of: month, visibleTo: .all)
            }
            #expect(now == lights, "seed \(seed), \(month)")
        }
    }

    /// Each project stands where its confirmed events brought it, and nowhere else.
    private func checkStages(_ city: SimulatedCity, _ seed: UInt64) async throws {
        let (stored, events) = try await city.store.read { tx in
            (
                try tx.rows("SELECT id, reached, standing FROM project").map {
                    (
                        try $0.identifier("id"), try $0.optionalText("reached"),
                        try $0.text("standing")
                    )
                },
                try tx.rows(
                    "SELECT number FROM project_event WHERE state = 'confirmed'"
                ).count
            )
        }
        #expect(Set(stored.map(\.0)) == Set(city.ids.values), "seed \(seed): nobody else's project")
        let numbers = Dictionary(grouping: city.ids.keys.sorted()) { city.ids[$0] }
        let shared = numbers.values.filter { $0.count > 1 }
        #expect(shared.isEmpty, "seed \(seed): one project for several")
        for (id, reached, standing) in stored {
            guard let project = numbers[id]?.first else { continue }
            #expect(reached == city.model.reached[project]?.last, "seed \(seed), \(project)")
            #expect((standing == "left") == city.model.left.contains(project))
        }
        let expected = city.model.reached.values.map(\.count).reduce(0, +) + city.model.left.count
        #expect(events == expected, "seed \(seed): no move without its event")
    }
}
