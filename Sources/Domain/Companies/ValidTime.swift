package import Basics

/// From when to when something is so of a company. Nil is unknown at the beginning, and at the end
/// that it is still so.
package struct ValidTime: Sendable, Hashable {
    package var since: RoughDay?
    /// The last day.
    package var until: RoughDay?

    package init(since: RoughDay? = nil, until: RoughDay? = nil) {
        self.since = since
        self.until = until
    }

    package var isOpen: Bool { until == nil }

    /// The days on which it is surely so: of «2024» the last day counts as the beginning and the
    /// first as the end. What began nobody knows when is sure of its end alone; what is still so
    /// has its end after every day, where all that is still so meets.
    var certainDays: ClosedRange<Day>? {
        let end = until?.first ?? .endless
        let start = since?.last ?? end
        return start <= end ? start...end : nil
    }

    /// Whether it may be so on one of the days: what isn't known doesn't speak against it.
    func touches(_ days: ClosedRange<Day>) -> Bool {
        since.map { $0.first <= days.upperBound } ?? true
            && until.map { $0.last >= days.lowerBound } ?? true
    }

    /// Whether both surely are so on one day.
    package func overlaps(_ other: ValidTime) -> Bool {
        guard let own = certainDays, let their = other.certainDays else { return false }
        return own.overlaps(their)
    }
}

extension Day {
    /// After every day that can be written.
    fileprivate static let endless = Day(number: 2_932_896)
}

/// A day as it was typed: what can't be read is one problem among the others.
package enum TypedDay: Sendable, Hashable {
    case nothing
    case day(RoughDay)
    case unreadable

    package init(_ text: String?) {
        guard let text, !text.isEmpty else {
            self = .nothing
            return
        }
        self = RoughDay(text: text).map(TypedDay.day) ?? .unreadable
    }

    var day: RoughDay? { if case .day(let day) = self { day } else { nil } }

    func problems(at field: String, today: Day) -> [Problem] {
        switch self {
        case .nothing: []
        case .unreadable:
            [Problem("日期应写作 2026-10-31；只知道月份写 2026-10，只知道年份写 2026", at: .field(field))]
        case .day(let day):
            day.first > today ? [Problem("\(day.description)还没有到", at: .field(field))] : []
        }
    }
}

/// A beginning and an end as they were typed.
package struct TypedTime: Sendable, Hashable {
    let since: TypedDay
    let until: TypedDay

    package init(since: String?, until: String? = nil) {
        self.since = TypedDay(since)
        self.until = TypedDay(until)
    }

    var time: ValidTime { ValidTime(since: since.day, until: until.day) }

    func problems(today: Day) -> [Problem] {
        var problems =
            since.problems(at: "since", today: today) + until.problems(at: "until", today: today)
        if let start = since.day, let end = until.day, end.last < start.first {
            problems.append(
                Problem("止于\(end.description)，早于起于\(start.description)", at: .field("until")))
        }
        return problems
    }
}
