import Basics
import Names
package import Storage
import Texts

extension Limit {
    /// Names of all companies of a city, of all times.
    static let namesAtHand: Limit = 3_000_000
    /// Companies that one printed name is compared with.
    static let companiesCompared: Limit = 5
}

/// Every name and credit code of the companies of a city: what printed names are matched with.
package struct NamesAtHand: Sendable {
    let names: [String]
    /// Whose each name is.
    let bearers: [Identifier]
    /// Where the legal name of each stands.
    let legal: [Identifier: Int]
    let codes: [Identifier: String]
}

extension Transaction {
    package func namesAtHand() throws -> NamesAtHand {
        let found = try rows(
            """
            SELECT company_id, kind, name FROM company_name WHERE city_id = \(city)
            ORDER BY number LIMIT \(Limit.namesAtHand)
            """)
        let bearers = try found.map { try $0.identifier("company_id") }
        let legal = try found.indices.filter {
            try found[$0].text("kind") == CompanyNameKind.legal.rawValue
        }
        let codes = try rows(
            """
            SELECT company_id, value FROM company_identifier
            WHERE city_id = \(city) AND scheme = \(IdentifierScheme.uscc.rawValue)
                AND until IS NULL
            ORDER BY number LIMIT \(Limit.namesAtHand)
            """)
        return NamesAtHand(
            names: try found.map { try $0.text("name") },
            bearers: bearers,
            legal: Dictionary(
                legal.map { (bearers[$0], $0) }, uniquingKeysWith: { first, _ in first }),
            codes: Dictionary(
                try codes.map { (try $0.identifier("company_id"), try $0.text("value")) },
                uniquingKeysWith: { first, _ in first }))
    }
}

/// Finds the companies that printed names mean. Holds an index of every name, so one serves a whole
/// list.
package struct ListMatcher {
    private let hand: NamesAtHand
    private let thresholds: IdentityThresholds
    private let holders: [String: Identifier]
    private let places: [Identifier: Set<Int>]
    private let namesakes: [String: Set<Identifier>]
    private var finder: CompanyFinder

    package init(_ hand: NamesAtHand, thresholds: IdentityThresholds) {
        self.hand = hand
        self.thresholds = thresholds
        holders = Dictionary(
            hand.codes.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        var places: [Identifier: Set<Int>] = [:]
        var namesakes: [String: Set<Identifier>] = [:]
        for (place, bearer) in hand.bearers.enumerated() {
            places[bearer, default: []].insert(place)
            namesakes[hand.names[place].folded, default: []].insert(bearer)
        }
        self.places = places
        self.namesakes = namesakes
        finder = NamedCompanies(hand.names).finder()
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
        var compared: Set<Identifier> = []
        var best: EntryMatching?
        for match in finder.matches(entry.name, limit: 4 * Limit.companiesCompared.count) {
            let company = hand.bearers[match.place]
            guard compared.count < Limit.companiesCompared.count,
                compared.insert(company).inserted
            else { continue }
            let isShort = isWhole && !finder.isWhole(hand.names[match.place])
            let decision = finder.decide(
                entry.name, isShort ? hand.legal[company] ?? match.place : match.place,
                thresholds: thresholds, codes: (entry.code, hand.codes[company]),
                isAnother: { [own = places[company] ?? []] in !own.contains($0) })
            let isSame =
                decision.outcome == .same && called.count < 2
            guard isSame || decision.outcome == .ask || decision.outcome == .same,
                isSame || decision.certainty > best?.certainty ?? -1,
                decision.reasons.contains(where: \.isCommon)
            else { continue }
            var reasons = decision.reasons.map(\.phrase)
            if called.count > 1 { reasons.append("有\(called.count)家企业都叫这个名称") }
            let found = EntryMatching(
                match: isSame ? .linked : .asked, company: company,
                certainty: decision.certainty, reasons: reasons)
            if isSame { return found }
            best = found
        }
        return best ?? .unmatched
    }
}
