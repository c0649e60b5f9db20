package import Basics
package import Indicators
import Markup
package import Rules

/// Every figure over one period, beside the same period of last year by the same definition.
package struct IndicatorsPage: Sendable {
    package let figures: [ComparedFigure]
    package let days: FigureDays
    package let query: AddressQuery
    /// Nil where the reader decides none or there are none.
    package let slips: OpenSlips?
    /// Whether the reader sees the city, or only some units.
    package let isWhole: Bool
    package let values: FormValues

    package init(
        figures: [ComparedFigure], days: FigureDays, query: AddressQuery, slips: OpenSlips?,
        isWhole: Bool, values: FormValues
    ) {
        self.figures = figures
        self.days = days
        self.query = query
        self.slips = slips
        self.isWhole = isWhole
        self.values = values
    }

    package var page: Page {
        Page("指标", area: .indicators) {
            pageTitle("指标", lead: "每个数都按写明的口径算出，点开看到逐个项目、逐笔资金。") {
                link("驾驶舱", to: .cockpit(), .class("button primary"))
                link("年度目标", to: .targets(), .class("button"))
                link("公开发布的数据", to: .seriesList, .class("button"))
                link("考核", to: .scorecards, .class("button"))
                link("亮灯", to: .lights(Month(of: days.today).previous), .class("button"))
                if isWhole { link("抽查", to: .spotChecks(), .class("button")) }
                printButton()
            }
            problemNotice(values.problems)
            periodTabs(days, query) { .indicators($0) }
            filterForm(to: .indicators()) {
                periodFields(values)
                submitButton("查看")
            }
            if let slips { slips.html }
            card("\(days.period.name)") {
                if !isWhole { p("只含归您看的单位。", .class("hint")) }
                if let note = days.openNote { p(note, .class("hint")) }
                if figures.isEmpty {
                    emptyState("城市没有指标口径", next: "在城市文件夹的 indicators/ 里写。")
                } else {
                    table.html(figures)
                }
            }
        }
    }

    private var table: DataTable<ComparedFigure> {
        let query = query
        return DataTable(
            "指标",
            columns: [
                DataColumn("指标", isHead: true) { row in
                    link(to: .indicator(row.indicator.id, query)) { row.indicator.name }
                },
                DataColumn("数值", isNumber: true) { row in
                    figureLink(
                        row.indicator.unit.number(row.now.whole),
                        to: .indicator(row.indicator.id, query))
                    if let unit = row.indicator.unit.word { small(unit, .class("unit")) }
                },
                DataColumn("去年同期", isNumber: true, isAside: true) { row in
                    if let before = row.before { row.indicator.unit.number(before.whole) }
                },
                DataColumn("同比", isNumber: true, isAside: true) { row in
                    row.before.flatMap {
                        row.indicator.unit.change(from: $0.whole, to: row.now.whole)
                    }.html
                },
                DataColumn("不明", isNumber: true, isShort: true) { row in
                    if row.now.whole.unknown > 0 { String(row.now.whole.unknown) }
                },
            ])
    }
}

/// A figure and the same of a year before, known on the same day.
package struct ComparedFigure: Sendable {
    package let now: IndicatorFigure
    package let before: IndicatorFigure?

    package init(now: IndicatorFigure, before: IndicatorFigure?) {
        self.now = now
        self.before = before
    }

    package var indicator: Indicator { now.question.indicator }
}

/// Totals that may be in a wrong unit and nobody has decided.
package struct OpenSlips: Sendable, Hashable {
    package let count: Int
    package let newest: Month

    package init(count: Int, newest: Month) {
        self.count = count
        self.newest = newest
    }

    var html: HTML {
        notice(.watch) {
            p {
                "有\(count)个项目的总投资单位存疑，还没有判定，合计可能差得很远。"
                " "
                link("去判定", to: .suspects(newest))
            }
        }
    }
}

extension FigureDays {
    /// What the reader should know of the days.
    var openNote: Phrase? {
        if asOf < today { return "按\(asOf)那天结束时已经知道的算。" }
        return hasEnded ? nil : "这一期还没有结束，数字还会变。"
    }
}

/// The periods that are asked for most.
@HTMLBuilder func periodTabs(
    _ days: FigureDays, _ query: AddressQuery, address: @escaping (AddressQuery) -> Address
) -> HTML {
    let month = Month(of: days.today)
    let periods: [Period] =
        (month.month > 1 ? [Period(through: month.previous)] : [])
        + [Period(through: month), Period(month), Period(month.previous)]
        + (Period(text: String(month.year - 1)).map { [$0] } ?? [])
    tabs(
        periods.map { period in
            Tab(
                period.name,
                to: address(query.setting("period", to: period.description)),
                isCurrent: period == days.period)
        }, label: "期间")
}

@HTMLBuilder func periodFields(_ values: FormValues) -> HTML {
    textField("period", "期间", in: values, hint: "2026、2026-10、2026-01..2026-10")
    textField("as-of", "截至哪天知悉", in: values, type: .date, hint: "不填就是今天")
}
