package import Basics
package import Indicators
import People
import Projects
package import Rules
package import Storage

/// What a paper is filled with.
package struct PaperMaterial: Sendable {
    let question: ReportQuestion
    let folder: CityFolder
    let units: UnitNames
    /// Of the indicators that the letter names, in the order of the folder.
    let figures: [PaperFigure]
    let lights: [NamedLight]
    let rules: [Rule]
    let scores: [ScoreSheet]
    let published: [ComparedPublished]
    /// Totals that may be in a wrong unit and nobody has decided.
    let slips: OpenSlips?
    /// The meeting's papers, where the letter asks for what they say.
    let dispatch: DispatchPapers?
}

/// An indicator as papers print it.
struct PaperFigure: Sendable {
    /// By unit.
    let compared: ComparedFigure
    let table: FigureTable
    let targets: [IndicatorTarget]
    /// The last month that it adds up from; nil in January, of a year, and where nothing adds up.
    let month: IndicatorFigure?
    let byMonth: ComparedFigure?
    let byDimension: [FactDimension: ComparedFigure]

    var indicator: Indicator { compared.indicator }
}

extension Letter {
    /// Whether it prints what the meeting's papers of a month say: they are of the ledger as it is.
    var asksDispatch: Bool {
        !fields.isDisjoint(with: ["dispatch", "missing"])
            || tables.contains { [.ranking, .suspicions, .changes].contains($0) }
    }
}

extension Transaction {
    /// A paper made of the ledger; always of the whole city. `dispatch` are the meeting's papers
    /// where they were made already.
    package func paperText(
        _ question: ReportQuestion, in folder: CityFolder, dispatch: DispatchPapers? = nil
    ) throws -> PaperText {
        try paperMaterial(question, in: folder, dispatch: dispatch).paper()
    }

    func paperMaterial(
        _ question: ReportQuestion, in folder: CityFolder, dispatch given: DispatchPapers? = nil
    ) throws -> PaperMaterial {
        var (question, papers) = (question, given)
        let letter = question.letter
        if letter.asksDispatch, papers == nil, let month = question.span.month {
            papers = try dispatchPapers(of: month, in: folder, visibleTo: .all)
        }
        if let papers { question.asOf = papers.day }
        let (period, known) = (question.period, folder.end(of: question.asOf))
        let all = folder.indicators(on: period.last)
        let figures = try letter.indicators(of: all).map { indicator in
            try paperFigure(indicator, question, known: known, in: folder)
        }
        let rules = question.span.month.map { folder.lights(on: $0.last).map(\.rule) } ?? []
        let cards = folder.scorecards(on: period.last).filter { card in
            letter.tables.contains(.scores(card.id))
        }
        return PaperMaterial(
            question: question, folder: folder, units: UnitNames(folder, on: period.last),
            figures: figures, lights: try namedLights(of: question, rules), rules: rules,
            scores: try cards.map { card in
                try scoreSheet(ScoreQuestion(card, over: period, known: known), in: folder)
            },
            published: letter.tables.contains(.published)
                ? try published(in: period, known: known, in: folder) : [],
            slips: letter.fields.contains("slips")
                ? try openSlips(in: period, visibleTo: .all) : nil,
            dispatch: letter.asksDispatch ? papers : nil)
    }

    /// Where the letter asks for them.
    private func namedLights(
        of question: ReportQuestion, _ rules: [Rule]
    ) throws -> [NamedLight] {
        let letter = question.letter
        guard let month = question.span.month,
            letter.tables.contains(.lights) || letter.fields.contains("lights")
        else { return [] }
        return try lights(of: month, visibleTo: .all).map { try named($0, rules, visibleTo: .all) }
    }

    private func paperFigure(
        _ indicator: Indicator, _ asked: ReportQuestion, known: Instant, in folder: CityFolder
    ) throws -> PaperFigure {
        let (period, tables) = (asked.period, asked.letter.tables)
        func question(_ dimension: FactDimension, over period: Period) -> FigureQuestion {
            FigureQuestion(indicator, over: period, known: known, by: dimension)
        }
        let byUnit = question(.unit, over: period)
        let compared = try compared(byUnit, in: folder, visibleTo: .all)
        var byDimension: [FactDimension: ComparedFigure] = [:]
        for case .groups(indicator.id, let dimension) in tables {
            byDimension[dimension] = try self.compared(
                question(dimension, over: period), in: folder, visibleTo: .all)
        }
        return PaperFigure(
            compared: compared,
            table: FigureTable(
                compared.now, in: folder, on: min(period.last, asked.asOf), visibleTo: .all),
            targets: try yearTargets(byUnit, in: folder, visibleTo: .all),
            month: indicator.addsUp && asked.span.month.map { $0.month > 1 } == true
                ? try figure(question(.unit, over: asked.span), in: folder, visibleTo: .all) : nil,
            byMonth: tables.contains(.months(indicator.id))
                ? try self.compared(
                    question(.month, over: period), in: folder, visibleTo: .all) : nil,
            byDimension: byDimension)
    }

    /// What others published last of exactly this period, of the city.
    private func published(
        in period: Period, known: Instant, in folder: CityFolder
    ) throws -> [ComparedPublished] {
        try folder.series.flatMap { series in
            try publishedEntries(of: series, before: known).holding
                .filter { $0.unit == nil && $0.period == period }
                .map { ComparedPublished(series: series, figure: $0, own: nil) }
        }
    }
}

extension PaperMaterial {
    func paper() throws -> PaperText {
        let letter = question.letter
        return PaperText(
            try letter.filled(values), mark: letter.mark,
            header: folder.isSample ? DispatchPapers.sampleHeader : nil,
            signature: folder.officeName, day: question.asOf,
            stamp: dispatch?.stamp ?? "数据日 \(chinese(question.asOf))",
            createdAt: dispatch?.createdAt ?? folder.end(of: question.asOf), table: tables)
    }

    /// The definitions of its figures, and what they were asked.
    package var definitions: JSONValue {
        .array(figures.map { $0.indicator.json })
    }
}
