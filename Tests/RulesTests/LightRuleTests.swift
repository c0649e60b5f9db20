import Basics
import Testing

@testable import Rules

@Suite("Rules of lights")
struct LightRuleTests {
    private func problems(_ changed: [String: String]) -> [String] {
        let keys = [
            "measure": "{short: signed}", "watch": "0.01%", "bad": "50%",
            "words": "{good: 红榜, watch: 黄榜, bad: 黑榜}", "excused_by": "[headquarters]",
        ].merging(changed) { $1 }
        let text =
            "id: a\nname: 甲\nkind: light\nsince: 2020-01-01\nbasis: sample of x\n"
            + keys.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value)" }.joined(separator: "\n")
        return examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar), sampleFile("c/rules/a.yaml", text),
                sampleFile("c/indicators/signed.yaml", minimalIndicator),
            ], folder: "c"
        ).problems.map { Lexicon.chinese.text($0.message) }
    }

    @Test("what no light can follow is named")
    func refused() {
        #expect(problems([:]) == [])
        #expect(problems(["measure": "{short: sold}"]) == ["“sold”不是能按进度看的指标"])
        #expect(
            problems(["measure": "{late: started}", "watch": "1", "bad": "3"]) == [
                "没有“started”这个阶段或日期事实"
            ])
        #expect(problems(["watch": "1"]) == ["应为百分数，最多两位小数，如29.2%"])
        #expect(problems(["watch": "60%"]) == ["bad不能小于watch"])
        #expect(problems(["words": "{good: 绿}"]) == ["三种灯各写一个名称：good watch bad"])
        #expect(
            problems(["words": "{good: 绿, watch: 黄, bad: 红, blue: 蓝}"]) == ["灯只有good watch bad"])
        #expect(
            problems(["orders": "{bad: letter}"]) == [
                "没有“letter”这种单：instruction reminder supervision"
            ])
        #expect(
            problems(["measure": "{short: signed, floor: 5亿元}"]) == ["“signed”没有“floor”这个参数"])
        #expect(problems(["measure": "{}"]).first?.hasPrefix("量什么") == true)
    }

    @Test("a threshold is reached at its value; watched for long enough is bad")
    func levels() {
        let rule = LightRule(
            measure: .late(stage: "started"), watch: 1, bad: 3, running: 2, words: [:],
            excusedBy: [], orders: [:], tells: nil)
        #expect(rule.level(0, running: 1) == .good)
        #expect(rule.level(1, running: 1) == .watch)
        #expect(rule.level(1, running: 2) == .bad)
        #expect(rule.level(3, running: 1) == .bad)
    }
}
