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

extension Limit {
    /// Projects whose margins are summed by one statement: the more, the fewer rows it writes.
    static let projectsOfMargins: Limit = 2_000
}

/// What alike projects come to, by the last stage that counts.
struct TalliedStage {
    let stage: String?
    var projects: Int
    var withTotal: Int
    var total: Int64
}

extension Transaction {
    /// Changes the rows of these projects and keeps in step what is made from them: the tally, and
    /// what is known since `now`.
    func tallying(
        _ projects: [Identifier], at now: Instant, _ change: () throws -> Void
    ) throws {
        try tally(projects, times: -1)
        try change()
        try tally(projects, times: 1)
        try keepStates(of: projects, at: now)
    }

    private func tally(_ projects: [Identifier], times: Int) throws {
        for part in projects.parts(of: .projectsOfMargins) {
            try addToMargins(part, times: times)
        }
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

    private func addToMargins(_ projects: [Identifier], times: Int) throws {
        try run(
            """
            INSERT INTO project_margin (city_id, dimension, value, unit_id, projects, with_total,
                total_minor)
            SELECT city_id, dimension, coalesce(CASE dimension WHEN 'reached' THEN reached
                    WHEN 'class' THEN class WHEN 'standing' THEN standing WHEN 'stage' THEN stage
                    WHEN 'agreement' THEN agreement WHEN 'chain' THEN chain END, '') AS value,
                unit_id, CAST(\(times) * sum(projects) AS BIGINT),
                CAST(\(times) * sum(with_total) AS BIGINT),
                CAST(\(times) * sum(total_minor) AS BIGINT)
            FROM (
                SELECT city_id, unit_id, reached, class, standing, stage, agreement, chain,
                    count(*) AS projects,
                    count(CASE WHEN total_currency = 'CNY' THEN 1 END) AS with_total,
                    sum(CASE WHEN total_currency = 'CNY' THEN total_minor ELSE 0 END)
                        AS total_minor
                FROM project WHERE city_id = \(city) AND id IN \(projects)
                GROUP BY city_id, unit_id, reached, class, standing, stage, agreement, chain
                ) AS alike CROSS JOIN (
                SELECT '' AS dimension UNION ALL SELECT 'reached' UNION ALL SELECT 'class'
                UNION ALL SELECT 'standing' UNION ALL SELECT 'stage' UNION ALL SELECT 'agreement'
                UNION ALL SELECT 'chain') AS dimensions
            GROUP BY city_id, dimension, value, unit_id
            ON CONFLICT (city_id, dimension, value, unit_id)
            DO UPDATE SET projects = project_margin.projects + excluded.projects,
                with_total = project_margin.with_total + excluded.with_total,
                total_minor = project_margin.total_minor + excluded.total_minor
            """)
    }

    /// The tally of what the reader sees, stage by stage; nil where a filter narrows by what isn't
    /// tallied.
    func talliedStages(_ sought: SoughtProjects, visibleTo sight: Sight) throws -> [TalliedStage]? {
        guard let words = sought.filter.talliedWords else { return nil }
        let isWhole = words.isEmpty && sought.filter.isDropped == nil
        let stage: Query = isWhole ? "value" : "reached"
        let source =
            isWhole ? margin("reached", of: sought.filter) : tally(words, of: sought.filter)
        var found = try rows(
            """
            SELECT \(stage) AS reached, CAST(sum(projects) AS BIGINT) AS n,
                CAST(sum(with_total) AS BIGINT) AS with_total,
                CAST(sum(total_minor) AS BIGINT) AS total
            FROM \(source) AND projects > 0 AND \(sight.condition(unitColumn: "unit_id"))
            GROUP BY \(stage) LIMIT \(Limit.columnsOfBoard)
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
        guard let words = filter.talliedWords else { return nil }
        let source: Query
        if words.count <= 1, filter.isDropped == nil {
            let (column, word) = words.first ?? ("", "")
            source = "\(margin(column, of: filter)) AND value = \(word)"
        } else {
            source = tally(words, of: filter)
        }
        return try rows(
            """
            SELECT CAST(coalesce(sum(projects), 0) AS BIGINT) AS n
            FROM \(source) AND \(sight.condition(unitColumn: "unit_id"))
            """)[0].int("n")
    }

    /// For `FROM`: the margin of one column, or of all.
    private func margin(_ column: String, of filter: ProjectFilter) -> Query {
        "project_margin WHERE city_id = \(city) AND \(filter.ofUnit) AND dimension = \(column)"
    }

    private func tally(_ words: [TalliedWord], of filter: ProjectFilter) -> Query {
        let dropped: Query = filter.isDropped.map { "dropped = \($0)" } ?? "1 = 1"
        return words.reduce(
            "project_tally WHERE city_id = \(city) AND \(filter.ofUnit) AND \(dropped)"
        ) { "\($0) AND \(Query.name($1.column)) = \($1.word)" }
    }

    /// The chains of the projects that the reader sees.
    package func chainsOfProjects(visibleTo sight: Sight) throws -> [String] {
        var seen: Query = """
            SELECT 1 FROM project_margin AS own WHERE own.city_id = \(city)
                AND own.dimension = 'chain' AND own.value = known.chain AND own.projects > 0
                AND \(sight.condition(unitColumn: "own.unit_id"))
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
                SELECT DISTINCT value AS chain FROM project_margin
                WHERE city_id = \(city) AND dimension = 'chain' AND value <> ''
                    AND projects > 0) AS known
            WHERE EXISTS (\(seen))
            ORDER BY known.chain LIMIT \(Limit.sheetsOfRound)
            """
        ).map { try $0.text("chain") }
    }
}

/// A column of the tally and the word that a filter wants of it.
private typealias TalliedWord = (column: String, word: String)

extension ProjectFilter {
    /// As far as the tally knows it.
    var tallied: ProjectFilter {
        var columns = self
        (columns.text, columns.minimumFen, columns.round, columns.fields) = (nil, nil, nil, [:])
        return columns
    }

    /// Of a row of the tally or a margin.
    fileprivate var ofUnit: Query { unit.map { "unit_id = \($0)" } ?? "1 = 1" }

    /// What it narrows by but for the unit and what was dropped; nil where something isn't tallied.
    fileprivate var talliedWords: [TalliedWord]? {
        guard (text ?? "").isEmpty, minimumFen == nil, fields.isEmpty, round == nil else {
            return nil
        }
        let stageReached: String? =
            switch reached {
            case nil: nil
            case .nothing?: ""
            case .stage(let stage)?: stage
            }
        let words: [(String, String?)] = [
            ("reached", stageReached), ("class", projectClass), ("standing", standing?.rawValue),
            ("stage", stage?.rawValue), ("agreement", agreement?.rawValue), ("chain", chain),
        ]
        return words.compactMap { column, word in word.map { (column, $0) } }
    }
}
