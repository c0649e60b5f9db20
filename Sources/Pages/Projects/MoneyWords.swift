import Basics
import Markup
import Projects
import Rules

extension MoneyLayer {
    var label: Phrase {
        switch self {
        case .outside: "国内省外"
        case .inside: "市外省内"
        case .foreign: "境外"
        }
    }
}

extension MoneyTotal {
    /// Each currency on its own line, the yuan of foreign money below; a dash where there is none.
    var html: HTML {
        let isForeign = byCurrency.contains { $0.currency != .CNY }
        return div {
            if isEmpty { "—" }
            for money in byCurrency { div { money.words } }
            if isForeign {
                small(.class("hint")) {
                    if yuan != 0 { "折人民币\(Money(minor: yuan).words)" as Phrase }
                    if !unconverted.isEmpty {
                        " "
                        "有未写汇率的，不在折算之内" as Phrase
                    }
                }
            }
        }
    }
}

/// What each column says stands in one place, for a project and for a list.
func layerColumns<Row>(
    received: @escaping @Sendable (Row) -> MoneyTotal,
    counted: @escaping @Sendable (Row) -> MoneyTotal,
    excluded: @escaping @Sendable (Row) -> MoneyTotal
) -> [DataColumn<Row>] {
    [
        DataColumn("已到位", isNumber: true) { received($0).html },
        DataColumn("其中计入", isNumber: true) { counted($0).html },
        DataColumn("不计入", isNumber: true) { excluded($0).html },
    ]
}

/// Receipts as rows, each leading to its own page.
func receiptColumns(rule: ReceiptRule?) -> [DataColumn<Receipt>] {
    [
        DataColumn("到账日期", isHead: true) { receipt in
            link(text: receipt.arrivedOn.description, to: .receipt(receipt.number))
        },
        DataColumn("金额", isNumber: true) { receipt in
            div {
                div { receipt.amount.words }
                if receipt.amount.currency != .CNY { small(.class("hint")) { yuanText(receipt) } }
            }
        },
        DataColumn("来源类别") { receipt in
            (rule?.source(receipt.source)?.name ?? LocalName(zh: receipt.source))
        },
        DataColumn("银行和进账单号") { receipt in
            div {
                receipt.bank
                " "
                small(receipt.slip, .class("code"))
            }
        },
        DataColumn("计入月份", isShort: true) { $0.month.description },
        DataColumn("结果") { receipt in div { receiptState(receipt) } },
    ]
}

private func yuanText(_ receipt: Receipt) -> Phrase {
    receipt.yuan.map { "折人民币\($0.words)" } ?? "未写汇率"
}

@HTMLBuilder func receiptState(_ receipt: Receipt) -> HTML {
    badge(receipt.state.light, receipt.state.label)
    if let by = receipt.replacedBy {
        " "
        link("已更正，见第\(Int(by))笔", to: .receipt(by))
    }
    if let original = receipt.replaces {
        " "
        link("更正第\(Int(original))笔", to: .receipt(original))
    }
    for mark in receipt.marks { div { badge(.watch, mark) } }
}
