import Basics
import People
import Rules
import Sealing
import TestSupport

/// A small invented city, a world whose draws repeat, and people to work with.
enum SampleCity {
    static let noon = Draws.noon
    static let rules = SigningRules()
    static let today = rules.day(of: noon)
    static let cheap = PasswordCost(kibibytes: 64, passes: 1, lanes: 1)

    static let units = Units([
        unit("office", "示例市双招双引指挥部办公室", .headquarters),
        unit("dongyu", "东屿区", .district),
        unit("dongyu-park", "东屿科技园", .park, parent: "dongyu"),
        unit("old-dongyu", "东屿县", .district, until: Day(2020, 12, 31), successor: "dongyu"),
        unit("xiling", "西岭区", .district),
        unit("gaoxin", "示例高新区", .zone),
        unit("statistics", "市统计局", .department),
        unit("ocean", "海洋产业链专班", .taskForce),
        unit("beijing", "驻北京招商站", .station),
    ])

    static func unit(
        _ id: String, _ name: String, _ kind: UnitKind, parent: String? = nil, until: Day? = nil,
        successor: String? = nil
    ) -> Unit {
        Unit(
            id: id, name: LocalName(zh: name), short: name, kind: kind, parent: parent,
            until: until, successor: successor, place: .line(file: "units.yaml", line: 1))
    }

    static func member(
        _ roles: Set<Role>, unit: String = "office", endsOn: Day? = nil, number: UInt64 = 1
    ) -> Member {
        Member(
            id: Identifier(.member, at: noon, random: number), login: "member\(number)",
            name: "张三", unit: unit, roles: roles, endsOn: endsOn, createdAt: noon,
            range: units.range(of: unit))
    }

    static func credential(
        _ password: String = "Ocean-Chain-26", at: Instant = noon, isTemporary: Bool = false,
        factor: SecondFactor? = nil
    ) throws -> Credential {
        Credential(
            password: try hash(password), passwordSetAt: at, isTemporary: isTemporary,
            factor: factor)
    }

    static func hash(_ password: String) throws -> PasswordHash {
        try PasswordHash(of: password, salt: Array("0123456789abcdef".utf8), cost: cheap)
    }
}
