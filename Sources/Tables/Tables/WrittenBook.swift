package import Basics

/// A workbook to be written: values and how they look on the screen and on paper. Equal values give
/// equal bytes. Text is always text: what begins with `=`, `+`, `-` or `@` is never a formula.
package struct WrittenBook: Sendable {
    package var title: String
    package var author: String
    /// Stands in the file as its creation; a clock is never asked.
    package var createdAt: Instant
    package var sheets: [WrittenSheet]

    package init(title: String, author: String = "", createdAt: Instant, sheets: [WrittenSheet]) {
        self.title = title
        self.author = author
        self.createdAt = createdAt
        self.sheets = sheets
    }
}

package struct WrittenSheet: Sendable {
    /// What Excel does not allow in a name is replaced; a name that is taken gets a number.
    package var name: String
    /// One line across all columns, large and centred.
    package var title: String?
    /// Lines between title and heading, across all columns: unit and day, «单位:亿元».
    package var notes: [String] = []
    package var columns: [WrittenColumn]
    package var rows: [WrittenRow]
    /// Lines below the table, across all columns.
    package var remarks: [String] = []
    /// Columns that stay when one scrolls to the right; the heading always stays.
    package var frozenColumns = 0
    package var hasFilter = true
    package var page = WrittenPage()

    package init(
        name: String, title: String? = nil, columns: [WrittenColumn], rows: [WrittenRow]
    ) {
        self.name = name
        self.title = title
        self.columns = columns
        self.rows = rows
    }
}

package struct WrittenColumn: Sendable {
    package var heading: String
    /// Columns side by side with one group stand under a common heading.
    package var group: String?
    /// In characters of the body font; a Chinese character takes two.
    package var width: Double

    package init(_ heading: String, group: String? = nil, width: Double = 12) {
        self.heading = heading
        self.group = group
        self.width = width
    }
}

package struct WrittenRow: Sendable {
    package var cells: [WrittenCell]
    /// A sum or a section: bold on a light ground.
    package var isStrong: Bool

    package init(_ cells: [WrittenCell], isStrong: Bool = false) {
        self.cells = cells
        self.isStrong = isStrong
    }
}

package enum WrittenCell: Sendable, Hashable {
    case empty
    case text(String)
    case integer(Int64)
    /// Shown with thousands separated and this many decimals.
    case decimal(Double, decimals: Int)
    /// 0.123 is shown as 12.3%.
    case percent(Double)
    case day(Day)
    /// Opens an http(s) address; any other address is left out and the text stays.
    case link(String, address: String)

    package static func text(_ text: String?) -> WrittenCell {
        text.map(WrittenCell.text) ?? .empty
    }
    package static func integer(_ number: Int) -> WrittenCell { .integer(Int64(number)) }
    package static func day(_ day: Day?) -> WrittenCell { day.map(WrittenCell.day) ?? .empty }
}

/// How a sheet is printed. It is always fitted to the width of the page, its heading repeated.
package struct WrittenPage: Sendable {
    package enum Paper: Sendable { case a4, a3 }

    package var paper = Paper.a4
    package var isLandscape = true
    package var header: String?
    /// Stands at the left below the table; the page number is always in the middle.
    package var footer: String?

    package init() {}
}
