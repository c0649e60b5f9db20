import Basics
import Markup
package import Projects
import Rules

/// Everything that a monthly report says of one project.
package struct MonthlyRowPage: Sendable {
    package let report: MonthlyReport
    package let rules: RoundRules
    /// Nil for one that is being added.
    package let row: LedgerRow?
    /// What the unit reported in its last month; nil for a new project.
    package let before: ReportedProject?
    package let values: FormValues

    package init(
        report: MonthlyReport, rules: RoundRules, row: LedgerRow?, before: ReportedProject?,
        values: FormValues = FormValues()
    ) {
        self.report = report
        self.rules = rules
        self.row = row
        self.before = before
        self.values = values
    }

    private var title: Phrase {
        row.map { "第\($0.position + 1)个项目" } ?? "加一个项目"
    }

    package var page: Page {
        Page(title, area: .collect, month: report.month) {
            pageTitle(title, lead: row.map { "\($0.reported.name)" } ?? "本月新增的项目") {
                link("回月报", to: .monthlyReport(report.id), .class("button"))
                if let project = row?.project {
                    link("看项目", to: .project(project), .class("button"))
                }
            }
            problemNotice(values.problems)
            card("本月所报") {
                postForm(
                    to: row.map { .monthlyRow(report.id, $0.position) }
                        ?? .newMonthlyRow(report.id)
                ) {
                    hiddenField("version", String(report.sheet.version))
                    for field in MonthlyField.allCases where field != .dropped || row != nil {
                        control(field)
                    }
                    submitButton("保存")
                }
                if let row, row.project == nil {
                    actionButton(
                        "删去这个项目", to: .monthlyRow(report.id, row.position),
                        method: .delete, confirm: "确定删去？",
                        fields: [AddressItem("version", String(report.sheet.version))])
                }
            }
        }
    }

    private var filled: FormValues {
        var filled = values
        if let row {
            for field in MonthlyField.allCases where values[field.rawValue] == nil {
                filled.items.append(AddressItem(field.rawValue, row.reported.typed(field)))
            }
        }
        return filled
    }

    /// What stood there last month, where that was something else.
    private func hint(_ field: MonthlyField) -> Phrase? {
        guard let before, let row, before.typed(field) != row.reported.typed(field) else {
            return extra(field)
        }
        let text = before.typed(field)
        return text.isEmpty ? "上月没有填" : "上月：\(shown(field, text))"
    }

    private func shown(_ field: MonthlyField, _ text: String) -> Phrase {
        switch field {
        case .stage: Stage(rawValue: text)?.label ?? "\(text)"
        case .agreement: Agreement(rawValue: text)?.label ?? "\(text)"
        case .evidence, .dropped: text == "yes" ? "是" : "否"
        default: "\(text)"
        }
    }

    private func extra(_ field: MonthlyField) -> Phrase? {
        switch field {
        case .investors: "一行一个；名称后空一格可写统一社会信用代码。"
        case .total, .received: "单位是万元；外币写明，如 300万美元。"
        case .signedOn: "2026-10-31 或 2026-10"
        case .remark: "阶段倒退、金额大改的，在这里说明。"
        default: nil
        }
    }

    private func control(_ field: MonthlyField) -> HTML {
        let (name, hint) = (field.rawValue, hint(field))
        let isRequired = rules.requires(field)
        switch field {
        case .stage:
            return selectField(
                name, field.label, stageChoices, in: filled, none: "未选", hint: hint,
                isRequired: isRequired)
        case .agreement:
            return selectField(
                name, field.label, Agreement.allCases.map { Choice($0.rawValue, $0.label) },
                in: filled, none: "未选", hint: hint, isRequired: isRequired)
        case .chain:
            return selectField(
                name, field.label, chainChoices, in: filled, none: "未选", hint: hint,
                isRequired: isRequired)
        case .evidence, .dropped:
            return selectField(
                name, field.label, [Choice("yes", "是"), Choice("no", "否")], in: filled,
                none: field == .evidence ? "未选" : nil, hint: hint)
        case .investors, .content, .remark:
            return textArea(
                name, field.label, in: filled, rows: 3, hint: hint, isRequired: isRequired)
        default:
            return textField(name, field.label, in: filled, hint: hint, isRequired: isRequired)
        }
    }

    private var chainChoices: [Choice] {
        var choices = rules.folder.chains(on: report.month.last).map {
            Choice($0.name.zh, name: $0.name)
        }
        if let own = row?.reported.chain, !choices.contains(where: { $0.value == own }) {
            choices.append(Choice(own, text: own))
        }
        return choices
    }
}
