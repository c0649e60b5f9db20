import Basics
package import Chains
import Companies
import Evidence
import Markup
package import Projects

/// 重点企业清单: every company at the links of a chain in the city, with its source.
package struct ChainCompaniesPage: Sendable {
    package let chain: Chain
    package let links: [ChainLink]
    package let companies: [PlacedCompany]
    package let list: ListPage
    package let query: AddressQuery
    package let divisions: CityDivisions

    package init(
        chain: Chain, links: [ChainLink], companies: [PlacedCompany], list: ListPage,
        query: AddressQuery, divisions: CityDivisions
    ) {
        self.chain = chain
        self.links = links
        self.companies = companies
        self.list = list
        self.query = query
        self.divisions = divisions
    }

    package var page: Page {
        Page("\(chain.name)产业链的重点企业", area: .chains) {
            pageTitle("\(chain.name)产业链的重点企业", lead: "在本地哪个环节、什么状态、凭什么知道，一家一行。") {
                link("回到\(chain.name)产业链", to: .chains(.one(chain.id)), .class("button"))
                printButton()
            }
            filterForm(to: .chains(.companies(chain.id))) {
                textField(
                    "q", "查找", in: FormValues(query.items), type: .search,
                    hint: "企业名称或环节名称的一部分")
                submitButton("查找")
            }
            if companies.isEmpty {
                emptyState("没有符合条件的企业", next: "少写几个字再找，或在环节页写下一家企业。")
            } else {
                table.html(companies)
                pagination(list) {
                    .chains(.companies(chain.id, query.setting("page", to: String($0))))
                }
            }
        }
    }

    private var table: DataTable<PlacedCompany> {
        let (id, divisions) = (chain.id, divisions)
        let named = Dictionary(
            links.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return DataTable(
            "重点企业",
            columns: [
                DataColumn("企业", isHead: true) { one in
                    link(text: one.company.name, to: .company(one.company.id))
                    if let note = one.placement.note { div(.class("hint")) { note } }
                },
                DataColumn("环节") { one in
                    link(to: .chains(.link(id, one.placement.link))) {
                        named[one.placement.link]?.name.html ?? .nothing
                    }
                },
                DataColumn("状态", isShort: true) { $0.placement.standing.label.html },
                DataColumn("资质") { one in
                    for quality in PlacementQuality.allCases
                    where one.placement.qualities.contains(quality) {
                        quality.label
                        " "
                    }
                },
                DataColumn("所在地", isShort: true) { placeList([$0.placement.place], divisions) },
                DataColumn("信用代码") { one in
                    if let code = one.company.creditCode { small(code, .class("code")) }
                },
                DataColumn("来源") { sourceText($0.source) },
            ])
    }
}
