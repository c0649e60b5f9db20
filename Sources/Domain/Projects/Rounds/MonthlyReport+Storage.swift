package import Basics
package import People
import Rules
package import Storage

/// What the city knows of a project beside the last month's row.
struct KnownProgress: Sendable, Hashable {
    var stage: Stage?
    /// Confirmed receipts; nil where one of them has no rate.
    var received: Money?
}

extension Transaction {
    /// One round of a monthly report; a draft only for its own unit.
    package func monthlyReport(_ id: Identifier, by actor: Actor) throws -> MonthlyReport? {
        guard let sheet = try sheetOrDraft(id, visibleTo: actor.sight),
            let report = try monthlyReports([sheet]).first,
            sheet.state != .draft || actor.unit == sheet.unit
        else { return nil }
        return report
    }

    /// The rounds of a month that the reader sees, the newest of a unit first.
    package func monthlyReports(
        of month: Month, visibleTo sight: Sight
    ) throws -> [MonthlyReport] {
        try monthlyReports(sheets(of: .month(month), visibleTo: sight))
    }

    /// The rounds that wait for a check which the actor may make.
    package func monthlyReportsToCheck(
        by actor: Actor, _ rules: RoundRules
    ) throws -> [MonthlyReport] {
        try monthlyReports(
            sheets(
                where: """
                    sheet.state = \(HandedState.checking.rawValue)
                    AND \(actor.sight.condition(unitColumn: "sheet.unit_id"))
                    """)
        ).filter { report in
            report.check(by: rules.rule).map {
                rules.problems(of: $0, of: report, by: actor).isEmpty
            } ?? false
        }
    }

    /// Those of the sheets that were filled in on pages, in their order.
    package func monthlyReports(_ sheets: [HandedSheet]) throws -> [MonthlyReport] {
        let ids = sheets.map(\.id)
        let found = try rows(
            """
            SELECT * FROM monthly_report WHERE city_id = \(city) AND sheet_id IN \(ids)
            LIMIT \(Limit.sheetsOfRound)
            """)
        let byID = try Dictionary(
            found.map { (try $0.identifier("sheet_id"), $0) },
            uniquingKeysWith: { first, _ in first })
        var acts: [Identifier: [MonthlyAct]] = [:]
        for row in try rows(
            """
            SELECT * FROM monthly_act WHERE city_id = \(city) AND sheet_id IN \(ids)
            ORDER BY sheet_id, number LIMIT \(Limit.rowsOfRound)
            """)
        {
            acts[try row.identifier("sheet_id"), default: []].append(try MonthlyAct(row))
        }
        return try sheets.compactMap { sheet in
            guard let row = byID[sheet.id] else { return nil }
            return MonthlyReport(
                sheet: sheet, month: try row.month("month"), round: try row.int("round"),
                passed: try row.int("passed"),
                due: DueDay(day: try row.day("due_on"), isPublished: try row.flag("due_known")),
                acts: acts[sheet.id] ?? [])
        }
    }

    /// The first day on which each unit handed in a month, by sheet or on pages.
    package func firstHandedIn(
        _ month: Month, visibleTo sight: Sight
    ) throws -> [String: Instant] {
        let found = try rows(
            """
            SELECT unit_id, min(handed_at) AS at FROM sheet
            WHERE city_id = \(city) AND round = \(month.description) AND file_hash <> ''
                AND \(sight.condition(unitColumn: "sheet.unit_id"))
            GROUP BY unit_id LIMIT \(Limit.sheetsOfRound)
            """)
        return try Dictionary(
            found.map { (try $0.text("unit_id"), try $0.instant("at")) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Refuses a month that was closed.
    func refuseClosed(_ month: Month) throws {
        guard let closed = try closedThrough(), month <= closed else { return }
        throw SheetRefusal([
            Problem(
                "\(month.description)已经关账，只读；更正请在\(closed.next.description)写明原因另记一笔",
                at: .field("month"))
        ])
    }

    /// What was confirmed of projects by the end of a month.
    func progress(
        of projects: [Identifier], in month: Month, _ rules: RoundRules
    ) throws -> [Identifier: KnownProgress] {
        let stages = rules.folder.stages(on: rules.today)
        let vocabulary = try SheetVocabulary(rules.folder)
        var known: [Identifier: KnownProgress] = [:]
        for part in projects.parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT id, reached FROM project WHERE city_id = \(city) AND id IN \(part)
                    AND reached IS NOT NULL
                """)
            {
                let word = try row.optionalText("reached").flatMap { stages?.stage($0)?.name.zh }
                known[try row.identifier("id"), default: KnownProgress()].stage =
                    word.flatMap { vocabulary.stage(in: $0)?.stage }
            }
            for row in try rows(
                """
                SELECT project_id, sum(yuan) AS yuan, count(*) AS n, count(yuan) AS rated
                FROM receipt
                WHERE city_id = \(city) AND project_id IN \(part) AND state = 'confirmed'
                    AND replaced_by IS NULL AND month <= \(month.description)
                GROUP BY project_id
                """)
            where try row.int("n") == row.int("rated") {
                known[try row.identifier("project_id"), default: KnownProgress()].received =
                    try row.optionalInteger("yuan").map { Money(minor: $0) }
            }
        }
        return known
    }

    // MARK: Steps

    func save(_ report: MonthlyReport) throws {
        try run(
            """
            INSERT INTO monthly_report (city_id, sheet_id, month, unit_id, round, passed, due_on,
                due_known)
            VALUES (\(city), \(report.id), \(report.month.description), \(report.unit),
                \(report.round), 0, \(report.due.day), \(report.due.isPublished))
            """)
    }

    func add(
        _ kind: MonthlyAct.Kind, to report: Identifier, unit: String, note: String? = nil,
        _ occasion: Occasion
    ) throws {
        let number = try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM monthly_act
            WHERE city_id = \(city) AND sheet_id = \(report)
            """
        ).first?.integer("last")
        try run(
            """
            INSERT INTO monthly_act (city_id, sheet_id, number, kind, by_member, unit_id, at, note)
            VALUES (\(city), \(report), \((number ?? 0) + 1), \(kind.rawValue),
                \(occasion.actor.name), \(unit), \(occasion.at), \(note))
            """)
    }

    /// Puts other rows in the place of a draft's.
    func replace(rows: [LedgerRow], of sheet: Identifier) throws {
        try run("DELETE FROM reported_row WHERE city_id = \(city) AND sheet_id = \(sheet)")
        try load(
            into: "reported_row", columns: LedgerRow.columns,
            rows: rows.map { $0.stored(city: city) })
    }
}

extension MonthlyAct {
    fileprivate init(_ row: ResultRow) throws {
        guard let kind = Kind(rawValue: try row.text("kind")) else {
            throw WrongColumn(column: "kind")
        }
        self.init(
            kind: kind, by: try row.text("by_member"), unit: try row.text("unit_id"),
            at: try row.instant("at"), note: try row.optionalText("note"))
    }
}
