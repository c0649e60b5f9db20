package import Basics
import Companies
import Evidence
package import People
package import Rules
package import Storage
import Texts

extension Transaction {
    /// Who may sit at a link by the knowledge that is in, without those that sit there and those
    /// that somebody decided of. Nil where there is no such link.
    package func suggestions(of chain: String, link: String) throws -> LinkSuggestions? {
        guard let found = try self.chain(chain),
            let one = try links(of: chain).first(where: { $0.id == link })
        else { return nil }
        let set = try knowledgeSet()
        let reviewed = try suggestionReviews(of: chain, link: link)
        let words = [one.name.zh] + one.aliases + one.products + one.keywords
        return LinkSuggestions(
            chain: found, link: one, set: set,
            open: set == nil
                ? [] : try openSuggestions(of: chain, link, without: Set(reviewed.map(\.code))),
            reviewed: reviewed, relations: set == nil ? [] : try productRelations(of: words))
    }

    /// A person takes a suggestion up: the company sits at the link, with the set as the source, by
    /// the same way as a fact that is typed; it becomes a target by that.
    package func accept(
        _ draft: AcceptanceDraft, link: String, of chain: String, by rule: GradingRule?,
        today: Day, _ occasion: Occasion
    ) throws -> TakenChain {
        try occasion.actor.require(.editChains)
        let (set, suggestion) = try openSuggestion(draft.code, link, of: chain)
        let fact = LinkFactDraft(
            kind: LinkFactKind.placement.rawValue,
            company: suggestion.known?.name ?? suggestion.company.fullName
                ?? suggestion.company.name, stock: suggestion.company.code, place: draft.place,
            standing: draft.standing, note: draft.note, signed: "",
            grounds: Grounds(
                id: draft.freshSource, kind: SourceKind.publication.rawValue,
                title: "候选知识 " + set.title, dated: nil, today: today),
            fresh: draft.freshCompany)
        let taken = try add(fact, link: link, of: chain, by: rule, today: today, occasion)
        try review(suggestion, link, of: chain, .accepted, trimmed(draft.note ?? ""), occasion)
        return taken
    }

    /// A person says why not; it isn't suggested for this link again.
    package func refuse(
        _ code: String, link: String, of chain: String, because reason: String,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        let reason = trimmed(reason)
        let problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        let (_, suggestion) = try openSuggestion(code, link, of: chain)
        try review(suggestion, link, of: chain, .refused, reason, occasion)
    }

    /// That a company was refused at a link doesn't hold any more: it may be suggested again.
    package func reconsider(
        _ code: String, link: String, of chain: String, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard
            let last = try suggestionReviews(of: chain, link: link).first(where: {
                $0.code == code
            })
        else { throw UnknownChain() }
        // An accepted one sits at the link: it is taken away there.
        guard last.verdict == .refused else {
            throw ChainRefusal([Problem("这家企业现在不是“不采纳”，请刷新页面再看")])
        }
        try save(
            SuggestionReview(
                code: code, name: last.name, verdict: .reconsidered, reason: "",
                by: occasion.actor.name, at: occasion.at), score: 0, link, of: chain,
            facts: [])
    }

    private func openSuggestion(
        _ code: String, _ link: String, of chain: String
    ) throws -> (KnowledgeSet, Suggestion) {
        guard let found = try suggestions(of: chain, link: link), let set = found.set else {
            throw UnknownChain()
        }
        guard let suggestion = found.open.first(where: { $0.company.code == code }) else {
            throw ChainRefusal([Problem("\(code)已不在建议里：有人办过了，或知识更新了")])
        }
        return (set, suggestion)
    }

    private func review(
        _ suggestion: Suggestion, _ link: String, of chain: String,
        _ verdict: SuggestionVerdict, _ reason: String, _ occasion: Occasion
    ) throws {
        let lines = suggestion.products.map { JSONValue($0.line) }
        try save(
            SuggestionReview(
                code: suggestion.company.code, name: suggestion.company.name, verdict: verdict,
                reason: reason, by: occasion.actor.name, at: occasion.at),
            score: Int64((suggestion.score * 1_000).rounded()), link, of: chain,
            facts: [JSONMember("lines", .array(lines))])
    }

    private func save(
        _ review: SuggestionReview, score: Int64, _ link: String, of chain: String,
        facts: [JSONMember]
    ) throws {
        try run(
            """
            INSERT INTO suggestion_review (city_id, number, chain_id, link_id, code, name, verdict,
                reason, score, reviewed_by, reviewed_at)
            VALUES (\(city), \(try nextNumber(of: "suggestion_review")), \(chain), \(link),
                \(review.code), \(review.name), \(review.verdict.rawValue), \(review.reason),
                \(score), \(review.by), \(review.at))
            """)
        try record(
            "suggestion." + review.verdict.rawValue, on: Subject("chain", chain), by: review.by,
            at: review.at,
            body: .object(
                [
                    JSONMember("link", .string(link)), JSONMember("code", .string(review.code)),
                    JSONMember("name", .string(review.name)),
                    JSONMember("reason", .string(review.reason)),
                    JSONMember("score", .integer(score)),
                ] + facts))
    }

    /// Of each company the last that holds, the newest first.
    private func suggestionReviews(
        of chain: String, link: String
    ) throws -> [SuggestionReview] {
        try rows(
            """
            SELECT * FROM suggestion_review AS review
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
                AND verdict <> \(SuggestionVerdict.reconsidered.rawValue)
                AND NOT EXISTS (
                    SELECT 1 FROM suggestion_review AS later
                    WHERE later.city_id = review.city_id AND later.chain_id = review.chain_id
                        AND later.link_id = review.link_id AND later.code = review.code
                        AND later.number > review.number)
            ORDER BY number DESC LIMIT \(Limit.reviewsOfLink)
            """
        ).map { row in
            SuggestionReview(
                code: try row.text("code"), name: try row.text("name"),
                verdict: try row.word("verdict"), reason: try row.text("reason"),
                by: try row.text("reviewed_by"), at: try row.instant("reviewed_at"))
        }
    }

    private func openSuggestions(
        of chain: String, _ link: String, without reviewed: Set<String>
    ) throws -> [Suggestion] {
        let found = try rows(
            """
            SELECT knowledge_company.*, link_suggestion.score, link_suggestion.parts,
                link_suggestion.words
            FROM link_suggestion JOIN knowledge_company
                ON knowledge_company.city_id = link_suggestion.city_id
                    AND knowledge_company.code = link_suggestion.code
            WHERE link_suggestion.city_id = \(city) AND link_suggestion.chain_id = \(chain)
                AND link_suggestion.link_id = \(link)
            ORDER BY link_suggestion.turn LIMIT \(Limit.suggestionsKept)
            """)
        let companies = try found.map(KnowledgeCompany.init)
        let known = try knownCompanies(companies)
        let placed = Set(try placements(of: chain, at: link).map(\.company))
        let open = companies.indices.filter { place in
            let id = known[companies[place].code]?.id
            return !reviewed.contains(companies[place].code)
                && id.map { placed.contains($0) } != true
        }.prefix(Limit.suggestionsOfLink.count)
        let sold = try soldProducts(of: open.map { companies[$0].number })
        return try open.map { place in
            let (row, company) = (found[place], companies[place])
            let words = try row.text("words").split(separator: "\n").map(String.init)
            let parts = try row.text("parts").split(separator: "\n").map { Double($0) ?? 0 }
            let all = sold[company.number] ?? []
            let met = all.filter { product in
                let name = product.name.folded
                return words.contains { name.contains($0.folded) }
            }
            return Suggestion(
                company: company, score: try row.real("score"),
                parts: zip(SuggestionPartKind.allCases, parts).map {
                    SuggestionPart(kind: $0, score: $1)
                }, words: words,
                products: Array(
                    (met.isEmpty ? all : met).sorted {
                        ($1.share, $0.line) < ($0.share, $1.line)
                    }.prefix(Limit.productsOfSuggestion.count)), known: known[company.code])
        }
    }

    /// Those of the city's register that companies of the set are, by stock code, else by name by
    /// law; by the set's code.
    private func knownCompanies(_ companies: [KnowledgeCompany]) throws -> [String: Company] {
        let byLaw: [CompanyNameKind] = [.legal, .merged, .former]
        var codes: [String: String] = [:]
        for company in companies {
            for name in [company.fullName].compactMap({ $0 }) + company.formerNames {
                // Brackets are of either width.
                codes[name] = company.code
                codes[name.replacing("(", with: "（").replacing(")", with: "）")] = company.code
            }
        }
        var ids: [String: Identifier] = [:]
        for row in try rows(
            """
            SELECT name, \(firm("company_name.company_id")) AS firm FROM company_name
            WHERE city_id = \(city) AND name IN \(codes.keys.sorted())
                AND kind IN \(byLaw.map(\.rawValue)) ORDER BY number LIMIT \(Limit.knownCompanies)
            """)
        {
            if let code = codes[try row.text("name")] { ids[code] = try row.identifier("firm") }
        }
        for row in try rows(
            """
            SELECT value, \(firm("company_identifier.company_id")) AS firm
            FROM company_identifier
            WHERE city_id = \(city) AND scheme = \(IdentifierScheme.stock.rawValue)
                AND value IN \(companies.map(\.code)) AND until IS NULL
            """)
        { ids[try row.text("value")] = try row.identifier("firm") }
        let found = Dictionary(
            try self.companies(Set(ids.values)).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return ids.compactMapValues { found[$0] }
    }
}
