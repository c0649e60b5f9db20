package import Storage

/// A store whose writes are tried first: each body is run, rolled back and run again, and both runs
/// must give the same result and the same journal. So a body that reads a clock or counts in a
/// captured box is found.
package struct RehearsingStore: Store {
    private let store: any Store

    package init(_ store: any Store) { self.store = store }

    package var city: String { store.city }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await store.read(body)
    }

    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        let rehearsed: Rehearsed<T>
        do {
            rehearsed = try await store.write { tx in
                throw Rehearsed(value: try body(tx), head: try tx.journalHead())
            }
        } catch let outcome as Rehearsed<T> {
            rehearsed = outcome
        }
        return try await store.write { tx in
            let performed = Rehearsed(value: try body(tx), head: try tx.journalHead())
            guard rehearsed.head == performed.head else {
                throw RehearsalDiffers(
                    rehearsed: "journal \(rehearsed.head)", performed: "journal \(performed.head)")
            }
            guard areSame(rehearsed.value, performed.value) else {
                throw RehearsalDiffers(
                    rehearsed: String(reflecting: rehearsed.value),
                    performed: String(reflecting: performed.value))
            }
            return performed.value
        }
    }
}

/// A body that is not the same when it runs again.
package struct RehearsalDiffers: Error {
    package let rehearsed: String
    package let performed: String
}

/// Carries the result out of a transaction that is rolled back.
private struct Rehearsed<T: Sendable>: Error {
    let value: T
    let head: JournalHead
}

private func areSame<T>(_ left: T, _ right: T) -> Bool {
    func equal<E: Equatable>(_ left: E) -> Bool { left == right as? E }
    if let left = left as? any Equatable { return equal(left) }
    return String(reflecting: left) == String(reflecting: right)
}
