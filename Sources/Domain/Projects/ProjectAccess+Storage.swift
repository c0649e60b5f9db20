package import Basics
package import People
import Rules
package import Storage
import Texts

/// A unit beside its own that a project is assigned to (交办、会办): it sees the project and what
/// hangs on it, and changes nothing of what the project's own unit reports.
package struct ProjectAccess: Sendable, Hashable {
    package let number: Int64
    package let unit: String
    package let reason: String
    /// As the journal names the member.
    package let by: String
    /// The unit of who assigned it; nil for the operator.
    package let byUnit: String?
    package let since: Instant
    package let endedAt: Instant?
    package let endedUnit: String?
    /// By when its next feedback is due; nil where the city has no such clock.
    package let feedbackDue: Day?
    package let lastFeedback: ProjectFeedback?
}

extension Limit {
    /// Units that a project is or was assigned to.
    static let unitsOfProject: Limit = 200
}

extension Transaction {
    /// For the `WHERE` of a query over `project`: whose it is, or whom it is assigned to.
    func isVisible(to sight: Sight) -> Query {
        guard case .units(let units) = sight else {
            return sight.condition(unitColumn: "project.unit_id")
        }
        return """
            (project.unit_id IN \(units) OR EXISTS (
                SELECT 1 FROM project_access
                WHERE project_access.city_id = \(city) AND project_access.unit_id IN \(units)
                    AND project_access.project_id = project.id
                    AND project_access.ended_at IS NULL))
            """
    }

    /// The units that a project is or was assigned to, the first first; none where the reader sees
    /// no such project.
    package func access(
        ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> [ProjectAccess] {
        guard try project(id, visibleTo: sight) != nil else { return [] }
        let feedback = try Dictionary(
            feedback(ofProject: id).map { ($0.access, $0) }, uniquingKeysWith: { $1 })
        return try rows(
            """
            SELECT * FROM project_access WHERE city_id = \(city) AND project_id = \(id)
            ORDER BY number LIMIT \(Limit.unitsOfProject)
            """
        ).map { row in
            ProjectAccess(
                number: try row.integer("number"), unit: try row.text("unit_id"),
                reason: try row.text("reason"), by: try row.text("by_member"),
                byUnit: try row.optionalText("by_unit"), since: try row.instant("since"),
                endedAt: try row.optionalInstant("ended_at"),
                endedUnit: try row.optionalText("ended_unit"),
                feedbackDue: try row.optionalDay("feedback_due"),
                lastFeedback: feedback[try row.integer("number")])
        }
    }

    /// Assigns a project to another unit of today; by its own unit or who sees the city. From then
    /// on `clock` asks it for feedback.
    package func assign(
        _ id: Identifier, to unit: String?, because reason: String?, units: Units,
        clock: FeedbackClock, today: Day, _ occasion: Occasion
    ) throws {
        let project = try ownProject(id, occasion)
        let reason = trimmed(reason ?? "")
        var problems: [Problem] = []
        if let unit = unit.flatMap({ units[$0] }), unit.exists(on: today) {
            if unit.id == project.unit {
                problems.append(Problem("这就是项目自己的单位", at: .field("unit")))
            } else if try access(ofProject: id, visibleTo: .all).contains(where: {
                $0.unit == unit.id && $0.endedAt == nil
            }) {
                problems.append(Problem("已经交给这个单位了", at: .field("unit")))
            }
        } else {
            problems.append(Problem("请选单位", at: .field("unit")))
        }
        if reason.isEmpty { problems.append(Problem("请写交办的事由", at: .field("reason"))) }
        if reason.count > Limit.lettersOfReason.count {
            problems.append(
                Problem("最多\(Limit.lettersOfReason.count)个字", at: .field("reason")))
        }
        guard problems.isEmpty, let unit else { throw ProjectRefusal(problems) }
        try run(
            """
            INSERT INTO project_access (city_id, number, project_id, unit_id, reason, by_member,
                by_unit, since, feedback_due)
            VALUES (\(city), \(try nextNumber(of: "project_access")), \(id), \(unit), \(reason),
                \(occasion.actor.name), \(occasion.actor.unit), \(occasion.at),
                \(clock.due(after: today)))
            """)
        try keepAssignments(of: [id])
        try record(
            "project.assigned", on: project.subject, by: occasion.actor.name, at: occasion.at,
            body: .object(["unit": .string(unit)]))
    }

    /// Keeps beside what is assigned where it stands in the list.
    func keepAssignments(of projects: [Identifier]) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            try run(
                """
                UPDATE project_access SET (last_round, project_unit, sheet_id, position) = (
                    SELECT project.last_round, project.unit_id, project.sheet_id, project.position
                    FROM project WHERE project.city_id = project_access.city_id
                        AND project.id = project_access.project_id)
                WHERE city_id = \(city) AND project_id IN \(part)
                """)
        }
    }

    /// Ends what `assign` gave.
    package func unassign(
        _ number: Int64, ofProject id: Identifier, _ occasion: Occasion
    ) throws {
        let project = try ownProject(id, occasion)
        let ended = try rows(
            """
            UPDATE project_access SET ended_at = \(occasion.at),
                ended_by = \(occasion.actor.name), ended_unit = \(occasion.actor.unit)
            WHERE city_id = \(city) AND number = \(number) AND project_id = \(id)
                AND ended_at IS NULL
            RETURNING unit_id
            """
        ).first?.text("unit_id")
        guard let ended else { throw ProjectRefusal([Problem("这一条已经结束了")]) }
        try record(
            "project.unassigned", on: project.subject, by: occasion.actor.name, at: occasion.at,
            body: .object(["unit": .string(ended)]))
    }

    /// A project that the actor may write on: its own unit's, or any for who sees the city.
    func ownProject(_ id: Identifier, _ occasion: Occasion) throws -> Project {
        try occasion.actor.require(.reportStages)
        let sight = occasion.actor.sight
        guard let project = try project(id, visibleTo: sight) else { throw UnknownProject() }
        try project.requireOwn(by: sight)
        return project
    }
}

extension Project {
    func requireOwn(by sight: Sight) throws(ProjectRefusal) {
        guard !sight.includes(unit: unit) else { return }
        throw ProjectRefusal([Problem("项目由自己的单位报送；交办单位只看，不改")])
    }
}
