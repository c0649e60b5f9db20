package import Basics

/// Reads JSON Lines, one value a line, packed with gzip or not, without holding more than one line.
/// Blank lines are passed over. A line that is no JSON is refused with its number.
package func eachJSONLine(
    _ bytes: [UInt8], file: String, limits: TableLimits = .standard,
    _ body: (_ line: Int, _ value: JSONValue) throws -> Void
) throws {
    var lines = JSONLines(file: file, limits: limits)
    if bytes.starts(with: [0x1F, 0x8B]) {
        try eachGzipPiece(bytes, file: file, limits: limits) { piece in
            try lines.take(piece, body)
        }
    } else {
        try bytes.withUnsafeBytes { try lines.take($0, body) }
    }
    try lines.finish(body)
}

/// Cuts pieces of a file into lines; a line that a piece ends in waits for the next.
private struct JSONLines {
    let file: String
    let limits: TableLimits
    private var held: [UInt8] = []
    private var number = 0

    init(file: String, limits: TableLimits) {
        self.file = file
        self.limits = limits
    }

    mutating func take(
        _ piece: UnsafeRawBufferPointer, _ body: (Int, JSONValue) throws -> Void
    ) throws {
        var start = 0
        while start < piece.count {
            guard let end = piece[start...].firstIndex(of: 10) else { break }
            held.append(contentsOf: piece[start..<end])
            try line(body)
            start = end + 1
        }
        held.append(contentsOf: piece[start...])
        if held.count > limits.lineBytes.count { throw tooLarge(.lineBytes, limits.lineBytes) }
    }

    mutating func finish(_ body: (Int, JSONValue) throws -> Void) throws {
        if !held.isEmpty { try line(body) }
    }

    private mutating func line(_ body: (Int, JSONValue) throws -> Void) throws {
        defer { held.removeAll(keepingCapacity: true) }
        number += 1
        guard number <= limits.lines.count else { throw tooLarge(.lines, limits.lines) }
        guard held.count <= limits.lineBytes.count else {
            throw tooLarge(.lineBytes, limits.lineBytes)
        }
        let hasMark = number == 1 && held.starts(with: [0xEF, 0xBB, 0xBF])
        let text = hasMark ? held[3...] : held[...]
        guard !text.allSatisfy({ $0 <= 32 }) else { return }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text, size: limits.lineBytes)
        } catch {
            throw UnreadableFile(
                file: file, .malformedJSON(error.problems[0].message),
                at: [.line(file: file, line: number)])
        }
        try body(number, value)
    }

    private func tooLarge(_ bound: UnreadableFile.Bound, _ limit: Limit) -> UnreadableFile {
        UnreadableFile(
            file: file, .tooLarge(bound, limit.count), at: [.line(file: file, line: number)])
    }
}
