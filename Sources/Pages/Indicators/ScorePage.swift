import Basics
package import Indicators
import Markup
package import Rules

/// One unit's score: each term with its points, how they came about, and the numbers it was made
/// from, each a link to where it comes from.
package struct ScorePage: Sendable {
    package let sheet: ScoreSheet
    package let score: Score
    /// If what was typed into the trial came true; nil where nothing was typed.
    package let trial: Score?
    package let units: UnitNames
    package let query: AddressQuery
    package let mayTry: Bool
    package let maySet: Bool
    package let values: FormValues

    package init(
        sheet: ScoreSheet, score: Score, trial: Score?, units: UnitNames, query: AddressQuery,
        mayTry: Bool, maySet: Bool, values: FormValues
    ) {
        self.sheet = sheet
        self.score = score
        self.trial = trial
        self.units = units
        self.query = query
        self.mayTry = mayTry
        self.maySet = maySet
        self.values = values
    }

    private var scorecard: Scorecard { sheet.question.card }
    private var period: Period { sheet.question.period }
    private var own: ScoreValues { sheet.values[score.unit] ?? ScoreValues() }

    package var page: Page {
        Page("\(units[score.unit])", area: .indicators) {
            pageTitle(
                "\(units[score.unit])：\(scorecard.name)", lead: "\(period.name)"
            ) {
                link("全部单位", to: .scorecard(scorecard.id, listQuery), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            figures {
                figureLine(
                    score.total == nil ? "已有的分" : "得分", score.knownText, unit: "分",
                    note: "满分\(scorecard.full)分")
                if let rank = score.rank {
                    figureLine(
                        "名次", String(rank), unit: nil,
                        note: score.isTied
                            ? "并列，共\(sheet.classSize(score.className))个单位"
                            : "共\(sheet.classSize(score.className))个单位")
                }
                if let trial {
                    figureLine(
                        "测算", trial.known.description, unit: "分",
                        note: trial.rank.map { "第\($0)名；只是测算，不保存" } ?? "只是测算，不保存",
                        light: .info)
                }
            }
            card("逐项") { terms.html(Array(zip(scorecard.terms, score.terms))) }
            card("用到的数") { inputs.html(scorecard.inputs) }
            if maySet, !typed.isEmpty { form }
            if mayTry { trying }
        }
    }

    private var listQuery: AddressQuery { ["period": query["period"]] }

    private var terms: DataTable<(ScoreTerm, TermScore)> {
        let (scorecard, own, trial) = (scorecard, own, trial)
        return DataTable(
            "逐项",
            columns: [
                DataColumn("项", isHead: true) { term, _ in
                    term.name
                    if term.isBonus { badge(.info, "加分") }
                },
                DataColumn("得分", isNumber: true) { term, found in
                    if let points = found.points { points.description } else { badge(.watch, "缺数") }
                    small(.class("unit")) { "／\(term.points)" as Phrase }
                },
                DataColumn("怎样算") { term, found in
                    if found.missing.isEmpty {
                        term.explained(own, on: scorecard)
                    } else {
                        "缺数：" as Phrase
                        for (index, input) in found.missing.enumerated() {
                            if index > 0 { "、" }
                            scorecard.name(of: input)
                        }
                    }
                },
            ]
                + (trial.map { trial in
                    [
                        DataColumn("测算", isNumber: true, isAside: true) { term, _ in
                            trial.terms.first { $0.term == term.id }?.points?.description
                        }
                    ]
                } ?? []))
    }

    private var inputs: DataTable<ScoreInput> {
        let (own, entries, period) = (own, sheet.entries[score.unit] ?? [:], period)
        return DataTable(
            "用到的数",
            columns: [
                DataColumn("数", isHead: true) { $0.name },
                DataColumn("数值", isNumber: true) { input in
                    let text =
                        own.done[input.id].map { "\(input.measure.words($0))" as Phrase } ?? "—"
                    if let beside = input.indicator {
                        link(to: .indicator(beside.indicator, beside.query(over: period))) { text }
                    } else {
                        text
                    }
                },
                DataColumn("目标", isNumber: true, isAside: true) { input in
                    if input.isTargeted {
                        own.targets[input.id].map { "\(input.measure.words($0))" as Phrase }
                            ?? "没有目标"
                    }
                },
                DataColumn("从哪里来") { input in
                    if input.indicator != nil {
                        "按指标算出，含辖区功能区" as Phrase
                    } else if let entry = entries[input.id], entry.value != nil {
                        "\(entry.source)，\(entry.setBy)登记" as Phrase
                    } else {
                        badge(.watch, "还没有登记")
                    }
                },
            ])
    }

    private var typed: [ScoreInput] { scorecard.inputs.filter { $0.indicator == nil } }

    private var form: HTML {
        card("登记", id: "set") {
            postForm(to: .score(scorecard.id, score.unit)) {
                hiddenField("year", String(period.first.year))
                for input in typed {
                    textField(
                        "value-\(input.id)", "\(input.name)", in: filled, hint: input.measure.hint)
                    if input.isTargeted {
                        textField("target-\(input.id)", "\(input.name)的目标", in: filled)
                    }
                }
                textField("source", "依据", in: values, hint: "文件、名单或通报", isRequired: true)
                submitButton("保存")
            }
        }
    }

    /// What was typed, else what holds.
    private var filled: FormValues {
        guard values.items.isEmpty else { return values }
        let own = own
        return FormValues(
            typed.flatMap { input in
                [
                    own.done[input.id].map {
                        AddressItem("value-\(input.id)", input.measure.written($0))
                    },
                    own.targets[input.id].map {
                        AddressItem("target-\(input.id)", input.measure.written($0))
                    },
                ].compactMap(\.self)
            })
    }

    private var trying: HTML {
        card("测算", id: "try") {
            p("试试以后几个月再增加多少、目标换成多少，得分和名次会怎样；不保存，也不改变已有的数。", .class("hint"))
            filterForm(to: .score(scorecard.id, score.unit)) {
                if let period = query["period"] { hiddenField("period", period) }
                for input in scorecard.inputs where input.isTargeted || input.indicator != nil {
                    textField(
                        "more-\(input.id)", "再增加：\(input.name)", in: asked,
                        hint: input.measure.hint)
                    if input.isTargeted {
                        textField("target-\(input.id)", "目标换成：\(input.name)", in: asked)
                    }
                }
                submitButton("测算")
            }
        }
    }

    private var asked: FormValues { FormValues(query.items, problems: values.problems) }
}

extension Scorecard {
    func name(of input: String) -> LocalName { self.input(input)?.name ?? LocalName(zh: input) }
}

extension SetIndicator {
    /// The indicator over a period, as it is set here.
    func query(over period: Period) -> AddressQuery {
        AddressQuery(
            [AddressItem("period", period.description)]
                + settings.sorted { $0.key < $1.key }.map { AddressItem($0.key, $0.value.written) })
    }
}

extension ScoreMeasure {
    func words(_ value: Int64) -> LocalName {
        unit?.words(value) ?? LocalName(zh: fixed(value, per: 100, decimals: 2))
    }

    /// As it is typed.
    func written(_ value: Int64) -> String { words(value).zh }

    var hint: Phrase? {
        switch self {
        case .count: nil
        case .yuan: "带单位，如1.2亿元"
        case .usd: "带单位，如500万美元"
        case .percent: "如66.1%"
        case .marks: "分数"
        }
    }
}

extension ScoreTerm {
    /// How the points came about, with the numbers in their places.
    func explained(_ values: ScoreValues, on card: Scorecard) -> Phrase {
        func words(_ input: String, _ value: Int64?) -> String {
            value.flatMap { value in card.input(input)?.measure.words(value).zh } ?? "—"
        }
        func done(_ input: String) -> String { words(input, values.done[input]) }
        func rate(_ input: String) -> String {
            "\(done(input))÷\(words(input, values.targets[input]))"
        }
        func pointed(_ parts: [PointedInput]) -> Phrase {
            summed(parts.map { "\(card.name(of: $0.input))\(done($0.input))×\($0.points)" })
        }
        switch method {
        case .completion(let parts, let cap):
            let sum = parts.map { part in
                parts.count > 1
                    ? "\(rate(part.input))×\(fixed(part.weight, per: 100, decimals: 2))%"
                    : rate(part.input)
            }.joined(separator: "＋")
            guard let cap else { return "\(points)×（\(sum)），不封顶" }
            return "\(points)×（\(sum)），各封顶\(fixed(cap, per: 100, decimals: 2))%"
        case .share(let part, let whole): return "\(points)×\(done(part))÷\(done(whole))"
        case .floors(let floors, let each):
            let sum = summed(
                floors.map { "\(card.name(of: $0.input))\(done($0.input))／\(Int($0.least))" })
            return "\(points)−每少一个\(each)：\(sum)"
        case .each(let parts): return "\(pointed(parts))，最多\(points)"
        case .deductions(let parts): return "\(points)−（\(pointed(parts))），不低于0"
        case .spread(let input):
            return "\(points)×（60%＋40%×（\(done(input))−最低）÷（最高−最低））"
        case .best(let input): return "\(points)×\(done(input))÷本类最高"
        case .bands(let input): return "\(points)，\(rate(input))比平均每10个百分点一段加减"
        case .marks(let input): return "打分\(done(input))，最多\(points)"
        }
    }
}

private func summed(_ parts: [Phrase]) -> Phrase {
    parts.dropFirst().reduce(parts.first ?? "") { "\($0)＋\($1)" }
}
