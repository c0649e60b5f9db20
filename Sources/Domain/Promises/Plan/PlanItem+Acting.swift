package import Basics
package import People
import Rules
package import Storage
import Texts

/// Something done with an item, as it was typed. What an act doesn't read is left aside.
package struct PlanActDraft: Sendable, Hashable {
    let act: PlanAct?
    let month: String
    let light: String
    /// How far it came, what was done.
    let text: String
    let reason: String
    let due: String
    /// Why the day has to move.
    let moved: String
    let shows: String
    /// What a change puts in the place of what stands.
    let terms: PlanDraft

    package init(_ field: (String) -> String?) {
        func typed(_ name: String) -> String { trimmed(field(name) ?? "") }
        act = field("act").flatMap(PlanAct.init)
        month = typed("month")
        light = typed("light")
        text = typed("text")
        reason = typed("reason")
        due = typed("due")
        moved = typed("moved")
        shows = typed("shows")
        terms = PlanDraft(
            text: field("text"), measure: field("measure"), owner: field("owner"),
            due: field("due"))
    }
}

/// What an act leads to.
private struct CheckedPlanAct {
    var month: Month?
    var light: PlanLight?
    var due: Day?
    var terms: CheckedPlan?
}

extension PlanItem {
    /// What the reader may do with it now, in the order of the enumeration.
    package func acts(for actor: Actor, rules: OrderRules, today: Day) -> [PlanAct] {
        guard actor.may(.workPlans) else { return [] }
        return PlanAct.allCases.filter { act in
            act.states.contains(state) && against(act) == nil
                && isFor(actor, act, rules: rules, today: today)
        }
    }

    /// Whether the act is the actor's: who is to do it reports, the unit that set it decides.
    private func isFor(
        _ actor: Actor, _ act: PlanAct, rules: OrderRules, today: Day
    ) -> Bool {
        if act.isOwners { return isOwn(of: actor, rules: rules, today: today) }
        guard let unit = actor.unit else { return true }
        return rules.worker(for: setter, on: today) == unit
    }

    /// What speaks against an act beside the state.
    private func against(_ act: PlanAct) -> Problem? {
        switch act {
        case .report where owner == nil, .finish where owner == nil:
            Problem("这一项没有责任单位，不报进展")
        case .grant where askedUntil == nil, .refuse where askedUntil == nil:
            Problem("没有要答复的改期申请")
        default: nil
        }
    }

    /// Refused with every reason at once. `parent` and `below` as they stand now.
    fileprivate func checked(
        _ draft: PlanActDraft, parent: PlanItem?, below: [PlanItem], _ actor: Actor,
        rules: OrderRules, today: Day
    ) throws(PlanRefusal) -> (act: PlanAct, found: CheckedPlanAct) {
        guard let act = draft.act else {
            throw PlanRefusal([Problem("请选办什么", at: .field("act"))])
        }
        var problems: [Problem] = []
        if !act.states.contains(state) {
            problems.append(Problem("这一项\(state.label)，不能\(act.label)"))
        } else if let problem = against(act) {
            problems.append(problem)
        }
        if !isFor(actor, act, rules: rules, today: today) {
            problems.append(act.isOwners ? Problem("由责任单位办") : Problem("由编入这一项的单位办"))
        }
        var found = CheckedPlanAct()
        let open = below.filter(\.state.isOpen)
        switch act {
        case .report:
            problems += reported(draft, parent, open, today: today, into: &found)
        case .finish:
            problems += letters(
                [
                    (draft.text, "text", .lettersOfProgress),
                    (draft.shows, "shows", .lettersOfPlanItem),
                ], isRequired: true)
            problems += unfinished(open)
        case .confirm: problems += unfinished(open)
        case .grant:
            found.due = askedUntil
            if let day = askedUntil, let last = parent?.due, day > last {
                problems.append(Problem("申请的日期晚于上级任务的期限\(last)，请先调整上级"))
            }
        case .giveBack, .refuse: problems += reason(draft)
        case .drop: problems += reason(draft) + unfinished(open)
        case .change:
            problems += reason(draft)
            let (terms, wrong) = draft.terms.checked(
                under: parent,
                owners: Set(rules.planOwners(for: actor, on: today) + [owner].compactMap(\.self)),
                today: today, setOn: due)
            problems += wrong
            problems += late(open, terms)
            found.terms = terms
            if let terms, replaced(by: terms).isEmpty {
                problems.append(Problem("没有改动"))
            }
        }
        guard problems.isEmpty else { throw PlanRefusal(problems) }
        return (act, found)
    }

    /// A month's report: what isn't green says why, a day that moves says why as well.
    private func reported(
        _ draft: PlanActDraft, _ parent: PlanItem?, _ open: [PlanItem], today: Day,
        into found: inout CheckedPlanAct
    ) -> [Problem] {
        var problems = letters([(draft.text, "text", .lettersOfProgress)], isRequired: true)
        let present = Month(of: today)
        found.month = draft.month.isEmpty ? present : Month(text: draft.month)
        let first = max(Month(of: setOn), present.previous)
        if found.month.map({ !(first...present).contains($0) }) ?? true {
            problems.append(Problem("只报本月或上月的，编入之前的月份不报", at: .field("month")))
        }
        found.light = PlanLight(rawValue: draft.light)
        if found.light == nil { problems.append(Problem("请选亮什么灯", at: .field("light"))) }
        let isGreen = found.light == .green
        problems += letters(
            [(draft.reason, "reason", .lettersOfProgress)],
            isRequired: found.light != nil && !isGreen)
        if isGreen {
            if isOverdue(on: today) {
                problems.append(Problem("已过期限，不能报绿灯", at: .field("light")))
            } else if open.contains(where: { $0.light == .red || $0.isOverdue(on: today) }) {
                problems.append(
                    Problem("下面分解的任务有红灯或逾期的，不能报绿灯", at: .field("light")))
            }
        }
        if !draft.due.isEmpty {
            let (day, wrong) = typedDue(draft.due, today: today)
            problems += wrong
            found.due = day
            if let day, let due, day <= due {
                problems.append(Problem("申请的日期须晚于现在的期限\(due)", at: .field("due")))
            }
            if let day, let last = parent?.due, day > last {
                problems.append(Problem("不能晚于上级任务的期限\(last)", at: .field("due")))
            }
            if askedUntil != nil {
                problems.append(Problem("上一次申请的改期还没有答复", at: .field("due")))
            }
        }
        problems += letters(
            [(draft.moved, "moved", .lettersOfProgress)], isRequired: !draft.due.isEmpty)
        if draft.due.isEmpty, !draft.moved.isEmpty {
            problems.append(Problem("写了改期的原因，没有写改到哪一天", at: .field("due")))
        }
        return problems
    }

    private func reason(_ draft: PlanActDraft) -> [Problem] {
        letters([(draft.reason, "reason", .lettersOfProgress)], isRequired: true)
    }

    private func unfinished(_ open: [PlanItem]) -> [Problem] {
        open.isEmpty ? [] : [Problem("下面还有\(open.count)项没有完成，请先办结或取消")]
    }

    /// What stands below can't be due after it.
    private func late(_ open: [PlanItem], _ terms: CheckedPlan?) -> [Problem] {
        guard let day = terms?.due else { return [] }
        return open.compactMap { item in
            guard let last = [item.due, item.askedUntil].compactMap(\.self).max(), last > day
            else { return nil }
            return Problem("下面的“\(item.text)”要到\(last)", at: .field("due"))
        }
    }

    /// What a change replaces, as it was. A measure that was not there is empty.
    fileprivate func replaced(by terms: CheckedPlan) -> PlanTerms {
        PlanTerms(
            text: terms.text == text ? nil : text,
            measure: terms.measure == measure ? nil : measure ?? "",
            owner: terms.owner == owner ? nil : owner ?? "", due: terms.due == due ? nil : due)
    }
}

extension Transaction {
    /// Does something with an item as it stood at `version`.
    package func act(
        _ draft: PlanActDraft, onPlanItem number: Int64, version: Int64, rules: OrderRules,
        today: Day, _ occasion: Occasion
    ) throws {
        let actor = occasion.actor
        try actor.require(.workPlans)
        guard let item = try planItem(number, visibleTo: actor.sight) else {
            throw UnknownPlanItem()
        }
        let parent = try item.parent.flatMap { try planItem($0, visibleTo: .all) }
        let (act, found) = try item.checked(
            draft, parent: parent, below: try below(item), actor, rules: rules, today: today)
        try save(act, found, on: item, version: version)
        try keep(draft, act, found, on: item, today: today, occasion)
        try record(
            "plan.\(act.rawValue)", on: [item.id], by: actor.name, at: occasion.at,
            body: .object([
                "light": JSONValue(found.light?.rawValue),
                "due": JSONValue((found.terms?.due ?? found.due)?.description),
            ]))
    }

    private func save(
        _ act: PlanAct, _ found: CheckedPlanAct, on item: PlanItem, version: Int64
    ) throws {
        let row: Query = "city_id = \(city) AND number = \(item.number)"
        // A month that was passed by is reported late, and the later one's light stays.
        let isLatest =
            found.month.map { month in item.reported.map { $0 <= month } ?? true } ?? false
        let month = isLatest ? found.month : item.reported
        let asked: Day? =
            switch act {
            case .report: found.due ?? item.askedUntil
            case .giveBack: item.askedUntil
            case .finish, .confirm, .grant, .refuse, .change, .drop: nil
            }
        try update(
            item.id, from: version,
            """
            UPDATE plan_item SET state = \((act.leads ?? item.state).rawValue),
                light = \((isLatest ? found.light : item.light)?.rawValue),
                reported = \(month?.description), asked_until = \(asked),
                text = \(found.terms?.text ?? item.text),
                measure = \(found.terms.map(\.measure) ?? item.measure),
                owner_unit = \(found.terms.map(\.owner) ?? item.owner),
                due_on = \(act == .grant ? found.due : found.terms.map(\.due) ?? item.due),
                version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM plan_item WHERE \(row)")
    }

    private func keep(
        _ draft: PlanActDraft, _ act: PlanAct, _ found: CheckedPlanAct, on item: PlanItem,
        today: Day, _ occasion: Occasion
    ) throws {
        func text(_ text: String, of acts: Set<PlanAct>) -> String? {
            acts.contains(act) && !text.isEmpty ? text : nil
        }
        let line = try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM plan_act
            WHERE city_id = \(city) AND item = \(item.number)
            """)[0].integer("last")
        let was = found.terms.map(item.replaced(by:))
        let giving: Set<PlanAct> = [.report, .giveBack, .refuse, .change, .drop]
        try run(
            """
            INSERT INTO plan_act (city_id, item, number, act, unit_id, by_member, done_at, done_on,
                month, light, text, reason, due_on, moved, shows, was)
            VALUES (\(city), \(item.number), \(line + 1), \(act.rawValue),
                \(occasion.actor.unit), \(occasion.actor.name), \(occasion.at), \(today),
                \(found.month?.description), \(found.light?.rawValue),
                \(text(draft.text, of: [.report, .finish])),
                \(text(draft.reason, of: giving)), \(found.due),
                \(text(draft.moved, of: [.report])), \(text(draft.shows, of: [.finish])),
                \(was?.json.text))
            """)
    }
}
