package import Basics
package import Texts

/// How one table of a sheet was understood: for showing, and for correcting once.
package struct TableLayout: Sendable, Hashable {
    package var sheet: String?
    /// From 1, as the spreadsheet shows them.
    package var headingRows: ClosedRange<Int>
    package var lastRow: Int
    package var columns: [LayoutColumn]
    /// What a remembered layout is found by: the headings as compared, in order.
    package var signature: String
    /// A remembered layout was used.
    package var isRemembered: Bool
}

package struct LayoutColumn: Sendable, Hashable {
    /// From 0.
    package var column: Int
    /// As written, the heading above it first: «投资规模 / 总投资（亿元）».
    package var heading: String
    /// As compared; unique inside a table.
    package var key: String
    /// Nil: not read.
    package var field: ReportedField?
    package var confidence: LayoutConfidence
    /// Why the column was taken for this field, or left aside.
    package var reason: Phrase
    /// What a bare number in it means; for columns of money.
    package var unit: AmountUnit?
}

package enum LayoutConfidence: String, Sendable, CaseIterable {
    /// Said by a person.
    case corrected
    /// The heading is a known word and the values agree.
    case certain
    case probable
    /// Told by its values only, or one of several that could be meant: worth a look.
    case guessed
}

/// What a person said of a unit's layout; used before anything else when the same headings come
/// again.
package struct RememberedLayout: Sendable, Hashable {
    /// Identifier of the unit.
    package var unit: String
    package var signature: String
    package var columns: [RememberedColumn]

    package init(unit: String, signature: String, columns: [RememberedColumn]) {
        self.unit = unit
        self.signature = signature
        self.columns = columns
    }
}

package struct RememberedColumn: Sendable, Hashable {
    /// `LayoutColumn.key`.
    package var key: String
    /// Nil: leave it aside.
    package var field: ReportedField?
    package var unit: AmountUnit?

    package init(key: String, field: ReportedField?, unit: AmountUnit? = nil) {
        self.key = key
        self.field = field
        self.unit = unit
    }
}

/// A unit as sheets write it.
package struct SheetUnit: Sendable, Hashable {
    package var id: String
    package var name: String
    package var short: String
    package var aliases: [String]

    package init(id: String, name: String, short: String, aliases: [String] = []) {
        self.id = id
        self.name = name
        self.short = short
        self.aliases = aliases
    }

    var spellings: [String] { [name, short] + aliases }
}

/// What a sheet is read for: a month of collection, or a whole year's ledger.
package enum ReadingPeriod: Sendable, Hashable {
    case month(Month)
    case year(Int)

    /// The month that unwritten years are completed by.
    var asOf: Month {
        switch self {
        case .month(let month): month
        case .year(let year): Month(of: Day(year, 12, 1) ?? Day(number: 0))
        }
    }
}

/// All that reading needs beside the workbook.
package struct SheetReadingContext: Sendable {
    package var period: ReadingPeriod
    /// Units that may report.
    package var units: [SheetUnit]
    /// 示例市, 示例: what may stand before a unit's name.
    package var cityNames: [String]
    /// The unit, where a person gave it; a district column in the sheet still goes before it.
    package var unit: String?
    package var vocabulary: SheetVocabulary
    package var layouts: [RememberedLayout]

    package init(
        period: ReadingPeriod, units: [SheetUnit], cityNames: [String], unit: String? = nil,
        vocabulary: SheetVocabulary, layouts: [RememberedLayout] = []
    ) {
        self.period = period
        self.units = units
        self.cityNames = cityNames
        self.unit = unit
        self.vocabulary = vocabulary
        self.layouts = layouts
    }
}
