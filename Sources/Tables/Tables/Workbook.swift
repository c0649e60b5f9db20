package import Basics

/// What stood in one file of tables: a workbook, a .csv, a pasted table. Values as written, nothing
/// interpreted.
package struct Workbook: Sendable {
    /// The name as it was given; problems name it.
    package let file: String
    package let sheets: [Sheet]
    /// What was left aside or taken on trust: sheets that are charts, values that other files gave.
    package let warnings: [Problem]

    package init(file: String, sheets: [Sheet], warnings: [Problem] = []) {
        self.file = file
        self.sheets = sheets
        self.warnings = warnings
    }
}

/// One sheet: its rows in order, only those that hold something.
package struct Sheet: Sendable {
    /// Nil for a .csv or a pasted table.
    package let name: String?
    package let isHidden: Bool
    package let rows: [SheetRow]
    package let merges: [CellRange]
    /// Columns that the file hides, from 0.
    package let hiddenColumns: Set<Int>

    package init(
        name: String?, isHidden: Bool = false, rows: [SheetRow], merges: [CellRange] = [],
        hiddenColumns: Set<Int> = []
    ) {
        self.name = name
        self.isHidden = isHidden
        self.rows = rows
        self.merges = merges
        self.hiddenColumns = hiddenColumns
    }
}

package struct SheetRow: Sendable {
    /// From 1, as the spreadsheet shows it; the record number in a .csv.
    package let number: Int
    package let isHidden: Bool
    /// In order of column; a cell without content and without a mark is left out.
    package let cells: [SheetCell]

    package init(number: Int, isHidden: Bool = false, cells: [SheetCell]) {
        self.number = number
        self.isHidden = isHidden
        self.cells = cells
    }

    /// The cell of a column counted from 0.
    package func cell(_ column: Int) -> SheetCell? { cells.first { $0.column == column } }
}

/// Kept in 24 bytes, since a workbook may hold millions.
package struct SheetCell: Sendable, Hashable {
    private let stored: StoredValue
    private let marks: UInt8
    private let place: UInt16

    package init(
        column: Int, value: CellValue, formula: String? = nil, isStruckOut: Bool = false,
        isRed: Bool = false
    ) {
        stored = formula.map { .computed(StoredValue(value), $0) } ?? StoredValue(value)
        marks = (isStruckOut ? 1 : 0) | (isRed ? 2 : 0)
        place = UInt16(column)
    }

    /// From 0.
    package var column: Int { Int(place) }

    package var value: CellValue { stored.value }

    /// The formula without its `=`, where there is one; `value` is then the kept result.
    package var formula: String? {
        guard case .computed(_, let formula) = stored else { return nil }
        return formula
    }

    package var isStruckOut: Bool { marks & 1 != 0 }
    /// Red letters or a red ground: how many offices mark what left.
    package var isRed: Bool { marks & 2 != 0 }
}

/// A cell's value in 17 bytes.
private enum StoredValue: Sendable, Hashable {
    case empty
    case text(String)
    case number(String)
    /// Since 1970-01-01, by the sheet's own clock.
    case second(Int64)
    case flag(Bool)
    case error(String)
    /// Outside the cell, since few cells have a formula.
    indirect case computed(StoredValue, String)

    init(_ value: CellValue) {
        switch value {
        case .empty: self = .empty
        case .text(let text): self = .text(text)
        case .number(let text): self = .number(text)
        case .date(let day, let second): self = .second(Int64(day.number * 86_400 + second))
        case .flag(let flag): self = .flag(flag)
        case .error(let text): self = .error(text)
        }
    }

    var value: CellValue {
        switch self {
        case .empty: .empty
        case .text(let text): .text(text)
        case .number(let text): .number(text: text)
        case .second(let second): CellValue(seconds: second)
        case .flag(let flag): .flag(flag)
        case .error(let text): .error(text)
        case .computed(let kept, _): kept.value
        }
    }
}

package enum CellValue: Sendable, Hashable {
    case empty
    case text(String)
    /// `text` is the number as the file writes it, so that nothing is lost to binary fractions.
    case number(text: String)
    /// A number whose format is a date. `secondOfDay` is 0 for a bare date.
    case date(Day, secondOfDay: Int)
    case flag(Bool)
    /// `#REF!` and its kind.
    case error(String)

    /// What stands in the cell, as text; empty for an error or nothing.
    package var written: String {
        switch self {
        case .empty, .error: ""
        case .text(let text), .number(let text): text
        case .date(let day, _): day.description
        case .flag(let flag): flag ? "TRUE" : "FALSE"
        }
    }
}

/// Rows from 1, columns from 0, both ends included.
package struct CellRange: Sendable, Hashable {
    package let rows: ClosedRange<Int>
    package let columns: ClosedRange<Int>

    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }
}
