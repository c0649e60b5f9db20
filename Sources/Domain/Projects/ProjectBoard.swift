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
        let sought = try sought(filter)
        let stages = try talliedStages(sought, visibleTo: sight) ?? counted(sought, sight)
        return try stages.map { found in
            var narrowed = filter
            narrowed.reached = found.stage.map(ReachedFilter.stage) ?? .nothing
            narrowed.order = .total
            return BoardColumn(
                stage: found.stage, count: found.projects, total: Money(minor: found.total),
                withoutTotal: found.projects - found.withTotal,
                largest: try projects(narrowed, visibleTo: sight, limit: .projectsOfColumn))
        }
    }

    private func counted(_ sought: SoughtProjects, _ sight: Sight) throws -> [TalliedStage] {
        let unit = sought.filter.unit.map { "project.unit_id = \($0)" as Query } ?? "1 = 1"
        return try rows(
            """
            SELECT project.reached, count(*) AS n,
                CAST(sum(CASE WHEN project.total_currency = 'CNY' THEN project.total_minor ELSE 0
                    END) AS BIGINT) AS total,
                count(CASE WHEN project.total_currency = 'CNY' THEN 1 END) AS with_total
            FROM project WHERE project.city_id = \(city) AND \(isVisible(to: sight))
                AND \(unit) AND \(sought.condition)
            GROUP BY project.reached LIMIT \(Limit.columnsOfBoard)
            """
        ).map { row in
            TalliedStage(
                stage: try row.optionalText("reached"), projects: try row.int("n"),
                withTotal: try row.int("with_total"), total: try row.integer("total"))
        }
    }
}
