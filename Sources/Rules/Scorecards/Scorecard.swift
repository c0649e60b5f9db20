package import Basics

/// How units are scored in a year (考核办法): what counts, how much it weighs, and how a value becomes
/// points. A new year's is a new entry with days of its own.
package struct Scorecard: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// Whom it scores and by what document, in words.
    package let definition: LocalName
    package let inputs: [ScoreInput]
    package let terms: [ScoreTerm]
    /// Units are compared and ranked within their class.
    package let classes: [ScoreClass]
    /// To how many places a term's points are rounded; a total is the sum of rounded terms.
    package let decimals: Int
    package let validity: Validity
    package let basis: Basis
    package let place: Place

    package func input(_ id: String) -> ScoreInput? { inputs.first { $0.id == id } }

    /// What can be reached without bonuses.
    package var full: Points {
        terms.filter { !$0.isBonus }.map(\.points).reduce(.zero, +)
    }

    /// The class of a unit; nil where the card doesn't score it.
    package func classOf(_ unit: Unit) -> ScoreClass? {
        classes.first { $0.units.contains(unit.id) }
            ?? classes.first { $0.kinds.contains(unit.kind) && $0.units.isEmpty }
    }
}

/// A number that a score is made from: an indicator of our own, or one that is typed with its
/// document.
package struct ScoreInput: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    package let measure: ScoreMeasure
    package let indicator: SetIndicator?
    /// It stands against a target: that of the indicator, or a typed one.
    package let isTargeted: Bool
}

package enum ScoreMeasure: String, Sendable, CaseIterable {
    case count, yuan, usd, percent
    /// Points that a unit or a jury gave, in hundredths.
    case marks

    package var unit: IndicatorUnit? { IndicatorUnit(rawValue: rawValue) }
}

package struct ScoreClass: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    package let kinds: Set<UnitKind>
    /// By name; then no other belongs to it.
    package let units: [String]
}

package struct ScoreTerm: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// The most that it gives, but for a cap above 100 %.
    package let points: Points
    package let method: ScoreMethod
    /// On top of the full marks.
    package let isBonus: Bool
}

/// How a value becomes points. Shares are hundredths of a percent.
package enum ScoreMethod: Sendable, Hashable {
    /// points × Σ weight × done ÷ target, each at most `cap`.
    case completion([WeightedInput], cap: Int64?)
    /// points × part ÷ whole, at most all.
    case share(part: String, whole: String)
    /// points − `each` for every one that is missing of what is asked, not below zero.
    case floors([ScoreFloor], each: Points)
    /// Σ count × its points, at most points.
    case each([PointedInput])
    /// points − Σ count × its points, not below zero.
    case deductions([PointedInput])
    /// points × (60 % + 40 % × (value − least) ÷ (largest − least)) within the class (功效系数).
    case spread(String)
    /// points × value ÷ the largest of the class.
    case best(String)
    /// points × (1 + x₁ ÷ 20 + x₂ ÷ 40 + x₃ ÷ 60 …), x the percentage points of done ÷ target
    /// beyond the class's mean in bands of ten; below it the same taken away, not below zero.
    case bands(String)
    /// What was given, at most points.
    case marks(String)
}

package struct WeightedInput: Sendable, Hashable {
    package let input: String
    package let weight: Int64
}

package struct ScoreFloor: Sendable, Hashable {
    package let input: String
    package let least: Int64
}

package struct PointedInput: Sendable, Hashable {
    package let input: String
    package let points: Points
}

extension ScoreMethod {
    package var inputs: [String] {
        switch self {
        case .completion(let parts, _): parts.map(\.input)
        case .share(let part, let whole): [part, whole]
        case .floors(let floors, _): floors.map(\.input)
        case .each(let parts), .deductions(let parts): parts.map(\.input)
        case .spread(let input), .best(let input), .bands(let input), .marks(let input): [input]
        }
    }

    /// Of these a target is needed.
    var targeted: [String] {
        switch self {
        case .completion(let parts, _): parts.map(\.input)
        case .bands(let input): [input]
        case .share, .floors, .each, .deductions, .spread, .best, .marks: []
        }
    }
}

extension CityFolder {
    package func scorecards(on day: Day) -> [Scorecard] {
        scorecards.filter { $0.validity.contains(day) }
    }
}
