import Basics
import Markup
import Projects

/// The table of a dispatch meeting: a line for each unit in the order of the ranking, then what is
/// counted twice and the city. Σ units − counted twice = city, each term shown.
struct DispatchUnitsTable {
    let table: DispatchTable
    let units: UnitNames
    /// A rank among some of the units would mislead: it is left out where not all are seen.
    let isWhole: Bool

    /// What a line of the table is about.
    private enum Subject: Sendable {
        case unit(String), doubled, city
    }

    private struct Line: Sendable {
        let subject: Subject
        let figures: DispatchLine

        /// Where its figures open; what is counted twice has no address of its own.
        func address(_ month: Month, _ name: DispatchFigureName) -> Address? {
            switch subject {
            case .unit(let unit): .figure(month, name.rawValue, ["unit": unit])
            case .city: .figure(month, name.rawValue, [:])
            case .doubled: nil
            }
        }
    }

    var html: HTML {
        let lines = ranked.map { Line(subject: .unit($0.now.unit ?? ""), figures: $0) }
        var sums: [Line] = []
        if table.doubled.signed.value + table.doubled.started.value > 0 {
            sums.append(Line(subject: .doubled, figures: DispatchLine(now: table.doubled)))
        }
        if isWhole { sums.append(Line(subject: .city, figures: table.city)) }
        return data.html(lines, sums: sums)
    }

    /// Totals by unit beside those of last year, drawn; nil where last year is not known or one
    /// unit is alone.
    var chart: Chart? {
        let lines = ranked.filter { $0.now.total.value > 0 || ($0.lastYear?.total.value ?? 0) > 0 }
        guard isWhole, lines.count > 1 else { return nil }
        func point(_ figures: UnitFigures?) -> ChartPoint {
            guard let fen = figures?.total.value else { return .unknown }
            return ChartPoint(Double(fen) / Double(Money.fenPerYi), yiInTable(fen))
        }
        return Chart(
            .bar, "签约项目总投资：今年与去年同期", categoryTitle: "单位",
            categories: lines.map { ChartCategory(units[$0.now.unit ?? ""]) },
            series: [
                ChartSeries("今年", unit: "亿元", points: lines.map { point($0.now) }),
                ChartSeries("去年同期", unit: "亿元", points: lines.map { point($0.lastYear) }),
            ])
    }

    private var ranked: [DispatchLine] {
        table.units.sorted { ($0.rank ?? 0, $0.now.unit ?? "") < ($1.rank ?? 0, $1.now.unit ?? "") }
    }

    private var data: DataTable<Line> {
        let units = self.units
        let isWhole = self.isWhole
        let rank = DataColumn<Line>("名次", isNumber: true, isShort: true) { line in
            if isWhole { line.figures.rank }
        }
        let subject = DataColumn<Line>("单位", isHead: true) { line in
            switch line.subject {
            case .unit(let unit): units[unit]
            case .doubled: "减：双算重复"
            case .city: "全市"
            }
        }
        return DataTable(
            "各单位情况",
            columns: [rank, subject]
                + DispatchFigureName.allCases.flatMap { name in
                    [figureColumn(name), changeColumn(name)]
                        + (name.isKnownOfEarlierYears ? [yearColumn(name)] : [])
                })
    }

    private func figureColumn(_ name: DispatchFigureName) -> DataColumn<Line> {
        let month = table.month
        return DataColumn(name.label, unit: name.unit, isNumber: true) { line in
            let number = name.number(name.figure(of: line.figures.now).value)
            if let address = line.address(month, name) {
                figureLink(number, to: address)
            } else {
                name.figure(of: line.figures.now).value > 0 ? "−" + number : number
            }
        }
    }

    private func changeColumn(_ name: DispatchFigureName) -> DataColumn<Line> {
        DataColumn("比上月", isNumber: true, isAside: true) { line in
            if let before = line.figures.before {
                signed(
                    name.figure(of: line.figures.now).value - name.figure(of: before).value,
                    name.number)
            }
        }
    }

    private func yearColumn(_ name: DispatchFigureName) -> DataColumn<Line> {
        DataColumn("去年同期", isNumber: true, isAside: true) { line in
            line.figures.lastYear.map { name.number(name.figure(of: $0).value) }
        }
    }
}

/// 亿元 to two places, both of them printed: columns of it are read down.
@Sendable
func yiInTable(_ fen: Int64) -> String {
    withPlaces(2, yi(fen))
}
