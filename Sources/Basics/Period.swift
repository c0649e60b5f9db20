/// The days that a figure is counted over: a month, the months of a year so far, a year, or any
/// span.
package struct Period: Hashable, Sendable {
    package let first: Day
    package let last: Day

    /// Nil where it ends before it begins.
    package init?(_ first: Day, _ last: Day) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package init(_ month: Month) {
        first = month.first
        last = month.last
    }

    /// From January to `month`: 1—10月累计.
    package init(through month: Month) {
        first = Day(month.year, 1, 1) ?? month.first
        last = month.last
    }

    /// Reads a span as people type it, `2026`, `2026-10`, `2026-10-25`, or two of them with `..`
    /// between (`2026-01..2026-10`), and nothing else.
    package init?(text: some StringProtocol) {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count <= 2, let first = ends.first.flatMap({ RoughDay(text: $0) }),
            let last = ends.last.flatMap({ RoughDay(text: $0) })
        else { return nil }
        self.init(first.first, last.last)
    }

    package func contains(_ day: Day) -> Bool { first <= day && day <= last }

    /// Where it is one: 2026-10.
    package var month: Month? {
        let month = Month(of: first)
        return self == Period(month) ? month : nil
    }

    /// Where it is one.
    package var year: Int? {
        first.month == 1 && first.day == 1 && last.month == 12 && last.day == 31
            && first.year == last.year ? first.year : nil
    }

    /// Whether it is the months of one year from January on, or all of them: 累计.
    package var isFromJanuary: Bool {
        isOfMonths && first.month == 1 && first.year == last.year
    }

    /// Whether it begins and ends with a month.
    private var isOfMonths: Bool {
        first == Month(of: first).first && last == Month(of: last).last
    }

    /// The same days a year before; what ends with a February ends with that year's.
    package var yearBefore: Period? {
        func before(_ day: Day, isEnd: Bool) -> Day? {
            guard let month = Month(day.year - 1, day.month) else { return nil }
            if isEnd, day == Month(of: day).last { return month.last }
            return Day(day.year - 1, day.month, min(day.day, month.last.day))
        }
        guard let first = before(first, isEnd: false), let last = before(last, isEnd: true) else {
            return nil
        }
        return Period(first, last)
    }
}

extension Period: CustomStringConvertible {
    /// As `init(text:)` reads it.
    package var description: String {
        if let year { return padded(year, to: 4) }
        if let month { return month.description }
        if first == last { return first.description }
        return isOfMonths
            ? "\(Month(of: first))..\(Month(of: last))" : "\(first)..\(last)"
    }
}
