import Basics
import Pages
import People
import Projects
import Storage

/// 调度材料: the table of a month, the rows under its figures, the papers.
package func dispatchRoutes() -> [Route] {
    [
        .get("/dispatch", .may(.seeProjects)) { ask in
            .redirect(to: .dispatch(try await latestMonth(ask) ?? ask.monthDue))
        },
        .get("/dispatch/{month}", .may(.seeProjects)) { ask in
            .page(try await dispatchPage(ask).page)
        },
        .get("/dispatch/{month}/figures/{name}", .may(.seeProjects)) { ask in
            .page(try await figurePage(ask).page)
        },
        .get("/dispatch/{month}/files/{name}", .may(.makeDispatch), answer: paper),
    ]
}

func dispatchPage(_ ask: Ask) async throws -> DispatchPage {
    let month = try ask.month()
    let sight = try ask.sight
    let names = ask.unitNames(in: month)
    let mayMake = try ask.may(.makeDispatch)
    return try await ask.store.read { tx in
        let table = try ask.dispatchTable(
            of: month, units: names.reporting, visibleTo: sight, from: tx)
        let handed = Set(
            try tx.sheets(of: .month(month), visibleTo: sight).filter { $0.state == .applied }
                .map(\.unit))
        return DispatchPage(
            table: table, months: try tx.handedMonths(), units: names,
            suspicions: try tx.suspicions(of: .month(month), visibleTo: sight),
            changes: try ask.changes(in: month, visibleTo: sight, from: tx),
            missing: names.reporting.filter { sight.includes(unit: $0) && !handed.contains($0) },
            papers: DispatchPapers.names, mayMake: mayMake)
    }
}

func figurePage(_ ask: Ask) async throws -> FigurePage {
    let month = try ask.month()
    let sight = try ask.sight
    let names = ask.unitNames(in: month)
    let unit = ask.query["unit"]
    let shown = try DispatchFigureName(rawValue: ask.text("name")).orNoSuchPage()
    let (table, rows) = try await ask.store.read { tx in
        (
            try ask.dispatchTable(
                of: month, units: names.reporting, visibleTo: sight, from: tx),
            try tx.ledgerRows(of: .month(month), visibleTo: sight)
        )
    }
    let line = unit.map { unit in table.units.first { $0.now.unit == unit } } ?? table.city
    let figure = shown.figure(of: try line.orNoSuchPage().now)
    let wanted = Set(figure.rows)
    return FigurePage(
        month: month, name: shown, unit: unit, value: figure.value, units: names,
        rows: rows.filter { wanted.contains($0.reference) })
}

private func paper(_ ask: Ask) async throws -> Answer {
    let month = try ask.month()
    let name = try ask.text("name")
    let sight = try ask.sight
    let folder = ask.city.folder
    let papers = try await ask.store.read { tx in
        try tx.dispatchPapers(of: month, in: folder, visibleTo: sight)
    }
    let bytes = try papers.file(named: name).orNoSuchPage()
    let by = try ask.occasion
    try await ask.store.write { tx in
        try tx.record(
            "dispatch.made", on: Subject("month", month.description), by: by.actor.name, at: by.at,
            body: .object(["paper": .string(name)]))
    }
    let type: MediaType =
        name.hasSuffix(".docx") ? .docx : name.hasSuffix(".xlsx") ? .xlsx : .zip
    return .file(FileAnswer(name: name, type: type, bytes: bytes))
}
