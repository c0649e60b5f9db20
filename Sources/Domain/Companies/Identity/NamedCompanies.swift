import Basics
package import Names

/// Names of companies to be found and compared: a register, or whatever names are at hand.
package struct NamedCompanies: Sendable {
    package let names: [String]
    private let vocabulary: NameVocabulary
    private let index: NameIndex

    /// Takes about 2 µs a name. Trades are learned from the names, regions added from `places`.
    package init(_ names: [String], places: [String] = []) {
        self.names = names
        vocabulary = NameVocabulary(places: places, learningFrom: names)
        index = NameIndex(names, vocabulary: vocabulary)
    }

    package func finder() -> CompanyFinder { CompanyFinder(self, NameFinder(index)) }

    fileprivate func parts(of name: String) -> OrganizationName {
        OrganizationName(name, vocabulary)
    }
}

/// Asks about names. Holds working memory, so one serves one task.
package struct CompanyFinder {
    private let companies: NamedCompanies
    private var names: NameFinder
    /// What was asked last: several companies are held against one written name.
    private var asked: (written: String, limit: Int, found: [NameMatch])?

    fileprivate init(_ companies: NamedCompanies, _ names: NameFinder) {
        self.companies = companies
        self.names = names
    }

    /// The names most like the written one, the best first; `place` counts in the order given.
    package mutating func matches(_ written: String, limit: Int) -> [NameMatch] {
        names.matches(written, limit: limit)
    }

    /// Whether a name has a region or trade and a legal form, so that it is no short name.
    package func isWhole(_ written: String) -> Bool { companies.parts(of: written).isWhole }

    /// Whether the bearer of the written name is the company at `place`, seen among all names.
    /// `isAnother` says at which places the names of further companies stand; without it, where
    /// another name stands.
    package mutating func decide(
        _ written: String, _ place: Int, thresholds: IdentityThresholds,
        codes: (String?, String?) = (nil, nil), isAnother: ((Int) -> Bool)? = nil
    ) -> IdentityDecision {
        let name = companies.names[place]
        let score = names.score(written, place: place)
        let best = rival(of: name, written, isAnother)
        return thresholds.decide(
            codes: codes, names: (companies.parts(of: written), companies.parts(of: name)),
            likeness: NameLikeness(
                score: score, lead: score - (best?.score ?? 0),
                other: best.map { companies.names[$0.place] }))
    }

    /// The best match that is another's; several names of one company may stand before it.
    private mutating func rival(
        of name: String, _ written: String, _ isAnother: ((Int) -> Bool)?
    ) -> NameMatch? {
        var limit = isAnother == nil ? 3 : 8
        while true {
            if asked?.written != written || asked?.limit ?? 0 < limit {
                asked = (written, limit, names.matches(written, limit: limit))
            }
            let found = asked?.found ?? []
            if let best = found.first(where: {
                isAnother?($0.place) ?? (companies.names[$0.place] != name)
            }) {
                return best
            }
            guard found.count >= limit, limit < Limit.namesOfRivals.count else { return nil }
            limit *= 4
        }
    }
}

extension Limit {
    /// Names looked through for another company's.
    fileprivate static let namesOfRivals: Limit = 512
}
