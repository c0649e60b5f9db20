package import Basics
import Sealing
import Texts

/// One numbered step of the schema. Append-only: an applied one is never changed.
package struct Migration: Sendable {
    package let name: String
    let text: String
    /// What PostgreSQL runs instead, where five words are not enough.
    let twin: String?
    /// What it wrote that the program folds afterwards, since no database can.
    let folds: Folded?

    package enum Folded: Sendable {
        /// Search rows, which are indexed anew too.
        case search
        /// A column of names as they are written.
        case names(table: String, column: String)
    }

    package init(
        _ name: String, _ text: [UInt8], postgreSQL twin: [UInt8]? = nil, folds: Folded? = nil
    ) {
        self.init(
            name, text: String(decoding: text, as: UTF8.self),
            twin: twin.map { String(decoding: $0, as: UTF8.self) }, folds: folds)
    }

    package init(_ name: String, text: String, twin: String? = nil, folds: Folded? = nil) {
        self.name = name
        self.text = text
        self.twin = twin
        self.folds = folds
    }

    /// The same on both databases, so that a backup of one can say which schema it has to the
    /// other.
    package var hash: String { Digest(of: text + "\u{1E}" + (twin ?? "")).hex }

    func statements(for dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite: SQLScript(text).statements
        case .postgreSQL:
            twin.map { SQLScript($0).statements } ?? SQLScript(text).translated
        }
    }
}

/// The two families. Only the storage modules ask which one it is.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"
}

/// The database was made by a program whose schema is not ours.
package struct MigrationRefused: Refusal {
    package let problems: [Problem]
}

/// Brings a database to the newest schema. Refused, with nothing changed, when an applied migration
/// is not the one we have under that name, or is one we do not know.
package func migrate(_ tx: any Transaction, with migrations: [Migration] = migrations) throws {
    precondition(
        zip(migrations, migrations.dropFirst()).allSatisfy { $0.name < $1.name },
        "migrations are listed by number")
    for statement in SQLScript(migrationTable).statements(for: tx.dialect) {
        try tx.run(Query(pieces: [statement], values: []))
    }
    let applied = try appliedMigrations(tx)
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.hash) })
    let problems = applied.sorted { $0.key < $1.key }.compactMap { name, hash -> Problem? in
        guard let ours = known[name] else {
            return Problem("数据库已有本程序不认识的迁移\(name)：它由更新的版本建立")
        }
        return ours == hash ? nil : Problem("已执行过的迁移\(name)与本程序中的内容不同")
    }
    guard problems.isEmpty else { throw MigrationRefused(problems: problems) }
    for migration in migrations where applied[migration.name] == nil {
        for statement in migration.statements(for: tx.dialect) {
            try tx.run(Query(pieces: [statement], values: []))
        }
        switch migration.folds {
        case .search: try tx.rebuildSearchIndex(refolding: true)
        case .names(let table, let column): try tx.foldNames(of: table, in: column)
        case nil: break
        }
        try tx.run(
            "INSERT INTO migration (name, hash) VALUES (\(migration.name), \(migration.hash))")
    }
}

extension Transaction {
    fileprivate func foldNames(of table: String, in column: String) throws {
        let (table, column) = (Query.name(table), Query.name(column))
        for row in try rows("SELECT DISTINCT city_id, \(column) AS name FROM \(table)") {
            let (city, name) = (try row.text("city_id"), try row.text("name"))
            guard name.folded != name else { continue }
            try run(
                """
                UPDATE \(table) SET \(column) = \(name.folded)
                WHERE city_id = \(city) AND \(column) = \(name)
                """)
        }
    }
}

/// The hash of each applied migration by its name.
package func appliedMigrations(_ tx: any Transaction) throws -> [String: String] {
    let rows = try tx.rows("SELECT name, hash FROM migration")
    return Dictionary(
        uniqueKeysWithValues: try rows.map { (try $0.text("name"), try $0.text("hash")) })
}

private let migrationTable = """
    CREATE TABLE IF NOT EXISTS migration (
        name TEXT NOT NULL PRIMARY KEY,
        hash TEXT NOT NULL
    ) STRICT;
    """
