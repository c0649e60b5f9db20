package import Basics
package import Companies
import Evidence
import Markup
package import Projects

/// One company: how it stands, what it is and was called, whom it belongs to, and where it invests
/// in this city.
package struct CompanyPage: Sendable {
    package let profile: CompanyProfile
    /// Projects in the reader's sight that name it as an investor.
    package let projects: [Project]
    package let listings: [CompanyListing]
    package let contacts: [CompanyContact]
    package let reader: ContactReader
    package let kinds: CompanyKinds
    package let units: UnitNames
    package let today: Day
    package let zoneOffset: Int
    package let mayEdit: Bool
    package let mayRecord: Bool

    package init(
        profile: CompanyProfile, projects: [Project], listings: [CompanyListing],
        contacts: [CompanyContact], reader: ContactReader, kinds: CompanyKinds, units: UnitNames,
        today: Day, zoneOffset: Int, mayEdit: Bool, mayRecord: Bool
    ) {
        self.profile = profile
        self.projects = projects
        self.listings = listings
        self.contacts = contacts
        self.reader = reader
        self.kinds = kinds
        self.today = today
        self.mayRecord = mayRecord
        self.units = units
        self.zoneOffset = zoneOffset
        self.mayEdit = mayEdit
    }

    package var page: Page {
        let company = profile.company
        return Page("\(company.name)", area: .companies) {
            pageTitle(text: company.name) {
                link("谈参", to: .companyBrief(company.id), .class("button primary"))
                link("回到企业名录", to: .companies(), .class("button"))
                printButton()
            }
            mergedNotice
            registration
            if profile.merge == nil { known }
        }
    }

    private var known: HTML {
        HTML {
            card("名称和号码") {
                namesTable(profile)
                if profile.record.identifiers.isEmpty {
                    p("没有登记号码。", .class("hint"))
                } else {
                    identifiersTable(profile)
                }
                changes([.name, .names, .identifiers]) {
                    link(
                        "合并到另一家", to: .companyMerging(profile.company.id), .class("button"))
                }
            }
            groupCard
            if !profile.merges.isEmpty { mergesCard }
            card("本市项目（\(projects.count)个）") {
                if projects.isEmpty {
                    p("台账里没有以它为投资方的项目。")
                } else {
                    table.html(projects)
                }
            }
            contactsCard
            listsCard
        }
    }

    private var contactsCard: HTML {
        let most = Limit.contactsOfCompany.count
        let count: Phrase =
            contacts.count < most ? "对接记录（\(contacts.count)条）" : "对接记录（最近\(most)条）"
        return card(count, id: "contacts") {
            if contacts.isEmpty {
                p("看得到的记录里没有人见过这家企业。")
            } else {
                maskingNote(reader)
                contactsTable(contacts, units: units, today: today)
            }
            if mayRecord {
                div(.class("actions")) {
                    link("登记对接", to: .companyContacts(profile.company.id), .class("button"))
                }
            }
        }
    }

    private var listsCard: HTML {
        card("榜单和认定") {
            if listings.isEmpty {
                p("导入的榜单里没有它。", .class("hint"))
            } else {
                ul(.class("facts")) {
                    for listing in listings {
                        li {
                            listingText(listing, kinds)
                            if listing.entry.matching.match == .asked {
                                " "
                                badge(.watch, "拿不准")
                            }
                            " "
                            small(.class("hint")) { sourceText(listing.edition.source) }
                        }
                    }
                }
            }
            if profile.record.recognitions.isEmpty {
                p("没有登记认定。", .class("hint"))
            } else {
                recognitionsTable(profile, kinds: kinds, today: today)
            }
            changes([.recognitions])
        }
    }

    private var registration: HTML {
        let company = profile.company
        return card("登记信息") {
            definitionList([
                Definition("状态") { standingBadge(company.standing) },
                Definition("信用代码", text: company.creditCode),
                Definition("品牌", text: company.brand),
                Definition("成立日期", text: company.foundedOn?.description),
                Definition("注册资本", text: company.registeredCapital),
                Definition("地址", text: company.address),
                Definition("网址", text: company.website),
                Definition("简介", text: company.intro),
                Definition("出处", text: origin),
            ])
            if company.standing != .registered { changes([.registration]) }
        }
    }

    /// What who may edit can do here. Of a company that was merged nothing is changed.
    @HTMLBuilder private func changes(
        _ forms: [CompanyForm], @HTMLBuilder and others: () -> HTML = { .nothing }
    ) -> HTML {
        if mayEdit, profile.merge == nil {
            div(.class("actions")) {
                for form in forms {
                    link(
                        form.label, to: .companyForm(form, profile.company.id), .class("button"))
                }
                others()
            }
        }
    }

    @HTMLBuilder private var mergedNotice: HTML {
        if let merge = profile.merge, let into = profile.holders[merge.into] {
            notice(.info) {
                p {
                    "这一条已经并入"
                    link(text: into.name, to: .company(into.id))
                    "，名称、号码和关系都在那里。"
                }
                p(.class("hint")) {
                    merged(merge)
                    if mayEdit {
                        " "
                        link("撤销合并", to: .companyUnmerging(profile.company.id))
                    }
                }
            }
        }
    }

    private var mergesCard: HTML {
        card("并入的企业") {
            ul {
                for merge in profile.merges {
                    li {
                        link(
                            text: profile.holders[merge.from]?.name ?? merge.from.text,
                            to: .company(merge.from))
                        " "
                        small(.class("hint")) {
                            merged(merge)
                            if mayEdit {
                                " "
                                link("撤销合并", to: .companyUnmerging(merge.from))
                            }
                        }
                    }
                }
            }
        }
    }

    /// By whom, when, and what says so.
    @HTMLBuilder private func merged(_ merge: CompanyMerge) -> HTML {
        "\(merge.by) \(merge.at.minuteText(offset: zoneOffset))"
        " "
        sourceText(profile.sources[merge.source])
    }

    private var groupCard: HTML {
        card("集团") {
            if isAlone {
                p("没有登记上级企业、股东和下属企业。")
            } else {
                definitionList(
                    [
                        Definition("上级") { step(profile.above.first) },
                        Definition("最终控股方") { step(profile.above.last) },
                    ] + (profile.above.count > 1 ? [Definition("控股链") { chain }] : [])
                        + [
                            Definition("下属企业") {
                                if profile.below > 0 {
                                    "\(profile.below)家"
                                } else {
                                    "没有登记"
                                }
                            }
                        ])
                if !profile.record.parents.isEmpty { parentsTable(profile) }
                p { link("看集团", to: .companyGroup(profile.company.id)) }
            }
            changes([.parents])
        }
    }

    private var isAlone: Bool {
        profile.above.isEmpty && profile.below == 0 && profile.record.parents.isEmpty
    }

    /// Who controls, since when, and what says so.
    @HTMLBuilder private func step(_ step: GroupStep?) -> HTML {
        if let step {
            link(text: step.company.name, to: .company(step.company.id))
            " "
            small(.class("hint")) {
                shareText(step.link)
                " "
                timeText(step.link.time)
                " "
                sourceText(profile.sources[step.link.source])
            }
        }
    }

    @HTMLBuilder private var chain: HTML {
        profile.company.name
        for step in profile.above { " → \(step.company.name)" }
    }

    private var origin: String? {
        profile.source.map { "\($0.title) \($0.learntAt.minuteText(offset: zoneOffset))" }
    }

    private var table: DataTable<Project> {
        let units = self.units
        return DataTable(
            "本市项目",
            columns: [
                DataColumn("项目", isHead: true) { link(text: $0.name, to: .project($0.id)) },
                DataColumn("单位") { units[$0.unit] },
                DataColumn("总投资", isNumber: true) { moneyText($0.total) },
                DataColumn("阶段") { ($0.stage?.label).html },
                DataColumn("最近报送") { $0.lastRound.description },
            ])
    }
}
