package import Basics
import Texts

/// 督办单, 提示函 or 批示交办件: what one unit was asked to do by a day, followed until it is taken off
/// the list. It may be about something else, of which it knows only the subject.
package struct Order: Sendable, Hashable {
    /// Counts all orders of the city; in addresses. What is printed is `mark`.
    package let number: Int64
    package let mark: OrderMark
    package let subject: Subject?
    package let title: String
    /// What is asked.
    package let asked: String
    package let sender: String
    package let sentOn: Day
    package let owner: String
    package let coOwners: [String]
    /// Identifier of the member to whom the ladder leads in the end.
    package let leader: Identifier?
    /// The meeting or the words that it comes from, and their day.
    package let origin: String?
    package let originOn: Day?
    package let state: OrderState
    /// The deadline in force; earlier ones stay as they were.
    package let deadline: OrderDeadline
    /// The day that the owner asked for and nobody decided yet.
    package let askedUntil: Day?
    /// Since when the clock stands.
    package let pausedOn: Day?
    package let version: Int64

    package var id: Subject { Order.subject(number) }

    static func subject(_ number: Int64) -> Subject { Subject("order", String(number)) }

    /// Whether its owner is to answer by a day that comes nearer.
    package var runs: Bool { state.waitsForOwner && pausedOn == nil }

    package func isOverdue(on today: Day) -> Bool { runs && deadline.due < today }
}

package enum OrderKind: String, Sendable, CaseIterable {
    /// 督办单
    case supervision
    /// 提示函
    case reminder
    /// 批示交办件
    case instruction

    package var label: Phrase {
        switch self {
        case .supervision: "督办单"
        case .reminder: "提示函"
        case .instruction: "批示交办件"
        }
    }
}

/// The number as printed: kinds and years count apart, from 1, without a gap.
package struct OrderMark: Sendable, Hashable {
    package let kind: OrderKind
    package let year: Int
    package let serial: Int

    /// «督办单〔2026〕3号», in both languages: it is what stands on the paper.
    package var text: String {
        Lexicon.chinese.text(kind.label) + "〔\(year)〕\(serial)号"
    }
}

package enum OrderState: String, Sendable, CaseIterable {
    case issued
    /// 已反馈: waits for the sender.
    case answered
    /// Given back for rework.
    case returned
    /// 销号
    case closed
    case withdrawn

    package var label: Phrase {
        switch self {
        case .issued: "待反馈"
        case .answered: "已反馈，待销号"
        case .returned: "退回重办"
        case .closed: "已销号"
        case .withdrawn: "已撤回"
        }
    }

    package var isOpen: Bool { self != .closed && self != .withdrawn }
    package var waitsForOwner: Bool { self == .issued || self == .returned }
}

/// A day by which something is to be answered. Never changed: a new day is a new row.
package struct OrderDeadline: Sendable, Hashable {
    /// From 1, the first that was set.
    package let number: Int
    /// What the ladder counts by: a pause moves the day but doesn't begin the ladder anew.
    package let round: Int
    package let due: Day
    /// The clock rule that gave it; nil where the day was given.
    package let clock: String?
    package let reason: DeadlineReason
}

package enum DeadlineReason: String, Sendable, CaseIterable {
    case first, extended, reworked, paused

    package var label: Phrase {
        switch self {
        case .first: "发件时定"
        case .extended: "已批准延期"
        case .reworked: "退回时另定"
        case .paused: "暂停计时顺延"
        }
    }
}

/// What can be done with an order after it was sent.
package enum OrderAct: String, Sendable, CaseIterable {
    /// 反馈
    case answer
    /// 销号
    case close
    case giveBack = "return"
    case withdraw
    /// 申请延期
    case extend
    case grant, refuse
    case pause, resume

    package var label: Phrase {
        switch self {
        case .answer: "反馈"
        case .close: "销号"
        case .giveBack: "退回"
        case .withdraw: "撤回"
        case .extend: "申请延期"
        case .grant: "批准延期"
        case .refuse: "不批准延期"
        case .pause: "暂停计时"
        case .resume: "恢复计时"
        }
    }
}

/// One line of what happened to an order.
package struct OrderEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case sent
        case done(OrderAct)
        /// A unit ended: its part went to the one that took over.
        case passed(from: String, to: String)
        /// A rung of the ladder told somebody.
        case told(OrderRung)
    }

    package let kind: Kind
    /// Nil for what the daily run did and for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant
    package let on: Day
    package let text: String?
    /// What shows it.
    package let shows: String?
    /// The file of that, where there is one.
    package let file: OrderFile?
    /// The day that was asked for or set.
    package let due: Day?
}

/// A file that an act brought. Withdrawn it stays, with the reason.
package struct OrderFile: Sendable, Hashable {
    /// Of the act, in its order.
    package let number: Int64
    package let hash: String
    package let withdrawn: String?
}

/// A rung that was told for one deadline.
package struct OrderRung: Sendable, Hashable {
    /// From 1.
    package let rung: Int
    package let round: Int
    package let name: LocalName
    /// Words of `EscalationEar`, those who were there to be told.
    package let told: [String]
    package let on: Day
}

/// An order with everything that happened to it, the newest last.
package struct OrderCourse: Sendable, Hashable {
    package let order: Order
    package let deadlines: [OrderDeadline]
    package let entries: [OrderEntry]
}

/// Why something cannot be done with an order, all reasons at once.
package struct OrderRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// There is no such order or obstacle, or none that the reader may see.
package struct UnknownOrder: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这一件，或者它不归您看")] }
}

extension Limit {
    package static let ordersOnPage: Limit = 50
    package static let rowsOfOrder: Limit = 500
    static let ordersOfSubject: Limit = 200
    static let ordersPerRun: Limit = 500
    static let coOwnersOfOrder: Limit = 20
    static let lettersOfOrderTitle: Limit = 80
    static let lettersOfOrder: Limit = 2_000
    static let lettersOfOrderReason: Limit = 300
    /// A due day lies at most so many days ahead.
    static let daysOfOrder: Limit = 3_660
    package static let reminderUnits: Limit = 200
    /// Working days before the due day in which an order is said to be due.
    package static let workingDaysBeforeDue: Limit = 3
}
