import Foundation
import Storage

/// One place of the pool: a connection that is opened when first needed and again after it was
/// lost. Its blocking calls run on a thread of their own, so that they never hold one of Swift's
/// few.
actor PostgreSQLConnection {
    private let address: String
    private let executor = QueueExecutor()
    private var session: PostgreSQLSession?

    init(address: String) { self.address = address }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// What the transaction is for. A write holds its city from its first statement on, so that the
    /// writes of a city happen one after another and each statement of one sees all that was
    /// committed before. A read sees one snapshot.
    enum Purpose {
        case read, write
        /// Migrations: one at a time for the whole schema.
        case schema

        var opening: String {
            self == .read
                ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                : "BEGIN ISOLATION LEVEL READ COMMITTED"
        }
    }

    /// Runs the body in a transaction. It is run again, at most three times, after a serialisation
    /// failure, a deadlock or a connection lost before the commit; never after one lost during it.
    func perform<T: Sendable>(
        _ purpose: Purpose, city: String, _ body: @Sendable (any Transaction) throws -> T
    ) throws -> T {
        var repetitions = 0
        while true {
            do {
                return try attempt(purpose, city: city, body)
            } catch let failure as PostgreSQLFailure {
                guard failure.isWorthRepeating || failure.endsConnection, repetitions < 3 else {
                    throw failure.fault
                }
                repetitions += 1
                if failure.endsConnection || failure.code == "26000" || failure.code == "0A000" {
                    session = nil
                }
                Thread.sleep(forTimeInterval: 0.02 * Double(repetitions))
            }
        }
    }

    private func attempt<T: Sendable>(
        _ purpose: Purpose, city: String, _ body: @Sendable (any Transaction) throws -> T
    ) throws -> T {
        let session = try opened()
        let transaction = PostgreSQLTransaction(
            session, city: city, isReading: purpose == .read)
        let result: T
        do {
            try session.command(purpose.opening)
            if purpose != .read {
                let name = purpose == .schema ? "schema" : "city " + city
                try transaction.run(
                    """
                    SELECT count(pg_advisory_xact_lock(
                        hashtextextended(current_schema() || \(name), 0)))
                    """)
            }
            result = try body(transaction)
            try transaction.finish()
        } catch {
            rollBack()
            // What the server said decides, whatever the body made of it.
            throw transaction.failure ?? error
        }
        do {
            try session.command("COMMIT")
        } catch let failure as PostgreSQLFailure where failure.endsConnection {
            self.session = nil
            if purpose == .read { return result }
            throw StorageFault.outcomeUnknown
        } catch {
            rollBack()
            throw error
        }
        return result
    }

    private func rollBack() {
        do {
            try session?.command("ROLLBACK")
        } catch {
            // A session that cannot roll back is not used again; the server rolls back by itself.
            session = nil
        }
    }

    /// The session, opened again where it was lost. A server that restarts is waited for, three
    /// seconds in all.
    private func opened() throws -> PostgreSQLSession {
        if let session, session.isAlive { return session }
        session = nil
        for pause in [0.1, 0.2, 0.4, 0.8, 1.5] {
            do {
                let opened = try PostgreSQLSession(address: address)
                session = opened
                return opened
            } catch let failure as PostgreSQLFailure where failure.endsConnection {
                Thread.sleep(forTimeInterval: pause)
            }
        }
        do {
            let opened = try PostgreSQLSession(address: address)
            session = opened
            return opened
        } catch let failure as PostgreSQLFailure {
            throw failure.fault
        }
    }
}

/// Runs the jobs of one actor on a queue of its own.
final class QueueExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "headwater.postgresql")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}

/// The statements of one body. Lives as long as the body.
final class PostgreSQLTransaction: Transaction {
    let city: String
    let dialect = Dialect.postgreSQL
    private let session: PostgreSQLSession
    /// The first thing the server refused.
    private(set) var failure: PostgreSQLFailure?
    private var isBroken = false
    /// Nil where something may change between two questions.
    private var known: KnownAnswers?

    init(_ session: PostgreSQLSession, city: String, isReading: Bool) {
        self.session = session
        self.city = city
        known = isReading ? KnownAnswers() : nil
    }

    func run(_ query: Query) throws { _ = try guarded { try session.rows(query) } }

    func rows(_ query: Query) throws -> [ResultRow] {
        if !isBroken, let found = known?[query] { return found }
        let rows = try guarded { try session.rows(query) }
        known?[query] = rows
        return rows
    }

    func load(
        into table: String, columns: [String], rows: some Sequence<[StoredValue]>
    ) throws {
        try guarded {
            try session.copy(
                into: Query.checkedName(table), columns: columns.map(Query.checkedName),
                rows: rows)
        }
    }

    /// Called when the body returned: what failed in it is not committed.
    func finish() throws {
        if isBroken { throw StorageFault.aborted }
    }

    private func guarded<T>(_ work: () throws -> T) throws -> T {
        if isBroken { throw StorageFault.aborted }
        do {
            return try work()
        } catch let error as PostgreSQLFailure {
            isBroken = true
            failure = error
            throw error.fault
        } catch {
            isBroken = true
            throw error
        }
    }
}
