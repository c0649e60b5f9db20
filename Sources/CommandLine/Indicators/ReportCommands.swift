package import ArgumentParser
import Basics
import Foundation
import Indicators
import Pages
import People
import Rules
import Storage

/// `headwater reports …`
package struct ReportsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reports", abstract: "文稿。Papers in the city's own words.",
        subcommands: [ReportListCommand.self, MakeReportCommand.self, DecideReportCommand.self],
        defaultSubcommand: ReportListCommand.self)

    package init() {}
}

struct ReportListCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "已生成的。Papers that were made; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        for report in try await city.store.read({ tx in try tx.reports() })
        where report.isReadable(by: acting.actor) {
            desk.out(report.json.text)
        }
    }
}

struct MakeReportCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "生成一份。Fills a letter, keeps the paper, writes its files.")

    @Argument(help: "文稿的标识。The letter: circular, bulletin, annual …") var letter: String
    @Option(help: "期间。2026-10 or 2026") var period: String
    @Option(help: "截至哪天知悉，默认今天。The last day whose knowledge counts: 2026-10-31")
    var asOf: String?
    @Option(help: "目录。The folder to write to.") var to: String
    @Flag(help: "另印成PDF，须装有Chromium。A PDF too; needs Chromium.") var pdf = false
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let folder = city.folder
        let question = try ReportQuestion(
            letter: letter, span: period, asOf: asOf, in: folder,
            today: city.today(in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        let report = try await city.store.write { tx in
            try tx.report(try tx.makeReport(question, in: folder, occasion))
        }
        guard let report, let paper = PaperText(report.content) else { throw UnknownReport() }
        var files = [("docx", try paper.docx())]
        if let book = try paper.xlsx() { files.append(("xlsx", book)) }
        if pdf {
            let (printed, now) = (try await desk.printing(paper.printed, .pdf), desk.world.now())
            files.append(
                (
                    "pdf",
                    try await city.store.write { tx in
                        try tx.keepFile(printed, named: "pdf", ofReport: report.number, at: now)
                    }
                ))
        }
        let directory = URL(fileURLWithPath: to)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (type, bytes) in files {
            let file = directory.appendingPathComponent("\(paper.flatTitle).\(type)")
            try Data(bytes).write(to: file, options: .atomic)
            desk.out(file.path)
        }
    }
}

struct DecideReportCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "核定。Agrees that a paper is given out, or doesn't.")

    @Argument(help: "文稿的编号。The paper's number.") var number: Int64
    @Flag(help: "不同意。Doesn't agree.") var refuse = false
    @Option(help: "意见。A note; needed where one doesn't agree.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let (number, isGranted, note) = (number, !refuse, note)
        let occasion = Occasion(acting.actor, in: desk.world)
        let report = try await city.store.write { tx in
            try tx.decideReport(number, isGranted: isGranted, note: note, occasion)
            return try tx.report(number)
        }
        if let report { desk.out(report.json.text) }
    }
}
