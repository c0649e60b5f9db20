package import Basics
package import People
import Rules
package import Storage
import Texts

extension GapPlanDraft {
    fileprivate func checked(
        _ gap: Int64, as number: Int64, units: Units, today: Day, _ occasion: Occasion
    ) throws(ChainRefusal) -> GapPlan {
        var problems = letters(
            [
                (demand, "demand", .lettersOfGapText), (regions, "regions", .lettersOfGapText),
                (carriers, "carriers", .lettersOfGapText),
            ], isRequired: false)
        if path == nil { problems.append(Problem("请选路径", at: .field("path"))) }
        let wanted = wanted.flatMap { LinkGradeLevel.wanted.contains($0) ? $0 : nil }
        if wanted == nil { problems.append(Problem("请选目标", at: .field("wanted"))) }
        let years = today.year...today.year + 15
        let year = year.flatMap { years.contains($0) ? $0 : nil }
        if year == nil {
            problems.append(
                Problem("年份在\(years.lowerBound)与\(years.upperBound)之间", at: .field("year")))
        }
        if !(units[owner]?.exists(on: today) ?? false) {
            problems.append(Problem("请选责任单位", at: .field("owner")))
        }
        guard problems.isEmpty, let path, let wanted, let year else {
            throw ChainRefusal(problems)
        }
        return GapPlan(
            gap: gap, number: number, path: path, wanted: wanted, year: year, owner: owner,
            demand: demand, regions: regions, carriers: carriers, by: occasion.actor.name,
            at: occasion.at)
    }
}

extension Transaction {
    /// Says what is meant to be done about an open gap. Refused where somebody else said it since
    /// the draft was begun.
    package func plan(
        _ draft: GapPlanDraft, gap number: Int64, units: Units, today: Day, _ occasion: Occasion
    ) throws -> GapPlan {
        try occasion.actor.require(.editChains)
        guard let gap = try gap(number) else { throw UnknownChain() }
        guard gap.isOpen else {
            throw ChainRefusal([Problem("这个缺口已经关闭", at: .field("path"))])
        }
        let last = try rows(
            """
            SELECT number FROM gap_plan WHERE city_id = \(city) AND gap = \(number)
            ORDER BY number DESC LIMIT 1
            """
        ).first
        let stored = try last?.integer("number") ?? 0
        guard stored == draft.version else {
            throw StaleVersion(subject: gap.subject, version: draft.version, stored: last)
        }
        let plan = try draft.checked(
            number, as: stored + 1, units: units, today: today, occasion)
        try run(
            """
            INSERT INTO gap_plan (city_id, gap, number, path, wanted, year, owner_unit, demand,
                regions, carriers, planned_by, planned_at)
            VALUES (\(city), \(number), \(plan.number), \(plan.path.rawValue),
                \(plan.wanted.rawValue), \(Int64(plan.year)), \(plan.owner), \(plan.demand),
                \(plan.regions), \(plan.carriers), \(plan.by), \(plan.at))
            """)
        try record(
            "gap.planned", on: [gap.subject, Subject("chain", gap.chain)], by: plan.by,
            at: plan.at, body: plan.json)
        return plan
    }

    /// 延链: the chain is to be led further at a link, whatever its grade.
    package func openGap(
        link: String, of chain: String, because reason: String, _ occasion: Occasion
    ) throws -> Gap {
        try occasion.actor.require(.editChains)
        try requireLink(link, of: chain)
        let reason = trimmed(reason)
        let isOpen = try gaps(of: chain).contains {
            $0.isOpen && $0.link == link && $0.kind == .extending
        }
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        if isOpen { problems.append(Problem("这个环节已经有一个延链缺口", at: .field("reason"))) }
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        let number = try nextNumber(of: "gap")
        let head = try record(
            "gap.opened", on: [Subject("gap", String(number)), Subject("chain", chain)],
            by: occasion.actor.name, at: occasion.at,
            body: .object(["link": .string(link), "reason": .string(reason)]))
        let gap = Gap(
            number: number, chain: chain, link: link, kind: .extending, openedAt: occasion.at,
            openedBy: head.number, closedAt: nil, closedBy: nil, openedReason: reason)
        try run(
            """
            INSERT INTO gap (city_id, number, chain_id, link_id, kind, opened_at, opened_by,
                opened_reason)
            VALUES (\(city), \(number), \(chain), \(link), \(gap.kind.rawValue), \(gap.openedAt),
                \(gap.openedBy), \(reason))
            """)
        return gap
    }

    /// Only what somebody opened by hand is closed by hand.
    package func closeGap(
        _ number: Int64, because reason: String, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard let gap = try gap(number) else { throw UnknownChain() }
        let reason = trimmed(reason)
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        if gap.kind != .extending {
            problems.append(Problem("缺链、弱链和断链风险随判断自己关闭", at: .field("reason")))
        }
        if !gap.isOpen { problems.append(Problem("这个缺口已经关闭", at: .field("reason"))) }
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        let head = try record(
            "gap.closed", on: [gap.subject, Subject("chain", gap.chain)],
            by: occasion.actor.name, at: occasion.at,
            body: .object(["reason": .string(reason)]))
        try run(
            """
            UPDATE gap SET closed_at = \(occasion.at), closed_by = \(head.number),
                closed_reason = \(reason)
            WHERE city_id = \(city) AND number = \(number)
            """)
    }

    package func gap(_ number: Int64) throws -> Gap? {
        try rows("SELECT * FROM gap WHERE city_id = \(city) AND number = \(number)").first
            .map(Gap.init)
    }

    /// The newest first.
    package func plans(ofGap number: Int64) throws -> [GapPlan] {
        try rows(
            """
            SELECT * FROM gap_plan WHERE city_id = \(city) AND gap = \(number)
            ORDER BY number DESC LIMIT \(Limit.plansOfGap)
            """
        ).map(GapPlan.init)
    }

    /// The plans that hold, by gap.
    package func plans(ofChain chain: String) throws -> [Int64: GapPlan] {
        let plans = try rows(
            """
            SELECT gap_plan.* FROM gap_plan
            JOIN gap ON gap.city_id = gap_plan.city_id AND gap.number = gap_plan.gap
            WHERE gap.city_id = \(city) AND gap.chain_id = \(chain)
            ORDER BY gap_plan.gap, gap_plan.number LIMIT \(Limit.plansOfChain)
            """
        ).map(GapPlan.init)
        return Dictionary(plans.map { ($0.gap, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// Open gaps that a unit answers for, the earliest year first.
    package func openGaps(ownedBy unit: String) throws -> [OwnedGap] {
        try rows(
            """
            SELECT gap_plan.*, chain.name AS chain_name, chain.en AS chain_en,
                chain_link.name AS link_name, chain_link.en AS link_en
            FROM gap_plan
            JOIN gap ON gap.city_id = gap_plan.city_id AND gap.number = gap_plan.gap
            JOIN chain ON chain.city_id = gap.city_id AND chain.id = gap.chain_id
            JOIN chain_link ON chain_link.city_id = gap.city_id
                AND chain_link.chain_id = gap.chain_id AND chain_link.id = gap.link_id
            WHERE gap_plan.city_id = \(city) AND gap_plan.owner_unit = \(unit)
                AND gap.closed_at IS NULL AND gap_plan.number = (
                    SELECT max(newest.number) FROM gap_plan AS newest
                    WHERE newest.city_id = gap_plan.city_id AND newest.gap = gap_plan.gap)
            ORDER BY gap_plan.year, gap_plan.gap LIMIT \(Limit.gapsOfChain)
            """
        ).compactMap { row in
            guard let gap = try gap(try row.integer("gap")) else { return nil }
            return OwnedGap(
                gap: gap, plan: try GapPlan(row),
                chain: LocalName(
                    zh: try row.text("chain_name"), en: try row.optionalText("chain_en")),
                link: LocalName(
                    zh: try row.text("link_name"), en: try row.optionalText("link_en")))
        }
    }
}

/// A gap with the plan that holds and where it lies.
package struct OwnedGap: Sendable, Hashable {
    package let gap: Gap
    package let plan: GapPlan
    package let chain: LocalName
    package let link: LocalName
}

extension Limit {
    static let plansOfGap: Limit = 1_000
    static let plansOfChain: Limit = 100_000
}

extension Gap {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), chain: try row.text("chain_id"),
            link: try row.text("link_id"), kind: try row.word("kind"),
            openedAt: try row.instant("opened_at"), openedBy: try row.integer("opened_by"),
            closedAt: try row.optionalInstant("closed_at"),
            closedBy: try row.optionalInteger("closed_by"),
            openedReason: try row.optionalText("opened_reason"),
            closedReason: try row.optionalText("closed_reason"))
    }
}

extension GapPlan {
    init(_ row: ResultRow) throws {
        self.init(
            gap: try row.integer("gap"), number: try row.integer("number"),
            path: try row.word("path"), wanted: try row.word("wanted"),
            year: Int(try row.integer("year")), owner: try row.text("owner_unit"),
            demand: try row.text("demand"), regions: try row.text("regions"),
            carriers: try row.text("carriers"), by: try row.text("planned_by"),
            at: try row.instant("planned_at"))
    }

    package var json: JSONValue {
        .object([
            "path": .string(path.rawValue), "wanted": .string(wanted.rawValue),
            "year": JSONValue(year), "owner": .string(owner), "demand": .string(demand),
            "regions": .string(regions), "carriers": .string(carriers),
        ])
    }
}
