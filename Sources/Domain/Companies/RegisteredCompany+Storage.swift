package import Basics
package import Storage
import Texts

extension Limit {
    /// A statement is put together value by value, so short ones are the faster.
    static let companiesPerStatement: Limit = 25
}

package struct ImportedCompanies: Sendable, Hashable {
    package let new: Int
    package let known: Int
    /// Those of the known whose name by law is another now.
    package let renamed: [Identifier]

    package init(new: Int = 0, known: Int = 0, renamed: [Identifier] = []) {
        self.new = new
        self.known = known
        self.renamed = renamed
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(
            new: left.new + right.new, known: left.known + right.known,
            renamed: left.renamed + right.renamed)
    }
}

/// One company of a register with the identifier it has or gets.
private typealias Numbered = (id: Identifier, company: RegisteredCompany)

extension Transaction {
    /// Takes a part of a register. A company is known by its credit code, else by its whole name; a
    /// known one gets the values of the register: another name by law makes the one before a former
    /// name that ended nobody knows when, brands are added, a planned company is registered.
    /// `fresh` are identifiers for the new ones, as many as there are companies.
    package func importCompanies(
        _ companies: [RegisteredCompany], source: Identifier, fresh: [Identifier]
    ) throws -> ImportedCompanies {
        let holders = try codeHolders(companies)
        let known = try knownCompanies(companies, holders)
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
        let others = unique.filter { isKnown.contains($0.id) }
        try load(
            into: "company", columns: RegisteredCompany.columns,
            rows: newcomers.map { $0.company.stored(city: city, id: $0.id, source: source) })
        let step = Limit.companiesPerStatement.count
        for start in stride(from: 0, to: others.count, by: step) {
            try update(Array(others[start..<min(start + step, others.count)]), source: source)
        }
        try callNew(newcomers, source: source)
        let (recalled, renamed) = try callAgain(others, source: source)
        let coded = unique.filter { $0.company.creditCode.map { holders[$0] == nil } ?? false }
        try saveCodes(of: coded, source: source)
        try index(
            newcomers.map { id, company in
                searchItem(
                    of: id, names: company.names(from: source),
                    identifiers: company.identifiers(from: source))
            })
        // What is called as before and has its code is found already.
        let changed = recalled.union(coded.map(\.id)).subtracting(newcomers.map(\.id))
        try indexCompanies(changed.sorted())
        return ImportedCompanies(new: new, known: companies.count - new, renamed: renamed)
    }

    /// What the register says again changes nothing, its version included.
    private func update(_ companies: [Numbered], source: Identifier) throws {
        var values: Query = ""
        for (id, company) in companies {
            let row: Query = """
                (\(city), \(id), \(company.name), \(pinyinKey(company.name)), 'registered',
                    \(company.foundedOn), \(company.registeredCapital), \(company.address),
                    \(company.website), \(company.intro), \(source), 1)
                """
            values = values == "" ? row : "\(values), \(row)"
        }
        try run(
            """
            INSERT INTO company (city_id, id, name, name_key, standing, founded_on,
                registered_capital, address, website, intro, source_id, version)
            VALUES \(values)
            ON CONFLICT (city_id, id) DO UPDATE SET name = excluded.name,
                name_key = excluded.name_key,
                standing = CASE WHEN company.standing = 'planned' THEN 'registered'
                    ELSE company.standing END,
                founded_on = excluded.founded_on,
                registered_capital = excluded.registered_capital, address = excluded.address,
                website = excluded.website, intro = excluded.intro,
                source_id = excluded.source_id, version = company.version + 1
            WHERE company.name <> excluded.name OR company.standing = 'planned'
                OR company.founded_on IS DISTINCT FROM excluded.founded_on
                OR company.registered_capital IS DISTINCT FROM excluded.registered_capital
                OR company.address IS DISTINCT FROM excluded.address
                OR company.website IS DISTINCT FROM excluded.website
                OR company.intro IS DISTINCT FROM excluded.intro
            """)
    }

    /// The names of companies that are new.
    private func callNew(_ companies: [Numbered], source: Identifier) throws {
        try saveNames(
            companies.flatMap { id, company in company.names(from: source).map { (id, $0) } })
    }

    /// What known companies are called anew: a name by law that is another, brands not known yet.
    /// Gives the companies that it is so of, and of them the renamed.
    private func callAgain(
        _ companies: [Numbered], source: Identifier
    ) throws -> (recalled: Set<Identifier>, renamed: [Identifier]) {
        let stored = try Dictionary(grouping: names(of: companies.map(\.id)), by: \.company)
        var fresh: [(Identifier, CompanyName)] = []
        var renamed: [Identifier] = []
        for (id, company) in companies {
            let names = (stored[id] ?? []).map(\.name)
            if !names.contains(where: { $0.kind == .legal && $0.name == company.name }) {
                renamed.append(id)
                fresh.append((id, CompanyName(kind: .legal, name: company.name, source: source)))
            }
            let brands = Set(names.filter { $0.kind == .brand }.map(\.name))
            fresh += company.brands.filter { !brands.contains($0) }.map {
                (id, CompanyName(kind: .brand, name: $0, source: source))
            }
        }
        if !renamed.isEmpty {
            try run(
                """
                UPDATE company_name SET kind = 'former', end_source_id = \(source)
                WHERE city_id = \(city) AND kind = 'legal' AND company_id IN \(renamed)
                """)
        }
        try saveNames(fresh)
        return (Set(fresh.map(\.0)), renamed)
    }

    private func saveCodes(of companies: [Numbered], source: Identifier) throws {
        try saveIdentifiers(
            companies.flatMap { id, company in
                company.identifiers(from: source).map { (id, $0) }
            })
    }

    /// Who has the credit codes of a register today, by code.
    private func codeHolders(_ companies: [RegisteredCompany]) throws -> [String: Identifier] {
        try identifiers(
            """
            SELECT value AS key, company_id AS id FROM company_identifier
            WHERE city_id = \(city) AND scheme = 'uscc' AND until IS NULL
                AND value IN \(companies.compactMap(\.creditCode))
            """)
    }

    /// By code, else by the whole name where that company has no code: one registered abroad is not
    /// meant by a line with a code of this country.
    private func knownCompanies(
        _ companies: [RegisteredCompany], _ holders: [String: Identifier]
    ) throws -> [Identifier?] {
        func byName(isForeign: Bool) throws -> [String: Identifier] {
            let foreign = CompanyStanding.foreign.rawValue
            return try identifiers(
                """
                SELECT company.name AS key, company.id AS id FROM company
                WHERE company.city_id = \(city) AND company.name IN \(companies.map(\.name))
                    AND (CASE WHEN company.standing = \(foreign) THEN 1 ELSE 0 END) = \(isForeign)
                    AND NOT EXISTS (SELECT 1 FROM company_identifier
                        WHERE company_identifier.city_id = company.city_id
                            AND company_identifier.scheme = 'uscc'
                            AND company_identifier.until IS NULL
                            AND company_identifier.company_id = company.id)
                """)
        }
        let (domestic, foreign) = try (byName(isForeign: false), byName(isForeign: true))
        return companies.map { company in
            guard let code = company.creditCode else {
                return domestic[company.name] ?? foreign[company.name]
            }
            return holders[code] ?? domestic[company.name]
        }
    }

    private func identifiers(_ query: Query) throws -> [String: Identifier] {
        try Dictionary(
            rows(query).map { (try $0.text("key"), try $0.identifier("id")) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension CompanyName {
    /// A name of which no time is known.
    fileprivate init(kind: CompanyNameKind, name: String, source: Identifier) {
        self.init(kind: kind, name: name, time: ValidTime(), source: source)
    }
}

extension RegisteredCompany {
    /// By law, and its brands.
    fileprivate func names(from source: Identifier) -> [CompanyName] {
        [CompanyName(kind: .legal, name: name, source: source)]
            + brands.map { CompanyName(kind: .brand, name: $0, source: source) }
    }

    fileprivate func identifiers(from source: Identifier) -> [CompanyIdentifier] {
        [creditCode].compactMap(\.self).map {
            CompanyIdentifier(scheme: .uscc, value: $0, time: ValidTime(), source: source)
        }
    }

    fileprivate static let columns = [
        "city_id", "id", "name", "name_key", "standing", "founded_on", "registered_capital",
        "address", "website", "intro", "source_id", "version",
    ]

    fileprivate func stored(
        city: String, id: Identifier, source: Identifier
    ) -> [StoredValue] {
        func text(_ text: String?) -> StoredValue { text.map(StoredValue.text) ?? .null }
        return [
            city.stored, id.stored, name.stored, pinyinKey(name).stored,
            CompanyStanding.registered.rawValue.stored, text(foundedOn?.description),
            text(registeredCapital), text(address), text(website), text(intro), source.stored,
            .integer(1),
        ]
    }
}
