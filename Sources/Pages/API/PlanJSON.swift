package import Basics
package import Promises

// The twins of the plan.

extension PlanItem {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "year": JSONValue(year),
            "above": .array(above.map { .integer($0) }), "text": .string(text),
            "measure": JSONValue(measure), "owner": JSONValue(owner),
            "due": JSONValue(due?.description), "setter": .string(setter),
            "set_on": .string(setOn.description),
            "document": origin.map { .integer($0.document) } ?? .null,
            "line": origin.map { .integer($0.line) } ?? .null, "state": .string(state.rawValue),
            "light": JSONValue(light?.rawValue), "reported": JSONValue(reported?.description),
            "asked_until": JSONValue(askedUntil?.description), "version": .integer(version),
        ])
    }
}

extension PlanEntry {
    var json: JSONValue {
        .object([
            "what": .string(act?.rawValue ?? "set"), "on": .string(on.description),
            "unit": JSONValue(unit), "month": JSONValue(month?.description),
            "light": JSONValue(light?.rawValue), "text": JSONValue(text),
            "reason": JSONValue(reason), "due": JSONValue(due?.description),
            "moved": JSONValue(moved), "shows": JSONValue(shows),
            "was": was.map { was in
                .object([
                    "text": JSONValue(was.text), "measure": JSONValue(was.measure),
                    "owner": JSONValue(was.owner), "due": JSONValue(was.due?.description),
                ])
            } ?? .null,
        ])
    }
}

extension PlanCourse {
    package var json: JSONValue {
        .object([
            "item": item.json, "below": .array(below.map(\.json)),
            "entries": .array(entries.map(\.json)),
        ])
    }
}

extension PlanItemPage {
    package var json: JSONValue {
        .object([
            "course": course.json, "acts": .array(acts.map { .string($0.rawValue) }),
        ])
    }
}
