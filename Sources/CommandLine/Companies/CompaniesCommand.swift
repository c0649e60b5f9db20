package import ArgumentParser

/// `headwater companies VERB`
package struct CompaniesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "companies", abstract: "企业。Companies, and who is the same as whom.",
        subcommands: [MatchCompaniesCommand.self])

    package init() {}
}
