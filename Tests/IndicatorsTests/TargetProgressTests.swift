import Basics
import Foundation
import Rules
import Testing

@testable import Indicators

@Suite("How far a target is")
struct TargetProgressTests {
    private func indicator(_ unit: IndicatorUnit, isUntil: Bool = false) throws -> Indicator {
        let text = """
            id: a
            name: 甲
            definition: 甲
            unit: \(unit.rawValue)
            source: project
            measure: \(unit == .yuan ? "sum(total)" : "count()")
            time: signed_on
            \(unit == .percent ? "share: in_pipeline" : "")
            \(isUntil ? "counts: until" : "")
            by: [unit]
            since: 2007-01-01
            basis: sample of x
            example: {period: 2026, facts: [], gives: \(
                unit == .percent ? "'-'" : unit == .yuan ? "0万元" : "0")}
            """
        func file(_ name: String, _ text: String) -> CityFile {
            CityFile(name: "c/" + name, bytes: Array(text.utf8))
        }
        let folder = try readCity(
            [
                file("city.yaml", "{id: 990000, name: 某市, zone: +08:00}"),
                file("units.yaml", "units: [{id: e, name: 东, short: 东, kind: district}]"),
                file("calendar.yaml", "basis: sample of x\nyears: {2026: {}}"),
                file("indicators/a.yaml", text),
            ], folder: "c")
        return try #require(folder.indicators.first)
    }

    private func target(_ value: Int64?) throws -> IndicatorTarget {
        IndicatorTarget(
            number: 1, indicator: "a", settings: TargetSettings(stored: ""), year: 2026,
            unit: nil, value: value,
            document: TargetDocument(title: "示例", number: "1", dated: Day(number: 20_000)),
            reason: nil, setBy: "office", setAt: Instant(microseconds: 0))
    }

    /// DOMAIN §3.5: months ÷ 12 against done ÷ target, in hundredths of a point.
    @Test(
        "ahead of the year and behind it, exactly",
        arguments: [
            (12_564, 10_000, 10, 12_564, 4_231), (7_041, 10_000, 10, 7_041, -1_292),
            (50, 100, 6, 5_000, 0), (0, 80, 1, 0, -833), (2, 3, 12, 6_667, -3_333),
        ] as [(Int64, Int64, Int, Int64, Int64)])
    func pace(done: Int64, goal: Int64, month: Int, completion: Int64, ahead: Int64) throws {
        let progress = try #require(
            try target(goal).progress(
                FactSum(value: done), of: indicator(.count), through: month))
        #expect(progress.completion == completion)
        #expect(progress.ahead == ahead)
        let forecast = try #require(progress.forecast)
        #expect(abs(forecast * Int64(month) - done * 12) <= Int64(month))
    }

    @Test("412 678万 of 25亿 is 165.07 %")
    func money() throws {
        let progress = try target(250_000_000_000).progress(
            FactSum(value: 412_678 * 1_000_000), of: indicator(.yuan), through: 12)
        #expect(progress?.completion == 16_507)
    }

    @Test("a ratio and a stock have no pace, and nothing divides by nothing")
    func without() throws {
        let rate = try target(6_000).progress(
            FactSum(value: 3, base: 10), of: indicator(.percent), through: 6)
        #expect(rate?.completion == 5_000)
        #expect(rate?.ahead == nil && rate?.forecast == nil)
        let stock = try target(100).progress(
            FactSum(value: 50), of: indicator(.count, isUntil: true), through: 6)
        #expect(stock?.completion == 5_000 && stock?.ahead == nil)
        let nothing = try target(6_000).progress(
            FactSum(value: 0, base: 0), of: indicator(.percent), through: 6)
        #expect(nothing == nil)
        let withdrawn = try target(nil).progress(
            FactSum(value: 1), of: indicator(.count), through: 6)
        #expect(withdrawn == nil)
    }
}
