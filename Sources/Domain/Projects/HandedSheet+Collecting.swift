package import Basics
package import People
package import Storage

/// What confirming a sheet did to the ledger.
package struct Confirmed: Sendable, Hashable {
    package let sheet: Identifier
    package let newProjects: Int
    package let knownProjects: Int
    /// The sheet of the same unit and round whose place it took.
    package let replaced: Identifier?
}

extension Transaction {
    /// Takes a staged sheet into the ledger: each row gets its lasting project, known ones move on,
    /// new ones appear. One transaction: after it the whole sheet counts, before it nothing does.
    ///
    /// `fresh` are identifiers for the rows that turn out to be new projects, as many as the sheet
    /// has rows.
    package func confirm(
        sheet id: Identifier, fresh: [Identifier], rules: CheckingRules, by member: String,
        at now: Instant, visibleTo sight: Sight
    ) throws -> Confirmed {
        guard let sheet = try sheet(id, visibleTo: sight) else {
            throw SheetRefusal([Problem("没有这份表，或者它不归您看")])
        }
        guard sheet.state == .staged else {
            throw SheetRefusal("这份表已经处理过，不能再次入库", file: sheet.file)
        }
        try refuseReport(beside: sheet)
        return try enter(sheet, fresh: fresh, rules: rules, by: member, at: now)
    }

    /// What confirming a sheet and passing the last check of a monthly report have in common.
    /// Rows that name their project keep it.
    func enter(
        _ sheet: HandedSheet, fresh: [Identifier], rules: CheckingRules, by member: String,
        at now: Instant
    ) throws -> Confirmed {
        if let month = sheet.round.month { try refuseClosed(month) }
        let current = try ledgerRows(ofSheet: sheet.id, visibleTo: .all)
        let earlier = try sheets(
            where: """
                sheet.unit_id = \(sheet.unit) AND sheet.round = \(sheet.round.description)
                AND sheet.state = \(HandedState.applied.rawValue)
                """)
        try refuseSecondReport(of: sheet, current)
        let identities = try identities(
            of: current, in: sheet.round, replacing: earlier, rules)
        let before = try earlier.flatMap { try ledgerRows(ofSheet: $0.id, visibleTo: .all) }
        for old in earlier { try move(old, to: .replaced) }
        try move(sheet, to: .applied)
        var unused = fresh[...]
        var newcomers = 0
        var projects: [Project] = []
        for (row, known) in zip(current, identities) {
            let first: Round
            let project: Identifier
            if let known {
                (project, first) = (known.project, known.firstRound)
            } else {
                guard let next = unused.popFirst() else {
                    preconditionFailure("fewer fresh identifiers than rows")
                }
                (project, first) = (next, sheet.round)
                newcomers += 1
            }
            projects.append(
                Project(
                    id: project, reported: row.reported, firstRound: first,
                    lastRound: sheet.round))
        }
        try link(current, to: projects.map(\.id))
        try saveLatest(projects, reportedAt: current, round: sheet.round, at: now)
        try restate(Set(before.compactMap(\.project)).subtracting(projects.map(\.id)), at: now)
        try record(
            "sheet.confirmed", on: Subject("sheet", sheet.id.text), by: member, at: now,
            body: .object([
                "round": .string(sheet.round.description), "unit": .string(sheet.unit),
                "file": .string(sheet.file), "hash": .string(sheet.fileHash),
                "rows": JSONValue(current.count), "new": JSONValue(newcomers),
            ]))
        return Confirmed(
            sheet: sheet.id, newProjects: newcomers, knownProjects: current.count - newcomers,
            replaced: earlier.first?.id)
    }

    /// A unit reports a month once: its sheet isn't taken while its monthly report is being
    /// checked, and takes the place of one that is only a draft.
    private func refuseReport(beside sheet: HandedSheet) throws {
        guard let month = sheet.round.month else { return }
        let units = try rows(
            """
            SELECT DISTINCT unit_id FROM reported_row
            WHERE city_id = \(city) AND sheet_id = \(sheet.id) LIMIT \(Limit.sheetsOfRound)
            """
        ).map { try $0.text("unit_id") }
        let handed = try sheets(of: .month(month), visibleTo: .all).filter {
            units.contains($0.unit)
        }
        guard !handed.contains(where: { $0.state == .checking }) else {
            throw SheetRefusal("这个单位的月报正在网上审核，先审完或退回", file: sheet.file)
        }
        for draft in handed where draft.state == .draft { try move(draft, to: .withdrawn) }
    }

    /// Puts a staged sheet aside.
    package func withdraw(
        sheet id: Identifier, by member: String, at now: Instant, visibleTo sight: Sight
    ) throws {
        guard let sheet = try sheet(id, visibleTo: sight), sheet.state == .staged else {
            throw SheetRefusal([Problem("这份表已经处理过，不能撤回")])
        }
        try move(sheet, to: .withdrawn)
        try record(
            "sheet.withdrawn", on: Subject("sheet", id.text), by: member, at: now,
            body: .object(["file": .string(sheet.file)]))
    }

    /// The rows that a unit's rows of a round follow on from: the unit's own last round before it.
    package func previousRows(of units: [String], before round: Round) throws -> [LedgerRow] {
        guard case .month = round else { return [] }
        let last = try rows(
            """
            SELECT reported_row.unit_id AS unit_id, max(sheet.round) AS round FROM sheet
            JOIN reported_row ON reported_row.city_id = sheet.city_id
                AND reported_row.sheet_id = sheet.id
            WHERE sheet.city_id = \(city) AND sheet.state = \(HandedState.applied.rawValue)
                AND sheet.round < \(round.description) AND reported_row.unit_id IN \(units)
                AND length(sheet.round) = 7
            GROUP BY reported_row.unit_id
            """)
        return try last.flatMap { row in
            guard let round = Round(text: try row.text("round")) else { return [LedgerRow]() }
            return try ledgerRows(of: round, units: [row.text("unit_id")], visibleTo: .all)
        }
    }

    /// For each row the project it continues, or nil for a new one: first the sheet it replaces,
    /// then the unit's last month, for a late sheet its next one, then the earlier years' ledgers
    /// where the signing day is the same, at last what the unit handed in before for this round.
    private func identities(
        of current: [LedgerRow], in round: Round, replacing earlier: [HandedSheet],
        _ rules: CheckingRules
    ) throws -> [KnownProject?] {
        let units = Array(Set(current.map(\.reported.unit))).sorted()
        var lineage = Lineage(current, rules)
        func isSameSigning(_ one: ReportedProject, _ other: ReportedProject) -> Bool {
            guard let first = one.signedOn, let second = other.signedOn else { return false }
            return Month(of: first.first) == Month(of: second.first)
        }
        lineage.follow(try earlier.flatMap { try ledgerRows(ofSheet: $0.id, visibleTo: .all) })
        lineage.follow(try previousRows(of: units, before: round))
        let next = try nextRows(of: units, after: round)
        if case .month = round {
            lineage.follow(next)
            let years = try rounds().filter { $0.month == nil }
            let ledger = try years.flatMap {
                try ledgerRows(of: $0, units: units, visibleTo: .all)
            }
            lineage.follow(ledger, where: isSameSigning)
        } else {
            lineage.follow(next, where: isSameSigning)
        }
        for old in try replacedSheets(of: current, in: round) {
            lineage.follow(try ledgerRows(ofSheet: old.id, visibleTo: .all))
        }
        let projects = lineage.projects
        let first = try firstRounds(of: projects.compactMap(\.self))
        return projects.map { project in
            project.map { KnownProject(project: $0, firstRound: first[$0] ?? round) }
        }
    }

    private func firstRounds(of projects: [Identifier]) throws -> [Identifier: Round] {
        var first: [Identifier: Round] = [:]
        for part in projects.parts(of: .projectsPerStatement) {
            let found = try rows(
                """
                SELECT id, first_round FROM project WHERE city_id = \(city) AND id IN \(part)
                """)
            for row in found {
                first[try row.identifier("id")] = Round(text: try row.text("first_round"))
            }
        }
        return first
    }

    private func link(_ rows: [LedgerRow], to projects: [Identifier]) throws {
        let pairs = Array(zip(rows, projects))
        for part in pairs.parts(of: .projectsPerStatement) {
            let values = Query.values(part.map { [$0.position.stored, $1.stored] })
            try run(
                """
                UPDATE reported_row SET project_id = given.column2 FROM (VALUES \(values)) AS given
                WHERE reported_row.city_id = \(city) AND reported_row.sheet_id = \(rows[0].sheet)
                    AND reported_row.position = given.column1
                """)
        }
    }

    /// The ledger shows the newest round: a sheet handed in late for an earlier month leaves it as
    /// it is.
    private func saveLatest(
        _ projects: [Project], reportedAt rows: [LedgerRow], round: Round, at now: Instant
    ) throws {
        let later = try Set(
            self.rows(
                """
                SELECT id FROM project WHERE city_id = \(city) AND last_round > \(round.description)
                LIMIT \(Limit.rowsOfRound)
                """
            ).map { try $0.identifier("id") })
        let kept = zip(projects, rows).filter { !later.contains($0.0.id) }
        try save(kept.map(\.0), reportedAt: kept.map(\.1), at: now)
        try beginEarlier(projects.map(\.id).filter(later.contains), in: round)
    }
}

/// A project that a row continues.
private struct KnownProject {
    let project: Identifier
    let firstRound: Round
}

/// Which project each row of a sheet continues, found step by step; a project is given to one row
/// only.
private struct Lineage {
    let current: [LedgerRow]
    let rules: CheckingRules
    var projects: [Identifier?]

    init(_ current: [LedgerRow], _ rules: CheckingRules) {
        self.current = current
        self.rules = rules
        projects = current.map(\.project)
    }

    /// Lets the rows still without a project follow those of `previous`. `accepts` may refuse a
    /// pair.
    mutating func follow(
        _ previous: [LedgerRow],
        where accepts: (ReportedProject, ReportedProject) -> Bool = { _, _ in true }
    ) {
        var taken = Set(projects.compactMap(\.self))
        let open = projects.indices.filter { projects[$0] == nil }
        let candidates = previous.filter { row in row.project.map { !taken.contains($0) } ?? false }
        guard !open.isEmpty, !candidates.isEmpty else { return }
        let matched = matchRows(
            previous: candidates.map(\.reported), current: open.map { current[$0].reported },
            places: rules.places, thresholds: rules.thresholds)
        for link in matched {
            let (before, index) = (candidates[link.previous], open[link.current])
            guard let project = before.project, accepts(before.reported, current[index].reported),
                taken.insert(project).inserted
            else { continue }
            projects[index] = project
        }
    }
}
