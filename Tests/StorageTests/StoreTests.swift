import Basics
import Storage
import Testing
import TestSupport

@Suite("Stores")
struct StoreTests {
    @Test("what is written is read", arguments: Stores.available)
    func roundTrip(stores: StoreKind) async throws {
        let store = try await stores.fresh()
        let head = try await store.write { tx in
            try tx.record(
                "project.signed", on: Subject("project", "P1"), by: "operator",
                at: Instant(microseconds: 5), body: ["a", 1])
        }
        let read = try await store.read { try $0.journalHead() }
        #expect(read == head)
    }
}
