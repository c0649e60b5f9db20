import Basics
package import Indicators
import Markup
import Rules

/// The facts that a figure is made of, those that may count and aren't known to last.
package struct IndicatorRowsPage: Sendable {
    package let question: FigureQuestion
    package let rows: [FigureRow]
    package let groups: [String]?
    package let days: FigureDays
    package let units: UnitNames
    package let query: AddressQuery
    package let list: ListPage

    package init(
        question: FigureQuestion, rows: [FigureRow], groups: [String]?, days: FigureDays,
        units: UnitNames, query: AddressQuery, list: ListPage
    ) {
        self.question = question
        self.rows = rows
        self.groups = groups
        self.days = days
        self.units = units
        self.query = query
        self.list = list
    }

    private var indicator: Indicator { question.indicator }

    package var page: Page {
        Page("\(indicator.name)", area: .indicators) {
            pageTitle("\(indicator.name)", lead: "\(days.period.name)，由下面这些得来。") {
                link(
                    "回到指标", to: .indicator(indicator.id, query.setting("of", to: nil)),
                    .class("button"))
                printButton()
            }
            if let note = days.openNote { p(note, .class("hint")) }
            if let groups {
                p {
                    for (index, group) in groups.enumerated() {
                        if index > 0 { "、" }
                        if group == "-" {
                            "没有写明" as Phrase
                        } else if question.dimension == .unit {
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
        let (isSummed, isRatio) =
            switch indicator.body {
            case .facts(let measure): (measure.summed != nil, measure.share != nil)
            case .derived: (false, false)
            }
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
                + (isSummed
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
