package import Basics
import Evidence
package import Storage

extension Transaction {
    /// A company with everything that its page says of it.
    package func companyProfile(_ id: Identifier) throws -> CompanyProfile? {
        guard let record = try companyRecord(id), let (_, source) = try company(id) else {
            return nil
        }
        let above = try controllers(above: record.company)
        let merge = try standingMerge(of: id)
        let merges = try standingMerges(into: id)
        let holders = try companies(
            Set(
                record.parents.map(\.parent) + merges.map(\.from)
                    + [merge?.into].compactMap(\.self)))
        var cited = Set(
            above.map(\.link.source) + (merges + [merge].compactMap(\.self)).map(\.source))
        for name in record.names { cited.formUnion([name.source, name.endSource ?? name.source]) }
        for code in record.identifiers {
            cited.formUnion([code.source, code.endSource ?? code.source])
        }
        for link in record.parents {
            cited.formUnion([link.source, link.endSource ?? link.source])
        }
        for row in record.recognitions {
            cited.formUnion([row.source, row.endSource ?? row.source])
        }
        let (links, _) = try linksBelow(id)
        return CompanyProfile(
            record: record, source: source, above: above,
            holders: Dictionary(
                holders.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            merge: merge, merges: merges, sources: try sources(cited),
            below: Set(links.map(\.company)).subtracting([id]).count)
    }

    /// The group of a company today, from its ultimate parent down.
    package func companyGroup(of id: Identifier) throws -> CompanyGroup? {
        guard let company = try companies([id]).first else { return nil }
        let top = try controllers(above: company).last?.company ?? company
        let (links, isCut) = try linksBelow(top.id)
        let companies = try companies(Set(links.map(\.company)))
        return CompanyGroup(
            top: groupTree(
                from: top, links: links,
                companies: Dictionary(
                    companies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })),
            isCut: isCut, sources: try sources(Set(links.map(\.source))))
    }

    /// Who controls a company today, and who controls that one, up to the ultimate parent.
    func controllers(above company: Company) throws -> [GroupStep] {
        var steps: [GroupStep] = []
        var seen: Set<Identifier> = [company.id]
        var current = company.id
        while steps.count < Limit.groupLevels.count {
            let found = try rows(
                """
                SELECT * FROM company_parent
                WHERE city_id = \(city) AND company_id = \(current) AND is_controlling = 1
                    AND until IS NULL LIMIT 1
                """
            ).map(CompanyParent.init)
            guard let link = found.first, seen.insert(link.parent).inserted,
                let parent = try companies([link.parent]).first
            else { break }
            steps.append(GroupStep(company: parent, link: link))
            current = parent.id
        }
        return steps
    }

    /// Every link of today below a company, level by level; what is held without control leads no
    /// further. Also whether there are more than are given.
    private func linksBelow(_ id: Identifier) throws -> ([CompanyParent], isCut: Bool) {
        var links: [CompanyParent] = []
        var open: [Identifier] = [id]
        var seen: Set<Identifier> = [id]
        for _ in 0..<Limit.groupLevels.count where !open.isEmpty {
            let room = Limit.groupMembers.count - links.count
            let found = try rows(
                """
                SELECT * FROM company_parent
                WHERE city_id = \(city) AND parent_id IN \(open) AND until IS NULL
                ORDER BY is_controlling DESC, share DESC NULLS LAST, number LIMIT \(room + 1)
                """
            ).map(CompanyParent.init)
            links += found.prefix(room)
            if found.count > room { return (links, true) }
            open = found.filter(\.isControlling).map(\.company).filter { seen.insert($0).inserted }
        }
        return (links, !open.isEmpty)
    }

    /// The controlling links of all times from a company upwards, for telling a ring.
    func controllingLinks(above id: Identifier) throws -> [CompanyParent] {
        var links: [CompanyParent] = []
        var open: [Identifier] = [id]
        var seen: Set<Identifier> = [id]
        while !open.isEmpty {
            links += try rows(
                """
                SELECT * FROM company_parent
                WHERE city_id = \(city) AND company_id IN \(open) AND is_controlling = 1
                ORDER BY number LIMIT \(Limit.groupLinks)
                """
            ).map(CompanyParent.init)
            guard links.count < Limit.groupLinks.count else {
                throw CompanyRefusal([
                    Problem(
                        "上面的控股关系超过\(Limit.groupLinks.count)条，查不完是否成环",
                        at: .field("parent"))
                ])
            }
            open = links.map(\.parent).filter { seen.insert($0).inserted }
        }
        return links
    }

    /// The names of the companies of links.
    func linkedCompanies(_ links: [CompanyParent]) throws -> [Identifier: String] {
        let ids = Set(links.flatMap { [$0.company, $0.parent] })
        return try Dictionary(
            companies(ids).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
