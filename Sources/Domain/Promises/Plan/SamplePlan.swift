package import Basics
package import People
import Rules
package import Storage

/// The plan of the labelled sample: two objectives with tasks in each state that a page can show.
/// All of it is invented.
package struct SamplePlan: Sendable {
    private let rules: OrderRules
    private let today: Day

    package init(_ rules: OrderRules, today: Day) {
        self.rules = rules
        self.today = today
    }

    /// After the members and the papers of the sample. `origin` is the accepted line of
    /// a paper that the first tasks come from.
    package func add(
        to tx: some Transaction, from origin: PlanOrigin?, _ occasion: Occasion
    ) throws {
        let members = try tx.members(units: rules.units)
        func person(of unit: String) -> Member? {
            members.filter { $0.unit == unit && $0.may(.workPlans) }.min { $0.login < $1.login }
        }
        guard let office = person(of: "headquarters"), let dongyu = person(of: "dongyu"),
            let xiling = person(of: "xiling"), let reform = person(of: "reform"),
            let land = person(of: "natural-resources")
        else { return }
        let by = PlanHand(tx: tx, rules: rules, today: today, occasion: occasion)
        let landing = try by.set("示例：抓好项目落地，签约项目早开工", by: office, on: -70)
        let supply = try by.set("示例：强化要素保障", by: office, on: -70)
        let first = try by.set(
            "示例：逐一分析签约满6个月未开工的项目，形成整改清单", under: landing, to: dongyu.unit,
            due: 40, measure: "示例：清单报指挥部办公室", from: origin, by: office, on: -70)
        let second = try by.set(
            "示例：逐一分析签约满6个月未开工的项目，形成整改清单", under: landing, to: xiling.unit,
            due: 25, measure: "示例：清单报指挥部办公室", from: origin, by: office, on: -70)
        let fund = try by.set(
            "示例：设立海洋产业基金，完成注册", under: landing, to: reform.unit, due: 60, by: office,
            on: -70)
        let sites = try by.set(
            "示例：研究解决5个项目的用地问题", under: supply, to: land.unit, due: -5,
            measure: "示例：5个项目取得用地批复", by: office, on: -70)
        let list = try by.set(
            "示例：列出未开工项目的卡点", under: first, to: dongyu.unit, due: -20,
            by: dongyu, on: -60)
        try by.report(.green, "示例：已列出12个项目", on: list, by: dongyu, days: -31)
        try by.act(
            ["act": "finish", "text": "示例：12个项目已列明卡点", "shows": "示例：卡点清单第2版"],
            on: list, by: dongyu, days: -25)
        try by.act(["act": "confirm"], on: list, by: dongyu, days: -24)
        try by.report(.green, "示例：按节点推进", on: first, by: dongyu, days: -31)
        try by.report(
            .yellow, "示例：12个项目中8个已有整改措施", because: "示例：3个项目的外方股东还没有答复", on: first,
            by: dongyu, days: 0)
        try by.report(
            .yellow, "示例：还在核对项目名单", because: "示例：名单与统计口径对不上", on: second,
            by: xiling, days: -31)
        try by.act(
            ["act": "finish", "text": "示例：清单已形成", "shows": "示例：区政府专题会议纪要"],
            on: second, by: xiling, days: -2)
        try by.report(.green, "示例：基金方案已过会", on: fund, by: reform, days: -31)
        try by.report(
            .red, "示例：5个项目中2个取得批复", because: "示例：另3个项目涉及规划调整", on: sites, by: land,
            days: -31)
    }
}

/// Sets and reports at days counted from today.
private struct PlanHand<Place: Transaction> {
    let tx: Place
    let rules: OrderRules
    let today: Day
    let occasion: Occasion

    private func occasion(_ member: Member) -> Occasion {
        Occasion(.member(member), at: occasion.at, salt: occasion.salt)
    }

    func set(
        _ text: String, under parent: Int64? = nil, to owner: String? = nil, due: Int? = nil,
        measure: String? = nil, from origin: PlanOrigin? = nil, by member: Member, on days: Int
    ) throws -> Int64 {
        try tx.set(
            PlanDraft(
                year: String(today.year), parent: parent, text: text, measure: measure,
                owner: owner, due: due.map { today.adding(days: $0).description }, origin: origin),
            rules: rules, today: today.adding(days: days), occasion(member))
    }

    func report(
        _ light: PlanLight, _ text: String, because reason: String = "", on number: Int64,
        by member: Member, days: Int
    ) throws {
        try act(
            ["act": "report", "light": light.rawValue, "text": text, "reason": reason], on: number,
            by: member, days: days)
    }

    func act(_ fields: [String: String], on number: Int64, by member: Member, days: Int) throws {
        guard let item = try tx.planItem(number, visibleTo: .all) else { return }
        try tx.act(
            PlanActDraft { fields[$0] }, onPlanItem: number, version: item.version, rules: rules,
            today: today.adding(days: days), occasion(member))
    }
}
