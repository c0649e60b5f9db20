package import Basics
import Evidence
import Markup
import People
package import Projects
import Rules

/// What a project's page says and asks of its stages: the way so far, what the next stage lacks,
/// what waits for another unit, and what shows it.
package struct ProjectCourseCards: Sendable {
    package let course: ProjectCourse
    package let units: UnitNames
    /// May report for the own unit.
    package let mayReport: Bool
    /// May confirm what waits: another unit's, of a kind that the rule names.
    package let mayConfirm: Bool
    /// Identifier of the reader's unit; nil for the operator.
    package let unit: String?
    package let today: Day
    package let values: FormValues

    package init(
        course: ProjectCourse, units: UnitNames, mayReport: Bool, mayConfirm: Bool, unit: String?,
        today: Day, values: FormValues = FormValues()
    ) {
        self.course = course
        self.units = units
        self.mayReport = mayReport
        self.mayConfirm = mayConfirm
        self.unit = unit
        self.today = today
        self.values = values
    }

    private var id: Identifier { course.project.id }

    @HTMLBuilder var html: HTML {
        card("阶段", id: "stages") {
            standing
            if let event = course.waiting { waiting(event) }
            if course.projectClass == nil {
                if mayReport { classForm } else { p("还没有选项目类别。") }
            } else {
                path
                if course.waiting == nil, let next = course.next { lacks(next) }
            }
            if mayReport, course.leaving == nil, course.waiting == nil { reportForms }
        }
        if !course.rule.datedFacts.isEmpty { datedFacts }
        card("佐证（\(course.evidence.count)份）", id: "evidence") {
            if course.evidence.isEmpty { p("还没有佐证。") } else { evidenceTable }
            if mayReport, course.leaving == nil {
                evidenceForm
                if !withdrawable.isEmpty { withdrawalForm }
            }
        }
        if !course.events.isEmpty { card("阶段记录") { eventTable.html(course.events) } }
    }

    @HTMLBuilder private var standing: HTML {
        if let leaving = course.leaving, case .left(let kind, let place) = leaving.step {
            notice(.bad) {
                p {
                    "\(leaving.happenedOn.description)出库："
                    kind.label
                    if let place { "，去了\(place)" }
                    if let reason = leaving.reason { "。原因：\(reason)" }
                }
            }
        } else if course.isPaused {
            notice(.watch, "暂缓中，恢复之后再报阶段。")
        }
    }

    /// The stages of the class in their order, each with its day.
    private var path: HTML {
        let reached = Dictionary(
            course.reached.map { ($0.stage, $0.event) }, uniquingKeysWith: { $1 })
        return ol(.class("stages")) {
            for stage in course.projectClass?.path ?? [] {
                if let definition = course.rule.stage(stage) {
                    li(.class(reached[stage] == nil ? nil : "reached")) {
                        if let event = reached[stage] {
                            badge(event.isOverride ? .watch : .good, "已到")
                            " "
                            definition.name
                            small(" \(event.happenedOn.description)")
                        } else {
                            definition.name
                        }
                    }
                }
            }
        }
    }

    private func lacks(_ next: StageDefinition) -> HTML {
        let lacks = course.lacks(of: next.id)
        return div {
            h3 {
                "下一阶段："
                next.name
            }
            if let definition = next.definition { p(definition, .class("hint")) }
            if lacks.isEmpty {
                p { badge(.good, "要的都有了，可以报送") }
            } else {
                ul(.class("facts")) { for lack in lacks { li { badge(.watch, lack.phrase) } } }
            }
        }
    }

    func waiting(_ event: ProjectEvent) -> HTML {
        notice(.watch) {
            h3 {
                units[event.unit]
                "报送："
                stepText(event.step, in: course.rule)
                "，\(event.happenedOn.description)"
            }
            for lack in event.lacking { p { badge(.bad, lack) } }
            if let reason = event.reason { p("理由：\(reason)") }
            if mayConfirm, unit != event.unit {
                postForm(to: .projectEvent(event.number)) {
                    hiddenField("version", String(event.version))
                    textField("note", "说明", in: values, hint: "退回时必填。")
                    submitButton("确认", name: "decision", value: "confirm")
                    submitButton("退回", name: "decision", value: "return")
                }
            } else {
                p("等另一个单位确认。", .class("hint"))
            }
            if mayReport, unit == nil || unit == event.unit {
                actionButton(
                    "撤回报送", to: .projectEvent(event.number), method: .delete,
                    fields: [AddressItem("version", String(event.version))])
            }
        }
    }

    private var classForm: HTML {
        postForm(to: .projectClass(id)) {
            hiddenField("version", String(course.project.version))
            selectField(
                "class", "项目类别",
                course.rule.classes.map { Choice($0.id, name: $0.name) }, in: values, none: "请选择",
                hint: "类别决定经过哪些阶段。", isRequired: true)
            submitButton("保存")
        }
    }

    private var reportForms: HTML {
        let mayReach = course.projectClass != nil && !course.isPaused && course.next != nil
        let steps =
            (mayReach ? [Choice("reached", "到了一个阶段")] : [])
            + (course.isPaused ? [Choice("resumed", "恢复")] : [Choice("paused", "暂缓")])
            + [Choice("left", "出库")]
        let isOpen = values["step"].map { !["noted", "revoked"].contains($0) } ?? false
        return disclosure("报送", isOpen: isOpen) {
            postForm(to: .projectEvents(id)) {
                hiddenField("version", String(course.project.version))
                radioField("step", "报送什么", steps, in: values)
                if mayReach {
                    selectField("stage", "到了哪个阶段", stageChoices, in: values, none: "请选择")
                }
                selectField(
                    "leaving", "怎样出库",
                    ProjectLeaving.allCases.map { Choice($0.rawValue, $0.label) }, in: values,
                    none: "不出库")
                textField("destination", "去了哪里", in: values, hint: "流失或转出时，知道就写。")
                textField("day", "哪一天", in: values, type: .date, isRequired: true)
                textField(
                    "reason", "原因", in: values,
                    hint: "暂缓、出库必填；缺佐证或跳过阶段也要报的必填，会标出来。")
                submitButton("报送")
            }
        }
    }

    private var stageChoices: [Choice] {
        let path = course.projectClass?.path ?? []
        let now = course.stage.flatMap(path.firstIndex).map { $0 + 1 } ?? 0
        return path.dropFirst(now).compactMap(course.rule.stage).map {
            Choice($0.id, name: $0.name)
        }
    }

    private var evidenceTable: HTML {
        let id = id
        return DataTable<ProjectEvidence>(
            "佐证",
            columns: [
                DataColumn("种类", isHead: true) { $0.kind },
                DataColumn("文件或编号") { evidence in
                    if evidence.fileType == nil {
                        evidence.source.title
                    } else {
                        link(
                            text: evidence.source.title,
                            to: .projectEvidence(id, evidence.number))
                    }
                },
                DataColumn("日期", isShort: true) { ($0.source.dated?.description).html },
                DataColumn("提交单位") { units[$0.unit] },
            ]
        ).html(course.evidence)
    }

    private var evidenceForm: HTML {
        disclosure("提交佐证", isOpen: values["kind"] != nil) {
            postForm(to: .projectEvidences(id), isMultipart: true) {
                selectField(
                    "kind", "种类", course.rule.evidenceKinds.map { Choice($0, text: $0) },
                    in: values, none: "请选择", isRequired: true)
                evidenceFileField(in: values)
                textField("title", "文号或编号", in: values, hint: "没有文件时必填。")
                textField("dated", "上面的日期", in: values, type: .date)
                submitButton("提交")
            }
        }
    }

    /// What the reader's own unit brought.
    private var withdrawable: [ProjectEvidence] {
        course.evidence.filter { unit == nil || $0.unit == unit }
    }

    private var withdrawalForm: HTML {
        disclosure("撤回佐证", isOpen: values["withdrawn"] != nil) {
            postForm(to: .evidenceWithdrawal(id)) {
                selectField(
                    "withdrawn", "哪一份",
                    withdrawable.map {
                        Choice(String($0.number), text: "\($0.kind) \($0.source.title)")
                    }, in: values, none: "请选择", isRequired: true)
                textField("because", "为什么撤回", in: values, isRequired: true)
                submitButton("撤回")
            }
        }
    }

    private var eventTable: DataTable<ProjectEvent> {
        DataTable(
            "阶段记录",
            columns: [
                DataColumn("哪一天", isShort: true) { $0.happenedOn.description },
                DataColumn("什么", isHead: true) { event in
                    stepText(event.step, in: course.rule)
                    if event.isOverride {
                        for lack in event.lacking { div { badge(.bad, lack) } }
                    }
                    if let reason = event.reason { p("理由：\(reason)", .class("hint")) }
                },
                DataColumn("报送单位") { units[$0.unit] },
                DataColumn("结果") { event in
                    badge(event.state.light, event.state.label)
                    if let decision = event.decision {
                        p(.class("hint")) {
                            if let unit = decision.unit { units[unit] }
                            if let note = decision.note { " \(note)" }
                        }
                    }
                },
            ])
    }
}

extension ProjectEventState {
    var light: Light {
        switch self {
        case .reported: .watch
        case .confirmed: .good
        case .returned: .bad
        case .withdrawn: .plain
        }
    }
}
