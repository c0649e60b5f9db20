package import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater indicators …`
package struct IndicatorsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "indicators", abstract: "指标。Figures that open to their rows.",
        subcommands: [
            IndicatorListCommand.self, IndicatorValueCommand.self, IndicatorExplainCommand.self,
            TargetsCommand.self, SetTargetsCommand.self,
        ])

    package init() {}
}

struct IndicatorListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "口径清单。The definitions in force; JSON Lines.")

    @Option(help: "哪一天的口径，默认今天。The day on which they hold: 2026-10-31")
    var on: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let day = try on.map { text in
            guard let day = Day(text: text) else {
                throw FigureRefusal([Problem("日期应写作 2026-10-31", at: .field("--on"))])
            }
            return day
        }
        for indicator in city.folder.indicators(on: day ?? city.today(in: desk.world)) {
            desk.out(indicator.json.text)
        }
    }
}

/// Which figure, over what, as it was known when.
struct FigureArguments: ParsableArguments {
    @Argument(help: "指标的标识。The indicator's identifier.") var indicator: String
    @Option(help: "期间，默认今年累计。2026, 2026-10 or 2026-01..2026-10; this year so far.")
    var period: String?
    @Option(help: "截至哪天知悉，默认今天。The last day whose knowledge counts: 2026-10-31")
    var asOf: String?
    @Option(help: "按什么分：unit chain mode origin class month。What to tell it apart by.")
    var by: String?
    @Option(help: "参数，可多次：floor=5亿元。A parameter; may be repeated.") var set: [String] = []
    @OptionGroup var entry: EntryOptions

    func asked(_ desk: Desk) async throws -> AskedFigure {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let draft = FigureDraft(
            indicator: indicator, period: period, asOf: asOf, dimension: by,
            settings: try pairs(set))
        let asked = try draft.question(in: city.folder, today: city.today(in: desk.world))
        return AskedFigure(
            city: city, acting: acting, question: asked.question, asOf: asked.days.asOf)
    }
}

struct AskedFigure {
    let city: CityDesk
    let acting: Acting
    let question: FigureQuestion
    let asOf: Day
}

struct IndicatorValueCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "value",
        abstract: "数值。A figure by unit (or another dimension), as known on any day.")

    @OptionGroup var figure: FigureArguments

    mutating func run(at desk: Desk) async throws {
        let asked = try await figure.asked(desk)
        let (question, folder, sight) = (asked.question, asked.city.folder, asked.acting.sight)
        let found = try await asked.city.store.read { tx in
            try tx.figure(question, in: folder, visibleTo: sight)
        }
        desk.out(found.json(asOf: asked.asOf).text)
    }
}

struct IndicatorExplainCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "说明。The definition and its SQL, then the rows it counts; JSON Lines.")

    @OptionGroup var figure: FigureArguments
    @Option(help: "只看这一组。Only the rows of this group, a unit's identifier for one.")
    var of: String?
    @Option(help: "最多几行，默认1000。At most so many rows.") var limit = 1_000

    mutating func run(at desk: Desk) async throws {
        let asked = try await figure.asked(desk)
        let (question, folder, sight) = (asked.question, asked.city.folder, asked.acting.sight)
        let (group, most) = (of, Limit(limit))
        let (statements, rows, late) = try await asked.city.store.read { tx in
            (
                try tx.statements(of: question, in: folder, visibleTo: sight),
                try tx.figureRows(
                    question, of: group.map { [$0] }, visibleTo: sight, limit: most),
                try tx.late(in: question, visibleTo: sight)
            )
        }
        desk.out(question.indicator.json.text)
        for statement in statements {
            desk.out(JSONValue.object(["sql": .string(statement.shown)]).text)
        }
        if let late { desk.out(late.json.text) }
        for row in rows { desk.out(row.json.text) }
    }
}
