package import Basics
import Rules
import Texts

/// What the system administrator types to open an account. Roles are granted by another person.
package struct MemberDraft: Hashable, Sendable {
    package static let longestLogin: Limit = 32
    package static let longestName: Limit = 40

    package var login: String
    package var name: String
    package var unit: String
    package var endsOn: Day?

    package init(login: String, name: String, unit: String, endsOn: Day? = nil) {
        self.login = MemberDraft.normalized(login)
        self.name = trimmed(name)
        self.unit = unit
        self.endsOn = endsOn
    }

    /// A login as it is stored and compared: trimmed, small letters.
    package static func normalized(_ login: String) -> String { trimmed(login).lowercased() }

    package func problems(units: Units, today: Day) -> [Problem] {
        var problems: [Problem] = []
        let isPlain = login.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 95
        }
        if login.utf8.count < 2 || login.utf8.count > MemberDraft.longestLogin.count || !isPlain {
            problems.append(
                Problem(
                    "登录名须为2至\(MemberDraft.longestLogin.count)个小写字母、数字或 . - _",
                    at: .field("login")))
        }
        if name.isEmpty || name.count > MemberDraft.longestName.count {
            problems.append(
                Problem("姓名须为1至\(MemberDraft.longestName.count)个字", at: .field("name")))
        }
        if let found = units[unit] {
            if !found.exists(on: today) {
                problems.append(Problem("\(found.name)已经撤并", at: .field("unit")))
            }
        } else {
            problems.append(Problem("没有单位“\(unit)”", at: .field("unit")))
        }
        if let endsOn, endsOn < today {
            problems.append(Problem("截止日期\(endsOn)已过", at: .field("ends_on")))
        }
        return problems
    }
}

extension Member {
    /// A new account without a role. Refused with every problem of the draft.
    package static func opened(
        _ draft: MemberDraft, id: Identifier, isSample: Bool = false, by actor: Actor,
        units: Units, at now: Instant, today: Day
    ) throws(MemberRefusal) -> Member {
        try actor.require(.manageAccounts)
        let problems = draft.problems(units: units, today: today)
        guard problems.isEmpty else { throw .invalid(problems) }
        return Member(
            id: id, login: draft.login, name: draft.name, unit: draft.unit, endsOn: draft.endsOn,
            isSample: isSample, createdAt: now, range: units.range(of: draft.unit))
    }

    /// Another name, unit or end. A unit where the roles cannot stand is refused: the security
    /// administrator takes them back first.
    package mutating func edit(
        name: String, unit: String, endsOn: Day?, by actor: Actor, units: Units, today: Day
    ) throws(MemberRefusal) {
        try actor.require(.manageAccounts)
        let draft = MemberDraft(login: login, name: name, unit: unit, endsOn: endsOn)
        let problems =
            draft.problems(units: units, today: today)
            + Role.problems(of: roles, unit: units[unit], endsOn: endsOn)
        guard problems.isEmpty else { throw .invalid(problems) }
        self = Member(
            id: id, login: login, name: draft.name, unit: unit, roles: roles, endsOn: endsOn,
            disabled: disabled, leftOn: leftOn, isSample: isSample, createdAt: createdAt,
            version: version, range: units.range(of: unit))
    }

    /// Sets the roles. Nobody sets their own, and the last of an administrator's kind keeps the
    /// role. `others` are the roles that other members hold and can use.
    package mutating func grant(
        _ roles: Set<Role>, by actor: Actor, units: Units, others: Set<Role>
    ) throws(MemberRefusal) {
        try actor.require(.grantRoles)
        if case .member(let granting) = actor, granting.id == id { throw .ownRoles }
        let problems = Role.problems(of: roles, unit: units[unit], endsOn: endsOn)
        guard problems.isEmpty else { throw .invalid(problems) }
        try keepAdministrators(self.roles.subtracting(roles), others: others)
        self.roles = roles
    }

    package mutating func disable(
        reason: String, by actor: Actor, others: Set<Role>, at now: Instant
    ) throws(MemberRefusal) {
        try actor.require(.manageAccounts)
        let reason = trimmed(reason)
        guard !reason.isEmpty else {
            throw .invalid([Problem("请写明停用原因", at: .field("reason"))])
        }
        try keepAdministrators(roles, others: others)
        disabled = Disabling(at: now, reason: reason)
    }

    package mutating func enable(by actor: Actor) throws(MemberRefusal) {
        try actor.require(.manageAccounts)
        guard leftOn == nil else {
            throw .invalid([Problem("已离岗的账号不能启用，请新开账号")])
        }
        disabled = nil
    }

    /// A leaver hands over first: refused with the list of what is still theirs.
    package mutating func leave(
        on day: Day, duties: [Duty], by actor: Actor, others: Set<Role>
    ) throws(MemberRefusal) {
        try actor.require(.manageAccounts)
        guard duties.isEmpty else { throw .duties(duties) }
        try keepAdministrators(roles, others: others)
        leftOn = day
    }

    private func keepAdministrators(
        _ lost: Set<Role>, others: Set<Role>
    ) throws(MemberRefusal) {
        if let role = lost.intersection(Role.administrators).subtracting(others).sorted().first {
            throw .lastAdministrator(role)
        }
    }
}
