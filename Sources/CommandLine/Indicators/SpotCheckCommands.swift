package import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater spotchecks …`
package struct SpotChecksCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "spotchecks",
        abstract: "抽查。Projects drawn from a figure by a seed, and what was found.",
        subcommands: [
            SpotCheckListCommand.self, DrawSpotCheckCommand.self, RecordFindingCommand.self,
        ], defaultSubcommand: SpotCheckListCommand.self)

    package init() {}
}

struct SpotCheckListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "登记过的。Spot checks that were kept; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.requireCity()
        let units = city.folder.units.map(\.id)
        for check in try await city.store.read({ tx in try tx.spotChecks() }) {
            desk.out(check.json(units: units).text)
        }
    }
}

struct DrawSpotCheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "抽一次。Draws from a figure by a seed; with --keep, keeps it for findings.")

    @Argument(help: "指标的标识。The indicator's identifier.") var indicator: String
    @Option(help: "期间，默认今年累计。2026, 2026-10 or 2026-01..2026-10; this year so far.")
    var period: String?
    @Option(help: "截至哪天知悉，默认今天。The last day whose knowledge counts: 2026-10-31")
    var asOf: String?
    @Option(help: "参数，可多次：floor=5亿元。A parameter; may be repeated.") var set: [String] = []
    @Option(help: "种子。The seed, as it was published.") var seed: String
    @Option(help: "抽几个。How many projects.") var size: Int
    @Flag(help: "登记。Keeps it.") var keep = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.requireCity()
        let draft = SpotCheckDraft(
            FigureDraft(
                indicator: indicator, period: period, asOf: asOf, settings: try pairs(set)),
            seed: seed, size: String(size))
        let asked = try draft.question(in: city.folder, today: city.today(in: desk.world))
        let (isKept, occasion) = (keep, Occasion(acting.actor, in: desk.world))
        let check =
            isKept
            ? try await city.store.write { tx in
                try tx.spotCheck(try tx.keepSpotCheck(asked.figure, asked.question, occasion))
            }
            : try await city.store.read { tx in try tx.trySpotCheck(asked.figure, asked.question) }
        if let check { desk.out(check.json(units: city.folder.units.map(\.id)).text) }
    }
}

struct RecordFindingCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "填查实的数。What was found of one project.")

    @Argument(help: "抽查的编号。The spot check's number.") var number: Int64
    @Option(help: "第几个。The project's place in the draw.") var place: Int
    @Option(help: "查实的数：1.2亿元，个数写1或0。What was found.") var found: String
    @Option(help: "怎样查的。What was seen, and by what proof.") var note: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.requireCity()
        let (number, folder) = (number, city.folder)
        let draft = FindingDraft(place: place, found: found, note: note)
        let occasion = Occasion(acting.actor, in: desk.world)
        let check = try await city.store.write { tx in
            try tx.recordFinding(draft, of: number, in: folder, occasion)
            return try tx.spotCheck(number)
        }
        if let check { desk.out(check.json(units: folder.units.map(\.id)).text) }
    }
}

extension Acting {
    /// What is drawn is of the whole city.
    fileprivate func requireCity() throws {
        try require(.seeProjects)
        guard sight == .all else {
            throw FigureRefusal([Problem("抽查是对全市的，只看一部分单位的人不能抽")])
        }
    }
}
