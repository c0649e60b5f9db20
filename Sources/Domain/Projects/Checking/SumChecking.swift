import Basics

/// Stated sums that their parts do not make. Dropped rows may be in the sum or out of it; rows in
/// another currency stay out. Only sums with parts are judged.
func wrongSums(
    _ sums: [ReportedSum], of projects: [ReportedProject], _ thresholds: CheckingThresholds
) -> [Suspicion] {
    let byPlace = Dictionary(
        projects.map { (Spot($0.place), $0) }, uniquingKeysWith: { first, _ in first })
    return sums.compactMap { sum in
        let parts = sum.parts.compactMap { byPlace[Spot($0)] }
        guard !parts.isEmpty, parts.count == sum.parts.count else { return nil }
        var reasons: [Phrase] = []
        for (stated, values, label) in [
            (sum.total, parts.map { ($0.total, $0.isDropped) }, "总投资" as Phrase),
            (sum.received, parts.map { ($0.received, $0.isDropped) }, "到位资金" as Phrase),
        ] {
            guard let stated, let right = mismatch(stated, values, thresholds) else { continue }
            let unit = stated.currency.unitName
            reasons.append(
                "\(label)写为\(stated.yi())亿\(unit)，各行相加为\(right.yi())亿\(unit)")
        }
        guard !reasons.isEmpty else { return nil }
        return Suspicion(
            kind: .subtotal, rows: [sum.place] + sum.parts, score: 0.95, reasons: reasons)
    }
}

/// The right sum where the stated one is not it; nil where it is, with dropped rows or without.
private func mismatch(
    _ stated: Money, _ values: [(Money?, isDropped: Bool)], _ thresholds: CheckingThresholds
) -> Money? {
    let own = values.filter { $0.0 == nil || $0.0?.currency == stated.currency }
    guard own.contains(where: { $0.0 != nil }) else { return nil }
    let all = own.reduce(Int64(0)) { $0 + ($1.0?.minor ?? 0) }
    let kept = own.reduce(Int64(0)) { $0 + ($1.isDropped ? 0 : $1.0?.minor ?? 0) }
    let tolerance = roundingOf(stated, thresholds)
    if abs(stated.minor - all) <= tolerance || abs(stated.minor - kept) <= tolerance { return nil }
    return Money(minor: kept, stated.currency)
}

/// Half of the last digit shown, and never more than a small share of the sum.
private func roundingOf(_ money: Money, _ thresholds: CheckingThresholds) -> Int64 {
    var unit: Int64 = 1
    while unit <= Money.fenPerYi, money.minor != 0, money.minor % (unit * 10) == 0 { unit *= 10 }
    let share = Int64(Double(money.minor.magnitude) * thresholds.sumTolerance)
    return max(1, min(unit / 2, share))
}

/// A row by its first line: parts of a sum name no last one.
private struct Spot: Hashable {
    let file: String
    let sheet: String?
    let row: Int

    init(_ place: ReportedPlace) {
        file = place.file
        sheet = place.sheet
        row = place.row
    }
}
