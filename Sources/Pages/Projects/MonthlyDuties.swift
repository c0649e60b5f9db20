package import Basics
import Markup
package import People
package import Projects
import Rules

/// What the first page says of the monthly round to its reader.
package struct MonthlyDuties: Sendable {
    /// Reports that wait for a check which the reader may make.
    package let toCheck: [MonthlyReport]
    /// The own unit's report that was given back and not begun anew.
    package let returned: MonthlyReport?
    /// The running month where the own unit has handed in nothing of it.
    package let unreported: Month?
    /// Corrections of closed months that wait for the reader.
    package let corrections: WaitingWork
    /// Nil where the city has no rule of the round.
    package let rules: RoundRules?

    package init(
        toCheck: [MonthlyReport], returned: MonthlyReport?, unreported: Month?,
        corrections: WaitingWork, rules: RoundRules?
    ) {
        self.toCheck = toCheck
        self.returned = returned
        self.unreported = unreported
        self.corrections = corrections
        self.rules = rules
    }

    /// `offset` is the city's zone.
    package func lines(on today: Day, offset: Int) -> [TodayLine] {
        var lines = [
            TodayLine("更正待确认", to: .corrections(), corrections, offset: offset)
        ]
        if let returned {
            let due = returned.due.day
            lines.append(
                TodayLine(
                    "月报被退回", to: .monthlyReport(returned.id), count: 1,
                    since: returned.acts.last?.at.day(offset: offset), due: due,
                    overdue: due < today ? 1 : 0))
        }
        if let unreported {
            let due = rules?.due(unreported).day
            lines.append(
                TodayLine(
                    "\(unreported)的月报待报", to: .collection(unreported), count: 1, due: due,
                    overdue: due.map { $0 < today ? 1 : 0 } ?? 0))
        }
        if let first = toCheck.first {
            let days = toCheck.compactMap { report in
                rules.flatMap { report.checkDue(by: $0)?.day }
            }
            lines.append(
                TodayLine(
                    "月报待审核",
                    to: toCheck.count == 1 ? .monthlyReport(first.id) : .collection(first.month),
                    count: toCheck.count,
                    since: toCheck.compactMap { $0.acts.last?.at.day(offset: offset) }.min(),
                    due: days.min(), overdue: days.count { $0 < today }))
        }
        return lines
    }
}
