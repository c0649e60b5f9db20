package import ArgumentParser
import Basics
import People
import Rules
import Sealing
import Storage

/// `headwater members …`: accounts from the machine itself, where no administrator exists yet or
/// one is locked out.
package struct MembersCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "members", abstract: "人员。Accounts.",
        subcommands: [
            FirstMembersCommand.self, AddMemberCommand.self, DisableMemberCommand.self,
            ResetMemberCommand.self,
        ])

    package init() {}
}

struct FirstMembersCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "first",
        abstract: "首任三员。The three administrators of a new city, three people; once.")

    @Option(help: "系统管理员，登录名=姓名。The system administrator, login=name.") var system: String
    @Option(help: "安全管理员，登录名=姓名。The security administrator.") var security: String
    @Option(help: "审计管理员，登录名=姓名。The audit administrator.") var audit: String
    @Option(help: "单位编号。Identifier of their unit.") var unit: String
    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let unit = self.unit
        let opened = try [("system", system), ("security", security), ("audit", audit)].map {
            let draft = try MemberDraft(option: $0.0, words: $0.1, unit: unit)
            return try city.account(draft, in: desk.world)
        }
        let (accounts, units, rules) = (opened.map(\.account), city.units, city.signingRules)
        let occasion = Occasion(.operator, in: desk.world)
        try await city.store.write { tx in
            try tx.appointFirstAdministrators(
                system: accounts[0], security: accounts[1], audit: accounts[2], on: occasion,
                units: units, rules: rules)
        }
        for one in opened { desk.out("\(one.account.draft.login)\t\(one.password)") }
    }
}

extension MemberDraft {
    /// `zhangsan=张三`
    fileprivate init(option: String, words: String, unit: String) throws {
        let parts = words.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw MemberRefusal.invalid([Problem("应写作 登录名=姓名", at: .field("--\(option)"))])
        }
        self.init(login: parts[0], name: parts[1], unit: unit)
    }
}

struct AddMemberCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "开账号。Opens an account and prints its temporary password once.")

    @Argument(help: "登录名。The login.") var login: String
    @Option(help: "姓名。The name.") var name: String
    @Option(help: "单位编号。Identifier of the unit.") var unit: String
    @Option(help: "角色。A role; may be repeated.") var role: [String] = []
    @Option(help: "截止日期。The last day; auditors must have one.") var endsOn: String?
    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let roles = try Set(role.map(Role.init(argument:)))
        let ends = try endsOn.map { text in
            guard let day = Day(text: text) else {
                throw MemberRefusal.invalid([
                    Problem("日期应写作 2026-12-31", at: .field("--ends-on"))
                ])
            }
            return day
        }
        let draft = MemberDraft(login: login, name: name, unit: unit, endsOn: ends)
        let opened = try city.account(draft, in: desk.world)
        let (units, rules) = (city.units, city.signingRules)
        let occasion = Occasion(.operator, in: desk.world)
        try await city.store.write { tx in
            try tx.addMember(
                opened.account, roles: roles, on: occasion, units: units, rules: rules)
        }
        desk.out("\(login)\t\(opened.password)")
    }
}

struct DisableMemberCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "停用账号。Disables an account and ends its sign-ins.")

    @Argument(help: "登录名。The login.") var login: String
    @Option(help: "原因。The reason.") var reason: String
    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let units = city.units
        let occasion = Occasion(.operator, in: desk.world)
        let (login, reason) = (login, reason)
        try await city.store.write { tx in
            guard let member = try tx.member(login: login, units: units) else {
                throw MemberRefusal.unknown
            }
            try tx.disable(
                member.id, version: member.version, reason: reason, on: occasion, units: units)
        }
    }
}

struct ResetMemberCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "重置密码。Draws a temporary password and prints it once.")

    @Argument(help: "登录名。The login.") var login: String
    @Flag(help: "连同第二因素。The second factor too.") var factor = false
    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let units = city.units
        let occasion = Occasion(.operator, in: desk.world)
        let password = Password.drawn(from: desk.world)
        let hash = try PasswordHash(
            of: password, salt: desk.world.bytes(PasswordHash.saltByteCount))
        let (login, factor) = (login, factor)
        try await city.store.write { tx in
            guard let member = try tx.member(login: login, units: units) else {
                throw MemberRefusal.unknown
            }
            try tx.resetPassword(of: member.id, to: hash, on: occasion, units: units)
            if factor { try tx.resetFactor(of: member.id, on: occasion, units: units) }
        }
        desk.out("\(login)\t\(password)")
    }
}

extension Role {
    init(argument: String) throws {
        guard let role = Role(rawValue: argument) else {
            let words = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw MemberRefusal.invalid([Problem("角色只有 \(words)", at: .field("--role"))])
        }
        self = role
    }
}

extension CityDesk {
    fileprivate var units: Units { Units(folder.units) }

    fileprivate var signingRules: SigningRules {
        var rules = SigningRules()
        rules.provider = folder.provider
        rules.zoneOffset = folder.zoneOffset
        return rules
    }

    /// An account with a temporary password, which is returned and nowhere kept.
    fileprivate func account(
        _ draft: MemberDraft, in world: World
    ) throws -> (account: NewAccount, password: String) {
        let password = Password.drawn(from: world)
        let hash = try PasswordHash(of: password, salt: world.bytes(PasswordHash.saltByteCount))
        return (NewAccount(draft, id: world.identifier(.member), password: hash), password)
    }
}
