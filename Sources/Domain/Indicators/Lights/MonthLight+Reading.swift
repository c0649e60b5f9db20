import Basics
import People
import Rules
import Storage

extension Limit {
    /// Projects that one rule measures in a month.
    static let projectsOfLight: Limit = 50_000
}

extension Transaction {
    /// What a rule measures at the end of a month, as it was known before a moment: of projects
    /// that are under way, of units that have a target.
    func lightReadings(
        _ rule: LightRule, of month: Month, known: Instant, in folder: CityFolder
    ) throws -> [LightReading] {
        let scope = FactScope(
            city: city, known: known,
            context: ConditionContext(lastDay: month.last, parameters: [:]))
        switch rule.measure {
        case .late(let stage):
            return try lateProjects(stage, of: month, scope, in: folder)
        case .without(let fact, let stage):
            return try projects(without: fact, after: stage, of: month, scope)
        case .behind(let beside):
            return try units(beside, of: month, known: known, in: folder) { target, done, month in
                divided(
                    Int128(target) * Int128(month) - 12 * Int128(done), 12 * Int128(target),
                    times: 10_000)
            }
        case .short(let beside):
            return try units(beside, of: month, known: known, in: folder) { target, done, month in
                let due = Int128(target) * Int128(month)
                return divided(due - 12 * Int128(done), due, times: 10_000)
            }
        case .slower(let beside, let plan):
            return try slower(beside, plan: plan, of: month, known: known, in: folder)
        }
    }

    private func isUnderWay(_ scope: FactScope) -> Query {
        """
        \(knownStates(in: scope.city, before: scope.known))
        AND state.standing = 'active' AND state.dropped = 0
        """
    }

    /// One that has come to a later stage isn't late with an earlier one.
    private func lateProjects(
        _ stage: String, of month: Month, _ scope: FactScope, in folder: CityFolder
    ) throws -> [LightReading] {
        let stages = folder.stages(on: month.last)?.stages.map(\.id) ?? [stage]
        let reached = Condition.holds(.reachedByEnd, Array(stages.drop { $0 != stage }))
        return try rows(
            """
            SELECT state.project_id, state.unit_id, plan.month FROM stage_plan AS plan
            JOIN project_state AS state ON \(isUnderWay(scope))
                AND state.project_id = plan.project_id
            WHERE plan.city_id = \(city) AND plan.stage = \(stage) AND plan.month IS NOT NULL
                AND plan.month <= \(month.description) AND plan.planned_at < \(scope.known)
                AND NOT EXISTS (SELECT 1 FROM stage_plan AS later
                    WHERE later.city_id = plan.city_id AND later.project_id = plan.project_id
                        AND later.stage = plan.stage AND later.number > plan.number
                        AND later.planned_at < \(scope.known))
                AND NOT (\(reached.query(of: .project, in: scope)))
            ORDER BY state.project_id LIMIT \(Limit.projectsOfLight)
            """
        ).map { row in
            let planned = try row.text("month")
            return LightReading(
                unit: try row.text("unit_id"), project: try row.identifier("project_id"),
                value: Int64(Month(text: planned).map { month.months(since: $0) + 1 } ?? 0),
                inputs: .object(["stage": .string(stage), "planned": .string(planned)]))
        }
    }

    private func projects(
        without fact: String, after stage: String, of month: Month, _ scope: FactScope
    ) throws -> [LightReading] {
        let noted = Condition.holds(.noted, [fact]).query(of: .project, in: scope)
        return try rows(
            """
            SELECT state.project_id, state.unit_id, min(event.happened_on) AS since
            FROM project_event AS event
            JOIN project_state AS state ON \(isUnderWay(scope))
                AND state.project_id = event.project_id
            WHERE event.city_id = \(city) AND event.state = 'confirmed'
                AND event.step = 'reached' AND event.stage = \(stage)
                AND event.happened_on <= \(month.last)
                AND coalesce(event.decided_at, event.reported_at) < \(scope.known)
                AND NOT (\(noted))
            GROUP BY state.project_id, state.unit_id
            ORDER BY state.project_id LIMIT \(Limit.projectsOfLight)
            """
        ).map { row in
            let since = try row.day("since")
            return LightReading(
                unit: try row.text("unit_id"), project: try row.identifier("project_id"),
                value: Int64(month.months(since: Month(of: since))),
                inputs: .object([
                    "stage": .string(stage), "since": .string(since.description),
                    "without": .string(fact),
                ]))
        }
    }

    /// Of each unit that had anything in the same months of the year before: what its growth falls
    /// short of the city's, or of the planned one where that is more.
    private func slower(
        _ beside: SetIndicator, plan: Int64?, of month: Month, known: Instant,
        in folder: CityFolder
    ) throws -> [LightReading] {
        guard let indicator = folder.indicator(beside.indicator, on: month.last) else { return [] }
        let question = FigureQuestion(
            indicator, over: Period(through: month), known: known, parameters: beside.settings)
        guard let yearBefore = question.yearBefore else { return [] }
        func sums(_ question: FigureQuestion) throws -> (units: FigureTable, whole: FactSum) {
            let figure = try figure(question, in: folder, visibleTo: .all)
            return (
                FigureTable(figure, in: folder, on: month.last, visibleTo: .all), figure.whole
            )
        }
        let (now, before) = (try sums(question), try sums(yearBefore))
        let mean = growth(from: before.whole.value, to: now.whole.value)
        guard let least = [mean, plan].compactMap(\.self).max() else { return [] }
        let units = Set(folder.reportingUnits(on: month.last).map(\.id))
        return now.units.lines.compactMap { line in
            guard let unit = line.unit, units.contains(unit),
                let was = before.units.lines.first(where: { $0.unit == unit })?.sum.value,
                let grown = growth(from: was, to: line.sum.value)
            else { return nil }
            return LightReading(
                unit: unit, project: nil, value: least - grown, isFalling: grown < 0,
                inputs: .object([
                    "unit": .string(indicator.unit.rawValue), "done": .integer(line.sum.value),
                    "before": .integer(was), "growth": .integer(grown),
                    "mean": JSONValue(mean), "plan": JSONValue(plan),
                ]))
        }
    }

    /// In hundredths of a percent; nil from nothing.
    private func growth(from before: Int64, to now: Int64) -> Int64? {
        guard before > 0 else { return nil }
        return divided(Int128(now) - Int128(before), Int128(before), times: 10_000)
    }

    /// Of each unit with a target: what `measure` makes of target, done and months.
    private func units(
        _ beside: SetIndicator, of month: Month, known: Instant, in folder: CityFolder,
        measure: (Int64, Int64, Int) -> Int64
    ) throws -> [LightReading] {
        guard let indicator = folder.indicator(beside.indicator, on: month.last) else { return [] }
        let question = FigureQuestion(
            indicator, over: Period(through: month), known: known, parameters: beside.settings)
        let units = folder.reportingUnits(on: month.last).map(\.id)
        let (done, targets) = try self.known(question, in: folder, units: units)
        return units.compactMap { unit in
            guard let target = targets[unit], target > 0, let done = done[unit] else { return nil }
            return LightReading(
                unit: unit, project: nil, value: measure(target, done, month.month),
                inputs: .object([
                    "unit": .string(indicator.unit.rawValue), "done": .integer(done),
                    "target": .integer(target), "months": JSONValue(month.month),
                ]))
        }
    }
}
