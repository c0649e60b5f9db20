package import Basics
package import Companies
package import Evidence
package import Storage
import Texts

extension Limit {
    package static let placedCompaniesOnPage: Limit = 50
}

/// A company at a link of a chain, in the city (重点企业清单).
package struct PlacedCompany: Sendable {
    package let placement: Placement
    package let company: Company
    package let source: Source?
}

extension Transaction {
    /// Companies at the links of a chain in the city, link by link in the order of the chain, the
    /// leading ones first. `text` is a part of the company's or the link's name.
    package func placedCompanies(
        of chain: String, text: String? = nil, limit: Limit = .placedCompaniesOnPage,
        offset: Int = 0
    ) throws -> [PlacedCompany] {
        let placements = try rows(
            """
            SELECT placed.* FROM \(placed(chain, text))
            ORDER BY chain_link.position, \(leadingFirst("placed"))
            LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Placement.init)
        let companies = Dictionary(
            try companies(Set(placements.map(\.company))).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let sources = try sources(Set(placements.map(\.source)))
        return placements.compactMap { placement in
            companies[placement.company].map {
                PlacedCompany(
                    placement: placement, company: $0, source: sources[placement.source])
            }
        }
    }

    package func placedCompanyCount(of chain: String, text: String? = nil) throws -> Int {
        try rows("SELECT count(*) AS n FROM \(placed(chain, text))")[0].int("n")
    }

    /// The links of a chain at which companies are known to sit, wherever.
    package func links(
        of chain: String, heldBy companies: Set<Identifier>
    ) throws -> [Identifier: Set<String>] {
        var links: [Identifier: Set<String>] = [:]
        for row in try rows(
            """
            SELECT DISTINCT placed.firm, placed.link_id FROM (
                SELECT placement.link_id, \(firm("placement.company_id")) AS firm FROM placement
                WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                    AND placement.ended_at IS NULL
            ) AS placed
            WHERE placed.firm IN \(companies.sorted())
            """)
        {
            links[try row.identifier("firm"), default: []].insert(try row.text("link_id"))
        }
        return links
    }

    private func placed(_ chain: String, _ text: String?) throws -> Query {
        let text = trimmed(text ?? "")
        let sought = "%" + text.likePattern + "%"
        let isSought: Query =
            text.isEmpty
            ? "1 = 1"
            : """
            (company.name LIKE \(sought) ESCAPE '!' OR chain_link.name LIKE \(sought) ESCAPE '!')
            """
        return try """
        (
            SELECT placement.*, \(firm("placement.company_id")) AS firm FROM placement
            WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                AND placement.ended_at IS NULL
                AND \(isPlaced(in: city)) AND NOT \(isOutdone)
        ) AS placed
        JOIN chain_link ON chain_link.city_id = placed.city_id
            AND chain_link.chain_id = placed.chain_id AND chain_link.id = placed.link_id
        JOIN company ON company.city_id = placed.city_id AND company.id = placed.firm
        WHERE \(isSought)
        """
    }
}

extension String {
    /// For LIKE with `!` as the sign that escapes.
    fileprivate var likePattern: String {
        ["!", "%", "_"].reduce(self) { $0.replacing($1, with: "!" + $1) }
    }
}
