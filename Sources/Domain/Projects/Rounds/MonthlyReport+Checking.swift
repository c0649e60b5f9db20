package import Basics
import Evidence
package import People
import Rules
package import Storage
import Texts

/// A report's row that says less than what was confirmed, or other than what a reader expects.
package struct MonthlyDoubt: Sendable, Hashable {
    package let position: Int
    package let name: String
    package let message: Phrase
    /// The remark says something that it didn't say last month.
    package let isExplained: Bool
}

extension Transaction {
    /// Hands a draft in: from here on its rows are kept as they are, with the table they make.
    /// Refused with every reason at once, project by project: what the rule asks for and isn't
    /// there, and what is unusual without a remark.
    package func submit(
        _ id: Identifier, version: Int, rules: RoundRules, _ occasion: Occasion
    ) throws {
        let report = try draft(id, rules, occasion)
        try refuseClosed(report.month)
        let rows = try ledgerRows(ofSheet: id, visibleTo: .all)
        var problems: [Problem] = []
        if rows.isEmpty { problems.append(Problem("月报里还没有项目")) }
        for row in rows where !row.reported.isDropped {
            for field in MonthlyField.allCases
            where rules.requires(field) && row.reported.typed(field).isEmpty {
                problems.append(row.problem("没有填“\(field.label)”", at: field))
            }
        }
        for doubt in try unusual(report, rows, rules) where !doubt.isExplained {
            problems.append(
                rows[doubt.position].problem("\(doubt.message)，请在备注里说明", at: .remark))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try advance(report.sheet, from: version, to: .checking)
        let hash = try saveFile(monthlyTable(rows.map(\.reported)))
        try save(
            Source(
                id: report.sheet.source, kind: .sheet, title: report.sheet.file,
                fileHash: hash.text, learntAt: occasion.at, by: occasion.actor.name))
        try run(
            """
            UPDATE sheet SET file_hash = \(hash.text), row_count = \(rows.count),
                handed_at = \(occasion.at), by_member = \(occasion.actor.name)
            WHERE city_id = \(city) AND id = \(id)
            """)
        try add(.submitted, to: id, unit: report.unit, occasion)
        try tell("report.submitted", report.sheet, occasion)
    }

    /// Takes a report back before anybody checked it, or puts a draft away. Its rows begin the next
    /// round where they were handed in.
    package func recall(
        _ id: Identifier, version: Int, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.collect)
        guard let report = try monthlyReport(id, by: occasion.actor) else { throw UnknownProject() }
        guard report.unit == occasion.actor.unit else {
            throw ProjectRefusal([Problem("只有报送单位可以撤回")])
        }
        guard report.sheet.state == .draft || report.sheet.state == .checking, report.passed == 0
        else { throw ProjectRefusal([Problem("这一轮已经开始审核或办完，不能撤回")]) }
        try advance(report.sheet, from: version, to: .withdrawn)
        try add(.recalled, to: id, unit: report.unit, occasion)
        try tell("report.recalled", report.sheet, occasion)
    }

    /// Makes the check that a report waits for: passes it on or, with a reason, gives it back.
    /// Passed by the last check, it is in the ledger in the same transaction. `fresh` are as many
    /// identifiers as the report has rows. What it did to the ledger; nil where it isn't there yet.
    @discardableResult
    package func check(
        _ id: Identifier, isPassed: Bool, note: String?, version: Int, fresh: [Identifier],
        rules: RoundRules, _ occasion: Occasion
    ) throws -> Confirmed? {
        try occasion.actor.require(.collect)
        guard let report = try monthlyReport(id, by: occasion.actor) else { throw UnknownProject() }
        guard let check = report.check(by: rules.rule), let unit = occasion.actor.unit else {
            throw ProjectRefusal([Problem("这一轮不等您审核")])
        }
        var problems = rules.problems(of: check, of: report, by: occasion.actor)
        let note = note.map { trimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
        if !isPassed, note == nil { problems.append(Problem("退回请写原因", at: .field("note"))) }
        checkLength(note ?? "", "note", .lettersOfReason, &problems)
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try refuseClosed(report.month)
        try advance(report.sheet, from: version, to: isPassed ? nil : .returned)
        try add(isPassed ? .passed : .returned, to: id, unit: unit, note: note, occasion)
        try tell(isPassed ? "report.passed" : "report.returned", report.sheet, note: note, occasion)
        guard isPassed else { return nil }
        try run(
            """
            UPDATE monthly_report SET passed = passed + 1
            WHERE city_id = \(city) AND sheet_id = \(id)
            """)
        guard report.passed + 1 == rules.rule.checks.count else { return nil }
        guard let sheet = try sheet(id, visibleTo: .all) else { throw UnknownProject() }
        return try enter(
            sheet, fresh: fresh,
            rules: CheckingRules(rules.folder, on: report.month.last), by: occasion.actor.name,
            at: occasion.at)
    }

    /// What a reader of a report should look at: changes that the check of the month asks about,
    /// and rows that say less than what was confirmed.
    package func doubts(
        of report: MonthlyReport, _ rules: RoundRules
    ) throws -> [MonthlyDoubt] {
        let rows = try ledgerRows(ofSheet: report.id, visibleTo: .all)
        let known = try progress(of: rows.compactMap(\.project), in: report.month, rules)
        let behind: [MonthlyDoubt] = rows.flatMap { row -> [MonthlyDoubt] in
            guard let progress = row.project.flatMap({ known[$0] }) else { return [] }
            return row.reported.behind(progress).map {
                MonthlyDoubt(
                    position: row.position, name: row.reported.name, message: $0,
                    isExplained: row.reported.remark != nil)
            }
        }
        return (try unusual(report, rows, rules) + behind).sorted { $0.position < $1.position }
    }

    // MARK: Steps

    private func unusual(
        _ report: MonthlyReport, _ rows: [LedgerRow], _ rules: RoundRules
    ) throws -> [MonthlyDoubt] {
        let changes =
            try changes(
                bySheet: report.sheet, rows: rows,
                rules: CheckingRules(rules.folder, on: report.month.last)) ?? []
        return changes.flatMap { change -> [MonthlyDoubt] in
            guard let row = change.after else { return [] }
            let remark = row.reported.remark
            return change.reasons.map {
                MonthlyDoubt(
                    position: row.position, name: row.reported.name, message: $0,
                    isExplained: remark != nil && remark != change.before?.reported.remark)
            }
        }
    }
}

extension ReportedProject {
    fileprivate func behind(_ progress: KnownProgress) -> [Phrase] {
        var found: [Phrase] = []
        if let known = progress.stage, let stage, stage < known {
            found.append("台账已确认到“\(known.label)”，这里报“\(stage.label)”")
        }
        if let known = progress.received, let received, received.currency == known.currency,
            received.minor < known.minor
        {
            found.append("已确认到账\(known.words)，这里报\(received.words)")
        }
        return found
    }
}

extension LedgerRow {
    fileprivate func problem(_ message: Phrase, at field: MonthlyField) -> Problem {
        Problem(
            "第\(position + 1)个“\(reported.name)”：\(message)",
            at: .field("\(field.rawValue)-\(position)"))
    }
}
