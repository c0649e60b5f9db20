package import Basics
package import People
import Rules
package import Storage
import Texts

extension LeadReader {
    /// Whether it is the reader's own work: the unit's, or that of one which it took over.
    package func works(for unit: String) -> Bool { own.contains(unit) }

    /// For `WHERE`: what is asked of the units that the reader sees or works for.
    fileprivate func sees(unitColumn: Query) -> Query {
        "(\(sight.condition(unitColumn: unitColumn)) OR \(unitColumn) IN \(own))"
    }
}

extension Transaction {
    /// What a unit that a project is assigned to says of its part; restarts its clock.
    package func giveFeedback(
        _ text: String?, on id: Identifier, units: Units, clock: FeedbackClock, today: Day,
        _ occasion: Occasion
    ) throws {
        let actor = occasion.actor
        try actor.require(.answerOrders)
        guard let project = try project(id, visibleTo: actor.sight) else { throw UnknownProject() }
        let reader = LeadReader(actor, units: units)
        let access = try access(ofProject: id, visibleTo: actor.sight)
            .first { $0.endedAt == nil && reader.works(for: $0.unit) }
        let text = trimmed(text ?? "")
        var problems: [Problem] = []
        if access == nil { problems.append(Problem("这个项目没有交给您的单位")) }
        if project.standing == .left { problems.append(Problem("项目已经出库")) }
        if text.isEmpty { problems.append(Problem("请写办到哪一步", at: .field("feedback"))) }
        checkLength(text, "feedback", .lettersOfFeedback, &problems)
        guard problems.isEmpty, let access else { throw ProjectRefusal(problems) }
        let (number, due) = (try nextNumber(of: "project_feedback"), clock.due(after: today))
        try run(
            """
            INSERT INTO project_feedback (city_id, number, project_id, access, unit_id, text,
                given_by, given_at, given_on)
            VALUES (\(city), \(number), \(id), \(access.number), \(actor.unit ?? access.unit),
                \(text), \(actor.name), \(occasion.at), \(today))
            """)
        try run(
            """
            UPDATE project_access SET feedback_due = \(due)
            WHERE city_id = \(city) AND number = \(access.number)
            """)
        try record(
            "project.feedback", on: project.subject, by: actor.name, at: occasion.at,
            body: .object([
                "feedback": .integer(number), "unit": .string(access.unit),
                "due": JSONValue(due?.description),
            ]))
    }

    /// In the order in which it came.
    func feedback(ofProject id: Identifier) throws -> [ProjectFeedback] {
        try rows(
            """
            SELECT * FROM project_feedback WHERE city_id = \(city) AND project_id = \(id)
            ORDER BY number LIMIT \(Limit.feedbackOfProject)
            """
        ).map { row in
            ProjectFeedback(
                number: try row.integer("number"), access: try row.integer("access"),
                unit: try row.text("unit_id"), text: try row.text("text"),
                by: try row.text("given_by"), at: try row.instant("given_at"),
                on: try row.day("given_on"))
        }
    }

    /// What units are assigned to, in the reader's sight: the most urgent, first. Of projects that
    /// left and of leads that are done nothing is asked any more.
    package func assignedWork(
        _ filter: AssignedFilter, on today: Day, for reader: LeadReader
    ) throws -> [AssignedWork] {
        let found =
            try assignedProjects(filter, today, reader) + assignedLeads(filter, today, reader)
        let sorted = found.sorted { ($0.due, $0.name, $0.unit) < ($1.due, $1.name, $1.unit) }
        return Array(sorted.prefix(Limit.assignedListed.count))
    }

    private func assignedProjects(
        _ filter: AssignedFilter, _ today: Day, _ reader: LeadReader
    ) throws -> [AssignedWork] {
        try rows(
            """
            SELECT project.id, project.name, project_access.unit_id, project_access.feedback_due,
                (SELECT max(project_feedback.given_on) FROM project_feedback
                    WHERE project_feedback.city_id = project_access.city_id
                        AND project_feedback.project_id = project_access.project_id
                        AND project_feedback.access = project_access.number) AS last_on
            FROM project_access JOIN project ON project.city_id = project_access.city_id
                AND project.id = project_access.project_id
            WHERE \(runningProjects) AND \(isVisible(to: reader.sight))
                AND \(whose(filter, "project_access.unit_id", reader))
                AND \(overdue(filter, "project_access.feedback_due", today))
            ORDER BY project_access.feedback_due NULLS LAST, project_access.number
            LIMIT \(Limit.assignedListed)
            """
        ).map { row in
            AssignedWork(
                thing: .project(try row.identifier("id")), name: try row.text("name"),
                unit: try row.text("unit_id"), lastOn: try row.optionalDay("last_on"),
                due: try row.day("feedback_due"))
        }
    }

    private func assignedLeads(
        _ filter: AssignedFilter, _ today: Day, _ reader: LeadReader
    ) throws -> [AssignedWork] {
        let found = try leads(
            where: """
                \(runningLeads) AND \(whose(filter, "lead.assigned_unit", reader))
                    AND \(overdue(filter, "lead.feedback_due", today))
                """, for: reader, order: "lead.feedback_due NULLS LAST, lead.number",
            limit: .assignedListed)
        let given = try rows(
            """
            SELECT lead, max(happened_on) AS last_on FROM lead_act
            WHERE city_id = \(city) AND kind = 'reported' AND lead IN \(found.map(\.number))
            GROUP BY lead
            """)
        let last = try Dictionary(
            given.map { (try $0.text("lead"), try $0.optionalDay("last_on")) },
            uniquingKeysWith: { $1 })
        return found.compactMap { lead in
            guard let unit = lead.assignedUnit, let due = lead.feedbackDue else { return nil }
            return AssignedWork(
                thing: .lead(lead.number), name: lead.words.what, unit: unit,
                lastOn: last[lead.number] ?? nil, due: due)
        }
    }

    private var runningProjects: Query {
        """
        project_access.city_id = \(city) AND project_access.ended_at IS NULL
            AND project_access.feedback_due IS NOT NULL AND project.standing <> 'left'
        """
    }

    private var runningLeads: Query {
        """
        lead.sealed = 0 AND lead.feedback_due IS NOT NULL
            AND lead.state IN ('submitted', 'experts', 'following')
        """
    }

    private func whose(
        _ filter: AssignedFilter, _ unitColumn: Query, _ reader: LeadReader
    ) -> Query {
        filter.isOwn ? "\(unitColumn) IN \(reader.own)" : "1 = 1"
    }

    private func overdue(_ filter: AssignedFilter, _ dueColumn: Query, _ today: Day) -> Query {
        filter.isOverdue ? "\(dueColumn) < \(today)" : "1 = 1"
    }

    /// A line for each unit in the reader's sight with feedback overdue or due by `horizon`, the
    /// earliest first.
    package func feedbackReminders(
        on today: Day, horizon: Day, for reader: LeadReader
    ) throws -> [FeedbackReminder] {
        let projects = try rows(
            """
            SELECT project_access.unit_id, min(project_access.feedback_due) AS first,
                sum(CASE WHEN project_access.feedback_due < \(today) THEN 1 ELSE 0 END) AS overdue,
                count(*) AS n
            FROM project_access JOIN project ON project.city_id = project_access.city_id
                AND project.id = project_access.project_id
            WHERE \(runningProjects) AND project_access.feedback_due <= \(horizon)
                AND \(reader.sees(unitColumn: "project_access.unit_id"))
            GROUP BY project_access.unit_id ORDER BY first, project_access.unit_id
            LIMIT \(Limit.unitsOfProject)
            """)
        let leads = try rows(
            """
            SELECT lead.assigned_unit AS unit_id, min(lead.feedback_due) AS first,
                sum(CASE WHEN lead.feedback_due < \(today) THEN 1 ELSE 0 END) AS overdue,
                count(*) AS n
            FROM lead
            WHERE lead.city_id = \(city) AND \(runningLeads) AND lead.feedback_due <= \(horizon)
                AND \(reader.sees(unitColumn: "lead.assigned_unit"))
            GROUP BY lead.assigned_unit ORDER BY first, unit_id LIMIT \(Limit.unitsOfProject)
            """)
        var found: [String: FeedbackReminder] = [:]
        for row in projects + leads {
            let overdue = try row.int("overdue")
            let line = FeedbackReminder(
                unit: try row.text("unit_id"), soon: try row.int("n") - overdue,
                overdue: overdue, first: try row.day("first"))
            found[line.unit] = found[line.unit]?.adding(line) ?? line
        }
        return found.values.sorted { ($0.first, $0.unit) < ($1.first, $1.unit) }
    }
}
