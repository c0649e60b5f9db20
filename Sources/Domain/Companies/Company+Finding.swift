package import Basics
package import Storage
package import Texts

/// What a company is called and known by: all that it is found by, and nothing else.
package struct CompanyNames: Sendable, Hashable {
    package let id: Identifier
    package let name: String
    /// Of the pinyin of `name`: decides between equals.
    package let key: String
    /// Of all times and kinds.
    package let otherNames: [String]
    package let codes: [String]

    package init(
        id: Identifier, name: String, key: String, otherNames: [String], codes: [String]
    ) {
        self.id = id
        self.name = name
        self.key = key
        self.otherNames = otherNames
        self.codes = codes
    }
}

/// One company among those that a query found.
package struct FoundCompany: Sendable, Hashable {
    package let company: Company
    /// Why, when something was asked for.
    package let by: FoundBy?
}

/// What a query found, best first; of everything, only how much there is.
package struct CompanySearch: Sendable, Hashable {
    fileprivate struct Find: Sendable, Hashable {
        let id: Identifier
        let by: FoundBy
    }

    package let total: Int
    /// More companies answer than were put in order.
    package let isCut: Bool
    fileprivate let finds: [Find]?
}

/// Those that answer, best first: by why they do, then the shorter name, then the order of pinyin.
package func ranked(
    _ companies: [CompanyNames], for sought: SoughtText
) -> [(id: Identifier, by: FoundBy)] {
    companies.compactMap { company in
        sought.found(in: [company.name] + company.otherNames, codes: company.codes)
            .map { (company: company, by: $0, length: company.name.unicodeScalars.count) }
    }
    .sorted {
        ($0.by, $0.length, $0.company.key, $0.company.id)
            < ($1.by, $1.length, $1.company.key, $1.company.id)
    }
    .map { (id: $0.company.id, by: $0.by) }
}

extension Transaction {
    /// The companies that `text` may mean; all when there is no text. What has no letter, digit or
    /// Chinese character finds none.
    package func searchCompanies(_ text: String?) throws -> CompanySearch {
        guard let text, !text.isEmpty else {
            return CompanySearch(total: try companyCount(), isCut: false, finds: nil)
        }
        guard let sought = SoughtText(text) else {
            return CompanySearch(total: 0, isCut: false, finds: [])
        }
        let candidates = try candidates(for: sought, noun: "company")
        let finds = ranked(try companyNames(candidates), for: sought)
        return CompanySearch(
            total: finds.count, isCut: candidates.count == Limit.candidates.count,
            finds: finds.map { CompanySearch.Find(id: $0.id, by: $0.by) })
    }

    /// A part of what was found; of all companies, in the order of pinyin.
    package func companies(
        of search: CompanySearch, limit: Limit = .companiesOnPage, offset: Int = 0
    ) throws -> [FoundCompany] {
        guard let finds = search.finds else {
            return try companies(limit: limit, offset: offset)
                .map { FoundCompany(company: $0, by: nil) }
        }
        let shown = finds.dropFirst(offset).prefix(limit.count)
        return try zip(companies(inOrder: shown.map(\.id)), shown)
            .map { FoundCompany(company: $0, by: $1.by) }
    }

    private func companyNames(_ ids: [String]) throws -> [CompanyNames] {
        let found = try rows(
            "SELECT id, name, name_key FROM company WHERE city_id = \(city) AND id IN \(ids)")
        let companies = try found.map { try $0.identifier("id") }
        let names = try Dictionary(grouping: names(of: companies), by: \.company)
        let codes = try Dictionary(grouping: identifiers(of: companies), by: \.company)
        return try zip(found, companies).map { row, id in
            let name = try row.text("name")
            return CompanyNames(
                id: id, name: name, key: try row.text("name_key"),
                otherNames: ordered((names[id] ?? []).map(\.name)).filter { $0 != name },
                codes: (codes[id] ?? []).map(\.identifier.value))
        }
    }
}
