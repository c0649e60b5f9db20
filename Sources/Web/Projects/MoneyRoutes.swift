import Basics
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// Money that arrived for projects: registered by one unit, confirmed by another; the plan of
/// it, and what doesn't count.
func moneyRoutes() -> [Route] {
    [
        .get("/projects/{id}/money", .may(.seeProjects)) { ask in
            let corrected = ask.query["replaces"].map { [AddressItem("replaces", $0)] } ?? []
            return .page(try await moneyPage(ask, FormValues(corrected)).page)
        },
        .post("/projects/{id}/receipts", .may(.reportReceipts), takesFiles: true) { ask in
            try await changing(ask, anchor: "receipts", said: "已登记，等确认。") {
                _ = try await ask.receiveMoney()
            }
        },
        .post("/projects/{id}/money-plan", .may(.reportReceipts)) { ask in
            try await changing(ask, anchor: "plan", said: "计划已保存。") { try await ask.planMoney() }
        },
        .post("/projects/{id}/exclusions", .may(.decideExclusions)) { ask in
            try await changing(ask, anchor: "exclusions", said: "已认定不计入。") {
                try await ask.excludeProject()
            }
        },
        .delete("/exclusions/{number}", .may(.decideExclusions)) { ask in
            let id = try await ask.exclusionProject
            return try await changing(ask, of: id, anchor: "exclusions", said: "认定已撤销。") {
                try await ask.undoExclusion()
            }
        },
        .get("/receipts", .may(.seeProjects)) { ask in .page(try await receiptsPage(ask).page) },
        .get("/receipts/export", .may(.export), answer: exportReceipts),
        .post("/closings", .may(.closeMonth)) { ask in
            do {
                try await ask.closeMonth()
            } catch let refusal as ProjectRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(
                    try await receiptsPage(ask, values: values).page, .unprocessable)
            }
            return .redirect(to: .receipts(), said: "已关账。")
        },
        .get("/receipts/{number}", .may(.seeProjects)) { ask in
            .page(try await receiptPage(ask).page)
        },
        .get("/receipts/{number}/file", .may(.seeProjects), answer: receiptFile),
        .post("/receipts/{number}", .may(.confirmReceipts)) { ask in
            try await deciding(ask, said: "已办理。") { try await ask.decideReceipt() }
        },
        .delete("/receipts/{number}", .may(.reportReceipts)) { ask in
            try await deciding(ask, said: "已撤回登记。") { try await ask.withdrawReceipt() }
        },
    ]
}

/// What is done on the page of a project's money.
private func changing(
    _ ask: Ask, of named: Identifier? = nil, anchor: String, said: Phrase,
    _ work: () async throws -> Void
) async throws -> Answer {
    let id = try named ?? ask.identifier(.project)
    let done = Answer.redirect(to: .projectMoney(id), anchor: anchor, said: said)
    return try await keeping(ask, done, work) { try await moneyPage(ask, of: id, $0).page }
}

/// What is done on a receipt's page.
private func deciding(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    let done = Answer.redirect(to: .receipt(try ask.receiptNumber), said: said)
    return try await keeping(ask, done, work) { try await receiptPage(ask, $0).page }
}

func moneyPage(
    _ ask: Ask, of named: Identifier? = nil, _ values: FormValues = FormValues()
) async throws -> ProjectMoneyPage {
    let (id, sight) = (try named ?? ask.identifier(.project), try ask.sight)
    let money = try await ask.store.read { tx in
        try tx.money(of: id, visibleTo: sight)
    }.orNoSuchPage()
    return ProjectMoneyPage(
        money: money, rule: ask.receiptRule, exclusions: ask.city.folder.exclusions(on: ask.today),
        units: ask.unitNames,
        rights: MoneyRights(
            report: try ask.may(.reportReceipts), exclude: try ask.may(.decideExclusions)),
        values: values)
}

func receiptPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ReceiptPage {
    let (number, sight) = (try ask.receiptNumber, try ask.sight)
    let (money, receipt) = try await ask.store.read { tx in
        try tx.receipt(number, visibleTo: sight)
    }.orNoSuchPage()
    let reader = try ask.waitingReader
    return ReceiptPage(
        money: money, receipt: receipt, rule: ask.receiptRule, units: ask.unitNames,
        mayReport: try ask.may(.reportReceipts),
        mayConfirm: reader != .nobody && reader != .confirmer(unit: receipt.unit),
        unit: try ask.member.unit, values: values)
}

/// `isWhole` gives every receipt of the view.
func receiptsPage(
    _ ask: Ask, _ part: ListPart? = nil, isWhole: Bool = false,
    values: FormValues = FormValues()
) async throws -> ReceiptsPage {
    let (sight, query, number) = (try ask.sight, ask.query, ask.pageNumber)
    let reader = try ask.waitingReader
    let filter = ReceiptFilter(
        month: query["month"].flatMap(Month.init(text:)), unit: query["unit"],
        state: query["state"].flatMap(ProjectEventState.init), source: query["source"],
        waitingFor: query["view"] == "inbox" ? reader : nil)
    let (rule, names) = (ask.receiptRule, ask.unitNames)
    let (mayClose, mayExport) = (try ask.may(.closeMonth), try ask.may(.export))
    let shown = ask.shown(part, size: .receiptsOnPage)
    return try await ask.store.read { tx in
        let count = try tx.receiptCount(filter, visibleTo: sight, shown: shown)
        let list =
            isWhole
            ? ListPage(
                offset: 0, size: min(count.number, Limit.exportedReceipts.count),
                total: count.number, hasMore: !count.isExact)
            : ListPage(
                part, number: number, size: .receiptsOnPage, total: count.number,
                hasMore: !count.isExact)
        return ReceiptsPage(
            receipts: try tx.receipts(
                filter, visibleTo: sight, limit: Limit(list.size), offset: list.offset),
            totals: count.isExact && count.number <= Limit.summedReceipts.count
                ? try tx.receiptTotals(filter, visibleTo: sight) : nil,
            rule: rule, units: names, query: query, list: list,
            closedThrough: try tx.closedThrough(),
            inbox: reader == .nobody
                ? nil
                : try tx.receiptCount(ReceiptFilter(waitingFor: reader), visibleTo: sight).number,
            mayClose: mayClose, mayExport: mayExport, values: values)
    }
}

private func exportReceipts(_ ask: Ask) async throws -> Answer {
    let page = try await receiptsPage(ask, isWhole: true)
    return try await ask.export(
        "receipts.exported", on: [], [JSONMember("count", JSONValue(page.receipts.count))],
        name: "到位资金"
    ) { stamp in receiptBook(page, lexicon: ask.lexicon, stamp: stamp) }
}

/// Sent as a file to be kept: nothing of it runs in the browser.
private func receiptFile(_ ask: Ask) async throws -> Answer {
    let (number, sight) = (try ask.receiptNumber, try ask.sight)
    let found = try await ask.store.read { tx in
        try tx.receiptFile(number, visibleTo: sight)
    }.orNoSuchPage()
    return .file(
        FileAnswer(
            name: evidenceName(found.evidence.source.title, found.evidence.fileType), type: .bytes,
            bytes: found.bytes))
}

extension Ask {
    /// The rule of today; nil where the city has none.
    var receiptRule: ReceiptRule? { city.folder.receipts(on: today) }

    private var demandedReceiptRule: ReceiptRule {
        get throws {
            guard let rule = receiptRule else {
                throw ProjectRefusal([Problem("城市没有到位资金的规则")])
            }
            return rule
        }
    }

    var receiptNumber: Int64 { get throws { Int64(try number("number")) } }

    /// What waits for the member's unit.
    var waitingReader: WaitingReader {
        get throws {
            try may(.confirmReceipts)
                ? WaitingReader(unit: city.units[member.unit], rule: receiptRule)
                : .nobody
        }
    }

    var exclusionProject: Identifier {
        get async throws {
            let (number, sight) = (Int64(try self.number("number")), try sight)
            return try await store.read { tx in
                try tx.project(ofExclusion: number, visibleTo: sight)
            }.orNoSuchPage()
        }
    }

    private func whole(_ name: String) -> Int64 { form[name].flatMap { Int64($0) } ?? 0 }

    /// A program sends the file as the body and the fields in the address.
    func receiveMoney() async throws -> Int64 {
        let (id, source, today) = (
            try identifier(.project), world.identifier(.evidence), today
        )
        let (rule, by) = (try demandedReceiptRule, try occasion)
        let draft = ReceiptDraft({ form[$0] ?? query[$0] }, file: form.evidenceFile)
        return try await store.write { tx in
            try tx.receive(draft, of: id, source: source, rule: rule, today: today, by)
        }
    }

    func decideReceipt() async throws {
        let (number, version, today) = (try receiptNumber, whole("version"), today)
        guard let word = form["decision"], ["confirm", "return"].contains(word) else {
            throw ProjectRefusal([Problem("请选确认还是退回", at: .field("decision"))])
        }
        let (note, units, rate) = (form["note"], city.units, RateDraft { form[$0] })
        let (rule, by) = (try demandedReceiptRule, try occasion)
        try await store.write { tx in
            try tx.decideReceipt(
                number, isConfirmed: word == "confirm", note: note, rate: rate, version: version,
                rule: rule, units: units, today: today, by)
        }
    }

    func withdrawReceipt() async throws {
        let (number, version, by) = (try receiptNumber, whole("version"), try occasion)
        try await store.write { tx in try tx.withdrawReceipt(number, version: version, by) }
    }

    func planMoney() async throws {
        let (id, latest, by) = (try identifier(.project), whole("latest"), try occasion)
        let draft = MoneyPlanDraft { form[$0] }
        try await store.write { tx in
            _ = try tx.planMoney(draft, of: id, latest: latest, by)
        }
    }

    func excludeProject() async throws {
        let (id, today, by) = (try identifier(.project), today, try occasion)
        guard let rule = city.folder.exclusions(on: today) else {
            throw ProjectRefusal([Problem("城市没有不计入的规则")])
        }
        let draft = ExclusionDraft { form[$0] }
        try await store.write { tx in
            _ = try tx.exclude(draft, of: id, rule: rule, today: today, by)
        }
    }

    func undoExclusion() async throws {
        let (number, version) = (Int64(try number("number")), whole("version"))
        let (reason, by) = (form["undone"], try occasion)
        try await store.write { tx in
            try tx.undoExclusion(number, because: reason, version: version, by)
        }
    }

    func closeMonth() async throws {
        guard let month = form["month"].flatMap(Month.init(text:)) else {
            throw ProjectRefusal([Problem("月份应写作 2026-10", at: .field("month"))])
        }
        let (today, by) = (today, try occasion)
        try await store.write { tx in try tx.closeMonth(month, today: today, by) }
    }
}
