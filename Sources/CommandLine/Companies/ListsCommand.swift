package import ArgumentParser
import Basics
import Companies
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// `headwater lists …`
package struct ListsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "榜单。Lists of companies, by kind and year.",
        subcommands: [
            ListEditionsCommand.self, ImportListCommand.self, ShowListCommand.self,
            DecideEntryCommand.self,
        ], defaultSubcommand: ListEditionsCommand.self)

    package init() {}
}

/// The edition that a command is about.
struct EditionArguments: ParsableArguments, Sendable {
    @Argument(help: "榜单。The kind, as the city folder calls it: world-500") var kind: String
    @Argument(help: "年份。The year.") var year: Int
}

struct ListEditionsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "已有的榜单。The editions that are there; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let kinds = CompanyKinds(city.folder, on: city.today(in: desk.world))
        for edition in try await city.store.read({ tx in try tx.listEditions() }) {
            desk.out(edition.json(kinds).text)
        }
    }
}

struct ImportListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入一份榜单。An edition from a table: name, and rank, code, country, place.")

    @OptionGroup var edition: EditionArguments
    @Argument(help: ".xlsx .csv，可为 .gz") var file: String
    @Option(help: "来源。What it was taken from: «某杂志2026年7月刊».") var source: String?
    @Option(help: "来源种类。extract | publication | statement")
    var sourceKind = SourceKind.publication.rawValue
    @Option(help: "来源日期。The day it bears: 2026-07-29") var dated: String?
    @Flag(help: "替换这一年已有的。Takes the place of the edition that is there.")
    var replace = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.importRecords)
        let today = city.today(in: desk.world)
        let hand = try await city.store.read { tx in try tx.namesAtHand() }
        var matcher = ListMatcher(
            hand, thresholds: IdentityThresholds(city.folder.identity(on: today)),
            places: city.folder.places)
        let plan = try ListImport(
            EditionDraft(kind: edition.kind, year: String(edition.year), isReplacing: replace),
            file: file, bytes: try bytes(ofFile: file), kinds: city.folder.listKinds(on: today),
            matcher: &matcher,
            on: Grounds(
                id: desk.world.identifier(.evidence), kind: sourceKind, title: source,
                dated: dated, today: today))
        let occasion = Occasion(acting.actor, in: desk.world)
        let done = try await city.store.write { tx in
            let done = try tx.saveList(plan, occasion)
            try tx.keepListings(at: occasion.at)
            return done
        }
        if !done.isNew { desk.err("这个文件以前导入过，没有变化") }
        desk.out(done.edition.json(CompanyKinds(city.folder, on: today)).text)
    }
}

struct ShowListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "逐家看一份榜单。Each entry, what is known of it here and what is not; JSON Lines.")

    @OptionGroup var edition: EditionArguments
    @Option(help: "看法：all | absent（在榜未落地）| here（已落地可增资）| asked（待判定）")
    var view = ListReading.all.rawValue
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        guard ListReading(rawValue: view) != nil else {
            throw ValidationError("--view is all, absent, here or asked.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (kind, year) = (edition.kind, edition.year)
        let divisions = CityDivisions(city.folder)
        let reader = ContactReader(acting.actor)
        let rows = try await city.store.read { tx in
            guard let edition = try tx.listEdition(kind, year: year) else { throw UnknownList() }
            return try tx.presentEntries(of: edition, divisions: divisions, for: reader)
        }
        let reading = ListReading(rawValue: view) ?? .all
        for row in rows where reading.includes(row) { desk.out(row.json(divisions).text) }
    }
}

struct DecideEntryCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "判定一条是哪一家。Which company an entry is: same | different | other.")

    @OptionGroup var edition: EditionArguments
    @Argument(help: "第几条。Its position, as `lists show` gives it.") var position: Int
    @Argument(help: "same | different | other") var decision: String
    @Option(help: "另一家。With other: identifier, code or name of the company.")
    var company: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let occasion = Occasion(acting.actor, in: desk.world)
        let (kind, year, position) = (edition.kind, edition.year, position)
        let draft = EntryDraft(decision: decision, company: company)
        let entry = try await city.store.write { tx -> ListEntry? in
            guard let edition = try tx.listEdition(kind, year: year) else { throw UnknownList() }
            guard let entry = try tx.listEntry(position, of: edition) else { throw UnknownEntry() }
            try tx.decideEntry(
                position, of: kind, year: year, edition: edition.number, version: entry.version,
                draft, occasion)
            try tx.keepListings(at: occasion.at)
            return try tx.listEntry(position, of: edition)
        }
        if let entry { desk.out(entry.json.text) }
    }
}
