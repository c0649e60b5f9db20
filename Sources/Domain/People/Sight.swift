package import Storage

/// Which projects a member may see, by the units whose they are. It is a part of the query that
/// loads them: what lies outside is not found. Not for companies and chains, which all members
/// see.
package enum Sight: Hashable, Sendable {
    case all
    case units([String])
    case nothing

    /// For `WHERE`: `"… AND \(sight.condition(unitColumn: "project.unit_id"))"`.
    package func condition(unitColumn: Query) -> Query {
        switch self {
        case .all: "1 = 1"
        case .units(let units): "\(unitColumn) IN \(units)"
        case .nothing: "1 = 0"
        }
    }

    package func includes(unit: String) -> Bool {
        switch self {
        case .all: true
        case .units(let units): units.contains(unit)
        case .nothing: false
        }
    }
}

extension Actor {
    /// The operator of the machine sees the city.
    package var sight: Sight {
        switch self {
        case .operator: .all
        case .member(let member): member.sight
        }
    }

    /// Identifier of the member's unit.
    package var unit: String? { if case .member(let member) = self { member.unit } else { nil } }
}

extension Member {
    /// Leaders, headquarters and 审计机关: the city. The units' people: what belongs to the work of
    /// their unit. Administrators, and who is disabled or has no role: nothing.
    package var sight: Sight {
        guard !isDisabled, roles.isDisjoint(with: Role.administrators), may(.seeProjects) else {
            return .nothing
        }
        if !roles.isDisjoint(with: [.leader, .headquarters, .auditor]) { return .all }
        return .units(range)
    }

    package func projectCondition(unitColumn: Query) -> Query {
        sight.condition(unitColumn: unitColumn)
    }
}
