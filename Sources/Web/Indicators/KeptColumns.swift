package import Basics
import Indicators
import Storage
import Synchronization

/// The facts of a city's figures as columns in memory: read when they were first asked for, then
/// brought up to date project by project as the journal grows. Without them the database adds up.
final class KeptColumns: Sendable {
    private struct Kept {
        var columns: FactColumns?
        /// Somebody brings them up to date, and has them alone.
        var isTaken = false
        var isWanted = false
        var restsUntil: Instant?
    }

    /// Reading all anew takes at most one part in so many of the time.
    private static let restAfterReading: Limit = 20
    private let kept = Mutex(Kept())

    /// As of the moment that a transaction reads; nil where they aren't there, or not for it.
    func columns(from tx: any Transaction) throws -> FactColumns? {
        let state = try tx.figureState()
        var found = kept.withLock { kept -> FactColumns? in
            guard let columns = kept.columns else {
                if !kept.isTaken { kept.isWanted = true }
                return nil
            }
            if columns.state < state { (kept.columns, kept.isTaken) = (nil, true) }
            return columns.state <= state ? columns : nil
        }
        if found.map({ $0.state == state }) ?? true { return found }
        guard var columns = found.take() else { return nil }
        var isDone = false
        defer { give(back: isDone ? columns : nil) }
        isDone = try tx.refresh(&columns)
        return isDone ? columns : nil
    }

    /// Without columns, all are read anew.
    private func give(back columns: FactColumns?) {
        kept.withLock { kept in
            kept.isTaken = false
            if let columns {
                if kept.columns.map({ $0.state < columns.state }) ?? true {
                    kept.columns = columns
                }
            } else {
                kept.isWanted = kept.columns == nil
            }
        }
    }

    /// Reads them where they were asked for and aren't there.
    func read(from store: any Store, in world: World) async throws {
        let started = world.now()
        let isDue = kept.withLock { kept in
            kept.isWanted && kept.columns == nil && !kept.isTaken
                && kept.restsUntil.map { $0 < started } ?? true
        }
        guard isDue else { return }
        let columns = try await store.read { tx in try tx.factColumns() }
        let taken = world.now().microseconds - started.microseconds
        let rest = Int64(KeptColumns.restAfterReading.count) * taken / 1_000_000
        let restsUntil = world.now().adding(seconds: rest)
        kept.withLock { kept in
            (kept.isWanted, kept.restsUntil) = (false, restsUntil)
        }
        give(back: columns)
    }
}

extension City {
    /// Keeps the facts of figures in memory where figures are asked for.
    package func keepColumns(in world: World) async throws {
        try await kept.columns.read(from: store, in: world)
    }
}
