import Basics
import Retrieval
import Rules
package import Storage

extension Transaction {
    /// Ranks the set's companies for every link of the city's chains anew and keeps the first of
    /// each: how many. To be asked for, in the same transaction, wherever the knowledge or links
    /// changed; all links are ranked, since a word that many share weighs less. About half a second
    /// for 4,000 companies; nothing where no knowledge is in.
    @discardableResult
    package func renewSuggestions() throws -> Int {
        guard try knowledgeSet() != nil else { return 0 }
        try run("DELETE FROM link_suggestion WHERE city_id = \(city)")
        let companies = try knowledgeProfiles()
        var chains: [(id: String, links: [ChainLink])] = []
        var rest = Limit.linksSuggested.count
        for chain in try self.chains() {
            let links = Array(try links(of: chain.id).prefix(rest))
            chains.append((chain.id, links))
            rest -= links.count
        }
        let ranking = LinkRanking(
            CompanyIndex(companies), links: chains.flatMap(\.links).map(\.rankedText))
        var kept: [[StoredValue]] = []
        for (chain, links) in chains {
            let texts = links.map(\.rankedText)
            let found = ranking.candidates(ofChain: texts, limit: Limit.suggestionsKept.count)
            for (link, (text, candidates)) in zip(links, zip(texts, found)) {
                for (turn, candidate) in candidates.enumerated() {
                    let words = ranking.sharedWords(
                        of: text, with: candidate.place, limit: Limit.wordsOfSuggestion.count)
                    kept.append([
                        .text(city), .text(chain), .text(link.id), .integer(Int64(turn)),
                        .text(companies[candidate.place].key), .real(candidate.score),
                        .text(candidate.parts.lines),
                        .text(words.map(\.text).joined(separator: "\n")),
                    ])
                }
            }
        }
        try load(
            into: "link_suggestion",
            columns: [
                "city_id", "chain_id", "link_id", "turn", "code", "score", "parts", "words",
            ], rows: kept)
        return kept.count
    }

    /// What a ranking may read of the set's companies: what they sell, by share and confidence,
    /// their industries and names. Those that sell nothing known are left out.
    private func knowledgeProfiles() throws -> [CompanyProfile] {
        let products = try soldProducts()
        let industries = try industries()
        return try rows(
            """
            SELECT * FROM knowledge_company WHERE city_id = \(city) ORDER BY number
            LIMIT \(Limit.knownCompanies)
            """
        ).compactMap { row in
            let company = try KnowledgeCompany(row)
            guard let sold = products[company.number] else { return nil }
            let levels = industries[company.number] ?? []
            let listed = company.listedIndustry ?? ""
            return CompanyProfile(
                key: company.code,
                products: sold.map { ProductLine($0.name, share: $0.share * $0.confidence) },
                surroundings: Set(levels + [listed]).subtracting([""]).sorted()
                    .map { WeightedText($0) },
                names: company.shortNames,
                registeredNames: [company.fullName].compactMap { $0 } + company.formerNames,
                industries: [levels.first ?? "", listed])
        }
    }

    /// By the number of a company: its industry, then those around it.
    private func industries() throws -> [Int64: [String]] {
        let relations = [KnowledgeRelation.industry, .parentIndustry].map(\.rawValue)
        var parents: [Int64: Int64] = [:]
        var own: [Int64: Int64] = [:]
        var names: [Int64: String] = [:]
        for row in try rows(
            """
            SELECT edge.relation, edge.from_node, edge.to_node, node.name
            FROM knowledge_edge AS edge JOIN knowledge_node AS node
                ON node.city_id = edge.city_id AND node.number = edge.to_node
            WHERE edge.city_id = \(city) AND edge.relation IN \(relations)
            ORDER BY edge.relation, edge.from_node, edge.line LIMIT \(Limit.knownCompanies)
            """)
        {
            let (from, to) = (try row.integer("from_node"), try row.integer("to_node"))
            names[to] = try row.text("name")
            if try row.text("relation") == KnowledgeRelation.industry.rawValue {
                own[from] = own[from] ?? to
            } else {
                parents[from] = parents[from] ?? to
            }
        }
        return own.mapValues { finest in
            var levels: [Int64] = []
            var next: Int64? = finest
            // A set that leads in a circle ends where it comes back.
            while let level = next, !levels.contains(level) {
                levels.append(level)
                next = parents[level]
            }
            return levels.compactMap { names[$0] }
        }
    }
}

extension ChainLink {
    /// What a ranking is asked with.
    fileprivate var rankedText: LinkText {
        let beside = products + keywords + (about.map { [$0] } ?? [])
        return LinkText(
            name: ([name.zh] + aliases).joined(separator: " "),
            description: beside.joined(separator: " "))
    }
}

extension LinkScoreParts {
    /// One a line, in the order of `SuggestionPartKind`.
    fileprivate var lines: String {
        [products, surroundings, names, feedback, companions, chain]
            .map { String(($0 * 1_000).rounded() / 1_000) }.joined(separator: "\n")
    }
}
