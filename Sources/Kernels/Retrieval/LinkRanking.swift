/// A company that may sit at a link.
package struct LinkCandidate: Sendable, Hashable {
    /// Which company, in the order in which the index was given them.
    package let place: Int
    /// The sum of its parts to nine places. Comparable within one link only.
    package let score: Double
    package let parts: LinkScoreParts
}

/// Of what a score is made, each part weighted already: what stands at 0 told nothing.
package struct LinkScoreParts: Sendable, Hashable {
    /// Words of the link in its products; the best company has 1.
    package let products: Double
    /// Words of the link in its industries and themes.
    package let surroundings: Double
    /// Words of the link's name in its own names.
    package let names: Double
    /// It sells what the first companies sell.
    package let feedback: Double
    /// It is of the industries of the first companies of this link,
    package let companions: Double
    /// and of those of the first companies of all links of the chain.
    package let chain: Double
}

/// Who sits at a link, told from what companies sell and how links are described. It reads no
/// placements and no supply, so it can be asked where there are none, and be tried on those that
/// are known.
///
///     score = products + surroundings + names + feedback + companions + chain
///
/// The first three are BM25 of the link's words in three fields, feedback is Rocchio's; each is
/// scaled so that its best company has 1 before it is weighted. Companions are our own: industries
/// by what their companies score among the first, over the root of their size. A link of 100
/// characters takes about a millisecond among 4,000 companies.
package struct LinkRanking: Sendable {
    let companies: CompanyIndex
    let words: LinkWords
    private var parameters: RankingParameters { companies.parameters }

    /// - Parameter links: all that are described, of every chain; what they share tells little.
    package init(_ companies: CompanyIndex, links: [LinkText]) {
        self.companies = companies
        words = LinkWords(links, reader: companies.reader)
    }

    /// For each link of a chain the companies most likely to sit there, the best first; of equals
    /// the one with the lower key. Companies of which nothing speaks for it are left out.
    package func candidates(ofChain links: [LinkText], limit: Int) -> [[LinkCandidate]] {
        let matches = links.map(match)
        let chain = industries(of: zip(links, matches).map { ($0, $1) })
        return matches.map { candidates(of: $0, chain, limit: limit) }
    }

    /// The same for one link, with what its chain says; `industries(ofChain:)` can be kept.
    package func candidates(
        for link: LinkText, in chain: ChainIndustries = .unknown, limit: Int
    ) -> [LinkCandidate] {
        candidates(of: match(link), chain, limit: limit)
    }

    /// What the links of a chain tell each other; nothing for a single one.
    package func industries(ofChain links: [LinkText]) -> ChainIndustries {
        industries(of: links.map { ($0, match($0)) })
    }

    private func industries(of chain: [(link: LinkText, match: LinkMatch)]) -> ChainIndustries {
        guard let classification = companies.classifications.first, chain.count > 1 else {
            return .unknown
        }
        // Added in one order, whatever the order of the links.
        let ordered = chain.sorted {
            ($0.link.name, $0.link.description) < ($1.link.name, $1.link.description)
        }
        var sums: [Double] = []
        for (_, match) in ordered {
            let shares = classification.shares(of: first(match.base))
            sums = sums.isEmpty ? shares : zip(sums, shares).map { $0 + $1 }
        }
        return ChainIndustries(shares: sums.scaledToOne())
    }

    /// What the words of the link find by themselves.
    private func match(_ link: LinkText) -> LinkMatch {
        let reader = companies.reader
        let question = words.question(
            link, description: parameters.description, reader: reader)
        let ofName = words.question(link, description: 0, reader: reader)
        return LinkMatch(
            products: companies.products.scores(of: question).scaledToOne(),
            surroundings: weighted(
                parameters.surroundings, companies.surroundings.scores(of: question)),
            names: weighted(parameters.names, companies.names.scores(of: ofName)))
    }

    private func candidates(
        of match: LinkMatch, _ chain: ChainIndustries, limit: Int
    ) -> [LinkCandidate] {
        let question = companies.terms.question(
            from: first(match.base), count: parameters.feedbackWords, companies.products)
        let feedback = weighted(parameters.feedback, companies.products.scores(of: question))
        var scores = zip(match.base, feedback).map { $0 + $1 }
        let found = first(scores)
        var companions = [Double](repeating: 0, count: companies.count)
        for classification in companies.classifications {
            let shares = classification.shares(of: found)
            for (company, industry) in classification.industries.enumerated() {
                companions[company] += parameters.ofLink * shares[Int(industry)]
            }
        }
        var ofChain = [Double](repeating: 0, count: companies.count)
        if let classification = companies.classifications.first, !chain.shares.isEmpty {
            for (company, industry) in classification.industries.enumerated() {
                ofChain[company] = parameters.ofChain * chain.shares[Int(industry)]
            }
        }
        for company in scores.indices { scores[company] += companions[company] + ofChain[company] }
        return scores.placesOfLargest(limit).filter { scores[$0].toNinePlaces > 0 }.map {
            LinkCandidate(
                place: Int(companies.places[$0]), score: scores[$0].toNinePlaces,
                parts: LinkScoreParts(
                    products: match.products[$0], surroundings: match.surroundings[$0],
                    names: match.names[$0], feedback: feedback[$0], companions: companions[$0],
                    chain: ofChain[$0]))
        }
    }

    private func first(_ scores: [Double]) -> [(company: Int, score: Double)] {
        scores.placesOfLargest(parameters.looks).map { ($0, scores[$0]) }
    }

    private func weighted(_ weight: Double, _ scores: [Double]) -> [Double] {
        scores.scaledToOne().map { weight * $0 }
    }
}

/// By company: what the words of one link find, weighted.
private struct LinkMatch {
    let products: [Double]
    let surroundings: [Double]
    let names: [Double]
    /// The sum of the three.
    let base: [Double]

    init(products: [Double], surroundings: [Double], names: [Double]) {
        self.products = products
        self.surroundings = surroundings
        self.names = names
        base = products.indices.map { products[$0] + surroundings[$0] + names[$0] }
    }
}
