import Basics
import Documents
import Indicators
import Pages
import People
import Rules
import Storage

extension Limit {
    /// Periods of a series beside which our own figure is computed.
    fileprivate static let comparedPeriods: Limit = 24
    /// Newest figures of which what follows is shown.
    fileprivate static let followedPeriods: Limit = 3
}

/// What others publish: read by all who see projects, entered by headquarters and departments.
func seriesRoutes() -> [Route] {
    let entry: [RouteField] = PublishedFields.names.map { .text($0) } + [.text("replaces")]
    return [
        .get("/series", .may(.seeProjects)) { ask in .page(try await seriesListPage(ask).page) },
        .get("/series/{id}", .may(.seeProjects)) { ask in .page(try await seriesPage(ask).page) },
        .post("/series/{id}", .may(.recordSeries)) { ask in
            try await ask.answerSeries { try await ask.publishOne() }
        },
        .post("/series/{id}/files", .may(.recordSeries), takesFiles: true) { ask in
            try await ask.answerSeries { try await ask.publishFile() }
        },
        .get("/series/{id}/files/{hash}", .may(.seeProjects)) { ask in
            try await ask.publishedFile()
        },
        .get("/api/v1/series", .may(.seeProjects)) { ask in
            .json(.array(ask.city.folder.series.map(\.json)))
        }.says("公开发布的数据有哪些", gives: "SeriesList"),
        .get("/api/v1/series/{id}", .may(.seeProjects)) { ask in
            .json(try await seriesPage(ask).json)
        }.says("一种公开发布的数据：各期、账内的数和差、由此推算的数", gives: "Series"),
        .post("/api/v1/series/{id}", .may(.recordSeries)) { ask in
            .json(try await ask.publishOne()[0].json)
        }.says("登记一期", body: entry, gives: "PublishedFigure"),
    ]
}

extension Ask {
    fileprivate var series: Series {
        get throws { try city.folder.series(text("id")).orNoSuchPage() }
    }

    /// Redirects to the series, or shows it with what was wrong.
    fileprivate func answerSeries(_ work: () async throws -> [PublishedFigure]) async throws
        -> Answer
    {
        do {
            let entered = try await work()
            return .redirect(to: .series(try text("id")), said: "登记了\(entered.count)期。")
        } catch let refusal as FigureRefusal {
            let values = form.refused(refusal.problems)
            return .page(try await seriesPage(self, values: values).page, .unprocessable)
        }
    }

    /// A file that figures of the series were read from, as it was.
    fileprivate func publishedFile() async throws -> Answer {
        let (series, hash) = (try series, try text("hash"))
        let file = try await store.read { tx -> (PublishedFigure, [UInt8])? in
            let entry = try tx.publishedEntries(of: series).first { $0.file?.text == hash }
            guard let entry, let file = entry.file else { return nil }
            return try tx.fileBytes(file).map { (entry.figure, $0) }
        }
        let (figure, bytes) = try file.orNoSuchPage()
        let type = bytes.published
        return .file(
            FileAnswer(
                name: "\(series.name.zh)-\(figure.released).\(type.ending)", type: type.media,
                bytes: bytes))
    }

    private var publishedTexts: [String: String] {
        Dictionary(
            PublishedFields.names.compactMap { name in form[name].map { (name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    fileprivate func publishOne() async throws -> [PublishedFigure] {
        let draft = PublishedDraft(publishedTexts, replaces: form["replaces"])
        return try await publish([draft], file: nil)
    }

    fileprivate func publishFile() async throws -> [PublishedFigure] {
        let files = form.files.filter { !$0.bytes.isEmpty }
        guard let file = files.first, files.count == 1 else {
            throw FigureRefusal([
                Problem(files.isEmpty ? "还没有选文件" : "一次一个文件", at: .field("files"))
            ])
        }
        let (texts, units) = (publishedTexts, city.folder.units)
        let drafts = try await workbench.run {
            try readPublished(file.bytes, file: file.name, given: texts, units: units)
        }
        return try await publish(drafts, file: file.bytes)
    }

    private func publish(
        _ drafts: [PublishedDraft], file: [UInt8]?
    ) async throws -> [PublishedFigure] {
        let (series, folder, today, by) = (try series, city.folder, today, try occasion)
        return try await store.write { tx in
            try tx.publish(drafts, of: series, in: folder, today: today, file: file, by)
        }
    }
}

private func seriesListPage(_ ask: Ask) async throws -> SeriesListPage {
    let (folder, sight, now) = (ask.city.folder, try ask.sight, ask.now)
    let rows = try await ask.store.read { tx in
        try folder.series.map { series in
            let latest = try tx.publishedEntries(of: series).holding.filter { $0.unit == nil }
                .max { $0.period.last < $1.period.last }
            return SeriesRow(
                series: series,
                latest: try latest.map {
                    try compared($0, of: series, in: folder, known: now, visibleTo: sight, from: tx)
                })
        }
    }
    return SeriesListPage(rows: rows, isWhole: sight == .all)
}

private func seriesPage(
    _ ask: Ask, values: FormValues = FormValues()
) async throws -> SeriesPage {
    let (series, folder, sight, now) = (
        try ask.series, ask.city.folder, try ask.sight, ask.now
    )
    let base = series.of.flatMap(folder.series)
    let (entries, bases, figures, origins) = try await ask.store.read { tx in
        let entries = try tx.publishedEntries(of: series)
        let newest = entries.holding.sorted { $0.period.last > $1.period.last }
        let figures = try newest.enumerated().map { place, figure in
            place < Limit.comparedPeriods.count
                ? try compared(
                    figure, of: series, in: folder, known: now, visibleTo: sight, from: tx)
                : ComparedPublished(series: series, figure: figure, own: nil)
        }
        return (
            entries, try base.map { try tx.publishedEntries(of: $0).holding } ?? [], figures,
            try tx.documentFacts(of: series, visibleTo: sight)
        )
    }
    return SeriesPage(
        series: series, entries: entries, figures: figures,
        derived: figures.prefix(Limit.followedPeriods.count).flatMap {
            $0.figure.following(in: series, base: base, bases)
        },
        units: ask.unitNames, origins: origins, isWhole: sight == .all,
        mayRecord: try ask.may(.recordSeries), values: values)
}

/// Beside a figure of the city, or of a unit in sight, what our own indicator says of its days.
private func compared(
    _ figure: PublishedFigure, of series: Series, in folder: CityFolder, known: Instant,
    visibleTo sight: Sight, from tx: any Transaction
) throws -> ComparedPublished {
    var own: FactSum?
    if let beside = series.beside,
        let indicator = folder.indicator(beside.indicator, on: figure.period.last),
        figure.unit.map({ sight.includes(unit: $0) }) ?? (sight == .all)
    {
        let found = try tx.figure(
            FigureQuestion(
                indicator, over: figure.period, known: known, parameters: beside.settings),
            in: folder, visibleTo: sight)
        own =
            figure.unit == nil
            ? found.whole
            : FigureTable(found, in: folder, on: figure.period.last, visibleTo: sight).lines
                .first { $0.unit == figure.unit }?.sum
    }
    return ComparedPublished(series: series, figure: figure, own: own)
}

extension [UInt8] {
    /// What a published file is, by its first bytes; it was read as one of these.
    fileprivate var published: (ending: String, media: MediaType) {
        if starts(with: [0x50, 0x4B]) { return ("xlsx", .xlsx) }
        return starts(with: [0x1F, 0x8B]) ? ("gz", .bytes) : ("csv", .csv)
    }
}
