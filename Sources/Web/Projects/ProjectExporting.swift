import Basics
import Pages
import People
import Projects
import Rules
import Storage
import Tables

/// The list as it is narrowed, as a workbook; the export is an entry of the journal.
func exportProjects(_ ask: Ask) async throws -> Answer {
    let word = ask.query["layout"] ?? BookLayout.full.rawValue
    if let layout = BookLayout(rawValue: word) { return try await export(ask, as: layout) }
    let found = ask.city.folder.exportLayouts(on: ask.today).first { $0.id == word }
    return try await export(ask, as: found.orNoSuchPage())
}

private func export(_ ask: Ask, as layout: BookLayout) async throws -> Answer {
    let (sight, filter, by) = (try ask.sight, ProjectFilter(ask.query), try ask.occasion)
    let rule = ask.city.folder.projectFields(on: ask.today)
    let (format, facts) = (ask.bookFormat, ask.bookFormat.facts(layout: layout.rawValue))
    let (projects, mark, head) = try await ask.store.write { tx in
        let found = try tx.projects(filter, visibleTo: sight, limit: .rowsOfSheet)
        let head = try tx.record(
            "projects.exported", on: [], by: by.actor.name, at: by.at,
            body: .object([JSONMember("count", JSONValue(found.count))] + facts))
        return (found, try tx.highestMark(of: found.map(\.id), rule: rule), head)
    }
    let book = projectBook(
        projects, units: ask.unitNames, lexicon: ask.lexicon,
        stamp: try ask.stamp(by.at, head), layout: layout, mark: mark)
    return try ask.file(book, named: "项目台账", format)
}

/// In a layout of the city, of those projects of the list that it takes.
private func export(
    _ ask: Ask, as named: (id: String, name: LocalName, layout: ExportLayout)
) async throws -> Answer {
    let (sight, filter, by) = (try ask.sight, ProjectFilter(ask.query), try ask.occasion)
    let (folder, today, layout) = (ask.city.folder, ask.today, named.layout)
    let (format, facts) = (ask.bookFormat, ask.bookFormat.facts(layout: named.id))
    let rule = folder.projectFields(on: today)
    let (projects, mark, head) = try await ask.store.write { tx in
        let found = try tx.exported(filter, as: layout, visibleTo: sight, on: today)
        let head = try tx.record(
            "projects.exported", on: [], by: by.actor.name, at: by.at,
            body: .object([JSONMember("count", JSONValue(found.count))] + facts))
        return (found, try tx.highestMark(of: found.map(\.project.id), rule: rule), head)
    }
    let book = ProjectLayoutBook(
        layout: layout, projects: projects, units: ask.unitNames, folder: folder, on: today,
        mark: mark
    ).book(lexicon: ask.lexicon, stamp: try ask.stamp(by.at, head))
    return try ask.file(book, named: named.layout.title.zh, format)
}

extension BookFormat {
    fileprivate func facts(layout: String) -> [JSONMember] {
        [JSONMember("layout", .string(layout)), JSONMember("format", .string(rawValue))]
    }
}
