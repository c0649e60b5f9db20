package import Basics
package import Evidence
package import Storage
import Texts

extension Limit {
    package static let companiesOnPage: Limit = 50
    package static let linesOfRegister: Limit = 1_000_000
    /// A statement is put together value by value, so short ones are the faster.
    static let companiesPerStatement: Limit = 25
}

package struct ImportedCompanies: Sendable, Hashable {
    package let new: Int
    package let known: Int

    package init(new: Int = 0, known: Int = 0) {
        self.new = new
        self.known = known
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(new: left.new + right.new, known: left.known + right.known)
    }
}

extension Transaction {
    /// Takes a part of a register. A company is known by its credit code, else by its whole name; a
    /// known one gets the values of the register. `fresh` are identifiers for the new ones, as many
    /// as there are companies.
    package func importCompanies(
        _ companies: [RegisteredCompany], source: Identifier, fresh: [Identifier]
    ) throws -> ImportedCompanies {
        let known = try knownCompanies(companies)
        var new = 0
        let named = zip(zip(companies, known), fresh).map { pair, id in
            if pair.1 == nil { new += 1 }
            return (id: pair.1 ?? id, company: pair.0)
        }
        // Two lines of one statement must not meet the same row.
        let last = Dictionary(named.map { ($0.id, $0.company) }, uniquingKeysWith: { $1 })
        let unique = last.sorted { $0.key < $1.key }.map { (id: $0.key, company: $0.value) }
        let isKnown = Set(known.compactMap(\.self))
        let newcomers = unique.filter { !isKnown.contains($0.id) }
        try load(
            into: "company", columns: RegisteredCompany.columns,
            rows: newcomers.map { $0.company.stored(city: city, id: $0.id, source: source) })
        let others = unique.filter { isKnown.contains($0.id) }
        let step = Limit.companiesPerStatement.count
        for start in stride(from: 0, to: others.count, by: step) {
            try update(Array(others[start..<min(start + step, others.count)]), source: source)
        }
        for start in stride(from: 0, to: unique.count, by: step) {
            let part = unique[start..<min(start + step, unique.count)]
            try saveCodes(of: Array(part), source: source)
        }
        try index(unique.map { id, company in company.names(of: id).searchItem })
        return ImportedCompanies(new: new, known: companies.count - new)
    }

    /// What the register says again changes nothing, its version included.
    private func update(
        _ companies: [(id: Identifier, company: RegisteredCompany)], source: Identifier
    ) throws {
        var values: Query = ""
        for (id, company) in companies {
            let row: Query = """
                (\(city), \(id), \(company.name), \(pinyinKey(company.name)), \(company.brand),
                    \(company.foundedOn), \(company.registeredCapital), \(company.address),
                    \(company.website), \(company.intro), \(source), 1)
                """
            values = values == "" ? row : "\(values), \(row)"
        }
        try run(
            """
            INSERT INTO company (city_id, id, name, name_key, brand, founded_on,
                registered_capital, address, website, intro, source_id, version)
            VALUES \(values)
            ON CONFLICT (city_id, id) DO UPDATE SET name = excluded.name,
                name_key = excluded.name_key, brand = excluded.brand,
                founded_on = excluded.founded_on,
                registered_capital = excluded.registered_capital, address = excluded.address,
                website = excluded.website, intro = excluded.intro,
                source_id = excluded.source_id, version = company.version + 1
            WHERE company.name <> excluded.name OR company.brand IS DISTINCT FROM excluded.brand
                OR company.founded_on IS DISTINCT FROM excluded.founded_on
                OR company.registered_capital IS DISTINCT FROM excluded.registered_capital
                OR company.address IS DISTINCT FROM excluded.address
                OR company.website IS DISTINCT FROM excluded.website
                OR company.intro IS DISTINCT FROM excluded.intro
            """)
    }

    private func saveCodes(
        of companies: [(id: Identifier, company: RegisteredCompany)], source: Identifier
    ) throws {
        var values: Query = ""
        for (id, company) in companies {
            guard let code = company.creditCode else { continue }
            let row: Query = "(\(city), 'uscc', \(code), \(id), \(source))"
            values = values == "" ? row : "\(values), \(row)"
        }
        guard values != "" else { return }
        try run(
            """
            INSERT INTO company_identifier (city_id, scheme, value, company_id, source_id)
            VALUES \(values) ON CONFLICT (city_id, scheme, value) DO NOTHING
            """)
    }

    private func knownCompanies(_ companies: [RegisteredCompany]) throws -> [Identifier?] {
        let codes = companies.compactMap(\.creditCode)
        let byCode = try identifiers(
            """
            SELECT value AS key, company_id AS id FROM company_identifier
            WHERE city_id = \(city) AND scheme = 'uscc' AND value IN \(codes)
            """)
        let byName = try identifiers(
            """
            SELECT company.name AS key, company.id AS id FROM company
            WHERE company.city_id = \(city) AND company.name IN \(companies.map(\.name))
                AND NOT EXISTS (SELECT 1 FROM company_identifier
                    WHERE company_identifier.city_id = company.city_id
                        AND company_identifier.company_id = company.id)
            """)
        return companies.map { company in
            company.creditCode.flatMap { byCode[$0] } ?? byName[company.name]
        }
    }

    private func identifiers(_ query: Query) throws -> [String: Identifier] {
        try Dictionary(
            rows(query).map { (try $0.text("key"), try $0.identifier("id")) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The register in the order of pinyin.
    func companies(limit: Limit, offset: Int) throws -> [Company] {
        // The page is chosen first: sorting carries no texts and looks up no codes.
        try rows(
            """
            \(companiesWithCode) AND company.id IN (
                SELECT id FROM company WHERE city_id = \(city)
                ORDER BY name_key, id LIMIT \(limit) OFFSET \(offset))
            ORDER BY company.name_key, company.id LIMIT \(limit)
            """
        ).map(Company.init)
    }

    /// In any order: asked for one, SQLite would read the whole register in it.
    func companies(_ ids: [Identifier]) throws -> [Company] {
        try rows("\(companiesWithCode) AND company.id IN \(ids)").map(Company.init)
    }

    private var companiesWithCode: Query {
        """
        SELECT company.*, (SELECT min(value) FROM company_identifier
            WHERE company_identifier.city_id = company.city_id AND scheme = 'uscc'
                AND company_identifier.company_id = company.id) AS code
        FROM company WHERE company.city_id = \(city)
        """
    }

    package func companyCount() throws -> Int {
        try rows("SELECT count(*) AS n FROM company WHERE city_id = \(city)")[0].int("n")
    }

    /// One company, with the register that its values were taken from last.
    package func company(_ id: Identifier) throws -> (company: Company, source: Source?)? {
        let found = try rows("\(companiesWithCode) AND company.id = \(id)")
        return try found.first.map { row in
            (try Company(row), try source(row.identifier("source_id")))
        }
    }
}

extension RegisteredCompany {
    fileprivate static let columns = [
        "city_id", "id", "name", "name_key", "brand", "founded_on", "registered_capital",
        "address", "website", "intro", "source_id", "version",
    ]

    fileprivate func stored(
        city: String, id: Identifier, source: Identifier
    ) -> [StoredValue] {
        func text(_ text: String?) -> StoredValue { text.map(StoredValue.text) ?? .null }
        return [
            city.stored, id.stored, name.stored, pinyinKey(name).stored, text(brand),
            text(foundedOn?.description), text(registeredCapital), text(address), text(website),
            text(intro), source.stored, .integer(1),
        ]
    }
}

extension Company {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            id: try row.identifier("id"), name: try row.text("name"),
            brand: try row.optionalText("brand"), creditCode: try row.optionalText("code"),
            foundedOn: try row.optionalDay("founded_on"),
            registeredCapital: try row.optionalText("registered_capital"),
            address: try row.optionalText("address"), website: try row.optionalText("website"),
            intro: try row.optionalText("intro"))
    }
}
