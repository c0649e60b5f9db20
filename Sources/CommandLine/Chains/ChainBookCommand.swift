import ArgumentParser
import Basics
import Chains
import Foundation
import Pages
import People
import Storage

/// `headwater chains book CHAIN --form pdf --to FILE`
struct ChainBookCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "整本材料。Maps, paths, projects, companies, targets and sources of a chain.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @Option(help: "格式。docx, xlsx or pdf; PDF needs Chromium.")
    var form = ChainBookForm.docx.rawValue
    @Option(help: "文件。The file to write.") var to: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.export)
        guard let form = ChainBookForm(rawValue: form) else {
            throw ChainRefusal([Problem("格式只有docx、xlsx和pdf", at: .field("--form"))])
        }
        let (id, folder, today) = (chain, city.folder, city.today(in: desk.world))
        let papers = try await city.store.read { tx in
            try tx.chainPapers(of: id, in: folder, on: today, for: acting.actor)
        }
        guard let papers else { throw UnknownChain() }
        let now = desk.world.now()
        let head = try await city.store.write { tx in
            try tx.record(
                "chain.book_exported", on: Subject("chain", id), by: acting.name, at: now,
                body: .object([JSONMember("format", .string(form.rawValue))]))
        }
        let stamp = BookStamp(folder, by: acting.name, at: now, head)
        let book = ChainBook(papers, stamp: stamp)
        let bytes =
            switch form {
            case .docx: try book.paper.docx()
            case .xlsx: try book.paper.xlsx() ?? []
            case .pdf: try await desk.printing(book.printed, .pdf)
            }
        try Data(bytes).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}
