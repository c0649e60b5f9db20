package import Basics
import Markup
package import Projects

/// The city at a glance: what is to be done today first, one line of figures, the rest behind.
package struct HomePage: Sendable {
    /// The latest month with sheets; nil in an empty city.
    package let month: Month?
    /// The month that is to be collected now.
    package let due: Month
    package let units: UnitNames
    package let table: DispatchTable?
    /// Totals that are perhaps in a wrong unit: one can outweigh a city.
    package let doubtfulTotals: Int
    package let today: TodayList
    package let orders: OrdersDue
    package let changes: [LedgerChange]
    package let areas: [Area]

    package init(
        month: Month?, due: Month, units: UnitNames, table: DispatchTable?, doubtfulTotals: Int,
        today: TodayList, orders: OrdersDue, changes: [LedgerChange], areas: [Area]
    ) {
        self.month = month
        self.due = due
        self.units = units
        self.table = table
        self.doubtfulTotals = doubtfulTotals
        self.today = today
        self.orders = orders
        self.changes = changes
        self.areas = areas
    }

    package var page: Page {
        Page("一览", month: month) {
            if let month, let table, hasAnything(table) {
                pageTitle("\(month)一览") {
                    if areas.contains(.dispatch) {
                        link("调度材料", to: .dispatch(month), .class("button primary"))
                    }
                }
                today.html
                if doubtfulTotals > 0 {
                    notice(.bad, "总投资里有\(doubtfulTotals)个项目疑似单位有误，定了再用这个数。")
                }
                orders.reminderCard
                line(month, table)
                asked(month)
            } else if month != nil {
                pageTitle("一览")
                emptyState("没有归您单位看的项目", next: "项目分给您的单位办理之后，会出现在这里。")
            } else {
                pageTitle("欢迎使用活水")
                if !today.lines.isEmpty { today.html }
                orders.reminderCard
                if areas.contains(.collect) {
                    emptyState(
                        "还没有收过表", next: "把各区市这个月的表一次拖进来，就有了台账、疑点和调度材料。"
                    ) {
                        link("去收表", to: .collection(due), .class("button primary"))
                    }
                } else {
                    emptyState("还没有数据", next: "等指挥部办公室收表之后再来。")
                }
            }
        }
    }

    /// Unknown is not zero: who sees no row is told so instead of four noughts.
    private func hasAnything(_ table: DispatchTable) -> Bool {
        let now = table.city.now
        return !today.lines.isEmpty || !orders.reminders.isEmpty || !changes.isEmpty
            || areas.contains(.collect)
            || [now.signed, now.total, now.started, now.received].contains { !$0.rows.isEmpty }
    }

    private func line(_ month: Month, _ table: DispatchTable) -> HTML {
        figures {
            for name in DispatchFigureName.allCases {
                figureLine(
                    name.label, name.number(name.figure(of: table.city.now).value),
                    unit: name.unit, to: .figure(month, name.rawValue, [:]))
            }
        }
    }

    @HTMLBuilder private func asked(_ month: Month) -> HTML {
        let asked = changes.filter { !$0.reasons.isEmpty }
        if !asked.isEmpty {
            card("先问清楚：\(asked.count)个项目") {
                ChangeList(changes: Array(asked.prefix(8)), units: units).html
                link("看全部变化", to: .changes(month))
            }
        }
    }
}
