package import Basics
package import Indicators
import Rules

extension MonthLight {
    /// `measure` is in months for projects, in hundredths of a percentage point for units.
    package var json: JSONValue {
        .object([
            "number": .integer(number), "rule": .string(rule), "month": .string(month.description),
            "unit": .string(unit), "project": JSONValue(project?.text),
            "level": .string(level.rawValue), "counts": .bool(counts),
            "measure": .integer(measure), "running": JSONValue(running), "inputs": inputs,
            "reason": JSONValue(excuse?.reason),
            "granted": excuse?.isGranted.map(JSONValue.bool) ?? .null,
            "note": JSONValue(excuse?.note),
        ])
    }
}
