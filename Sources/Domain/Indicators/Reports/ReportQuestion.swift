package import Basics
package import Rules

/// Which paper of what, as known when.
package struct ReportQuestion: Sendable, Hashable {
    package let letter: Letter
    /// A month or a year.
    package let span: Period
    /// The last day whose knowledge counts.
    package var asOf: Day

    /// The months of the year so far, or the year.
    package var period: Period { span.month.map(Period.init(through:)) ?? span }

    /// As they were typed: nothing of the day is today. Refused with every problem: no such letter,
    /// a month where it covers a year, what hasn't begun.
    package init(
        letter id: String, span text: String, asOf: String?, in folder: CityFolder, today: Day
    ) throws(FigureRefusal) {
        var problems: [Problem] = []
        let letter = folder.letter(id)
        if letter == nil { problems.append(Problem("没有“\(id)”这篇文稿", at: .field("letter"))) }
        let days = FigureDays.read(period: text, asOf: asOf, today: today, &problems)
        if let letter, let days {
            switch letter.covers {
            case .month where days.period.month == nil:
                problems.append(Problem("这篇文稿一月一份，写成2026-10", at: .field("period")))
            case .year where days.period.year == nil:
                problems.append(Problem("这篇文稿一年一份，写成2026", at: .field("period")))
            case .month, .year: break
            }
        }
        guard problems.isEmpty, let letter, let days else { throw FigureRefusal(problems) }
        self.letter = letter
        span = days.period
        self.asOf = days.asOf
    }

    package init(letter: Letter, month: Month, asOf: Day) {
        self.letter = letter
        span = Period(month)
        self.asOf = asOf
    }
}
