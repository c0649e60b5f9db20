package import Basics
import Markup
package import Projects
import Rules

/// One round of a unit's monthly report: filled in while it is a draft, then checked.
package struct MonthlyReportPage: Sendable {
    package let report: MonthlyReport
    package let rules: RoundRules
    package let units: UnitNames
    package let rows: [LedgerRow]
    /// Against the unit's last month; nil where there is none.
    package let changes: [LedgerChange]?
    package let doubts: [MonthlyDoubt]
    /// All rounds of the month, the first first.
    package let rounds: [MonthlyReport]
    package let mayFill: Bool
    package let mayCheck: Bool
    package let list: ListPage
    package let values: FormValues

    package init(
        report: MonthlyReport, rules: RoundRules, units: UnitNames, rows: [LedgerRow],
        changes: [LedgerChange]?, doubts: [MonthlyDoubt], rounds: [MonthlyReport],
        mayFill: Bool, mayCheck: Bool, list: ListPage,
        values: FormValues = FormValues()
    ) {
        self.report = report
        self.rules = rules
        self.units = units
        self.rows = rows
        self.changes = changes
        self.doubts = doubts
        self.rounds = rounds
        self.mayFill = mayFill
        self.mayCheck = mayCheck
        self.list = list
        self.values = values
    }

    private var isOpen: Bool { report.sheet.state == .draft && mayFill }
    private var version: String { String(report.sheet.version) }

    package var page: Page {
        Page("月报：\(units[report.unit])", area: .collect, month: report.month) {
            pageTitle("\(units[report.unit])\(report.month)月报", lead: lead) {
                badge(report.sheet.state.light, report.sheet.state.label)
                link("本月收表", to: .collection(report.month), .class("button"))
                if report.submission != nil {
                    link("所报的表", to: .sheet(report.id), .class("button"))
                }
            }
            problemNotice(values.problems)
            standing
            figures {
                figureLine("项目数", String(rows.count))
                if let changes {
                    figureLine("与上月不同", String(changes.count), unit: "个")
                }
                figureLine(
                    "要看一眼", String(doubts.count), unit: "处",
                    light: doubts.isEmpty ? .good : .watch)
            }
            if isOpen { fillCard }
            doubtsCard
            if let changes, !changes.isEmpty {
                card("与上月比") { ChangeList(changes: changes, units: units).html }
            }
            if !isOpen { rowsCard }
            coursesCard
        }
    }

    private var lead: Phrase {
        report.due.isPublished
            ? "第\(report.round)轮，截止\(report.due.day.description)。"
            : "第\(report.round)轮，截止\(report.due.day.description)（这一年的放假安排还未公布）。"
    }

    // MARK: What is to be done

    @HTMLBuilder private var standing: HTML {
        switch report.sheet.state {
        case .draft where mayFill:
            p("各栏已按上月所报和台账里已确认的填好；只改有变化的，核对后报送。")
        case .checking: checkCard
        case .returned:
            if let note = report.acts.last(where: { $0.kind == .returned })?.note {
                notice(.bad, "退回原因：\(note)")
            }
            if mayFill, rounds.last?.id == report.id { again }
        case .withdrawn:
            if mayFill, rounds.last?.id == report.id { again }
        default: HTML.nothing
        }
    }

    private var again: HTML {
        actionButton(
            "修改后再报", to: .monthlyReports, light: .good,
            fields: [AddressItem("month", report.month.description)])
    }

    @HTMLBuilder private var checkCard: HTML {
        if let check = report.check(by: rules.rule) {
            card("等\(check.name)") {
                if let due = report.checkDue(by: rules) {
                    p("应在\(due.day.description)前审完。")
                }
                if mayCheck {
                    postForm(to: .monthlyChecks(report.id)) {
                        hiddenField("version", version)
                        textField("note", "意见", in: values, hint: "退回时必填。")
                        submitButton("通过", name: "decision", value: "pass")
                        submitButton("退回", name: "decision", value: "return")
                    }
                } else {
                    switch check.by {
                    case .reporting: p("由本单位报送人以外的人审核。")
                    case .headquarters: p("由指挥部办公室审核。")
                    }
                }
                if mayFill, report.passed == 0 { recall("撤回修改") }
            }
        }
    }

    private func recall(_ phrase: Phrase) -> HTML {
        actionButton(
            phrase, to: .monthlySubmission(report.id), method: .delete,
            confirm: "确定撤回？", fields: [AddressItem("version", version)])
    }

    // MARK: Filling in

    private var shown: [LedgerRow] { Array(rows.dropFirst(list.offset).prefix(list.size)) }

    private var fillCard: HTML {
        card("项目（\(rows.count)）", id: "rows") {
            if rows.isEmpty { emptyState("还没有项目", next: "先加一个项目。") }
            link("加一个项目", to: .newMonthlyRow(report.id), .class("button"))
            let page = list.number > 1 ? String(list.number) : nil
            postForm(to: .monthlyRows(report.id, ["page": page]), .class("grid")) {
                hiddenField("version", version)
                if !rows.isEmpty {
                    grid.html(shown)
                    submitButton("保存")
                    submitButton("保存并报送", name: "then", value: "submit")
                }
            }
            pagination(list) { .monthlyReport(report.id, ["page": String($0)]) }
            recall("不填了")
        }
    }

    private var filled: FormValues {
        var filled = values
        for row in shown {
            for field in [MonthlyField.stage, .received, .remark] {
                let name = "\(field.rawValue)-\(row.position)"
                if values[name] == nil {
                    filled.items.append(AddressItem(name, row.reported.typed(field)))
                }
            }
        }
        return filled
    }

    private var grid: DataTable<LedgerRow> {
        let (report, filled, doubts) = (report, filled, doubts)
        return DataTable(
            "本月的项目",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    link(
                        text: row.reported.name.isEmpty ? "—" : row.reported.name,
                        to: .monthlyRow(report.id, row.position))
                    if row.project == nil { badge(.info, "新增") }
                    if row.reported.isDropped { badge(.plain, "不再推进") }
                    for doubt in doubts where doubt.position == row.position {
                        badge(.watch, doubt.message)
                    }
                },
                DataColumn("总投资", isNumber: true) { moneyText($0.reported.total) },
                DataColumn("阶段") { row in
                    selectField(
                        "stage-\(row.position)", "阶段", stageChoices, in: filled, none: "未选")
                },
                DataColumn("到位资金（万元）") { row in
                    textField(
                        "received-\(row.position)", "到位资金（万元）", in: filled,
                        .inputmode("decimal"))
                },
                DataColumn("备注") { row in
                    textField("remark-\(row.position)", "备注", in: filled)
                },
            ])
    }

    // MARK: Reading

    @HTMLBuilder private var doubtsCard: HTML {
        if !doubts.isEmpty, !isOpen {
            card("要看一眼（\(doubts.count)）") {
                ul(.class("changes")) {
                    for doubt in doubts {
                        li {
                            doubt.name
                            " "
                            badge(.watch, doubt.message)
                            if let remark = rows[doubt.position].reported.remark {
                                p("备注：\(remark)", .class("hint"))
                            }
                        }
                    }
                }
            }
        }
    }

    private var rowsCard: HTML {
        card("项目（\(rows.count)）", id: "rows") {
            DataTable<LedgerRow>(
                "本月的项目",
                columns: [
                    DataColumn("项目", isHead: true) { row in
                        if let project = row.project {
                            link(text: row.reported.name, to: .project(project))
                        } else {
                            row.reported.name
                        }
                        if row.project == nil { badge(.info, "新增") }
                        if row.reported.isDropped { badge(.plain, "不再推进") }
                    },
                    DataColumn("投资方") { $0.reported.investorText },
                    DataColumn("总投资", isNumber: true) { moneyText($0.reported.total) },
                    DataColumn("阶段", isShort: true) { ($0.reported.stage?.label).html },
                    DataColumn("到位资金", isNumber: true) { moneyText($0.reported.received) },
                    DataColumn("备注") { $0.reported.remark },
                ]
            ).html(shown)
            pagination(list) { .monthlyReport(report.id, ["page": String($0)]) }
        }
    }

    private var coursesCard: HTML {
        card("经过") {
            for round in rounds {
                h3("第\(round.round)轮")
                ul(.class("notes")) {
                    for act in round.acts {
                        li {
                            small(
                                act.at.minuteText(offset: rules.folder.zoneOffset),
                                .class("place"))
                            " "
                            act.kind.label
                            " "
                            units[act.unit]
                            if let note = act.note { p("意见：\(note)", .class("hint")) }
                        }
                    }
                }
                if round.id != report.id { link("看这一轮", to: .monthlyReport(round.id)) }
            }
        }
    }
}

let stageChoices = Stage.allCases.map { Choice($0.rawValue, $0.label) }

extension MonthlyAct.Kind {
    package var label: Phrase {
        switch self {
        case .opened: "开始填报"
        case .submitted: "报送"
        case .passed: "审核通过"
        case .returned: "退回"
        case .recalled: "撤回"
        }
    }
}
