package import Basics
import Markup
package import Projects

/// The city at a glance: what needs a decision first, one line of figures, the rest behind.
package struct HomePage: Sendable {
    /// The latest month with sheets; nil in an empty city.
    package let month: Month?
    /// The month that is to be collected now.
    package let due: Month
    package let units: UnitNames
    package let table: DispatchTable?
    package let openSuspicions: Int
    /// Of these, totals that are perhaps in a wrong unit: one can outweigh a city.
    package let doubtfulTotals: Int
    package let waitingSheets: Int
    package let missing: [String]
    /// Next steps after meetings with companies, due within a week or overdue.
    package let dueContacts: Int
    /// Stages that wait for the reader to confirm them.
    package let waitingEvents: Int
    /// Reviews of projects that the reader's unit may conclude.
    package let waitingReviews: Int
    /// Receipts that wait for the reader's unit.
    package let waitingReceipts: Int
    package let monthly: MonthlyDuties
    package let orders: OrdersDue
    /// Leads that wait for the reader to assess or answer them.
    package let waitingLeads: Int
    package let changes: [LedgerChange]
    package let areas: [Area]

    package init(
        month: Month?, due: Month, units: UnitNames, table: DispatchTable?, openSuspicions: Int,
        doubtfulTotals: Int,
        waitingSheets: Int, missing: [String], dueContacts: Int, waitingEvents: Int,
        waitingReviews: Int, waitingReceipts: Int, monthly: MonthlyDuties, orders: OrdersDue,
        waitingLeads: Int, changes: [LedgerChange],
        areas: [Area]
    ) {
        self.month = month
        self.due = due
        self.units = units
        self.table = table
        self.openSuspicions = openSuspicions
        self.doubtfulTotals = doubtfulTotals
        self.waitingSheets = waitingSheets
        self.missing = missing
        self.dueContacts = dueContacts
        self.waitingEvents = waitingEvents
        self.waitingReviews = waitingReviews
        self.waitingReceipts = waitingReceipts
        self.monthly = monthly
        self.orders = orders
        self.waitingLeads = waitingLeads
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
                if month < due, areas.contains(.collect) {
                    notice(.info) {
                        p {
                            "\(due)还没有收表。"
                            " "
                            link("去收表", to: .collection(due))
                        }
                    }
                }
                decisions(month)
                if doubtfulTotals > 0 {
                    notice(.bad, "总投资里有\(doubtfulTotals)个项目疑似单位有误，定了再用这个数。")
                }
                orders.lines
                line(month, table)
                asked(month)
            } else if month != nil {
                pageTitle("一览")
                emptyState("没有归您单位看的项目", next: "项目分给您的单位办理之后，会出现在这里。")
            } else {
                pageTitle("欢迎使用活水")
                contactsDue
                orders.lines
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
        return openSuspicions + waitingSheets + dueContacts + waitingEvents + waitingReviews
            + waitingReceipts + monthly.count + orders.count + waitingLeads + changes.count > 0
            || areas.contains(.collect)
            || [now.signed, now.total, now.started, now.received].contains { !$0.rows.isEmpty }
    }

    private func decisions(_ month: Month) -> HTML {
        section(.class("decision-cards"), .ariaLabel("要办的事")) {
            if areas.contains(.suspects) {
                decisionCard(
                    "疑点待定", count: openSuspicions, to: .suspects(month), action: "看疑点")
            }
            if areas.contains(.collect) {
                decisionCard(
                    "表待确认", count: waitingSheets, to: .collection(month), action: "去确认")
                decisionCard(
                    "单位还没报", count: missing.count, to: .collection(month), action: "看是谁")
            }
            contactsDue
        }
    }

    /// Only where there is one: most of those who read this page meet no companies.
    @HTMLBuilder private var contactsDue: HTML {
        monthly.cards
        if dueContacts > 0 {
            decisionCard("对接到期", count: dueContacts, to: .contacts(), action: "看对接")
        }
        if waitingEvents > 0 {
            decisionCard("阶段待确认", count: waitingEvents, to: .waitingEvents(), action: "去确认")
        }
        if waitingReviews > 0 {
            decisionCard("待评审", count: waitingReviews, to: .waitingEvents(), action: "去评审")
        }
        if waitingReceipts > 0 {
            decisionCard(
                "到账待确认", count: waitingReceipts, to: .receipts(["view": "inbox"]),
                action: "去确认")
        }
        orders.cards
        if waitingLeads > 0 {
            decisionCard("线索待办", count: waitingLeads, to: .leads(), action: "看线索")
        }
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
