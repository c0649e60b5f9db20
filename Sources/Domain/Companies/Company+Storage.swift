package import Basics
package import Evidence
package import Storage
import Texts

extension Limit {
    package static let companiesOnPage: Limit = 50
    /// Companies that answer to one name or code, as many as are named in a refusal.
    static let companiesOfName: Limit = 20
    /// Names among which the whole one is looked for.
    static let namesLikeText: Limit = 1_000
}

extension Transaction {
    /// A part of the register, in the order of pinyin.
    func companies(limit: Limit, offset: Int) throws -> [Company] {
        // The page is chosen first: sorting carries no texts and looks up no codes.
        let ids = try rows(
            """
            SELECT id FROM company WHERE \(standing)
            ORDER BY name_key, id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { try $0.identifier("id") }
        return try companies(inOrder: ids)
    }

    package func companyCount() throws -> Int {
        // Two counts: to look each company up among the merged takes ten times as long.
        try rows(
            """
            SELECT (SELECT count(*) FROM company WHERE city_id = \(city)) - (
                SELECT count(*) FROM company_merge
                WHERE city_id = \(city) AND undone_at IS NULL) AS n
            """)[0].int("n")
    }

    /// Those that were not merged into another.
    var standing: Query {
        """
        company.city_id = \(city) AND company.id NOT IN (
            SELECT from_id FROM company_merge
            WHERE company_merge.city_id = \(city) AND undone_at IS NULL)
        """
    }

    /// As many as are there, in the order given.
    func companies(inOrder ids: [Identifier]) throws -> [Company] {
        let found = Dictionary(uniqueKeysWithValues: try companies(Set(ids)).map { ($0.id, $0) })
        return ids.compactMap { found[$0] }
    }

    /// As many as are there, in the order of their identifiers. The order is made here: asked for
    /// one, SQLite would read the whole register in it.
    package func companies(_ ids: Set<Identifier>) throws -> [Company] {
        try ids.sorted().parts(of: .listInStatement).flatMap { try companies(part: $0) }
    }

    private func companies(part ids: [Identifier]) throws -> [Company] {
        let found = try rows(
            """
            SELECT company.*,
                (SELECT into_id FROM company_merge
                WHERE company_merge.city_id = company.city_id AND undone_at IS NULL
                    AND company_merge.from_id = company.id) AS merged_into
            FROM company WHERE company.city_id = \(city) AND company.id IN \(ids)
            """)
        let names = try Dictionary(grouping: names(of: ids), by: \.company)
        let codes = try Dictionary(
            identifiers(of: ids)
                .filter { $0.identifier.scheme == .uscc && $0.identifier.time.isOpen }
                .map { ($0.company, $0.identifier.value) }, uniquingKeysWith: { min($0, $1) })
        return try found.map { row in
            let id = try row.identifier("id")
            return try Company(row, names: names[id] ?? [], code: codes[id])
        }
        .sorted { $0.id < $1.id }
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
        if let id = Identifier(text), id.kind == .company {
            return try companyStanding(for: id).map { [$0] } ?? []
        }
        let codes = Set(IdentifierScheme.allCases.map { $0.normalized(text) })
        let byCode = try rows(
            """
            SELECT company_id, NULL AS kind, until FROM company_identifier
            WHERE city_id = \(city)
                AND scheme IN \(IdentifierScheme.allCases.map(\.rawValue))
                AND value IN \(codes.sorted())
            ORDER BY number LIMIT \(Limit.companiesOfName)
            """)
        // The search finds other spellings of the letters; which of them are the name is told here.
        let similar = try [text, text.folded].flatMap {
            try search($0, noun: "company", limit: .companiesOnPage)
        }
        let byName = try rows(
            """
            SELECT company_id, name, kind, until FROM company_name
            WHERE city_id = \(city) AND (name = \(text) OR company_id IN \(similar))
            ORDER BY number LIMIT \(Limit.namesLikeText)
            """
        ).filter { try $0.text("name").folded == text.folded }
        for found in [byCode, byName] where !found.isEmpty {
            // When a former name ended is often not known.
            let present = try found.filter {
                try $0.optionalText("until") == nil
                    && $0.optionalText("kind") != CompanyNameKind.former.rawValue
            }
            let chosen = present.isEmpty ? found : present
            return try companies(Set(chosen.map { try $0.identifier("company_id") }))
        }
        return []
    }

    /// The company itself, or the one that it was merged into.
    package func companyStanding(for id: Identifier) throws -> Company? {
        var company = try companies([id]).first
        // Nobody is merged into a company that was merged, so the steps come to an end.
        while let next = company?.mergedInto { company = try companies([next]).first }
        return company
    }

    /// What a text given for a company means.
    package func meant(by text: String) throws -> MeantCompany {
        MeantCompany(text, among: text.isEmpty ? [] : try companies(answeringTo: text))
    }

    /// The companies that are called so by law today, or were when they were merged.
    func companies(calledByLaw name: String) throws -> [Company] {
        guard !name.isEmpty else { return [] }
        let found = try companies(answeringTo: name)
        let bearers = try names(of: found.map(\.id)).filter {
            ($0.name.kind == .legal || $0.name.kind == .merged)
                && $0.name.name.folded == name.folded
        }
        let ids = Set(bearers.map(\.company))
        return found.filter { ids.contains($0.id) }
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

    /// The codes of companies of all times, in the order in which they were learnt.
    func identifiers(
        of ids: [Identifier]
    ) throws -> [(company: Identifier, identifier: CompanyIdentifier)] {
        guard let first = ids.min(), let last = ids.max() else { return [] }
        return try rows(
            """
            SELECT * FROM company_identifier WHERE city_id = \(city) AND company_id >= \(first)
                AND company_id <= \(last) AND company_id IN \(ids)
            ORDER BY number
            """
        ).map { (try $0.identifier("company_id"), try CompanyIdentifier($0)) }
    }
}

// MARK: What a company is found by

/// What one company is found by: every name and code of all its times. Its name by law comes first.
/// Whatever saves a name or a code of a company indexes this.
package func searchItem(
    of company: Identifier, names: [CompanyName], identifiers: [CompanyIdentifier]
) -> SearchItem {
    SearchItem(
        Subject("company", company.text), names: ordered(names), codes: identifiers.map(\.value),
        isRanked: true)
}

/// The names by law first, each text once.
func ordered(_ names: [CompanyName]) -> [String] {
    var seen: Set<String> = []
    let ordered = names.filter { $0.kind == .legal } + names.filter { $0.kind != .legal }
    return ordered.map(\.name).filter { seen.insert($0).inserted }
}

extension Transaction {
    /// Indexes companies as they are stored now.
    func indexCompanies(_ ids: [Identifier]) throws {
        guard !ids.isEmpty else { return }
        let names = try Dictionary(grouping: names(of: ids), by: \.company)
        let codes = try Dictionary(grouping: identifiers(of: ids), by: \.company)
        try index(
            ids.map { id in
                searchItem(
                    of: id, names: (names[id] ?? []).map(\.name),
                    identifiers: (codes[id] ?? []).map(\.identifier))
            })
    }
}

extension Company {
    fileprivate init(
        _ row: ResultRow, names: [(company: Identifier, name: CompanyName)], code: String?
    ) throws {
        let standing = try row.text("standing")
        guard let known = CompanyStanding(rawValue: standing) else {
            throw WrongColumn(column: "standing", found: .text(standing))
        }
        let names = names.map(\.name)
        self.init(
            id: try row.identifier("id"), name: try row.text("name"), standing: known,
            brands: Companies.ordered(names.filter { $0.kind == .brand && $0.time.isOpen }),
            formerNames: names.filter { $0.kind == .former }.map(\.name),
            creditCode: code,
            foundedOn: try row.optionalDay("founded_on"),
            registeredCapital: try row.optionalText("registered_capital"),
            address: try row.optionalText("address"), website: try row.optionalText("website"),
            intro: try row.optionalText("intro"), version: try row.integer("version"),
            mergedInto: try row.optionalIdentifier("merged_into"))
    }
}
