package import Basics
package import People
import Rules
package import Storage
import Texts

extension Limit {
    /// Corrections that one list shows.
    package static let correctionsOnPage: Limit = 200
}

/// A correction with the name of its project, for lists.
package struct ListedCorrection: Sendable, Hashable {
    package let correction: MonthCorrection
    package let projectName: String
    package let projectUnit: String
}

extension Transaction {
    /// Reports what a closed month should have said, in the name of the actor's unit; it counts
    /// once headquarters confirmed it.
    package func correct(
        _ draft: CorrectionDraft, of id: Identifier, today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.collect)
        let project = try ownProject(id, occasion)
        let closed = try closedThrough()
        let checked = try draft.checked(
            against: history(ofProject: id, visibleTo: .all), closedThrough: closed)
        if try corrections(ofProject: id).contains(where: {
            $0.state == .reported && $0.month == checked.month && $0.field == checked.field
        }) {
            throw ProjectRefusal([Problem("这一项的更正还没有确认", at: .field("corrected_field"))])
        }
        let number = try nextNumber(of: "month_correction")
        let entered = firstOpen(from: max(Month(of: today), checked.month), after: closed)
        try run(
            """
            INSERT INTO month_correction (city_id, number, project_id, month, entered_in, field,
                was, became, reason, unit_id, reported_by, reported_at, state, version)
            VALUES (\(city), \(number), \(id), \(checked.month.description),
                \(entered.description), \(checked.field.rawValue), \(checked.was),
                \(checked.became), \(checked.reason), \(occasion.actor.unit ?? project.unit),
                \(occasion.actor.name), \(occasion.at), \(ProjectEventState.reported.rawValue), 1)
            """)
        try tell("month.correction_reported", project, "month_correction", number, occasion)
        return number
    }

    /// Headquarters confirms a correction or, with a note, gives it back.
    package func decideCorrection(
        _ number: Int64, isConfirmed: Bool, note: String?, version: Int64, units: Units,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.closeMonth)
        let (project, correction) = try waitingCorrection(number, occasion.actor.sight)
        let note = note.map { trimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
        var problems = decidingProblems(
            [.headquarters], occasion.actor.unit.flatMap { units[$0] }, reporter: correction.unit)
        if !isConfirmed, note == nil { problems.append(Problem("退回请写原因", at: .field("note"))) }
        checkLength(note ?? "", "note", .lettersOfReason, &problems)
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try settle(
            number, of: "month_correction", as: isConfirmed ? .confirmed : .returned, note: note,
            from: version,
            occasion)
        try tell(
            isConfirmed ? "month.correction_confirmed" : "month.correction_returned", project,
            "month_correction", number, occasion)
    }

    /// Takes back what the actor's own unit reported and nobody decided yet.
    package func withdrawCorrection(
        _ number: Int64, version: Int64, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.collect)
        let (project, correction) = try waitingCorrection(number, occasion.actor.sight)
        guard occasion.actor.unit == correction.unit else {
            throw ProjectRefusal([Problem("只有报送单位可以撤回")])
        }
        try settle(
            number, of: "month_correction", as: .withdrawn, note: nil, from: version, occasion)
        try tell("month.correction_withdrawn", project, "month_correction", number, occasion)
    }

    /// The corrections of a month, or where `month` is nil those that wait for headquarters; of
    /// projects that the reader sees, the last first.
    package func corrections(
        of month: Month?, visibleTo sight: Sight
    ) throws -> [ListedCorrection] {
        let which: Query =
            month.map { "month_correction.month = \($0.description)" }
            ?? "month_correction.state = 'reported'"
        return try rows(
            """
            SELECT month_correction.*, project.name AS project_name,
                project.unit_id AS project_unit
            FROM month_correction
            JOIN project ON project.city_id = month_correction.city_id
                AND project.id = month_correction.project_id
            WHERE month_correction.city_id = \(city) AND \(which) AND \(isVisible(to: sight))
            ORDER BY month_correction.number DESC LIMIT \(Limit.correctionsOnPage)
            """
        ).map { row in
            ListedCorrection(
                correction: try MonthCorrection(row), projectName: try row.text("project_name"),
                projectUnit: try row.text("project_unit"))
        }
    }

    /// The corrections that wait for headquarters, of projects that the reader sees.
    package func waitingCorrectionWork(visibleTo sight: Sight) throws -> WaitingWork {
        try rows(
            """
            SELECT count(*) AS n, min(month_correction.reported_at) AS since FROM month_correction
            JOIN project ON project.city_id = month_correction.city_id
                AND project.id = month_correction.project_id
            WHERE month_correction.city_id = \(city) AND month_correction.state = 'reported'
                AND \(isVisible(to: sight))
            """)[0].waitingWork
    }

    /// Of whose project a correction is, in the reader's sight.
    package func correction(
        _ number: Int64, visibleTo sight: Sight
    ) throws -> MonthCorrection? {
        guard let found = try corrections(where: "number = \(number)").first,
            try project(found.project, visibleTo: sight) != nil
        else { return nil }
        return found
    }

    func corrections(ofProject id: Identifier) throws -> [MonthCorrection] {
        try corrections(where: "project_id = \(id)")
    }

    // MARK: Steps

    private func corrections(where condition: Query) throws -> [MonthCorrection] {
        try rows(
            """
            SELECT * FROM month_correction WHERE city_id = \(city) AND \(condition)
            ORDER BY number DESC LIMIT \(Limit.correctionsOnPage)
            """
        ).map(MonthCorrection.init)
    }

    private func waitingCorrection(
        _ number: Int64, _ sight: Sight
    ) throws -> (Project, MonthCorrection) {
        guard let found = try corrections(where: "number = \(number)").first,
            let project = try project(found.project, visibleTo: sight)
        else { throw UnknownProject() }
        guard found.state == .reported else {
            throw ProjectRefusal([
                Problem("这一条\(Lexicon.chinese.text(found.state.label))，不用再办")
            ])
        }
        return (project, found)
    }
}

extension MonthCorrection {
    fileprivate init(_ row: ResultRow) throws {
        guard let field = MonthlyField(rawValue: try row.text("field")),
            let state = ProjectEventState(rawValue: try row.text("state"))
        else { throw WrongColumn(column: "field") }
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            month: try row.month("month"), enteredIn: try row.month("entered_in"), field: field,
            was: try row.optionalText("was"), became: try row.text("became"),
            reason: try row.text("reason"), unit: try row.text("unit_id"),
            reportedBy: try row.text("reported_by"), reportedAt: try row.instant("reported_at"),
            state: state, decision: try EventDecision(row), version: try row.integer("version"))
    }
}
