import Basics
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@Suite("Stores")
struct StoreTests {
    @Test("values come back as they were, of the same type", arguments: Stores.available)
    func roundTrip(stores: StoreKind) async throws {
        let store = RehearsingStore(try await stores.scratch().store())
        let texts = ["", "青岛\n\t\\N", "'; DROP TABLE scratch; --", "$1 ? \"", "😀𠮷", "a\rb"]
        let bytes: [UInt8] = [0, 255, 92, 10, 13, 9] + (0...255).map { UInt8($0) }
        try await store.write { tx in
            for (id, text) in texts.enumerated() {
                try tx.run(
                    """
                    INSERT INTO scratch (id, words, amount, bytes, flag)
                    VALUES (\(id), \(text), \(0.1), \(bytes), \(true))
                    """)
            }
            try tx.run(
                """
                INSERT INTO scratch (id, words, amount, bytes)
                VALUES (\(Int64.min), \(nil as String?), \(nil as Double?), \([UInt8]()))
                """)
        }
        let rows = try await store.read { tx in try tx.rows("SELECT * FROM scratch ORDER BY id") }
        #expect(try rows.map { try $0.optionalText("words") } == [nil] + texts)
        #expect(try rows[1].real("amount") == 0.1)
        #expect(try rows[1].blob("bytes") == bytes)
        #expect(try rows[1].flag("flag"))
        #expect(try rows[0].integer("id") == .min)
        #expect(try rows[0].optionalReal("amount") == nil)
        #expect(try rows[0].optionalBlob("bytes") == [])
    }

    @Test("comparisons and sums are integers, averages are numbers", arguments: Stores.available)
    func computed(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let row = try await store.write { tx in
            try tx.run("INSERT INTO scratch (id, words) VALUES (1, 'a'), (2, 'b')")
            return try #require(
                tx.rows(
                    """
                    SELECT sum(id) AS total, count(*) AS number, avg(id) AS mean,
                        max(id) > 1 AS is_large, sum(amount) AS absent FROM scratch
                    """
                ).first)
        }
        #expect(try row.integer("total") == 3)
        #expect(try row.int("number") == 2)
        #expect(try row.real("mean") == 1.5)
        #expect(try row.flag("is_large"))
        #expect(try row.optionalReal("absent") == nil)
    }

    @Test("texts sort by their bytes", arguments: Stores.available)
    func order(stores: StoreKind) async throws {
        let texts = ["青岛", "b", "B", "a_", "ab", "é", "安", "1", "10", "2", "𠮷", " "]
        let store = try await stores.scratch().store()
        let sorted = try await store.write { tx in
            for (id, text) in texts.enumerated() {
                try tx.run("INSERT INTO scratch (id, words) VALUES (\(id), \(text))")
            }
            return try tx.rows("SELECT words FROM scratch ORDER BY words").map {
                try $0.text("words")
            }
        }
        #expect(sorted == texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("LIKE knows capitals, and a list of nothing matches nothing", arguments: Stores.available)
    func likeAndLists(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let found = try await store.write { tx in
            try tx.run("INSERT INTO scratch (id, words) VALUES (1, 'abc'), (2, 'ABD'), (3, NULL)")
            return [
                try tx.rows("SELECT id FROM scratch WHERE words LIKE \("AB%")").count,
                try tx.rows("SELECT id FROM scratch WHERE id IN \([Int]())").count,
                try tx.rows("SELECT id FROM scratch WHERE id IN \([1, 3])").count,
                try tx.rows("SELECT id FROM scratch WHERE words = \(nil as String?)").count,
                try tx.rows("SELECT id FROM scratch WHERE words IS \(nil as String?)").count,
            ]
        }
        #expect(found == [1, 0, 2, 0, 1])
    }

    @Test("what one database cannot hold, neither takes", arguments: Stores.available)
    func unstorable(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        for value in [StoredValue.text("a\u{0}b"), .real(.nan), .real(.infinity)] {
            let query = Query(pieces: ["SELECT ", " AS x"], values: [value])
            let refused = try await fault { try await store.read { tx in try tx.rows(query) } }
            guard case .unstorable = refused else {
                Issue.record("\(value): \(String(describing: refused))")
                continue
            }
        }
    }

    @Test(
        "a broken constraint is named, and ends the write even when it is caught",
        arguments: Stores.available)
    func constraints(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        try await store.write { tx in try tx.run("INSERT INTO scratch (id) VALUES (1)") }
        let expected: [(Query, BrokenConstraint.Kind)] = [
            ("INSERT INTO scratch (id) VALUES (1)", .unique),
            ("INSERT INTO scratch (id, flag) VALUES (2, 7)", .check),
            ("INSERT INTO scratch (id, flag) VALUES (2, NULL)", .notNull),
            (
                """
                INSERT INTO file_chunk (city_id, hash, number, bytes)
                VALUES ('990100', 'x', 0, \([UInt8](arrayLiteral: 1)))
                """, .foreignKey
            ),
        ]
        for (query, kind) in expected {
            let refused = try await fault { try await store.write { tx in try tx.run(query) } }
            guard case .constraint(let broken) = refused else {
                Issue.record("\(kind): \(String(describing: refused))")
                continue
            }
            #expect(broken.kind == kind)
            #expect(!broken.name.isEmpty || kind == .foreignKey)
        }
        let caught = try await fault {
            try await store.write { tx in
                try tx.run("INSERT INTO scratch (id) VALUES (5)")
                do { try tx.run("INSERT INTO scratch (id) VALUES (1)") } catch is StorageFault {}
            }
        }
        #expect(caught != nil)
        let left = try await store.read { tx in try tx.rows("SELECT id FROM scratch") }
        #expect(left.count == 1)
    }

    @Test("a body that throws leaves nothing", arguments: Stores.available)
    func rollsBack(stores: StoreKind) async throws {
        struct Refused: Error {}
        let store = try await stores.scratch().store()
        await #expect(throws: Refused.self) {
            try await store.write { tx in
                try tx.run("INSERT INTO scratch (id) VALUES (1)")
                try tx.record("x", on: [], by: "operator", at: noon)
                throw Refused()
            }
        }
        let rest = try await store.read { tx in
            (try tx.rows("SELECT id FROM scratch").count, try tx.journalHead())
        }
        #expect(rest.0 == 0)
        #expect(rest.1 == .empty)
    }

    @Test("a read cannot write", arguments: Stores.available)
    func readsOnly(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let refused = try await fault {
            try await store.read { tx in try tx.run("INSERT INTO scratch (id) VALUES (1)") }
        }
        #expect(refused == .readOnly)
    }

    @Test("a read sees one moment while others write", arguments: Stores.available)
    func snapshot(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let counts = try await store.read { tx in
            let before = try tx.rows("SELECT id FROM scratch").count
            let done = DispatchSemaphore(value: 0)
            Task {
                try await store.write { tx in try tx.run("INSERT INTO scratch (id) VALUES (1)") }
                done.signal()
            }
            // Long, for other tests may hold every thread meanwhile; it only ends a hang.
            let inTime = done.wait(timeout: .now() + 300) == .success
            return (before, try tx.rows("SELECT id FROM scratch").count, inTime)
        }
        #expect(counts == (0, 0, true))
        let after = try await store.read { tx in try tx.rows("SELECT id FROM scratch").count }
        #expect(after == 1)
    }

    @Test("writers come one after another and none is lost", arguments: Stores.available)
    func manyWriters(stores: StoreKind) async throws {
        let database = try await stores.scratch()
        let writers = 100
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                let store = database.store()
                group.addTask {
                    try await store.write { tx in
                        let number = try tx.rows("SELECT count(*) AS n FROM scratch")[0].int("n")
                        try tx.run("INSERT INTO scratch (id) VALUES (\(number))")
                        try tx.record(
                            "written", on: Subject("scratch", "\(number)"), by: "w\(writer)",
                            at: noon)
                    }
                }
            }
            try await group.waitForAll()
        }
        let report = try await database.store().read { tx in try verifyJournal(tx) }
        #expect(report.isWhole)
        #expect(report.head.number == Int64(writers))
    }

    @Test("of many who report one thing at once exactly one is first", arguments: Stores.available)
    func firstOfMany(stores: StoreKind) async throws {
        let database = try await stores.scratch()
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for reporter in 0..<60 {
                let store = database.store()
                group.addTask {
                    try await store.write { tx in
                        try !tx.rows(
                            """
                            INSERT INTO scratch (id, words) VALUES (\(reporter), 'one project')
                            ON CONFLICT DO NOTHING RETURNING id
                            """
                        ).isEmpty
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
    }

    @Test("cities of one database have journals of their own", arguments: Stores.available)
    func cities(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase()
        for city in ["990100", "370200"] {
            try await database.store(city: city).write { tx in
                try tx.record("opened", on: [], by: city, at: noon)
            }
        }
        let heads = try await [
            database.store(city: "990100").read { try $0.journalHead() },
            database.store(city: "370200").read { try $0.journalHead() },
        ]
        #expect(heads.map(\.number) == [1, 1])
        #expect(heads[0].hash != heads[1].hash)
    }

    @Test("a body that is different when it runs again is found", arguments: Stores.available)
    func rehearsing(stores: StoreKind) async throws {
        let store = RehearsingStore(try await stores.scratch().store())
        let clock = Atomic<Int64>(0)
        await #expect(throws: RehearsalDiffers.self) {
            try await store.write { _ in clock.add(1, ordering: .relaxed).newValue }
        }
        await #expect(throws: RehearsalDiffers.self) {
            try await store.write { tx in
                let now = clock.add(1, ordering: .relaxed).newValue
                try tx.record(
                    "ticked", on: [], by: "operator", at: Instant(microseconds: now))
                return 0
            }
        }
        let head = try await store.read { try $0.journalHead() }
        #expect(head == .empty)
    }

    @Test("20,000 rows and their journal are written at once", arguments: Stores.available)
    func many(stores: StoreKind) async throws {
        let store = try await stores.scratch().store()
        let rows: [[StoredValue]] = (0..<20_000).map { number in
            [
                .integer(Int64(number)), .text("示例市海洋装备产业园项目\(number)"), .real(1.5),
                .blob([1, 2, 3, 4]),
            ]
        }
        try await store.write { tx in
            try tx.load(
                into: "scratch", columns: ["id", "words", "amount", "bytes"], rows: rows)
            try tx.record(
                "sheet.collected", on: (0..<20_000).map { Subject("row", "R\($0)") },
                by: "operator", at: noon, body: ["rows", 20_000])
        }
        let (count, isWhole) = try await store.read { tx in
            (try tx.rows("SELECT id FROM scratch").count, try verifyJournal(tx).isWhole)
        }
        #expect(count == 20_000)
        #expect(isWhole)
    }
}
