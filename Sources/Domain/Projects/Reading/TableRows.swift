import Basics
import Tables
import Texts

/// What a row below a heading is.
enum RowKind {
    case blank
    case heading
    case section(String)
    case sum(String)
    case note(String)
    /// A further row of the project above: its vertical merge, or its second investor.
    case continuation
    case project
    case hidden
}

/// Knows the rows of one table for what they are.
struct TableRows {
    let grid: SheetGrid
    let table: FoundTable
    let vocabulary: SheetVocabulary
    let columns: [LayoutColumn]

    let nameColumn: Int?
    let ordinalColumn: Int?
    let investorColumns: [Int]
    private let valueColumns: [Int]
    private let moneyColumns: Set<Int>

    init(
        grid: SheetGrid, table: FoundTable, vocabulary: SheetVocabulary, columns: [LayoutColumn]
    ) {
        self.grid = grid
        self.table = table
        self.vocabulary = vocabulary
        self.columns = columns
        nameColumn = columns.first { $0.field == .name }?.column
        ordinalColumn = columns.first { $0.field == .ordinal }?.column
        investorColumns = columns.filter { $0.field == .investors }.map(\.column)
        let money: Set<ReportedField> = [
            .total, .foreignTotal, .received, .fixed, .yearPlan, .previousTotal,
        ]
        moneyColumns = Set(
            columns.filter { $0.field.map(money.contains) ?? false || $0.unit != nil }.map(\.column)
        )
        valueColumns = columns.filter {
            $0.field != .ordinal && $0.field != .name && $0.field != .district
                && $0.field != .remark && $0.field != .other
        }.map(\.column)
    }

    func kind(_ index: Int, hasProject: Bool) -> RowKind {
        let row = grid.rows[index]
        if table.repeats.contains(index) { return .heading }
        let filled = row.filled(in: table.columns)
        guard let first = filled.first else { return .blank }
        if row.isHidden { return .hidden }
        if repeatsHeading(row, filled) || numbersColumns(row, filled) { return .heading }
        if let label = sumLabel(row, filled) { return .sum(label) }
        if isMergedBelow(row) { return .continuation }
        let text = row.text(first)
        if filled.dropFirst().allSatisfy({ row.text($0) == text }) {
            return loneCell(tidy(text), at: first, row, filled, hasProject: hasProject)
        }
        if let label = sectionWithSums(row, filled) { return .section(label) }
        if isContinuation(row, filled), hasProject { return .continuation }
        let hasName = nameColumn.map { filledByMerge(row, $0) } ?? false
        if hasName || nameColumn == nil && !investorColumns.isEmpty { return .project }
        let says = filled.filter { valueColumns.contains($0) && !moneyColumns.contains($0) }
        if investorColumns.contains(where: row.isFilled), says.count >= 2 { return .project }
        return .note(filled.map { tidy(row.text($0)) }.joined(separator: " "))
    }

    private func filledByMerge(_ row: GridRow, _ column: Int) -> Bool {
        row.isFilled(column) && !vocabulary.isEmpty(row.text(column))
    }

    /// The name, or the ordinal, is merged down from a row above.
    private func isMergedBelow(_ row: GridRow) -> Bool {
        guard let column = nameColumn ?? investorColumns.first,
            let merge = grid.merge(atRow: row.number, column: column)
        else { return false }
        return merge.rows.lowerBound < row.number
            && !table.headings.isEmpty
            && merge.rows.lowerBound > grid.rows[table.headingRows.upperBound].number
    }

    private func repeatsHeading(_ row: GridRow, _ filled: [Int]) -> Bool {
        guard filled.count >= 3 else { return false }
        var other = 0
        for column in filled {
            let heading = table.headings[column]?.full
            if heading == nil || heading != comparable(row.text(column)) { other += 1 }
            if other * 3 > filled.count { return false }
        }
        return true
    }

    /// 1 2 3 4 … below the heading, as printed forms have.
    private func numbersColumns(_ row: GridRow, _ filled: [Int]) -> Bool {
        guard filled.count >= 4 else { return false }
        var last: Int64 = 0
        for column in filled {
            guard let number = exactNumber(comparable(row.text(column)))?.whole,
                number == last + 1 || last == 0 && number <= 2
            else { return false }
            last = number
        }
        return true
    }

    /// 小计, 合计（73个）, 全区总计 in one of the first cells, and no project beside it.
    private func sumLabel(_ row: GridRow, _ filled: [Int]) -> String? {
        for column in filled.prefix(4) {
            if let nameColumn, column > max(nameColumn, investorColumns.min() ?? 0) { break }
            let text = row.text(column)
            guard text.utf8.count <= 90, isSumWord(text) else { continue }
            let others = filled.filter { $0 != column && !moneyColumns.contains($0) }
            let words = others.filter { exactNumber(comparable(row.text($0))) == nil }
            if words.count <= 2 { return tidy(text) }
        }
        return nil
    }

    private func isSumWord(_ text: String) -> Bool {
        let base = HeadingText.base(of: comparable(text))
        guard base.unicodeScalars.count <= 14 else { return false }
        let digitless = String(
            String.UnicodeScalarView(base.unicodeScalars.filter { !(48...57).contains($0.value) }))
        let sums = vocabulary.list("sums")
        guard sums.contains(where: digitless.holds) else { return false }
        let plain =
            ["个项目", "个", "项", "家", "项目数"].first(where: digitless.hasSuffix)
            .map { String(digitless.dropLast($0.count)) } ?? digitless
        return sums.contains {
            plain.hasSuffix($0) || plain.hasPrefix($0) && plain.count <= $0.count + 4
        }
    }

    /// A row of one text: a section, a note, or a further investor.
    private func loneCell(
        _ text: String, at column: Int, _ row: GridRow, _ filled: [Int], hasProject: Bool
    ) -> RowKind {
        if investorColumns.contains(column), filled.count == 1, hasProject,
            !isSectionText(text), !isNoteText(text)
        {
            return .continuation
        }
        if isNoteText(text) { return .note(text) }
        if isSectionText(text) { return .section(text) }
        let isWide =
            grid.merge(atRow: row.number, column: column).map { $0.columns.count > 2 } ?? false
        let isShort = text.unicodeScalars.count <= 24
        if isShort, isWide || column == table.columns.lowerBound || column == ordinalColumn {
            if exactNumber(comparable(text)) != nil { return .blank }
            return vocabulary.stage(in: text) != nil || isWide ? .section(text) : .note(text)
        }
        if column == nameColumn, filled.count == 1, isShort, vocabulary.stage(in: text) != nil {
            return .section(text)
        }
        if column == nameColumn, text.unicodeScalars.count >= 4, text.unicodeScalars.count <= 50 {
            return .project
        }
        return .note(text)
    }

    private func isNoteText(_ text: String) -> Bool {
        let word = comparable(text)
        return vocabulary.list("notes").contains(where: word.hasPrefix)
            || text.unicodeScalars.count > 60
    }

    /// «一、已签约项目（23个）», «（二）在谈», «第一部分».
    private func isSectionText(_ text: String) -> Bool {
        let word = Array(comparable(text).unicodeScalars)
        guard let first = word.first, word.count <= 40 else { return false }
        var index = first == "(" || first == "第" ? 1 : 0
        let start = index
        while index < word.count, chineseDigit(word[index]) != nil || word[index] == "十" {
            index += 1
        }
        if index > start, index < word.count, "、.)部类,章节:".unicodeScalars.contains(word[index]) {
            return true
        }
        return (0x2160...0x216B).contains(first.value)
    }

    /// «一 | 已签约项目（23个） | | 123.4»: a Chinese ordinal, a label, and sums.
    private func sectionWithSums(_ row: GridRow, _ filled: [Int]) -> String? {
        guard let first = filled.first, !investorColumns.contains(where: row.isFilled) else {
            return nil
        }
        let texts = filled.filter {
            !moneyColumns.contains($0) && exactNumber(comparable(row.text($0))) == nil
        }
        guard texts.count <= 2 else { return nil }
        let label = texts.map { tidy(row.text($0)) }
        if let text = label.first, isSectionText(text) { return label.joined() }
        let ordinal = Array(
            comparable(row.text(first)).unicodeScalars.filter { $0 != "(" && $0 != ")" })
        let isChinese =
            !ordinal.isEmpty
            && ordinal.allSatisfy { chineseDigit($0) != nil || $0 == "十" || $0 == "、" }
        return isChinese && label.count == 2 ? label[0] + "、" + label[1] : nil
    }

    /// Ordinal and name are blank and an investor or a code stands there.
    private func isContinuation(_ row: GridRow, _ filled: [Int]) -> Bool {
        if let nameColumn, row.isFilled(nameColumn) { return false }
        if let ordinalColumn, row.isFilled(ordinalColumn) { return false }
        guard nameColumn != nil else { return false }
        let own = columns.filter {
            $0.field == .code || $0.field == .investors || $0.field == .origin
        }
        guard own.contains(where: { row.isFilled($0.column) }) else { return false }
        let stray = filled.filter { column in !own.contains { $0.column == column } }
        return stray.count <= 3
    }
}
