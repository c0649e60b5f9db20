import ArgumentParser
import Basics
import Companies
import Pages
import People
import Rules
import Storage

struct RecognizeCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "recognize",
        abstract: "认定。What an authority recognises a company as, or with --end its end.")

    @OptionGroup var argument: CompanyArgument
    @Argument(help: "种类。The kind, as the city folder calls it: regional-headquarters")
    var kind: String
    @Option(help: "认定机关。The authority.") var authority: String?
    @Option(help: "认定日期。Since: 2026-10-31, 2026-10 or 2026") var since: String?
    @Option(help: "有效期止于。The last day its certificate names.") var expires: String?
    @Option(help: "止于哪天。With --end: its last day.") var until: String?
    @Flag(help: "终止。The one in force of this kind ended at --until.") var end = false
    @Flag(help: "被撤销。With --end: the authority revoked it.") var revoked = false
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let draft = RecognitionDraft(
            kind: kind, authority: authority, since: since, expires: expires)
        let (isEnd, isRevoked, until, kind, authority) = (end, revoked, until, kind, authority)
        let city = try await desk.open(entry.place)
        let kinds = city.folder.recognitionKinds(on: city.today(in: desk.world))
        try await desk.change(argument, source, entry) { tx, company, grounds, occasion in
            guard isEnd else {
                return try tx.recognizeCompany(
                    company.id, version: company.version, draft, kinds: kinds, on: grounds,
                    occasion)
            }
            let open = try tx.companyRecord(company.id)?.recognitions.filter {
                $0.kind == kind && $0.time.isOpen && authority.map($0.authority.hasPrefix) ?? true
            }
            guard open?.count ?? 0 < 2 else {
                throw CompanyRefusal([
                    Problem("有几项这种认定没有终止，请用 --authority 写明认定机关", at: .field("--authority"))
                ])
            }
            let row = open?.first
            try tx.endCompanyRecognition(
                company.id, version: company.version,
                EndDraft(number: row.map { String($0.number) }, until: until),
                isRevoked: isRevoked, on: grounds, occasion)
        }
    }
}

struct CompanyBriefCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "brief",
        abstract: "谈参。What to know before a meeting; JSON, persons hidden as --as may see them.")

    @OptionGroup var argument: CompanyArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let company = try await city.company(argument)
        let (folder, today) = (city.folder, city.today(in: desk.world))
        let reader = ContactReader(acting.actor)
        let page = try await city.store.read { tx in
            try tx.companyBrief(of: company.id, for: reader, in: folder, today: today)
        }
        guard let page else { throw UnknownCompany() }
        desk.out(page.json.text)
    }
}
