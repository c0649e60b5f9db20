import Basics
import Names

/// Rows signed in the month's year that are an earlier year's project signed again. A row that
/// keeps the earlier day is carried over, and a second phase or an increase is a project of its
/// own.
func resignings(
    of earlier: [ProjectTraits], among rows: [ProjectTraits], in month: Month,
    _ thresholds: CheckingThresholds
) -> [Suspicion] {
    var blocks: [String: [Int]] = [:]
    for (index, row) in earlier.enumerated() {
        for key in keys(row) { blocks[key, default: []].append(index) }
    }
    return rows.compactMap { row in
        guard let signed = row.project.signedOn, signed.first.year == month.year else { return nil }
        var best: (score: Double, index: Int, reasons: [Phrase])?
        let candidates = Set(keys(row).flatMap { blocks[$0] ?? [] }).sorted()
        for index in candidates {
            guard let found = repeated(earlier[index], as: row, thresholds),
                found.score > best?.score ?? 0
            else { continue }
            best = (found.score, index, found.reasons)
        }
        guard let best, best.score >= thresholds.resigning else { return nil }
        return Suspicion(
            kind: .resigning, rows: [row.place, earlier[best.index].place],
            score: rounded(best.score), reasons: best.reasons)
    }
}

private func keys(_ row: ProjectTraits) -> Set<String> {
    Set(row.codes.union(row.doubtfulCodes).map { "#" + $0 }).union(row.names.flatMap(\.keys))
}

/// The earlier project under a later date: same investor, same product. The total may have grown.
private func repeated(
    _ before: ProjectTraits, as now: ProjectTraits, _ thresholds: CheckingThresholds
) -> (score: Double, reasons: [Phrase])? {
    guard let signed = now.project.signedOn, let earlier = before.project.signedOn,
        signed.first > earlier.last, signed.first.year > earlier.first.year,
        let found = likeness(before, now, thresholds)
    else { return nil }
    var weight = thresholds.investorWeight + thresholds.amountWeight / 2
    var sum =
        thresholds.investorWeight * found.investor
        + thresholds.amountWeight / 2 * (found.amount ?? 0.5)
    if let product = found.product {
        weight += thresholds.productWeight
        sum += thresholds.productWeight * product
    }
    var reasons = found.reasons.filter { !$0.key.hasPrefix("签约时间") }
    reasons.append("\(earlier.description)已签约，本年\(signed.description)再次签约")
    return (sum / weight, reasons)
}
