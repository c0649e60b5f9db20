package import Basics
package import Storage

/// One PostgreSQL database, reached over a bounded number of connections. Any number of programs
/// may share it.
package final class PostgreSQLDatabase: Sendable {
    private let pool: PostgreSQLPool

    /// Connects, refuses a database whose texts sort differently from SQLite's, and applies
    /// `migrations`.
    /// `address` is a URL (`postgres://…`) or a connection string of libpq, which may name several
    /// hosts.
    package init(
        address: String, connections: Limit = 8, migrations: [Migration] = Storage.migrations
    ) async throws {
        pool = PostgreSQLPool(address: address, most: connections.count)
        let wrong = try await pool.perform(.read, city: "") { tx in
            try PostgreSQLDatabase.wrongCollation(tx)
        }
        if let wrong { throw wrong }
        try await pool.perform(.schema, city: "") { tx in try migrate(tx, with: migrations) }
    }

    /// The database as one city sees it.
    package func store(city: String) -> any Store { PostgreSQLStore(city: city, pool: pool) }

    private static func wrongCollation(_ tx: any Transaction) throws -> WrongCollation? {
        let rows = try tx.rows(
            """
            SELECT datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database
            WHERE datname = current_database()
            """)
        return try rows.first.flatMap { row in
            WrongCollation(
                collation: try row.text("datcollate"), encoding: try row.text("encoding"))
        }
    }
}

/// The database as one city sees it.
struct PostgreSQLStore: Store {
    let city: String
    let pool: PostgreSQLPool

    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await pool.perform(.read, city: city, body)
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await pool.perform(.write, city: city, body)
    }
}

/// Lends connections, and lets the writes of a city pass one at a time: otherwise those that wait
/// for each other would hold all connections and no page could be read.
actor PostgreSQLPool {
    private let address: String
    private let most: Int
    private var idle: [PostgreSQLConnection] = []
    private var made = 0
    private var waiting: [CheckedContinuation<PostgreSQLConnection, Never>] = []
    /// Cities in which a write of this program is under way, with those that come after it.
    private var writers: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// More than that wait for nothing they could still use.
    private static let waitingWork: Limit = 10_000

    init(address: String, most: Int) {
        self.address = address
        self.most = max(1, most)
    }

    nonisolated func perform<T: Sendable>(
        _ purpose: PostgreSQLConnection.Purpose, city: String,
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if purpose != .read { try await enter(city) }
        do {
            let connection = try await take()
            do {
                let result = try await connection.perform(purpose, city: city, body)
                await giveBack(connection)
                if purpose != .read { await leave(city) }
                return result
            } catch {
                await giveBack(connection)
                throw error
            }
        } catch {
            if purpose != .read { await leave(city) }
            throw error
        }
    }

    private func take() async throws -> PostgreSQLConnection {
        if let connection = idle.popLast() { return connection }
        if made < most {
            made += 1
            return PostgreSQLConnection(address: address)
        }
        guard waiting.count < Self.waitingWork.count else { throw StorageFault.busy }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack(_ connection: PostgreSQLConnection) {
        if waiting.isEmpty {
            idle.append(connection)
        } else {
            waiting.removeFirst().resume(returning: connection)
        }
    }

    private func enter(_ city: String) async throws {
        guard let queue = writers[city] else {
            writers[city] = []
            return
        }
        guard queue.count < Self.waitingWork.count else { throw StorageFault.busy }
        await withCheckedContinuation { writers[city, default: []].append($0) }
    }

    private func leave(_ city: String) {
        if writers[city]?.isEmpty ?? true {
            writers[city] = nil
        } else {
            writers[city]?.removeFirst().resume()
        }
    }
}
