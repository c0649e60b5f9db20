package import Basics
import Indicators
package import Rules

extension Series {
    package var json: JSONValue {
        .object([
            "id": .string(id), "name": .string(name.zh), "definition": .string(definition.zh),
            "kind": .string(kind.rawValue), "unit": .string(unit.rawValue),
            "scopes": .array(
                scopes.map { scope in
                    .object([
                        "id": .string(scope.id), "name": .string(scope.name.zh),
                        "since": .string(scope.validity.since.description),
                        "until": JSONValue(scope.validity.until?.description),
                    ])
                }), "beside": JSONValue(beside?.indicator), "of": JSONValue(of),
        ])
    }
}

extension PublishedFigure {
    /// Amounts in smallest units of the currency, percents and points in their hundredths.
    package var json: JSONValue {
        var (percent, points): (Int64?, Int64?)
        switch change {
        case .percent(let value): percent = value
        case .points(let value): points = value
        case nil: break
        }
        var (number, by): (Int64?, String?)
        if case .entered(let entered, let member, _) = origin { (number, by) = (entered, member) }
        return .object([
            "number": JSONValue(number), "series": .string(series), "unit": JSONValue(unit),
            "period": .string(period.description), "value": .integer(value),
            "bound": .string(bound.rawValue), "written": .string(written),
            "change_percent": JSONValue(percent), "change_points": JSONValue(points),
            "share_of": JSONValue(share?.of), "share": JSONValue(share?.percent),
            "whole": JSONValue(share?.whole), "rank": JSONValue(rank),
            "completion": JSONValue(completion), "comparable": JSONValue(comparable),
            "scope": JSONValue(scope), "released": .string(released.description),
            "source": .string(source), "sentence": JSONValue(sentence), "note": JSONValue(note),
            "entered_by": JSONValue(by),
        ])
    }
}

extension FollowingFigure {
    package var json: JSONValue {
        let (meaning, of): (String, String?) =
            switch derived.meaning {
            case .lastYear: ("last_year", nil)
            case .whole(let of): ("whole", of)
            case .share(let of): ("share", of)
            case .part(let of): ("part", of.zh)
            case .mean(let of): ("mean", of.zh)
            case .target: ("target", nil)
            }
        return .object([
            "derived": .string(meaning), "of": JSONValue(of),
            "period": .string(figure.period.description), "unit": JSONValue(figure.unit),
            "value": .integer(derived.value), "measure": .string(derived.unit.rawValue),
        ])
    }
}

extension SeriesPage {
    package var json: JSONValue {
        .object([
            "series": series.json,
            "figures": .array(
                figures.map { one in
                    .object([
                        "published": one.figure.json,
                        "own": JSONValue(one.own?.measured(in: series.unit)),
                        "gap": JSONValue(one.gap),
                    ])
                }), "derived": .array(derived.map(\.json)),
        ])
    }
}
