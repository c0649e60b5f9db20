package import Basics
package import Rules

/// 倒排工期: one revision of the month in which a stage is to be reached, kept for good.
package struct StagePlanLine: Sendable, Hashable {
    package let number: Int64
    /// Of the city's rule of stages.
    package let stage: String
    /// Nil takes the plan of the stage away.
    package let month: Month?
    package let reason: String?
    package let unit: String
    package let plannedBy: String
    package let plannedAt: Instant
}

/// A stage of a project's path as it was planned and as it went. A value for lights to read; a
/// month that nobody planned is unknown and not zero.
package struct PlannedStage: Sendable, Hashable {
    package let stage: StageDefinition
    /// As it holds; nil without a plan.
    package let planned: Month?
    /// The first month that was ever planned.
    package let firstPlanned: Month?
    /// The day on which the stage was reached, by an event that counts.
    package let reachedOn: Day?
    /// A later stage was reached, and this one never.
    package let isSkipped: Bool
    /// Months behind the plan: reached or, where it isn't, by today. Negative is ahead. Nil
    /// without a plan, and for a skipped stage. One that isn't due yet is 0 behind.
    package let behind: Int?
    package let revisions: [StagePlanLine]

    /// Planned, not reached, and its month is past.
    package var isLate: Bool { reachedOn == nil && (behind ?? 0) > 0 }
}

/// The node plan of one project: every stage of its path in order.
package struct StagePlan: Sendable, Hashable {
    package let stages: [PlannedStage]
    /// The number of the last line, 0 without one: what a revision is made from.
    package let latest: Int64

    /// Ahead or behind, by the stage that comes next among those planned; where all are
    /// reached, by the last. Nil without a plan.
    package var behind: Int? {
        let planned = stages.filter { $0.behind != nil }
        return (planned.first { $0.reachedOn == nil } ?? planned.last)?.behind
    }

    /// `lines` in the order in which they were written. The plan of stages off the path is left
    /// out.
    package init(of course: ProjectCourse, lines: [StagePlanLine], today: Day) {
        let path = course.projectClass?.path ?? []
        let reached = Dictionary(
            course.reached.map { ($0.stage, $0.event.happenedOn) },
            uniquingKeysWith: { first, _ in first })
        let furthest = path.lastIndex { reached[$0] != nil } ?? -1
        latest = lines.last?.number ?? 0
        stages = path.enumerated().compactMap { place, id in
            course.rule.stage(id).map { stage in
                PlannedStage(
                    stage, lines: lines.filter { $0.stage == id }, reachedOn: reached[id],
                    isSkipped: reached[id] == nil && place < furthest, today: today)
            }
        }
    }
}

extension PlannedStage {
    fileprivate init(
        _ stage: StageDefinition, lines: [StagePlanLine], reachedOn: Day?, isSkipped: Bool,
        today: Day
    ) {
        self.stage = stage
        self.reachedOn = reachedOn
        self.isSkipped = isSkipped
        planned = lines.last?.month
        firstPlanned = lines.lazy.compactMap(\.month).first
        revisions = lines
        behind = monthsBehind(
            planned: isSkipped ? nil : planned, reached: reachedOn.map(Month.init(of:)),
            today: Month(of: today))
    }
}

/// How many months behind its plan something is; negative is ahead. What isn't reached is behind
/// once its month is past.
package func monthsBehind(planned: Month?, reached: Month?, today: Month) -> Int? {
    guard let planned else { return nil }
    if let reached { return reached.months(since: planned) }
    return max(0, today.months(since: planned))
}
