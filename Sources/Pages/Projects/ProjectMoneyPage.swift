import Basics
import Evidence
import Markup
package import Projects
package import Rules

/// What a reader may do about a project's money.
package struct MoneyRights: Sendable, Hashable {
    package let report: Bool
    package let exclude: Bool

    package init(report: Bool, exclude: Bool) {
        self.report = report
        self.exclude = exclude
    }
}

/// 到位资金 of one project: by year and layer, what doesn't count and why, every receipt, the plan.
/// By the project's own book, which is said on it.
package struct ProjectMoneyPage: Sendable {
    package let money: ProjectMoney
    package let rule: ReceiptRule?
    package let exclusions: ExclusionRule?
    package let units: UnitNames
    package let rights: MoneyRights
    package let values: FormValues

    package init(
        money: ProjectMoney, rule: ReceiptRule?, exclusions: ExclusionRule?, units: UnitNames,
        rights: MoneyRights, values: FormValues = FormValues()
    ) {
        self.money = money
        self.rule = rule
        self.exclusions = exclusions
        self.units = units
        self.rights = rights
        self.values = values
    }

    private var id: Identifier { money.project.id }

    package var page: Page {
        Page("到位资金：\(money.project.name)", area: .projects) {
            pageTitle("到位资金：\(money.project.name)", lead: "\(units[money.project.unit])") {
                link("回到项目", to: .project(id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            card("按年按层") {
                MoneyCard.slices(money)
                excludedNotice
            }
            card("到账（\(money.receipts.count)笔）", id: "receipts") {
                if money.receipts.isEmpty {
                    p("还没有登记到账。")
                } else {
                    DataTable<Receipt>("到账", columns: receiptColumns(rule: rule))
                        .html(money.receipts.reversed())
                }
                if rights.report, let rule { receiptForm(rule) }
            }
            card("资金计划", id: "plan") {
                if money.plans.isEmpty { p("还没有计划。") } else { planTable }
                if rights.report { planForm }
            }
            if rights.exclude || !money.exclusions.isEmpty { exclusionCard }
        }
    }

    @HTMLBuilder private var excludedNotice: HTML {
        for mark in money.standing {
            notice(.watch) {
                p {
                    "从\(mark.since.description)起不计入：" as Phrase
                    exclusionName(mark)
                    "。理由：\(mark.reason)" as Phrase
                }
            }
        }
    }

    private func exclusionName(_ mark: ProjectExclusion) -> LocalName {
        exclusions?.exclusion(mark.exclusion)?.name ?? LocalName(zh: mark.exclusion)
    }

    // MARK: Receipts

    private func receiptForm(_ rule: ReceiptRule) -> HTML {
        let corrected = values["replaces"].flatMap { Int64($0) }
        return disclosure("登记到账", isOpen: values["bank"] != nil || corrected != nil) {
            postForm(to: .projectReceipts(id), isMultipart: true) {
                if let corrected {
                    hiddenField("replaces", String(corrected))
                    notice(.watch, "更正第\(Int(corrected))笔：写对的内容和原因；金额写0，就是这一笔没有到。")
                }
                textField(
                    "amount", "金额", in: values, hint: "单位是万；也可以写全，如6200万美元。", isRequired: true)
                selectField(
                    "currency", "币种", currencyChoices, in: values, isRequired: true)
                textField("arrived", "到账日期", in: values, type: .date, isRequired: true)
                textField("bank", "收款银行", in: values, isRequired: true)
                textField(
                    "slip", "进账单号", in: values, hint: "同一家银行的同一张进账单，全市只能登记一次。",
                    isRequired: true)
                textField("payer", "付款人", in: values, isRequired: true)
                selectField(
                    "source", "来源类别", rule.sources.map { Choice($0.id, name: $0.name) },
                    in: values, none: "请选择", isRequired: true)
                selectField(
                    "capital", "资金用途", rule.capitals.map { Choice($0.id, name: $0.name) },
                    in: values, none: "请选择", isRequired: true)
                RateFields(values: values).html
                evidenceFields(rule)
                textField(
                    "reason", "原因", in: values,
                    hint: "早于签约、超过总投资、月份已关账、更正，都要写；会标出来。")
                submitButton("登记")
            }
        }
    }

    private var currencyChoices: [Choice] {
        Currency.allCases.map { Choice($0.rawValue, name: $0.name) }
    }

    @HTMLBuilder private func evidenceFields(_ rule: ReceiptRule) -> HTML {
        selectField(
            "kind", "佐证", rule.evidence.map { Choice($0, text: $0) }, in: values, none: "请选择",
            hint: "没有佐证，一分钱也不算。", isRequired: true)
        evidenceFileField(in: values)
        textField("title", "文号或编号", in: values, hint: "没有文件时必填。")
        textField("dated", "上面的日期", in: values, type: .date)
    }

    // MARK: The plan

    private var planTable: HTML {
        let money = money
        return DataTable<MoneyPlan>(
            "资金计划",
            columns: [
                DataColumn("月份", isHead: true) { $0.month.description },
                DataColumn("层次") { $0.layer.label },
                DataColumn("计划", isNumber: true) { $0.amount.words },
                DataColumn("改动") { plan in
                    let earlier = money.plans.filter {
                        $0.month == plan.month && $0.layer == plan.layer
                            && $0.number < plan.number
                    }
                    if !earlier.isEmpty {
                        "原来" as Phrase
                        for line in earlier {
                            " "
                            line.amount.words
                        }
                        if let reason = plan.reason { p("理由：\(reason)", .class("hint")) }
                    }
                },
            ]
        ).html(money.plan)
    }

    private var planForm: HTML {
        disclosure("订计划或改计划", isOpen: values["planned"] != nil) {
            postForm(to: .moneyPlan(id)) {
                hiddenField("latest", String(money.plans.last?.number ?? 0))
                textField("plan_month", "月份", in: values, type: .month, isRequired: true)
                selectField(
                    "plan_layer", "层次",
                    MoneyLayer.allCases.map { Choice($0.rawValue, $0.label) }, in: values,
                    none: "请选择", isRequired: true)
                textField("planned", "计划到位", in: values, hint: "单位是万。", isRequired: true)
                selectField(
                    "plan_currency", "币种", currencyChoices, in: values, isRequired: true)
                textField("plan_reason", "原因", in: values, hint: "改动原来的计划时必填。")
                submitButton("保存")
            }
        }
    }

    // MARK: What doesn't count

    private var exclusionCard: HTML {
        card("不计入的认定", id: "exclusions") {
            for mark in money.exclusions {
                div {
                    h3(exclusionName(mark))
                    p {
                        "从\(mark.since.description)起。理由：\(mark.reason)" as Phrase
                        " "
                        if let unit = mark.unit { units[unit] }
                    }
                    if let until = mark.until {
                        p("已撤销，从\(until.description)起重新计入。理由：\(mark.undoneReason ?? "")")
                    } else if rights.exclude {
                        undoingForm(mark)
                    }
                }
            }
            if rights.exclude, let exclusions { exclusionForm(exclusions) }
        }
    }

    private func undoingForm(_ mark: ProjectExclusion) -> HTML {
        disclosure("撤销认定", isOpen: values["undone"] != nil) {
            postForm(to: .projectExclusion(mark.number), method: .delete) {
                hiddenField("version", String(mark.version))
                textField("undone", "撤销的理由", in: values, isRequired: true)
                submitButton("撤销认定")
            }
        }
    }

    private func exclusionForm(_ rule: ExclusionRule) -> HTML {
        disclosure("认定不计入", isOpen: values["exclusion"] != nil) {
            postForm(to: .projectExclusions(id)) {
                selectField(
                    "exclusion", "情形", rule.inForce.map { Choice($0.id, name: $0.name) },
                    in: values, none: "请选择", isRequired: true)
                textField(
                    "since", "从哪个月起", in: values, type: .month,
                    hint: "已关账的月份不再变。", isRequired: true)
                textField("ground", "理由", in: values, isRequired: true)
                submitButton("认定")
            }
        }
    }
}

/// At which rate foreign money is converted.
struct RateFields {
    let values: FormValues

    @HTMLBuilder var html: HTML {
        textField(
            "rate", "汇率", in: values, hint: "外币才写：1单位外币折多少元，如7.1234。没有汇率的只按原币计。")
        textField("rate_on", "汇率的日期", in: values, type: .date)
        textField("rate_source", "汇率的出处", in: values, hint: "如中国人民银行中间价。")
    }
}

/// What the project's own page says of its money.
package struct MoneyCard: Sendable {
    package let money: ProjectMoney

    package init(money: ProjectMoney) { self.money = money }

    var html: HTML {
        card("到位资金", id: "money") {
            MoneyCard.slices(money)
            if !money.standing.isEmpty { notice(.watch, "这个项目有不计入的认定。") }
            let waiting = money.waiting.count
            if waiting > 0 { p { badge(.watch, "\(waiting)笔待确认") } }
            p {
                link("到账、计划和认定", to: .projectMoney(money.project.id), .class("button"))
                " "
                link("承诺兑现", to: .projectCommitments(money.project.id), .class("button"))
            }
        }
    }

    @HTMLBuilder static func slices(_ money: ProjectMoney) -> HTML {
        let slices = money.slices
        if slices.isEmpty {
            p("还没有确认的到账，也没有计划。")
        } else {
            DataTable<MoneySlice>(
                "按年按层",
                columns: [
                    DataColumn("年度", isHead: true) { $0.year.description },
                    DataColumn("层次") { $0.layer.label },
                    DataColumn("计划", isNumber: true) { $0.planned.html },
                ]
                    + layerColumns(
                        received: { $0.received }, counted: { $0.counted },
                        excluded: { $0.excluded })
            ).html(slices)
        }
        p("项目口径：按确认的到账逐笔算出，内资和外资分开，不相加；不是商务部口径的实际使用外资。", .class("hint"))
    }
}
