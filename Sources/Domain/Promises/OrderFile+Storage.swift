import Basics
package import People
package import Storage
import Texts

extension OrderCourse {
    /// Entries with a file that the actor's unit brought and has not withdrawn; every unit's for
    /// who sees the city.
    package func withdrawable(for actor: Actor) -> [OrderEntry] {
        guard actor.may(.issueOrders) || actor.may(.answerOrders) else { return [] }
        return entries.filter { entry in
            guard let file = entry.file, file.withdrawn == nil else { return false }
            return actor.sight == .all || entry.unit == actor.unit
        }
    }
}

extension Transaction {
    /// The bytes of a file that an act of an order brought, for who sees the order.
    package func orderFile(
        _ number: Int64, ofOrder order: Int64, visibleTo sight: Sight
    ) throws -> (entry: OrderEntry, bytes: [UInt8])? {
        guard
            let entry = try orderCourse(order, visibleTo: sight)?.entries
                .first(where: { $0.file?.number == number }),
            let bytes = try bytes(of: entry)
        else { return nil }
        return (entry, bytes)
    }

    /// Nil where the entry has no file.
    package func bytes(of entry: OrderEntry) throws -> [UInt8]? {
        try (entry.file?.hash).flatMap { FileHash($0) }.flatMap(fileBytes)
    }

    /// That a file counts no longer, and why; by the unit that brought it or who sees the city.
    package func withdrawFile(
        _ number: Int64, ofOrder order: Int64, because reason: String?, _ occasion: Occasion
    ) throws {
        let actor = occasion.actor
        if !actor.may(.issueOrders) { try actor.require(.answerOrders) }
        guard let course = try orderCourse(order, visibleTo: actor.sight),
            let file = course.entries.first(where: { $0.file?.number == number })?.file
        else { throw UnknownOrder() }
        let reason = trimmed(reason ?? "")
        var problems: [Problem] = []
        if file.withdrawn != nil {
            problems.append(Problem("这份文件已经撤回"))
        } else if !course.withdrawable(for: actor).contains(where: { $0.file == file }) {
            problems.append(Problem("只有提交的单位可以撤回"))
        }
        problems += letters(
            [(reason, "because", .lettersOfOrderReason)], isRequired: true)
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        try run(
            """
            UPDATE promise_act SET withdrawn = \(reason)
            WHERE city_id = \(city) AND order_number = \(order) AND number = \(number)
                AND withdrawn IS NULL
            """)
        try record(
            "order.file_withdrawn", on: course.order.id, by: actor.name, at: occasion.at,
            body: .object(["mark": .string(course.order.mark.text), "act": .integer(number)]))
    }
}
