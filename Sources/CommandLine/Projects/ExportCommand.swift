package import ArgumentParser
import Basics
import Foundation
import Pages
import People
import Projects
import Rules
import Storage
import Tables

/// `headwater export projects --to FILE.xlsx`
package struct ExportCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出。What leaves the program, in files.",
        subcommands: [ExportProjectsCommand.self, ExportCommitmentsCommand.self])

    package init() {}
}

struct ExportProjectsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "projects", abstract: "项目台账。The ledger as a workbook.")

    @Option(help: "文件。The file: .xlsx") var to: String
    @Option(help: "版式。full, summary, or an export_layout of the city's rules.")
    var layout = BookLayout.full.rawValue
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.export)
        let (folder, today) = (city.folder, city.today(in: desk.world))
        guard let export = ProjectExport(layout, of: folder, on: today) else {
            let known = ProjectExport.identifiers(of: folder, on: today).joined(separator: " ")
            throw SheetRefusal([Problem("版式只有\(known)", at: .field("--layout"))])
        }
        let occasion = Occasion(acting.actor, in: desk.world)
        let content = try await city.store.write { tx in
            try export.content(ProjectFilter(order: .name), occasion, from: tx)
        }
        let book = export.book(
            content, lexicon: .chinese,
            stamp: BookStamp(folder, by: acting.name, at: occasion.at, content.head))
        try Data(try book.xlsx()).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}

struct ExportCommitmentsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commitments", abstract: "承诺兑现台账。What was promised, as a workbook.")

    @Option(help: "文件。The file: .xlsx or .csv") var to: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.export)
        let now = desk.world.now()
        let (listed, head) = try await city.store.write { tx in
            let found = try tx.commitments(visibleTo: acting.sight)
            let head = try tx.record(
                "commitments.exported", on: [], by: acting.name, at: now,
                body: .object(["count": JSONValue(found.count)]))
            return (found, head)
        }
        let today = now.day(offset: city.folder.zoneOffset)
        let book = commitmentBook(
            CommitmentsPage(
                listed, state: nil, units: UnitNames(city.folder, on: today), today: today),
            lexicon: .chinese,
            stamp: BookStamp(city.folder, by: acting.name, at: now, head))
        let bytes = to.lowercased().hasSuffix(".csv") ? book.sheets[0].csv() : try book.xlsx()
        try Data(bytes).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}
