package import Basics
package import People
package import Storage
import Texts

extension Actor {
    /// Who names the members that read an anchor company's lines: headquarters.
    package var namesReaders: Bool {
        switch self {
        case .operator: true
        case .member(let member):
            member.roles.contains(.headquarters) && member.may(.editChains)
        }
    }

    /// Part of a query of `anchor`: those whose lines the reader may read.
    func readsNeeds(in city: String) -> Query {
        if namesReaders { return "1 = 1" }
        guard case .member(let member) = self, member.may(.seeProjects) else { return "1 = 0" }
        guard member.may(.editChains) else { return "anchor.scope = 'readers'" }
        return """
            (anchor.scope IN ('editors', 'readers') OR EXISTS (
                SELECT 1 FROM anchor_member
                WHERE anchor_member.city_id = \(city) AND anchor_member.anchor = anchor.number
                    AND anchor_member.member_id = \(member.id)
                    AND anchor_member.ended_at IS NULL))
            """
    }
}

extension Transaction {
    /// Members of a task force who read the anchor company's lines, by identifier.
    package func namedMembers(of anchor: Int64) throws -> [Identifier] {
        try rows(
            """
            SELECT member_id FROM anchor_member
            WHERE city_id = \(city) AND anchor = \(anchor) AND ended_at IS NULL
            ORDER BY number LIMIT \(Limit.membersOfAnchor)
            """
        ).map { try $0.identifier("member_id") }
    }

    /// Whether the actor reads the anchor company's lines.
    package func reads(_ actor: Actor, anchor number: Int64) throws -> Bool {
        try anchor("anchor.number = \(number) AND \(actor.readsNeeds(in: city))") != nil
    }

    /// Lets a member who edits chains read the anchor company's lines.
    package func name(
        _ member: Member?, anchor number: Int64, of chain: String, _ occasion: Occasion
    ) throws {
        let anchor = try anchorToName(number, of: chain, occasion)
        guard let member, member.may(.editChains), !member.isDisabled else {
            throw ChainRefusal([Problem("请选一位维护产业链的人", at: .field("member"))])
        }
        let present = try namedMembers(of: number)
        if present.contains(member.id) { return }
        guard present.count < Limit.membersOfAnchor.count else {
            throw ChainRefusal([
                Problem("最多指定\(Limit.membersOfAnchor.count)人", at: .field("member"))
            ])
        }
        let own = try nextNumber(of: "anchor_member")
        try run(
            """
            INSERT INTO anchor_member (city_id, number, anchor, member_id, named_by, named_at)
            VALUES (\(city), \(own), \(number), \(member.id), \(occasion.actor.name),
                \(occasion.at))
            """)
        try tell("anchor.named", anchor, [JSONMember("member", .string(member.id.text))], occasion)
    }

    /// The member reads the lines no more.
    package func unname(
        _ member: Identifier, anchor number: Int64, of chain: String, _ occasion: Occasion
    ) throws {
        let anchor = try anchorToName(number, of: chain, occasion)
        let ended = try rows(
            """
            UPDATE anchor_member SET ended_at = \(occasion.at)
            WHERE city_id = \(city) AND anchor = \(number) AND member_id = \(member)
                AND ended_at IS NULL
            RETURNING number
            """)
        if ended.isEmpty { return }
        try tell("anchor.unnamed", anchor, [JSONMember("member", .string(member.text))], occasion)
    }

    /// Opens the lines to more, or to fewer again.
    package func open(
        anchor number: Int64, of chain: String, to scope: String?, because reason: String,
        _ occasion: Occasion
    ) throws {
        let anchor = try anchorToName(number, of: chain, occasion)
        let reason = trimmed(reason)
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        let scope = scope.flatMap(NeedScope.init)
        if scope == nil || scope == anchor.scope {
            problems.append(Problem("请选与现在不同的范围", at: .field("scope")))
        }
        guard problems.isEmpty, let scope else { throw ChainRefusal(problems) }
        let own = try nextNumber(of: "anchor_opening")
        try run(
            """
            INSERT INTO anchor_opening (city_id, number, anchor, scope, reason, done_by, done_at)
            VALUES (\(city), \(own), \(number), \(scope.rawValue), \(reason),
                \(occasion.actor.name), \(occasion.at))
            """)
        try run(
            """
            UPDATE anchor SET scope = \(scope.rawValue)
            WHERE city_id = \(city) AND number = \(number)
            """)
        try tell(
            "anchor.opened", anchor,
            [JSONMember("scope", .string(scope.rawValue)), JSONMember("reason", .string(reason))],
            occasion)
    }

    /// Why the lines stand open as they do: who said so, the newest.
    package func opening(of anchor: Int64) throws -> (reason: String, by: String)? {
        try rows(
            """
            SELECT reason, done_by FROM anchor_opening
            WHERE city_id = \(city) AND anchor = \(anchor) ORDER BY number DESC LIMIT 1
            """
        ).first.map { (try $0.text("reason"), try $0.text("done_by")) }
    }

    private func anchorToName(
        _ number: Int64, of chain: String, _ occasion: Occasion
    ) throws -> Anchor {
        try occasion.actor.require(.editChains)
        guard occasion.actor.namesReaders else {
            throw ChainRefusal([Problem("由指挥部办公室决定谁能看这份清单")])
        }
        guard let anchor = try anchor(number, of: chain) else { throw UnknownChain() }
        return anchor
    }

    /// What the journal says of an anchor company: never a line of its list.
    func tell(
        _ kind: String, _ anchor: Anchor, _ facts: [JSONMember], _ occasion: Occasion
    ) throws {
        try record(
            kind, on: [anchor.subject, Subject("chain", anchor.chain)], by: occasion.actor.name,
            at: occasion.at, body: .object(facts))
    }
}
