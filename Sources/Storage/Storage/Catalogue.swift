import Basics
import Sealing

/// A table as the database describes it. Nobody keeps a list of them by hand.
package struct TableShape: Hashable, Sendable {
    package let name: String
    /// Sorted, so that both databases name them in one order.
    package let columns: [String]
    /// The primary key, in its order.
    package let key: [String]
    package let hasBlobs: Bool
}

extension Transaction {
    /// Every table that holds what cannot be made again, parents before the tables that refer to
    /// them. Left out are the tables of migrations, of the search index and of a backup's own
    /// description.
    package func tables() throws -> [TableShape] {
        let names = try rows(tableNames).map { try $0.text("name") }.filter { name in
            name != "migration"
                && !["search_index", "backup_", "sqlite_"].contains { name.hasPrefix($0) }
        }
        var parents: [String: Set<String>] = [:]
        for name in names {
            parents[name] = Set(try rows(parentNames(of: name)).map { try $0.text("name") })
        }
        var ordered: [String] = []
        var rest = names.sorted()
        while !rest.isEmpty {
            let known = Set(ordered)
            let next = rest.filter { name in
                (parents[name] ?? []).subtracting([name]).subtracting(known).isDisjoint(with: rest)
            }
            // Tables that refer to each other in a ring are taken by name.
            ordered += next.isEmpty ? rest : next
            rest.removeAll { next.isEmpty || next.contains($0) }
        }
        return try ordered.map(shape)
    }

    private var tableNames: Query {
        switch dialect {
        case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        case .postgreSQL:
            """
            SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY c.relname
            """
        }
    }

    private func parentNames(of table: String) -> Query {
        switch dialect {
        case .sqlite: "SELECT \"table\" AS name FROM pragma_foreign_key_list(\(table))"
        case .postgreSQL:
            """
            SELECT p.relname AS name FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND n.nspname = current_schema() AND c.relname = \(table)
            """
        }
    }

    /// Name, type and place in the primary key (0: not in it) of each column.
    private func columns(of table: String) -> Query {
        switch dialect {
        case .sqlite: "SELECT name, type, pk AS place FROM pragma_table_info(\(table))"
        case .postgreSQL:
            """
            SELECT a.attname AS name, format_type(a.atttypid, -1) AS type,
                coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0) AS place
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
            WHERE n.nspname = current_schema() AND c.relname = \(table)
                AND a.attnum > 0 AND NOT a.attisdropped
            """
        }
    }

    private func shape(_ table: String) throws -> TableShape {
        let columns = try rows(columns(of: table)).map {
            (name: try $0.text("name"), type: try $0.text("type"), place: try $0.int("place"))
        }
        let key = columns.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name)
        guard !key.isEmpty else {
            throw StorageFault.statement(code: "key", message: "\(table) has no primary key")
        }
        return TableShape(
            name: table, columns: columns.map(\.name).sorted(), key: key,
            hasBlobs: columns.contains {
                $0.type.lowercased().hasPrefix("b") && $0.type != "bigint"
            })
    }
}

/// The rows of one table in the order of its key, read in pages, counted and hashed while they
/// pass. What goes wrong ends the sequence and stands in `failure`: a sequence cannot throw.
package final class TableReader: Sequence, IteratorProtocol {
    package private(set) var count: Int64 = 0
    package private(set) var failure: (any Error)?
    private let tx: any Transaction
    private let shape: TableShape
    private let pageSize: Int
    private var page: [ResultRow] = []
    private var place = 0
    private var last: [StoredValue]?
    private var isEnded = false
    private var digest = ChunkedDigest()

    package init(_ shape: TableShape, in tx: any Transaction) {
        self.tx = tx
        self.shape = shape
        // A chunk of a file has 1 MB.
        pageSize = shape.hasBlobs ? 16 : 2_000
    }

    /// Values in the order of `shape.columns`.
    package func next() -> [StoredValue]? {
        if place == page.count, !isEnded {
            do {
                try readPage()
            } catch {
                failure = error
                isEnded = true
                page = []
                place = 0
            }
        }
        guard place < page.count else { return nil }
        let values = page[place].values
        place += 1
        count += 1
        digest.add(encoded(values))
        return values
    }

    /// Reads what is left, and gives the SHA-256 over all rows: of each value a letter for its
    /// type, eight bytes of length and its bytes. Throws what ended the sequence early.
    package func finish() throws -> String {
        while next() != nil {}
        if let failure { throw failure }
        var ended = ChunkedDigest()
        swap(&ended, &digest)
        return ended.finish().hex
    }

    private func readPage() throws {
        let key = shape.key.map(Query.checkedName).joined(separator: ", ")
        var query: Query = "SELECT "
        query =
            query
            + Query(
                pieces: [
                    shape.columns.map(Query.checkedName).joined(separator: ", ") + " FROM "
                        + Query.checkedName(shape.name)
                ], values: [])
        if let last {
            let marks = [" WHERE (\(key)) > ("] + last.dropFirst().map { _ in ", " } + [")"]
            query = query + Query(pieces: marks, values: last)
        }
        query = query + Query(pieces: [" ORDER BY \(key) LIMIT "], values: [])
        page = try tx.rows("\(query)\(pageSize)")
        place = 0
        isEnded = page.count < pageSize
        if let end = page.last {
            last = try shape.key.map { name in
                guard let position = end.columns.position(name) else {
                    throw WrongColumn(column: name, found: nil)
                }
                return end.values[position]
            }
        }
    }

    private func encoded(_ values: [StoredValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ letter: UInt8, _ content: some Collection<UInt8>) {
            bytes.append(letter)
            withUnsafeBytes(of: UInt64(content.count).littleEndian) { bytes += $0 }
            bytes += content
        }
        for value in values {
            switch value {
            case .null: append(UInt8(ascii: "n"), [])
            case .integer(let number): append(UInt8(ascii: "i"), String(number).utf8)
            case .real(let number): append(UInt8(ascii: "r"), "\(number)".utf8)
            case .text(let text): append(UInt8(ascii: "t"), text.utf8)
            case .blob(let blob): append(UInt8(ascii: "b"), blob)
            }
        }
        return bytes
    }
}
