import Basics
import People
package import Storage

/// A filter as the database is asked.
package struct SoughtProjects: Sendable {
    let filter: ProjectFilter
    /// Of a row of `project`, whoever reads; its unit is a matter of what the reader sees.
    let condition: Query
    /// What in it isn't tallied: words, fields, months, a least total.
    let untallied: Query
    /// The same, as it is counted: where only the unit narrows too, a least total is counted by its
    /// index, which holds the unit.
    let counted: Query
    /// A word found so often that it is looked for while the list is walked through.
    let isCommon: Bool
    /// Something untallied is rare: what fits is looked up and then put in order, since a walk in
    /// the order of the list might pass the whole city before it meets any.
    let isRare: Bool
    /// Nothing is narrowed but the unit.
    let isWhole: Bool
}

extension Transaction {
    /// Looks how common the words and fields of a filter are, since that decides how to ask.
    package func sought(_ filter: ProjectFilter) throws -> SoughtProjects {
        let columns = columnCondition(filter)
        let hasOnlyTotal =
            columns == "1 = 1" && (filter.text ?? "").isEmpty && filter.fields.isEmpty
            && filter.round == nil
        var query: Query = "1 = 1"
        var (hasCommonWord, isRare) = (false, false)
        func narrow(_ found: (condition: Query, isRare: Bool)) {
            query = "\(query) AND \(found.condition)"
            isRare = isRare || found.isRare
        }
        // Few are tested one by one, however common the rest is.
        let areFew =
            try (tallied(filter.tallied, .all) ?? .max) <= Limit.soughtProjects.count
        if let text = filter.text, !text.isEmpty {
            if let number = numberCondition(text) {
                narrow((number, true))
            } else if try isCommon(text, noun: "project", over: .soughtProjects) {
                hasCommonWord = true
                narrow((searchTest(noun: "project", text: text, idColumn: "project.id"), false))
            } else {
                narrow((searchCondition(noun: "project", text: text, idColumn: "project.id"), true))
            }
        }
        if let minimum = filter.minimumFen {
            narrow(try totalCondition(minimum, filter.order, areFew: areFew))
        }
        for (field, value) in filter.fields.sorted(by: { $0.key < $1.key }) {
            narrow(try fieldCondition(field, value, areFew: areFew))
        }
        if let round = filter.round { narrow(try roundCondition(round)) }
        return SoughtProjects(
            filter: filter, condition: "\(columns) AND \(query)", untallied: query,
            counted: hasOnlyTotal ? filter.minimumFen.map(plainTotal) ?? query : query,
            isCommon: hasCommonWord, isRare: isRare,
            isWhole: columns == "1 = 1" && query == "1 = 1")
    }

    /// A column of `project`, where asked hidden from its index. PostgreSQL knows how common each
    /// value is, and would no longer.
    func column(_ name: String, isHidden: Bool) -> Query {
        isHidden && dialect == .sqlite
            ? "nullif(project.\(Query.name(name)), '')" : "project.\(Query.name(name))"
    }

    /// What the tally knows too, but for the unit. Where a list is `walked` through in its order,
    /// no other index may be taken: those of the newest begin with a stage, too.
    func columnCondition(_ filter: ProjectFilter, isWalked: Bool = false) -> Query {
        let walksOther = isWalked && filter.order != .newest
        var query: Query = "1 = 1"
        func narrow(_ condition: Query) { query = "\(query) AND \(condition)" }
        if let stage = filter.stage {
            narrow("\(column("stage", isHidden: walksOther)) = \(stage.rawValue)")
        }
        if let chain = filter.chain {
            narrow("\(column("chain", isHidden: isWalked)) = \(chain)")
        }
        if let agreement = filter.agreement { narrow("project.agreement = \(agreement.rawValue)") }
        if let word = filter.projectClass { narrow("project.class = \(word)") }
        switch filter.reached {
        case nil: break
        case .nothing?: narrow("\(column("reached", isHidden: walksOther)) IS NULL")
        case .stage(let stage)?:
            narrow("\(column("reached", isHidden: walksOther)) = \(stage)")
        }
        if let standing = filter.standing {
            narrow("project.standing = \(standing.rawValue)")
            if standing != .active, !walksOther { narrow("project.standing <> 'active'") }
        }
        if let dropped = filter.isDropped { narrow("project.dropped = \(dropped)") }
        return query
    }

    private func totalCondition(
        _ minimum: Int64, _ order: ProjectOrder, areFew: Bool
    ) throws -> (condition: Query, isRare: Bool) {
        let plain = plainTotal(minimum)
        let isCommon =
            try areFew
            || isCommon(
                "SELECT project.id FROM project WHERE project.city_id = \(city) AND \(plain)")
        guard isCommon else { return (plain, true) }
        guard order == .total else {
            let currency = column("total_currency", isHidden: true)
            return ("\(currency) = 'CNY' AND project.total_minor >= \(minimum)", false)
        }
        // As the order by total says it, so that its index serves.
        return (
            """
            coalesce(project.total_currency, 'ZZZ') = 'CNY'
            AND coalesce(-project.total_minor, 9223372036854775807) <= \(-minimum)
            """, false
        )
    }

    private func plainTotal(_ minimum: Int64) -> Query {
        "project.total_currency = 'CNY' AND project.total_minor >= \(minimum)"
    }

    private func fieldCondition(
        _ field: String, _ value: String, areFew: Bool
    ) throws -> (condition: Query, isRare: Bool) {
        let present: Query = """
            SELECT project_id FROM project_field
            WHERE project_field.city_id = \(city) AND project_field.field = \(field)
                AND project_field.value = \(value) AND project_field.is_present = 1
            """
        return try areFew || isCommon(present)
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
    var perRow: Query { "LIMIT 1 OFFSET 0" }

    /// Whether a query finds more than is looked up one by one.
    func isCommon(_ query: Query) throws -> Bool {
        try rows(
            """
            SELECT count(*) AS n FROM (\(query) LIMIT \(Limit.soughtProjects.count + 1)) AS found
            """)[0].int("n") > Limit.soughtProjects.count
    }
}
