import ArgumentParser
import Basics
import Chains
import Companies
import Pages
import People
import Rules
import Storage
import Texts

struct MergeCompaniesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "合并。One company, recorded twice: the first goes into the second.")

    @Argument(help: "并入的企业：编号、号码或名称。The company that ends.") var from: String
    @Argument(help: "保留的企业。The company that remains.") var into: String
    @Flag(help: "只看会怎样，不合并。Only says what would move.") var dryRun = false
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.editCompanies)
        let one = try await city.companyItself(from, at: "from")
        let other = try await city.companyItself(into, at: "into")
        let (isDry, grounds) = (dryRun, city.grounds(source, in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        let rule = city.folder.grading(on: city.today(in: desk.world))
        let page = try await city.store.write { tx in
            let plan = try tx.mergePlan(of: one.id, into: other.id)
            guard let from = try tx.companyProfile(one.id),
                let into = try tx.companyProfile(other.id)
            else { throw UnknownCompany() }
            let page = MergingPage(
                from: from, into: into, plan: plan, moves: try tx.moves(of: plan),
                reviews: try tx.duplicate(of: one.id, other.id)?.reviews ?? [])
            if !isDry {
                try tx.mergeCompany(
                    one.id, version: one.version, into: other.id, intoVersion: other.version,
                    on: grounds, occasion)
                try tx.renewGrades(of: [one.id, other.id], by: rule, at: occasion.at)
            }
            return page
        }
        desk.out(page.json.text)
    }
}

extension CityDesk {
    /// By identifier the company of that row, also where it was merged; else by a code or its name
    /// of today. A name that came with a merging leads elsewhere, and to merge that is another
    /// thing.
    func companyItself(_ text: String, at field: String) async throws -> Company {
        if let id = Identifier(text), id.kind == .company {
            guard let found = try await store.read({ tx in try tx.companies([id]).first }) else {
                throw UnknownCompany()
            }
            return found
        }
        let company = try await company(named: text)
        let profile = try await store.read { tx in try tx.companyProfile(company.id) }
        let merged = profile?.record.names.filter { $0.kind == .merged } ?? []
        guard !merged.contains(where: { $0.name.folded == text.folded }) else {
            throw CompanyRefusal([
                Problem(
                    "“\(text)”已经并入“\(company.name)”（\(company.id.text)），请写编号", at: .field(field))
            ])
        }
        return company
    }
}

struct UnmergeCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "unmerge",
        abstract: "撤销合并。The merged company stands on its own again.")

    @Argument(help: "被并入的企业的编号。The identifier of the merged company.") var company: String
    @Flag(help: "只看会怎样，不撤销。Only says what would go back.") var dryRun = false
    @Option(help: "原因。Why.") var reason: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.editCompanies)
        // A name leads to the company that remains; only the identifier names the merged one.
        guard let id = Identifier(company), id.kind == .company else {
            throw CompanyRefusal([Problem("请写被并入的企业的编号", at: .field("company"))])
        }
        let zone = city.folder.zoneOffset
        let (isDry, reason) = (dryRun, reason)
        let occasion = Occasion(acting.actor, in: desk.world)
        let rule = city.folder.grading(on: city.today(in: desk.world))
        let page = try await city.store.write { tx -> UnmergingPage? in
            let plan = try tx.unmergePlan(of: id)
            if !isDry {
                try tx.unmergeCompany(
                    id, intoVersion: plan?.into.version ?? 0, because: reason, occasion)
                try tx.renewGrades(
                    of: [id, plan?.into.id].compactMap(\.self), by: rule, at: occasion.at)
            }
            return plan.map { UnmergingPage(plan: $0, zoneOffset: zone) }
        }
        guard let page else {
            throw CompanyRefusal([Problem("这家企业没有并入别的企业", at: .field("company"))])
        }
        desk.out(page.json.text)
    }
}
