package import Basics
package import Facts
import Indicators
package import People
package import Rules
package import Storage
import Texts

extension CityFolder {
    /// The series that tell of what a figure of a paper is of, by their name or another word: those
    /// of the media for whatever a paper says, official ones only for what is issued as a paper.
    package func series(for fact: TextFact, saidIn piece: PieceKind) -> [Series] {
        series.filter { series in
            series.tells(of: fact) && (series.kind == .media || piece == .issued)
        }
    }
}

extension Series {
    fileprivate func tells(of fact: TextFact) -> Bool {
        let metric = fact.metric.folded
        return unit == fact.unit.measure
            && ([name.zh] + words).contains { $0.folded == metric }
    }
}

extension FactUnit {
    /// In what series of figures of this unit are measured; nil where there are none.
    fileprivate var measure: IndicatorUnit? {
        switch self {
        case .yuan: .yuan
        case .dollar: .usd
        case .count, .person: .count
        case .percent: .percent
        case .euro, .point: nil
        }
    }
}

extension TextFact {
    /// In the measure of a series: smallest units of a currency, hundredths of a percent.
    package func measured(in unit: IndicatorUnit) -> Int64? {
        value.times(unit == .count ? 1 : 100).flatMap { $0.isExact ? $0.value : nil }
    }

    /// As a series is asked for; nil for days, single quarters but the first, and several years.
    package var releasePeriod: Period? {
        switch period {
        case .year(let year): Period(text: "\(year)")
        case .month(let year, let month): Month(year, month).map { Period($0) }
        case .months(let year, 1, let month): Month(year, month).map { Period(through: $0) }
        case .quarter(let year, 1): Month(year, 3).map { Period(through: $0) }
        default: nil
        }
    }

    /// As a release writes it: «超过57.2亿美元», «928个».
    fileprivate func written(in series: Series) -> String {
        let bound =
            switch qualifier {
            case .exact: ""
            case .over: "超过"
            case .approximate: "约"
            case .nearly: "近"
            }
        let unit =
            switch series.unit {
            case .yuan: "元"
            case .usd: "美元"
            case .percent: "%"
            case .count: series.counter.zh
            }
        let isLarge = series.unit != .percent && abs(value.approximate) >= 100_000_000
        let number =
            isLarge
            ? ExactNumber(value.digits, places: value.places + 8).description + "亿"
            : value.description
        return bound + number + unit
    }
}

/// What others published, and what our own books say, of the same as a figure of a paper.
package struct FigureBeside: Sendable, Hashable {
    package let series: Series
    /// What holds of the series for the same period and body; nil where nothing was released.
    package let published: PublishedFigure?
    /// By the indicator that stands beside the series; nil where there is none, or what the reader
    /// sees is not the whole of it.
    package let own: FactSum?
}

extension Limit {
    /// Figures of one page for which the own books are asked.
    static let figuresBeside: Limit = 30
}

extension Transaction {
    /// For each figure what series and our own books say of the same, by the series that tell of
    /// it.
    package func besides(
        _ facts: [DocumentFact], in folder: CityFolder, known: Instant, visibleTo sight: Sight
    ) throws -> [Int64: [FigureBeside]] {
        var found: [Int64: [FigureBeside]] = [:]
        var holding: [String: [PublishedFigure]] = [:]
        var owns: [OwnQuestion: FactSum] = [:]
        for fact in facts where found.count < Limit.figuresBeside.count {
            guard let period = fact.told.releasePeriod,
                case .known(let unit) = FactBody(fact.told.scope, in: folder, on: period.last)
            else { continue }
            var asked: Set<OwnQuestion> = []
            for series in folder.series where series.tells(of: fact.told) {
                let released =
                    try holding[series.id] ?? publishedEntries(of: series, before: known).holding
                holding[series.id] = released
                let question = series.beside.map {
                    OwnQuestion(indicator: $0, unit: unit, period: period)
                }
                var own: FactSum?
                // Two series may have one indicator beside them: it is told once.
                if let question, asked.insert(question).inserted {
                    own =
                        try owns[question]
                        ?? self.own(question, in: folder, known: known, visibleTo: sight)
                    owns[question] = own
                }
                found[fact.number, default: []].append(
                    FigureBeside(
                        series: series,
                        published: released.last { $0.unit == unit && $0.period == period },
                        own: own))
            }
        }
        return found
    }

    private func own(
        _ question: OwnQuestion, in folder: CityFolder, known: Instant, visibleTo sight: Sight
    ) throws -> FactSum? {
        let (asked, last) = (question.indicator, question.period.last)
        guard let indicator = folder.indicator(asked.indicator, on: last),
            question.unit.map({ sight.includes(unit: $0) }) ?? (sight == .all)
        else { return nil }
        let figure = try figure(
            FigureQuestion(
                indicator, over: question.period, known: known, parameters: asked.settings),
            in: folder, visibleTo: sight)
        guard let unit = question.unit else { return figure.whole }
        return FigureTable(figure, in: folder, on: last, visibleTo: sight).lines
            .first { $0.unit == unit }?.sum
    }

    /// Enters an accepted figure as a release of a series, with its sentence and its document. Its
    /// number there. Refused with every reason: not accepted, entered already, a series of another
    /// kind, a body that is neither the city nor a unit, a period that a release can't have.
    package func enter(
        fact number: Int64, ofDocument document: Int64, into id: String, in folder: CityFolder,
        today: Day, visibleTo sight: Sight, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.recordSeries)
        let document = try decidable(document, visibleTo: sight, occasion)
        guard let fact = try fact(number, of: document),
            let piece = try pieces(of: document).first(where: { $0.place == fact.piece })
        else { throw UnknownDocument() }
        var problems: [Problem] = []
        func wrong(_ message: Phrase) { problems.append(Problem(message)) }
        if fact.review.state != .accepted { wrong("先采用，再登记") }
        if fact.published != nil { wrong("已经登记过") }
        let series = folder.series(for: fact.told, saidIn: piece.kind).first { $0.id == id }
        if series == nil { wrong("这个数不能登记到“\(id)”：名称、单位不同，或者不是发文里的数") }
        guard let period = fact.told.releasePeriod else {
            throw DocumentRefusal(problems + [Problem("期间不是全年、当月或一月起的累计，不能登记")])
        }
        let body = FactBody(fact.told.scope, in: folder, on: period.last)
        if case .unknown(let scope) = body { wrong("范围“\(scope)”不是本市，也不是本市的单位") }
        guard problems.isEmpty, let series, case .known(let unit) = body else {
            throw DocumentRefusal(problems)
        }
        let draft = PublishedDraft(
            fact.release(
                of: series, unit: unit, period: period,
                released: piece.dated ?? document.dated, source: document.title,
                sentence: try words(fact.told.sentence, of: document)))
        let entered = try publish([draft], of: series, in: folder, today: today, occasion)
        guard case .entered(let release, _, _)? = entered.first?.origin else {
            preconditionFailure("what is published has a number")
        }
        try run(
            """
            UPDATE document_fact SET series = \(series.id), published = \(release),
                version = version + 1
            WHERE city_id = \(city) AND document = \(document.number) AND number = \(number)
            """)
        return release
    }

    /// The lines from which figures of a series were entered, by their numbers there.
    package func documentFacts(
        of series: Series, visibleTo sight: Sight
    ) throws -> [Int64: DocumentFact] {
        let found = try facts(
            where: "line.series = \(series.id) AND line.published IS NOT NULL", visibleTo: sight,
            limit: .tellings)
        return Dictionary(
            found.compactMap { fact in fact.published.map { ($0, fact) } },
            uniquingKeysWith: { first, _ in first })
    }

    private func words(_ span: TextSpan, of document: Document) throws -> String {
        let words = Array(try text(of: document).unicodeScalars).words(span)
        return trimmed(cleaned(words).text)
    }
}

extension DocumentFact {
    /// As one would type it on the page of the series.
    fileprivate func release(
        of series: Series, unit: String?, period: Period, released: Day?, source: String,
        sentence: String
    ) -> [String: String] {
        var texts = [
            "period": period.description, "value": told.written(in: series),
            "source": "《\(source)》", "sentence": String(sentence.prefix(500)),
        ]
        texts["unit"] = unit
        texts["released"] = released?.description
        texts["change"] =
            told.yoyPoints.map { "\($0)个百分点" } ?? told.yoyPercent.map { "\($0)%" }
        if series.unit != .percent, let share = told.sharePercent {
            texts["share"] = "\(share)%"
            texts["share_of"] = told.shareOf
        }
        texts["rank"] = told.rank
        texts["completion"] = told.targetPercent.map { "\($0)%" }
        return texts
    }
}

/// What our own books are asked for.
private struct OwnQuestion: Hashable {
    let indicator: SetIndicator
    let unit: String?
    let period: Period
}

/// Of whom a figure is: the city (nil), a unit of it, or somebody else.
private enum FactBody {
    case known(String?)
    case unknown(String)

    init(_ scope: String?, in folder: CityFolder, on day: Day) {
        guard let scope, !folder.ownNames.contains(scope) else {
            self = .known(nil)
            return
        }
        let unit = folder.units.first { unit in
            unit.exists(on: day)
                && unit.spellings.contains(scope)
        }
        self = unit.map { .known($0.id) } ?? .unknown(scope)
    }
}
