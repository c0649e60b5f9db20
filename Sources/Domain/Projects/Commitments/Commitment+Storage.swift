package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    /// Commitments that a list reads; of one project; steps of these.
    package static let commitmentsListed: Limit = 5_000
    static let stepsOfCommitments: Limit = 50_000
}

extension Transaction {
    /// What was promised for a project; nil where the reader sees no such project.
    package func commitments(
        of id: Identifier, visibleTo sight: Sight
    ) throws -> (project: Project, commitments: [Commitment])? {
        guard let project = try project(id, visibleTo: sight) else { return nil }
        return (
            project, try commitments(where: "commitment.project_id = \(id)", visibleTo: sight)
        )
    }

    /// 承诺—兑现台账 over all projects in the reader's sight, in the order in which they were
    /// recorded.
    package func commitments(visibleTo sight: Sight) throws -> [ListedCommitment] {
        let found = try commitments(where: "1 = 1", visibleTo: sight)
        var projects: [Identifier: Project] = [:]
        for part in Set(found.map(\.project)).sorted().parts(of: .projectsPerStatement) {
            for project in try self.projects(Set(part), visibleTo: sight) {
                projects[project.id] = project
            }
        }
        return found.compactMap { commitment in
            projects[commitment.project].map {
                ListedCommitment(commitment: commitment, project: $0)
            }
        }
    }

    /// What is verified and not yet fulfilled: past its day, and due by `horizon`.
    package func dueCommitments(
        on today: Day, horizon: Day, visibleTo sight: Sight
    ) throws -> (overdue: DueWork, soon: DueWork) {
        let candidates: Query = """
            commitment.number IN (
                SELECT commitment FROM commitment_step
                WHERE city_id = \(city) AND kind = 'verified' AND due_on IS NOT NULL
                    AND due_on <= \(horizon))
            AND NOT EXISTS (
                SELECT 1 FROM commitment_step AS ending
                WHERE ending.city_id = commitment.city_id
                    AND ending.commitment = commitment.number AND ending.kind = 'ended')
            AND (commitment.minor IS NULL OR commitment.minor > (
                SELECT coalesce(sum(payment.minor), 0) FROM commitment_step AS payment
                WHERE payment.city_id = commitment.city_id
                    AND payment.commitment = commitment.number AND payment.kind = 'paid'))
            """
        var days: [CommitmentState: [Day]] = [:]
        for commitment in try commitments(where: candidates, visibleTo: sight) {
            guard let due = commitment.verification?.dueOn, due <= horizon else { continue }
            days[commitment.state(on: today), default: []].append(due)
        }
        func work(_ state: CommitmentState) -> DueWork {
            let found = days[state] ?? []
            return DueWork(
                count: found.count, overdue: state == .overdue ? found.count : 0,
                first: found.min())
        }
        return (work(.overdue), work(.due))
    }

    package func commitment(_ number: Int64, visibleTo sight: Sight) throws -> Commitment? {
        try commitments(where: "commitment.number = \(number)", visibleTo: sight).first
    }

    /// Records a clause in the name of the actor's unit; gives its number. Nothing of it is due
    /// before a basis is recorded.
    package func promise(
        _ draft: CommitmentDraft, of id: Identifier, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportReceipts)
        guard let project = try project(id, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try project.requireOwn(by: occasion.actor.sight)
        let amount = try draft.checked()
        let number = try nextNumber(of: "commitment")
        try run(
            """
            INSERT INTO commitment (city_id, number, project_id, clause, content, minor, currency,
                condition, unit_id, recorded_by, recorded_at)
            VALUES (\(city), \(number), \(id), \(draft.clause), \(draft.content),
                \(amount?.minor), \(amount?.currency.rawValue), \(draft.condition),
                \(occasion.actor.unit ?? project.unit), \(occasion.actor.name), \(occasion.at))
            """)
        try tell("project.promised", project, "commitment", number, occasion)
        return number
    }

    /// Records a step. Reviews and the verification are another unit's, of a kind that the rule of
    /// receipts names. `latest` is the number of the last step that the actor saw, 0 without one.
    package func step(
        _ draft: CommitmentStepDraft, of number: Int64, latest: Int64, rule: ReceiptRule,
        units: Units, today: Day, _ occasion: Occasion
    ) throws {
        let isAnothers = draft.kind?.isAnothers ?? false
        try occasion.actor.require(isAnothers ? .confirmReceipts : .reportReceipts)
        let sight = occasion.actor.sight
        guard let commitment = try commitment(number, visibleTo: sight),
            let project = try project(commitment.project, visibleTo: sight)
        else { throw UnknownProject() }
        let unit = occasion.actor.unit
        if isAnothers {
            let problems = decidingProblems(
                rule.confirmedBy, unit.flatMap { units[$0] }, reporter: commitment.unit)
            guard problems.isEmpty else { throw ProjectRefusal(problems) }
        } else if let unit, unit != commitment.unit {
            throw ProjectRefusal([Problem("由登记这一条的单位来记")])
        }
        let checked = try draft.checked(against: commitment, today: today)
        try refuseStale(
            Subject("commitment_step", String(number)), seen: latest,
            last: commitment.steps.last?.number)
        let step = try nextNumber(of: "commitment_step")
        try run(
            """
            INSERT INTO commitment_step (city_id, number, commitment, kind, happened_on, title,
                passed, minor, currency, due_on, note, unit_id, recorded_by, recorded_at)
            VALUES (\(city), \(step), \(number), \(checked.kind.rawValue), \(checked.on),
                \(draft.title), \(checked.isPassed), \(checked.amount?.minor),
                \(checked.amount?.currency.rawValue), \(checked.dueOn), \(draft.note), \(unit),
                \(occasion.actor.name), \(occasion.at))
            """)
        try tell("project.commitment_step", project, "commitment", number, occasion)
    }

    private func commitments(
        where condition: Query, visibleTo sight: Sight
    ) throws -> [Commitment] {
        let found = try rows(
            """
            SELECT commitment.* FROM commitment
            JOIN project ON project.city_id = commitment.city_id
                AND project.id = commitment.project_id
            WHERE commitment.city_id = \(city) AND \(condition)
                AND \(isVisible(to: sight))
            ORDER BY commitment.number LIMIT \(Limit.commitmentsListed)
            """)
        var steps: [Int64: [CommitmentStep]] = [:]
        let numbers = try found.map { try $0.integer("number") }
        for part in numbers.parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT * FROM commitment_step WHERE city_id = \(city) AND commitment IN \(part)
                ORDER BY number LIMIT \(Limit.stepsOfCommitments)
                """)
            {
                steps[try row.integer("commitment"), default: []].append(try CommitmentStep(row))
            }
        }
        return try found.map { row in
            Commitment(
                number: try row.integer("number"), project: try row.identifier("project_id"),
                clause: try row.text("clause"), content: try row.text("content"),
                amount: try row.money("minor", "currency"),
                condition: try row.text("condition"), unit: try row.text("unit_id"),
                recordedBy: try row.text("recorded_by"),
                recordedAt: try row.instant("recorded_at"),
                steps: steps[try row.integer("number")] ?? [])
        }
    }
}

extension CommitmentStep {
    fileprivate init(_ row: ResultRow) throws {
        guard let kind = CommitmentStepKind(rawValue: try row.text("kind")) else {
            throw WrongColumn(column: "kind")
        }
        self.init(
            number: try row.integer("number"), kind: kind, on: try row.day("happened_on"),
            title: try row.text("title"),
            isPassed: try row.optionalInteger("passed").map { $0 == 1 },
            amount: try row.money("minor", "currency"), dueOn: try row.optionalDay("due_on"),
            note: try row.optionalText("note"), unit: try row.optionalText("unit_id"),
            by: try row.text("recorded_by"), at: try row.instant("recorded_at"))
    }
}
