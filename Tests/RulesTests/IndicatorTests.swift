import Basics
import Foundation
import Testing

@testable import Rules

@Suite("The definitions of figures in the city folder")
struct IndicatorTests {
    private func problems(_ files: [String]) -> [String] {
        let own = files.enumerated().map { sampleFile("c/indicators/\($0).yaml", $1) }
        return examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
            ] + own, folder: "c"
        ).problems.map(said)
    }

    private func facts(_ id: String = "signed", _ changed: [String: String] = [:]) -> String {
        let keys = [
            "id": id, "name": "签约", "definition": "签约的项目", "unit": "count",
            "source": "project", "measure": "count()", "where": "total >= 1亿元",
            "time": "signed_on", "since": "2020-01-01", "basis": "sample of x",
            "example": "{period: 2026, facts: [{signed_on: 2026-01-01, total: 2亿元}], gives: 1}",
        ].merging(changed) { $1 }
        return keys.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    }

    private func derived(_ id: String, _ formula: String, unit: String = "count") -> String {
        facts(
            id,
            [
                "formula": formula, "unit": unit, "source": "", "measure": "", "where": "",
                "time": "", "example": "{given: {signed: 6, other: 3, \(id): 1}, gives: 9}",
            ])
    }

    @Test("a condition that can't be read or asks for what isn't there is named")
    func conditions() {
        func said(_ condition: String) -> String {
            problems([facts("signed", ["where": "\"\(condition)\""])]).joined(separator: "；")
        }
        #expect(said("total >= 1亿元") == "")
        #expect(said("not (total < 1亿元 or chain in (a, b)) or total > 1亿元") == "")
        #expect(said("total >=").contains("在“…”处读不懂"))
        #expect(said("total >= 1亿元 1").contains("在“1”处读不懂"))
        #expect(said("(total >= 1亿元").contains("读不懂"))
        #expect(said("chain == '生物").contains("读不懂"))
        #expect(said("lastly(started)").contains("读不懂"))
        #expect(said("price >= 1亿元").contains("项目没有“price”"))
        #expect(said("layer == foreign").contains("项目没有“layer”"))
        #expect(said("total >= 1亿美元").contains("“total”是元，不能与“1亿美元”相比"))
        #expect(said("total >= 5").contains("“total”是金额，不能与“5”相比"))
        #expect(said("signed_on > 五月").contains("“signed_on”是日期"))
        #expect(said("agreement == formel").contains("“agreement”没有“formel”：formal framework none"))
        #expect(said("chain > a").contains("“chain”不分大小"))
        #expect(said("agreement").contains("“agreement”不是是非"))
        #expect(said("in_pipeline == yes").contains("“in_pipeline”是是非，不用比较"))
        #expect(said("total >= $floor").contains("没有“floor”这个参数"))
        let deep =
            String(repeating: "(", count: 60) + "total > 1亿元" + String(repeating: ")", count: 60)
        #expect(said(deep).contains("读不懂"))
    }

    @Test("every fault of a definition is named")
    func definitions() {
        #expect(
            problems([facts("signed", ["unit": "yuan"])]) == ["c/indicators/0.yaml:10 计数的单位应为count"]
        )
        #expect(
            problems([facts("signed", ["measure": "sum(chain)", "unit": "yuan"])]).first?
                .contains("只能合计项目的金额：total") == true)
        #expect(
            problems([facts("signed", ["time": "chain"])]).first?.contains("time须是项目的日期：signed_on")
                == true)
        #expect(
            problems([facts("signed", ["share": "in_pipeline"])]).first?.contains(
                "单位应为percent") == true)
        #expect(
            problems([facts("signed", ["example": "{period: 2026, facts: [], gives: 1}"])]) == [
                "c/indicators/0.yaml:3 算例应得1，按口径算出0"
            ])
        #expect(
            problems([facts("signed", ["example": ""])]) == ["c/indicators/0.yaml:1 缺少键“example”"])
        #expect(
            problems([facts(), facts()]) == [
                "c/indicators/1.yaml:1 指标“signed”与c/indicators/0.yaml:1同日有效"
            ])
        #expect(
            problems([
                facts("signed", ["until": "2024-12-31"]), facts("signed", ["since": "2025-01-01"]),
            ]) == [])
    }

    @Test("a formula asks for what is there on each of its days, adds like with like, and ends")
    func formulas() {
        #expect(problems([facts(), facts("other"), derived("both", "signed + other")]) == [])
        #expect(
            problems([facts(), derived("both", "signed + other")]) == [
                "c/indicators/1.yaml:1 没有“other”这个指标，或者它在有效期内断开"
            ])
        #expect(
            problems([
                facts(), facts("other", ["until": "2024-12-31"]), derived("both", "signed + other"),
            ]).count == 1)
        #expect(
            problems([
                facts(), derived("one", "signed + two"), derived("two", "signed + one"),
            ]).filter { $0.hasSuffix("算式绕回了自己") }.count == 2)
        let money = facts(
            "other",
            [
                "measure": "sum(total)", "unit": "yuan",
                "example":
                    "{period: 2026, facts: [{signed_on: 2026-01-01, total: 2亿元}], gives: 2亿元}",
            ])
        #expect(
            problems([facts(), money, derived("both", "signed + other")]) == [
                "c/indicators/2.yaml:1 单位不同的指标不能相加"
            ])
        #expect(problems([facts(), derived("both", "signed +")]).first?.contains("读不懂") == true)
    }

    @Test("false and unknown is false, true or unknown is true, and not unknown stays unknown")
    func unknowns() {
        let context = ConditionContext(
            lastDay: Day(number: 20_000), parameters: ["floor": .amount(Money(minor: 100))])
        let known = FactValues(
            fields: ["total": .amount(Money(minor: 100)), "in_pipeline": .flag(false)])
        let large = Condition.compares(field: "total", .atLeast, .parameter("floor"))
        let formal = Condition.compares(
            field: "agreement", .equal, .literal(.word("formal")))
        let open = Condition.flag(field: "in_pipeline")
        #expect(large.isMet(by: known, context) == true)
        #expect(formal.isMet(by: known, context) == nil)
        #expect(Condition.not(formal).isMet(by: known, context) == nil)
        #expect(Condition.all([formal, open]).isMet(by: known, context) == false)
        #expect(Condition.all([formal, large]).isMet(by: known, context) == nil)
        #expect(Condition.any([formal, large]).isMet(by: known, context) == true)
        #expect(Condition.any([formal, open]).isMet(by: known, context) == nil)
        #expect(Condition.isKnown(field: "agreement").isMet(by: known, context) == false)
        let dollars = FactValues(fields: ["total": .amount(Money(minor: 100, .USD))])
        #expect(large.isMet(by: dollars, context) == nil)
    }
}
