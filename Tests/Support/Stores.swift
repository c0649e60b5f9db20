import Foundation
import PostgreSQLStorage
import SQLiteStorage
package import Storage

/// The databases the suite runs on: `@Test("…", arguments: Stores.available) func …(stores:
/// StoreKind)`, then `let store = try await stores.fresh()`.
package enum Stores {
    /// SQLite, and PostgreSQL where the environment variable HEADWATER_TEST_POSTGRES holds the
    /// address of a server.
    package static let available: [StoreKind] =
        [.sqlite] + (postgreSQLAddress == nil ? [] : [.postgreSQL])

    package static let postgreSQLAddress =
        ProcessInfo.processInfo.environment["HEADWATER_TEST_POSTGRES"]
}

package enum StoreKind: String, Sendable, CaseIterable, CustomStringConvertible {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"

    package var description: String { rawValue }

    /// An empty store with the whole schema, gone when nobody holds it. Its writes are rehearsed.
    package func fresh(city: String = "990100") async throws -> any Store {
        RehearsingStore(try await freshDatabase().store(city: city))
    }

    /// An empty database of its own, for tests with several cities, nodes or schemas.
    package func freshDatabase(
        migrations: [Migration] = Storage.migrations
    ) async throws -> FreshDatabase {
        switch self {
        case .sqlite:
            let folder = try TemporaryFolder()
            let database = try SQLiteDatabase(
                path: folder.path + "/headwater.sqlite", migrations: migrations)
            return FreshDatabase(holding: folder) { database.store(city: $0) }
        case .postgreSQL:
            let schema = try await TestSchema.make()
            let database = try await PostgreSQLDatabase(
                address: schema.address, migrations: migrations)
            return FreshDatabase(holding: schema) { database.store(city: $0) }
        }
    }
}

/// A database that lives as long as somebody holds it or one of its stores.
package final class FreshDatabase: Sendable {
    private let place: any AnyObject & Sendable
    private let open: @Sendable (String) -> any Store

    init(holding place: any AnyObject & Sendable, open: @escaping @Sendable (String) -> any Store) {
        self.place = place
        self.open = open
    }

    package func store(city: String = "990100") -> any Store {
        HeldStore(store: open(city), database: self)
    }

    /// Where another program finds it: a path or an address.
    package var address: String {
        (place as? TemporaryFolder).map { $0.path + "/headwater.sqlite" }
            ?? (place as? TestSchema)?.address ?? ""
    }
}

private struct HeldStore: Store {
    let store: any Store
    let database: FreshDatabase

    var city: String { store.city }

    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await store.read(body)
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await store.write(body)
    }
}

/// A folder that is removed with its last holder.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "headwater-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            FileHandle.standardError.write(Data("left behind: \(path): \(error)\n".utf8))
        }
    }
}
