import Foundation
import GRDB
package import Storage

/// One SQLite file in WAL mode with `synchronous=FULL`: what was committed survives a power cut.
/// One writer at a time, also over several processes; readers see the snapshot they began with.
package final class SQLiteDatabase: Sendable {
    package let path: String
    private let pool: DatabasePool

    /// Opens or creates the file. `migrations` are applied at once; a database of another schema is
    /// refused.
    /// `largestSize` bounds the file, in pages of 4 KiB; nil leaves it to the disk.
    package init(
        path: String, migrations: [Migration] = Storage.migrations, largestSize: Int? = nil
    ) throws {
        self.path = path
        do {
            pool = try DatabasePool(
                path: path, configuration: SQLiteDatabase.configuration(largestSize))
            try pool.write { db in
                let transaction = SQLiteTransaction(db, city: "", known: StatementTexts())
                try migrate(transaction, with: migrations)
                try transaction.finish()
            }
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    /// The database as one city sees it.
    package func store(city: String) -> any Store {
        SQLiteStore(city: city, pool: pool, texts: StatementTexts())
    }

    /// Ends the connections and folds the log into the file, so that the file alone is whole.
    package func close() throws {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try pool.close()
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    private static func configuration(_ largestSize: Int?) -> Configuration {
        var configuration = Configuration()
        configuration.label = "headwater"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { db in
            db.add(tokenizer: BigramTokenizer.self)
            try db.execute(sql: "PRAGMA case_sensitive_like = ON")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // 16 MiB a connection: what is above the leaves of a ledger of a million projects.
            try db.execute(sql: "PRAGMA cache_size = -16384")
            if let largestSize { try db.execute(sql: "PRAGMA max_page_count = \(largestSize)") }
        }
        return configuration
    }
}

/// The database as one city sees it.
struct SQLiteStore: Store {
    let city: String
    let pool: DatabasePool
    let texts: StatementTexts

    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        do {
            return try await pool.read { [city, texts] db in
                try SQLiteStore.run(body, in: db, city: city, texts: texts, isReading: true)
            }
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        do {
            return try await pool.write { [city, texts] db in
                try SQLiteStore.run(body, in: db, city: city, texts: texts)
            }
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    static func run<T>(
        _ body: (any Transaction) throws -> T, in db: Database, city: String,
        texts: StatementTexts, isReading: Bool = false
    ) throws -> T {
        let transaction = SQLiteTransaction(db, city: city, known: texts, isReading: isReading)
        let result = try body(transaction)
        try transaction.finish()
        return result
    }
}

extension StorageFault {
    init(_ error: DatabaseError) {
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(words)
        case .SQLITE_CONSTRAINT: self = .constraint(BrokenConstraint(error, words))
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_AUTH:
            self = .unavailable(words)
        default:
            self = .statement(code: "\(error.extendedResultCode.rawValue)", message: words)
        }
    }
}

extension BrokenConstraint {
    fileprivate init(_ error: DatabaseError, _ words: String) {
        let kind: Kind =
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            case .SQLITE_CONSTRAINT_CHECK: .check
            case .SQLITE_CONSTRAINT_NOTNULL: .notNull
            default: .other
            }
        let name = words.range(of: "constraint failed: ").map { String(words[$0.upperBound...]) }
        self.init(kind, name: name ?? words)
    }
}
