import Basics
import Companies
import People
import Projects
import Storage
import Testing

/// Companies kept beside the ledger, and decisions on which of them the investors are.
extension LedgerOffice {
    private func grounds() -> Grounds {
        Grounds(
            id: identifier(.evidence), kind: "extract", title: "示例：登记信息查询",
            dated: "2026-10-20", today: today)
    }

    func addCompany(_ name: String, code: String? = nil) async throws -> Identifier {
        let (id, grounds, occasion) = (identifier(.company), grounds(), occasion(.operator))
        let draft = CompanyDraft(
            name: name, standing: code == nil ? "planned" : "registered",
            scheme: code == nil ? nil : "uscc", value: code)
        try await store.write { tx in try tx.addCompany(draft, id: id, on: grounds, occasion) }
        return id
    }

    func rename(_ id: Identifier, to name: String, since: String?) async throws {
        let (grounds, occasion) = (grounds(), occasion(.operator))
        let draft = NameDraft(kind: "legal", name: name, time: TypedTime(since: since))
        let version = try await profile(id).company.version
        try await store.write { tx in
            try tx.renameCompany(id, version: version, to: draft, on: grounds, occasion)
        }
    }

    /// A company is controlled by another.
    func own(_ id: Identifier, by parent: Identifier) async throws {
        let (grounds, occasion) = (grounds(), occasion(.operator))
        let draft = ParentDraft(
            parent: parent.text, share: nil, isControlling: true, time: TypedTime(since: nil))
        let version = try await profile(id).company.version
        try await store.write { tx in
            try tx.holdCompany(id, version: version, by: draft, on: grounds, occasion)
        }
    }

    func merge(_ from: Identifier, into: Identifier) async throws {
        let (grounds, occasion) = (grounds(), occasion(.operator))
        let seen = (
            try await profile(from).company.version, try await profile(into).company.version
        )
        try await store.write { tx in
            try tx.mergeCompany(
                from, version: seen.0, into: into, intoVersion: seen.1, on: grounds, occasion)
        }
    }

    func unmerge(_ from: Identifier, of into: Identifier) async throws {
        let (version, occasion) = (try await profile(into).company.version, occasion(.operator))
        try await store.write { tx in
            try tx.unmergeCompany(from, intoVersion: version, because: nil, occasion)
        }
    }

    func profile(_ id: Identifier) async throws -> CompanyProfile {
        try await store.read { tx in try #require(try tx.companyProfile(id)) }
    }

    func investors(_ id: Identifier, sight: Sight = .all) async throws -> ProjectInvestors {
        try await store.read { tx in
            try #require(try tx.investors(ofProject: id, visibleTo: sight))
        }
    }

    /// The only investor of a project.
    func investor(_ id: Identifier) async throws -> ProjectInvestor {
        let found = try await investors(id).investors
        #expect(found.count == 1)
        return try #require(found.first)
    }

    func decide(
        _ investor: String, _ verdict: InvestorDecision.Verdict, _ company: Identifier? = nil,
        of id: Identifier, latest: Int64? = nil, _ actor: Actor = .operator
    ) async throws {
        let stored = try await investors(id).latest
        let draft = InvestorDraft(
            investor: investor, verdict: verdict.rawValue, company: company?.text,
            latest: latest ?? stored)
        let occasion = occasion(actor)
        try await store.write { tx in try tx.decide(draft, of: id, occasion) }
    }

    /// Names of the projects in which a company invests.
    func projects(investedBy id: Identifier, sight: Sight = .all) async throws -> [String] {
        let record = try await profile(id).record
        return try await store.read { tx in
            try tx.projects(investedBy: record, visibleTo: sight).map(\.name)
        }
    }

    /// Names of the projects that tell that a company is here.
    func presence(of id: Identifier) async throws -> [String] {
        let divisions = CityDivisions(folder)
        return try await store.read { tx in
            let grounds = try tx.presenceGrounds(
                of: [id], divisions: divisions, for: ContactReader(.operator))
            let kin = try #require(grounds.kin[id])
            return grounds.presence(of: kin).projects.map(\.name)
        }
    }
}
