package import Basics
package import People
package import Storage

extension Limit {
    /// Of what was recorded of a company since it was merged, so much is listed.
    static let laterChanges: Limit = 100
}

extension Transaction {
    /// What taking back the merging of a company would do; nil when it stands on its own.
    package func unmergePlan(of id: Identifier) throws -> UnmergePlan? {
        guard let merge = try standingMerge(of: id), let from = try companies([id]).first,
            let into = try companies([merge.into]).first
        else { return nil }
        let changes = try changes(of: merge)
        let taken = try takenLinks(changes)
        var back: [MergeChange] = []
        var kept: [KeptChange] = []
        for change in changes.reversed() {
            let now = try value(for: change)
            if now == change.after, !change.isEnd(of: taken) {
                back.append(change)
            } else if now != change.before {
                kept.append(
                    KeptChange(
                        table: change.table, column: change.column, before: change.before,
                        now: now))
            }
        }
        var problems: [Problem] = []
        if let next = into.mergedInto {
            let name = try companies([next]).first?.name ?? next.text
            problems.append(
                Problem("“\(into.name)”后来并入了“\(name)”，请先撤销那一次合并"))
        }
        let rows = Set(changes.map { [$0.table, $0.key] })
        for next in try standingMerges(into: merge.into) where next.number > merge.number {
            guard try self.changes(of: next).contains(where: { rows.contains([$0.table, $0.key]) })
            else { continue }
            let name = try companies([next.from]).first?.name ?? next.from.text
            problems.append(Problem("后来并入的“\(name)”动过同样的几条，请先撤销那一次合并"))
        }
        let moved = Dictionary(grouping: back.compactMap(\.relation), by: \.self)
        return UnmergePlan(
            merge: merge, from: from, into: into,
            moves: companyRelations.compactMap { relation in
                moved[relation].map { MergeMove(label: relation.label, count: $0.count) }
            },
            kept: kept, later: try later(than: merge), problems: problems, changes: back)
    }

    /// Takes a merging back: every row goes back to its company, every field is as it was, but what
    /// was changed since. `intoVersion` is that of the remaining company that was shown.
    package func unmergeCompany(
        _ from: Identifier, intoVersion: Int64, because reason: String?, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editCompanies)
        guard let plan = try unmergePlan(of: from) else { throw try notMerged(from) }
        guard plan.problems.isEmpty else { throw CompanyRefusal(plan.problems) }
        try advance(plan.into, from: intoVersion)
        try advance(plan.from, from: plan.from.version)
        for change in plan.changes { try write(change.before, for: change) }
        try run(
            """
            UPDATE company_merge SET undone_by = \(occasion.actor.name), undone_at = \(occasion.at)
            WHERE city_id = \(city) AND number = \(plan.merge.number)
            """)
        try standAgain(from)
        var words = [
            JSONMember("from", .string(plan.from.name)),
            JSONMember("into", .string(plan.into.name)),
        ]
        if let reason, !reason.isEmpty { words.append(JSONMember("reason", .string(reason))) }
        try record(
            "company.unmerged", on: [plan.from.subject, plan.into.subject],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                JSONMember("from", .string(from.text)),
                JSONMember("into", .string(plan.into.id.text)),
                JSONMember("merged", .integer(plan.merge.journalNumber)),
                JSONMember("kept", .integer(Int64(plan.kept.count))),
            ]), personal: PersonalPart(.object(words), salt: occasion.salt))
        try indexCompanies([plan.from.id, plan.into.id])
    }

    /// Why there is nothing to take back.
    private func notMerged(_ id: Identifier) throws -> any Error {
        guard let company = try companies([id]).first else { return UnknownCompany() }
        let undone = try rows(
            """
            \(mergesWithNames) AND from_id = \(id)
            ORDER BY number DESC LIMIT 1
            """
        ).first.map(CompanyMerge.init)
        guard let by = undone?.undoneBy else {
            return CompanyRefusal([Problem("“\(company.name)”没有并入别的企业")])
        }
        return CompanyRefusal([Problem("“\(company.name)”的合并已由\(by)撤销，不能再撤销一次")])
    }

    /// Controlling links that had ended with the merging and cannot go on: another company controls
    /// by now.
    private func takenLinks(_ changes: [MergeChange]) throws -> Set<String> {
        let links = changes.filter { $0.table == "company_parent" }
        let moved = Set(links.filter { $0.relation != nil }.map(\.key))
        let ended = links.filter { $0.column == "until" && !moved.contains($0.key) }
        return try Set(
            ended.map(\.key).filter { key in
                try rows(
                    """
                    SELECT other.number AS other
                    FROM company_parent link JOIN company_parent other
                        ON other.city_id = link.city_id AND other.company_id = link.company_id
                            AND other.number <> link.number AND other.is_controlling = 1
                            AND other.until IS NULL
                    WHERE link.city_id = \(city) AND link.is_controlling = 1
                        AND link.number = \(Int64(key))
                    """
                ).contains { !moved.contains(String(try $0.integer("other"))) }
            })
    }

    private func changes(of merge: CompanyMerge) throws -> [MergeChange] {
        try rows(
            """
            SELECT * FROM company_merge_change
            WHERE city_id = \(city) AND merge_number = \(merge.number) ORDER BY position
            """
        ).map { row in
            MergeChange(
                table: try row.text("table_name"), key: try row.text("row_key"),
                column: try row.text("column_name"), before: try row.optionalText("before"),
                after: try row.optionalText("after"))
        }
    }

    private func value(for change: MergeChange) throws -> String? {
        try rows(
            """
            SELECT \(Query.name(change.column)) AS value FROM \(Query.name(change.table))
            WHERE city_id = \(city) AND \(row(of: change))
            """
        ).first?.optionalText("value")
    }

    private func later(than merge: CompanyMerge) throws -> [LaterChange] {
        let lists = try lists(naming: merge.into).map(\.edition.subject.id)
        return try rows(
            """
            SELECT j.kind, j.subjects, j.recorded_by, j.recorded_at, member.name, words.body
            FROM journal j
            LEFT JOIN journal_personal words ON words.city_id = j.city_id
                AND words.number = j.number
            LEFT JOIN member ON member.city_id = j.city_id AND member.id = j.recorded_by
            WHERE j.city_id = \(city) AND j.number IN (
                SELECT s.number FROM journal_subject s
                WHERE s.city_id = \(city) AND s.noun = 'company'
                    AND s.id IN \([merge.from, merge.into]) AND s.number > \(merge.journalNumber)
                UNION SELECT s.number FROM journal_subject s
                JOIN journal k ON k.city_id = s.city_id AND k.number = s.number
                WHERE s.city_id = \(city) AND s.noun = 'list' AND s.id IN \(lists)
                    AND k.kind = 'list.imported' AND s.number > \(merge.journalNumber))
            ORDER BY j.number DESC LIMIT \(Limit.laterChanges)
            """
        ).map { row in
            LaterChange(
                kind: try row.text("kind"),
                what: try what(row.optionalText("body"), subjects: row.text("subjects")),
                by: try row.optionalText("name") ?? row.text("recorded_by"),
                at: try row.instant("recorded_at"))
        }
    }
}

/// What an entry's own words name, else the list or the record among its subjects.
private func what(_ words: String?, subjects: String) throws -> String? {
    if let words {
        let words = try JSONValue(parsing: words)
        for key in ["name", "to", "value", "parent"] {
            if let text = words[key]?.string { return text }
        }
    }
    for subject in try JSONValue(parsing: subjects).array ?? [] {
        guard let pair = subject.array, pair.count == 2, let id = pair[1].string else { continue }
        if pair[0].string == "list" { return id }
        if pair[0].string == "contact" { return "#" + id }
    }
    return nil
}
