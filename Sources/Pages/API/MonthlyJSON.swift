package import Basics
package import Projects
import Rules

// The twins of the monthly round: reports filled in on pages, corrections of closed months.

extension MonthlyReport {
    package var json: JSONValue {
        .object([
            "id": .string(id.text), "month": .string(month.description), "unit": .string(unit),
            "round": JSONValue(round), "state": .string(sheet.state.rawValue),
            "passed": JSONValue(passed), "due": .string(due.day.description),
            "version": JSONValue(sheet.version),
            "acts": .array(
                acts.map { act in
                    .object([
                        "kind": .string(act.kind.rawValue), "unit": .string(act.unit),
                        "at": .integer(act.at.microseconds), "note": JSONValue(act.note),
                    ])
                }),
        ])
    }
}

extension LedgerRow {
    /// What a form shows of the row, field by field.
    package var monthlyJSON: JSONValue {
        .object(
            [
                JSONMember("position", JSONValue(position)),
                JSONMember("project", JSONValue(project?.text)),
            ]
                + MonthlyField.allCases.map {
                    JSONMember($0.rawValue, .string(reported.typed($0)))
                })
    }
}

extension MonthlyReportPage {
    package var json: JSONValue {
        .object([
            "report": report.json, "rows": .array(rows.map(\.monthlyJSON)),
            "doubts": .array(
                doubts.map { doubt in
                    .object([
                        "position": JSONValue(doubt.position),
                        "message": .string(Lexicon.chinese.text(doubt.message)),
                    ])
                }),
        ])
    }
}

extension MonthCorrection {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "project": .string(project.text),
            "month": .string(month.description), "entered_in": .string(enteredIn.description),
            "field": .string(field.rawValue), "was": JSONValue(was), "became": .string(became),
            "reason": .string(reason), "unit": .string(unit), "state": .string(state.rawValue),
            "note": JSONValue(decision?.note), "version": .integer(version),
        ])
    }
}

extension CorrectionsPage {
    package var json: JSONValue {
        .object(["corrections": .array(corrections.map(\.correction.json))])
    }
}
