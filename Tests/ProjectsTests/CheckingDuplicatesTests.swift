import Basics
import Projects
import Testing

private typealias Pair = (ReportedProject, ReportedProject)

@Suite("One project reported by two units")
struct CheckingDuplicatesTests {
    @Test("is found whatever names and figures differ", arguments: 0..<9)
    func found(_ index: Int) {
        let code = "91330106MA00000X0X"
        let pairs: [Pair] = [
            // A short name, another kind of site, a total that was rounded.
            (
                row("东屿", 5, "陶瓷轴承生产基地项目", ["深圳市霖昀智能装备有限公司"], yi: 1.75, signed: "2026-07-31"),
                row("西岭", 9, "陶瓷轴承智能工厂项目", ["深圳霖昀"], yi: 1.8, signed: "2026-07")
            ),
            // Renamed: the code stays.
            (
                row("东屿", 5, "城市数据平台项目", ["浙江晨珏软件有限公司"], code: code, signed: "2026-04-05"),
                row("西岭", 9, "城市数据平台项目", ["蕙岚信息系统（浙江）股份有限公司"], code: code, signed: "2026-04")
            ),
            // Renamed: the remark tells.
            (
                row("东屿", 5, "晨珏电解槽研发总部", ["浙江蕙岚氢能科技有限公司"], remark: "企业原名浙江晨珏氢能科技有限公司"),
                row("西岭", 9, "晨珏电解槽研发中心", ["浙江晨珏氢能科技有限公司"])
            ),
            // Group and member.
            (
                row("东屿", 5, "霁川水刀设备生产基地项目", ["河北霁川集团有限公司"], signed: "2026-02-23"),
                row("西岭", 9, "霁川水刀设备制造基地", ["湖南霁川机器人有限公司"], signed: "2026-03-01")
            ),
            // Yet to be founded.
            (
                row("东屿", 5, "霖昀货运飞艇产业园", ["上海霖昀航空科技有限公司"], yi: 1.1),
                row("西岭", 9, "霖昀货运飞艇产业园", ["霖昀项目公司（拟设立）"], yi: 1.2)
            ),
            // A foreign name translated twice; a foreign name and its translation.
            (
                row("东屿", 5, "瓦尔西岭藻类提取物基地", ["瓦尔德林能源（新加坡）有限公司"]),
                row("西岭", 9, "瓦尔西岭藻类提取物生产基地建设项目", ["新加坡瓦尔德琳能源公司"])
            ),
            (
                row("东屿", 5, "单抗注射液基地", ["Valdrin Pharma Pte. Ltd."], signed: "2026-01-31"),
                row("西岭", 9, "单抗注射液生产基地建设项目", ["瓦尔德林制药（新加坡）有限公司"], signed: "2026-02")
            ),
            // Another title that names the chain and not the product.
            (
                row("东屿", 5, "年产8万套量子点膜项目", ["苏州晨珏光电科技有限公司"], yi: 8.2, chain: "新型显示"),
                row("西岭", 9, "晨珏新型显示产业园（一期）", ["苏州晨珏光电科技有限公司"], yi: 8.2, chain: "新型显示")
            ),
            // Traditional script.
            (
                row("东屿", 5, "霖昀電子級聚酰亞胺項目", ["無錫霖昀高分子材料有限公司"]),
                row("西岭", 9, "霖昀电子级聚酰亚胺项目", ["无锡霖昀高分子材料有限公司"])
            ),
        ]
        let (one, other) = pairs[index]
        let found = check([one, other])
        #expect(kinds(found) == [.duplicate])
        #expect(Set(found.flatMap(\.rows)) == [one.place, other.place])
        #expect(found.allSatisfy { !$0.reasons.isEmpty && (0...1).contains($0.score) })
    }

    @Test("is not seen in what only looks alike", arguments: 0..<8)
    func notFound(_ index: Int) {
        let code = "91330106MA00000X0X"
        let pairs: [Pair] = [
            // Phases, in one unit or two.
            (
                row("东屿", 5, "霁川水刀设备项目（一期）", ["浙江霁川机器人有限公司"], code: code),
                row("西岭", 9, "霁川水刀设备项目（二期）", ["浙江霁川机器人有限公司"], code: code)
            ),
            (
                row("东屿", 5, "霁川水刀设备项目", ["浙江霁川机器人有限公司"], code: code),
                row("西岭", 9, "霁川水刀设备项目Ⅱ期", ["浙江霁川机器人有限公司"], code: code)
            ),
            (
                row("东屿", 5, "霁川水刀设备项目", ["浙江霁川机器人有限公司"], code: code),
                row("西岭", 9, "霁川水刀设备增资扩产项目", ["浙江霁川机器人有限公司"], code: code)
            ),
            // One group, other products in other places.
            (
                row("东屿", 5, "霁川单抗注射液基地", ["示例霁川药业有限公司"], yi: 6.4),
                row("西岭", 9, "抛光液产业化项目", ["示例霁川微电子有限公司"], yi: 4.7, signed: "2026-06-29")
            ),
            // One investor, two projects.
            (
                row("东屿", 5, "海外仓生产基地项目", ["苏州晨珏集团有限公司"], yi: 1.7, signed: "2026-03"),
                row("西岭", 9, "声呐阵列研发中心", ["苏州晨珏集团有限公司"], yi: 5.1, signed: nil, stage: .talks)
            ),
            // A title that anybody uses, the same total, other investors.
            (
                row("东屿", 5, "工业大脑项目", ["湖南晨珏软件有限公司"], yi: 1.61),
                row("西岭", 9, "工业大脑项目", ["霁川人工智能科技（浙江）有限公司"], yi: 1.61)
            ),
            // Names of one sound.
            (
                row("东屿", 5, "晨熠单抗注射液项目", ["四川晨熠药业有限公司"], yi: 1),
                row("西岭", 9, "晨燚单抗注射液研发中心", ["江苏晨燚药业有限公司"], yi: 2.8)
            ),
            // Rows of one unit.
            (
                row("东屿", 5, "霖昀货运飞艇产业园", ["上海霖昀航空科技有限公司"]),
                row("东屿", 9, "霖昀货运飞艇产业园", ["上海霖昀航空科技有限公司"])
            ),
        ]
        let (one, other) = pairs[index]
        #expect(check([one, other]) == [])
    }

    @Test("three units make one group, the order of rows doesn't matter")
    func groups() {
        let rows = ["东屿", "西岭", "南汀"].map {
            row($0, 5, "霖昀量子点膜项目", [$0 == "南汀" ? "霖昀显示" : "宁波霖昀显示技术有限公司"], yi: 2)
        }
        let found = check(rows)
        #expect(found.count == 1)
        #expect(Set(found.first?.rows ?? []) == Set(rows.map(\.place)))
        #expect(check(rows.reversed()) == found)
        #expect(check([rows[1], rows[2], rows[0]]) == found)
    }

    @Test("nothing is found in nothing")
    func nothing() {
        #expect(check([]) == [])
        #expect(check([row("东屿", 5, "", []), row("西岭", 5, "", [])]) == [])
    }
}
