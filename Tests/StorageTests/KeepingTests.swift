import Basics
import Storage
import TestSupport
import Testing

@Suite("Files, leases and versions")
struct KeepingTests {
    @Test(
        "a file comes back as it was, is kept once, and is not given out changed",
        arguments: Stores.available)
    func files(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let sizes = [0, 1, 1_048_576, 1_048_577, 2_200_000]
        for size in sizes {
            let bytes = [UInt8](repeating: UInt8(size % 251), count: size)
            let hash = try await store.write { tx in
                try tx.saveFile(bytes)
                return try tx.saveFile(bytes)
            }
            let read = try await store.read { try $0.fileBytes(hash) }
            #expect(read == bytes)
        }
        let counted = try await store.read { tx in
            (
                try tx.rows("SELECT hash FROM file").count,
                try tx.rows("SELECT hash FROM file_chunk").count
            )
        }
        #expect(counted == (5, 1 + 1 + 2 + 3))
        let hash = FileHash(of: [77])
        let none = try await store.read { try $0.fileBytes(hash) }
        #expect(none == nil)
        let damaged = FileHash(of: [1])
        let refused = try await fault {
            try await store.write { tx in
                try tx.run(
                    "UPDATE file_chunk SET bytes = \([9] as [UInt8]) WHERE hash = \(damaged)")
                return try tx.fileBytes(damaged)
            }
        }
        #expect(refused == .corrupt("file \(damaged)"))
    }

    @Test(
        "a lease has one holder, runs out, and its number tells the old one",
        arguments: Stores.available)
    func leases(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let later = noon.adding(seconds: 60)
        func take(_ holder: String, _ now: Instant) async throws -> Lease? {
            try await store.write { tx in
                try tx.takeLease("close", holder: holder, at: now, until: now.adding(seconds: 60))
            }
        }
        let first = try #require(try await take("a", noon))
        #expect(try await take("b", noon.adding(seconds: 59)) == nil)
        let second = try #require(try await take("b", later))
        #expect(second.fence == first.fence + 1)
        let answers = try await store.write { tx in
            (
                try tx.holdsLease(first, at: later), try tx.holdsLease(second, at: later),
                try tx.renewLease(first, at: later, until: later.adding(seconds: 9)),
                try tx.renewLease(second, at: later, until: later.adding(seconds: 900))?.fence
            )
        }
        #expect(!answers.0)
        #expect(answers.1)
        #expect(answers.2 == nil)
        #expect(answers.3 == second.fence)
        #expect(try await take("a", later.adding(seconds: 61)) == nil)
        try await store.write { tx in try tx.releaseLease(second) }
        #expect(try await take("a", later.adding(seconds: 62))?.fence == 3)
    }

    @Test("of many who take a lease at once one gets it", arguments: Stores.available)
    func race(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase()
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for node in 0..<20 {
                let store = database.store()
                group.addTask {
                    try await store.write { tx in
                        try tx.takeLease(
                            "job", holder: "n\(node)", at: noon, until: noon.adding(seconds: 9))
                            != nil
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
    }

    @Test(
        "a save from an older version is refused and carries what is stored",
        arguments: Stores.available)
    func versions(stores: StoreKind) async throws {
        let store = RehearsingStore(try await stores.scratch().store())
        let subject = Subject("scratch", "1")
        @Sendable func save(_ tx: any Transaction, _ text: String, from version: Int64) throws
            -> Int64
        {
            try tx.update(
                subject, from: version,
                """
                UPDATE scratch SET words = \(text), version = version + 1
                WHERE id = 1 AND version = \(version) RETURNING version
                """, current: "SELECT * FROM scratch WHERE id = 1")
        }
        let version = try await store.write { tx in
            try tx.run("INSERT INTO scratch (id, words) VALUES (1, 'old')")
            return try save(tx, "first", from: 1)
        }
        #expect(version == 2)
        do {
            try await store.write { tx in _ = try save(tx, "second", from: 1) }
            Issue.record("saved over another's change")
        } catch let stale as StaleVersion {
            #expect(try stale.stored?.text("words") == "first")
            #expect(try stale.stored?.integer("version") == 2)
        }
    }
}
