package import Basics
package import People
import Rules
package import Storage

/// Who reads orders: what they may see, and for which units they act.
package struct OrderReader: Sendable, Hashable {
    package let sight: Sight
    /// The units whose work is the reader's: the own one and those that it took over. Empty for the
    /// operator.
    package let units: [String]
    package let member: Identifier?
    package let answers: Bool
    package let issues: Bool
    /// A city leader, to whom a ladder may lead.
    package let leads: Bool

    package init(_ actor: Actor, rules: OrderRules, today: Day) {
        sight = actor.sight
        units = actor.unit.map { rules.worked(by: $0, on: today) } ?? []
        switch actor {
        case .operator: (member, answers, issues, leads) = (nil, true, true, false)
        case .member(let reader):
            (member, answers, issues, leads) = (
                reader.id, reader.may(.answerOrders), reader.may(.issueOrders),
                reader.roles.contains(.leader) && !reader.isDisabled
            )
        }
    }
}

/// Which orders a list shows.
package enum OrderView: String, Sendable, CaseIterable {
    /// What waits for the reader's unit to answer.
    case answer
    /// What waits for the reader's unit as the sender: to close, a day asked for.
    case decide
    /// What the ladder brought before the reader, who is the leader named.
    case told
    /// All in sight.
    case all
}

/// Nil means all.
package struct OrderFilter: Sendable, Hashable {
    package var view: OrderView
    package var state: OrderState?
    package var kind: OrderKind?
    package var owner: String?
    package var isOverdue: Bool
    package var subject: String?

    package init(
        view: OrderView = .all, state: OrderState? = nil, kind: OrderKind? = nil,
        owner: String? = nil, isOverdue: Bool = false, subject: String? = nil
    ) {
        self.view = view
        self.state = state
        self.kind = kind
        self.owner = owner
        self.isOverdue = isOverdue
        self.subject = subject
    }
}

extension Transaction {
    /// Orders in the reader's sight: what waits by its day, else the newest first.
    package func orders(
        _ filter: OrderFilter, for reader: OrderReader, on today: Day,
        limit: Limit = .ordersOnPage, offset: Int = 0
    ) throws -> [Order] {
        let order: Query =
            filter.view == .all && !filter.isOverdue
            ? "promise_order.number DESC" : "promise_deadline.due_on, promise_order.number"
        return try orders(
            where: "\(condition(filter, reader, today)) AND \(ordersInSight(reader.sight))",
            by: order, limit, offset)
    }

    package func orderCount(
        _ filter: OrderFilter, for reader: OrderReader, on today: Day
    ) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM promise_order JOIN promise_deadline ON \(inForce)
            WHERE promise_order.city_id = \(city) AND \(condition(filter, reader, today))
                AND \(ordersInSight(reader.sight))
            """)[0].int("n")
    }

    /// What one view of the inbox holds; the clock of a paused order stands still.
    package func orderWork(
        _ view: OrderView, for reader: OrderReader, on today: Day
    ) throws -> DueWork {
        let running: Query = "promise_order.paused_on IS NULL"
        return try rows(
            """
            SELECT count(*) AS n,
                min(CASE WHEN \(running) THEN promise_deadline.due_on END) AS first,
                coalesce(sum(CASE WHEN \(running) AND promise_deadline.due_on < \(today)
                    THEN 1 ELSE 0 END), 0) AS overdue
            FROM promise_order JOIN promise_deadline ON \(inForce)
            WHERE promise_order.city_id = \(city)
                AND \(condition(OrderFilter(view: view), reader, today))
                AND \(ordersInSight(reader.sight))
            """)[0].dueWork
    }

    package func order(_ number: Int64, visibleTo sight: Sight) throws -> Order? {
        try orders(
            where: "promise_order.number = \(number) AND \(ordersInSight(sight))",
            by: "promise_order.number", 1, 0
        ).first
    }

    /// The highest rung told of each order's present deadline.
    package func lastRungs(of orders: [Order]) throws -> [Int64: OrderRung] {
        let found = try rows(
            """
            SELECT promise_rung.* FROM promise_rung
            WHERE city_id = \(city) AND order_number IN \(orders.map(\.number))
            ORDER BY order_number, round, rung LIMIT \(Limit(orders.count * 20))
            """)
        var last: [Int64: OrderRung] = [:]
        let rounds = Dictionary(
            orders.map { ($0.number, $0.deadline.round) }, uniquingKeysWith: { $1 })
        for row in found {
            let (number, rung) = (try row.integer("order_number"), try OrderRung(row))
            if rounds[number] == rung.round { last[number] = rung }
        }
        return last
    }

    // MARK: What is meant

    private var inForce: Query {
        """
        promise_deadline.city_id = promise_order.city_id
            AND promise_deadline.order_number = promise_order.number
            AND promise_deadline.number = promise_order.deadline
        """
    }

    func ordersInSight(_ sight: Sight) -> Query {
        guard case .units(let units) = sight else {
            return sight.condition(unitColumn: "promise_order.owner_unit")
        }
        return """
            (promise_order.sender_unit IN \(units) OR promise_order.owner_unit IN \(units)
                OR \(coOwned(by: units)))
            """
    }

    private func coOwned(by units: [String]) -> Query {
        """
        EXISTS (SELECT 1 FROM promise_co_owner
            WHERE promise_co_owner.city_id = promise_order.city_id
                AND promise_co_owner.order_number = promise_order.number
                AND promise_co_owner.unit_id IN \(units))
        """
    }

    private func condition(
        _ filter: OrderFilter, _ reader: OrderReader, _ today: Day
    ) -> Query {
        var condition: Query
        switch filter.view {
        case .answer:
            condition = """
                promise_order.state IN ('issued', 'returned')
                    AND (promise_order.owner_unit IN \(reader.units)
                        OR \(coOwned(by: reader.units)))
                """
        case .decide:
            condition = """
                promise_order.sender_unit IN \(reader.units)
                    AND (promise_order.state = 'answered'
                        OR promise_order.state IN ('issued', 'returned')
                            AND promise_order.asked_until IS NOT NULL)
                """
        case .told:
            condition = """
                promise_order.state IN ('issued', 'returned')
                    AND promise_order.leader_id = \(reader.member?.text ?? "")
                    AND EXISTS (SELECT 1 FROM promise_rung
                        WHERE promise_rung.city_id = promise_order.city_id
                            AND promise_rung.order_number = promise_order.number
                            AND promise_rung.round = promise_deadline.round
                            AND promise_rung.tells_leader = 1)
                """
        case .all: condition = "1 = 1"
        }
        if let state = filter.state {
            condition = "\(condition) AND promise_order.state = \(state.rawValue)"
        }
        if let kind = filter.kind {
            condition = "\(condition) AND promise_order.kind = \(kind.rawValue)"
        }
        if let owner = filter.owner {
            condition = "\(condition) AND promise_order.owner_unit = \(owner)"
        }
        if let subject = filter.subject {
            condition = "\(condition) AND promise_order.subject_id = \(subject)"
        }
        if filter.isOverdue {
            condition = """
                \(condition) AND promise_order.state IN ('issued', 'returned')
                    AND promise_order.paused_on IS NULL AND promise_deadline.due_on < \(today)
                """
        }
        return condition
    }

    func orders(
        where condition: Query, by order: Query, _ limit: Limit, _ offset: Int
    ) throws -> [Order] {
        let found = try rows(
            """
            SELECT promise_order.*, promise_deadline.round, promise_deadline.due_on,
                promise_deadline.clock, promise_deadline.reason
            FROM promise_order JOIN promise_deadline ON \(inForce)
            WHERE promise_order.city_id = \(city) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """)
        var coOwners: [Int64: [String]] = [:]
        let beside = try rows(
            """
            SELECT order_number, unit_id FROM promise_co_owner
            WHERE city_id = \(city) AND order_number IN \(found.map { try $0.integer("number") })
            ORDER BY order_number, unit_id
            LIMIT \(Limit(found.count * Limit.coOwnersOfOrder.count))
            """)
        for row in beside {
            coOwners[try row.integer("order_number"), default: []].append(
                try row.text("unit_id"))
        }
        return try found.map { try Order($0, coOwners: coOwners[$0.integer("number")] ?? []) }
    }
}

extension Order {
    fileprivate init(_ row: ResultRow, coOwners: [String]) throws {
        guard let kind = OrderKind(rawValue: try row.text("kind")) else {
            throw WrongColumn(column: "kind")
        }
        guard let state = OrderState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        let subject = try row.optionalText("subject_noun").flatMap { noun in
            try row.optionalText("subject_id").map { Subject(noun, $0) }
        }
        self.init(
            number: try row.integer("number"),
            mark: OrderMark(kind: kind, year: try row.int("year"), serial: try row.int("running")),
            subject: subject, title: try row.text("title"), asked: try row.text("asked"),
            sender: try row.text("sender_unit"), sentOn: try row.day("sent_on"),
            owner: try row.text("owner_unit"), coOwners: coOwners,
            leader: try row.optionalText("leader_id").flatMap { Identifier($0) },
            origin: try row.optionalText("origin"), originOn: try row.optionalDay("origin_on"),
            state: state, deadline: try OrderDeadline(row, number: "deadline"),
            askedUntil: try row.optionalDay("asked_until"),
            pausedOn: try row.optionalDay("paused_on"), version: try row.integer("version"))
    }
}

extension OrderDeadline {
    init(_ row: ResultRow, number column: String = "number") throws {
        guard let reason = DeadlineReason(rawValue: try row.text("reason")) else {
            throw WrongColumn(column: "reason")
        }
        self.init(
            number: try row.int(column), round: try row.int("round"), due: try row.day("due_on"),
            clock: try row.optionalText("clock"), reason: reason)
    }
}

extension OrderRung {
    init(_ row: ResultRow) throws {
        self.init(
            rung: try row.int("rung"), round: try row.int("round"),
            name: LocalName(zh: try row.text("name"), en: try row.optionalText("name_en")),
            told: try row.text("told").split(separator: " ").map(String.init),
            on: try row.day("told_on"))
    }
}
