package import Basics
package import Rules
package import Storage

/// A published figure as the city keeps it.
package struct PublishedEntry: Sendable, Hashable {
    package let figure: PublishedFigure
    /// The file that it was read from.
    package let file: FileHash?
    /// The entry that took its place, because this one was typed wrongly.
    package let replacedBy: Int64?

    package var number: Int64? {
        if case .entered(let number, _, _) = figure.origin { number } else { nil }
    }
}

extension [PublishedEntry] {
    /// What holds: of each unit, period and scope what was released last, and of papers of one day
    /// each; in the order of periods.
    package var holding: [PublishedFigure] {
        let present = filter { $0.replacedBy == nil }.map(\.figure)
        return present.filter { figure in
            !present.contains { other in
                other.unit == figure.unit && other.period == figure.period
                    && other.scope == figure.scope && other.released > figure.released
            }
        }
    }
}

/// One month of a series whose releases are cumulative.
package struct SingleMonth: Sendable, Hashable {
    package let month: Month
    /// Until its end − until the end of the month before; below zero after a revision. Nil where
    /// one of the two is missing or they are of two scopes.
    package let value: Int64?
    /// No release of the months until it.
    package let isMissing: Bool
}

extension Series {
    /// The months of a year until the last one that was released, of the city or a unit. A release
    /// of the single month stands for itself; else DOMAIN §3.4: month = cum(N) − cum(N − 1).
    package func months(
        of year: Int, unit: String?, from figures: [PublishedFigure]
    ) -> [SingleMonth] {
        let own = figures.filter { $0.unit == unit && $0.period.first.year == year }
        func until(_ month: Month) -> PublishedFigure? {
            own.last { $0.period == Period(through: month) && $0.bound == .exact }
        }
        guard self.unit != .percent, let last = own.map({ Month(of: $0.period.last) }).max() else {
            return []
        }
        return (1...last.month).compactMap { Month(year, $0) }.map { month in
            let now = until(month)
            if let alone = own.last(where: { $0.period == Period(month) && $0.bound == .exact }) {
                return SingleMonth(month: month, value: alone.value, isMissing: false)
            }
            if month.month == 1 {
                return SingleMonth(month: month, value: now?.value, isMissing: now == nil)
            }
            let before = until(month.previous)
            let value: Int64? =
                if let now, let before, now.scope == before.scope {
                    now.value - before.value
                } else {
                    nil
                }
            return SingleMonth(month: month, value: value, isMissing: now == nil)
        }
    }
}
