import Basics
import Tables
import Texts

extension SheetReading {
    /// What the walk down a table knows at a row.
    struct Walk {
        var around = ProjectReader.Surroundings()
        /// Stage of an outer section: «一、» holds while «（一）» change.
        var outerStage: (stage: Stage, raw: String)?
        var sectionStart: Int
        var lastSum: Int
        /// Sums that stand above what they sum, by index into `sums`.
        var openSection: Int?
        var openTotals: [Int] = []
        var totals: [(sum: Int, from: Int, label: String)] = []
        var pending: [GridRow] = []
    }

    mutating func readTable(
        _ table: FoundTable, in sheet: OpenSheet, unit: String?, general: [String]
    ) {
        let grid = sheet.grid
        let shared = senses[headingKeys(of: table)] ?? [:]
        let senses = Dictionary(
            uniqueKeysWithValues: shared.map { (table.columns.lowerBound + $0.key, $0.value) })
        var near: [String] = []
        for index in table.above { near += grid.rows[index].cells.compactMap { $0?.text } }
        let below = table.body.suffix(12).flatMap { index -> [String] in
            let texts = grid.rows[index].cells.compactMap { $0?.text }.filter { !$0.isEmpty }
            return texts.count <= 2 ? texts : []
        }
        var own = context
        own.unit = context.unit ?? unit
        let meaning = ColumnMeaning(
            context: own, grid: grid, table: table, senses: senses,
            lineUnit: titles.lineUnit(in: near + sheet.lines) ?? titles.lineUnit(in: below)
                ?? titles.lineUnit(in: general))
        var layout = meaning.layout()
        noteLineUnits(layout, grid: grid)
        inferUnits(&layout, senses: senses, grid: grid)
        layouts.append(layout)
        noteLayout(layout, grid: grid)
        guard layout.columns.contains(where: { $0.field == .name || $0.field == .investors }) else {
            summaries.append((grid, table, layout))
            return
        }
        walk(table, layout, sheet: sheet, unit: unit)
    }

    /// Sheets of one workbook often have the same headings: their values are looked at together.
    mutating func gatherSenses(_ sheets: [OpenSheet]) {
        for sheet in sheets {
            for table in sheet.tables {
                let found = context.vocabulary.senses(
                    of: sampleRows(of: table, in: sheet.grid), columns: table.columns, units: names,
                    asOf: context.period.asOf)
                let key = headingKeys(of: table)
                for (column, sense) in found {
                    let place = column - table.columns.lowerBound
                    var sum = senses[key]?[place] ?? ColumnSense()
                    sum.add(sense)
                    senses[key, default: [:]][place] = sum
                }
            }
        }
    }

    private func headingKeys(of table: FoundTable) -> String {
        table.columns.map { table.headings[$0]?.key ?? "" }.joined(separator: "|")
    }

    private func sampleRows(of table: FoundTable, in grid: SheetGrid) -> [GridRow] {
        // Rows of one or two cells are sections and notes and say nothing of the columns.
        Array(
            table.body.lazy.map { grid.rows[$0] }
                .filter { !$0.isHidden && $0.filled(in: table.columns).count >= 3 }
                .prefix(160))
    }

    private mutating func noteLineUnits(_ layout: TableLayout, grid: SheetGrid) {
        for column in layout.columns where column.confidence != .corrected {
            guard let unit = column.unit, amountUnits(in: column.heading).isEmpty else { continue }
            notes.append(
                ReadingNote(
                    place: grid.place(layout.headingRows.upperBound, column.column),
                    message: "金额单位“\(unit.word)”取自表外的说明"))
        }
    }

    /// A column of money without any stated unit gets the one that fits the size of its numbers.
    private mutating func inferUnits(
        _ layout: inout TableLayout, senses: [Int: ColumnSense], grid: SheetGrid
    ) {
        let row = layout.headingRows.upperBound
        for index in layout.columns.indices {
            let column = layout.columns[index]
            guard let field = column.field, [.total, .foreignTotal, .received].contains(field),
                column.unit == nil, let sense = senses[column.column],
                sense.share(.number, .count) > 0
            else { continue }
            let currency: Currency = field == .foreignTotal ? .USD : .CNY
            let size = sense.middleNumber
            let unit =
                size < 400
                ? AmountUnit(100_000_000, currency)
                : size < 5_000_000 ? AmountUnit(10_000, currency) : AmountUnit(1, currency)
            layout.columns[index].unit = unit
            if layout.columns[index].confidence != .corrected {
                layout.columns[index].confidence = .guessed
            }
            notes.append(
                ReadingNote(
                    place: grid.place(row, column.column),
                    message: "没有写明金额单位，按数值大小读作\(unit.word)"))
        }
    }

    private mutating func noteLayout(_ layout: TableLayout, grid: SheetGrid) {
        let row = layout.headingRows.upperBound
        for column in layout.columns where column.confidence == .guessed || column.field == nil {
            notes.append(
                ReadingNote(
                    place: grid.place(row, column.column),
                    message: "“\(column.heading)”：\(column.reason)"))
        }
    }

    // MARK: Walking down

    private mutating func walk(
        _ table: FoundTable, _ layout: TableLayout, sheet: OpenSheet, unit: String?
    ) {
        let grid = sheet.grid
        let rows = TableRows(
            grid: grid, table: table, vocabulary: context.vocabulary, columns: layout.columns)
        let reader = ProjectReader(
            context: context, names: names, grid: grid, columns: layout.columns,
            redIsPlain: redIsPlain(table, grid, rows))
        var walk = Walk(sectionStart: projects.count, lastSum: projects.count)
        walk.around.unit = unit
        let first = projects.count
        let label = stageOfSheet(sheet, table)
        walk.around.stage = label
        walk.outerStage = label
        for index in table.body {
            let row = grid.rows[index]
            switch rows.kind(index, hasProject: !walk.pending.isEmpty) {
            case .continuation where !walk.pending.isEmpty: walk.pending.append(row)
            case .project:
                if isSameProject(row, walk.pending.last, rows) {
                    walk.pending.append(row)
                } else {
                    flush(&walk, reader)
                    walk.pending = [row]
                }
            case .section(let text):
                flush(&walk, reader)
                enter(text, row, &walk, layout, grid, table)
            case .sum(let text):
                flush(&walk, reader)
                close(text, row, &walk, layout, grid, first: first)
            case .hidden:
                flush(&walk, reader)
                notes.append(ReadingNote(place: grid.place(row.number, nil), message: "隐藏的行，未读取"))
            case .note(let text):
                flush(&walk, reader)
                if rows.nameColumn.map(row.isFilled) ?? false {
                    notes.append(
                        ReadingNote(
                            place: grid.place(row.number, nil),
                            message: "“\(shortened(text))”按说明行处理"))
                }
            case .continuation, .blank: if walk.pending.isEmpty == false, row.isHidden { continue }
            case .heading: flush(&walk, reader)
            }
        }
        flush(&walk, reader)
        settle(walk, first: first)
    }

    private func shortened(_ text: String) -> String {
        text.count > 40 ? String(text.prefix(40)) + "…" : text
    }

    /// Rows that were merged and came apart in a .csv: the same number and the same name again.
    private func isSameProject(_ row: GridRow, _ last: GridRow?, _ rows: TableRows) -> Bool {
        guard let last, let name = rows.nameColumn, let ordinal = rows.ordinalColumn,
            row.isFilled(ordinal), row.isFilled(name)
        else { return false }
        return comparable(row.text(ordinal)) == comparable(last.text(ordinal))
            && comparable(row.text(name)) == comparable(last.text(name))
    }

    private mutating func flush(_ walk: inout Walk, _ reader: ProjectReader) {
        guard !walk.pending.isEmpty else { return }
        let project = reader.project(
            rows: walk.pending, around: walk.around, stages: &stages, notes: &notes,
            missing: &missing)
        if let project { projects.append(project) }
        walk.pending = []
    }

    /// The stage that a sheet's name, or the title over the table, tells; none when it tells
    /// several.
    private mutating func stageOfSheet(
        _ sheet: OpenSheet, _ table: FoundTable
    ) -> (stage: Stage, raw: String)? {
        var texts: [String] = []
        for index in table.above.reversed() {
            for column in table.columns where sheet.grid.rows[index].isFilled(column) {
                texts.append(sheet.grid.rows[index].text(column))
            }
        }
        for text in [sheet.grid.name ?? ""] + texts where !text.isEmpty {
            let word = comparable(text)
            if word.unicodeScalars.count > 40 { continue }
            guard let reading = context.vocabulary.stage(in: innermost(word)),
                !reading.isInferred
                    || word.unicodeScalars.count <= 12
            else { continue }
            if reading.reached.count > 1 {
                guard isOneWord(word, reading), let lowest = reading.reached.first else { continue }
                notes.append(
                    ReadingNote(
                        place: sheet.grid.place(1, nil),
                        message:
                            "“\(tidy(text))”含两个阶段，取较低的“\(Phrase(key: lowest.rawValue))”"))
                return (lowest, tidy(text))
            }
            return (reading.stage, tidy(text))
        }
        return nil
    }

    /// What stands in the last brackets tells the stage before the title around it does.
    private func innermost(_ word: String) -> String {
        guard let open = word.lastIndex(of: "("), word.hasSuffix(")") else { return word }
        let inner = String(word[word.index(after: open)...].dropLast())
        return context.vocabulary.stage(in: inner) == nil ? word : inner
    }

    /// «竣工投产» is one phase; «在建、签约、在谈» are three.
    private func isOneWord(_ word: String, _ reading: StageReading) -> Bool {
        guard reading.reached.count == 2, reading.reached.first != .talks else { return false }
        return !word.unicodeScalars.contains { "、,/;和及与".unicodeScalars.contains($0) }
    }

    /// Red letters say nothing when most rows have them or a note explains them otherwise.
    private func redIsPlain(_ table: FoundTable, _ grid: SheetGrid, _ rows: TableRows) -> Bool {
        let column = rows.nameColumn ?? rows.investorColumns.first ?? table.columns.lowerBound
        var red = 0
        var filled = 0
        for index in table.body {
            let row = grid.rows[index]
            if row.filled(in: table.columns).count <= 2 {
                let text = comparable(row.filled(in: table.columns).map(row.text).joined())
                if text.holds("红"), !context.vocabulary.list("dropped").contains(where: text.holds)
                {
                    return true
                }
            }
            guard column < row.cells.count, let cell = row.cells[column], !cell.isBlank else {
                continue
            }
            filled += 1
            if cell.isRed { red += 1 }
        }
        return red * 2 > filled
    }
}
