import Basics
import Markup
import Promises

/// What the first page says of orders: what waits for the reader's unit, and a line for each unit
/// with something late.
package struct OrdersDue: Sendable {
    package let toAnswer: Int
    package let toDecide: Int
    package let told: Int
    /// Obstacles that lie before the reader, who is a leader.
    package let beforeLeader: Int
    /// Obstacles that wait for the reader's office to prepare them.
    package let toPrepare: Int
    /// Projects and leads on which the reader's unit is to give feedback, due or overdue.
    package let feedback: Int
    package let reminders: [UnitReminder]
    package let scene: OrderScene

    package init(
        toAnswer: Int, toDecide: Int, told: Int, beforeLeader: Int, toPrepare: Int,
        feedback: Int, reminders: [UnitReminder], scene: OrderScene
    ) {
        self.toAnswer = toAnswer
        self.toDecide = toDecide
        self.told = told
        self.beforeLeader = beforeLeader
        self.toPrepare = toPrepare
        self.feedback = feedback
        self.reminders = reminders
        self.scene = scene
    }

    package var count: Int {
        toAnswer + toDecide + told + beforeLeader + toPrepare + feedback + reminders.count
    }

    /// Only those that there are.
    @HTMLBuilder var cards: HTML {
        if beforeLeader > 0 {
            decisionCard("待您决定", count: beforeLeader, to: .decisions(), action: "去批示")
        }
        if toPrepare > 0 {
            decisionCard(
                "堵点待拟办", count: toPrepare,
                to: .obstacles(["state": ObstacleState.raised.rawValue]), action: "去拟办")
        }
        if toAnswer > 0 {
            decisionCard("督办待反馈", count: toAnswer, to: list(.answer), action: "去反馈")
        }
        if feedback > 0 {
            decisionCard(
                "会办待反馈", count: feedback, to: .assigned(["view": "own"]), action: "去反馈")
        }
        if toDecide > 0 {
            decisionCard("督办待销号", count: toDecide, to: list(.decide), action: "去销号")
        }
        if told > 0 {
            decisionCard("督办升级到您", count: told, to: list(.told), action: "去看")
        }
    }

    @HTMLBuilder var lines: HTML {
        if !reminders.isEmpty {
            card("到期提醒") {
                ul(.class("facts")) {
                    for line in reminders.prefix(5) { li { scene.line(line) } }
                }
                if reminders.count > 5 { link("看全部督办", to: list(.all)) }
            }
        }
    }

    private func list(_ view: OrderView) -> Address { .orders(["view": view.rawValue]) }
}
