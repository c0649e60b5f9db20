import Basics
import Foundation
import GRDB
import GRDBSQLite
import Storage
import Synchronization

/// The statements of one body on one connection. Lives as long as the body.
final class SQLiteTransaction: Transaction {
    let city: String
    let dialect = Dialect.sqlite
    private let db: Database
    private let texts: StatementTexts
    /// As on PostgreSQL, a failed statement ends the transaction even where its error is caught.
    private var isBroken = false

    init(_ db: Database, city: String, known texts: StatementTexts) {
        self.db = db
        self.city = city
        self.texts = texts
    }

    func run(_ query: Query) throws {
        try guarded {
            let statement = try statement(for: query)
            try statement.bind(query.values)
            try statement.execute()
        }
    }

    func rows(_ query: Query) throws -> [ResultRow] {
        try guarded {
            let statement = try statement(for: query)
            try statement.bind(query.values)
            let cursor = try Row.fetchCursor(statement)
            let columns = ResultColumns(statement.columnNames)
            var rows: [ResultRow] = []
            while let row = try cursor.next() {
                rows.append(
                    ResultRow(
                        columns: columns,
                        values: (0..<row.count).map { StoredValue(row[$0] as DatabaseValue) }))
            }
            return rows
        }
    }

    func load(
        into table: String, columns: [String], rows: some Sequence<[StoredValue]>
    ) throws {
        try guarded {
            let names = columns.map(Query.checkedName).joined(separator: ",")
            let marks = columns.map { _ in "?" }.joined(separator: ",")
            let statement = try db.cachedStatement(
                sql: "INSERT INTO \(Query.checkedName(table)) (\(names)) VALUES (\(marks))")
            for row in rows {
                try statement.bind(row)
                try statement.execute()
            }
        }
    }

    /// Called when the body returned: what failed in it is not committed.
    func finish() throws {
        if isBroken { throw StorageFault.aborted }
    }

    private func guarded<T>(_ work: () throws -> T) throws -> T {
        if isBroken { throw StorageFault.aborted }
        do {
            return try work()
        } catch let error as DatabaseError {
            isBroken = true
            throw StorageFault(error)
        } catch {
            isBroken = true
            throw error
        }
    }

    private func statement(for query: Query) throws -> Statement {
        let sql = query.pieces.joined(separator: "?")
        return texts.shallKeep(sql)
            ? try db.cachedStatement(sql: sql) : try db.makeStatement(sql: sql)
    }
}

/// Which texts are worth a kept statement: the first 500. GRDB's cache has no bound of its own, and
/// lists of parameters would fill it without end.
final class StatementTexts: Sendable {
    private static let keptStatements: Limit = 500
    private let kept = Mutex<Set<String>>([])

    func shallKeep(_ sql: String) -> Bool {
        kept.withLock { kept in
            if kept.contains(sql) { return true }
            guard kept.count < StatementTexts.keptStatements.count else { return false }
            kept.insert(sql)
            return true
        }
    }
}

extension StoredValue {
    init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let number): .integer(number)
            case .double(let number): .real(number)
            case .string(let text): .text(text)
            case .blob(let data): .blob([UInt8](data))
            }
    }
}

extension Statement {
    /// Gives the statement its values without GRDB's detour over a list of boxed ones, which costs
    /// more than the insertion of a row.
    fileprivate func bind(_ values: [StoredValue]) throws {
        setUncheckedArguments(StatementArguments())
        for (place, value) in values.enumerated() {
            let code = bind(try value.storable(), at: CInt(place + 1))
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code))
            }
        }
    }

    private func bind(_ value: StoredValue, at place: CInt) -> CInt {
        // SQLITE_TRANSIENT: SQLite makes a copy of its own. The macro is not imported.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(sqliteStatement, place)
        case .integer(let number): return sqlite3_bind_int64(sqliteStatement, place, number)
        case .real(let number): return sqlite3_bind_double(sqliteStatement, place, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        sqliteStatement, place, $0.baseAddress,
                        CInt($0.count), copied)
                }
            }
        case .blob(let bytes) where bytes.isEmpty:
            return sqlite3_bind_zeroblob(sqliteStatement, place, 0)
        case .blob(let bytes):
            return sqlite3_bind_blob(
                sqliteStatement, place, bytes, CInt(bytes.count), copied)
        }
    }
}
