package import Basics
package import People
package import Rules
package import Storage
import Texts

/// Months of stages as they were typed. A stage that isn't named stays as it is; an empty month
/// takes its plan away.
package struct StagePlanDraft: Sendable, Hashable {
    let months: [StageMonth]
    let reason: String?

    package init(_ months: [(stage: String, month: String)], reason: String?) {
        self.months = months.map { StageMonth(stage: $0.stage, month: trimmed($0.month)) }
        let reason = trimmed(reason ?? "")
        self.reason = reason.isEmpty ? nil : reason
    }
}

struct StageMonth: Sendable, Hashable {
    let stage: String
    let month: String
}

extension StagePlanDraft {
    /// What changes against the plan that holds; refused with every reason at once: a stage off
    /// the path or already reached, months against the order of the path, a revision without a
    /// reason.
    fileprivate func checked(
        against plan: StagePlan, of course: ProjectCourse
    ) throws(ProjectRefusal) -> [(stage: String, month: Month?)] {
        guard course.projectClass != nil else {
            throw ProjectRefusal([Problem("请先选项目类别", at: .field("class"))])
        }
        var problems: [Problem] = []
        if course.leaving != nil { problems.append(Problem("项目已经出库")) }
        var changes: [(stage: String, month: Month?)] = []
        var isRevision = false
        for typed in months {
            let field: Place = .field("plan-\(typed.stage)")
            guard let known = plan.stages.first(where: { $0.stage.id == typed.stage }) else {
                problems.append(Problem("项目的路径上没有这个阶段", at: field))
                continue
            }
            let month = Month(text: typed.month)
            if !typed.month.isEmpty, month == nil {
                problems.append(Problem("月份应写作 2026-10", at: field))
                continue
            }
            if month == known.planned { continue }
            if known.reachedOn != nil || known.isSkipped {
                problems.append(Problem("这个阶段已经过了，计划不再改", at: field))
            }
            if !known.revisions.isEmpty { isRevision = true }
            changes.append((typed.stage, month))
        }
        problems += orderProblems(changes, plan)
        if isRevision, reason == nil {
            problems.append(Problem("改动原来的计划请写原因", at: .field("plan-reason")))
        }
        checkLength(reason ?? "", "plan-reason", .lettersOfReason, &problems)
        if changes.isEmpty, problems.isEmpty { problems.append(Problem("计划没有改动")) }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        return changes
    }

    /// A stage planned before one that comes earlier on the path.
    private func orderProblems(
        _ changes: [(stage: String, month: Month?)], _ plan: StagePlan
    ) -> [Problem] {
        var problems: [Problem] = []
        var last: (stage: StageDefinition, month: Month)?
        for known in plan.stages {
            let change = changes.first { $0.stage == known.stage.id }
            guard let month = change.map(\.month) ?? known.planned else { continue }
            if let last, month < last.month {
                let earliest = last.month.description
                problems.append(
                    Problem(
                        "“\(known.stage.name)”排在“\(last.stage.name)”之后，不能早于\(earliest)",
                        at: .field("plan-\(known.stage.id)")))
            }
            last = (known.stage, month)
        }
        return problems
    }
}

extension Transaction {
    /// The node plan of a project; nil where the reader sees no such project.
    package func stagePlan(
        of course: ProjectCourse, today: Day
    ) throws -> StagePlan {
        StagePlan(of: course, lines: try stagePlanLines(of: course.project.id), today: today)
    }

    /// Plans or revises months of stages in the name of the actor's unit. `latest` is the
    /// number of the last line that the actor saw, 0 where there was none.
    package func planStages(
        _ draft: StagePlanDraft, of id: Identifier, latest: Int64, rule: StageRule, today: Day,
        _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.reportStages)
        guard let course = try course(of: id, rule: rule, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try course.project.requireOwn(by: occasion.actor.sight)
        let plan = try stagePlan(of: course, today: today)
        let changes = try draft.checked(against: plan, of: course)
        try refuseStale(Subject("stage_plan", id.text), seen: latest, last: plan.latest)
        for change in changes {
            let number = try nextNumber(of: "stage_plan")
            try run(
                """
                INSERT INTO stage_plan (city_id, number, project_id, stage, month, reason, unit_id,
                    planned_by, planned_at)
                VALUES (\(city), \(number), \(id), \(change.stage), \(change.month?.description),
                    \(draft.reason), \(occasion.actor.unit ?? course.project.unit),
                    \(occasion.actor.name), \(occasion.at))
                """)
        }
        try record(
            "project.planned", on: course.project.subject, by: occasion.actor.name,
            at: occasion.at,
            body: .object(
                changes.map { JSONMember($0.stage, JSONValue($0.month?.description)) }))
    }

    func stagePlanLines(of id: Identifier) throws -> [StagePlanLine] {
        try rows(
            """
            SELECT * FROM stage_plan WHERE city_id = \(city) AND project_id = \(id)
            ORDER BY number LIMIT \(Limit.receiptsOfProject)
            """
        ).map { row in
            StagePlanLine(
                number: try row.integer("number"), stage: try row.text("stage"),
                month: try row.optionalMonth("month"), reason: try row.optionalText("reason"),
                unit: try row.text("unit_id"), plannedBy: try row.text("planned_by"),
                plannedAt: try row.instant("planned_at"))
        }
    }
}
