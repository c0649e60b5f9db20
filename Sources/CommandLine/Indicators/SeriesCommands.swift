package import ArgumentParser
import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater series …`
package struct SeriesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "series", abstract: "公开发布的数据。Figures that others publish.",
        subcommands: [
            SeriesListCommand.self, ShowSeriesCommand.self, AddPublishedCommand.self,
            ImportPublishedCommand.self,
        ], defaultSubcommand: SeriesListCommand.self)

    package init() {}
}

struct SeriesListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "有哪些。The series of the city folder; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        for series in city.folder.series { desk.out(series.json.text) }
    }
}

/// Which series, in whose name.
struct SeriesArguments: ParsableArguments {
    @Argument(help: "序列的标识。The series' identifier.") var series: String
    @OptionGroup var entry: EntryOptions

    func found(_ desk: Desk) async throws -> (CityDesk, Acting, Series) {
        let (city, acting) = try await desk.enter(entry)
        guard let found = city.folder.series(series) else {
            throw FigureRefusal([Problem("没有“\(series)”这个序列", at: .field("series"))])
        }
        return (city, acting, found)
    }
}

struct ShowSeriesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "各期。Every release, the newest last; JSON Lines.")

    @OptionGroup var argument: SeriesArguments

    mutating func run(at desk: Desk) async throws {
        let (city, acting, series) = try await argument.found(desk)
        try acting.require(.seeProjects)
        let base = series.of.flatMap(city.folder.series)
        let (entries, bases) = try await city.store.read { tx in
            (
                try tx.publishedEntries(of: series),
                try base.map { try tx.publishedEntries(of: $0).holding } ?? []
            )
        }
        for figure in entries.holding {
            desk.out(figure.json.text)
            for following in figure.following(in: series, base: base, bases) {
                desk.out(following.json.text)
            }
        }
    }
}

struct AddPublishedCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "登记一期。One release: period=2026-01..2026-10 value=57.2亿美元 change=14.1% …")

    @OptionGroup var argument: SeriesArguments
    @Option(
        name: .customLong("set"),
        help: "栏=值，可多次。period unit value change share share_of whole rank completion comparable …")
    var values: [String]
    @Option(help: "更正第几号。The number of the entry whose place it takes.") var replaces: String?

    mutating func run(at desk: Desk) async throws {
        let (city, acting, series) = try await argument.found(desk)
        let draft = PublishedDraft(try pairs(values), replaces: replaces)
        let (folder, today) = (city.folder, city.today(in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        let entered = try await city.store.write { tx in
            try tx.publish([draft], of: series, in: folder, today: today, occasion)
        }
        for figure in entered { desk.out(figure.json.text) }
    }
}

struct ImportPublishedCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入文件。Releases from a table: period, value, and change, share, scope …")

    @OptionGroup var argument: SeriesArguments
    @Argument(help: ".xlsx .csv，可为 .gz") var file: String
    @Option(
        name: .customLong("set"), help: "表里没有的栏=值：released=2026-11-20 source=…。What no column says."
    )
    var values: [String] = []

    mutating func run(at desk: Desk) async throws {
        let (city, acting, series) = try await argument.found(desk)
        let (folder, today) = (city.folder, city.today(in: desk.world))
        let bytes = try bytes(ofFile: file)
        let drafts = try readPublished(
            bytes, file: file, given: try pairs(values), units: folder.units)
        let occasion = Occasion(acting.actor, in: desk.world)
        let entered = try await city.store.write { tx in
            try tx.publish(
                drafts, of: series, in: folder, today: today, file: bytes, occasion)
        }
        for figure in entered { desk.out(figure.json.text) }
    }
}
