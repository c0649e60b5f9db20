import Basics
package import People
import Rules
import Storage

/// Who reads leads: those of the units in their sight and those assigned to their unit; sealed ones
/// only of their own unit, and only who works on leads there. It is a part of every query.
package struct LeadReader: Sendable, Hashable {
    let sight: Sight
    /// The own unit with those it took over; empty for who works on no leads.
    let own: [String]
    let details: Set<PersonDetail>
    package let isHeadquarters: Bool

    package init(_ actor: Actor, units: Units) {
        sight = actor.sight
        details = actor.personDetails
        switch actor {
        case .operator:
            own = []
            isHeadquarters = true
        case .member(let member):
            let works = member.may(.submitLeads) && sight != .nothing
            own =
                works
                ? units.all.map(\.id).filter {
                    $0 == member.unit || units.answering(for: $0)?.id == member.unit
                } : []
            isHeadquarters = works && member.roles.contains(.headquarters)
        }
    }

    /// For `WHERE`; no lead is loaded without it.
    var condition: Query {
        """
        ((lead.sealed = 0 AND (\(sight.condition(unitColumn: "lead.unit_id"))
            OR \(sight.condition(unitColumn: "lead.assigned_unit"))
            OR lead.assigned_unit IN \(own)))
        OR (lead.sealed = 1 AND lead.unit_id IN \(own)))
        """
    }

    /// Another unit's sealed leads, of which headquarters knows that they are.
    var sealedCondition: Query {
        isHeadquarters ? "lead.sealed = 1 AND NOT (lead.unit_id IN \(own + [""]))" : "1 = 0"
    }

    /// What waits for the reader to act on it.
    var duty: Query {
        if isHeadquarters { return "1 = 1" }
        return """
            (lead.unit_id IN \(own) OR (lead.assigned_unit IN \(own) AND lead.answered_on IS NULL
                AND lead.answer_due IS NOT NULL))
            """
    }

    /// Whether nothing of a person is hidden from the reader.
    var seesPersons: Bool { details.isSuperset(of: PersonDetail.allCases) }
}

/// As what somebody acts on a lead.
enum LeadHand: Sendable {
    case owner, assigned, headquarters
}

extension LeadActKind {
    /// Who may do it.
    fileprivate var hands: Set<LeadHand> {
        switch self {
        case .assessed, .assigned: [.owner, .headquarters]
        case .answered, .tied, .closed: [.owner, .assigned, .headquarters]
        case .reported: [.assigned]
        case .unsealed: [.owner]
        }
    }
}

extension Lead {
    /// What the reader may do about it now, in the order of the work.
    package func openActs(for reader: LeadReader) -> [LeadActKind] {
        LeadActKind.allCases.filter {
            problem(of: $0) == nil && isAllowed($0, reader)
        }
    }

    func isAllowed(_ kind: LeadActKind, _ reader: LeadReader) -> Bool {
        var hands: Set<LeadHand> = reader.isHeadquarters ? [.headquarters] : []
        if reader.own.contains(unit) { hands.insert(.owner) }
        if let assignedUnit, reader.own.contains(assignedUnit) { hands.insert(.assigned) }
        return !hands.isDisjoint(with: kind.hands)
    }

    /// Why this can't be done as the lead stands.
    func problem(of kind: LeadActKind) -> Problem? {
        if isSealed { return kind == .unsealed ? nil : Problem("存证的线索先解封再办理") }
        switch kind {
        case .assessed:
            return state.isToAssess ? nil : Problem("这条线索已经研判")
        case .answered:
            return introducer == nil ? Problem("这条线索没有引荐人") : nil
        case .assigned:
            return state.isOpen ? nil : Problem("这条线索已经办完，不再分派")
        case .reported:
            if assignedUnit == nil { return Problem("这条线索还没有分派") }
            return state.isOpen ? nil : Problem("这条线索已经办完，不再反馈")
        case .tied, .closed:
            return state == .following ? nil : Problem("只有跟进中的线索可以\(kind.label)")
        case .unsealed: return Problem("这条线索没有封存")
        }
    }
}
