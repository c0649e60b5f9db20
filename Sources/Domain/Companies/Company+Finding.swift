package import Basics
package import Storage
package import Texts

/// What a company is called and known by: all that it is found by, and nothing else.
package struct CompanyNames: Sendable, Hashable {
    package let id: Identifier
    package let name: String
    /// Of the pinyin of `name`: decides between equals.
    package let key: String
    /// Brands and short names.
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

    package var searchItem: SearchItem {
        SearchItem(
            Subject("company", id.text), names: [name] + otherNames, codes: codes,
            isRanked: true)
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
        let companies = try Dictionary(
            companies(shown.map(\.id)).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return shown.compactMap { find in
            companies[find.id].map { FoundCompany(company: $0, by: find.by) }
        }
    }

    private func companyNames(_ ids: [String]) throws -> [CompanyNames] {
        let codes = try Dictionary(
            grouping: rows(
                """
                SELECT company_id, value FROM company_identifier
                WHERE city_id = \(city) AND company_id IN \(ids)
                """
            ).map { (company: try $0.identifier("company_id"), code: try $0.text("value")) },
            by: \.company)
        return try rows(
            """
            SELECT id, name, name_key, brand FROM company
            WHERE city_id = \(city) AND id IN \(ids)
            """
        ).map { row in
            let id = try row.identifier("id")
            return CompanyNames(
                id: id, name: try row.text("name"), key: try row.text("name_key"),
                otherNames: brands(try row.optionalText("brand")),
                codes: codes[id]?.map(\.code) ?? [])
        }
    }
}

extension RegisteredCompany {
    func names(of id: Identifier) -> CompanyNames {
        CompanyNames(
            id: id, name: name, key: pinyinKey(name), otherNames: brands(brand),
            codes: [creditCode].compactMap(\.self))
    }
}

/// A company of several brands has them in one text.
private func brands(_ text: String?) -> [String] {
    text?.split(separator: "、").map(String.init) ?? []
}
