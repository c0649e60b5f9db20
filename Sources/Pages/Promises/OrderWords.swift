package import Basics
import Markup
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
    @HTMLBuilder func line(_ reminder: OrderReminder) -> HTML {
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
        "最早\(reminder.first)"
    }
}
