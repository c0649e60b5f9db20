package import Basics
package import People
import Rules
package import Storage
import Texts

/// A line of the plan of money as it was typed.
package struct MoneyPlanDraft: Sendable, Hashable {
    let month: String
    let layer: String
    let amount: String
    let currency: String
    let reason: String?

    /// By the names of the form's fields. `planned` is in 万 of the currency.
    package init(_ field: (String) -> String?) {
        month = trimmed(field("plan_month") ?? "")
        layer = field("plan_layer") ?? ""
        amount = trimmed(field("planned") ?? "")
        currency = field("plan_currency") ?? ""
        let reason = trimmed(field("plan_reason") ?? "")
        self.reason = reason.isEmpty ? nil : reason
    }

    /// Refused with every reason at once. A revision needs a reason; what a closed month planned
    /// stays.
    fileprivate func checked(
        against money: ProjectMoney
    ) throws(ProjectRefusal) -> (month: Month, layer: MoneyLayer, amount: Money) {
        var problems: [Problem] = []
        let month = Month(text: self.month)
        let layer = MoneyLayer(rawValue: self.layer)
        if money.project.standing == .left { problems.append(Problem("项目已经出库")) }
        if month == nil {
            problems.append(Problem("月份应写作 2026-10", at: .field("plan_month")))
        }
        if layer == nil { problems.append(Problem("请选哪一层", at: .field("plan_layer"))) }
        if let month, money.isClosed(month) {
            problems.append(
                Problem("\(month.description)已关账，计划不再改", at: .field("plan_month")))
        }
        let amount = plannedAmount(&problems)
        if let month, let layer, let earlier = money.plan(month, layer) {
            if reason == nil {
                problems.append(
                    Problem("已有计划\(earlier.amount.words)，修改请写原因", at: .field("plan_reason")))
            }
            if let amount, amount == earlier.amount {
                problems.append(Problem("和原来的计划一样", at: .field("planned")))
            }
        }
        checkLength(reason ?? "", "plan_reason", .lettersOfReason, &problems)
        guard problems.isEmpty, let month, let layer, let amount else {
            throw ProjectRefusal(problems)
        }
        return (month, layer, amount)
    }

    private func plannedAmount(_ problems: inout [Problem]) -> Money? {
        guard let currency = Currency(rawValue: currency) else {
            problems.append(Problem("请选币种", at: .field("plan_currency")))
            return nil
        }
        return exactMoney(amount, currency.rawValue, "planned", &problems)
    }
}

extension Transaction {
    /// Plans how much is to arrive in a month; gives the number of the line. `latest` is the number
    /// of the last line that the actor saw, 0 where there was none.
    package func planMoney(
        _ draft: MoneyPlanDraft, of id: Identifier, latest: Int64, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportReceipts)
        guard let money = try money(of: id, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try money.project.requireOwn(by: occasion.actor.sight)
        let (month, layer, amount) = try draft.checked(against: money)
        try refuseStale(
            Subject("money_plan", id.text), seen: latest, last: money.plans.last?.number)
        let number = try nextNumber(of: "money_plan")
        try run(
            """
            INSERT INTO money_plan (city_id, number, project_id, month, layer, minor, currency,
                reason, unit_id, planned_by, planned_at)
            VALUES (\(city), \(number), \(id), \(month.description), \(layer.rawValue),
                \(amount.minor), \(amount.currency.rawValue), \(draft.reason),
                \(occasion.actor.unit ?? money.project.unit), \(occasion.actor.name),
                \(occasion.at))
            """)
        try tell("project.money_planned", money.project, "money_plan", number, occasion)
        return number
    }

    /// Refuses where somebody wrote a line after the last one that the actor saw.
    func refuseStale(_ subject: Subject, seen: Int64, last: Int64?) throws {
        guard let last, last != seen else { return }
        let table = Query.name(subject.noun)
        throw StaleVersion(
            subject: subject, version: seen,
            stored: try rows(
                "SELECT * FROM \(table) WHERE city_id = \(city) AND number = \(last)"
            ).first)
    }

    func moneyPlans(ofProject id: Identifier) throws -> [MoneyPlan] {
        try rows(
            """
            SELECT * FROM money_plan WHERE city_id = \(city) AND project_id = \(id)
            ORDER BY number LIMIT \(Limit.receiptsOfProject)
            """
        ).map { row in
            guard let layer = MoneyLayer(rawValue: try row.text("layer")),
                let amount = try row.money("minor", "currency")
            else { throw WrongColumn(column: "layer") }
            return MoneyPlan(
                number: try row.integer("number"), month: try row.month("month"), layer: layer,
                amount: amount, reason: try row.optionalText("reason"),
                unit: try row.text("unit_id"), plannedBy: try row.text("planned_by"),
                plannedAt: try row.instant("planned_at"))
        }
    }

    /// The last month that is read-only; nil where none is.
    package func closedThrough() throws -> Month? {
        try rows("SELECT max(month) AS month FROM closed_month WHERE city_id = \(city)")
            .first?.optionalMonth("month")
    }

    /// 关账: makes a month and all before it read-only. A month that isn't over stays open, and one
    /// with sheets or reports that wait: they couldn't be taken afterwards.
    package func closeMonth(_ month: Month, today: Day, _ occasion: Occasion) throws {
        try occasion.actor.require(.closeMonth)
        var problems: [Problem] = []
        if month.last >= today {
            problems.append(Problem("\(month.description)还没有过完，不能关账", at: .field("month")))
        }
        if let closed = try closedThrough(), month <= closed {
            problems.append(
                Problem("\(month.description)已经关账，关到了\(closed.description)", at: .field("month")))
        }
        let waiting = try waitingSheets(through: month)
        if waiting > 0 {
            problems.append(
                Problem("还有\(waiting)份表待入库或在审核，先办完或退回再关账", at: .field("month")))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try run(
            """
            INSERT INTO closed_month (city_id, month, closed_by, closed_at)
            VALUES (\(city), \(month.description), \(occasion.actor.name), \(occasion.at))
            """)
        try record(
            "month.closed", on: Subject("month", month.description), by: occasion.actor.name,
            at: occasion.at, body: .object(["month": .string(month.description)]))
    }

    private func waitingSheets(through month: Month) throws -> Int {
        let states = [HandedState.staged.rawValue, HandedState.checking.rawValue]
        let after = try closedThrough()?.description ?? ""
        return try rows(
            """
            SELECT count(*) AS n FROM sheet
            WHERE city_id = \(city) AND state IN \(states) AND length(round) = 7
                AND round > \(after) AND round <= \(month.description)
            """)[0].int("n")
    }
}
