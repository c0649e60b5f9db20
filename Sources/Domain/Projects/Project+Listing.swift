package import Basics
package import People
package import Storage

extension Limit {
    package static let projectsOnPage: Limit = 50
    /// What isn't tallied is counted so far.
    package static let countedProjects: Limit = 1_000
    /// What is found more often than this is met on a walk through the list, the rest looked up.
    package static let soughtProjects: Limit = 3_000
}

/// Projects that a reader sees, none of them in two parts.
private struct ListPart {
    var source: Query = "project"
    /// With what the tally knows of the filter.
    let condition: Query
    /// Read in the order of the list as far as a page reaches; else looked up and put in order.
    let isWalked: Bool
}

/// How many projects a list has and, where they were looked up, which.
package struct FoundProjects: Sendable {
    package let count: ListCount
    let sought: SoughtProjects
    let sight: Sight
    /// In the order of the list; nil where a page is read on its own.
    let ids: [Identifier]?
}

extension Transaction {
    package func projects(
        _ filter: ProjectFilter, visibleTo sight: Sight, limit: Limit = .projectsOnPage,
        offset: Int = 0
    ) throws -> [Project] {
        try projects(sought(filter), visibleTo: sight, limit: limit, offset: offset)
    }

    package func projects(
        _ sought: SoughtProjects, visibleTo sight: Sight, limit: Limit, offset: Int
    ) throws -> [Project] {
        let order = order(sought.filter.order)
        let ids = try page(sought, visibleTo: sight, upTo: limit, offset: offset)
        return try rows(
            """
            WITH page AS MATERIALIZED (\(ids))
            SELECT project.* FROM project
            WHERE project.city_id = \(city) AND project.id IN (SELECT page.id FROM page)
            ORDER BY \(order.terms) LIMIT \(limit)
            """
        ).map(Project.init)
    }

    /// What is looked up is found once, for the count and for the page.
    package func found(
        _ sought: SoughtProjects, visibleTo sight: Sight, shown: Int = Limit.projectsOnPage.count
    ) throws -> FoundProjects {
        let parts = try parts(sought, sight)
        if parts.isEmpty || parts.contains(where: \.isWalked) {
            return FoundProjects(
                count: try count(sought, visibleTo: sight, shown: shown), sought: sought,
                sight: sight, ids: nil)
        }
        let found = read(parts, sought, reach: nil)
        let ids = try rows(
            """
            SELECT project.id FROM (\(Query.joined(found, by: "UNION ALL"))) AS project
            ORDER BY \(order(sought.filter.order).terms) LIMIT \(Limit.rowsOfRound)
            """
        ).map { try $0.identifier("id") }
        return FoundProjects(
            count: ListCount(ids.count), sought: sought, sight: sight, ids: ids)
    }

    /// One page of what was found, in the same transaction.
    package func projects(
        _ found: FoundProjects, limit: Limit, offset: Int
    ) throws -> [Project] {
        guard let ids = found.ids else {
            return try projects(
                found.sought, visibleTo: found.sight, limit: limit, offset: offset)
        }
        return try rows(
            """
            SELECT project.* FROM project WHERE project.city_id = \(city)
                AND project.id IN \(Array(ids.dropFirst(offset).prefix(limit.count)))
            ORDER BY \(order(found.sought.filter.order).terms) LIMIT \(limit)
            """
        ).map(Project.init)
    }

    /// Exact where the filter narrows by what is tallied; else up to `countedProjects` or, of a
    /// common word, no further than the list is `shown`.
    private func count(
        _ sought: SoughtProjects, visibleTo sight: Sight, shown: Int
    ) throws -> ListCount {
        let most = sought.isCommon ? shown : max(shown, Limit.countedProjects.count)
        guard let own = try tallied(sought.filter, sight) else {
            let found = try count(parts(sought, sight, toCount: true), sought, upTo: most)
            return ListCount(min(found, most), isExact: found <= most)
        }
        let beside = try count(
            assignedPart(sought, sight).map { [$0] } ?? [], sought, upTo: most)
        return ListCount(own + min(beside, most), isExact: beside <= most)
    }

    /// One more than `most` where there are more. Where that many fit they are looked for from the
    /// newest on, which lie together.
    private func count(
        _ parts: [ListPart], _ sought: SoughtProjects, upTo most: Int
    ) throws -> Int {
        guard !parts.isEmpty else { return 0 }
        let queries = parts.map { part -> Query in
            let ordered: Query =
                part.isWalked && sought.counted == sought.untallied
                ? "ORDER BY \(order(.newest).terms)" : ""
            return """
                SELECT 1 FROM (SELECT project.id FROM \(part.source)
                    WHERE \(part.condition) AND \(sought.counted)
                    \(ordered) LIMIT \(most + 1)) AS found
                """
        }
        return try rows(
            """
            SELECT count(*) AS n
            FROM (\(Query.joined(queries, by: "UNION ALL")) LIMIT \(most + 1)) AS found
            """)[0].int("n")
    }

    /// The identifiers of one page. Each unit's projects are read for themselves and put together
    /// then: what a reader sees of other units' projects would otherwise make the database look at
    /// the whole city.
    private func page(
        _ sought: SoughtProjects, visibleTo sight: Sight, upTo limit: Limit, offset: Int
    ) throws -> Query {
        let order = order(sought.filter.order)
        let parts = try parts(sought, sight)
        guard !parts.isEmpty else { return "SELECT project.id FROM project WHERE 1 = 0" }
        if parts.count == 1, parts[0].isWalked {
            return """
                SELECT project.id FROM \(parts[0].source)
                WHERE \(parts[0].condition) AND \(sought.untallied)
                ORDER BY \(order.terms) LIMIT \(limit) OFFSET \(offset)
                """
        }
        let queries = read(parts, sought, reach: limit.count + offset)
        return """
            SELECT project.id FROM (\(Query.joined(queries, by: "UNION ALL"))) AS project
            ORDER BY \(order.terms) LIMIT \(limit) OFFSET \(offset)
            """
    }

    /// Identifiers with what they are ordered by, of each part as far as a list may `reach`.
    private func read(_ parts: [ListPart], _ sought: SoughtProjects, reach: Int?) -> [Query] {
        let order = order(sought.filter.order)
        return parts.map { part -> Query in
            // The bound keeps the planner from walking through the list all the same.
            let bound: Query =
                reach.flatMap { part.isWalked ? "ORDER BY \(order.terms) LIMIT \($0)" : nil }
                ?? "LIMIT \(Limit.rowsOfRound)"
            return """
                SELECT * FROM (SELECT project.id, \(order.columns) FROM \(part.source)
                    WHERE \(part.condition) AND \(sought.untallied) \(bound)) AS part
                """
        }
    }

    /// What the reader sees: of each unit in sight, and what is assigned to them.
    private func parts(
        _ sought: SoughtProjects, _ sight: Sight, toCount: Bool = false
    ) throws -> [ListPart] {
        let wanted = sought.filter.unit
        switch sight {
        case .nothing: return []
        case .all: return try [ownPart(sought, of: wanted, toCount)].compactMap(\.self)
        case .units(let units):
            let own = try Set(units).sorted().filter { wanted ?? $0 == $0 }
                .compactMap { try ownPart(sought, of: $0, toCount) }
            return try own + [assignedPart(sought, sight)].compactMap(\.self)
        }
    }

    /// Of one unit, or of the whole city; nil where the tally has none. What many fit is soon met
    /// on a walk in the order of the list; few are sooner looked up.
    private func ownPart(
        _ sought: SoughtProjects, of unit: String?, _ toCount: Bool
    ) throws -> ListPart? {
        var columns = sought.filter.tallied
        columns.unit = unit
        guard let found = try tallied(columns, .all), found > 0 else { return nil }
        let isNext = sought.isWhole && columns.order == .newest
        let isWalked =
            !sought.isRare && (isNext || found > Limit.soughtProjects.count)
        // Where a stage narrows too, its index leads: the unit is in it.
        let hidesUnit =
            toCount && sought.counted != sought.untallied
            || isWalked
                && (columns.order != .newest || columns.reached != nil || columns.stage != nil)
        let whose: Query =
            unit.map { "\(column("unit_id", isHidden: hidesUnit)) = \($0)" } ?? "1 = 1"
        return ListPart(
            condition: """
                project.city_id = \(city) AND \(whose)
                AND \(columnCondition(columns, isWalked: isWalked))
                """, isWalked: isWalked)
    }

    /// Other units' projects that are assigned to these; nil where there are none. What is assigned
    /// to one unit stands in the order of the newest; for the rest it is looked up one by one.
    private func assignedPart(_ sought: SoughtProjects, _ sight: Sight) throws -> ListPart? {
        guard case .units(let units) = sight, try hasAssigned(units) else { return nil }
        let unit: Query = sought.filter.unit.map { "project.unit_id = \($0)" } ?? "1 = 1"
        let condition: Query = "\(unit) AND \(columnCondition(sought.filter))"
        if units.count == 1, sought.isWhole, sought.filter.order == .newest {
            let present: Query = """
                SELECT project_id AS id, last_round, project_unit AS unit_id, sheet_id, position
                FROM project_access WHERE city_id = \(city) AND unit_id = \(units[0])
                    AND ended_at IS NULL AND project_unit <> \(units[0])
                """
            return ListPart(source: "(\(present)) AS project", condition: unit, isWalked: true)
        }
        let (source, isAssigned) = assigned(to: units)
        return ListPart(
            source: source, condition: "\(isAssigned) AND \(condition)", isWalked: false)
    }

    /// For the `FROM` and the `WHERE` of a query: other units' projects that are assigned to these,
    /// each once or, where asked for `each` of the units, once for each.
    func assigned(to units: [String], each: Bool = false) -> (source: Query, condition: Query) {
        let distinct: Query = each || units.count == 1 ? "" : "DISTINCT"
        return (
            """
            (SELECT \(distinct) found.project_id FROM (\(assignments(to: units))) AS found)
            AS assigned CROSS JOIN project
            """,
            """
            project.city_id = \(city) AND project.id = assigned.project_id
            AND NOT project.unit_id IN \(units)
            """
        )
    }

    func hasAssigned(_ units: [String]) throws -> Bool {
        try !rows("\(assignments(to: units)) LIMIT 1").isEmpty
    }

    private func assignments(to units: [String]) -> Query {
        """
        SELECT project_id FROM project_access
        WHERE city_id = \(city) AND unit_id IN \(units) AND ended_at IS NULL
        """
    }

    /// What a list is ordered by, with the columns that it takes. Said as the indices say it.
    private func order(_ order: ProjectOrder) -> (terms: Query, columns: Query) {
        switch order {
        case .newest:
            (
                """
                project.last_round DESC, project.unit_id, project.sheet_id, project.position,
                project.id
                """,
                "project.last_round, project.unit_id, project.sheet_id, project.position"
            )
        case .total:
            (
                """
                coalesce(project.total_currency, 'ZZZ'),
                coalesce(-project.total_minor, 9223372036854775807), project.id
                """, "project.total_currency, project.total_minor"
            )
        case .name: ("project.name_key, project.id", "project.name_key")
        case .signed: ("coalesce(project.signed_on, '') DESC, project.id", "project.signed_on")
        }
    }
}
