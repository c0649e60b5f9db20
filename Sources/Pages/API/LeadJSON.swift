package import Basics
package import Projects

// The twins of leads.

extension Lead {
    package func json(on today: Day) -> JSONValue {
        .object([
            "number": .string(number), "version": .integer(version), "unit": .string(unit),
            "submitted_at": .string(submittedAt.description),
            "submitted_by": .string(submittedBy), "sealed": .bool(isSealed),
            "state": .string(state.rawValue), "words": words.json,
            "introducer": introducer.map {
                .object(["name": JSONValue($0.name), "phone": JSONValue($0.phone)])
            } ?? .null,
            "assessment": assessment.json(on: today), "answer": answer.json(on: today),
            "assigned_unit": JSONValue(assignedUnit),
            "feedback_due": JSONValue(feedbackDue?.description),
            "project": JSONValue(project?.text),
            "acts": .array(acts.map(\.json)),
        ])
    }

    /// What the receipt says; `canonical` is null where something of it is hidden from the reader.
    package var receiptJSON: JSONValue {
        .object([
            "number": .string(number), "unit": .string(unit),
            "submitted_at": .string(submittedAt.description), "sealed": .bool(isSealed),
            "algorithm": .string(hash.algorithm), "hash": .string(hash.hex),
            "canonical": JSONValue(hash.canonical),
        ])
    }
}

extension LeadClock {
    fileprivate func json(on today: Day) -> JSONValue {
        .object([
            "due_on": JSONValue(dueOn?.description), "is_published": .bool(isPublished),
            "done_on": JSONValue(doneOn?.description), "is_overdue": .bool(isOverdue(on: today)),
        ])
    }
}

extension LeadAct {
    var json: JSONValue {
        .object([
            "number": .integer(number), "act": .string(kind.rawValue),
            "result": JSONValue(result), "on": JSONValue(happenedOn?.description),
            "note": JSONValue(note), "to": JSONValue(toUnit), "project": JSONValue(project?.text),
            "unit": JSONValue(unit), "by": .string(by), "at": .string(at.description),
        ])
    }
}

extension LeadsPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total),
            "leads": .array(leads.map { $0.json(on: today) }),
            "sealed": .array(
                sealed.map {
                    .object([
                        "number": .string($0.number), "unit": .string($0.unit),
                        "submitted_at": .string($0.submittedAt.description),
                    ])
                }),
        ])
    }
}
