package import Basics
package import People
package import Storage

extension Limit {
    package static let projectsOnPage: Limit = 50
    /// What isn't tallied is counted so far. A word found more often than this is looked for while
    /// the list is walked through.
    package static let countedProjects: Limit = 3_000
}

/// A filter as the database is asked.
package struct SoughtProjects: Sendable {
    let filter: ProjectFilter
    /// Of a row of `project`, whoever reads; its unit is a matter of what the reader sees.
    let condition: Query
    /// The same, as it is counted.
    let counted: Query
    /// The list is walked through in an order of its own: no other index may be taken.
    let walksOrder: Bool
    /// Found so often that it is looked for while the list is walked through.
    let isCommon: Bool
    /// Something in it is rare: what fits is looked up and then put in order, since a walk in the
    /// order of the list might pass the whole city before it meets any.
    let isRare: Bool
    /// Nothing is narrowed but the unit.
    let isWhole: Bool
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

    /// Exact where the filter narrows by what is tallied; else up to `countedProjects` or, of a
    /// common word, no further than the list is `shown`.
    package func projectCount(
        _ sought: SoughtProjects, visibleTo sight: Sight, shown: Int = Limit.projectsOnPage.count
    ) throws -> ListCount {
        let most = sought.isCommon ? shown : max(shown, Limit.countedProjects.count)
        guard let own = try tallied(sought.filter, sight) else {
            let found = try count(branches(sought, sight), sought, sight, upTo: most)
            return ListCount(min(found, most), isExact: found <= most)
        }
        guard case .units(let units) = sight else { return ListCount(own) }
        let unit = sought.filter.unit.map { "project.unit_id = \($0)" as Query } ?? "1 = 1"
        let beside = try count(["\(assigned(to: units)) AND \(unit)"], sought, sight, upTo: most)
        return ListCount(own + min(beside, most), isExact: beside <= most)
    }

    /// One more than `most` where there are more. In a whole city looked for from the newest on,
    /// which lie together.
    private func count(
        _ branches: [Query], _ sought: SoughtProjects, _ sight: Sight, upTo most: Int
    ) throws -> Int {
        let ordered: Query =
            sight == .all && !sought.isRare && sought.counted == sought.condition
            ? "ORDER BY \(order(.newest).terms)" : ""
        let parts = branches.map { branch -> Query in
            """
            SELECT 1 FROM (SELECT project.id FROM project
                WHERE \(branch) AND \(sought.counted)
                \(ordered) LIMIT \(most + 1)) AS found
            """
        }
        return try rows(
            "SELECT count(*) AS n FROM (\(joined(parts)) LIMIT \(most + 1)) AS found"
        )[0].int("n")
    }

    /// The identifiers of one page. Each unit's projects are read in the order of the list, as far
    /// as the page reaches, and put together then: what a reader sees of other units' projects
    /// would otherwise make the database look at the whole city.
    private func page(
        _ sought: SoughtProjects, visibleTo sight: Sight, upTo limit: Limit, offset: Int
    ) throws -> Query {
        let order = order(sought.filter.order)
        var testsAssigned = false
        if case .units(let units) = sight, sought.isWhole {
            testsAssigned = try hasManyAssigned(units)
        }
        let branches = branches(sought, sight, testsAssigned: testsAssigned)
        if sought.isRare {
            let parts = branches.map { branch -> Query in
                """
                SELECT project.id, \(order.columns) FROM project
                WHERE \(branch) AND \(sought.condition)
                """
            }
            // The inner bound keeps the planner from walking through the list all the same.
            return """
                SELECT project.id FROM (
                    SELECT * FROM (\(joined(parts))) AS found LIMIT \(Limit.rowsOfRound)) AS project
                ORDER BY \(order.terms) LIMIT \(limit) OFFSET \(offset)
                """
        }
        guard branches.count > 1 else {
            return """
                SELECT project.id FROM project WHERE \(branches[0]) AND \(sought.condition)
                ORDER BY \(order.terms) LIMIT \(limit) OFFSET \(offset)
                """
        }
        let parts = branches.map { branch -> Query in
            """
            SELECT * FROM (SELECT project.id, \(order.columns) FROM project
                WHERE \(branch) AND \(sought.condition)
                ORDER BY \(order.terms) LIMIT \(limit.count + offset)) AS part
            """
        }
        return """
            SELECT project.id FROM (\(joined(parts))) AS project
            ORDER BY \(order.terms) LIMIT \(limit) OFFSET \(offset)
            """
    }

    private func joined(_ parts: [Query]) -> Query {
        parts.dropFirst().reduce(parts[0]) { "\($0) UNION ALL \($1)" }
    }

    /// What the reader sees, in parts that have no project in common: of each unit in sight, and
    /// what is assigned to them. At least one.
    private func branches(
        _ sought: SoughtProjects, _ sight: Sight, testsAssigned: Bool = false
    ) -> [Query] {
        let filter = sought.filter
        // Where a stage narrows too, its index leads: the unit is in it.
        let hidesUnit = sought.walksOrder || filter.reached != nil || filter.stage != nil
        func own(_ unit: String) -> Query {
            "project.city_id = \(city) AND \(column("unit_id", isHidden: hidesUnit)) = \(unit)"
        }
        guard case .units(let units) = sight else {
            let seen: Query = "project.city_id = \(city) AND \(isVisible(to: sight))"
            return [filter.unit.map { "\(own($0)) AND \(isVisible(to: sight))" } ?? seen]
        }
        guard let unit = filter.unit else {
            return Set(units).sorted().map(own)
                + [assigned(to: units, isTested: testsAssigned)]
        }
        return units.contains(unit)
            ? [own(unit)] : ["\(assigned(to: units)) AND project.unit_id = \(unit)"]
    }

    /// Other units' projects that are assigned to these: looked up one by one or, where a page of
    /// the list is walked through, tested.
    func assigned(to units: [String], isTested: Bool = false) -> Query {
        let present: Query = """
            SELECT project_id FROM project_access
            WHERE city_id = \(city) AND unit_id IN \(units) AND ended_at IS NULL
            """
        let condition: Query =
            isTested
            ? "EXISTS (\(present) AND project_id = project.id \(perRow))"
            : "project.id IN (\(present))"
        return """
            project.city_id = \(city) AND \(condition) AND NOT project.unit_id IN \(units)
            """
    }

    private func hasManyAssigned(_ units: [String]) throws -> Bool {
        try isCommon(
            """
            SELECT project_id FROM project_access
            WHERE city_id = \(city) AND unit_id IN \(units) AND ended_at IS NULL
            """)
    }

    /// Looks how common the words and fields of a filter are, since that decides how to ask.
    package func sought(_ filter: ProjectFilter) throws -> SoughtProjects {
        let walksOrder = try filter.order != .newest && isTalliedOften(filter)
        var query = columnCondition(filter, isHidden: walksOrder)
        var (hasCommonWord, isRare) = (false, false)
        let hasOnlyTotal =
            query == "1 = 1" && (filter.text ?? "").isEmpty && filter.fields.isEmpty
            && filter.round == nil
        func narrow(_ found: (condition: Query, isRare: Bool)) {
            query = "\(query) AND \(found.condition)"
            isRare = isRare || found.isRare
        }
        if let text = filter.text, !text.isEmpty {
            if let number = numberCondition(text) {
                narrow((number, true))
            } else if try isCommon(text, noun: "project", over: .countedProjects) {
                hasCommonWord = true
                narrow((searchTest(noun: "project", text: text, idColumn: "project.id"), false))
            } else {
                narrow((searchCondition(noun: "project", text: text, idColumn: "project.id"), true))
            }
        }
        var counted: Query?
        if let minimum = filter.minimumFen {
            narrow(try totalCondition(minimum, filter.order))
            if hasOnlyTotal { counted = indexedTotal(minimum) }
        }
        for (field, value) in filter.fields.sorted(by: { $0.key < $1.key }) {
            narrow(try fieldCondition(field, value))
        }
        if let round = filter.round { narrow(try roundCondition(round)) }
        return SoughtProjects(
            filter: filter, condition: query, counted: counted ?? query, walksOrder: walksOrder,
            isCommon: hasCommonWord, isRare: isRare,
            isWhole: query == "1 = 1")
    }

    /// A column of `project`, hidden from its index.
    private func column(_ name: String, isHidden: Bool) -> Query {
        isHidden ? "coalesce(project.\(Query.name(name)), '')" : "project.\(Query.name(name))"
    }

    /// Whether a walk in any order soon meets what fits the columns that a filter narrows by.
    private func isTalliedOften(_ filter: ProjectFilter) throws -> Bool {
        var columns = filter
        (columns.text, columns.minimumFen, columns.round, columns.fields) = (nil, nil, nil, [:])
        return try tallied(columns, .all) ?? 0 > Limit.countedProjects.count
    }

    private func columnCondition(_ filter: ProjectFilter, isHidden: Bool) -> Query {
        var query: Query = "1 = 1"
        func narrow(_ condition: Query) { query = "\(query) AND \(condition)" }
        if let stage = filter.stage {
            narrow("\(column("stage", isHidden: isHidden)) = \(stage.rawValue)")
        }
        if let chain = filter.chain { narrow("project.chain = \(chain)") }
        if let agreement = filter.agreement { narrow("project.agreement = \(agreement.rawValue)") }
        if let word = filter.projectClass { narrow("project.class = \(word)") }
        switch filter.reached {
        case nil: break
        case .nothing?: narrow("project.reached IS NULL")
        case .stage(let stage)?:
            narrow("\(column("reached", isHidden: isHidden)) = \(stage)")
        }
        if let standing = filter.standing {
            narrow("project.standing = \(standing.rawValue)")
            if standing != .active { narrow("project.standing <> 'active'") }
        }
        if let dropped = filter.isDropped { narrow("project.dropped = \(dropped)") }
        return query
    }

    private func totalCondition(
        _ minimum: Int64, _ order: ProjectOrder
    ) throws -> (condition: Query, isRare: Bool) {
        let indexed = indexedTotal(minimum)
        let isCommon = try isCommon(
            "SELECT project.id FROM project WHERE project.city_id = \(city) AND \(indexed)")
        return isCommon && order != .total
            ? ("project.total_currency = 'CNY' AND project.total_minor >= \(minimum)", false)
            : (indexed, !isCommon)
    }

    /// As the order by total says it, so that its index serves.
    private func indexedTotal(_ minimum: Int64) -> Query {
        """
        coalesce(project.total_currency, 'ZZZ') = 'CNY'
        AND coalesce(-project.total_minor, 9223372036854775807) <= \(-minimum)
        """
    }

    private func fieldCondition(
        _ field: String, _ value: String
    ) throws -> (condition: Query, isRare: Bool) {
        let present: Query = """
            SELECT project_id FROM project_field
            WHERE project_field.city_id = \(city) AND project_field.field = \(field)
                AND project_field.value = \(value) AND project_field.is_present = 1
            """
        return try isCommon(present)
            ? ("EXISTS (\(present) AND project_field.project_id = project.id \(perRow))", false)
            : ("project.id IN (\(present))", true)
    }

    /// Of the newest round the list begins with its projects; those of an older one lie deep in it.
    private func roundCondition(_ round: Round) throws -> (condition: Query, isRare: Bool) {
        let reported: Query = """
            SELECT reported_row.project_id FROM reported_row
            JOIN sheet ON sheet.city_id = reported_row.city_id AND sheet.id = reported_row.sheet_id
            WHERE sheet.city_id = \(city) AND sheet.round = \(round.description)
                AND sheet.state = \(HandedState.applied.rawValue)
            """
        return try rounds().first == round
            ? ("EXISTS (\(reported) AND reported_row.project_id = project.id \(perRow))", false)
            : ("project.id IN (\(reported))", true)
    }

    /// Keeps PostgreSQL from joining what is to be tested row by row: without statistics it would
    /// hold every row against every other.
    private var perRow: Query { "LIMIT 1 OFFSET 0" }

    /// Whether a query finds more than is looked up one by one.
    private func isCommon(_ query: Query) throws -> Bool {
        try rows(
            """
            SELECT count(*) AS n FROM (\(query) LIMIT \(Limit.countedProjects.count + 1)) AS found
            """)[0].int("n") > Limit.countedProjects.count
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
