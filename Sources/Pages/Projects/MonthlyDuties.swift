package import Basics
import Markup
package import Projects

/// What the first page says of the monthly round to its reader.
package struct MonthlyDuties: Sendable {
    /// Reports that wait for a check which the reader may make.
    package let toCheck: [MonthlyReport]
    /// The own unit's report that was given back and not begun anew.
    package let returned: MonthlyReport?
    /// The running month where the own unit has handed in nothing of it.
    package let unreported: Month?
    /// Corrections of closed months that wait for the reader.
    package let corrections: Int

    package init(
        toCheck: [MonthlyReport], returned: MonthlyReport?, unreported: Month?, corrections: Int
    ) {
        self.toCheck = toCheck
        self.returned = returned
        self.unreported = unreported
        self.corrections = corrections
    }

    var count: Int {
        toCheck.count + (returned == nil ? 0 : 1) + (unreported == nil ? 0 : 1) + corrections
    }

    /// Only those that there are.
    @HTMLBuilder var cards: HTML {
        if let returned {
            decisionCard("月报被退回", count: 1, to: .monthlyReport(returned.id), action: "去修改")
        }
        if let unreported {
            decisionCard("本月待报", count: 1, to: .collection(unreported), action: "去填报")
        }
        if let first = toCheck.first {
            decisionCard(
                "月报待审核", count: toCheck.count,
                to: toCheck.count == 1 ? .monthlyReport(first.id) : .collection(first.month),
                action: "去审核")
        }
        if corrections > 0 {
            decisionCard("更正待确认", count: corrections, to: .corrections(), action: "去确认")
        }
    }
}
