import Basics
package import Indicators
import Markup
package import Rules

/// 目标下达分解: what each unit is to reach of one indicator in a year, by which document, and every
/// adjustment.
package struct TargetsPage: Sendable {
    package let indicator: Indicator
    package let year: Int
    package let choices: [Indicator]
    package let parameters: [RuleParameter]
    /// Each setting and adjustment, the first first.
    package let history: [IndicatorTarget]
    package let units: UnitNames
    package let query: AddressQuery
    package let maySet: Bool
    package let values: FormValues

    package init(
        indicator: Indicator, year: Int, choices: [Indicator], parameters: [RuleParameter],
        history: [IndicatorTarget], units: UnitNames, query: AddressQuery, maySet: Bool,
        values: FormValues
    ) {
        self.indicator = indicator
        self.year = year
        self.choices = choices
        self.parameters = parameters
        self.history = history
        self.units = units
        self.query = query
        self.maySet = maySet
        self.values = values
    }

    var targets: [IndicatorTarget] { history.holding }

    package var page: Page {
        Page("年度目标", area: .indicators) {
            pageTitle("年度目标", lead: "按文件下达到各单位；调整另记一条，写明原因，原来的留着。") {
                link(
                    "看完成情况", to: .indicator(indicator.id, figureQuery), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            filterForm(to: .targets()) {
                selectField(
                    "indicator", "指标", choices.map { Choice($0.id, name: $0.name) }, in: asked)
                textField("year", "年份", in: asked)
                for parameter in parameters {
                    selectField(
                        parameter.id, "\(parameter.name)",
                        parameter.choices.map { Choice($0.written, name: parameter.name(of: $0)) },
                        in: asked)
                }
                submitButton("查看")
            }
            card("\(String(year))年\(indicator.name)") {
                if targets.isEmpty {
                    emptyState(
                        "还没有下达目标",
                        next: maySet ? "在下面按文件填写。" : "由指挥部办公室按文件下达。")
                } else {
                    held
                }
            }
            if maySet { form }
            if !history.isEmpty { past }
        }
    }

    private var asked: FormValues {
        FormValues(
            query.setting("indicator", to: indicator.id).setting("year", to: String(year)).items)
    }

    private var figureQuery: AddressQuery {
        query.setting("indicator", to: nil).setting("year", to: nil)
    }

    @HTMLBuilder private var held: HTML {
        let (unit, units) = (indicator.unit, units)
        DataTable<IndicatorTarget>(
            "年度目标",
            columns: [
                DataColumn("单位", isHead: true) { target in
                    if let id = target.unit { units[id] } else { "全市" as Phrase }
                },
                DataColumn("目标", unit: unit.word, isNumber: true) { target in
                    target.value.map(unit.number(ofTarget:))
                },
                DataColumn("文件") { target in
                    "\(target.document.title)（\(target.document.number)）"
                },
                DataColumn("日期", isShort: true) { $0.document.dated.description },
            ]
        ).html(
            targets.filter { $0.unit == nil }
                + units.present.flatMap { unit in targets.filter { $0.unit == unit } })
        if indicator.addsUp, let city = targets.first(where: { $0.unit == nil })?.value {
            let sum = targets.filter { $0.unit != nil }.compactMap(\.value).reduce(0, +)
            if sum > 0 { p(.class("hint")) { difference(sum, city) } }
        }
    }

    private func difference(_ sum: Int64, _ city: Int64) -> Phrase {
        let (whole, rest) = (
            indicator.unit.number(ofTarget: sum), indicator.unit.number(ofTarget: abs(sum - city))
        )
        if sum == city { return "各单位合计与全市目标相等。" }
        return sum > city
            ? "各单位合计\(whole)，比全市目标多\(rest)。" : "各单位合计\(whole)，比全市目标少\(rest)。"
    }

    private var form: HTML {
        card("下达或调整", id: "set") {
            postForm(to: .targets()) {
                hiddenField("indicator", indicator.id)
                hiddenField("year", String(year))
                hiddenField("latest", String(history.last?.number ?? 0))
                for parameter in parameters {
                    hiddenField(parameter.id, query[parameter.id] ?? "")
                }
                textField("title", "文件", in: values, isRequired: true)
                textField("number", "文号", in: values, isRequired: true)
                textField("dated", "印发日期", in: values, type: .date, isRequired: true)
                textField("value-city", "全市", in: filled, hint: unitHint)
                for unit in units.reporting {
                    textField("value-\(unit)", "\(units[unit])", in: filled)
                }
                textField("reason", "调整的原因", in: values, hint: "改动已下达的目标须写。")
                submitButton("保存")
            }
        }
    }

    private var unitHint: Phrase {
        switch indicator.unit {
        case .count: "个；空着的不下达。"
        case .yuan: "亿元；空着的不下达。"
        case .usd: "万美元；空着的不下达。"
        case .percent: "百分数；空着的不下达。"
        }
    }

    /// What was typed, else what holds.
    private var filled: FormValues {
        guard values.items.isEmpty else { return values }
        return FormValues(
            targets.map { target in
                let number = target.value.map(indicator.unit.number(ofTarget:)) ?? ""
                return AddressItem(
                    "value-\(target.unit ?? TargetDraft.city)",
                    number.hasSuffix("%") ? String(number.dropLast()) : number)
            })
    }

    private var past: HTML {
        let (unit, units) = (indicator.unit, units)
        return disclosure("下达和调整的经过") {
            DataTable<IndicatorTarget>(
                "下达和调整的经过",
                columns: [
                    DataColumn("单位", isHead: true) { target in
                        if let id = target.unit { units[id] } else { "全市" as Phrase }
                    },
                    DataColumn("目标", unit: unit.word, isNumber: true) { target in
                        if let value = target.value {
                            unit.number(ofTarget: value)
                        } else {
                            "取消" as Phrase
                        }
                    },
                    DataColumn("文件") { "\($0.document.title)（\($0.document.number)）" },
                    DataColumn("日期", isShort: true) { $0.document.dated.description },
                    DataColumn("原因") { $0.reason },
                ]
            ).html(history.reversed())
        }
    }
}
