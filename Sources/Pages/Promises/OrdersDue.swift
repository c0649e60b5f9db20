import Basics
import Markup
package import Promises

/// What the first page says of orders: what waits for the reader's unit, and a line for each unit
/// with something late.
package struct OrdersDue: Sendable {
    package let toAnswer: Int
    package let toDecide: Int
    package let told: Int
    package let reminders: [OrderReminder]
    package let scene: OrderScene

    package init(
        toAnswer: Int, toDecide: Int, told: Int, reminders: [OrderReminder], scene: OrderScene
    ) {
        self.toAnswer = toAnswer
        self.toDecide = toDecide
        self.told = told
        self.reminders = reminders
        self.scene = scene
    }

    package var count: Int { toAnswer + toDecide + told + reminders.count }

    /// Only those that there are.
    @HTMLBuilder var cards: HTML {
        if toAnswer > 0 {
            decisionCard("督办待反馈", count: toAnswer, to: list(.answer), action: "去反馈")
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
            card("督办到期提醒") {
                ul(.class("facts")) {
                    for line in reminders.prefix(5) { li { scene.line(line) } }
                }
                if reminders.count > 5 { link("看全部督办", to: list(.all)) }
            }
        }
    }

    private func list(_ view: OrderView) -> Address { .orders(["view": view.rawValue]) }
}
