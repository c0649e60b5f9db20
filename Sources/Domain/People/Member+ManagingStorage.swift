package import Basics
package import Sealing
package import Storage

/// A new account with all that must be drawn or computed before the transaction.
package struct NewAccount: Hashable, Sendable {
    package let id: Identifier
    package let draft: MemberDraft
    package let password: PasswordHash
    package let isSample: Bool

    /// The password is temporary: its owner must change it at the first visit.
    package init(
        _ draft: MemberDraft, id: Identifier, password: PasswordHash, isSample: Bool = false
    ) {
        self.id = id
        self.draft = draft
        self.password = password
        self.isSample = isSample
    }
}

extension Transaction {
    /// The three administrators of a new installation, with temporary passwords: system,
    /// security, audit. Done once by command; refused as soon as anyone was ever an
    /// administrator.
    @discardableResult
    package func appointFirstAdministrators(
        system: NewAccount, security: NewAccount, audit: NewAccount, on occasion: Occasion,
        units: Units, rules: SigningRules
    ) throws -> [Member] {
        guard case .operator = occasion.actor, try !hasAdministrators() else {
            throw MemberRefusal.alreadyAppointed
        }
        let appointed: [(NewAccount, Role)] = [
            (system, .systemAdministrator), (security, .securityAdministrator),
            (audit, .auditAdministrator),
        ]
        return try appointed.map { account, role in
            try addMember(account, roles: [role], on: occasion, units: units, rules: rules)
        }
    }

    /// Opens an account. The system administrator gives no roles (`roles` empty); the command
    /// line may.
    @discardableResult
    package func addMember(
        _ account: NewAccount, roles: Set<Role> = [], on occasion: Occasion, units: Units,
        rules: SigningRules
    ) throws -> Member {
        var member = try Member.opened(
            account.draft, id: account.id, isSample: account.isSample, by: occasion.actor,
            units: units, at: occasion.at, today: rules.day(of: occasion.at))
        if !roles.isEmpty {
            try member.grant(roles, by: occasion.actor, units: units, others: [])
        }
        try insert(
            member,
            credential: Credential(
                password: account.password, passwordSetAt: occasion.at,
                // The sample's passwords are printed into a file for whoever tries it.
                isTemporary: !account.isSample),
            by: occasion.actor)
        try record(
            "member.added", about: member, on: occasion,
            body: [
                JSONMember("unit", .string(member.unit)),
                JSONMember("roles", words(member.roles)),
            ],
            personal: .object(["login": .string(member.login), "name": .string(member.name)]))
        return member
    }

    /// `version` is the one that the form showed.
    @discardableResult
    package func grant(
        _ roles: Set<Role>, to id: Identifier, version: Int, on occasion: Occasion, units: Units
    ) throws -> Member {
        try change(id, version: version, "member.granted", on: occasion, units: units) {
            member, others in
            let before = member.roles
            try member.grant(roles, by: occasion.actor, units: units, others: others)
            try write(roles, of: id, by: occasion.actor.name, at: occasion.at)
            // A visit that began with other rights does not go on with them.
            if before != roles {
                try endVisits(of: id, reason: .endedByAdministrator, at: occasion.at)
            }
            return [JSONMember("before", words(before)), JSONMember("after", words(roles))]
        }
    }

    /// Ends the visits and the tokens too.
    @discardableResult
    package func disable(
        _ id: Identifier, version: Int, reason: String, on occasion: Occasion, units: Units
    ) throws -> Member {
        try change(id, version: version, "member.disabled", on: occasion, units: units) {
            member, others in
            try member.disable(
                reason: reason, by: occasion.actor, others: others, at: occasion.at)
            try shut(id, at: occasion.at)
            return [JSONMember("reason", .string(reason))]
        }
    }

    @discardableResult
    package func enable(
        _ id: Identifier, version: Int, on occasion: Occasion, units: Units
    ) throws -> Member {
        try change(id, version: version, "member.enabled", on: occasion, units: units) {
            member, _ in
            try member.enable(by: occasion.actor)
            return []
        }
    }

    /// Refused with the list of duties until they are handed over (`handOver`).
    @discardableResult
    package func leave(
        _ id: Identifier, version: Int, on occasion: Occasion, units: Units, rules: SigningRules
    ) throws -> Member {
        try change(id, version: version, "member.left", on: occasion, units: units) {
            member, others in
            try member.leave(
                on: rules.day(of: occasion.at), duties: duties(of: id), by: occasion.actor,
                others: others)
            try shut(id, at: occasion.at)
            return []
        }
    }

    /// Everything the one answers for, to the other, who must be able to work. Returns what changed
    /// hands, for the modules above to follow (they read the journal's `member.handed_over`).
    @discardableResult
    package func handOver(
        from giver: Identifier, to taker: Identifier, on occasion: Occasion, units: Units
    ) throws -> [Subject] {
        try occasion.actor.require(.manageAccounts)
        guard let from = try member(giver, units: units), let to = try member(taker, units: units)
        else { throw MemberRefusal.unknown }
        guard !to.isDisabled, to.id != from.id, to.may(.seeProjects) else {
            throw MemberRefusal.invalid([Problem("接手人的账号不可用", at: .field("taker"))])
        }
        let moved = try duties(of: giver).map(\.subject)
        try moveDuties(from: giver, to: taker)
        try record(
            "member.handed_over", on: [from.subject, to.subject] + moved,
            by: occasion.actor.name, at: occasion.at,
            body: .object(["count": JSONValue(moved.count)]))
        return moved
    }

    /// A new name, unit or end. The login stays.
    @discardableResult
    package func edit(
        _ id: Identifier, version: Int, name: String, unit: String, endsOn: Day?,
        on occasion: Occasion, units: Units, rules: SigningRules
    ) throws -> Member {
        try change(id, version: version, "member.edited", on: occasion, units: units) {
            member, _ in
            let before = member.unit
            try member.edit(
                name: name, unit: unit, endsOn: endsOn, by: occasion.actor, units: units,
                today: rules.day(of: occasion.at))
            return [
                JSONMember("unit_before", .string(before)),
                JSONMember("unit", .string(member.unit)),
                JSONMember("ends_on", JSONValue(endsOn?.description)),
            ]
        }
    }

    /// Load, decide, save, record: refused when somebody saved since the form was shown.
    private func change(
        _ id: Identifier, version: Int, _ kind: String, on occasion: Occasion, units: Units,
        _ decide: (inout Member, Set<Role>) throws -> [JSONMember]
    ) throws -> Member {
        try takeAdministrators()
        guard var member = try member(id, units: units) else { throw MemberRefusal.unknown }
        guard member.version == version else { throw MemberRefusal.changedMeanwhile }
        let body = try decide(&member, roles(besides: id))
        let saved = try save(member)
        try record(kind, about: saved, on: occasion, body: body)
        return saved
    }

    private func shut(_ id: Identifier, at: Instant) throws {
        try endVisits(of: id, reason: .accountClosed, at: at)
        try revokeTokens(of: id, at: at)
    }

    /// One entry about a member. `personal` stands outside the chain and can be erased.
    func record(
        _ kind: String, about member: Member, on occasion: Occasion, body: [JSONMember] = [],
        personal: JSONValue? = nil
    ) throws {
        try record(
            kind, on: member.subject, by: occasion.actor.name, at: occasion.at,
            body: .object(body), personal: personal.map { PersonalPart($0, salt: occasion.salt) })
    }
}

private func words(_ roles: Set<Role>) -> JSONValue {
    .array(roles.sorted().map { .string($0.rawValue) })
}
