package import Basics
package import Storage

/// A company with all names it ever had and its group of today: what it can be recognised by in a
/// ledger and in a place.
package struct CompanyKin: Sendable, Hashable {
    package let company: Company
    /// Of all times, its legal name first.
    package let names: [String]
    /// Whether a parent, a shareholder or a company below it is recorded: without one nothing is
    /// known of a group.
    package let hasGroup: Bool
    /// The others that its ultimate parent controls, and that parent.
    package let others: [Identifier]
}

extension Transaction {
    /// The kin of companies with that of the others in their groups: what is asked for and what it
    /// refers to.
    package func kin(of ids: Set<Identifier>) throws -> [Identifier: CompanyKin] {
        let tops = try ultimateParents(of: ids)
        let groups = try controlled(below: Set(tops.values))
        var others: [Identifier: [Identifier]] = [:]
        for id in ids {
            let top = tops[id] ?? id
            others[id] = ([top] + (groups[top] ?? [])).filter { $0 != id }
        }
        let everyone = ids.union(others.values.flatMap(\.self)).sorted()
        var kin: [Identifier: CompanyKin] = [:]
        for part in everyone.parts(of: .companiesPerQuestion) {
            let names = try Dictionary(grouping: names(of: part), by: \.company)
            let linked = try linked(part)
            for company in try companies(Set(part)) {
                let all = (names[company.id] ?? []).map(\.name.name)
                kin[company.id] = CompanyKin(
                    company: company,
                    names: [company.name] + all.filter { $0 != company.name },
                    hasGroup: linked.contains(company.id),
                    others: others[company.id] ?? [])
            }
        }
        return kin
    }

    /// Those of the companies that hold another today or are held.
    private func linked(_ ids: [Identifier]) throws -> Set<Identifier> {
        try Set(
            rows(
                """
                SELECT company_id AS id FROM company_parent
                WHERE city_id = \(city) AND company_id IN \(ids) AND until IS NULL
                UNION SELECT parent_id AS id FROM company_parent
                WHERE city_id = \(city) AND parent_id IN \(ids) AND until IS NULL
                """
            ).map { try $0.identifier("id") })
    }

    /// Who controls each company in the end; itself where nobody is recorded.
    private func ultimateParents(
        of ids: Set<Identifier>
    ) throws -> [Identifier: Identifier] {
        var tops = Dictionary(uniqueKeysWithValues: ids.map { ($0, $0) })
        for _ in 0..<Limit.groupLevels.count {
            var above: [Identifier: Identifier] = [:]
            for part in Set(tops.values).sorted().parts(of: .companiesPerQuestion) {
                let found = try rows(
                    """
                    SELECT company_id, parent_id FROM company_parent
                    WHERE city_id = \(city) AND company_id IN \(part) AND is_controlling = 1
                        AND until IS NULL
                    """)
                for row in found {
                    above[try row.identifier("company_id")] = try row.identifier("parent_id")
                }
            }
            if above.isEmpty { break }
            tops = tops.mapValues { above[$0] ?? $0 }
        }
        return tops
    }

    /// The companies that each of the tops controls, directly or through others.
    private func controlled(
        below tops: Set<Identifier>
    ) throws -> [Identifier: [Identifier]] {
        var groups: [Identifier: [Identifier]] = [:]
        var topOf = Dictionary(uniqueKeysWithValues: tops.map { ($0, $0) })
        var open = tops.sorted()
        for _ in 0..<Limit.groupLevels.count where !open.isEmpty {
            var next: [Identifier] = []
            for part in open.parts(of: .companiesPerQuestion) {
                let found = try rows(
                    """
                    SELECT company_id, parent_id FROM company_parent
                    WHERE city_id = \(city) AND parent_id IN \(part) AND is_controlling = 1
                        AND until IS NULL
                    ORDER BY number LIMIT \(Limit.groupLinks)
                    """)
                for row in found {
                    let id = try row.identifier("company_id")
                    guard topOf[id] == nil, let top = topOf[try row.identifier("parent_id")],
                        groups[top]?.count ?? 0 < Limit.groupMembers.count
                    else { continue }
                    topOf[id] = top
                    groups[top, default: []].append(id)
                    next.append(id)
                }
            }
            open = next
        }
        return groups
    }
}
