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
        func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        self.indicator = indicator
        self.period = given(period)
        self.asOf = given(asOf)
        self.dimension = given(dimension)
        self.settings = settings.filter { !$0.value.isEmpty }
    }

    /// What is asked, by the definition that holds at the period's end. Refused with every problem
    /// at once: an unknown indicator, period or dimension, a day that hasn't come.
    package func question(
        in folder: CityFolder, today: Day
    ) throws(FigureRefusal) -> FigureQuestion {
        var problems: [Problem] = []
        let span =
            period.map { Period(text: $0) } ?? Period(through: Month(of: today))
        if span == nil {
            problems.append(
                Problem("期间写成2026、2026-10或2026-01..2026-10", at: .field("period")))
        }
        if let span, span.first > today {
            problems.append(Problem("\(span.description)还没有开始", at: .field("period")))
        }
        let day = asOf.map { Day(text: $0) } ?? today
        if day == nil {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("as-of")))
        }
        if let day, day > today {
            problems.append(Problem("\(day)还没有到", at: .field("as-of")))
        }
        let found = folder.indicator(indicator, on: span?.last ?? today)
        if found == nil {
            problems.append(
                Problem("“\(indicator)”这个指标在这一期没有口径", at: .field("indicator")))
        }
        let dimension = dimension.map(FactDimension.init) ?? .unit
        if dimension == nil {
            let words = FactDimension.allCases.map(\.rawValue).joined(separator: " ")
            problems.append(Problem("可以按这些分：\(words)", at: .field("by")))
        }
        guard problems.isEmpty, let span, let day, let found, let dimension else {
            throw FigureRefusal(problems)
        }
        let question = FigureQuestion(
            found, over: span, known: folder.end(of: day),
            parameters: settings.mapValues(Literal.init), by: dimension)
        let refused = try question.problems(in: folder)
        guard refused.isEmpty else { throw FigureRefusal(refused) }
        return question
    }
}

extension CityFolder {
    /// The moment at which a day is over in the city.
    package func end(of day: Day) -> Instant {
        Instant(microseconds: 0).adding(
            seconds: Int64(day.adding(days: 1).number) * 86_400 - Int64(zoneOffset))
    }
}
