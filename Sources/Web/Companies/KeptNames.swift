package import Basics
package import Companies
package import Storage

/// The names of all companies of a city made findable, and made anew when somebody asks after
/// something was recorded of companies: once for all who wait, on the workbench. Where that takes
/// long, what was found before serves for a while.
package actor KeptNames {
    private var kept: StoredNames?
    private var making: Task<StoredNames, any Error>?
    private var restsUntil = Instant(microseconds: 0)

    package init() {}

    package func names(
        in store: any Store, places: [String], on workbench: Workbench, world: World
    ) async throws -> StoredNames {
        let state = try await store.read { tx in try tx.companiesState() }
        // What is being made may have been read before the state moved.
        while let making {
            let made = try await making.value
            if made.state >= state { return made }
            if self.making == making { self.making = nil }
        }
        if let kept, kept.state >= state || world.now() < restsUntil { return kept }
        let started = world.now()
        let making = Task {
            let (hand, state) = try await store.read { tx in
                (try tx.namesAtHand(), try tx.companiesState())
            }
            return await workbench.run { StoredNames(hand, state: state, places: places) }
        }
        self.making = making
        defer { if self.making == making { self.making = nil } }
        let made = try await making.value
        let ended = world.now()
        if made.state >= kept?.state ?? 0 { kept = made }
        restsUntil = ended.adding(
            seconds: Limit.rest(after: (ended.microseconds - started.microseconds) / 1_000))
        return made
    }
}
