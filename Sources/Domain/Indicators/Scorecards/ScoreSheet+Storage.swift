package import Basics
package import People
package import Rules
package import Storage

extension Limit {
    /// Typed numbers of a card and year with all their changes.
    static let scoreInputsOfYear: Limit = 50_000
}

extension Transaction {
    /// Computes a card for all its units. Each sees only its own of it: `scores(visibleTo:)`.
    package func scoreSheet(_ question: ScoreQuestion, in folder: CityFolder) throws -> ScoreSheet {
        let (card, period) = (question.card, question.period)
        var classes: [String: String] = [:]
        for unit in folder.units where unit.exists(on: period.last) {
            classes[unit.id] = card.classOf(unit)?.id
        }
        var values = classes.mapValues { _ in ScoreValues() }
        for input in card.inputs {
            guard let own = input.indicator,
                let indicator = folder.indicator(own.indicator, on: period.last)
            else { continue }
            let asked = FigureQuestion(
                indicator, over: period, known: question.known, parameters: own.settings)
            let (done, targets) = try known(asked, in: folder, units: classes.keys)
            for unit in classes.keys {
                values[unit]?.done[input.id] = done[unit]
                values[unit]?.targets[input.id] = input.isTargeted ? targets[unit] : nil
            }
        }
        let entries = try scoreEntries(of: card, year: period.first.year, before: question.known)
        for (unit, own) in entries {
            for (input, entry) in own where card.input(input)?.indicator == nil {
                values[unit]?.done[input] = entry.value
                values[unit]?.targets[input] = entry.target
            }
        }
        return ScoreSheet(
            question: question,
            scores: card.scores(values, classes: classes, units: folder.units.map(\.id)),
            values: values,
            entries: entries)
    }

    /// What an indicator came to for each unit, a district with its zones, and its target.
    func known(
        _ question: FigureQuestion, in folder: CityFolder, units: some Collection<String>
    ) throws -> (done: [String: Int64], targets: [String: Int64]) {
        let (indicator, period) = (question.indicator, question.period)
        let figure = try figure(question, in: folder, visibleTo: .all)
        let lines = FigureTable(figure, in: folder, on: period.last, visibleTo: .all).lines
        let nothing = FactSum(base: figure.whole.base.map { _ in 0 })
        var done: [String: Int64] = [:]
        for unit in units {
            let sum =
                lines.first { $0.unit == unit }?.sum ?? figure.sum(of: unit) ?? nothing
            done[unit] = sum.measured(in: indicator.unit)
        }
        let targets = try targets(
            of: period.first.year, indicator: indicator.id,
            settings: TargetSettings(question, in: folder), before: question.known,
            visibleTo: .all)
        return (
            done,
            Dictionary(
                targets.compactMap { target in
                    target.unit.flatMap { unit in target.value.map { (unit, $0) } }
                }, uniquingKeysWith: { $1 })
        )
    }

    /// The typed numbers of a card and year that held before a moment, by unit and input.
    package func scoreEntries(
        of card: Scorecard, year: Int, before known: Instant
    ) throws -> [String: [String: ScoreEntry]] {
        var entries: [String: [String: ScoreEntry]] = [:]
        for row in try rows(
            """
            SELECT * FROM score_input
            WHERE city_id = \(city) AND card = \(card.id) AND year = \(year)
                AND set_at < \(known)
            ORDER BY number LIMIT \(Limit.scoreInputsOfYear)
            """)
        {
            let entry = try ScoreEntry(row)
            entries[entry.unit, default: [:]][entry.input] = entry
        }
        return entries
    }

    /// Types numbers of one unit. Refused with every problem at once, and where the card doesn't
    /// score the unit.
    package func setScores(
        _ draft: ScoreDraft, of unit: String, on card: Scorecard, year: Int,
        in folder: CityFolder, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.setTargets)
        guard let found = folder.unit(unit), card.classOf(found) != nil else {
            throw FigureRefusal([Problem("这个办法不考核“\(unit)”", at: .field("unit"))])
        }
        let held = try scoreEntries(of: card, year: year, before: Instant(microseconds: .max))
        let changes = try draft.changes(on: card, against: held[unit] ?? [:])
        var number = try nextNumber(of: "score_input")
        for change in changes {
            try run(
                """
                INSERT INTO score_input (city_id, number, card, year, unit_id, input, value, target,
                    source, set_by, set_at)
                VALUES (\(city), \(number), \(card.id), \(year), \(unit), \(change.input),
                    \(change.value), \(change.target), \(draft.source), \(occasion.actor.name),
                    \(occasion.at))
                """)
            number += 1
        }
        try record(
            "scorecard.inputs_set", on: [Subject("scorecard", card.id)],
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "year": JSONValue(year), "unit": .string(unit),
                "inputs": .array(changes.map { .string($0.input) }),
            ]))
    }
}

extension ScoreEntry {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), unit: try row.text("unit_id"),
            input: try row.text("input"), value: try row.optionalInteger("value"),
            target: try row.optionalInteger("target"), source: try row.text("source"),
            setBy: try row.text("set_by"), setAt: try row.instant("set_at"))
    }
}
