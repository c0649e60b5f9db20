import Basics
import Tables
import Texts

/// A sheet by row and column, with its merged cells.
struct SheetGrid {
    let file: String
    let name: String?
    let rows: [GridRow]
    let width: Int
    let hiddenColumns: Set<Int>
    private let mergesByRow: [Int: [CellRange]]

    init(_ sheet: Sheet, file: String, widest: Int = 400) {
        self.file = file
        name = sheet.name
        hiddenColumns = sheet.hiddenColumns
        var width = 0
        for row in sheet.rows {
            for cell in row.cells where cell.column < widest && !cell.isBlank {
                width = max(width, cell.column + 1)
            }
        }
        self.width = width
        rows = sheet.rows.map { row in
            var cells = [SheetCell?](repeating: nil, count: width)
            for cell in row.cells where cell.column < width { cells[cell.column] = cell }
            return GridRow(number: row.number, isHidden: row.isHidden, cells: cells)
        }
        var merges: [Int: [CellRange]] = [:]
        var room = 2_000_000
        for merge in sheet.merges where room > 0 {
            room -= merge.rows.count
            // A merge over whole columns says nothing of a table.
            if merge.rows.count > 5_000 { continue }
            for row in merge.rows { merges[row, default: []].append(merge) }
        }
        mergesByRow = merges
    }

    func merge(atRow number: Int, column: Int) -> CellRange? {
        mergesByRow[number]?.first { $0.columns.contains(column) }
    }

    func place(_ row: Int, _ column: Int?) -> CellPlace {
        CellPlace(file: file, sheet: name, row: row, column: column)
    }
}

struct GridRow {
    /// From 1, as the spreadsheet shows it.
    let number: Int
    let isHidden: Bool
    let cells: [SheetCell?]

    func text(_ column: Int) -> String {
        guard column < cells.count, let cell = cells[column] else { return "" }
        return cell.text
    }

    func isFilled(_ column: Int) -> Bool {
        guard column < cells.count, let cell = cells[column] else { return false }
        return !cell.isBlank
    }

    func filled(in columns: Range<Int>) -> [Int] { columns.filter { isFilled($0) } }
}

extension SheetCell {
    /// As it stands there; a date as YYYY-MM-DD.
    var text: String {
        switch value {
        case .empty, .error: ""
        case .text(let text): text
        case .number(let text): text
        case .date(let day, _): day.description
        case .flag(let flag): flag ? "TRUE" : "FALSE"
        }
    }

    var isBlank: Bool {
        switch value {
        case .empty: formula == nil
        case .text(let text): text.unicodeScalars.allSatisfy { halfWidth($0).value <= 32 }
        default: false
        }
    }

    var lacksKeptValue: Bool { value == .empty && formula != nil }
}
