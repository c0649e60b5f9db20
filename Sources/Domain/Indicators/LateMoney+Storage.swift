package import Basics
package import People
import Rules
package import Storage

extension Limit {
    /// Slips of earlier months that stand beside a figure.
    package static let lateBesideFigure: Limit = 20
}

/// One slip that counts in a later month than that of its arrival, because that one was closed.
package struct LateMoney: Sendable, Hashable {
    package let project: Identifier
    package let name: String
    package let arrivedOn: Day
    /// The month in which it counts.
    package let month: Month
    /// As the figure counts it: below zero where a correction takes it back.
    package let weight: Int64
    package let reason: String?
}

/// What of a figure belongs to months that were closed before.
package struct LateSum: Sendable, Hashable {
    package let count: Int
    package let weight: Int64
    /// The largest.
    package let slips: [LateMoney]
}

extension Transaction {
    /// Corrections of closed months, and what was reported late, in a figure of money by the month
    /// in which it counts; nil of other figures and where there is none.
    package func late(
        in question: FigureQuestion, visibleTo sight: Sight
    ) throws -> LateSum? {
        guard case .facts(let measure) = question.indicator.body, measure.source == .receipt,
            measure.time == "counted_on", !measure.isUntil
        else { return nil }
        let query = FactQuery(measure: measure, question: question, city: city, sight: sight)
        let whole = try rows(
            """
            SELECT count(*) AS n, CAST(coalesce(sum(weight), 0) AS BIGINT) AS weight
            FROM (\(query.late)) AS late
            """)[0]
        let count = try whole.int("n")
        guard count > 0 else { return nil }
        // Why: of what is taken back the slip in its place says it.
        let slips = try rows(
            """
            SELECT late.*, project.name,
                CASE WHEN late.times < 0 THEN later.reason ELSE slip.reason END AS reason
            FROM (\(query.late)) AS late
            JOIN receipt AS slip ON slip.city_id = \(city) AND slip.number = late.receipt
            LEFT JOIN receipt AS later ON later.city_id = \(city)
                AND later.number = slip.replaced_by
            LEFT JOIN project ON project.city_id = \(city) AND project.id = late.project_id
                AND \(sight.condition(unitColumn: "project.unit_id"))
            ORDER BY abs(late.weight) DESC NULLS LAST, late.receipt
            LIMIT \(Limit.lateBesideFigure)
            """
        ).map { row in
            LateMoney(
                project: try row.identifier("project_id"),
                name: try row.optionalText("name") ?? "", arrivedOn: try row.day("arrived_on"),
                month: Month(of: try row.day("counted_on")),
                weight: try row.optionalInteger("weight") ?? 0,
                reason: try row.optionalText("reason"))
        }
        return LateSum(count: count, weight: try whole.integer("weight"), slips: slips)
    }
}
