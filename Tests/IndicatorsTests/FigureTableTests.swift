import Basics
import Drawing
import Foundation
import People
import Rules
import Testing

@testable import Indicators

/// A city with zones inside districts, a zone of its own, a district that ended, and offices.
private let units = """
    units:
      - {id: office, name: 指挥部, short: 指挥部, kind: headquarters}
      - {id: east, name: 东区, short: 东, kind: district}
      - {id: west, name: 西区, short: 西, kind: district}
      - {id: port, name: 港区, short: 港, kind: zone, parent: east}
      - {id: park, name: 高新区, short: 高新, kind: zone, parent: east}
      - {id: free, name: 保税区, short: 保税, kind: zone}
      - {id: south, name: 南县, short: 南县, kind: district, until: 2020-12-31, successor: west}
    """

private let indicator = """
    id: signed
    name: 签约
    definition: 签约的项目
    unit: count
    source: project
    measure: count()
    time: signed_on
    by: [unit]
    since: 2007-01-01
    basis: sample of x
    example: {period: 2026, facts: [{signed_on: 2026-01-01}], gives: 1}
    """

private func city() throws -> CityFolder {
    func file(_ name: String, _ text: String) -> CityFile {
        CityFile(name: "c/" + name, bytes: Array(text.utf8))
    }
    return try readCity(
        [
            file("city.yaml", "{id: 990000, name: 某市, zone: +08:00}"), file("units.yaml", units),
            file("calendar.yaml", "basis: sample of x\nyears: {2026: {}}"),
            file("indicators/signed.yaml", indicator),
        ], folder: "c")
}

@Suite("A figure by unit")
struct FigureTableTests {
    private let day = Day(2026, 10, 31) ?? Day(number: 0)

    private func figure(
        _ sums: [String: FactSum], doubled: FactSum, in folder: CityFolder
    ) throws -> IndicatorFigure {
        let period = try #require(Period(text: "2026"))
        let question = FigureQuestion(
            try #require(folder.indicator("signed", on: day)), over: period,
            known: folder.end(of: day))
        let whole = sums.values.reduce(FactSum(base: doubled.base.map { _ in 0 }), +)
        return IndicatorFigure(
            question: question,
            groups: sums.sorted { $0.key < $1.key }.map {
                FigureGroup(value: $0.key, sum: $0.value)
            },
            doubled: doubled,
            whole: FactSum(
                value: whole.value - doubled.value,
                base: whole.base.map { $0 - (doubled.base ?? 0) }, unknown: whole.unknown))
    }

    @Test("districts stand with their zones, the zones once more, and the offices of the city")
    func lines() throws {
        let folder = try city()
        let sums = [
            "east": 5, "port": 3, "free": 2, "office": 1, "south": 4,
        ].mapValues { FactSum(value: $0) }
        let table = FigureTable(
            try figure(sums, doubled: FactSum(value: 1), in: folder), in: folder, on: day,
            visibleTo: .all)
        #expect(
            table.lines.map(\.subject) == [
                .unit("east"), .zone("port"), .zone("park"), .unit("west"), .unit("free"),
                .unit("south"), .cityOffices,
            ])
        #expect(table.lines.map(\.sum.value) == [8, 3, 0, 0, 2, 4, 1])
        #expect(table.nested.value == 3)
        #expect(table.whole.value == 14)
        // 8, 4, 2 and one with nothing; offices and zones of a district have no place.
        #expect(table.lines.map { table.rank(of: $0)?.place } == [1, nil, nil, 4, 3, 2, nil])
        #expect(table.lines[0].sum.share(of: table.whole) == 5_714)
        let own = FigureTable(
            try figure(["port": FactSum(value: 3)], doubled: FactSum(), in: folder), in: folder,
            on: day, visibleTo: .units(["port"]))
        #expect(own.lines.map(\.subject) == [.unit("port")])
    }

    @Test("equal units share a place, ratios are compared exactly")
    func ties() throws {
        let folder = try city()
        let sums = [
            "east": FactSum(value: 1, base: 3), "west": FactSum(value: 2, base: 6),
            "free": FactSum(value: 333_333, base: 1_000_000), "south": FactSum(base: 0),
        ]
        let table = FigureTable(
            try figure(sums, doubled: FactSum(base: 0), in: folder), in: folder, on: day,
            visibleTo: .all)
        let ranks = table.lines.compactMap { line in table.rank(of: line).map { (line.unit, $0) } }
        #expect(ranks.map(\.0) == ["east", "west", "free"])
        #expect(ranks.map(\.1.place) == [1, 1, 3])
        #expect(ranks.map(\.1.isTied) == [true, true, false])
        #expect(table.whole.share(of: table.whole) == nil)
    }

    @Test("lines − counted twice − zones inside districts = the city, whatever they hold")
    func identity() throws {
        let folder = try city()
        let seed = UInt64.random(in: 0...UInt64.max)
        var lots = Lots(seed: seed)
        for _ in 0..<500 {
            let isRatio = lots.next() % 2 == 0
            func sum() -> FactSum {
                FactSum(
                    value: Int64(lots.next() % 1_000) - 100,
                    base: isRatio ? Int64(lots.next() % 1_000) : nil,
                    unknown: Int(lots.next() % 5))
            }
            var sums: [String: FactSum] = [:]
            for unit in folder.units where lots.next() % 3 > 0 { sums[unit.id] = sum() }
            let doubled = isRatio ? FactSum(value: 3, base: 5) : FactSum(value: 3)
            let reading = ZoneReading.allCases[lots.next() % 2 == 0 ? 0 : 1]
            let table = FigureTable(
                try figure(sums, doubled: doubled, in: folder), in: folder, on: day,
                visibleTo: .all, zones: reading)
            if reading == .apart {
                #expect(table.nested.value == 0)
                #expect(table.lines.allSatisfy { $0.unit == nil || $0.units.count == 1 })
            }
            let lines = table.lines.map(\.sum)
            #expect(
                lines.reduce(0) { $0 + $1.value } - table.doubled.value - table.nested.value
                    == table.whole.value, "seed \(seed)")
            #expect(
                lines.reduce(0) { $0 + ($1.base ?? 0) } - (table.doubled.base ?? 0)
                    - (table.nested.base ?? 0) == table.whole.base ?? 0, "seed \(seed)")
            #expect(Set(table.lines.map(\.subject)).count == table.lines.count, "seed \(seed)")
        }
    }

    @Test("what is asked wrongly is named, all at once")
    func drafts() throws {
        let folder = try city()
        func problems(_ draft: FigureDraft) -> [String] {
            do {
                _ = try draft.question(in: folder, today: day)
                return []
            } catch {
                return error.problems.map {
                    "\($0.place?.description ?? "") \(Lexicon.chinese.text($0.message))"
                }
            }
        }
        #expect(problems(FigureDraft(indicator: "signed")) == [])
        #expect(
            problems(
                FigureDraft(
                    indicator: "sold", period: "2026-13", asOf: "2026-11-01", dimension: "moon"))
                == [
                    "period 期间写成2026、2026-10或2026-01..2026-10", "as-of 2026-11-01还没有到",
                    "indicator “sold”这个指标在这一期没有口径",
                    "by 可以按这些分：unit chain mode origin class month",
                ])
        #expect(
            problems(FigureDraft(indicator: "signed", period: "2027")) == ["period 2027还没有开始"])
        #expect(
            problems(
                FigureDraft(indicator: "signed", dimension: "chain", settings: ["floor": "1亿元"]))
                == ["floor “签约”没有“floor”这个参数", "by “签约”不按产业链分"])
        let (question, days) = try FigureDraft(indicator: "signed", asOf: "2026-03-01").question(
            in: folder, today: day)
        #expect(days.asOf == Day(2026, 3, 1))
        #expect(question.period.description == "2026-01..2026-10")
        #expect(question.known.local(offset: 8 * 3_600).day == Day(2026, 3, 2))
        #expect(question.yearBefore?.period.description == "2025-01..2025-10")
    }
}
