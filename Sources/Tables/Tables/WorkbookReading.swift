internal import Basics

/// Reads a workbook, a .csv or a pasted table, known by its content and not by its name; each may
/// be packed with gzip. `file` is the name that problems show.
///
/// Refuses with `UnreadableFile`; never returns a part of a file that is damaged.
package func readWorkbook(
    _ bytes: [UInt8], file: String, limits: TableLimits = .standard
) throws -> Workbook {
    try readWorkbook(bytes, file: file, limits: limits, mayBePacked: true)
}

private func readWorkbook(
    _ bytes: [UInt8], file: String, limits: TableLimits, mayBePacked: Bool
) throws -> Workbook {
    guard !bytes.isEmpty else { throw UnreadableFile(file: file, .empty) }
    guard bytes.count <= limits.fileBytes.count else {
        throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
    }
    switch FileKind(bytes) {
    case .zip: return try XlsxReading.workbook(bytes, file: file, limits: limits)
    case .text: return try DelimitedReading.workbook(bytes, file: file, limits: limits)
    case .gzip where mayBePacked:
        let plain = try gunzipped(bytes, file: file, limits: limits)
        return try readWorkbook(plain, file: file, limits: limits, mayBePacked: false)
    case .otherSpreadsheet: throw UnreadableFile(file: file, .otherSpreadsheet)
    case .encrypted: throw UnreadableFile(file: file, .encrypted)
    case .gzip, .unknown: throw UnreadableFile(file: file, .notATable)
    }
}

/// Hands over the rows of a table one by one, with its first row: those of a .csv without keeping
/// them, those of a workbook's first sheet that holds any. `number` is the row's as the spreadsheet
/// shows it. Refuses as `readWorkbook` does; what was handed over before a refusal counts for
/// nothing.
package func eachTableRow(
    _ bytes: [UInt8], file: String, limits: TableLimits = .register,
    _ body: (SheetRow) throws -> Void
) throws {
    let plain =
        FileKind(bytes) == .gzip ? try gunzipped(bytes, file: file, limits: limits) : bytes
    guard plain.count <= limits.fileBytes.count else {
        throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
    }
    if FileKind(plain) == .text {
        return try DelimitedReading.eachRow(plain, file: file, limits: limits, body)
    }
    let book = try readWorkbook(plain, file: file, limits: limits)
    for row in book.sheets.first(where: { !$0.rows.isEmpty })?.rows ?? [] { try body(row) }
}
