package import Basics
package import Storage
import Texts

extension Limit {
    /// A statement is put together value by value, so short ones are the faster.
    static let companiesPerStatement: Limit = 25
}

extension Transaction {
    /// What becomes of rows of a register, as the city's companies are now. Changes nothing.
    /// `source` is the register's, as far as new names and codes rest on it.
    package func plan(
        _ part: RegisterPart, from source: Identifier
    ) throws -> [PlannedCompany] {
        let known = try knownCompanies(part.rows.map(\.company))
        return part.rows.map { known.plan($0.company, at: $0.place, part.places, source: source) }
    }

    /// The companies that a file of another kind names, in its order; those that nobody knows are
    /// added. What is known of the others stays as it is: only a register changes it. Refuses codes
    /// that can't be, and names and codes that contradict each other, all at once.
    package func take(
        _ named: [NamedCompany], of file: String, fresh: [Identifier], source: Identifier
    ) throws -> [Identifier] {
        let places = RegisterPlaces(file: file)
        let companies = named.map(\.registered)
        let wrong = named.flatMap(\.problems)
        let known = try knownCompanies(companies)
        let planned = onceEach(
            companies.enumerated().map { place, company in
                known.plan(company, at: place, places, source: source)
            })
        let refused = zip(named, planned).flatMap { company, plan -> [Problem] in
            guard case .refused(let problems) = plan.outcome else { return [] }
            return problems.map { Problem($0.message, at: company.place) }
        }
        guard wrong.isEmpty, refused.isEmpty else { throw CompanyRefusal(wrong + refused) }
        var ids: [Identifier] = []
        var new: [CompanyRecord] = []
        for (place, plan) in planned.enumerated() {
            if let company = plan.outcome.company {
                ids.append(company.id)
            } else {
                new.append(companies[place].record(of: fresh[place], source: source))
                ids.append(fresh[place])
            }
        }
        try add(new, source: source)
        return ids
    }

    private func knownCompanies(_ rows: [RegisteredCompany]) throws -> KnownCompanies {
        var holders: [CompanyCode: Identifier] = [:]
        for (scheme, codes) in Dictionary(grouping: rows.flatMap(\.codes), by: \.scheme) {
            let found = try codes.map(\.value).parts(of: .listInStatement).flatMap { part in
                try self.rows(
                    """
                    SELECT value, company_id, until FROM company_identifier
                    WHERE city_id = \(city) AND scheme = \(scheme.rawValue) AND value IN \(part)
                    ORDER BY number
                    """)
            }
            for row in found {
                let code = CompanyCode(scheme: scheme, value: try row.text("value"))
                let isOpen = try row.optionalText("until") == nil
                if isOpen || holders[code] == nil {
                    holders[code] = try row.identifier("company_id")
                }
            }
        }
        // The key by pinyin leaves out brackets, widths and script, as folding does.
        let names = Set(rows.map { $0.name.folded })
        var named: [String: [Identifier]] = [:]
        let keys = Set(rows.map { pinyinKey($0.name) }).sorted()
        for row in try keys.parts(of: .listInStatement).flatMap({ part in
            try self.rows(
                """
                SELECT company.id, company.name, company_merge.into_id
                FROM company LEFT JOIN company_merge
                    ON company_merge.city_id = company.city_id
                        AND company_merge.from_id = company.id AND company_merge.undone_at IS NULL
                WHERE company.city_id = \(city)
                    AND company.name_key IN \(part)
                ORDER BY company.id
                """)
        }) {
            let name = try row.text("name").folded
            guard names.contains(name) else { continue }
            var id = try row.identifier("id")
            if let into = try row.optionalIdentifier("into_id") {
                id = try companyStanding(for: into)?.id ?? into
            }
            if named[name]?.contains(id) != true { named[name, default: []].append(id) }
        }
        let former = try formerHolders(
            of: rows.filter { $0.codes.isEmpty && named[$0.name.folded] == nil }.map(\.name))
        let ids = Set(holders.values).union(named.values.joined()).union(former.values.joined())
        return KnownCompanies(
            records: try companyRecords(ids.sorted()), byCode: holders, byName: named,
            byFormerName: former)
    }

    /// Who was called so by law, by the folded name; as it is written here or there, in brackets of
    /// either width.
    private func formerHolders(of names: [String]) throws -> [String: [Identifier]] {
        let spellings = Set(
            names.flatMap { name in
                let folded = name.folded
                let wide = folded.replacing("(", with: "（").replacing(")", with: "）")
                return [name, folded, wide]
            })
        guard !spellings.isEmpty else { return [:] }
        var holders: [String: [Identifier]] = [:]
        for row in try spellings.sorted().parts(of: .listInStatement).flatMap({ part in
            try rows(
                """
                SELECT name, company_id FROM company_name
                WHERE city_id = \(city) AND kind = 'former' AND name IN \(part)
                ORDER BY company_id
                """)
        }) {
            let (name, id) = (try row.text("name").folded, try row.identifier("company_id"))
            if holders[name]?.contains(id) != true { holders[name, default: []].append(id) }
        }
        return holders
    }

    /// As many as are there, without their parents.
    private func companyRecords(_ ids: [Identifier]) throws -> [Identifier: CompanyRecord] {
        let companies = try companies(Set(ids))
        let names = try Dictionary(grouping: names(of: ids), by: \.company)
        let codes = try Dictionary(grouping: identifiers(of: ids), by: \.company)
        return Dictionary(
            companies.map { company in
                (
                    company.id,
                    CompanyRecord(
                        company: company, names: (names[company.id] ?? []).map(\.name),
                        identifiers: (codes[company.id] ?? []).map(\.identifier),
                        parents: [])
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Saves what was planned in this transaction.
    func save(
        _ planned: [PlannedCompany], of part: RegisterPart, source: Identifier
    ) throws {
        let rows = Dictionary(
            part.rows.map { ($0.place, $0.company) }, uniquingKeysWith: { first, _ in first })
        var new: [CompanyRecord] = []
        var changed: [(before: CompanyRecord, after: CompanyRecord)] = []
        for (plan, id) in zip(planned, part.fresh) {
            switch plan.outcome {
            case .new:
                if let row = rows[plan.place] { new.append(row.record(of: id, source: source)) }
            case .changed(let before, let after): changed.append((before, after))
            case .unchanged, .refused: break
            }
        }
        try add(new, source: source)
        try change(changed, source: source)
    }

    private func add(_ records: [CompanyRecord], source: Identifier) throws {
        try load(
            into: "company", columns: companyColumns,
            rows: records.map { $0.company.stored(city: city, source: source) })
        try saveNames(records.flatMap { record in record.names.map { (record.company.id, $0) } })
        try saveIdentifiers(
            records.flatMap { record in record.identifiers.map { (record.company.id, $0) } })
        try index(
            records.map {
                searchItem(of: $0.company.id, names: $0.names, identifiers: $0.identifiers)
            })
    }

    private func change(
        _ pairs: [(before: CompanyRecord, after: CompanyRecord)], source: Identifier
    ) throws {
        for part in pairs.parts(of: .companiesPerStatement) {
            try overwrite(part.map(\.after.company), source: source)
        }
        let renamed = pairs.filter { $0.before.company.name != $0.after.company.name }
        if !renamed.isEmpty {
            try run(
                """
                UPDATE company_name SET kind = 'former', end_source_id = \(source)
                WHERE city_id = \(city) AND kind = 'legal'
                    AND company_id IN \(renamed.map(\.after.company.id))
                """)
        }
        let names = pairs.flatMap { pair in
            pair.after.names.filter { $0.number == 0 }.map { (pair.after.company.id, $0) }
        }
        let codes = pairs.flatMap { pair in
            pair.after.identifiers.filter { $0.number == 0 }.map { (pair.after.company.id, $0) }
        }
        try saveNames(names)
        try saveIdentifiers(codes)
        try indexCompanies(Set(names.map(\.0) + codes.map(\.0)).sorted())
    }

    /// The companies' own rows, each with a new version.
    private func overwrite(_ companies: [Company], source: Identifier) throws {
        let values = Query.values(companies.map { $0.stored(city: city, source: source) })
        try run(
            """
            INSERT INTO company (city_id, id, name, name_key, standing, founded_on,
                registered_capital, address, website, intro, source_id, version)
            VALUES \(values)
            ON CONFLICT (city_id, id) DO UPDATE SET name = excluded.name,
                name_key = excluded.name_key, standing = excluded.standing,
                founded_on = excluded.founded_on,
                registered_capital = excluded.registered_capital, address = excluded.address,
                website = excluded.website, intro = excluded.intro,
                source_id = excluded.source_id, version = company.version + 1
            """)
    }
}

private let companyColumns = [
    "city_id", "id", "name", "name_key", "standing", "founded_on", "registered_capital",
    "address", "website", "intro", "source_id", "version",
]

extension Company {
    /// In the order of `companyColumns`.
    fileprivate func stored(city: String, source: Identifier) -> [StoredValue] {
        func text(_ text: String?) -> StoredValue { text.map(StoredValue.text) ?? .null }
        return [
            city.stored, id.stored, name.stored, pinyinKey(name).stored,
            standing.rawValue.stored, text(foundedOn?.description), text(registeredCapital),
            text(address), text(website), text(intro), source.stored, .integer(version),
        ]
    }
}
