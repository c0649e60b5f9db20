import Basics
package import Indicators
import Markup
package import Rules

/// One figure: by unit or another dimension, its definition, and the SQL that computes it.
package struct IndicatorPage: Sendable {
    package let figure: ComparedFigure
    package let table: FigureTable?
    /// Of this year and these settings; none where the period isn't the year so far.
    package let targets: [IndicatorTarget]
    package let days: FigureDays
    package let units: UnitNames
    package let query: AddressQuery
    package let parameters: [RuleParameter]
    /// Of a ratio's parts.
    package let partUnit: IndicatorUnit
    package let dimensions: [FactDimension]
    package let statements: [String]
    /// Nil where the reader decides none or there are none.
    package let slips: OpenSlips?
    /// Of money: what belongs to months that were closed before.
    package let late: LateSum?
    /// Nil where the figure isn't told apart by unit, or no zone lies in a district.
    package let zones: ZoneReading?
    package let isWhole: Bool
    package let values: FormValues

    /// `table` is set where the figure is told apart by unit.
    package init(
        figure: ComparedFigure, table: FigureTable?, targets: [IndicatorTarget],
        days: FigureDays, units: UnitNames, query: AddressQuery, parameters: [RuleParameter],
        partUnit: IndicatorUnit, dimensions: [FactDimension], statements: [String],
        slips: OpenSlips?, late: LateSum?, zones: ZoneReading?, isWhole: Bool,
        values: FormValues
    ) {
        self.figure = figure
        self.table = table
        self.targets = targets
        self.days = days
        self.units = units
        self.query = query
        self.parameters = parameters
        self.partUnit = partUnit
        self.dimensions = dimensions
        self.statements = statements
        self.slips = slips
        self.late = late
        self.zones = zones
        self.isWhole = isWhole
        self.values = values
    }

    private var indicator: Indicator { figure.indicator }
    private var dimension: FactDimension { figure.now.question.dimension }

    package var page: Page {
        Page("\(indicator.name)", area: .indicators, hasCharts: chart != nil) {
            pageTitle("\(indicator.name)", lead: "\(indicator.definition)") {
                link(
                    "全部指标",
                    to: .indicators(
                        AddressQuery(query.items.filter { ["period", "as-of"].contains($0.name) })),
                    .class("button"))
                link("年度目标", to: .targets(targetQuery), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            periodTabs(days, query) { .indicator(indicator.id, $0) }
            form
            figures {
                figureLine(
                    isWhole ? "全市" : "归您看的单位", indicator.unit.number(figure.now.whole),
                    unit: indicator.unit.word, to: rows(of: nil), note: change)
                if let target = target(of: nil), let value = target.value {
                    figureLine(
                        "全年目标", indicator.unit.number(ofTarget: value),
                        unit: indicator.unit.word, to: .targets(targetQuery),
                        note: progress(figure.now.whole, target).map(said))
                }
            }
            if let note = days.openNote { p(note, .class("hint")) }
            if let slips, indicator.asksForTotals { slips.html }
            if let note = unknownNote(figure.now.whole) {
                notice(.watch) {
                    p {
                        note
                        "：缺签约时间、金额、汇率或协议类型，没有计入。"
                        " "
                        if let rows = rows(of: nil) { link("逐个看", to: rows) }
                    }
                }
            }
            card("\(days.period.name)") {
                if let table { unitTable(table) } else { groupTable }
            }
            if let late { late.card(in: indicator.unit) }
            if let chart { chart }
            keeping
            definition
        }
    }

    private var form: HTML {
        filterForm(to: .indicator(indicator.id)) {
            periodFields(values)
            for parameter in parameters {
                selectField(
                    parameter.id, "\(parameter.name)",
                    parameter.choices.map { Choice($0.written, name: parameter.name(of: $0)) },
                    in: values)
            }
            selectField(
                "by", "按什么分", dimensions.map { Choice($0.rawValue, $0.label) }, in: values)
            if zones != nil {
                selectField(
                    "zones", "功能区", ZoneReading.allCases.map { Choice($0.rawValue, $0.label) },
                    in: values)
            }
            submitButton("查看")
        }
    }

    /// Where the facts of some groups open; a formula's stand with its indicators.
    private func rows(of groups: [String]?) -> Address? {
        guard case .facts = indicator.body else { return nil }
        return .indicatorRows(
            indicator.id, query.setting("of", to: groups?.joined(separator: ",")))
    }

    // MARK: Targets

    private var targetQuery: AddressQuery {
        var asked: AddressQuery = [
            "indicator": indicator.id, "year": String(days.period.last.year),
        ]
        for parameter in parameters {
            asked = asked.setting(parameter.id, to: query[parameter.id])
        }
        return asked
    }

    /// Of a unit, or of the whole where the reader sees it.
    private func target(of unit: String?) -> IndicatorTarget? {
        unit == nil && !isWhole ? nil : targets.first { $0.unit == unit }
    }

    private func progress(_ sum: FactSum, _ target: IndicatorTarget?) -> TargetProgress? {
        target?.progress(
            sum, of: indicator, through: days.hasEnded ? days.period.last.month : nil)
    }

    private func said(_ progress: TargetProgress) -> Phrase {
        guard let pace = progress.pace, let forecast = progress.forecast else {
            return "完成\(progress.completionText)"
        }
        let year = indicator.unit.number(ofTarget: forecast)
        return "完成\(progress.completionText)，\(pace)；照此进度全年约\(year)（推算）"
    }

    private var change: Phrase? {
        figure.before.flatMap {
            indicator.unit.change(from: $0.whole, to: figure.now.whole)
        }.map { "比去年同期\($0)" }
    }

    // MARK: Tables

    /// One line of the table; what is taken away has a minus before it.
    private struct Line: Sendable {
        enum Subject: Sendable {
            case group(String?), line(FigureLine.Subject), doubled, nested, whole
        }
        let subject: Subject
        let sum: FactSum
        let before: FactSum?
        let groups: [String]?
        var target: IndicatorTarget?
        var rank: FigureRank?
    }

    private func unitTable(_ table: FigureTable) -> HTML {
        let lines = table.lines.map { line in
            Line(
                subject: .line(line.subject), sum: line.sum, before: figure.before(of: line),
                groups: line.units, target: line.unit.flatMap(target),
                rank: table.rank(of: line))
        }
        var sums: [Line] = []
        func add(_ subject: Line.Subject, _ sum: FactSum) {
            guard sum.value != 0 || (sum.base ?? 0) != 0 else { return }
            sums.append(Line(subject: subject, sum: sum, before: nil, groups: nil))
        }
        add(.doubled, table.doubled)
        add(.nested, table.nested)
        sums.append(
            Line(
                subject: .whole, sum: table.whole, before: figure.before?.whole, groups: nil,
                target: target(of: nil)))
        return data("单位").html(lines, sums: sums)
    }

    private var groupTable: HTML {
        let lines = figure.now.groups.map { group in
            Line(
                subject: .group(group.value), sum: group.sum,
                before: figure.before.map { $0.sum(of: figure.earlier(group.value)) ?? FactSum() },
                groups: [group.value ?? "-"])
        }
        var sums: [Line] = []
        if figure.now.doubled.value != 0 {
            sums.append(
                Line(subject: .doubled, sum: figure.now.doubled, before: nil, groups: nil))
        }
        sums.append(
            Line(subject: .whole, sum: figure.now.whole, before: figure.before?.whole, groups: nil))
        return data(dimension.label).html(lines, sums: sums)
    }

    private func data(_ head: Phrase) -> DataTable<Line> {
        let (unit, units, isWhole) = (indicator.unit, units, isWhole)
        return DataTable(
            "\(indicator.name)",
            columns: [
                DataColumn(head, isHead: true) { line in
                    switch line.subject {
                    case .group(let value?): value
                    case .group(nil): "没有写明" as Phrase
                    case .line(.unit(let id)):
                        units[id]
                        if (line.groups?.count ?? 0) > 1 { "（含功能区）" as Phrase }
                    case .line(.zone(let id)): "其中：\(units[id])" as Phrase
                    case .line(.cityOffices): "市本级" as Phrase
                    case .doubled: "减：双算重复" as Phrase
                    case .nested: "减：功能区套算" as Phrase
                    case .whole: isWhole ? "全市" as Phrase : "合计" as Phrase
                    }
                },
                DataColumn("数值", unit: unit.word, isNumber: true) { line in
                    let isMinus =
                        switch line.subject {
                        case .doubled, .nested: true
                        case .group, .line, .whole: false
                        }
                    let number = (isMinus ? "−" : "") + unit.number(line.sum)
                    if !isMinus, let address = rows(of: line.groups) {
                        figureLink(number, to: address)
                    } else {
                        number
                    }
                },
            ]
                + (unit == .percent
                    ? [
                        DataColumn("分子／分母", isNumber: true, isAside: true) { line in
                            if let base = line.sum.base { parts(line.sum.value, base) }
                        }
                    ] : [])
                + sizeColumns
                + (table == nil || targets.isEmpty ? [] : targetColumns)
                + [
                    DataColumn("去年同期", isNumber: true, isAside: true) { line in
                        line.before.map(unit.number)
                    },
                    DataColumn("同比", isNumber: true, isAside: true) { line in
                        line.before.flatMap { unit.change(from: $0, to: line.sum) }.html
                    },
                    DataColumn("不明", isNumber: true, isShort: true) { line in
                        if line.sum.unknown > 0 { String(line.sum.unknown) }
                    },
                ])
    }

    /// The place among units, and the part of the whole.
    private var sizeColumns: [DataColumn<Line>] {
        let whole = figure.now.whole
        let ranks: [DataColumn<Line>] =
            table == nil || !isWhole
            ? []
            : [
                DataColumn("名次", isNumber: true, isShort: true) { line in
                    if let rank = line.rank {
                        "\(rank.place)"
                        if rank.isTied { small("并列", .class("hint")) }
                    }
                }
            ]
        let shares: [DataColumn<Line>] =
            whole.base == nil && whole.value > 0
            ? [
                DataColumn("占比", isNumber: true, isAside: true) { line in
                    if line.groups != nil, let share = line.sum.share(of: whole) {
                        withPlaces(1, fixed(share, per: 100, decimals: 1)) + "%"
                    }
                }
            ] : []
        return ranks + shares
    }

    private var targetColumns: [DataColumn<Line>] {
        let unit = indicator.unit
        return [
            DataColumn("目标", isNumber: true, isAside: true) { line in
                line.target?.value.map(unit.number(ofTarget:))
            },
            DataColumn("完成率", isNumber: true, isAside: true) { line in
                progress(line.sum, line.target)?.completionText
            },
            DataColumn("比时间进度", isNumber: true, isAside: true) { line in
                progress(line.sum, line.target)?.pace.html
            },
        ]
    }

    private func parts(_ value: Int64, _ base: Int64) -> String {
        "\(partUnit.number(FactSum(value: value)))／\(partUnit.number(FactSum(value: base)))"
    }

    /// The units beside each other, or the figure's groups; nil where there is one, or nothing.
    private var chart: Chart? {
        guard let table else { return figure.chart(days) }
        let lines = table.lines.filter { if case .unit = $0.subject { true } else { false } }
        guard figure.now.whole.value > 0, lines.count > 1 else { return nil }
        return figure.chart(
            .bar, "单位", lines.map { ChartCategory(units[$0.units[0]]) }, now: lines.map(\.sum),
            before: nil, days)
    }

    /// Puts the figure on the own cockpit, as it is asked for here.
    private var keeping: HTML {
        disclosure("存到驾驶舱") {
            postForm(to: .savedFigures) {
                hiddenField("indicator", indicator.id)
                for item in query.items where item.name != "as-of" {
                    hiddenField(item.name, item.value)
                }
                textField("name", "名称", in: FormValues(), isRequired: true)
                selectField(
                    "shape", "怎样看", SavedFigureShape.allCases.map { Choice($0.rawValue, $0.label) },
                    in: FormValues())
                checkField("shared", "本单位的人也看", in: FormValues())
                submitButton("保存")
            }
            p("不写期间的，总是今年累计；各人看到的只含自己能看的。", .class("hint"))
        }
    }

    // MARK: Definition

    private var definition: HTML {
        card("口径", id: "definition") {
            p { indicator.definition }
            p(.class("hint")) { indicator.basis.line }
            p(.class("hint")) {
                indicator.validity.until.map { "口径自\(indicator.validity.since)至\($0)" }
                    ?? "口径自\(indicator.validity.since)起"
            }
            if case .derived(let formula) = indicator.body {
                p {
                    "由这些指标算出："
                    for (index, id) in formula.indicators.enumerated() {
                        if index > 0 { "、" }
                        link(text: id, to: .indicator(id, query))
                    }
                }
            }
            disclosure("怎样算出来的（SQL）") {
                for statement in statements { pre(.class("statement")) { statement } }
            }
        }
    }
}

extension Indicator {
    /// Whether totals of projects are added up, by itself or by what its formula asks for.
    fileprivate var asksForTotals: Bool {
        switch body {
        case .facts(let measure): measure.summed == "total"
        case .derived: unit != .count
        }
    }
}
