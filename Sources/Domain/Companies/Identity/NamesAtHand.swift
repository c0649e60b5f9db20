package import Basics
package import Storage

extension Limit {
    /// Rows read at a time where every company is.
    private static let companiesPerRead: Limit = 20_000

    fileprivate static var perRead: Limit { companiesPerRead }
}

/// Every company of a city that stands, with its present credit code, its names of all times and
/// which are known to be two: what names are held against.
package struct NamesAtHand: Sendable {
    /// A name and whose it is, by the place in `ids`.
    package struct Name: Sendable, Hashable {
        let text: String
        let owner: Int
        let kind: CompanyNameKind
    }

    package private(set) var ids: [Identifier] = []
    private(set) var codes: [String?] = []
    private(set) var names: [Name] = []
    private(set) var links: Set<[Int]> = []
    private var places: [Identifier: Int] = [:]

    package init() {}

    package var nameCount: Int { names.count }

    package mutating func add(_ id: Identifier, code: String?) {
        places[id] = ids.count
        ids.append(id)
        codes.append(code)
    }

    /// That they are two: one holds the other, or people said so.
    package mutating func link(_ one: Identifier, _ other: Identifier) {
        guard let one = places[one], let other = places[other] else { return }
        links.insert([min(one, other), max(one, other)])
    }

    /// A name of a company that was added; others are left out.
    package mutating func add(_ name: String, _ kind: CompanyNameKind, of id: Identifier) {
        guard let owner = places[id] else { return }
        names.append(Name(text: name, owner: owner, kind: kind))
    }
}

extension Transaction {
    package func namesAtHand() throws -> NamesAtHand {
        var hand = NamesAtHand()
        var codes: [Identifier: String] = [:]
        try each("company_identifier") { row in
            guard try row.text("scheme") == IdentifierScheme.uscc.rawValue,
                try row.optionalText("until") == nil
            else { return }
            codes[try row.identifier("company_id")] = try row.text("value")
        }
        var last = ""
        while true {
            let found = try rows(
                """
                SELECT company.id FROM company WHERE \(standing) AND company.id > \(last)
                ORDER BY company.id LIMIT \(Limit.perRead)
                """)
            guard let end = found.last else { break }
            last = try end.text("id")
            for row in found {
                let id = try row.identifier("id")
                hand.add(id, code: codes[id])
            }
        }
        try each("company_name") { row in
            let kind = try row.text("kind")
            guard let known = CompanyNameKind(rawValue: kind) else {
                throw WrongColumn(column: "kind", found: .text(kind))
            }
            hand.add(try row.text("name"), known, of: try row.identifier("company_id"))
        }
        try each("company_parent") { row in
            hand.link(try row.identifier("company_id"), try row.identifier("parent_id"))
        }
        for row in try rows(
            """
            SELECT left_id, right_id FROM company_duplicate_review WHERE city_id = \(city)
            GROUP BY left_id, right_id
            HAVING sum(CASE WHEN verdict IN ('different', 'same_group') THEN 0 ELSE 1 END) = 0
            """)
        {
            hand.link(try row.identifier("left_id"), try row.identifier("right_id"))
        }
        return hand
    }

    /// The numbered rows of a table of the city.
    private func each(_ table: String, _ body: (ResultRow) throws -> Void) throws {
        var number: Int64 = 0
        while true {
            let found = try rows(
                """
                SELECT * FROM \(Query.name(table)) WHERE city_id = \(city) AND number > \(number)
                ORDER BY number LIMIT \(Limit.perRead)
                """)
            guard let end = found.last else { return }
            number = try end.integer("number")
            for row in found { try body(row) }
        }
    }
}
