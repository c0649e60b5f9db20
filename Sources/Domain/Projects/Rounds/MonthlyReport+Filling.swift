package import Basics
package import People
import Rules
package import Storage

/// What opening a month's report came to.
package struct OpenedReport: Sendable, Hashable {
    package let id: Identifier
    /// False: it was open already.
    package let isNew: Bool
}

extension Transaction {
    /// Begins a round of a unit's report of a month, or finds the one that is open. Its rows are
    /// those of the round before where there was one, else of what the unit reported for the month
    /// already, else of its last month, moved on to what was confirmed since. Refused: another
    /// unit's, a month that is closed or hasn't begun, one that is being checked.
    package func openReport(
        of month: Month, id: Identifier, source: Identifier, rules: RoundRules,
        _ occasion: Occasion
    ) throws -> OpenedReport {
        try occasion.actor.require(.collect)
        let unit = try reportingUnit(of: occasion.actor, rules)
        try refuseClosed(month)
        if month > Month(of: rules.today) {
            throw ProjectRefusal([
                Problem("\(month.description)还没有到", at: .field("month"))
            ])
        }
        let handed = try sheets(of: .month(month), visibleTo: .all).filter { $0.unit == unit }
        let reports = try monthlyReports(handed)
        if let open = reports.first(where: { $0.sheet.state == .draft }) {
            return OpenedReport(id: open.id, isNew: false)
        }
        if reports.contains(where: { $0.sheet.state == .checking }) {
            throw ProjectRefusal([Problem("这个月的月报正在审核，先撤回或等审完")])
        }
        let round = (reports.map(\.round).max() ?? 0) + 1
        let name = rules.folder.unit(unit)?.short ?? unit
        let sheet = HandedSheet(
            id: id, round: .month(month), unit: unit,
            file: "\(name)\(month.description)月报第\(round)轮.csv", source: source, fileHash: "",
            state: .draft, rowCount: 0, handedAt: occasion.at, by: occasion.actor.name, version: 1)
        let rows = try startingRows(
            of: unit, in: month, rounds: reports, handed: handed, rules)
        try stage(
            Intake(sheet: sheet, rows: [], sums: [], notes: [], layouts: .array([])))
        let report = MonthlyReport(
            sheet: sheet, month: month, round: round, passed: 0, due: rules.due(month), acts: [])
        try save(report)
        try replace(rows: rows.numbered(of: sheet), of: id)
        try add(.opened, to: id, unit: unit, occasion)
        try tell("report.opened", sheet, occasion)
        return OpenedReport(id: id, isNew: true)
    }

    /// Saves what was typed into a draft: all rows or none. `version` is the one that the actor
    /// saw.
    package func fill(
        _ id: Identifier, with drafts: [MonthlyRowDraft], version: Int, rules: RoundRules,
        _ occasion: Occasion
    ) throws {
        let report = try draft(id, rules, occasion)
        try refuseClosed(report.month)
        let chains = rules.folder.chains(on: report.month.last).map(\.name.zh)
        var rows = try ledgerRows(ofSheet: id, visibleTo: .all)
        var problems: [Problem] = []
        for draft in drafts where !draft.isEmpty {
            if let position = draft.position {
                guard let index = rows.firstIndex(where: { $0.position == position }) else {
                    problems.append(Problem("月报里没有第\(position + 1)个项目"))
                    continue
                }
                let changed = draft.applied(
                    to: rows[index].reported, month: report.month, chains: chains, &problems)
                rows[index] = LedgerRow(
                    sheet: id, position: position, project: rows[index].project,
                    reported: changed)
            } else {
                let place = ReportedPlace(file: report.sheet.file, sheet: nil, row: 0, lastRow: 0)
                let new = draft.applied(
                    to: ReportedProject(place: place, unit: report.unit, name: ""),
                    month: report.month, chains: chains, &problems)
                if new.name.isEmpty, draft.typed[.name] == nil {
                    problems.append(Problem("请写项目名称", at: .field("name")))
                }
                rows.append(
                    LedgerRow(sheet: id, position: rows.count, project: nil, reported: new))
            }
        }
        if rows.count > Limit.rowsOfSheet.count {
            problems.append(Problem("一份月报最多\(Limit.rowsOfSheet.count)个项目"))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try advance(report.sheet, from: version)
        try replace(rows: rows.numbered(of: report.sheet), of: id)
    }

    /// Takes a project out of a draft that the unit added by mistake. One that was reported before
    /// stays: it leaves the pipeline in words.
    package func removeRow(
        _ position: Int, of id: Identifier, version: Int, rules: RoundRules, _ occasion: Occasion
    ) throws {
        let report = try draft(id, rules, occasion)
        var rows = try ledgerRows(ofSheet: id, visibleTo: .all)
        guard let index = rows.firstIndex(where: { $0.position == position }) else {
            throw ProjectRefusal([Problem("月报里没有第\(position + 1)个项目")])
        }
        guard rows[index].project == nil else {
            throw ProjectRefusal([
                Problem("报过的项目不能删去；不再推进的，选“不再推进”并写明原因", at: .field("dropped"))
            ])
        }
        rows.remove(at: index)
        try advance(report.sheet, from: version)
        try replace(rows: rows.numbered(of: report.sheet), of: id)
    }

    // MARK: Steps

    /// The unit in whose name the actor reports.
    private func reportingUnit(of actor: Actor, _ rules: RoundRules) throws -> String {
        guard let id = actor.unit, let unit = rules.folder.unit(id), unit.reports,
            unit.exists(on: rules.today)
        else {
            throw ProjectRefusal([Problem("月报由报送单位自己填，命令行用 --as 写明是谁")])
        }
        return unit.id
    }

    func draft(
        _ id: Identifier, _ rules: RoundRules, _ occasion: Occasion
    ) throws -> MonthlyReport {
        try occasion.actor.require(.collect)
        guard let report = try monthlyReport(id, by: occasion.actor) else { throw UnknownProject() }
        guard report.unit == occasion.actor.unit else {
            throw ProjectRefusal([Problem("月报由报送单位自己填，命令行用 --as 写明是谁")])
        }
        guard report.sheet.state == .draft else {
            throw ProjectRefusal([
                Problem("这一轮\(Lexicon.chinese.text(report.sheet.state.label))，不能再改")
            ])
        }
        return report
    }

    /// Another version of a report's sheet, in another state where one is named.
    func advance(
        _ sheet: HandedSheet, from version: Int, to state: HandedState? = nil
    ) throws {
        let row: Query = "city_id = \(city) AND id = \(sheet.id)"
        _ = try update(
            Subject("sheet", sheet.id.text), from: Int64(version),
            """
            UPDATE sheet SET state = \((state ?? sheet.state).rawValue), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM sheet WHERE \(row)")
    }

    func tell(
        _ kind: String, _ sheet: HandedSheet, note: String? = nil, _ occasion: Occasion
    ) throws {
        try record(
            kind, on: Subject("sheet", sheet.id.text), by: occasion.actor.name, at: occasion.at,
            body: .object([
                "round": .string(sheet.round.description), "unit": .string(sheet.unit),
                "file": .string(sheet.file), "note": JSONValue(note),
            ]))
    }

    private func startingRows(
        of unit: String, in month: Month, rounds: [MonthlyReport], handed: [HandedSheet],
        _ rules: RoundRules
    ) throws -> [LedgerRow] {
        let last = rounds.filter { $0.submission != nil }.max { $0.round < $1.round }
        if let last, last.sheet.state != .applied {
            return try ledgerRows(ofSheet: last.id, visibleTo: .all)
        }
        let counted = try ledgerRows(of: .month(month), units: [unit], visibleTo: .all)
        if !counted.isEmpty { return counted }
        let previous = try previousRows(of: [unit], before: .month(month))
            .filter { !$0.reported.isDropped }
        let known = try progress(of: previous.compactMap(\.project), in: month, rules)
        return previous.map { row in
            guard let progress = row.project.flatMap({ known[$0] }) else { return row }
            return LedgerRow(
                sheet: row.sheet, position: row.position, project: row.project,
                reported: row.reported.moved(on: progress))
        }
    }
}

extension ReportedProject {
    /// Never back: what was confirmed raises a stage or a sum that was reported lower.
    fileprivate func moved(on progress: KnownProgress) -> ReportedProject {
        var row = self
        if let stage = progress.stage, row.stage.map({ $0 < stage }) ?? true { row.stage = stage }
        if let money = progress.received,
            row.received.map({ $0.currency == money.currency && $0.minor < money.minor }) ?? true
        {
            row.received = money
        }
        return row
    }
}

extension [LedgerRow] {
    /// As the rows of one round, one after the other.
    func numbered(of sheet: HandedSheet) -> [LedgerRow] {
        enumerated().map { position, row in
            LedgerRow(
                sheet: sheet.id, position: position, project: row.project,
                reported: row.reported.placed(in: sheet.file, at: position))
        }
    }
}
