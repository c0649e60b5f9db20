package import Basics
import Foundation
package import Storage

/// Writes all cities of a database of either kind into one SQLite file, as they are at one moment
/// while others go on writing. The file appears under its name when it is whole, and never replaces
/// another.
package func backUp(
    _ store: any Store, to path: String, at now: Instant
) async throws -> BackupSummary {
    guard !FileManager.default.fileExists(atPath: path) else {
        throw BackupRefused([.exists(path: path)])
    }
    let unfinished = path + ".part"
    if FileManager.default.fileExists(atPath: unfinished) {
        try FileManager.default.removeItem(atPath: unfinished)
    }
    let file = try BackupFile(creating: unfinished)
    do {
        let summary = try await store.read { source in
            try file.write(city: "") { target in
                var tables: [String: BackupTable] = [:]
                for shape in try source.tables() {
                    tables[shape.name] = try copy(shape, from: source, to: target)
                }
                return BackupSummary(
                    madeAt: now, heads: try journalHeads(source), tables: tables)
            }
        }
        try file.describe(summary)
        try file.close()
        try FileManager.default.moveItem(atPath: unfinished, toPath: path)
        return summary
    } catch {
        try file.close()
        try FileManager.default.removeItem(atPath: unfinished)
        throw error
    }
}

/// Reads the whole backup and compares it with what it says of itself. Refused with every damage
/// found: tables, rows, and each city's journal entry by entry.
package func checkBackup(_ path: String) throws -> BackupSummary {
    guard FileManager.default.fileExists(atPath: path) else {
        throw BackupRefused([.absent(path: path)])
    }
    do {
        let file = try BackupFile(reading: path)
        let applied = try file.read(city: "", appliedMigrations)
        let ours = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.hash) })
        guard applied.filter({ !BackupFile.ownMigrations.contains($0.key) }) == ours else {
            throw BackupRefused([.otherSchema(applied.keys.max() ?? "")])
        }
        let summary = try file.description()
        var problems = try file.read(city: "") { tx in try tableProblems(tx, summary) }
        for (city, head) in summary.heads.sorted(by: { $0.key < $1.key }) {
            let report = try file.read(city: city) { tx in
                try verifyJournal(tx, expectedHead: head)
            }
            problems += report.damages.map { .journal(city: city, $0) }
        }
        try file.close()
        guard problems.isEmpty else { throw BackupRefused(problems) }
        return summary
    } catch let fault as StorageFault {
        throw BackupRefused([.unreadable(fault)])
    }
}

private func tableProblems(
    _ tx: any Transaction, _ summary: BackupSummary
) throws -> [BackupRefused.Reason] {
    let shapes = try tx.tables()
    var problems: [BackupRefused.Reason] = []
    for name in summary.tables.keys.sorted() where !shapes.contains(where: { $0.name == name }) {
        problems.append(.missingTable(name))
    }
    for shape in shapes {
        guard let expected = summary.tables[shape.name] else {
            problems.append(.unlistedTable(shape.name))
            continue
        }
        let reader = TableReader(shape, in: tx)
        while reader.next() != nil {}
        let count = reader.count
        let hash = try reader.finish()
        if count != expected.rows {
            problems.append(
                .rowCount(table: shape.name, found: count, expected: expected.rows))
        } else if hash != expected.hash {
            problems.append(.contents(table: shape.name))
        }
    }
    return problems
}

/// Puts a backup into an empty database of either kind, all of it or nothing. Checked first.
package func restore(_ path: String, into store: any Store) async throws -> BackupSummary {
    let summary = try checkBackup(path)
    let file = try BackupFile(reading: path)
    let tables = try await store.write { target in
        let shapes = try target.tables()
        let filled = try shapes.filter { shape in
            try !target.rows("SELECT 1 AS found FROM \(Query.name(shape.name)) LIMIT 1").isEmpty
        }
        guard filled.isEmpty else {
            throw BackupRefused(filled.map { .targetNotEmpty(table: $0.name) })
        }
        if target.dialect == .sqlite { try target.run("PRAGMA defer_foreign_keys = ON") }
        return try file.read(city: "") { source in
            var tables: [String: BackupTable] = [:]
            for shape in shapes {
                tables[shape.name] = try copy(shape, from: source, to: target)
            }
            try target.rebuildSearchIndex()
            return tables
        }
    }
    try file.close()
    guard tables == summary.tables else {
        throw BackupRefused([.changedMeanwhile])
    }
    return summary
}

/// All of a database into an empty one of either kind, over a backup that is removed afterwards.
package func move(
    _ store: any Store, to target: any Store, over path: String, at now: Instant
) async throws -> BackupSummary {
    _ = try await backUp(store, to: path, at: now)
    let summary = try await restore(path, into: target)
    try FileManager.default.removeItem(atPath: path)
    return summary
}

private func copy(
    _ shape: TableShape, from source: any Transaction, to target: any Transaction
) throws -> BackupTable {
    let reader = TableReader(shape, in: source)
    try target.load(into: shape.name, columns: shape.columns, rows: reader)
    let count = reader.count
    return BackupTable(rows: count, hash: try reader.finish())
}
