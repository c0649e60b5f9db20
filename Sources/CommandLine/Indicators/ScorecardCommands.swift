package import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater scorecards …`
package struct ScorecardsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "scorecards", abstract: "考核。Scores of units, each point with its inputs.",
        subcommands: [
            ScorecardListCommand.self, RunScorecardCommand.self, SetScoresCommand.self,
        ], defaultSubcommand: ScorecardListCommand.self)

    package init() {}
}

struct ScorecardListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "现行的办法。The cards in force; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        for card in city.folder.scorecards(on: city.today(in: desk.world)) {
            desk.out(card.json.text)
        }
    }
}

/// Which card over which months, as known when.
struct ScoreArguments: ParsableArguments {
    @Argument(help: "办法的标识。The card's identifier.") var card: String
    @Option(help: "期间，默认今年累计。2026 or 2026-01..2026-10; this year so far.")
    var period: String?
    @Option(help: "截至哪天知悉，默认今天。The last day whose knowledge counts: 2026-10-31")
    var asOf: String?
    @OptionGroup var entry: EntryOptions

    func question(_ city: CityDesk, _ desk: Desk) throws -> ScoreQuestion {
        var problems: [Problem] = []
        let days = FigureDays.read(
            period: period, asOf: asOf, fromJanuary: true, today: city.today(in: desk.world),
            &problems)
        let found = days.flatMap { days in
            city.folder.scorecards(on: days.period.last).first { $0.id == card }
        }
        if days != nil, found == nil {
            problems.append(Problem("没有“\(card)”这个办法", at: .field("card")))
        }
        guard problems.isEmpty, let days, let found else { throw FigureRefusal(problems) }
        return ScoreQuestion(
            found, over: days.period, known: city.folder.end(of: days.asOf))
    }
}

struct RunScorecardCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "算一遍。The scores by class and rank, each with terms and inputs; JSON Lines.")

    @OptionGroup var asked: ScoreArguments

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(asked.entry)
        try acting.require(.seeProjects)
        let (question, folder) = (try asked.question(city, desk), city.folder)
        let sheet = try await city.store.read { tx in try tx.scoreSheet(question, in: folder) }
        for score in sheet.scores(visibleTo: acting.sight) { desk.out(sheet.json(of: score).text) }
    }
}

struct SetScoresCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "登记数。Numbers of one unit that no indicator gives; JSON Lines.")

    @OptionGroup var asked: ScoreArguments
    @Option(help: "单位。The unit.") var unit: String
    @Option(help: "数，可多次：late=1、visits=23。A number; an empty one is taken away.")
    var value: [String] = []
    @Option(help: "目标，可多次：visits=23。A typed target.") var target: [String] = []
    @Option(help: "依据。The document or list that shows them.") var source: String

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(asked.entry)
        let (question, folder) = (try asked.question(city, desk), city.folder)
        let typed = Dictionary(
            try pairs(value).map { ("value-\($0.key)", $0.value) }
                + pairs(target).map { ("target-\($0.key)", $0.value) },
            uniquingKeysWith: { first, _ in first })
        let (draft, unit) = (ScoreDraft(typed, source: source), unit)
        let occasion = Occasion(acting.actor, in: desk.world)
        try await city.store.write { tx in
            try tx.setScores(
                draft, of: unit, on: question.card, year: question.period.first.year,
                in: folder, occasion)
        }
        let sheet = try await city.store.read { tx in try tx.scoreSheet(question, in: folder) }
        for score in sheet.scores where score.unit == unit { desk.out(sheet.json(of: score).text) }
    }
}
