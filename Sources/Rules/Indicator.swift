package import Basics

/// A definition (口径) of a figure. A new one is a new entry with days of its own; the old one stays
/// and keeps its years.
package struct Indicator: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// What counts, in words.
    package let definition: LocalName
    package let unit: IndicatorUnit
    package let body: IndicatorBody
    package let parameters: [RuleParameter]
    package let dimensions: [FactDimension]
    package let validity: Validity
    package let basis: Basis
    package let place: Place

    package func parameter(_ id: String) -> RuleParameter? { parameters.first { $0.id == id } }
}

/// What a figure is a number of.
package enum IndicatorUnit: String, Sendable, CaseIterable {
    case count, yuan, usd, percent

    package var currency: Currency? {
        switch self {
        case .count, .percent: nil
        case .yuan: .CNY
        case .usd: .USD
        }
    }
}

package enum IndicatorBody: Sendable, Hashable {
    case facts(FactMeasure)
    case derived(IndicatorFormula)
}

/// What is measured of which facts.
package struct FactMeasure: Sendable, Hashable {
    package let source: FactSource
    /// The field that is added up; nil: the facts are counted.
    package let summed: String?
    package let condition: Condition
    /// Set for a ratio: of what the condition counts, the part that meets this too.
    package let share: Condition?
    /// The field whose day decides in which period a fact counts.
    package let time: String
    /// Everything up to the end of the period counts, not only what lies in it.
    package let isUntil: Bool

    /// Of what is counted or added up, a ratio's parts among it.
    package var unit: IndicatorUnit {
        let currency = summed.flatMap { source.field($0)?.currency }
        return IndicatorUnit.allCases.first { $0.currency == currency } ?? .count
    }
}

/// A figure from other figures: sums, and at most one sum divided by another.
package struct IndicatorFormula: Sendable, Hashable {
    package let above: [FormulaTerm]
    package let below: [FormulaTerm]?

    package var indicators: [String] { (above + (below ?? [])).map(\.indicator) }
}

package struct FormulaTerm: Sendable, Hashable {
    package let indicator: String
    package let isSubtracted: Bool
}

/// An indicator with its parameters set, as other rules ask for it.
package struct SetIndicator: Sendable, Hashable {
    package let indicator: String
    package let settings: [String: Literal]
}

/// A threshold that whoever asks may set to another of its choices.
package struct RuleParameter: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// The first is meant where nothing is said.
    package let choices: [Literal]
    /// Of choices that aren't their own name.
    let names: [Literal: LocalName]

    package func name(of choice: Literal) -> LocalName { names[choice] ?? choice.name }
}

/// What a figure can be told apart by.
package enum FactDimension: String, Sendable, CaseIterable {
    case unit, chain, mode, origin
    case projectClass = "class"
    /// The months of the period. Every figure can be told apart by them.
    case month

    /// Nil for what is read from the figure's own day.
    package var field: String? { self == .month ? nil : rawValue }

    package var label: Phrase {
        switch self {
        case .unit: "报送单位"
        case .chain: "产业链"
        case .mode: "招商方式"
        case .origin: "来源地"
        case .projectClass: "项目类别"
        case .month: "月份"
        }
    }
}

/// What facts come to.
package struct FactSum: Sendable, Hashable {
    /// How many, or the smallest units of a currency.
    package var value: Int64
    /// For a ratio, what `value` is a part of.
    package var base: Int64?
    /// Facts of which it isn't known whether, or with how much, they count.
    package var unknown: Int

    package init(value: Int64 = 0, base: Int64? = nil, unknown: Int = 0) {
        self.value = value
        self.base = base
        self.unknown = unknown
    }
}

extension FactMeasure {
    /// The slow way: every fact asked for itself. It counts where its day lies in the period; one
    /// without a day that happened all the same is unknown, unless it fails the condition anyway.
    package func sum(
        of facts: [FactValues], over period: Period, parameters: [String: Literal]
    ) -> FactSum {
        let context = ConditionContext(lastDay: period.last, parameters: parameters)
        let undated = source.field(time)?.happenedUndated
        let currency = summed.flatMap { source.field($0)?.currency }
        var sum = FactSum(base: share == nil ? nil : 0)
        for fact in facts {
            let isMet = condition.isMet(by: fact, context)
            guard isMet != false else { continue }
            let day: Day? = if case .day(let day)? = fact.fields[time] { day } else { nil }
            if let day {
                if !(isUntil ? day <= period.last : period.contains(day)) { continue }
            } else if undated?.isMet(by: fact, context) != true {
                continue
            }
            guard isMet == true, day != nil, let weight = weight(of: fact, currency) else {
                sum.unknown += 1
                continue
            }
            guard let share else {
                sum.value += weight
                continue
            }
            sum.base = (sum.base ?? 0) + weight
            switch share.isMet(by: fact, context) {
            case true?: sum.value += weight
            case false?: break
            case nil: sum.unknown += 1
            }
        }
        return sum
    }

    /// What one fact adds; nil where that isn't known.
    private func weight(of fact: FactValues, _ currency: Currency?) -> Int64? {
        guard let summed else { return 1 }
        guard case .amount(let money)? = fact.fields[summed], money.currency == currency else {
            return nil
        }
        return money.minor
    }
}

extension CityFolder {
    /// The definitions in force on a day, in the order of their files.
    package func indicators(on day: Day) -> [Indicator] {
        indicators.filter { $0.validity.contains(day) }
    }

    package func indicator(_ id: String, on day: Day) -> Indicator? {
        indicators.first { $0.id == id && $0.validity.contains(day) }
    }
}
