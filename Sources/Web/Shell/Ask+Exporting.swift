import Basics
import Pages
import People
import Rules
import Storage
import Tables

extension Ask {
    /// What is printed on what the member takes out now.
    func stamp(_ instant: Instant, _ head: JournalHead) throws -> BookStamp {
        BookStamp(city.folder, by: try member.name, at: instant, head)
    }

    /// A book that leaves the house, in the form that the address asks for: first an entry of the
    /// journal, then the book with the end of the journal printed on it.
    func export(
        _ kind: String, on subjects: [Subject], _ facts: [JSONMember], name: String,
        _ book: (BookStamp) -> WrittenBook
    ) async throws -> Answer {
        let format = bookFormat
        let by = try occasion
        let body = JSONValue.object(facts + [JSONMember("format", .string(format.rawValue))])
        let head = try await store.write { tx in
            try tx.record(kind, on: subjects, by: by.actor.name, at: by.at, body: body)
        }
        return try file(book(try stamp(by.at, head)), named: name, format)
    }

    /// The form that the address asks for.
    var bookFormat: BookFormat { query["format"].flatMap(BookFormat.init) ?? .xlsx }

    func file(_ book: WrittenBook, named name: String, _ format: BookFormat) throws -> Answer {
        let isMarked = !city.folder.isSample || name.hasSuffix("（示例）")
        let name = isMarked ? name : name + "（示例）"
        switch format {
        case .xlsx:
            return .file(FileAnswer(name: name + ".xlsx", type: .xlsx, bytes: try book.xlsx()))
        case .csv:
            return .file(FileAnswer(name: name + ".csv", type: .csv, bytes: book.sheets[0].csv()))
        }
    }
}
