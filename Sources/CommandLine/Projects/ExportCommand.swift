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
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let acting = try await city.acting(actor)
        try acting.require(.export)
        let (now, folder) = (desk.world.now(), city.folder)
        let today = now.day(offset: folder.zoneOffset)
        let own = folder.exportLayouts(on: today)
        let made = BookLayout(rawValue: layout)
        let found = own.first { $0.id == layout }
        guard made != nil || found != nil else {
            let known = (BookLayout.allCases.map(\.rawValue) + own.map(\.id))
                .joined(separator: " ")
            throw SheetRefusal([Problem("版式只有\(known)", at: .field("--layout"))])
        }
        let filter = ProjectFilter(order: .name)
        let (word, rule) = (layout, folder.projectFields(on: today))
        let (projects, mark, head) = try await city.store.write { tx in
            let projects =
                try found.map {
                    try tx.exported(filter, as: $0.layout, visibleTo: acting.sight, on: today)
                }
                ?? tx.projects(filter, visibleTo: acting.sight, limit: .rowsOfSheet)
                .map(ExportedProject.init)
            let head = try tx.record(
                "projects.exported", on: [], by: acting.name, at: now,
                body: .object([
                    "count": JSONValue(projects.count), "layout": .string(word),
                ]))
            return (projects, try tx.highestMark(of: projects.map(\.project.id), rule: rule), head)
        }
        let stamp = BookStamp(
            city: folder.name, isSample: folder.isSample, by: acting.name,
            at: now.minuteText(offset: folder.zoneOffset), instant: now, head: head.description)
        let units = UnitNames(folder, on: today)
        let book =
            found.map {
                ProjectLayoutBook(
                    layout: $0.layout, projects: projects, units: units, folder: folder, on: today,
                    mark: mark
                ).book(lexicon: .chinese, stamp: stamp)
            }
            ?? projectBook(
                projects.map(\.project), units: units, lexicon: .chinese, stamp: stamp,
                layout: made ?? .full, mark: mark)
        try Data(try book.xlsx()).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}

struct ExportCommitmentsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "commitments", abstract: "承诺兑现台账。What was promised, as a workbook.")

    @Option(help: "文件。The file: .xlsx or .csv") var to: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let acting = try await city.acting(actor)
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
            stamp: BookStamp(
                city: city.folder.name, isSample: city.folder.isSample, by: acting.name,
                at: now.minuteText(offset: city.folder.zoneOffset), instant: now,
                head: head.description))
        let bytes = to.lowercased().hasSuffix(".csv") ? book.sheets[0].csv() : try book.xlsx()
        try Data(bytes).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}
