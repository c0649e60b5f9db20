package import Basics

/// Working days by the State Council's yearly notices, which move days off and working weekends.
/// Years without a published notice are `unpublished` (未公布): nothing is guessed, though a due day
/// is still given.
package struct WorkingCalendar: Hashable, Sendable {
    private let years: [Int: WorkingYear]

    package init(_ years: [Int: WorkingYear]) { self.years = years }

    /// The years whose notice is known, in order.
    package var publishedYears: [Int] { years.keys.sorted() }

    package func kind(of day: Day) -> DayKind {
        guard let year = years[day.year] else { return .unpublished }
        if day.weekday <= 5 { return year.daysOff.contains(day) ? .off : .working }
        return year.workingWeekends.contains(day) ? .working : .off
    }

    /// The day on which `count` working days have passed. The day of the event isn't counted; no
    /// working days give the day itself. Days beyond the last notice count Monday to Friday and
    /// mark the result.
    package func adding(workingDays count: Int, to event: Day) -> DueDay {
        var day = event
        var left = max(0, min(count, Limit.workingDays.count))
        var isPublished = years[event.year] != nil || left > 0
        while left > 0 {
            day = day.adding(days: 1)
            let (works, isKnown) = counts(day)
            if !isKnown { isPublished = false }
            if works { left -= 1 }
        }
        return DueDay(day: day, isPublished: isPublished)
    }

    /// How many working days lie after `event` up to and including `day`; negative when `day` is
    /// earlier.
    package func workingDays(after event: Day, through day: Day) -> WorkingSpan {
        let (first, last) = event <= day ? (event, day) : (day, event)
        let end = min(last.number, first.number + 2 * Limit.workingDays.count)
        var count = 0
        var isPublished = true
        for number in stride(from: first.number + 1, through: end, by: 1) {
            let (works, isKnown) = counts(Day(number: number))
            if !isKnown { isPublished = false }
            if works { count += 1 }
        }
        return WorkingSpan(count: event <= day ? count : -count, isPublished: isPublished)
    }

    /// The day itself where it is worked, else the nearest one before or after it that is.
    package func workingDay(nearest day: Day, isEarlier: Bool) -> DueDay {
        var found = day
        var isPublished = true
        while true {
            let (works, isKnown) = counts(found)
            isPublished = isPublished && isKnown
            if works { return DueDay(day: found, isPublished: isPublished) }
            found = found.adding(days: isEarlier ? -1 : 1)
        }
    }

    private func counts(_ day: Day) -> (works: Bool, isKnown: Bool) {
        switch kind(of: day) {
        case .working: (true, true)
        case .off: (false, true)
        case .unpublished: (day.weekday <= 5, false)
        }
    }
}

package enum DayKind: String, Sendable, CaseIterable {
    case working, off
    /// No notice of the State Council for this year is in the table.
    case unpublished
}

/// What one year's notice changes against the plain week.
package struct WorkingYear: Hashable, Sendable {
    /// Days from Monday to Friday that are off.
    package let daysOff: Set<Day>
    /// Saturdays and Sundays that are worked.
    package let workingWeekends: Set<Day>

    package init(daysOff: Set<Day>, workingWeekends: Set<Day>) {
        self.daysOff = daysOff
        self.workingWeekends = workingWeekends
    }
}

package struct DueDay: Hashable, Sendable {
    package let day: Day
    /// False: 未公布, the day may move when the year's notice appears.
    package let isPublished: Bool

    package init(day: Day, isPublished: Bool) {
        self.day = day
        self.isPublished = isPublished
    }
}

package struct WorkingSpan: Hashable, Sendable {
    package let count: Int
    package let isPublished: Bool
}

extension Limit {
    /// The longest clock, in working days: ten years.
    package static let workingDays: Limit = 2_600
}
