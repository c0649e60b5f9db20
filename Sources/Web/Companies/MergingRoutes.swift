import Basics
import Chains
import Companies
import Pages
import People
import Rules
import Storage

/// Two records of one company made one, and taken apart again.
func mergingRoutes() -> [Route] {
    [
        .get("/companies/{id}/merging", .may(.editCompanies)) { ask in
            .page(try await mergingPage(ask).page)
        },
        .post("/companies/{id}/merging", .may(.editCompanies)) { ask in
            do {
                let into = try await ask.mergeCompany()
                return .redirect(to: .company(into), said: "已合并，可以撤销。")
            } catch let refusal as any Refusal where refusal.isAnswered {
                let values = ask.form.refused(refusal.problems)
                return .page(try await mergingPage(ask, values).page, .unprocessable)
            } catch is UnknownCompany {
                throw NoSuchPage()
            }
        },
        .get("/companies/{id}/unmerging", .may(.editCompanies)) { ask in
            .page(try await unmergingPage(ask).page)
        },
        .post("/companies/{id}/unmerging", .may(.editCompanies)) { ask in
            do {
                try await ask.unmergeCompany()
            } catch let refusal as any Refusal where refusal.isAnswered {
                let values = ask.form.refused(refusal.problems)
                return .page(try await unmergingPage(ask, values).page, .unprocessable)
            } catch is UnknownCompany {
                throw NoSuchPage()
            }
            return .redirect(to: .company(try ask.identifier(.company)), said: "已撤销合并。")
        },
    ]
}

extension Refusal {
    /// Whether the page is shown again with what is wrong.
    fileprivate var isAnswered: Bool { self is CompanyRefusal || self is StaleVersion }
}

/// `into` stands in the address, or in the form that was refused.
func mergingPage(_ ask: Ask, _ refused: FormValues? = nil) async throws -> MergingPage {
    let id = try ask.identifier(.company)
    let typed = ask.query["into"] ?? ask.form["into"]
    return try await ask.store.read { tx in
        let from = try tx.companyProfile(id).orNoSuchPage()
        guard let typed else {
            return MergingPage(from: from, into: nil, plan: nil, moves: [])
        }
        let meant = try tx.meant(by: typed)
        guard let other = meant.company, let into = try tx.companyProfile(other.id) else {
            return MergingPage(
                from: from, into: nil, plan: nil, moves: [],
                values: FormValues(
                    [AddressItem("into", typed)], problems: meant.problems(at: "into")))
        }
        let plan = try tx.mergePlan(of: id, into: other.id)
        return MergingPage(
            from: from, into: into, plan: plan, moves: try tx.moves(of: plan),
            reviews: try tx.duplicate(of: id, other.id)?.reviews ?? [],
            values: refused ?? FormValues())
    }
}

func unmergingPage(_ ask: Ask, _ refused: FormValues = FormValues()) async throws -> UnmergingPage {
    let id = try ask.identifier(.company)
    let zone = ask.city.folder.zoneOffset
    let plan = try await ask.store.read { tx in try tx.unmergePlan(of: id) }
    return UnmergingPage(plan: try plan.orNoSuchPage(), values: refused, zoneOffset: zone)
}

extension Ask {
    /// Merges the company of the path into the one that the form names, and gives that.
    func mergeCompany() async throws -> Identifier {
        let id = try identifier(.company)
        let (version, intoVersion) = (shownVersion(), shownVersion("into_version"))
        let (grounds, by, typed) = (grounds(), try occasion, form["into"] ?? "")
        let rule = city.folder.grading(on: today)
        return try await store.write { tx in
            // The one that was shown, also where it was merged since: then it is refused.
            guard let into = Identifier(typed), into.kind == .company else {
                throw CompanyRefusal([Problem("请写保留的企业的编号", at: .field("into"))])
            }
            try tx.mergeCompany(
                id, version: version, into: into, intoVersion: intoVersion, on: grounds, by)
            try tx.renewGrades(of: [id, into], by: rule, at: by.at)
            return into
        }
    }

    func unmergeCompany() async throws {
        let id = try identifier(.company)
        let (version, reason, by) = (shownVersion("into_version"), form["reason"], try occasion)
        let rule = city.folder.grading(on: today)
        try await store.write { tx in
            let merge = try tx.standingMerge(of: id)
            try tx.unmergeCompany(id, intoVersion: version, because: reason, by)
            try tx.renewGrades(of: [id, merge?.into].compactMap(\.self), by: rule, at: by.at)
        }
    }
}
