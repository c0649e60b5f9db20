package import ArgumentParser
import Basics
import Foundation
import Pages
import People
import Projects
import Rules
import Storage
import Tables

/// `headwater dispatch make --month 2026-10 --to DIR`
package struct DispatchCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "dispatch", abstract: "调度。The monthly dispatch meeting.",
        subcommands: [MakeDispatchCommand.self])

    package init() {}
}

struct MakeDispatchCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "调度材料。Circular, ranking, a page for each district, orders.")

    @Option(help: "月份。The month: 2026-10") var month: String
    @Option(help: "目录。The folder to write to.") var to: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let city = try await desk.open(place)
        let acting = try await city.acting(actor)
        try acting.require(.makeDispatch)
        let folder = city.folder
        let papers = try await city.store.read { tx in
            try tx.dispatchPapers(of: month, in: folder, visibleTo: acting.sight)
        }
        let directory = URL(fileURLWithPath: to)
        let ordersFolder = directory.appendingPathComponent("督办单")
        try FileManager.default.createDirectory(at: ordersFolder, withIntermediateDirectories: true)
        for name in DispatchPapers.names where !name.hasSuffix(".zip") {
            guard let bytes = try papers.file(named: name) else { continue }
            let file = directory.appendingPathComponent(name)
            try Data(bytes).write(to: file, options: .atomic)
            desk.out(file.path)
        }
        let orders = try papers.orders
        for (name, bytes) in orders {
            let file = ordersFolder.appendingPathComponent(name)
            try Data(bytes).write(to: file, options: .atomic)
            desk.out(file.path)
        }
        let now = desk.world.now()
        let made = orders.count
        try await city.store.write { tx in
            try tx.record(
                "dispatch.made", on: Subject("month", month.description), by: acting.name, at: now,
                body: .object(["orders": JSONValue(made)]))
        }
    }
}

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
    @OptionGroup var place: PlaceOptions
    @OptionGroup var actor: ActorOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        let acting = try await city.acting(actor)
        try acting.require(.export)
        let now = desk.world.now()
        let (projects, head) = try await city.store.write { tx in
            let found = try tx.projects(
                ProjectFilter(order: .name), visibleTo: acting.sight, limit: .rowsOfSheet)
            let head = try tx.record(
                "projects.exported", on: [], by: acting.name, at: now,
                body: .object(["count": JSONValue(found.count)]))
            return (found, head)
        }
        let book = projectBook(
            projects,
            units: UnitNames(
                city.folder, on: now.day(offset: city.folder.zoneOffset)), lexicon: .chinese,
            stamp: BookStamp(
                city: city.folder.name, isSample: city.folder.isSample, by: acting.name,
                at: now.minuteText(offset: city.folder.zoneOffset), instant: now,
                head: head.description))
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
