import Basics
import Storage
import TestSupport

/// A moment of the tests.
let noon = Instant(microseconds: 1_792_900_800_000_000)

let scratchMigration = Migration(
    "m9000-scratch",
    text: """
        CREATE TABLE scratch (
            id INTEGER NOT NULL PRIMARY KEY,
            words TEXT,
            amount REAL,
            bytes BLOB,
            flag INTEGER NOT NULL DEFAULT 0 CHECK (flag IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE UNIQUE INDEX scratch_words ON scratch (words);
        """)

extension StoreKind {
    /// The whole schema and a table to try things on.
    func scratch() async throws -> FreshDatabase {
        try await freshDatabase(migrations: migrations + [scratchMigration])
    }
}

/// Expects a fault and gives it.
func fault<T>(_ work: () async throws -> T) async throws -> StorageFault? {
    do {
        _ = try await work()
        return nil
    } catch let fault as StorageFault {
        return fault
    }
}
