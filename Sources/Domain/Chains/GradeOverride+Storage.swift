package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    static let lettersOfGapText: Limit = 500
    static let daysOfOverride: Limit = 1_100
}

/// A grade as somebody typed it in place of the computed one.
package struct OverrideDraft: Sendable, Hashable {
    let level: LinkGradeLevel?
    let reason: String
    let endsOn: Day?

    package init(grade: String?, reason: String?, endsOn: String?) {
        level = grade.flatMap(LinkGradeLevel.init)
        self.reason = trimmed(reason ?? "")
        self.endsOn = endsOn.flatMap { Day(text: $0) }
    }

    fileprivate func checked(by name: String, today: Day) throws(ChainRefusal) -> GradeOverride {
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        if level == nil { problems.append(Problem("请选判断", at: .field("grade"))) }
        if let endsOn {
            if endsOn < today || endsOn.number - today.number > Limit.daysOfOverride.count {
                problems.append(Problem("最后一天在今天之后三年以内", at: .field("ends_on")))
            }
        } else {
            problems.append(Problem("请写到哪一天为止", at: .field("ends_on")))
        }
        guard problems.isEmpty, let level, let endsOn else { throw ChainRefusal(problems) }
        return GradeOverride(level: level, reason: reason, by: name, endsOn: endsOn)
    }
}

extension Transaction {
    /// Sets a grade in place of the computed one, which stays beside it; gaps follow. Another that
    /// stood there gives way.
    package func override(
        _ draft: OverrideDraft, link: String, of chain: String, by rule: GradingRule?, today: Day,
        _ occasion: Occasion
    ) throws -> Grading {
        try occasion.actor.require(.editChains)
        try requireLink(link, of: chain)
        let override = try draft.checked(by: occasion.actor.name, today: today)
        try run(
            """
            INSERT INTO link_override (city_id, chain_id, link_id, grade, reason, given_by,
                given_at, ends_on)
            VALUES (\(city), \(chain), \(link), \(override.level.rawValue), \(override.reason),
                \(override.by), \(occasion.at), \(override.endsOn))
            ON CONFLICT (city_id, chain_id, link_id) DO UPDATE
            SET grade = excluded.grade, reason = excluded.reason, given_by = excluded.given_by,
                given_at = excluded.given_at, ends_on = excluded.ends_on
            """)
        return try regrade(
            chain, at: link, "chain.overridden",
            [JSONMember("link", .string(link))]
                + [JSONMember("override", override.json)], by: rule, occasion)
    }

    /// The computed grade holds again.
    package func endOverride(
        link: String, of chain: String, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        try occasion.actor.require(.editChains)
        return try end([link], of: chain, by: rule, occasion)
    }

    /// Ends those whose last day is over, of every chain: called once a day. How many.
    package func endOverrides(
        before today: Day, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Int {
        let over = try rows(
            """
            SELECT chain_id, link_id FROM link_override
            WHERE city_id = \(city) AND ends_on < \(today) ORDER BY chain_id, link_id
            LIMIT \(Limit.linksOfChain)
            """
        ).map { (chain: try $0.text("chain_id"), link: try $0.text("link_id")) }
        for (chain, links) in Dictionary(grouping: over, by: \.chain).sorted(by: { $0.key < $1.key }
        ) {
            _ = try end(links.map(\.link), of: chain, by: rule, occasion)
        }
        return over.count
    }

    /// By link.
    func overrides(of chain: String) throws -> [String: GradeOverride] {
        var overrides: [String: GradeOverride] = [:]
        for row in try rows(
            """
            SELECT link_id, grade, reason, given_by, ends_on FROM link_override
            WHERE city_id = \(city) AND chain_id = \(chain) LIMIT \(Limit.linksOfChain)
            """)
        {
            overrides[try row.text("link_id")] = GradeOverride(
                level: try row.word("grade"), reason: try row.text("reason"),
                by: try row.text("given_by"), endsOn: try row.day("ends_on"))
        }
        return overrides
    }

    private func end(
        _ links: [String], of chain: String, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        let ended = try rows(
            """
            DELETE FROM link_override
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id IN \(links)
            RETURNING link_id
            """
        ).map { try $0.text("link_id") }
        guard !ended.isEmpty else { throw UnknownChain() }
        return try regrade(
            chain, "chain.override-ended",
            [JSONMember("links", .array(ended.sorted().map { .string($0) }))], by: rule, occasion)
    }
}

extension Transaction {
    /// Records what was done with a chain, or with one link of it, and grades it anew.
    func regrade(
        _ chain: String, at link: String? = nil, _ kind: String, _ facts: [JSONMember],
        by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        try run(
            """
            UPDATE chain SET version = version + 1 WHERE city_id = \(city) AND id = \(chain)
            """)
        let head = try record(
            kind, on: Subject("chain", chain), by: occasion.actor.name, at: occasion.at,
            body: .object(facts))
        return try keepGrades(
            of: chain, at: link, by: rule, entry: head.number, at: occasion.at)
    }

    func requireLink(_ link: String, of chain: String) throws {
        let found = try rows(
            """
            SELECT id FROM chain_link
            WHERE city_id = \(city) AND chain_id = \(chain) AND id = \(link)
            """)
        if found.isEmpty { throw UnknownChain() }
    }
}

extension GradeOverride {
    var json: JSONValue {
        .object([
            "grade": .string(level.rawValue), "reason": .string(reason), "by": .string(by),
            "ends_on": .string(endsOn.description),
        ])
    }

    init?(json: JSONValue?) {
        guard let level = json?["grade"]?.string.flatMap(LinkGradeLevel.init),
            let endsOn = json?["ends_on"]?.string.flatMap({ Day(text: $0) })
        else { return nil }
        self.init(
            level: level, reason: json?["reason"]?.string ?? "", by: json?["by"]?.string ?? "",
            endsOn: endsOn)
    }
}
