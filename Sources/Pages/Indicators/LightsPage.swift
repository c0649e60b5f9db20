package import Basics
package import Indicators
import Markup
package import Rules

extension Limit {
    /// Lights of one rule on a page.
    package static let lightsShown: Limit = 200
}

/// 亮灯: what each rule lit at the end of a month, the worst first, and what became of it.
package struct LightsPage: Sendable {
    package let month: Month
    /// The worst of each rule.
    package let lights: [NamedLight]
    /// By rule, how many there are.
    package let counts: [String: Int]
    package let rules: [Rule]
    /// The rules that were gone through.
    package let lit: Set<String>
    package let units: UnitNames
    package let today: Day
    package let mayLight: Bool
    package let values: FormValues

    package init(
        month: Month, lights: [NamedLight], counts: [String: Int], rules: [Rule], lit: Set<String>,
        units: UnitNames,
        today: Day, mayLight: Bool, values: FormValues
    ) {
        self.month = month
        self.lights = lights
        self.counts = counts
        self.rules = rules
        self.lit = lit
        self.units = units
        self.today = today
        self.mayLight = mayLight
        self.values = values
    }

    package var page: Page {
        Page("亮灯", area: .indicators) {
            pageTitle("\(month)亮灯", lead: "每月月底按规则亮一次，不再改；有正当理由的由另一个单位核定。") {
                link("上个月", to: .lights(month.previous), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if rules.isEmpty {
                emptyState("城市没有亮灯规则", next: "在城市文件夹的 rules/ 里写 kind: light。")
            } else if mayLight, month.last < today, rules.contains(where: { !lit.contains($0.id) })
            {
                postForm(to: .lights(month)) { submitButton("按规则亮灯") }
            }
            for rule in rules {
                let own = lights.filter { $0.light.rule == rule.id }
                card("\(rule.name)", id: rule.id) {
                    p(.class("hint")) { rule.basis.line }
                    if !lit.contains(rule.id) {
                        p("这个月还没有按这条规则亮灯。")
                    } else if own.isEmpty {
                        p {
                            badge(.good, "\(rule.word(.good))")
                            " "
                            "没有要亮的。" as Phrase
                        }
                    } else {
                        if let all = counts[rule.id], all > own.count {
                            p("共\(all)盏，列出最重的\(own.count)盏。", .class("hint"))
                        }
                        table.html(own)
                    }
                }
            }
        }
    }

    private var table: DataTable<NamedLight> {
        let units = units
        return DataTable(
            "亮灯",
            columns: [
                DataColumn("灯", isShort: true) { $0.badge },
                DataColumn("对象", isHead: true) { one in
                    link(to: .light(one.light.number)) {
                        if let project = one.project { project } else { units[one.light.unit] }
                    }
                },
                DataColumn("单位", isShort: true) { units[$0.light.unit] },
                DataColumn("差多少", isNumber: true) { $0.measureText },
                DataColumn("连续", isNumber: true, isShort: true) { one in
                    if one.light.running > 1 { "\(one.light.running)个月" as Phrase }
                },
                DataColumn("理由") { $0.excuseText },
            ])
    }
}

/// A light with its rule, and the name of its project for who may see that.
package struct NamedLight: Sendable {
    package let light: MonthLight
    /// Nil where the city folder has it no more.
    package let rule: Rule?
    package let project: String?

    package init(_ light: MonthLight, rule: Rule?, project: String?) {
        self.light = light
        self.rule = rule
        self.project = project
    }

    var badge: HTML {
        guard light.counts else { return Pages.badge(.info, "有正当理由") }
        let word = rule?.word(light.level) ?? LocalName(zh: "")
        return Pages.badge(light.level == .bad ? .bad : .watch, "\(word)")
    }

    var measureText: Phrase {
        let number = fixed(light.measure, per: 100, decimals: 2)
        guard case .light(let rule) = rule?.content else { return "\(number)" }
        switch rule.measure {
        case .late, .without: return "\(Int(light.measure))个月"
        case .behind, .slower: return "\(number)个百分点"
        case .short: return "\(number)%"
        }
    }

    var excuseText: Phrase {
        guard let excuse = light.excuse else { return "没有说明" }
        switch excuse.isGranted {
        case nil: return "\(excuse.reason)（待核定）"
        case true?: return "\(excuse.reason)（已核定）"
        case false?: return "\(excuse.reason)（未认可：\(excuse.note ?? "")）"
        }
    }
}

extension Rule {
    func word(_ level: LightLevel) -> LocalName {
        guard case .light(let light) = content else { return name }
        return light.words[level] ?? name
    }
}

/// One light: what it was computed from, the reason, the order that follows.
package struct LightPage: Sendable {
    package let named: NamedLight
    package let units: UnitNames
    package let mayExcuse: Bool
    package let mayDecide: Bool
    package let mayOrder: Bool
    package let values: FormValues

    package init(
        named: NamedLight, units: UnitNames, mayExcuse: Bool, mayDecide: Bool, mayOrder: Bool,
        values: FormValues
    ) {
        self.named = named
        self.units = units
        self.mayExcuse = mayExcuse
        self.mayDecide = mayDecide
        self.mayOrder = mayOrder
        self.values = values
    }

    private var light: MonthLight { named.light }
    private var rule: Rule? { named.rule }

    package var page: Page {
        Page("亮灯", area: .indicators) {
            pageTitle(
                "\(rule?.name ?? LocalName(zh: light.rule))",
                lead: "\(light.month)，\(units[light.unit])"
            ) {
                link("这个月的灯", to: .lights(light.month), .class("button"))
                if mayOrder, light.counts, let kind = order {
                    link("发单督办", to: .newOrder(kind), .class("button primary"))
                }
                printButton()
            }
            problemNotice(values.problems)
            card("为什么亮") {
                p {
                    named.badge
                    " "
                    if let project = light.project {
                        link(to: .project(project)) { named.project ?? project.text }
                    } else {
                        units[light.unit]
                    }
                }
                p { explained }
                if light.running > 1 { p("已经连续\(light.running)个月。") }
                if let rule { p(rule.basis.line, .class("hint")) }
            }
            card("正当理由", id: "excuse") {
                p(named.excuseText)
                if light.excuse == nil, mayExcuse {
                    postForm(to: .lightAct(light.number, "excuse")) {
                        textArea("reason", "理由", in: values, isRequired: true)
                        submitButton("说明")
                    }
                }
                if let excuse = light.excuse, excuse.isGranted == nil, mayDecide {
                    postForm(to: .lightAct(light.number, "decision")) {
                        textField("note", "意见", in: values, hint: "不认可须写明为什么。")
                        submitButton("认可", name: "granted", value: "1")
                        submitButton("不认可", name: "granted", value: "0")
                    }
                }
            }
        }
    }

    /// The inputs in their sentence.
    private var explained: Phrase {
        func text(_ name: String) -> String { light.inputs[name]?.string ?? "" }
        guard case .light(let rule) = rule?.content else { return "\(light.inputs.text)" }
        switch rule.measure {
        case .late:
            return "计划\(text("planned"))，到\(light.month)底没有到达，第\(Int(light.measure))个月。"
        case .without:
            return "\(text("since"))到达，过了\(Int(light.measure))个月还没有办。"
        case .behind, .short:
            return "完成\(number("done"))，全年目标\(number("target"))，比时间进度差\(named.measureText)。"
        case .slower:
            let (done, before) = (number("done"), number("before"))
            let (growth, mean, plan) = (percent("growth"), percent("mean"), percent("plan"))
            return "完成\(done)，去年同期\(before)，同比\(growth)；全市\(mean)，计划\(plan)。"
        }
    }

    private func percent(_ name: String) -> String {
        guard case .integer(let value)? = light.inputs[name] else { return "—" }
        return fixed(value, per: 100, decimals: 2) + "%"
    }

    /// An amount of a target's measure.
    private func number(_ name: String) -> String {
        guard case .integer(let value)? = light.inputs[name],
            let unit = light.inputs["unit"]?.string.flatMap(IndicatorUnit.init)
        else { return "" }
        return unit.words(value).zh
    }

    /// The form of an order, filled in from the light.
    private var order: AddressQuery? {
        guard case .light(let rule) = rule?.content, let kind = rule.orders[light.level] else {
            return nil
        }
        return [
            "kind": kind, "owner": light.unit, "project": light.project?.text,
            "title": "\(self.rule?.name.zh ?? "")：\(named.project ?? units[light.unit].zh)",
        ]
    }
}
