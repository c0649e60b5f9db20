import Basics
package import Companies
import Evidence
import Markup

/// The group of a company: the ultimate parent and all below it, with shares and what says so.
package struct CompanyGroupPage: Sendable {
    /// The company from whose page one came.
    package let company: Company
    package let group: CompanyGroup

    package init(company: Company, group: CompanyGroup) {
        self.company = company
        self.group = group
    }

    package var page: Page {
        let top = group.top.company
        return Page("\(top.name)的集团", area: .companies) {
            pageTitle(
                "\(top.name)的集团", lead: "最终控股方和今天在它下面的企业；控股的往下展开，参股的只列出来。"
            ) {
                link(to: .company(company.id), .class("button")) { "回到\(company.name)" }
                printButton()
            }
            if group.isCut {
                notice(
                    .watch,
                    "集团太大，只列出\(Limit.groupMembers.count)家、\(Limit.groupLevels.count)级以内的企业。")
            }
            if group.top.members.isEmpty {
                emptyState("没有登记下属企业", next: "在下属企业的页面上点“上级和股东”登记。")
            } else {
                card("企业（共\(group.top.count + 1)家次）") {
                    ul(.class("group-tree")) { branch(group.top) }
                }
            }
        }
    }

    private func branch(_ member: GroupMember) -> HTML {
        li {
            div(.class("group-member")) {
                link(
                    text: member.company.name, to: .company(member.company.id),
                    .aria("current", member.company.id == company.id ? "true" : nil))
                if member.company.standing != .registered {
                    standingBadge(member.company.standing)
                }
                if let held = member.link { how(held) } else { badge(.good, "最终控股方") }
            }
            if !member.members.isEmpty { ul { for below in member.members { branch(below) } } }
        }
    }

    @HTMLBuilder private func how(_ held: CompanyParent) -> HTML {
        span(.class("group-share")) { shareText(held) }
        if !held.isControlling { badge(.plain, "参股") }
        small(.class("hint")) {
            timeText(held.time)
            " "
            sourceText(group.sources[held.source])
        }
    }
}
