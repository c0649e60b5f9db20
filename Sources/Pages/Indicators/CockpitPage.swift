import Basics
package import Indicators
import Markup
package import Promises
package import Rules

/// 驾驶舱: what waits for a decision, one line of figures, the districts as they lie, the rest behind.
/// Every number is a link to its rows.
package struct CockpitPage: Sendable {
    package let cockpit: CockpitRule
    package let days: FigureDays
    /// What lies before a leader, or what the office is to bring before one; nil for others.
    package let waiting: [Obstacle]?
    package let figures: [ComparedFigure]
    package let byUnit: ComparedFigure
    package let table: FigureTable
    package let targets: [IndicatorTarget]
    package let trend: ComparedFigure
    package let breakdowns: [ComparedFigure]
    package let units: UnitNames
    package let query: AddressQuery
    /// Nil where the reader decides none or there are none.
    package let slips: OpenSlips?
    package let isWhole: Bool

    package init(
        cockpit: CockpitRule, days: FigureDays, waiting: [Obstacle]?, figures: [ComparedFigure],
        byUnit: ComparedFigure, table: FigureTable, targets: [IndicatorTarget],
        trend: ComparedFigure, breakdowns: [ComparedFigure], units: UnitNames,
        query: AddressQuery, slips: OpenSlips?, isWhole: Bool
    ) {
        self.cockpit = cockpit
        self.days = days
        self.waiting = waiting
        self.figures = figures
        self.byUnit = byUnit
        self.table = table
        self.targets = targets
        self.trend = trend
        self.breakdowns = breakdowns
        self.units = units
        self.query = query
        self.slips = slips
        self.isWhole = isWhole
    }

    package var page: Page {
        Page("驾驶舱", area: .indicators, hasCharts: true) {
            pageTitle("驾驶舱", lead: "先看要定的事，再看数；每个数点开到逐个项目。") {
                link("亮灯", to: .lights(Month(of: days.today).previous), .class("button"))
                link("全部指标", to: .indicators(query), .class("button"))
                printButton()
            }
            periodTabs(days, query) { .cockpit($0) }
            if !isWhole { p("只含归您看的单位。", .class("hint")) }
            if let note = days.openNote { p(note, .class("hint")) }
            if let waiting { decisions(waiting) }
            if let slips { slips.html }
            line
            card("\(byUnit.indicator.name)，按区市") {
                tileMap
                p(.class("hint")) {
                    targets.isEmpty
                        ? "还没有下达目标，只列数。" : "✓ 超过时间进度；! 落后于时间进度。"
                }
            }
            if let chart = trend.chart(days) { chart }
            for one in breakdowns { if let chart = one.chart(days) { chart } }
        }
    }

    private func decisions(_ waiting: [Obstacle]) -> HTML {
        card("要定的事") {
            if waiting.isEmpty {
                p("没有等着批示的事。")
            } else {
                ul {
                    for obstacle in waiting {
                        li {
                            link(text: obstacle.title, to: .obstacle(obstacle.number))
                            " "
                            span(.class("hint")) {
                                "自\(obstacle.since)起，\(units[obstacle.unit])" as Phrase
                            }
                        }
                    }
                }
                link("去批示", to: .decisions())
            }
        }
    }

    private var line: HTML {
        Pages.figures {
            for one in figures {
                let unit = one.indicator.unit
                figureLine(
                    "\(one.indicator.name)", unit.number(one.now.whole), unit: unit.word,
                    to: .indicator(one.indicator.id, query),
                    note: one.before.flatMap { unit.change(from: $0.whole, to: one.now.whole) }
                        .map { "比去年同期\($0)" })
            }
        }
    }

    // MARK: Districts

    private var tileMap: HTML {
        let indicator = byUnit.indicator
        let lines = Dictionary(
            table.lines.compactMap { line in line.unit.map { ($0, line) } },
            uniquingKeysWith: { first, _ in first })
        let drawn = Set(cockpit.tiles.joined().compactMap(\.self))
        let rest = table.lines.compactMap(\.unit).filter { !drawn.contains($0) }
        let rows = cockpit.tiles + (rest.isEmpty ? [] : [rest.map(Optional.some)])
        return div(.class("table-frame")) {
            Markup.table(.class("tiles")) {
                caption("\(indicator.name)", .class("visually-hidden"))
                tbody {
                    for row in rows {
                        tr {
                            for unit in row {
                                if let unit, let line = lines[unit] {
                                    tile(unit, line, indicator)
                                } else {
                                    td(.class("empty"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func tile(_ unit: String, _ line: FigureLine, _ indicator: Indicator) -> HTML {
        let progress = targets.first { $0.unit == unit }?.progress(
            line.sum, of: indicator, through: days.hasEnded ? days.period.last.month : nil)
        let light: Light =
            progress?.ahead.map { $0 < 0 ? .watch : .good } ?? .plain
        return td(.class("tile", light.rawValue)) {
            div { units[unit] }
            div(.class("number")) {
                link(
                    to: .indicatorRows(
                        indicator.id, query.setting("of", to: line.units.joined(separator: ",")))
                ) { indicator.unit.number(line.sum) }
            }
            if let progress {
                small {
                    if light != .plain { span(light.sign, .class("sign")) }
                    progress.completionText
                }
            }
        }
    }
}
