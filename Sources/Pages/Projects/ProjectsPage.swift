package import Basics
package import Chains
import Markup
package import Projects
package import Rules

/// The ledger as a list, narrowed by what stands in the address.
package struct ProjectsPage: Sendable {
    package let projects: [Project]
    package let filter: ProjectFilter
    package let form: ProjectFilterForm
    package let list: ListPage
    package let mayExport: Bool
    /// Layouts of the city's rules, beside those of the program.
    package let layouts: [(id: String, name: LocalName)]

    package init(
        projects: [Project], filter: ProjectFilter, form: ProjectFilterForm, list: ListPage,
        mayExport: Bool, layouts: [(id: String, name: LocalName)]
    ) {
        self.projects = projects
        self.filter = filter
        self.form = form
        self.list = list
        self.mayExport = mayExport
        self.layouts = layouts
    }

    package var units: UnitNames { form.units }
    package var query: AddressQuery { form.query }

    package var page: Page {
        Page("项目台账", area: .projects) {
            pageTitle("项目台账", lead: "每个项目一条，历次报送都在里面。") {
                link("看板", to: .projectBoard(query), .class("button"))
                link("到位资金", to: .receipts(), .class("button"))
                link("承诺兑现", to: .commitments(), .class("button"))
                link("招商线索", to: .leads(), .class("button"))
                link("往年台账", to: .ledgers, .class("button"))
                printButton()
            }
            form.html(to: .projects())
            if mayExport, !projects.isEmpty { exportForm }
            if projects.isEmpty {
                if query.items.isEmpty {
                    emptyState("台账还是空的", next: "先去收表。") {
                        link("去收表", to: .collect, .class("button primary"))
                    }
                } else {
                    emptyState("没有符合条件的项目", next: "放宽条件再找。") {
                        link("清除条件", to: .projects(), .class("button"))
                    }
                }
            } else {
                table.html(projects)
                pagination(list) { .projects(query.setting("page", to: String($0))) }
            }
        }
    }

    /// What is shown, as a file: the conditions of the address go along.
    private var exportForm: HTML {
        disclosure(list.hasMore ? "导出这些项目" : "导出这\(list.total)个项目") {
            filterForm(to: .projectExport()) {
                for item in query.items where item.name != "page" {
                    hiddenField(item.name, item.value)
                }
                selectField(
                    "layout", "版式",
                    BookLayout.allCases.map { Choice($0.rawValue, $0.label) }
                        + layouts.map { Choice($0.id, name: $0.name) },
                    in: FormValues())
                selectField(
                    "format", "格式",
                    BookFormat.allCases.map { Choice($0.rawValue, text: "." + $0.rawValue) },
                    in: FormValues())
                submitButton("导出")
            }
        }
    }

    private var table: DataTable<Project> {
        let units = self.units
        let query = self.query
        return DataTable(
            "项目",
            columns: [
                DataColumn("项目", sort: "name", isHead: true) { project in
                    link(text: project.name, to: .project(project.id))
                    if project.isDropped { badge(.plain, "已退出") }
                },
                DataColumn("单位", isShort: true) { units[$0.unit] },
                DataColumn("投资方") { project in
                    project.investors.map(\.name).joined(separator: "、")
                },
                DataColumn("总投资", sort: "total", isNumber: true) { moneyText($0.total) },
                DataColumn("阶段", isShort: true) { ($0.stage?.label).html },
                DataColumn("签约时间", sort: "signed", isShort: true) { $0.signedOn.html },
                DataColumn("产业链") { $0.chain.html },
                DataColumn("最近报送", sort: "newest", isShort: true) { $0.lastRound.description },
            ],
            order: SortOrder(filter.order.rawValue, isDescending: filter.order != .name),
            sorted: { .projects(query.setting("sort", to: $0.key).setting("page", to: nil)) })
    }
}

/// Where the industry under which a project was reported stands now.
package struct ProjectChain: Sendable {
    /// Nil: no version of the city's list knows the word.
    let standing: TaxonomyStanding?
    package let chain: Chain?

    package init(standing: TaxonomyStanding?, chain: Chain?) {
        self.standing = standing
        self.chain = chain
    }

    @HTMLBuilder fileprivate var html: HTML {
        if let chain {
            " "
            link(to: .chains(.one(chain.id))) { "看这条产业链" }
        }
        if let standing, standing.now?.name != standing.reported.name {
            div(.class("hint")) {
                if let now = standing.now {
                    "现行目录里归到"
                    now.name
                } else {
                    "现行目录里没有对应的条目"
                }
            }
        }
    }
}

/// One project: what is known now, what waits, and everything its unit ever reported of it.
package struct ProjectPage: Sendable {
    package let project: Project
    package let units: UnitNames
    package let history: [ProjectReport]
    package let chain: ProjectChain?
    package let links: ProjectLinksCard
    package let suspicions: [RaisedSuspicion]
    package let investors: InvestorsCard?
    /// Nil where the city has no rule of stages.
    package let course: ProjectCourseCards?
    /// Nil where the city has no rule of fields.
    package let fields: ProjectFieldsCard?
    package let reviews: ReviewsCard?
    package let stagePlan: StagePlanCard?
    package let money: MoneyCard?
    package let leads: ProjectLeadsCard
    package let values: FormValues

    package init(
        project: Project, units: UnitNames, history: [ProjectReport], chain: ProjectChain?,
        links: ProjectLinksCard, suspicions: [RaisedSuspicion], investors: InvestorsCard?,
        course: ProjectCourseCards?,
        reviews: ReviewsCard?,
        stagePlan: StagePlanCard?, money: MoneyCard?, fields: ProjectFieldsCard?,
        leads: ProjectLeadsCard,
        values: FormValues = FormValues()
    ) {
        self.project = project
        self.units = units
        self.history = history
        self.chain = chain
        self.links = links
        self.suspicions = suspicions
        self.investors = investors
        self.course = course
        self.fields = fields
        self.reviews = reviews
        self.stagePlan = stagePlan
        self.money = money
        self.leads = leads
        self.values = values
    }

    package var page: Page {
        Page("\(project.name)", area: .projects) {
            pageTitle(text: project.name, lead: "\(units[project.unit])") {
                link("督办", to: .orders(["project": project.id.text]), .class("button"))
                link("堵点", to: .obstacles(["project": project.id.text]), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if project.isDropped {
                notice(.watch, "报送单位已把这个项目划去或标红：视为退出。")
            }
            let open = suspicions.filter { $0.decision == nil || $0.decision?.decision == .pending }
            if !open.isEmpty {
                notice(.bad) {
                    p {
                        "有\(open.count)条疑点待定："
                        for suspicion in open {
                            " "
                            link(suspicion.kind.label, to: .suspicion(suspicion.id))
                        }
                    }
                }
            }
            if let course { course.html }
            if let reviews { reviews.html }
            if let stagePlan { stagePlan.html }
            if let money { money.html }
            if let fields { fields.html }
            if let investors { investors.html }
            links.html
            leads.html
            if let latest = history.first {
                card("报送的情况") { facts(latest.row) }
            }
            card("历次报送") {
                table.html(history)
            }
        }
    }

    private static let shown: [ReportedField] = [
        .investors, .total, .stage, .agreement, .signedOn, .chain, .mode, .received, .contact,
        .evidence, .content, .remark,
    ]

    private func facts(_ row: LedgerRow) -> HTML {
        dl(.class("terms")) {
            for field in ProjectPage.shown {
                let value = row.reported.shown(field)
                div {
                    dt(field.label)
                    dd {
                        if value.isNothing { "—" } else { value }
                        if field == .chain, row.reported.chain == project.chain, let chain {
                            chain.html
                        }
                        origin(of: field, row.reported)
                    }
                }
            }
        }
    }

    /// Which cell the value was read from, and what stood there.
    @HTMLBuilder private func origin(of field: ReportedField, _ row: ReportedProject) -> HTML {
        if let cell = row.cells[field] ?? (field == .total ? row.cells[.foreignTotal] : nil) {
            let place = CellPlace(
                file: nameOfFile(row.place.file), sheet: row.place.sheet, row: row.place.row,
                column: cell.column)
            details(.class("origin")) {
                summary("出处")
                small {
                    "原文“\(cell.raw)”，见 \(place.description)"
                }
            }
        }
    }

    private var table: DataTable<ProjectReport> {
        DataTable(
            "历次报送",
            columns: [
                DataColumn("报送于", isHead: true) { report in
                    link(text: report.round.description, to: .sheet(report.row.sheet))
                },
                DataColumn("项目名称") { $0.row.reported.name },
                DataColumn("总投资", isNumber: true) { moneyText($0.row.reported.total) },
                DataColumn("阶段") { ($0.row.reported.stage?.label).html },
                DataColumn("到位资金", isNumber: true) { moneyText($0.row.reported.received) },
                DataColumn("见于") { report in
                    small(report.row.reported.place.cellText, .class("place"))
                },
            ])
    }
}
