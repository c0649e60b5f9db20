import Basics
import Rules
import Tables
import Texts

/// A chain's workbook as the tree that its YAML would give, with the cell of each value, so that
/// both are checked by the same rules. Nil where the sheets themselves aren't in order; `problems`
/// gets everything that is wrong with sheets, headings and cells.
func chainTree(of book: Workbook, _ problems: inout [Problem]) -> RuleNode? {
    var reading = ChainBookReading(file: book.file)
    let tables = book.sheets.compactMap { reading.table($0) }
    if !tables.contains(where: { $0.sheet.key.isEmpty }) {
        reading.refuse("没有工作表“产业链”，或者它是空的", reading.place)
    }
    guard reading.problems.isEmpty else {
        problems += reading.problems
        return nil
    }
    for table in tables { reading.learnNames(of: table) }
    let tree = reading.tree(tables)
    problems += reading.problems
    return tree
}

/// One sheet with the columns that were found in it.
private struct ChainTable {
    let sheet: ChainSheet
    let columns: [(place: Int, column: ChainColumn)]
    /// Below the headings, those that hold something.
    let rows: [SheetRow]
}

private struct ChainBookReading {
    let file: String
    var problems: [Problem] = []
    private var names: [String: ChainNames] = [:]
    private var seen: Set<String> = []

    init(file: String) { self.file = file }

    var place: CellPlace { CellPlace(file: file) }

    mutating func refuse(_ message: Phrase, _ place: CellPlace) {
        problems.append(Problem(message, at: .cell(place)))
    }

    // MARK: Sheets and headings

    mutating func table(_ sheet: Sheet) -> ChainTable? {
        let name = trimmed(sheet.name ?? "")
        let rows = sheet.rows.filter { row in row.cells.contains { !$0.isBlank } }
        if rows.isEmpty || name == ChainSheet.notes { return nil }
        let place = CellPlace(file: file, sheet: name)
        guard let own = ChainSheet.all.first(where: { $0.name == name }) else {
            let known = ChainSheet.all.map(\.name).joined(separator: "、")
            refuse("不认识的工作表“\(name)”；可用的有\(known)", place)
            return nil
        }
        if !seen.insert(own.name).inserted { refuse("工作表“\(name)”写了两次", place) }
        if sheet.isHidden { refuse("工作表“\(name)”是隐藏的，请取消隐藏或删去", place) }
        if let merge = sheet.merges.first {
            refuse(
                "合并了单元格，请先取消合并",
                CellPlace(
                    file: file, sheet: name, row: merge.rows.lowerBound,
                    column: merge.columns.lowerBound))
        }
        let hidden = rows.filter(\.isHidden)
        if let first = hidden.first {
            refuse(
                "有\(hidden.count)行是隐藏的（也许是筛选），请取消隐藏或删去",
                CellPlace(file: file, sheet: name, row: first.number))
        }
        let columns = columns(of: rows[0], own, in: sheet)
        return ChainTable(sheet: own, columns: columns, rows: Array(rows.dropFirst()))
    }

    private mutating func columns(
        of head: SheetRow, _ own: ChainSheet, in sheet: Sheet
    ) -> [(place: Int, column: ChainColumn)] {
        var found: [(place: Int, column: ChainColumn)] = []
        for cell in head.cells where !cell.isBlank {
            let place = CellPlace(
                file: file, sheet: own.name, row: head.number, column: cell.column)
            let heading = cell.value.written.folded
            let column = own.columns.first { $0.heading.folded == heading || $0.key == heading }
            guard let column else {
                let known = own.columns.map(\.heading).joined(separator: "、")
                refuse("不认识的列“\(cell.value.written)”；可用的有\(known)", place)
                continue
            }
            if found.contains(where: { $0.column.key == column.key }) {
                refuse("列“\(column.heading)”写了两次", place)
            }
            if sheet.hiddenColumns.contains(cell.column) {
                refuse("列“\(column.heading)”是隐藏的，请取消隐藏或删去", place)
            }
            found.append((cell.column, column))
        }
        for column in own.columns where column.isRequired {
            if !found.contains(where: { $0.column.key == column.key }) {
                refuse(
                    "缺少列“\(column.heading)”",
                    CellPlace(file: file, sheet: own.name, row: head.number))
            }
        }
        return found
    }

    // MARK: Rows

    mutating func learnNames(of table: ChainTable) {
        func column(_ keys: Set<String>) -> Int? {
            table.columns.first { keys.contains($0.column.key) }?.place
        }
        guard let id = column(["id"]) else { return }
        let name = column(["name", "title"])
        var known = ChainNames()
        for row in table.rows {
            known.add(
                trimmed(row.cell(id)?.value.written ?? ""),
                named: name.flatMap { row.cell($0)?.value.written })
        }
        names[table.sheet.key] = known
    }

    mutating func tree(_ tables: [ChainTable]) -> RuleNode {
        var entries: [RuleEntry] = []
        for table in tables {
            let sheet = CellPlace(file: file, sheet: table.sheet.name)
            let rows = table.rows.map { row($0, of: table) }
            if table.sheet.key.isEmpty {
                entries += itself(rows, sheet)
            } else {
                let list = RuleNode(at: sheet, content: .list(rows))
                entries.append(RuleEntry(key: table.sheet.key, line: 1, value: list))
            }
        }
        return RuleNode(at: place, content: .map(entries))
    }

    /// The one row of the chain; where it is written down is a map of its own in YAML.
    private mutating func itself(_ rows: [RuleNode], _ sheet: CellPlace) -> [RuleEntry] {
        guard let row = rows.first, case .map(let entries) = row.content else {
            refuse("表头下面一行也没有", sheet)
            return []
        }
        for other in rows.dropFirst() {
            problems.append(other.problem("一个文件只写一条链"))
        }
        let ofBasis: Set<String> = ["document", "dated", "address"]
        let basis = entries.filter { ofBasis.contains($0.key) }
        let value = RuleNode(
            at: CellPlace(file: file, sheet: sheet.sheet, row: row.line), content: .map(basis))
        return entries.filter { !ofBasis.contains($0.key) } + [
            RuleEntry(key: "basis", line: row.line, value: value)
        ]
    }

    private mutating func row(_ row: SheetRow, of table: ChainTable) -> RuleNode {
        var place = CellPlace(file: file, sheet: table.sheet.name, row: row.number)
        let whole = place
        let known = Set(table.columns.map(\.place))
        for cell in row.cells where !cell.isBlank && !known.contains(cell.column) {
            place.column = cell.column
            refuse("这一列没有表头", place)
        }
        var entries: [RuleEntry] = []
        for (column, meaning) in table.columns {
            place.column = column
            let cell = row.cell(column)
            let found = cell.flatMap { content(of: $0, meaning.kind, place) }
            entries.append(
                RuleEntry(
                    key: meaning.key, line: row.number,
                    value: RuleNode(at: place, content: found ?? .empty)))
        }
        return RuleNode(at: whole, content: .map(entries))
    }

    // MARK: Cells

    /// Nil for an empty cell and for one that is refused.
    private mutating func content(
        of cell: SheetCell, _ kind: ChainCellKind, _ place: CellPlace
    ) -> RuleContent? {
        if cell.formula != nil {
            refuse("这一格是公式，请换成它的值", place)
            return nil
        }
        switch cell.value {
        case .empty: return nil
        case .error(let error):
            refuse("这一格是错误值\(error)", place)
            return nil
        case .number(let number): return content(ofNumber: number, kind, place)
        case .date(let day, _): return .text(day.description, isQuoted: true)
        case .flag(let flag): return content(of: flag ? "true" : "false", kind, place)
        case .text(let text):
            if text.isEmpty { return nil }
            return content(of: text, kind, place)
        }
    }

    private mutating func content(
        ofNumber number: String, _ kind: ChainCellKind, _ place: CellPlace
    ) -> RuleContent? {
        let whole = wholeNumber(number)
        switch kind {
        case .code:
            refuse("这一格是数字，前面的零和第15位以后的数字会丢；请设为文本格式后重填", place)
            return nil
        case .integer: return .text(whole ?? number, isQuoted: false)
        case .yuan: return .text((whole ?? number) + "元", isQuoted: true)
        default: return content(of: whole ?? number, kind, place)
        }
    }

    private mutating func content(
        of text: String, _ kind: ChainCellKind, _ place: CellPlace
    ) -> RuleContent? {
        let word = trimmed(text)
        switch kind {
        // What the program writes is read as it is.
        case .text: return .text(text, isQuoted: true)
        case .word, .code, .digits: return word.isEmpty ? nil : .text(word, isQuoted: true)
        case .integer: return word.isEmpty ? nil : .text(word, isQuoted: false)
        case .yuan:
            if word.isEmpty { return nil }
            return .text(word.isDigits ? word + "元" : word, isQuoted: true)
        case .day: return word.isEmpty ? nil : .text(dayWritten(word) ?? word, isQuoted: true)
        case .flag: return flag(word, place)
        case .texts: return list(text, place) { part, _, _ in .text(part, isQuoted: true) }
        case .choice(let words): return word.isEmpty ? nil : choice(word, words, place)
        case .choices(let words):
            return list(text, place) { part, place, reading in
                reading.choice(part, words, place)
            }
        case .reference(let list):
            let known = names[list]
            if known?.isAmbiguous(word) == true {
                refuse("叫“\(word)”的不止一个，请写标识", place)
                return nil
            }
            return word.isEmpty
                ? nil : .text(known?.identifier(of: word) ?? word, isQuoted: true)
        }
    }

    private mutating func list(
        _ text: String, _ place: CellPlace,
        _ content: (String, CellPlace, inout ChainBookReading) -> RuleContent?
    ) -> RuleContent? {
        guard let parts = partsOfCell(text) else {
            refuse("引号没有成对，或者引号后面还有别的字", place)
            return nil
        }
        let nodes = parts.compactMap { part in
            content(part, place, &self).map { RuleNode(at: place, content: $0) }
        }
        return nodes.isEmpty ? nil : .list(nodes)
    }

    private mutating func choice(
        _ text: String, _ words: [ChainWord], _ place: CellPlace
    ) -> RuleContent? {
        if let found = words.first(where: { $0.label == text || $0.word == text }) {
            return .text(found.word, isQuoted: true)
        }
        let labels = words.map(\.label).joined(separator: "、")
        refuse("“\(text)”不在可用的词之内：\(labels)", place)
        return nil
    }

    private mutating func flag(_ word: String, _ place: CellPlace) -> RuleContent? {
        switch word {
        case "": return nil
        case "是", "true": return .text("true", isQuoted: false)
        case "否", "false": return .text("false", isQuoted: false)
        default:
            refuse("应为是或否，实为“\(word)”", place)
            return nil
        }
    }
}

extension SheetCell {
    fileprivate var isBlank: Bool {
        switch value {
        case .empty: formula == nil
        case .text(let text): formula == nil && trimmed(text).isEmpty
        default: false
        }
    }
}

/// `1.2E+14` and `7.0` as spreadsheets keep them; nil for what is no whole number that a
/// spreadsheet holds exactly.
private func wholeNumber(_ text: String) -> String? {
    guard let number = Double(text), abs(number) <= 1_000_000_000_000_000,
        number == number.rounded()
    else { return nil }
    return String(Int64(number))
}

/// `2026年9月1日`, `2026/9/1` and the like as `2026-09-01`; nil where no whole day is written.
private func dayWritten(_ text: String) -> String? {
    if let day = Day(text: text) { return day.description }
    guard case .day(let day, let marks) = readRoughDay(text, asOf: Month(of: Day(number: 0))),
        marks.isEmpty, day.precision == .day
    else { return nil }
    return day.first.description
}
