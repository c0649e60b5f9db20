import Basics
import Foundation
import Testing

@testable import Rules

@Suite("The ladder of orders in the city folder")
struct EscalationRuleTests {
    private func problems(_ rungs: String, id: String = "order-escalation") -> [String] {
        let rule = """
            id: \(id)
            name: 升级
            kind: escalation
            since: 2020-01-01
            basis: sample of x
            unit: working_day
            \(rungs)
            """
        return examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
                sampleFile("c/rules/a.yaml", rule),
            ], folder: "c"
        ).problems.map(said)
    }

    @Test("every fault is named with its line, all at once")
    func broken() {
        #expect(problems("rungs: [{name: 一, after: 0, tell: [owner]}]") == [])
        #expect(
            problems(
                """
                rungs:
                  - {name: 一, after: 3, tell: [owner]}
                  - {name: 二, after: 3, tell: [mayor]}
                  - {name: 三, after: 2, tell: [owner, owner]}
                  - {after: 9999, tell: [], by: x}
                """
            ) == [
                "c/rules/a.yaml:9 “mayor”不在可用的词之内：owner sender headquarters leader",
                "c/rules/a.yaml:9 写明告知谁", "c/rules/a.yaml:9 后一级须晚于前一级：3不晚于3",
                "c/rules/a.yaml:10 同一级告知对象重复",
                "c/rules/a.yaml:10 后一级须晚于前一级：2不晚于3",
                "c/rules/a.yaml:11 不认识的键“by”", "c/rules/a.yaml:11 缺少键“name”",
                "c/rules/a.yaml:11 9999不在-60至2600之间", "c/rules/a.yaml:11 写明告知谁",
            ])
        #expect(problems("rungs: []") == ["c/rules/a.yaml:7 升级至少要有一级"])
        #expect(problems("# none") == ["c/rules/a.yaml:1 缺少键“rungs”"])
        #expect(
            problems("rungs: [{name: 一, after: 0, tell: [owner]}]", id: "other")
                == ["c/rules/a.yaml:1 升级规则的标识须是“order-escalation”"])
    }

    @Test("the shipped ladder is borrowed and says so; rungs are reached on working days")
    func shipped() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let sent = try #require(Day(2026, 9, 20))
        let rule = try #require(city.rule(EscalationRule.id, on: sent))
        guard case .sample = rule.basis else {
            Issue.record("\(rule.basis)")
            return
        }
        let ladder = try #require(city.escalation(on: sent))
        // Due on the last day before the National Day holiday.
        let due = try #require(Day(2026, 9, 30))
        for (day, rungs) in [
            ("2026-09-27", 0), ("2026-09-28", 1), ("2026-09-30", 1), ("2026-10-07", 1),
            ("2026-10-08", 2), ("2026-10-12", 2), ("2026-10-13", 3), ("2036-10-13", 3),
        ] {
            let today = try #require(Day(text: day))
            #expect(ladder.reached(due: due, on: today, by: city.calendar) == rungs, "\(day)")
        }
    }
}
