package import Basics
import Projects
package import Promises

// The twins of orders: what is asked, by when, what happened.

extension Order {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "mark": .string(mark.text),
            "kind": .string(mark.kind.rawValue),
            "subject": subject.map { .array([.string($0.noun), .string($0.id)]) } ?? .null,
            "title": .string(title), "asked": .string(asked), "sender": .string(sender),
            "sent_on": .string(sentOn.description), "owner": .string(owner),
            "co_owners": .array(coOwners.map { .string($0) }),
            "leader": JSONValue(leader?.text), "origin": JSONValue(origin),
            "origin_on": JSONValue(originOn?.description), "state": .string(state.rawValue),
            "due": .string(deadline.due.description),
            "asked_until": JSONValue(askedUntil?.description),
            "paused_on": JSONValue(pausedOn?.description), "version": .integer(version),
        ])
    }
}

extension OrderCourse {
    package var json: JSONValue {
        .object([
            "order": order.json,
            "deadlines": .array(
                deadlines.map { deadline in
                    .object([
                        "due": .string(deadline.due.description),
                        "clock": JSONValue(deadline.clock),
                        "reason": .string(deadline.reason.rawValue),
                        "round": JSONValue(deadline.round),
                    ])
                }),
            "entries": .array(entries.map(\.json)),
        ])
    }
}

extension OrderEntry {
    var json: JSONValue {
        var members: [JSONMember] = [
            JSONMember("on", .string(on.description)), JSONMember("unit", JSONValue(unit)),
            JSONMember("text", JSONValue(text)), JSONMember("shows", JSONValue(shows)),
            JSONMember("due", JSONValue(due?.description)),
            JSONMember(
                "file",
                file.map { file in
                    .object([
                        "number": .integer(file.number), "hash": .string(file.hash),
                        "withdrawn": JSONValue(file.withdrawn),
                    ])
                } ?? .null),
        ]
        switch kind {
        case .sent: members.append(JSONMember("what", "sent"))
        case .done(let act): members.append(JSONMember("what", .string(act.rawValue)))
        case .passed(let from, let to):
            members += [
                JSONMember("what", "passed"), JSONMember("from", .string(from)),
                JSONMember("to", .string(to)),
            ]
        case .told(let rung):
            members += [
                JSONMember("what", "told"), JSONMember("rung", JSONValue(rung.rung)),
                JSONMember("round", JSONValue(rung.round)),
                JSONMember("name", .string(rung.name.zh)),
                JSONMember("told", .array(rung.told.map { .string($0) })),
            ]
        }
        return .object(members)
    }
}

extension OrderPage {
    package var json: JSONValue {
        .object([
            "course": course.json, "acts": .array(acts.map { .string($0.rawValue) }),
            "project": JSONValue(about?.id(of: "project")), "gap": JSONValue(about?.id(of: "gap")),
        ])
    }
}

extension OrdersPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "orders": .array(orders.map(\.json)),
            "reminders": .array(
                reminders.map { line in
                    .object([
                        "unit": .string(line.unit), "soon": JSONValue(line.soon),
                        "overdue": JSONValue(line.overdue),
                        "feedback": JSONValue(
                            (line.feedback?.soon ?? 0) + (line.feedback?.overdue ?? 0)),
                        "first": .string(line.first.description),
                    ])
                }),
        ])
    }
}
