package import Basics
package import People
package import Rules
package import Storage

extension Limit {
    /// Values of one dimension of a figure.
    static let groupsOfFigure: Limit = 5_000
    /// Pairs of projects that were decided to be one.
    static let samePairs: Limit = 50_000
    /// Projects that one statement asks for.
    static let projectsAskedFor: Limit = 500
    /// Rows of a figure on one page.
    package static let figureRowsOnPage: Limit = 50
}

extension Transaction {
    /// Computes a figure of what the reader's units reported. Refused where a formula asks for an
    /// indicator that the folder doesn't define at the period's end. `columns` must be of the
    /// moment that this transaction reads; without them the database adds up.
    package func figure(
        _ question: FigureQuestion, in folder: CityFolder, visibleTo sight: Sight,
        from columns: FactColumns? = nil
    ) throws -> IndicatorFigure {
        switch question.indicator.body {
        case .facts(let measure):
            return try figure(question, measure, visibleTo: sight, from: columns)
        case .derived(let formula):
            let parts = try question.parts(of: formula, in: folder).map {
                try figure($0, in: folder, visibleTo: sight, from: columns)
            }
            return IndicatorFigure(question, formula, of: parts)
        }
    }

    /// The journal's last entry that can change a figure; while it is the same, all figures are.
    package func figureState() throws -> Int64 {
        try rows(
            """
            SELECT number FROM journal
            WHERE city_id = \(city) AND kind NOT IN \(entriesBesideFigures)
            ORDER BY number DESC LIMIT 1
            """
        ).first?.integer("number") ?? 0
    }

    private func figure(
        _ question: FigureQuestion, _ measure: FactMeasure, visibleTo sight: Sight,
        from columns: FactColumns?
    ) throws -> IndicatorFigure {
        let query = FactQuery(measure: measure, question: question, city: city, sight: sight)
        let groups =
            try columns?.sums(query)
            ?? rows(query.sums).map { row in
                FigureGroup(
                    value: try row.optionalText("grp"),
                    sum: try FactSum(row, isRatio: measure.share != nil))
            }
        let empty = FactSum(base: measure.share == nil ? nil : 0)
        let sum = groups.map(\.sum).reduce(empty, +)
        let doubled = try doubled(query, empty)
        return IndicatorFigure(
            question: question, groups: groups.inOrder, doubled: doubled, whole: sum - doubled)
    }

    /// Money is counted slip by slip, and a slip is of one project only.
    private func doubled(_ query: FactQuery, _ empty: FactSum) throws -> FactSum {
        guard query.measure.source != .receipt else { return empty }
        let groups = try sameProjects(before: query.question.known)
        var doubled = empty
        var query = query
        var found: [Identifier: [FactRow]] = [:]
        for part in groups.flatMap(\.self).parts(of: .projectsAskedFor) {
            query.projects = part
            for row in try rows(query.rows) {
                guard let fact = try FactRow(row) else { continue }
                found[fact.project, default: []].append(fact)
            }
        }
        for group in groups {
            let counted = group.flatMap { found[$0] ?? [] }.sorted()
            for fact in counted.dropFirst() {
                doubled = doubled + fact.sum(isRatio: query.measure.share != nil)
            }
        }
        return doubled
    }

    /// Groups of projects that were known to be one before a moment, in the order of identifiers.
    private func sameProjects(before known: Instant) throws -> [[Identifier]] {
        let pairs = try rows(
            """
            SELECT project_id, other_id FROM same_project
            WHERE city_id = \(city) AND known_at < \(known) AND known_until >= \(known)
            ORDER BY project_id, other_id LIMIT \(Limit.samePairs)
            """
        ).map { (try $0.identifier("project_id"), try $0.identifier("other_id")) }
        var first: [Identifier: Identifier] = [:]
        func root(_ project: Identifier) -> Identifier {
            var project = project
            while let next = first[project], next != project { project = next }
            return project
        }
        for (one, other) in pairs {
            let (left, right) = (root(one), root(other))
            (first[one], first[other]) = (first[one] ?? one, first[other] ?? other)
            first[max(left, right)] = min(left, right)
            first[min(left, right)] = min(left, right)
        }
        return Dictionary(grouping: first.keys.sorted(), by: root).sorted { $0.key < $1.key }
            .map(\.value)
    }

    /// The facts that a figure is made of, those of unknown effect last; of some groups, or of all.
    /// A project that has passed out of the reader's sight since has no name.
    /// Nothing for a formula: its indicators have rows.
    package func figureRows(
        _ question: FigureQuestion, of groups: [String?]?, visibleTo sight: Sight,
        limit: Limit = .figureRowsOnPage, offset: Int = 0
    ) throws -> [FigureRow] {
        guard case .facts(let measure) = question.indicator.body else { return [] }
        let query = FactQuery(
            measure: measure, question: question, city: city, sight: sight, groups: groups)
        return try rows(
            """
            SELECT fact.*, project.name, project.unit_id FROM (\(query.rows)) AS fact
            LEFT JOIN project ON project.city_id = \(city) AND project.id = fact.project_id
                AND \(sight.condition(unitColumn: "project.unit_id"))
            WHERE fact.met = 1 OR fact.met IS NULL
            ORDER BY fact.met NULLS LAST, fact.day NULLS LAST, fact.project_id, fact.weight
            LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            FigureRow(
                project: try row.identifier("project_id"),
                name: try row.optionalText("name") ?? "",
                unit: try row.optionalText("unit_id") ?? "",
                day: try row.optionalDay("day"), weight: try row.optionalInteger("weight"),
                isCounted: try row.optionalInteger("met").map { $0 == 1 },
                isInShare: measure.share == nil
                    ? nil : try row.optionalInteger("shared").map { $0 == 1 })
        }
    }

    package func figureRowCount(
        _ question: FigureQuestion, of groups: [String?]?, visibleTo sight: Sight
    ) throws -> Int {
        guard case .facts(let measure) = question.indicator.body else { return 0 }
        let query = FactQuery(
            measure: measure, question: question, city: city, sight: sight, groups: groups)
        return try rows(
            """
            SELECT count(*) AS n FROM (\(query.rows)) AS fact WHERE met = 1 OR met IS NULL
            """)[0].int("n")
    }

    /// The SQL by which a figure is computed, as shown to who questions it; of each indicator of a
    /// formula.
    package func statements(
        of question: FigureQuestion, in folder: CityFolder, visibleTo sight: Sight
    ) throws -> [Query] {
        switch question.indicator.body {
        case .facts(let measure):
            return [
                FactQuery(measure: measure, question: question, city: city, sight: sight).sums
            ]
        case .derived(let formula):
            return try question.parts(of: formula, in: folder).flatMap {
                try statements(of: $0, in: folder, visibleTo: sight)
            }
        }
    }
}

extension FactQuery {
    /// By group: what counts, what it is a part of, and how many facts are unknown.
    var sums: Query {
        """
        SELECT grp,
            CAST(coalesce(sum(CASE WHEN met = 1 AND shared = 1 THEN weight END), 0) AS BIGINT)
                AS value,
            CAST(coalesce(sum(CASE WHEN met = 1 THEN weight END), 0) AS BIGINT) AS base,
            count(CASE WHEN met IS NULL OR weight IS NULL OR shared IS NULL THEN 1 END) AS unknown
        FROM (\(rows)) AS fact
        WHERE met = 1 OR met IS NULL
        GROUP BY grp LIMIT \(Limit.groupsOfFigure)
        """
    }
}

extension FactSum {
    fileprivate init(_ row: ResultRow, isRatio: Bool) throws {
        self.init(
            value: try row.integer("value"), base: isRatio ? try row.integer("base") : nil,
            unknown: try row.int("unknown"))
    }
}

/// One fact of projects that are one: the first is kept.
private struct FactRow: Comparable {
    let project: Identifier
    let day: String
    let weight: Int64?
    let isCounted: Bool
    let isInShare: Bool?

    /// Nil for what doesn't count.
    init?(_ row: ResultRow) throws {
        if try row.optionalInteger("met") == 0 { return nil }
        project = try row.identifier("project_id")
        day = try row.optionalText("day") ?? ""
        weight = try row.optionalInteger("weight")
        isCounted = try row.optionalInteger("met") == 1
        isInShare = try row.optionalInteger("shared").map { $0 == 1 }
    }

    func sum(isRatio: Bool) -> FactSum {
        guard isCounted, let weight else {
            return FactSum(base: isRatio ? 0 : nil, unknown: 1)
        }
        return FactSum(
            value: isInShare == true ? weight : 0, base: isRatio ? weight : nil,
            unknown: isInShare == nil ? 1 : 0)
    }

    /// What counts comes first, what is in the share before the rest, then the earliest.
    static func < (left: FactRow, right: FactRow) -> Bool {
        func rank(_ row: FactRow) -> Int {
            (row.isCounted ? 0 : 2) + (row.isInShare == true ? 0 : 1)
        }
        return (rank(left), left.day, left.project) < (rank(right), right.day, right.project)
    }
}

extension [FigureGroup] {
    /// By value, the unknown last.
    fileprivate var inOrder: [FigureGroup] {
        sorted { left, right in
            guard let one = left.value, let other = right.value else { return left.value != nil }
            return one < other
        }
    }
}

extension IndicatorFigure {
    fileprivate init(
        _ question: FigureQuestion, _ formula: IndicatorFormula, of parts: [IndicatorFigure]
    ) {
        func sum(_ part: (IndicatorFigure) -> FactSum) -> FactSum {
            let sums = Dictionary(
                parts.map { ($0.question.indicator.id, part($0)) },
                uniquingKeysWith: { first, _ in first })
            return formula.sum(of: sums) ?? FactSum()
        }
        let values = Set(parts.flatMap { $0.groups.map(\.value) })
        self.init(
            question: question,
            groups: values.map { value in
                FigureGroup(value: value, sum: sum { $0.sum(of: value) ?? FactSum() })
            }.inOrder,
            doubled: sum(\.doubled), whole: sum(\.whole))
    }
}

extension FigureQuestion {
    /// What a formula asks for, in the definitions that hold at the period's end.
    func parts(
        of formula: IndicatorFormula, in folder: CityFolder
    ) throws(FigureRefusal) -> [FigureQuestion] {
        var parts: [FigureQuestion] = []
        for id in formula.indicators where !parts.contains(where: { $0.indicator.id == id }) {
            guard let part = folder.indicator(id, on: period.last) else {
                throw FigureRefusal([Problem("\(period.last)没有“\(id)”这个指标的口径")])
            }
            parts.append(asking(part))
        }
        return parts
    }

    /// A dimension by which one of the definitions below can't be told apart.
    func dimensionProblems(in folder: CityFolder) throws(FigureRefusal) -> [Problem] {
        try dimensionsBelow(in: folder).contains(dimension)
            ? [] : [Problem("“\(indicator.name)”不按\(dimension.label)分", at: .field("by"))]
    }

    /// Settings that no definition below has or that aren't among its choices.
    func settingProblems(in folder: CityFolder) throws(FigureRefusal) -> [Problem] {
        let known = try parametersBelow(in: folder)
        return parameters.sorted { $0.key < $1.key }.compactMap { id, literal in
            guard let parameter = known.first(where: { $0.id == id }) else {
                return Problem("“\(indicator.name)”没有“\(id)”这个参数", at: .field(id))
            }
            let choices = parameter.choices.map(\.written).joined(separator: " ")
            return parameter.choices.contains(literal)
                ? nil : Problem("“\(literal.written)”不在可选之内：\(choices)", at: .field(id))
        }
    }

    /// By what all definitions below can be told apart.
    package func dimensionsBelow(in folder: CityFolder) throws(FigureRefusal) -> [FactDimension] {
        guard case .derived(let formula) = indicator.body else {
            return indicator.dimensions.filter { $0 != .month } + [.month]
        }
        var common = FactDimension.allCases
        for part in try parts(of: formula, in: folder) {
            let own = try part.dimensionsBelow(in: folder)
            common.removeAll { !own.contains($0) }
        }
        return common
    }

    /// Of a ratio: the unit of what is divided.
    package func partUnit(in folder: CityFolder) throws(FigureRefusal) -> IndicatorUnit {
        switch indicator.body {
        case .facts(let measure): measure.unit
        case .derived(let formula): try parts(of: formula, in: folder)[0].indicator.unit
        }
    }

    /// The parameters of the indicator, or of all that its formula asks for.
    package func parametersBelow(in folder: CityFolder) throws(FigureRefusal) -> [RuleParameter] {
        guard case .derived(let formula) = indicator.body else { return indicator.parameters }
        var found: [RuleParameter] = []
        for part in try parts(of: formula, in: folder) {
            for parameter in try part.parametersBelow(in: folder)
            where !found.contains(where: { $0.id == parameter.id }) {
                found.append(parameter)
            }
        }
        return found
    }
}

/// Kinds of entries that say of people and papers, and change no figure. One that isn't here costs
/// a figure computed again, no more.
let entriesBesideFigures = [
    "sign_in.opened", "sign_in.ended", "sign_in.failed", "sign_in.factor", "dispatch.made",
    "report.made", "report.approved", "report.refused", "spot_check.drawn", "spot_check.found",
    "spot_check.exported", "project.shown", "project.archived", "projects.exported",
    "receipts.exported", "commitments.exported", "contacts.exported", "list.exported",
    "scores.exported", "obstacle.printed", "order.told", "chain.imported",
    "chain.edited", "chain.overridden", "chain.override-ended", "gap.planned", "gap.opened",
    "gap.closed", "target.pursue", "target.doubt", "target.remove", "target.restore",
    "chain.exported", "chain.book_exported", "target.contact", "target.outcome", "target.sign",
    "knowledge.imported", "suggestion.accepted", "suggestion.refused", "suggestion.reconsidered",
    "anchor.nominated", "anchor.consulted", "anchor.recognised", "anchor.withdrawn",
    "anchor.opinion", "anchor.named", "anchor.unnamed", "anchor.opened", "anchor.link-made",
    "anchor.link-withdrawn", "anchor.sheet", "need.reviewed", "need.answered", "needs.exported",
    "project.linked", "project.unlinked", "chain.regraded", "document.taken",
    "document.withdrawn", "document.kind_said", "document.fact_decided", "document.fact_mended",
    "document.instruction_decided", "document.instruction_mended", "plan.set", "plan.report",
    "plan.finish", "plan.confirm", "plan.return", "plan.grant", "plan.refuse", "plan.change",
    "plan.drop",
]
