import Basics
package import Tables
import Texts

extension TableLimits {
    /// For a sheet from somebody without an account.
    package static let ofGuests: TableLimits = {
        var limits = TableLimits()
        limits.fileBytes = 4_194_304
        limits.partBytes = 67_108_864
        limits.heldBytes = 16_777_216
        limits.parts = 500
        limits.sheets = 16
        limits.rows = 12_000
        limits.cells = 150_000
        limits.columns = 256
        limits.sharedTexts = 100_000
        limits.merges = 1_000
        return limits
    }()
}

/// Reads the lines of an anchor company's sheet: the one sheet of the book that has the headings.
/// Blank rows are passed over, and so is what stands above the headings. Refuses with every problem
/// of every cell, each with row and column: nothing is taken by half.
package func readNeedLines(_ book: Workbook) throws -> [NeedLine] {
    let found = book.sheets.compactMap { sheet in headings(of: sheet).map { (sheet, $0) } }
    guard let (sheet, index) = found.first else {
        throw ChainRefusal([
            Problem(
                "没有找到表头：请用下载的模板，前20行里须有“产品”一列",
                at: .cell(CellPlace(file: book.file)))
        ])
    }
    let head = sheet.rows[index]
    var reader = NeedReader(file: book.file, sheet: sheet.name)
    for (other, _) in found.dropFirst() {
        reader.refuse("工作表“\(other.name ?? "")”也有“产品”一列，请合成一张", head.number, nil)
    }
    if sheet.isHidden { reader.refuse("这张工作表是隐藏的，请取消隐藏或删去", head.number, nil) }
    reader.read(headings: head)
    for merge in sheet.merges where merge.rows.upperBound >= head.number {
        reader.refuse("有合并的单元格，请拆开", merge.rows.lowerBound, merge.columns.lowerBound)
    }
    let rows = sheet.rows.dropFirst(index + 1)
    if rows.count > Limit.needsOfSheet.count {
        reader.refuse(
            "一次最多\(Limit.needsOfSheet.count)行，这张表有\(rows.count)行", head.number, nil)
        throw ChainRefusal(reader.problems)
    }
    for row in rows { reader.read(row) }
    return try reader.finish(heading: head.number)
}

/// Where the headings stand, among the first twenty rows.
private func headings(of sheet: Sheet) -> Int? {
    sheet.rows.prefix(20).firstIndex { row in
        row.cells.contains { NeedField.product.headings.contains($0.value.written.folded) }
    }
}

private struct NeedReader {
    let file: String
    let sheet: String?
    private var columns: [Int: NeedField] = [:]
    private var lines: [NeedLine] = []
    private var rowOfLine: [String: Int] = [:]
    private(set) var problems: [Problem] = []

    init(file: String, sheet: String?) {
        self.file = file
        self.sheet = sheet
    }

    mutating func refuse(_ message: Phrase, _ row: Int, _ column: Int?) {
        guard problems.count < Limit.problemsOfSheet.count else { return }
        problems.append(
            Problem(
                message,
                at: .cell(CellPlace(file: file, sheet: sheet, row: row, column: column))))
    }

    mutating func read(headings row: SheetRow) {
        for cell in row.cells where !cell.value.written.tidied.isEmpty {
            let heading = cell.value.written
            guard
                let field = NeedField.allCases.first(where: {
                    $0.headings.contains(heading.folded)
                })
            else {
                refuse("模板里没有“\(heading.tidied)”这一列", row.number, cell.column)
                continue
            }
            if columns.values.contains(field) {
                refuse("“\(field.label)”有两列", row.number, cell.column)
            } else {
                columns[cell.column] = field
            }
        }
        for field in NeedField.allCases where field.isRequired && !columns.values.contains(field) {
            refuse("没有“\(field.label)”这一列", row.number, nil)
        }
    }

    mutating func read(_ row: SheetRow) {
        var texts: [NeedField: String] = [:]
        let before = problems.count
        for cell in row.cells {
            if cell.formula != nil {
                refuse("是公式，请改为数值或文字", row.number, cell.column)
            } else if case .error = cell.value {
                refuse("是错误值", row.number, cell.column)
            }
            guard let field = columns[cell.column] else {
                if !cell.value.written.tidied.isEmpty {
                    refuse("这一列没有表头", row.number, cell.column)
                }
                continue
            }
            texts[field] = cell.value.written
        }
        let draft = NeedLineDraft { texts[$0] }
        guard !draft.isEmpty else { return }
        if row.isHidden { refuse("这一行是隐藏的（也许是筛选），请取消隐藏或删去", row.number, nil) }
        let (line, wrong) = draft.read()
        for (field, message) in wrong where columns.values.contains(field) {
            refuse(message, row.number, columns.first { $0.value == field }?.key)
        }
        guard let line, problems.count == before else { return }
        if let other = rowOfLine.updateValue(row.number, forKey: line.key) {
            refuse(
                "与第\(other)行是同一产品、同一规格", row.number,
                columns.first { $0.value == .product }?.key)
        }
        lines.append(line)
    }

    func finish(heading: Int) throws(ChainRefusal) -> [NeedLine] {
        var problems = problems
        if lines.isEmpty, problems.isEmpty {
            problems.append(
                Problem(
                    "表头下面一行也没有",
                    at: .cell(CellPlace(file: file, sheet: sheet, row: heading))))
        }
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        return lines
    }
}
