import Basics
import Foundation
import PostgreSQLStorage
import Storage
import Synchronization

/// A schema of its own on the server of the tests. Schemas of test programs that have ended are
/// dropped by the next that begins: a test that fails may leave its own for looking at.
final class TestSchema: Sendable {
    let address: String

    private init(address: String) { self.address = address }

    private static let count = Atomic(0)
    private static let sweeping = Task { try await sweep() }

    static func make() async throws -> TestSchema {
        guard let server = Stores.postgreSQLAddress else {
            throw StorageFault.unavailable("HEADWATER_TEST_POSTGRES is not set")
        }
        try await sweeping.value
        let number = count.add(1, ordering: .relaxed).newValue
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        try await administer(server) { tx in
            try tx.run(Query(pieces: ["CREATE SCHEMA \(name)"], values: []))
        }
        let mark = server.contains("?") ? "&" : "?"
        return TestSchema(address: "\(server)\(mark)options=-csearch_path%3D\(name)")
    }

    static func administer<Outcome: Sendable>(
        _ server: String, _ body: @escaping @Sendable (any Transaction) throws -> Outcome
    ) async throws -> Outcome {
        let database = try await PostgreSQLDatabase(
            address: server, connections: 1, migrations: [])
        return try await database.store(city: "tests").write(body)
    }

    private static func sweep() async throws {
        guard let server = Stores.postgreSQLAddress else { return }
        let names = try await administer(server) { tx in
            try tx.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'test\\_%'")
                .map { try $0.text("nspname") }
        }
        // One at a time: each takes a lock for each of its tables and indexes.
        for name in names {
            let parts = name.split(separator: "_")
            guard parts.count == 3, let process = Int32(parts[1]), kill(process, 0) != 0,
                errno == ESRCH
            else { continue }
            try await administer(server) { tx in
                try tx.run(Query(pieces: ["DROP SCHEMA \(name) CASCADE"], values: []))
            }
        }
    }
}
