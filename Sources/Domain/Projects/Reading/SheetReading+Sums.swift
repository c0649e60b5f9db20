import Basics
import Tables
import Texts

// Sections, the sums that stand above or below their rows, and summary sheets.
extension SheetReading {
    mutating func enter(
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

    mutating func close(
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
    mutating func settle(_ walk: Walk, first: Int) {
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
