package import Basics
package import Indicators
package import Rules

extension IndicatorFigure {
    /// The twin of a figure: counts, or the smallest units of a currency; of a ratio `of` is what
    /// `value` is a part of.
    package func json(asOf day: Day) -> JSONValue {
        .object([
            "indicator": .string(question.indicator.id),
            "unit": .string(question.indicator.unit.rawValue),
            "period": .string(question.period.description), "as_of": .string(day.description),
            "by": .string(question.dimension.rawValue), "settings": question.settingsJSON,
            "groups": .array(
                groups.map { group in
                    .object([JSONMember("group", JSONValue(group.value))] + group.sum.members)
                }),
            "doubled": .object(doubled.members), "whole": .object(whole.members),
        ])
    }
}

extension FigureQuestion {
    fileprivate var settingsJSON: JSONValue {
        .object(
            settings.sorted { $0.key < $1.key }.map {
                JSONMember($0.key, .string($0.value.written))
            })
    }
}

extension FactSum {
    fileprivate var members: [JSONMember] {
        [JSONMember("value", .integer(value))]
            + (base.map { [JSONMember("of", .integer($0))] } ?? [])
            + [JSONMember("unknown", JSONValue(unknown))]
    }
}

extension FigureRow {
    package var json: JSONValue {
        .object([
            "project": .string(project.text), "name": .string(name), "unit": .string(unit),
            "day": JSONValue(day?.description), "weight": JSONValue(weight),
            "counts": isCounted.map(JSONValue.bool) ?? .null,
            "in_share": isInShare.map(JSONValue.bool) ?? .null,
        ])
    }
}

extension LateSum {
    package var json: JSONValue {
        .object([
            "late": JSONValue(count), "weight": .integer(weight),
            "slips": .array(
                slips.map { slip in
                    .object([
                        "project": .string(slip.project.text), "name": .string(slip.name),
                        "arrived": .string(slip.arrivedOn.description),
                        "month": .string(slip.month.description), "weight": .integer(slip.weight),
                        "reason": JSONValue(slip.reason),
                    ])
                }),
        ])
    }
}

extension Indicator {
    /// A definition, as lists and explanations give it.
    package var json: JSONValue {
        .object([
            "id": .string(id), "name": .string(name.zh), "definition": .string(definition.zh),
            "unit": .string(unit.rawValue), "since": .string(validity.since.description),
            "until": JSONValue(validity.until?.description),
            "parameters": .array(
                parameters.map { parameter in
                    .object([
                        "id": .string(parameter.id), "name": .string(parameter.name.zh),
                        "choices": .array(parameter.choices.map { .string($0.written) }),
                    ])
                }),
        ])
    }
}

extension IndicatorTarget {
    /// A count, smallest units of a currency, or hundredths of a percent; null where it was taken
    /// away. `unit` is null for the city.
    package var json: JSONValue {
        .object([
            "number": .integer(number), "indicator": .string(indicator),
            "settings": .string(settings.text), "year": JSONValue(year),
            "unit": JSONValue(unit), "value": JSONValue(value),
            "document": .string(document.title), "document_number": .string(document.number),
            "dated": .string(document.dated.description), "reason": JSONValue(reason),
            "set_by": .string(setBy), "set_at": .integer(setAt.microseconds),
        ])
    }
}

extension TargetsPage {
    package var json: JSONValue {
        .object([
            "targets": .array(targets.map(\.json)), "history": .array(history.map(\.json)),
            "latest": .integer(history.last?.number ?? 0),
        ])
    }
}
