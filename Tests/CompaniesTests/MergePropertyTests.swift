import Basics
import Companies
import Drawing
import Evidence
import SourceReading
import Storage
import TestSupport
import Testing

/// A city drawn at random, merged at random, and taken apart again.
@Suite("Merging companies in any city")
struct MergePropertyTests {
    @Test(
        "every merging that is allowed can be taken back, in any order, with nothing left over",
        arguments: Stores.available)
    func anyCity(stores: StoreKind) async throws {
        for seed: UInt64 in 1...(stores == .sqlite ? 12 : 4) {
            var lots = Lots(seed: seed)
            let office = CompanyOffice(store: try await stores.fresh())
            let companies = try await office.drawCity(&lots)
            let before = try await office.dump()
            var merged: [Identifier] = []
            for _ in 0..<12 {
                let from = companies[lots.draw(companies.count)]
                let into = companies[lots.draw(companies.count)]
                let plan = try await office.plan(from, into: into)
                let found = try await reasons { try await office.merge(from, into: into) }
                // What is shown before is what happens.
                #expect(found.isEmpty == plan.problems.isEmpty, "seed \(seed)")
                guard found.isEmpty else { continue }
                merged.append(from)
                #expect(
                    try await office.profile(from).record.names.isEmpty, "seed \(seed)")
            }
            #expect(!merged.isEmpty, "seed \(seed)")
            while !merged.isEmpty {
                let open = merged.count
                for from in merged.shuffled(with: &lots) {
                    let found = try await reasons { try await office.unmerge(from) }
                    if found.isEmpty { merged.removeAll { $0 == from } }
                }
                #expect(merged.count < open, "seed \(seed): none can be taken back")
                if merged.count == open { break }
            }
            #expect(try await office.dump() == before, "seed \(seed)")
        }
    }

    /// Columns that name something else than a company.
    private static let others: Set<String> = [
        "city_id", "leader_id", "member_id", "project_id", "sheet_id", "source_id", "end_source_id",
        "suspicion_id", "unit_id", "other_id", "chain_id", "link_id",
        // Of the nouns that members answer for, or orders are about, none is a company.
        "subject_id",
    ]

    @Test("every column that refers to a company has a rule for merging")
    func declared() throws {
        let declared = Set(companyRelations.map { "\($0.table).\($0.column)" })
        let kept = Set(keptCompanyReferences.map { "\($0.table).\($0.column)" })
        #expect(declared.isDisjoint(with: kept))
        #expect(keptCompanyReferences.allSatisfy { !$0.reason.isEmpty })
        let tables = try ProjectTree.read().tables
        let columns = Set(
            tables.flatMap { table in table.columns.map { "\(table.name).\($0.name)" } })
        for stale in declared.union(kept).subtracting(columns) {
            Issue.record("\(stale) is declared and does not exist")
        }
        for table in tables {
            for column in table.columns
            where column.name.hasSuffix("_id") && !Self.others.contains(column.name) {
                let name = "\(table.name).\(column.name)"
                #expect(
                    declared.contains(name) || kept.contains(name),
                    "say in CompanyRelation.swift what becomes of \(name) when companies are merged"
                )
            }
        }
    }

    @Test(
        "no column holds a company that the rules don't know", arguments: Stores.available)
    func found(stores: StoreKind) async throws {
        var lots = Lots(seed: 20_261_121)
        let office = CompanyOffice(store: try await stores.fresh())
        let companies = try await office.drawCity(&lots)
        var merged = 0
        for from in companies where merged < 3 {
            let found = try await reasons {
                try await office.merge(from, into: companies[lots.draw(companies.count)])
            }
            if found.isEmpty { merged += 1 }
        }
        let known = Set(
            companyRelations.map { "\($0.table).\($0.column)" }
                + keptCompanyReferences.map { "\($0.table).\($0.column)" })
        let ids = Set(companies.map(\.text))
        let tables = try ProjectTree.read().tables.map(\.name)
        let holding = try await office.store.read { tx in
            var holding: Set<String> = []
            for table in tables where !table.hasPrefix("search_index") {
                for row in try tx.rows("SELECT * FROM \(Query.name(table))") {
                    for (column, value) in zip(row.columns.names, row.values) {
                        guard case .text(let text) = value, ids.contains(text) else { continue }
                        holding.insert("\(table).\(column)")
                    }
                }
            }
            return holding
        }
        #expect(holding.contains("company_merge.into_id"))
        #expect(holding.subtracting(known).isEmpty)
    }
}

extension [Identifier] {
    fileprivate func shuffled(with lots: inout Lots) -> [Identifier] {
        var (rest, result) = (self, [Identifier]())
        while !rest.isEmpty { result.append(rest.remove(at: lots.draw(rest.count))) }
        return result
    }
}

extension CompanyOffice {
    /// Some companies of every standing, with codes, other names, parents and shareholders.
    fileprivate func drawCity(_ lots: inout Lots) async throws -> [Identifier] {
        let codes = ["91370200MA3CXK5L87", "913302040933533733"]
        var companies: [Identifier] = []
        for place in 0..<9 {
            let standing = place < 2 ? "registered" : place % 4 == 3 ? "foreign" : "planned"
            companies.append(
                try await add(
                    "示例第\(place)家企业", standing, scheme: place < 2 ? "uscc" : nil,
                    value: place < 2 ? codes[place] : nil))
        }
        for place in 0..<18 {
            let id = companies[lots.draw(companies.count)]
            let other = companies[lots.draw(companies.count)]
            // What is refused is not in the city.
            switch lots.draw(4) {
            case 0: _ = try await reasons { try await hold(id, by: other.text) }
            case 1:
                _ = try await reasons {
                    try await hold(
                        id, by: other.text, share: "\(place + 1)", controlling: place % 2 == 0,
                        since: "20\(10 + place)", until: place % 3 == 0 ? "2024" : nil)
                }
            case 2:
                _ = try await reasons { try await identify(id, "stock", "60000\(place % 9).SH") }
            default: _ = try await reasons { try await rename(id, to: "示例更名\(place)号", since: nil) }
            }
        }
        return companies
    }
}
