package import Basics
package import People
package import Storage

extension Limit {
    /// Days for which the first page says what came back.
    package static let daysOfReturned: Limit = 30
    static let returnedShown: Limit = 500
}

/// What another unit gave back to this one and nobody has reported anew.
package struct ReturnedWork: Sendable, Hashable {
    package let work: WaitingWork
    /// That of the oldest; nil where nothing came back.
    package let project: Identifier?
}

extension Transaction {
    /// Steps of projects: an act of the same step, reported later, answers for one.
    package func returnedEvents(
        to unit: String, since: Instant, visibleTo sight: Sight
    ) throws -> ReturnedWork {
        try returned(
            "project_event", to: unit, since: since, visibleTo: sight,
            answeredBy: "later.step = returned.step")
    }

    /// Receipts: one of the same slip, or of the same amount, answers for one.
    package func returnedReceipts(
        to unit: String, since: Instant, visibleTo sight: Sight
    ) throws -> ReturnedWork {
        try returned(
            "receipt", to: unit, since: since, visibleTo: sight,
            answeredBy: """
                (later.slip_key = returned.slip_key
                    OR later.minor = returned.minor AND later.currency = returned.currency)
                """)
    }

    private func returned(
        _ table: String, to unit: String, since: Instant, visibleTo sight: Sight,
        answeredBy isAnswer: Query
    ) throws -> ReturnedWork {
        let found = try rows(
            """
            SELECT returned.project_id, returned.decided_at
            FROM \(Query.name(table)) AS returned
            JOIN project ON project.city_id = returned.city_id
                AND project.id = returned.project_id
            WHERE returned.city_id = \(city) AND returned.unit_id = \(unit)
                AND returned.state = 'returned' AND returned.decided_at >= \(since)
                AND \(isVisible(to: sight)) AND NOT EXISTS (
                    SELECT 1 FROM \(Query.name(table)) AS later
                    WHERE later.city_id = returned.city_id
                        AND later.project_id = returned.project_id
                        AND later.number > returned.number
                        AND later.state IN ('reported', 'confirmed') AND \(isAnswer))
            ORDER BY returned.decided_at, returned.number LIMIT \(Limit.returnedShown)
            """)
        return ReturnedWork(
            work: WaitingWork(
                count: found.count, since: try found.first?.instant("decided_at")),
            project: try found.first?.identifier("project_id"))
    }
}
