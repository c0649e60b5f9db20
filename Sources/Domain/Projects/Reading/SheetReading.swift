import Basics
package import Tables
import Texts

/// Reads a unit's workbook into projects, sums and notes: the tables are found, the headings
/// understood, the units of money and the stages collected from headings, cells, lines and sheet
/// names.
///
/// Refuses with `SheetReadingRefusal`: a sheet of another month, of a unit that the folder lacks,
/// without any table of projects, or with formulas that keep no value.
package func readSheets(
    _ workbook: Workbook, in context: SheetReadingContext
) throws -> ReadSheet {
    var reading = SheetReading(workbook: workbook, context: context)
    return try reading.read()
}

struct SheetReading {
    let workbook: Workbook
    let context: SheetReadingContext
    let names: UnitNames
    let titles: SheetTitles
    var projects: [ReportedProject] = []
    var sums: [ReportedSum] = []
    var notes: [ReadingNote] = []
    var layouts: [TableLayout] = []
    var missing: [CellPlace] = []
    var stages: [String: StageReading?] = [:]
    /// What stands in the columns of tables with the same headings, by their place in the table.
    var senses: [String: [Int: ColumnSense]] = [:]
    var summaries: [(grid: SheetGrid, table: FoundTable, layout: TableLayout)] = []

    init(workbook: Workbook, context: SheetReadingContext) {
        self.workbook = workbook
        self.context = context
        names = UnitNames(context)
        titles = SheetTitles(context: context, names: names)
    }

    /// One sheet with its tables, before anything is read from them.
    struct OpenSheet {
        var grid: SheetGrid
        var tables: [FoundTable]
        var titles: [(row: Int, column: Int, text: String)]
        var lines: [String]
    }

    mutating func read() throws -> ReadSheet {
        let sheets = open()
        let current = try ofThisMonth(sheets)
        let unit = try unit(of: current)
        let general = current.flatMap(\.lines)
        gatherSenses(current)
        for sheet in current {
            let own = unit ?? self.unit(of: sheet)
            for table in sheet.tables { readTable(table, in: sheet, unit: own, general: general) }
        }
        try refuseMissing()
        try refuseEmpty(sheets)
        readSummaries()
        try refuseUnitless(current)
        return ReadSheet(projects: projects, sums: sums, notes: notes, layouts: layouts)
    }

    // MARK: Sheets

    private mutating func open() -> [OpenSheet] {
        var result: [OpenSheet] = []
        for sheet in workbook.sheets {
            let place = CellPlace(file: workbook.file, sheet: sheet.name)
            if sheet.isHidden {
                notes.append(ReadingNote(place: place, message: "隐藏的工作表，未读取"))
                continue
            }
            let grid = SheetGrid(sheet, file: workbook.file)
            var finder = TableHeadings(grid: grid, vocabulary: context.vocabulary)
            let tables = finder.tables()
            var lines: [(row: Int, column: Int, text: String)] = []
            if let first = tables.first {
                lines = SheetTitles.lines(above: first, in: grid)
            } else {
                for row in grid.rows.prefix(40) {
                    for column in row.filled(in: 0..<grid.width).prefix(4) {
                        lines.append((row.number, column, row.text(column)))
                    }
                }
                if !grid.rows.isEmpty {
                    notes.append(ReadingNote(place: place, message: "没有项目表，按说明页处理"))
                }
            }
            result.append(
                OpenSheet(
                    grid: grid, tables: tables, titles: tables.isEmpty ? [] : lines,
                    lines: lines.map(\.text)))
        }
        return result
    }

    /// Leaves sheets of other months aside; refuses when titles or the file's name state another
    /// month.
    private mutating func ofThisMonth(_ sheets: [OpenSheet]) throws -> [OpenSheet] {
        var kept: [OpenSheet] = []
        var problems: [Problem] = []
        var asides: [ReadingNote] = []
        for sheet in sheets {
            guard !sheet.tables.isEmpty else {
                kept.append(sheet)
                continue
            }
            var wrong: [(text: String, row: Int?, column: Int?)] = []
            var agrees = false
            let stated =
                sheet.titles.map { ($0.text, Optional($0.row), Optional($0.column)) }
                + [(sheet.grid.name ?? "", nil, nil)]
            for (text, row, column) in stated {
                let months = titles.months(in: text)
                if months.isEmpty { continue }
                if months.contains(where: titles.agrees) {
                    agrees = true
                } else {
                    wrong.append((text, row, column))
                }
            }
            let isPrevious = context.vocabulary.list("previous")
                .contains(where: comparable(sheet.grid.name ?? "").holds)
            if isPrevious || !wrong.isEmpty && !agrees {
                let place = sheet.grid.place(wrong.first?.row ?? 1, wrong.first?.column)
                let text = tidy(wrong.first?.text ?? sheet.grid.name ?? "")
                problems.append(Problem("“\(text)”写的不是\(periodName)", at: .cell(place)))
                asides.append(
                    ReadingNote(place: place, message: "“\(text)”不是\(periodName)的表，未读取"))
            } else {
                kept.append(sheet)
            }
        }
        let fileMonths = titles.months(in: baseName, isFileName: true)
        if !fileMonths.isEmpty, !fileMonths.contains(where: titles.agrees) {
            problems.append(
                Problem(
                    "文件名“\(baseName)”写的不是\(periodName)",
                    at: .cell(CellPlace(file: workbook.file))))
            throw SheetReadingRefusal(kinds: [.otherMonth], problems: problems)
        }
        if !problems.isEmpty, !kept.contains(where: { !$0.tables.isEmpty }) {
            throw SheetReadingRefusal(kinds: [.otherMonth], problems: problems)
        }
        notes += asides
        return kept
    }

    private var periodName: Phrase {
        switch context.period {
        case .month(let month): "\(month.year)年\(month.month)月"
        case .year(let year): "\(year)年"
        }
    }

    /// The file's name without folders and ending.
    private var baseName: String {
        let name = workbook.file.split(separator: "/").last.map(String.init) ?? workbook.file
        guard let dot = name.lastIndex(of: ".") else { return name }
        return String(name[..<dot])
    }

    // MARK: Unit

    /// The unit of the whole workbook; nil when its rows name their own.
    private mutating func unit(of sheets: [OpenSheet]) throws -> String? {
        if let unit = context.unit { return unit }
        let lines = sheets.flatMap(\.lines)
        let reporting = lines.filter { comparable($0).holds("单位") || comparable($0).holds("填报") }
        for group in [sheets.flatMap { $0.titles.map(\.text) }, reporting, [baseName]] {
            var found: [SheetUnit] = []
            for text in group {
                for unit in names.mentioned(in: text) where !found.contains(unit) {
                    found.append(unit)
                }
            }
            if found.count == 1 { return found.first?.id }
            if found.count > 1 { break }
            if let stranger = group.compactMap(names.stranger).first {
                strangers.append(stranger)
            }
        }
        let inNames = names.mentioned(in: baseName)
        if inNames.count == 1, strangers.isEmpty { return inNames.first?.id }
        return nil
    }

    /// The unit of one sheet, where a workbook holds several: by its name, else by its own titles.
    private func unit(of sheet: OpenSheet) -> String? {
        for group in [[sheet.grid.name ?? ""], sheet.titles.map(\.text)] {
            var found: [SheetUnit] = []
            for text in group {
                for unit in names.mentioned(in: text) where !found.contains(unit) {
                    found.append(unit)
                }
            }
            if found.count == 1 { return found.first?.id }
        }
        return nil
    }

    private var strangers: [String] = []

    /// Rows without any unit: the sheet does not say whose it is.
    private func refuseUnitless(_ sheets: [OpenSheet]) throws {
        let homeless = projects.filter { $0.unit.isEmpty }
        guard let first = homeless.first else { return }
        let place = Place.cell(
            CellPlace(file: first.place.file, sheet: first.place.sheet, row: first.place.row))
        if let stranger = strangers.first {
            let near = names.nearest(to: stranger).joined(separator: "、")
            throw SheetReadingRefusal(
                kinds: [.unknownUnit],
                problems: [
                    Problem("“\(stranger)”不在本市单位之列，相近的有：\(near)", at: place)
                ])
        }
        let near = names.nearest(to: baseName).joined(separator: "、")
        throw SheetReadingRefusal(
            kinds: [.unknownUnit],
            problems: [
                Problem("看不出是哪个单位的表，请指明单位，如：\(near)", at: place)
            ])
    }

    private func refuseMissing() throws {
        guard !missing.isEmpty else { return }
        throw SheetReadingRefusal(
            kinds: [.formulaWithoutValue],
            problems: missing.prefix(100).map {
                Problem("公式没有保存结果，请在表格软件中打开并保存一次", at: .cell($0))
            })
    }

    private func refuseEmpty(_ sheets: [OpenSheet]) throws {
        guard projects.isEmpty,
            !layouts.contains(where: { $0.columns.contains { $0.field == .name } })
        else { return }
        throw SheetReadingRefusal(
            kinds: [.noTable],
            problems: [Problem("没有找到项目表", at: .cell(CellPlace(file: workbook.file)))])
    }
}
