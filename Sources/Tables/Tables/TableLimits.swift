package import Basics

/// How much one file may hold. What goes beyond is refused with the bound and the place.
package struct TableLimits: Sendable {
    /// Bytes of the file as it was handed in.
    package var fileBytes: Limit = 134_217_728
    /// Bytes of one part after unpacking.
    package var partBytes: Limit = 536_870_912
    /// Bytes that are held at once: the small parts of a workbook, and one row of a sheet.
    package var heldBytes: Limit = 67_108_864
    /// Unpacked bytes for one packed byte, in parts above 16 MiB. Deflate itself ends at 1,032.
    package var ratio: Limit = 250
    /// Parts in the package.
    package var parts: Limit = 10_000
    package var sheets: Limit = 256
    /// Rows with content, over all sheets.
    package var rows: Limit = 300_000
    /// Cells with content or a mark, over all sheets.
    package var cells: Limit = 5_000_000
    /// Columns of a sheet; Excel ends at XFD.
    package var columns: Limit = 16_384
    package var sharedTexts: Limit = 2_000_000
    package var merges: Limit = 200_000
    /// Bytes of one line of a .jsonl.
    package var lineBytes: Limit = 16_777_216
    /// Lines of a .jsonl.
    package var lines: Limit = 10_000_000

    package init() {}

    package static let standard = TableLimits()

    /// For registers of companies, whose lines are read one after the other.
    package static let register: TableLimits = {
        var limits = TableLimits()
        limits.fileBytes = 1_073_741_824
        limits.partBytes = 2_147_483_648
        limits.rows = 2_000_000
        limits.cells = 40_000_000
        limits.sharedTexts = 10_000_000
        return limits
    }()

    /// For papers: text, web pages, .docx.
    package static let paper: TableLimits = {
        var limits = TableLimits()
        limits.fileBytes = 20_971_520
        limits.partBytes = 67_108_864
        limits.parts = 2_000
        return limits
    }()
}
