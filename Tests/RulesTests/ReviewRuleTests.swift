import Basics
import Foundation
import Testing

@testable import Rules

@Suite("The reviews of projects in the city folder")
struct ReviewRuleTests {
    private let heading = """
        name: 评审
        since: 2020-01-01
        basis: sample of x
        """

    private func problems(
        _ reviews: String, id: String = "project-reviews", needed: String? = nil
    ) -> [String] {
        var files = [
            sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
            sampleFile("c/calendar.yaml", minimalCalendar),
            sampleFile(
                "c/rules/a.yaml", "id: \(id)\nkind: reviews\n\(heading)\n\(reviews)"),
        ]
        if let needed {
            files.append(
                sampleFile(
                    "c/rules/b.yaml",
                    """
                    id: stages
                    kind: stages
                    \(heading)
                    stages: [{id: signed, name: 签约, reviews: [\(needed)]}]
                    classes: [{id: build, name: 建设, path: [signed]}]
                    """))
        }
        return examineCity(files, folder: "c").problems.map(said)
    }

    @Test("every fault is named with its line, all at once")
    func broken() {
        let good = """
            reviews:
              - id: one
                name: 一
                concluded_by: [headquarters]
                outcomes: [passed, refused]
                floor: 60
                items: [{id: a, name: 甲, points: 40}, {id: b, name: 乙, points: 60}]
            """
        #expect(problems(good, needed: "one") == [])
        #expect(
            problems(good, needed: "two") == [
                "c/rules/b.yaml:1 没有“two”这种评审，或者它在阶段规则的有效期内断开"
            ])
        #expect(problems(good, id: "other") == ["c/rules/a.yaml:1 项目评审规则的标识须是“project-reviews”"])
        #expect(
            problems(
                """
                reviews:
                  - id: one
                    name: 一
                    concluded_by: []
                    outcomes: [passed]
                    floor: 60
                    items: [{id: a, name: 甲, points: 40}, {id: a, name: 乙, points: 59}]
                    findings: [{id: yes, name: 是, at_best: well}]
                  - id: two
                    name: 二
                    concluded_by: [headquarters]
                    outcomes: [passed, refused]
                    items: [{id: a, name: 甲, points: 5}]
                """
            ) == [
                "c/rules/a.yaml:9 写明哪类单位作结论", "c/rules/a.yaml:10 结论里须有 passed 和 refused",
                "c/rules/a.yaml:12 标识“a”重复", "c/rules/a.yaml:12 各项分值合计99，应为100",
                "c/rules/a.yaml:13 “well”不在可用的词之内：passed conditional refused not_applicable",
                "c/rules/a.yaml:14 没有分值的各条须有 findings，没有条目的不要 findings",
                "c/rules/a.yaml:18 不认识的键“points”",
            ])
    }

    @Test("the shipped ones are borrowed and say so: eleven items, 100 points, four kinds")
    func shipped() throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let day = try #require(Day(2026, 10, 25))
        guard case .sample = try #require(city.rule(ReviewRule.id, on: day)).basis else {
            Issue.record("no sample")
            return
        }
        let kinds = city.reviewKinds(on: day)
        #expect(kinds.map(\.id) == ["admission", "diligence", "legality", "competition"])
        let points = kinds[0].items.compactMap(\.points)
        #expect(points.count == 11 && points.reduce(0, +) == 100 && !kinds[0].vetoes.isEmpty)
        let stages = try #require(city.stages(on: day))
        #expect(stages.neededReviews == kinds.map(\.id))
    }
}
