package import Basics

/// Something that happened to a project on a day: a stage that it reached, a dated fact beside the
/// stages, a pause, that it left.
/// What was reported of it is never changed; another unit confirms it or gives it back.
package struct ProjectEvent: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    package let step: ProjectStep
    /// The day of the event itself, not of the report.
    package let happenedOn: Day
    /// Identifier of the reporting unit.
    package let unit: String
    /// As the journal names the member.
    package let reportedBy: String
    package let reportedAt: Instant
    /// Why it paused or left, or why it is reported although something lacks.
    package let reason: String?
    /// What the gate lacked when it was reported all the same.
    package let lacking: [Phrase]
    package let state: ProjectEventState
    package let decision: EventDecision?
    package let version: Int64

    /// Reported against the gate.
    package var isOverride: Bool { !lacking.isEmpty }
}

/// An event that waits for another unit, with its project.
package struct WaitingEvent: Sendable, Hashable {
    package let event: ProjectEvent
    package let project: Project
}

/// What happened.
package enum ProjectStep: Sendable, Hashable {
    /// The identifier of a stage of the city's rule.
    case reached(String)
    /// 暂缓
    case paused
    case resumed
    /// 出库; where it was lost to, as far as is known.
    case left(ProjectLeaving, to: String?)
    /// The identifier of a dated fact of the city's rule: 注册, 纳统.
    case noted(String)
    /// A dated fact holds no longer: 取消纳统.
    case revoked(String)

    package var stage: String? { if case .reached(let stage) = self { stage } else { nil } }

    package var fact: String? {
        switch self {
        case .noted(let fact), .revoked(let fact): fact
        case .reached, .paused, .resumed, .left: nil
        }
    }
}

package enum ProjectLeaving: String, Sendable, CaseIterable {
    case ended, lost, moved

    package var label: Phrase {
        switch self {
        case .ended: "终止"
        case .lost: "流失"
        case .moved: "转出"
        }
    }
}

package enum ProjectEventState: String, Sendable, CaseIterable {
    /// Waits for another unit.
    case reported
    case confirmed
    /// Given back with a reason; it does not count.
    case returned
    /// Taken back by the reporting unit before anybody decided.
    case withdrawn

    package var label: Phrase {
        switch self {
        case .reported: "待确认"
        case .confirmed: "已确认"
        case .returned: "已退回"
        case .withdrawn: "已撤回"
        }
    }
}

/// Who confirmed an event or gave it back.
package struct EventDecision: Sendable, Hashable {
    package let by: String
    /// Identifier of the deciding unit; nil for the operator.
    package let unit: String?
    package let at: Instant
    package let note: String?
}

/// Why something cannot be done with a project, all reasons at once.
package struct ProjectRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// There is no such project, event or evidence, or none that the reader may see.
package struct UnknownProject: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这个项目，或者它不归您看")] }
}
