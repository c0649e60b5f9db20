import Basics

/// The values by which a month's rows are checked (查重), where a city sets its own. What each means
/// and what stands in for it where it is absent belongs to the check itself.
package struct CheckingRule: Hashable, Sendable {
    /// By the name of the value.
    package let values: [CheckingValue: Double]
}

/// The values that a city can set. Scores and weights lie between 0 and 1.
package enum CheckingValue: String, Sendable, CaseIterable {
    case duplicate, resigning
    case investorWeight = "investor_weight"
    case productWeight = "product_weight"
    case amountWeight = "amount_weight"
    case dateWeight = "date_weight"
    case chainWeight = "chain_weight"
    case productDiffers = "product_differs"
    case investorIsSure = "investor_is_sure"
    case roundedTotal = "rounded_total"
    case similarTotal = "similar_total"
    case unitSlipRatio = "unit_slip_ratio"
    case unitSlipGap = "unit_slip_gap"
    case sumTolerance = "sum_tolerance"
    case sameRow = "same_row"

    var range: ClosedRange<Double> {
        switch self {
        case .unitSlipRatio: 20...10_000
        case .unitSlipGap: 2...1_000
        case .sumTolerance: 0...0.1
        default: 0...1
        }
    }
}

extension CheckingRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> CheckingRule? {
        guard let map = node.map("values", &problems) else { return nil }
        map.onlyKeys(Set(CheckingValue.allCases.map(\.rawValue)), &problems)
        var values: [CheckingValue: Double] = [:]
        for value in CheckingValue.allCases {
            values[value] = map.optionalDecimal(value.rawValue, in: value.range, &problems)
        }
        return CheckingRule(values: values)
    }
}
