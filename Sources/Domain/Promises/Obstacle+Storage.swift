package import Basics
package import People
package import Storage

/// Nil means all.
package struct ObstacleFilter: Sendable, Hashable {
    package var state: ObstacleState?
    /// Raised by it or to be owned by it.
    package var unit: String?
    package var subject: String?

    package init(state: ObstacleState? = nil, unit: String? = nil, subject: String? = nil) {
        self.state = state
        self.unit = unit
        self.subject = subject
    }
}

extension Transaction {
    /// Obstacles in sight, those that wait first, of these the one stuck longest.
    package func obstacles(
        _ filter: ObstacleFilter, visibleTo sight: Sight, limit: Limit = .obstaclesOnPage,
        offset: Int = 0
    ) throws -> [Obstacle] {
        try obstacles(
            where: "\(condition(filter)) AND \(inSight(sight))",
            by: """
                CASE WHEN state IN ('decided', 'settled') THEN 1 ELSE 0 END, since_on, number
                """, limit, offset)
    }

    package func obstacleCount(_ filter: ObstacleFilter, visibleTo sight: Sight) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM promise_obstacle
            WHERE city_id = \(city) AND \(condition(filter)) AND \(inSight(sight))
            """)[0].int("n")
    }

    package func obstacle(_ number: Int64, visibleTo sight: Sight) throws -> Obstacle? {
        try obstacles(where: "number = \(number) AND \(inSight(sight))", by: "number", 1, 0).first
    }

    package func obstacleCourse(
        _ number: Int64, visibleTo sight: Sight
    ) throws -> ObstacleCourse? {
        guard let obstacle = try obstacle(number, visibleTo: sight) else { return nil }
        let entries = try rows(
            """
            SELECT * FROM promise_obstacle_act
            WHERE city_id = \(city) AND obstacle_number = \(number)
            ORDER BY number LIMIT \(Limit.rowsOfOrder)
            """
        ).map { try ObstacleEntry($0) }
        return ObstacleCourse(obstacle: obstacle, entries: entries)
    }

    /// The obstacle that an order comes from, for who may see that.
    package func obstacle(ofOrder number: Int64, visibleTo sight: Sight) throws -> Obstacle? {
        try obstacles(
            where: "order_number = \(number) AND \(inSight(sight))", by: "number", 1, 0
        ).first
    }

    /// What lies before a leader, the first presented first; never more than
    /// `Limit.obstaclesBeforeLeader`.
    package func obstacles(before leader: Identifier, visibleTo sight: Sight) throws -> [Obstacle] {
        try obstacles(
            where: "\(lying(before: leader)) AND \(inSight(sight))", by: "presented_on, number",
            .obstaclesBeforeLeader, 0)
    }

    package func obstacleCount(before leader: Identifier) throws -> Int {
        try rows(
            """
            SELECT count(*) AS n FROM promise_obstacle
            WHERE city_id = \(city) AND \(lying(before: leader))
            """)[0].int("n")
    }

    /// What lies before a leader, and since when the first of it does.
    package func obstacleWork(before leader: Identifier) throws -> (count: Int, since: Day?) {
        let row = try rows(
            """
            SELECT count(*) AS n, min(presented_on) AS since FROM promise_obstacle
            WHERE city_id = \(city) AND \(lying(before: leader))
            """)[0]
        return (try row.int("n"), try row.optionalDay("since"))
    }

    /// What was raised and nobody prepared yet, and since when the first of it waits.
    package func raisedObstacleWork(visibleTo sight: Sight) throws -> (count: Int, since: Day?) {
        let row = try rows(
            """
            SELECT count(*) AS n, min(raised_on) AS since FROM promise_obstacle
            WHERE city_id = \(city) AND \(condition(ObstacleFilter(state: .raised)))
                AND \(inSight(sight))
            """)[0]
        return (try row.int("n"), try row.optionalDay("since"))
    }

    /// The leader's last decisions, the newest first, each with the order that it became.
    package func decisions(
        of leader: Identifier, visibleTo sight: Sight
    ) throws -> [(obstacle: Obstacle, order: Order)] {
        let decided = try obstacles(
            where: "leader_id = \(leader) AND state = 'decided' AND \(inSight(sight))",
            by: "decided_on DESC, order_number DESC", .decisionsOnPage, 0)
        let numbers = decided.compactMap { $0.decision?.order }
        let became = try orders(
            where: "promise_order.number IN \(numbers)", by: "promise_order.number",
            .decisionsOnPage, 0)
        let byNumber = Dictionary(
            became.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        return decided.compactMap { obstacle in
            obstacle.decision.flatMap { byNumber[$0.order] }.map { (obstacle, $0) }
        }
    }

    /// The journal's entry of the last act with an obstacle: the state that a paper is made from.
    /// That it was printed changes nothing of it.
    package func obstacleState(_ number: Int64) throws -> (head: JournalHead, at: Instant)? {
        let subject = Obstacle.subject(number)
        return try rows(
            """
            SELECT journal.number, journal.hash, journal.recorded_at FROM journal_subject
            JOIN journal ON journal.city_id = journal_subject.city_id
                AND journal.number = journal_subject.number
            WHERE journal_subject.city_id = \(city) AND journal_subject.noun = \(subject.noun)
                AND journal_subject.id = \(subject.id) AND journal.kind <> 'obstacle.printed'
            ORDER BY journal.number DESC LIMIT 1
            """
        ).first.map {
            (
                JournalHead(number: try $0.integer("number"), hash: try $0.text("hash")),
                try $0.instant("recorded_at")
            )
        }
    }

    private func lying(before leader: Identifier) -> Query {
        "leader_id = \(leader) AND state = 'presented'"
    }

    /// The unit that raised it and the owner that headquarters named; whole for whom the city is.
    private func inSight(_ sight: Sight) -> Query {
        guard case .units(let units) = sight else {
            return sight.condition(unitColumn: "raised_unit")
        }
        return "(raised_unit IN \(units) OR owner_unit IN \(units))"
    }

    private func condition(_ filter: ObstacleFilter) -> Query {
        var condition: Query = "1 = 1"
        if let state = filter.state { condition = "\(condition) AND state = \(state.rawValue)" }
        if let unit = filter.unit {
            condition = "\(condition) AND (raised_unit = \(unit) OR owner_unit = \(unit))"
        }
        if let subject = filter.subject {
            condition = "\(condition) AND subject_id = \(subject)"
        }
        return condition
    }

    private func obstacles(
        where condition: Query, by order: Query, _ limit: Limit, _ offset: Int
    ) throws -> [Obstacle] {
        try rows(
            """
            SELECT * FROM promise_obstacle WHERE city_id = \(city) AND \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """
        ).map { try Obstacle($0) }
    }
}

extension Obstacle {
    fileprivate init(_ row: ResultRow) throws {
        guard let state = ObstacleState(rawValue: try row.text("state")) else {
            throw WrongColumn(column: "state")
        }
        let subject = try row.optionalText("subject_noun").flatMap { noun in
            try row.optionalText("subject_id").map { Subject(noun, $0) }
        }
        self.init(
            number: try row.integer("number"), subject: subject, title: try row.text("title"),
            stuck: try row.text("stuck"), since: try row.day("since_on"),
            unit: try row.text("raised_unit"), raisedOn: try row.day("raised_on"), state: state,
            preparation: try ObstaclePreparation(row),
            leader: try row.optionalIdentifier("leader_id"),
            presentedOn: try row.optionalDay("presented_on"),
            decision: try ObstacleDecision(row), version: try row.integer("version"))
    }
}

extension ObstaclePreparation {
    fileprivate init?(_ row: ResultRow) throws {
        guard let owner = try row.optionalText("owner_unit") else { return nil }
        self.init(
            options: try ["option_1", "option_2", "option_3"].compactMap {
                try row.optionalText($0)
            }, advice: try row.text("advice"), owner: owner, due: try row.day("proposed_due"))
    }
}

extension ObstacleDecision {
    fileprivate init?(_ row: ResultRow) throws {
        guard let order = try row.optionalInteger("order_number") else { return nil }
        self.init(
            choice: try row.optionalInteger("choice").map(Int.init),
            words: try row.optionalText("words"), on: try row.day("decided_on"), order: order)
    }
}

extension ObstacleEntry {
    fileprivate init(_ row: ResultRow) throws {
        let word = try row.text("act")
        let act = ObstacleAct(rawValue: word)
        guard act != nil || word == "raised" else { throw WrongColumn(column: "act") }
        self.init(
            act: act, unit: try row.optionalText("unit_id"), by: try row.text("by_member"),
            at: try row.instant("done_at"), on: try row.day("done_on"),
            text: try row.optionalText("text"), leader: try row.optionalIdentifier("leader_id"))
    }
}
