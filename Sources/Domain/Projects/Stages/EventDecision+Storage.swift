import Basics
import People
import Storage

/// What events, receipts and corrections have in common: a unit reported them, another confirms
/// them or gives them back. Their tables have `state`, `decided_by`, `decided_unit`, `decided_at`,
/// `note` and `version`.
extension Transaction {
    /// Ends the waiting of one, by its number. `change` sets columns beside. Refused where somebody
    /// else changed it since `version`.
    func settle(
        _ number: Int64, of table: String, as state: ProjectEventState, note: String?,
        from version: Int64, _ occasion: Occasion, setting change: Query? = nil
    ) throws {
        let row: Query = "city_id = \(city) AND number = \(number)"
        let beside: Query = change.map { "\($0), " } ?? ""
        _ = try update(
            Subject(table, String(number)), from: version,
            """
            UPDATE \(Query.name(table)) SET \(beside)state = \(state.rawValue),
                decided_by = \(occasion.actor.name), decided_unit = \(occasion.actor.unit),
                decided_at = \(occasion.at), note = \(note), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM \(Query.name(table)) WHERE \(row)")
    }

    /// An entry of the journal about a project and one of the things that hang on it.
    func tell(
        _ kind: String, _ project: Project, _ noun: String, _ number: Int64, _ occasion: Occasion
    ) throws {
        try record(
            kind, on: [project.subject, Subject(noun, String(number))], by: occasion.actor.name,
            at: occasion.at, body: .object([noun: .integer(number)]))
    }
}

extension EventDecision {
    /// Nil where nobody decided.
    init?(_ row: ResultRow) throws {
        guard let by = try row.optionalText("decided_by") else { return nil }
        self.init(
            by: by, unit: try row.optionalText("decided_unit"), at: try row.instant("decided_at"),
            note: try row.optionalText("note"))
    }
}
