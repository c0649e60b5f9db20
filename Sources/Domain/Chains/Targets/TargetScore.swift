package import Basics
package import Rules

/// A part of what speaks for a company as the target of a link. Each has a value from 0 to 1, or
/// none where nothing is known.
package enum TargetPart: String, Sendable, CaseIterable {
    /// It does what the link does.
    case fit
    /// Companies here that would buy from it or sell to it.
    case pull
    case strength
    /// Dated signs that it is about to invest.
    case expansion
    /// Somebody here knows it.
    case closeness
    /// It isn't here yet. One that is can grow here: incremental investment only.
    case presence

    package var label: Phrase {
        switch self {
        case .fit: "环节对口"
        case .pull: "本地上下游"
        case .strength: "实力"
        case .expansion: "扩产迹象"
        case .closeness: "够得着"
        case .presence: "是否已来"
        }
    }

    fileprivate var weight: (value: TargetValue, standard: Double) {
        switch self {
        case .fit: (.fitWeight, 30)
        case .pull: (.pullWeight, 20)
        case .strength: (.strengthWeight, 15)
        case .expansion: (.expansionWeight, 20)
        case .closeness: (.closenessWeight, 10)
        case .presence: (.presenceWeight, 5)
        }
    }
}

package enum TargetPresence: String, Sendable, CaseIterable {
    case here, province, elsewhere

    package var label: Phrase {
        switch self {
        case .here: "已在本地，可增资扩产"
        case .province: "已在省内"
        case .elsewhere: "名单上还没有来"
        }
    }
}

/// What is known of a company as a target.
package struct TargetFacts: Sendable, Hashable {
    /// Whether it does at the link what it does, or is only about to.
    package var standing: PlacementStanding?
    package var qualities: Set<PlacementQuality> = []
    /// It sells to a company here or buys from one.
    package var tradesHere = false
    /// Companies here at links that flow into this one or out of it; nil where none is known.
    package var neighbours: Int?
    package var newestSign: Day?
    /// Somebody of the city has met it.
    package var wasMet = false
    package var introducer: String?
    /// Nil where all that is known is that it is somewhere in the country.
    package var presence: TargetPresence?

    package init() {}
}

/// What speaks for a company, part by part, and the sum.
package struct TargetScore: Sendable, Hashable {
    /// Known parts only, each from 0 to 1.
    package let parts: [TargetPart: Double]
    /// Σ weight × value ÷ Σ weight over the known parts, from 0 to 100: the same facts give the
    /// same score whoever else is on the list. Nil where nothing is known.
    package let score: Double?
    /// Of all weights, those of the known parts, from 0 to 1.
    package let coverage: Double
    /// Enough is known for a rank.
    package let isRanked: Bool
}

extension TargetFacts {
    /// Weighs what is known. A better value of a known part never lowers the score.
    package func scored(by rule: TargetRule?, on today: Day) -> TargetScore {
        var parts: [TargetPart: Double] = [:]
        for part in TargetPart.allCases { parts[part] = value(of: part, rule, today) }
        func weight(_ part: TargetPart) -> Double {
            rule?.values[part.weight.value] ?? part.weight.standard
        }
        // In the order of the enumeration, so that the sum is the same each time.
        let known = TargetPart.allCases.filter { parts[$0] != nil }
        let all = TargetPart.allCases.map(weight).reduce(0, +)
        let counted = known.map(weight).reduce(0, +)
        let sum = known.map { weight($0) * (parts[$0] ?? 0) }.reduce(0, +)
        let coverage = all > 0 ? counted / all : 0
        return TargetScore(
            parts: parts, score: counted > 0 ? 100 * sum / counted : nil, coverage: coverage,
            isRanked: counted > 0 && coverage >= rule?.values[.coverageLeast] ?? 0.6)
    }

    private func value(of part: TargetPart, _ rule: TargetRule?, _ today: Day) -> Double? {
        switch part {
        case .fit: standing.map { $0 == .operating ? 1 : $0 == .building ? 0.7 : 0.5 }
        case .pull: tradesHere ? 1 : neighbours.map { min(1, Double($0) / 3) }
        case .strength: qualities.map(\.strength).max()
        case .expansion: newestSign.flatMap { freshness(of: $0, rule, today) }
        case .closeness: tradesHere ? 1 : wasMet ? 0.8 : introducer == nil ? nil : 0.6
        case .presence:
            presence.map { $0 == .elsewhere ? 1 : $0 == .province ? 0.8 : 0.5 }
        }
    }

    /// 1 while a sign is fresh, falling to 0.2 until it is too old to say anything.
    private func freshness(of day: Day, _ rule: TargetRule?, _ today: Day) -> Double? {
        let age = Double(today.number - day.number)
        let fresh = rule?.values[.freshDays] ?? 365
        let old = max(fresh, rule?.values[.oldDays] ?? 1_095)
        if age <= fresh { return 1 }
        return age >= old ? nil : 1 - 0.8 * (age - fresh) / (old - fresh)
    }
}

extension PlacementQuality {
    fileprivate var strength: Double {
        switch self {
        case .national: 1
        case .qualified: 0.7
        case .aboveScale: 0.5
        case .plain: 0.1
        }
    }
}
