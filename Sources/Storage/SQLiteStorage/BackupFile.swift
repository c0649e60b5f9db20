import Foundation
import GRDB
import Storage

/// One SQLite file that is written once and then only read. Without a log beside it, so that it can
/// lie on a disc that nobody can write to.
final class BackupFile: Sendable {
    private let queue: DatabaseQueue

    init(creating path: String) throws {
        queue = try BackupFile.opened(path, isReadOnly: false)
        try write(city: "") { tx in
            try migrate(tx, with: migrations + [BackupFile.description])
        }
    }

    init(reading path: String) throws {
        queue = try BackupFile.opened(path, isReadOnly: true)
    }

    private static func opened(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { db in
            db.add(tokenizer: BigramTokenizer.self)
            try db.execute(sql: "PRAGMA case_sensitive_like = ON")
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    /// Waits: meant for use inside the transaction of another database.
    func read<T>(city: String, _ body: (any Transaction) throws -> T) throws -> T {
        try mapped {
            try queue.read { db in
                try SQLiteStore.run(body, in: db, city: city, texts: StatementTexts())
            }
        }
    }

    func write<T>(city: String, _ body: (any Transaction) throws -> T) throws -> T {
        try mapped {
            try queue.write { db in
                // Rows come table by table; what refers to what is looked at when all are there.
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                return try SQLiteStore.run(body, in: db, city: city, texts: StatementTexts())
            }
        }
    }

    func close() throws { try mapped { try queue.close() } }

    private func mapped<T>(_ work: () throws -> T) throws -> T {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw StorageFault(error)
        }
    }

    private static let description = Migration(
        "m9999-backup",
        text: """
            CREATE TABLE backup_made (made_at INTEGER NOT NULL PRIMARY KEY) STRICT;
            CREATE TABLE backup_table (
                name TEXT NOT NULL PRIMARY KEY, row_count INTEGER NOT NULL, hash TEXT NOT NULL
            ) STRICT;
            CREATE TABLE backup_head (
                city_id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL
            ) STRICT;
            """)

    static let ownMigrations: Set<String> = [description.name]
}

extension BackupFile {
    func describe(_ summary: BackupSummary) throws {
        try write(city: "") { tx in
            try tx.run("INSERT INTO backup_made (made_at) VALUES (\(summary.madeAt))")
            for (name, table) in summary.tables {
                try tx.run(
                    """
                    INSERT INTO backup_table (name, row_count, hash)
                    VALUES (\(name), \(table.rows), \(table.hash))
                    """)
            }
            for (city, head) in summary.heads {
                try tx.run(
                    """
                    INSERT INTO backup_head (city_id, number, hash)
                    VALUES (\(city), \(head.number), \(head.hash))
                    """)
            }
        }
    }

    func description() throws -> BackupSummary {
        try read(city: "") { tx in
            var tables: [String: BackupTable] = [:]
            for row in try tx.rows("SELECT name, row_count, hash FROM backup_table") {
                tables[try row.text("name")] = BackupTable(
                    rows: try row.integer("row_count"), hash: try row.text("hash"))
            }
            guard let made = try tx.rows("SELECT made_at FROM backup_made").first else {
                throw StorageFault.corrupt("backup_made")
            }
            return BackupSummary(
                madeAt: try made.instant("made_at"), heads: try journalHeads(tx, "backup_head"),
                tables: tables)
        }
    }
}

/// The head of each city's journal.
func journalHeads(
    _ tx: any Transaction, _ table: String = "journal_head"
) throws -> [String: JournalHead] {
    var heads: [String: JournalHead] = [:]
    for row in try tx.rows("SELECT city_id, number, hash FROM \(Query.name(table))") {
        heads[try row.text("city_id")] = JournalHead(
            number: try row.integer("number"), hash: try row.text("hash"))
    }
    return heads
}
