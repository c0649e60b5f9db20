package import Basics
package import Companies
import Evidence
import Markup
import People
package import Projects

/// 谈参: what to know before a meeting, on one printed page. Under each figure stands what it rests
/// on; what nobody knows is said.
package struct CompanyBriefPage: Sendable {
    package let profile: CompanyProfile
    package let presence: CompanyPresence
    /// What was last reported of the projects, by project.
    package let reports: [Identifier: ProjectReport]
    package let contacts: [CompanyContact]
    package let listings: [CompanyListing]
    package let kinds: CompanyKinds
    package let units: UnitNames
    package let divisions: CityDivisions
    package let reader: ContactReader
    package let today: Day

    package init(
        profile: CompanyProfile, presence: CompanyPresence,
        reports: [Identifier: ProjectReport], contacts: [CompanyContact],
        listings: [CompanyListing], kinds: CompanyKinds, units: UnitNames,
        divisions: CityDivisions, reader: ContactReader, today: Day
    ) {
        self.profile = profile
        self.presence = presence
        self.reports = reports
        self.contacts = contacts
        self.listings = listings
        self.kinds = kinds
        self.units = units
        self.divisions = divisions
        self.reader = reader
        self.today = today
    }

    package var page: Page {
        let company = profile.company
        return Page("谈参：\(company.name)", area: .companies) {
            pageTitle("谈参：\(company.name)", lead: "谈之前看的一页；每个数下面是出处。") {
                link("回到企业", to: .company(company.id), .class("button"))
                printButton()
            }
            div(.class("brief")) {
                card("他们是谁") { identity }
                card("我们手里有什么") { holdings }
                card("谁见过他们") { meetings }
                card("榜单和认定") { standings }
                card("还不知道的") { ul(.class("facts")) { for gap in unknown { li(gap) } } }
            }
        }
    }

    // MARK: Who they are

    private var identity: HTML {
        let record = profile.record
        let legal = record.names.first { $0.kind == .legal }
        let others = record.names.filter { $0.kind != .legal }
        return definitionList(
            [
                fact("名称", profile.company.name, legal.flatMap { profile.sources[$0.source] }),
                Definition("又叫") {
                    for (place, other) in others.prefix(Limit.briefRows.count).enumerated() {
                        if place > 0 { "、" }
                        other.name
                        // Once for those that follow each other from one source.
                        if others.dropFirst(place + 1).first?.source != other.source
                            || place == Limit.briefRows.count - 1
                        {
                            origin(profile.sources[other.source])
                        }
                    }
                },
                Definition("状态") { standingBadge(profile.company.standing) },
            ]
                + record.identifiers.filter(\.time.isOpen).prefix(3).map { code in
                    Definition(code.scheme.label) {
                        small(code.value, .class("code"))
                        origin(profile.sources[code.source])
                    }
                } + [
                    fact("成立日期", profile.company.foundedOn?.description, profile.source),
                    fact("注册资本", profile.company.registeredCapital, profile.source),
                    fact("地址", profile.company.address, profile.source),
                    Definition("最终控股方") {
                        if let top = profile.above.last {
                            top.company.name
                            if profile.above.count == 1, let share = top.link.share {
                                " \(share.description)"
                            }
                            origin(profile.sources[top.link.source])
                        }
                    },
                ])
    }

    private func fact(_ term: Phrase, _ value: String?, _ source: Source?) -> Definition {
        Definition(term) {
            if let value {
                value
                origin(source)
            }
        }
    }

    @HTMLBuilder private func origin(_ source: Source?) -> HTML {
        if let source { small(.class("hint source")) { sourceText(source) } }
    }

    // MARK: What we hold

    @HTMLBuilder private var holdings: HTML {
        let text = PresenceText(units: units, divisions: divisions)
        p { badge(presence.standing.light, presence.standing.label) }
        ul(.class("facts")) {
            for found in presence.evidence.prefix(Limit.briefRows.count) {
                li {
                    text.line(found)
                    if case .project(let project, _) = found { figures(project) }
                }
            }
        }
        if presence.evidence.isEmpty { p("看得到的台账里没有它和同集团企业的项目。") }
        let rest = presence.evidence.count - Limit.briefRows.count
        if rest > 0 { p("另有\(rest)项，见企业页面。", .class("hint")) }
    }

    @HTMLBuilder private func figures(_ project: Project) -> HTML {
        if let received = moneyText(project.received) { "，到位\(received)" }
        if let signed = project.signedOn { "，\(signed.description)签约" }
        if let report = reports[project.id] {
            small(.class("hint source")) {
                "\(report.round.description)报送，\(report.row.reported.place.cellText)"
            }
        }
    }

    // MARK: Who met them

    @HTMLBuilder private var meetings: HTML {
        maskingNote(reader)
        if contacts.isEmpty { p("看得到的记录里没有人见过。") }
        ul(.class("facts")) {
            for contact in contacts.prefix(Limit.briefContacts.count) {
                li {
                    strong(contact.metOn.description)
                    " "
                    units[contact.unit]
                    "见"
                    personText(contact)
                    "："
                    shortened(contact.said)
                    if let next = contact.nextStep {
                        " 下一步：\(next) "
                        dueText(contact, on: today)
                    }
                }
            }
        }
        if contacts.count > Limit.briefContacts.count {
            p("另有\(contacts.count - Limit.briefContacts.count)条，见企业页面。", .class("hint"))
        }
    }

    // MARK: Lists and recognitions

    private var linked: [CompanyListing] { listings.filter { $0.entry.matching.match == .linked } }

    /// So much of a text as leaves the page one page.
    private func shortened(_ text: String) -> String {
        let most = Limit.briefLetters.count
        return text.count > most ? text.prefix(most) + "…" : text
    }

    @HTMLBuilder private var standings: HTML {
        let recognitions = profile.record.recognitions
        if linked.isEmpty, recognitions.isEmpty { p("没有登记。") }
        ul(.class("facts")) {
            for listing in linked.prefix(Limit.briefRows.count) {
                li {
                    listingText(listing, kinds)
                    origin(listing.edition.source)
                }
            }
            for row in recognitions.prefix(Limit.briefRows.count) {
                li {
                    kinds.recognition(row.kind)
                    "，\(row.authority) "
                    timeText(row.time)
                    " "
                    badge(row.standing(on: today).light, row.standing(on: today).label)
                    origin(profile.sources[row.endSource ?? row.source])
                }
            }
        }
    }

    // MARK: What is not known

    var unknown: [Phrase] {
        let company = profile.company
        var gaps = presence.missing.map(\.phrase)
        if company.foundedOn == nil { gaps.append("成立日期不知道") }
        if company.registeredCapital == nil, !presence.missing.contains(.capitalUnknown) {
            gaps.append(PresenceGap.capitalUnknown.phrase)
        }
        if contacts.isEmpty, !presence.missing.contains(.neverMet) {
            gaps.append("看得到的记录里没有人见过，谁能见到、想谈什么都不知道")
        }
        for listing in listings where listing.entry.matching.match == .asked {
            gaps.append(
                "榜单里的“\(listing.entry.printed.name)”（\(String(listing.edition.year))年）是不是它，还没有人判定")
        }
        if linked.isEmpty { gaps.append("导入的榜单里没有它；没有导入的榜单不知道") }
        if reader.sight != .all { gaps.append("别的单位有没有对接，您看不到") }
        return gaps
    }
}

/// Which list, which year, which place.
@HTMLBuilder func listingText(_ listing: CompanyListing, _ kinds: CompanyKinds) -> HTML {
    link(to: .list(listing.edition.kind, listing.edition.year)) {
        kinds.list(listing.edition.kind)
        " \(listing.edition.year)"
    }
    if let rank = listing.entry.printed.rank { " 第\(rank)位" }
}

extension Limit {
    /// Rows of one part of the page, so that it stays one page.
    fileprivate static let briefRows: Limit = 6
    fileprivate static let briefContacts: Limit = 4
    fileprivate static let briefLetters: Limit = 120
}
