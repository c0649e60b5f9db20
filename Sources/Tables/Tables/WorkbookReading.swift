/// Reads a workbook, a .csv or a pasted table, known by its content and not by its name; each may be
/// packed with gzip. `file` is the name that problems show.
///
/// Refuses with `UnreadableFile`; never returns a part of a file that is damaged.
package func readWorkbook(
    _ bytes: [UInt8], file: String, limits: TableLimits = .standard
) throws -> Workbook {
    return try XlsxReading.workbook(bytes, file: file, limits: limits)
}
