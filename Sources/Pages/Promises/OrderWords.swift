package import Basics
import Markup
package import Projects
package import Promises
import Rules

/// What pages of orders need beside the orders: names, the day, which years are known.
package struct OrderScene: Sendable {
    package let units: UnitNames
    package let rules: OrderRules
    package let today: Day

    package init(units: UnitNames, rules: OrderRules, today: Day) {
        self.units = units
        self.rules = rules
        self.today = today
    }
}

extension OrderState {
    var light: Light {
        switch self {
        case .issued: .info
        case .answered, .returned: .watch
        case .closed: .good
        case .withdrawn: .plain
        }
    }
}

extension OrderView {
    var label: Phrase {
        switch self {
        case .answer: "待我单位反馈"
        case .decide: "待我单位销号"
        case .told: "升级到我"
        case .all: "全部"
        }
    }
}

extension EscalationEar {
    var label: Phrase {
        switch self {
        case .owner: "主办单位"
        case .sender: "发件单位"
        case .headquarters: "指挥部办公室"
        case .leader: "件上写明的市领导"
        }
    }
}

extension OrderScene {
    /// A due day, with the mark of a year whose working days nobody published yet.
    @HTMLBuilder func day(_ due: Day) -> HTML {
        due
        if !rules.isPublished(due) {
            " "
            badge(.watch, "未公布")
        }
    }

    /// The deadline in force and how near it is.
    func due(_ order: Order) -> HTML {
        div {
            day(order.deadline.due)
            if order.state.isOpen, order.pausedOn != nil {
                " "
                badge(.plain, "暂停计时")
            } else if order.isOverdue(on: today) {
                " "
                badge(.bad, "超期\(today.number - order.deadline.due.number)天")
            } else if order.runs, order.deadline.due <= rules.horizon(on: today) {
                " "
                badge(.watch, "快到期")
            }
        }
    }

    /// One line for all that is due of a unit.
    @HTMLBuilder func line(_ reminder: UnitReminder) -> HTML {
        link(
            to: .orders(["view": OrderView.all.rawValue, "owner": reminder.unit])
        ) { units[reminder.unit] }
        "："
        if reminder.overdue > 0 {
            badge(.bad, "超期\(reminder.overdue)件")
            " "
        }
        if reminder.soon > 0 {
            badge(.watch, "3个工作日内到期\(reminder.soon)件")
            " "
        }
        if let feedback = reminder.feedback {
            link(
                "其中会办反馈\(feedback.overdue + feedback.soon)件", to: .assigned(["view": "all"]))
            " "
        }
        "最早\(reminder.first)"
    }
}

/// All that is due of one unit, orders and feedback together.
package struct UnitReminder: Sendable, Hashable {
    package let unit: String
    package let orders: OrderReminder?
    package let feedback: FeedbackReminder?

    package var soon: Int { (orders?.soon ?? 0) + (feedback?.soon ?? 0) }
    package var overdue: Int { (orders?.overdue ?? 0) + (feedback?.overdue ?? 0) }
    package var first: Day {
        [orders?.first, feedback?.first].compactMap(\.self).min() ?? Day(number: 0)
    }

    /// A line for each unit, the earliest first.
    package static func lines(
        _ orders: [OrderReminder], _ feedback: [FeedbackReminder]
    ) -> [UnitReminder] {
        Set(orders.map(\.unit) + feedback.map(\.unit)).map { unit in
            UnitReminder(
                unit: unit, orders: orders.first { $0.unit == unit },
                feedback: feedback.first { $0.unit == unit })
        }.sorted { ($0.first, $0.unit) < ($1.first, $1.unit) }
    }
}
