package import Basics
package import Rules

/// What is asked: an indicator over a period, as it was known before a moment.
package struct FigureQuestion: Sendable, Hashable {
    package let indicator: Indicator
    package let period: Period
    package let known: Instant
    /// By identifier; a parameter that isn't here has its first choice.
    package let parameters: [String: Literal]
    package let dimension: FactDimension

    package init(
        _ indicator: Indicator, over period: Period, known: Instant,
        parameters: [String: Literal] = [:], by dimension: FactDimension = .unit
    ) {
        self.indicator = indicator
        self.period = period
        self.known = known
        self.parameters = parameters
        self.dimension = dimension
    }

    /// The same of another indicator or period.
    package func asking(_ indicator: Indicator, over period: Period? = nil) -> FigureQuestion {
        FigureQuestion(
            indicator, over: period ?? self.period, known: known, parameters: parameters,
            by: dimension)
    }

    /// The same of a year before, by the same definition; nil where no day is.
    package var yearBefore: FigureQuestion? {
        period.yearBefore.map { asking(indicator, over: $0) }
    }

    /// What each parameter of the indicator is set to.
    package var settings: [String: Literal] {
        var settings = parameters
        for parameter in indicator.parameters where settings[parameter.id] == nil {
            settings[parameter.id] = parameter.choices[0]
        }
        return settings
    }

    func scope(in city: String) -> FactScope {
        FactScope(
            city: city, known: known,
            context: ConditionContext(lastDay: period.last, parameters: settings))
    }
}

/// A figure, told apart by one dimension: what the groups come to, less what is in two of them, is
/// the whole.
package struct IndicatorFigure: Sendable, Hashable {
    package let question: FigureQuestion
    /// By the value of the dimension, nil where that is unknown; in the order of the values.
    package let groups: [FigureGroup]
    /// What several units reported and people decided to be one project, beyond its first (双算).
    package let doubled: FactSum
    package let whole: FactSum

    package func sum(of group: String?) -> FactSum? { groups.first { $0.value == group }?.sum }
}

package struct FigureGroup: Sendable, Hashable {
    package let value: String?
    package let sum: FactSum
}

extension FactSum {
    package static func + (left: FactSum, right: FactSum) -> FactSum {
        FactSum(
            value: left.value + right.value,
            base: left.base.map { $0 + (right.base ?? 0) } ?? right.base,
            unknown: left.unknown + right.unknown)
    }

    static func - (left: FactSum, right: FactSum) -> FactSum {
        FactSum(
            value: left.value - right.value,
            base: left.base.map { $0 - (right.base ?? 0) },
            unknown: left.unknown - right.unknown)
    }
}

/// One fact of a figure: what it adds, or that it isn't known whether it does.
package struct FigureRow: Sendable, Hashable {
    package let project: Identifier
    package let name: String
    package let unit: String
    /// Nil where it isn't known.
    package let day: Day?
    /// One for a fact that is counted, else smallest units; nil where it isn't known.
    package let weight: Int64?
    /// Nil where it isn't known whether it counts.
    package let isCounted: Bool?
    /// Of a ratio: whether it is of the part that `share` asks for.
    package let isInShare: Bool?
}

/// Why a figure can't be computed.
package struct FigureRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}
