package import ArgumentParser
import Basics
import Companies
import Evidence
import Foundation
import People
import Projects
import Storage
import Tables

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
        let city = try await desk.open(place)
        for file in files {
            guard let year = year ?? yearNamed(in: file) else {
                throw SheetRefusal("看不出是哪一年的台账，请用 --year 说明", file: file)
            }
            let intake = Collecting(
                files: [file], round: .ledger(year: year), unit: nil, acceptGood: acceptGood,
                dryRun: dryRun)
            try await intake.run(city, actor, at: desk)
        }
    }
}

/// The only year, from 1990 to 2099, that a file's name holds.
private func yearNamed(in file: String) -> Int? {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let years = Set(
        name.split { !$0.isASCII || !$0.isNumber }.compactMap { digits in
            digits.count == 4 || digits.count == 6 || digits.count == 8
                ? Int(digits.prefix(4)) : nil
        }.filter { (1990...2099).contains($0) })
    return years.count == 1 ? years.first : nil
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
        try acting.require(.collect)
        var registers: [(file: String, hash: [UInt8], register: ReadRegister)] = []
        for file in files {
            let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
            var lines: [(number: Int, value: JSONValue)] = []
            try eachJSONLine(bytes, file: file) { number, value in lines.append((number, value)) }
            registers.append((file, bytes, readRegister(lines, file: file)))
        }
        let refused = registers.flatMap(\.register.refused)
        if !refused.isEmpty, !acceptGood { throw CompanyRefusal(refused) }
        desk.tell(refused)
        for (file, bytes, register) in registers {
            desk.tell(register.notes)
            guard !dryRun else { continue }
            let done = try await save(register, file, bytes, city, acting, desk.world)
            desk.out(
                JSONValue.object([
                    "file": .string(file), "new": JSONValue(done.new),
                    "known": JSONValue(done.known),
                    "refused": JSONValue(register.refused.count),
                ]).text)
        }
        if !refused.isEmpty { throw PartlyRefused(count: refused.count) }
    }

    /// In transactions of 1,000 lines; the same register again finds its companies and changes nothing but versions.
    private func save(
        _ register: ReadRegister, _ file: String, _ bytes: [UInt8], _ city: CityDesk,
        _ acting: Acting, _ world: World
    ) async throws -> (new: Int, known: Int) {
        let source = world.identifier(.evidence)
        let now = world.now()
        try await city.store.write { tx in
            let hash = try tx.saveFile(bytes)
            try tx.save(
                Source(
                    id: source, kind: .register, title: file, fileHash: hash.text, learntAt: now,
                    by: acting.name))
        }
        var (new, known) = (0, 0)
        let step = 1_000
        for start in stride(from: 0, to: register.companies.count, by: step) {
            let part = Array(
                register.companies[start..<min(start + step, register.companies.count)])
            let fresh = part.map { _ in world.identifier(.company) }
            let done = try await city.store.write { tx in
                let done = try tx.importCompanies(part, source: source, fresh: fresh)
                try tx.record(
                    "companies.imported", on: Subject("source", source.text), by: acting.name,
                    at: now,
                    body: .object(["new": JSONValue(done.new), "known": JSONValue(done.known)]))
                return done
            }
            new += done.new
            known += done.known
        }
        return (new, known)
    }
}
