package import Basics
import Companies
package import People
package import Storage
import Texts

/// On which lists of companies (500强) an investor of a project stands, as it was known at any
/// moment: the newest edition of each kind, and the whole group of what stands on it.
extension Transaction {
    private var forever: Int64 { .max }

    /// Says anew of these projects, or of all, on which lists their investors stand. To be asked
    /// for wherever investors, lists or companies change; what is said already stays. Gives whether
    /// anything changed.
    @discardableResult
    package func keepListings(of only: [Identifier]? = nil, at now: Instant) throws -> Bool {
        let kept = try keptListings(of: only)
        let kinds = try kindsOfGroups()
        var found: Set<Listing> = []
        for project in try candidates(kinds, among: only) {
            let companies = try investors(ofProject: project, visibleTo: .all)?.investors
                .compactMap(\.company?.id)
            for kind in Set((companies ?? []).flatMap { kinds[$0]?.kinds ?? [] }) {
                found.insert(Listing(project: project, kind: kind))
            }
        }
        for listing in kept.subtracting(found).sorted() {
            try run(
                """
                UPDATE project_listing
                SET known_until = CASE WHEN known_at > \(now) THEN known_at ELSE \(now) END
                WHERE city_id = \(city) AND project_id = \(listing.project)
                    AND kind = \(listing.kind) AND known_until = \(forever)
                """)
        }
        for listing in found.subtracting(kept).sorted() {
            try run(
                """
                INSERT INTO project_listing (city_id, project_id, kind, known_at, known_until)
                VALUES (\(city), \(listing.project), \(listing.kind), \(now), \(forever))
                ON CONFLICT (city_id, project_id, kind, known_at)
                DO UPDATE SET known_until = excluded.known_until
                """)
        }
        return kept != found
    }

    /// Whether companies changed since all projects were looked at.
    package func listingsAreDue() throws -> Bool {
        let reading = try rows(
            "SELECT journal_number FROM project_listing_reading WHERE city_id = \(city)"
        ).first?.integer("journal_number")
        return try companiesChanged(since: reading)
    }

    /// Of all projects.
    package func renewListings(_ occasion: Occasion) throws {
        if try keepListings(at: occasion.at) {
            try record(
                "listings.renewed", on: [], by: occasion.actor.name, at: occasion.at,
                body: .object([]))
        }
        try run(
            """
            INSERT INTO project_listing_reading (city_id, journal_number)
            VALUES (\(city), \(try journalHead().number))
            ON CONFLICT (city_id) DO UPDATE SET journal_number = excluded.journal_number
            """)
    }

    private func keptListings(of only: [Identifier]?) throws -> Set<Listing> {
        func read(_ condition: Query) throws -> [Listing] {
            try rows(
                """
                SELECT project_id, kind FROM project_listing
                WHERE city_id = \(city) AND known_until = \(forever) AND \(condition)
                """
            ).map { Listing(project: try $0.identifier("project_id"), kind: try $0.text("kind")) }
        }
        guard let only else { return Set(try read("1 = 1")) }
        return Set(
            try only.parts(of: .projectsPerStatement).flatMap { try read("project_id IN \($0)") })
    }

    /// The kinds of lists on which a company of the same group stands, by company.
    private func kindsOfGroups() throws -> [Identifier: ListedCompany] {
        let listed = try listedCompanies()
        let kin = try kin(of: Set(listed.keys))
        var found: [Identifier: ListedCompany] = [:]
        for (id, kinds) in listed {
            for member in [id] + (kin[id]?.others ?? []) {
                guard let kin = kin[member] else { continue }
                found[member, default: ListedCompany(kin: kin)].kinds.formUnion(kinds)
            }
        }
        return found
    }

    /// Projects of which an investor is called like one of the companies, or was said to be it.
    private func candidates(
        _ kinds: [Identifier: ListedCompany], among only: [Identifier]?
    ) throws -> [Identifier] {
        guard !kinds.isEmpty else { return [] }
        let names = Set(kinds.values.flatMap(\.kin.names).map(\.folded))
        let codes = Set(kinds.values.compactMap(\.kin.company.creditCode))
        let said = try projects(saidToBeOf: kinds.keys, visibleTo: .all, but: []).map(\.id)
        guard let only else {
            let named = try projects(ofInvestors: names, codes: codes, visibleTo: .all)
            return Set(named.map(\.id) + said).sorted()
        }
        let named = try only.parts(of: .projectsPerStatement).flatMap { part in
            try rows(
                """
                SELECT project_id, name_key, code FROM project_investor
                WHERE city_id = \(city) AND project_id IN \(part)
                """
            ).filter { row in
                try names.contains(row.text("name_key"))
                    || row.optionalText("code").map(codes.contains) ?? false
            }.map { try $0.identifier("project_id") }
        }
        return Set(named).union(Set(said).intersection(only)).sorted()
    }
}

private struct ListedCompany {
    let kin: CompanyKin
    var kinds: Set<String> = []
}

private struct Listing: Hashable, Comparable {
    let project: Identifier
    let kind: String

    static func < (left: Listing, right: Listing) -> Bool {
        (left.project, left.kind) < (right.project, right.kind)
    }
}
