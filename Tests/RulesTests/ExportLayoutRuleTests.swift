import Basics
import Foundation
import Testing

@testable import Rules

@Suite("Layouts of exports in the city folder")
struct ExportLayoutRuleTests {
    private let heading = """
        since: 2020-01-01
        basis: sample of x
        """

    private func problems(_ body: String, id: String = "export-a") -> [String] {
        examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar),
                sampleFile(
                    "c/rules/fields.yaml",
                    """
                    id: project-fields
                    name: 档案
                    kind: fields
                    \(heading)
                    numbers: {city: SJ, unit: QY}
                    groups:
                      - name: 用地
                        fields:
                          - {id: land, name: 用地, type: choice, choices: [{id: none, name: 无}]}
                          - {id: park, name: 园区, type: text}
                    """),
                sampleFile(
                    "c/rules/stages.yaml",
                    """
                    id: stages
                    name: 阶段
                    kind: stages
                    \(heading)
                    stages: [{id: started, name: 开工}]
                    classes: [{id: build, name: 建设, path: [started]}]
                    """),
                sampleFile(
                    "c/rules/a.yaml",
                    "id: \(id)\nname: 表\nkind: export_layout\n\(heading)\n\(body)"),
            ], folder: "c"
        ).problems.map(said)
    }

    @Test("every kind of column and every condition of the list is understood")
    func whole() {
        #expect(
            problems(
                """
                title: 表
                title_en: Table
                amounts: 亿元
                dates: chinese
                projects:
                  unit: east
                  stage: 签约
                  chain: 新能源
                  agreement: formal
                  standing: active
                  least: 1
                  class: build
                  reached: started
                  fields: {land: none}
                columns:
                  - {name: 序号, en: No., value: number, width: 6}
                  - {name: 项目, value: name}
                  - {name: 用地, group: 要素, group_en: Needs, field: land}
                  - {name: 用地, field: park}
                  - {name: 计划, planned: started}
                  - {name: 实际, reached: started}
                  - {name: 到位, receipts: year, layers: [inside_province], amounts: 万元}
                """) == [])
    }

    @Test("every fault is named with its line, all at once")
    func broken() {
        let values = ExportValue.allCases.map(\.rawValue).joined(separator: " ")
        let found = problems(
            """
            title: 表
            amounts: 元
            dates: roman
            projects: {unit: west, stage: 想法, agreement: oral, standing: lost, least: 0, class: x, reached: y, fields: {land: big, park: a, sea: b}}
            columns:
              - {name: 项目, value: name}
              - {name: 项目, value: colour}
              - {name: 项目, value: id}
              - {name: 两样, value: id, field: land}
              - {name: 没有}
              - {name: 海, field: sea}
              - {name: 完工, planned: ended}
              - {name: 完工, group: 实际, reached: ended}
              - {name: 钱, receipts: year, layers: [inside_province, foreign]}
              - {name: 层, value: chain, layers: [foreign], amounts: 角, width: 2, colour: red}
            """, id: "full")
        let keys = "value field planned reached receipts"
        #expect(
            found == [
                "c/rules/a.yaml:1 “full”是程序自带的版式",
                "c/rules/a.yaml:7 “元”不在可用的词之内：万元 亿元",
                "c/rules/a.yaml:8 “roman”不在可用的词之内：iso chinese dotted",
                "c/rules/a.yaml:9 “想法”不在可用的词之内：在谈 签约 开工 竣工 投产",
                "c/rules/a.yaml:9 “oral”不在可用的词之内：formal framework none",
                "c/rules/a.yaml:9 “lost”不在可用的词之内：active paused left",
                "c/rules/a.yaml:9 0不在1至1000000之间",
                "c/rules/a.yaml:12 “colour”不在可用的词之内：\(values)",
                "c/rules/a.yaml:13 表头“项目”写了两次",
                "c/rules/a.yaml:14 一列写一项：\(keys)",
                "c/rules/a.yaml:15 一列写一项：\(keys)",
                "c/rules/a.yaml:19 内资和外资不相加",
                "c/rules/a.yaml:20 不认识的键“colour”",
                "c/rules/a.yaml:20 “角”不在可用的词之内：万元 亿元",
                "c/rules/a.yaml:20 2不在4至80之间",
                "c/rules/a.yaml:20 layers只和receipts一起写",
            ], "\(found.joined(separator: "\n"))")
    }

    @Test("what a layout names must stand in the folder on each day of it")
    func unknown() {
        #expect(
            problems(
                """
                title: 表
                amounts: 万元
                projects: {unit: west, class: x, reached: y, fields: {land: big, park: a, sea: b}}
                columns:
                  - {name: 海, field: sea}
                  - {name: 完工, planned: ended}
                  - {name: 完工, group: 实际, reached: ended}
                """) == [
                    "c/rules/a.yaml:8 没有“west”这个单位",
                    "c/rules/a.yaml:8 没有“y”这个阶段",
                    "c/rules/a.yaml:8 没有“x”这个项目类别",
                    "c/rules/a.yaml:8 “land”没有可选的“big”",
                    "c/rules/a.yaml:8 “park”没有可选的“a”",
                    "c/rules/a.yaml:8 “sea”没有可选的“b”",
                    "c/rules/a.yaml:10 没有“sea”这个字段",
                    "c/rules/a.yaml:11 没有“ended”这个阶段",
                    "c/rules/a.yaml:12 没有“ended”这个阶段",
                ])
        #expect(
            problems("title: 表\namounts: 万元\ncolumns: []") == ["c/rules/a.yaml:8 至少写一列"])
    }
}
