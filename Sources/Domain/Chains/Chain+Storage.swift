package import Basics
package import Companies
package import Evidence
package import Rules
package import Storage
import Texts

extension [Chain] {
    /// The chain that projects mean by a word: the one of that name, or the one of the entry under
    /// which the word stands in the list in force.
    package func meant(by word: String, _ standing: TaxonomyStanding?) -> Chain? {
        first { $0.name.zh.folded == word.folded }
            ?? first { $0.code != nil && $0.code == standing?.now?.id }
    }
}

extension Transaction {
    /// In the order of their names.
    package func chains() throws -> [Chain] {
        try rows(
            """
            SELECT * FROM chain WHERE city_id = \(city) ORDER BY name, id
            LIMIT \(Limit.chainsOfCity)
            """
        ).map(Chain.init)
    }

    package func chain(_ id: String) throws -> Chain? {
        try rows("SELECT * FROM chain WHERE city_id = \(city) AND id = \(id)").first
            .map(Chain.init)
    }

    /// In the order of the chain's file.
    package func links(of chain: String) throws -> [ChainLink] {
        try rows(
            """
            SELECT * FROM chain_link WHERE city_id = \(city) AND chain_id = \(chain)
            ORDER BY position LIMIT \(Limit.linksOfChain)
            """
        ).map(ChainLink.init)
    }

    package func supplies(of chain: String) throws -> [LinkSupply] {
        try rows(
            """
            SELECT supplier, buyer, what, is_derived FROM link_supply
            WHERE city_id = \(city) AND chain_id = \(chain) ORDER BY supplier, buyer
            LIMIT \(Limit.suppliesOfChain)
            """
        ).map { row in
            LinkSupply(
                supplier: try row.text("supplier"), buyer: try row.text("buyer"),
                what: try row.text("what"), isDerived: try row.flag("is_derived"))
        }
    }

    /// Those that hold, of the chain or of one link; of a company that was merged into another,
    /// that one's. Where both stood at a link in one place, the newer counts.
    package func placements(of chain: String, at link: String? = nil) throws -> [Placement] {
        try rows(
            """
            SELECT placement.*, \(firm("placement.company_id")) AS firm FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                AND placement.ended_at IS NULL AND \(asked("placement.link_id", link))
                AND NOT \(isOutdone)
            ORDER BY placement.number LIMIT \(Limit.placementsOfChain)
            """
        ).map(Placement.init)
    }

    package func trades(of chain: String) throws -> [CompanySupply] {
        try rows(
            """
            SELECT company_supply.*, \(firm("company_supply.supplier_id")) AS supplier,
                \(firm("company_supply.buyer_id")) AS buyer
            FROM company_supply WHERE city_id = \(city) AND chain_id = \(chain)
            ORDER BY number LIMIT \(Limit.suppliesOfChain)
            """
        ).map(CompanySupply.init)
    }
}

extension Transaction {
    /// Of one link, or of all.
    func asked(_ column: String, _ link: String?) -> Query {
        link.map { "\(Query.name(column)) = \($0)" } ?? "1 = 1"
    }

    /// Whether a placement lies in an area.
    func isPlaced(in area: String) -> Query {
        let (first, last) = bounds(of: area)
        return "placement.place >= \(first) AND placement.place <= \(last)"
    }

    /// Whether the same company stands at the same link and place in a newer row, written for it or
    /// for one that it was merged with: the newer counts.
    var isOutdone: Query {
        get throws {
            guard try isAnyMerged else { return "1 = 0" }
            let merges: Query = "FROM company_merge WHERE city_id = \(city) AND undone_at IS NULL"
            // Merged companies are few, and asked for first.
            return """
                ((placement.company_id IN (SELECT from_id \(merges))
                    OR placement.company_id IN (SELECT final_id \(merges)))
                    AND EXISTS (
                        SELECT 1 FROM placement AS other
                        WHERE other.city_id = placement.city_id
                            AND other.chain_id = placement.chain_id
                            AND other.link_id = placement.link_id
                            AND other.place = placement.place
                            AND other.ended_at IS NULL AND other.number > placement.number
                            AND \(firm("other.company_id"))
                                = \(firm("placement.company_id"))))
                """
        }
    }

    /// The company that stands for a placement's; where nobody was merged the column itself, so
    /// that the order of an index is the order of companies.
    var placedFirm: Query {
        get throws {
            try isAnyMerged ? firm("placement.company_id") : .name("placement.company_id")
        }
    }

    private var isAnyMerged: Bool {
        get throws {
            try !rows(
                """
                SELECT from_id FROM company_merge
                WHERE city_id = \(city) AND undone_at IS NULL LIMIT 1
                """
            ).isEmpty
        }
    }

    /// The company of a column, or the one that stands for it since it was merged.
    func firm(_ column: String) -> Query {
        """
        coalesce(
            (SELECT final_id FROM company_merge
            WHERE company_merge.city_id = \(city) AND company_merge.undone_at IS NULL
                AND company_merge.from_id = \(Query.name(column))), \(Query.name(column)))
        """
    }
}

/// The first and the last code of an area, by GB/T 2260.
private func bounds(of area: String) -> (first: String, last: String) {
    guard area != "100000" else { return ("000000", "999999") }
    var head = Substring(area)
    while head.count > 2, head.hasSuffix("00") { head = head.dropLast(2) }
    let rest = 6 - head.count
    return (
        head + String(repeating: "0", count: rest), head + String(repeating: "9", count: rest)
    )
}

extension Chain {
    init(_ row: ResultRow) throws {
        self.init(
            id: try row.text("id"),
            name: LocalName(zh: try row.text("name"), en: try row.optionalText("en")),
            code: try row.optionalText("code"), since: try row.day("since"),
            source: try row.identifier("source_id"), version: try row.integer("version"))
    }
}

extension ChainLink {
    init(_ row: ResultRow) throws {
        func list(_ column: String) throws -> [String] {
            try row.text(column).split(separator: "\n").map(String.init)
        }
        self.init(
            id: try row.text("id"),
            name: LocalName(zh: try row.text("name"), en: try row.optionalText("en")),
            tier: try row.word("tier"), role: try row.word("role"),
            under: try row.optionalText("under"), aliases: try list("aliases"),
            industries: try list("industries"), products: try list("products"),
            keywords: try list("keywords"), about: try row.optionalText("about"))
    }
}

extension Placement {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), link: try row.text("link_id"),
            company: try row.identifier("firm"), place: try row.text("place"),
            standing: try row.word("standing"),
            qualities: Set(
                try row.text("qualities").split(separator: "|").compactMap {
                    PlacementQuality(rawValue: String($0))
                }), note: try row.optionalText("note"),
            source: try row.identifier("source_id"))
    }
}

extension CompanySupply {
    init(_ row: ResultRow) throws {
        self.init(
            supplier: try row.identifier("supplier"),
            buyer: try row.optionalIdentifier("buyer"), what: try row.text("what"),
            kind: try row.word("kind"),
            confidence: try row.optionalInteger("confidence").map { Int($0) },
            note: try row.optionalText("note"), source: try row.identifier("source_id"))
    }
}

extension ResultRow {
    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw WrongColumn(column: column, found: .text(text))
        }
        return word
    }
}

/// What there is one placement of at a time.
struct PlacementSeat: Hashable {
    let link: String
    let company: Identifier
    let place: String
}

extension Placement {
    var seat: PlacementSeat { PlacementSeat(link: link, company: company, place: place) }
}

/// A chain with all that its map shows.
package struct ChainMap: Sendable {
    package let chain: Chain
    package let source: Source?
    package let links: [ChainLink]
    package let supplies: [LinkSupply]
    /// The city's, by link.
    package let grades: [String: LinkGrade]
    package let gaps: [Gap]
    /// What is meant to be done, by gap.
    package let plans: [Int64: GapPlan]
}

/// Who sits at the links of a chain, as far as one page shows it.
package struct ChainCompanies: Sendable {
    /// In the city, by link: the leading ones first, a handful.
    package let shown: [String: [Placement]]
    /// How many companies sit in the city and outside it, by link.
    package let here: [String: Int]
    package let elsewhere: [String: Int]
    package let companies: [Identifier: Company]
    package let sources: [Identifier: Source]
}

extension Limit {
    /// Companies of one link that a chain's page names.
    package static let companiesShownOfLink: Limit = 5
}

extension Transaction {
    package func chainMap(_ id: String) throws -> ChainMap? {
        guard let chain = try chain(id) else { return nil }
        return ChainMap(
            chain: chain, source: try source(chain.source), links: try links(of: id),
            supplies: try supplies(of: id), grades: try keptGrades(of: id),
            gaps: try gaps(of: id), plans: try plans(ofChain: id))
    }

    /// How many sit here is what each grade was made of.
    package func chainCompanies(of map: ChainMap) throws -> ChainCompanies {
        let (chain, condition) = (map.chain.id, try isOutdone)
        let here = map.grades.mapValues { $0.inputs.operating + $0.inputs.coming }
            .filter { $0.value > 0 }
        let shown = try here.keys.sorted().flatMap { link in
            try leading(at: link, of: chain, unless: condition)
        }
        let elsewhere = try rows(
            """
            SELECT placement.link_id, count(DISTINCT \(try placedFirm)) AS n FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                AND placement.ended_at IS NULL AND NOT (\(isPlaced(in: city)))
            GROUP BY placement.link_id
            """)
        return ChainCompanies(
            shown: Dictionary(grouping: shown, by: \.link), here: here,
            elsewhere: Dictionary(
                try elsewhere.map { (try $0.text("link_id"), try $0.int("n")) },
                uniquingKeysWith: { first, _ in first }),
            companies: Dictionary(
                try companies(Set(shown.map(\.company))).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }),
            sources: try sources(Set(shown.map(\.source))))
    }

    /// Companies leading in the country, then those of which a quality is known.
    func leadingFirst(_ table: String) -> Query {
        let (qualities, number) = (
            Query.name(table + ".qualities"), Query.name(table + ".number")
        )
        return """
            CASE WHEN \(qualities) = '' THEN 2
                WHEN \(qualities) LIKE '%national%' THEN 0 ELSE 1 END,
            \(number)
            """
    }

    /// The few of a link that a chain's page shows. Of many the index alone says which; only those
    /// are read whole.
    private func leading(
        at link: String, of chain: String, unless isOutdone: Query
    ) throws -> [Placement] {
        let order = leadingFirst("placement")
        return try rows(
            """
            SELECT placement.*, \(firm("placement.company_id")) AS firm FROM placement
            WHERE placement.city_id = \(city) AND placement.number IN (
                SELECT placement.number FROM placement
                WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                    AND placement.link_id = \(link) AND placement.ended_at IS NULL
                    AND \(isPlaced(in: city)) AND NOT \(isOutdone)
                ORDER BY \(order) LIMIT \(Limit.companiesShownOfLink))
            ORDER BY \(order)
            """
        ).map(Placement.init)
    }

    /// How many links of each chain have which grade, how many are at risk, how many gaps are open.
    package func chainCounts() throws -> [String: ChainCounts] {
        var counts: [String: ChainCounts] = [:]
        for row in try rows(
            """
            SELECT chain_id, grade, count(*) AS n FROM link_grade
            WHERE city_id = \(city) AND known_until = \(Int64.max) GROUP BY chain_id, grade
            """)
        {
            let grade: LinkGradeLevel = try row.word("grade")
            counts[try row.text("chain_id"), default: ChainCounts()].grades[grade] =
                try row.int("n")
        }
        for row in try rows(
            """
            SELECT chain_id, kind, count(*) AS n FROM gap
            WHERE city_id = \(city) AND closed_at IS NULL GROUP BY chain_id, kind
            """)
        {
            let kind: GapKind = try row.word("kind")
            counts[try row.text("chain_id"), default: ChainCounts()].gaps[kind] = try row.int("n")
        }
        return counts
    }
}

package struct ChainCounts: Sendable, Hashable {
    package var grades: [LinkGradeLevel: Int] = [:]
    package var gaps: [GapKind: Int] = [:]

    package init() {}

    package var links: Int { grades.values.reduce(0, +) }
}
