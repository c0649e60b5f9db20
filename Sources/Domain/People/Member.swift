package import Basics

/// A person with an account. Not a person who is only named in a sheet. Holds no secret: see
/// `Credential`.
package struct Member: Hashable, Sendable {
    package let id: Identifier
    /// Small letters, digits, `.`, `-`, `_`.
    package let login: String
    package var name: String
    package var unit: String
    package var roles: Set<Role>
    /// The last day the account works; 审计机关 must have one.
    package var endsOn: Day?
    package var disabled: Disabling?
    package var leftOn: Day?
    /// Belongs to the labelled sample (示例).
    package let isSample: Bool
    package let createdAt: Instant
    package var version: Int
    /// The units whose rows belong to the member's unit's work (`Units.range`), set when loaded.
    package let range: [String]

    package init(
        id: Identifier, login: String, name: String, unit: String, roles: Set<Role> = [],
        endsOn: Day? = nil, disabled: Disabling? = nil, leftOn: Day? = nil,
        isSample: Bool = false, createdAt: Instant, version: Int = 1, range: [String]? = nil
    ) {
        self.id = id
        self.login = login
        self.name = name
        self.unit = unit
        self.roles = roles
        self.endsOn = endsOn
        self.disabled = disabled
        self.leftOn = leftOn
        self.isSample = isSample
        self.createdAt = createdAt
        self.version = version
        self.range = range ?? [unit]
    }

    package var subject: Subject { Subject("member", id.text) }
    package var isDisabled: Bool { disabled != nil || leftOn != nil }

    package func isEnded(on day: Day) -> Bool { endsOn.map { $0 < day } ?? false }

    package func may(_ permission: Permission) -> Bool {
        !isDisabled && roles.contains { $0.permissions.contains(permission) }
    }

    /// For the first line of what changes something.
    package func require(_ permission: Permission) throws(MemberRefusal) {
        guard may(permission) else { throw .forbidden(permission) }
    }

    /// 三员 never come in with a password alone.
    package var needsSecondFactor: Bool { !roles.isDisjoint(with: Role.administrators) }
}

package struct Disabling: Hashable, Sendable {
    package let at: Instant
    package let reason: String

    package init(at: Instant, reason: String) {
        self.at = at
        self.reason = reason
    }
}

/// Who asks for a change: a member on the page, or someone at the machine itself on the command
/// line, who could change the database as well; both are named in the journal.
package enum Actor: Hashable, Sendable {
    case `operator`
    case member(Member)

    /// As it stands in the journal.
    package var name: String {
        switch self {
        case .operator: "operator"
        case .member(let member): member.id.text
        }
    }

    package func may(_ permission: Permission) -> Bool {
        if case .member(let member) = self { member.may(permission) } else { true }
    }

    package func require(_ permission: Permission) throws(MemberRefusal) {
        if case .member(let member) = self { try member.require(permission) }
    }
}

/// Something a member answers for. The title speaks of a project: see `duties(of:visibleTo:)`.
package struct Duty: Hashable, Sendable {
    package let subject: Subject
    package let title: String
    package let since: Instant

    package init(subject: Subject, title: String, since: Instant) {
        self.subject = subject
        self.title = title
        self.since = since
    }
}

package enum MemberRefusal: Refusal, Hashable {
    case invalid([Problem])
    case forbidden(Permission)
    case unknown
    case loginTaken(String)
    case changedMeanwhile
    case lastAdministrator(Role)
    case ownRoles
    case alreadyAppointed
    case duties([Duty])

    package var problems: [Problem] {
        switch self {
        case .invalid(let problems): problems
        case .forbidden(let permission): [Problem("没有“\(permission.label)”的权限")]
        case .unknown: [Problem("没有这个账号")]
        case .loginTaken(let login): [Problem("登录名\(login)已被使用", at: .field("login"))]
        case .changedMeanwhile: [Problem("别人刚刚修改过这个账号，请刷新后再改")]
        case .lastAdministrator(let role): [Problem("这是最后一名\(role.label)，须先另设一名")]
        case .ownRoles: [Problem("不能修改自己的角色")]
        case .alreadyAppointed: [Problem("首任管理员已经设立")]
        case .duties(let duties):
            [Problem("还有\(duties.count)件事项须先移交")]
                + duties.map { Problem("待移交：\($0.title)", at: .field("duties")) }
        }
    }
}
