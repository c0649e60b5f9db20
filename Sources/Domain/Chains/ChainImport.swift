package import Basics
import Companies
import Evidence
package import People
package import Rules
package import Storage

/// One file of a chain on its way in, or a fact that somebody typed: what it needs from outside,
/// drawn before the transaction.
package struct ChainImport: Sendable {
    package let chain: ChainFile
    /// Nil of what was typed.
    let bytes: [UInt8]?
    let freshSources: [Identifier]
    let freshCompanies: [Identifier]

    package init(_ bytes: [UInt8], file: String, in world: World) throws {
        self.init(try readChain(bytes, file: file), bytes: bytes, in: world)
    }

    /// - Parameter bytes: the file as it came, which is kept.
    package init(_ chain: ChainFile, bytes: [UInt8], in world: World) {
        self.chain = chain
        self.bytes = bytes
        // One more for the file itself.
        freshSources = (0...chain.sources.count).map { _ in world.identifier(.evidence) }
        freshCompanies = chain.companies.map { _ in world.identifier(.company) }
    }

    init(
        _ chain: ChainFile, bytes: [UInt8]?, freshSources: [Identifier],
        freshCompanies: [Identifier]
    ) {
        self.chain = chain
        self.bytes = bytes
        self.freshSources = freshSources
        self.freshCompanies = freshCompanies
    }
}

/// What became of a file.
package struct TakenChain: Sendable, Hashable {
    package let chain: Chain
    /// Facts that were new or other than before, by kind; empty: nothing changed.
    package let changes: [String: Int]
    package let newCompanies: Int
    package let grading: Grading
}

extension Transaction {
    /// Takes a chain in and grades it. What the file says is added or takes the place of what was
    /// there; what it doesn't say stays. The same file again changes nothing. A file that was
    /// written out before somebody else changed the chain is refused.
    package func take(
        _ file: ChainImport, by rule: GradingRule?, _ occasion: Occasion
    ) throws -> TakenChain {
        try occasion.actor.require(.editChains)
        let (chain, before) = (file.chain, try chain(file.chain.id))
        if let version = chain.version, let before, version != before.version {
            let stored = try rows(
                "SELECT version FROM chain WHERE city_id = \(city) AND id = \(chain.id)")
            throw StaleVersion(
                subject: Subject("chain", chain.id), version: version, stored: stored.first)
        }
        var taking = ChainTaking(file, at: occasion.at, by: occasion.actor.name)
        try taking.sources(in: self)
        let companies = try take(
            chain.companies.map {
                NamedCompany(
                    name: $0.name, creditCode: $0.creditCode, stock: $0.stock, line: $0.line)
            }, of: chain.file, fresh: file.freshCompanies, source: taking.sourceOfCompanies)
        taking.companies = Dictionary(
            zip(chain.companies.map(\.id), companies), uniquingKeysWith: { first, _ in first })
        let fresh = Set(file.freshCompanies).intersection(companies)
        try taking.links(in: self)
        try taking.supplies(in: self)
        try taking.placements(in: self)
        try taking.trades(in: self)
        try taking.statements(in: self)
        try taking.itself(before, in: self)
        guard !taking.changes.isEmpty || !fresh.isEmpty else {
            guard let before else { throw UnknownChain() }
            return TakenChain(chain: before, changes: [:], newCompanies: 0, grading: Grading())
        }
        return try finish(taking, fresh, by: rule, occasion)
    }

    private func finish(
        _ taking: ChainTaking, _ fresh: Set<Identifier>, by rule: GradingRule?,
        _ occasion: Occasion
    ) throws -> TakenChain {
        let id = taking.chain.id
        if let bytes = taking.file.bytes {
            try save(taking.source(of: try saveFile(bytes).text))
            try run(
                """
                UPDATE chain SET source_id = \(taking.file.freshSources[0])
                WHERE city_id = \(city) AND id = \(id)
                """)
        }
        let counts = taking.changes.sorted { $0.key < $1.key }.map {
            JSONMember($0.key, JSONValue($0.value))
        }
        if !fresh.isEmpty {
            try record(
                "companies.imported", on: fresh.sorted().map { Subject("company", $0.text) },
                by: occasion.actor.name, at: occasion.at,
                body: .object([JSONMember("new", JSONValue(fresh.count))]))
        }
        let grading = try regrade(
            id, at: taking.link, taking.file.bytes == nil ? "chain.edited" : "chain.imported",
            counts, by: rule, occasion)
        guard let chain = try chain(id) else { throw UnknownChain() }
        return TakenChain(
            chain: chain, changes: taking.changes, newCompanies: fresh.count, grading: grading)
    }
}

/// A file as far as it has been taken in.
private struct ChainTaking {
    let file: ChainImport
    let at: Instant
    let by: String
    /// By the file's words.
    var companies: [String: Identifier] = [:]
    private var known: [String: Identifier] = [:]
    var changes: [String: Int] = [:]

    init(_ file: ChainImport, at: Instant, by: String) {
        self.file = file
        self.at = at
        self.by = by
    }

    var chain: ChainFile { file.chain }

    /// What its companies were learnt from: the file itself, or what the person who typed named.
    var sourceOfCompanies: Identifier {
        file.bytes == nil ? known.values.first ?? file.freshSources[0] : file.freshSources[0]
    }

    /// The one link of a typed fact.
    var link: String? {
        guard file.bytes == nil else { return nil }
        return
            (chain.placements.map(\.link) + chain.declarations.map(\.link)
            + chain.surveys.map(\.link)).first
    }

    private mutating func count(_ kind: String) { changes[kind, default: 0] += 1 }

    /// The file itself, from which its companies and the chain were learnt.
    func source(of hash: String) -> Source {
        Source(
            id: file.freshSources[0], kind: chain.basis.kind, title: chain.basis.title,
            fileHash: hash, dated: chain.basis.dated, address: chain.basis.address,
            learntAt: at, by: by)
    }

    /// A source that says the same as one on which the chain rests already is that one.
    mutating func sources(in tx: some Transaction) throws {
        let present = try tx.sources(ofChain: chain.id)
        for (written, fresh) in zip(chain.sources, file.freshSources.dropFirst()) {
            if let same = present.first(where: written.isSame) {
                known[written.id] = same.id
                continue
            }
            known[written.id] = fresh
            try tx.save(
                Source(
                    id: fresh, kind: written.kind, title: written.title, fileHash: nil,
                    dated: written.dated, address: written.address, learntAt: at, by: by))
        }
    }

    private func source(_ word: String) throws -> Identifier {
        guard let id = known[word] else { throw UnknownChain() }
        return id
    }

    private func company(_ word: String) throws -> Identifier {
        guard let id = companies[word] else { throw UnknownChain() }
        return id
    }

    mutating func itself(_ before: Chain?, in tx: some Transaction) throws {
        // What the file doesn't say stays, and a chain stands from the earliest day that was said.
        let name = LocalName(zh: chain.name.zh, en: chain.name.en ?? before?.name.en)
        let (code, since) = (
            chain.code ?? before?.code, before.map { min($0.since, chain.since) } ?? chain.since
        )
        if let before, before.name == name, before.code == code, before.since == since { return }
        count("chain")
        try tx.run(
            """
            INSERT INTO chain (city_id, id, name, en, code, since, source_id, version)
            VALUES (\(tx.city), \(chain.id), \(name.zh), \(name.en), \(code),
                \(since), \(file.freshSources[0]), 0)
            ON CONFLICT (city_id, id) DO UPDATE SET name = excluded.name, en = excluded.en,
                code = excluded.code, since = excluded.since
            """)
    }

    mutating func links(in tx: some Transaction) throws {
        guard !chain.links.isEmpty else { return }
        let present = try tx.links(of: chain.id)
        var positions = Dictionary(
            present.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Dictionary(
            present.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for link in chain.links where known[link.id] != link {
            count("links")
            let position = positions[link.id] ?? positions.count
            positions[link.id] = position
            func listed(_ items: [String]) -> String { items.joined(separator: "\n") }
            try tx.run(
                """
                INSERT INTO chain_link (city_id, chain_id, id, position, name, en, tier, role,
                    under, aliases, industries, products, keywords, about)
                VALUES (\(tx.city), \(chain.id), \(link.id), \(position), \(link.name.zh),
                    \(link.name.en), \(link.tier.rawValue), \(link.role.rawValue), \(link.under),
                    \(listed(link.aliases)), \(listed(link.industries)),
                    \(listed(link.products)), \(listed(link.keywords)), \(link.about))
                ON CONFLICT (city_id, chain_id, id) DO UPDATE SET name = excluded.name,
                    en = excluded.en, tier = excluded.tier, role = excluded.role,
                    under = excluded.under, aliases = excluded.aliases,
                    industries = excluded.industries, products = excluded.products,
                    keywords = excluded.keywords, about = excluded.about
                """)
        }
    }

    mutating func supplies(in tx: some Transaction) throws {
        guard !chain.supplies.isEmpty else { return }
        let present = Set(try tx.supplies(of: chain.id))
        for supply in chain.supplies where !present.contains(supply) {
            count("supplies")
            try tx.run(
                """
                INSERT INTO link_supply (city_id, chain_id, supplier, buyer, what, is_derived)
                VALUES (\(tx.city), \(chain.id), \(supply.supplier), \(supply.buyer),
                    \(supply.what), \(supply.isDerived))
                ON CONFLICT (city_id, chain_id, supplier, buyer)
                DO UPDATE SET what = excluded.what, is_derived = excluded.is_derived
                """)
        }
    }

    mutating func placements(in tx: some Transaction) throws {
        guard !chain.placements.isEmpty else { return }
        let present = Dictionary(
            try tx.placements(of: chain.id, at: link).map {
                ([$0.link, $0.company.text, $0.place], $0)
            },
            uniquingKeysWith: { first, _ in first })
        var number = try tx.nextNumber(of: "placement")
        for written in chain.placements {
            let company = try company(written.company)
            let source = try source(written.source)
            if let before = present[[written.link, company.text, written.place]] {
                if before.says(written), before.source == source { continue }
                try tx.run(
                    """
                    UPDATE placement SET ended_at = \(at)
                    WHERE city_id = \(tx.city) AND number = \(before.number)
                    """)
            }
            count("placements")
            let qualities = written.qualities.map(\.rawValue).sorted().joined(separator: "|")
            try tx.run(
                """
                INSERT INTO placement (city_id, number, chain_id, link_id, company_id, place,
                    standing, qualities, note, source_id, known_at)
                VALUES (\(tx.city), \(number), \(chain.id), \(written.link), \(company),
                    \(written.place), \(written.standing.rawValue), \(qualities),
                    \(written.note), \(source), \(at))
                """)
            number += 1
        }
    }

    mutating func trades(in tx: some Transaction) throws {
        guard !chain.trades.isEmpty else { return }
        let present = Set(try tx.trades(of: chain.id))
        var number = try tx.nextNumber(of: "company_supply")
        for written in chain.trades {
            let supply = CompanySupply(
                supplier: try company(written.supplier),
                buyer: try written.buyer.map { try company($0) }, what: written.what,
                kind: written.kind, confidence: written.confidence, note: written.note,
                source: try source(written.source))
            if present.contains(supply) { continue }
            count("trades")
            try tx.run(
                """
                INSERT INTO company_supply (city_id, number, chain_id, supplier_id, buyer_id, what,
                    kind, confidence, note, source_id, known_at)
                VALUES (\(tx.city), \(number), \(chain.id), \(supply.supplier), \(supply.buyer),
                    \(supply.what), \(supply.kind.rawValue), \(supply.confidence.map(Int64.init)),
                    \(supply.note), \(supply.source), \(at))
                """)
            number += 1
        }
    }

    /// What somebody says of links: that all is known, what anchor companies buy, outputs.
    mutating func statements(in tx: some Transaction) throws {
        let (city, id) = (tx.city, chain.id)
        for one in chain.declarations {
            let found = try tx.rows(
                """
                INSERT INTO link_completeness (city_id, chain_id, link_id, place, declared_by,
                    declared_on, source_id)
                VALUES (\(city), \(id), \(one.link), \(one.place), \(one.by), \(one.on),
                    \(try source(one.source)))
                ON CONFLICT (city_id, chain_id, link_id, place) DO UPDATE
                SET declared_by = excluded.declared_by, declared_on = excluded.declared_on,
                    source_id = excluded.source_id
                WHERE link_completeness.declared_on < excluded.declared_on
                RETURNING link_id
                """)
            if !found.isEmpty { count("declarations") }
        }
        for one in chain.surveys {
            let isConcentrated = one.isConcentrated.map { Int64($0 ? 1 : 0) }
            let found = try tx.rows(
                """
                INSERT INTO link_survey (city_id, chain_id, link_id, company_id, band,
                    is_concentrated, surveyed_on, source_id)
                VALUES (\(city), \(id), \(one.link), \(try company(one.company)),
                    \(one.band.rawValue), \(isConcentrated), \(one.on), \(try source(one.source)))
                ON CONFLICT (city_id, chain_id, link_id, company_id, surveyed_on) DO UPDATE
                SET band = excluded.band,
                    is_concentrated = coalesce(
                        excluded.is_concentrated, link_survey.is_concentrated),
                    source_id = excluded.source_id
                WHERE link_survey.band <> excluded.band
                    OR coalesce(link_survey.is_concentrated, 2)
                        <> coalesce(excluded.is_concentrated, 2)
                RETURNING link_id
                """)
            if !found.isEmpty { count("surveys") }
        }
        for one in chain.outputs {
            let found = try tx.rows(
                """
                INSERT INTO link_output (city_id, chain_id, link_id, place, year, local,
                    local_total, national, national_total, source_id)
                VALUES (\(city), \(id), \(one.link), \(one.place), \(Int64(one.year)),
                    \(one.local), \(one.localTotal), \(one.national), \(one.nationalTotal),
                    \(try source(one.source)))
                ON CONFLICT (city_id, chain_id, link_id, place, year) DO UPDATE
                SET local = excluded.local, local_total = excluded.local_total,
                    national = excluded.national, national_total = excluded.national_total,
                    source_id = excluded.source_id
                WHERE link_output.local <> excluded.local
                    OR link_output.local_total <> excluded.local_total
                    OR link_output.national <> excluded.national
                    OR link_output.national_total <> excluded.national_total
                RETURNING link_id
                """)
            if !found.isEmpty { count("outputs") }
        }
    }
}

extension WrittenSource {
    fileprivate func isSame(_ source: Source) -> Bool {
        source.kind == kind && source.title == title && source.dated == dated
            && source.address == address
    }
}

extension Placement {
    fileprivate func says(_ written: WrittenPlacement) -> Bool {
        standing == written.standing && qualities == written.qualities && note == written.note
    }
}

extension Transaction {
    /// Every source that something of a chain rests on.
    fileprivate func sources(ofChain chain: String) throws -> [Source] {
        let tables = [
            "placement", "company_supply", "link_completeness", "link_survey", "link_output",
        ]
        var ids: Set<Identifier> = []
        for table in tables {
            for row in try rows(
                """
                SELECT DISTINCT source_id FROM \(Query.name(table))
                WHERE city_id = \(city) AND chain_id = \(chain)
                """)
            { ids.insert(try row.identifier("source_id")) }
        }
        return try sources(ids).values.sorted { $0.id < $1.id }
    }
}
