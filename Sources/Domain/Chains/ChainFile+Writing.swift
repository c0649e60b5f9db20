import Basics
import Companies
import Evidence
package import People
package import Storage

extension ChainFile {
    /// The file as people write it. Read again, it says the same.
    package var yaml: String {
        var lines = [
            "id: \(id)", "name: \(quoted(name.zh))", name.en.map { "en: \(quoted($0))" },
            code.map { "code: \(quoted($0))" }, "since: \(since)",
            "basis: "
                + flow([
                    ("document", quoted(basis.title)), ("dated", basis.dated?.description),
                    ("address", basis.address.map(quoted)),
                ]), version.map { "version: \($0)" },
            city.map { "city: \(quoted($0))" },
        ].compactMap(\.self)
        func add(_ key: String, _ elements: [[(String, String?)]]) {
            guard !elements.isEmpty else { return }
            lines.append(key + ":")
            lines += elements.map { "  - " + flow($0) }
        }
        add("sources", sources.map(\.written))
        add("companies", companies.map(\.written))
        add("links", links.map(\.written))
        add("supply", supplies.map(\.written))
        add("placements", placements.map(\.written))
        add("trade", trades.map(\.written))
        add("complete", declarations.map(\.written))
        add("surveys", surveys.map(\.written))
        add("outputs", outputs.map(\.written))
        return lines.joined(separator: "\n") + "\n"
    }
}

/// A map in one line; what is nil is left out.
private func flow(_ members: [(String, String?)]) -> String {
    let written = members.compactMap { key, value in value.map { "\(key): \($0)" } }
    return "{" + written.joined(separator: ", ") + "}"
}

/// Quotes and escapes of JSON mean the same in YAML.
private func quoted(_ text: String) -> String { JSONValue.string(text).text }

private func list(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : "[" + texts.map(quoted).joined(separator: ", ") + "]"
}

extension WrittenSource {
    fileprivate var written: [(String, String?)] {
        [
            ("id", id), ("kind", kind.rawValue), ("title", quoted(title)),
            ("dated", dated?.description), ("address", address.map(quoted)),
        ]
    }
}

extension WrittenCompany {
    fileprivate var written: [(String, String?)] {
        [
            ("id", id), ("name", quoted(name)), ("uscc", creditCode.map(quoted)),
            ("stock", stock.map(quoted)),
        ]
    }
}

extension ChainLink {
    fileprivate var written: [(String, String?)] {
        [
            ("id", id), ("name", quoted(name.zh)), ("en", name.en.map(quoted)),
            ("tier", tier.rawValue), ("role", role.rawValue), ("under", under),
            ("aliases", list(aliases)), ("industries", list(industries)),
            ("products", list(products)), ("keywords", list(keywords)),
            ("about", about.map(quoted)),
        ]
    }
}

extension LinkSupply {
    fileprivate var written: [(String, String?)] {
        [
            ("from", supplier), ("to", buyer), ("what", quoted(what)),
            ("derived", isDerived ? "true" : nil),
        ]
    }
}

extension WrittenPlacement {
    fileprivate var written: [(String, String?)] {
        [
            ("link", link), ("company", company), ("place", quoted(place)), ("source", source),
            ("standing", standing == .operating ? nil : standing.rawValue),
            ("as", list(qualities.map(\.rawValue).sorted())), ("note", note.map(quoted)),
        ]
    }
}

extension WrittenTrade {
    fileprivate var written: [(String, String?)] {
        [
            ("from", supplier), ("to", buyer), ("what", quoted(what)), ("kind", kind.rawValue),
            ("confidence", confidence.map(String.init)), ("note", note.map(quoted)),
            ("source", source),
        ]
    }
}

extension WrittenDeclaration {
    fileprivate var written: [(String, String?)] {
        [
            ("link", link), ("place", quoted(place)), ("by", quoted(by)),
            ("on", on.description), ("source", source),
        ]
    }
}

extension WrittenSurvey {
    fileprivate var written: [(String, String?)] {
        [
            ("link", link), ("company", company), ("band", band.rawValue),
            ("concentrated", isConcentrated.map { $0 ? "true" : "false" }),
            ("on", on.description), ("source", source),
        ]
    }
}

extension WrittenOutput {
    fileprivate var written: [(String, String?)] {
        func yuan(_ amount: Int64) -> String { quoted("\(amount)元") }
        return [
            ("link", link), ("place", quoted(place)), ("year", String(year)),
            ("local", yuan(local)), ("local_total", yuan(localTotal)),
            ("national", yuan(national)), ("national_total", yuan(nationalTotal)),
            ("source", source),
        ]
    }
}

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
        return Statements(
            completeness: try all(
                "link_completeness", "NULL", "link_id, place", where: "withdrawn_at IS NULL"),
            answers: try all(
                "link_survey", firm("link_survey.company_id"), "link_id, surveyed_on, company_id"),
            made: try all("link_output", "NULL", "link_id, place, year"))
    }

    private func fileWords(
        companies: Set<Identifier>, sources: Set<Identifier>
    ) throws -> FileWords {
        var stocks: [Identifier: String] = [:]
        for row in try rows(
            """
            SELECT company_id, value FROM company_identifier
            WHERE city_id = \(city) AND scheme = 'stock' AND until IS NULL
                AND company_id IN \(companies.sorted()) ORDER BY number
            """)
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
        // Of companies that were made one, one answer a day.
        var seen: Set<[String]> = []
        return try answers.filter { row in
            seen.insert([
                try row.text("link_id"), try row.text("firm"), try row.text("surveyed_on"),
            ]).inserted
        }.map { row in
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
                stock: stocks[company.id], line: 1)
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
