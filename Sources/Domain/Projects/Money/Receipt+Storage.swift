package import Basics
import Evidence
package import People
package import Rules
package import Storage
import Texts

extension Transaction {
    /// A project's money; nil where the reader sees no such project.
    package func money(of id: Identifier, visibleTo sight: Sight) throws -> ProjectMoney? {
        guard let project = try project(id, visibleTo: sight) else { return nil }
        return ProjectMoney(
            project: project, receipts: try receipts(ofProject: id),
            plans: try moneyPlans(ofProject: id), exclusions: try exclusions(ofProject: id),
            closedThrough: try closedThrough())
    }

    /// Registers money that arrived, in the name of the actor's unit; gives its number. `source` is
    /// drawn for its evidence.
    package func receive(
        _ draft: ReceiptDraft, of id: Identifier, source: Identifier, rule: ReceiptRule,
        today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportReceipts)
        let sight = occasion.actor.sight
        guard let money = try money(of: id, visibleTo: sight) else { throw UnknownProject() }
        try money.project.requireOwn(by: sight)
        let checked = try draft.checked(
            against: money, rule: rule, today: today,
            taken: try slipProblem(of: draft, visibleTo: sight))
        let file = draft.evidence.file
        let hash = try file.map { try saveFile($0.bytes) }
        try save(
            Source(
                id: source, kind: .evidence, title: draft.evidence.shownTitle,
                fileHash: hash?.text, dated: checked.evidenceDay, learntAt: occasion.at,
                by: occasion.actor.name))
        let number = try nextNumber(of: "receipt")
        let yuan =
            checked.amount.currency == .CNY
            ? checked.amount : checked.rate?.yuan(of: checked.amount)
        let type = file.flatMap { EvidenceFileType(of: $0.bytes) }
        try run(
            """
            INSERT INTO receipt (city_id, number, project_id, bank, bank_key, slip, slip_key,
                arrived_on, minor, currency, rate, rate_on, rate_source, yuan, source_class, layer,
                capital, payer, evidence_kind, source_id, file_type, unit_id, reported_by,
                reported_at, reason, marks, replaces, state, month, project_unit, version)
            VALUES (\(city), \(number), \(id), \(draft.bank), \(draft.bankKey), \(draft.slip),
                \(draft.slipKey), \(checked.day), \(checked.amount.minor),
                \(checked.amount.currency.rawValue), \(checked.rate?.millionths),
                \(checked.rate?.on), \(checked.rate?.source), \(yuan?.minor),
                \(checked.source.id), \(checked.source.layer.rawValue), \(checked.capital.id),
                \(draft.payer), \(draft.evidence.kind), \(source), \(type?.rawValue),
                \(occasion.actor.unit ?? money.project.unit), \(occasion.actor.name),
                \(occasion.at), \(draft.reason),
                \(JSONValue.array(checked.marks.map(\.json)).text), \(checked.replaces?.number),
                'reported', \(checked.month.description), \(money.project.unit), \(1))
            """)
        try tell("project.received", money.project, "receipt", number, occasion)
        return number
    }

    /// Confirms a receipt or, with a note, gives it back. Only members of another unit may, of the
    /// kinds that the rule names. Foreign money without a rate can be given one here. What was
    /// reported for a month that closed meanwhile counts in the first open one.
    package func decideReceipt(
        _ number: Int64, isConfirmed: Bool, note: String?, rate: RateDraft, version: Int64,
        rule: ReceiptRule, units: Units, today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.confirmReceipts)
        let (project, receipt) = try waiting(number, visibleTo: occasion.actor.sight)
        let note = note.map { trimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
        var problems = decidingProblems(
            rule.confirmedBy, occasion.actor.unit.flatMap { units[$0] }, reporter: receipt.unit)
        if !isConfirmed, note == nil {
            problems.append(Problem("退回请写原因", at: .field("note")))
        }
        checkLength(note ?? "", "note", .lettersOfReason, &problems)
        let given =
            receipt.rate == nil && isConfirmed
            ? rate.checked(for: receipt.amount.currency, today: today, &problems) : nil
        let original = try receipt.replaces.flatMap { try receipts(where: "number = \($0)").first }
        if isConfirmed, let original, !original.isCorrectable {
            problems.append(Problem("要更正的一笔已经更正过了"))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        let closed = try closedThrough()
        let month = firstOpen(from: receipt.month, after: closed)
        try settle(
            receipt.number, of: "receipt", as: isConfirmed ? .confirmed : .returned, note: note,
            from: version, occasion,
            setting: """
                month = \(month.description), rate = coalesce(rate, \(given?.millionths)),
                rate_on = coalesce(rate_on, \(given?.on)),
                rate_source = coalesce(rate_source, \(given?.source)),
                yuan = coalesce(yuan, \(given?.yuan(of: receipt.amount)?.minor))
                """)
        if isConfirmed { try count(number, "month", times: 1, at: occasion.at) }
        if isConfirmed, let original {
            // What stands in a closed month stays there and counts back in the month of this one.
            let back =
                firstOpen(from: original.month, after: closed) == original.month
                ? original.month : month
            try run(
                """
                UPDATE receipt SET replaced_by = \(number), reversed_in = \(back.description),
                    version = version + 1
                WHERE city_id = \(city) AND number = \(original.number)
                """)
            try count(original.number, "reversed_in", times: -1, at: occasion.at)
        }
        try tell(
            isConfirmed ? "project.receipt_confirmed" : "project.receipt_returned", project,
            "receipt", number, occasion)
    }

    /// Takes back what the actor's own unit registered and nobody decided yet.
    package func withdrawReceipt(
        _ number: Int64, version: Int64, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.reportReceipts)
        let (project, receipt) = try waiting(number, visibleTo: occasion.actor.sight)
        guard occasion.actor.unit.map({ $0 == receipt.unit }) ?? true else {
            throw ProjectRefusal([Problem("只有报送单位可以撤回")])
        }
        try settle(
            receipt.number, of: "receipt", as: .withdrawn, note: nil, from: version, occasion)
        try tell("project.receipt_withdrawn", project, "receipt", number, occasion)
    }

    /// One receipt with its project, for who sees that.
    package func receipt(
        _ number: Int64, visibleTo sight: Sight
    ) throws -> (money: ProjectMoney, receipt: Receipt)? {
        guard let receipt = try receipts(where: "number = \(number)").first,
            let money = try money(of: receipt.project, visibleTo: sight)
        else { return nil }
        return (money, receipt)
    }

    /// The file that proves a receipt.
    package func receiptFile(
        _ number: Int64, visibleTo sight: Sight
    ) throws -> (evidence: ReceiptEvidence, bytes: [UInt8])? {
        guard let receipt = try receipts(where: "number = \(number)").first,
            try project(receipt.project, visibleTo: sight) != nil,
            let hash = receipt.evidence.source.fileHash.flatMap({ FileHash($0) }),
            let bytes = try fileBytes(hash)
        else { return nil }
        return (receipt.evidence, bytes)
    }

    // MARK: Steps

    /// The same slip of the same bank counts once in the city. Of whose project it is, is said only
    /// to who sees that.
    private func slipProblem(of draft: ReceiptDraft, visibleTo sight: Sight) throws -> Problem? {
        guard !draft.slipKey.isEmpty else { return nil }
        let found = try receipts(
            where: """
                slip_key = \(draft.slipKey) AND bank_key = \(draft.bankKey)
                AND state IN ('reported', 'confirmed')
                """
        ).first { receipt in
            receipt.replacedBy == nil && draft.replaces != String(receipt.number)
        }
        guard let found else { return nil }
        let place: Place = .field("slip")
        guard let project = try project(found.project, visibleTo: sight) else {
            return Problem("这张进账单已经登记在别的项目", at: place)
        }
        return Problem("这张进账单已经登记在“\(project.name)”，第\(Int(found.number))笔", at: place)
    }

    private func waiting(
        _ number: Int64, visibleTo sight: Sight
    ) throws -> (Project, Receipt) {
        guard let receipt = try receipts(where: "number = \(number)").first,
            let project = try project(receipt.project, visibleTo: sight)
        else { throw UnknownProject() }
        guard receipt.state == .reported else {
            throw ProjectRefusal([
                Problem("这一条\(Lexicon.chinese.text(receipt.state.label))，不用再办")
            ])
        }
        return (project, receipt)
    }

    func receipts(ofProject id: Identifier) throws -> [Receipt] {
        try receipts(where: "project_id = \(id)")
    }

    private func receipts(where condition: Query) throws -> [Receipt] {
        let found = try rows(
            """
            SELECT * FROM receipt WHERE city_id = \(city) AND \(condition)
            ORDER BY number LIMIT \(Limit.receiptsOfProject)
            """)
        return try readReceipts(found)
    }

    /// Rows of `receipt` with what proves them, in their order.
    func readReceipts(_ found: [ResultRow]) throws -> [Receipt] {
        let sources = try sources(Set(found.map { try $0.identifier("source_id") }))
        return try found.map { row in
            guard let source = sources[try row.identifier("source_id")] else {
                throw WrongColumn(column: "source_id")
            }
            return try Receipt(row, source)
        }
    }
}

extension ReceiptDraft {
    fileprivate var bankKey: String { bank.folded }

    /// However it is parted: «2026 0318-07» is «2026031807».
    fileprivate var slipKey: String {
        String(slip.folded.filter { $0.isLetter || $0.isNumber })
    }
}

/// What speaks against a member of `unit` deciding on what `reporter` reported.
func decidingProblems(
    _ kinds: Set<UnitKind>, _ unit: Unit?, reporter: String
) -> [Problem] {
    guard let unit, kinds.contains(unit.kind) else {
        let names = UnitKind.allCases.filter(kinds.contains)
            .map { Lexicon.chinese.text($0.label) }.joined(separator: "、")
        return [Problem("这一步由\(names)确认")]
    }
    return unit.id == reporter ? [Problem("报送单位不能确认自己报的")] : []
}

extension Receipt {
    init(_ row: ResultRow, _ source: Source) throws {
        guard let layer = MoneyLayer(rawValue: try row.text("layer")) else {
            throw WrongColumn(column: "layer")
        }
        guard let state = ProjectEventState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        guard let amount = try row.money("minor", "currency") else {
            throw WrongColumn(column: "minor")
        }
        let rate = try row.optionalInteger("rate").map { millionths in
            ExchangeRate(
                millionths: millionths, on: try row.day("rate_on"),
                source: try row.text("rate_source"))
        }
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            bank: try row.text("bank"), slip: try row.text("slip"),
            arrivedOn: try row.day("arrived_on"), amount: amount, rate: rate,
            source: try row.text("source_class"), layer: layer, capital: try row.text("capital"),
            payer: try row.text("payer"),
            evidence: ReceiptEvidence(
                kind: try row.text("evidence_kind"), source: source,
                fileType: try row.optionalText("file_type").flatMap(EvidenceFileType.init)),
            unit: try row.text("unit_id"), reportedBy: try row.text("reported_by"),
            reportedAt: try row.instant("reported_at"), reason: try row.optionalText("reason"),
            marks: try (JSONValue(parsing: row.text("marks")).array ?? []).map(Phrase.init(json:)),
            replaces: try row.optionalInteger("replaces"),
            replacedBy: try row.optionalInteger("replaced_by"), state: state,
            month: try row.month("month"), reversedIn: try row.optionalMonth("reversed_in"),
            decision: try EventDecision(row), version: try row.integer("version"))
    }
}

extension ResultRow {
    func month(_ column: String) throws -> Month {
        guard let month = Month(text: try text(column)) else { throw WrongColumn(column: column) }
        return month
    }

    func optionalMonth(_ column: String) throws -> Month? {
        try optionalText(column).map { text in
            guard let month = Month(text: text) else { throw WrongColumn(column: column) }
            return month
        }
    }
}
