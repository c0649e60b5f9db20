package import Basics
package import People
package import Rules
package import Storage

extension Limit {
    /// Targets of a year with all their adjustments.
    static let targetsOfYear: Limit = 20_000
}

extension Transaction {
    /// The targets of a year that held as it was known before a moment. Only of the reader's units,
    /// and the city's where the reader sees it.
    package func targets(
        of year: Int, indicator: String? = nil, settings: TargetSettings? = nil,
        before known: Instant, visibleTo sight: Sight
    ) throws -> [IndicatorTarget] {
        try targetHistory(
            of: year, indicator: indicator, settings: settings, before: known, visibleTo: sight
        ).holding
    }

    /// Each setting and adjustment, the first first.
    package func targetHistory(
        of year: Int, indicator: String? = nil, settings: TargetSettings? = nil,
        before known: Instant, visibleTo sight: Sight
    ) throws -> [IndicatorTarget] {
        let asked: Query = indicator.map { "indicator = \($0)" } ?? "1 = 1"
        let set: Query = settings.map { "settings = \($0.text)" } ?? "1 = 1"
        return try rows(
            """
            SELECT * FROM indicator_target
            WHERE city_id = \(city) AND year = \(year) AND \(asked) AND \(set)
                AND \(sight.condition(unitColumn: "unit_id")) AND set_at < \(known)
            ORDER BY number LIMIT \(Limit.targetsOfYear)
            """
        ).map(IndicatorTarget.init)
    }

    /// Sets targets, or adjusts them. `latest` is the number of the last row that the page showed
    /// of this indicator and year, 0 for none: refused where somebody set one since.
    package func setTargets(
        _ draft: TargetDraft, latest: Int64, in folder: CityFolder, today: Day,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.setTargets)
        let (question, year) = try draft.question(in: folder, today: today)
        let (indicator, settings) = (question.indicator, try TargetSettings(question, in: folder))
        let history = try targetHistory(
            of: year, indicator: indicator.id, settings: settings,
            before: Instant(microseconds: .max), visibleTo: .all)
        guard (history.last?.number ?? 0) == latest else {
            throw FigureRefusal([Problem("目标刚刚由别人改过，请看过后再改")])
        }
        let checked = try draft.checked(
            question, against: history.holding, in: folder, today: today)
        var number = try nextNumber(of: "indicator_target")
        for (unit, value) in checked.values {
            try run(
                """
                INSERT INTO indicator_target (city_id, number, indicator, settings, year, unit_id,
                    value, document, document_number, dated, reason, set_by, set_at)
                VALUES (\(city), \(number), \(indicator.id), \(settings.text), \(year),
                    \(unit), \(value), \(checked.document.title), \(checked.document.number),
                    \(checked.document.dated), \(checked.reason), \(occasion.actor.name),
                    \(occasion.at))
                """)
            number += 1
        }
        try record(
            "indicator.targets_set", on: [Subject("indicator", indicator.id)],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "year": JSONValue(year), "settings": .string(settings.text),
                "units": .array(checked.values.map { .string($0.unit ?? TargetDraft.city) }),
                "document": .string(checked.document.number),
            ]))
    }
}

extension [IndicatorTarget] {
    /// Each unit's last one, the first set first; those that were taken away left out.
    package var holding: [IndicatorTarget] {
        var last: [String: IndicatorTarget] = [:]
        for target in self {
            last["\(target.indicator) \(target.settings.text) \(target.unit ?? "")"] = target
        }
        return last.values.filter { $0.value != nil }.sorted { $0.number < $1.number }
    }
}

extension IndicatorTarget {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), indicator: try row.text("indicator"),
            settings: TargetSettings(stored: try row.text("settings")), year: try row.int("year"),
            unit: try row.optionalText("unit_id"), value: try row.optionalInteger("value"),
            document: TargetDocument(
                title: try row.text("document"), number: try row.text("document_number"),
                dated: try row.day("dated")),
            reason: try row.optionalText("reason"), setBy: try row.text("set_by"),
            setAt: try row.instant("set_at"))
    }
}
