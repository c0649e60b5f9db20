/// By which numbers the links of chains are graded.
package typealias GradingRule = ValuesRule<GradingValue>

/// Values of grading. What a survey answers lies in bands with edges at 0.2 and 0.5.
package enum GradingValue: String, SettableValue {
    /// Of what anchor companies buy of a link, the share bought here: up to the first, weak; from
    /// the second on, strong.
    case localLow = "local_low"
    case localHigh = "local_high"
    /// Location quotient: below the first, weak; from the second on, strong.
    case quotientLow = "quotient_low"
    case quotientHigh = "quotient_high"

    package var range: ClosedRange<Double> {
        switch self {
        case .localLow, .localHigh: 0...1
        case .quotientLow, .quotientHigh: 0...100
        }
    }
}
