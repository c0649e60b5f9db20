package import Basics
import Markup
package import People
package import Promises
import Rules

/// One obstacle: what is stuck, what the office proposes, what was decided, what can be done now.
package struct ObstaclePage: Sendable {
    package let course: ObstacleCourse
    package let scene: OrderScene
    /// What the reader may do now.
    package let acts: [ObstacleAct]
    package let about: OrderTopic?
    /// Who can be asked, for who presents.
    package let leaders: [Member]
    /// Names of the leaders named in it.
    package let names: [Identifier: String]
    package let order: Order?
    package let readsBrief: Bool
    package let values: FormValues

    package init(
        course: ObstacleCourse, scene: OrderScene, acts: [ObstacleAct], about: OrderTopic?,
        leaders: [Member], names: [Identifier: String], order: Order?, readsBrief: Bool,
        values: FormValues = FormValues()
    ) {
        self.course = course
        self.scene = scene
        self.acts = acts
        self.about = about
        self.leaders = leaders
        self.names = names
        self.order = order
        self.readsBrief = readsBrief
        self.values = values
    }

    private var obstacle: Obstacle { course.obstacle }
    private var units: UnitNames { scene.units }

    package var page: Page {
        Page("\(obstacle.title)", area: .orders) {
            pageTitle(text: obstacle.title, lead: "第\(Int(obstacle.number))件堵点问题") {
                if obstacle.preparation != nil, readsBrief {
                    link("专报", to: .obstacleBrief(obstacle.number), .class("button"))
                }
                printButton()
            }
            problemNotice(values.problems)
            if obstacle.state == .presented, let name = obstacle.leader.flatMap({ names[$0] }) {
                notice(.watch) {
                    p {
                        "已呈送\(name)，等批示。"
                        if acts.contains(.decide) {
                            " "
                            link("去批示", to: .decisions())
                        }
                    }
                }
            }
            card("堵点情况") {
                p(obstacle.stuck, .class("as-written"))
                definitionList(terms)
            }
            if let prepared = obstacle.preparation { preparation(prepared) }
            if let decision = obstacle.decision { decided(decision) }
            if acts.contains(where: { $0 != .decide }) { card("办理", id: "acts") { forms } }
            card("经过", id: "course") { table.html(course.entries) }
        }
    }

    private var terms: [Definition] {
        [
            Definition("状态") { badge(obstacle.state.light, obstacle.state.label) },
            Definition("提出单位") { units[obstacle.unit] },
            Definition("提出日期") { obstacle.raisedOn.html },
            Definition("卡住起于") {
                obstacle.since
                if obstacle.state.isOpen {
                    " "
                    scene.waited(obstacle)
                }
            },
            Definition("关于") {
                if let about { about.link }
            },
        ]
    }

    private func preparation(_ prepared: ObstaclePreparation) -> HTML {
        card("办公室拟办") {
            p { strong("可选办法") }
            prepared.optionList
            definitionList([
                Definition("建议", text: prepared.advice),
                Definition("主办单位") { units[prepared.owner] },
                Definition("建议期限") { scene.day(prepared.due) },
            ])
        }
    }

    private func decided(_ decision: ObstacleDecision) -> HTML {
        let choice = decision.choice
        let option = choice.flatMap { place in
            obstacle.preparation.flatMap { prepared in
                prepared.options.indices.contains(place - 1) ? prepared.options[place - 1] : nil
            }
        }
        return card("批示结果") {
            definitionList([
                Definition("谁批示", text: obstacle.leader.flatMap { names[$0] }),
                Definition("哪一天") { decision.on.html },
                Definition("选定的办法", text: option),
                Definition("批示意见", text: decision.words),
                Definition("交办件") {
                    if let order {
                        link(to: .order(order.number)) { order.mark.text }
                        " "
                        badge(order.state.light, order.state.label)
                    }
                },
                Definition("期限") { if let order { scene.due(order) } },
            ])
        }
    }

    // MARK: What can be done

    @HTMLBuilder private var forms: HTML {
        if acts.contains(.present) {
            form(.present) {
                selectField(
                    ObstaclePage.field("leader", of: .present), "呈送哪位领导",
                    leaderChoices(leaders), in: values, none: "请选择",
                    hint: "一位领导同时最多三件；批示之前可以撤回。", isRequired: true)
            }
        }
        if acts.contains(.prepare) {
            if obstacle.preparation == nil {
                form(.prepare) { preparing }
            } else {
                disclosure("改拟办", isOpen: values["act"] == ObstacleAct.prepare.rawValue) {
                    form(.prepare) { preparing }
                }
            }
        }
        for act in [ObstacleAct.takeBack, .settle] where acts.contains(act) {
            disclosure(act.label, isOpen: values["act"] == act.rawValue) {
                form(act) {
                    textField(
                        ObstaclePage.field("text", of: act),
                        act == .settle ? "怎样解决的" : "为什么撤回", in: values, isRequired: true)
                }
            }
        }
    }

    @HTMLBuilder private var preparing: HTML {
        let values = preparedValues
        let name = { ObstaclePage.field($0, of: .prepare) }
        textField(name("option_1"), "第一种办法", in: values, isRequired: true)
        textField(name("option_2"), "第二种办法", in: values)
        textField(name("option_3"), "第三种办法", in: values)
        textArea(
            name("advice"), "建议", in: values, rows: 3, hint: "办公室主张哪一种，为什么。",
            isRequired: true)
        selectField(
            name("owner"), "主办单位",
            scene.rules.units.all.filter { $0.exists(on: scene.today) }
                .map { Choice($0.id, name: $0.name) }, in: values, none: "请选择",
            hint: "批示之后交给它办；选定后它看得到这一件。", isRequired: true)
        textField(name("due"), "建议期限", in: values, type: .date, isRequired: true)
    }

    /// What was typed, else what stands.
    private var preparedValues: FormValues {
        guard values["act"] == nil, let prepared = obstacle.preparation else { return values }
        var items = prepared.options.enumerated().map { place, option in
            AddressItem(ObstaclePage.field("option_\(place + 1)", of: .prepare), option)
        }
        for (name, text) in [
            ("advice", prepared.advice), ("owner", prepared.owner),
            ("due", prepared.due.description),
        ] {
            items.append(AddressItem(ObstaclePage.field(name, of: .prepare), text))
        }
        return FormValues(items, problems: values.problems)
    }

    private func form(_ act: ObstacleAct, @HTMLBuilder fields: () -> HTML) -> HTML {
        postForm(to: .obstacleActs(obstacle.number)) {
            hiddenField("act", act.rawValue)
            hiddenField("version", String(obstacle.version))
            fields()
            submitButton(act.label)
        }
    }

    /// Each act's form stands on the page beside the others, so its fields carry its word.
    package static func field(_ name: String, of act: ObstacleAct) -> String {
        act.rawValue + "_" + name
    }

    // MARK: What happened

    private var table: DataTable<ObstacleEntry> {
        let (units, names) = (units, names)
        return DataTable(
            "经过",
            columns: [
                DataColumn("哪一天", isShort: true) { $0.on.description },
                DataColumn("什么", isHead: true) { entry in
                    div {
                        entry.act?.label ?? "提出"
                        if let name = entry.leader.flatMap({ names[$0] }) { "：\(name)" }
                    }
                },
                DataColumn("单位") { entry in if let unit = entry.unit { units[unit] } },
                DataColumn("说明") { entry in
                    if let text = entry.text { p(text, .class("as-written")) }
                },
            ])
    }
}
