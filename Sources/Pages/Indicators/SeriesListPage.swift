import Basics
import Indicators
import Markup
package import Rules

/// What others publish, each kind of it for itself, and what our own ledger says of the same.
package struct SeriesListPage: Sendable {
    package let rows: [SeriesRow]
    /// Whether the reader sees the city, so that our own figures stand beside.
    package let isWhole: Bool

    package init(rows: [SeriesRow], isWhole: Bool) {
        self.rows = rows
        self.isWhole = isWhole
    }

    package var page: Page {
        Page("公开发布的数据", area: .indicators) {
            pageTitle(
                "公开发布的数据", lead: "商务部口径、统计口径和媒体口径分开放，都不参加合计；旁边是账内的项目口径和两者的差。"
            ) {
                link("全部指标", to: .indicators(), .class("button"))
                printButton()
            }
            if rows.isEmpty {
                emptyState("城市没有公开发布的数据", next: "在城市文件夹的 series/ 里写。")
            }
            for kind in SeriesKind.allCases {
                let own = rows.filter { $0.series.kind == kind }
                if !own.isEmpty { card(kind.label) { table(kind).html(own) } }
            }
        }
    }

    private func table(_ kind: SeriesKind) -> DataTable<SeriesRow> {
        let isWhole = isWhole
        return DataTable(
            kind.label,
            columns: [
                DataColumn("数据", isHead: true) { row in
                    link(to: .series(row.series.id)) { row.series.name }
                },
                DataColumn("最近一期", isShort: true) { $0.latest?.figure.period.name.html },
                DataColumn("数值", isNumber: true) { row in
                    if let latest = row.latest {
                        figureLink(latest.figure.written, to: .series(row.series.id))
                    }
                },
                DataColumn("同比", isNumber: true, isAside: true) {
                    $0.latest?.figure.change?.name.html
                },
            ]
                + (isWhole ? ComparedPublished.columns { $0.latest } : [])
                + [DataColumn("发布", isShort: true) { $0.latest?.figure.released.description }])
    }
}

/// A series with its last figure of the city.
package struct SeriesRow: Sendable {
    package let series: Series
    package let latest: ComparedPublished?

    package init(series: Series, latest: ComparedPublished?) {
        self.series = series
        self.latest = latest
    }
}

/// A published figure and what the ledger says of the same; nil where it says nothing.
package struct ComparedPublished: Sendable {
    package let series: Series
    package let figure: PublishedFigure
    package let own: FactSum?

    package init(series: Series, figure: PublishedFigure, own: FactSum?) {
        self.series = series
        self.figure = figure
        self.own = own
    }

    /// Our own less what was published, in the measure of the series.
    package var gap: Int64? {
        guard figure.bound == .exact else { return nil }
        return own?.measured(in: series.unit).map { $0 - figure.value }
    }

    var ownText: Phrase? {
        own?.measured(in: series.unit).map { "\(series.unit.words($0))" }
    }

    var gapText: Phrase? {
        gap.map { gap in
            let words = series.unit.words(abs(gap))
            if gap == 0 { return "相等" }
            if series.unit == .percent {
                let points = fixed(abs(gap), per: 100, decimals: 2)
                return gap > 0 ? "多\(points)个百分点" : "少\(points)个百分点"
            }
            return gap > 0 ? "多\(words)" : "少\(words)"
        }
    }
}

extension ComparedPublished {
    /// What our own ledger says beside what was published.
    static func columns<Row>(
        _ compared: @escaping @Sendable (Row) -> ComparedPublished?
    ) -> [DataColumn<Row>] {
        [
            DataColumn("账内（项目口径）", isNumber: true) { row in
                if let one = compared(row), let beside = one.series.beside, let text = one.ownText {
                    link(to: .indicator(beside.indicator, beside.query(over: one.figure.period))) {
                        text
                    }
                }
            },
            DataColumn("账内比公开", isNumber: true) { compared($0)?.gapText.html },
        ]
    }
}

extension PublishedChange {
    var name: Phrase {
        func signed(_ value: Int64) -> String {
            (value > 0 ? "+" : "") + fixed(value, per: 100, decimals: 2)
        }
        switch self {
        case .percent(let value): return "\(signed(value))%"
        case .points(let value): return "\(signed(value))个百分点"
        }
    }
}
