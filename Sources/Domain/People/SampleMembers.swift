package import Basics
import Rules

/// One member of the labelled sample, with the password that is printed into a file for whoever
/// tries the city.
package struct SampleMember: Hashable, Sendable {
    package let draft: MemberDraft
    package let role: Role
    package let password: String
}

/// A member for each role a city has: one for every unit that stands today, a second one for those
/// that report, who checks what the first hands in, a leader, an auditor with an end one year off,
/// and the three administrators. Names are of nobody: «示例·东屿经办», «示例·东屿审核». Hash
/// the passwords outside the transaction, then `addMember(NewAccount(draft, …, isSample: true),
/// roles: [role], …)` as `operator`.
package func sampleMembers(
    of units: Units, in world: World, today: Day
) -> [SampleMember] {
    let standing = units.all.filter { $0.exists(on: today) }
    guard let home = standing.first(where: { $0.kind == .headquarters }) ?? standing.first else {
        return []
    }
    var taken: Set<String> = []
    func member(
        _ login: String, _ name: String, _ unit: Unit, _ role: Role, endsOn: Day? = nil
    ) -> SampleMember {
        var free = login
        var number = 2
        while !taken.insert(free).inserted {
            free = "\(login)-\(number)"
            number += 1
        }
        return SampleMember(
            draft: MemberDraft(login: free, name: name, unit: unit.id, endsOn: endsOn),
            role: role, password: Password.drawn(from: world))
    }
    var members = [
        member("leader", "示例·市领导", home, .leader)
    ]
    members += standing.map { unit in
        member(login(for: unit), "示例·\(unit.short)经办", unit, role(for: unit.kind))
    }
    members += standing.filter(\.reports).map { unit in
        member(login(for: unit) + "-check", "示例·\(unit.short)审核", unit, role(for: unit.kind))
    }
    members += [
        member("auditor", "示例·审计机关", home, .auditor, endsOn: today.adding(days: 365)),
        member("system", "示例·系统管理员", home, .systemAdministrator),
        member("security", "示例·安全管理员", home, .securityAdministrator),
        member("audit", "示例·审计管理员", home, .auditAdministrator),
    ]
    return members
}

private func role(for kind: UnitKind) -> Role {
    switch kind {
    case .headquarters: .headquarters
    case .district, .zone: .district
    case .department: .department
    case .taskForce: .taskForce
    case .station: .station
    case .park: .park
    }
}

/// The unit's identifier in the letters a login may have.
private func login(for unit: Unit) -> String {
    let letters = unit.id.lowercased().unicodeScalars.map { scalar in
        switch scalar {
        case "a"..."z", "0"..."9", ".", "-", "_": String(scalar)
        default: "-"
        }
    }
    let text = letters.joined()
    return text.utf8.count < 2 ? "unit-" + text : String(text.prefix(28))
}
