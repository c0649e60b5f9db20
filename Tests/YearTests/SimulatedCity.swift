import Basics
import Drawing
import FigureSupport
import Foundation
import Indicators
import People
import Projects
import Promises
import Rules
import Storage
import TestSupport

/// Power fails in the middle of a write: all of it is undone.
struct PowerFailed: Error {}

/// A city at work for years on one store, and beside it, in the plainest form, what must be true
/// of it: `model` changes only where a write came through.
struct SimulatedCity {
    /// A stage or a leaving that waits for headquarters.
    struct Waiting {
        let number: Int64
        let project: Int
        /// Nil: it leaves.
        let stage: String?
    }

    struct Model {
        /// By project, as `Project-17`.
        var reached: [Int: [String]] = [:]
        var left: Set<Int> = []
        /// How many rows a unit's accepted report of a month has, as `2026-01dongyu`.
        var reported: [String: Int] = [:]
        /// What of the ladder was told of each order, as `1.2`: deadline and rung.
        var rungs: [Int64: Set<String>] = [:]
        /// What a month's rows said when it was closed.
        var closed: [Month: [[StoredValue]]] = [:]
        /// Figures of some days, as they were then.
        var figures: [(question: FigureQuestion, sums: [String: FactSum])] = []
        /// Faults that must not be: projects that changed their identity, decisions made twice.
        var moved: Set<Int> = []
        var twice: [Int64] = []
        /// Figures that weren't what the slow way finds, lights lit twice, scores out of order.
        var wrong: Set<String> = []
        /// What was lit of each month.
        var lit: [Month: [MonthLight]] = [:]
    }

    let store: any Store
    let folder: CityFolder
    let orderRules: OrderRules
    let stageRule: StageRule
    let reader: SheetReader
    let perUnit: Int
    var lots: Lots
    var today: Day
    var model = Model()
    var waiting: [Waiting] = []
    var orders: [Int64] = []
    var faults = 0
    var ids: [Int: Identifier] = [:]
    /// The round of each unit's report of a month that is not accepted yet.
    var open: [String: (id: Identifier, rows: Int)] = [:]
    /// As a server keeps them from day to day, and how often they could be brought up to date.
    var columns: FactColumns?
    var refreshed = 0
    private var drawn: UInt64 = 0

    static let units = [
        "dongyu", "xiling", "nanting", "beiyuan", "yunqi", "linhong", "anlan", "qingxi",
        "hightech", "development",
    ]

    init(projects: Int, from first: Day, seed: UInt64) async throws {
        store = try await StoreKind.sqlite.freshDatabase().store()
        folder = try loadCity(
            directory: URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
                .deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("Cities/sample").path)
        orderRules = OrderRules(folder)
        guard let rule = folder.stages(on: first) else { throw PowerFailed() }
        stageRule = rule
        reader = try SheetReader(city: folder, layouts: [])
        perUnit = projects / SimulatedCity.units.count
        lots = Lots(seed: seed)
        today = first
    }

    // MARK: Who and when

    mutating func next() -> UInt64 {
        drawn += 1
        return drawn
    }

    mutating func identifier(_ kind: IdentifierKind) -> Identifier {
        Identifier(kind, at: Instant(microseconds: 1_700_000_000_000_000), random: next())
    }

    mutating func identifiers(_ kind: IdentifierKind, _ count: Int) -> [Identifier] {
        (0..<count).map { _ in identifier(kind) }
    }

    /// Two people of each unit: `a` reports, `b` checks.
    func actor(_ role: Role, _ unit: String, _ name: String = "a") -> Actor {
        let place = UInt64(SimulatedCity.units.firstIndex(of: unit) ?? 99)
        return .member(
            Member(
                id: Identifier(
                    .member, at: Instant(microseconds: 0),
                    random: place * 2 + (name == "a" ? 0 : 1)),
                login: unit + name, name: unit + name, unit: unit, roles: [role],
                createdAt: Instant(microseconds: 0)))
    }

    var headquarters: Actor { actor(.headquarters, "headquarters") }

    mutating func occasion(_ actor: Actor) -> Occasion {
        let noon = Int64(today.number) * 86_400 + 4 * 3_600
        return Occasion(
            actor, at: Instant(microseconds: (noon + Int64(next() % 20_000)) * 1_000_000),
            salt: [UInt8](repeating: 7, count: 16))
    }

    // MARK: Writing with faults

    /// One write in twenty is cut off before its end and done anew.
    @discardableResult
    mutating func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if lots.happens(oneIn: 20) {
            faults += 1
            do {
                _ = try await store.write { tx -> T in
                    _ = try body(tx)
                    throw PowerFailed()
                }
            } catch is PowerFailed {}
        }
        return try await store.write(body)
    }

    /// Nil where it was refused.
    mutating func attempt<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T? {
        do {
            return try await write(body)
        } catch is any Refusal {
            return nil
        }
    }

    // MARK: Days

    /// Which day of the month, and which month, decide what the round asks for.
    mutating func liveThrough(_ day: Day) async throws {
        today = day
        let month = Month(of: day)
        // The server does it every day.
        if day.day == 1 || day.day == 20 {
            try await store.write { tx in
                try tx.gatherStatistics(of: tx.tables().map(\.name))
            }
        }
        if day.day >= 18 || model.reported.isEmpty { try await report(month) }
        if day.day <= 12, month.previous >= firstMonth { try await report(month.previous) }
        if day.day == 13, month.previous >= firstMonth { try await close(month.previous) }
        for _ in 0..<lots.draw(12) { try await reportStage() }
        try await decideStages()
        try await workOnOrders()
        if day.day == 14, month.previous >= firstMonth { try await light(month.previous) }
        try await readFigures()
    }

    private var firstMonth: Month { model.firstMonth ?? Month(of: today) }
}

extension SimulatedCity.Model {
    var firstMonth: Month? {
        reported.keys.compactMap { Month(text: $0.prefix(7)) }.min()
    }
}
