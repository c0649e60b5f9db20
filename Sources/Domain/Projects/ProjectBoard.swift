package import Basics
package import People
package import Storage

/// The projects at one stage, as a column of the board: how many, their totals, the largest.
package struct BoardColumn: Sendable, Hashable {
    /// Nil where no stage counts yet.
    package let stage: String?
    package let count: Int
    /// Sum of the totals in yuan; totals in other currencies are not in it.
    package let total: Money
    /// How many have no total in yuan.
    package let withoutTotal: Int
    package let largest: [Project]
}

extension Limit {
    package static let projectsOfColumn: Limit = 8
    /// Stages that a board can have.
    static let columnsOfBoard: Limit = 100
}

extension Transaction {
    /// The projects of a filter by the last stage that counts; stages without a project are left
    /// out.
    package func board(_ filter: ProjectFilter, visibleTo sight: Sight) throws -> [BoardColumn] {
        let groups = try rows(
            """
            SELECT project.reached, count(*) AS n,
                CAST(sum(CASE WHEN project.total_currency = 'CNY' THEN project.total_minor ELSE 0
                    END) AS BIGINT) AS total,
                count(CASE WHEN project.total_currency = 'CNY' THEN 1 END) AS with_total
            FROM project WHERE \(condition(filter, sight))
            GROUP BY project.reached LIMIT \(Limit.columnsOfBoard)
            """)
        return try groups.map { row in
            let stage = try row.optionalText("reached")
            var narrowed = filter
            narrowed.reached = stage.map(ReachedFilter.stage) ?? .nothing
            narrowed.order = .total
            let count = try row.int("n")
            return BoardColumn(
                stage: stage, count: count, total: Money(minor: try row.integer("total")),
                withoutTotal: count - (try row.int("with_total")),
                largest: try projects(narrowed, visibleTo: sight, limit: .projectsOfColumn))
        }
    }
}
