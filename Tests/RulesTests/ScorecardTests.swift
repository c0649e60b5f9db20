import Basics
import Foundation
import Testing

@testable import Rules

@Suite("Scorecards")
struct ScorecardTests {
    private func card(_ terms: String, full: String, inputs: String, decimals: Int = 2) -> String {
        """
        id: card
        name: 某办法
        definition: 某办法
        full: \(full)
        decimals: \(decimals)
        since: 2020-01-01
        basis: sample of x
        inputs:
        \(inputs)
        terms:
        \(terms)
        classes:
          - {id: all, name: 全部, kinds: [district]}
        example:
          units: {}
          gives: {}
        """
    }

    private func examined(_ text: String) -> (city: CityFolder?, problems: [String]) {
        let found = examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
                sampleFile("c/scorecards/a.yaml", text),
            ], folder: "c")
        return (found.city, found.problems.map { Lexicon.chinese.text($0.message) })
    }

    private let plain = "  - {id: a, name: 甲, measure: count, target: true}"

    @Test("weights, full marks, caps and inputs that don't fit are named")
    func refused() {
        func problems(_ terms: String, full: String = "10") -> [String] {
            examined(card(terms, full: full, inputs: plain)).problems.filter { $0 != "算例没有写得数" }
        }
        #expect(problems("  - {id: t, name: 甲, points: 10, completion: a, cap: none}") == [])
        #expect(
            problems("  - {id: t, name: 甲, points: 9, completion: a, cap: none}") == [
                "各项合计9分，不是满分10分"
            ])
        #expect(
            problems("  - {id: t, name: 甲, points: 10, completion: {a: 60%}, cap: 100%}") == [
                "“t”的权重合计不是100%"
            ])
        #expect(
            problems("  - {id: t, name: 甲, points: 10, completion: a}")
                .contains("写明封顶（cap）：100%、120%或none"))
        #expect(
            problems("  - {id: t, name: 甲, points: 10, best: b}") == ["“t”用到的“b”不在inputs里"])
        #expect(problems("  - {id: t, name: 甲, points: 10, marks: a}") == ["“a”须是打分（marks）"])
        #expect(
            problems("  - {id: t, name: 甲, points: 10, best: a, spread: a}")
                .contains { $0.hasPrefix("每项写一种算法") })
        #expect(
            problems("  - {id: t, name: 甲, points: -1, best: a}").contains {
                $0.hasPrefix("应为分数")
            })
        let wrong = card(
            "  - {id: t, name: 甲, points: 10, best: a}", full: "10", inputs: plain
        ).replacingOccurrences(of: "units: {}", with: "units: {one: {a: 3}}")
            .replacingOccurrences(of: "gives: {}", with: "gives: {one: \"9\"}")
        #expect(examined(wrong).problems == ["算例“one”应得9，按办法算出10"])
    }

    private func scores(
        _ terms: String, full: String, inputs: String? = nil, _ values: [String: ScoreValues]
    ) throws -> [String: Score] {
        let text = card(terms, full: full, inputs: inputs ?? plain)
            .replacingOccurrences(of: "units: {}", with: "units: {x: {}}")
            .replacingOccurrences(of: "gives: {}", with: "gives: {x: \"-\"}")
        let found = examined(text)
        #expect(found.problems == [])
        let card = try #require(found.city?.scorecards.first)
        let scores = card.scores(values, classes: values.mapValues { _ in "all" })
        return Dictionary(scores.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func done(_ value: Int64, of target: Int64? = nil) -> ScoreValues {
        ScoreValues(done: ["a": value], targets: target.map { ["a": $0] } ?? [:])
    }

    @Test("ranks share the first of their places, and who misses something has none")
    func ranks() throws {
        let found = try scores(
            "  - {id: t, name: 甲, points: 10, completion: a, cap: 100%}", full: "10",
            [
                "one": done(5, of: 10), "two": done(8, of: 10), "three": done(8, of: 10),
                "four": done(3), "five": done(1, of: 10),
            ])
        #expect(
            found.mapValues(\.rank) == ["one": 3, "two": 1, "three": 1, "four": nil, "five": 4])
        #expect(found["two"]?.isTied == true && found["one"]?.isTied == false)
        #expect(found["four"]?.total == nil && found["four"]?.terms.first?.missing == ["a"])
    }

    @Test("each way from a value to points, at its edges")
    func methods() throws {
        let term = "  - {id: t, name: 甲, points: 10, "
        func points(_ method: String, _ values: [String: ScoreValues]) throws -> [String: String] {
            try scores(term + method + "}", full: "10", values).mapValues {
                $0.total?.description ?? "-"
            }
        }
        #expect(
            try points("completion: a, cap: 120%", ["x": done(13, of: 10), "y": done(11, of: 10)])
                == ["x": "12", "y": "11"])
        #expect(try points("completion: a, cap: none", ["x": done(30, of: 10)]) == ["x": "30"])
        #expect(
            try points("completion: a, cap: 100%", ["x": done(1, of: 3), "y": done(2, of: 3)])
                == ["x": "3.33", "y": "6.67"])
        #expect(try points("best: a", ["x": done(5), "y": done(0)]) == ["x": "10", "y": "0"])
        #expect(try points("best: a", ["x": done(0)]) == ["x": "-"])
        #expect(
            try points("spread: a", ["x": done(5), "y": done(1), "z": done(2)]) == [
                "x": "10", "y": "6", "z": "7",
            ])
        #expect(try points("spread: a", ["x": done(5), "y": done(5)]) == ["x": "10", "y": "10"])
        #expect(
            try points("floors: {a: 3}, less: 4", ["x": done(3), "y": done(2), "z": done(0)]) == [
                "x": "10", "y": "6", "z": "0",
            ])
        #expect(try points("each: {a: 3}", ["x": done(2), "y": done(9)]) == ["x": "6", "y": "10"])
        #expect(
            try points("deductions: {a: 3}", ["x": done(2), "y": done(9)]) == ["x": "4", "y": "0"])
    }

    /// 德清's monthly rule of a team member, printed one way and computed another (DOMAIN §2.6): a
    /// vector for the arithmetic only, never a card of a city.
    @Test("a group's maximum, as one county computes it")
    func groupMaximum() throws {
        let inputs = """
              - {id: visits, name: 拜访, measure: count}
              - {id: hosted, name: 接待, measure: count}
            """
        let found = try scores(
            """
              - {id: v, name: 拜访, points: 10, best: visits}
              - {id: h, name: 接待, points: 10, best: hosted}
            """, full: "20", inputs: inputs,
            [
                "one": ScoreValues(done: ["visits": 12, "hosted": 1]),
                "two": ScoreValues(done: ["visits": 9, "hosted": 4]),
            ])
        #expect(found["one"]?.total?.description == "12.5")
        #expect(found["two"]?.total?.description == "17.5")
    }

    /// DOMAIN §3.5: the two units of the scorecard of 2024; the examples of all shipped cards are
    /// computed when the folder is read.
    @Test("2.78 and 2.95, exactly")
    func golden() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let day = try #require(Day(2024, 12, 31))
        let card = try #require(city.scorecards(on: day).first { $0.id == "city-districts" })
        func values(_ done: [Int64], _ targets: [Int64]) -> ScoreValues {
            let names = card.inputs.map(\.id)
            return ScoreValues(
                done: Dictionary(zip(names, done), uniquingKeysWith: { $1 }),
                targets: Dictionary(zip(names, targets), uniquingKeysWith: { $1 }))
        }
        let targets: [Int64] = [10_000, 10_000, 27, 5_400]
        let scores = card.scores(
            [
                "one": values([9_600, 12_000, 28, 17_770, 7, 4, 1, 0, 1, 1, 1, 0], targets),
                "two": values([9_000, 12_000, 29, 14_194, 9, 4, 1, 0, 2, 1, 1, 0], targets),
            ], classes: ["one": "all", "two": "all"])
        #expect(scores.map(\.unit) == ["two", "one"])
        #expect(scores.map { $0.total?.description } == ["2.95", "2.78"])
        #expect(
            scores[1].terms.compactMap { $0.points?.description } == [
                "0.48", "0.6", "0.5", "0.5", "0.3", "0.4",
            ])
        #expect(city.scorecards(on: day).filter(\.isOnlyBorrowed).count == 8)
    }
}

extension Scorecard {
    fileprivate var isOnlyBorrowed: Bool { if case .sample = basis { true } else { false } }
}
