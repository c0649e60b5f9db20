package import ArgumentParser
import Basics
import Projects

/// `headwater import KIND FILE…`
package struct ImportCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入。Earlier years' ledgers, registers of companies, chains, candidate knowledge.",
        subcommands: [
            ImportProjectsCommand.self, ImportCompaniesCommand.self, ImportChainsCommand.self,
            ImportKnowledgeCommand.self,
        ])

    package init() {}
}

struct ImportProjectsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "projects", abstract: "往年台账。The ledger of an earlier year.")

    @Argument(help: ".xlsx .csv") var files: [String]
    @Option(help: "年份。The year, where the file's name doesn't say.") var year: Int?
    @Flag(help: "收下能读的文件。Take the files that can be read, leave the others.")
    var acceptGood = false
    @Flag(help: "只读不存。Read and print, save nothing.") var dryRun = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let year = year
        let named = files.map { file in
            NamedFile(
                name: file,
                round: (year ?? yearNamed(in: file)).map { Round.ledger(year: $0) })
        }
        let intake = Collecting(files: named, unit: nil, acceptGood: acceptGood, dryRun: dryRun)
        try await intake.run(entry, at: desk)
    }
}
