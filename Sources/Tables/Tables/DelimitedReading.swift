internal import Basics

/// Reads .csv, .tsv and pasted tables (RFC 4180): fields in quotes may hold delimiters, line ends
/// and doubled quotes. Every field is text, as written; empty fields are left out.
struct DelimitedReading {
    private let bytes: [UInt8]
    private let file: String
    private let limits: TableLimits
    private let delimiter: UInt8
    private var cellCount = 0
    private var position = 0
    private var line = 1

    static func workbook(
        _ bytes: [UInt8], file: String, limits: TableLimits
    ) throws -> Workbook {
        var rows: [SheetRow] = []
        try eachRow(bytes, file: file, limits: limits) { rows.append($0) }
        return Workbook(file: file, sheets: [Sheet(name: nil, rows: rows)])
    }

    /// Hands over row after row, those that hold something.
    static func eachRow(
        _ bytes: [UInt8], file: String, limits: TableLimits, _ body: (SheetRow) throws -> Void
    ) throws {
        let text = try TextEncodings.utf8(bytes, file: file)
        guard !text.contains(0) else { throw UnreadableFile(file: file, .notATable) }
        var reading = DelimitedReading(text, file: file, limits: limits)
        guard try reading.read(body) > 0 else { throw UnreadableFile(file: file, .empty) }
    }

    private init(_ bytes: [UInt8], file: String, limits: TableLimits) {
        self.bytes = bytes
        self.file = file
        self.limits = limits
        delimiter = DelimitedReading.delimiter(of: bytes)
        // Excel's own line that names the delimiter is no record.
        if bytes.starts(with: Array("sep=".utf8)) {
            position = (bytes.firstIndex(of: 10) ?? bytes.count - 1) + 1
            line = 2
        }
    }

    /// Of tab, comma and semicolon, the one that cuts the first records into the same number of
    /// fields most often; a tab wins a tie, since text rarely holds one.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")]
        if bytes.starts(with: Array("sep=".utf8)), bytes.count > 4, candidates.contains(bytes[4]) {
            return bytes[4]
        }
        var best = (delimiter: UInt8(ascii: ","), score: 0)
        for candidate in candidates {
            var tally: [Int: Int] = [:]
            for count in fieldCounts(bytes, candidate) where count > 1 {
                tally[count, default: 0] += count - 1
            }
            let score = tally.values.max() ?? 0
            if score > best.score { best = (candidate, score) }
        }
        return best.delimiter
    }

    /// Fields of each of the first hundred records.
    private static func fieldCounts(_ bytes: [UInt8], _ delimiter: UInt8) -> [Int] {
        var counts: [Int] = []
        var fields = 1
        var isQuoted = false
        var isFieldStart = true
        for byte in bytes.prefix(1_048_576) {
            if byte == UInt8(ascii: "\"") {
                if isFieldStart || isQuoted { isQuoted.toggle() }
                isFieldStart = false
            } else if isQuoted {
                continue
            } else if byte == delimiter {
                fields += 1
                isFieldStart = true
            } else if byte == 10 || byte == 13 {
                counts.append(fields)
                guard counts.count < 100 else { break }
                fields = 1
                isFieldStart = true
            } else {
                isFieldStart = false
            }
        }
        if fields > 1 { counts.append(fields) }
        return counts
    }

    /// How many rows were handed over.
    private mutating func read(_ body: (SheetRow) throws -> Void) throws -> Int {
        var number = 0
        var count = 0
        while position < bytes.count {
            number += 1
            let cells = try record(number)
            guard !cells.isEmpty else { continue }
            guard count < limits.rows.count else { throw tooLarge(.rows, limits.rows) }
            count += 1
            try body(SheetRow(number: number, cells: cells))
        }
        return count
    }

    private func tooLarge(_ bound: UnreadableFile.Bound, _ limit: Limit) -> UnreadableFile {
        UnreadableFile(
            file: file, .tooLarge(bound, limit.count), at: [.line(file: file, line: line)])
    }

    private mutating func record(_ number: Int) throws -> [SheetCell] {
        var cells: [SheetCell] = []
        var column = 0
        while true {
            let text = try field()
            if !text.isEmpty {
                guard column < limits.columns.count else {
                    throw tooLarge(.columns, limits.columns)
                }
                cellCount += 1
                guard cellCount <= limits.cells.count else { throw tooLarge(.cells, limits.cells) }
                cells.append(SheetCell(column: column, value: .text(text)))
            }
            column += 1
            guard position < bytes.count else { return cells }
            let byte = bytes[position]
            position += 1
            if byte == delimiter { continue }
            if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
            line += 1
            return cells
        }
    }

    /// One field; `position` is left at the delimiter, the line end or the end.
    private mutating func field() throws -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            return try quotedField()
        }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == 10 || byte == 13 { break }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedField() throws -> String {
        let openedAt = line
        let start = position
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                    // «"十四五"规划» is written by hand like that: the field as it stands.
                    return rest()
                        ? String(decoding: bytes[start..<position], as: UTF8.self)
                        : String(decoding: text, as: UTF8.self)
                }
                position += 1
            } else if byte == 10 {
                line += 1
            } else if byte == 13 {
                if position < bytes.count, bytes[position] == 10 { position += 1 }
                line += 1
                text.append(10)
                continue
            }
            text.append(byte)
        }
        throw UnreadableFile(file: file, .openQuote, at: [.line(file: file, line: openedAt)])
    }

    /// Steps to the end of the field. True when there was anything left of it.
    private mutating func rest() -> Bool {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == delimiter || byte == 10 || byte == 13 { break }
            position += 1
        }
        return position > start
    }
}
