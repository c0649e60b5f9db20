import Basics
import Markup
package import Promises
import Rules

/// One order: what is asked, by when, what can be done now, and everything that happened to it.
package struct OrderPage: Sendable {
    package let course: OrderCourse
    package let scene: OrderScene
    /// What the reader may do now.
    package let acts: [OrderAct]
    /// The project it is about, where the reader may see that.
    package let about: OrderTopic?
    package let leader: String?
    /// The obstacle whose decision it is, where the reader may see that.
    package let obstacle: Obstacle?
    /// Entries whose file the reader may withdraw.
    package let withdrawable: [OrderEntry]
    package let values: FormValues

    package init(
        course: OrderCourse, scene: OrderScene, acts: [OrderAct], about: OrderTopic?,
        leader: String?, obstacle: Obstacle? = nil, withdrawable: [OrderEntry] = [],
        values: FormValues = FormValues()
    ) {
        self.course = course
        self.scene = scene
        self.acts = acts
        self.about = about
        self.leader = leader
        self.obstacle = obstacle
        self.withdrawable = withdrawable
        self.values = values
    }

    private var order: Order { course.order }
    private var units: UnitNames { scene.units }

    package var page: Page {
        Page("\(order.mark.text)", area: .orders) {
            pageTitle(text: order.title, lead: "\(order.mark.text)") { printButton() }
            problemNotice(values.problems)
            standing
            card("要求") {
                p(order.asked, .class("as-written"))
                definitionList(terms)
            }
            if !acts.isEmpty { card("办理", id: "acts") { forms } }
            card("经过", id: "course") {
                table.html(course.entries)
                if !withdrawable.isEmpty { withdrawalForm }
            }
        }
    }

    @HTMLBuilder private var standing: HTML {
        if order.isOverdue(on: scene.today) {
            notice(.bad, "超期\(scene.today.number - order.deadline.due.number)天，还没有反馈。")
        }
        if let day = order.askedUntil {
            notice(.watch, "\(units[order.owner])申请延期到\(day)，等发件单位答复。")
        }
        if order.state.isOpen, let day = order.pausedOn {
            notice(.info, "\(day)起暂停计时。")
        }
    }

    private var terms: [Definition] {
        [
            Definition("状态") { badge(order.state.light, order.state.label) },
            Definition("期限") { deadline },
            Definition("主办单位") { units[order.owner] },
            Definition("协办单位") {
                for unit in order.coOwners { span(.class("part")) { units[unit] } }
            },
            Definition("发件单位") { units[order.sender] },
            Definition("发出日期") { order.sentOn.html },
            Definition("督办领导", text: leader),
            Definition("由来") {
                if let origin = order.origin { origin }
                if let day = order.originOn { " \(day.description)" }
            },
            Definition("堵点问题") {
                if let obstacle {
                    link(text: obstacle.title, to: .obstacle(obstacle.number))
                }
            },
            Definition("关于") {
                if let about { about.link }
            },
        ]
    }

    @HTMLBuilder private var deadline: HTML {
        scene.due(order)
        if order.deadline.reason != .first, let first = course.deadlines.first {
            small(.class("hint")) {
                order.deadline.reason.label
                "，原定\(first.due)"
            }
        }
    }

    // MARK: What can be done

    @HTMLBuilder private var forms: HTML {
        if acts.contains(.answer) { answerForm }
        if acts.contains(.close) { closeForm }
        if acts.contains(.grant) { grantForm }
        if acts.contains(.extend) {
            folded(.extend) {
                field(.extend, "due", "延到哪一天", type: .date, isRequired: true)
                field(.extend, "text", "为什么", isRequired: true)
            }
        }
        if acts.contains(.giveBack) {
            folded(.giveBack) {
                field(.giveBack, "text", "为什么退回", isRequired: true)
                field(.giveBack, "due", "另定期限", type: .date, hint: "不写则期限不变。")
            }
        }
        if acts.contains(.refuse) {
            folded(.refuse) { field(.refuse, "text", "为什么", isRequired: true) }
        }
        if acts.contains(.pause) {
            folded(.pause) {
                field(
                    .pause, "text", "为什么", hint: "停了几天，恢复时期限就顺延几天。", isRequired: true)
            }
        }
        if acts.contains(.resume) { form(.resume) { HTML.nothing } }
        if acts.contains(.withdraw) {
            folded(.withdraw) { field(.withdraw, "text", "为什么撤回", isRequired: true) }
        }
    }

    private var answerForm: HTML {
        form(.answer) {
            textArea(
                OrderPage.field("text", of: .answer), "办理情况", in: values, rows: 4,
                isRequired: true)
            field(.answer, "shows", "凭据", hint: "文号、编号或在哪里能看到；有就写。")
            evidenceFileField(OrderPage.field("file", of: .answer), in: values)
        }
    }

    private var closeForm: HTML {
        form(.close) {
            field(.close, "shows", "凭什么销号", hint: "批复、照片、会议纪要等；交了文件可以不写。")
            evidenceFileField(OrderPage.field("file", of: .close), in: values)
        }
    }

    private var withdrawalForm: HTML {
        disclosure("撤回文件", isOpen: values["withdrawn"] != nil) {
            postForm(to: .orderWithdrawal(order.number)) {
                selectField(
                    "withdrawn", "哪一份",
                    withdrawable.compactMap { entry in
                        entry.file.map { file in
                            Choice(
                                String(file.number),
                                text: "\(entry.on.description) \(entry.shows ?? "")")
                        }
                    }, in: values, none: "请选择", isRequired: true)
                textField("because", "为什么撤回", in: values, isRequired: true)
                submitButton("撤回")
            }
        }
    }

    private var grantForm: HTML {
        form(.grant) { HTML.nothing }
    }

    private func folded(_ act: OrderAct, @HTMLBuilder fields: () -> HTML) -> HTML {
        let isOpen = values["act"] == act.rawValue
        return disclosure(act.label, isOpen: isOpen) { form(act, fields: fields) }
    }

    private func form(_ act: OrderAct, @HTMLBuilder fields: () -> HTML) -> HTML {
        postForm(to: .orderActs(order.number), isMultipart: act.takesFile) {
            hiddenField("act", act.rawValue)
            hiddenField("version", String(order.version))
            fields()
            submitButton(act.label)
        }
    }

    private func field(
        _ act: OrderAct, _ name: String, _ title: Phrase, type: Attribute.InputType = .text,
        hint: Phrase? = nil, isRequired: Bool = false
    ) -> HTML {
        textField(
            OrderPage.field(name, of: act), title, in: values, type: type, hint: hint,
            isRequired: isRequired)
    }

    /// Each act's form stands on the page beside the others, so its fields carry its word.
    package static func field(_ name: String, of act: OrderAct) -> String {
        act.rawValue + "_" + name
    }

    // MARK: What happened

    private var table: DataTable<OrderEntry> {
        let (scene, units, number) = (scene, units, order.number)
        return DataTable(
            "经过",
            columns: [
                DataColumn("哪一天", isShort: true) { $0.on.description },
                DataColumn("什么", isHead: true) { entry in
                    div { OrderPage.words(entry, units) }
                },
                DataColumn("单位") { entry in if let unit = entry.unit { units[unit] } },
                DataColumn("说明") { entry in OrderPage.note(entry, number, scene) },
            ])
    }

    /// As one thing beside its label on a phone, and nothing where nothing was said.
    private static func note(
        _ entry: OrderEntry, _ number: Int64, _ scene: OrderScene
    ) -> HTML {
        guard entry.text != nil || entry.shows != nil || entry.due != nil else { return .nothing }
        return div {
            if let text = entry.text { p(text, .class("as-written")) }
            evidence(entry, of: number)
            if let due = entry.due {
                p {
                    "期限："
                    scene.day(due)
                }
            }
        }
    }

    /// What shows an entry, linked where it is a file.
    @HTMLBuilder static func evidence(_ entry: OrderEntry, of number: Int64) -> HTML {
        if let shows = entry.shows {
            p {
                "凭据："
                if let file = entry.file {
                    link(text: shows, to: .orderFile(number, file.number))
                } else {
                    shows
                }
            }
            if let withdrawn = entry.file?.withdrawn {
                p("已撤回：\(withdrawn)", .class("hint"))
            }
        }
    }

    @HTMLBuilder static func words(_ entry: OrderEntry, _ units: UnitNames) -> HTML {
        switch entry.kind {
        case .sent: "发出" as Phrase
        case .done(let act): act.label
        case .passed(let from, let to):
            "\(units[from])已撤销，由\(units[to])承接" as Phrase
        case .told(let rung):
            badge(.watch, "\(rung.name)")
            " "
            "告知：" as Phrase
            for word in rung.told.compactMap(EscalationEar.init) {
                span(.class("part")) { word.label }
            }
        }
    }
}
