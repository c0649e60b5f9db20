import Basics
import Indicators
import Pages
import People
import Promises
import Rules
import Storage

/// 驾驶舱, for whoever sees projects: of the city, or of the own units.
func cockpitRoutes() -> [Route] {
    [.get("/cockpit", .may(.seeProjects)) { ask in .page(try await cockpitPage(ask).page) }]
}

private func cockpitPage(_ ask: Ask) async throws -> CockpitPage {
    let (folder, sight) = (ask.city.folder, try ask.sight)
    var problems: [Problem] = []
    let days = ask.figureDays(ask.query["period"], &problems)
    let cockpit = try folder.cockpit(on: days.period.last).orNoSuchPage()
    func asking(_ id: String, by dimension: FactDimension = .unit) throws -> FigureQuestion {
        FigureQuestion(
            try folder.indicator(id, on: days.period.last).orNoSuchPage(), over: days.period,
            known: folder.end(of: days.asOf), by: dimension)
    }
    let first = try cockpit.figures.map { try asking($0) }
    let (units, trend) = (try asking(cockpit.byUnit), try asking(cockpit.trend, by: .month))
    let breakdowns = try cockpit.breakdowns.map { try asking($0.indicator, by: $0.dimension) }
    let member = try ask.member
    let (decides, prepares) = (try ask.may(.decideObstacles), try ask.may(.prepareObstacles))
    return try await ask.store.read { tx in
        func figure(_ question: FigureQuestion) throws -> ComparedFigure {
            try compared(question, in: folder, visibleTo: sight, from: tx)
        }
        let byUnit = try figure(units)
        return CockpitPage(
            cockpit: cockpit, days: days,
            waiting: decides
                ? try tx.obstacles(before: member.id, visibleTo: sight)
                : prepares
                    ? try tx.obstacles(
                        ObstacleFilter(state: .presented), visibleTo: sight,
                        limit: .obstaclesBeforeLeader) : nil,
            figures: try first.map(figure), byUnit: byUnit,
            table: FigureTable(
                byUnit.now, in: folder, on: min(days.period.last, days.today), visibleTo: sight),
            targets: try yearTargets(units, in: folder, visibleTo: sight, from: tx),
            trend: try figure(trend), breakdowns: try breakdowns.map(figure),
            units: UnitNames(folder, on: days.period.last), query: ask.query,
            slips: try openSlips(in: days, visibleTo: sight, from: tx),
            isWhole: sight == .all)
    }
}
