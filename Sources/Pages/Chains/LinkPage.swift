import Basics
package import Chains
import Companies
import Evidence
import Markup
import People
package import Projects
package import Promises
import Rules

/// One link (环节): how it is held and why, what is meant to be done, who sits there.
package struct LinkPage: Sendable {
    package let course: LinkCourse
    /// The city's code.
    package let area: String
    package let divisions: CityDivisions
    package let scene: OrderScene
    package let zoneOffset: Int
    /// About the link's gaps, by gap.
    package let orders: [Int64: [Order]]
    /// Those that work at the link, in the reader's sight.
    package let projects: [Project]
    /// Who did it, by what the ledger keeps of them.
    package let people: PeopleNames
    package let mayEdit: Bool
    package let mayOrder: Bool
    /// Which of the companies are shown.
    package let pageNumber: Int
    /// What was typed into one of the forms; `form` says which.
    package let values: FormValues

    package init(
        course: LinkCourse, area: String, divisions: CityDivisions, scene: OrderScene,
        zoneOffset: Int, orders: [Int64: [Order]], projects: [Project], people: PeopleNames,
        mayEdit: Bool, mayOrder: Bool, pageNumber: Int, values: FormValues = FormValues()
    ) {
        self.pageNumber = pageNumber
        self.course = course
        self.area = area
        self.divisions = divisions
        self.scene = scene
        self.zoneOffset = zoneOffset
        self.orders = orders
        self.projects = projects
        self.people = people
        self.mayEdit = mayEdit
        self.mayOrder = mayOrder
        self.values = values
    }

    package var page: Page {
        let (chain, link) = (course.chain, course.link)
        return Page("\(link.name) · \(chain.name)产业链", area: .chains) {
            pageTitle(
                "\(link.name)", lead: "\(chain.name)产业链 · \(link.tier.label) · \(link.role.label)"
            ) {
                Pages.link(
                    "目标企业", to: .chains(.targets(chain.id, link.id)), .class("button good"))
                if mayEdit {
                    Pages.link(
                        "候选企业", to: .chains(.suggestions(chain.id, link.id)), .class("button"))
                }
                Pages.link("全景图", to: .chains(.map(chain.id)), .class("button"))
                Pages.link("缺口与企业", to: .chains(.one(chain.id)), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if let about = link.about { p { about } }
            gradeCard
            // What was typed for a gap that was closed meanwhile stays.
            for gap in course.gaps where gap.isOpen || isTyped(gap) { gapCard(gap) }
            if mayEdit { openForm }
            projectsCard
            companiesCard
            if mayEdit { factForms }
            supplyCard
            historyCard
        }
    }

    private var address: Address { .chains(.link(course.chain.id, course.link.id)) }

    /// What was typed into this form, where it was this one.
    func typed(_ form: LinkForm) -> FormValues {
        values["form"] == form.prefix ? values : FormValues()
    }

    private func isTyped(_ gap: Gap) -> Bool {
        ![LinkForm.plan(gap.number), .close(gap.number)].allSatisfy { typed($0).items.isEmpty }
    }

    private var gradeCard: HTML {
        let grade = course.grade
        return card("判断", id: "grade") {
            p {
                gradeBadge(grade)
                " "
                gradeReasons(grade)
            }
            if let grade, let override = grade.override {
                notice(.info) {
                    let (by, level, end) = (
                        people[override.by], override.level.label, override.endsOn
                    )
                    p { "\(by)改判为\(level)，到\(end)为止；按名单算是\(grade.computed.label)。" }
                    p { "理由：\(override.reason)" }
                    if mayEdit {
                        actionButton(
                            "恢复计算的判断", to: .chains(.override(course.chain.id, course.link.id)),
                            method: .delete,
                            fields: [AddressItem("form", LinkForm.override.prefix), seen]
                                .compactMap(\.self))
                    }
                }
            }
            if mayEdit { overrideForm }
        }
    }

    /// Which override the page shows, so that nobody ends another unseen.
    private var seen: AddressItem? {
        course.grade?.override.map {
            AddressItem(LinkForm.override.field("seen"), String($0.at.microseconds))
        }
    }

    private var overrideForm: HTML {
        let form = LinkForm.override
        let typed = typed(form)
        return disclosure("改判", isOpen: !typed.items.isEmpty) {
            linkForm(form, to: .chains(.override(course.chain.id, course.link.id))) {
                if let seen { hiddenField(seen.name, seen.value) }
                selectField(
                    form.field("grade"), "判断",
                    LinkGradeLevel.allCases.map { Choice($0.rawValue, $0.label) }, in: typed,
                    none: "请选择", isRequired: true)
                textArea(form.field("reason"), "理由", in: typed, isRequired: true)
                textField(
                    form.field("ends_on"), "到哪一天为止", in: typed, type: .date,
                    hint: "过了这一天恢复计算的判断。", isRequired: true)
                submitButton("改判")
            }
        }
    }

    private func gapCard(_ gap: Gap) -> HTML {
        let plan = course.plans[gap.number]?.first
        return card("缺口：\(gap.kind.label)", id: "gap-\(gap.number)") {
            p(.class("hint")) {
                "\(gap.openedAt.day(offset: zoneOffset))打开，日志第\(String(gap.openedBy))条"
                if let reason = gap.openedReason { "：" + reason }
            }
            if let plan {
                definitionList([
                    Definition("目标") { "\(plan.year)年达到\(plan.wanted.label)" },
                    Definition("路径") { plan.path.label },
                    Definition("责任单位") { scene.units[plan.owner] },
                    Definition("本地需求", text: plan.demand.orNil),
                    Definition("重点区域", text: plan.regions.orNil),
                    Definition("承接载体", text: plan.carriers.orNil),
                ])
            } else {
                notice(.watch, "还没有人负责：写明路径、目标和责任单位。")
            }
            steps(gap, plan)
            if mayEdit {
                planForm(gap, plan)
                if gap.kind == .extending { closeForm(gap) }
            }
        }
    }

    /// 下一步: what was sent about the gap, and a new order with what is known filled in.
    @HTMLBuilder private func steps(_ gap: Gap, _ plan: GapPlan?) -> HTML {
        let orders = orders[gap.number] ?? []
        if !orders.isEmpty {
            DataTable<Order>(
                "下一步",
                columns: [
                    DataColumn("事项", isHead: true) { order in
                        Pages.link(text: order.title, to: .order(order.number))
                    },
                    DataColumn("主办单位") { scene.units[$0.owner] },
                    DataColumn("期限", isShort: true) { scene.due($0) },
                    DataColumn("状态") { badge($0.state.light, $0.state.label) },
                ]
            ).html(orders)
        }
        if mayOrder {
            Pages.link(
                "发一件督办",
                to: .newOrder([
                    "gap": String(gap.number), "owner": plan?.owner,
                ]), .class("button"))
        }
    }

    private func planForm(_ gap: Gap, _ plan: GapPlan?) -> HTML {
        let form = LinkForm.plan(gap.number)
        let typed = typed(form)
        let shown =
            typed.items.isEmpty
            ? FormValues(plan?.items(form) ?? [])
            : typed
        return disclosure(
            plan == nil ? "写补链计划" : "改补链计划", isOpen: !typed.items.isEmpty
        ) {
            linkForm(form, to: .chains(.gapPlan(gap.number))) {
                hiddenField(form.field("version"), String(plan?.number ?? 0))
                radioField(
                    form.field("path"), "路径",
                    GapPath.allCases.map { Choice($0.rawValue, $0.label) }, in: shown)
                selectField(
                    form.field("wanted"), "目标",
                    LinkGradeLevel.wanted.map { Choice($0.rawValue, $0.label) }, in: shown,
                    none: "请选择", isRequired: true)
                textField(
                    form.field("year"), "到哪一年", in: shown, hint: "如2028", isRequired: true)
                selectField(
                    form.field("owner"), "责任单位",
                    scene.rules.units.all.filter { $0.exists(on: scene.today) }
                        .map { Choice($0.id, name: $0.name) }, in: shown, none: "请选择",
                    isRequired: true)
                textArea(
                    form.field("demand"), "本地需求", in: shown, rows: 3, hint: "谁在买、一年买多少、从哪里买。")
                textField(form.field("regions"), "重点区域", in: shown, hint: "到哪里去找企业。")
                textField(form.field("carriers"), "承接载体", in: shown, hint: "哪个园区能接。")
                submitButton("保存")
            }
        }
    }

    private func closeForm(_ gap: Gap) -> HTML {
        let form = LinkForm.close(gap.number)
        let typed = typed(form)
        return disclosure("补上了", isOpen: !typed.items.isEmpty) {
            linkForm(form, to: .chains(.gapClosing(gap.number))) {
                textField(form.field("reason"), "怎样补上的", in: typed, isRequired: true)
                submitButton("关闭缺口")
            }
        }
    }

    @HTMLBuilder private var openForm: HTML {
        let form = LinkForm.open
        let typed = typed(form)
        if !typed.items.isEmpty
            || !course.gaps.contains(where: { $0.isOpen && $0.kind == .extending })
        {
            disclosure("打开延链缺口", isOpen: !typed.items.isEmpty) {
                linkForm(form, to: .chains(.linkGaps(course.chain.id, course.link.id))) {
                    textField(
                        form.field("reason"), "为什么要延链", in: typed,
                        hint: "这个环节已有企业，还要往哪里延伸。", isRequired: true)
                    submitButton("打开缺口")
                }
            }
        }
    }

    private var companiesCard: HTML {
        let here = shown.filter { lies($0.place, in: area) }
        let elsewhere = shown.filter { !lies($0.place, in: area) }
        let (id, link, page) = (course.chain.id, course.link.id, listPage)
        return card("企业", id: "companies") {
            if !course.placements.contains(where: { lies($0.place, in: area) }) {
                p(.class("hint")) { "本地还没有查到企业。" }
            }
            if !here.isEmpty { placementsTable("本地企业", here) }
            if !elsewhere.isEmpty { placementsTable("外地企业", elsewhere) }
            if page.count > 1 {
                pagination(page) { .chains(.link(id, link, ["page": String($0)])) }
            }
            declarations
            if mayEdit, !shown.isEmpty || !typed(.leaving).items.isEmpty { leavingForm }
            if mayEdit, !course.declarations.isEmpty { withdrawalForm }
        }
    }

    private var listPage: ListPage {
        ListPage(
            number: pageNumber, size: Limit.companiesOnPage.count,
            total: course.placements.count)
    }

    /// Those here first, a page of them.
    var shown: [Placement] {
        let sorted =
            course.placements.filter { lies($0.place, in: area) }
            + course.placements.filter { !lies($0.place, in: area) }
        return Array(sorted.dropFirst(listPage.offset).prefix(listPage.size))
    }

    private var declarations: HTML {
        HTML {
            for one in course.declarations {
                p {
                    if let name = divisions.name(of: one.place) { name } else { one.place }
                    "：名单由\(one.by)于\(one.on)声明完整"
                    " "
                    small(.class("hint")) { sourceText(course.sources[one.source]) }
                }
            }
        }
    }

    private func placementsTable(_ caption: Phrase, _ placements: [Placement]) -> HTML {
        let (companies, sources, divisions) = (course.companies, course.sources, divisions)
        return DataTable<Placement>(
            caption,
            columns: [
                DataColumn(caption, isHead: true) { one in
                    if let company = companies[one.company] {
                        Pages.link(text: company.name, to: .company(company.id))
                    }
                },
                DataColumn("地方", isShort: true) { one in
                    if let name = divisions.name(of: one.place) { name } else { one.place }
                },
                DataColumn("状态", isShort: true) { $0.standing.label },
                DataColumn("分量") { one in
                    for quality in PlacementQuality.allCases
                    where one.qualities.contains(quality) {
                        quality.label
                        " "
                    }
                    if let note = one.note { small(.class("hint")) { note } }
                },
                DataColumn("来源") { sourceText(sources[$0.source]) },
            ]
        ).html(placements)
    }

    private var historyCard: HTML {
        let offset = zoneOffset
        let closed = course.gaps.filter { !$0.isOpen }
        return card("经过", id: "history") {
            ol(.class("timeline")) {
                for (at, grade) in course.grades {
                    li {
                        at.minuteText(offset: offset) + " "
                        gradeBadge(grade)
                        " "
                        gradeReasons(grade)
                    }
                }
            }
            for gap in closed {
                if let closedAt = gap.closedAt {
                    let (from, to) = (
                        gap.openedAt.day(offset: offset), closedAt.day(offset: offset)
                    )
                    p {
                        "\(gap.kind.label)：\(from)打开，\(to)关闭"
                        if let reason = gap.closedReason { "：" + reason }
                    }
                }
            }
            for gap in course.gaps {
                for plan in (course.plans[gap.number] ?? []).dropFirst(gap.isOpen ? 1 : 0) {
                    let (at, path) = (plan.at.minuteText(offset: offset), plan.path.label)
                    p(.class("hint")) {
                        "\(at) \(people[plan.by])计划：\(plan.year)年达到\(plan.wanted.label)，\(path)，"
                        scene.units[plan.owner]
                    }
                }
            }
        }
    }
}

extension GapPlan {
    fileprivate func items(_ form: LinkForm) -> [AddressItem] {
        [
            ("path", path.rawValue), ("wanted", wanted.rawValue), ("year", String(year)),
            ("owner", owner), ("demand", demand), ("regions", regions), ("carriers", carriers),
        ].map { AddressItem(form.field($0.0), $0.1) }
    }
}

extension String {
    var orNil: String? { isEmpty ? nil : self }
}
