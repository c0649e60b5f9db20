package import Basics
import Chains
import People
import Promises
import Rules
import Storage

extension City {
    /// Deletes what has served its time: failures to sign in whose lock is over, visits of half a
    /// year ago, receipts of yesterday's forms. Looks at how the tables have grown, and tells what
    /// is late among orders. Called when the server starts and once a day.
    package func tidy(at now: Instant) async throws {
        let rules = signing
        try await store.write { tx in
            try tx.forgetFailures(at: now, rules: rules)
            try tx.forgetVisits(at: now)
            try tx.forgetForms(at: now)
            try tx.gatherStatistics(of: tx.tables().map(\.name))
        }
        let (orders, today) = (
            OrderRules(folder, units: units), now.day(offset: folder.zoneOffset)
        )
        // Nobody's personal data stands in what it records, so nothing has to be salted.
        let occasion = Occasion(.operator, at: now, salt: [])
        try await store.write { tx in
            _ = try tx.escalate(rules: orders, today: today, occasion)
        }
        let grading = folder.grading(on: today)
        try await store.write { tx in
            _ = try tx.endOverrides(before: today, by: grading, occasion)
            _ = try tx.renewGrades(by: grading, occasion)
        }
    }
}
