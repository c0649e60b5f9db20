package import Basics
import Companies
import Evidence
package import People
import Rules
package import Storage

extension Limit {
    package static let targetsOfLink: Limit = 10_000
    static let actsOfTargets: Limit = 100_000
}

extension Transaction {
    /// Every company known at the link, here or elsewhere, with what speaks for it: those that
    /// are pursued first, then by score, then those of which too little is known for a rank, then
    /// the removed. Who doesn't hear talks gets what was decided, without notes, and nothing of who
    /// met or knows whom.
    package func targets(
        of chain: String, link: String, as view: TargetView
    ) throws -> [Target] {
        try requireLink(link, of: chain)
        return try targets(of: try ties(of: chain, as: view), link: link, as: view)
    }

    /// With an area only companies that do there what the link does.
    func targets(
        of ties: ChainTies, link: String, as view: TargetView, in area: String? = nil
    ) throws -> [Target] {
        let chain = ties.chain
        let placements = Dictionary(
            grouping: try placements(of: chain, at: link), by: \.company
        ).filter { _, own in area.map { area in own.contains { lies($0.place, in: area) } } ?? true
        }
        if area != nil, placements.isEmpty { return [] }
        let place = area == nil ? ties.links.first { $0.id == link } : nil
        let leads = try place.map { try self.leads(to: $0, ties, as: view) } ?? [:]
        let acts = try targetActs(of: chain, link: link)
            .mapValues { view.hearsTalks ? $0 : $0.compactMap(\.withoutTalk) }
        let ids = Set(placements.keys).union(
            area == nil ? Set(acts.keys).union(leads.keys) : [])
        let surroundings = try surroundings(of: ids, ties, link: link)
        let signs = try expansionSigns(of: ids)
        let targets = try companies(ids).map { company in
            let own = placements[company.id] ?? []
            let acts = acts[company.id] ?? []
            var facts = surroundings.facts(of: company)
            facts.standing = own.map(\.standing).min { $0.order < $1.order }
            facts.qualities = own.reduce(into: []) { $0.formUnion($1.qualities) }
            let honours = ties.honours[company.id] ?? []
            if !honours.isEmpty {
                facts.qualities.remove(.plain)
                facts.qualities.insert(.qualified)
            }
            facts.newestSign = signs[company.id]?.first?.on
            facts.introducer = acts.lazy.compactMap(\.introducer).first
            facts.wasMet = view.hearsTalks && facts.wasMet
            if acts.contains(where: { $0.kind == .contact }) { facts.wasMet = true }
            return Target(
                company: company, places: Set(own.map(\.place)).sorted(),
                notes: own.compactMap(\.note), leads: own.isEmpty ? leads[company.id] ?? [] : [],
                honours: honours, vetoes: ties.vetoes[company.id] ?? [], facts: facts,
                score: facts.scored(by: view.rule, on: view.today), signs: signs[company.id] ?? [],
                acts: acts)
        }
        return targets.sorted { $0.precedes($1) }
    }

    /// Does something about a company as a target of the link; its score of the day is kept.
    package func act(
        _ draft: TargetActDraft, on company: Identifier, link: String, of chain: String,
        as view: TargetView, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        let all = try targets(of: chain, link: link, as: view)
        guard let target = all.first(where: { $0.company.id == company }) else {
            throw UnknownChain()
        }
        let kind = try draft.checked(target, today: view.today)
        let score = target.score.score.map { Int64($0.rounded()) }
        let coverage = Int64((target.score.coverage * 100).rounded())
        let (introducer, on) = (
            draft.introducer.isEmpty ? nil : draft.introducer, draft.on ?? view.today
        )
        let number = try nextNumber(of: "target_act")
        try run(
            """
            INSERT INTO target_act (city_id, number, chain_id, link_id, company_id, act, note,
                introducer, happened_on, score, coverage, done_by, done_at)
            VALUES (\(city), \(number), \(chain), \(link), \(company), \(kind.rawValue),
                \(draft.note), \(introducer), \(on), \(score),
                \(coverage), \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "target.\(kind.rawValue)",
            on: [Subject("company", company.text), Subject("chain", chain)],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "link": .string(link), "note": .string(draft.note),
                "score": JSONValue(score), "coverage": JSONValue(coverage),
            ]))
    }

    /// Writes down that a company is about to invest.
    package func add(
        _ draft: SignDraft, of company: Identifier, today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.editChains)
        guard try self.company(company) != nil else { throw UnknownChain() }
        let (kind, on) = try draft.checked(today: today)
        try save(draft.grounds.source(by: occasion.actor.name, at: occasion.at))
        let number = try nextNumber(of: "expansion_sign")
        try run(
            """
            INSERT INTO expansion_sign (city_id, number, company_id, kind, said, seen_on,
                source_id, known_at)
            VALUES (\(city), \(number), \(company), \(kind.rawValue), \(draft.said), \(on),
                \(draft.grounds.id), \(occasion.at))
            """)
        try record(
            "target.sign", on: Subject("company", company.text), by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "kind": .string(kind.rawValue), "said": .string(draft.said),
                "on": .string(on.description),
            ]))
    }

    /// The newest first.
    private func targetActs(
        of chain: String, link: String
    ) throws -> [Identifier: [TargetAct]] {
        var acts: [Identifier: [TargetAct]] = [:]
        for row in try rows(
            """
            SELECT * FROM target_act
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
            ORDER BY number DESC LIMIT \(Limit.actsOfTargets)
            """)
        {
            acts[try row.identifier("company_id"), default: []].append(
                TargetAct(
                    number: try row.integer("number"), kind: try row.word("act"),
                    note: try row.text("note"), introducer: try row.optionalText("introducer"),
                    on: try row.day("happened_on"),
                    score: try row.optionalInteger("score").map { Int($0) },
                    coverage: try row.int("coverage"),
                    by: try row.text("done_by"), at: try row.instant("done_at")))
        }
        return acts
    }

    /// The newest first.
    private func expansionSigns(
        of companies: Set<Identifier>
    ) throws -> [Identifier: [ExpansionSign]] {
        var signs: [Identifier: [ExpansionSign]] = [:]
        for row in try rows(
            of: companies,
            {
                """
                SELECT * FROM expansion_sign WHERE city_id = \(city) AND company_id IN \($0)
                ORDER BY seen_on DESC, number DESC LIMIT \(Limit.actsOfTargets)
                """
            })
        {
            signs[try row.identifier("company_id"), default: []].append(
                ExpansionSign(
                    number: try row.integer("number"), kind: try row.word("kind"),
                    said: try row.text("said"), on: try row.day("seen_on"),
                    source: try row.identifier("source_id")))
        }
        return signs
    }

    /// What is read once for all links of a chain.
    func ties(of chain: String, as view: TargetView) throws -> ChainTies {
        let vetoes = view.rule?.vetoes ?? []
        let listed = try listedCompanies()
        let ruledOut = listed.mapValues { lists in vetoes.filter { lists.contains($0.list) } }
        let bad = Set(vetoes.map(\.list))
        var honours = listed.mapValues { $0.subtracting(bad) }
        honours.merge(try recognisedCompanies(on: view.today)) { $0.union($1) }
        return ChainTies(
            chain: chain, links: try links(of: chain), trades: try trades(of: chain),
            supplies: try supplies(of: chain), honours: honours.filter { !$0.value.isEmpty },
            vetoes: ruledOut.filter { !$0.value.isEmpty })
    }

    /// Rows about companies, however many there are.
    func rows(
        of companies: Set<Identifier>, _ query: ([Identifier]) -> Query
    ) throws -> [ResultRow] {
        try companies.sorted().parts(of: .listInStatement).flatMap { try rows(query($0)) }
    }

    /// What stands around companies that could fill a link.
    private func surroundings(
        of companies: Set<Identifier>, _ ties: ChainTies, link: String
    ) throws -> Surroundings {
        let trades = ties.trades.filter { trade in
            companies.contains(trade.supplier) || trade.buyer.map(companies.contains) == true
        }
        let partners = Set(trades.map(\.supplier) + trades.compactMap(\.buyer))
        let all = companies.union(partners)
        // Placements keep the company that they were written for, also when it was merged.
        let former = try rows(
            of: all,
            {
                """
                SELECT from_id FROM company_merge
                WHERE city_id = \(city) AND undone_at IS NULL AND final_id IN \($0)
                """
            }
        ).map { try $0.identifier("from_id") }
        var found = Surroundings(city: city, trades: trades)
        for row in try rows(
            of: all.union(former),
            {
                """
                SELECT DISTINCT \(firm("placement.company_id")) AS firm, placement.place
                FROM placement
                WHERE placement.city_id = \(city) AND placement.ended_at IS NULL
                    AND placement.company_id IN \($0)
                """
            })
        {
            found.places[try row.identifier("firm"), default: []].insert(try row.text("place"))
        }
        let neighbours = Set(
            ties.supplies.filter { $0.buyer == link }.map(\.supplier)
                + ties.supplies.filter { $0.supplier == link }.map(\.buyer))
        for row in try rows(
            """
            SELECT DISTINCT \(firm("placement.company_id")) AS firm, placement.place
            FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(ties.chain)
                AND placement.ended_at IS NULL AND placement.standing = 'operating'
                AND placement.link_id IN \(neighbours.sorted())
            """) where lies(try row.text("place"), in: city)
        {
            found.neighbours.insert(try row.identifier("firm"))
        }
        for row in try rows(
            of: companies,
            {
                """
                SELECT DISTINCT company_id FROM company_contact
                WHERE city_id = \(city) AND withdrawn IS NULL AND company_id IN \($0)
                """
            })
        {
            found.met.insert(try row.identifier("company_id"))
        }
        return found
    }
}

struct ChainTies {
    let chain: String
    let links: [ChainLink]
    /// Who gives what to whom.
    let trades: [CompanySupply]
    let supplies: [LinkSupply]
    /// Kinds of lists on whose newest edition companies stand, and of recognitions in force; not
    /// those lists that rule a company out.
    let honours: [Identifier: Set<String>]
    /// What rules a company out.
    let vetoes: [Identifier: [TargetVeto]]
}

private struct Surroundings {
    let city: String
    let trades: [CompanySupply]
    /// Where companies are known to be, at whichever link.
    var places: [Identifier: Set<String>] = [:]
    /// Companies here at links beside this one.
    var neighbours: Set<Identifier> = []
    /// Companies whom somebody of the city has met.
    var met: Set<Identifier> = []

    func facts(of company: Company) -> TargetFacts {
        let id = company.id
        var facts = TargetFacts()
        facts.tradesHere = trades.contains { trade in
            trade.supplier == id
                ? trade.buyer.map(isHere) == true
                : trade.buyer == id && isHere(trade.supplier)
        }
        let others = neighbours.subtracting([id]).count
        facts.neighbours = others == 0 ? nil : others
        facts.wasMet = met.contains(id)
        // Digits 3 to 8 of a credit code say where the company is registered.
        let registered = company.creditCode.map { String($0.dropFirst(2).prefix(6)) }
        facts.presence = presence(
            (places[id] ?? []).union([registered].compactMap(\.self)))
        return facts
    }

    private func isHere(_ company: Identifier) -> Bool {
        places[company]?.contains { lies($0, in: city) } == true
    }

    private func presence(_ all: Set<String>) -> TargetPresence? {
        let places = all.filter { $0 != "100000" }
        if places.contains(where: { lies($0, in: city) }) { return .here }
        let province = city.prefix(2) + "0000"
        if places.contains(where: { lies($0, in: String(province)) }) { return .province }
        return places.isEmpty ? nil : .elsewhere
    }
}

extension TargetAct {
    /// What was decided, for who isn't let into the talks; nil where nothing was.
    fileprivate var withoutTalk: TargetAct? {
        guard kind.state != nil else { return nil }
        return TargetAct(
            number: number, kind: kind, note: "", introducer: nil, on: on, score: score,
            coverage: coverage, by: by, at: at)
    }
}

extension Target {
    fileprivate func precedes(_ other: Target) -> Bool {
        let (own, others) = (rank, other.rank)
        if own != others { return own < others }
        let (score, otherScore) = (self.score.score ?? -1, other.score.score ?? -1)
        if score != otherScore { return score > otherScore }
        return company.name == other.company.name
            ? company.id < other.company.id : company.name < other.company.name
    }

    private var rank: Int {
        switch state {
        case .pursued: 0
        case .candidate, .doubtful: score.isRanked ? 1 : 2
        case .removed: 3
        case .vetoed: 4
        }
    }
}

extension PlacementStanding {
    /// What is done already goes first.
    fileprivate var order: Int {
        switch self {
        case .operating: 0
        case .building: 1
        case .planned: 2
        }
    }
}
