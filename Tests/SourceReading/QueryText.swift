/// One SQL text of the project, from a literal or from a migration, as tokens in lower case.
/// Quoted strings and comments are left out.
package struct QueryText: Sendable {
    package let file: String
    package let tokens: [QueryToken]

    package init(_ sql: String, file: String, line: Int) {
        self.file = file
        tokens = QueryText.tokens(of: sql, from: line)
    }

    /// Whether a string literal is SQL: it opens with a verb of SQL, or joins or orders rows.
    package static func isQuery(_ text: String) -> Bool {
        let head = text.drop { $0 == " " || $0 == "\n" }
        return verbs.contains { head.hasPrefix($0) } || joints.contains { text.contains($0) }
    }

    private static let verbs = [
        "SELECT ", "SELECT\n", "INSERT INTO ", "INSERT OR ", "UPDATE ", "DELETE FROM ", "WITH ",
        "CREATE TABLE ", "CREATE INDEX ", "CREATE TRIGGER ", "CREATE TYPE ", "ALTER TABLE ",
        "DROP TABLE ", "AND ", "WHERE ", "ORDER BY ",
    ]
    private static let joints = [" FROM ", " WHERE ", " ORDER BY ", "\nFROM ", "\nWHERE "]

    private static func tokens(of sql: String, from line: Int) -> [QueryToken] {
        let bytes = Array(sql.utf8)
        var (tokens, place, line) = ([QueryToken](), 0, line)
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (97...122).contains(byte | 32) || byte == 95 || byte > 127
        }
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case 10:
                line += 1
                place += 1
            case 9, 13, 32: place += 1
            case 45 where place + 1 < bytes.count && bytes[place + 1] == 45:
                while place < bytes.count, bytes[place] != 10 { place += 1 }
            case 39:
                place += 1
                while place < bytes.count, bytes[place] != 39 { place += 1 }
                place += 1
                tokens.append(QueryToken(text: "'", line: line))
            case _ where isWord(byte):
                let start = place
                while place < bytes.count, isWord(bytes[place]) { place += 1 }
                let word = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
                tokens.append(QueryToken(text: word, line: line))
            default:
                tokens.append(
                    QueryToken(text: String(decoding: [byte], as: UTF8.self), line: line))
                place += 1
            }
        }
        return tokens
    }
}

package struct QueryToken: Sendable {
    package let text: String
    package let line: Int
}

/// A table as a migration creates it.
package struct TableText: Sendable, Hashable {
    package let name: String
    package let file: String
    package let line: Int
    package var columns: [ColumnText]
    package var isStrict: Bool
}

package struct ColumnText: Sendable, Hashable {
    package let name: String
    package let type: String
    package let isNullable: Bool
}

extension QueryText {
    /// What each `CREATE TABLE` of a migration makes.
    package var tables: [TableText] {
        var result: [TableText] = []
        for (index, token) in tokens.enumerated() where token.text == "create" {
            guard index + 2 < tokens.count, tokens[index + 1].text == "table" else { continue }
            var start = index + 2
            if tokens[start].text == "if" { start += 3 }
            guard start + 1 < tokens.count, tokens[start + 1].text == "(" else { continue }
            let end = closing(start + 1)
            let rest = tokens[end...].prefix { $0.text != ";" }
            result.append(
                TableText(
                    name: tokens[start].text, file: file, line: token.line,
                    columns: columns(start + 2..<end),
                    isStrict: rest.contains { $0.text == "strict" }))
        }
        return result
    }

    /// What each `ALTER TABLE … ADD COLUMN` of a migration adds, by table.
    var addedColumns: [(table: String, file: String, column: ColumnText)] {
        tokens.indices.dropLast(6).filter {
            tokens[$0].text == "alter" && tokens[$0 + 1].text == "table"
                && tokens[$0 + 3].text == "add" && tokens[$0 + 4].text == "column"
        }.flatMap { start in
            let end = tokens[start...].firstIndex { $0.text == ";" } ?? tokens.count
            return columns(start + 5..<end).map { (tokens[start + 2].text, file, $0) }
        }
    }

    var droppedTables: [String] {
        tokens.indices.dropLast(2).filter {
            tokens[$0].text == "drop" && tokens[$0 + 1].text == "table"
        }.map { tokens[$0 + 2].text }
    }

    private func closing(_ open: Int) -> Int {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].text == "(" { depth += 1 }
            if tokens[index].text == ")" { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count - 1
    }

    private func columns(_ range: Range<Int>) -> [ColumnText] {
        var parts: [[String]] = [[]]
        var depth = 0
        for token in tokens[range] {
            if token.text == "(" { depth += 1 }
            if token.text == ")" { depth -= 1 }
            if token.text == ",", depth == 0 {
                parts.append([])
            } else {
                parts[parts.count - 1].append(token.text)
            }
        }
        let constraints: Set<String> = ["primary", "foreign", "unique", "check", "constraint"]
        let keys = parts.filter { $0.first == "primary" }.flatMap { $0 }
        return parts.compactMap { part in
            guard let name = part.first, !constraints.contains(name) else { return nil }
            let isSet =
                zip(part, part.dropFirst()).contains { $0 == ("not", "null") }
                || part.contains("primary") || keys.contains(name)
            return ColumnText(
                name: name, type: part.count > 1 ? part[1] : "", isNullable: !isSet)
        }
    }
}
