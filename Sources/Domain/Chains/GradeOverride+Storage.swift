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
    /// When the one was given that the form showed; nil where it showed none.
    let seen: Int64?

    package init(grade: String?, reason: String?, endsOn: String?, seen: Int64? = nil) {
        level = grade.flatMap(LinkGradeLevel.init)
        self.reason = trimmed(reason ?? "")
        self.endsOn = endsOn.flatMap { Day(text: $0) }
        self.seen = seen
    }

    fileprivate func checked(
        _ occasion: Occasion, today: Day
    ) throws(ChainRefusal) -> GradeOverride {
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
        return GradeOverride(
            level: level, reason: reason, by: occasion.actor.name, endsOn: endsOn,
            at: occasion.at)
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
        let override = try draft.checked(occasion, today: today)
        try requireSeen(draft.seen, link: link, of: chain)
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
                + [JSONMember("override", override.json)], changesFile: false, by: rule, occasion)
    }

    /// The computed grade holds again. `seen` as in `OverrideDraft`.
    package func endOverride(
        link: String, of chain: String, seen: Int64?, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        try occasion.actor.require(.editChains)
        try requireLink(link, of: chain)
        guard seen != nil else {
            throw ChainRefusal([Problem("这个环节现在没有改判", at: .field("grade"))])
        }
        try requireSeen(seen, link: link, of: chain)
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
    func overrides(of chain: String, at link: String? = nil) throws -> [String: GradeOverride] {
        var overrides: [String: GradeOverride] = [:]
        for row in try rows(
            """
            SELECT link_id, grade, reason, given_by, given_at, ends_on FROM link_override
            WHERE city_id = \(city) AND chain_id = \(chain) AND \(asked("link_id", link))
            LIMIT \(Limit.linksOfChain)
            """)
        {
            overrides[try row.text("link_id")] = GradeOverride(
                level: try row.word("grade"), reason: try row.text("reason"),
                by: try row.text("given_by"), endsOn: try row.day("ends_on"),
                at: try row.instant("given_at"))
        }
        return overrides
    }

    /// Refuses where another was set, or the one was ended, since the form was shown.
    private func requireSeen(_ seen: Int64?, link: String, of chain: String) throws {
        let stored = try rows(
            """
            SELECT * FROM link_override
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
            """
        ).first
        guard try stored?.instant("given_at").microseconds != seen else { return }
        throw StaleVersion(
            subject: Subject("chain", chain), version: seen ?? 0, stored: stored)
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
            chain, at: ended.count == 1 ? ended[0] : nil, "chain.override-ended",
            [JSONMember("links", .array(ended.sorted().map { .string($0) }))],
            changesFile: false, by: rule, occasion)
    }
}

extension Transaction {
    /// Records what was done with a chain, or with one link of it, and grades it anew.
    /// - Parameter changesFile: whether a file that was written out before says other than is so
    ///   now.
    func regrade(
        _ chain: String, at link: String? = nil, _ kind: String, _ facts: [JSONMember],
        changesFile: Bool = true, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        if changesFile {
            try run(
                """
                UPDATE chain SET version = version + 1 WHERE city_id = \(city) AND id = \(chain)
                """)
        }
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
            "ends_on": .string(endsOn.description), "at": .integer(at.microseconds),
        ])
    }

    init?(json: JSONValue?) {
        guard let level = json?["grade"]?.string.flatMap(LinkGradeLevel.init),
            let endsOn = json?["ends_on"]?.string.flatMap({ Day(text: $0) })
        else { return nil }
        self.init(
            level: level, reason: json?["reason"]?.string ?? "", by: json?["by"]?.string ?? "",
            endsOn: endsOn, at: Instant(microseconds: json?["at"]?.integer ?? 0))
    }
}
