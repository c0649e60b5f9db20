import Basics
import Projects
import Tables
import Testing

@Suite struct ReadingRefusalTests {
    private let rows: [[Any?]] = [
        ["序号", "项目名称", "投资方", "总投资（亿元）", "进展"],
        [1, "甲泵阀生产基地项目", "山东甲泵阀有限公司", 2.5, "签约"],
    ]

    private func refusal(
        _ rows: [[Any?]], file: String = "东屿区9月.xlsx", in own: SheetReadingContext? = nil
    ) -> SheetReadingRefusal? {
        do {
            _ = try read(sheet(rows), file: file, in: own)
            return nil
        } catch { return error as? SheetReadingRefusal }
    }

    @Test(
        "another month in the title, a line or the file's name is refused with its place",
        arguments: [
            "东屿区2026年8月招商引资项目台账", "截止日期：2026年8月25日", "（2026年8月）", "东屿区1-8月项目情况表",
            "东屿区2025年9月项目表",
        ])
    func otherMonth(title: String) throws {
        let found = try #require(refusal([[title]] + rows, file: "东屿区.xlsx"))
        #expect(found.kinds == [.otherMonth])
        #expect(
            found.problems.first?.place
                == .cell(
                    CellPlace(file: "东屿区.xlsx", sheet: "项目台账", row: 1, column: 0)))
        #expect(refusal(rows, file: "东屿区8月.xlsx")?.kinds == [.otherMonth])
        #expect(refusal(rows, file: "东屿区202608.xlsx")?.kinds == [.otherMonth])
    }

    @Test(
        "what only looks like another month is read",
        arguments: [
            "东屿区2026年1-9月招商引资项目台账", "填报日期：2026年10月8日", "每月25日前报送", "东屿区2026年招商引资项目台账",
            "截至2026年9月底", "填报时间：10月5日",
        ])
    func ownMonth(title: String) throws {
        #expect(refusal([[title]] + rows, file: "东屿区.xlsx") == nil)
    }

    @Test("a unit that the folder lacks is refused with the nearest names, unless it is given")
    func unknownUnit() throws {
        let title: [[Any?]] = [["东山区2026年9月招商引资项目台账"]] + rows
        let found = try #require(refusal(title, file: "9月.xlsx"))
        #expect(found.kinds == [.unknownUnit])
        #expect(found.problems.contains { Lexicon.chinese.text($0.message).contains("东屿区") })
        let given = try read(sheet(title), file: "9月.xlsx", in: context(unit: "xiling"))
        #expect(given.projects.map(\.unit) == ["xiling"])
        #expect(refusal(rows, file: "报表9月.xlsx")?.kinds == [.unknownUnit])
    }

    @Test("a formula that keeps no value is refused by its cell")
    func formula() throws {
        let heading = sheet([rows[0]])
        let row = SheetRow(
            number: 2,
            cells: [
                SheetCell(column: 0, value: .number(text: "1")),
                SheetCell(column: 1, value: .text("甲泵阀生产基地项目")),
                SheetCell(column: 2, value: .text("山东甲泵阀有限公司")),
                SheetCell(column: 3, value: .empty, formula: "A1*2"),
            ])
        let whole = Sheet(name: "项目台账", rows: heading.rows + [row])
        let thrown = #expect(throws: SheetReadingRefusal.self) { _ = try read(whole) }
        #expect(thrown?.kinds == [.formulaWithoutValue])
        #expect(
            thrown?.problems.first?.place
                == .cell(
                    CellPlace(file: "东屿区9月.xlsx", sheet: "项目台账", row: 2, column: 3)))
    }

    @Test("a workbook without a table of projects is refused")
    func noTable() {
        #expect(refusal([["填报说明"], ["1.请按时报送。"]])?.kinds == [.noTable])
        #expect(refusal([])?.kinds == [.noTable])
    }

    @Test("sheets of other months in one workbook are left aside and told")
    func monthSheets() throws {
        let old = sheet([["东屿区8月项目表"]] + rows, name: "8月")
        let new = sheet([["东屿区9月项目表"]] + rows, name: "9月")
        let found = try readSheets(
            Workbook(file: "东屿区.xlsx", sheets: [old, new]), in: context())
        #expect(found.projects.map(\.place.sheet) == ["9月"])
        #expect(found.said("不是2026年9月的表"))
    }
}
