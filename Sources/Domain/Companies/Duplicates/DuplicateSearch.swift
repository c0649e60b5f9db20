package import Basics
import Names

extension Limit {
    /// Of the pairs that a search finds, so many are kept, the surest.
    package static let keptDuplicates: Limit = 10_000
    /// Names at which one name is held.
    private static let likeNames: Limit = 6
    /// Names of one company that are passed over to find those of others.
    private static let ownNames: Limit = 384

    fileprivate static var likeNamesOfName: Int { likeNames.count }
    fileprivate static var namesOfOneOwner: Int { ownNames.count }
}

/// Looks for records of one company among all, a part at a time. Two valid credit codes have
/// decided already, so only what has none is asked about, and held against every name of every
/// other company. A brand is shared by firms of a group: it makes a pair that a person is asked
/// about, never one.
package struct DuplicateSearch: Sendable {
    private let companies: NamesAtHand
    private let named: NamedCompanies
    private let thresholds: IdentityThresholds
    /// Places of the names to be asked about.
    private let asked: [Int]
    private var done = 0
    private var found: [[Identifier]: DuplicatePair] = [:]

    package init(
        _ companies: NamesAtHand, thresholds: IdentityThresholds, places: [String] = []
    ) {
        self.companies = companies
        self.thresholds = thresholds
        named = NamedCompanies(companies.names.map(\.text), places: places)
        asked = companies.names.indices.filter { place in
            let name = companies.names[place]
            return name.kind != .brand && companies.codes[name.owner] == nil
        }
    }

    var companyCount: Int { companies.ids.count }

    package var isDone: Bool { done == asked.count }

    /// Looks at the next names, at most so many.
    package mutating func go(on count: Int) {
        var finder = named.finder()
        let end = min(done + count, asked.count)
        for place in asked[done..<end] { compare(place, &finder) }
        done = end
    }

    /// The surest first, at most 10,000.
    package var pairs: [DuplicatePair] {
        Array(
            found.values.sorted { $0.precedes($1) }.prefix(Limit.keptDuplicates.count))
    }

    /// The names of others most like one; however many its owner has.
    private func likeOthers(
        _ own: NamesAtHand.Name, _ finder: inout CompanyFinder
    ) -> some Sequence<NameMatch> {
        var limit = Limit.likeNamesOfName
        while true {
            let found = finder.matches(own.text, limit: limit)
            let others = found.filter { companies.names[$0.place].owner != own.owner }
            if others.count >= Limit.likeNamesOfName || found.count < limit
                || limit > Limit.namesOfOneOwner
            {
                return others.prefix(Limit.likeNamesOfName)
            }
            limit *= 2
        }
    }

    private mutating func compare(_ place: Int, _ finder: inout CompanyFinder) {
        let names = companies.names
        let own = names[place]
        for match in likeOthers(own, &finder) {
            let other = names[match.place]
            guard
                !companies.links.contains(
                    [min(own.owner, other.owner), max(own.owner, other.owner)])
            else { continue }
            let decision = finder.decide(
                own.text, match.place, thresholds: thresholds,
                codes: (companies.codes[own.owner], companies.codes[other.owner]),
                isAnother: { names[$0].owner != other.owner && names[$0].owner != own.owner })
            let outcome =
                other.kind == .brand && decision.outcome == .same
                ? .ask : decision.outcome
            guard outcome == .same || outcome == .ask,
                decision.reasons.contains(where: \.isCommon)
            else { continue }
            let pair = DuplicatePair(
                companies.ids[own.owner], companies.ids[other.owner], outcome: outcome,
                certainty: decision.certainty, reasons: decision.reasons.map(\.phrase))
            let key = [pair.left, pair.right]
            if found[key].map({ pair.precedes($0) }) ?? true { found[key] = pair }
        }
    }
}
