package import Basics
import Evidence
package import People
import Rules
package import Storage

extension Transaction {
    /// An order with its days and everything that happened to it.
    package func orderCourse(_ number: Int64, visibleTo sight: Sight) throws -> OrderCourse? {
        try courses(of: [order(number, visibleTo: sight)].compactMap(\.self)).first
    }

    /// The orders about something, the first first, each with everything that happened to it; those
    /// in sight.
    package func orderCourses(
        about subject: Subject, visibleTo sight: Sight
    ) throws -> [OrderCourse] {
        try courses(
            of: orders(
                where: """
                    promise_order.subject_noun = \(subject.noun)
                        AND promise_order.subject_id = \(subject.id) AND \(ordersInSight(sight))
                    """, by: "promise_order.number", .ordersOfSubject, 0))
    }

    private func courses(of orders: [Order]) throws -> [OrderCourse] {
        let (deadlines, entries) = (try deadlines(of: orders), try entries(of: orders))
        return orders.map { order in
            OrderCourse(
                order: order, deadlines: deadlines[order.number] ?? [],
                entries: entries[order.number] ?? [])
        }
    }

    private func deadlines(of orders: [Order]) throws -> [Int64: [OrderDeadline]] {
        let found = try rows(
            """
            SELECT order_number, number, round, due_on, clock, reason FROM promise_deadline
            WHERE city_id = \(city) AND order_number IN \(orders.map(\.number))
            ORDER BY order_number, number
            LIMIT \(Limit(orders.count * Limit.rowsOfOrder.count))
            """)
        return try Dictionary(grouping: found) { try $0.integer("order_number") }
            .mapValues { try $0.map { try OrderDeadline($0) } }
    }

    private func entries(of orders: [Order]) throws -> [Int64: [OrderEntry]] {
        let limit = Limit(orders.count * Limit.rowsOfOrder.count)
        let acts = try rows(
            """
            SELECT * FROM promise_act
            WHERE city_id = \(city) AND order_number IN \(orders.map(\.number))
            ORDER BY order_number, number LIMIT \(limit)
            """)
        let shown = try sources(
            Set(acts.compactMap { try $0.optionalText("source_id").flatMap { Identifier($0) } }))
        let done = try acts.map { row in
            let source = try row.optionalText("source_id").flatMap { Identifier($0) }
            let hash = source.flatMap { shown[$0]?.fileHash }
            return (
                order: try row.integer("order_number"),
                entry: OrderEntry(
                    kind: try OrderEntry.Kind(row), unit: try row.optionalText("unit_id"),
                    by: try row.text("by_member"), at: try row.instant("done_at"),
                    on: try row.day("done_on"), text: try row.optionalText("text"),
                    shows: source.flatMap { shown[$0]?.title },
                    file: try hash.map { try OrderFile(row, hash: $0) },
                    due: try row.optionalDay("due_on"))
            )
        }
        let told = try rows(
            """
            SELECT * FROM promise_rung
            WHERE city_id = \(city) AND order_number IN \(orders.map(\.number))
            ORDER BY order_number, round, rung LIMIT \(limit)
            """
        ).map { row in
            (
                order: try row.integer("order_number"),
                entry: OrderEntry(
                    kind: .told(try OrderRung(row)), unit: nil, by: "",
                    at: try row.instant("told_at"), on: try row.day("told_on"), text: nil,
                    shows: nil, file: nil, due: nil)
            )
        }
        // Both come in their own order; those of one day and instant stay so.
        return Dictionary(grouping: done + told, by: \.order).mapValues { found in
            found.map(\.entry).enumerated().sorted { left, right in
                (left.element.on, left.element.at.microseconds, left.offset)
                    < (right.element.on, right.element.at.microseconds, right.offset)
            }.map(\.element)
        }
    }
}

extension OrderFile {
    fileprivate init(_ row: ResultRow, hash: String) throws {
        self.init(
            number: try row.integer("number"), hash: hash,
            withdrawn: try row.optionalText("withdrawn"))
    }
}

extension OrderEntry.Kind {
    fileprivate init(_ row: ResultRow) throws {
        switch try row.text("act") {
        case "sent": self = .sent
        case "passed":
            self = .passed(from: try row.text("from_unit"), to: try row.text("to_unit"))
        case let word:
            guard let act = OrderAct(rawValue: word) else { throw WrongColumn(column: "act") }
            self = .done(act)
        }
    }
}
