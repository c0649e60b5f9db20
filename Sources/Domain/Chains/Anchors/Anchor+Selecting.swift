package import Basics
package import Companies
import Evidence
package import People
package import Storage
import Texts

/// A candidate as somebody typed it: of the register by code or name, else it is added.
package struct AnchorDraft: Sendable {
    let company: String
    let creditCode: String
    let step: AnchorStepDraft
    /// Of the company, where nobody knows it yet.
    let fresh: Identifier

    package init(
        company: String?, creditCode: String? = nil, reason: String?, on: String?,
        grounds: Grounds, fresh: Identifier
    ) {
        self.company = trimmed(company ?? "")
        self.creditCode = trimmed(creditCode ?? "")
        step = AnchorStepDraft(
            stage: AnchorStage.nominated.rawValue, reason: reason, on: on, grounds: grounds)
        self.fresh = fresh
    }
}

extension Transaction {
    /// 初选: a company becomes a candidate of a chain.
    package func nominate(
        _ draft: AnchorDraft, of chain: String, today: Day, _ occasion: Occasion
    ) throws -> Anchor {
        try occasion.actor.require(.editChains)
        guard try self.chain(chain) != nil else { throw UnknownChain() }
        var problems: [Problem] = []
        if draft.company.isEmpty {
            problems.append(Problem("请写企业的全称", at: .field("company")))
        }
        var day: Day?
        do {
            day = try draft.step.checked(after: nil, opinions: 0, today: today).on
        } catch {
            problems += error.problems
        }
        guard problems.isEmpty, let day else { throw ChainRefusal(problems) }
        let company = try known(draft, occasion)
        let all = try anchors(of: chain)
        if all.count >= Limit.anchorsOfChain.count {
            throw ChainRefusal([
                Problem("一条链最多\(Limit.anchorsOfChain.count)家", at: .field("company"))
            ])
        }
        if let present = all.first(where: { $0.company == company }) {
            throw ChainRefusal([
                Problem(
                    "这家企业已在名单上（\(present.stage.label)），请在它的页面上办", at: .field("company"))
            ])
        }
        let number = try nextNumber(of: "anchor")
        try run(
            """
            INSERT INTO anchor (city_id, number, chain_id, company_id, stage, scope)
            VALUES (\(city), \(number), \(chain), \(company), \(AnchorStage.nominated.rawValue),
                \(NeedScope.named.rawValue))
            """)
        try take(draft.step, as: .nominated, on: day, number, chain, occasion)
        guard let anchor = try anchor(number, of: chain) else { throw UnknownChain() }
        return anchor
    }

    /// The next step of a selection, in the order of the stages. Who is withdrawn hands in nothing.
    package func advance(
        _ draft: AnchorStepDraft, anchor number: Int64, of chain: String, today: Day,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard try anchor(number, of: chain) != nil else { throw UnknownChain() }
        let steps = try anchorSteps(of: number)
        let asked = steps.first { $0.stage == .consulted }?.number
        let opinions = try anchorOpinions(of: number).count { opinion in
            opinion.step == asked && draft.on.map { opinion.on <= $0 } ?? true
        }
        let (stage, on) = try draft.checked(
            after: steps.first, opinions: opinions, today: today)
        try save(draft.grounds.source(by: occasion.actor.name, at: occasion.at))
        try run(
            """
            UPDATE anchor SET stage = \(stage.rawValue)
            WHERE city_id = \(city) AND number = \(number)
            """)
        if stage == .withdrawn {
            try run(
                """
                UPDATE sheet_link
                SET withdrawn_at = \(occasion.at), withdrawn_by = \(occasion.actor.name)
                WHERE city_id = \(city) AND anchor = \(number) AND withdrawn_at IS NULL
                """)
        }
        try take(draft, as: stage, on: on, number, chain, occasion)
    }

    /// 征求意见: what a unit said of the candidate.
    package func add(
        _ draft: AnchorOpinionDraft, anchor number: Int64, of chain: String, units: Units,
        today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard let anchor = try anchor(number, of: chain),
            let step = try anchorSteps(of: number).first
        else { throw UnknownChain() }
        let (stance, on) = try draft.checked(after: step, units: units, today: today)
        let own = try nextNumber(of: "anchor_opinion")
        try run(
            """
            INSERT INTO anchor_opinion (city_id, number, anchor, step, unit_id, stance, said,
                said_on, done_by, done_at)
            VALUES (\(city), \(own), \(number), \(step.number), \(draft.unit),
                \(stance.rawValue), \(draft.said), \(on), \(occasion.actor.name),
                \(occasion.at))
            """)
        try record(
            "anchor.opinion", on: [anchor.subject, Subject("chain", chain)],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "unit": .string(draft.unit), "stance": .string(stance.rawValue),
                "on": .string(on.description),
            ]))
    }

    private func take(
        _ draft: AnchorStepDraft, as stage: AnchorStage, on: Day, _ anchor: Int64, _ chain: String,
        _ occasion: Occasion
    ) throws {
        let number = try nextNumber(of: "anchor_step")
        try run(
            """
            INSERT INTO anchor_step (city_id, number, anchor, stage, happened_on, reason, source_id,
                done_by, done_at)
            VALUES (\(city), \(number), \(anchor), \(stage.rawValue), \(on), \(draft.reason),
                \(draft.grounds.id), \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "anchor.\(stage.rawValue)",
            on: [Subject("anchor", String(anchor)), Subject("chain", chain)],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "on": .string(on.description), "reason": .string(draft.reason),
                "source": .string(draft.grounds.id.text),
            ]))
    }

    /// The company that the draft names; one that nobody knows is added.
    private func known(_ draft: AnchorDraft, _ occasion: Occasion) throws -> Identifier {
        let grounds = draft.step.grounds
        try save(grounds.source(by: occasion.actor.name, at: occasion.at))
        let named = NamedCompany(
            name: draft.company, creditCode: draft.creditCode.isEmpty ? nil : draft.creditCode,
            stock: nil, at: .field("company"))
        let company: Identifier?
        do {
            company = try take([named], of: "", fresh: [draft.fresh], source: grounds.id).first
        } catch let refusal as CompanyRefusal {
            throw ChainRefusal(refusal.problems)
        }
        guard let company else { throw UnknownChain() }
        if company == draft.fresh {
            try record(
                "companies.imported", on: [Subject("company", company.text)],
                by: occasion.actor.name, at: occasion.at,
                body: .object([JSONMember("new", JSONValue(1))]))
        }
        return company
    }
}

extension Transaction {
    /// Of one chain, those that are recognised first.
    package func anchors(of chain: String) throws -> [Anchor] {
        try rows(
            """
            SELECT anchor.*, \(firm("anchor.company_id")) AS firm FROM anchor
            WHERE anchor.city_id = \(city) AND anchor.chain_id = \(chain)
            ORDER BY CASE anchor.stage WHEN 'recognised' THEN 0 WHEN 'consulted' THEN 1
                WHEN 'nominated' THEN 2 ELSE 3 END, anchor.number
            LIMIT \(Limit.anchorsOfChain)
            """
        ).named(in: self)
    }

    package func anchor(_ number: Int64, of chain: String) throws -> Anchor? {
        try anchor("anchor.number = \(number) AND anchor.chain_id = \(chain)")
    }

    func anchor(_ condition: Query) throws -> Anchor? {
        try rows(
            """
            SELECT anchor.*, \(firm("anchor.company_id")) AS firm FROM anchor
            WHERE anchor.city_id = \(city) AND \(condition)
            """
        ).named(in: self).first
    }

    /// The newest first. For who edits chains.
    package func anchorSteps(of anchor: Int64) throws -> [AnchorStep] {
        try rows(
            """
            SELECT * FROM anchor_step WHERE city_id = \(city) AND anchor = \(anchor)
            ORDER BY number DESC LIMIT \(Limit.stepsOfAnchor)
            """
        ).map { row in
            AnchorStep(
                number: try row.integer("number"), stage: try row.word("stage"),
                on: try row.day("happened_on"), reason: try row.text("reason"),
                source: try row.identifier("source_id"), by: try row.text("done_by"))
        }
    }

    /// The newest first. For who edits chains.
    package func anchorOpinions(of anchor: Int64) throws -> [AnchorOpinion] {
        try rows(
            """
            SELECT * FROM anchor_opinion WHERE city_id = \(city) AND anchor = \(anchor)
            ORDER BY number DESC LIMIT \(Limit.opinionsOfAnchor)
            """
        ).map { row in
            AnchorOpinion(
                number: try row.integer("number"), step: try row.integer("step"),
                unit: try row.text("unit_id"), stance: try row.word("stance"),
                said: try row.text("said"),
                on: try row.day("said_on"))
        }
    }
}

extension [ResultRow] {
    fileprivate func named(in tx: some Transaction) throws -> [Anchor] {
        let names = Dictionary(
            try tx.companies(Set(try map { try $0.identifier("firm") })).map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
        return try map { row in
            let company = try row.identifier("firm")
            return Anchor(
                number: try row.integer("number"), chain: try row.text("chain_id"),
                company: company, name: names[company] ?? "", stage: try row.word("stage"),
                scope: try row.word("scope"))
        }
    }
}
