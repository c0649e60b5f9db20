package import Basics

/// When a light is lit (亮灯) for a project or a unit at the end of a month, what excuses it, and
/// which order follows. The colours are the place's own words: in some, red is good.
package struct LightRule: Hashable, Sendable {
    package let measure: LightMeasure
    /// From so much on: months, or hundredths of a percentage point.
    package let watch: Int64
    /// Nil where what falls below last year's is bad.
    package let bad: Int64?
    /// Watched for so many months running, it is bad; nil: never.
    package let running: Int?
    package let words: [LightLevel: LocalName]
    /// The kinds of unit whose people approve a good reason (正当理由), never those of the own unit.
    package let excusedBy: Set<UnitKind>
    /// By level, the kind of order that follows, as Promises calls it.
    package let orders: [LightLevel: String]
    /// By level, the kinds of unit that are told beside the unit itself; nil: all who see it.
    package let tells: [LightLevel: Set<UnitKind>]?

    /// `isFalling`: what is measured came to less than the year before.
    package func level(
        _ value: Int64, isFalling: Bool = false, running months: Int
    ) -> LightLevel {
        if bad.map({ value >= $0 }) ?? isFalling { return .bad }
        guard value >= watch else { return .good }
        return running.map { months >= $0 } == true ? .bad : .watch
    }
}

package enum LightLevel: String, Sendable, CaseIterable {
    case good, watch, bad
}

/// What is measured; the more, the worse.
package enum LightMeasure: Hashable, Sendable {
    /// Of projects: months since the planned month of a stage that isn't reached, it counted.
    case late(stage: String)
    /// Of projects: months since a stage was reached without a dated fact.
    case without(fact: String, after: String)
    /// Of units: percentage points of done ÷ target behind months ÷ 12, in hundredths.
    case behind(SetIndicator)
    /// Of units: what is missing of target × months ÷ 12, in hundredths of a percent of it.
    case short(SetIndicator)
    /// Of units: how much slower it grows than the city, or than planned where that is more, in
    /// hundredths of a percentage point.
    case slower(SetIndicator, plan: Int64?)

    package var isOfProjects: Bool {
        switch self {
        case .late, .without: true
        case .behind, .short, .slower: false
        }
    }

    package var beside: SetIndicator? {
        switch self {
        case .late, .without: nil
        case .behind(let beside), .short(let beside), .slower(let beside, _): beside
        }
    }
}

extension LightRule {
    static let keys: Set<String> = [
        "measure", "watch", "bad", "running", "words", "excused_by", "orders", "tells",
    ]

    /// The kinds of order that may follow, as Promises calls them.
    private static let orderKinds: Set = ["supervision", "reminder", "instruction"]

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> LightRule? {
        let measure = node.map("measure", &problems).flatMap { LightMeasure.read($0, &problems) }
        let isMonths = measure?.isOfProjects == true
        func threshold(_ key: String) -> Int64? {
            guard let text = node.text(key, &problems) else { return nil }
            let value = isMonths ? Int64(text) : percentWritten(text)
            if value.map({ $0 > 0 }) != true {
                problems.append(
                    Problem(
                        isMonths ? "应为月数，如3" : "应为百分数，最多两位小数，如29.2%",
                        at: node.place(of: key)))
            }
            return value
        }
        let isGrowth = if case .slower? = measure { true } else { false }
        let isFalling = isGrowth && node["bad"]?.written == "falling"
        let (watch, bad) = (threshold("watch"), isFalling ? nil : threshold("bad"))
        if let watch, let bad, bad < watch {
            problems.append(Problem("bad不能小于watch", at: node.place(of: "bad")))
        }
        let running = node.optionalInteger("running", &problems)
        var words: [LightLevel: LocalName] = [:]
        var orders: [LightLevel: String] = [:]
        for entry in node.map("words", &problems)?.asMap(&problems) ?? [] {
            guard let level = level(entry, node, &problems) else { continue }
            words[level] = entry.value.asText(&problems).map { LocalName(zh: $0) }
        }
        if node["words"] != nil, words.count < LightLevel.allCases.count {
            problems.append(Problem("三种灯各写一个名称：good watch bad", at: node.place(of: "words")))
        }
        var tells: [LightLevel: Set<UnitKind>]?
        for entry in node.optionalMap("tells", &problems)?.asMap(&problems) ?? [] {
            guard let level = level(entry, node, &problems) else { continue }
            let kinds = entry.value.asList(&problems) ?? []
            tells = tells ?? [:]
            tells?[level] = Set(kinds.compactMap { $0.asWord(UnitKind.self, &problems) })
        }
        for entry in node.optionalMap("orders", &problems)?.asMap(&problems) ?? [] {
            guard let level = level(entry, node, &problems),
                let kind = entry.value.asText(&problems)
            else { continue }
            if !orderKinds.contains(kind) {
                problems.append(
                    Problem(
                        "没有“\(kind)”这种单：\(orderKinds.sorted().joined(separator: " "))",
                        at: entry.value.place))
            }
            orders[level] = kind
        }
        let excusedBy = node.list("excused_by", &problems).compactMap {
            $0.asWord(UnitKind.self, &problems)
        }
        guard let measure, let watch, isFalling || bad != nil else { return nil }
        return LightRule(
            measure: measure, watch: watch, bad: bad, running: running, words: words,
            excusedBy: Set(excusedBy), orders: orders, tells: tells)
    }

    private static func level(
        _ entry: RuleEntry, _ node: RuleNode, _ problems: inout [Problem]
    ) -> LightLevel? {
        let level = LightLevel(rawValue: entry.key)
        if level == nil {
            problems.append(
                Problem(
                    "灯只有good watch bad", at: .line(file: node.file, line: entry.line)))
        }
        return level
    }
}

extension LightMeasure {
    /// `{late: started}`, `{without: surveyed, after: started}`, `{short: signed, floor: 5亿元}`.
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> LightMeasure? {
        if node["late"] != nil {
            node.onlyKeys(["late"], &problems)
            return node.text("late", &problems).map { .late(stage: $0) }
        }
        if node["without"] != nil {
            node.onlyKeys(["without", "after"], &problems)
            guard let fact = node.text("without", &problems),
                let stage = node.text("after", &problems)
            else { return nil }
            return .without(fact: fact, after: stage)
        }
        for key in ["behind", "short"] where node[key] != nil {
            return SetIndicator.read(node, key: key, &problems).map {
                key == "behind" ? .behind($0) : .short($0)
            }
        }
        if node["slower"] != nil {
            let plan = node.optionalText("plan", &problems)
            let written = plan.flatMap(percentWritten)
            if plan != nil, written == nil {
                problems.append(
                    Problem("应为百分数，最多两位小数，如29.2%", at: node.place(of: "plan")))
            }
            return SetIndicator.read(node, key: "slower", beside: ["plan"], &problems)
                .map { .slower($0, plan: written) }
        }
        problems.append(node.problem("量什么：late、without与after、behind、short或slower"))
        return nil
    }
}

/// Stages, facts and indicators that lights ask for and the folder doesn't have.
func problems(ofLightsIn rules: [Rule], _ indicators: [Indicator]) -> [Problem] {
    let stages = rules.compactMap { rule -> StageRule? in
        if case .stages(let stages) = rule.content { stages } else { nil }
    }
    return rules.flatMap { rule -> [Problem] in
        guard case .light(let light) = rule.content else { return [] }
        var found: [Phrase] = []
        func require(_ stage: String, among ids: [String]) {
            if !ids.contains(stage) { found.append("没有“\(stage)”这个阶段或日期事实") }
        }
        switch light.measure {
        case .late(let stage): require(stage, among: stages.flatMap(\.stages).map(\.id))
        case .without(let fact, let stage):
            require(stage, among: stages.flatMap(\.stages).map(\.id))
            require(fact, among: stages.flatMap(\.datedFacts).map(\.id))
        case .behind(let beside), .short(let beside), .slower(let beside, _):
            let indicator = indicators.first { $0.id == beside.indicator }
            if indicator == nil || indicator?.unit == .percent {
                found.append("“\(beside.indicator)”不是能按进度看的指标")
            }
            found += beside.problems(in: indicators)
        }
        return found.map { Problem($0, at: rule.place) }
    }
}

extension CityFolder {
    /// The rules of lights in force on a day, in the order of their files.
    package func lights(on day: Day) -> [(rule: Rule, light: LightRule)] {
        rules.compactMap { rule in
            guard rule.validity.contains(day), case .light(let light) = rule.content else {
                return nil
            }
            return (rule, light)
        }
    }
}
