package import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater lights …`
package struct LightsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lights", abstract: "亮灯。Lights of a month, each with its inputs.",
        subcommands: [
            LightListCommand.self, LightUpCommand.self, ExcuseLightCommand.self,
            DecideLightCommand.self,
        ], defaultSubcommand: LightListCommand.self)

    package init() {}
}

struct LightListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "一个月亮的灯。The lights of a month; JSON Lines.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let month = try Month(argument: month)
        for light in try await city.store.read({ tx in
            try tx.lights(of: month, visibleTo: acting.sight)
        }) { desk.out(light.json.text) }
    }
}

struct LightUpCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "light", abstract: "按规则亮灯，一个月一次。Lights a month, once.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (month, folder, today) = (
            try Month(argument: month), city.folder, city.today(in: desk.world)
        )
        let occasion = Occasion(acting.actor, in: desk.world)
        let count = try await city.store.write { tx in
            try tx.lightUp(month, in: folder, today: today, occasion)
        }
        desk.out(JSONValue.object(["lights": JSONValue(count)]).text)
    }
}

struct ExcuseLightCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "excuse", abstract: "说明理由。Why a light was lit.")

    @Argument(help: "灯的编号。The light's number.") var number: Int64
    @Option(help: "理由。The reason.") var reason: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (number, reason) = (number, reason)
        let occasion = Occasion(acting.actor, in: desk.world)
        try await city.store.write { tx in
            try tx.excuse(number, because: reason, visibleTo: acting.sight, occasion)
        }
    }
}

struct DecideLightCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "核定理由。Approves a reason, or doesn't.")

    @Argument(help: "灯的编号。The light's number.") var number: Int64
    @Flag(help: "不认可。Doesn't approve it.") var refuse = false
    @Option(help: "意见。A note; needed where it isn't approved.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (number, isGranted, note, folder) = (number, !refuse, note, city.folder)
        let occasion = Occasion(acting.actor, in: desk.world)
        try await city.store.write { tx in
            try tx.decideExcuse(
                number, isGranted: isGranted, note: note, in: folder, visibleTo: acting.sight,
                occasion)
        }
    }
}
