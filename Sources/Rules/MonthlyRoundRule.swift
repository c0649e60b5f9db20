package import Basics

/// The round that every unit's projects are reported in each month: by when, through whose hands,
/// and what may not be left out.
package struct MonthlyRoundRule: Hashable, Sendable {
    /// The day of the month; the last one of a month that is shorter.
    package let day: Int
    /// In the month after the one reported on.
    package let isNextMonth: Bool
    package let offDay: OffDayRule
    /// From the first on.
    package let checks: [RoundCheck]
    /// The fields of a project's row without which it isn't handed in.
    package let requires: Set<MonthlyNeed>

    /// The last day in time for a month's report.
    package func due(for month: Month, by calendar: WorkingCalendar) -> DueDay {
        let meant = isNextMonth ? month.next : month
        let day = meant.first.adding(days: min(self.day, meant.last.day) - 1)
        return switch offDay {
        case .stay: DueDay(day: day, isPublished: true)
        case .earlier: calendar.workingDay(nearest: day, isEarlier: true)
        case .later: calendar.workingDay(nearest: day, isEarlier: false)
        }
    }
}

/// What becomes of a deadline on a day off.
package enum OffDayRule: String, Sendable, CaseIterable {
    case earlier, later, stay
}

package enum MonthlyNeed: String, Sendable, CaseIterable {
    case name, investors, total, stage, agreement, chain, mode, contact, content
    case signedOn = "signed_on"
}

/// One pair of eyes that a report passes.
package struct RoundCheck: Hashable, Sendable {
    package let name: LocalName
    package let by: RoundChecker
    /// Working days that it may take.
    package let days: Int
}

package enum RoundChecker: String, Sendable, CaseIterable {
    /// The reporting unit itself, through another person than the one who handed in.
    case reporting
    case headquarters
}

extension MonthlyRoundRule {
    package static let id = "monthly-round"

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> MonthlyRoundRule? {
        if case .text(let id, _)? = node["id"]?.content, id != MonthlyRoundRule.id {
            problems.append(
                Problem("月报规则的标识须是“\(MonthlyRoundRule.id)”", at: node.place(of: "id")))
        }
        let deadline = node.map("deadline", &problems)
        deadline?.onlyKeys(["day", "month", "off_day"], &problems)
        let day = deadline?.integer("day", in: 1...31, &problems)
        let month = deadline?.word("month", as: DeadlineMonth.self, &problems)
        let offDay = deadline?.word("off_day", as: OffDayRule.self, &problems)
        let checks: [RoundCheck] = node.list("checks", &problems).compactMap { element in
            element.onlyKeys(["name", "en", "by", "days"], &problems)
            let name = element.localName(&problems)
            let by = element.word("by", as: RoundChecker.self, &problems)
            let days = element.integer("days", in: 0...Limit.workingDays.count, &problems)
            guard let name, let by, let days else { return nil }
            return RoundCheck(name: name, by: by, days: days)
        }
        // What nobody but its author saw would otherwise stand in the ledger.
        if node["checks"] != nil, checks.last?.by != .headquarters {
            problems.append(
                Problem("最后一级审核须是 headquarters", at: node.place(of: "checks")))
        }
        let requires = node.list("requires", &problems).compactMap {
            $0.asWord(MonthlyNeed.self, &problems)
        }
        guard let day, let month, let offDay else { return nil }
        return MonthlyRoundRule(
            day: day, isNextMonth: month == .next, offDay: offDay, checks: checks,
            requires: Set(requires))
    }

    private enum DeadlineMonth: String, CaseIterable {
        case same, next
    }
}

extension CityFolder {
    package func monthlyRound(on day: Day) -> MonthlyRoundRule? {
        guard case .monthlyRound(let rule) = rule(MonthlyRoundRule.id, on: day)?.content else {
            return nil
        }
        return rule
    }
}
