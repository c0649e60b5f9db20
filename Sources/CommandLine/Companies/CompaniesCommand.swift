package import ArgumentParser
import Basics
import Companies
import Evidence
import Pages
import People
import Rules
import Storage

/// `headwater companies …`
package struct CompaniesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "companies", abstract: "企业。Companies, their names, codes and groups.",
        subcommands: [
            ListCompaniesCommand.self, ShowCompanyCommand.self, AddCompanyCommand.self,
            RenameCompanyCommand.self,
            IdentifyCompanyCommand.self, CompanyParentCommand.self, RegisterCompanyCommand.self,
            RecognizeCompanyCommand.self, CompanyBriefCommand.self,
            MatchCompaniesCommand.self, MergeCompaniesCommand.self,
            UnmergeCompanyCommand.self, DuplicatesCommand.self, ReviewDuplicateCommand.self,
        ])

    package init() {}
}

struct ListCompaniesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "查找。Companies that the text may mean, best first, or all; JSON Lines.")

    @Argument(
        help: """
            名称的一部分、品牌、拼音、首字母、号码四位以上。Any part of a name or brand in either \
            script, pinyin, initials, four characters of a code; one may be wrong.
            """)
    var text: String?
    @Option(help: "最多几条。How many at most.") var limit = 1_000
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let text = text
        let most = Limit(max(1, limit))
        let (search, companies) = try await city.store.read { tx in
            let search = try tx.searchCompanies(text)
            return (search, try tx.companies(of: search, limit: most))
        }
        for company in companies { desk.out(company.json.text) }
        if search.isCut {
            desk.tell([Problem("符合的企业太多，只列最相近的\(search.total)家。多写几个字再找。")])
        }
    }
}

/// The company that a command is about.
struct CompanyArgument: ParsableArguments, Sendable {
    @Argument(help: "编号、号码或名称。Its identifier, a code or a name of it.") var company: String
}

/// What a change rests on.
struct SourceOptions: ParsableArguments, Sendable {
    @Option(help: "来源。What says so: «国家企业信用信息公示系统».") var source: String?
    @Option(help: "来源种类。extract | publication | statement")
    var sourceKind = SourceKind.extract.rawValue
    @Option(help: "来源日期。The day it bears: 2026-10-20") var dated: String?
}

struct ShowCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "一家企业。One company with its names, codes and parents; JSON.")

    @OptionGroup var argument: CompanyArgument
    @Flag(help: "所在的集团。Its group, as a tree.") var group = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let company = try await city.company(argument)
        let isGroup = group
        let value = try await city.store.read { tx -> JSONValue? in
            guard isGroup else { return try tx.companyProfile(company.id)?.json }
            return try tx.companyGroup(of: company.id).map {
                CompanyGroupPage(company: company, group: $0).json
            }
        }
        guard let value else { throw UnknownCompany() }
        desk.out(value.text)
    }
}

struct AddCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "新增企业。A company that no register brings: planned, from abroad, new.")

    @Argument(help: "名称。Its name.") var name: String
    @Option(help: "状态。planned | foreign | registered")
    var standing = CompanyStanding.planned.rawValue
    @Option(help: "号码种类。uscc | registration | organization | lei | stock | foreign")
    var scheme: String?
    @Option(help: "号码。The code.") var value: String?
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let id = desk.world.identifier(.company)
        let draft = CompanyDraft(name: name, standing: standing, scheme: scheme, value: value)
        let grounds = city.grounds(source, in: desk.world)
        let occasion = Occasion(acting.actor, in: desk.world)
        try await city.store.write { tx in
            try tx.addCompany(draft, id: id, on: grounds, occasion)
        }
        try await city.tell(of: id, at: desk)
    }
}

struct RenameCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "更名。Another name by law, or with --kind a name beside it.")

    @OptionGroup var argument: CompanyArgument
    @Argument(help: "新名称。The name.") var name: String
    @Option(help: "种类。legal | short | brand | foreign | former")
    var kind = CompanyNameKind.legal.rawValue
    @Option(help: "自哪天起。Since: 2026-10-31, 2026-10 or 2026") var since: String?
    @Option(help: "止于哪天。Until.") var until: String?
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let draft = NameDraft(
            kind: kind, name: name, time: TypedTime(since: since, until: until))
        let isLegal = kind == CompanyNameKind.legal.rawValue
        try await desk.change(argument, source, entry) { tx, company, grounds, occasion in
            isLegal
                ? try tx.renameCompany(
                    company.id, version: company.version, to: draft, on: grounds, occasion)
                : try tx.addCompanyName(
                    company.id, version: company.version, draft, on: grounds, occasion)
        }
    }
}

struct IdentifyCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "号码。A code of a company, or with --end its end.")

    @OptionGroup var argument: CompanyArgument
    @Argument(help: "号码种类。uscc | registration | organization | lei | stock | foreign")
    var scheme: String
    @Argument(help: "号码。The code.") var value: String
    @Option(help: "自哪天起。Since: 2026-10-31, 2026-10 or 2026") var since: String?
    @Option(help: "止于哪天。Until.") var until: String?
    @Flag(help: "终止。The code ended at --until.") var end = false
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let time = TypedTime(since: since, until: until)
        let draft = IdentifierDraft(scheme: scheme, value: value, time: time)
        let (isEnd, until) = (end, until)
        try await desk.change(argument, source, entry) { tx, company, grounds, occasion in
            guard isEnd else {
                return try tx.identifyCompany(
                    company.id, version: company.version, draft, on: grounds, occasion)
            }
            let row = try tx.companyRecord(company.id)?.identifier(of: draft)
            try tx.endCompanyIdentifier(
                company.id, version: company.version,
                EndDraft(number: row.map { String($0.number) }, until: until), on: grounds,
                occasion)
        }
    }
}

struct CompanyParentCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "parent",
        abstract: "上级。Who controls a company or holds a share, or with --end that it ended.")

    @OptionGroup var argument: CompanyArgument
    @Argument(help: "上级或股东。Identifier, code or name of the parent.") var parent: String
    @Option(help: "持股（%）。The share in percent, where known.") var share: String?
    @Flag(help: "参股，不控股。A shareholder that does not control.") var minority = false
    @Option(help: "自哪天起。Since: 2026-10-31, 2026-10 or 2026") var since: String?
    @Option(help: "止于哪天。Until.") var until: String?
    @Flag(help: "终止。It ended at --until.") var end = false
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let draft = ParentDraft(
            parent: parent, share: share, isControlling: !minority,
            time: TypedTime(since: since, until: until))
        let (isEnd, until, parent) = (end, until, parent)
        try await desk.change(argument, source, entry) { tx, company, grounds, occasion in
            guard isEnd else {
                return try tx.holdCompany(
                    company.id, version: company.version, by: draft, on: grounds, occasion)
            }
            let holder = try tx.meant(by: parent).company
            let row = try tx.companyRecord(company.id)?.parents.first {
                $0.parent == holder?.id && $0.time.isOpen
            }
            try tx.endCompanyParent(
                company.id, version: company.version,
                EndDraft(number: row.map { String($0.number) }, until: until), on: grounds,
                occasion)
        }
    }
}

struct RegisterCompanyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "办理登记。A planned or foreign company becomes the registered one.")

    @OptionGroup var argument: CompanyArgument
    @Option(help: "统一社会信用代码。Its credit code.") var code: String
    @Option(help: "法定名称。Its name by law. Default: the one it has.") var name: String?
    @Option(help: "登记日期。The day: 2026-10-31, 2026-10 or 2026") var since: String?
    @OptionGroup var source: SourceOptions
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (name, code, since) = (name, code, since)
        try await desk.change(argument, source, entry) { tx, company, grounds, occasion in
            let draft = RegistrationDraft(name: name ?? company.name, code: code, since: since)
            try tx.registerCompany(
                company.id, version: company.version, as: draft, on: grounds, occasion)
        }
    }
}

extension Desk {
    /// Opens the city, finds the company, changes it as it stands and prints what it is then.
    func change(
        _ argument: CompanyArgument, _ source: SourceOptions, _ entry: EntryOptions,
        _ body:
            @escaping @Sendable (any Transaction, Company, Grounds, Occasion) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        // A merged company is not changed in silence through the one that remains.
        let company = try await city.companyItself(argument.company, at: "company")
        let grounds = city.grounds(source, in: world)
        let occasion = Occasion(acting.actor, in: world)
        try await city.store.write { tx in try body(tx, company, grounds, occasion) }
        try await city.tell(of: company.id, at: self)
    }
}

extension CityDesk {
    func company(_ argument: CompanyArgument) async throws -> Company {
        try await company(named: argument.company)
    }

    /// By identifier, code or name.
    func company(named text: String) async throws -> Company {
        let meant = try await store.read { tx in try tx.meant(by: text) }
        guard let company = meant.company else {
            throw CompanyRefusal(meant.problems(at: "company"))
        }
        return company
    }

    func grounds(_ source: SourceOptions, in world: World) -> Grounds {
        Grounds(
            id: world.identifier(.evidence), kind: source.sourceKind, title: source.source,
            dated: source.dated, today: today(in: world))
    }

    func today(in world: World) -> Day { world.now().day(offset: folder.zoneOffset) }

    fileprivate func tell(of id: Identifier, at desk: Desk) async throws {
        guard let profile = try await store.read({ tx in try tx.companyProfile(id) }) else {
            throw UnknownCompany()
        }
        desk.out(profile.json.text)
    }
}

extension CompanyRecord {
    /// The open row of a code.
    fileprivate func identifier(of draft: IdentifierDraft) -> CompanyIdentifier? {
        identifiers.first {
            $0.scheme == draft.scheme && $0.value == draft.value && $0.time.isOpen
        }
    }
}
