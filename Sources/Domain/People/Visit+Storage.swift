package import Basics
import Sealing
package import Storage

extension Limit {
    static let visits: Limit = 200
}

extension Transaction {
    /// The visit behind a cookie with its member; nil when it is over or its member may not come
    /// in any more. A read: call `touch` in a write when `visit.wantsTouch`.
    package func signedIn(
        _ secret: VisitSecret, units: Units, at now: Instant, rules: SigningRules
    ) throws -> SignedIn? {
        let found = try rows(
            """
            SELECT * FROM visit WHERE city_id = \(city)
                AND secret_hash = \(secret.digest(by: rules.provider).hex)
            """)
        guard let row = found.first else { return nil }
        let visit = try Visit(row)
        guard visit.isOpen(at: now, rules: rules),
            let member = try member(visit.member, units: units),
            !member.isDisabled, !member.roles.isEmpty, !member.isEnded(on: rules.day(of: now)),
            let credential = try credential(of: member.id)
        else { return nil }
        let requirements = member.requirements(
            credential, factorAt: visit.factorAt, at: now, rules: rules)
        let awaitsFactor = requirements.contains(.secondFactor)
        guard visit.isOpen(at: now, awaitsFactor: awaitsFactor, rules: rules) else { return nil }
        return SignedIn(visit: visit, member: member, requirements: requirements)
    }

    package func touch(_ visit: Visit, at now: Instant) throws {
        try run(
            """
            UPDATE visit SET seen_at = \(now)
            WHERE city_id = \(city) AND id = \(visit.id) AND seen_at < \(now)
            """)
    }

    /// A member's visits, the newest first, for «my sign-ins» and for the security administrator.
    package func visits(of member: Identifier, limit: Limit = 50) throws -> [Visit] {
        try rows(
            """
            SELECT * FROM visit WHERE city_id = \(city) AND member_id = \(member)
            ORDER BY created_at DESC, id LIMIT \(limit)
            """
        ).map(Visit.init)
    }

    package func signOut(_ signedIn: SignedIn, on occasion: Occasion) throws {
        try end([signedIn.visit.id], reason: .signedOut, at: occasion.at)
        try record(
            "sign_in.ended", about: signedIn.member, on: occasion,
            body: [
                JSONMember("visit", .string(signedIn.visit.id.text)),
                JSONMember("reason", .string(VisitEnd.signedOut.rawValue)),
            ])
    }

    /// Everywhere, this visit included.
    package func signOutEverywhere(_ signedIn: SignedIn, on occasion: Occasion) throws {
        try endVisits(of: signedIn.member.id, reason: .signedOutEverywhere, at: occasion.at)
        try record(
            "sign_in.ended", about: signedIn.member, on: occasion,
            body: [JSONMember("reason", .string(VisitEnd.signedOutEverywhere.rawValue))])
    }

    /// Any visit of the member's own; of others, by the security administrator.
    package func endVisit(_ id: Identifier, on occasion: Occasion, units: Units) throws {
        let found = try rows("SELECT * FROM visit WHERE city_id = \(city) AND id = \(id)")
        guard let visit = try found.first.map(Visit.init),
            let owner = try member(visit.member, units: units)
        else { throw MemberRefusal.unknown }
        let isOwn = occasion.actor.name == owner.id.text
        if !isOwn { try occasion.actor.require(.manageVisits) }
        let reason: VisitEnd = isOwn ? .signedOut : .endedByAdministrator
        try end([id], reason: reason, at: occasion.at)
        try record(
            "sign_in.ended", about: owner, on: occasion,
            body: [
                JSONMember("visit", .string(id.text)),
                JSONMember("reason", .string(reason.rawValue)),
            ])
    }

    func endVisits(
        of member: Identifier, besides kept: Identifier? = nil, reason: VisitEnd, at: Instant
    ) throws {
        try run(
            """
            UPDATE visit SET ended_at = \(at), end_reason = \(reason.rawValue)
            WHERE city_id = \(city) AND member_id = \(member) AND ended_at IS NULL
                AND id <> \(kept?.text ?? "")
            """)
    }

    /// Visits that began half a year ago or earlier, for the daily tidying: the journal keeps the
    /// signing in and the signing out.
    package func forgetVisits(at now: Instant) throws {
        let before = now.adding(seconds: -183 * 86_400)
        try run("DELETE FROM visit WHERE city_id = \(city) AND created_at < \(before)")
    }

    private func end(_ visits: [Identifier], reason: VisitEnd, at: Instant) throws {
        try run(
            """
            UPDATE visit SET ended_at = \(at), end_reason = \(reason.rawValue)
            WHERE city_id = \(city) AND id IN \(visits) AND ended_at IS NULL
            """)
    }

    func insert(_ visit: Visit, secret: Digest) throws {
        try run(
            """
            INSERT INTO visit (city_id, id, secret_hash, member_id, created_at, seen_at, factor_at,
                address, agent)
            VALUES (\(city), \(visit.id), \(secret.hex), \(visit.member), \(visit.createdAt),
                \(visit.seenAt), \(visit.factorAt), \(visit.address), \(visit.agent))
            """)
    }
}

extension Visit {
    init(_ row: ResultRow) throws {
        self.init(
            id: try row.identifier("id"), member: try row.identifier("member_id"),
            createdAt: try row.instant("created_at"), seenAt: try row.instant("seen_at"),
            factorAt: try row.optionalInstant("factor_at"), address: try row.text("address"),
            agent: try row.text("agent"), endedAt: try row.optionalInstant("ended_at"),
            endReason: try row.optionalText("end_reason").flatMap(VisitEnd.init))
    }
}
