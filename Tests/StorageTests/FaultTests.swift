import Basics
import Foundation
import PostgreSQLStorage
import SQLiteStorage
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("Faults of SQLite")
struct SQLiteFaultTests {
    @Test("a full disk is said in words, nothing is damaged, and work goes on when there is room")
    func full() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/h.sqlite"
        _ = try SQLiteDatabase(path: path)
        // Pages of 4 KB: the empty tables take some 300, the file below a thousand.
        let small = try SQLiteDatabase(path: path, largestSize: 800)
        let store = small.store(city: "990100")
        try await store.write { tx in try tx.record("before", on: [], by: "operator", at: noon) }
        let big = [UInt8](repeating: 1, count: 4_000_000)
        let refused = try await fault {
            try await store.write { tx in
                try tx.record("lost", on: [], by: "operator", at: noon)
                try tx.saveFile(big)
            }
        }
        #expect(refused == .full)
        #expect(Lexicon.chinese.text(try #require(refused).words).contains("磁盘已满"))
        try await store.write { tx in try tx.record("after", on: [], by: "operator", at: noon) }
        try small.close()
        let roomy = try SQLiteDatabase(path: path).store(city: "990100")
        let report = try await roomy.write { tx in
            try tx.saveFile(big)
            return try verifyJournal(tx)
        }
        #expect(report.isWhole)
        #expect(report.head.number == 2)
    }

    @Test("a folder that cannot be written, a file that is no database: said in words")
    func unopenable() async throws {
        let folder = try TemporaryFolder()
        let text = folder.path + "/text.sqlite"
        try String(repeating: "not a database ", count: 400).write(
            toFile: text, atomically: true, encoding: .utf8)
        for path in ["/proc/headwater/h.sqlite", folder.path + "/none/h.sqlite", text] {
            let refused = try await fault { try SQLiteDatabase(path: path) }
            switch refused {
            case .unavailable, .corrupt, .readOnly: break
            default: Issue.record("\(path): \(String(describing: refused))")
            }
        }
    }

    @Test("a second program's writes are waited for and seen")
    func twoPrograms() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/h.sqlite"
        let stores = [
            try SQLiteDatabase(path: path).store(city: "1"),
            try SQLiteDatabase(path: path).store(city: "1"),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    _ = try await stores[number % 2].write { tx in
                        try tx.record("x", on: [], by: "operator", at: noon)
                    }
                }
            }
            try await group.waitForAll()
        }
        let report = try await stores[0].read { try verifyJournal($0) }
        #expect(report.isWhole)
        #expect(report.head.number == 40)
    }
}

@Suite("Faults of PostgreSQL", .enabled(if: Stores.postgreSQLAddress != nil))
struct PostgreSQLFaultTests {
    /// Ends the server's side of the connection that asks.
    private static let suicide: Query = "SELECT pg_terminate_backend(pg_backend_pid())"

    @Test(
        "a serialisation failure or deadlock is run again, three times at most",
        arguments: ["40001", "40P01"])
    func retries(code: String) async throws {
        let store = try await StoreKind.postgreSQL.scratch().store()
        let runs = Atomic(0)
        let raise = Query(
            pieces: ["DO $$ BEGIN RAISE EXCEPTION SQLSTATE '\(code)'; END $$"], values: [])
        try await store.write { tx in
            try tx.run("INSERT INTO scratch (id) VALUES (1)")
            if runs.add(1, ordering: .relaxed).newValue < 3 { try tx.run(raise) }
        }
        #expect(runs.load(ordering: .relaxed) == 3)
        let refused = try await fault {
            try await store.write { tx in
                runs.add(1, ordering: .relaxed)
                // Also when the body swallows what the server said.
                do { try tx.run(raise) } catch is StorageFault {}
            }
        }
        #expect(refused == .busy)
        #expect(runs.load(ordering: .relaxed) == 7)
    }

    @Test("a connection killed in the middle of a write: the write is done once, on a new one")
    func killedInside() async throws {
        let store = try await StoreKind.postgreSQL.scratch().store()
        let runs = Atomic(0)
        try await store.write { tx in
            try tx.run("INSERT INTO scratch (id) VALUES (1)")
            if runs.add(1, ordering: .relaxed).newValue == 1 { try tx.run(Self.suicide) }
            try tx.record("x", on: [], by: "operator", at: noon)
        }
        #expect(runs.load(ordering: .relaxed) == 2)
        let (rows, head) = try await store.read { tx in
            (try tx.rows("SELECT id FROM scratch").count, try tx.journalHead())
        }
        #expect(rows == 1)
        #expect(head.number == 1)
    }

    @Test("a connection lost during the commit is a fault that says so, and nothing is repeated")
    func lostInCommit() async throws {
        let store = try await StoreKind.postgreSQL.scratch().store()
        let runs = Atomic(0)
        try await store.write { tx in
            try tx.run(
                """
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
                """)
            try tx.run(
                """
                CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON scratch
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()
                """)
        }
        let lost = try await fault {
            try await store.write { tx in
                runs.add(1, ordering: .relaxed)
                try tx.run("INSERT INTO scratch (id) VALUES (1)")
            }
        }
        #expect(lost == .outcomeUnknown)
        #expect(runs.load(ordering: .relaxed) == 1)
        let after = try await store.read { tx in try tx.rows("SELECT id FROM scratch").count }
        #expect(after == 0)
    }

    @Test("connections killed while idle are noticed before they are used")
    func killedIdle() async throws {
        let database = try await StoreKind.postgreSQL.scratch()
        let store = database.store()
        let backend = try await store.read { tx in
            try tx.rows("SELECT pg_backend_pid() AS n")[0].int("n")
        }
        let other = try await PostgreSQLDatabase(
            address: database.address, migrations: migrations + [scratchMigration]
        ).store(city: "1")
        try await other.read { tx in
            try tx.run("SELECT pg_terminate_backend(CAST(CAST(\(backend) AS BIGINT) AS int4))")
        }
        let runs = Atomic(0)
        let again = try await store.read { tx in
            runs.add(1, ordering: .relaxed)
            return try tx.rows("SELECT pg_backend_pid() AS n")[0].int("n")
        }
        #expect(again != backend)
    }

    @Test("two programs on one server write into one city, one after another")
    func twoPrograms() async throws {
        let database = try await StoreKind.postgreSQL.freshDatabase()
        var stores: [any Store] = [database.store()]
        stores.append(try await PostgreSQLDatabase(address: database.address).store(city: "990100"))
        let programs = stores
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    _ = try await programs[number % 2].write { tx in
                        let head = try tx.journalHead().number
                        try tx.record(
                            "x", on: [], by: "operator", at: noon, body: .integer(head + 1))
                    }
                }
            }
            try await group.waitForAll()
        }
        let (report, entries) = try await stores[1].read { tx in
            (try verifyJournal(tx), try tx.journal(after: 0, limit: 100))
        }
        #expect(report.isWhole)
        #expect(entries.map(\.body) == (1...60).map(String.init))
    }

    @Test("a statement prepared for a table that was altered since is prepared again")
    func alteredTable() async throws {
        let store = try await StoreKind.postgreSQL.scratch().store()
        for _ in 0..<4 { _ = try await store.read { try $0.rows("SELECT * FROM scratch") } }
        try await store.write { tx in
            try tx.run("ALTER TABLE scratch ADD COLUMN later BIGINT")
            try tx.run("INSERT INTO scratch (id, later) VALUES (1, 2)")
        }
        let rows = try await store.read { try $0.rows("SELECT * FROM scratch") }
        #expect(try rows.first?.integer("later") == 2)
    }

    @Test("the server is restarted: writes go on by themselves and the journal is whole")
    func restarted() async throws {
        guard let server = try OwnServer() else {
            print("skipped: no bin/postgres-for-tests")
            return
        }
        defer { server.stop() }
        let store = try await PostgreSQLDatabase(address: server.address).store(city: "990100")
        let acknowledged = Atomic(0)
        let writing = Task {
            for number in 0..<120 {
                do {
                    try await store.write { tx in
                        try tx.record(
                            "tick", on: Subject("tick", "\(number)"), by: "operator", at: noon)
                    }
                    acknowledged.add(1, ordering: .relaxed)
                } catch StorageFault.outcomeUnknown {
                    print("one outcome unknown, as it may be")
                }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        try server.run("restart")
        try await writing.value
        let report = try await store.read { try verifyJournal($0) }
        #expect(report.isWhole)
        #expect(report.head.number >= Int64(acknowledged.load(ordering: .relaxed)))
        #expect(acknowledged.load(ordering: .relaxed) >= 118)
        server.stop()
        let gone = try await fault { try await store.read { try $0.journalHead() } }
        guard case .unavailable = gone else {
            Issue.record("\(String(describing: gone))")
            return
        }
    }

    @Test("a database of another collation is refused in words")
    func collation() async throws {
        let server = try #require(Stores.postgreSQLAddress)
        let name = "headwater_collation_\(ProcessInfo.processInfo.processIdentifier)"
        try await outsideTransaction(
            server, "CREATE DATABASE \(name) TEMPLATE template0 LC_COLLATE 'C.UTF-8'")
        do {
            _ = try await PostgreSQLDatabase(
                address: server.replacingOccurrences(of: "/postgres", with: "/" + name))
            Issue.record("opened")
        } catch let refused as WrongCollation {
            #expect(Lexicon.chinese.text(refused.problems[0].message).contains("C.UTF-8"))
        }
        try await outsideTransaction(server, "DROP DATABASE \(name)")
    }

    @Test("an address without a server is a fault in words")
    func nobody() async throws {
        let refused = try await fault {
            try await PostgreSQLDatabase(address: "postgres://x@127.0.0.1:1/x")
        }
        guard case .unavailable(let words) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(words.contains("127.0.0.1"))
    }

    @Test("more readers than connections wait their turn, and writers of a city leave room")
    func pool() async throws {
        let database = try await StoreKind.postgreSQL.scratch()
        let store = try await PostgreSQLDatabase(
            address: database.address, connections: 2, migrations: migrations + [scratchMigration]
        ).store(city: "1")
        let slow = Task {
            try await store.write { tx in try tx.run("SELECT pg_sleep(1)") }
        }
        let queued = (0..<10).map { number in
            Task {
                try await store.write { tx in
                    try tx.run("INSERT INTO scratch (id) VALUES (\(number))")
                }
            }
        }
        for _ in 0..<20 { _ = try await store.read { try $0.journalHead() } }
        try await slow.value
        for task in queued { try await task.value }
        let count = try await store.read { try $0.rows("SELECT id FROM scratch").count }
        #expect(count == 10)
    }

    /// CREATE DATABASE wants no transaction around it.
    private func outsideTransaction(_ server: String, _ sql: String) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["psql", server, "-q", "-c", sql]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

/// A server that only one test uses, since it is stopped.
private struct OwnServer {
    let address: String
    private let script: String
    private let environment: [String: String]

    init?() throws {
        script =
            URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../bin/postgres-for-tests").standardizedFileURL.path
        guard FileManager.default.isExecutableFile(atPath: script) else { return nil }
        let port = 56_000 + Int(ProcessInfo.processInfo.processIdentifier) % 4_000
        environment = ProcessInfo.processInfo.environment.merging(
            ["HEADWATER_POSTGRES_PORT": "\(port)"], uniquingKeysWith: { $1 })
        address = "postgres://headwater@127.0.0.1:\(port)/postgres"
        try run("start")
    }

    func run(_ verb: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: script)
        process.arguments = [verb]
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    func stop() {
        do {
            try run("remove")
        } catch {
            print("the server of the restart test is left behind: \(error)")
        }
    }
}
