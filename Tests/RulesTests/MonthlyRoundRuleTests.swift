import Basics
import Foundation
import Testing

@testable import Rules

@Suite("The monthly round in the city folder")
struct MonthlyRoundRuleTests {
    private func rule(_ body: String, id: String = "monthly-round") -> String {
        """
        id: \(id)
        name: 月报
        kind: monthly_round
        since: 2020-01-01
        basis: sample of x
        \(body)
        """
    }

    private func problems(_ body: String, id: String = "monthly-round") -> [String] {
        examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
                sampleFile("c/rules/a.yaml", rule(body, id: id)),
            ], folder: "c"
        ).problems.map(said)
    }

    @Test("every fault is named with its line, all at once")
    func broken() {
        let checks = "checks: [{name: 市级, by: headquarters, days: 3}]"
        let whole = "deadline: {day: 25, month: same, off_day: earlier}"
        #expect(problems("\(whole)\n\(checks)\nrequires: [name]") == [])
        #expect(
            problems(
                """
                deadline: {day: 32, month: later, off_day: never}
                checks:
                  - {name: 市级, by: headquarters, days: 3}
                  - {name: 区级, by: mayor, days: -1}
                requires: [colour]
                """
            ) == [
                "c/rules/a.yaml:6 32不在1至31之间",
                "c/rules/a.yaml:6 “later”不在可用的词之内：same next",
                "c/rules/a.yaml:6 “never”不在可用的词之内：earlier later stay",
                "c/rules/a.yaml:9 “mayor”不在可用的词之内：reporting headquarters",
                "c/rules/a.yaml:9 -1不在0至2600之间",
                "c/rules/a.yaml:10 “colour”不在可用的词之内："
                    + "name investors total stage agreement chain mode contact content signed_on",
            ])
        #expect(
            problems(
                "\(whole)\nchecks: [{name: 区级, by: reporting, days: 1}]\nrequires: [name]",
                id: "other")
                == [
                    "c/rules/a.yaml:1 月报规则的标识须是“monthly-round”",
                    "c/rules/a.yaml:7 最后一级审核须是 headquarters",
                ])
    }

    @Test(
        "the deadline in short months, on days off, on a swapped Saturday, past the last notice",
        arguments: [
            // The 25th of October 2026 is a Sunday.
            (25, "same", OffDayRule.earlier, "2026-10", "2026-10-23", true),
            (25, "same", .later, "2026-10", "2026-10-26", true),
            (25, "same", .stay, "2026-10", "2026-10-25", true),
            // In the National Day holiday; the Saturday after it is worked.
            (3, "next", .earlier, "2026-09", "2026-09-30", true),
            (3, "next", .later, "2026-09", "2026-10-08", true),
            (10, "same", .earlier, "2026-10", "2026-10-10", true),
            // Short months and leap years.
            (31, "same", .earlier, "2024-02", "2024-02-29", true),
            (31, "same", .earlier, "2025-02", "2025-02-28", true),
            (30, "next", .later, "2024-01", "2024-02-29", true),
            // The last day with a notice, and the first without.
            (31, "same", .later, "2026-12", "2026-12-31", true),
            (1, "next", .later, "2026-12", "2027-01-01", false),
            (31, "same", .earlier, "2028-02", "2028-02-29", false),
        ] as [(Int, String, OffDayRule, String, String, Bool)])
    func deadlines(
        day: Int, month: String, offDay: OffDayRule, reported: String, due: String,
        isPublished: Bool
    ) throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let rule = MonthlyRoundRule(
            day: day, isNextMonth: month == "next", offDay: offDay, checks: [], requires: [])
        let found = rule.due(for: try #require(Month(text: reported)), by: city.calendar)
        #expect(found.day.description == due && found.isPublished == isPublished)
    }

    @Test("the shipped round is borrowed and says so")
    func shipped() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let day = try #require(Day(2026, 10, 1))
        guard case .sample = try #require(city.rule(MonthlyRoundRule.id, on: day)).basis else {
            Issue.record("not a sample")
            return
        }
        #expect(city.monthlyRound(on: day)?.checks.map(\.by) == [.reporting, .headquarters])
    }
}
