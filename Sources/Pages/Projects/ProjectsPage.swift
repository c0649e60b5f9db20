import Basics
import Markup
package import Projects

/// The ledger as a list, narrowed by what stands in the address.
package struct ProjectsPage: Sendable {
    package let units: UnitNames
    package let projects: [Project]
    package let filter: ProjectFilter
    package let query: AddressQuery
    package let list: ListPage
    package let chains: [String]
    package let rounds: [Round]
    package let mayExport: Bool

    package init(
        units: UnitNames, projects: [Project], filter: ProjectFilter, query: AddressQuery,
        list: ListPage, chains: [String], rounds: [Round], mayExport: Bool
    ) {
        self.units = units
        self.projects = projects
        self.filter = filter
        self.query = query
        self.list = list
        self.chains = chains
        self.rounds = rounds
        self.mayExport = mayExport
    }

    package var page: Page {
        Page("项目台账", area: .projects) {
            pageTitle("项目台账", lead: "每个项目一条，历次报送都在里面。") {
                link("往年台账", to: .ledgers, .class("button"))
                printButton()
            }
            filters
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

    private var filters: HTML {
        let values = FormValues(query.items)
        return filterForm(to: .projects()) {
            textField(
                "q", "查找", in: values, type: .search,
                hint: "项目、投资方、信用代码，一个字也行；拼音首字母也行")
            selectField(
                "unit", "单位", units.reporting.map { Choice($0, name: units[$0]) }, in: values,
                none: "全部")
            selectField(
                "stage", "阶段", Stage.allCases.map { Choice($0.rawValue, $0.label) }, in: values,
                none: "全部")
            selectField(
                "chain", "产业链", chains.map { Choice($0, text: $0) }, in: values, none: "全部")
            selectField(
                "round", "报送于", rounds.map { Choice($0.description, text: $0.description) },
                in: values, none: "全部")
            selectField(
                "least", "总投资",
                [
                    Choice("1", "1亿元以上"), Choice("5", "5亿元以上"), Choice("10", "10亿元以上"),
                    Choice("100", "100亿元以上"),
                ], in: values, none: "不限")
            submitButton("查找")
        }
    }

    /// What is shown, as a file: the conditions of the address go along.
    private var exportForm: HTML {
        disclosure("导出这\(list.total)个项目") {
            filterForm(to: .projectExport()) {
                for item in query.items where item.name != "page" {
                    hiddenField(item.name, item.value)
                }
                selectField(
                    "layout", "版式", BookLayout.allCases.map { Choice($0.rawValue, $0.label) },
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

/// One project: what is known now, what waits, and everything its unit ever reported of it.
package struct ProjectPage: Sendable {
    package let project: Project
    package let units: UnitNames
    package let history: [ProjectReport]
    package let suspicions: [RaisedSuspicion]
    /// Nil where the city has no rule of stages.
    package let course: ProjectCourseCards?
    package let values: FormValues

    package init(
        project: Project, units: UnitNames, history: [ProjectReport],
        suspicions: [RaisedSuspicion], course: ProjectCourseCards?,
        values: FormValues = FormValues()
    ) {
        self.project = project
        self.units = units
        self.history = history
        self.suspicions = suspicions
        self.course = course
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
