/// A day of the Gregorian calendar, without a clock or a zone. Years 1 to 9999.
package struct Day: Hashable, Sendable, Comparable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when there is no such day.
    package init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    package init?(text: some StringProtocol) {
        var digits = text.utf8.makeIterator()
        guard let year = digits.number(of: 4), digits.next() == UInt8(ascii: "-"),
            let month = digits.number(of: 2), digits.next() == UInt8(ascii: "-"),
            let day = digits.number(of: 2), digits.next() == nil
        else { return nil }
        self.init(year, month, day)
    }

    /// The day that lies `number` days after 1970-01-01.
    package init(number: Int) {
        // Howard Hinnant, chrono-compatible low-level date algorithms: civil_from_days.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    package var number: Int {
        // Howard Hinnant, days_from_civil.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    package var weekday: Int { (number + 3) % 7 + 1 }

    package func adding(days: Int) -> Day { Day(number: number + days) }

    package static func < (left: Day, right: Day) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`, as stored and as printed for machines.
    package var description: String {
        padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }
}

/// How exactly a day is known. A stored day of less than full precision is the first day of its
/// span.
package enum DayPrecision: String, Sendable, CaseIterable {
    case day, tenDays = "ten_days", month, quarter, year
}

/// A day as people write it: «9月上旬» is 2026-09-01 to the precision of ten days.
package struct RoughDay: Hashable, Sendable {
    package let first: Day
    package let precision: DayPrecision

    package init(_ first: Day, _ precision: DayPrecision = .day) {
        self.first = first
        self.precision = precision
    }

    /// Reads `2026-09-03`, `2026-09` or `2026` and nothing else.
    package init?(text: some StringProtocol) {
        if let day = Day(text: text) {
            self.init(day)
        } else if let month = Month(text: text) {
            self.init(month.first, .month)
        } else if text.utf8.count == 4, let first = Day(text: text + "-01-01") {
            self.init(first, .year)
        } else {
            return nil
        }
    }

    /// The last day that the writing can mean.
    package var last: Day {
        let month = Month(of: first)
        switch precision {
        case .day: return first
        case .tenDays: return first.day >= 21 ? month.last : first.adding(days: 9)
        case .month: return month.last
        case .quarter: return month.next.next.last
        case .year: return Day(first.year, 12, 31) ?? first
        }
    }
}

extension RoughDay: CustomStringConvertible {
    /// `2026-09-03`, or `2026-09` where only the month (or a third of it) is known, `2026` for a
    /// year.
    package var description: String {
        switch precision {
        case .day: first.description
        case .tenDays, .month, .quarter: Month(of: first).description
        case .year: padded(first.year, to: 4)
        }
    }
}

/// A calendar month, the period of a collection.
package struct Month: Hashable, Sendable, Comparable {
    package let year: Int
    package let month: Int

    package init?(_ year: Int, _ month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    package init(of day: Day) {
        year = day.year
        month = day.month
    }

    /// Reads `YYYY-MM` and nothing else.
    package init?(text: some StringProtocol) {
        var digits = text.utf8.makeIterator()
        guard let year = digits.number(of: 4), digits.next() == UInt8(ascii: "-"),
            let month = digits.number(of: 2), digits.next() == nil
        else { return nil }
        self.init(year, month)
    }

    /// As people write it: 2026年10月, October 2026. `description` is for addresses and columns.
    package var name: LocalName {
        LocalName(zh: "\(year)年\(month)月", en: "\(Month.english[month - 1]) \(year)")
    }

    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    package var first: Day { Day(number: Day.numberOfFirst(year, month)) }
    package var last: Day { next.first.adding(days: -1) }
    package var next: Month { Month(of: Day(number: Day.numberOfFirst(year, month) + 31)) }
    package var previous: Month { Month(of: first.adding(days: -1)) }

    /// Below zero from a later one.
    package func months(since earlier: Month) -> Int {
        (year - earlier.year) * 12 + month - earlier.month
    }

    package static func < (left: Month, right: Month) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}

extension Month: CustomStringConvertible {
    package var description: String { padded(year, to: 4) + "-" + padded(month, to: 2) }
}

extension Day {
    fileprivate static func numberOfFirst(_ year: Int, _ month: Int) -> Int {
        let days = (1..<month).reduce(0) { $0 + length(ofMonth: $1, year: year) }
        let before = year - 1
        return before * 365 + before / 4 - before / 100 + before / 400 - 719_162 + days
    }
}

extension IteratorProtocol<UInt8> {
    /// The number that so many ASCII digits write.
    fileprivate mutating func number(of digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let byte = next(), (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }
}

func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
