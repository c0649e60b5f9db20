import Basics
package import Chains
import Companies
import Evidence
import Markup
package import Projects

/// One chain: what it lacks first, then its links by tier with grade, reasons and companies.
package struct ChainPage: Sendable {
    package let map: ChainMap
    package let companies: ChainCompanies
    package let divisions: CityDivisions
    package let units: UnitNames
    package let zoneOffset: Int
    /// The words under which projects that stand in this chain today were reported.
    package let projects: [TaxonomyWord]
    package let anchors: [Anchor]
    /// How many lines their lists have; empty for who doesn't edit chains.
    package let needCounts: [Int64: Int]
    package let mayEdit: Bool
    package let mayExport: Bool
    package let values: FormValues

    package init(
        map: ChainMap, companies: ChainCompanies, divisions: CityDivisions, units: UnitNames,
        zoneOffset: Int, projects: [TaxonomyWord], anchors: [Anchor], needCounts: [Int64: Int],
        mayEdit: Bool, mayExport: Bool, values: FormValues = FormValues()
    ) {
        self.anchors = anchors
        self.needCounts = needCounts
        self.mayExport = mayExport
        self.values = values
        self.projects = projects
        self.mayEdit = mayEdit
        self.map = map
        self.units = units
        self.companies = companies
        self.divisions = divisions
        self.zoneOffset = zoneOffset
    }

    package var page: Page {
        Page("\(map.chain.name)产业链", area: .chains) {
            pageTitle("\(map.chain.name)产业链", lead: "先看缺口，再看各环节；每个判断后面写着理由，每家企业后面写着来源。") {
                link("全景图", to: .chains(.map(map.chain.id)), .class("button good"))
                link("重点企业", to: .chains(.companies(map.chain.id)), .class("button"))
                link("回到产业链", to: .chains(), .class("button"))
                printButton()
            }
            fileProblems(values.problems)
            p(.class("hint")) {
                "来源："
                sourceText(map.source)
            }
            p {
                for level in LinkGradeLevel.allCases {
                    let count = map.grades.values.count { $0.level == level }
                    badge(level.light, "\(level.label)\(count)")
                    " "
                }
            }
            if !projects.isEmpty {
                p {
                    "招商项目："
                    for (place, one) in projects.enumerated() {
                        if place > 0 { " · " }
                        link(
                            text: "\(one.word) \(one.projects)",
                            to: .projects(["chain": one.word]))
                    }
                }
            }
            if mayExport { bookLinks }
            gapsCard
            anchorsCard
            for tier in LinkTier.allCases { tierCard(tier) }
            if mayEdit { chainFileCard(map.chain.id) }
        }
    }

    private var bookLinks: HTML {
        p {
            for form in ChainBookForm.allCases {
                link(form.label, to: .chains(.book(map.chain.id, form)), .class("button"))
                " "
            }
            small(.class("hint")) { "全景图、路径图、招商项目、重点企业、目标企业和出处，一次下载。" }
        }
    }

    private var named: [String: ChainLink] {
        Dictionary(map.links.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private var anchorsCard: HTML {
        card("链主", id: "anchors") {
            if anchors.isEmpty {
                p(.class("hint")) { "这条链还没有链主。" }
            } else {
                anchorsTable(anchors, counts: needCounts, showsCounts: mayEdit)
            }
            link(
                mayEdit ? "遴选和供需意向清单" : "看链主", to: .anchors(.list(map.chain.id)),
                .class("button"))
        }
    }

    private var gapsCard: HTML {
        let (named, grades, offset) = (named, map.grades, zoneOffset)
        let (id, plans, units) = (map.chain.id, map.plans, units)
        let open = map.gaps.filter(\.isOpen)
        let closed = map.gaps.filter { !$0.isOpen }
        let linkColumn = DataColumn<Gap>("环节", isHead: true) { gap in
            link(to: .chains(.link(id, gap.link))) { named[gap.link]?.name.html ?? .nothing }
        }
        let kindColumn = DataColumn<Gap>("缺口") { badge($0.kind.light, $0.kind.label) }
        return card("缺口与路径", id: "gaps") {
            if open.isEmpty {
                p(.class("hint")) { "现在没有打开的缺口。没有人声明名单完整的环节是“未知”，不算缺。" }
            } else {
                DataTable<Gap>(
                    "打开的缺口",
                    columns: [
                        linkColumn, kindColumn,
                        DataColumn("现状") { gap in
                            gradeBadge(grades[gap.link])
                            div(.class("hint")) { gradeReasons(grades[gap.link]) }
                        },
                        DataColumn("目标", isShort: true) { gap in
                            if let plan = plans[gap.number] { "\(plan.year)年\(plan.wanted.label)" }
                        },
                        DataColumn("路径", isShort: true) {
                            plans[$0.number]?.path.label.html ?? .nothing
                        },
                        DataColumn("责任单位") { gap in
                            if let plan = plans[gap.number] {
                                units[plan.owner]
                            } else {
                                badge(.watch, "没有人负责")
                            }
                        },
                        DataColumn("重点区域") { plans[$0.number]?.regions },
                        DataColumn("承接载体") { plans[$0.number]?.carriers },
                        DataColumn("打开", isShort: true) { gap in
                            gap.openedAt.day(offset: offset).description
                            " "
                            small(.class("hint")) { "日志第\(String(gap.openedBy))条" }
                        },
                    ]
                ).html(open)
            }
            if !closed.isEmpty {
                details {
                    summary { "已经关闭的\(closed.count)个" }
                    DataTable<Gap>(
                        "已经关闭的缺口",
                        columns: [
                            linkColumn, kindColumn,
                            DataColumn("打开", isShort: true) {
                                $0.openedAt.day(offset: offset).description
                            },
                            DataColumn("关闭", isShort: true) { gap in
                                if let closedAt = gap.closedAt, let closedBy = gap.closedBy {
                                    span {
                                        closedAt.day(offset: offset).description
                                        " "
                                        small(.class("hint")) { "日志第\(String(closedBy))条" }
                                    }
                                }
                            },
                        ]
                    ).html(closed)
                }
            }
        }
    }

    @HTMLBuilder private func tierCard(_ tier: LinkTier) -> HTML {
        let links = map.links.filter { $0.tier == tier }
        let companies = companies
        let (grades, named, supplies) = (map.grades, named, map.supplies)
        let id = map.chain.id
        if !links.isEmpty {
            card(tier.label, id: tier.rawValue) {
                DataTable<ChainLink>(
                    tier.label,
                    columns: [
                        DataColumn("环节", isHead: true) { one in
                            link(to: .chains(.link(id, one.id))) { one.name }
                            " "
                            small(.class("hint")) { one.role.label }
                        },
                        DataColumn("判断") { one in
                            gradeBadge(grades[one.id])
                            div(.class("hint")) { gradeReasons(grades[one.id]) }
                        },
                        DataColumn("本地企业") { one in
                            let shown = companies.shown[one.id] ?? []
                            firms(shown)
                            if let all = companies.here[one.id],
                                all > Set(shown.map(\.company)).count
                            {
                                link("共\(all)家", to: .chains(.link(id, one.id)))
                            }
                        },
                        DataColumn("外地企业") { one in
                            if let count = companies.elsewhere[one.id] {
                                link("\(count)家", to: .chains(.targets(id, one.id)))
                            }
                        },
                        DataColumn("供给") { one in
                            for supply in supplies where supply.supplier == one.id {
                                div {
                                    "→ "
                                    named[supply.buyer]?.name.html ?? .nothing
                                }
                            }
                        },
                    ]
                ).html(links)
            }
        }
    }

    @HTMLBuilder private func firms(_ placements: [Placement]) -> HTML {
        for placement in placements {
            if let company = companies.companies[placement.company] {
                div {
                    link(text: company.name, to: .company(company.id))
                    " "
                    small(.class("hint")) {
                        if let division = divisions.name(of: placement.place) {
                            division
                            " "
                        }
                        if placement.standing != .operating {
                            placement.standing.label
                            " "
                        }
                        for quality in PlacementQuality.allCases
                        where placement.qualities.contains(quality) {
                            quality.label
                            " "
                        }
                        sourceText(companies.sources[placement.source])
                    }
                }
            }
        }
    }
}
