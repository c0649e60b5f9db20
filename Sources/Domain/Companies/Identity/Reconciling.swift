package import Basics
import Names
package import Storage

/// Which company is this? What is asked of it.
package struct CompanyQuestion: Sendable {
    /// Any name of it; empty where only codes are known.
    package var name: String
    package var codes: [IdentifierScheme: String]
    /// A place that its name by law or its address should hold: «青岛», «崂山区».
    package var region: String?
    package var limit: Limit

    package init(
        name: String, codes: [IdentifierScheme: String] = [:], region: String? = nil,
        limit: Limit = 5
    ) {
        self.name = name
        self.codes = codes
        self.region = region
        self.limit = limit
    }
}

/// A company that may be the one that was asked for.
package struct CompanyCandidate: Sendable {
    package let company: Company
    /// From 0 to 1; a code that is its own gives 1.
    package let certainty: Double
    /// That it is the one: by its code, or by its name where nothing speaks against it and no other
    /// company fits as well.
    package fileprivate(set) var isMatch: Bool
    package let reasons: [IdentityReason]
    fileprivate let isHere: Bool

    /// Whether it has a part of its name or its code in common with what was asked for.
    package var isKin: Bool { reasons.contains(where: \.isCommon) }
}

/// Every name of every company of a city, of all times, for finding. A value of one moment: `state`
/// says of which.
package struct StoredNames: Sendable {
    package let state: Int64
    private let owners: [Identifier]
    private let named: NamedCompanies

    /// Time and memory grow with the names, so what is made is kept until the state moves.
    /// `places` are those of the city folder.
    package init(_ hand: NamesAtHand, state: Int64, places: [String] = []) {
        self.state = state
        owners = hand.names.map { hand.ids[$0.owner] }
        named = NamedCompanies(hand.names.map(\.text), places: places)
    }

    package var count: Int { owners.count }

    /// Keeps working memory for many questions of one task.
    package func finder() -> StoredNameFinder {
        StoredNameFinder(owners: owners, finder: named.finder())
    }
}

/// Asks about stored companies.
package struct StoredNameFinder {
    private let owners: [Identifier]
    private var finder: CompanyFinder

    fileprivate init(owners: [Identifier], finder: CompanyFinder) {
        self.owners = owners
        self.finder = finder
    }

    /// Of each company the place of the name that fits best, the best first.
    fileprivate mutating func places(
        _ written: String, limit: Limit
    ) -> [(id: Identifier, place: Int)] {
        var seen: Set<Identifier> = []
        return finder.matches(written, limit: limit.count * 4).compactMap { match in
            let id = owners[match.place]
            return seen.insert(id).inserted ? (id, match.place) : nil
        }.prefix(limit.count).map(\.self)
    }

    fileprivate mutating func decide(
        _ written: String, _ place: Int, _ codes: (String?, String?),
        _ thresholds: IdentityThresholds
    ) -> IdentityDecision {
        let owner = owners[place]
        return finder.decide(
            written, place, thresholds: thresholds, codes: codes,
            isAnother: { [owners] in owners[$0] != owner })
    }
}

extension Transaction {
    /// Moves whenever something is recorded of companies.
    package func companiesState() throws -> Int64 {
        try rows(
            """
            SELECT number FROM journal
            WHERE city_id = \(city) AND kind >= 'compan' AND kind < 'compao'
            ORDER BY number DESC LIMIT 1
            """
        ).first?.integer("number") ?? 0
    }

    /// The companies that may be meant, the surest first. At most one of them is the match.
    package func candidates(
        for question: CompanyQuestion, _ finder: inout StoredNameFinder,
        thresholds: IdentityThresholds
    ) throws -> [CompanyCandidate] {
        var holders: [Identifier: String] = [:]
        for (scheme, value) in question.codes {
            for row in try rows(
                """
                SELECT company_id FROM company_identifier
                WHERE city_id = \(city) AND scheme = \(scheme.rawValue) AND value = \(value)
                    AND until IS NULL
                """)
            { holders[try row.identifier("company_id")] = value }
        }
        // More than are given, since who bears the name too must be seen.
        let seen = Limit(max(5, question.limit.count))
        let named = question.name.isEmpty ? [] : finder.places(question.name, limit: seen)
        let places = Dictionary(named, uniquingKeysWith: { first, _ in first })
        // Some may have been merged after the names were read.
        let found = try companies(Set(holders.keys).union(places.keys))
            .filter { $0.mergedInto == nil }
        let code = question.codes[.uscc]
        var candidates = found.map { company -> CompanyCandidate in
            let isHere = question.region.map(company.stands) ?? true
            if let value = holders[company.id] {
                return CompanyCandidate(
                    company: company, certainty: 1, isMatch: holders.count == 1,
                    reasons: [.sameCode(value)], isHere: isHere)
            }
            let decision = places[company.id].map {
                finder.decide(question.name, $0, (code, company.creditCode), thresholds)
            }
            return CompanyCandidate(
                company: company, certainty: decision?.certainty ?? 0,
                isMatch: holders.isEmpty && decision?.outcome == .same && isHere,
                reasons: decision?.reasons ?? [], isHere: isHere)
        }
        if candidates.count(where: \.isMatch) > 1 {
            for place in candidates.indices { candidates[place].isMatch = false }
        }
        return candidates.filter { $0.certainty > 0 }.sorted { $0.precedes($1) }
            .prefix(question.limit.count).map(\.self)
    }
}

extension CompanyCandidate {
    fileprivate func precedes(_ other: CompanyCandidate) -> Bool {
        if isMatch != other.isMatch { return isMatch }
        if isHere != other.isHere { return isHere }
        return (other.certainty, company.id) < (certainty, other.company.id)
    }
}

extension Company {
    /// Whether its name by law or its address holds the place.
    fileprivate func stands(in region: String) -> Bool {
        let place = String(region.reversed().drop { "省市区县".contains($0) }.reversed())
        let sought = place.count > 1 ? place : region
        return name.contains(sought) || address?.contains(sought) ?? false
    }
}
