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
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let month = try Month(argument: month)
        let (city, acting) = try await desk.enter(entry)
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
