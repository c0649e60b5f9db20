package import Basics
import Markup
package import Projects
package import Rules

extension LeadView {
    package var label: Phrase {
        switch self {
        case .all: "全部"
        case .overdue: "超期"
        case .assess: "待研判"
        case .answer: "待答复"
        case .following: "跟进中"
        case .rejected: "不是线索"
        case .closed: "已结束"
        case .sealed: "存证"
        }
    }
}

extension LeadState {
    var light: Light {
        switch self {
        case .submitted, .experts: .watch
        case .following: .good
        case .rejected, .closed: .plain
        }
    }
}

/// What of the city the pages of leads name things by.
package struct LeadNames: Sendable {
    package let units: UnitNames
    package let chains: [TaxonomyEntry]
    package let rule: LeadRule?
    /// Seconds east of Greenwich.
    package let zoneOffset: Int

    package init(
        units: UnitNames, chains: [TaxonomyEntry], rule: LeadRule?, zoneOffset: Int
    ) {
        self.units = units
        self.chains = chains
        self.rule = rule
        self.zoneOffset = zoneOffset
    }

    /// A chain that the taxonomy no longer has shows its identifier.
    func chain(_ id: String) -> HTML {
        if let entry = chains.first(where: { $0.id == id }) { return .name(entry.name) }
        return id.isEmpty ? .nothing : .text(id)
    }

    /// What an act found or how it was done.
    @HTMLBuilder func result(_ kind: LeadActKind, _ result: String) -> HTML {
        switch kind {
        case .assessed:
            if let found = LeadAssessment(rawValue: result) {
                found.label
            } else {
                LeadAssessment.reject.label
                " · "
                rule?.rejection(result)?.name ?? LocalName(zh: result)
            }
        case .answered: (LeadAnswerWay(rawValue: result)?.label).html
        case .closed: (LeadClosing(rawValue: result)?.label).html
        case .assigned, .reported, .tied, .unsealed: HTML.nothing
        }
    }
}

/// 线索 in the reader's sight: what waits longest first.
package struct LeadsPage: Sendable {
    package let leads: [Lead]
    /// Of other units, without content; empty for all but headquarters.
    package let sealed: [SealedLead]
    package let view: LeadView
    package let counts: [LeadView: Int]
    package let query: AddressQuery
    package let list: ListPage
    package let names: LeadNames
    package let today: Day
    package let maySubmit: Bool

    package init(
        leads: [Lead], sealed: [SealedLead], view: LeadView, counts: [LeadView: Int],
        query: AddressQuery, list: ListPage, names: LeadNames, today: Day, maySubmit: Bool
    ) {
        self.leads = leads
        self.sealed = sealed
        self.view = view
        self.counts = counts
        self.query = query
        self.list = list
        self.names = names
        self.today = today
        self.maySubmit = maySubmit
    }

    package var page: Page {
        Page("招商线索", area: .projects) {
            pageTitle("招商线索", lead: "先办超期的，再研判、答复。") {
                if maySubmit { link("提交线索", to: .newLead, .class("button primary")) }
                link("项目台账", to: .projects(), .class("button"))
                printButton()
            }
            tabs(
                LeadView.allCases.filter { $0 != .sealed || maySubmit }.map { one in
                    Tab(
                        one.label,
                        to: .leads(
                            query.setting("view", to: one.rawValue).setting("page", to: nil)),
                        isCurrent: view == one, count: counts[one] ?? 0)
                }, label: "哪些线索")
            filters
            if !leads.isEmpty {
                table.html(leads)
                pagination(list) { .leads(query.setting("page", to: String($0))) }
            } else if view != .sealed || sealed.isEmpty {
                emptyState("没有线索", next: "听到投资消息就提交，两分钟写完。") {
                    if maySubmit { link("提交线索", to: .newLead, .class("button")) }
                }
            }
            if view == .sealed, !sealed.isEmpty { sealedCard }
        }
    }

    private var filters: HTML {
        filterForm(to: .leads()) {
            hiddenField("view", view.rawValue)
            selectField(
                "unit", "单位", names.units.present.map { Choice($0, name: names.units[$0]) },
                in: FormValues(query.items), none: "全部")
            submitButton("查找")
        }
    }

    private var table: DataTable<Lead> {
        let (names, today) = (names, today)
        return DataTable(
            "招商线索",
            columns: [
                DataColumn("线索", isHead: true) { lead in
                    div {
                        link(text: lead.words.what, to: .lead(lead.number))
                        " "
                        small(lead.number, .class("hint"))
                    }
                },
                DataColumn("投资方") { $0.words.investor },
                DataColumn("结果", isShort: true) { lead in
                    if lead.isSealed {
                        badge(.info, "存证")
                    } else {
                        badge(lead.state.light, lead.state.label)
                    }
                },
                DataColumn("研判期限", isShort: true) { clockText($0.assessment, today) },
                DataColumn("答复期限", isShort: true) { clockText($0.answer, today) },
                DataColumn("提交单位") { names.units[$0.unit] },
                DataColumn("分派给") { lead in
                    if let unit = lead.assignedUnit { names.units[unit] }
                },
                DataColumn("登记时间", isShort: true) {
                    $0.submittedAt.minuteText(offset: names.zoneOffset)
                },
            ])
    }

    private var sealedCard: HTML {
        let names = names
        return card("其他单位的存证") {
            p("内容只有本单位看得到；这里只有编号、时间和单位。", .class("hint"))
            DataTable<SealedLead>(
                "其他单位的存证",
                columns: [
                    DataColumn("编号", isHead: true) { $0.number },
                    DataColumn("登记时间", isShort: true) {
                        $0.submittedAt.minuteText(offset: names.zoneOffset)
                    },
                    DataColumn("提交单位") { names.units[$0.unit] },
                    DataColumn("结果", isShort: true) { _ in badge(.info, "存证") },
                ]
            ).html(sealed)
        }
    }
}

/// When it is due or was done; what is late says so.
@HTMLBuilder func clockText(_ clock: LeadClock, _ today: Day) -> HTML {
    if let done = clock.doneOn {
        badge(clock.isOverdue(on: today) ? .watch : .good, "\(done)已办")
    } else if let due = clock.dueOn {
        if clock.isOverdue(on: today) {
            badge(.bad, "超期\(today.number - due.number)天")
        } else {
            due.description
        }
        if !clock.isPublished { small("日历未公布，日期可能变", .class("hint")) }
    }
}

/// The leads of which a project came, on its page.
package struct ProjectLeadsCard: Sendable {
    package let leads: [Lead]

    package init(leads: [Lead]) { self.leads = leads }

    @HTMLBuilder var html: HTML {
        if !leads.isEmpty {
            card("来自线索", id: "leads") {
                ul {
                    for lead in leads {
                        li {
                            link(text: lead.words.what, to: .lead(lead.number))
                            " "
                            small(lead.number, .class("hint"))
                        }
                    }
                }
            }
        }
    }
}
