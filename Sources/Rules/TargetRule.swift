/// By which numbers companies are weighed as targets (目标企业) of a link.
package typealias TargetRule = ValuesRule<TargetValue>

/// Values of weighing. Weights say how much each part counts; what is absent keeps the product's
/// own.
package enum TargetValue: String, SettableValue {
    case fitWeight = "fit_weight"
    case pullWeight = "pull_weight"
    case strengthWeight = "strength_weight"
    case expansionWeight = "expansion_weight"
    case presenceWeight = "presence_weight"
    case closenessWeight = "closeness_weight"
    /// Of the weights, the part that must be known before a score takes a rank.
    case coverageLeast = "coverage_least"
    /// How long a sign of expansion counts in full, and for how long at all, in days.
    case freshDays = "fresh_days"
    case oldDays = "old_days"

    package var range: ClosedRange<Double> {
        switch self {
        case .coverageLeast: 0...1
        case .freshDays, .oldDays: 1...3_650
        default: 0...100
        }
    }
}
