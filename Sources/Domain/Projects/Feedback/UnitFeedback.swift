package import Basics
package import Rules

/// 会办反馈: what a unit that a project is assigned to said of its part. Of a lead the same is an act.
package struct ProjectFeedback: Sendable, Hashable {
    package let number: Int64
    /// The assignment that it is given on.
    package let access: Int64
    package let unit: String
    package let text: String
    package let by: String
    package let at: Instant
    package let on: Day
}

/// By when an assigned unit is to say how something stands: from the day of the assignment or of
/// its last feedback. Without a rule of the city there is no such day.
package struct FeedbackClock: Sendable {
    let rule: ClockRule?
    let calendar: WorkingCalendar

    package init(_ folder: CityFolder, on day: Day) {
        rule = folder.clock("assigned-feedback", on: day)
        calendar = folder.calendar
    }

    func due(after day: Day) -> Day? { rule?.due(after: day, by: calendar).day }
}

/// Something that a unit is assigned to and is to give feedback on.
package struct AssignedWork: Sendable, Hashable {
    package enum Thing: Sendable, Hashable {
        case project(Identifier)
        case lead(String)
    }

    package let thing: Thing
    package let name: String
    package let unit: String
    /// The day of the last feedback; nil before the first.
    package let lastOn: Day?
    package let due: Day

    package func isOverdue(on today: Day) -> Bool { due < today }
}

/// Which of it is meant.
package struct AssignedFilter: Sendable, Hashable {
    /// Only what waits for the reader's own unit.
    package let isOwn: Bool
    package let isOverdue: Bool

    package init(isOwn: Bool = false, isOverdue: Bool = false) {
        self.isOwn = isOwn
        self.isOverdue = isOverdue
    }
}

/// All feedback that is due of one unit.
package struct FeedbackReminder: Sendable, Hashable {
    package let unit: String
    /// Due by the horizon that was asked for.
    package let soon: Int
    package let overdue: Int
    package let first: Day

    func adding(_ other: FeedbackReminder) -> FeedbackReminder {
        FeedbackReminder(
            unit: unit, soon: soon + other.soon, overdue: overdue + other.overdue,
            first: min(first, other.first))
    }
}

extension Limit {
    /// Of projects and of leads, the most urgent first.
    package static let assignedListed: Limit = 200
    static let feedbackOfProject: Limit = 2_000
    static let lettersOfFeedback: Limit = 1_000
}
