import Basics
import Foundation
import PostgreSQLStorage
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationTests {
    private static let first = Migration(
        "m0001-a",
        text: """
            -- A comment; with a semicolon, and 'a quote
            CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, x REAL, y BLOB, z TEXT
                DEFAULT 'INTEGER; REAL' /* BLOB; */) STRICT, WITHOUT ROWID;
            INSERT INTO a (id, z) VALUES (1, 'it''s; STRICT');;
            """)
    private static let second = Migration(
        "m0002-b", text: "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY) STRICT;",
        twin: "DO $do$ BEGIN CREATE TABLE b (id BIGINT PRIMARY KEY); END $do$; ")

    private func open(
        _ stores: StoreKind, at address: String, _ migrations: [Migration]
    ) async throws -> any Store {
        switch stores {
        case .sqlite: try SQLiteDatabase(path: address, migrations: migrations).store(city: "1")
        case .postgreSQL:
            try await PostgreSQLDatabase(address: address, migrations: migrations).store(city: "1")
        }
    }

    @Test(
        "statements are told apart by quotes and comments, and types are translated",
        arguments: Stores.available)
    func statements(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase(migrations: [Self.first, Self.second])
        let rows = try await database.store().read { tx in try tx.rows("SELECT z FROM a") }
        #expect(try rows.map { try $0.text("z") } == ["it's; STRICT"])
        let other = try await database.store().write { tx in
            try tx.run("INSERT INTO a (id, x, y) VALUES (2, \(0.5), \([1, 2] as [UInt8]))")
            return try tx.rows("SELECT * FROM a WHERE id = 2")[0]
        }
        #expect(try other.text("z") == "INTEGER; REAL")
        #expect(try other.blob("y") == [1, 2])
    }

    @Test(
        "each is applied once; a changed or unknown one is refused by name",
        arguments: Stores.available)
    func refusals(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase(migrations: [Self.first])
        let address = database.address
        _ = try await open(stores, at: address, [Self.first])
        let store = try await open(stores, at: address, [Self.first, Self.second])
        let applied = try await store.read(appliedMigrations)
        #expect(applied == ["m0001-a": Self.first.hash, "m0002-b": Self.second.hash])
        for changed in [
            [Self.first],
            [Migration("m0001-a", text: "CREATE TABLE a (id INTEGER) STRICT;"), Self.second],
        ] {
            do {
                _ = try await open(stores, at: address, changed)
                Issue.record("opened")
            } catch let refused as MigrationRefused {
                #expect(refused.problems.count == 1)
            }
        }
    }

    @Test("a migration that fails leaves nothing of itself", arguments: Stores.available)
    func failing(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase(migrations: [Self.first])
        let broken = Migration("m0002-b", text: "CREATE TABLE b (id INTEGER); NONSENSE;")
        let refused = try await fault {
            try await open(stores, at: database.address, [Self.first, broken])
        }
        #expect(refused != nil)
        let store = try await open(stores, at: database.address, [Self.first, Self.second])
        let applied = try await store.read(appliedMigrations)
        #expect(applied.count == 2)
    }

    @Test("two programs that start at once migrate once", arguments: Stores.available)
    func together(stores: StoreKind) async throws {
        let database = try await stores.freshDatabase(migrations: [])
        let address = database.address
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    _ = try await open(stores, at: address, [Self.first, Self.second])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("both databases have the same tables, columns and keys")
    func sameShape() async throws {
        var shapes: Set<[TableShape]> = []
        for stores in Stores.available {
            let store = try await stores.freshDatabase().store()
            shapes.insert(try await store.read { try $0.tables() }.sorted { $0.name < $1.name })
        }
        #expect(shapes.count == 1)
        #expect(shapes.first?.contains { $0.name == "file_chunk" && $0.hasBlobs } == true)
    }

    @Test(
        "names, brands and codes of companies move into rows of their own",
        arguments: Stores.available)
    func companyIdentity(stores: StoreKind) async throws {
        let before = Array(migrations.prefix { $0.name < "m0008" })
        let database = try await stores.freshDatabase(migrations: before)
        try await database.store(city: "990100").write { tx in
            for (id, name, brand) in [
                ("C1", "甲公司", "大牌、小牌、大牌"), ("C2", "乙公司", nil), ("C3", "丙公司", "Brand A"),
                ("C4", "丁公司", "、"),
            ] as [(String, String, String?)] {
                try tx.run(
                    """
                    INSERT INTO company (city_id, id, name, name_key, brand, source_id, version)
                    VALUES (\(tx.city), \(id), \(name), 'k', \(brand), 'E1', 3)
                    """)
            }
            try tx.run(
                """
                INSERT INTO company_identifier (city_id, scheme, value, company_id, source_id)
                VALUES (\(tx.city), 'uscc', '1', 'C2', 'E1'), (\(tx.city), 'uscc', '2', 'C1', 'E2')
                """)
        }
        let store = try await open(stores, at: database.address, migrations)
        let found = try await store.read { tx in
            (
                try tx.rows("SELECT * FROM company_name ORDER BY number"),
                try tx.rows("SELECT * FROM company_identifier ORDER BY number"),
                try tx.rows("SELECT * FROM company ORDER BY id")
            )
        }
        #expect(
            try found.0.map {
                "\(try $0.integer("number")) \(try $0.text("company_id")) \(try $0.text("kind")) "
                    + (try $0.text("name"))
            } == [
                "1 C1 legal 甲公司", "2 C2 legal 乙公司", "3 C3 legal 丙公司", "4 C4 legal 丁公司",
                "5 C1 brand 大牌", "6 C1 brand 小牌", "7 C3 brand Brand A",
            ])
        #expect(try found.1.map { try $0.text("company_id") } == ["C2", "C1"])
        #expect(try found.2.map { try $0.text("standing") }.allSatisfy { $0 == "registered" })
        #expect(try found.2.map { try $0.integer("version") } == [3, 3, 3, 3])
    }

    @Test("investors of the ledger move into rows, folded", arguments: Stores.available)
    func projectInvestors(stores: StoreKind) async throws {
        let before = Array(migrations.prefix { $0.name < "m0013" })
        let database = try await stores.freshDatabase(migrations: before)
        try await database.store(city: "990100").write { tx in
            for (id, investors) in [
                ("P1", #"[{"name":"甲（示例）公司","code":"1","valid":true},{"name":"Ａｃｅ"}]"#),
                ("P2", #"[{"name":"甲(示例)公司","code":"2","valid":false}]"#), ("P3", "[]"),
            ] {
                try tx.run(
                    """
                    INSERT INTO project (city_id, id, unit_id, name, name_key, investors, dropped,
                        first_round, last_round, sheet_id, position, version)
                    VALUES (\(tx.city), \(id), 'u', 'n', 'k', \(investors), 0, '2026-09', '2026-09',
                        'W1', 0, 1)
                    """)
            }
        }
        let store = try await open(stores, at: database.address, migrations)
        let rows = try await store.read { tx in
            try tx.rows("SELECT * FROM project_investor ORDER BY project_id, position")
        }
        #expect(
            try rows.map { row in
                "\(try row.text("project_id")) \(try row.integer("position")) "
                    + "\(try row.text("name_key")) \(try row.optionalText("code") ?? "-")"
            } == ["P1 0 甲(示例)公司 1", "P1 1 ace -", "P2 0 甲(示例)公司 -"])
    }
}
