package import Basics
import People
import Rules

/// 堵点问题: what is stuck and who could set it free. Not an order: it asks a leader, an order asks a
/// unit. It may be about something else, of which it knows only the subject.
package struct Obstacle: Sendable, Hashable {
    package let number: Int64
    package let subject: Subject?
    package let title: String
    /// What is stuck, in the words of who raised it.
    package let stuck: String
    package let since: Day
    package let unit: String
    package let raisedOn: Day
    package let state: ObstacleState
    /// Nil until headquarters prepared it.
    package let preparation: ObstaclePreparation?
    /// Before whom it lies, or who decided it.
    package let leader: Identifier?
    package let presentedOn: Day?
    package let decision: ObstacleDecision?
    package let version: Int64

    package static func subject(_ number: Int64) -> Subject {
        Subject("obstacle", String(number))
    }

    package var id: Subject { Obstacle.subject(number) }

    /// Working days that it has been stuck on `day`, the first not counted.
    package func waited(until day: Day, rules: OrderRules) -> ObstacleWait {
        let span = rules.folder.calendar.workingDays(after: since, through: day)
        return ObstacleWait(workingDays: max(0, span.count), isPublished: span.isPublished)
    }
}

/// How long something has been stuck.
package struct ObstacleWait: Sendable, Hashable {
    package let workingDays: Int
    /// False: 未公布, no notice tells the working days of a year between.
    package let isPublished: Bool
}

/// What headquarters adds before a leader reads it.
package struct ObstaclePreparation: Sendable, Hashable {
    /// One to three ways out.
    package let options: [String]
    /// 建议
    package let advice: String
    package let owner: String
    package let due: Day
}

/// 批示
package struct ObstacleDecision: Sendable, Hashable {
    /// The place of the option chosen, from 1.
    package let choice: Int?
    package let words: String?
    package let on: Day
    /// The order that it became.
    package let order: Int64
}

package enum ObstacleState: String, Sendable, CaseIterable {
    case raised, prepared, presented, decided, settled

    package var label: Phrase {
        switch self {
        case .raised: "待拟办"
        case .prepared: "已拟办，待呈送"
        case .presented: "已呈送，待批示"
        case .decided: "已批示"
        case .settled: "已解决"
        }
    }

    package var isOpen: Bool { self != .decided && self != .settled }
    /// Options and advice may still be changed, and no leader is asked.
    var isAtOffice: Bool { self == .raised || self == .prepared }
}

/// What can be done with an obstacle after it was raised.
package enum ObstacleAct: String, Sendable, CaseIterable {
    case prepare, present
    case takeBack = "take_back"
    /// Without a leader.
    case settle
    case decide

    package var label: Phrase {
        switch self {
        case .prepare: "拟办"
        case .present: "呈送领导"
        case .takeBack: "撤回呈送"
        case .settle: "已解决，结案"
        case .decide: "批示"
        }
    }

    var permission: Permission { self == .decide ? .decideObstacles : .prepareObstacles }

    /// The states in which it can be done.
    package var states: Set<ObstacleState> {
        switch self {
        case .prepare, .settle: [.raised, .prepared]
        case .present: [.prepared]
        case .takeBack, .decide: [.presented]
        }
    }

    /// The state after it.
    var leads: ObstacleState {
        switch self {
        case .prepare, .takeBack: .prepared
        case .present: .presented
        case .settle: .settled
        case .decide: .decided
        }
    }
}

/// One line of what happened to an obstacle.
package struct ObstacleEntry: Sendable, Hashable {
    /// Nil: it was raised.
    package let act: ObstacleAct?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant
    package let on: Day
    package let text: String?
    package let leader: Identifier?
}

/// An obstacle with everything that happened to it, the newest last.
package struct ObstacleCourse: Sendable, Hashable {
    package let obstacle: Obstacle
    package let entries: [ObstacleEntry]
}

extension Limit {
    package static let obstaclesOnPage: Limit = 50
    /// What a leader is asked at a time.
    package static let obstaclesBeforeLeader: Limit = 3
    package static let optionsOfObstacle: Limit = 3
    /// Decisions whose fate a leader's page tells.
    package static let decisionsOnPage: Limit = 10
    /// With an option and the words of a decision it fits into an order.
    static let lettersOfObstacle: Limit = 1_000
    static let lettersOfOption: Limit = 200
    static let lettersOfAdvice: Limit = 600
    static let lettersOfDecision: Limit = 600
}
