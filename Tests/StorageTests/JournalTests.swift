import Basics
import Foundation
import Storage
import TestSupport
import Testing

@Suite("The journal")
struct JournalTests {
    /// Ten entries on five subjects.
    private func journal(_ stores: StoreKind) async throws -> any Store {
        let store = try await stores.fresh()
        try await store.write { tx in
            for number in 1...10 {
                try tx.record(
                    "project.advanced", on: Subject("project", "P\(number % 5)"), by: "operator",
                    at: noon.adding(seconds: Int64(number)),
                    body: .object(["to": "签约\n\"\(number)\"", "of": 1]))
            }
        }
        return store
    }

    private func damages(
        of store: any Store, expecting head: JournalHead? = nil, after damage: Query...
    ) async throws -> [JournalDamage] {
        try await store.write { tx in
            for query in damage { try tx.run(query) }
            return try verifyJournal(tx, expectedHead: head).damages
        }
    }

    @Test(
        "an untouched journal is whole and knows what was said of a subject",
        arguments: Stores.available)
    func whole(stores: StoreKind) async throws {
        let store = try await journal(stores)
        let (report, entries) = try await store.read { tx in
            (
                try verifyJournal(tx),
                try tx.journal(on: Subject("project", "P2"), limit: 10)
            )
        }
        #expect(report.isWhole)
        #expect(report.entryCount == 10)
        #expect(JournalHead(text: report.head.description) == report.head)
        #expect(entries.map(\.number) == [7, 2])
        #expect(entries[1].body == "{\"of\":1,\"to\":\"签约\\n\\\"2\\\"\"}")
    }

    @Test("both databases make the same chain")
    func sameChain() async throws {
        var heads: Set<JournalHead> = []
        for stores in Stores.available {
            heads.insert(try await journal(stores).read { try $0.journalHead() })
        }
        #expect(heads.count == 1)
        #expect(
            heads.first?.description
                == "10:04154b7677b49ac6ae8abdbe65e3072f96a285bb204badd2c131ec2ab8167f6b")
    }

    @Test("a changed entry is named", arguments: Stores.available)
    func changed(stores: StoreKind) async throws {
        let found = try await damages(
            of: journal(stores), after: "UPDATE journal SET body = '{}' WHERE number = 4")
        #expect(found == [.changed(4)])
        let first = try await damages(
            of: journal(stores), after: "UPDATE journal SET recorded_by = 'x' WHERE number = 1")
        #expect(first == [.changed(1)])
        let last = try await damages(
            of: journal(stores), after: "UPDATE journal SET recorded_at = 1 WHERE number = 10")
        #expect(last == [.changed(10)])
    }

    @Test("an entry that was changed and hashed again is named", arguments: Stores.available)
    func rehashed(stores: StoreKind) async throws {
        let store = try await journal(stores)
        for number: Int64 in [4, 10] {
            let found = try await store.write { tx in
                var entry = try tx.journal(after: number - 1, limit: 1)[0]
                entry.body = "{}"
                let hash = entry.expectedHash(city: tx.city, number: number)
                try tx.run(
                    """
                    UPDATE journal SET body = '{}', hash = \(hash)
                    WHERE city_id = \(tx.city) AND number = \(number)
                    """)
                return try verifyJournal(tx).damages
            }
            #expect(found.contains(.changed(number)))
        }
    }

    @Test(
        "a missing entry is named, also when the numbers were closed up",
        arguments: Stores.available)
    func missing(stores: StoreKind) async throws {
        let gap = try await damages(
            of: journal(stores), after: "DELETE FROM journal WHERE number IN (5, 6)")
        #expect(gap == [.missing(first: 5, last: 6)])
        let first = try await damages(
            of: journal(stores), after: "DELETE FROM journal WHERE number = 1")
        #expect(first == [.missing(first: 1, last: 1)])
        let closed = try await damages(
            of: journal(stores), after: "DELETE FROM journal WHERE number = 5",
            "UPDATE journal SET number = number + 100 WHERE number > 5",
            "UPDATE journal SET number = number - 101 WHERE number > 100",
            "UPDATE journal_head SET number = 9")
        #expect(closed == [.missing(first: 5, last: 5)])
    }

    @Test(
        "an inserted entry is named, whether its hash is right or not",
        arguments: Stores.available)
    func inserted(stores: StoreKind) async throws {
        for isHashed in [false, true] {
            let store = try await journal(stores)
            let found = try await store.write { tx in
                try tx.run("UPDATE journal SET number = number + 100 WHERE number > 5")
                try tx.run("UPDATE journal SET number = number - 99 WHERE number > 100")
                var forged = try tx.journal(after: 4, limit: 1)[0]
                forged.previous = forged.hash
                forged.body = "{\"forged\":1}"
                forged.number = 6
                if isHashed { forged.hash = forged.expectedHash(city: tx.city, number: 6) }
                try tx.run(
                    """
                    INSERT INTO journal (city_id, number, recorded_at, recorded_by, kind, subjects,
                        body, personal_hash, previous, hash)
                    VALUES (\(tx.city), 6, \(forged.at), \(forged.by), \(forged.kind),
                        \(forged.subjects), \(forged.body), '', \(forged.previous), \(forged.hash))
                    """)
                try tx.run("UPDATE journal_head SET number = 11")
                return try verifyJournal(tx).damages
            }
            #expect(found == [.inserted(6)], "hashed: \(isHashed)")
        }
    }

    @Test("an entry appended past the head is named", arguments: Stores.available)
    func appended(stores: StoreKind) async throws {
        let found = try await damages(
            of: journal(stores),
            after: """
                INSERT INTO journal SELECT city_id, 11, recorded_at, recorded_by, kind, subjects,
                    body, personal_hash, hash, hash FROM journal WHERE number = 10
                """)
        #expect(found.contains(.inserted(11)) || found.contains(.changed(11)))
    }

    @Test("two entries that changed places are named", arguments: Stores.available)
    func reordered(stores: StoreKind) async throws {
        let found = try await damages(
            of: journal(stores), after: "UPDATE journal SET number = 100 WHERE number = 3",
            "UPDATE journal SET number = 3 WHERE number = 7",
            "UPDATE journal SET number = 7 WHERE number = 100")
        #expect(found.contains(.reordered(3)))
        #expect(found.allSatisfy { if case .reordered = $0 { true } else { false } })
    }

    @Test(
        "a cut tail is seen against the stored head and against a printed one",
        arguments: Stores.available)
    func cut(stores: StoreKind) async throws {
        let store = try await journal(stores)
        let head = try await store.read { try $0.journalHead() }
        let careless = try await damages(
            of: store, after: "DELETE FROM journal WHERE number > 8")
        #expect(careless == [.cut(last: 8, expected: head)])
        let careful = try await damages(
            of: store, expecting: head,
            after: """
                UPDATE journal_head SET number = 8,
                    hash = (SELECT hash FROM journal WHERE number = 8)
                """)
        #expect(careful == [.cut(last: 8, expected: head)])
        let unseen = try await store.read { try verifyJournal($0).damages }
        #expect(unseen.isEmpty)
    }

    @Test(
        "a chain written anew from the beginning is seen against a printed head",
        arguments: Stores.available)
    func rewritten(stores: StoreKind) async throws {
        let head = try await journal(stores).read { try $0.journalHead() }
        let other = try await stores.fresh()
        let found = try await other.write { tx in
            for number in 1...10 {
                try tx.record("other", on: [], by: "x", at: noon, body: .integer(Int64(number)))
            }
            return try verifyJournal(tx, expectedHead: head).damages
        }
        #expect(found == [.rewritten(expected: head)])
    }

    @Test("what is said of persons can be erased but not altered", arguments: Stores.available)
    func personal(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let salt = (0..<16).map { UInt8($0) }
        try await store.write { tx in
            for _ in 1...2 {
                try tx.record(
                    "member.added", on: [], by: "operator", at: noon,
                    personal: PersonalPart(.object(["phone": "13900000000"]), salt: salt))
            }
            try tx.erasePersonalPart(ofEntry: 1, at: noon)
        }
        let (damages, first, second) = try await store.read { tx in
            (
                try verifyJournal(tx).damages, try tx.personalPart(ofEntry: 1),
                try tx.personalPart(ofEntry: 2)
            )
        }
        #expect(damages.isEmpty)
        #expect(first == nil)
        #expect(second == "{\"phone\":\"13900000000\"}")
        let altered = try await self.damages(
            of: store, after: "UPDATE journal_personal SET body = '{}' WHERE number = 2")
        #expect(altered == [.personalPart(2)])
        let removed = try await self.damages(
            of: store, after: "DELETE FROM journal_personal WHERE number = 1")
        #expect(removed.contains(.personalPart(1)))
    }

    @Test("a kind or a member of two lines is refused", arguments: Stores.available)
    func controlCharacters(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let refused = try await fault {
            try await store.write { tx in
                try tx.record("a\nb", on: [], by: "operator", at: noon)
            }
        }
        #expect(refused != nil)
    }

    @Test(
        "an outsider verifies an exported journal with thirty lines of Python",
        arguments: Stores.available)
    func outsider(stores: StoreKind) async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/reference/verify_journal.py").standardizedFileURL.path
        let folder = try TemporaryFolder()
        let store = try await journal(stores)
        let lines = try await store.read { tx in
            try tx.journal(after: 0, limit: 100).map { $0.exported(city: tx.city).text }
        }
        let head = try await store.read { try $0.journalHead() }
        let file = folder.path + "/journal.jsonl"
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        guard let good = try python(script, file, head.description) else {
            print("skipped: no python3")
            return
        }
        #expect(good == 0)
        var damaged = lines
        damaged[3] = damaged[3].replacing("签约", with: "开工")
        try damaged.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try python(script, file, head.description) == 1)
        try lines.dropLast().joined(separator: "\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        #expect(try python(script, file, head.description) == 1)
    }

    /// The exit code; nil without Python.
    private func python(_ arguments: String...) throws -> Int32? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 127 ? nil : process.terminationStatus
    }
}
