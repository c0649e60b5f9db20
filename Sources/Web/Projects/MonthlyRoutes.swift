import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 月报 by forms: filled in by a unit, checked by others; and what closed months should have said.
func monthlyRoutes() -> [Route] {
    [
        .post("/monthly-reports", .may(.collect), answer: openReport),
        .get("/monthly-reports/{id}", .may(.seeProjects)) { ask in
            .page(try await monthlyPage(ask).page)
        },
        .post("/monthly-reports/{id}/rows", .may(.collect)) { ask in
            let isLast = ask.form["then"] == "submit"
            return try await reporting(ask, said: isLast ? "已报送。" : "已保存。") {
                try await ask.fillRows()
                if isLast { try await ask.submitReport(changes: 1) }
            }
        },
        .get("/monthly-reports/{id}/new-row", .may(.collect)) { ask in
            .page(try await monthlyRowPage(ask).page)
        },
        .post("/monthly-reports/{id}/new-row", .may(.collect), answer: fillRow),
        .get("/monthly-reports/{id}/rows/{position}", .may(.collect)) { ask in
            .page(try await monthlyRowPage(ask).page)
        },
        .post("/monthly-reports/{id}/rows/{position}", .may(.collect), answer: fillRow),
        .delete("/monthly-reports/{id}/rows/{position}", .may(.collect)) { ask in
            try await reporting(ask, said: "已删去。") { try await ask.removeRow() }
        },
        .post("/monthly-reports/{id}/submission", .may(.collect)) { ask in
            try await reporting(ask, said: "已报送。") { try await ask.submitReport() }
        },
        .delete("/monthly-reports/{id}/submission", .may(.collect)) { ask in
            try await reporting(ask, said: "已撤回。") { try await ask.recallReport() }
        },
        .post("/monthly-reports/{id}/checks", .may(.collect)) { ask in
            try await reporting(ask, said: "已办理。") { try await ask.checkReport() }
        },
        .get("/corrections", .may(.seeProjects)) { ask in
            .page(try await correctionsPage(ask).page)
        },
        .post("/projects/{id}/corrections", .may(.collect)) { ask in
            let done = Answer.redirect(
                to: .projectHistory(try ask.identifier(.project)),
                said: "更正已报，等指挥部办公室确认。")
            return try await keeping(ask, done) {
                _ = try await ask.correctMonth()
            } again: {
                try await historyPage(ask, $0).page
            }
        },
        .post("/corrections/{number}", .may(.closeMonth)) { ask in
            try await correcting(ask, said: "已办理。") {
                try await ask.decideCorrection(note: "note-\(try ask.number("number"))")
            }
        },
        .delete("/corrections/{number}", .may(.collect)) { ask in
            try await correcting(ask, said: "已撤回。") { try await ask.withdrawCorrection() }
        },
    ]
}

private func openReport(_ ask: Ask) async throws -> Answer {
    let month = try ask.handedMonth
    do {
        let opened = try await ask.openReport(month)
        return .redirect(
            to: .monthlyReport(opened.id), said: opened.isNew ? "已按所知填好。" : "接着填。")
    } catch let refusal as any Refusal where refusal is ProjectRefusal || refusal is SheetRefusal {
        return .page(
            try await collectPage(ask, month, problems: refusal.problems).page, .unprocessable)
    }
}

private func fillRow(_ ask: Ask) async throws -> Answer {
    let done = Answer.redirect(
        to: .monthlyReport(try ask.identifier(.sheet)), anchor: "rows", said: "已保存。")
    return try await keeping(ask, done) {
        try await ask.fillRow()
    } again: {
        try await monthlyRowPage(ask, $0).page
    }
}

/// What is done on a report's own page.
private func reporting(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    let done = Answer.redirect(
        to: .monthlyReport(try ask.identifier(.sheet), ask.pageQuery), said: said)
    return try await keeping(ask, done, work) { try await monthlyPage(ask, of: nil, $0).page }
}

private func correcting(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    try await keeping(ask, .redirect(to: .corrections(), said: said), work) {
        try await correctionsPage(ask, $0).page
    }
}

/// `named` is the report where the path names none.
func monthlyPage(
    _ ask: Ask, of named: Identifier? = nil, _ values: FormValues = FormValues()
) async throws -> MonthlyReportPage {
    let (id, rules) = (try named ?? ask.identifier(.sheet), try ask.roundRules)
    let by = try ask.occasion.actor
    let (number, mayCollect) = (ask.pageNumber, try ask.may(.collect))
    return try await ask.store.read { tx in
        let report = try tx.monthlyReport(id, by: by).orNoSuchPage()
        let rows = try tx.ledgerRows(ofSheet: id, visibleTo: by.sight)
        let rounds = try tx.monthlyReports(of: report.month, visibleTo: by.sight)
            .filter { $0.unit == report.unit && ($0.sheet.state != .draft || by.unit == $0.unit) }
        let check = report.check(by: rules.rule)
        return MonthlyReportPage(
            report: report, rules: rules, units: ask.unitNames(in: report.month), rows: rows,
            changes: try tx.changes(
                bySheet: report.sheet, rows: rows, rules: ask.rules(report.month)),
            doubts: try tx.doubts(of: report, rules),
            rounds: rounds.sorted { $0.round < $1.round },
            mayFill: mayCollect && by.unit == report.unit,
            mayCheck: mayCollect
                && (check.map { rules.problems(of: $0, of: report, by: by).isEmpty } ?? false),
            list: ListPage(number: number, size: Limit.projectsOnPage.count, total: rows.count),
            values: values)
    }
}

private func monthlyRowPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> MonthlyRowPage {
    let (id, rules, by) = (try ask.identifier(.sheet), try ask.roundRules, try ask.occasion.actor)
    let position = try ask.position
    return try await ask.store.read { tx in
        let report = try tx.monthlyReport(id, by: by).orNoSuchPage()
        guard report.sheet.state == .draft, by.unit == report.unit else { throw NoSuchPage() }
        let row = try position.map { position in
            try tx.ledgerRows(ofSheet: id, visibleTo: by.sight)
                .first { $0.position == position }.orNoSuchPage()
        }
        let before = try row?.project.flatMap { project in
            try tx.previousRows(of: [report.unit], before: .month(report.month))
                .first { $0.project == project }
        }
        return MonthlyRowPage(
            report: report, rules: rules, row: row, before: before?.reported, values: values)
    }
}

func correctionsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> CorrectionsPage {
    let (sight, names, unit) = (try ask.sight, ask.unitNames, try ask.occasion.actor.unit)
    let month = ask.query["month"].flatMap(Month.init(text:))
    let mayDecide = try ask.may(.closeMonth)
    return try await ask.store.read { tx in
        CorrectionsPage(
            month: month, corrections: try tx.corrections(of: month, visibleTo: sight),
            units: names, mayDecide: mayDecide, unit: unit, values: values)
    }
}

extension Ask {
    /// What waits for the reader in the monthly round.
    var monthlyDuties: @Sendable (any Transaction) throws -> MonthlyDuties {
        get throws {
            let (by, mayClose) = (try occasion.actor, try may(.closeMonth))
            let (month, own) = (monthDue, try may(.collect) ? try ownReportingUnit : nil)
            let rules = city.folder.monthlyRound(on: today) == nil ? nil : try roundRules
            let mayCheck = try may(.collect)
            return { tx in
                let corrections =
                    mayClose ? try tx.waitingCorrectionWork(visibleTo: by.sight) : .nothing
                guard let rules else {
                    return MonthlyDuties(
                        toCheck: [], returned: nil, unreported: nil, corrections: corrections,
                        rules: nil)
                }
                let sheets = try own.map { own in
                    try tx.sheets(of: .month(month), visibleTo: by.sight).filter { $0.unit == own }
                }
                let last = try sheets.flatMap {
                    try tx.monthlyReports($0).max { $0.round < $1.round }
                }
                let isReported = sheets?.contains(where: \.state.isHandedIn) ?? true
                let returned = isReported || last?.sheet.state != .returned ? nil : last
                return MonthlyDuties(
                    toCheck: mayCheck ? try tx.monthlyReportsToCheck(by: by, rules) : [],
                    returned: returned,
                    unreported: isReported || returned != nil ? nil : month,
                    corrections: corrections, rules: rules)
            }
        }
    }

    /// The reader's unit where it reports today.
    var ownReportingUnit: String? {
        get throws {
            guard let unit = try occasion.actor.unit.flatMap({ city.folder.unit($0) }),
                unit.reports, unit.exists(on: today)
            else { return nil }
            return unit.id
        }
    }

    /// What the city says of the monthly round today.
    var roundRules: RoundRules { get throws { try RoundRules(city.folder, on: today) } }

    fileprivate var pageQuery: AddressQuery {
        pageNumber > 1 ? ["page": String(pageNumber)] : [:]
    }

    /// Nil on the way to a new one.
    fileprivate var position: Int? {
        get throws { parameters["position"] == nil ? nil : try number("position") }
    }

    private var version: Int { form["version"].flatMap { Int($0) } ?? 0 }

    func openReport(_ month: Month) async throws -> OpenedReport {
        let (id, source) = (world.identifier(.sheet), world.identifier(.evidence))
        let (rules, by) = (try roundRules, try occasion)
        return try await store.write { tx in
            try tx.openReport(of: month, id: id, source: source, rules: rules, by)
        }
    }

    /// The list of a report's page: many rows, a few fields of each.
    func fillRows() async throws {
        let typed = form.values
        let positions = Set(
            typed.items.compactMap { item in
                item.name.split(separator: "-").last.flatMap { Int($0) }
            })
        let drafts = positions.sorted().map { position in
            MonthlyRowDraft(position: position, isOneOfMany: true) { typed[$0] }
        }
        try await fill(drafts)
    }

    func fillRow() async throws {
        try await fill([MonthlyRowDraft(position: try position) { self.form[$0] }])
    }

    private func fill(_ drafts: [MonthlyRowDraft]) async throws {
        let (id, version) = (try identifier(.sheet), version)
        let (rules, by) = (try roundRules, try occasion)
        try await store.write { tx in
            try tx.fill(id, with: drafts, version: version, rules: rules, by)
        }
    }

    func removeRow() async throws {
        let (id, version, position) = (try identifier(.sheet), version, try number("position"))
        let (rules, by) = (try roundRules, try occasion)
        try await store.write { tx in
            try tx.removeRow(position, of: id, version: version, rules: rules, by)
        }
    }

    /// `changes` were made by this very request since the version that the form names.
    func submitReport(changes: Int = 0) async throws {
        let (id, version) = (try identifier(.sheet), version + changes)
        let (rules, by) = (try roundRules, try occasion)
        try await store.write { tx in try tx.submit(id, version: version, rules: rules, by) }
    }

    func recallReport() async throws {
        let (id, version, by) = (try identifier(.sheet), version, try occasion)
        try await store.write { tx in try tx.recall(id, version: version, by) }
    }

    /// Makes the check that waits; after the last one the month is checked anew.
    func checkReport() async throws {
        let id = try identifier(.sheet)
        guard let word = form["decision"], ["pass", "return"].contains(word) else {
            throw ProjectRefusal([Problem("请选通过还是退回", at: .field("decision"))])
        }
        let (note, version, rules, by) = (form["note"], version, try roundRules, try occasion)
        let found = try await store.read { tx in try tx.monthlyReport(id, by: by.actor) }
            .orNoSuchPage()
        let fresh = (0..<found.sheet.rowCount).map { _ in world.identifier(.project) }
        let entered = try await store.write { tx in
            try tx.check(
                id, isPassed: word == "pass", note: note, version: version, fresh: fresh,
                rules: rules, by)
        }
        if entered != nil { try await recheck([found.month]) }
    }

    func correctMonth() async throws -> Int64 {
        let (id, today, by) = (try identifier(.project), today, try occasion)
        let draft = CorrectionDraft { self.form[$0] }
        return try await store.write { tx in try tx.correct(draft, of: id, today: today, by) }
    }

    /// `note` is the name of the field with what is said about it.
    func decideCorrection(note: String = "note") async throws {
        let number = Int64(try number("number"))
        guard let word = form["decision"], ["confirm", "return"].contains(word) else {
            throw ProjectRefusal([Problem("请选确认还是退回", at: .field("decision"))])
        }
        let (said, version, units, by) = (
            form[note], Int64(version), city.units, try occasion
        )
        try await store.write { tx in
            do {
                try tx.decideCorrection(
                    number, isConfirmed: word == "confirm", note: said, version: version,
                    units: units, by)
            } catch let refusal as ProjectRefusal {
                throw refusal.named(note)
            }
        }
    }

    func withdrawCorrection() async throws {
        let (number, version) = (Int64(try number("number")), Int64(version))
        let by = try occasion
        try await store.write { tx in
            try tx.withdrawCorrection(number, version: version, by)
        }
    }
}

extension ProjectRefusal {
    /// The note stands in a field of another name.
    fileprivate func named(_ note: String) -> ProjectRefusal {
        ProjectRefusal(
            problems.map { $0.place == .field("note") ? Problem($0.message, at: .field(note)) : $0 }
        )
    }
}
