package import Basics
package import Storage
import Texts

extension Limit {
    package static let companiesOnPage: Limit = 50
    package static let linesOfRegister: Limit = 1_000_000
}

package struct ImportedCompanies: Sendable, Hashable {
    package let new: Int
    package let known: Int
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
        for ((company, existing), id) in zip(zip(companies, known), fresh) {
            let identifier = existing ?? id
            if existing == nil { new += 1 }
            try run(
                """
                INSERT INTO company (city_id, id, name, name_key, brand, founded_on,
                    registered_capital, address, website, intro, source_id, version)
                VALUES (\(city), \(identifier), \(company.name), \(pinyinKey(company.name)),
                    \(company.brand), \(company.foundedOn), \(company.registeredCapital),
                    \(company.address), \(company.website), \(company.intro), \(source), 1)
                ON CONFLICT (city_id, id) DO UPDATE SET name = excluded.name,
                    name_key = excluded.name_key, brand = excluded.brand,
                    founded_on = excluded.founded_on,
                    registered_capital = excluded.registered_capital, address = excluded.address,
                    website = excluded.website, intro = excluded.intro,
                    source_id = excluded.source_id, version = company.version + 1
                """)
            if let code = company.creditCode {
                try run(
                    """
                    INSERT INTO company_identifier (city_id, scheme, value, company_id, source_id)
                    VALUES (\(city), 'uscc', \(code), \(identifier), \(source))
                    ON CONFLICT (city_id, scheme, value) DO NOTHING
                    """)
            }
            try index(
                Subject("company", identifier.text),
                text: [company.name, company.brand, company.creditCode].compactMap(\.self)
                    .joined(separator: " "),
                keys: initials(of: company.name))
        }
        return ImportedCompanies(new: new, known: companies.count - new)
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

    package func companies(
        matching text: String?, limit: Limit = .companiesOnPage, offset: Int = 0
    ) throws -> [Company] {
        var condition: Query = "company.city_id = \(city)"
        if let text, !text.isEmpty {
            let found = searchCondition(noun: "company", text: text, idColumn: "company.id")
            condition = "\(condition) AND \(found)"
        }
        return try rows(
            """
            SELECT company.*, (SELECT min(value) FROM company_identifier
                WHERE company_identifier.city_id = company.city_id AND scheme = 'uscc'
                    AND company_identifier.company_id = company.id) AS code
            FROM company WHERE \(condition)
            ORDER BY company.name_key, company.id LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Company.init)
    }

    package func companyCount() throws -> Int {
        try rows("SELECT count(*) AS n FROM company WHERE city_id = \(city)")[0].int("n")
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
