package import Basics

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

/// One row of a table, or one object of JSON Lines with the number of its line.
package enum RecordLine: Sendable {
    case row(SheetRow)
    case object(line: Int, JSONValue)
}

/// Hands over the rows of a table or the objects of JSON Lines one by one, without keeping them:
/// .csv, the first sheet of an .xlsx that holds any, .jsonl, each packed with gzip or not, known by
/// their content. Refuses as `readWorkbook` and `eachJSONLine` do; what was handed over before a
/// refusal counts for nothing.
package func eachRecordLine(
    _ bytes: [UInt8], file: String, limits: TableLimits = .register,
    _ body: (RecordLine) throws -> Void
) throws {
    let plain =
        FileKind(bytes) == .gzip ? try gunzipped(bytes, file: file, limits: limits) : bytes
    guard !plain.isEmpty else { throw UnreadableFile(file: file, .empty) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = plain.starts(with: mark) ? mark.count : 0
    let first = plain[start...].first { $0 > 32 }
    guard first == UInt8(ascii: "{"), FileKind(plain) == .text else {
        return try eachTableRow(plain, file: file, limits: limits) { try body(.row($0)) }
    }
    try eachJSONLine(plain, file: file, limits: limits) { line, value in
        try body(.object(line: line, value))
    }
}

/// Hands over the rows of a table one by one, with its first row, without keeping them: those of a
/// .csv or of a workbook's first sheet that holds any. `number` is the row's as the spreadsheet
/// shows it. Refuses as `readWorkbook` does; what was handed over before a refusal counts for
/// nothing.
package func eachTableRow(
    _ bytes: [UInt8], file: String, limits: TableLimits = .register,
    _ body: (SheetRow) throws -> Void
) throws {
    let plain =
        FileKind(bytes) == .gzip ? try gunzipped(bytes, file: file, limits: limits) : bytes
    guard !plain.isEmpty else { throw UnreadableFile(file: file, .empty) }
    guard plain.count <= limits.fileBytes.count else {
        throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
    }
    switch FileKind(plain) {
    case .text: try DelimitedReading.eachRow(plain, file: file, limits: limits, body)
    case .zip: try XlsxReading.eachRow(plain, file: file, limits: limits, body)
    case .otherSpreadsheet: throw UnreadableFile(file: file, .otherSpreadsheet)
    case .encrypted: throw UnreadableFile(file: file, .encrypted)
    case .gzip, .unknown: throw UnreadableFile(file: file, .notATable)
    }
}
