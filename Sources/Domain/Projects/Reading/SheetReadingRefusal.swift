package import Basics

/// Why a workbook cannot be read for a month, all reasons at once.
package struct SheetReadingRefusal: Refusal, Hashable {
    package var kinds: Set<Kind>
    package var problems: [Problem]

    package enum Kind: String, Sendable, CaseIterable {
        case unknownUnit = "unknown_unit", otherMonth = "other_month", noTable = "no_table"
        case formulaWithoutValue = "formula_without_value"
    }
}
