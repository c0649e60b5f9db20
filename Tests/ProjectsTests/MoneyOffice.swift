import Basics
import Evidence
import People
import Projects
import Rules
import Storage
import Testing

/// Units at work on the money of projects: one registers, another confirms.
extension LedgerOffice {
    var receiptRule: ReceiptRule {
        get throws { try #require(folder.receipts(on: today)) }
    }

    /// What a form would send; a test changes what it is about.
    static let slip: [String: String] = [
        "bank": "示例银行东屿支行", "slip": "2026-0001", "arrived": "2026-10-12", "amount": "1200",
        "currency": "CNY", "payer": "示例星澜新能源有限公司", "source": "outside-private",
        "capital": "fixed", "kind": "银行进账单", "title": "示例：进账单",
    ]

    func money(_ id: Identifier, sight: Sight = .all) async throws -> ProjectMoney {
        try await store.read { tx in try #require(try tx.money(of: id, visibleTo: sight)) }
    }

    @discardableResult
    func receive(
        _ changed: [String: String] = [:], of id: Identifier, file: EvidenceFile? = nil,
        today: Day? = nil, _ actor: Actor
    ) async throws -> Int64 {
        let words = LedgerOffice.slip.merging(changed) { $1 }
        let draft = ReceiptDraft({ words[$0] }, file: file)
        let (rule, occasion, source) = (
            try receiptRule, occasion(actor), identifier(.evidence)
        )
        let day = today ?? self.today
        return try await store.write { tx in
            try tx.receive(draft, of: id, source: source, rule: rule, today: day, occasion)
        }
    }

    func decide(
        receipt number: Int64, isConfirmed: Bool = true, note: String? = nil,
        rate: [String: String] = [:], version: Int64 = 1, _ actor: Actor
    ) async throws {
        let (rule, occasion, units) = (
            try receiptRule, occasion(actor), Units(folder.units)
        )
        let (today, draft) = (today, RateDraft { rate[$0] })
        try await store.write { tx in
            try tx.decideReceipt(
                number, isConfirmed: isConfirmed, note: note, rate: draft, version: version,
                rule: rule, units: units, today: today, occasion)
        }
    }

    func withdraw(receipt number: Int64, _ actor: Actor) async throws {
        let occasion = occasion(actor)
        try await store.write { tx in
            try tx.withdrawReceipt(number, version: 1, occasion)
        }
    }

    func planMoney(
        _ month: String, _ layer: String, _ amount: String, currency: String = "CNY",
        because reason: String? = nil, of id: Identifier, latest: Int64? = nil, _ actor: Actor
    ) async throws {
        let words = [
            "plan_month": month, "plan_layer": layer, "planned": amount,
            "plan_currency": currency, "plan_reason": reason,
        ]
        let draft = MoneyPlanDraft { words[$0] ?? nil }
        let occasion = occasion(actor)
        try await store.write { tx in
            let last = try tx.money(of: id, visibleTo: .all)?.plans.last?.number
            _ = try tx.planMoney(draft, of: id, latest: latest ?? last ?? 0, occasion)
        }
    }

    @discardableResult
    func exclude(
        _ exclusion: String, since: String, because reason: String = "示例", of id: Identifier,
        _ actor: Actor
    ) async throws -> Int64 {
        let words = ["exclusion": exclusion, "since": since, "ground": reason]
        let (draft, occasion, today) = (ExclusionDraft { words[$0] }, occasion(actor), today)
        let rule = try #require(folder.exclusions(on: today))
        return try await store.write { tx in
            try tx.exclude(draft, of: id, rule: rule, today: today, occasion)
        }
    }

    func undo(exclusion number: Int64, because reason: String = "示例", _ actor: Actor) async throws {
        let occasion = occasion(actor)
        try await store.write { tx in
            try tx.undoExclusion(number, because: reason, version: 1, occasion)
        }
    }

    func close(_ month: String, _ actor: Actor) async throws {
        let (month, today, occasion) = (
            try #require(Month(text: month)), today, occasion(actor)
        )
        try await store.write { tx in try tx.closeMonth(month, today: today, occasion) }
    }

    func totals(_ filter: ReceiptFilter = ReceiptFilter(), sight: Sight) async throws
        -> [LayerTotal]
    {
        try await store.read { tx in try tx.receiptTotals(filter, visibleTo: sight) }
    }

    func receipts(_ filter: ReceiptFilter = ReceiptFilter(), sight: Sight) async throws
        -> [ListedReceipt]
    {
        try await store.read { tx in try tx.receipts(filter, visibleTo: sight, limit: 2_000) }
    }

    func receiptCount(sight: Sight) async throws -> Int {
        try await store.read { tx in try tx.receiptCount(ReceiptFilter(), visibleTo: sight).number }
    }
}
