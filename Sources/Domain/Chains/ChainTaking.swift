import Basics
import Evidence
import Storage

/// A file as far as it has been taken in.
struct ChainTaking {
    let file: ChainImport
    let at: Instant
    let by: String
    /// By the file's words.
    var companies: [String: Identifier] = [:]
    private var known: [String: Identifier] = [:]
    var changes: [String: Int] = [:]
    var withheld = 0

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

    /// What a person typed, for the journal.
    var typedFact: [JSONMember] {
        get throws {
            func members(_ fact: [(String, String)]) -> [JSONMember] {
                fact.map { JSONMember($0.0, .string($0.1)) }
            }
            if let one = chain.placements.first {
                return members([
                    ("link", one.link), ("company", try company(one.company).text),
                    ("place", one.place), ("standing", one.standing.rawValue),
                ])
            }
            if let one = chain.declarations.first {
                return members([
                    ("link", one.link), ("complete", one.place), ("on", one.on.description),
                ])
            }
            return try chain.surveys.first.map { one in
                members([
                    ("link", one.link), ("asked", try company(one.company).text),
                    ("band", one.band.rawValue), ("on", one.on.description),
                ])
            } ?? []
        }
    }

    mutating func count(_ kind: String) { changes[kind, default: 0] += 1 }

    /// The file itself, from which its companies and the chain were learnt.
    func source(of hash: String) -> Source {
        Source(
            id: file.freshSources[0], kind: chain.basis.kind, title: chain.basis.title,
            fileHash: hash, dated: chain.basis.dated, address: chain.basis.address,
            learntAt: at, by: by)
    }

    /// A source that says the same as one on which the chain rests already is that one; what a
    /// person typed rests on what that person said before.
    mutating func sources(in tx: some Transaction) throws {
        let present = try tx.sources(ofChain: chain.id, at: link)
        var used: Set<Identifier> = []
        for (written, fresh) in zip(chain.sources, file.freshSources.dropFirst()) {
            // Two people's sources of one title are two, also when they come back.
            let same = present.filter {
                written.isSame($0) && (file.bytes != nil || $0.by == by)
            }
            if let one = same.first(where: { !used.contains($0.id) }) ?? same.first {
                used.insert(one.id)
                known[written.id] = one.id
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
        if let before, before.name == name, before.code == code, before.since == since {
            guard file.bytes != nil, let basis = try tx.source(before.source) else { return }
            if chain.basis.isSame(basis) { return }
        }
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

    mutating func supplies(in tx: some Transaction) throws {
        guard !chain.supplies.isEmpty else { return }
        let present = Set(try tx.supplies(of: chain.id))
        let ends = (Array(present) + chain.supplies).map { [$0.supplier, $0.buyer] }
        try Limit.suppliesOfChain.allow(Set(ends).count, "供给")
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
            try tx.placements(of: chain.id, at: link).map { ($0.seat, $0) },
            uniquingKeysWith: { first, _ in first })
        let left = file.bytes == nil ? [:] : try tx.placementsTakenAway(of: chain.id)
        var number = try tx.nextNumber(of: "placement")
        for written in chain.placements {
            let seat = PlacementSeat(
                link: written.link, company: try company(written.company), place: written.place)
            let source = try source(written.source)
            if let before = present[seat] {
                if before.says(written), before.source == source { continue }
                try tx.end(seat, of: chain.id, at: at)
            } else if left[seat]?.contains(where: { $0.says(written) && $0.source == source })
                == true
            {
                withheld += 1
                continue
            }
            let written = written.keeping(present[seat])
            count("placements")
            let qualities = written.qualities.map(\.rawValue).sorted().joined(separator: "|")
            try tx.run(
                """
                INSERT INTO placement (city_id, number, chain_id, link_id, company_id, place,
                    standing, qualities, note, source_id, known_at)
                VALUES (\(tx.city), \(number), \(chain.id), \(seat.link), \(seat.company),
                    \(seat.place), \(written.standing.rawValue), \(qualities),
                    \(written.note), \(source), \(at))
                """)
            number += 1
        }
    }

    mutating func trades(in tx: some Transaction) throws {
        guard !chain.trades.isEmpty else { return }
        let present = Set(try tx.trades(of: chain.id))
        func tie(_ written: WrittenTrade) -> [String] {
            [written.supplier, written.buyer ?? "", written.what, written.source]
        }
        let told = Dictionary(grouping: chain.trades, by: tie).mapValues(\.count)
        var number = try tx.nextNumber(of: "company_supply")
        for written in chain.trades {
            let supply = CompanySupply(
                supplier: try company(written.supplier),
                buyer: try written.buyer.map { try company($0) }, what: written.what,
                kind: written.kind, confidence: written.confidence, note: written.note,
                source: try source(written.source))
            if present.contains(supply) { continue }
            count("trades")
            // What one source says twice, otherwise, is two facts.
            let isOnce = told[tie(written)] == 1
            if isOnce, try tx.correct(supply, of: chain.id, at: at) { continue }
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
        // A file doesn't bring back what a person took back since; a person may.
        let again: Query =
            file.bytes == nil ? "link_completeness.withdrawn_at IS NOT NULL" : "1 = 0"
        for one in chain.declarations {
            let found = try tx.rows(
                """
                INSERT INTO link_completeness (city_id, chain_id, link_id, place, declared_by,
                    declared_on, source_id)
                VALUES (\(city), \(id), \(one.link), \(one.place), \(one.by), \(one.on),
                    \(try source(one.source)))
                ON CONFLICT (city_id, chain_id, link_id, place) DO UPDATE
                SET declared_by = excluded.declared_by, declared_on = excluded.declared_on,
                    source_id = excluded.source_id, withdrawn_at = NULL
                WHERE link_completeness.declared_on < excluded.declared_on OR \(again)
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
                    OR (excluded.is_concentrated IS NOT NULL
                        AND coalesce(link_survey.is_concentrated, 2)
                            <> excluded.is_concentrated)
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
        let written = written.keeping(self)
        return standing == written.standing && qualities == written.qualities
            && note == written.note
    }
}

extension WrittenPlacement {
    /// With what the file doesn't say as it stood before.
    fileprivate func keeping(_ before: Placement?) -> WrittenPlacement {
        guard let before, !unsaid.isEmpty else { return self }
        return WrittenPlacement(
            link: link, company: company, source: source, place: place,
            standing: unsaid.contains("standing") ? before.standing : standing,
            qualities: unsaid.contains("as") ? before.qualities : qualities,
            note: unsaid.contains("note") ? before.note : note)
    }
}

extension Transaction {
    /// Everything that was said of the seats of a chain and doesn't hold any more.
    fileprivate func placementsTakenAway(
        of chain: String
    ) throws -> [PlacementSeat: [Placement]] {
        let ended = try rows(
            """
            SELECT placement.*, \(firm("placement.company_id")) AS firm FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                AND placement.ended_at IS NOT NULL
            ORDER BY placement.number DESC LIMIT \(Limit.placementsOfChain)
            """
        ).map(Placement.init)
        return Dictionary(grouping: ended, by: \.seat)
    }

    /// Writes a supply between companies over what the same source said of it before, otherwise;
    /// false where it said nothing.
    fileprivate func correct(
        _ supply: CompanySupply, of chain: String, at now: Instant
    ) throws -> Bool {
        let buyer: Query =
            supply.buyer.map { "\(firm("company_supply.buyer_id")) = \($0)" }
            ?? "company_supply.buyer_id IS NULL"
        // Without a buyer the note says who it is.
        let note: Query =
            supply.buyer == nil ? "company_supply.note = \(supply.note)" : "1 = 1"
        return try !rows(
            """
            UPDATE company_supply SET kind = \(supply.kind.rawValue),
                confidence = \(supply.confidence.map(Int64.init)), note = \(supply.note),
                known_at = \(now)
            WHERE city_id = \(city) AND chain_id = \(chain) AND what = \(supply.what)
                AND source_id = \(supply.source) AND \(buyer) AND \(note)
                AND \(firm("company_supply.supplier_id")) = \(supply.supplier)
            RETURNING number
            """
        ).isEmpty
    }

    /// Ends a placement, with those of companies that were merged into its own.
    func end(_ seat: PlacementSeat, of chain: String, at now: Instant) throws {
        try run(
            """
            UPDATE placement SET ended_at = \(now)
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(seat.link)
                AND place = \(seat.place) AND ended_at IS NULL
                AND \(firm("placement.company_id")) = \(seat.company)
            """)
    }

    /// Every source that something of a chain rests on, or what holds of one link.
    fileprivate func sources(ofChain chain: String, at link: String?) throws -> [Source] {
        var tables = ["placement", "link_completeness", "link_survey", "link_output"]
        if link == nil { tables.append("company_supply") }
        var ids: Set<Identifier> = []
        for table in tables {
            // The index of a link's placements has those that hold.
            let holds: Query = table == "placement" ? "ended_at IS NULL" : "1 = 1"
            let isThere: Query = link.map { "link_id = \($0) AND \(holds)" } ?? "1 = 1"
            for row in try rows(
                """
                SELECT DISTINCT source_id FROM \(Query.name(table))
                WHERE city_id = \(city) AND chain_id = \(chain) AND \(isThere)
                """)
            { ids.insert(try row.identifier("source_id")) }
        }
        return try sources(ids).values.sorted { $0.id < $1.id }
    }
}
