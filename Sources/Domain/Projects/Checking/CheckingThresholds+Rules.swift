package import Rules

extension CheckingThresholds {
    /// The city's values, and the standard ones where it sets none.
    package init(_ rule: CheckingRule?) {
        self.init()
        guard let rule else { return }
        for (value, number) in rule.values { self[keyPath: value.threshold] = number }
    }
}

extension CheckingValue {
    fileprivate var threshold: WritableKeyPath<CheckingThresholds, Double> {
        switch self {
        case .duplicate: \.duplicate
        case .resigning: \.resigning
        case .investorWeight: \.investorWeight
        case .productWeight: \.productWeight
        case .amountWeight: \.amountWeight
        case .dateWeight: \.dateWeight
        case .chainWeight: \.chainWeight
        case .productDiffers: \.productDiffers
        case .investorIsSure: \.investorIsSure
        case .roundedTotal: \.roundedTotal
        case .similarTotal: \.similarTotal
        case .unitSlipRatio: \.unitSlipRatio
        case .unitSlipGap: \.unitSlipGap
        case .sumTolerance: \.sumTolerance
        case .sameRow: \.sameRow
        }
    }
}
