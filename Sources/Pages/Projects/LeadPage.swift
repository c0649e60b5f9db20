package import Basics
import Markup
package import Projects
import Rules

/// One lead: how it stands, what was typed, everything that was done in one line of time, and forms
/// for what the reader may do next.
package struct LeadPage: Sendable {
    package let lead: Lead
    package let names: LeadNames
    package let today: Day
    /// What the reader may do now.
    package let acts: [LeadActKind]
    /// To which it can be assigned.
    package let units: [String]
    /// To which it can be tied; the one it is tied to among them.
    package let projects: [Project]
    package let values: FormValues

    package init(
        lead: Lead, names: LeadNames, today: Day, acts: [LeadActKind], units: [String],
        projects: [Project], values: FormValues = FormValues()
    ) {
        self.lead = lead
        self.names = names
        self.today = today
        self.acts = acts
        self.units = units
        self.projects = projects
        self.values = values
    }

    package var page: Page {
        Page("\(lead.words.what)", area: .projects) {
            pageTitle(text: lead.words.what, lead: "\(lead.number)") {
                link("回执", to: .leadReceipt(lead.number), .class("button"))
                link("全部线索", to: .leads(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if lead.isSealed {
                notice(.info, "存证：内容只有本单位看得到。解封之后才研判、答复和分派。")
            }
            card("现在") { standing }
            if !acts.isEmpty { card("办理") { for act in acts { form(act) } } }
            card("提交的原文") { words }
            card("经过") { timeline.html(moments) }
        }
    }

    private var standing: HTML {
        definitionList([
            Definition("结果") {
                if lead.isSealed {
                    badge(.info, "存证")
                } else {
                    badge(lead.state.light, lead.state.label)
                }
            },
            Definition("研判期限") { clockText(lead.assessment, today) },
            Definition("答复期限") { clockText(lead.answer, today) },
            Definition("提交单位") { names.units[lead.unit] },
            Definition("分派给") { if let unit = lead.assignedUnit { names.units[unit] } },
            Definition("反馈期限") {
                if let due = lead.feedbackDue { feedbackDue(due, today) }
            },
            Definition("项目") {
                if let id = lead.project {
                    let name = projects.first { $0.id == id }?.name
                    if let name { link(text: name, to: .project(id)) } else { id.text }
                }
            },
        ])
    }

    private var words: HTML {
        definitionList([
            Definition("什么项目", text: lead.words.what),
            Definition("投资方", text: lead.words.investor),
            Definition("从哪里来", text: known(lead.words.origin)),
            Definition("大概投资多少", text: known(lead.words.amount)),
            Definition("产业链") { names.chain(lead.words.chain) },
            Definition("引荐人", text: lead.introducer?.name),
            Definition("引荐人电话", text: lead.introducer?.phone),
            Definition("其他情况", text: known(lead.words.note)),
        ])
    }

    private func known(_ text: String) -> String? { text.isEmpty ? nil : text }

    // MARK: What was done

    /// The submission, then each act.
    private var moments: [LeadAct?] { [nil] + lead.acts }

    private var timeline: DataTable<LeadAct?> {
        let (lead, names) = (lead, names)
        return DataTable(
            "经过",
            columns: [
                DataColumn("什么", isHead: true) { act in
                    if let act { act.kind.label } else { "提交线索" }
                },
                DataColumn("时间", isShort: true) { act in
                    (act?.at ?? lead.submittedAt).minuteText(offset: names.zoneOffset)
                },
                DataColumn("说明") { act in if let act { said(act) } },
                DataColumn("单位") { act in
                    if let unit = act.map(\.unit) ?? lead.unit { names.units[unit] }
                },
            ])
    }

    private func said(_ act: LeadAct) -> HTML {
        div {
            if let result = act.result { names.result(act.kind, result) }
            if let unit = act.toUnit { names.units[unit] }
            if let id = act.project {
                projects.first { $0.id == id }?.name ?? id.text
            }
            if let day = act.happenedOn {
                " "
                day.description
            }
            if let note = act.note { p(note, .class("hint")) }
        }
    }

    // MARK: What can be done

    private func form(_ act: LeadActKind) -> HTML {
        let isTyped = values["act"] == act.rawValue
        let isNext = act == acts.first && values["act"] == nil
        let typed = isTyped ? values : FormValues()
        return disclosure(act.label, isOpen: isTyped || (isNext && act != .unsealed)) {
            postForm(to: .lead(lead.number)) {
                hiddenField("act", act.rawValue)
                hiddenField("version", String(lead.version))
                fields(act, typed)
                submitButton(act.label)
            }
        }
    }

    @HTMLBuilder private func fields(_ act: LeadActKind, _ typed: FormValues) -> HTML {
        switch act {
        case .assessed:
            selectField(
                "result", "研判结果",
                LeadAssessment.allCases.filter { lead.state == .submitted || $0 != .experts }
                    .map { Choice($0.rawValue, $0.label) }, in: typed, none: "请选择",
                isRequired: true)
            selectField(
                "rejection", "为什么不是线索",
                (names.rule?.rejections ?? []).map { Choice($0.id, name: $0.name) }, in: typed,
                none: "请选择", hint: "结果是“不是线索”时必选。")
            textField("note", "说明", in: typed)
        case .answered:
            textField("on", "哪一天", in: typed, type: .date, isRequired: true)
            selectField(
                "way", "怎样答复", LeadAnswerWay.allCases.map { Choice($0.rawValue, $0.label) },
                in: typed, none: "请选择", isRequired: true)
            textField("note", "答复了什么", in: typed, isRequired: true)
        case .assigned:
            selectField(
                "to", "分派给哪个单位", units.map { Choice($0, name: names.units[$0]) }, in: typed,
                none: "请选择", hint: "这个单位就看得到这条线索。", isRequired: true)
            textField("note", "说明", in: typed)
        case .reported:
            textArea("note", "办到哪一步", in: typed, rows: 3, isRequired: true)
        case .tied:
            selectField(
                "project", "台账里的项目", projects.map { Choice($0.id.text, text: $0.name) },
                in: typed, none: "请选择", isRequired: true)
        case .closed:
            selectField(
                "closing", "为什么结束", LeadClosing.allCases.map { Choice($0.rawValue, $0.label) },
                in: typed, none: "请选择", isRequired: true)
            textField("note", "说明", in: typed)
        case .unsealed:
            p("解封之后指挥部办公室和市领导看得到内容，研判和答复从今天起算；不能再封。", .class("hint"))
            textField("note", "为什么解封", in: typed)
        }
    }
}
