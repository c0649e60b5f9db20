import Basics
import Companies
import Evidence
package import People
package import Storage

extension Transaction {
    /// The file of a chain that leaves the house; the journal says so.
    package func exportChain(_ id: String, _ occasion: Occasion) throws -> ChainFile {
        guard let file = try chainFile(id) else { throw UnknownChain() }
        try record(
            "chain.exported", on: Subject("chain", id), by: occasion.actor.name, at: occasion.at)
        return file
    }

    /// All that is known of a chain as a file: `s1`, `c1` … are words of this file alone. It
    /// carries the chain's version, so that it is refused after somebody else's change.
    package func chainFile(_ id: String) throws -> ChainFile? {
        guard let chain = try chain(id) else { return nil }
        let placements = try placements(of: id)
        let trades = try trades(of: id)
        let statements = try statements(of: id)
        let words = try fileWords(
            companies: Set(placements.map(\.company)).union(trades.map(\.supplier))
                .union(trades.compactMap(\.buyer)).union(statements.companies),
            sources: Set(placements.map(\.source)).union(trades.map(\.source))
                .union(statements.sources))
        let basis = try source(chain.source)
        var file = ChainFile(
            file: id + ".yaml", id: id, name: chain.name, code: chain.code, since: chain.since,
            basis: WrittenSource(
                id: "", kind: .publication, title: basis?.title ?? "", dated: basis?.dated,
                address: basis?.address), version: chain.version, sources: words.writtenSources,
            companies: words.writtenCompanies, links: try links(of: id),
            supplies: try supplies(of: id))
        file.city = city
        file.placements = try placements.map { one in
            WrittenPlacement(
                link: one.link, company: try words.company(one.company),
                source: try words.source(one.source), place: one.place, standing: one.standing,
                qualities: one.qualities, note: one.note)
        }.sorted { ($0.link, $0.company, $0.place) < ($1.link, $1.company, $1.place) }
        var seen: Set<CompanySupply> = []
        file.trades = try trades.filter { seen.insert($0).inserted }.map { one in
            WrittenTrade(
                supplier: try words.company(one.supplier),
                buyer: try one.buyer.map(words.company), what: one.what, kind: one.kind,
                confidence: one.confidence, note: one.note, source: try words.source(one.source))
        }.sorted { ($0.supplier, $0.buyer ?? "", $0.what) < ($1.supplier, $1.buyer ?? "", $1.what) }
        file.declarations = try statements.declarations(words)
        file.surveys = try statements.surveys(words)
        file.outputs = try statements.outputs(words)
        return file
    }

    private func statements(of chain: String) throws -> Statements {
        func all(
            _ table: String, _ company: Query, _ order: Query, where condition: Query = "1 = 1"
        ) throws -> [ResultRow] {
            try rows(
                """
                SELECT *, \(company) AS firm FROM \(Query.name(table))
                WHERE city_id = \(city) AND chain_id = \(chain) AND \(condition) ORDER BY \(order)
                LIMIT \(Limit.answersOfChain)
                """)
        }
        // Of companies that were made one, one answer a day.
        var seen: Set<[String]> = []
        let answers = try all(
            "link_survey", firm("link_survey.company_id"), "link_id, surveyed_on, company_id"
        ).filter { row in
            seen.insert([
                try row.text("link_id"), try row.text("firm"), try row.text("surveyed_on"),
            ]).inserted
        }
        return Statements(
            completeness: try all(
                "link_completeness", "NULL", "link_id, place", where: "withdrawn_at IS NULL"),
            answers: answers,
            made: try all("link_output", "NULL", "link_id, place, year"))
    }

    private func fileWords(
        companies: Set<Identifier>, sources: Set<Identifier>
    ) throws -> FileWords {
        var stocks: [Identifier: String] = [:]
        for row in try rows(
            of: companies,
            {
                """
                SELECT company_id, value FROM company_identifier
                WHERE city_id = \(city) AND scheme = 'stock' AND until IS NULL
                    AND company_id IN \($0) ORDER BY number
                """
            })
        { stocks[try row.identifier("company_id")] = try row.text("value") }
        return FileWords(
            try self.companies(companies), stocks: stocks,
            Array(try self.sources(sources).values))
    }
}

/// What somebody said of links, as it is stored.
private struct Statements {
    let completeness: [ResultRow]
    let answers: [ResultRow]
    let made: [ResultRow]

    var companies: [Identifier] {
        get throws { try answers.map { try $0.identifier("firm") } }
    }

    var sources: [Identifier] {
        get throws { try (completeness + answers + made).map { try $0.identifier("source_id") } }
    }

    func declarations(_ words: FileWords) throws -> [WrittenDeclaration] {
        try completeness.map { row in
            WrittenDeclaration(
                link: try row.text("link_id"), place: try row.text("place"),
                by: try row.text("declared_by"), on: try row.day("declared_on"),
                source: try words.source(try row.identifier("source_id")))
        }
    }

    func surveys(_ words: FileWords) throws -> [WrittenSurvey] {
        try answers.map { row in
            WrittenSurvey(
                link: try row.text("link_id"),
                company: try words.company(try row.identifier("firm")),
                band: try row.word("band"),
                isConcentrated: try row.optionalInteger("is_concentrated").map { $0 == 1 },
                on: try row.day("surveyed_on"),
                source: try words.source(try row.identifier("source_id")))
        }
    }

    func outputs(_ words: FileWords) throws -> [WrittenOutput] {
        try made.map { row in
            WrittenOutput(
                link: try row.text("link_id"), place: try row.text("place"),
                year: Int(try row.integer("year")), local: try row.integer("local"),
                localTotal: try row.integer("local_total"),
                national: try row.integer("national"),
                nationalTotal: try row.integer("national_total"),
                source: try words.source(try row.identifier("source_id")))
        }
    }
}

/// The words under which a file names companies and sources: numbered by name and title, so that
/// the same content gives the same file.
private struct FileWords {
    let writtenCompanies: [WrittenCompany]
    let writtenSources: [WrittenSource]
    private let companies: [Identifier: String]
    private let sources: [Identifier: String]

    init(_ companies: [Company], stocks: [Identifier: String], _ sources: [Source]) {
        let ordered = companies.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        writtenCompanies = ordered.enumerated().map { place, company in
            WrittenCompany(
                id: "c\(place + 1)", name: company.name, creditCode: company.creditCode,
                stock: stocks[company.id], place: .line(file: "", line: 1))
        }
        self.companies = Dictionary(
            zip(ordered.map(\.id), writtenCompanies.map(\.id)),
            uniquingKeysWith: { first, _ in first })
        let known = sources.sorted { one, other in
            (one.title, one.dated?.number ?? 0, one.address ?? "", one.kind.rawValue, one.id)
                < (
                    other.title, other.dated?.number ?? 0, other.address ?? "",
                    other.kind.rawValue, other.id
                )
        }
        writtenSources = known.enumerated().map { place, source in
            WrittenSource(
                id: "s\(place + 1)", kind: source.kind, title: source.title, dated: source.dated,
                address: source.address)
        }
        self.sources = Dictionary(
            zip(known.map(\.id), writtenSources.map(\.id)),
            uniquingKeysWith: { first, _ in first })
    }

    func company(_ id: Identifier) throws -> String {
        guard let word = companies[id] else { throw UnknownChain() }
        return word
    }

    func source(_ id: Identifier) throws -> String {
        guard let word = sources[id] else { throw UnknownChain() }
        return word
    }
}
