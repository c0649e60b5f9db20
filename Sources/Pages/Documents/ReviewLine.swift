import Basics
package import Documents
import Facts
import Indicators
import Markup
import Promises
package import Rules
import Texts

/// One line of a document with its sentence, what hangs on it, and the buttons to decide it.
struct ReviewLine {
    let line: DocumentLine
    /// Of a figure.
    let compared: FactComparison
    let page: DocumentPage
    /// The line after it, to which a decision leads.
    let next: Int64?

    private var kind: ProposalKind { line.kind }
    private var review: Review { line.review }

    /// What only gives the background isn't decided.
    private var isContext: Bool {
        if case .instruction(let one) = line {
            return page.pieces.first { $0.place == one.told.piece }?.kind.binds != true
        }
        return false
    }

    var html: HTML {
        decisionItem(id: line.id, kind: "line", .data("state", review.state.rawValue)) {
            header {
                badge(review.state.light, review.state.label)
                if review.mends != nil { badge(.info, "改过") }
                if let by = review.by { small { page.scene.people[by] } }
                if let reason = review.reason { small { reason } }
            }
            switch line {
            case .fact(let fact): FactText(fact: fact, compared: compared).html
            case .instruction(let one): InstructionText(instruction: one).html
            }
            for item in planned {
                p(.class("hint")) {
                    "已列入行动计划："
                    link(text: item.text, to: .plan(.one(item.number)))
                    if let owner = item.owner { "（\(page.scene.units[owner])）" as Phrase }
                }
            }
            blockquote(.class("sentence")) { sentence }
            if page.scene.mayReview, page.document.withdrawn == nil { buttons }
        }
    }

    /// The sentence with the passage in it; a click leads to its place in the text.
    private var sentence: HTML {
        let marked = MarkedText(
            text: page.text, marks: [line.mark], noise: page.noise, doubts: [])
        return HTML {
            a(.href("#at-" + line.id), .class("quiet")) {
                marked.html(line.sentence, anchors: false)
            }
        }
    }

    @HTMLBuilder private var buttons: HTML {
        let (document, number, fields) = (page.document.number, line.number, fields)
        if isContext {
            p(.class("hint")) { "背景：这一篇的体裁不下达任务。" }
        } else {
            div(.class("decisions")) {
                if review.state == .proposed {
                    actionButton(
                        "采用", to: .documents(.verdict(kind, document, number)), key: "1",
                        fields: fields + [AddressItem("verdict", Verdict.accepted.rawValue)])
                    actionButton(
                        "不用", to: .documents(.verdict(kind, document, number)), key: "2",
                        fields: fields + [AddressItem("verdict", Verdict.rejected.rawValue)])
                } else if isEntered {
                    HTML.nothing
                } else {
                    entering
                    planning
                    actionButton(
                        "撤回", to: .documents(.verdict(kind, document, number)), method: .delete,
                        key: "u", fields: fields)
                }
                if !isEntered {
                    link(
                        "改", to: .documents(.line(kind, document, number)), .class("quiet"),
                        .data("open", ""))
                }
            }
        }
    }

    /// Into the series that tell of it, once it is accepted.
    @HTMLBuilder private var entering: HTML {
        if case .fact(let fact) = line, review.state == .accepted,
            page.scene.mayRecord
        {
            for (place, series) in compared.series.enumerated() {
                actionButton(
                    "登记到“\(series.name)”（\(series.kind.label)）",
                    to: .documents(.entry(page.document.number, fact.number)),
                    key: String(place + 3),
                    fields: fields + [AddressItem("series", series.id)])
            }
        }
    }

    /// Into the year's plan, once it is accepted; as often as it has units.
    @HTMLBuilder private var planning: HTML {
        if case .instruction(let one) = line, review.state == .accepted,
            one.told.mayBecomeTask, page.scene.mayPlan
        {
            link(
                "列入行动计划",
                to: .plan(.new(["document": String(one.document), "line": String(one.number)])),
                .class("button"))
        }
    }

    /// The items of the plan that come from it.
    private var planned: [PlanItem] {
        if case .instruction(let one) = line { page.planned[one.number] ?? [] } else { [] }
    }

    /// What stands in a series is put right there.
    private var isEntered: Bool {
        if case .fact(let fact) = line { fact.published != nil } else { false }
    }

    private var fields: [AddressItem] {
        [
            AddressItem("version", String(review.version)),
            AddressItem("leaf", String(page.leaf)),
            AddressItem("next", next.map(String.init) ?? ""),
        ]
    }
}

/// What a figure is held against, and where it may be entered.
package struct FactComparison: Sendable {
    /// Other papers, or other places of this one, that tell of the same.
    package let others: [OtherTelling]
    /// What series and our own books say.
    package let besides: [FigureBeside]
    package let series: [Series]

    package init(
        others: [OtherTelling] = [], besides: [FigureBeside] = [], series: [Series] = []
    ) {
        self.others = others
        self.besides = besides
        self.series = series
    }
}

/// A figure in words.
struct FactText {
    let fact: DocumentFact
    let compared: FactComparison

    var html: HTML {
        HTML {
            p(.class("told")) {
                strong { fact.told.metric }
                " "
                span(.class("number")) { valueText(fact.told) }
            }
            p(.class("hint")) { hanging }
            if let id = fact.series {
                p(.class("hint")) {
                    link(to: .series(id)) { "已登记到公开数据" as Phrase }
                }
            }
            for beside in compared.besides { BesideText(fact: fact.told, beside: beside).html }
            if !compared.others.isEmpty { tellings }
        }
    }

    @HTMLBuilder private var hanging: HTML {
        let told = fact.told
        "期间：\(told.period?.description ?? "没有写明")"
        "；范围：\(told.scope ?? "没有写明")"
        if let percent = told.yoyPercent { "；同比\(percent.description)%" as Phrase }
        if let points = told.yoyPoints { "；同比\(points.description)个百分点" as Phrase }
        if let share = told.sharePercent {
            "；占\(told.shareOf ?? "")\(share.description)%" as Phrase
        }
        if let rank = told.rank { "；\(rank)" as Phrase }
        if let done = told.targetPercent { "；完成目标的\(done.description)%" as Phrase }
    }

    /// What other papers, or other places of this one, tell of the same.
    private var tellings: HTML {
        let others = compared.others
        let differing = others.filter { $0.fact.told.value != fact.told.value }
        let same = others.count - differing.count
        return HTML {
            if same > 0 { p(.class("hint")) { "另有\(same)处说的一样。" } }
            for other in differing.prefix(5) {
                notice(.watch) {
                    link(to: other.fact.address) {
                        "第\(Int(other.fact.document))号《\(other.title)》" as Phrase
                    }
                    " "
                    if let dated = other.dated { "（\(dated)）" as Phrase }
                    "说是"
                    valueText(other.fact.told)
                    if let gap = fact.told.value - other.fact.told.value {
                        gap.digits > 0 ? "，这里多" : "，这里少" as Phrase
                        valueText(gap.magnitude, fact.told.unit)
                    }
                }
            }
            if differing.count > 5 { p("另有\(differing.count - 5)处不同。", .class("hint")) }
        }
    }
}

/// What a series, and our own books, say of the same as a figure.
private struct BesideText {
    let fact: TextFact
    let beside: FigureBeside

    var html: HTML {
        let series = beside.series
        return HTML {
            if let published = beside.published {
                line(published.value, isExact: published.bound == .exact) {
                    link(to: .series(series.id)) { series.name }
                    "（\(series.kind.label)，\(published.released)）：\(published.written)" as Phrase
                }
            }
            if let own = beside.own?.measured(in: series.unit), let period = fact.releasePeriod,
                let indicator = series.beside
            {
                line(own, isExact: true) {
                    link(to: .indicator(indicator.indicator, indicator.query(over: period))) {
                        "账内（项目口径）" as Phrase
                    }
                    "：" as Phrase
                    series.unit.words(own)
                }
            }
        }
    }

    /// The same is a hint, another value stands out, with the difference.
    private func line(_ value: Int64, isExact: Bool, @HTMLBuilder words: () -> HTML) -> HTML {
        let words = words()
        let series = beside.series
        guard isExact, let told = fact.measured(in: series.unit), told != value else {
            return p(.class("hint")) { words }
        }
        return notice(.watch) {
            words
            told > value ? "，这里多" : "，这里少" as Phrase
            series.unit.words(abs(told - value))
        }
    }
}

/// What is asked for, in words.
struct InstructionText {
    let instruction: DocumentInstruction

    var html: HTML {
        let told = instruction.told
        return HTML {
            p(.class("told")) {
                badge(told.kind == .problem ? .watch : .plain, told.kind.label)
                " "
                strong { told.text }
            }
            p(.class("hint")) {
                if told.owners.isEmpty { "没有写明由谁做" as Phrase }
                for (place, owner) in told.owners.enumerated() {
                    if place > 0 { "；" }
                    owner.part.label
                    "：\(owner.name)" as Phrase
                }
                if let due = told.due {
                    "；期限：\(due.text)" as Phrase
                    if let last = due.last, last.description != due.text {
                        "（\(last)）" as Phrase
                    }
                }
                for target in told.targets { "；目标：\(target.text)" as Phrase }
                if let saying = told.saying {
                    "；\(saying.speaker ?? "")\(saying.verb)" as Phrase
                }
            }
            if !told.headings.isEmpty {
                p(.class("hint")) { told.headings.map(\.text).joined(separator: " › ") }
            }
        }
    }
}

extension TextFact {
    var span: TextSpan { start..<(start + raw.unicodeScalars.count) }
}

/// «超过57.2亿美元», «928个».
func valueText(_ fact: TextFact) -> HTML {
    HTML {
        switch fact.qualifier {
        case .exact: HTML.nothing
        case .over: HTML.phrase("超过")
        case .approximate: HTML.phrase("约")
        case .nearly: HTML.phrase("近")
        }
        valueText(fact.value, fact.unit)
    }
}

func valueText(_ value: ExactNumber, _ unit: FactUnit) -> HTML {
    func money(_ currency: Currency) -> HTML {
        guard let minor = value.times(currency.minorUnits), minor.isExact else {
            return .phrase("\(value.description) \(currency.rawValue)")
        }
        return .name(Money(minor: minor.value, currency).words)
    }
    return switch unit {
    case .yuan: money(.CNY)
    case .dollar: money(.USD)
    case .euro: money(.EUR)
    case .count: .phrase("\(value.description)个")
    case .person: .phrase("\(value.description)人")
    case .percent: .text(value.description + "%")
    case .point: .phrase("\(value.description)个百分点")
    }
}

extension ExactNumber {
    static func - (left: ExactNumber, right: ExactNumber) -> ExactNumber? {
        left + ExactNumber(-right.digits, places: right.places)
    }

    var magnitude: ExactNumber { ExactNumber(abs(digits), places: places) }
}

extension ReviewState {
    var light: Light {
        switch self {
        case .proposed: .info
        case .accepted: .good
        case .rejected, .mended, .withdrawn: .plain
        }
    }
}
