import Basics
import Companies
import Names

/// How much speaks for two rows being one project, and why.
struct ProjectLikeness {
    var score: Double
    var investor: Double
    /// Nil where one of the titles names no product.
    var product: Double?
    var amount: Double?
    var date: Double?
    var reasons: [Phrase]
}

/// Compares two rows as reports of one project. Nil when they cannot be: different phases, or
/// nothing ties their investors. The score is the weight of the evidence over the weight of what
/// both state.
func likeness(
    _ one: ProjectTraits, _ other: ProjectTraits, _ thresholds: CheckingThresholds
) -> ProjectLikeness? {
    guard !one.title.phase.conflicts(with: other.title.phase) else { return nil }
    var reasons: [Phrase] = []
    let investor = investorEvidence(one, other, &reasons)
    guard investor > 0 else { return nil }
    let product = productEvidence(one, other, &reasons)
    if let product, product < thresholds.productDiffers, investor < thresholds.investorIsSure {
        return nil
    }
    let amount = amountEvidence(one.project.total, other.project.total, thresholds, &reasons)
    let date = dateEvidence(one.project.signedOn, other.project.signedOn, &reasons)
    let chain: Double? =
        one.chain.isEmpty || other.chain.isEmpty ? nil : one.chain == other.chain ? 1 : 0
    let parts: [(Double, Double?)] = [
        (thresholds.investorWeight, investor), (thresholds.productWeight, product),
        (thresholds.amountWeight, amount), (thresholds.dateWeight, date),
        (thresholds.chainWeight, chain),
    ]
    var weight = 0.0
    var sum = 0.0
    for case (let share, let value?) in parts {
        weight += share
        sum += share * value
    }
    return ProjectLikeness(
        score: sum / weight, investor: investor, product: product, amount: amount, date: date,
        reasons: reasons)
}

/// Whether the rows' investors are one: by codes, then names, then a title that names the other's.
func investorEvidence(
    _ one: ProjectTraits, _ other: ProjectTraits, _ reasons: inout [Phrase]
) -> Double {
    if let code = one.codes.intersection(other.codes).min() {
        reasons.append("统一社会信用代码相同：\(code)")
        return 1
    }
    let written = one.codes.union(one.doubtfulCodes)
        .intersection(other.codes.union(other.doubtfulCodes))
    if let code = written.min() {
        reasons.append("信用代码写法相同（校验不通过）：\(code)")
        return 0.9
    }
    var best = NameComparison.unrelated
    for name in one.names {
        for otherName in other.names {
            let found = name.compared(with: otherName)
            if found.score > best.score { best = found }
        }
    }
    let fromTitle = titleEvidence(one, other)
    guard best.outcome != .different, best.score >= fromTitle else {
        if fromTitle > 0 { reasons.append("项目名称含对方投资方字号") }
        return fromTitle
    }
    reasons += best.reasons.map(phrase)
    if best.outcome == .same, !one.codes.isEmpty, !other.codes.isEmpty {
        reasons.append("名称相同而信用代码不同")
        return min(best.score, 0.6)
    }
    if best.outcome == .sameGroup, best.reasons.contains(.planned) { return max(best.score, 0.75) }
    return best.score
}

/// The core of one row's investor stands in the other row's title.
private func titleEvidence(_ one: ProjectTraits, _ other: ProjectTraits) -> Double {
    one.corePairs.contains { $0.isSubset(of: other.titlePairs) }
        || other.corePairs.contains { $0.isSubset(of: one.titlePairs) } ? 0.7 : 0
}

private func productEvidence(
    _ one: ProjectTraits, _ other: ProjectTraits, _ reasons: inout [Phrase]
) -> Double? {
    if one.title.text == other.title.text {
        reasons.append("项目名称相同：\(one.project.name)")
        return 1
    }
    guard !one.title.product.isEmpty, !other.title.product.isEmpty,
        one.title.product != one.chain, other.title.product != other.chain
    else { return nil }
    let likeness = one.weights.likeness(one.product, other.product)
    if one.title.product == other.title.product {
        reasons.append("产品相同：\(one.title.product)")
    } else if likeness >= 0.5 {
        reasons.append("产品相近：\(one.title.product)／\(other.title.product)")
    } else {
        reasons.append("产品不同：\(one.title.product)／\(other.title.product)")
    }
    return likeness
}

// About what one unit of a foreign currency is in yuan, with room: for telling whether two totals
// can be one, never for converting. State Administration of Foreign Exchange, central rates of 2020
// to 2025.
private let yuanPerUnit: [Currency: ClosedRange<Double>] = [
    .CNY: 1...1, .USD: 6.2...7.5, .EUR: 7...8.3, .HKD: 0.8...0.95, .JPY: 0.045...0.07,
    .GBP: 8...10, .KRW: 0.0048...0.006, .SGD: 4.7...5.8,
]

/// From 0 (far apart) to 1 (equal); nil where one row states none.
func amountEvidence(
    _ one: Money?, _ other: Money?, _ thresholds: CheckingThresholds, _ reasons: inout [Phrase]
) -> Double? {
    guard let one, let other, one.minor > 0, other.minor > 0 else { return nil }
    guard one.currency == other.currency else { return foreignAmountEvidence(one, other) }
    if one.minor == other.minor {
        reasons.append("总投资相同：\(one.words)")
        return 1
    }
    let small = Double(min(one.minor, other.minor))
    let large = Double(max(one.minor, other.minor))
    let ratio = small / large
    if abs(ratio * 10_000 - 1) < 0.03 {
        reasons.append("总投资相差一万倍：\(one.words)与\(other.words)")
        return 0.9
    }
    if ratio >= thresholds.similarTotal {
        reasons.append("总投资相近：\(one.words)与\(other.words)")
        return ratio >= thresholds.roundedTotal ? 0.95 : 0.75
    }
    reasons.append("总投资不同：\(one.words)与\(other.words)")
    return ratio >= 0.75 ? 0.3 : 0
}

private func foreignAmountEvidence(_ one: Money, _ other: Money) -> Double? {
    guard let rate = yuanPerUnit[one.currency], let otherRate = yuanPerUnit[other.currency] else {
        return nil
    }
    let left = Double(one.minor) / Double(one.currency.minorUnits)
    let right = Double(other.minor) / Double(other.currency.minorUnits)
    let overlap =
        left * rate.lowerBound <= right * otherRate.upperBound
        && right * otherRate.lowerBound <= left * rate.upperBound
    return overlap ? 0.8 : 0
}

/// From 0 (months apart) to 1 (one day); nil where one row states none.
func dateEvidence(_ one: RoughDay?, _ other: RoughDay?, _ reasons: inout [Phrase]) -> Double? {
    guard let one, let other else { return nil }
    let gap = one.daysApart(from: other)
    if gap == 0 {
        reasons.append("签约时间相符：\(one.description)与\(other.description)")
        return one.precision == .day && other.precision == .day ? 1 : 0.9
    }
    if gap <= 10 {
        reasons.append("签约时间相差\(gap)天")
        return 0.8
    }
    reasons.append("签约时间不同：\(one.description)与\(other.description)")
    return gap <= 31 ? 0.5 : gap <= 92 ? 0.2 : 0
}

extension RoughDay {
    /// 0 when both can mean one day.
    func daysApart(from other: RoughDay) -> Int {
        max(0, first.number - other.last.number, other.first.number - last.number)
    }
}

/// What was found about the names of two investors, in words.
func phrase(_ reason: NameReason) -> Phrase {
    switch reason {
    case .sameText: "投资方名称相同"
    case .sameCore(let core): "投资方字号相同：\(core)"
    case .formDiffers: "公司形式写法不同"
    case .regionDiffers(let one, let other): "投资方地区不同：\(one)／\(other)"
    case .tradeDiffers(let one, let other): "投资方行业用语不同：\(one)／\(other)"
    case .shortName, .groupAndMember, .branch, .planned, .sameLatin, .soundsAlike,
        .oneLetterDiffers, .coreWithin:
        reason.phrase
    }
}
