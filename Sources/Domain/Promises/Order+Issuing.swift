package import Basics
package import People
import Rules
package import Storage
import Texts

/// An order as it was typed.
package struct OrderDraft: Sendable, Hashable {
    let kind: OrderKind?
    package let subject: Subject?
    let title: String
    let asked: String
    let owner: String
    let coOwners: [String]
    let leader: String
    let due: String
    /// The identifier of a clock rule, instead of a day.
    let clock: String
    let origin: String
    let originOn: String

    package init(
        kind: String?, subject: Subject? = nil, title: String?, asked: String?, owner: String?,
        coOwners: [String] = [], leader: String? = nil, due: String? = nil, clock: String? = nil,
        origin: String? = nil, originOn: String? = nil
    ) {
        self.kind = kind.flatMap(OrderKind.init)
        self.subject = subject
        self.title = trimmed(title ?? "")
        self.asked = trimmed(asked ?? "")
        self.owner = trimmed(owner ?? "")
        self.coOwners = coOwners.map { trimmed($0) }.filter { !$0.isEmpty }
        self.leader = trimmed(leader ?? "")
        self.due = trimmed(due ?? "")
        self.clock = trimmed(clock ?? "")
        self.origin = trimmed(origin ?? "")
        self.originOn = trimmed(originOn ?? "")
    }
}

extension OrderDraft {
    /// What is sent, by `sender` on `today`; refused with every reason at once. `leaders` are those
    /// who may be named.
    fileprivate func checked(
        sender: String?, leaders: [Identifier], rules: OrderRules, today: Day
    ) throws(OrderRefusal) -> CheckedOrder {
        var problems: [Problem] = []
        if kind == nil { problems.append(Problem("请选种类", at: .field("kind"))) }
        if sender == nil {
            problems.append(Problem("须以一个单位的名义发件，命令行用 --as 写明是谁"))
        }
        problems += letters(
            [(title, "title", .lettersOfOrderTitle), (asked, "asked", .lettersOfOrder)],
            isRequired: true)
        problems += letters([(origin, "origin", .lettersOfOrderReason)], isRequired: false)
        problems += unitProblems(sender: sender, rules: rules, today: today)
        let named = leader.isEmpty ? nil : leaders.first { $0.text == leader }
        if !leader.isEmpty, named == nil {
            problems.append(Problem("请从在任的市领导中选", at: .field("leader")))
        }
        let (day, dueProblems) = dueDay(rules: rules, today: today)
        problems += dueProblems
        let originDay = Day(text: originOn)
        if !originOn.isEmpty, originDay == nil {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("origin_on")))
        }
        if let originDay, originDay > today {
            problems.append(Problem("\(originDay)还没有到", at: .field("origin_on")))
        }
        guard problems.isEmpty, let kind, let sender, let day else {
            throw OrderRefusal(problems)
        }
        return CheckedOrder(
            kind: kind, sender: sender, leader: named, due: day, originOn: originDay)
    }

    private func unitProblems(sender: String?, rules: OrderRules, today: Day) -> [Problem] {
        func stands(_ id: String) -> Bool { rules.units[id]?.exists(on: today) ?? false }
        var problems: [Problem] = []
        if owner.isEmpty || !stands(owner) {
            problems.append(Problem("请选主办单位", at: .field("owner")))
        } else if owner == sender {
            problems.append(Problem("主办单位不能是发件单位自己：自己不能销自己的号", at: .field("owner")))
        }
        let field = Place.field("co_owners")
        if coOwners.contains(where: { !stands($0) }) {
            problems.append(Problem("协办单位里有不认识或已撤销的单位", at: field))
        }
        if coOwners.contains(owner) || Set(coOwners).count < coOwners.count {
            problems.append(Problem("主办、协办单位有重复", at: field))
        }
        if let sender, coOwners.contains(sender) {
            problems.append(Problem("发件单位不能同时是协办单位", at: field))
        }
        if coOwners.count > Limit.coOwnersOfOrder.count {
            problems.append(Problem("协办单位最多\(Limit.coOwnersOfOrder.count)个", at: field))
        }
        return problems
    }

    private func dueDay(rules: OrderRules, today: Day) -> (Day?, [Problem]) {
        switch (due.isEmpty, clock.isEmpty) {
        case (true, true): return (nil, [Problem("请写期限，或选一条时限规则", at: .field("due"))])
        case (false, false): return (nil, [Problem("期限和时限规则只写一样", at: .field("due"))])
        case (true, false):
            guard let rule = rules.folder.clock(clock, on: today) else {
                return (nil, [Problem("没有这条时限规则", at: .field("clock"))])
            }
            return (rule.due(after: today, by: rules.folder.calendar).day, [])
        case (false, true): return typedDue(due, today: today)
        }
    }
}

/// A due day as it was typed: not before today, not out of all reckoning.
func typedDue(_ text: String, today: Day) -> (Day?, [Problem]) {
    guard let day = Day(text: text) else {
        return (nil, [Problem("日期应写作 2026-10-31", at: .field("due"))])
    }
    if day < today { return (nil, [Problem("\(day)已经过了", at: .field("due"))]) }
    if day.number - today.number > Limit.daysOfOrder.count {
        return (nil, [Problem("期限最远十年", at: .field("due"))])
    }
    return (day, [])
}

private struct CheckedOrder {
    let kind: OrderKind
    let sender: String
    let leader: Identifier?
    let due: Day
    let originOn: Day?
}

extension Transaction {
    /// Sends an order in the name of the actor's unit; gives its number. Whether the actor may see
    /// its subject is for the caller to have asked.
    package func send(
        _ draft: OrderDraft, rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.issueOrders)
        let sender = occasion.actor.unit.map { rules.worker(for: $0, on: today) }
        let checked = try draft.checked(
            sender: sender, leaders: try leaders(units: rules.units).map(\.id), rules: rules,
            today: today)
        let number = try nextNumber(of: "promise_order")
        let mark = OrderMark(
            kind: checked.kind, year: today.year,
            serial: try nextSerial(of: checked.kind, in: today.year))
        try run(
            """
            INSERT INTO promise_order (city_id, number, kind, year, running, subject_noun,
                subject_id, title, asked, sender_unit, sent_by, sent_on, sent_at, owner_unit,
                leader_id, origin, origin_on, state, deadline, version)
            VALUES (\(city), \(number), \(mark.kind.rawValue), \(mark.year), \(mark.serial),
                \(draft.subject?.noun), \(draft.subject?.id), \(draft.title), \(draft.asked),
                \(checked.sender), \(occasion.actor.name), \(today), \(occasion.at),
                \(draft.owner), \(checked.leader),
                \(draft.origin.isEmpty ? nil : draft.origin), \(checked.originOn),
                \(OrderState.issued.rawValue), 1, 1)
            """)
        for unit in draft.coOwners {
            try run(
                """
                INSERT INTO promise_co_owner (city_id, order_number, unit_id)
                VALUES (\(city), \(number), \(unit))
                """)
        }
        try setDeadline(
            of: number,
            OrderDeadline(
                number: 1, round: 1, due: checked.due,
                clock: draft.clock.isEmpty ? nil : draft.clock, reason: .first), occasion)
        try keep(
            "sent", of: number, on: today, text: nil, source: nil, due: checked.due, occasion)
        try record(
            "order.sent", on: [Order.subject(number)] + [draft.subject].compactMap(\.self),
            by: occasion.actor.name, at: occasion.at,
            body: .object([
                "mark": .string(mark.text), "owner": .string(draft.owner),
                "due": .string(checked.due.description),
            ]))
        return number
    }

    /// Members who may be named as the leader of an order, in the order of their names.
    package func leaders(units: Units) throws -> [Member] {
        try members(units: units).filter { $0.roles.contains(.leader) && !$0.isDisabled }
    }

    /// One writer a city at a time, so nobody else draws it; withdrawn orders keep theirs.
    private func nextSerial(of kind: OrderKind, in year: Int) throws -> Int {
        try rows(
            """
            SELECT coalesce(max(running), 0) AS last FROM promise_order
            WHERE city_id = \(city) AND kind = \(kind.rawValue) AND year = \(year)
            """)[0].int("last") + 1
    }

    func setDeadline(
        of number: Int64, _ deadline: OrderDeadline, _ occasion: Occasion
    ) throws {
        try run(
            """
            INSERT INTO promise_deadline (city_id, order_number, number, round, due_on, clock,
                reason, set_at)
            VALUES (\(city), \(number), \(deadline.number), \(deadline.round), \(deadline.due),
                \(deadline.clock), \(deadline.reason.rawValue), \(occasion.at))
            """)
    }

    /// A line of what was done with an order.
    func keep(
        _ act: String, of number: Int64, on today: Day, text: String?, source: Identifier?,
        due: Day?, from: String? = nil, to: String? = nil, _ occasion: Occasion
    ) throws {
        let line = try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM promise_act
            WHERE city_id = \(city) AND order_number = \(number)
            """)[0].integer("last")
        try run(
            """
            INSERT INTO promise_act (city_id, order_number, number, act, unit_id, by_member,
                done_at, done_on, text, source_id, due_on, from_unit, to_unit)
            VALUES (\(city), \(number), \(line + 1), \(act), \(occasion.actor.unit),
                \(occasion.actor.name), \(occasion.at), \(today), \(text), \(source), \(due),
                \(from), \(to))
            """)
    }
}
