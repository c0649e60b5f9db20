package import Basics
package import Evidence

extension Limit {
    /// Members of one group that are shown.
    package static let groupMembers: Limit = 1_000
    package static let groupLevels: Limit = 30
    /// Controlling links of all times that are looked at for a ring.
    static let groupLinks: Limit = 5_000
}

/// A company in its group, with those it holds below it. Not a shareholder's view: a company that
/// two members hold stands under each.
package struct GroupMember: Sendable, Hashable {
    package let company: Company
    /// How it is held by the one above; nil at the top.
    package let link: CompanyParent?
    /// Of a company that is only held in part, without control, none are shown.
    package let members: [GroupMember]

    /// Below it, each row once.
    package var count: Int { members.reduce(0) { $0 + 1 + $1.count } }
}

/// The group a company belongs to today: the ultimate parent and all below.
package struct CompanyGroup: Sendable, Hashable {
    package let top: GroupMember
    /// True where there are more than are shown.
    package let isCut: Bool
    package let sources: [Identifier: Source]
}

/// One step up from a company: who controls it, and by which link.
package struct GroupStep: Sendable, Hashable {
    package let company: Company
    package let link: CompanyParent
}

/// A company with all that its page says: whom it belongs to, and what that rests on.
package struct CompanyProfile: Sendable, Hashable {
    package let record: CompanyRecord
    /// What its values were taken from last.
    package let source: Source?
    /// Controlling parents of today, the next first; the last is the ultimate one.
    package let above: [GroupStep]
    /// The companies of `record.parents` and of the mergings.
    package let holders: [Identifier: Company]
    /// Where it was merged into another.
    package let merge: CompanyMerge?
    /// The companies that were merged into it, the last first.
    package let merges: [CompanyMerge]
    /// What names, codes and links rest on.
    package let sources: [Identifier: Source]
    /// The companies below it, as far as they are shown.
    package let below: Int

    package var company: Company { record.company }
    package var ultimate: Company? { above.last?.company }
}

/// The tree of a group from the links of today.
func groupTree(
    from top: Company, links: [CompanyParent], companies: [Identifier: Company]
) -> GroupMember {
    let below = Dictionary(grouping: links, by: \.parent)
    func member(_ company: Company, _ link: CompanyParent?, level: Int) -> GroupMember {
        let goesOn = link?.isControlling ?? true && level < Limit.groupLevels.count
        let members = (goesOn ? below[company.id] ?? [] : []).compactMap { link in
            companies[link.company].map { member($0, link, level: level + 1) }
        }
        return GroupMember(company: company, link: link, members: members)
    }
    return member(top, nil, level: 0)
}
