package import Basics
import People
package import Promises

// The twins of obstacles: what is stuck, what is proposed, what was decided.

extension Obstacle {
    package var json: JSONValue {
        .object([
            "number": .integer(number),
            "subject": subject.map { .array([.string($0.noun), .string($0.id)]) } ?? .null,
            "title": .string(title), "stuck": .string(stuck),
            "since": .string(since.description), "unit": .string(unit),
            "raised_on": .string(raisedOn.description), "state": .string(state.rawValue),
            "options": .array(preparation?.options.map { .string($0) } ?? []),
            "advice": JSONValue(preparation?.advice), "owner": JSONValue(preparation?.owner),
            "proposed_due": JSONValue(preparation?.due.description),
            "leader": JSONValue(leader?.text),
            "presented_on": JSONValue(presentedOn?.description),
            "choice": decision?.choice.map { JSONValue($0) } ?? .null,
            "words": JSONValue(decision?.words),
            "decided_on": JSONValue(decision?.on.description),
            "order": decision.map { .integer($0.order) } ?? .null,
            "version": .integer(version),
        ])
    }
}

extension ObstacleCourse {
    package var json: JSONValue {
        .object([
            "obstacle": obstacle.json,
            "entries": .array(
                entries.map { entry in
                    .object([
                        "on": .string(entry.on.description),
                        "what": .string(entry.act?.rawValue ?? "raised"),
                        "unit": JSONValue(entry.unit), "text": JSONValue(entry.text),
                        "leader": JSONValue(entry.leader?.text),
                    ])
                }),
        ])
    }
}

extension ObstaclePage {
    package var json: JSONValue {
        .object([
            "course": course.json, "acts": .array(acts.map { .string($0.rawValue) }),
            "project": JSONValue(about?.id(of: "project")), "gap": JSONValue(about?.id(of: "gap")),
        ])
    }
}

extension ObstaclesPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "obstacles": .array(obstacles.map(\.json)),
        ])
    }
}

extension DecisionsPage {
    package var json: JSONValue {
        .object([
            "leader": JSONValue(leader?.id.text),
            "obstacles": .array(
                obstacles.map { obstacle in
                    let wait = obstacle.waited(until: scene.today, rules: scene.rules)
                    return .object([
                        "obstacle": obstacle.json,
                        "waited_working_days": JSONValue(wait.workingDays),
                        "is_published": .bool(wait.isPublished),
                    ])
                }),
            "decided": .array(
                decided.map { line in
                    .object(["obstacle": line.obstacle.json, "order": line.order.json])
                }),
        ])
    }
}
