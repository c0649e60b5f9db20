import Basics
import Markup
package import Promises
import Rules

/// One line of the plan: what is to be done by whom and when, what can be done now, month by month,
/// and everything that happened to it.
package struct PlanItemPage: Sendable {
    package let course: PlanCourse
    package let scene: OrderScene
    package let people: PeopleNames
    /// What the reader may do now.
    package let acts: [PlanAct]
    package let mayBreakDown: Bool
    /// The units to which the reader may give it.
    package let owners: [String]
    /// The paper that it comes from, where the reader may see that.
    package let paper: PlanPaper?
    package let values: FormValues

    package init(
        course: PlanCourse, scene: OrderScene, people: PeopleNames, acts: [PlanAct],
        mayBreakDown: Bool, owners: [String], paper: PlanPaper?, values: FormValues = FormValues()
    ) {
        self.course = course
        self.scene = scene
        self.people = people
        self.acts = acts
        self.mayBreakDown = mayBreakDown
        self.owners = owners
        self.paper = paper
        self.values = values
    }

    private var item: PlanItem { course.item }
    private var units: UnitNames { scene.units }

    package var page: Page {
        Page("行动计划第\(Int(item.number))项", area: .plan) {
            pageTitle(text: item.text, lead: level) { printButton() }
            problemNotice(values.problems)
            standing
            card("内容") { definitionList(terms) }
            if !acts.isEmpty { card("办理", id: "acts") { forms } }
            card("往下分解", id: "below") { below }
            if !course.months.isEmpty { card("逐月亮灯") { months.html(course.months) } }
            card("经过", id: "course") { history.html(course.entries) }
        }
    }

    private var level: Phrase {
        switch item.above.count {
        case 0: "\(item.year)年行动计划的一项目标。"
        case 1: "\(item.year)年行动计划的一项任务。"
        default: "\(item.year)年行动计划的一项分解任务。"
        }
    }

    @HTMLBuilder private var standing: HTML {
        if let due = item.due, item.isOverdue(on: scene.today) {
            notice(.bad, "超期\(scene.today.number - due.number)天，还没有报完成。")
        }
        if let day = item.askedUntil, let owner = item.owner {
            notice(.watch, "\(units[owner])申请改到\(day)，等\(units[item.setter])答复。")
        }
        if item.lacksReport(on: scene.today) {
            notice(.info, "\(Month(of: scene.today).name)的进展还没有报。")
        }
    }

    private var terms: [Definition] {
        [
            Definition("上级") {
                for above in course.above {
                    div { link(text: above.text, to: .plan(.one(above.number))) }
                }
            },
            Definition("状态") { badge(item.state.light, item.state.label) },
            Definition("责任单位") { if let owner = item.owner { units[owner] } },
            Definition("完成期限") { scene.due(item) },
            Definition("衡量标准", text: item.measure),
            Definition("编入单位") { units[item.setter] },
            Definition("编入日期") { item.setOn.html },
            Definition("由来") {
                if let paper { paper.html }
            },
        ]
    }

    // MARK: What can be done

    @HTMLBuilder private var forms: HTML {
        if acts.contains(.report) { reportForm }
        if acts.contains(.confirm) { form(.confirm) { HTML.nothing } }
        if acts.contains(.grant) { form(.grant) { HTML.nothing } }
        if acts.contains(.refuse) { folded(.refuse) { reason(.refuse) } }
        if acts.contains(.giveBack) { folded(.giveBack) { reason(.giveBack) } }
        if acts.contains(.finish) {
            folded(.finish) {
                area(.finish, "text", "完成情况")
                field(.finish, "shows", "凭据", hint: "文号、编号或在哪里能看到。")
            }
        }
        if acts.contains(.change) { changeForm }
        if acts.contains(.drop) { folded(.drop) { reason(.drop) } }
    }

    private var reportForm: HTML {
        let present = Month(of: scene.today)
        let first = max(Month(of: item.setOn), present.previous)
        let months = first == present ? [present] : [present, first]
        return form(.report) {
            selectField(
                name("month", .report), "报哪个月",
                months.map { Choice($0.description, name: $0.name) }, in: values)
            radioField(
                name("light", .report), "亮什么灯",
                PlanLight.allCases.map { Choice($0.rawValue, $0.label) }, in: values)
            area(.report, "text", "进展情况")
            textArea(
                name("reason", .report), "为什么不是绿灯", in: values, rows: 2, hint: "亮黄灯、红灯的必须写。")
            disclosure("申请改期", isOpen: isOpen(.report, ["due", "moved"])) {
                textField(
                    name("due", .report), "改到哪一天", in: values, type: .date,
                    hint: "由编入的单位答复；答复之前仍按原期限。")
                textArea(
                    name("moved", .report), "为什么改期", in: values, rows: 2, hint: "与亮灯的原因分开写。")
            }
        }
    }

    private var changeForm: HTML {
        let kept = FormValues(
            [
                AddressItem(name("text", .change), item.text),
                AddressItem(name("measure", .change), item.measure ?? ""),
                AddressItem(name("owner", .change), item.owner ?? ""),
                AddressItem(name("due", .change), item.due?.description ?? ""),
            ])
        let shown = values["act"] == PlanAct.change.rawValue ? values : kept
        return folded(.change) {
            textField(name("text", .change), "任务", in: shown, isRequired: true)
            textField(name("measure", .change), "衡量标准", in: shown)
            selectField(
                name("owner", .change), "责任单位",
                (owners.contains(item.owner ?? "") ? owners : owners + [item.owner ?? ""])
                    .filter { !$0.isEmpty }.map { Choice($0, name: units[$0]) }, in: shown,
                none: "不设")
            textField(name("due", .change), "完成期限", in: shown, type: .date)
            textField(
                name("reason", .change), "为什么调整",
                in: values["act"] == PlanAct.change.rawValue ? values : FormValues(),
                isRequired: true)
        }
    }

    private func reason(_ act: PlanAct) -> HTML {
        textField(name("reason", act), "为什么", in: values, isRequired: true)
    }

    private func area(_ act: PlanAct, _ field: String, _ title: Phrase) -> HTML {
        textArea(name(field, act), title, in: values, rows: 3, isRequired: true)
    }

    private func field(
        _ act: PlanAct, _ field: String, _ title: Phrase, hint: Phrase
    ) -> HTML {
        textField(name(field, act), title, in: values, hint: hint, isRequired: true)
    }

    private func isOpen(_ act: PlanAct, _ fields: [String]) -> Bool {
        fields.contains { !(values[name($0, act)] ?? "").isEmpty }
    }

    private func folded(_ act: PlanAct, @HTMLBuilder fields: () -> HTML) -> HTML {
        disclosure(act.label, isOpen: values["act"] == act.rawValue) { form(act, fields: fields) }
    }

    private func form(_ act: PlanAct, @HTMLBuilder fields: () -> HTML) -> HTML {
        postForm(to: .plan(.acts(item.number))) {
            hiddenField("act", act.rawValue)
            hiddenField("version", String(item.version))
            fields()
            submitButton(act.label)
        }
    }

    private func name(_ field: String, _ act: PlanAct) -> String {
        PlanItemPage.field(field, of: act)
    }

    /// Each act's form stands on the page beside the others, so its fields carry its word.
    package static func field(_ name: String, of act: PlanAct) -> String {
        act.rawValue + "_" + name
    }

    // MARK: What stands below, and what happened

    @HTMLBuilder private var below: HTML {
        if course.below.isEmpty {
            p(.class("hint")) { "还没有往下分解。" }
        } else {
            planTable("分解任务", scene).html(course.below)
        }
        if mayBreakDown {
            p {
                link(
                    item.parent == nil ? "编入一项任务" : "分解一项",
                    to: .plan(.new(["parent": String(item.number)])), .class("button"))
            }
        }
    }

    private var months: DataTable<PlanEntry> {
        DataTable(
            "逐月亮灯",
            columns: [
                DataColumn("月份", isHead: true) { entry in
                    if let month = entry.month { month.name }
                },
                DataColumn("亮灯", isShort: true) { entry in
                    if let light = entry.light { badge(light.light, light.short) }
                },
                DataColumn("进展") { $0.text ?? "" },
                DataColumn("原因") { $0.reason ?? "" },
            ])
    }

    private var history: DataTable<PlanEntry> {
        let page = self
        return DataTable(
            "经过",
            columns: [
                DataColumn("哪一天", isShort: true) { $0.on.description },
                DataColumn("什么", isHead: true) { entry in
                    entry.act?.label ?? "编入计划"
                    if let month = entry.month {
                        " "
                        small { month.name }
                    }
                },
                DataColumn("谁") { entry in
                    div {
                        if let unit = entry.unit { page.units[unit] }
                        " "
                        small { page.people[entry.by] }
                    }
                },
                DataColumn("说明") { page.note($0) },
            ])
    }

    /// As one thing beside its label on a phone, and nothing where nothing was said.
    private func note(_ entry: PlanEntry) -> HTML {
        let lines = HTML {
            if let light = entry.light { p { badge(light.light, light.short) } }
            if let text = entry.text { p(text, .class("as-written")) }
            if let reason = entry.reason { p { "原因：\(reason)" } }
            if let due = entry.due { p { "改到\(due)" } }
            if let moved = entry.moved { p { "改期原因：\(moved)" } }
            if let shows = entry.shows { p { "凭据：\(shows)" } }
            if let was = entry.was { replaced(was) }
        }
        return lines.isNothing ? .nothing : div { lines }
    }

    @HTMLBuilder private func replaced(_ was: PlanTerms) -> HTML {
        if let text = was.text { p { "原任务：\(text)" } }
        if let measure = was.measure, !measure.isEmpty { p { "原衡量标准：\(measure)" } }
        if let owner = was.owner, !owner.isEmpty { p { "原责任单位：\(units[owner])" } }
        if let due = was.due { p { "原期限：\(due)" } }
    }
}

/// The line of a paper that an item comes from.
package struct PlanPaper: Sendable, Hashable {
    package let origin: PlanOrigin
    package let title: String
    /// The words of the line.
    package let text: String
    /// False where it was taken back since.
    package let isAccepted: Bool

    package init(origin: PlanOrigin, title: String, text: String, isAccepted: Bool) {
        self.origin = origin
        self.title = title
        self.text = text
        self.isAccepted = isAccepted
    }

    var html: HTML {
        HTML {
            link(
                text: title,
                to: .documents(.one(origin.document, ["show": "instruction"])))
            blockquote(.class("sentence")) { text }
            if !isAccepted { badge(.watch, "文稿里这一条后来没有采用") }
        }
    }
}
