import Basics

/// What stood in one file of tables: a workbook, a .csv, a pasted table. Values as written, nothing interpreted.
package struct Workbook: Sendable {
    /// The name as it was given; problems name it.
    package let file: String
    package let sheets: [Sheet]

    package init(file: String, sheets: [Sheet]) {
        self.file = file
        self.sheets = sheets
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

package struct SheetCell: Sendable, Hashable {
    /// From 0.
    package let column: Int
    package let value: CellValue
    /// The formula without its `=`, where there is one; `value` is then the kept result.
    package let formula: String?
    package let isStruckOut: Bool
    /// Red letters or a red ground: how many offices mark what left.
    package let isRed: Bool

    package init(
        column: Int, value: CellValue, formula: String? = nil, isStruckOut: Bool = false,
        isRed: Bool = false
    ) {
        self.column = column
        self.value = value
        self.formula = formula
        self.isStruckOut = isStruckOut
        self.isRed = isRed
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
