package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    /// Events and pieces of evidence of one project.
    static let eventsOfProject: Limit = 500
    package static let eventsOnPage: Limit = 50
    /// Bytes of all files in the archive of one project.
    static let bytesOfArchive: Limit = 268_435_456
}

extension Transaction {
    /// The way of a project through its stages; nil where the reader sees no such project.
    package func course(
        of id: Identifier, rule: StageRule, visibleTo sight: Sight
    ) throws -> ProjectCourse? {
        guard let project = try project(id, visibleTo: sight) else { return nil }
        return ProjectCourse(
            of: project,
            content: try history(ofProject: id, visibleTo: sight, limit: 1).first?.row.reported
                .content,
            rule: rule, events: try events(ofProject: id),
            evidence: try evidence(ofProject: id), reviews: try reviews(ofProject: id),
            commitments: try commitments(of: id, visibleTo: sight)?.commitments ?? [])
    }

    /// Says of which class a project is. Nothing that was reached may lie off its path. The first
    /// time the project is given its numbers.
    package func classify(
        _ id: Identifier, as word: String?, version: Int, rule: StageRule, in folder: CityFolder,
        today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.reportStages)
        guard let course = try course(of: id, rule: rule, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try course.project.requireOwn(by: occasion.actor.sight)
        guard let found = word.flatMap(rule.projectClass) else {
            throw ProjectRefusal([Problem("请选项目类别", at: .field("class"))])
        }
        let off = course.events.filter { $0.state == .reported || $0.state == .confirmed }
            .compactMap(\.step.stage).filter { !found.path.contains($0) }
            .compactMap { rule.stage($0)?.name.zh }
        guard off.isEmpty else {
            throw ProjectRefusal([
                Problem(
                    "“\(found.name.zh)”不经过已经报过的阶段：\(off.joined(separator: "、"))",
                    at: .field("class"))
            ])
        }
        try advance(
            course.project, from: version, setting: "class = \(found.id)", at: occasion.at)
        if let fields = folder.projectFields(on: today) {
            try drawNumbers(
                of: course.project, rule: fields, units: Units(folder.units), on: today)
        }
        try record(
            "project.classified", on: course.project.subject, by: occasion.actor.name,
            at: occasion.at, body: .object(["class": .string(found.id)]))
    }

    /// Reports a step in the name of the actor's unit; gives the event's number. What nobody has to
    /// confirm counts at once.
    package func report(
        _ draft: ProjectEventDraft, of id: Identifier, version: Int, rule: StageRule, today: Day,
        _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportStages)
        guard let course = try course(of: id, rule: rule, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try course.project.requireOwn(by: occasion.actor.sight)
        let (step, day, lacking) = try draft.checked(against: course, today: today)
        let isOpen = course.confirmers(of: step, isOverride: !lacking.isEmpty).isEmpty
        let number = try nextNumber(of: "project_event")
        let unit = occasion.actor.unit ?? course.project.unit
        let (leaving, destination): (ProjectLeaving?, String?) =
            if case .left(let leaving, let to) = step { (leaving, to) } else { (nil, nil) }
        try run(
            """
            INSERT INTO project_event (city_id, number, project_id, step, stage, leaving,
                destination, happened_on, unit_id, reported_by, reported_at, reason, lacking,
                state, version)
            VALUES (\(city), \(number), \(id), \(step.word), \(step.stage ?? step.fact),
                \(leaving?.rawValue), \(destination), \(day), \(unit), \(occasion.actor.name),
                \(occasion.at), \(draft.reason), \(JSONValue.array(lacking.map(\.json)).text),
                \((isOpen ? ProjectEventState.confirmed : .reported).rawValue), \(1))
            """)
        try advance(
            course.project, from: version, setting: isOpen ? effect(of: step) : "class = class",
            at: occasion.at)
        try tell("project.\(step.word)", course.project, "event", number, occasion)
        return number
    }

    /// Confirms an event or, with a note, gives it back. Only members of another unit may, of the
    /// kinds that the rule names.
    package func decide(
        _ number: Int64, isConfirmed: Bool, note: String?, version: Int64, rule: StageRule,
        units: Units, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.confirmStages)
        let (course, event) = try waiting(number, rule: rule, visibleTo: occasion.actor.sight)
        let note = note.map { trimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
        var problems: [Problem] = []
        let kinds = course.confirmers(of: event.step, isOverride: event.isOverride)
        let unit = occasion.actor.unit.flatMap { units[$0] }
        problems += decidingProblems(kinds, unit, reporter: event.unit)
        let noted: String? = if case .noted(let fact) = event.step { fact } else { nil }
        if isConfirmed, !event.isOverride, let stage = event.step.stage ?? noted {
            problems += course.lacks(of: stage).map { Problem($0.phrase, at: .field("stage")) }
        }
        if !isConfirmed, note == nil {
            problems.append(Problem("退回请写原因", at: .field("note")))
        }
        if let note, note.count > Limit.lettersOfReason.count {
            problems.append(Problem("最多\(Limit.lettersOfReason.count)个字", at: .field("note")))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try settle(
            event.number, of: "project_event", as: isConfirmed ? .confirmed : .returned, note: note,
            from: version, occasion)
        try advance(
            course.project, from: course.project.version,
            setting: isConfirmed ? effect(of: event.step) : "class = class", at: occasion.at)
        try tell(
            isConfirmed ? "project.confirmed" : "project.returned", course.project, "event", number,
            occasion)
    }

    /// Takes back what the actor's own unit reported and nobody decided yet.
    package func withdraw(
        _ number: Int64, version: Int64, rule: StageRule, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.reportStages)
        let (course, event) = try waiting(number, rule: rule, visibleTo: occasion.actor.sight)
        guard occasion.actor.unit.map({ $0 == event.unit }) ?? true else {
            throw ProjectRefusal([Problem("只有报送单位可以撤回")])
        }
        try settle(
            event.number, of: "project_event", as: .withdrawn, note: nil, from: version, occasion)
        try tell("project.withdrawn", course.project, "event", number, occasion)
    }

    /// Events that wait for a confirmation, in the reader's sight, the oldest first, with their
    /// projects.
    package func waitingEvents(
        visibleTo sight: Sight, limit: Limit = .eventsOnPage, offset: Int = 0
    ) throws -> [WaitingEvent] {
        let found = try rows(
            """
            SELECT project_event.* FROM project_event
            JOIN project ON project.city_id = project_event.city_id
                AND project.id = project_event.project_id
            WHERE project_event.city_id = \(city) AND project_event.state = 'reported'
                AND \(isVisible(to: sight))
            ORDER BY project_event.number LIMIT \(limit) OFFSET \(offset)
            """
        ).map(ProjectEvent.init)
        let projects = try Dictionary(
            projects(Set(found.map(\.project)), visibleTo: sight).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return found.compactMap { event in
            projects[event.project].map { WaitingEvent(event: event, project: $0) }
        }
    }

    package func waitingEventWork(visibleTo sight: Sight) throws -> WaitingWork {
        try rows(
            """
            SELECT count(*) AS n, min(project_event.reported_at) AS since FROM project_event
            JOIN project ON project.city_id = project_event.city_id
                AND project.id = project_event.project_id
            WHERE project_event.city_id = \(city) AND project_event.state = 'reported'
                AND \(isVisible(to: sight))
            """)[0].waitingWork
    }

    /// Whose an event is; nil where the reader doesn't see the project.
    package func project(
        ofEvent number: Int64, visibleTo sight: Sight
    ) throws -> Identifier? {
        try rows(
            """
            SELECT project.id FROM project_event
            JOIN project ON project.city_id = project_event.city_id
                AND project.id = project_event.project_id
            WHERE project_event.city_id = \(city) AND project_event.number = \(number)
                AND \(isVisible(to: sight))
            """
        ).first?.identifier("id")
    }

    /// Whether anything beside its sheets is known of a project.
    func hasCourse(_ id: Identifier) throws -> Bool {
        let tables = [
            "project_event", "project_evidence", "project_field", "project_access", "receipt",
            "money_plan", "project_exclusion", "commitment", "stage_plan", "lead",
            "month_correction", "project_review", "investor_company", "light",
        ]
        return try tables.contains { table in
            try !rows(
                """
                SELECT project_id FROM \(Query.name(table))
                WHERE city_id = \(city) AND project_id = \(id) LIMIT 1
                """
            ).isEmpty
        }
    }

    // MARK: Steps

    private func waiting(
        _ number: Int64, rule: StageRule, visibleTo sight: Sight
    ) throws -> (ProjectCourse, ProjectEvent) {
        guard let event = try events(where: "number = \(number)", 1).first,
            let course = try course(of: event.project, rule: rule, visibleTo: sight)
        else { throw UnknownProject() }
        guard event.state == .reported else {
            throw ProjectRefusal([
                Problem("这一条\(Lexicon.chinese.text(event.state.label))，不用再办")
            ])
        }
        return (course, event)
    }

    /// What the project's own row says of a step that counts.
    private func effect(of step: ProjectStep) -> Query {
        switch step {
        case .reached(let stage): "reached = \(stage)"
        case .paused: "standing = 'paused'"
        case .resumed: "standing = 'active'"
        case .left: "standing = 'left'"
        case .noted, .revoked: "class = class"
        }
    }

    func advance(
        _ project: Project, from version: Int, setting change: Query, at now: Instant
    ) throws {
        let row: Query = "city_id = \(city) AND id = \(project.id)"
        try tallying([project.id], at: now) {
            _ = try update(
                project.subject, from: Int64(version),
                """
                UPDATE project SET \(change), version = version + 1
                WHERE \(row) AND version = \(version) RETURNING version
                """, current: "SELECT * FROM project WHERE \(row)")
        }
    }

    func events(ofProject id: Identifier) throws -> [ProjectEvent] {
        try events(where: "project_id = \(id)", .eventsOfProject)
    }

    private func events(where condition: Query, _ limit: Limit) throws -> [ProjectEvent] {
        try rows(
            """
            SELECT * FROM project_event WHERE city_id = \(city) AND \(condition)
            ORDER BY number LIMIT \(limit)
            """
        ).map(ProjectEvent.init)
    }
}

extension ProjectStep {
    /// As rows and the journal call it.
    package var word: String {
        switch self {
        case .reached: "reached"
        case .paused: "paused"
        case .resumed: "resumed"
        case .left: "left"
        case .noted: "noted"
        case .revoked: "revoked"
        }
    }
}

extension ProjectEvent {
    fileprivate init(_ row: ResultRow) throws {
        let step: ProjectStep
        switch (try row.text("step"), try row.optionalText("stage")) {
        case ("reached", let stage?): step = .reached(stage)
        case ("noted", let fact?): step = .noted(fact)
        case ("revoked", let fact?): step = .revoked(fact)
        case ("paused", _): step = .paused
        case ("resumed", _): step = .resumed
        case ("left", _):
            guard let leaving = ProjectLeaving(rawValue: try row.text("leaving")) else {
                throw WrongColumn(column: "leaving")
            }
            step = .left(leaving, to: try row.optionalText("destination"))
        default: throw WrongColumn(column: "step")
        }
        guard let state = ProjectEventState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        let lacking = try (JSONValue(parsing: row.text("lacking")).array ?? [])
            .map(Phrase.init(json:))
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            step: step, happenedOn: try row.day("happened_on"), unit: try row.text("unit_id"),
            reportedBy: try row.text("reported_by"), reportedAt: try row.instant("reported_at"),
            reason: try row.optionalText("reason"), lacking: lacking, state: state,
            decision: try EventDecision(row), version: try row.integer("version"))
    }
}
