import Basics
import Companies
import Evidence
import People
import Storage
import TestSupport

/// An office that keeps companies in a database of its own: each step as the pages take it, in the
/// name of the operator.
struct CompanyOffice {
    static let noon = Draws.noon
    static let today = noon.day(offset: 8 * 3_600)

    let store: any Store
    let world = Draws.world(seed: 20_261_025)

    var occasion: Occasion { Occasion(.operator, in: world) }

    func grounds(
        _ title: String? = "示例：登记信息查询", kind: String? = "extract", dated: String? = "2026-10-20",
        prefix: String = ""
    ) -> Grounds {
        Grounds(
            id: world.identifier(.evidence), kind: kind, title: title, dated: dated,
            today: CompanyOffice.today, prefix: prefix)
    }

    /// Its identifier.
    @discardableResult
    func add(
        _ name: String, _ standing: String = "planned", scheme: String? = nil,
        value: String? = nil, on grounds: Grounds? = nil
    ) async throws -> Identifier {
        let id = world.identifier(.company)
        let grounds = grounds ?? self.grounds()
        let draft = CompanyDraft(name: name, standing: standing, scheme: scheme, value: value)
        let occasion = self.occasion
        try await store.write { tx in try tx.addCompany(draft, id: id, on: grounds, occasion) }
        return id
    }

    /// One change of one company, at its present version unless another is named.
    func change(
        _ id: Identifier, version: Int64? = nil,
        _ body: @escaping @Sendable (any Transaction, Int64, Occasion) throws -> Void
    ) async throws {
        let stored = try await profile(id).company.version
        let occasion = self.occasion
        try await store.write { tx in try body(tx, version ?? stored, occasion) }
    }

    func hold(
        _ id: Identifier, by parent: String, share: String? = nil, controlling: Bool = true,
        since: String? = nil, until: String? = nil
    ) async throws {
        let grounds = self.grounds("示例：年报", kind: "publication")
        let draft = ParentDraft(
            parent: parent, share: share, isControlling: controlling,
            time: TypedTime(since: since, until: until))
        try await change(id) { tx, version, occasion in
            try tx.holdCompany(id, version: version, by: draft, on: grounds, occasion)
        }
    }

    func identify(
        _ id: Identifier, _ scheme: String, _ value: String, since: String? = nil,
        until: String? = nil
    ) async throws {
        let grounds = self.grounds()
        let draft = IdentifierDraft(
            scheme: scheme, value: value, time: TypedTime(since: since, until: until))
        try await change(id) { tx, version, occasion in
            try tx.identifyCompany(id, version: version, draft, on: grounds, occasion)
        }
    }

    func rename(_ id: Identifier, to name: String, since: String?) async throws {
        let grounds = self.grounds()
        let draft = NameDraft(kind: "legal", name: name, time: TypedTime(since: since))
        try await change(id) { tx, version, occasion in
            try tx.renameCompany(id, version: version, to: draft, on: grounds, occasion)
        }
    }

    func endIdentifier(_ id: Identifier, _ number: Int64, until: String) async throws {
        let (grounds, draft) = (self.grounds(), EndDraft(number: "\(number)", until: until))
        try await change(id) { tx, version, occasion in
            try tx.endCompanyIdentifier(id, version: version, draft, on: grounds, occasion)
        }
    }

    func endParent(_ id: Identifier, _ number: Int64, until: String) async throws {
        let (grounds, draft) = (self.grounds(), EndDraft(number: "\(number)", until: until))
        try await change(id) { tx, version, occasion in
            try tx.endCompanyParent(id, version: version, draft, on: grounds, occasion)
        }
    }

    func plan(_ from: Identifier, into: Identifier) async throws -> MergePlan {
        try await store.read { tx in try tx.mergePlan(of: from, into: into) }
    }

    func merge(
        _ from: Identifier, into: Identifier, intoVersion: Int64? = nil,
        on grounds: Grounds? = nil
    ) async throws {
        let (grounds, occasion) = (grounds ?? self.grounds(), self.occasion)
        let seen = (
            try await profile(from).company.version, try await profile(into).company.version
        )
        try await store.write { tx in
            try tx.mergeCompany(
                from, version: seen.0, into: into, intoVersion: intoVersion ?? seen.1,
                on: grounds, occasion)
        }
    }

    func unmerge(_ from: Identifier) async throws {
        let occasion = self.occasion
        let target = try await profile(from).company.mergedInto ?? from
        let version = try await profile(target).company.version
        try await store.write { tx in
            try tx.unmergeCompany(from, intoVersion: version, because: "示例", occasion)
        }
    }

    /// Every row by which companies are known, without the versions: equal dumps are equal cities.
    func dump() async throws -> [String] {
        try await store.read { tx in
            var lines: [String] = []
            for table in Set(companyRelations.map(\.table)).union(["company", "search_row"]) {
                lines += try tx.rows(
                    "SELECT * FROM \(Query.name(table)) WHERE city_id = \(tx.city)"
                ).map { row in
                    let values = zip(row.columns.names, row.values)
                        .filter { $0.0 != "version" && $0.0 != "city_id" }
                    return "\(table) \(values.map { "\($0.0) \($0.1)" }.sorted())"
                }
            }
            return lines.sorted()
        }
    }

    func profile(_ id: Identifier) async throws -> CompanyProfile {
        guard let found = try await store.read({ tx in try tx.companyProfile(id) }) else {
            throw UnknownCompany()
        }
        return found
    }

    func found(_ text: String) async throws -> [Identifier] {
        try await store.read { tx in
            try tx.companies(of: try tx.searchCompanies(text)).map(\.company.id)
        }
    }

    func journal() async throws -> [JournalEntry] {
        try await store.read { tx in try tx.journal(after: 0, limit: 500) }
    }
}
