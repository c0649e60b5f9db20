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
    /// Nil where something may change between two questions.
    private var known: KnownAnswers?
    /// As on PostgreSQL, a failed statement ends the transaction even where its error is caught.
    private var isBroken = false

    init(_ db: Database, city: String, known texts: StatementTexts, isReading: Bool = false) {
        self.db = db
        self.city = city
        self.texts = texts
        known = isReading ? KnownAnswers() : nil
    }

    func run(_ query: Query) throws {
        try guarded {
            let (statement, _) = try statement(for: query)
            try statement.bind(query.values)
            try statement.execute()
        }
    }

    func rows(_ query: Query) throws -> [ResultRow] {
        if !isBroken, let found = known?[query] { return found }
        return try guarded {
            let (statement, sql) = try statement(for: query)
            try statement.bind(query.values)
            let columns = texts.columns(of: statement, sql)
            let places = 0..<CInt(columns.names.count)
            var rows: [ResultRow] = []
            func add() {
                rows.append(
                    ResultRow(columns: columns, values: places.map { statement.value(at: $0) }))
            }
            if sqlite3_stmt_readonly(statement.sqliteStatement) != 0 {
                try eachStep(of: statement, add)
            } else {
                // GRDB watches what changes the database.
                let cursor = try Row.fetchCursor(statement)
                while try cursor.next() != nil { add() }
            }
            known?[query] = rows
            return rows
        }
    }

    /// Without GRDB's cursor, whose making costs more than a row.
    private func eachStep(of statement: Statement, _ work: () -> Void) throws {
        defer { sqlite3_reset(statement.sqliteStatement) }
        while true {
            switch sqlite3_step(statement.sqliteStatement) {
            case SQLITE_ROW: work()
            case SQLITE_DONE: return
            case let code:
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
            }
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

    private func statement(for query: Query) throws -> (Statement, sql: String) {
        let sql = query.pieces.joined(separator: "?")
        let isKept = texts.shallKeep(sql)
        return (try isKept ? db.cachedStatement(sql: sql) : db.makeStatement(sql: sql), sql)
    }
}

/// Which texts are worth a kept statement: the first 500, with the names of their columns. GRDB's
/// cache has no bound of its own, and lists of parameters would fill it without end.
final class StatementTexts: Sendable {
    private struct Kept {
        var texts: Set<String> = []
        var columns: [String: ResultColumns] = [:]
    }

    private static let keptStatements: Limit = 500
    private let kept = Mutex(Kept())

    func shallKeep(_ sql: String) -> Bool {
        kept.withLock { kept in
            if kept.texts.contains(sql) { return true }
            guard kept.texts.count < StatementTexts.keptStatements.count else { return false }
            kept.texts.insert(sql)
            return true
        }
    }

    func columns(of statement: Statement, _ sql: String) -> ResultColumns {
        if let known = kept.withLock({ $0.columns[sql] }) { return known }
        let columns = ResultColumns(statement.columnNames)
        kept.withLock { if $0.texts.contains(sql) { $0.columns[sql] = columns } }
        return columns
    }
}

extension Statement {
    /// What stands in a column of the row that was stepped to, without GRDB's copy between.
    fileprivate func value(at place: CInt) -> StoredValue {
        switch sqlite3_column_type(sqliteStatement, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(sqliteStatement, place))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(sqliteStatement, place))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(sqliteStatement, place)
            let count = Int(sqlite3_column_bytes(sqliteStatement, place))
            return .text(
                String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(sqliteStatement, place)
            let count = Int(sqlite3_column_bytes(sqliteStatement, place))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }

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
