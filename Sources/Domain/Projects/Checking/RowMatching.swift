import Basics
import Names

/// One project in the sheets of two months: indices into the rows that were given.
package struct RowLink: Hashable, Sendable {
    package let previous: Int
    package let current: Int
    /// From 0 to 1.
    package let score: Double
}

/// Finds each unit's rows of one month again in another: by name, investors, codes, total and day,
/// the best for all rows together, whatever their order. Rows of different units are never linked;
/// a first and a second phase neither. In order of `current`.
package func matchRows(
    previous: [ReportedProject], current: [ReportedProject], places: [String] = [],
    thresholds: CheckingThresholds = .standard
) -> [RowLink] {
    let reader = TraitReader(places: places, learningFrom: previous + current)
    return matchRows(
        previous: previous.map(reader.traits), current: current.map(reader.traits), thresholds)
}

func matchRows(
    previous: [ProjectTraits], current: [ProjectTraits], _ thresholds: CheckingThresholds
) -> [RowLink] {
    let exact = exactLinks(previous, current)
    let settled = Set(exact.map(\.previous))
    let found = Set(exact.map(\.current))
    var blocks: [String: [Int]] = [:]
    for (index, row) in previous.enumerated() where !settled.contains(index) {
        for key in matchKeys(row) { blocks[key, default: []].append(index) }
    }
    var links: [(left: Int, right: Int, score: Double)] = []
    for (index, row) in current.enumerated() where !found.contains(index) {
        let candidates = Set(matchKeys(row).flatMap { blocks[$0] ?? [] }).sorted()
        for candidate in candidates {
            let score = rowLikeness(previous[candidate], row)
            if score >= thresholds.sameRow { links.append((candidate, index, score)) }
        }
    }
    let scores = Dictionary(uniqueKeysWithValues: links.map { ([$0.left, $0.right], $0.score) })
    let best = bestAssignment(links).map {
        RowLink(
            previous: $0.left, current: $0.right, score: scores[[$0.left, $0.right]] ?? 0)
    }
    return (exact + best).sorted { $0.current < $1.current }
}

/// Rows whose unit, title and investors stand once in each month, and the same: most rows of a
/// month.
private func exactLinks(_ previous: [ProjectTraits], _ current: [ProjectTraits]) -> [RowLink] {
    func places(_ rows: [ProjectTraits]) -> [[String]: [Int]] {
        var places: [[String]: [Int]] = [:]
        for (index, row) in rows.enumerated() where !row.names.isEmpty {
            let key = [row.project.unit, row.title.text] + row.names.map { $0.region + $0.text }
            places[key, default: []].append(index)
        }
        return places
    }
    let before = places(previous)
    return places(current).compactMap { key, now in
        guard now.count == 1, let then = before[key], then.count == 1 else { return nil }
        return RowLink(previous: then[0], current: now[0], score: 1)
    }
}

private func matchKeys(_ row: ProjectTraits) -> Set<String> {
    var keys = Set(row.codes.union(row.doubtfulCodes).map { "#" + $0 })
    for name in row.names { keys.formUnion(name.keys) }
    keys.insert("=" + row.title.text)
    if let total = row.project.total {
        keys.insert("$\(total.minor) \(row.title.product)")
        if let day = row.project.signedOn { keys.insert("$\(total.minor) \(Month(of: day.first))") }
    }
    return Set(keys.map { row.project.unit + " " + $0 })
}

/// How sure two rows of one unit are one project; 0 where too little speaks for it.
func rowLikeness(_ one: ProjectTraits, _ other: ProjectTraits) -> Double {
    guard one.project.unit == other.project.unit,
        !one.title.phase.conflicts(with: other.title.phase)
    else { return 0 }
    var reasons: [Phrase] = []
    let isSameTitle = one.title.text == other.title.text
    let title =
        isSameTitle
        ? 1 : one.weights.likeness(one.titlePairs, other.titlePairs)
    let investor = investorEvidence(one, other, &reasons)
    let total = amountEvidence(one.project.total, other.project.total, .standard, &reasons)
    let day = dateEvidence(one.project.signedOn, other.project.signedOn, &reasons)
    let figuresAgree = (total ?? 0) == 1 || (day ?? 0) >= 0.9
    let holds =
        investor >= 0.5
        ? title >= 0.35 || figuresAgree
        : title >= 0.8 && figuresAgree
    guard holds else { return 0 }
    func sameText(_ left: String?, _ right: String?) -> Double? {
        guard let left, let right else { return nil }
        return left == right ? 1 : 0
    }
    let parts: [(Double, Double?)] = [
        (0.40, investor), (0.30, title), (0.15, total), (0.10, day),
        (0.03, sameText(one.project.contact, other.project.contact)),
        (0.01, sameText(one.project.chain, other.project.chain)),
        (0.01, sameText(one.project.cells[.ordinal]?.raw, other.project.cells[.ordinal]?.raw)),
    ]
    var weight = 0.0
    var sum = 0.0
    for case (let share, let value?) in parts {
        weight += share
        sum += share * value
    }
    return sum / weight
}
