package import Basics
package import People
import Rules
package import Storage
import Texts

/// An obstacle as it was typed.
package struct ObstacleDraft: Sendable, Hashable {
    package let subject: Subject?
    let title: String
    let stuck: String
    let since: String

    package init(subject: Subject? = nil, title: String?, stuck: String?, since: String?) {
        self.subject = subject
        self.title = trimmed(title ?? "")
        self.stuck = trimmed(stuck ?? "")
        self.since = trimmed(since ?? "")
    }
}

/// Something done with an obstacle, as it was typed. What an act doesn't read is left aside.
package struct ObstacleActDraft: Sendable, Hashable {
    let act: ObstacleAct?
    let options: [String]
    let advice: String
    let owner: String
    let due: String
    let leader: String
    /// Why, or the words of the decision.
    let text: String
    /// The place of the option chosen, from 1.
    let choice: String

    package init(
        act: String?, options: [String] = [], advice: String? = nil, owner: String? = nil,
        due: String? = nil, leader: String? = nil, text: String? = nil, choice: String? = nil
    ) {
        self.act = act.flatMap(ObstacleAct.init)
        self.options = options.map { trimmed($0) }.filter { !$0.isEmpty }
        self.advice = trimmed(advice ?? "")
        self.owner = trimmed(owner ?? "")
        self.due = trimmed(due ?? "")
        self.leader = trimmed(leader ?? "")
        self.text = trimmed(text ?? "")
        self.choice = trimmed(choice ?? "")
    }
}

extension Obstacle {
    /// What the reader may do with it now, in the order of the enumeration.
    package func acts(for actor: Actor) -> [ObstacleAct] {
        ObstacleAct.allCases.filter { act in
            guard act.states.contains(state) else { return false }
            switch actor {
            case .operator: return act != .decide
            case .member(let member):
                return member.may(act.permission) && (act != .decide || member.id == leader)
            }
        }
    }

    fileprivate func allowed(
        _ draft: ObstacleActDraft, _ actor: Actor
    ) throws(OrderRefusal) -> ObstacleAct {
        guard let act = draft.act else {
            throw OrderRefusal([Problem("请选办什么", at: .field("act"))])
        }
        var problems: [Problem] = []
        if !act.states.contains(state) {
            problems.append(Problem("这一件\(state.label)，不能\(act.label)"))
        } else if act == .decide, !acts(for: actor).contains(act) {
            problems.append(Problem("由呈送的那位领导本人批示"))
        }
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        return act
    }
}

extension ObstacleDraft {
    fileprivate func checked(unit: String?, today: Day) throws(OrderRefusal) -> Day {
        var problems: [Problem] = []
        if unit == nil { problems.append(Problem("须以一个单位的名义提出，命令行用 --as 写明是谁")) }
        problems += letters(
            [(title, "title", .lettersOfOrderTitle), (stuck, "stuck", .lettersOfObstacle)],
            isRequired: true)
        let day = Day(text: since)
        if day == nil {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("since")))
        } else if let day, day > today {
            problems.append(Problem("\(day)还没有到", at: .field("since")))
        }
        guard problems.isEmpty, let day else { throw OrderRefusal(problems) }
        return day
    }
}

extension ObstacleActDraft {
    fileprivate func preparation(
        rules: OrderRules, today: Day
    ) throws(OrderRefusal) -> ObstaclePreparation {
        var problems: [Problem] = []
        if options.isEmpty {
            problems.append(Problem("至少写一种办法", at: .field("option_1")))
        }
        if options.count > Limit.optionsOfObstacle.count {
            problems.append(
                Problem("最多写\(Limit.optionsOfObstacle.count)种办法", at: .field("option_3")))
        }
        for (place, option) in options.prefix(Limit.optionsOfObstacle.count).enumerated() {
            problems += letters(
                [(option, "option_\(place + 1)", .lettersOfOption)], isRequired: true)
        }
        problems += letters([(advice, "advice", .lettersOfAdvice)], isRequired: true)
        if !(rules.units[owner]?.exists(on: today) ?? false) {
            problems.append(Problem("请选主办单位", at: .field("owner")))
        }
        let (day, found) = typedDue(due, today: today)
        problems += found
        guard problems.isEmpty, let day else { throw OrderRefusal(problems) }
        return ObstaclePreparation(options: options, advice: advice, owner: owner, due: day)
    }

    /// The option chosen, of as many as there are.
    fileprivate func chosen(of count: Int) throws(OrderRefusal) -> Int? {
        var problems = letters([(text, "text", .lettersOfDecision)], isRequired: false)
        let place = Int(choice)
        if !choice.isEmpty, !(place.map { (1...max(1, count)).contains($0) } ?? false) {
            problems.append(Problem("没有这一种办法", at: .field("choice")))
        }
        if choice.isEmpty, text.isEmpty {
            problems.append(Problem("请选一种办法，或写批示", at: .field("choice")))
        }
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        return place
    }
}

extension Transaction {
    /// Raises an obstacle in the name of the actor's unit; gives its number. Whether the actor may
    /// see its subject is for the caller to have asked.
    package func raise(
        _ draft: ObstacleDraft, rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.answerOrders)
        let worker = occasion.actor.unit.map { rules.worker(for: $0, on: today) }
        let since = try draft.checked(unit: worker, today: today)
        guard let unit = worker else { throw UnknownOrder() }
        let number = try nextNumber(of: "promise_obstacle")
        try run(
            """
            INSERT INTO promise_obstacle (city_id, number, subject_noun, subject_id, title, stuck,
                since_on, raised_unit, raised_on, state, version)
            VALUES (\(city), \(number), \(draft.subject?.noun), \(draft.subject?.id),
                \(draft.title), \(draft.stuck), \(since), \(unit), \(today),
                \(ObstacleState.raised.rawValue), 1)
            """)
        try keep("raised", ofObstacle: number, on: today, text: nil, leader: nil, occasion)
        try record(
            "obstacle.raised",
            on: [Obstacle.subject(number)] + [draft.subject].compactMap(\.self),
            by: occasion.actor.name, at: occasion.at,
            body: .object(["unit": .string(unit), "since": .string(since.description)]))
        return number
    }

    /// Does something with an obstacle as it stood at `version`. Deciding sends the order that the
    /// decision becomes.
    package func act(
        _ draft: ObstacleActDraft, onObstacle number: Int64, version: Int64, rules: OrderRules,
        today: Day, _ occasion: Occasion
    ) throws {
        let actor = occasion.actor
        try actor.require(draft.act?.permission ?? .prepareObstacles)
        guard let obstacle = try obstacle(number, visibleTo: actor.sight) else {
            throw UnknownOrder()
        }
        let act = try obstacle.allowed(draft, actor)
        guard version == obstacle.version else {
            throw StaleVersion(
                subject: obstacle.id, version: version,
                stored: try rows(
                    """
                    SELECT * FROM promise_obstacle
                    WHERE city_id = \(city) AND number = \(number)
                    """
                ).first)
        }
        var body: [JSONMember] = []
        var leader = obstacle.leader
        let change: Query
        switch act {
        case .prepare:
            let prepared = try draft.preparation(rules: rules, today: today)
            change = columns(prepared)
            body = [JSONMember("owner", .string(prepared.owner))]
        case .present:
            let chosen = try reader(draft, of: obstacle, rules: rules, today: today)
            leader = chosen
            change = "leader_id = \(chosen), presented_on = \(today)"
        case .takeBack, .settle:
            let found = letters(
                [(draft.text, "text", .lettersOfOrderReason)], isRequired: true)
            guard found.isEmpty else { throw OrderRefusal(found) }
            change = "leader_id = NULL, presented_on = NULL"
        case .decide:
            let order = try decide(obstacle, draft, rules: rules, today: today, occasion)
            change = order.columns
            body = [JSONMember("order", .integer(order.number))]
        }
        try save(obstacle, act.leads, change)
        try keep(
            act.rawValue, ofObstacle: number, on: today,
            text: draft.text.isEmpty ? nil : draft.text,
            leader: act == .prepare || act == .settle ? nil : leader, occasion)
        if let leader, act != .prepare { body.append(JSONMember("leader", .string(leader.text))) }
        try record(
            "obstacle.\(act.rawValue)",
            on: [obstacle.id] + [obstacle.subject].compactMap(\.self), by: actor.name,
            at: occasion.at, body: .object(body))
    }

    private func save(_ obstacle: Obstacle, _ state: ObstacleState, _ change: Query) throws {
        let row: Query = "city_id = \(city) AND number = \(obstacle.number)"
        try update(
            obstacle.id, from: obstacle.version,
            """
            UPDATE promise_obstacle SET \(change), state = \(state.rawValue), version = version + 1
            WHERE \(row) AND version = \(obstacle.version) RETURNING version
            """, current: "SELECT * FROM promise_obstacle WHERE \(row)")
    }

    private func columns(_ prepared: ObstaclePreparation) -> Query {
        func option(_ place: Int) -> String? {
            prepared.options.indices.contains(place) ? prepared.options[place] : nil
        }
        return """
            option_1 = \(option(0)), option_2 = \(option(1)), option_3 = \(option(2)),
                advice = \(prepared.advice), owner_unit = \(prepared.owner),
                proposed_due = \(prepared.due)
            """
    }

    /// The leader to whom it may be brought. One writer a city at a time, so that nobody else
    /// presents between the count and the saving.
    private func reader(
        _ draft: ObstacleActDraft, of obstacle: Obstacle, rules: OrderRules, today: Day
    ) throws -> Identifier {
        let named = try leaders(units: rules.units).first { $0.id.text == draft.leader }
        guard let named else {
            throw OrderRefusal([Problem("请从在任的市领导中选", at: .field("leader"))])
        }
        var problems: [Problem] = []
        if try obstacleCount(before: named.id) >= Limit.obstaclesBeforeLeader.count {
            problems.append(
                Problem(
                    "这位领导已有\(Limit.obstaclesBeforeLeader.count)件待批示，请等批示或撤回一件",
                    at: .field("leader")))
        }
        if let owner = obstacle.preparation?.owner,
            rules.worker(for: owner, on: today) == rules.worker(for: named.unit, on: today)
        {
            problems.append(
                Problem("主办单位就是这位领导的单位，交办不出去，请另定主办单位", at: .field("leader")))
        }
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        return named.id
    }

    /// Sends the order, and gives what the obstacle keeps of it.
    private func decide(
        _ obstacle: Obstacle, _ draft: ObstacleActDraft, rules: OrderRules, today: Day,
        _ occasion: Occasion
    ) throws -> (number: Int64, columns: Query) {
        guard let prepared = obstacle.preparation else { throw UnknownOrder() }
        var problems: [Problem] = []
        var choice: Int?
        do { choice = try draft.chosen(of: prepared.options.count) } catch {
            problems += error.problems
        }
        problems += typedDue(draft.due, today: today).1
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        var asked: [String] = []
        if let choice { asked.append("同意第\(choice)种办法：\(prepared.options[choice - 1])") }
        if !draft.text.isEmpty { asked.append("批示：\(draft.text)") }
        asked.append("情况：\(obstacle.stuck)")
        let number = try send(
            OrderDraft(
                kind: OrderKind.instruction.rawValue, subject: obstacle.subject,
                title: obstacle.title,
                asked: asked.joined(separator: "\n"),
                owner: rules.worker(for: prepared.owner, on: today),
                leader: obstacle.leader?.text, due: draft.due,
                origin: "专报第\(obstacle.number)号的批示", originOn: today.description),
            rules: rules, today: today, occasion)
        let words: String? = draft.text.isEmpty ? nil : draft.text
        return (
            number,
            """
            choice = \(choice.map(Int64.init)), words = \(words), decided_on = \(today),
                order_number = \(number)
            """
        )
    }

    /// A line of what was done with an obstacle.
    private func keep(
        _ act: String, ofObstacle number: Int64, on today: Day, text: String?,
        leader: Identifier?, _ occasion: Occasion
    ) throws {
        let line = try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM promise_obstacle_act
            WHERE city_id = \(city) AND obstacle_number = \(number)
            """)[0].integer("last")
        try run(
            """
            INSERT INTO promise_obstacle_act (city_id, obstacle_number, number, act, unit_id,
                by_member, done_at, done_on, text, leader_id)
            VALUES (\(city), \(number), \(line + 1), \(act), \(occasion.actor.unit),
                \(occasion.actor.name), \(occasion.at), \(today), \(text), \(leader))
            """)
    }
}
