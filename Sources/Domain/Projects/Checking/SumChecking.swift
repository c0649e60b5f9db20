import Basics

/// Stated sums that their parts do not make. Dropped rows may be in the sum or out of it; rows in
/// another currency stay out. Only sums of which all parts are known are judged.
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
            reasons.append("\(label)写为\(stated.words)，各行相加为\(right.words)")
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
    // Wide numbers: what people write into sheets may be of any size.
    func sum(_ parts: [(Money?, isDropped: Bool)]) -> Int128 {
        parts.reduce(0) { $0 + Int128($1.0?.minor ?? 0) }
    }
    let all = sum(own)
    let kept = sum(own.filter { !$0.isDropped })
    let tolerance = Int128(roundingOf(stated, thresholds))
    func isStated(_ value: Int128) -> Bool { abs(Int128(stated.minor) - value) <= tolerance }
    if isStated(all) || isStated(kept) { return nil }
    // One part written in the wrong unit is a matter of its own; the sum was made of the right one.
    let isOneUnitSlip = own.contains { value in
        guard let minor = value.0.map({ Int128($0.minor) }), minor > 0 else { return false }
        // A part too high is larger than the whole, and its right value stands in the sum; without
        // that, a part left out would look the same.
        let (without, mended) = (all - minor, all - minor + minor / 10_000)
        let isIn = abs(Int128(stated.minor) - mended) < abs(Int128(stated.minor) - without)
        return minor > Int128(stated.minor) && isStated(mended) && isIn
            || isStated(all - minor + minor * 10_000)
    }
    if isOneUnitSlip { return nil }
    return Int64(exactly: kept).map { Money(minor: $0, stated.currency) }
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
