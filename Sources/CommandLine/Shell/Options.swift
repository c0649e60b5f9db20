package import ArgumentParser

/// Where the city and its data are; on every command that opens a database.
package struct PlaceOptions: ParsableArguments, Sendable {
    @Option(help: "城市目录，可多次。A city folder; may be repeated. Default: the sample city.")
    package var city: [String] = []

    @Option(help: "数据目录。The data folder. Default: ./data")
    package var data: String?

    @Option(help: "PostgreSQL 地址。postgres://… instead of the file in the data folder.")
    package var database: String?

    package init() {}
}

/// Which city, in whose name: on every command that is done for somebody.
struct EntryOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions

    @Option(name: .customLong("as"), help: "成员登录名。The member's login. Default: operator.")
    var member: String?
}

package struct ServeOptions: Sendable {
    package let place: PlaceOptions
    package let port: Int
    package let host: String
    package let proxies: [String]
}

/// `floor=5亿元`: a value by name, the last of each.
func pairs(_ texts: [String]) throws -> [String: String] {
    try Dictionary(
        texts.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw ValidationError("Write it as NAME=VALUE: \(text)")
            }
            return (String(parts[0]), String(parts[1]))
        }, uniquingKeysWith: { $1 })
}

/// A command that needs the desk. Main parses it, then runs it.
package protocol Verb: ParsableCommand {
    mutating func run(at desk: Desk) async throws
}

/// Every command, in the order of a month's work.
package let verbs: [any ParsableCommand.Type] = [
    ServeCommand.self, SampleCommand.self, CheckCommand.self, MembersCommand.self,
    CollectCommand.self, MonthlyCommand.self, ProjectsCommand.self, PromisesCommand.self,
    PlanCommand.self,
    CompaniesCommand.self, ChainsCommand.self, ListsCommand.self, ContactsCommand.self,
    LeadsCommand.self,
    DispatchCommand.self, IndicatorsCommand.self, SeriesCommand.self, ScorecardsCommand.self,
    LightsCommand.self, ReportsCommand.self, SpotChecksCommand.self, DocumentsCommand.self,
    ImportCommand.self, ExportCommand.self,
    JournalCommand.self, BackupCommand.self,
    RestoreCommand.self, MoveCommand.self,
]
