package import Basics
import Companies
import People
import Storage

extension City {
    /// Deletes what has served its time: failures to sign in whose lock is over, visits of half a
    /// year ago, receipts of yesterday's forms. Looks at how the register has grown. Called when
    /// the server starts and once a day.
    package func tidy(at now: Instant) async throws {
        let rules = signing
        try await store.write { tx in
            try tx.forgetFailures(at: now, rules: rules)
            try tx.forgetVisits(at: now)
            try tx.forgetForms(at: now)
            try tx.gatherStatistics(of: companyTables)
        }
    }
}
