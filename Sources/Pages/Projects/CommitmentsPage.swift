package import Basics
import Markup
package import Projects

extension CommitmentState {
    var light: Light {
        switch self {
        case .overdue, .refused: .bad
        case .due, .off, .reviewing: .watch
        case .waiting, .ended: .plain
        case .fulfilled: .good
        }
    }
}

/// 承诺—兑现台账 over all projects in the reader's sight: what is overdue first.
package struct CommitmentsPage: Sendable {
    package let listed: [ListedCommitment]
    package let state: CommitmentState?
    package let counts: [CommitmentState: Int]
    package let units: UnitNames
    package let today: Day
    package let mayExport: Bool

    /// `all` in any order; `state` narrows what is shown, nil shows all.
    package init(
        _ all: [ListedCommitment], state: CommitmentState?, units: UnitNames, today: Day,
        mayExport: Bool = false
    ) {
        let states = CommitmentState.allCases
        var byState: [CommitmentState: [ListedCommitment]] = [:]
        for one in all { byState[one.commitment.state(on: today), default: []].append(one) }
        listed = states.filter { state == nil || state == $0 }.flatMap { byState[$0] ?? [] }
        counts = byState.mapValues(\.count)
        self.state = state
        self.units = units
        self.today = today
        self.mayExport = mayExport
    }

    package var page: Page {
        Page("承诺兑现", area: .projects) {
            pageTitle("承诺兑现", lead: "没有依据的不启用，没有核验达标的不兑现。") {
                if mayExport, !listed.isEmpty {
                    link(
                        "导出", to: .commitmentExport(["state": state?.rawValue]),
                        .class("button"))
                }
                link("项目台账", to: .projects(), .class("button"))
                printButton()
            }
            tabs(
                [Tab("全部", to: .commitments(), isCurrent: state == nil)]
                    + CommitmentState.allCases.map { one in
                        Tab(
                            one.label, to: .commitments(["state": one.rawValue]),
                            isCurrent: state == one, count: counts[one] ?? 0)
                    }, label: "哪些承诺")
            if listed.isEmpty {
                emptyState("没有承诺", next: "打开一个项目，在“承诺兑现”里登记。")
            } else {
                table.html(listed)
            }
        }
    }

    private var table: DataTable<ListedCommitment> {
        let shared: [DataColumn<ListedCommitment>] = commitmentColumns(units, today).map { column in
            DataColumn(column.title, isNumber: column.isNumber, isShort: column.isShort) { row in
                column.cell(row.commitment)
            }
        }
        return DataTable(
            "承诺兑现",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    link(text: row.project.name, to: .projectCommitments(row.project.id))
                }
            ] + shared)
    }
}

private func commitmentColumns(_ units: UnitNames, _ today: Day) -> [DataColumn<Commitment>] {
    [
        DataColumn("承诺", isHead: true) { commitment in
            div {
                link(text: commitment.content, to: .commitment(commitment.number))
                " "
                small(commitment.clause, .class("hint"))
            }
        },
        DataColumn("金额", isNumber: true) { moneyText($0.amount) },
        DataColumn("还没有兑现", isNumber: true) { moneyText($0.left) },
        DataColumn("应兑现日期", isShort: true) { ($0.verification?.dueOn?.description).html },
        DataColumn("责任单位") { units[$0.unit] },
        DataColumn("结果") { commitment in
            let state = commitment.state(on: today)
            badge(state.light, state.label)
        },
    ]
}

/// What was promised for one project, clause by clause.
package struct ProjectCommitmentsPage: Sendable {
    package let project: Project
    package let commitments: [Commitment]
    package let units: UnitNames
    package let today: Day
    package let mayRecord: Bool
    package let values: FormValues

    package init(
        project: Project, commitments: [Commitment], units: UnitNames, today: Day,
        mayRecord: Bool, values: FormValues = FormValues()
    ) {
        self.project = project
        self.commitments = commitments
        self.units = units
        self.today = today
        self.mayRecord = mayRecord
        self.values = values
    }

    package var page: Page {
        Page("承诺兑现：\(project.name)", area: .projects) {
            pageTitle("承诺兑现：\(project.name)", lead: "\(units[project.unit])") {
                link("回到项目", to: .project(project.id), .class("button"))
                link("全部承诺", to: .commitments(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if commitments.isEmpty {
                p("还没有登记承诺。")
            } else {
                DataTable("承诺兑现", columns: commitmentColumns(units, today)).html(commitments)
            }
            if mayRecord { recordForm }
        }
    }

    private var recordForm: HTML {
        card("登记承诺") {
            postForm(to: .projectCommitments(project.id)) {
                textField("clause", "条款", in: values, hint: "如第三条第二款。", isRequired: true)
                textField("content", "承诺了什么", in: values, isRequired: true)
                textField("promised", "承诺金额", in: values, hint: "单位是万元；不是资金的不写。")
                textField(
                    "condition", "约定条件", in: values, hint: "投资方先要做到什么。", isRequired: true)
                submitButton("登记")
            }
        }
    }
}
