package import Basics
import Markup
package import People
import Promises

/// What the first page says of orders and obstacles: what waits for the reader, and a line for each
/// unit with something late.
package struct OrdersDue: Sendable {
    package let toAnswer: DueWork
    package let toDecide: DueWork
    package let told: DueWork
    /// Obstacles that lie before the reader, who is a leader.
    package let beforeLeader: (count: Int, since: Day?)
    /// Obstacles that wait for the reader's office to prepare them.
    package let toPrepare: (count: Int, since: Day?)
    /// Projects and leads on which the reader's unit is to give feedback, due or overdue.
    package let feedback: DueWork
    /// None for a reader of one unit, who reads of it in `lines`.
    /// Items of the plan that the reader's unit is to report on this month.
    package let planToReport: DueWork
    /// Those that it set and is to decide on.
    package let planToDecide: DueWork
    /// Those that are red, for who sees the city.
    package let planRed: Int
    package let reminders: [UnitReminder]
    package let scene: OrderScene

    package init(
        toAnswer: DueWork, toDecide: DueWork, told: DueWork,
        beforeLeader: (count: Int, since: Day?), toPrepare: (count: Int, since: Day?),
        feedback: DueWork, planToReport: DueWork, planToDecide: DueWork, planRed: Int,
        reminders: [UnitReminder], scene: OrderScene
    ) {
        self.toAnswer = toAnswer
        self.toDecide = toDecide
        self.told = told
        self.beforeLeader = beforeLeader
        self.toPrepare = toPrepare
        self.feedback = feedback
        self.planToReport = planToReport
        self.planToDecide = planToDecide
        self.planRed = planRed
        self.reminders = reminders
        self.scene = scene
    }

    package var lines: [TodayLine] {
        [
            TodayLine(
                "待您决定", to: .decisions(), count: beforeLeader.count, since: beforeLeader.since),
            TodayLine(
                "堵点待拟办", to: .obstacles(["state": ObstacleState.raised.rawValue]),
                count: toPrepare.count, since: toPrepare.since),
            TodayLine("督办待反馈", to: list(.answer), toAnswer),
            TodayLine("会办待反馈", to: .assigned(["view": "own"]), feedback),
            TodayLine("督办待销号", to: list(.decide), toDecide),
            TodayLine("督办升级到您", to: list(.told), told),
            TodayLine("行动计划待报进展", to: plan(.report), planToReport),
            TodayLine("行动计划待确认", to: plan(.decide), planToDecide),
            TodayLine(
                "行动计划亮红灯", to: .plan(.list(["light": PlanLight.red.rawValue])), count: planRed),
        ]
    }

    @HTMLBuilder var reminderCard: HTML {
        if !reminders.isEmpty {
            card("到期提醒") {
                ul(.class("facts")) {
                    for line in reminders.prefix(5) { li { scene.line(line) } }
                }
                if reminders.count > 5 { link("看全部督办", to: list(.all)) }
            }
        }
    }

    private func plan(_ view: PlanView) -> Address {
        .plan(.list(["view": view.rawValue]))
    }

    private func list(_ view: OrderView) -> Address { .orders(["view": view.rawValue]) }
}
