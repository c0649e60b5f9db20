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
