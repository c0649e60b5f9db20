import Basics
import Projects
import Testing

@Suite("What changed between two months")
struct CheckingChangesTests {
    private let before = [
        row("东屿", 5, "霁川水刀设备项目", ["浙江霁川机器人有限公司"], yi: 2.3, received: 0, contact: "甲街道"),
        row("东屿", 6, "工业大脑项目", ["湖南晨珏软件有限公司（拟设）"], yi: 1.61, contact: "甲街道"),
        row("东屿", 7, "工业大脑项目", ["霖昀软件（上海）有限公司"], yi: 3.9, contact: "甲街道"),
        row("东屿", 8, "量子点膜项目", ["苏州蕙岚显示技术有限公司"], yi: 0.8, contact: "甲街道"),
    ]

    private func moved(_ rows: [ReportedProject], _ change: (inout ReportedProject) -> Void)
        -> [ReportedProject]
    {
        rows.map {
            var row = $0
            row.place.file = "十月/" + row.place.file
            row.place.row += 3
            row.place.lastRow += 3
            change(&row)
            return row
        }
    }

    @Test("is nothing when nothing changed, in whatever order the rows come")
    func nothing() {
        #expect(projectChanges(from: before, to: before) == [])
        #expect(projectChanges(from: before, to: moved(before) { _ in }.reversed()) == [])
        #expect(projectChanges(from: [], to: before) == [])
    }

    @Test("tells each field, and what to notice")
    func fields() throws {
        var after = moved(before) { _ in }
        after[0].total = Money(minor: 34_100_000_000)
        after[0].received = Money(minor: 5_000_000_000)
        after[1].investors[0].name = "湖南晨珏软件有限公司"
        after[1].stage = .started
        after[2].stage = .talks
        after[2].signedOn = nil
        after[3].name = "量子点膜及配套项目"
        after[3].contact = "乙镇"
        let changes = projectChanges(from: before, to: after)
        #expect(changes.allSatisfy { $0.kind == .changed && $0.rows.count == 2 })
        #expect(
            changes.map { $0.fields.map(\.field) } == [
                [.total, .received], [.investors, .stage], [.stage, .signedOn], [.name, .contact],
            ])
        #expect(changes.map(\.reasons.count) == [1, 0, 1, 0])
    }

    @Test("tells new and vanished rows; a like title of another investor is another project")
    func newAndVanished() {
        var after = moved(before) { _ in }
        after[3] = row(
            "东屿", 30, "量子点膜项目", ["四川霁川显示技术有限公司"], yi: 5, signed: "2026-10-02",
            contact: "甲街道", file: "十月/东屿.xlsx")
        let changes = projectChanges(from: before, to: after)
        #expect(changes.map(\.kind) == [.vanished, .new])
        #expect(changes.map(\.rows) == [[before[3].place], [after[3].place]])
    }

    @Test("is not another writing of the same thing")
    func writings() {
        let after = moved(before) {
            $0.name = " " + $0.name + "\n"
            $0.signedOn = day("2026-05")
            $0.hasEvidence = nil
            $0.agreement = nil
            $0.received = nil
        }
        #expect(projectChanges(from: before, to: after) == [])
        let short = moved([before[0]]) { $0.investors[0].name = "霁川机器人" }
        #expect(projectChanges(from: [before[0]], to: short) == [])
    }

    @Test("is not told of a unit that handed in nothing")
    func missingUnit() {
        #expect(projectChanges(from: before, to: [row("西岭", 5, "甲", ["乙"])]) == [])
    }

    @Test("a row struck out has gone")
    func dropped() {
        var after = moved(before) { _ in }
        after[2].isDropped = true
        let changes = projectChanges(from: before, to: after)
        #expect(changes.map(\.kind) == [.vanished])
        #expect(changes.first?.rows == [before[2].place])
    }

    @Test("rows find themselves, renamed and moved, each at most once")
    func links() {
        let after = moved(before) { $0.name = $0.name.replacing("项目", with: "建设项目") }
        let links = matchRows(previous: before, current: Array(after.reversed()))
        #expect(links.map(\.previous) == [3, 2, 1, 0])
        #expect(links.map(\.current) == [0, 1, 2, 3])
    }

    @Test("the best for all goes before the best for one")
    func assignment() {
        // The first row alone would take the second's partner.
        let before = [
            row("东屿", 5, "抛光液项目", ["霁川科技"], yi: 2, signed: "2026-03-01"),
            row("东屿", 6, "抛光液项目", ["霁川科技"], yi: 3, signed: "2026-04-01"),
        ]
        let after = [
            row("东屿", 5, "抛光液项目", ["霁川科技"], yi: 3, signed: "2026-04-01"),
            row("东屿", 6, "抛光液项目", ["霁川科技"], yi: 2.5, signed: "2026-03-01"),
        ]
        let links = matchRows(previous: before, current: after)
        #expect(links.map(\.previous) == [1, 0])
    }
}
