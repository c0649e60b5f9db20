import Basics
import Foundation
import Projects
import Tables
import Testing

/// What a change of form must not change: the ledger of the ten sheets stays the same when headings
/// are renamed, tables moved, units changed or a workbook becomes the rows of a .csv.
@Suite struct ReadingMetamorphicTests {
    private struct Given {
        let month: String
        let books: [Workbook]
    }

    /// Nil where the folder of given sheets is absent.
    private func given() throws -> [Given]? {
        let folder = projectFolder.appendingPathComponent("../shared/data/sheets").standardized
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("skipped: no ../shared/data/sheets beside the project")
            return nil
        }
        return try [("month-1", "2026-09"), ("month-2", "2026-10")].map { name, month in
            let own = folder.appendingPathComponent(name)
            let files = try FileManager.default.contentsOfDirectory(atPath: own.path).sorted()
            return Given(
                month: month,
                books: try files.filter { $0.hasSuffix(".xlsx") }.map { file in
                    let bytes = try Data(contentsOf: own.appendingPathComponent(file))
                    return try readWorkbook([UInt8](bytes), file: file)
                })
        }
    }

    /// What stays equal: everything but places.
    private func ledger(_ book: Workbook, _ month: String) throws -> [String] {
        let read = try readSheets(book, in: context(month))
        return read.projects.map { project in
            let investors = project.investors.map { "\($0.name) \($0.code ?? "")" }
            let parts: [String] = [
                project.unit, project.name, investors.joined(separator: "+"),
                "\(project.total?.minor ?? -1) \(project.total?.currency.rawValue ?? "")",
                project.stage?.rawValue ?? "", project.agreement?.rawValue ?? "",
                project.signedOn?.description ?? "", "\(project.received?.minor ?? -1)",
                project.chain ?? "", project.contact ?? "",
                "\(project.hasEvidence.map(String.init) ?? "")", "\(project.isDropped)",
            ]
            return parts.joined(separator: " | ")
        }
    }

    private func expectSame(_ change: (Workbook) -> Workbook, _ what: String) throws {
        for given in try given() ?? [] {
            for book in given.books {
                let changed = change(book)
                let before = try ledger(book, given.month)
                let after = try ledger(changed, given.month)
                #expect(before.count == after.count, "\(what): \(book.file)")
                for (one, two) in zip(before, after) where one != two {
                    Issue.record("\(what): \(book.file)\n  \(one)\n  \(two)")
                    break
                }
            }
        }
    }

    // MARK: Changes of form

    private func mapping(_ book: Workbook, _ change: (Sheet) -> Sheet) -> Workbook {
        Workbook(file: book.file, sheets: book.sheets.map(change))
    }

    private func cell(_ cell: SheetCell, at column: Int? = nil, _ value: CellValue? = nil)
        -> SheetCell
    {
        SheetCell(
            column: column ?? cell.column, value: value ?? cell.value, formula: cell.formula,
            isStruckOut: cell.isStruckOut, isRed: cell.isRed)
    }

    private func renamed(_ book: Workbook, _ words: [String: String]) -> Workbook {
        mapping(book) { sheet in
            Sheet(
                name: sheet.name, isHidden: sheet.isHidden,
                rows: sheet.rows.map { row in
                    SheetRow(
                        number: row.number, isHidden: row.isHidden,
                        cells: row.cells.map { old in
                            guard case .text(let text) = old.value, row.number <= 6 else {
                                return old
                            }
                            var changed = text
                            for (word, other) in words where bare(text) == word {
                                changed = text.replacingOccurrences(of: word, with: other)
                            }
                            return cell(old, .text(changed))
                        })
                }, merges: sheet.merges, hiddenColumns: sheet.hiddenColumns)
        }
    }

    /// A heading without line breaks and brackets.
    private func bare(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace }.prefix { $0 != "（" && $0 != "(" })
    }

    private func moved(_ book: Workbook, right: Int, down: Int) -> Workbook {
        mapping(book) { sheet in
            let titles = (0..<down).map { number in
                SheetRow(
                    number: number + 1,
                    cells: [SheetCell(column: right, value: .text(number == 0 ? "附件3" : "（内部资料）"))])
            }
            return Sheet(
                name: sheet.name, isHidden: sheet.isHidden,
                rows: titles
                    + sheet.rows.map { row in
                        SheetRow(
                            number: row.number + down, isHidden: row.isHidden,
                            cells: row.cells.map { cell($0, at: $0.column + right) })
                    },
                merges: sheet.merges.map {
                    CellRange(
                        rows: ($0.rows.lowerBound + down)...($0.rows.upperBound + down),
                        columns: ($0.columns.lowerBound + right)...($0.columns.upperBound + right))
                },
                hiddenColumns: Set(sheet.hiddenColumns.map { $0 + right }))
        }
    }

    /// 亿元 headings become 万元 and back, with their numbers; cells that tell their own unit stay.
    private func inOtherUnits(_ book: Workbook) -> Workbook {
        mapping(book) { sheet in
            var columns: [Int: Bool] = [:]
            var lineIsYi: Bool?
            let rows = sheet.rows.map { row -> SheetRow in
                SheetRow(
                    number: row.number, isHidden: row.isHidden,
                    cells: row.cells.map { old in
                        switch old.value {
                        case .text(let text) where row.number <= 4 && text.contains("单位："):
                            let isYi = text.contains("亿元")
                            guard isYi || text.contains("万元") else { return old }
                            lineIsYi = isYi
                            return cell(old, .text(swapped(text)))
                        case .text(let text)
                        where row.number <= 4 && (text.contains("亿元") || text.contains("万元"))
                            && text.contains(where: { "（(".contains($0) }) && text.count < 20:
                            columns[old.column] = text.contains("亿元")
                            return cell(old, .text(swapped(text)))
                        case .text(let text)
                        where row.number <= 4 && lineIsYi != nil
                            && ["总投资额", "实际到位", "其中：固定资产投资", "累计到位资金"].contains(text):
                            columns[old.column] = lineIsYi
                            return old
                        case .number(let text):
                            guard let isYi = columns[old.column], row.number > 2 else { return old }
                            return cell(old, .number(text: shifted(text, by: isYi ? 4 : -4)))
                        case .text(let text) where Double(text) != nil:
                            guard let isYi = columns[old.column] else { return old }
                            return cell(old, .text(shifted(text, by: isYi ? 4 : -4)))
                        default: return old
                        }
                    })
            }
            return Sheet(
                name: sheet.name, isHidden: sheet.isHidden, rows: rows, merges: sheet.merges,
                hiddenColumns: sheet.hiddenColumns)
        }
    }

    private func swapped(_ text: String) -> String {
        text.contains("亿元")
            ? text.replacingOccurrences(of: "亿元", with: "万元")
            : text.replacingOccurrences(of: "万元", with: "亿元")
    }

    private func shifted(_ text: String, by places: Int) -> String {
        let value = Decimal(string: text) ?? 0
        let result = Decimal(sign: .plus, exponent: places, significand: value)
        return "\(result)"
    }

    // MARK: Tests

    @Test("headings in other words of the field give the same ledger")
    func synonyms() throws {
        let words = [
            "项目名称": "招商引资项目名称", "项目名": "项目全称", "项目": "引进项目", "投资方": "客商名称", "投资企业": "引进企业",
            "投资主体": "出资方", "投资单位": "投资商", "投资方名称": "投资主体名称", "统一社会信用代码": "社会信用代码",
            "总投资": "协议总投资", "总投资额": "计划投资总额", "计划总投资": "项目总投资额", "协议投资额": "合同金额",
            "项目总投资": "投资规模", "投资额": "签约金额", "到位资金": "累计到账资金", "实际到位": "到资额",
            "累计到位资金": "实到资金", "项目进展": "推进阶段", "进展情况": "目前状态", "目前状态": "工作进展",
            "阶段": "所处阶段", "协议类型": "合同性质", "合同性质": "签约类别", "协议性质": "文本类型", "签约时间": "协议签订日期",
            "签订时间": "签约年月", "签约日期": "合同签署时间", "产业链": "所属行业", "产业类别": "产业领域", "责任单位": "牵头单位",
            "联系单位": "引进单位", "牵头单位": "招引单位", "佐证材料": "证明材料", "证明材料": "支撑材料", "备注": "情况说明",
        ]
        try expectSame({ renamed($0, words) }, "synonyms")
    }

    @Test("headings that no vocabulary has give the same ledger, told by their values")
    func strangers() throws {
        let words = [
            "项目名称": "拟办之事", "项目名": "拟办之事", "项目": "拟办之事", "投资方": "来者", "投资企业": "来者",
            "投资单位": "来者", "投资方名称": "来者", "统一社会信用代码": "码", "信用代码": "码", "投资方信用代码": "码",
            "签约时间": "落笔", "签订时间": "落笔", "签约日期": "落笔", "项目进展": "到哪里了", "目前状态": "到哪里了",
            "阶段": "到哪里了", "所处阶段": "到哪里了", "当前阶段": "到哪里了", "项目阶段": "到哪里了",
        ]
        try expectSame({ renamed($0, words) }, "strangers")
    }

    @Test(
        "tables moved right and down, below further title rows",
        arguments: [(0, 2), (2, 0), (3, 2)])
    func places(right: Int, down: Int) throws {
        try expectSame({ moved($0, right: right, down: down) }, "moved")
    }

    @Test("亿元 for 万元 with the numbers to it")
    func units() throws { try expectSame(inOtherUnits, "units") }

    @Test("the rows of a .csv without merges, colours and hidden sheets")
    func rowsOnly() throws {
        for given in try given() ?? [] {
            for book in given.books {
                // One sheet with one heading: what a .csv can hold.
                let tables = book.sheets.filter { !$0.isHidden && $0.rows.count > 12 }
                guard tables.count == 1, let table = tables.first, table.hiddenColumns.isEmpty
                else { continue }
                let flat = Sheet(
                    name: nil,
                    rows: table.rows.map { row in
                        SheetRow(
                            number: row.number,
                            cells: row.cells.map { old in
                                switch old.value {
                                case .date(let day, _): cell(old, .text("\(day)"))
                                case .number(let text): cell(old, .text(text))
                                default: old
                                }
                            })
                    })
                let before = try ledger(book, given.month)
                let after = try ledger(Workbook(file: book.file, sheets: [flat]), given.month)
                #expect(before == after, "\(book.file)")
            }
        }
    }

    @Test("the ledger of a year is read by the same function")
    func year() throws {
        let file = projectFolder.appendingPathComponent("../shared/data/sheets/ledger-2025.xlsx")
            .standardized
        guard FileManager.default.fileExists(atPath: file.path) else {
            print("skipped: no ../shared/data/sheets/ledger-2025.xlsx beside the project")
            return
        }
        let book = try readWorkbook([UInt8](Data(contentsOf: file)), file: "ledger-2025.xlsx")
        var own = context()
        own.period = .year(2025)
        let read = try readSheets(book, in: own)
        #expect(read.projects.count == 94)
        #expect(read.projects.allSatisfy { $0.total != nil && $0.signedOn?.first.year == 2025 })
        #expect(Set(read.projects.map(\.unit)).count == 10)
    }
}
