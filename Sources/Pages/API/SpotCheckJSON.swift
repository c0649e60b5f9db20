package import Basics
package import Indicators
import Rules

extension SpotCheck {
    /// Amounts in smallest units of the currency; of counts 1 and 0.
    package func json(units: [String]) -> JSONValue {
        .object([
            "number": JSONValue(number), "indicator": .string(question.indicator),
            "settings": .string(question.settings.text),
            "period": .string(question.period.description),
            "as_of": .string(question.asOf.description), "seed": .string(question.seed),
            "size": JSONValue(question.size), "population": JSONValue(population),
            "drawn": .array(
                drawn.map { one in
                    let finding = findings[one.place]
                    return .object([
                        "place": JSONValue(one.place), "project": .string(one.project.text),
                        "unit": .string(one.unit), "reported": .integer(one.reported),
                        "found": JSONValue(finding?.found), "note": JSONValue(finding?.note),
                    ])
                }),
            "shares": .array(
                shares(units: units).map { share in
                    .object([
                        "unit": JSONValue(share.unit), "checked": JSONValue(share.checked),
                        "reported": .integer(share.reported), "found": .integer(share.found),
                        "rate": JSONValue(share.rate), "whole": .integer(share.whole),
                        "scaled": JSONValue(share.scaled),
                    ])
                }),
        ])
    }
}
