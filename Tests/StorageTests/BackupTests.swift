import Basics
import Foundation
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite("Backup and restore")
struct BackupTests {
    /// Two cities with a journal, files, search rows, leases and personal parts.
    static func fill(_ database: FreshDatabase) async throws {
        for city in ["990100", "370200"] {
            try await database.store(city: city).write { tx in
                for number in 1...30 {
                    let subject = Subject("project", "P\(number)")
                    try tx.record(
                        "project.reported", on: subject, by: "operator", at: noon,
                        body: .object(["name": "海洋装备\(number)", "of": .string(city)]),
                        personal: PersonalPart("1390000\(number)", salt: [1, 2, 3]))
                    try tx.index([
                        SearchItem(subject, names: ["海洋装备\(number)"], isRanked: number % 2 == 0)
                    ])
                }
                try tx.erasePersonalPart(ofEntry: 3, at: noon)
                try tx.saveFile([UInt8](repeating: 7, count: 1_048_576) + [1, 2, 3])
                try tx.saveFile([])
                _ = try tx.takeLease(
                    "collect", holder: "a", at: noon, until: noon.adding(seconds: 60))
            }
        }
    }

    /// Every row of every table, for comparison.
    static func contents(_ store: any Store) async throws -> [String: [[StoredValue]]] {
        try await store.read { tx in
            var all: [String: [[StoredValue]]] = [:]
            for shape in try tx.tables() {
                all[shape.name] = Array(TableReader(shape, in: tx))
            }
            return all
        }
    }

    @Test(
        "a drill: out of one database, into the other and back, everything is equal",
        arguments: Stores.available)
    func drill(stores: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let first = try await stores.freshDatabase()
        try await Self.fill(first)
        let original = try await Self.contents(first.store())
        #expect(original["journal"]?.count == 60)
        #expect(original["file_chunk"]?.count == 4)
        var current = first
        for (step, kind) in (Stores.available + [stores]).enumerated() {
            let path = folder.path + "/backup-\(step).sqlite"
            let made = try await backUp(current.store(), to: path, at: noon)
            #expect(made.heads.count == 2)
            let next = try await kind.freshDatabase()
            let restored = try await restore(path, into: next.store())
            #expect(restored == made)
            #expect(try await Self.contents(next.store()) == original)
            let found = try await next.store(city: "370200").read { tx in
                (
                    try tx.search("装备7", noun: "project", limit: 5),
                    try verifyJournal(tx, expectedHead: made.heads["370200"]).isWhole
                )
            }
            #expect(found.0 == ["P7"])
            #expect(found.1)
            current = next
        }
    }

    @Test("a backup is of one moment while others write", arguments: Stores.available)
    func whileWriting(stores: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let database = try await stores.freshDatabase()
        try await Self.fill(database)
        let store = database.store()
        let writing = Task {
            var written = 0
            while !Task.isCancelled {
                let number = written
                try await store.write { tx in
                    try tx.record(
                        "tick", on: Subject("tick", "\(number)"), by: "operator", at: noon)
                }
                written += 1
            }
            return written
        }
        var last: Int64 = 0
        for step in 1...3 {
            let path = folder.path + "/\(step).sqlite"
            let made = try await backUp(database.store(), to: path, at: noon)
            #expect(try checkBackup(path) == made)
            let number = try #require(made.heads["990100"]).number
            #expect(number >= last)
            last = number
        }
        writing.cancel()
        do { #expect(try await writing.value > 0) } catch is CancellationError {}
    }

    @Test("a damaged backup is refused and the damage named, and nothing is restored")
    func damaged() async throws {
        let folder = try TemporaryFolder()
        let database = try await StoreKind.sqlite.freshDatabase()
        try await Self.fill(database)
        let good = folder.path + "/good.sqlite"
        _ = try await backUp(database.store(), to: good, at: noon)
        let cases: [(String, String, String)] = [
            ("row", "DELETE FROM journal_subject WHERE id = 'P5'", "表journal_subject有58行"),
            ("cell", "UPDATE search_row SET folded = ' x' WHERE id = 'P9'", "表search_row"),
            ("chunk", "UPDATE file_chunk SET bytes = x'00' WHERE number = 1", "表file_chunk"),
            ("entry", "UPDATE journal SET body = '{}' WHERE number = 4", "第4条：内容被改动"),
            ("tail", "DELETE FROM journal WHERE number > 20", "第20条之后被截去"),
            ("table", "DROP TABLE lease", "备份缺少表lease"),
            ("version", "UPDATE migration SET hash = 'x' WHERE name LIKE 'm0001%'", "版本"),
        ]
        for (name, sql, words) in cases {
            let path = folder.path + "/\(name).sqlite"
            try FileManager.default.copyItem(atPath: good, toPath: path)
            try sqlite(path, sql)
            let target = try await StoreKind.sqlite.freshDatabase()
            do {
                _ = try await restore(path, into: target.store())
                Issue.record("\(name) was restored")
            } catch let refused as BackupRefused {
                let said = refused.problems.map { Lexicon.chinese.text($0.message) }.joined()
                #expect(said.contains(words), "\(name): \(said.prefix(300))")
            }
            let rest = try await Self.contents(target.store())
            #expect(rest.values.reduce(0) { $0 + $1.count } == 0)
        }
    }

    @Test("torn bytes, no backup at all and another file are refused in words")
    func torn() async throws {
        let folder = try TemporaryFolder()
        let database = try await StoreKind.sqlite.freshDatabase()
        try await Self.fill(database)
        let good = folder.path + "/good.sqlite"
        _ = try await backUp(database.store(), to: good, at: noon)
        let bytes = try Data(contentsOf: URL(filePath: good))
        var torn = bytes
        for place in stride(from: 4_096, to: torn.count, by: 997) { torn[place] ^= 0x5A }
        let files: [String: Data] = [
            "half": bytes.prefix(bytes.count / 2), "torn": torn, "text": Data("hello".utf8),
            "empty": Data(),
        ]
        for (name, content) in files {
            let path = folder.path + "/\(name)"
            try content.write(to: URL(filePath: path))
            #expect(throws: BackupRefused.self, "\(name)") { try checkBackup(path) }
        }
        #expect(throws: BackupRefused.self) { try checkBackup(folder.path + "/none") }
    }

    @Test(
        "a backup never replaces a file and a restore never joins what is there",
        arguments: Stores.available)
    func refusals(stores: StoreKind) async throws {
        let folder = try TemporaryFolder()
        let database = try await stores.freshDatabase()
        try await Self.fill(database)
        let path = folder.path + "/backup.sqlite"
        _ = try await backUp(database.store(), to: path, at: noon)
        await #expect(throws: BackupRefused.self) {
            try await backUp(database.store(), to: path, at: noon)
        }
        await #expect(throws: BackupRefused.self) {
            try await restore(path, into: database.store())
        }
    }

    private func sqlite(_ path: String, _ sql: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1]); db.execute("PRAGMA foreign_keys = OFF")
            db.execute(sys.argv[2]); db.commit()
            """, path, sql,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
