package import Basics
package import People
package import Rules
package import Storage

extension Limit {
    /// Entries of one series.
    static let publishedOfSeries: Limit = 20_000
}

extension Transaction {
    /// What was known of a series before a moment: what the city folder holds, then what was
    /// entered; by unit, the city first, in the order of periods and releases.
    package func publishedEntries(
        of series: Series, before known: Instant = Instant(microseconds: .max)
    ) throws -> [PublishedEntry] {
        let found = try rows(
            """
            SELECT * FROM published_figure
            WHERE city_id = \(city) AND series = \(series.id) AND entered_at < \(known)
            ORDER BY number LIMIT \(Limit.publishedOfSeries)
            """)
        let replaced = try Dictionary(
            found.compactMap { row in
                try row.optionalInteger("replaces").map { ($0, try row.integer("number")) }
            }, uniquingKeysWith: { first, _ in first })
        let entered = try found.map { row in
            PublishedEntry(
                figure: try PublishedFigure(row),
                file: try row.optionalText("file_hash").flatMap(FileHash.init),
                replacedBy: replaced[try row.integer("number")])
        }
        let own = series.entries.map { PublishedEntry(figure: $0, file: nil, replacedBy: nil) }
        return (own + entered).sorted { $0.figure.position < $1.figure.position }
    }

    /// Enters what one file or form brings of a series, all of it or nothing. Refused with every
    /// problem at its field or cell: what can't be read, a day that hasn't come, a second value of
    /// one release, a restated value and one that takes another's place without saying why.
    @discardableResult
    package func publish(
        _ drafts: [PublishedDraft], of series: Series, in folder: CityFolder, today: Day,
        file: [UInt8]? = nil, _ occasion: Occasion
    ) throws -> [PublishedFigure] {
        try occasion.actor.require(.recordSeries)
        let held = try publishedEntries(of: series)
        var check = PublishedCheck(series: series, units: folder.units, today: today, held: held)
        let first = try nextNumber(of: "published_figure")
        for (place, draft) in drafts.enumerated() {
            check.check(
                draft,
                from: .entered(
                    number: first + Int64(place), by: occasion.actor.name, at: occasion.at))
        }
        guard check.problems.isEmpty else { throw FigureRefusal(check.problems) }
        let hash = try file.map { try saveFile($0) }
        for (figure, replaces) in check.figures {
            try insert(figure, replaces: replaces, file: hash)
        }
        try record(
            "series.published", on: [Subject("series", series.id)], by: occasion.actor.name,
            at: occasion.at,
            body: .object([
                "periods": .array(check.figures.map { .string($0.figure.period.description) }),
                "file": JSONValue(hash?.text),
            ]))
        return check.figures.map(\.figure)
    }

    private func insert(_ figure: PublishedFigure, replaces: Int64?, file: FileHash?) throws {
        guard case .entered(let number, let by, let at) = figure.origin else {
            preconditionFailure("what stands in the city folder isn't entered")
        }
        var (percent, points): (Int64?, Int64?)
        switch figure.change {
        case .percent(let value): percent = value
        case .points(let value): points = value
        case nil: break
        }
        try run(
            """
            INSERT INTO published_figure (city_id, number, series, unit_id, period, value, bound,
                written, change_percent, change_points, share_of, share, whole, rank, completion,
                comparable, scope, released_on, source, sentence, note, file_hash, replaces,
                entered_by, entered_at)
            VALUES (\(city), \(number), \(figure.series), \(figure.unit),
                \(figure.period.description), \(figure.value), \(figure.bound.rawValue),
                \(figure.written), \(percent), \(points), \(figure.share?.of),
                \(figure.share?.percent), \(figure.share?.whole), \(figure.rank),
                \(figure.completion), \(figure.comparable), \(figure.scope), \(figure.released),
                \(figure.source), \(figure.sentence), \(figure.note), \(file), \(replaces), \(by),
                \(at))
            """)
    }
}

/// Goes through what a form or a file brings.
private struct PublishedCheck {
    let series: Series
    let units: [Unit]
    let today: Day
    let held: [PublishedEntry]
    var figures: [(figure: PublishedFigure, replaces: Int64?)] = []
    var problems: [Problem] = []

    init(series: Series, units: [Unit], today: Day, held: [PublishedEntry]) {
        self.series = series
        self.units = units
        self.today = today
        self.held = held
    }

    mutating func check(_ draft: PublishedDraft, from origin: PublishedOrigin) {
        var found: [Problem] = []
        let replaced = replaced(by: draft)
        if !draft.replaces.isEmpty {
            if replaced == nil {
                found.append(Problem("没有这一条，或者已经更正过", at: .field("replaces")))
            } else if draft.fields["note"] == nil {
                found.append(Problem("更正请写原因", at: .field("note")))
            }
        }
        if let figure = PublishedFigure.read(
            draft.fields, of: series, units: units, from: origin, &found)
        {
            if figure.released > today {
                found.append(Problem("\(figure.released)还没有到", at: draft.place("released")))
            }
            let present = held.filter { $0.replacedBy == nil && $0 != replaced }.map(\.figure)
            let others = present + figures.map(\.figure)
            if let conflict = others.conflict(with: figure, in: series) {
                found.append(Problem(conflict, at: draft.place("value")))
            } else if series.kind != .media, figure.note == nil,
                let other = others.last(where: { $0.isRestated(by: figure) })
            {
                found.append(
                    Problem(
                        "\(other.released)发布的是\(other.written)，写明为什么改", at: draft.place("note")))
            }
            if found.isEmpty { figures.append((figure, replaced?.number)) }
        }
        problems += found
    }

    /// The entry whose place a draft takes; nil where it takes none, or there is none to take.
    private func replaced(by draft: PublishedDraft) -> PublishedEntry? {
        held.first { entry in
            entry.replacedBy == nil && entry.number.map(String.init) == draft.replaces
        }
    }
}

extension PublishedFigure {
    fileprivate func isRestated(by later: PublishedFigure) -> Bool {
        unit == later.unit && period == later.period && scope == later.scope
            && value != later.value
    }

    fileprivate var position: (String, Day, Day, Day, Int64) {
        let number: Int64 = if case .entered(let number, _, _) = origin { number } else { 0 }
        return (unit ?? "", period.first, period.last, released, number)
    }

    fileprivate init(_ row: ResultRow) throws {
        let period = try row.text("period")
        guard let period = Period(text: period),
            let bound = PublishedBound(rawValue: try row.text("bound"))
        else { throw WrongColumn(column: "period") }
        let change: PublishedChange? =
            if let percent = try row.optionalInteger("change_percent") {
                .percent(percent)
            } else {
                try row.optionalInteger("change_points").map(PublishedChange.points)
            }
        self.init(
            series: try row.text("series"), unit: try row.optionalText("unit_id"), period: period,
            value: try row.integer("value"), bound: bound, written: try row.text("written"),
            change: change,
            share: try row.optionalText("share_of").map { of in
                PublishedShare(
                    of: of, percent: try row.optionalInteger("share"),
                    whole: try row.optionalInteger("whole"))
            }, rank: try row.optionalText("rank"),
            completion: try row.optionalInteger("completion"),
            comparable: try row.optionalInteger("comparable"),
            scope: try row.optionalText("scope"), released: try row.day("released_on"),
            source: try row.text("source"), sentence: try row.optionalText("sentence"),
            note: try row.optionalText("note"),
            origin: .entered(
                number: try row.integer("number"), by: try row.text("entered_by"),
                at: try row.instant("entered_at")))
    }
}
