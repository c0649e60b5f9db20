package import ArgumentParser
import Basics
import Foundation
import Pages
import People
import Projects
import Storage

/// `headwater collect FILE… --month 2026-10`
package struct CollectCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "收表。The units' own monthly sheets into one ledger; JSON Lines, one a project.")

    @Argument(help: ".xlsx .csv") var files: [String]
    @Option(help: "月份。The month: 2026-10") var month: String
    @Option(help: "报送单位。The reporting unit, where the sheets don't say.") var unit: String?
    @Flag(help: "收下能读的文件。Take the files that can be read, leave the others.")
    var acceptGood = false
    @Flag(help: "只读不存。Read and print, save nothing.") var dryRun = false
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        guard let month = Month(text: month) else {
            throw SheetRefusal([Problem("月份应写作 2026-10", at: .field("--month"))])
        }
        let intake = Collecting(
            files: files, round: .month(month), unit: unit, acceptGood: acceptGood,
            dryRun: dryRun)
        try await intake.run(try await desk.open(place), actor, at: desk)
    }
}

/// The one way in for monthly sheets and earlier years' ledgers: everything is read before anything is saved.
struct Collecting: Sendable {
    let files: [String]
    let round: Round
    let unit: String?
    let acceptGood: Bool
    let dryRun: Bool

    func run(_ city: CityDesk, _ options: ActorOptions, at desk: Desk) async throws {
        let acting = try await city.acting(options)
        try acting.require(round.month == nil ? .importRecords : .collect)
        let (read, problems) = try await readAll(city)
        if !problems.isEmpty, !acceptGood { throw SheetRefusal(problems) }
        desk.tell(problems)
        for file in read {
            desk.tell(file.notes.map { Problem($0.message, at: .cell($0.place)) })
            if !dryRun { try await save(file, city, acting, at: desk) }
            for row in file.rows { desk.out(row.json(district: city.district(row.unit)).text) }
        }
        if !dryRun, let month = round.month {
            try await city.recheck(month, by: acting.name, in: desk.world)
        }
        if !problems.isEmpty { throw PartlyRefused(count: problems.count) }
    }

    private func readAll(_ city: CityDesk) async throws -> (read: [ReadFile], problems: [Problem]) {
        let folder = city.folder
        let reader = try await city.store.read { tx in
            try SheetReader(city: folder, layouts: tx.rememberedLayouts())
        }
        var read: [ReadFile] = []
        var problems: [Problem] = []
        for name in files {
            do {
                let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: name)))
                read.append(
                    try reader.read(
                        HandedFile(name: name, bytes: bytes), round: round, unit: unit))
            } catch let refusal as any Refusal {
                problems += refusal.problems
            } catch let error as CocoaError {
                problems.append(
                    Problem(
                        "打不开：\(error.localizedDescription)", at: .cell(CellPlace(file: name))))
            }
        }
        let repeated = repeatedUnits(read)
        let refused = Set(
            repeated.compactMap { problem -> String? in
                if case .cell(let cell)? = problem.place { cell.file } else { nil }
            })
        return (read.filter { !refused.contains($0.file.name) }, problems + repeated)
    }

    /// Into the ledger in two transactions: handed in, then confirmed. Cut between them, the sheet waits for the
    /// same command again.
    private func save(
        _ file: ReadFile, _ city: CityDesk, _ acting: Acting, at desk: Desk
    ) async throws {
        let world = desk.world
        let (id, source) = (world.identifier(.sheet), world.identifier(.evidence))
        let now = world.now()
        let handed = try await city.store.write { tx in
            try tx.handIn(file, id: id, source: source, by: acting.name, at: now)
        }
        guard handed.sheet.state == .staged else {
            desk.err("\(file.file.name): 这份表收过了，没有重复计入")
            return
        }
        let fresh = file.rows.map { _ in world.identifier(.project) }
        let rules = CheckingRules(city.folder, on: round.lastDay)
        let confirmed = try await city.store.write { tx in
            try tx.confirm(
                sheet: handed.sheet.id, fresh: fresh, rules: rules, by: acting.name, at: now,
                visibleTo: acting.sight)
        }
        desk.err(
            "\(file.file.name): \(file.rows.count) rows, \(confirmed.newProjects) new, saved")
    }
}

extension CityDesk {
    /// Checks a month anew, after its ledger changed.
    func recheck(_ month: Month, by member: String, in world: World) async throws {
        let rules = CheckingRules(folder, on: month.last)
        let fresh = (0..<Limit.suspicionsOfRound.count).map { _ in world.identifier(.suspicion) }
        let now = world.now()
        try await store.write { tx in
            try tx.recheck(month, rules: rules, fresh: fresh, by: member, at: now)
        }
    }
}
