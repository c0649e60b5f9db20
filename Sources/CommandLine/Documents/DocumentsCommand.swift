package import ArgumentParser
import Basics
import Documents
import Facts
import Foundation
import Pages
import Tables
import Texts

/// `headwater documents …`: reads papers as files, without a database.
package struct DocumentsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "文稿。What a paper says: clean text, figures, tasks.",
        subcommands: [
            CleanDocumentCommand.self, FactsCommand.self, InstructionsCommand.self,
        ])

    package init() {}
}

struct CleanDocumentCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "清洗。The text without what copying left in it; what is doubtful, on stderr.")

    @Argument(help: "文件。One .txt, .html, .docx or .pdf.") var file: String

    mutating func run(at desk: Desk) async throws {
        let paper = try readPapers([file], desk.readPDF)[0]
        let clean = cleaned(paper.text)
        desk.write(Array(clean.text.utf8))
        if !clean.isClean {
            desk.tell([
                Problem(
                    "删去杂符\(clean.removed.characters)个，其余原样", at: .cell(CellPlace(file: paper.name)))
            ])
        }
        desk.tell(
            suspicions(in: clean.text).map { suspicion in
                Problem(suspicion.said, at: .cell(CellPlace(file: paper.name)))
            })
    }
}

extension TextSuspicion {
    fileprivate var said: Phrase {
        let words = passage.count > 30 ? passage.prefix(30) + "…" : passage[...]
        return switch kind {
        case .inserted: "疑似插入：\(String(words))"
        case .repeated: "重复：\(String(words))"
        }
    }
}

struct FactsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "数据。Every figure with what hangs on it; JSON Lines.")

    @OptionGroup var papers: PaperArguments

    mutating func run(at desk: Desk) async throws {
        for paper in try papers.read(desk.readPDF) {
            var lines: [UInt8] = []
            for fact in facts(in: paper.text, datedOn: paper.day) {
                appendLine(fact, file: paper.name, to: &lines)
            }
            desk.write(lines)
        }
    }
}

struct InstructionsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "instructions",
        abstract: "要求。What a paper asks for, of whom, by when; problems, measures; JSON Lines.")

    @OptionGroup var papers: PaperArguments

    mutating func run(at desk: Desk) async throws {
        for paper in try papers.read(desk.readPDF) {
            let text = DocumentText(paper.text, day: paper.day, hints: paper.hints)
            for instruction in text.instructions {
                desk.out(instruction.json(in: text, file: paper.name).text)
            }
        }
    }
}

struct PaperArguments: ParsableArguments {
    @Argument(help: "文件。.txt, .html, .docx, .pdf; the order is that of the lines.")
    var files: [String]
    @Option(help: "日期。The papers' day: 2026-10-31; else NAME.json beside NAME.txt says it.")
    var date: String?

    fileprivate func read(_ pdf: PDFText?) throws -> [NamedPaper] {
        var given: Day?
        if let date {
            given = Day(text: date)
            if given == nil {
                throw DocumentRefusal([
                    Problem("日期应写作 2026-10-31", at: .field("--date"))
                ])
            }
        }
        return try readPapers(files, pdf, day: given)
    }
}

/// A paper with the bare name of its file.
private struct NamedPaper {
    let name: String
    let text: String
    let hints: PaperHints
    let day: Day?
}

/// All of them, or every reason why one can't be read.
private func readPapers(
    _ files: [String], _ pdf: PDFText?, day: Day? = nil
) throws -> [NamedPaper] {
    var problems: [Problem] = []
    let papers = try files.compactMap { file -> NamedPaper? in
        let name = URL(fileURLWithPath: file).lastPathComponent
        do {
            let paper = try readPaper(try bytes(ofFile: file), file: name, pdf: pdf)
            return NamedPaper(
                name: name, text: paper.text, hints: paper.hints,
                day: try day ?? dayBeside(file))
        } catch let refusal as any Refusal {
            problems += refusal.problems
            return nil
        }
    }
    guard problems.isEmpty else { throw DocumentRefusal(problems) }
    return papers
}

/// The day that NAME.json says of NAME.txt, or else the address in it.
private func dayBeside(_ file: String) throws -> Day? {
    let beside = URL(fileURLWithPath: file).deletingPathExtension().path + ".json"
    guard FileManager.default.fileExists(atPath: beside) else { return nil }
    let page = try JSONValue(parsing: try bytes(ofFile: beside))
    return page["date"]?.string.flatMap { RoughDay(text: $0)?.last }
        ?? page["address"]?.string.flatMap(dayInAddress)
}
