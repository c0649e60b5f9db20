import Basics
import Indicators
import Markup
import Rules

extension Limit {
    /// Bars of one drawing.
    fileprivate static let barsOfFigure: Limit = 10
}

extension ComparedFigure {
    /// Its groups drawn: months beside those of last year, of anything else the largest ten; nil
    /// where there is one or nothing.
    func chart(_ days: FigureDays) -> Chart? {
        let dimension = now.question.dimension
        let known = now.groups.filter { $0.value != nil }
        guard now.whole.value > 0, known.count > 1 else { return nil }
        guard dimension == .month else {
            let largest = known.filter { $0.sum.base != 0 }
                .sorted { $0.sum.quotient > $1.sum.quotient }.prefix(Limit.barsOfFigure.count)
            return chart(
                .bar, dimension.label, largest.map { ChartCategory($0.value ?? "") },
                now: largest.map(\.sum), before: nil, days)
        }
        return chart(
            .line, dimension.label, known.map { ChartCategory($0.value ?? "") },
            now: known.map(\.sum),
            before: before.map { before in
                known.map { before.sum(of: earlier($0.value)) ?? FactSum() }
            }, days)
    }

    /// The group of a year before that stands beside one: of a month the same month.
    func earlier(_ group: String?) -> String? {
        guard now.question.dimension == .month else { return group }
        return group.flatMap { Month(text: $0) }
            .flatMap { Month($0.year - 1, $0.month) }?.description
    }

    /// What a line of the table by unit came to a year before.
    func before(of line: FigureLine) -> FactSum? {
        before.map { before in
            line.units.compactMap { before.sum(of: $0) }.reduce(
                FactSum(base: before.whole.base.map { _ in 0 }), +)
        }
    }

    func chart(
        _ kind: Chart.Kind, _ title: Phrase, _ categories: [ChartCategory], now: [FactSum],
        before: [FactSum]?, _ days: FigureDays
    ) -> Chart {
        let unit = indicator.unit
        let word = unit.word ?? "%"
        let past =
            before.map { [ChartSeries("去年同期", unit: word, points: $0.map(unit.point))] } ?? []
        return Chart(
            kind, "\(indicator.name)，按\(title)", categoryTitle: title, categories: categories,
            series: [ChartSeries(days.period.name, unit: word, points: now.map(unit.point))]
                + past)
    }
}

extension IndicatorUnit {
    fileprivate func point(_ sum: FactSum) -> ChartPoint {
        guard sum.base != 0 else { return .unknown }
        let scale: Double =
            switch self {
            case .count: 1
            case .yuan: 1 / Double(Money.fenPerYi)
            case .usd: 1 / 1_000_000
            case .percent: 100
            }
        return ChartPoint(sum.quotient * scale, number(sum))
    }
}
