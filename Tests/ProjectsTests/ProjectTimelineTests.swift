import Basics
import People
import Projects
import Promises
import Rules
import Storage
import TestSupport
import Testing

/// 沿革: orders, the lead and the node plan stand in a project's one line of time, each in the
/// reader's sight only.
@Suite("The line of time of a project")
struct ProjectTimelineTests {
    private func submitLead(
        at office: LedgerOffice, _ project: Identifier, _ district: Actor
    ) async throws -> String {
        let words = ["what": "示例：电池材料", "investor": "示例", "note": "示例"]
        let (desk, salt) = (
            LeadOffice(office.folder, on: office.today), [UInt8](repeating: 9, count: 16)
        )
        let occasions = (0..<3).map { _ in office.occasion(district) }
        return try await office.store.write { tx in
            let number = try tx.submit(
                LeadDraft { words[$0] }, personSalt: salt, office: desk, occasions[0])
            let acts = [
                ["act": "assessed", "result": "follow"],
                ["act": "tied", "project": project.text],
            ]
            for (place, act) in acts.enumerated() {
                try tx.act(
                    LeadActDraft { act[$0] }, on: number, version: Int64(place + 1), office: desk,
                    occasions[place + 1])
            }
            return number
        }
    }

    /// Sent by headquarters, told once, answered with another day asked for, closed.
    private func followOrder(
        at office: LedgerOffice, _ project: Identifier, owner: Actor
    ) async throws {
        let headquarters = office.member(.headquarters, unit: "headquarters")
        let (rules, today) = (OrderRules(office.folder), office.today)
        let (sent, told) = (office.occasion(headquarters), office.occasion(.operator))
        let draft = OrderDraft(
            kind: "supervision", subject: Subject("project", project.text), title: "示例：供地",
            asked: "示例", owner: owner.unit, due: today.adding(days: 1).description)
        let acts = [
            (
                OrderActDraft(
                    act: "extend", text: "示例", due: today.adding(days: 20).description), owner
            ),
            (OrderActDraft(act: "grant"), headquarters),
            (OrderActDraft(act: "answer", text: "示例：已供地"), owner),
            (OrderActDraft(act: "close", shows: "示例：决定书"), headquarters),
        ].map { ($0, office.occasion($1), office.identifier(.evidence)) }
        try await office.store.write { tx in
            let number = try tx.send(draft, rules: rules, today: today, sent)
            _ = try tx.escalate(rules: rules, today: today, told)
            for (act, occasion, source) in acts {
                let version = try tx.order(number, visibleTo: .all)?.version ?? 0
                try tx.act(
                    act, on: number, version: version, source: source, rules: rules, today: today,
                    occasion)
            }
        }
    }

    private func plan(
        at office: LedgerOffice, _ project: Identifier, _ district: Actor
    ) async throws {
        try await office.classify(project, "build", district)
        let (rule, today) = (try office.stageRule, office.today)
        let months = [("2026-08", nil), ("2026-12", "雨季")] as [(String, String?)]
        let occasions = months.map { _ in office.occasion(district) }
        for (place, month) in months.enumerated() {
            let draft = StagePlanDraft([(stage: "started", month: month.0)], reason: month.1)
            try await office.store.write { tx in
                try tx.planStages(
                    draft, of: project, latest: Int64(place), rule: rule, today: today,
                    occasions[place])
            }
        }
    }

    private func told(
        _ project: Identifier, _ actor: Actor, at office: LedgerOffice
    ) async throws -> [String] {
        let reader = LeadReader(actor, units: Units(office.folder.units))
        let found = try await office.store.read { tx in
            try tx.happenings(of: project, visibleTo: actor.sight, leads: reader)
        }
        return found.reversed().compactMap { happening in
            switch happening.what {
            case .planned(let line, let before):
                "\(before?.description ?? "-") → \(line.month?.description ?? "-")"
            case .order(let order, let entry): "\(order.number) \(word(entry.kind))"
            case .lead(_, let act): "lead \(act?.kind.rawValue ?? "submitted")"
            default: nil
            }
        }
    }

    private func word(_ kind: OrderEntry.Kind) -> String {
        switch kind {
        case .sent: "sent"
        case .done(let act): act.rawValue
        case .passed: "passed"
        case .told(let rung): "told \(rung.rung)"
        }
    }

    @Test(
        "orders, the lead and the plan stand in it, for who may see each",
        arguments: Stores.available)
    func whole(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let district = office.member(.district, unit: "dongyu")
        let bureau = office.member(.department, unit: "natural-resources")
        let statistics = office.member(.department, unit: "statistics")
        let lead = try await submitLead(at: office, id, district)
        try await plan(at: office, id, district)
        try await followOrder(at: office, id, owner: bureau)
        try await office.assign(id, to: "statistics", because: "会办", district)
        try await office.assign(id, to: "natural-resources", because: "会办", district)
        let leadAndPlan = [
            "lead submitted", "lead assessed", "lead tied", "- → 2026-08", "2026-08 → 2026-12",
        ]
        let order = ["sent", "told 1", "extend", "grant", "answer", "close"].map { "1 \($0)" }
        let headquarters = office.member(.headquarters, unit: "headquarters")
        #expect(try await told(id, headquarters, at: office) == leadAndPlan + order)
        #expect(try await told(id, district, at: office) == leadAndPlan, "the order is another's")
        let plans = Array(leadAndPlan.suffix(2))
        #expect(try await told(id, bureau, at: office) == plans + order, "\(lead) is a district's")
        #expect(try await told(id, statistics, at: office) == plans)
        let stranger = office.member(.district, unit: "xiling")
        #expect(try await told(id, stranger, at: office).isEmpty)
    }
}
