package import Basics
package import People
package import Storage
import Texts

extension Transaction {
    /// 受理 or 退回, the link that makes it, who looks for it. Refused where somebody else decided
    /// since the form was opened.
    package func review(
        _ draft: NeedReviewDraft, need number: Int64, of chain: String, units: Units, today: Day,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard let need = try need(number, of: chain, for: occasion.actor) else {
            throw UnknownChain()
        }
        let review = try draft.checked(
            links: Set(try links(of: chain).map(\.id)),
            before: draft.unit == need.unit ? need.due : nil, units: units, today: today)
        let unit = draft.unit.isEmpty ? nil : draft.unit
        try update(
            need.subject, from: draft.version,
            """
            UPDATE need SET review = \(review.rawValue), reason = \(draft.reason),
                reviewed_sheet = \(need.sheet), link_id = \(draft.link.isEmpty ? nil : draft.link),
                unit_id = \(unit), due_on = \(unit == nil ? nil : draft.due),
                names_anchor = \(draft.namesAnchor), reviewed_by = \(occasion.actor.name),
                reviewed_at = \(occasion.at), version = version + 1
            WHERE city_id = \(city) AND number = \(number) AND version = \(draft.version)
            RETURNING version
            """,
            current: "SELECT version FROM need WHERE city_id = \(city) AND number = \(number)")
        // Who reads the journal may not read the line: what it says stays out.
        try record(
            "need.reviewed", on: [need.subject, Subject("anchor", String(need.anchor))],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "review": .string(review.rawValue), "unit": JSONValue(unit),
                "due": JSONValue(unit == nil ? nil : draft.due?.description),
                "names": .bool(draft.namesAnchor),
            ]))
    }

    /// Lines that a unit looks for: those that are due first.
    package func needs(
        assignedTo unit: String, on today: Day, number: Int64? = nil
    ) throws -> [AssignedNeed] {
        let isAsked: Query = number.map { "need.number = \($0)" } ?? "1 = 1"
        let rows = try rows(
            """
            SELECT need.number, need.due_on, need_text.direction, need_text.product,
                need_text.specification, need_text.quantity, need_text.needed_by,
                chain.name AS chain_name, chain.en AS chain_en, chain_link.name AS link_name,
                chain_link.en AS link_en,
                CASE WHEN need.names_anchor = 1 THEN company.name END AS anchor_name
            FROM need
            JOIN need_text ON need_text.city_id = need.city_id AND need_text.need = need.number
            JOIN anchor ON anchor.city_id = need.city_id AND anchor.number = need.anchor
            JOIN chain ON chain.city_id = anchor.city_id AND chain.id = anchor.chain_id
            JOIN company ON company.city_id = anchor.city_id
                AND company.id = \(firm("anchor.company_id"))
            LEFT JOIN chain_link ON chain_link.city_id = anchor.city_id
                AND chain_link.chain_id = anchor.chain_id AND chain_link.id = need.link_id
            WHERE need.city_id = \(city) AND need.unit_id = \(unit) AND need.review = 'accepted'
                AND need_text.until_sheet IS NULL AND anchor.stage = 'recognised'
                AND \(isAsked)
            ORDER BY need.due_on NULLS LAST, need.number LIMIT \(Limit.needsOfUnit)
            """)
        let answers = try answers(of: try rows.map { try $0.integer("number") })
        let quarter = Quarter(of: today)
        let needs = try rows.map { row in
            let number = try row.integer("number")
            let link = try row.optionalText("link_name")
            return AssignedNeed(
                number: number,
                chain: LocalName(
                    zh: try row.text("chain_name"), en: try row.optionalText("chain_en")),
                link: try link.map { LocalName(zh: $0, en: try row.optionalText("link_en")) },
                direction: try row.word("direction"), product: try row.text("product"),
                specification: try row.text("specification"), quantity: try row.text("quantity"),
                needed: try row.text("needed_by"), due: try row.day("due_on"),
                anchor: try row.optionalText("anchor_name"),
                answers: (answers[number] ?? []).filter { $0.unit == unit })
        }
        return needs.filter { $0.owed(in: quarter) != nil }
            + needs.filter { $0.owed(in: quarter) == nil }
    }

    /// What the unit says of a line of its own for the running quarter; said again, it takes the
    /// place of what was said.
    package func answer(
        need number: Int64, outcome: String?, said: String, today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.answerOrders)
        guard let unit = occasion.actor.unit,
            try !needs(assignedTo: unit, on: today, number: number).isEmpty
        else { throw UnknownChain() }
        let said = trimmed(said)
        var problems = letters([(said, "said", .lettersOfGapText)], isRequired: true)
        let outcome = outcome.flatMap(NeedOutcome.init)
        if outcome == nil { problems.append(Problem("请选进展", at: .field("outcome"))) }
        guard problems.isEmpty, let outcome else { throw ChainRefusal(problems) }
        let quarter = Quarter(of: today)
        let own = try nextNumber(of: "need_answer")
        try run(
            """
            INSERT INTO need_answer (city_id, number, need, unit_id, quarter, outcome, said,
                done_by, done_at)
            VALUES (\(city), \(own), \(number), \(unit), \(quarter.text), \(outcome.rawValue),
                \(said), \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "need.answered", on: Subject("need", String(number)), by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "unit": .string(unit), "quarter": .string(quarter.text),
                "outcome": .string(outcome.rawValue),
            ]))
    }

    /// What a unit still owes up to the running quarter: first by the day of a line, then by the
    /// end of the quarter after its last answer.
    package func needWork(of unit: String, on today: Day) throws -> DueWork {
        let quarter = Quarter(of: today)
        let days = try needs(assignedTo: unit, on: today).compactMap { $0.lastDay(in: quarter) }
        return DueWork(
            count: days.count, overdue: days.count { $0 < today }, first: days.min())
    }
}
