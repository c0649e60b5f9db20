package import Basics
import Companies
import People
import Projects
import Rules
import Storage

extension Limit {
    /// Names compared in one part of the search for duplicates: under a second among a million.
    private static let comparedAtOnce: Limit = 5_000
    /// A search that was not renewed for so long is another node's to do.
    private static let secondsOfSearch: Limit = 600
    private static let secondsBetweenSearches: Limit = 60

    fileprivate static var part: Int { comparedAtOnce.count }
    fileprivate static var lease: Int64 { Int64(secondsOfSearch.count) }

    fileprivate static func rest(after search: DuplicateSearchRecord) -> Int64 {
        max(Int64(secondsBetweenSearches.count), rest(after: Int64(search.milliseconds)))
    }
}

extension City {
    /// Looks for companies that were recorded twice, if any changed since the last time: on one
    /// node at a time, in parts between which the lease is renewed. Gives whether it was done.
    @discardableResult
    package func searchDuplicates(
        on workbench: Workbench, in world: World, holder: String
    ) async throws -> Bool {
        let started = world.now()
        let (last, isDue) = try await store.read { tx in
            let last = try tx.lastDuplicateSearch()
            return (last, try tx.companiesChanged(since: last?.journalNumber))
        }
        if let last, started < last.at.adding(seconds: Limit.rest(after: last)) { return false }
        let until = started.adding(seconds: Limit.lease)
        guard isDue,
            var lease = try await store.write({ tx in
                try tx.takeLease(
                    "company duplicates", holder: holder, at: started, until: until)
            })
        else { return false }
        let thresholds = IdentityThresholds(
            folder.identity(on: started.day(offset: folder.zoneOffset)))
        let places = folder.places
        let (companies, head) = try await store.read { tx in
            (try tx.namesAtHand(), try tx.journalHead().number)
        }
        var search = await workbench.run {
            DuplicateSearch(companies, thresholds: thresholds, places: places)
        }
        while !search.isDone {
            try Task.checkCancellation()
            let before = search
            search = await workbench.run {
                var next = before
                next.go(on: Limit.part)
                return next
            }
            let (held, now) = (lease, world.now())
            guard
                let renewed = try await store.write({ tx in
                    try tx.renewLease(held, at: now, until: now.adding(seconds: Limit.lease))
                })
            else { return false }
            lease = renewed
        }
        let (done, held, ended) = (search, lease, world.now())
        return try await store.write { tx in
            guard try tx.holdsLease(held, at: ended) else { return false }
            try tx.keep(done, journalNumber: head, from: started, to: ended)
            try tx.releaseLease(held)
            return true
        }
    }
}

extension City {
    /// Where companies changed, says anew on which lists the investors of projects stand.
    package func renewListings(at now: Instant) async throws {
        guard try await store.read({ tx in try tx.listingsAreDue() }) else { return }
        // Nobody's personal data stands in what it records, so nothing has to be salted.
        let occasion = Occasion(.operator, at: now, salt: [])
        try await store.write { tx in try tx.renewListings(occasion) }
    }
}
