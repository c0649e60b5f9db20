package import Basics
import Sealing
package import Storage
import Texts

extension Transaction {
    /// The secret is shown once by the caller. Refused without a name, without the permission, or
    /// beyond the limit of one member.
    @discardableResult
    package func addToken(
        _ name: String, id: Identifier, secret: ApiTokenSecret, of member: Member,
        endsAt: Instant? = nil, on occasion: Occasion, rules: SigningRules
    ) throws -> ApiToken {
        try member.require(.makeTokens)
        let name = trimmed(name)
        var problems: [Problem] = []
        if name.isEmpty || name.count > ApiToken.longestName.count {
            problems.append(
                Problem("令牌名称须为1至\(ApiToken.longestName.count)个字", at: .field("name")))
        }
        if let endsAt, endsAt <= occasion.at {
            problems.append(Problem("截止时间已过", at: .field("ends_at")))
        }
        let open = try tokens(of: member.id).filter { $0.isOpen(at: occasion.at) }
        if open.count >= rules.tokensPerMember.count {
            problems.append(Problem("每人最多\(rules.tokensPerMember.count)个有效令牌"))
        }
        guard problems.isEmpty else { throw MemberRefusal.invalid(problems) }
        let token = ApiToken(
            id: id, member: member.id, name: name, createdAt: occasion.at, endsAt: endsAt)
        try run(
            """
            INSERT INTO api_token (city_id, id, member_id, name, token_hash, created_at, ends_at)
            VALUES (\(city), \(id), \(member.id), \(name),
                \(secret.digest(by: rules.provider).hex), \(occasion.at), \(endsAt))
            """)
        try record(
            "token.added", about: member, on: occasion,
            body: [JSONMember("token", .string(id.text))])
        return token
    }

    /// The newest first, those revoked included.
    package func tokens(of member: Identifier, limit: Limit = 200) throws -> [ApiToken] {
        try rows(
            """
            SELECT * FROM api_token WHERE city_id = \(city) AND member_id = \(member)
            ORDER BY created_at DESC, id LIMIT \(limit)
            """
        ).map(ApiToken.init)
    }

    /// The member a token speaks for; nil when it is revoked, over, or its member may not come
    /// in. A read: call `touch` in a write when `token.wantsTouch`.
    package func bearer(
        of secret: ApiTokenSecret, units: Units, at now: Instant, rules: SigningRules
    ) throws -> (token: ApiToken, member: Member)? {
        let found = try rows(
            """
            SELECT * FROM api_token
            WHERE city_id = \(city) AND token_hash = \(secret.digest(by: rules.provider).hex)
            """)
        guard let token = try found.first.map(ApiToken.init), token.isOpen(at: now),
            let member = try member(token.member, units: units), !member.isDisabled,
            !member.isEnded(on: rules.day(of: now)), member.may(.makeTokens)
        else { return nil }
        return (token, member)
    }

    package func touch(_ token: ApiToken, at now: Instant) throws {
        try run(
            "UPDATE api_token SET used_at = \(now) WHERE city_id = \(city) AND id = \(token.id)")
    }

    /// One of the member's own; of others, by the security administrator.
    package func revokeToken(_ id: Identifier, on occasion: Occasion, units: Units) throws {
        let found = try rows("SELECT * FROM api_token WHERE city_id = \(city) AND id = \(id)")
        guard let token = try found.first.map(ApiToken.init),
            let owner = try member(token.member, units: units)
        else { throw MemberRefusal.unknown }
        if occasion.actor.name != owner.id.text { try occasion.actor.require(.manageVisits) }
        try run(
            """
            UPDATE api_token SET revoked_at = \(occasion.at)
            WHERE city_id = \(city) AND id = \(id) AND revoked_at IS NULL
            """)
        try record(
            "token.revoked", about: owner, on: occasion,
            body: [JSONMember("token", .string(id.text))])
    }

    func revokeTokens(of member: Identifier, at: Instant) throws {
        try run(
            """
            UPDATE api_token SET revoked_at = \(at)
            WHERE city_id = \(city) AND member_id = \(member) AND revoked_at IS NULL
            """)
    }
}

extension ApiToken {
    init(_ row: ResultRow) throws {
        self.init(
            id: try row.identifier("id"), member: try row.identifier("member_id"),
            name: try row.text("name"), createdAt: try row.instant("created_at"),
            endsAt: try row.optionalInstant("ends_at"), usedAt: try row.optionalInstant("used_at"),
            revokedAt: try row.optionalInstant("revoked_at"))
    }
}
