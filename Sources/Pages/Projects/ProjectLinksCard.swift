import Basics
package import Chains
import Markup
package import Projects

/// At which links of chains a project works; one that is written down stands on the link's page
/// and in the chain's book.
package struct ProjectLinksCard: Sendable {
    package let project: Project
    package let links: [ProjectLink]
    /// The chain under which it was reported, or all of the city's where that is none of them; and
    /// the chains of its links.
    package let chains: [(chain: Chain, links: [ChainLink])]
    package let people: PeopleNames
    package let mayLink: Bool
    package let values: FormValues

    package init(
        project: Project, links: [ProjectLink], chains: [(chain: Chain, links: [ChainLink])],
        people: PeopleNames, mayLink: Bool, values: FormValues
    ) {
        self.project = project
        self.links = links
        self.chains = chains
        self.people = people
        self.mayLink = mayLink
        self.values = values
    }

    @HTMLBuilder var html: HTML {
        if !chains.isEmpty {
            card("环节", id: "links") {
                if links.isEmpty {
                    p(.class("hint")) { "还没有写明做哪个环节；写明了，环节页和产业链整本材料里就有这个项目。" }
                } else {
                    ul {
                        for one in links { li { line(one) } }
                    }
                }
                if mayLink, links.count < Limit.linksOfProject.count { form }
            }
        }
    }

    @HTMLBuilder private func line(_ one: ProjectLink) -> HTML {
        link(to: .chains(.link(one.chain, one.link))) {
            let found = chains.first { $0.chain.id == one.chain }
            (found?.chain.name ?? LocalName(zh: one.chain)).html
            " · "
            (found?.links.first { $0.id == one.link }?.name ?? LocalName(zh: one.link)).html
        }
        " "
        small(.class("hint")) { people[one.by] }
        if mayLink {
            " "
            actionButton(
                "取消环节", to: .projectLinks(project.id), method: .delete,
                fields: [AddressItem("number", String(one.number))])
        }
    }

    private var form: HTML {
        let name = project.name
        let choices = chains.flatMap { chain, links in
            links.map { link in
                let suits = link.suits(name)
                let label: Phrase =
                    suits
                    ? "\(chain.name) · \(link.name)（项目名称对得上）" : "\(chain.name) · \(link.name)"
                return (suits: suits, choice: Choice(chain.id + "/" + link.id, label))
            }
        }
        return postForm(to: .projectLinks(project.id)) {
            selectField(
                "link", "做哪个环节",
                (choices.filter(\.suits) + choices.filter { !$0.suits }).map(\.choice),
                in: values, none: "请选择", isRequired: true)
            submitButton("写明环节")
        }
    }
}
