package import Basics
package import People
package import Rules
package import Storage
import Texts

/// That money isn't counted, as it was typed.
package struct ExclusionDraft: Sendable, Hashable {
    let exclusion: String
    let since: String
    let reason: String

    /// By the names of the form's fields.
    package init(_ field: (String) -> String?) {
        exclusion = field("exclusion") ?? ""
        since = trimmed(field("since") ?? "")
        reason = trimmed(field("ground") ?? "")
    }
}

extension Transaction {
    /// Marks a project by an exclusion that the rule has switched on; gives the mark's number. It
    /// holds from a month that is still open.
    package func exclude(
        _ draft: ExclusionDraft, of id: Identifier, rule: ExclusionRule, today: Day,
        _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.decideExclusions)
        guard let money = try money(of: id, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        var problems: [Problem] = []
        let exclusion = rule.inForce.first { $0.id == draft.exclusion }
        if exclusion == nil {
            problems.append(Problem("请选不计入的情形", at: .field("exclusion")))
        } else if money.standing.contains(where: { $0.exclusion == draft.exclusion }) {
            problems.append(Problem("这个项目已经这样认定", at: .field("exclusion")))
        }
        let since = Month(text: draft.since)
        if since == nil { problems.append(Problem("月份应写作 2026-10", at: .field("since"))) }
        if let since { problems += openProblems(since, money, "since", today) }
        problems += groundProblems(draft.reason, "ground")
        guard problems.isEmpty, let since, let exclusion else { throw ProjectRefusal(problems) }
        let number = try nextNumber(of: "project_exclusion")
        try run(
            """
            INSERT INTO project_exclusion (city_id, number, project_id, exclusion, since, reason,
                unit_id, decided_by, decided_at, version)
            VALUES (\(city), \(number), \(id), \(exclusion.id), \(since.description),
                \(draft.reason), \(occasion.actor.unit), \(occasion.actor.name), \(occasion.at),
                \(1))
            """)
        try tell("project.excluded", money.project, "exclusion", number, occasion)
        return number
    }

    /// Undoes a mark: from the first open month that it held in, money counts again. Closed months
    /// stay as they were.
    package func undoExclusion(
        _ number: Int64, because reason: String?, version: Int64, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.decideExclusions)
        let row: Query = "city_id = \(city) AND number = \(number)"
        guard
            let id = try rows("SELECT project_id FROM project_exclusion WHERE \(row)").first?
                .identifier("project_id"),
            let money = try money(of: id, visibleTo: occasion.actor.sight),
            let exclusion = money.exclusions.first(where: { $0.number == number })
        else { throw UnknownProject() }
        let reason = trimmed(reason ?? "")
        var problems = groundProblems(reason, "undone")
        if exclusion.until != nil { problems.append(Problem("这个认定已经撤销")) }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        let until = money.open(from: exclusion.since)
        _ = try update(
            Subject("exclusion", String(number)), from: version,
            """
            UPDATE project_exclusion SET until = \(until.description), undone_reason = \(reason),
                undone_by = \(occasion.actor.name), undone_at = \(occasion.at),
                version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM project_exclusion WHERE \(row)")
        try tell("project.exclusion_undone", money.project, "exclusion", number, occasion)
    }

    /// Whose mark it is; nil where the reader doesn't see the project.
    package func project(
        ofExclusion number: Int64, visibleTo sight: Sight
    ) throws -> Identifier? {
        guard
            let id = try rows(
                """
                SELECT project_id FROM project_exclusion
                WHERE city_id = \(city) AND number = \(number)
                """
            ).first?.identifier("project_id")
        else { return nil }
        return try project(id, visibleTo: sight)?.id
    }

    func exclusions(ofProject id: Identifier) throws -> [ProjectExclusion] {
        try exclusions(ofProjects: [id])[id] ?? []
    }

    func exclusions(
        ofProjects ids: Set<Identifier>
    ) throws -> [Identifier: [ProjectExclusion]] {
        var found: [Identifier: [ProjectExclusion]] = [:]
        for part in ids.sorted().parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT * FROM project_exclusion WHERE city_id = \(city) AND project_id IN \(part)
                ORDER BY number LIMIT \(Limit.exportedReceipts)
                """)
            {
                found[try row.identifier("project_id"), default: []].append(
                    try ProjectExclusion(row))
            }
        }
        return found
    }
}

private func openProblems(
    _ month: Month, _ money: ProjectMoney, _ field: String, _ today: Day
) -> [Problem] {
    if money.isClosed(month) {
        let open = money.open(from: month).description
        return [Problem("\(month.description)已关账，最早从\(open)起", at: .field(field))]
    }
    if month > Month(of: today) {
        return [Problem("\(month.description)还没有到", at: .field(field))]
    }
    return []
}

private func groundProblems(_ reason: String, _ field: String) -> [Problem] {
    let most = Limit.lettersOfReason.count
    return (1...most).contains(reason.count)
        ? [] : [Problem("请写理由，最多\(most)个字", at: .field(field))]
}

extension ProjectExclusion {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), exclusion: try row.text("exclusion"),
            since: try row.month("since"), reason: try row.text("reason"),
            unit: try row.optionalText("unit_id"), decidedBy: try row.text("decided_by"),
            decidedAt: try row.instant("decided_at"), until: try row.optionalMonth("until"),
            undoneReason: try row.optionalText("undone_reason"),
            version: try row.integer("version"))
    }
}
