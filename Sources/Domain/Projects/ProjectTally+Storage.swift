import Basics
package import People
package import Storage

/// How many things a list has.
package struct ListCount: Sendable, Hashable {
    package let number: Int
    /// False where there are more.
    package let isExact: Bool

    package init(_ number: Int, isExact: Bool = true) {
        self.number = number
        self.isExact = isExact
    }
}

/// What alike projects come to, by the last stage that counts.
struct TalliedStage {
    let stage: String?
    var projects: Int
    var withTotal: Int
    var total: Int64
}

extension Transaction {
    /// Changes the rows of these projects and keeps the tally in step.
    func tallying(_ projects: [Identifier], _ change: () throws -> Void) throws {
        try tally(projects, times: -1)
        try change()
        try tally(projects, times: 1)
    }

    private func tally(_ projects: [Identifier], times: Int) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            try run(
                """
                INSERT INTO project_tally (city_id, unit_id, reached, class, standing, stage,
                    agreement, chain, dropped, projects, with_total, total_minor)
                SELECT city_id, unit_id, coalesce(reached, ''), coalesce(class, ''), standing,
                    coalesce(stage, ''), coalesce(agreement, ''), coalesce(chain, ''), dropped,
                    \(times) * count(*),
                    \(times) * count(CASE WHEN total_currency = 'CNY' THEN 1 END),
                    CAST(\(times) * sum(CASE WHEN total_currency = 'CNY' THEN total_minor ELSE 0
                        END) AS BIGINT)
                FROM project WHERE city_id = \(city) AND id IN \(part)
                GROUP BY city_id, unit_id, coalesce(reached, ''), coalesce(class, ''), standing,
                    coalesce(stage, ''), coalesce(agreement, ''), coalesce(chain, ''), dropped
                ON CONFLICT (city_id, unit_id, reached, class, standing, stage, agreement, chain,
                    dropped)
                DO UPDATE SET projects = project_tally.projects + excluded.projects,
                    with_total = project_tally.with_total + excluded.with_total,
                    total_minor = project_tally.total_minor + excluded.total_minor
                """)
        }
    }

    /// The tally of what the reader sees, stage by stage; nil where a filter narrows by what isn't
    /// tallied.
    func talliedStages(_ sought: SoughtProjects, visibleTo sight: Sight) throws -> [TalliedStage]? {
        guard let condition = tallied(sought.filter) else { return nil }
        var found = try rows(
            """
            SELECT reached, CAST(sum(projects) AS BIGINT) AS n,
                CAST(sum(with_total) AS BIGINT) AS with_total,
                CAST(sum(total_minor) AS BIGINT) AS total
            FROM project_tally
            WHERE city_id = \(city) AND projects > 0
                AND \(sight.condition(unitColumn: "unit_id")) AND \(condition)
            GROUP BY reached LIMIT \(Limit.columnsOfBoard)
            """)
        if case .units(let units) = sight, try hasAssigned(units) {
            let (source, isAssigned) = assigned(to: units)
            let unit = sought.filter.unit.map { "project.unit_id = \($0)" as Query } ?? "1 = 1"
            found += try rows(
                """
                SELECT coalesce(project.reached, '') AS reached, count(*) AS n,
                    count(CASE WHEN project.total_currency = 'CNY' THEN 1 END) AS with_total,
                    CAST(sum(CASE WHEN project.total_currency = 'CNY' THEN project.total_minor
                        ELSE 0 END) AS BIGINT) AS total
                FROM \(source) WHERE \(isAssigned) AND \(unit) AND \(sought.condition)
                GROUP BY project.reached LIMIT \(Limit.columnsOfBoard)
                """)
        }
        var stages: [String: TalliedStage] = [:]
        for row in found {
            let word = try row.text("reached")
            var stage =
                stages[word]
                ?? TalliedStage(
                    stage: word.isEmpty ? nil : word, projects: 0, withTotal: 0, total: 0)
            stage.projects += try row.int("n")
            stage.withTotal += try row.int("with_total")
            stage.total += try row.integer("total")
            stages[word] = stage
        }
        return stages.sorted { $0.key < $1.key }.map(\.value)
    }

    /// How many projects the units in sight have; nil where a filter narrows by what isn't tallied.
    func tallied(_ filter: ProjectFilter, _ sight: Sight) throws -> Int? {
        guard let condition = tallied(filter) else { return nil }
        return try rows(
            """
            SELECT CAST(coalesce(sum(projects), 0) AS BIGINT) AS n FROM project_tally
            WHERE city_id = \(city) AND \(sight.condition(unitColumn: "unit_id"))
                AND \(condition)
            """)[0].int("n")
    }

    private func tallied(_ filter: ProjectFilter) -> Query? {
        guard (filter.text ?? "").isEmpty, filter.minimumFen == nil, filter.fields.isEmpty,
            filter.round == nil
        else { return nil }
        var query: Query = "1 = 1"
        func narrow(_ column: String, _ word: String?) {
            if let word { query = "\(query) AND \(Query.name(column)) = \(word)" }
        }
        narrow("unit_id", filter.unit)
        narrow("stage", filter.stage?.rawValue)
        narrow("chain", filter.chain)
        narrow("agreement", filter.agreement?.rawValue)
        narrow("class", filter.projectClass)
        narrow("standing", filter.standing?.rawValue)
        switch filter.reached {
        case nil: break
        case .nothing?: narrow("reached", "")
        case .stage(let stage)?: narrow("reached", stage)
        }
        if let dropped = filter.isDropped { query = "\(query) AND dropped = \(dropped)" }
        return query
    }

    /// The chains of the projects that the reader sees.
    package func chainsOfProjects(visibleTo sight: Sight) throws -> [String] {
        var seen: Query = """
            SELECT 1 FROM project_tally AS tally WHERE tally.city_id = \(city)
                AND tally.chain = known.chain AND tally.projects > 0
                AND \(sight.condition(unitColumn: "tally.unit_id"))
            """
        if case .units(let units) = sight, try hasAssigned(units) {
            let (source, isAssigned) = assigned(to: units, each: true)
            seen = """
                \(seen) UNION ALL SELECT 1 FROM \(source)
                WHERE \(isAssigned) AND project.chain = known.chain
                """
        }
        return try rows(
            """
            SELECT known.chain FROM (
                SELECT DISTINCT chain FROM project_tally
                WHERE city_id = \(city) AND chain <> '' AND projects > 0) AS known
            WHERE EXISTS (\(seen))
            ORDER BY known.chain LIMIT \(Limit.sheetsOfRound)
            """
        ).map { try $0.text("chain") }
    }
}
