package import Basics
package import Projects

// The twins of commitments.

extension Commitment {
    package func json(on today: Day) -> JSONValue {
        .object([
            "number": .integer(number), "project": .string(project.text),
            "clause": .string(clause), "content": .string(content),
            "amount": JSONValue(amount?.minor),
            "currency": JSONValue(amount?.currency.rawValue),
            "left": JSONValue(left?.minor), "condition": .string(condition),
            "unit": .string(unit), "state": .string(state(on: today).rawValue),
            "due_on": JSONValue(verification?.dueOn?.description),
            "steps": .array(steps.map(\.json)),
        ])
    }
}

extension CommitmentStep {
    fileprivate var json: JSONValue {
        .object([
            "number": .integer(number), "step": .string(kind.rawValue),
            "on": .string(on.description), "title": .string(title),
            "passed": isPassed.map(JSONValue.bool) ?? .null, "amount": JSONValue(amount?.minor),
            "due_on": JSONValue(dueOn?.description), "note": JSONValue(note),
            "unit": JSONValue(unit),
        ])
    }
}

extension CommitmentsPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(listed.count),
            "commitments": .array(listed.map { $0.commitment.json(on: today) }),
        ])
    }
}

extension ProjectCommitmentsPage {
    package var json: JSONValue {
        .object([
            "project": .string(project.id.text),
            "commitments": .array(commitments.map { $0.json(on: today) }),
        ])
    }
}
