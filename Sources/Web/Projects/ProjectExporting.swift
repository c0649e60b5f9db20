import Basics
import Pages
import People
import Projects
import Storage
import Tables

/// The list as it is narrowed, as a workbook; the export is an entry of the journal.
func exportProjects(_ ask: Ask) async throws -> Answer {
    let export = try ProjectExport(
        ask.query["layout"] ?? BookLayout.full.rawValue, of: ask.city.folder, on: ask.today
    ).orNoSuchPage()
    let (filter, by, format) = (ProjectFilter(ask.query), try ask.occasion, ask.bookFormat)
    let facts = [JSONMember("format", .string(format.rawValue))]
    let content = try await ask.store.write { tx in
        try export.content(filter, facts: facts, by, from: tx)
    }
    let book = export.book(
        content, lexicon: ask.lexicon, stamp: try ask.stamp(by.at, content.head))
    return try ask.file(book, named: export.name, format)
}
