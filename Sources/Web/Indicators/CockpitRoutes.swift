import Basics
import Indicators
import Pages
import People
import Promises
import Rules
import Storage

/// 驾驶舱, for whoever sees projects: of the city, or of the own units.
func cockpitRoutes() -> [Route] {
    [
        .get("/cockpit", .may(.seeProjects)) { ask in .page(try await cockpitPage(ask).page) },
        .post("/cockpit/figures", .may(.seeProjects)) { ask in
            try await ask.saveFigure()
            return .redirect(to: .cockpit(), said: "存到了驾驶舱。")
        },
        .delete("/cockpit/figures", .may(.seeProjects)) { ask in
            let (number, by) = (ask.form["number"].flatMap { Int64($0) } ?? 0, try ask.occasion)
            try await ask.store.write { tx in try tx.forget(figure: number, by) }
            return .redirect(to: .cockpit(), said: "去掉了。")
        },
    ]
}

extension Ask {
    fileprivate func saveFigure() async throws {
        let own: Set = ["indicator", "period", "by", "name", "shape", "shared", "token", "once"]
        let typed = form.values.items
        let draft = FigureDraft(
            indicator: form["indicator"] ?? "", period: form["period"], dimension: form["by"],
            settings: typed.filter { !own.contains($0.name) }.byName)
        let shape = form["shape"].flatMap(SavedFigureShape.init) ?? .chart
        let (folder, today, by) = (city.folder, today, try occasion)
        let (name, isShared) = (form["name"], form["shared"] == "1")
        try await store.write { tx in
            try tx.save(
                figure: draft, as: name, shape: shape, isShared: isShared, in: folder,
                today: today, by)
        }
    }

    /// As it stands now; what the folder defines no more has no figure.
    fileprivate func shown(
        _ kept: SavedFigure, by actor: Actor, visibleTo sight: Sight, from tx: any Transaction
    ) throws -> ShownFigure {
        let isOwn = kept.member == actor.name
        do {
            let asked = try kept.draft.question(in: city.folder, today: today)
            return ShownFigure(
                kept: kept, figure: try compared(asked.question, visibleTo: sight, from: tx),
                days: asked.days, isOwn: isOwn)
        } catch is FigureRefusal {
            return ShownFigure(
                kept: kept, figure: nil, days: FigureDays(through: today), isOwn: isOwn)
        }
    }
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
            try ask.compared(question, visibleTo: sight, from: tx)
        }
        let byUnit = try figure(units)
        return CockpitPage(
            cockpit: cockpit, map: folder.map, days: days,
            waiting: decides
                ? try tx.obstacles(before: member.id, visibleTo: sight)
                : prepares
                    ? try tx.obstacles(
                        ObstacleFilter(state: .presented), visibleTo: sight,
                        limit: .obstaclesBeforeLeader) : nil,
            figures: try first.map(figure), byUnit: byUnit,
            table: FigureTable(
                byUnit.now, in: folder, on: min(days.period.last, days.today), visibleTo: sight),
            targets: try tx.yearTargets(units, in: folder, visibleTo: sight),
            trend: try figure(trend), breakdowns: try breakdowns.map(figure),
            saved: try tx.savedFigures(of: .member(member)).map {
                try ask.shown($0, by: .member(member), visibleTo: sight, from: tx)
            },
            units: UnitNames(folder, on: days.period.last),
            query: ask.query.setting("view", to: nil),
            slips: try tx.openSlips(in: days.period, visibleTo: sight),
            isWhole: sight == .all, isWall: ask.query["view"] == "wall")
    }
}
