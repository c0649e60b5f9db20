package import Basics
import Rules

/// 年度行动计划, one line of it: an objective, a task under it, or what a unit broke its task down to.
/// Followed month by month until the unit that set it agrees that it is done.
package struct PlanItem: Sendable, Hashable {
    /// Counts all items of the city; in addresses.
    package let number: Int64
    package let year: Int
    /// What it stands under, from the objective down.
    package let above: [Int64]
    package let text: String
    /// 衡量标准: by what one sees that it is done.
    package let measure: String?
    /// 责任单位. An objective may have none; it has a day exactly where it has an owner.
    package let owner: String?
    package let due: Day?
    /// The unit that set it, decides on days asked for, and confirms.
    package let setter: String
    package let setOn: Day
    package let origin: PlanOrigin?
    package let state: PlanState
    /// As reported for `reported`, the latest month.
    package let light: PlanLight?
    package let reported: Month?
    /// The day that the owner asked for and nobody decided yet.
    package let askedUntil: Day?
    package let version: Int64

    package var id: Subject { PlanItem.subject(number) }
    package var parent: Int64? { above.last }

    static func subject(_ number: Int64) -> Subject { Subject("plan", String(number)) }

    package func isOverdue(on today: Day) -> Bool {
        guard let due else { return false }
        return state == .open && due < today
    }

    /// Whether the month of `today` still lacks its report.
    package func lacksReport(on today: Day) -> Bool {
        guard state == .open, owner != nil else { return false }
        return reported.map { $0 < Month(of: today) } ?? true
    }
}

/// The line of a paper that an item comes from.
package struct PlanOrigin: Sendable, Hashable {
    package let document: Int64
    package let line: Int64

    package init(document: Int64, line: Int64) {
        self.document = document
        self.line = line
    }
}

package enum PlanState: String, Sendable, CaseIterable {
    case open
    /// The owner says that it is done.
    case finished
    /// The setter agrees.
    case done
    case dropped

    package var label: Phrase {
        switch self {
        case .open: "进行中"
        case .finished: "已报完成，待确认"
        case .done: "已完成"
        case .dropped: "已取消"
        }
    }

    package var isOpen: Bool { self == .open || self == .finished }
}

/// How a month went, in the owner's own words and colour.
package enum PlanLight: String, Sendable, CaseIterable {
    case green, yellow, red

    package var label: Phrase {
        switch self {
        case .green: "绿灯，按进度"
        case .yellow: "黄灯，有滞后"
        case .red: "红灯，严重滞后"
        }
    }
}

/// What can be done with an item after it was set.
package enum PlanAct: String, Sendable, CaseIterable {
    /// 月报
    case report
    case finish
    case confirm
    case giveBack = "return"
    case grant, refuse
    case change
    case drop

    package var label: Phrase {
        switch self {
        case .report: "报本月进展"
        case .finish: "报完成"
        case .confirm: "确认完成"
        case .giveBack: "退回"
        case .grant: "同意改期"
        case .refuse: "不同意改期"
        case .change: "调整"
        case .drop: "取消"
        }
    }

    /// Whether the owner does it; else it is the setter's.
    package var isOwners: Bool { self == .report || self == .finish }

    /// The states in which it can be done.
    package var states: Set<PlanState> {
        switch self {
        case .report, .finish, .grant, .refuse, .change: [.open]
        case .confirm, .giveBack: [.finished]
        case .drop: [.open, .finished]
        }
    }

    /// The state after it; nil where it stays.
    var leads: PlanState? {
        switch self {
        case .finish: .finished
        case .confirm: .done
        case .giveBack: .open
        case .drop: .dropped
        case .report, .grant, .refuse, .change: nil
        }
    }
}

/// One line of what happened to an item.
package struct PlanEntry: Sendable, Hashable {
    /// Nil: it was set.
    package let act: PlanAct?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant
    package let on: Day
    package let month: Month?
    package let light: PlanLight?
    package let text: String?
    package let reason: String?
    /// The day that was asked for or set.
    package let due: Day?
    /// Why the day is later.
    package let moved: String?
    /// What shows it.
    package let shows: String?
    /// What a change replaced: only what became another.
    package let was: PlanTerms?
}

/// What a change of an item can replace; nil is what stayed.
package struct PlanTerms: Sendable, Hashable {
    package let text: String?
    package let measure: String?
    package let owner: String?
    package let due: Day?

    var isEmpty: Bool { text == nil && measure == nil && owner == nil && due == nil }
}

/// An item with everything that happened to it, the newest last.
package struct PlanCourse: Sendable, Hashable {
    package let item: PlanItem
    /// From the objective down, those in sight.
    package let above: [PlanItem]
    /// What stands right under it, in the order in which it was set.
    package let below: [PlanItem]
    package let entries: [PlanEntry]

    /// What was reported of each month last, the earliest month first.
    package var months: [PlanEntry] {
        Dictionary(
            entries.filter { $0.act == .report }.map { ($0.month, $0) }, uniquingKeysWith: { $1 }
        ).values.sorted { left, right in
            (left.month?.description ?? "") < (right.month?.description ?? "")
        }
    }
}

/// Why something cannot be done with an item, all reasons at once.
package struct PlanRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}

/// There is no such item, or none that the reader may see.
package struct UnknownPlanItem: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这一项，或者它不归您看")] }
}

extension Limit {
    /// Of one year.
    package static let itemsOfPlan: Limit = 2_000
    /// Objective, task, and three times broken down.
    static let levelsOfPlan: Limit = 5
    static let lettersOfPlanItem: Limit = 200
    static let lettersOfProgress: Limit = 500
    package static let actsOfPlanItem: Limit = 500
}
