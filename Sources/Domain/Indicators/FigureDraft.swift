package import Basics
package import Rules

/// A question about a figure as it was typed.
package struct FigureDraft: Sendable, Hashable {
    package let indicator: String
    /// `2026`, `2026-10`, `2026-01..2026-10`; nil: this year so far.
    package let period: String?
    /// The last day whose knowledge counts; nil: today.
    package let asOf: String?
    package let dimension: String?
    /// By the parameter's identifier.
    package let settings: [String: String]

    package init(
        indicator: String, period: String? = nil, asOf: String? = nil, dimension: String? = nil,
        settings: [String: String] = [:]
    ) {
        self.indicator = indicator
        self.period = period
        self.asOf = asOf
        self.dimension = given(dimension)
        self.settings = settings.filter { !$0.value.isEmpty }
    }

    /// What is asked, by the definition that holds at the period's end, and over what days.
    /// Refused with every problem at once: an unknown indicator, period or dimension, a day that
    /// hasn't come.
    package func question(
        in folder: CityFolder, today: Day
    ) throws(FigureRefusal) -> (question: FigureQuestion, days: FigureDays) {
        var problems: [Problem] = []
        let days = FigureDays.read(period: period, asOf: asOf, today: today, &problems)
        let found = folder.indicator(indicator, on: days?.period.last ?? today)
        if found == nil {
            problems.append(
                Problem("“\(indicator)”这个指标在这一期没有口径", at: .field("indicator")))
        }
        let dimension = dimension.map(FactDimension.init) ?? .unit
        if dimension == nil {
            let words = FactDimension.allCases.map(\.rawValue).joined(separator: " ")
            problems.append(Problem("可以按这些分：\(words)", at: .field("by")))
        }
        guard problems.isEmpty, let days, let found, let dimension else {
            throw FigureRefusal(problems)
        }
        let question = FigureQuestion(
            found, over: days.period, known: folder.end(of: days.asOf),
            parameters: settings.mapValues(Literal.init), by: dimension)
        let refused =
            try question.settingProblems(in: folder) + question.dimensionProblems(in: folder)
        guard refused.isEmpty else { throw FigureRefusal(refused) }
        return (question, days)
    }
}

/// Over what, and as known when, figures are asked for.
package struct FigureDays: Sendable, Hashable {
    package let period: Period
    /// The last day whose knowledge counts.
    package let asOf: Day
    package let today: Day

    /// This year so far, as it is known.
    package init(through today: Day) {
        self.init(period: Period(through: Month(of: today)), asOf: today, today: today)
    }

    private init(period: Period, asOf: Day, today: Day) {
        self.period = period
        self.asOf = asOf
        self.today = today
    }

    package var hasEnded: Bool { period.last < today }

    /// As they were typed: nothing of the period is this year so far, nothing of the day today;
    /// `fromJanuary`: of a year's months those from January on. Nil with every problem.
    package static func read(
        period: String?, asOf: String?, fromJanuary: Bool = false, today: Day,
        _ problems: inout [Problem]
    ) -> FigureDays? {
        let before = problems.count
        let span = given(period).map { Period(text: $0) } ?? Period(through: Month(of: today))
        if span == nil {
            problems.append(
                Problem("期间写成2026、2026-10或2026-01..2026-10", at: .field("period")))
        }
        if let span, span.first > today {
            problems.append(Problem("\(span.description)还没有开始", at: .field("period")))
        }
        if fromJanuary, let span, !span.isFromJanuary {
            problems.append(Problem("考核从1月算起：写成2026或2026-01..2026-10", at: .field("period")))
        }
        let day = given(asOf).map { Day(text: $0) } ?? today
        if day == nil {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("as-of")))
        }
        if let day, day > today {
            problems.append(Problem("\(day)还没有到", at: .field("as-of")))
        }
        guard problems.count == before, let span, let day else { return nil }
        return FigureDays(period: span, asOf: day, today: today)
    }
}

/// Fields that were left empty ask for nothing.
private func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

extension CityFolder {
    /// The moment at which a day is over in the city.
    package func end(of day: Day) -> Instant {
        Instant(microseconds: 0).adding(
            seconds: Int64(day.adding(days: 1).number) * 86_400 - Int64(zoneOffset))
    }
}
