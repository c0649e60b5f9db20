package import Basics
import Evidence
package import Projects
import Rules

// The twins of stages: what is reached, what the next stage lacks, what waits.

extension ProjectCourse {
    package var json: JSONValue {
        .object([
            "project": .string(project.id.text), "version": JSONValue(project.version),
            "class": JSONValue(projectClass?.id), "standing": .string(project.standing.rawValue),
            "reached": .array(
                reached.map { stage, event in
                    .object([
                        "stage": .string(stage), "on": .string(event.happenedOn.description),
                        "event": .integer(event.number),
                    ])
                }),
            "facts": .array(
                rule.datedFacts.compactMap { fact in
                    datedFact(fact.id).map { event in
                        .object([
                            "fact": .string(fact.id),
                            "on": .string(event.happenedOn.description),
                            "event": .integer(event.number),
                        ])
                    }
                }),
            "next": next.map { next in
                .object([
                    "stage": .string(next.id),
                    "lacks": .array(lacks(of: next.id).map { said($0.phrase) }),
                ])
            } ?? .null,
            "events": .array(events.map(\.json)), "evidence": .array(evidence.map(\.json)),
        ])
    }
}

extension ProjectEvent {
    package var json: JSONValue {
        let leaving: (kind: ProjectLeaving, to: String?)? =
            if case .left(let kind, let to) = step { (kind, to) } else { nil }
        return .object([
            "number": .integer(number), "project": .string(project.text),
            "step": .string(step.word), "stage": JSONValue(step.stage ?? step.fact),
            "leaving": JSONValue(leaving?.kind.rawValue), "destination": JSONValue(leaving?.to),
            "on": .string(happenedOn.description), "unit": .string(unit),
            "reason": JSONValue(reason), "lacking": .array(lacking.map(said)),
            "state": .string(state.rawValue), "decided_by_unit": JSONValue(decision?.unit),
            "note": JSONValue(decision?.note), "version": .integer(version),
        ])
    }
}

extension ProjectEvidence {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "kind": .string(kind), "title": .string(source.title),
            "dated": JSONValue(source.dated?.description), "unit": .string(unit),
            "file_type": JSONValue(fileType?.rawValue), "hash": JSONValue(source.fileHash),
            "withdrawn": JSONValue(withdrawn),
        ])
    }
}

extension WaitingEventsPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "events": .array(waiting.map(\.event.json)),
            "reviews": .array(reviews.map { $0.review.json(rule?.reviewKind($0.review.kind)) }),
        ])
    }
}
