package import ArgumentParser
import Basics
import Companies
import Foundation
import People
import Projects
import Storage

/// `headwater import KIND FILE…`
package struct ImportCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import", abstract: "导入。Earlier years' ledgers, registers of companies.",
        subcommands: [ImportProjectsCommand.self, ImportCompaniesCommand.self])

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
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let year = year
        let named = files.map { file in
            NamedFile(
                name: file,
                round: (year ?? yearNamed(in: file)).map { Round.ledger(year: $0) })
        }
        let intake = Collecting(files: named, unit: nil, acceptGood: acceptGood, dryRun: dryRun)
        try await intake.run(try await desk.open(place), actor, at: desk)
    }
}

struct ImportCompaniesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "companies", abstract: "企业。A register of companies, .jsonl or .jsonl.gz.")

    @Argument(help: ".jsonl .jsonl.gz") var files: [String]
    @Flag(help: "收下没有问题的行。Take the good lines, leave the others.") var acceptGood = false
    @Flag(help: "只读不存。Read and print, save nothing.") var dryRun = false
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let acting = try await city.acting(actor)
        try acting.require(.importRecords)
        var registers: [(file: String, bytes: [UInt8], register: ReadRegister)] = []
        for file in files {
            let bytes = try bytes(ofFile: file)
            registers.append((file, bytes, try readRegister(bytes, file: file)))
        }
        let refused = registers.flatMap(\.register.refused)
        if !refused.isEmpty, !acceptGood { throw CompanyRefusal(refused) }
        desk.tell(refused)
        for (file, bytes, register) in registers {
            desk.tell(register.notes)
            guard !dryRun else { continue }
            let plan = RegisterImport(
                register, of: bytes, named: file, by: acting.name, in: desk.world)
            var done = ImportedCompanies()
            try await city.store.write { tx in try tx.begin(plan) }
            for part in plan.parts {
                done = done + (try await city.store.write { tx in try tx.take(part, of: plan) })
            }
            desk.out(
                JSONValue.object([
                    "file": .string(file), "new": JSONValue(done.new),
                    "known": JSONValue(done.known),
                    "refused": JSONValue(register.refused.count),
                ]).text)
        }
        if !refused.isEmpty { throw PartlyRefused(count: refused.count) }
    }
}
