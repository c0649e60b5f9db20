package import Basics
package import Storage
import Texts

extension Limit {
    /// Members shown on one page, and read for one city at most.
    package static let members: Limit = 2_000
    package static let duties: Limit = 1_000
    /// Roles of one member, those taken back included.
    static let rolesOfMembers: Limit = 20_000
}

extension Transaction {
    package func member(_ id: Identifier, units: Units) throws -> Member? {
        try member(where: "id = \(id)", units: units)
    }

    package func member(login: String, units: Units) throws -> Member? {
        try member(where: "login = \(MemberDraft.normalized(login))", units: units)
    }

    private func member(where condition: Query, units: Units) throws -> Member? {
        let found = try rows(
            "SELECT * FROM member WHERE city_id = \(city) AND \(condition)")
        guard let row = found.first else { return nil }
        let id = try row.identifier("id")
        let roles = try rows(
            """
            SELECT member_id, role FROM member_role
            WHERE city_id = \(city) AND member_id = \(id) AND ended_at IS NULL
            LIMIT \(Limit.rolesOfMembers)
            """)
        return try Member(row, roles: Set(roles.map(readRole)), units: units)
    }

    /// All members, by pinyin of their names; those who left stand at the end.
    package func members(units: Units, limit: Limit = .members) throws -> [Member] {
        let granted = try rows(
            """
            SELECT member_id, role FROM member_role
            WHERE city_id = \(city) AND ended_at IS NULL LIMIT \(Limit.rolesOfMembers)
            """)
        var roles: [Identifier: Set<Role>] = [:]
        for row in granted {
            roles[try row.identifier("member_id"), default: []].insert(try readRole(row))
        }
        return try rows(
            """
            SELECT * FROM member WHERE city_id = \(city)
            ORDER BY left_on NULLS FIRST, name_key, id LIMIT \(limit)
            """
        ).map { row in
            try Member(row, roles: roles[row.identifier("id")] ?? [], units: units)
        }
    }

    /// The roles that members other than `id` hold and can use: whether someone may be the last
    /// of a kind.
    package func roles(besides id: Identifier) throws -> Set<Role> {
        let found = try rows(
            """
            SELECT DISTINCT r.role FROM member_role r
            JOIN member m ON m.city_id = r.city_id AND m.id = r.member_id
            WHERE r.city_id = \(city) AND r.member_id <> \(id) AND r.ended_at IS NULL
                AND m.disabled_at IS NULL AND m.left_on IS NULL
            """)
        return Set(try found.map(readRole))
    }

    /// Holds the administrators' roles until the end of the write, so that of two who end the
    /// last two of a kind the second waits and is refused.
    func takeAdministrators() throws {
        try run(
            """
            UPDATE member_role SET ended_at = NULL
            WHERE city_id = \(city) AND ended_at IS NULL
                AND role IN \(Role.administrators.map(\.rawValue).sorted())
            """)
    }

    /// Whether administrators were ever appointed here.
    package func hasAdministrators() throws -> Bool {
        try !rows(
            """
            SELECT member_id FROM member_role
            WHERE city_id = \(city) AND role IN \(Role.administrators.map(\.rawValue).sorted())
            LIMIT 1
            """
        ).isEmpty
    }

    /// Refused when the login is taken.
    func insert(_ member: Member, credential: Credential, by actor: Actor) throws {
        let done = try rows(
            """
            INSERT INTO member (city_id, id, login, name, name_key, unit_id, ends_on, disabled_at,
                disabled_reason, left_on, sample, created_at, version)
            VALUES (\(city), \(member.id), \(member.login), \(member.name),
                \(pinyinKey(member.name)), \(member.unit), \(member.endsOn),
                \(member.disabled?.at), \(member.disabled?.reason), \(member.leftOn),
                \(member.isSample), \(member.createdAt), \(member.version))
            ON CONFLICT (city_id, login) DO NOTHING RETURNING id
            """)
        guard !done.isEmpty else { throw MemberRefusal.loginTaken(member.login) }
        try insert(credential, of: member.id)
        try write(member.roles, of: member.id, by: actor.name, at: member.createdAt)
    }

    /// Saves over the version that was loaded; refused when somebody else saved meanwhile.
    func save(_ member: Member) throws -> Member {
        let done = try rows(
            """
            UPDATE member SET name = \(member.name), name_key = \(pinyinKey(member.name)),
                unit_id = \(member.unit), ends_on = \(member.endsOn),
                disabled_at = \(member.disabled?.at), disabled_reason = \(member.disabled?.reason),
                left_on = \(member.leftOn), version = \(member.version + 1)
            WHERE city_id = \(city) AND id = \(member.id) AND version = \(member.version)
            RETURNING version
            """)
        guard !done.isEmpty else { throw MemberRefusal.changedMeanwhile }
        var saved = member
        saved.version += 1
        return saved
    }

    /// Ends the roles that are not among `roles`, and grants those that are new.
    func write(_ roles: Set<Role>, of id: Identifier, by: String, at: Instant) throws {
        let held = Set(
            try rows(
                """
                SELECT role FROM member_role
                WHERE city_id = \(city) AND member_id = \(id) AND ended_at IS NULL
                """
            ).map(readRole))
        for role in held.subtracting(roles).sorted() {
            try run(
                """
                UPDATE member_role SET ended_at = \(at), ended_by = \(by)
                WHERE city_id = \(city) AND member_id = \(id) AND role = \(role.rawValue)
                    AND ended_at IS NULL
                """)
        }
        for role in roles.subtracting(held).sorted() {
            try run(
                """
                INSERT INTO member_role (city_id, member_id, role, granted_at, granted_by)
                VALUES (\(city), \(id), \(role.rawValue), \(at), \(by))
                ON CONFLICT (city_id, member_id, role, granted_at)
                DO UPDATE SET ended_at = NULL, ended_by = NULL
                """)
        }
    }

    private func readRole(_ row: ResultRow) throws -> Role {
        let text = try row.text("role")
        guard let role = Role(rawValue: text) else {
            throw StorageFault.corrupt("member_role.role: \(text)")
        }
        return role
    }
}

extension Member {
    init(_ row: ResultRow, roles: Set<Role>, units: Units) throws {
        let unit = try row.text("unit_id")
        let disabledAt = try row.optionalInstant("disabled_at")
        self.init(
            id: try row.identifier("id"), login: try row.text("login"),
            name: try row.text("name"), unit: unit, roles: roles,
            endsOn: try row.optionalDay("ends_on"),
            disabled: try disabledAt.map {
                Disabling(at: $0, reason: try row.optionalText("disabled_reason") ?? "")
            },
            leftOn: try row.optionalDay("left_on"), isSample: try row.flag("sample"),
            createdAt: try row.instant("created_at"), version: try row.int("version"),
            range: units.range(of: unit))
    }
}

// MARK: - What a member answers for

extension Transaction {
    /// Written by the modules above when someone is made responsible; the same again changes only
    /// the title.
    package func assign(_ duty: Duty, to member: Identifier) throws {
        try run(
            """
            INSERT INTO duty (city_id, member_id, noun, subject_id, title, since)
            VALUES (\(city), \(member), \(duty.subject.noun), \(duty.subject.id), \(duty.title),
                \(duty.since))
            ON CONFLICT (city_id, member_id, noun, subject_id) DO UPDATE SET title = \(duty.title)
            """)
    }

    package func release(_ subject: Subject, of member: Identifier) throws {
        try run(
            """
            DELETE FROM duty WHERE city_id = \(city) AND member_id = \(member)
                AND noun = \(subject.noun) AND subject_id = \(subject.id)
            """)
    }

    /// What must be handed over before the member leaves, oldest first. Titles speak of projects:
    /// they are given to the member and to who sees the whole city; an administrator gets the
    /// subject's identifier in their place.
    package func duties(
        of member: Identifier, visibleTo reader: Member? = nil, limit: Limit = .duties
    ) throws -> [Duty] {
        let isOpen = reader.map { $0.id == member || $0.sight == .all } ?? false
        return try rows(
            """
            SELECT noun, subject_id, title, since FROM duty
            WHERE city_id = \(city) AND member_id = \(member)
            ORDER BY since, noun, subject_id LIMIT \(limit)
            """
        ).map { row in
            let subject = Subject(try row.text("noun"), try row.text("subject_id"))
            return Duty(
                subject: subject, title: isOpen ? try row.text("title") : subject.id,
                since: try row.instant("since"))
        }
    }

    /// All of it, the titles too, to another member, who keeps what they have already.
    func moveDuties(from giver: Identifier, to taker: Identifier) throws {
        try run(
            """
            INSERT INTO duty (city_id, member_id, noun, subject_id, title, since)
            SELECT city_id, \(taker), noun, subject_id, title, since FROM duty
            WHERE city_id = \(city) AND member_id = \(giver)
            ON CONFLICT (city_id, member_id, noun, subject_id) DO NOTHING
            """)
        try run("DELETE FROM duty WHERE city_id = \(city) AND member_id = \(giver)")
    }
}
