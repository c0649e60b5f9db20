package import Basics
package import People
import Rules
package import Storage

/// Orders of the labelled sample, one in each state that a page can show: overdue and told upwards,
/// due soon, with an extension asked for, answered, closed. All of it is invented.
package struct SampleOrders: Sendable {
    private let rules: OrderRules
    private let today: Day
    private let sources: [Identifier]

    package init(_ rules: OrderRules, in world: World, today: Day) {
        self.rules = rules
        self.today = today
        sources = (0..<8).map { _ in world.identifier(.evidence) }
    }

    /// After the members of the sample. Sent by the office, answered by its units' people.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        let members = try tx.members(units: rules.units)
        func person(_ role: Role, _ place: Int) -> Member? {
            members.filter { $0.roles == [role] }.sorted { $0.login < $1.login }
                .dropFirst(place).first
        }
        guard let office = person(.headquarters, 0), let first = person(.district, 0),
            let second = person(.district, 1), let bureau = person(.department, 0)
        else { return }
        let leader = person(.leader, 0)?.id.text
        _ = try send(
            .supervision, "示例：开工项目用地手续", to: first, from: office, on: -15, due: -4,
            leader: leader, origin: "示例：上月调度会", tx, occasion)
        let asking = try send(
            .supervision, "示例：签约项目三个月未注册", to: second, from: office, on: -6, due: 2, tx,
            occasion)
        let answered = try send(
            .reminder, "示例：月报到位资金缺凭证", to: first, from: office, on: -8, due: 1, tx,
            occasion)
        let closed = try send(
            .instruction, "示例：协调专线供电", to: bureau, from: office, on: -20, due: -6,
            leader: leader, origin: "示例：市领导批示", tx, occasion)
        var ids = sources.makeIterator()
        func act(
            _ act: OrderAct, _ number: Int64, _ text: String, shows: String? = nil,
            due: Int? = nil, by member: Member, on days: Int
        ) throws {
            guard let order = try tx.order(number, visibleTo: .all), let source = ids.next()
            else { return }
            try tx.act(
                OrderActDraft(
                    act: act.rawValue, text: text, shows: shows,
                    due: due.map { today.adding(days: $0).description }), on: number,
                version: order.version, source: source, rules: rules,
                today: today.adding(days: days),
                Occasion(.member(member), at: occasion.at, salt: occasion.salt))
        }
        try act(.extend, asking, "示例：外方股东出差，章程待签", due: 16, by: second, on: -1)
        try act(.answer, answered, "示例：已补齐两张凭证", shows: "示例：凭证编号 2026-018", by: first, on: -1)
        try act(.answer, closed, "示例：专线已送电", shows: "示例：送电通知书", by: bureau, on: -9)
        try act(.close, closed, "", shows: "示例：现场照片已核", by: office, on: -8)
        try obstruct(by: first, office, owner: bureau.unit, leader: leader, tx, occasion)
        for days in -6...0 {
            _ = try tx.escalate(
                rules: rules, today: today.adding(days: days),
                Occasion(.operator, at: occasion.at, salt: occasion.salt))
        }
    }

    /// One that lies before the leader.
    private func obstruct(
        by district: Member, _ office: Member, owner: String, leader: String?,
        _ tx: some Transaction, _ occasion: Occasion
    ) throws {
        func by(_ member: Member) -> Occasion {
            Occasion(.member(member), at: occasion.at, salt: occasion.salt)
        }
        let number = try tx.raise(
            ObstacleDraft(
                title: "示例：地块上的高压线迁改", stuck: "示例：项目用地内有一条高压线，迁改费用由谁出没有定，施工停在桩基。",
                since: today.adding(days: -23).description), rules: rules,
            today: today.adding(days: -12), by(district))
        let acts = [
            ObstacleActDraft(
                act: ObstacleAct.prepare.rawValue,
                options: [
                    "示例：由电力公司迁改，市、区各出一半费用。", "示例：调整厂房布局，避开线路走廊。",
                    "示例：换到同一园区的另一地块。",
                ], advice: "示例：主张第一种，工期最短，费用已与区里谈过。", owner: owner,
                due: today.adding(days: 21).description),
            ObstacleActDraft(act: ObstacleAct.present.rawValue, leader: leader),
        ]
        for (place, act) in acts.enumerated() {
            try tx.act(
                act, onObstacle: number, version: Int64(place + 1), rules: rules,
                today: today.adding(days: -5), by(office))
        }
    }

    private func send(
        _ kind: OrderKind, _ title: String, to owner: Member, from office: Member, on days: Int,
        due: Int, leader: String? = nil, origin: String? = nil, _ tx: some Transaction,
        _ occasion: Occasion
    ) throws -> Int64 {
        try tx.send(
            OrderDraft(
                kind: kind.rawValue, title: title, asked: "示例：请查明原因，限期办结并反馈。",
                owner: owner.unit, leader: leader, due: today.adding(days: due).description,
                origin: origin), rules: rules, today: today.adding(days: days),
            Occasion(.member(office), at: occasion.at, salt: occasion.salt))
    }
}
