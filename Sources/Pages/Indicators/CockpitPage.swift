import Basics
package import Indicators
import Markup
package import Promises
package import Rules

/// 驾驶舱: what waits for a decision, one line of figures, the districts as they lie, the rest behind.
/// Every number is a link to its rows.
package struct CockpitPage: Sendable {
    package let cockpit: CockpitRule
    package let map: CityMap?
    package let days: FigureDays
    /// What lies before a leader, or what the office is to bring before one; nil for others.
    package let waiting: [Obstacle]?
    package let figures: [ComparedFigure]
    package let byUnit: ComparedFigure
    package let table: FigureTable
    package let targets: [IndicatorTarget]
    package let trend: ComparedFigure
    package let breakdowns: [ComparedFigure]
    package let saved: [ShownFigure]
    package let units: UnitNames
    package let query: AddressQuery
    /// Nil where the reader decides none or there are none.
    package let slips: OpenSlips?
    package let isWhole: Bool
    /// On a large screen in a room.
    package let isWall: Bool

    package init(
        cockpit: CockpitRule, map: CityMap?, days: FigureDays, waiting: [Obstacle]?,
        figures: [ComparedFigure],
        byUnit: ComparedFigure, table: FigureTable, targets: [IndicatorTarget],
        trend: ComparedFigure, breakdowns: [ComparedFigure], saved: [ShownFigure],
        units: UnitNames,
        query: AddressQuery, slips: OpenSlips?, isWhole: Bool, isWall: Bool
    ) {
        self.cockpit = cockpit
        self.map = map
        self.days = days
        self.waiting = waiting
        self.figures = figures
        self.byUnit = byUnit
        self.table = table
        self.targets = targets
        self.trend = trend
        self.breakdowns = breakdowns
        self.saved = saved
        self.units = units
        self.query = query
        self.slips = slips
        self.isWhole = isWhole
        self.isWall = isWall
    }

    package var page: Page {
        Page("驾驶舱", area: .indicators, hasCharts: true, isWall: isWall) {
            pageTitle("驾驶舱", lead: "先看要定的事，再看数；每个数点开到逐个项目。") {
                link("亮灯", to: .lights(Month(of: days.today).previous), .class("button"))
                link("全部指标", to: .indicators(query), .class("button"))
                link(
                    isWall ? "回到桌面" : "大屏",
                    to: .cockpit(isWall ? query : query.setting("view", to: "wall")),
                    .class("button"))
                printButton()
            }
            if !isWall { periodTabs(days, query) { .cockpit($0) } }
            if !isWhole { p("只含归您看的单位。", .class("hint")) }
            if let note = days.openNote { p(note, .class("hint")) }
            if let waiting { decisions(waiting) }
            if let slips { slips.html }
            line
            card("\(byUnit.indicator.name)，按区市") {
                if let map { map.drawing("\(byUnit.indicator.name)，按区市", label) }
                tileMap
                p(.class("hint")) {
                    targets.isEmpty
                        ? "还没有下达目标，只列数。" : "✓ 超过时间进度；! 落后于时间进度。"
                }
            }
            if let chart = trend.chart(days) { chart }
            for one in breakdowns { if let chart = one.chart(days) { chart } }
            own
        }
    }

    /// What members keep here: of each a number or a drawing, with whose it is.
    @HTMLBuilder private var own: HTML {
        let numbers = saved.filter { $0.kept.shape == .number || $0.chart == nil }
        if !saved.isEmpty { h2("自选") }
        if !numbers.isEmpty {
            Pages.figures {
                for one in numbers {
                    figureLine(
                        "\(one.kept.name)", one.number, unit: one.figure?.indicator.unit.word,
                        to: .indicator(one.kept.draft.indicator, one.query), note: one.note)
                }
            }
        }
        for one in saved where one.kept.shape == .chart {
            if let chart = one.chart {
                p {
                    strong("\(one.kept.name)")
                    " "
                    link("点开", to: .indicator(one.kept.draft.indicator, one.query))
                }
                chart
            }
        }
        for one in saved where one.isOwn {
            actionButton(
                "去掉“\(one.kept.name)”", to: .savedFigures, method: .delete,
                fields: [AddressItem("number", String(one.kept.number))])
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

    private func progress(_ unit: String, _ line: FigureLine) -> TargetProgress? {
        targets.first { $0.unit == unit }?.progress(
            line.sum, of: byUnit.indicator, through: days.hasEnded ? days.period.last.month : nil)
    }

    private func light(_ progress: TargetProgress?) -> Light {
        progress?.ahead.map { $0 < 0 ? .watch : .good } ?? .plain
    }

    private func rows(of line: FigureLine) -> Address {
        .indicatorRows(
            byUnit.indicator.id, query.setting("of", to: line.units.joined(separator: ",")))
    }

    private func label(_ unit: String) -> MapLabel? {
        table.lines.first { $0.unit == unit }.map { line in
            MapLabel(
                name: units[unit], number: byUnit.indicator.unit.number(line.sum),
                light: light(progress(unit, line)), address: rows(of: line))
        }
    }

    private func tile(_ unit: String, _ line: FigureLine, _ indicator: Indicator) -> HTML {
        let progress = progress(unit, line)
        let light = light(progress)
        return td(.class("tile", light.rawValue)) {
            div { units[unit] }
            div(.class("number")) {
                link(to: rows(of: line)) { indicator.unit.number(line.sum) }
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

/// A figure that somebody keeps on the cockpit, as it stands now.
package struct ShownFigure: Sendable {
    package let kept: SavedFigure
    /// Nil where the folder has its definition no more.
    package let figure: ComparedFigure?
    package let days: FigureDays
    package let isOwn: Bool

    package init(kept: SavedFigure, figure: ComparedFigure?, days: FigureDays, isOwn: Bool) {
        self.kept = kept
        self.figure = figure
        self.days = days
        self.isOwn = isOwn
    }

    var query: AddressQuery {
        AddressQuery(
            [
                AddressItem("period", kept.draft.period ?? ""),
                AddressItem("by", kept.draft.dimension ?? ""),
            ].filter { !$0.value.isEmpty }
                + kept.draft.settings.sorted { $0.key < $1.key }.map {
                    AddressItem($0.key, $0.value)
                })
    }

    var number: String { figure.map { $0.indicator.unit.number($0.now.whole) } ?? "—" }

    var note: Phrase? {
        guard let figure else { return "这个指标现在没有口径" }
        return figure.before.flatMap {
            figure.indicator.unit.change(from: $0.whole, to: figure.now.whole)
        }.map { "\(days.period.name)，比去年同期\($0)" } ?? "\(days.period.name)"
    }

    var chart: Chart? { figure.flatMap { $0.chart(days) } }
}
