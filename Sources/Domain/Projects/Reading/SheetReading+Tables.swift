import Basics
import Tables
import Texts

extension SheetReading {
    /// What the walk down a table knows at a row.
    private struct Walk {
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
                        message: "“\(tidy(text))”含两个阶段，取较低的“\(lowest.rawValue)”"))
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

    // MARK: Sections and sums

    private mutating func enter(
        _ text: String, _ row: GridRow, _ walk: inout Walk, _ layout: TableLayout,
        _ grid: SheetGrid, _ table: FoundTable
    ) {
        let word = comparable(text)
        let isInner = word.hasPrefix("(") || word.first.map { $0.isNumber && $0.isASCII } ?? false
        walk.sectionStart = projects.count
        if !isInner { walk.openSection = nil }
        let reading = context.vocabulary.stage(in: sectionLabel(word))
        walk.around.isDropped = context.vocabulary.saysDropped(text)
        if let reading, reading.reached.count <= 1 {
            walk.around.stage = (reading.stage, tidy(text))
            if !isInner { walk.outerStage = walk.around.stage }
        } else if isInner {
            walk.around.stage = walk.outerStage
        } else {
            walk.outerStage = walk.around.stage
        }
        let label = sectionLabel(word)
        if let unit = names.exact(label) {
            walk.around.unit = unit.id
        } else if reading == nil, !label.isEmpty, label.unicodeScalars.count <= 16,
            !layout.columns.contains(where: { $0.field == .chain })
        {
            walk.around.chain = label
        }
        if hasAmounts(row, layout) {
            sums.append(sum(text, row, layout, grid, parts: []))
            walk.openSection = sums.count - 1
            walk.totals.append((sums.count - 1, projects.count, "小计"))
        }
    }

    /// A section's words without number and count.
    private func sectionLabel(_ word: String) -> String {
        var base = HeadingText.base(of: word)
        var scalars = Array(word.unicodeScalars)
        if let first = scalars.first, first == "(" {
            base = String(base)
        } else {
            var index = 0
            while index < scalars.count,
                chineseDigit(scalars[index]) != nil || scalars[index] == "十"
                    || (48...57).contains(scalars[index].value)
            {
                index += 1
            }
            if index > 0, index < scalars.count, "、.)".unicodeScalars.contains(scalars[index]) {
                scalars.removeFirst(index + 1)
                base = HeadingText.base(of: String(String.UnicodeScalarView(scalars)))
            }
        }
        return base
    }

    private func hasAmounts(_ row: GridRow, _ layout: TableLayout) -> Bool {
        layout.columns.contains { column in
            column.field == .total
                && exactNumber(comparable(row.text(column.column))) != nil
        }
    }

    private mutating func close(
        _ text: String, _ row: GridRow, _ walk: inout Walk, _ layout: TableLayout,
        _ grid: SheetGrid, first: Int
    ) {
        let isSub = comparable(text).holds("小计")
        sums.append(sum(text, row, layout, grid, parts: []))
        let own = sums.count - 1
        if isSub {
            let start =
                projects.count == walk.lastSum
                ? projects.count : max(walk.sectionStart, walk.lastSum)
            if start == projects.count {
                walk.totals.append((own, projects.count, "小计"))
            } else {
                sums[own].parts = projects[start...].map(\.place)
            }
            walk.lastSum = projects.count
        } else {
            walk.totals.append((own, projects.count, "合计"))
        }
    }

    /// Sums whose parts are known only at the end: totals, and sums above their rows.
    private mutating func settle(_ walk: Walk, first: Int) {
        let ends = walk.totals.map(\.from)
        let lastTotal = walk.totals.lastIndex { $0.label == "合计" }
        for (index, total) in walk.totals.enumerated() {
            let isAbove = total.label == "小计" || total.from == first
            if isAbove {
                let next = ends[(index + 1)...].first { $0 > total.from } ?? projects.count
                let end = total.label == "小计" ? next : projects.count
                sums[total.sum].parts = projects[total.from..<end].map(\.place)
            } else if index == lastTotal || total.from == projects.count {
                sums[total.sum].parts = projects[first..<total.from].map(\.place)
            } else {
                // A total with projects behind it closes only its own part.
                let start = ends[..<index].last { $0 < total.from } ?? first
                sums[total.sum].parts = projects[start..<total.from].map(\.place)
            }
        }
    }

    private mutating func sum(
        _ label: String, _ row: GridRow, _ layout: TableLayout, _ grid: SheetGrid,
        parts: [ReportedPlace]
    ) -> ReportedSum {
        func money(_ field: ReportedField) -> Money? {
            guard let column = layout.columns.first(where: { $0.field == field }),
                let cell = row.cells[column.column]
            else { return nil }
            if cell.lacksKeptValue {
                notes.append(
                    ReadingNote(
                        place: grid.place(row.number, column.column),
                        message: "合计公式没有保存结果，未核对"))
                return nil
            }
            guard case .amount(let money, _) = readAmount(cell.text, unit: column.unit) else {
                return nil
            }
            return money
        }
        let place = ReportedPlace(
            file: grid.file, sheet: grid.name, row: row.number, lastRow: row.number)
        return ReportedSum(
            place: place, label: tidy(label), count: count(in: label, row, layout),
            total: money(.total), received: money(.received), parts: parts)
    }

    /// «合计（73个）», or a column of counts.
    private func count(in label: String, _ row: GridRow, _ layout: TableLayout) -> Int? {
        let counts = context.vocabulary.list("counts")
        if let column = layout.columns.first(where: {
            let base = HeadingText.base(of: comparable($0.heading))
            return counts.contains(where: base.hasSuffix)
        }), let number = exactNumber(comparable(row.text(column.column)))?.whole {
            return Int(number)
        }
        var value: Int?
        var digits = 0
        for scalar in halfWidth(label).unicodeScalars {
            if (48...57).contains(scalar.value), digits < 7 {
                value = (value ?? 0) * 10 + Int(scalar.value - 48)
                digits += 1
            } else if "个项家".unicodeScalars.contains(scalar), let value {
                return value
            } else {
                value = nil
                digits = 0
            }
        }
        return nil
    }

    // MARK: Summary sheets

    /// Tables without project names that count by stage, chain or unit: each line is a sum over all
    /// sheets.
    mutating func readSummaries() {
        for (grid, table, layout) in summaries {
            for index in table.body {
                let row = grid.rows[index]
                let filled = row.filled(in: table.columns)
                guard filled.count >= 2 else { continue }
                let labels = filled.map { row.text($0) }
                    .filter { exactNumber(comparable($0)) == nil }
                guard let label = labels.first else { continue }
                let parts = partsOfSummary(label)
                guard let parts else { continue }
                sums.append(sum(label, row, layout, grid, parts: parts))
            }
        }
    }

    private func partsOfSummary(_ label: String) -> [ReportedPlace]? {
        let word = comparable(label)
        if context.vocabulary.list("sums").contains(where: word.hasPrefix) {
            return projects.map(\.place)
        }
        if let reading = context.vocabulary.stage(in: label), word.unicodeScalars.count <= 12 {
            return projects.filter { $0.stage == reading.stage }.map(\.place)
        }
        if let unit = names.exact(label) {
            return projects.filter { $0.unit == unit.id }.map(\.place)
        }
        let chain = projects.filter { $0.chain.map(comparable) == word }
        return chain.isEmpty ? nil : chain.map(\.place)
    }
}
