/// A file of SQL, taken apart into its statements. It knows quotes, comments and dollar quoting, no
/// grammar.
struct SQLScript {
    private let parts: [[Part]]

    private enum Part: Equatable {
        /// Letters, digits and underscores outside quotes.
        case word(String)
        case closing
        case other(String)
    }

    init(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        parts = scanner.statements()
    }

    var statements: [String] { parts.map(SQLScript.joined) }

    func statements(for dialect: Dialect) -> [String] {
        dialect == .sqlite ? statements : translated
    }

    /// For PostgreSQL: three types by their names there, and no table options. Types are written in
    /// capitals.
    var translated: [String] {
        parts.map { parts in
            let words = parts.compactMap { part -> String? in
                if case .word(let word) = part { word } else { nil }
            }
            var kept = parts
            if Array(words.prefix(2)) == ["CREATE", "TABLE"],
                let end = parts.lastIndex(of: .closing)
            {
                kept = Array(parts[...end])
            }
            return SQLScript.joined(
                kept.map { part in
                    if case .word(let word) = part, let type = types[word] { return .word(type) }
                    return part
                })
        }
    }

    private static func joined(_ parts: [Part]) -> String {
        parts.map { part in
            switch part {
            case .word(let text), .other(let text): text
            case .closing: ")"
            }
        }.joined()
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func statements() -> [[Part]] {
            var all: [[Part]] = []
            var current: [Part] = []
            func isBlank(_ part: Part) -> Bool {
                if case .other(let text) = part { text.allSatisfy(\.isWhitespace) } else { false }
            }
            func finish() {
                let trimmed = current.drop(while: isBlank).reversed().drop(while: isBlank)
                if !trimmed.isEmpty { all.append(trimmed.reversed()) }
                current = []
            }
            while position < bytes.count {
                if bytes[position] == UInt8(ascii: ";") {
                    position += 1
                    finish()
                } else if let part = next() {
                    current.append(part)
                }
            }
            finish()
            return all
        }

        /// Nil for a comment.
        private mutating func next() -> Part? {
            let byte = bytes[position]
            let rest = bytes[position...]
            if rest.starts(with: "--".utf8) {
                take { $0 != UInt8(ascii: "\n") }
                return nil
            }
            if rest.starts(with: "/*".utf8) {
                skip(past: Array("*/".utf8), from: position + 2)
                return nil
            }
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let start = position
                skip(past: [byte], from: position + 1)
                return .other(text(from: start))
            case UInt8(ascii: "$"):
                let start = position
                position += 1
                let tag = take(isWordByte)
                guard position < bytes.count, bytes[position] == byte else {
                    return .other("$" + tag)
                }
                skip(past: Array("$\(tag)$".utf8), from: position + 1)
                return .other(text(from: start))
            case UInt8(ascii: ")"):
                position += 1
                return .closing
            case _ where isWordByte(byte): return .word(take(isWordByte))
            default:
                let start = position
                position += 1
                return .other(text(from: start))
            }
        }

        @discardableResult
        private mutating func take(_ isTaken: (UInt8) -> Bool) -> String {
            let start = position
            while position < bytes.count, isTaken(bytes[position]) { position += 1 }
            return text(from: start)
        }

        private mutating func skip(past end: [UInt8], from start: Int) {
            position = start
            while position < bytes.count, !bytes[position...].starts(with: end) { position += 1 }
            position = min(bytes.count, position + end.count)
        }

        private func text(from start: Int) -> String {
            String(decoding: bytes[start..<position], as: UTF8.self)
        }
    }
}

private let types = ["INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA"]

/// Bytes above 127 belong to words, so that a character is never cut.
private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...255:
        true
    default: false
    }
}
