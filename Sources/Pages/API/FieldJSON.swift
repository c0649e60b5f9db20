package import Basics
package import Projects
import Promises
import Rules

// The twins of a project's record: its fields, its line of time, the units it is assigned to.

extension ProjectFields {
    package func json(version: Int) -> JSONValue {
        .object([
            "version": JSONValue(version), "city_number": JSONValue(numbers?.city),
            "unit_number": JSONValue(numbers?.unit),
            "fields": .array(
                rule.fields.compactMap { field in
                    values[field.id]?.value.map { value in
                        .object(["field": .string(field.id), "value": .string(value)])
                    }
                }),
        ])
    }
}

extension ProjectAccess {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "unit": .string(unit), "reason": .string(reason),
            "since": .integer(since.microseconds), "ended_at": JSONValue(endedAt?.microseconds),
            "feedback_due": JSONValue(feedbackDue?.description),
            "last_feedback": lastFeedback?.json ?? .null,
        ])
    }
}

extension ProjectFeedback {
    fileprivate var json: JSONValue {
        .object([
            "number": .integer(number), "unit": .string(unit), "on": .string(on.description),
            "text": .string(text), "by": .string(by),
        ])
    }
}

extension AssignedWork {
    package func json(on today: Day) -> JSONValue {
        let (noun, id) =
            switch thing {
            case .project(let id): ("project", id.text)
            case .lead(let number): ("lead", number)
            }
        return .object([
            noun: .string(id), "name": .string(name), "unit": .string(unit),
            "last_on": JSONValue(lastOn?.description), "due": .string(due.description),
            "is_overdue": .bool(isOverdue(on: today)),
        ])
    }
}

extension AssignedPage {
    package var json: JSONValue {
        .object(["assigned": .array(work.map { $0.json(on: today) })])
    }
}

extension ProjectHistoryPage {
    package var json: JSONValue {
        .object(["project": .string(project.id.text), "entries": .array(entries.map(\.json))])
    }
}

extension ProjectHappening {
    package var json: JSONValue {
        let (kind, body): (String, JSONValue) =
            switch what {
            case .sheet(let report):
                (
                    "sheet",
                    .object([
                        "round": .string(report.round.description),
                        "sheet": .string(report.row.sheet.text),
                    ])
                )
            case .event(let event), .decision(let event, _):
                if case .decision = what { ("decision", event.json) } else { ("event", event.json) }
            case .evidence(let evidence): ("evidence", evidence.json)
            case .receipt(let receipt), .receiptDecision(let receipt, _):
                if case .receipt = what {
                    ("receipt", receipt.json)
                } else {
                    ("receipt_decision", receipt.json)
                }
            case .correction(let correction): ("correction", correction.json)
            case .correctionDecision(let correction, _): ("correction_decision", correction.json)
            case .reviewOpened(let review): ("review_opened", review.json(nil))
            case .reviewConcluded(let review, _): ("review_concluded", review.json(nil))
            case .conditionsMet(let review, _): ("conditions_met", review.json(nil))
            case .field(let entry, let before):
                (
                    "field",
                    .object([
                        "field": .string(entry.field), "before": JSONValue(before),
                        "value": JSONValue(entry.value), "reason": JSONValue(entry.reason),
                    ])
                )
            case .investor(let decision, let company):
                ("investor_decided", decision.json(company))
            case .assigned(let access): ("assigned", access.json)
            case .unassigned(let access): ("unassigned", access.json)
            case .feedback(let feedback): ("feedback", feedback.json)
            case .planned(let line, let before):
                (
                    "planned",
                    .object([
                        "stage": .string(line.stage), "before": JSONValue(before?.description),
                        "month": JSONValue(line.month?.description),
                        "reason": JSONValue(line.reason),
                    ])
                )
            case .order(let order, let entry):
                (
                    "order",
                    .object([
                        "number": .integer(order.number), "mark": .string(order.mark.text),
                        "title": .string(order.title), "entry": entry.json,
                    ])
                )
            case .lead(let lead, let act):
                (
                    "lead",
                    .object([
                        "number": .string(lead.number), "lead": .string(lead.words.what),
                        "act": act?.json ?? .null,
                    ])
                )
            }
        return .object([
            "at": .integer(at.microseconds), "unit": JSONValue(unit), "kind": .string(kind),
            "what": body,
        ])
    }
}
