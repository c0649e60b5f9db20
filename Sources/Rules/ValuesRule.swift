import Basics

/// Values that a city sets for one of the product's methods, by their names. What each means and
/// what stands in for it where it is absent belongs to the method.
package struct ValuesRule<Value: SettableValue>: Hashable, Sendable {
    package let values: [Value: Double]

    package init(values: [Value: Double]) { self.values = values }
}

/// The values of one method: each has a name in the rule's file and a range.
package protocol SettableValue: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {
    var range: ClosedRange<Double> { get }
}

/// How a month's rows are checked (查重).
package typealias CheckingRule = ValuesRule<CheckingValue>

/// How companies are told apart and found to be one.
package typealias IdentityRule = ValuesRule<IdentityValue>

/// Values of the duplicate check. Scores and weights lie between 0 and 1.
package enum CheckingValue: String, SettableValue {
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

    package var range: ClosedRange<Double> {
        switch self {
        case .unitSlipRatio: 20...10_000
        case .unitSlipGap: 2...1_000
        case .sumTolerance: 0...0.1
        default: 0...1
        }
    }
}

/// Values of identity. All lie between 0 and 1.
package enum IdentityValue: String, SettableValue {
    case same, ask, lead

    package var range: ClosedRange<Double> { 0...1 }
}

extension ValuesRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ValuesRule? {
        guard let map = node.map("values", &problems) else { return nil }
        map.onlyKeys(Set(Value.allCases.map(\.rawValue)), &problems)
        var values: [Value: Double] = [:]
        for value in Value.allCases {
            values[value] = map.optionalDecimal(value.rawValue, in: value.range, &problems)
        }
        return ValuesRule(values: values)
    }
}
