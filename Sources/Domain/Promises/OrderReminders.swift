package import Basics
import People
package import Storage

/// All that is due of one unit, in one line.
package struct OrderReminder: Sendable, Hashable {
    package let unit: String
    /// Due within three working days.
    package let soon: Int
    package let overdue: Int
    package let first: Day
}

extension Transaction {
    /// A line for each owner in the reader's sight with something overdue or due by `horizon`, the
    /// earliest first. A reader who sees the city sees all units'.
    package func orderReminders(
        for reader: OrderReader, on today: Day, horizon: Day
    ) throws -> [OrderReminder] {
        try rows(
            """
            SELECT promise_order.owner_unit, min(promise_deadline.due_on) AS first,
                sum(CASE WHEN promise_deadline.due_on < \(today) THEN 1 ELSE 0 END) AS overdue,
                count(*) AS n
            FROM promise_order JOIN promise_deadline
                ON promise_deadline.city_id = promise_order.city_id
                AND promise_deadline.order_number = promise_order.number
                AND promise_deadline.number = promise_order.deadline
            WHERE promise_order.city_id = \(city)
                AND promise_order.state IN ('issued', 'returned')
                AND promise_order.paused_on IS NULL AND promise_deadline.due_on <= \(horizon)
                AND \(reader.sight.condition(unitColumn: "promise_order.owner_unit"))
            GROUP BY promise_order.owner_unit
            ORDER BY first, promise_order.owner_unit LIMIT \(Limit.reminderUnits)
            """
        ).map { row in
            let overdue = try row.int("overdue")
            return OrderReminder(
                unit: try row.text("owner_unit"), soon: try row.int("n") - overdue,
                overdue: overdue, first: try row.day("first"))
        }
    }
}
