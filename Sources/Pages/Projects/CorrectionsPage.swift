package import Basics
import Markup
package import Projects

/// Corrections of closed months: those that wait for headquarters, or all of one month.
package struct CorrectionsPage: Sendable {
    /// Nil: those that wait.
    package let month: Month?
    package let corrections: [ListedCorrection]
    package let units: UnitNames
    package let mayDecide: Bool
    /// Identifier of the reader's unit.
    package let unit: String?
    package let values: FormValues

    package init(
        month: Month?, corrections: [ListedCorrection], units: UnitNames, mayDecide: Bool,
        unit: String?, values: FormValues = FormValues()
    ) {
        self.month = month
        self.corrections = corrections
        self.units = units
        self.mayDecide = mayDecide
        self.unit = unit
        self.values = values
    }

    package var page: Page {
        Page("关账后的更正", area: .collect, month: month) {
            pageTitle(
                month.map { "\($0)关账后的更正" } ?? "等确认的更正",
                lead: "关账的月份不再改动；更正另记一笔，写明原因，由指挥部办公室确认。"
            ) {
                if month != nil, mayDecide {
                    link("等确认的更正", to: .corrections(), .class("button"))
                }
            }
            problemNotice(values.problems)
            if corrections.isEmpty {
                emptyState("没有更正", next: "在项目的沿革里可以更正关账的月份。")
            }
            for listed in corrections { item(listed) }
        }
    }

    private func item(_ listed: ListedCorrection) -> HTML {
        let correction = listed.correction
        return card("\(listed.projectName)") {
            p {
                units[listed.projectUnit]
                " "
                badge(correction.state.light, correction.state.label)
                " "
                link("看沿革", to: .projectHistory(correction.project))
            }
            correctionText(correction)
            if correction.state == .reported {
                if mayDecide, unit != correction.unit { decision(correction) }
                if unit == correction.unit {
                    actionButton(
                        "撤回", to: .correction(correction.number), method: .delete,
                        fields: [AddressItem("version", String(correction.version))])
                }
            } else if let note = correction.decision?.note {
                p("意见：\(note)", .class("hint"))
            }
        }
    }

    private func decision(_ correction: MonthCorrection) -> HTML {
        // Several of these forms stand on one page: the field's name must tell them apart.
        let note = "note-\(correction.number)"
        return postForm(to: .correction(correction.number)) {
            hiddenField("version", String(correction.version))
            textField(note, "意见", in: values, hint: "退回时必填。")
            submitButton("确认", name: "decision", value: "confirm")
            submitButton("退回", name: "decision", value: "return")
        }
    }
}

/// «2026-08 总投资：52000 → 48000», the reason below.
@HTMLBuilder func correctionText(_ correction: MonthCorrection) -> HTML {
    div(.class("difference")) {
        correction.month
        " "
        correction.field.label
        "："
        del { correctionValue(correction.was, correction.field) }
        " → "
        ins { correctionValue(correction.became, correction.field) }
    }
    p("理由：\(correction.reason)（记入\(correction.enteredIn.description)）", .class("hint"))
}

@HTMLBuilder private func correctionValue(_ value: String?, _ field: MonthlyField) -> HTML {
    if let value {
        switch field {
        case .stage: (Stage(rawValue: value)?.label).html
        case .agreement: (Agreement(rawValue: value)?.label).html
        case .total, .received: value.allSatisfy(\.isASCII) ? "\(value)万元" : "\(value)"
        default: value
        }
    } else {
        "—"
    }
}

/// On the line of time of a project: says what a closed month should have said.
func correctionForm(
    of project: Identifier, months: [Month], in values: FormValues
) -> HTML {
    disclosure(
        "更正已关账的月份", isOpen: values["corrected_month"] != nil
    ) {
        p("关账的月份不再改动；更正另记一笔，由指挥部办公室确认。")
        postForm(to: .projectCorrections(project)) {
            selectField(
                "corrected_month", "哪个月", months.map { Choice($0.description, "\($0)") },
                in: values, isRequired: true)
            selectField(
                "corrected_field", "更正哪一项",
                MonthCorrection.fields.map { Choice($0.rawValue, $0.label) }, in: values,
                isRequired: true)
            textField(
                "became", "应为", in: values,
                hint: "金额单位是万元；阶段写 在谈、签约、开工、竣工、投产；日期写 2026-10-31。",
                isRequired: true)
            textField("because", "原因", in: values, isRequired: true)
            submitButton("报更正")
        }
    }
}
