package import Basics
package import Indicators
package import Rules

extension Scorecard {
    package var json: JSONValue {
        .object([
            "id": .string(id), "name": .string(name.zh), "full": .string(full.description),
            "since": .string(validity.since.description),
            "until": JSONValue(validity.until?.description),
            "inputs": .array(
                inputs.map { input in
                    .object([
                        "id": .string(input.id), "name": .string(input.name.zh),
                        "measure": .string(input.measure.rawValue),
                        "indicator": JSONValue(input.indicator?.indicator),
                        "targeted": .bool(input.isTargeted),
                    ])
                }),
            "terms": .array(
                terms.map { term in
                    .object([
                        "id": .string(term.id), "name": .string(term.name.zh),
                        "points": .string(term.points.description), "bonus": .bool(term.isBonus),
                    ])
                }),
        ])
    }
}

extension ScoreSheet {
    /// A score with what it was made from; points are decimal texts.
    package func json(of score: Score) -> JSONValue {
        let own = values[score.unit] ?? ScoreValues()
        return .object([
            "card": .string(question.card.id), "period": .string(question.period.description),
            "unit": .string(score.unit), "class": .string(score.className),
            "total": JSONValue(score.total?.description), "rank": JSONValue(score.rank),
            "tied": .bool(score.isTied),
            "terms": .array(
                score.terms.map { term in
                    .object([
                        "id": .string(term.term), "points": JSONValue(term.points?.description),
                        "missing": .array(term.missing.map(JSONValue.string)),
                    ])
                }),
            "inputs": .array(
                question.card.inputs.map { input in
                    .object([
                        "id": .string(input.id), "value": JSONValue(own.done[input.id]),
                        "target": JSONValue(own.targets[input.id]),
                        "source": JSONValue(entries[score.unit]?[input.id]?.source),
                    ])
                }),
        ])
    }
}
