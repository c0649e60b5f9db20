package import Basics
package import Evidence
package import People
import Rules
package import Storage
import Texts

/// Something done with an order, as it was typed.
package struct OrderActDraft: Sendable, Hashable {
    let act: OrderAct?
    let text: String
    /// What shows it: a paper's number, a place where it can be seen.
    let shows: String
    let due: String
    let file: EvidenceFile?

    package init(
        act: String?, text: String? = nil, shows: String? = nil, due: String? = nil,
        file: EvidenceFile? = nil
    ) {
        self.act = act.flatMap(OrderAct.init)
        self.text = trimmed(text ?? "")
        self.shows = trimmed(shows ?? "")
        self.due = trimmed(due ?? "")
        self.file = file
    }
}

extension OrderAct {
    /// Whose act it is.
    enum Side: Sendable { case owner, anyOwner, sender }

    var side: Side {
        switch self {
        case .answer: .anyOwner
        case .extend: .owner
        case .close, .giveBack, .withdraw, .grant, .refuse, .pause, .resume: .sender
        }
    }

    var permission: Permission { side == .sender ? .issueOrders : .answerOrders }

    /// The states in which it can be done.
    package var states: Set<OrderState> {
        switch self {
        case .answer: [.issued, .returned, .answered]
        case .close, .giveBack: [.answered]
        case .withdraw, .resume: [.issued, .returned, .answered]
        case .extend, .grant, .refuse, .pause: [.issued, .returned]
        }
    }

    /// The state after it; nil where it stays.
    fileprivate var leads: OrderState? {
        switch self {
        case .answer: .answered
        case .close: .closed
        case .giveBack: .returned
        case .withdraw: .withdrawn
        case .extend, .grant, .refuse, .pause, .resume: nil
        }
    }

    /// Whether a file may show it.
    package var takesFile: Bool { self == .answer || self == .close }

    fileprivate var needsText: Bool {
        switch self {
        case .answer, .giveBack, .withdraw, .extend, .refuse, .pause: true
        case .close, .grant, .resume: false
        }
    }
}

extension Order {
    /// What the reader may do with it now, in the order of the enumeration.
    package func acts(
        for actor: Actor, rules: OrderRules, today: Day
    ) -> [OrderAct] {
        OrderAct.allCases.filter { act in
            act.states.contains(state) && standing(act) == nil
                && isFor(actor, act.side, rules: rules, today: today) && actor.may(act.permission)
        }
    }

    /// Whether the actor's unit is on that side, for itself or for one that it took over. The
    /// operator of the machine is on each.
    fileprivate func isFor(
        _ actor: Actor, _ side: OrderAct.Side, rules: OrderRules, today: Day
    ) -> Bool {
        guard let unit = actor.unit else { return true }
        func works(for other: String) -> Bool { rules.worker(for: other, on: today) == unit }
        switch side {
        case .sender: return works(for: sender)
        case .owner: return works(for: owner)
        case .anyOwner: return works(for: owner) || coOwners.contains(where: works)
        }
    }

    /// What speaks against an act beside the state.
    fileprivate func standing(_ act: OrderAct) -> Problem? {
        switch act {
        case .extend where askedUntil != nil: Problem("上一次申请的延期还没有答复")
        case .extend where pausedOn != nil, .grant where pausedOn != nil,
            .pause where pausedOn != nil:
            Problem("暂停计时中，请先恢复")
        case .grant where askedUntil == nil, .refuse where askedUntil == nil:
            Problem("没有要答复的延期申请")
        case .resume where pausedOn == nil: Problem("没有暂停计时")
        default: nil
        }
    }

    /// The day that an act sets or asks for; refused with every reason at once.
    fileprivate func checked(
        _ draft: OrderActDraft, _ actor: Actor, rules: OrderRules, today: Day
    ) throws(OrderRefusal) -> (act: OrderAct, due: Day?) {
        guard let act = draft.act else {
            throw OrderRefusal([Problem("请选办什么", at: .field("act"))])
        }
        var problems: [Problem] = []
        if !act.states.contains(state) {
            problems.append(Problem("这一件\(state.label)，不能\(act.label)"))
        } else if let problem = standing(act) {
            problems.append(problem)
        }
        if !isFor(actor, act.side, rules: rules, today: today) {
            problems.append(act.side.problem)
        }
        problems += letters(
            [(draft.text, "text", act == .answer ? .lettersOfOrder : .lettersOfOrderReason)],
            isRequired: act.needsText)
        problems += letters(
            [(draft.shows, "shows", .lettersOfOrderReason)],
            isRequired: act == .close && draft.file == nil)
        if let file = draft.file {
            problems +=
                act.takesFile
                ? file.problems : [Problem("这一步不交文件", at: .field("file"))]
        }
        var due: Day?
        if act == .extend || act == .giveBack && !draft.due.isEmpty {
            let (day, found) = typedDue(draft.due, today: today)
            problems += found
            due = day
            if act == .extend, let day, day <= deadline.due {
                problems.append(
                    Problem("申请的日期须晚于现在的期限\(deadline.due)", at: .field("due")))
            }
            if act == .giveBack, pausedOn != nil {
                problems.append(Problem("暂停计时中，另定期限请先恢复", at: .field("due")))
            }
        } else if !draft.due.isEmpty {
            problems.append(Problem("这一步不写期限", at: .field("due")))
        }
        guard problems.isEmpty else { throw OrderRefusal(problems) }
        return (act, due)
    }

    /// The deadline that an act sets; nil where the one in force stays.
    fileprivate func deadline(
        after act: OrderAct, _ due: Day?, rules: OrderRules, today: Day
    ) -> OrderDeadline? {
        func next(_ day: Day, _ reason: DeadlineReason) -> OrderDeadline {
            let isPause = reason == .paused
            return OrderDeadline(
                number: deadline.number + 1, round: deadline.round + (isPause ? 0 : 1), due: day,
                clock: isPause ? deadline.clock : nil, reason: reason)
        }
        switch act {
        case .grant: return askedUntil.map { next($0, .extended) }
        case .giveBack: return due.map { next($0, .reworked) }
        case .resume:
            let moved = rules.due(of: self, resumedOn: today)
            return moved == deadline.due ? nil : next(moved, .paused)
        case .answer, .close, .withdraw, .extend, .refuse, .pause: return nil
        }
    }
}

extension OrderAct.Side {
    fileprivate var problem: Problem {
        switch self {
        case .owner: Problem("由主办单位办")
        case .anyOwner: Problem("由主办或协办单位办")
        case .sender: Problem("由发件单位办")
        }
    }
}

extension Transaction {
    /// Does something with an order as it stood at `version`. `source` is drawn for what shows it.
    package func act(
        _ draft: OrderActDraft, on number: Int64, version: Int64, source id: Identifier,
        rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws {
        let actor = occasion.actor
        try actor.require(draft.act?.permission ?? .answerOrders)
        guard let order = try order(number, visibleTo: actor.sight) else { throw UnknownOrder() }
        let (act, due) = try order.checked(draft, actor, rules: rules, today: today)
        let deadline = order.deadline(after: act, due, rules: rules, today: today)
        let asked: Day? = act == .extend ? due : act.drops ? nil : order.askedUntil
        let paused: Day? =
            act == .pause ? today : act == .resume || act.ends ? nil : order.pausedOn
        let row: Query = "city_id = \(city) AND number = \(number)"
        try update(
            order.id, from: version,
            """
            UPDATE promise_order SET state = \((act.leads ?? order.state).rawValue),
                deadline = \(deadline?.number ?? order.deadline.number), asked_until = \(asked),
                paused_on = \(paused), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM promise_order WHERE \(row)")
        if let deadline { try setDeadline(of: number, deadline, occasion) }
        var shown: Identifier?
        if !draft.shows.isEmpty || draft.file != nil {
            shown = id
            let hash = try draft.file.map { try saveFile($0.bytes) }
            try save(
                Source(
                    id: id, kind: .evidence,
                    title: draft.shows.isEmpty ? draft.file?.name ?? "" : draft.shows,
                    fileHash: hash?.text, learntAt: occasion.at, by: actor.name))
        }
        try keep(
            act.rawValue, of: number, on: today, text: draft.text.isEmpty ? nil : draft.text,
            source: shown, due: deadline?.due ?? due, occasion)
        try record(
            "order.\(act.rawValue)", on: [order.id] + [order.subject].compactMap(\.self),
            by: actor.name, at: occasion.at,
            body: .object([
                "mark": .string(order.mark.text),
                "due": JSONValue((deadline?.due ?? due)?.description),
            ]))
    }
}

extension OrderAct {
    fileprivate var ends: Bool { self == .close || self == .withdraw }
    /// Who answers, or is told how the asking ended, asks no longer.
    fileprivate var drops: Bool { ends || [.answer, .grant, .refuse].contains(self) }
}
