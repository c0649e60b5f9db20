import Basics
import Evidence
import Markup
package import Projects
package import Rules

/// One receipt: what it says, what proves it, and what is to be decided.
package struct ReceiptPage: Sendable {
    package let money: ProjectMoney
    package let receipt: Receipt
    package let rule: ReceiptRule?
    package let units: UnitNames
    /// May register money for the own unit.
    package let mayReport: Bool
    /// Of another unit, of a kind that the rule names.
    package let mayConfirm: Bool
    /// Identifier of the reader's unit; nil for the operator.
    package let unit: String?
    package let values: FormValues

    package init(
        money: ProjectMoney, receipt: Receipt, rule: ReceiptRule?, units: UnitNames,
        mayReport: Bool, mayConfirm: Bool, unit: String?, values: FormValues = FormValues()
    ) {
        self.money = money
        self.receipt = receipt
        self.rule = rule
        self.units = units
        self.mayReport = mayReport
        self.mayConfirm = mayConfirm
        self.unit = unit
        self.values = values
    }

    package var page: Page {
        Page("到账第\(Int(receipt.number))笔", area: .projects) {
            pageTitle(
                "到账第\(Int(receipt.number))笔", lead: "\(money.project.name)"
            ) {
                link("本项目的到位资金", to: .projectMoney(money.project.id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            card("到账") {
                facts
                if receipt.isCorrectable, mayReport {
                    link(
                        "更正这一笔",
                        to: .projectMoney(
                            money.project.id, ["replaces": String(receipt.number)]),
                        .class("button"))
                }
            }
            if receipt.state == .reported { decision }
        }
    }

    private var decision: HTML {
        card("等确认") {
            if mayConfirm {
                postForm(to: .receipt(receipt.number)) {
                    hiddenField("version", String(receipt.version))
                    if receipt.amount.currency != .CNY, receipt.rate == nil {
                        disclosure("补汇率", isOpen: values["rate"] != nil) {
                            RateFields(values: values).html
                        }
                    }
                    textField("note", "说明", in: values, hint: "退回时必填。")
                    submitButton("确认", name: "decision", value: "confirm")
                    submitButton("退回", name: "decision", value: "return")
                }
            } else {
                p("等另一个单位确认；确认之后才计入。")
            }
            if mayReport, unit == nil || unit == receipt.unit {
                actionButton(
                    "撤回登记", to: .receipt(receipt.number), method: .delete,
                    fields: [AddressItem("version", String(receipt.version))])
            }
        }
    }

    private var facts: HTML {
        definitionList(
            [
                Definition("结果") { receiptState(receipt) },
                Definition("金额") { receipt.amount.words },
                Definition("折人民币") { yuan },
                Definition("到账日期", text: receipt.arrivedOn.description),
                Definition("计入月份") {
                    receipt.month.description
                    if let back = receipt.reversedIn {
                        "；已更正，在\(back.description)冲回" as Phrase
                    }
                },
                Definition("来源类别") {
                    rule?.source(receipt.source)?.name ?? LocalName(zh: receipt.source)
                    " · "
                    receipt.layer.label
                },
                Definition("资金用途") {
                    rule?.capital(receipt.capital)?.name ?? LocalName(zh: receipt.capital)
                },
                Definition("收款银行", text: receipt.bank),
                Definition("进账单号", text: receipt.slip),
                Definition("付款人", text: receipt.payer),
                Definition("佐证") { evidence },
                Definition("登记单位") { units[receipt.unit] },
            ] + spoken)
    }

    private var spoken: [Definition] {
        var found: [Definition] = []
        if let reason = receipt.reason { found.append(Definition("原因", text: reason)) }
        if let decision = receipt.decision {
            found.append(
                Definition("办理") {
                    if let unit = decision.unit { units[unit] }
                    if let note = decision.note { " \(note)" }
                })
        }
        return found
    }

    @HTMLBuilder private var yuan: HTML {
        if let rate = receipt.rate, let yuan = receipt.yuan {
            let number = fixed(rate.millionths, per: 1_000_000, decimals: 6)
            "\(yuan.words)，按\(number)（\(rate.on.description)，\(rate.source)）" as Phrase
        } else if let yuan = receipt.yuan {
            yuan.words
        } else {
            "未写汇率，只按原币计" as Phrase
        }
    }

    @HTMLBuilder private var evidence: HTML {
        receipt.evidence.kind
        " "
        if receipt.evidence.fileType == nil {
            receipt.evidence.source.title
        } else {
            link(text: receipt.evidence.source.title, to: .receiptFile(receipt.number))
        }
    }
}
