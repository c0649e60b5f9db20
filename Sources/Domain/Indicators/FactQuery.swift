import Basics
import People
import Rules
import Storage

/// The facts of one measure as a query: a row each with its group `grp`, its project, its day, what
/// it weighs, whether it is `met` (1, 0, NULL where that is unknown), and whether it is `shared`.
struct FactQuery {
    let measure: FactMeasure
    let question: FigureQuestion
    let city: String
    let sight: Sight
    /// Only facts of these projects; nil: of all.
    var projects: [Identifier]?
    /// Only facts of these groups; nil among them is the unknown one.
    var groups: [String?]?

    private var scope: FactScope { question.scope(in: city) }

    private func field(_ name: String) -> FactField {
        guard let field = measure.source.field(name) else {
            preconditionFailure("\(measure.source) has no field \(name)")
        }
        return field
    }

    private func column(_ name: String) -> Query { field(name).column(in: scope) }

    /// Facts whose day is known, then those that happened all the same.
    var rows: Query {
        let stored = field(measure.time).stored
        let time = stored ?? column(measure.time)
        let from: Query =
            measure.isUntil ? "\(time) > ''" : "\(time) >= \(question.period.first)"
        let dated = rows(where: "\(from) AND \(time) <= \(question.period.last)", isDated: true)
        guard let stored else { return dated }
        return """
            \(dated)
            UNION ALL
            \(rows(where: "\(stored) = ''", isDated: false))
            """
    }

    private func rows(where time: Query, isDated: Bool) -> Query {
        let (known, open) = measure.condition.parted(of: measure.source)
        let met = open.truth(of: measure.source, in: scope)
        let shared = (measure.share ?? .always).truth(of: measure.source, in: scope)
        var conditions = [holds, time]
        if known != .always { conditions.append(known.query(of: measure.source, in: scope)) }
        if sight != .all { conditions.append(sight.condition(unitColumn: column("unit"))) }
        conditions += narrowed
        return """
            SELECT \(group) AS grp, \(project) AS project_id,
                \(column(measure.time)) AS day, \(weight) AS weight,
                \(isDated ? met : "CASE WHEN \(met) = 0 THEN 0 END") AS met, \(shared) AS shared
            FROM \(tables)
            WHERE \(Query.joined(conditions, by: "AND"))
            """
    }

    private var group: Query {
        question.dimension.field.map(column) ?? "substr(\(column(measure.time)), 1, 7)"
    }

    private var narrowed: [Query] {
        var conditions: [Query] = projects.map { ["\(project) IN \($0)"] } ?? []
        if let groups {
            let column = group
            let known: Query = "\(column) IN \(groups.compactMap(\.self))"
            conditions.append(groups.contains(nil) ? "(\(known) OR \(column) IS NULL)" : known)
        }
        return conditions
    }

    private var project: Query {
        switch measure.source {
        case .project: "state.project_id"
        case .stage: "event.project_id"
        case .receipt: "entry.project_id"
        }
    }

    private var weight: Query {
        if let summed = measure.summed { return column(summed) }
        return measure.source == .receipt ? "entry.times" : "1"
    }

    private var stateHolds: Query { knownStates(in: city, before: question.known) }

    private var tables: Query {
        switch measure.source {
        case .project: "project_state AS state"
        case .stage:
            """
            project_event AS event JOIN project_state AS state
                ON \(stateHolds) AND state.project_id = event.project_id
            """
        case .receipt where asksForProject:
            """
            receipt_entry AS entry JOIN project_state AS state
                ON \(stateHolds) AND state.project_id = entry.project_id
            """
        case .receipt: "receipt_entry AS entry"
        }
    }

    private var holds: Query {
        switch measure.source {
        case .project: stateHolds
        case .stage:
            """
            event.city_id = \(city) AND event.state = 'confirmed' AND event.step = 'reached'
            AND coalesce(event.decided_at, event.reported_at) < \(question.known)
            """
        case .receipt: "entry.city_id = \(city) AND entry.known_at < \(question.known)"
        }
    }

    var asksForProject: Bool {
        let share = measure.share ?? .always
        let names = measure.condition.fields.union(share.fields)
            .union([measure.time]).union(question.dimension.field.map { [$0] } ?? [])
            .union(measure.summed.map { [$0] } ?? [])
        return names.contains { field($0).isOfProject } || measure.condition.asksForCourse
            || share.asksForCourse
    }
}

extension FactQuery {
    /// Money that counts in a later month than that of its arrival: what was reported when its
    /// month was closed, and corrections of closed months. A slip that passed to another unit with
    /// its project is none of these.
    var late: Query {
        let (known, open) = measure.condition.parted(of: measure.source)
        var conditions = [
            holds, "entry.counted_on >= \(question.period.first)",
            "entry.counted_on <= \(question.period.last)",
            "substr(entry.counted_on, 1, 7) > substr(entry.arrived_on, 1, 7)",
            known.query(of: measure.source, in: scope), open.query(of: measure.source, in: scope),
        ]
        if sight != .all { conditions.append(sight.condition(unitColumn: column("unit"))) }
        return """
            SELECT entry.receipt, entry.project_id, entry.arrived_on, entry.counted_on,
                CAST(sum(\(weight)) AS BIGINT) AS weight,
                CAST(sum(entry.times) AS BIGINT) AS times
            FROM \(tables) WHERE \(Query.joined(conditions, by: "AND"))
            GROUP BY entry.receipt, entry.project_id, entry.arrived_on, entry.counted_on
            HAVING sum(entry.times) <> 0
            """
    }
}

/// What was known of a project holds from its row's beginning until its end: a condition on
/// `project_state AS state`.
func knownStates(in city: String, before known: Instant) -> Query {
    """
    state.city_id = \(city) AND state.known_at < \(known) AND state.known_until >= \(known)
    """
}

extension Condition {
    /// 1, 0, or NULL where it is unknown; asked once of each fact.
    fileprivate func truth(of source: FactSource, in scope: FactScope) -> Query {
        if self == .always { return "1" }
        let condition = query(of: source, in: scope)
        return "CASE (\(condition)) WHEN 1 = 1 THEN 1 WHEN 1 = 0 THEN 0 END"
    }
}
