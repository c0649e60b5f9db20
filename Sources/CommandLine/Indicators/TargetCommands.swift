import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// Which indicator and year, with which parameters.
struct TargetArguments: ParsableArguments {
    @Argument(help: "指标的标识。The indicator's identifier.") var indicator: String
    @Option(help: "年份。The year: 2026") var year: String
    @Option(help: "参数，可多次：floor=5亿元。A parameter; may be repeated.") var set: [String] = []
    @OptionGroup var entry: EntryOptions

    var settings: [String: String] { get throws { try pairs(set) } }
}

struct TargetsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "年度目标。Targets of a year, each with its adjustments; JSON Lines.")

    @OptionGroup var asked: TargetArguments

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(asked.entry)
        try acting.require(.seeProjects)
        let draft = TargetDraft(
            indicator: asked.indicator, year: asked.year, settings: try asked.settings, values: [],
            title: nil, number: nil, dated: nil, reason: nil)
        let (question, year) = try draft.question(
            in: city.folder, today: city.today(in: desk.world))
        let settings = try TargetSettings(question, in: city.folder)
        let found = try await city.store.read { tx in
            try tx.targetHistory(
                of: year, indicator: question.indicator.id, settings: settings,
                before: Instant(microseconds: .max), visibleTo: acting.sight)
        }
        for target in found { desk.out(target.json.text) }
    }
}

struct SetTargetsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "target",
        abstract: "下达或调整目标。Sets or adjusts targets of one document; JSON Lines.")

    @OptionGroup var asked: TargetArguments
    @Option(help: "目标，可多次：city=900、dongyu=80，空着取消。A unit's target; may be repeated.")
    var value: [String] = []
    @Option(help: "文件。The document that sets them.") var title: String
    @Option(help: "文号。Its number.") var number: String
    @Option(help: "印发日期。Its day: 2026-01-20") var dated: String
    @Option(help: "调整的原因。Why earlier ones are changed.") var reason: String?

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(asked.entry)
        let draft = TargetDraft(
            indicator: asked.indicator, year: asked.year, settings: try asked.settings,
            values: try pairs(value).sorted { $0.key < $1.key }.map {
                TypedTarget(unit: $0.key, text: $0.value)
            }, title: title, number: number, dated: dated, reason: reason)
        let (folder, today) = (city.folder, city.today(in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        let (question, year) = try draft.question(in: folder, today: today)
        let settings = try TargetSettings(question, in: folder)
        let ever = Instant(microseconds: .max)
        let found = try await city.store.write { tx in
            let latest = try tx.targetHistory(
                of: year, indicator: question.indicator.id, settings: settings, before: ever,
                visibleTo: .all
            ).last?.number
            try tx.setTargets(draft, latest: latest ?? 0, in: folder, today: today, occasion)
            return try tx.targets(
                of: year, indicator: question.indicator.id, settings: settings, before: ever,
                visibleTo: .all)
        }
        for target in found { desk.out(target.json.text) }
    }
}
