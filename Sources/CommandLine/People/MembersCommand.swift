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
        subcommands: [AddMemberCommand.self, DisableMemberCommand.self, ResetMemberCommand.self])

    package init() {}
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
        let password = try await city.open(draft, roles: roles, in: desk.world)
        desk.out("\(login)\t\(password)")
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
        let units = Units(city.folder.units)
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
        let units = Units(city.folder.units)
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
    /// Opens an account with a temporary password, which is returned and nowhere kept.
    fileprivate func open(
        _ draft: MemberDraft, roles: Set<Role>, in world: World
    ) async throws -> String {
        let units = Units(folder.units)
        var rules = SigningRules()
        rules.provider = folder.provider
        rules.zoneOffset = folder.zoneOffset
        let password = Password.drawn(from: world)
        let account = NewAccount(
            draft, id: world.identifier(.member),
            password: try PasswordHash(
                of: password, salt: world.bytes(PasswordHash.saltByteCount)))
        let occasion = Occasion(.operator, in: world)
        try await store.write { [rules] tx in
            try tx.addMember(account, roles: roles, on: occasion, units: units, rules: rules)
        }
        return password
    }
}
