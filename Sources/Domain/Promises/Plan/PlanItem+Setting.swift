package import Basics
package import People
import Rules
package import Storage
import Texts

/// An item as it was typed.
package struct PlanDraft: Sendable, Hashable {
    /// Of an objective; what stands under one is of its year.
    let year: String
    package let parent: Int64?
    let text: String
    let measure: String
    let owner: String
    let due: String
    package let origin: PlanOrigin?

    package init(
        year: String? = nil, parent: Int64? = nil, text: String?, measure: String? = nil,
        owner: String? = nil, due: String? = nil, origin: PlanOrigin? = nil
    ) {
        self.year = trimmed(year ?? "")
        self.parent = parent
        self.text = trimmed(text ?? "")
        self.measure = trimmed(measure ?? "")
        self.owner = trimmed(owner ?? "")
        self.due = trimmed(due ?? "")
        self.origin = origin
    }
}

/// An item's own words, checked.
struct CheckedPlan {
    let text: String
    let measure: String?
    let owner: String?
    let due: Day?
}

extension PlanDraft {
    /// What an item may say that stands under `parent`; `owners` are the units that the actor may
    /// give it to.
    func checked(
        under parent: PlanItem?, owners: Set<String>, today: Day, setOn: Day? = nil
    ) -> (CheckedPlan?, [Problem]) {
        var problems = letters([(text, "text", .lettersOfPlanItem)], isRequired: true)
        problems += letters([(measure, "measure", .lettersOfPlanItem)], isRequired: false)
        let isTask = parent != nil
        if owner.isEmpty, isTask || !due.isEmpty {
            problems.append(Problem("请选责任单位", at: .field("owner")))
        } else if !owner.isEmpty, !owners.contains(owner) {
            problems.append(Problem("只能交给在位的、归您管的单位", at: .field("owner")))
        }
        var day: Day?
        if due.isEmpty {
            if isTask || !owner.isEmpty {
                problems.append(Problem("请写完成期限", at: .field("due")))
            }
        } else if let same = setOn, Day(text: due) == same {
            day = same
        } else {
            let (found, wrong) = typedDue(due, today: today)
            problems += wrong
            day = found
        }
        if let day, let last = parent?.due, day > last {
            problems.append(Problem("不能晚于上级任务的期限\(last)", at: .field("due")))
        }
        guard problems.isEmpty else { return (nil, problems) }
        return (
            CheckedPlan(
                text: text, measure: measure.isEmpty ? nil : measure,
                owner: owner.isEmpty ? nil : owner, due: day), []
        )
    }
}

extension OrderRules {
    /// The units to which an actor may give a part of the plan: all where it is made, else the own
    /// one and those below.
    package func planOwners(for actor: Actor, on today: Day) -> [String] {
        let standing = units.all.filter { $0.exists(on: today) }.map(\.id)
        guard !actor.may(.setPlans) else { return standing }
        let range = Set(actor.unit.map { units.range(of: $0) } ?? [])
        return standing.filter(range.contains)
    }
}

extension OrderRules {
    /// The units that a paper means by a name: one by its own, 各区市 all that are districts or zones.
    package func units(called name: String, on today: Day) -> [String] {
        let standing = units.all.filter { $0.exists(on: today) }
        let kinds: Set<UnitKind> =
            switch name {
            case "各区市": [.district, .zone]
            case "各部门", "市有关部门", "各有关部门": [.department]
            case "各功能区": [.zone]
            case "各专班", "各产业链专班": [.taskForce]
            case "各园区": [.park]
            default: []
            }
        if !kinds.isEmpty { return standing.filter { kinds.contains($0.kind) }.map(\.id) }
        return standing.filter { $0.spellings.contains(name) }.map(\.id)
    }
}

extension PlanItem {
    /// Whether the actor may break it down: who makes the plan, and who is to do it.
    package func takesTasks(from actor: Actor, rules: OrderRules, today: Day) -> Bool {
        guard state == .open, above.count + 1 < Limit.levelsOfPlan.count else { return false }
        return actor.may(.setPlans)
            || actor.may(.workPlans) && isOwn(of: actor, rules: rules, today: today)
    }

    /// Whether the actor's unit is to do it, for itself or for one that it took over. The operator
    /// of the machine stands for each.
    func isOwn(of actor: Actor, rules: OrderRules, today: Day) -> Bool {
        guard let unit = actor.unit else { return true }
        return owner.map { rules.worker(for: $0, on: today) == unit } ?? false
    }
}

extension Transaction {
    /// Puts an item into the plan in the name of the actor's unit; gives its number. Whether the
    /// actor may see the paper that it comes from is for the caller to have asked.
    package func set(
        _ draft: PlanDraft, rules: OrderRules, today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        let actor = occasion.actor
        let parent = try draft.parent.map { number in
            guard let found = try planItem(number, visibleTo: actor.sight) else {
                throw UnknownPlanItem()
            }
            return found
        }
        if parent == nil || !actor.may(.workPlans) { try actor.require(.setPlans) }
        var problems: [Problem] = []
        let setter = actor.unit.map { rules.worker(for: $0, on: today) }
        if setter == nil {
            problems.append(Problem("须以一个单位的名义编入，命令行用 --as 写明是谁"))
        }
        if let parent, !parent.takesTasks(from: actor, rules: rules, today: today) {
            problems.append(parent.againstTasks)
        }
        var year = parent?.year ?? today.year
        if parent == nil, !draft.year.isEmpty {
            year = Int(draft.year) ?? 0
            if abs(year - today.year) > 1 {
                problems.append(Problem("年度写今年、去年或明年", at: .field("year")))
            }
        }
        let (checked, wrong) = draft.checked(
            under: parent, owners: Set(rules.planOwners(for: actor, on: today)), today: today)
        problems += wrong
        if try planCount(PlanFilter(year: year), visibleTo: .all) >= Limit.itemsOfPlan.count {
            problems.append(Problem("一年的计划最多\(Limit.itemsOfPlan.count)项"))
        }
        guard problems.isEmpty, let checked, let setter else { throw PlanRefusal(problems) }
        let number = try nextNumber(of: "plan_item")
        let path = ((parent.map { $0.above + [$0.number] } ?? []) + [number])
        try run(
            """
            INSERT INTO plan_item (city_id, number, year, path, text, measure, owner_unit, due_on,
                setter_unit, set_by, set_on, set_at, document, line, state, version)
            VALUES (\(city), \(number), \(year), \(planPath(path)), \(checked.text),
                \(checked.measure), \(checked.owner), \(checked.due), \(setter),
                \(actor.name), \(today), \(occasion.at), \(draft.origin?.document),
                \(draft.origin?.line), \(PlanState.open.rawValue), 1)
            """)
        try record(
            "plan.set", on: [PlanItem.subject(number)], by: actor.name, at: occasion.at,
            body: .object([
                "owner": JSONValue(checked.owner), "due": JSONValue(checked.due?.description),
            ]))
        return number
    }
}

extension PlanItem {
    /// Why nothing can be put under it.
    fileprivate var againstTasks: Problem {
        if state != .open { return Problem("上级\(state.label)，不能再往下分解") }
        if above.count + 1 >= Limit.levelsOfPlan.count {
            return Problem("计划最多\(Limit.levelsOfPlan.count)级")
        }
        return Problem("由这一项的责任单位往下分解")
    }
}
