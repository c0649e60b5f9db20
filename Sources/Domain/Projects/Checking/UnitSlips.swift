import Basics

/// Totals that stand ten thousand times too high or too low: far outside of their sheet, and inside
/// of it once divided or multiplied by 10,000. What the funds received or last month's total say
/// comes on top.
func unitSlips(
    among rows: [ReportedProject], lastMonth: [ReportedProject], _ thresholds: CheckingThresholds
) -> [Suspicion] {
    var sheets: [SheetKey: [ReportedProject]] = [:]
    for row in rows { sheets[SheetKey(row), default: []].append(row) }
    let ranges = sheets.mapValues(SheetRange.init)
    let known = lastTotals(lastMonth)
    let whole = SheetRange(rows)
    return rows.compactMap { row in
        guard let total = row.total, total.minor > 0 else { return nil }
        let own = ranges[SheetKey(row)] ?? whole
        let range = own.count >= 8 ? own : whole
        guard range.count >= 5 else { return nil }
        return slip(
            row, total, range, previous: known[LastKey(row)] ?? [], thresholds)
    }
}

private func slip(
    _ row: ReportedProject, _ total: Money, _ range: SheetRange, previous: Set<Money>,
    _ thresholds: CheckingThresholds
) -> Suspicion? {
    let value = Double(total.minor)
    let isHigh =
        value > range.middle * thresholds.unitSlipRatio
        && value > range.high * thresholds.unitSlipGap
    let isLow =
        value < range.middle / thresholds.unitSlipRatio
        && value < range.low / thresholds.unitSlipGap
    guard isHigh || isLow else { return nil }
    let meant = isHigh ? value / 10_000 : value * 10_000
    guard meant >= range.low / 5, meant <= range.high * 5 else { return nil }
    var reasons: [Phrase] = [
        isHigh
            ? "总投资\(total.words)，为同表中位数的\(Int(value / range.middle))倍，疑为万元误作亿元"
            : "总投资\(total.words)，为同表中位数的\(Int(range.middle / value))分之一，疑为亿元误作万元"
    ]
    var score = 0.9
    if previous.contains(where: { abs(Double($0.minor) / meant - 1) < 0.5 }) {
        reasons.append("上月同一项目的总投资与改正后的数相符")
        score = 0.99
    }
    if isLow, let received = row.received, received.currency == total.currency,
        received.minor > total.minor
    {
        reasons.append("到位资金大于总投资")
        score = 0.97
    }
    return Suspicion(kind: .unit, rows: [row.place], score: score, reasons: reasons)
}

/// The totals of one sheet: the middle one, and what all but the outermost keep to.
private struct SheetRange {
    var count: Int
    var middle = 0.0
    var low = 0.0
    var high = 0.0

    init(_ rows: [ReportedProject]) {
        let totals = rows.compactMap { $0.total?.minor }.filter { $0 > 0 }.map(Double.init).sorted()
        count = totals.count
        guard !totals.isEmpty else { return }
        let middle = totals[totals.count / 2]
        self.middle = middle
        // What lies a thousand times off the middle is what is looked for: it does not set the
        // range.
        let usual = totals.filter { $0 < middle * 300 && $0 > middle / 300 }
        low = usual.first ?? middle
        high = usual.last ?? middle
    }
}

private struct SheetKey: Hashable {
    let file: String
    let currency: Currency?

    init(_ row: ReportedProject) {
        file = row.place.file
        currency = row.total?.currency
    }
}

private struct LastKey: Hashable {
    let unit: String
    let name: String

    init(_ row: ReportedProject) {
        unit = row.unit
        name = row.name
    }
}

private func lastTotals(_ rows: [ReportedProject]) -> [LastKey: Set<Money>] {
    var totals: [LastKey: Set<Money>] = [:]
    for row in rows {
        if let total = row.total { totals[LastKey(row), default: []].insert(total) }
    }
    return totals
}
