package import Basics
import Evidence
package import People
package import Storage

extension Transaction {
    /// What merging one company into another would do.
    package func mergePlan(of from: Identifier, into: Identifier) throws -> MergePlan {
        guard let source = try companyRecord(from), let target = try companyRecord(into) else {
            throw UnknownCompany()
        }
        let ids = Set([from, into])
        let held = try rows(
            """
            SELECT * FROM company_parent WHERE city_id = \(city) AND parent_id IN \(ids.sorted())
            ORDER BY number
            """
        ).map(CompanyParent.init)
        let above = try ids.sorted().flatMap { try controllingLinks(above: $0) }
        let named = (held + above + source.parents + target.parents)
            .flatMap { [$0.company, $0.parent] }
        let others = [source.company.mergedInto, target.company.mergedInto].compactMap(\.self)
        let names = try companies(ids.union(named).union(others)).map { ($0.id, $0.name) }
        return MergePlan(
            of: source, into: target, held: held, above: above,
            names: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }

    /// How many rows of each kind become the other company's.
    package func moves(of plan: MergePlan) throws -> [MergeMove] {
        let (from, into) = (plan.from.company.id, plan.into.company.id)
        return try companyRelations.compactMap { relation in
            let found = try rows(
                """
                SELECT count(*) AS n FROM \(Query.name(relation.table))
                WHERE city_id = \(city) AND \(belongs(relation, to: from, apart: into))
                """)[0].int("n")
            return found == 0 ? nil : MergeMove(label: relation.label, count: found)
        }
    }

    /// Makes two companies one. `version` and `intoVersion` are those that were shown. Refused with
    /// everything that speaks against it.
    package func mergeCompany(
        _ from: Identifier, version: Int64, into: Identifier, intoVersion: Int64,
        on grounds: Grounds, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editCompanies)
        let plan = try mergePlan(of: from, into: into)
        let problems = plan.problems + grounds.problems
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        try save(grounds.source(by: occasion.actor.name, at: occasion.at))
        try advance(plan.from.company, from: version)
        try advance(plan.into.company, from: intoVersion)
        var changes = special(plan, on: grounds)
        for change in changes { try write(change.after, for: change) }
        for relation in companyRelations {
            changes += try move(relation, from: from, into: into)
        }
        let entry = try record(
            "company.merged", on: [plan.from.company.subject, plan.into.company.subject],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                JSONMember("from", .string(from.text)), JSONMember("into", .string(into.text)),
                JSONMember("source", .string(grounds.id.text)),
            ]),
            personal: PersonalPart(
                .object([
                    JSONMember("from", .string(plan.from.company.name)),
                    JSONMember("into", .string(plan.into.company.name)),
                ]), salt: occasion.salt))
        try save(changes, of: plan, grounds, occasion, entry.number)
        try indexCompanies([from, into])
    }

    /// The merging by which a company is no longer one of its own.
    package func standingMerge(of id: Identifier) throws -> CompanyMerge? {
        try rows(
            """
            \(mergesWithNames) AND from_id = \(id) AND undone_at IS NULL
            """
        ).first.map(CompanyMerge.init)
    }

    /// The mergings that stand and that brought a company something, newest first.
    package func standingMerges(into id: Identifier) throws -> [CompanyMerge] {
        try rows(
            """
            \(mergesWithNames) AND into_id = \(id) AND undone_at IS NULL
            ORDER BY number DESC
            """
        ).map(CompanyMerge.init)
    }

    var mergesWithNames: Query {
        """
        SELECT company_merge.*, merger.name AS merger_name, undoer.name AS undoer_name
        FROM company_merge
        LEFT JOIN member AS merger ON merger.city_id = company_merge.city_id
            AND merger.id = company_merge.merged_by
        LEFT JOIN member AS undoer ON undoer.city_id = company_merge.city_id
            AND undoer.id = company_merge.undone_by
        WHERE company_merge.city_id = \(city)
        """
    }

    // MARK: Steps

    /// What changes besides the company that rows belong to: the name by law becomes a merged one,
    /// doubled links end, what is lacking is filled.
    private func special(_ plan: MergePlan, on grounds: Grounds) -> [MergeChange] {
        let names = plan.from.names.filter { $0.kind == .legal }.map {
            MergeChange(
                table: "company_name", key: String($0.number), column: "kind",
                before: CompanyNameKind.legal.rawValue, after: CompanyNameKind.merged.rawValue)
        }
        let ended = plan.doubled.flatMap { link in
            [
                ("until", nil, grounds.today.description),
                ("until_precision", nil, DayPrecision.day.rawValue),
                ("end_source_id", link.endSource?.text, grounds.id.text),
            ].map { (column: String, before: String?, after: String) in
                MergeChange(
                    table: "company_parent", key: String(link.number), column: column,
                    before: before, after: after)
            }
        }
        let filled = plan.filled.map { field in
            MergeChange(
                table: "company", key: plan.into.company.id.text, column: field.rawValue,
                before: nil, after: field.value(of: plan.from.company))
        }
        return names + ended + filled
    }

    private func move(
        _ relation: CompanyRelation, from: Identifier, into: Identifier
    ) throws -> [MergeChange] {
        let table = Query.name(relation.table)
        let condition = belongs(relation, to: from, apart: into)
        let key = Query.name(relation.key.rawValue)
        let keys = try rows(
            """
            SELECT \(key) AS row_key FROM \(table)
            WHERE city_id = \(city) AND \(condition) ORDER BY \(key)
            """
        ).map { try relation.key.text(of: $0, "row_key") }
        try run(
            """
            UPDATE \(table) SET \(Query.name(relation.column)) = \(into)
            WHERE city_id = \(city) AND \(condition)
            """)
        return keys.map {
            MergeChange(
                table: relation.table, key: $0, column: relation.column, before: from.text,
                after: into.text)
        }
    }

    private func belongs(
        _ relation: CompanyRelation, to id: Identifier, apart other: Identifier
    ) -> Query {
        let own: Query = "\(Query.name(relation.column)) = \(id)"
        guard let apart = relation.apart else { return own }
        return "\(own) AND \(Query.name(apart)) <> \(other)"
    }

    /// The next version, from the one that was shown.
    func advance(_ company: Company, from version: Int64) throws {
        let row: Query = "city_id = \(city) AND id = \(company.id)"
        try update(
            company.subject, from: version,
            """
            UPDATE company SET version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM company WHERE \(row)")
    }

    /// Sets the column of a change.
    func write(_ value: String?, for change: MergeChange) throws {
        try run(
            """
            UPDATE \(Query.name(change.table)) SET \(Query.name(change.column)) = \(value)
            WHERE city_id = \(city) AND \(row(of: change))
            """)
    }

    /// The condition that names the row of a change.
    func row(of change: MergeChange) -> Query {
        change.rowKey.names(change.key)
    }

    private func save(
        _ changes: [MergeChange], of plan: MergePlan, _ grounds: Grounds, _ occasion: Occasion,
        _ journalNumber: Int64
    ) throws {
        let number = try nextNumber(of: "company_merge")
        try run(
            """
            INSERT INTO company_merge (city_id, number, from_id, into_id, final_id, source_id,
                merged_by, merged_at, journal_number)
            VALUES (\(city), \(number), \(plan.from.company.id), \(plan.into.company.id),
                \(plan.into.company.id), \(grounds.id), \(occasion.actor.name), \(occasion.at),
                \(journalNumber))
            """)
        try run(
            """
            UPDATE company_merge SET final_id = \(plan.into.company.id)
            WHERE city_id = \(city) AND undone_at IS NULL
                AND final_id = \(plan.from.company.id)
            """)
        try load(
            into: "company_merge_change",
            columns: [
                "city_id", "merge_number", "position", "table_name", "row_key", "column_name",
                "before", "after",
            ],
            rows: changes.enumerated().map { place, change in
                [
                    city.stored, .integer(number), .integer(Int64(place)), change.table.stored,
                    change.key.stored, change.column.stored,
                    change.before?.stored ?? .null, change.after?.stored ?? .null,
                ]
            })
    }
}

extension Transaction {
    /// A company stands for itself again, and for all that were merged into it before.
    func standAgain(_ company: Identifier) throws {
        var (reached, next): (Set<Identifier>, [Identifier]) = ([], [company])
        while !next.isEmpty {
            let found = try rows(
                """
                SELECT from_id FROM company_merge
                WHERE city_id = \(city) AND undone_at IS NULL AND into_id IN \(next)
                """
            ).map { try $0.identifier("from_id") }
            next = found.filter { reached.insert($0).inserted }
        }
        try run(
            """
            UPDATE company_merge SET final_id = \(company)
            WHERE city_id = \(city) AND undone_at IS NULL AND from_id IN \(reached.sorted())
            """)
    }

    /// One row says again what another said, which mergings had moved: taken back, they take this
    /// one back too.
    func repeatMerges(of old: String, in table: String, for new: String) throws {
        try run(
            """
            INSERT INTO company_merge_change (city_id, merge_number, position, table_name,
                row_key, column_name, before, after)
            SELECT moved.city_id, moved.merge_number,
                (SELECT max(other.position) + 1 FROM company_merge_change other
                    WHERE other.city_id = moved.city_id
                        AND other.merge_number = moved.merge_number),
                moved.table_name, \(new), moved.column_name, moved.before, moved.after
            FROM company_merge_change moved
            JOIN company_merge ON company_merge.city_id = moved.city_id
                AND company_merge.number = moved.merge_number AND company_merge.undone_at IS NULL
            WHERE moved.city_id = \(city) AND moved.table_name = \(table)
                AND moved.row_key = \(old)
            """)
    }
}

extension CompanyMerge {
    init(_ row: ResultRow) throws {
        number = try row.integer("number")
        from = try row.identifier("from_id")
        into = try row.identifier("into_id")
        source = try row.identifier("source_id")
        by = try row.optionalText("merger_name") ?? row.text("merged_by")
        at = try row.instant("merged_at")
        journalNumber = try row.integer("journal_number")
        undoneBy = try row.optionalText("undoer_name") ?? row.optionalText("undone_by")
    }
}
