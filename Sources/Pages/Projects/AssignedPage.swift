package import Basics
import Markup
package import Projects
import Rules

/// 会办反馈: what units are assigned to and by when each says how it stands, the most urgent first.
package struct AssignedPage: Sendable {
    package let work: [AssignedWork]
    package let filter: AssignedFilter
    /// Who has work of an own unit here; others read all that is in their sight.
    package let hasOwn: Bool
    package let units: UnitNames
    package let today: Day

    package init(
        work: [AssignedWork], filter: AssignedFilter, hasOwn: Bool, units: UnitNames, today: Day
    ) {
        self.work = work
        self.filter = filter
        self.hasOwn = hasOwn
        self.units = units
        self.today = today
    }

    package var page: Page {
        Page("会办反馈", area: .orders) {
            pageTitle("会办反馈", lead: "项目交给谁会办、线索分派给谁，谁就按期说办到哪一步；反馈一次，期限重新起算。") {
                link("督办", to: .orders(), .class("button"))
                printButton()
            }
            tabs(views, label: "哪些")
            if work.isEmpty {
                emptyState("没有要反馈的", next: "项目交办、线索分派之后会列在这里。")
            } else {
                if work.count == Limit.assignedListed.count {
                    notice(.watch, "只列最急的\(Limit.assignedListed.count)条。")
                }
                table.html(work)
            }
        }
    }

    private var views: [Tab] {
        let own =
            hasOwn
            ? [
                Tab(
                    "我单位的", to: .assigned(["view": "own"]),
                    isCurrent: filter.isOwn && !filter.isOverdue)
            ] : []
        return own + [
            Tab("超期", to: .assigned(["view": "overdue"]), isCurrent: filter.isOverdue),
            Tab(
                "全部", to: .assigned(["view": "all"]),
                isCurrent: !filter.isOwn && !filter.isOverdue),
        ]
    }

    private var table: DataTable<AssignedWork> {
        let (units, today) = (units, today)
        return DataTable(
            "会办反馈",
            columns: [
                DataColumn("项目或线索", isHead: true) { work in
                    switch work.thing {
                    case .project(let id): link(text: work.name, to: .project(id))
                    case .lead(let number):
                        link(text: work.name, to: .lead(number))
                        " "
                        small("线索", .class("hint"))
                    }
                },
                DataColumn("单位") { units[$0.unit] },
                DataColumn("上次反馈", isShort: true) { work in
                    if let day = work.lastOn { day.description } else { "还没有" as Phrase }
                },
                DataColumn("反馈期限", isShort: true) { feedbackDue($0.due, today) },
            ])
    }
}

/// The day by which feedback is due, and how late it is.
func feedbackDue(_ due: Day, _ today: Day) -> HTML {
    div {
        due
        if due < today {
            " "
            badge(.bad, "超期\(today.number - due.number)天")
        } else if due.number - today.number <= 3 {
            " "
            badge(.watch, "快到期")
        }
    }
}
