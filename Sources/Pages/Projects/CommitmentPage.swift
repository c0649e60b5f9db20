package import Basics
import Markup
package import Projects

/// One clause of what was promised: how it stands, what was done, and the form for what comes next.
package struct CommitmentPage: Sendable {
    package let project: Project
    package let commitment: Commitment
    package let units: UnitNames
    package let today: Day
    /// May record a basis and payments: of the unit that fulfils it.
    package let mayRecord: Bool
    /// May review and verify: of another unit.
    package let mayVerify: Bool
    package let values: FormValues

    package init(
        project: Project, commitment: Commitment, units: UnitNames, today: Day, mayRecord: Bool,
        mayVerify: Bool, values: FormValues = FormValues()
    ) {
        self.project = project
        self.commitment = commitment
        self.units = units
        self.today = today
        self.mayRecord = mayRecord
        self.mayVerify = mayVerify
        self.values = values
    }

    package var page: Page {
        let state = commitment.state(on: today)
        return Page("\(commitment.content)", area: .projects) {
            pageTitle(text: commitment.content, lead: "\(project.name)") {
                link("本项目的承诺", to: .projectCommitments(project.id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            card("承诺") {
                p { badge(state.light, state.label) }
                definitionList([
                    Definition("条款", text: commitment.clause),
                    Definition("金额") { moneyText(commitment.amount).html },
                    Definition("还没有兑现") { moneyText(commitment.left).html },
                    Definition("约定条件", text: commitment.condition),
                    Definition("应兑现日期", text: commitment.verification?.dueOn?.description),
                    Definition("责任单位") { units[commitment.unit] },
                ])
            }
            card("办理") {
                if commitment.steps.isEmpty {
                    p("还没有记依据：依据记下之前不审查、不核验、不兑现。")
                } else {
                    stepTable.html(commitment.steps)
                }
                if !kinds.isEmpty { stepForm }
            }
        }
    }

    private var stepTable: DataTable<CommitmentStep> {
        let units = units
        return DataTable(
            "办理",
            columns: [
                DataColumn("什么", isHead: true) { step in
                    step.kind.label
                    if let passed = step.isPassed {
                        " "
                        if passed { badge(.good, "通过") } else { badge(.bad, "不通过") }
                    }
                },
                DataColumn("哪一天", isShort: true) { $0.on.description },
                DataColumn("文件或凭证") { step in
                    div {
                        step.title
                        if let note = step.note { p("理由：\(note)", .class("hint")) }
                    }
                },
                DataColumn("金额", isNumber: true) { moneyText($0.amount) },
                DataColumn("单位") { step in
                    if let unit = step.unit { units[unit] }
                },
            ])
    }

    /// The steps that the reader may record now.
    private var kinds: [CommitmentStepKind] {
        guard commitment.last(.ended) == nil else { return [] }
        return CommitmentStepKind.allCases.filter { $0.isAnothers ? mayVerify : mayRecord }
    }

    private var stepForm: HTML {
        disclosure("登记办理", isOpen: values["step"] != nil) {
            postForm(to: .commitment(commitment.number)) {
                hiddenField("latest", String(commitment.steps.last?.number ?? 0))
                selectField(
                    "step", "办了什么", kinds.map { Choice($0.rawValue, $0.label) }, in: values,
                    none: "请选择", isRequired: true)
                textField("on", "哪一天", in: values, type: .date, isRequired: true)
                textField(
                    "title", "文件或凭证", in: values, hint: "依据的文件和条款、审查意见、核验的佐证、凭证号。",
                    isRequired: true)
                if mayVerify {
                    selectField(
                        "result", "结果", [Choice("passed", "通过"), Choice("refused", "不通过")],
                        in: values, none: "请选择")
                    textField("due", "应兑现日期", in: values, type: .date, hint: "核验达标时必填。")
                }
                if mayRecord {
                    textField("paid", "兑现金额", in: values, hint: "单位是万元；兑现资金时必填。")
                }
                textField("note", "说明", in: values, hint: "不通过、终止时必填。")
                submitButton("登记")
            }
        }
    }
}
