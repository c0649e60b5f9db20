package import Basics
package import People
import Rules
package import Storage

/// What a daily run did.
package struct EscalationRun: Sendable, Hashable {
    /// Rungs that were told now.
    package let told: Int
    /// Orders of which a part went to the successor of a unit that ended.
    package let passed: Int
}

extension Transaction {
    /// The daily run over all open orders: what belongs to a unit that ended goes to the one that
    /// took over, and each rung of the ladder that was reached and not told yet is told, also those
    /// reached on days without a run. Run again it does nothing: a rung is kept once for each
    /// deadline. Orders whose ladder ended stay on its last rung.
    package func escalate(
        rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws -> EscalationRun {
        var (told, passed) = (0, 0)
        var last: Int64 = 0
        while true {
            let part = try orders(
                where: """
                    promise_order.number > \(last)
                        AND promise_order.state IN ('issued', 'returned', 'answered')
                    """, by: "promise_order.number", .ordersPerRun, 0)
            let known = try toldRungs(of: part)
            for order in part {
                if try passOn(order, rules: rules, today: today, occasion) { passed += 1 }
                for (place, rung) in rules.rungs(of: order, on: today).enumerated()
                where !known.contains(ToldRung(order: order, rung: place + 1)) {
                    if try tell(rung, place + 1, of: order, today: today, occasion) { told += 1 }
                }
            }
            guard let end = part.last, part.count == Limit.ordersPerRun.count else { break }
            last = end.number
        }
        return EscalationRun(told: told, passed: passed)
    }

    private func toldRungs(of orders: [Order]) throws -> Set<ToldRung> {
        Set(
            try rows(
                """
                SELECT order_number, round, rung FROM promise_rung
                WHERE city_id = \(city) AND order_number IN \(orders.map(\.number))
                """
            ).map {
                ToldRung(
                    order: try $0.integer("order_number"), round: try $0.int("round"),
                    rung: try $0.int("rung"))
            })
    }

    /// False where another node told it meanwhile.
    private func tell(
        _ rung: EscalationRung, _ place: Int, of order: Order, today: Day, _ occasion: Occasion
    ) throws -> Bool {
        let told = rung.tells.filter { $0 != .leader || order.leader != nil }
        let isNew = try !rows(
            """
            INSERT INTO promise_rung (city_id, order_number, round, rung, name, name_en, told,
                tells_leader, told_on, told_at)
            VALUES (\(city), \(order.number), \(order.deadline.round), \(place),
                \(rung.name.zh), \(rung.name.en),
                \(told.map(\.rawValue).joined(separator: " ")), \(told.contains(.leader)),
                \(today), \(occasion.at))
            ON CONFLICT (city_id, order_number, round, rung) DO NOTHING RETURNING rung
            """
        ).isEmpty
        guard isNew else { return false }
        try record(
            "order.told", on: [order.id] + [order.subject].compactMap(\.self),
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "mark": .string(order.mark.text), "round": JSONValue(order.deadline.round),
                "rung": JSONValue(place), "told": .array(told.map { .string($0.rawValue) }),
            ]))
        return true
    }

    /// Each of its units that ended is replaced by the one that does its work; a line for each.
    private func passOn(
        _ order: Order, rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws -> Bool {
        let parts = [order.sender, order.owner] + order.coOwners
        let moved = Set(parts).sorted().map { ($0, rules.worker(for: $0, on: today)) }
            .filter { $0 != $1 }
        guard !moved.isEmpty else { return false }
        for (from, to) in moved {
            try run(
                """
                UPDATE promise_order SET
                    sender_unit = CASE WHEN sender_unit = \(from) THEN \(to) ELSE sender_unit END,
                    owner_unit = CASE WHEN owner_unit = \(from) THEN \(to) ELSE owner_unit END
                WHERE city_id = \(city) AND number = \(order.number)
                """)
            try run(
                """
                INSERT INTO promise_co_owner (city_id, order_number, unit_id)
                SELECT city_id, order_number, \(to) FROM promise_co_owner
                WHERE city_id = \(city) AND order_number = \(order.number)
                    AND unit_id = \(from)
                ON CONFLICT (city_id, order_number, unit_id) DO NOTHING
                """)
            try run(
                """
                DELETE FROM promise_co_owner
                WHERE city_id = \(city) AND order_number = \(order.number)
                    AND unit_id = \(from)
                """)
            try keep(
                "passed", of: order.number, on: today, text: nil, source: nil, due: nil,
                from: from, to: to, occasion)
            try record(
                "order.passed", on: [order.id], by: occasion.actor.name, at: occasion.at,
                body: .object(["from": .string(from), "to": .string(to)]))
        }
        return true
    }
}

/// A rung of one deadline of one order.
private struct ToldRung: Hashable {
    let order: Int64
    let round: Int
    let rung: Int

    init(order: Int64, round: Int, rung: Int) {
        self.order = order
        self.round = round
        self.rung = rung
    }

    init(order: Order, rung: Int) {
        self.init(order: order.number, round: order.deadline.round, rung: rung)
    }
}
