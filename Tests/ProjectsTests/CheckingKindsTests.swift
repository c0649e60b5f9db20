import Basics
import Projects
import Testing

@Suite("An earlier year's project signed again")
struct CheckingResigningTests {
    private let ledger = row(
        "东屿", 4, "霁川水刀设备产业园", ["浙江霁川机器人有限公司"], yi: 1.1, signed: "2025-11-10",
        file: "ledger.xlsx")

    @Test("is found, also in another unit, with another total and another word for the site")
    func found() {
        let now = row("西岭", 9, "霁川水刀设备产业基地", ["霁川机器人"], yi: 1.43, signed: "2026-05-06")
        let found = check([now], earlier: [ledger])
        #expect(kinds(found) == [.resigning])
        #expect(found.first?.rows == [now.place, ledger.place])
    }

    @Test("is neither a project carried over nor a second phase nor another product")
    func notFound() {
        let investor = ["浙江霁川机器人有限公司"]
        for now in [
            row("东屿", 9, "霁川水刀设备产业园", investor, yi: 1.1, signed: "2025-11", stage: .started),
            row("东屿", 9, "霁川水刀设备项目二期", investor, yi: 4, signed: "2026-05-06"),
            row("东屿", 9, "霁川水刀设备增资扩产项目", investor, yi: 4, signed: "2026-05-06"),
            row("东屿", 9, "霁川分拣机研发中心", investor, yi: 4, signed: "2026-05-06"),
            row("东屿", 9, "霁川水刀设备产业园", investor, yi: 1.1, signed: nil, stage: .talks),
        ] {
            #expect(check([now], earlier: [ledger]) == [])
        }
    }
}

@Suite("A framework reported as formal")
struct CheckingFrameworkTests {
    @Test(
        "is found by what the notes say",
        arguments: [
            "目前仅签框架协议", "双方签的是意向书，土地指标待落实", "战略合作协议，正式合同拟四季度签订", "已签订合作备忘录", "意向性协议，未约定违约责任",
            "框架协议，约定6个月内签正式协议", "签订投资框架协议,待转正式合同", "已签署MOU", "现为战略合作框架协议",
        ])
    func found(_ remark: String) {
        #expect(kinds(check([row("东屿", 5, "甲", ["乙"], remark: remark)])) == [.framework])
    }

    @Test(
        "is not one that became formal, a building, or somebody's intention",
        arguments: [
            "前期框架协议已转为正式投资协议", "由意向协议转签正式合同", "框架协议已升级为正式合同", "厂房为框架结构", "主体框架已封顶",
            "已对接意向客户三家", "本月召开专题调度会", "不是框架协议", "原签框架协议，现已签订正式投资协议", "战略合作伙伴推荐",
        ])
    func notFound(_ remark: String) {
        #expect(check([row("东屿", 5, "甲", ["乙"], remark: remark)]) == [])
    }

    @Test("is not one that the sheet itself calls a framework, nor talks")
    func honest() {
        #expect(check([row("东屿", 5, "甲", ["乙"], agreement: .framework, remark: "框架协议")]) == [])
        #expect(
            check([
                row(
                    "东屿", 5, "甲", ["乙"], signed: nil, stage: .talks, agreement: Agreement.none,
                    evidence: nil, remark: "拟先签框架协议")
            ]) == [])
    }
}

@Suite("Signed without proof")
struct CheckingEvidenceTests {
    @Test("is found where the sheet has the column")
    func found() {
        let rows = [
            row("东屿", 5, "甲", ["乙"]), row("东屿", 6, "丙", ["丁"], evidence: false),
            row("东屿", 7, "戊", ["己"], stage: .started, evidence: nil),
        ]
        #expect(check(rows).map(\.rows) == [[rows[1].place], [rows[2].place]])
    }

    @Test("is not asked of talks, nor of sheets without the column, nor of what left")
    func notFound() {
        #expect(
            check([
                row("东屿", 5, "甲", ["乙"]),
                row("东屿", 6, "丙", ["丁"], signed: nil, stage: .talks, evidence: nil),
                row("东屿", 7, "庚", ["辛"], evidence: false, isDropped: true),
                row("西岭", 6, "戊", ["己"], evidence: nil),
            ]) == [])
    }
}

@Suite("A sum that its parts do not make")
struct CheckingSumsTests {
    private let rows = (5...8).map { row("东屿", $0, "甲\($0)", ["乙\($0)"], yi: Double($0) + 0.13) }

    private func sum(_ yi: Double) -> ReportedSum {
        ReportedSum(
            place: place("东屿.xlsx", 9), label: "小计",
            total: Money(minor: Int64((yi * 1e10).rounded())), parts: rows.map(\.place))
    }

    @Test("is found, its own row first")
    func found() throws {
        for wrong in [20.39, 62.52, 25.62] {
            let found = check(rows, sums: [sum(wrong)])
            #expect(kinds(found) == [.subtotal])
            #expect(found.first?.rows.first == place("东屿.xlsx", 9))
        }
    }

    @Test("is not one that is right, rounded, or counts what left or not")
    func notFound() {
        #expect(check(rows, sums: [sum(26.52)]) == [])
        #expect(check(rows, sums: [sum(26.5)]) == [])
        var dropped = rows
        dropped[0].isDropped = true
        #expect(check(dropped, sums: [sum(26.52)]) == [])
        #expect(check(dropped, sums: [sum(21.39)]) == [])
    }

    @Test("totals of any size do no harm")
    func huge() {
        var rows = rows
        for index in rows.indices { rows[index].total = Money(minor: .max) }
        _ = check(rows, sums: [sum(26.52)])
        rows[0].total = Money(minor: .min)
        _ = check(rows, sums: [sum(26.52)])
    }
}

@Suite("A total in the wrong unit")
struct CheckingUnitsTests {
    private let rows = (1...20).map {
        row("东屿", $0, "甲\($0)", ["乙\($0)"], yi: 0.3 * Double($0), received: 0.1)
    }

    @Test("is found, too high or too low")
    func found() {
        for (yi, index) in [(27_500.0, 3), (0.000_3, 12)] {
            var rows = rows
            rows[index].total = Money(minor: Int64(yi * 1e10))
            let found = check(rows)
            #expect(kinds(found) == [.unit])
            #expect(found.first?.rows == [rows[index].place])
        }
    }

    @Test("is not a project that is merely large or small")
    func notFound() {
        for yi in [120.0, 300, 0.02] {
            var rows = rows
            rows[4].total = Money(minor: Int64(yi * 1e10))
            #expect(check(rows) == [])
        }
    }
}
