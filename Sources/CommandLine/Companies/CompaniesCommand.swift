package import ArgumentParser
import Basics
import Companies
import Pages
import People
import Storage

/// `headwater companies …`
package struct CompaniesCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "companies", abstract: "企业。The register of companies.",
        subcommands: [CompaniesListCommand.self])

    package init() {}
}

struct CompaniesListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "查找。Companies that the text may mean, best first, or all; JSON Lines.")

    @Argument(
        help: """
            名称的一部分、品牌、拼音、首字母、信用代码四位以上。Any part of a name or brand in either \
            script, pinyin, initials, four characters of a code; one may be wrong.
            """)
    var text: String?
    @Option(help: "最多几条。How many at most.") var limit = 1_000
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        try await city.acting(actor).require(.seeProjects)
        let text = text
        let most = Limit(min(max(1, limit), Limit.linesOfRegister.count))
        let (search, companies) = try await city.store.read { tx in
            let search = try tx.searchCompanies(text)
            return (search, try tx.companies(of: search, limit: most))
        }
        for company in companies { desk.out(company.json.text) }
        if search.isCut {
            desk.tell([Problem("符合的企业太多，只列最相近的\(search.total)家。多写几个字再找。")])
        }
    }
}
