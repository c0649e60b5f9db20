import Basics
package import Indicators
import Markup
import Rules

/// The facts that a figure is made of, those that may count and aren't known to last.
package struct IndicatorRowsPage: Sendable {
    package let figure: IndicatorFigure
    package let rows: [FigureRow]
    package let groups: [String]?
    package let ask: FigureAsk
    package let units: UnitNames
    package let query: AddressQuery
    package let list: ListPage

    package init(
        figure: IndicatorFigure, rows: [FigureRow], groups: [String]?, ask: FigureAsk,
        units: UnitNames, query: AddressQuery, list: ListPage
    ) {
        self.figure = figure
        self.rows = rows
        self.groups = groups
        self.ask = ask
        self.units = units
        self.query = query
        self.list = list
    }

    private var indicator: Indicator { figure.question.indicator }

    package var page: Page {
        Page("\(indicator.name)", area: .indicators) {
            pageTitle("\(indicator.name)", lead: "\(ask.period.name)，由下面这些得来。") {
                link(
                    "回到指标", to: .indicator(indicator.id, query.setting("of", to: nil)),
                    .class("button"))
                printButton()
            }
            if let note = ask.openNote { p(note, .class("hint")) }
            if let groups {
                p {
                    for (index, group) in groups.enumerated() {
                        if index > 0 { "、" }
                        if group == "-" {
                            "没有写明" as Phrase
                        } else if figure.question.dimension == .unit {
                            units[group]
                        } else {
                            group
                        }
                    }
                }
            }
            if rows.isEmpty {
                emptyState("没有可列的", next: "换一个期间或单位。")
            } else {
                table.html(rows)
                pagination(list) {
                    .indicatorRows(indicator.id, query.setting("page", to: String($0)))
                }
            }
        }
    }

    private var table: DataTable<FigureRow> {
        let (unit, units) = (indicator.unit, units)
        let summed: Bool =
            if case .facts(let measure) = indicator.body {
                measure.summed != nil
            } else {
                false
            }
        let isRatio = figure.whole.base != nil
        return DataTable(
            "逐条",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    if row.name.isEmpty {
                        row.project.text
                    } else {
                        link(text: row.name, to: .project(row.project))
                    }
                },
                DataColumn("单位", isShort: true) { units[$0.unit] },
                DataColumn("日期", isShort: true) { $0.day?.description },
            ]
                + (summed
                    ? [
                        DataColumn("金额", unit: unit.word, isNumber: true) { row in
                            row.weight.map { unit.number(FactSum(value: $0)) }
                        }
                    ] : [])
                + (isRatio
                    ? [
                        DataColumn("分子", isShort: true) { row in
                            switch row.isInShare {
                            case true?: badge(.good, "是")
                            case false?: "否" as Phrase
                            case nil: badge(.watch, "不明")
                            }
                        }
                    ] : [])
                + [
                    DataColumn("计入", isShort: true) { row in
                        if row.isCounted == true, row.weight != nil {
                            "计入" as Phrase
                        } else {
                            badge(.watch, "不明")
                        }
                    }
                ])
    }
}
