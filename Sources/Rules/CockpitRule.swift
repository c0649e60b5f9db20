package import Basics

/// Which figures a leader sees first, and how the districts lie beside each other.
package struct CockpitRule: Hashable, Sendable {
    /// Indicators of the first line.
    package let figures: [String]
    /// The indicator that is told apart by unit.
    package let byUnit: String
    /// The indicator that is drawn by month beside last year's.
    package let trend: String
    /// The indicator that is told apart by each of these.
    package let breakdowns: [CockpitBreakdown]
    /// Our own drawing of the city: rows of units, nil where there is none.
    package let tiles: [[String?]]
}

package struct CockpitBreakdown: Hashable, Sendable {
    package let dimension: FactDimension
    package let indicator: String
}

extension Limit {
    /// Figures of the first line; rows and columns of the drawing.
    static let figuresOfCockpit: Limit = 8
    static let tilesOfCockpit: Limit = 12
    fileprivate static let unitsInRow: Limit = 5
}

extension CockpitRule {
    /// `tiles` is drawn: each line a row of units with blanks between, a dot where there is none.
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> CockpitRule? {
        let figures = node.texts("figures", &problems)
        if figures.isEmpty || figures.count > Limit.figuresOfCockpit.count {
            problems.append(
                node.problem("驾驶舱须有1至\(Limit.figuresOfCockpit.count)个指标（figures）"))
        }
        let byUnit = node.text("by_unit", &problems)
        let trend = node.text("trend", &problems)
        let entries = node.optionalMap("breakdowns", &problems)?.asMap(&problems) ?? []
        let breakdowns = entries.compactMap { entry -> CockpitBreakdown? in
            guard let dimension = FactDimension(rawValue: entry.key) else {
                let words = FactDimension.allCases.map(\.rawValue).joined(separator: " ")
                problems.append(
                    Problem("可以按这些分：\(words)", at: .line(file: node.file, line: entry.line)))
                return nil
            }
            return entry.value.asText(&problems).map {
                CockpitBreakdown(dimension: dimension, indicator: $0)
            }
        }
        let tiles = node.texts("tiles", &problems).map { line in
            line.split(separator: " ").map { $0 == "." ? nil : String($0) }
        }
        if tiles.count > Limit.tilesOfCockpit.count
            || tiles.contains(where: { $0.count > Limit.tilesOfCockpit.count })
        {
            problems.append(
                Problem(
                    "图最多\(Limit.tilesOfCockpit.count)行、\(Limit.tilesOfCockpit.count)列",
                    at: node.place(of: "tiles")))
        }
        guard let byUnit, let trend else { return nil }
        return CockpitRule(
            figures: figures, byUnit: byUnit, trend: trend, breakdowns: breakdowns, tiles: tiles)
    }

    /// Where the city says nothing: the first indicators, and the units in their order.
    static func standard(_ indicators: [Indicator], units: [String]) -> CockpitRule? {
        guard let first = indicators.first?.id else { return nil }
        return CockpitRule(
            figures: indicators.prefix(5).map(\.id), byUnit: first, trend: first,
            breakdowns: [CockpitBreakdown(dimension: .chain, indicator: first)],
            tiles: units.parts(of: .unitsInRow).map { $0.map(Optional.some) })
    }
}

/// Indicators and units that a cockpit names and the folder doesn't have, and units that stand
/// there twice.
func problems(
    ofCockpitsIn rules: [Rule], _ indicators: [Indicator], _ units: [Unit]
) -> [Problem] {
    rules.flatMap { rule -> [Problem] in
        guard case .cockpit(let cockpit) = rule.content else { return [] }
        let named =
            cockpit.figures + [cockpit.byUnit, cockpit.trend] + cockpit.breakdowns.map(\.indicator)
        let missing = Set(named).subtracting(indicators.map(\.id)).sorted()
        let drawn = cockpit.tiles.joined().compactMap(\.self)
        let strange = Set(drawn).subtracting(units.map(\.id)).sorted()
        let twice = Dictionary(grouping: drawn, by: \.self).filter { $0.value.count > 1 }.keys
        return missing.map { Problem("没有“\($0)”这个指标", at: rule.place) }
            + strange.map { Problem("没有“\($0)”这个单位", at: rule.place) }
            + twice.sorted().map { Problem("“\($0)”在图上有两次", at: rule.place) }
    }
}

extension CityFolder {
    /// What the cockpit shows on a day; nil in a city without indicators.
    package func cockpit(on day: Day) -> CockpitRule? {
        for rule in rules where rule.validity.contains(day) {
            if case .cockpit(let cockpit) = rule.content { return cockpit }
        }
        return .standard(indicators(on: day), units: reportingUnits(on: day).map(\.id))
    }
}
