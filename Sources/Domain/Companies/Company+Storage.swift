package import Basics
package import Evidence
package import Storage
import Texts

extension Limit {
    package static let companiesOnPage: Limit = 50
    /// Companies that answer to one name or code, as many as are named in a refusal.
    static let companiesOfName: Limit = 20
}

extension Transaction {
    package func companies(
        matching text: String?, limit: Limit = .companiesOnPage, offset: Int = 0
    ) throws -> [Company] {
        // The page is chosen first: sorting carries no texts and looks up no codes.
        try companies(
            where: """
                company.id IN (SELECT company.id FROM company WHERE \(condition(text))
                    ORDER BY company.name_key, company.id LIMIT \(limit) OFFSET \(offset))
                """, limit: limit)
    }

    package func companyCount(matching text: String? = nil) throws -> Int {
        try rows("SELECT count(*) AS n FROM company WHERE \(condition(text))")[0].int("n")
    }

    /// As many as are there, in the order of their names.
    package func companies(_ ids: Set<Identifier>) throws -> [Company] {
        try companies(where: "company.id IN \(ids.sorted())", limit: Limit(ids.count))
    }

    /// One company, with the register or statement that its values were taken from last.
    package func company(_ id: Identifier) throws -> (company: Company, source: Source?)? {
        guard let company = try companies([id]).first else { return nil }
        let found = try rows(
            "SELECT source_id FROM company WHERE city_id = \(city) AND id = \(id)")
        return (company, try found.first.flatMap { try source($0.identifier("source_id")) })
    }

    /// The companies that a text names whole: by identifier, by a code of theirs or by any of their
    /// names, however its letters are written. Who has the code or the name today goes before who
    /// had it.
    package func companies(answeringTo text: String) throws -> [Company] {
        if let id = Identifier(text), id.kind == .company { return try companies([id]) }
        let codes = Set(IdentifierScheme.allCases.map { $0.normalized(text) })
        let byCode = try rows(
            """
            SELECT company_id, until FROM company_identifier
            WHERE city_id = \(city) AND value IN \(codes.sorted()) LIMIT \(Limit.companiesOfName)
            """)
        // The search finds other spellings of the letters; which of them are the name is told here.
        let similar = try [text, text.folded].flatMap {
            try search($0, noun: "company", limit: .companiesOnPage)
        }
        let byName = try rows(
            """
            SELECT company_id, name, until FROM company_name
            WHERE city_id = \(city) AND (name = \(text) OR company_id IN \(similar))
            LIMIT 1000
            """
        ).filter { try $0.text("name").folded == text.folded }
        for found in [byCode, byName] where !found.isEmpty {
            let present = try found.filter { try $0.optionalText("until") == nil }
            let chosen = present.isEmpty ? found : present
            return try companies(Set(chosen.map { try $0.identifier("company_id") }))
        }
        return []
    }

    /// What a text given for a company means.
    package func meant(by text: String) throws -> MeantCompany {
        MeantCompany(text, among: text.isEmpty ? [] : try companies(answeringTo: text))
    }

    /// The companies that are called so by law today.
    func companies(calledByLaw name: String) throws -> [Company] {
        name.isEmpty
            ? [] : try companies(answeringTo: name).filter { $0.name.folded == name.folded }
    }

    private func companies(where condition: Query, limit: Limit) throws -> [Company] {
        let found = try rows(
            """
            SELECT company.*, (SELECT min(value) FROM company_identifier
                WHERE company_identifier.city_id = company.city_id AND scheme = 'uscc'
                    AND until IS NULL
                    AND company_identifier.company_id = company.id) AS code
            FROM company WHERE company.city_id = \(city) AND \(condition)
            ORDER BY company.name_key, company.id LIMIT \(limit)
            """)
        let ids = try found.map { try $0.identifier("id") }
        let names = try Dictionary(grouping: names(of: ids), by: \.company)
        return try found.map { try Company($0, names: names[$0.identifier("id")] ?? []) }
    }

    private func condition(_ text: String?) -> Query {
        guard let text, !text.isEmpty else { return "company.city_id = \(city)" }
        let found = searchCondition(noun: "company", text: text, idColumn: "company.id")
        return "company.city_id = \(city) AND \(found)"
    }

    /// The names of companies of all times, in the order in which they were learnt.
    func names(of ids: [Identifier]) throws -> [(company: Identifier, name: CompanyName)] {
        guard let first = ids.min(), let last = ids.max() else { return [] }
        // The range is said too: without statistics, as in an import, PostgreSQL would hold every
        // row against the list.
        return try rows(
            """
            SELECT * FROM company_name WHERE city_id = \(city) AND company_id >= \(first)
                AND company_id <= \(last) AND company_id IN \(ids)
            ORDER BY number
            """
        ).map { (try $0.identifier("company_id"), try CompanyName($0)) }
    }
}

// MARK: What a company is found by

/// What one company is found by: every name and code of all its times, and the initials of the
/// names. Its name by law comes first. Whatever saves a name or a code of a company indexes this.
package func searchItem(
    of company: Identifier, names: [CompanyName], identifiers: [CompanyIdentifier]
) -> SearchItem {
    let ordered =
        names.filter { $0.kind == .legal }.map(\.name)
        + names.filter { $0.kind != .legal }.map(\.name)
    var seen: Set<String> = []
    let texts = (ordered + identifiers.map(\.value)).filter { seen.insert($0).inserted }
    let keys = ordered.flatMap(initials).filter { seen.insert($0).inserted }
    return SearchItem(
        Subject("company", company.text), text: texts.joined(separator: " "), keys: keys)
}

extension Transaction {
    /// Rows of codes of companies, of all times, in the order in which they were learnt.
    func identifiers(of ids: [Identifier]) throws -> [Identifier: [ResultRow]] {
        guard let first = ids.min(), let last = ids.max() else { return [:] }
        return try Dictionary(
            grouping: rows(
                """
                SELECT * FROM company_identifier
                WHERE city_id = \(city) AND company_id >= \(first) AND company_id <= \(last)
                    AND company_id IN \(ids) ORDER BY number
                """), by: { try $0.identifier("company_id") })
    }

    /// Indexes companies as they are stored now.
    func indexCompanies(_ ids: [Identifier]) throws {
        guard !ids.isEmpty else { return }
        let names = try Dictionary(grouping: names(of: ids), by: \.company)
        let codes = try identifiers(of: ids)
        try index(
            ids.map { id in
                searchItem(
                    of: id, names: (names[id] ?? []).map(\.name),
                    identifiers: try (codes[id] ?? []).map(CompanyIdentifier.init))
            })
    }
}

extension Company {
    fileprivate init(
        _ row: ResultRow, names: [(company: Identifier, name: CompanyName)]
    ) throws {
        let standing = try row.text("standing")
        guard let known = CompanyStanding(rawValue: standing) else {
            throw WrongColumn(column: "standing", found: .text(standing))
        }
        let names = names.map(\.name)
        self.init(
            id: try row.identifier("id"), name: try row.text("name"), standing: known,
            brands: names.filter { $0.kind == .brand && $0.time.isOpen }.map(\.name),
            formerNames: names.filter { $0.kind == .former }.map(\.name),
            creditCode: try row.optionalText("code"),
            foundedOn: try row.optionalDay("founded_on"),
            registeredCapital: try row.optionalText("registered_capital"),
            address: try row.optionalText("address"), website: try row.optionalText("website"),
            intro: try row.optionalText("intro"), version: try row.integer("version"))
    }
}
