package import ArgumentParser
import Basics
import Evidence
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
    @OptionGroup var entry: EntryOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        guard let month = Month(text: month) else {
            throw SheetRefusal([Problem("月份应写作 2026-10", at: .field("--month"))])
        }
        let intake = Collecting(
            files: files.map { NamedFile(name: $0, round: .month(month)) }, unit: unit,
            acceptGood: acceptGood, dryRun: dryRun)
        try await intake.run(entry, at: desk)
    }
}

/// A file on the command line, and what it reports on; nil where nothing says so.
struct NamedFile: Sendable {
    let name: String
    let round: Round?
}

/// A file of evidence that a person named, called by the last part of that.
func evidenceFile(_ name: String) throws -> EvidenceFile {
    EvidenceFile(
        name: name.split(separator: "/").last.map(String.init) ?? name,
        bytes: try bytes(ofFile: name))
}

/// The bytes of a file that a person named.
func bytes(ofFile name: String) throws -> [UInt8] {
    do {
        return try [UInt8](Data(contentsOf: URL(fileURLWithPath: name)))
    } catch let error as CocoaError {
        throw SheetRefusal(
            error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile
                ? "没有这个文件" : "这个文件打不开，请看它是不是目录，有没有读它的权限",
            file: name)
    }
}

/// The one way in for monthly sheets and earlier years' ledgers: everything is read before
/// anything is saved.
struct Collecting: Sendable {
    let files: [NamedFile]
    let unit: String?
    let acceptGood: Bool
    let dryRun: Bool

    func run(_ entry: EntryOptions, at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let isImport = files.contains { $0.round?.month == nil }
        try acting.require(isImport ? .importRecords : .collect)
        let (read, problems) = try await readAll(city, acting.sight)
        if !problems.isEmpty, !acceptGood { throw SheetRefusal(problems) }
        desk.tell(problems)
        for file in read {
            desk.tell(file.notes.map { Problem($0.message, at: .cell($0.place)) })
            if !dryRun { try await save(file, city, acting, at: desk) }
            for row in file.rows { desk.out(row.json(district: city.district(row.unit)).text) }
        }
        for month in Set(read.compactMap(\.round.month)).sorted() where !dryRun {
            try await city.recheck(month, by: acting.name, in: desk.world)
        }
        if !problems.isEmpty { throw PartlyRefused(count: problems.count) }
    }

    private func readAll(
        _ city: CityDesk, _ sight: Sight
    ) async throws -> (read: [ReadFile], problems: [Problem]) {
        let folder = city.folder
        let reader = try await city.store.read { tx in
            try SheetReader(city: folder, layouts: tx.rememberedLayouts())
        }
        var read: [ReadFile] = []
        var problems: [Problem] = []
        for outcome in try await outcomes(of: reader, sight) {
            switch outcome {
            case .success(let file): read.append(file)
            case .failure(let refused): problems += refused.problems
            }
        }
        let repeated = Dictionary(grouping: read, by: \.round).values.flatMap(repeatedUnits)
        let refused = Set(
            repeated.compactMap { problem -> String? in
                if case .cell(let cell)? = problem.place { cell.file } else { nil }
            })
        return (read.filter { !refused.contains($0.file.name) }, problems + repeated)
    }

    /// What reading each file came to, in the order they were named. They are read beside each
    /// other: nobody else waits for this process.
    private func outcomes(
        of reader: SheetReader, _ sight: Sight
    ) async throws -> [Result<ReadFile, SheetRefusal>] {
        try await withThrowingTaskGroup(of: (Int, Result<ReadFile, SheetRefusal>).self) { group in
            for (index, file) in files.enumerated() {
                group.addTask {
                    do {
                        return (index, .success(try read(file, by: reader, sight)))
                    } catch let refusal as any Refusal {
                        return (index, .failure(SheetRefusal(refusal.problems)))
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func read(
        _ file: NamedFile, by reader: SheetReader, _ sight: Sight
    ) throws -> ReadFile {
        guard let round = file.round else {
            throw SheetRefusal("看不出是哪一年的台账，请用 --year 说明", file: file.name)
        }
        let handed = HandedFile(name: file.name, bytes: try bytes(ofFile: file.name))
        let one = try reader.read(handed, round: round, unit: unit)
        try one.require(sight)
        return one
    }

    /// Into the ledger in two transactions: handed in, then confirmed. Cut between them, the
    /// sheet waits for the
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
        let rules = CheckingRules(city.folder, on: file.round.lastDay)
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
