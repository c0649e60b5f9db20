import Basics
import Indicators
import Pages
import People
import Projects
import Rules
import Storage

/// Figures that open to their rows, and their twins.
package func indicatorRoutes() -> [Route] {
    let dimensions = FactDimension.allCases.map(\.rawValue)
    let asked: [RouteField] = [.text("period"), .text("as-of"), .word("by", dimensions)]
    return [
        .get("/indicators", .may(.seeProjects)) { ask in
            .page(try await indicatorsPage(ask).page)
        },
        .get("/indicators/{id}", .may(.seeProjects)) { ask in
            .page(try await indicatorPage(ask).page)
        },
        .get("/indicators/{id}/rows", .may(.seeProjects)) { ask in
            .page(try await indicatorRowsPage(ask).page)
        },
        .get("/api/v1/indicators", .may(.seeProjects)) { ask in
            .json(.array(ask.city.folder.indicators(on: ask.today).map(\.json)))
        }.says("现行的指标口径", gives: "Indicators"),
        .get("/api/v1/indicators/{id}", .may(.seeProjects)) { ask in
            let asked = try ask.figureQuestion(ask.text("id"))
            let sight = try ask.sight
            let figure = try await ask.store.read { tx in
                try ask.figure(asked.question, visibleTo: sight, from: tx)
            }
            return .json(figure.json(asOf: asked.days.asOf))
        }.says("一个指标的数值，按单位或别的分；参数以其标识为名", query: asked, gives: "Figure"),
        .get("/api/v1/indicators/{id}/rows", .may(.seeProjects)) { ask in
            let page = try await indicatorRowsPage(ask, try ListPart(ask.query))
            return .json(.array(page.rows.map(\.json)))
        }.says(
            "一个指标由哪些得来；of是组，多个用逗号隔开",
            query: asked + [.text("of")] + ListPart.fields, gives: "FigureRows"),
    ]
}

extension Ask {
    /// What the address asks of an indicator. Refused with every problem of the query.
    fileprivate func figureQuestion(
        _ id: String
    ) throws -> (question: FigureQuestion, days: FigureDays) {
        let known: Set = [
            "period", "as-of", "by", "of", "zones", "page", "limit", "offset",
        ]
        let draft = FigureDraft(
            indicator: id, period: query["period"], asOf: query["as-of"], dimension: query["by"],
            settings: query.items.filter { !known.contains($0.name) }.byName)
        return try draft.question(in: city.folder, today: today)
    }

    /// The same, or with what the address asks wrongly left out, and its problems.
    fileprivate func figureQuestionOrProblems(
        _ id: String
    ) throws -> (question: FigureQuestion, days: FigureDays, problems: [Problem]) {
        do {
            let asked = try figureQuestion(id)
            return (asked.question, asked.days, [])
        } catch let refusal as FigureRefusal {
            let plain = try FigureDraft(indicator: id).question(in: city.folder, today: today)
            return (plain.question, plain.days, refusal.problems)
        }
    }

    fileprivate var seesCity: Bool { get throws { try sight == .all } }

    /// The days of a period as the address asks for it; where it asks wrongly this year so far.
    func figureDays(
        _ period: String?, fromJanuary: Bool = false, _ problems: inout [Problem]
    ) -> FigureDays {
        FigureDays.read(
            period: period, asOf: query["as-of"], fromJanuary: fromJanuary, today: today, &problems)
            ?? FigureDays(through: today)
    }
}

private func indicatorsPage(_ ask: Ask) async throws -> IndicatorsPage {
    let (folder, sight) = (ask.city.folder, try ask.sight)
    var problems: [Problem] = []
    let days = ask.figureDays(ask.query["period"], &problems)
    let questions = folder.indicators(on: days.period.last).map {
        FigureQuestion($0, over: days.period, known: folder.end(of: days.asOf))
    }
    let (figures, slips) = try await ask.store.read { tx in
        (
            try questions.map { try ask.compared($0, visibleTo: sight, from: tx) },
            try tx.openSlips(in: days.period, visibleTo: sight)
        )
    }
    return IndicatorsPage(
        figures: figures, days: days, query: ask.query, slips: slips,
        isWhole: try ask.seesCity,
        values: FormValues(ask.query.items, problems: problems))
}

private func indicatorPage(_ ask: Ask) async throws -> IndicatorPage {
    let id = try ask.text("id")
    guard ask.city.folder.indicators.contains(where: { $0.id == id }) else { throw NoSuchPage() }
    let (folder, sight) = (ask.city.folder, try ask.sight)
    let asked = try ask.figureQuestionOrProblems(id)
    let question = asked.question
    let (figure, statements, targets, slips, late) = try await ask.store.read { tx in
        (
            try ask.compared(question, visibleTo: sight, from: tx),
            try tx.statements(of: question, in: folder, visibleTo: sight),
            try tx.yearTargets(question, in: folder, visibleTo: sight),
            try tx.openSlips(in: question.period, visibleTo: sight),
            try tx.late(in: question, visibleTo: sight)
        )
    }
    let period = question.period
    let zones =
        folder.hasZonesInside && question.dimension == .unit
        ? ask.query["zones"].flatMap(ZoneReading.init) ?? .inside : nil
    return IndicatorPage(
        figure: figure,
        table: question.dimension == .unit
            ? FigureTable(
                figure.now, in: folder, on: min(period.last, ask.today), visibleTo: sight,
                zones: zones ?? .inside) : nil,
        // A district's target is of the district with its zones.
        targets: zones == .apart ? [] : targets, days: asked.days,
        units: UnitNames(folder, on: period.last),
        query: ask.query,
        parameters: try question.parametersBelow(in: folder),
        partUnit: try question.partUnit(in: folder),
        dimensions: try question.dimensionsBelow(in: folder),
        statements: statements.map(\.shown), slips: slips, late: late,
        zones: zones, isWhole: try ask.seesCity,
        values: FormValues(ask.query.items, problems: asked.problems))
}

private func indicatorRowsPage(_ ask: Ask, _ part: ListPart? = nil) async throws
    -> IndicatorRowsPage
{
    let (folder, sight) = (ask.city.folder, try ask.sight)
    let asked = try ask.figureQuestion(ask.text("id"))
    let question = asked.question
    let groups = ask.query["of"]?.split(separator: ",").map(String.init)
    let wanted = groups.map { $0.map { $0 == "-" ? nil : $0 } }
    let number = ask.pageNumber
    let (list, rows) = try await ask.store.read { tx in
        let count = try tx.figureRowCount(question, of: wanted, visibleTo: sight)
        let list = ListPage(part, number: number, size: .figureRowsOnPage, total: count)
        return (
            list,
            try tx.figureRows(
                question, of: wanted, visibleTo: sight, limit: Limit(list.size),
                offset: list.offset)
        )
    }
    return IndicatorRowsPage(
        question: question, rows: rows, groups: groups, days: asked.days,
        units: UnitNames(folder, on: question.period.last), query: ask.query, list: list)
}
