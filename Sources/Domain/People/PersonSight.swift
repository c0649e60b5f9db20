/// What is told of a person whom the city met, beside the post.
package enum PersonDetail: String, Sendable, CaseIterable {
    case name, phone
}

extension Role {
    /// Of persons outside in the records that the role may see. Who works with companies needs
    /// both; a leader is told whom they meet and calls through the office; 审计机关 reads what was
    /// done, not with whom.
    package var personDetails: Set<PersonDetail> {
        switch self {
        case .headquarters, .taskForce, .district, .park, .department, .station: [.name, .phone]
        case .leader: [.name]
        case .auditor, .systemAdministrator, .securityAdministrator, .auditAdministrator: []
        }
    }
}

extension Member {
    package var personDetails: Set<PersonDetail> {
        isDisabled ? [] : roles.reduce(into: []) { $0.formUnion($1.personDetails) }
    }
}

extension Actor {
    /// Nobody in particular: what the operator prints at the machine names no person.
    package var personDetails: Set<PersonDetail> {
        switch self {
        case .operator: []
        case .member(let member): member.personDetails
        }
    }
}
