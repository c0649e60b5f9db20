import Basics
import Names
import Texts

extension Limit {
    /// Companies that one printed name is compared with.
    static let companiesCompared: Limit = 5
}

/// Finds the companies that printed names mean. Holds an index of every name, so one serves a whole
/// list.
package struct ListMatcher {
    private let hand: NamesAtHand
    private let thresholds: IdentityThresholds
    private let holders: [String: Identifier]
    /// Where the legal name of each company stands.
    private let legal: [Int: Int]
    private let namesakes: [String: Set<Int>]
    private var finder: CompanyFinder

    /// `places` are those of the city folder.
    package init(
        _ hand: NamesAtHand, thresholds: IdentityThresholds, places: [String] = []
    ) {
        self.hand = hand
        self.thresholds = thresholds
        holders = Dictionary(
            zip(hand.codes, hand.ids).compactMap { code, id in code.map { ($0, id) } },
            uniquingKeysWith: { first, _ in first })
        var legal: [Int: Int] = [:]
        var namesakes: [String: Set<Int>] = [:]
        for (place, name) in hand.names.enumerated() {
            if name.kind == .legal { legal[name.owner] = place }
            namesakes[name.text.folded, default: []].insert(name.owner)
        }
        self.legal = legal
        self.namesakes = namesakes
        finder = NamedCompanies(hand.names.map(\.text), places: places).finder()
    }

    /// The same: linked. To be asked about: the likeliest one. Different from all: unmatched, and
    /// so it is where only a company with another credit code is called so.
    ///
    /// A whole printed name is held against the legal name where a brand or a short name led to the
    /// company: two firms may share a brand. What only looks alike is nothing.
    package mutating func match(_ entry: PrintedEntry) -> EntryMatching {
        if let code = entry.code, let holder = holders[code] {
            return EntryMatching(
                match: .linked, company: holder, certainty: 1,
                reasons: [IdentityReason.sameCode(code).phrase])
        }
        let called = namesakes[entry.name.folded] ?? []
        let isWhole = finder.isWhole(entry.name)
        var compared: Set<Int> = []
        var best: EntryMatching?
        for match in finder.matches(entry.name, limit: 4 * Limit.companiesCompared.count) {
            let owner = hand.names[match.place].owner
            guard compared.count < Limit.companiesCompared.count,
                compared.insert(owner).inserted
            else { continue }
            let isShort = isWhole && !finder.isWhole(hand.names[match.place].text)
            let names = hand.names
            let decision = finder.decide(
                entry.name, isShort ? legal[owner] ?? match.place : match.place,
                thresholds: thresholds, codes: (entry.code, hand.codes[owner]),
                isAnother: { names[$0].owner != owner })
            let isSame =
                decision.outcome == .same && called.count < 2
            guard isSame || decision.outcome == .ask || decision.outcome == .same,
                isSame || decision.certainty > best?.certainty ?? -1,
                decision.reasons.contains(where: \.isCommon)
            else { continue }
            var reasons = decision.reasons.map(\.phrase)
            if called.count > 1 { reasons.append("有\(called.count)家企业都叫这个名称") }
            let found = EntryMatching(
                match: isSame ? .linked : .asked, company: hand.ids[owner],
                certainty: decision.certainty, reasons: reasons)
            if isSame { return found }
            best = found
        }
        return best ?? .unmatched
    }
}
