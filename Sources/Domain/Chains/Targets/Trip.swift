package import Basics
package import Companies
package import Storage

/// A company to call on, for the open gaps that it could fill.
package struct TripStop: Sendable {
    package let company: Company
    /// The best score first.
    package let reasons: [TripReason]

    package var target: Target { reasons[0].target }
}

package struct TripReason: Sendable {
    package let gap: Gap
    package let chain: LocalName
    package let link: LocalName
    package let target: Target
}

extension Transaction {
    /// Whom to call on in an area: companies there that could fill open gaps of the city's chains,
    /// pursued ones first, then by their best score. Removed and vetoed ones are left out.
    package func trip(to area: String, as view: TargetView) throws -> [TripStop] {
        var reasons: [Identifier: [TripReason]] = [:]
        for chain in try chains() {
            let ties = try ties(of: chain.id, as: view)
            let links = Dictionary(
                ties.links.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            // Several gaps of a link are one reason: the first that was opened.
            var seen: Set<String> = []
            for gap in try gaps(of: chain.id).filter(\.isOpen) where seen.insert(gap.link).inserted
            {
                for target in try targets(of: ties, link: gap.link, as: view, in: area)
                where !target.isOut {
                    reasons[target.company.id, default: []].append(
                        TripReason(
                            gap: gap, chain: chain.name,
                            link: links[gap.link] ?? LocalName(zh: gap.link), target: target))
                }
            }
        }
        return reasons.values.map { reasons in
            let sorted = reasons.sorted { $0.weight > $1.weight }
            return TripStop(company: sorted[0].target.company, reasons: sorted)
        }.sorted { one, other in
            one.reasons[0].weight == other.reasons[0].weight
                ? one.company.name < other.company.name
                : one.reasons[0].weight > other.reasons[0].weight
        }
    }
}

extension TripReason {
    /// Pursued before others, ranked before those of whom little is known, then the score.
    fileprivate var weight: Double {
        (target.state == .pursued ? 2_000 : 0) + (target.score.isRanked ? 1_000 : 0)
            + (target.score.score ?? 0)
    }
}
