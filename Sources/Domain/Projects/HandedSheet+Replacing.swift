import Basics
import People
import Storage

extension Limit {
    /// How many of the sheets that a unit handed in before for a round are looked at.
    static let sheetsLookedBack: Limit = 6
}

/// What one sheet taking another's place, or coming late, means for the ledger.
extension Transaction {
    /// A unit's projects of a round come from one sheet: its own, or one with rows of several
    /// units.
    func refuseSecondReport(of sheet: HandedSheet, _ rows: [LedgerRow]) throws {
        let units = Array(Set(rows.map(\.reported.unit))).sorted()
        let files = try self.rows(
            """
            SELECT DISTINCT sheet.file_name FROM sheet
            JOIN reported_row ON reported_row.city_id = sheet.city_id
                AND reported_row.sheet_id = sheet.id
            WHERE sheet.city_id = \(city) AND sheet.round = \(sheet.round.description)
                AND sheet.state = \(HandedState.applied.rawValue) AND sheet.unit_id <> \(sheet.unit)
                AND reported_row.unit_id IN \(units)
            ORDER BY sheet.file_name LIMIT \(Limit.sheetsOfRound)
            """
        ).map { try $0.text("file_name") }
        guard files.isEmpty else {
            throw SheetRefusal(
                files.map { file in
                    Problem(
                        "表中有的单位，项目已由“\(file)”报过；一个单位一期只收一份",
                        at: .cell(CellPlace(file: sheet.file)))
                })
        }
    }

    /// The rows of each unit's first month after a round: those that a late sheet comes before.
    func nextRows(of units: [String], after round: Round) throws -> [LedgerRow] {
        // The months of a year follow on its ledger.
        let last = round.month == nil ? round.description + "-99" : round.description
        let found = try rows(
            """
            SELECT reported_row.unit_id AS unit_id, min(sheet.round) AS round FROM sheet
            JOIN reported_row ON reported_row.city_id = sheet.city_id
                AND reported_row.sheet_id = sheet.id
            WHERE sheet.city_id = \(city) AND sheet.state = \(HandedState.applied.rawValue)
                AND sheet.round > \(last) AND reported_row.unit_id IN \(units)
                AND length(sheet.round) = 7
            GROUP BY reported_row.unit_id
            """)
        return try found.flatMap { row in
            guard let round = Round(text: try row.text("round")) else { return [LedgerRow]() }
            return try ledgerRows(of: round, units: [row.text("unit_id")], visibleTo: .all)
        }
    }

    /// Sheets of a round that no longer count and came from where these rows come from, the newest
    /// first: a project left out by mistake and reported again is the same one.
    func replacedSheets(of rows: [LedgerRow], in round: Round) throws -> [HandedSheet] {
        guard let id = rows.first?.sheet, let sheet = try sheet(id, visibleTo: .all) else {
            return []
        }
        return try sheets(
            where: """
                sheet.unit_id = \(sheet.unit) AND sheet.round = \(round.description)
                AND sheet.state = \(HandedState.replaced.rawValue)
                """
        ).prefix(Limit.sheetsLookedBack.count).map(\.self)
    }

    /// Projects whose last sheet was replaced by one without them say again what the sheets that
    /// count say; one that none of them reports is no project.
    func restate(_ projects: Set<Identifier>, at now: Instant) throws {
        for id in projects.sorted() {
            let reports = try history(ofProject: id, visibleTo: .all)
            guard let last = reports.first, let first = reports.last else {
                // What happened to it, and what shows it, outlives the sheet.
                if try hasCourse(id) { continue }
                try tallying([id], at: now) {
                    try run("DELETE FROM project WHERE city_id = \(city) AND id = \(id)")
                }
                try endState(of: id, at: now)
                try forgetInvestors(of: [id])
                try index(Subject("project", id.text), text: "")
                continue
            }
            let project = Project(
                id: id, reported: last.row.reported, firstRound: first.round,
                lastRound: last.round)
            try save([project], reportedAt: [last.row], at: now)
            try run(
                """
                UPDATE project SET first_round = \(first.round.description)
                WHERE city_id = \(city) AND id = \(id)
                """)
        }
    }

    /// Projects that a late sheet shows to be older than they were known to be.
    func beginEarlier(_ projects: [Identifier], in round: Round) throws {
        for part in projects.parts(of: .projectsPerStatement) {
            try run(
                """
                UPDATE project SET first_round = \(round.description)
                WHERE city_id = \(city) AND first_round > \(round.description) AND id IN \(part)
                """)
        }
    }
}
