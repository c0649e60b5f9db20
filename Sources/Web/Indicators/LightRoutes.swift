import Basics
import Indicators
import Pages
import People
import Projects
import Rules
import Storage

/// 亮灯: lit by whoever makes the papers, explained by the unit, the reason decided by another.
func lightRoutes() -> [Route] {
    [
        .get("/lights/{month}", .may(.seeProjects)) { ask in
            .page(try await lightsPage(ask).page)
        },
        .post("/lights/{month}", .may(.makeDispatch)) { ask in
            do {
                let count = try await ask.lightUp()
                return .redirect(to: .lights(try ask.month()), said: "亮了\(count)盏灯。")
            } catch let refusal as FigureRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await lightsPage(ask, values).page, .unprocessable)
            }
        },
        .get("/lights/one/{number}", .may(.seeProjects)) { ask in
            .page(try await lightPage(ask).page)
        },
        .post("/lights/one/{number}/excuse", .may(.answerOrders)) { ask in
            try await onLight(ask) { tx, number, sight, by in
                try tx.excuse(number, because: ask.form["reason"] ?? "", visibleTo: sight, by)
            }
        },
        .post(
            "/lights/one/{number}/decision", .mayAny([.issueOrders, .confirmStages])
        ) { ask in
            let (folder, isGranted) = (ask.city.folder, ask.form["granted"] == "1")
            return try await onLight(ask) { tx, number, sight, by in
                try tx.decideExcuse(
                    number, isGranted: isGranted, note: ask.form["note"], in: folder,
                    visibleTo: sight, by)
            }
        },
        .get("/api/v1/lights/{month}", .may(.seeProjects)) { ask in
            let (month, sight) = (try ask.month(), try ask.sight)
            let lights = try await ask.store.read { tx in
                try tx.lights(of: month, visibleTo: sight)
            }
            return .json(.array(lights.map(\.json)))
        }.says("一个月亮的灯，各附算灯用的数", gives: "Lights"),
        .post("/api/v1/lights/{month}", .may(.makeDispatch)) { ask in
            .json(.object(["lights": JSONValue(try await ask.lightUp())]))
        }.says("按规则亮一个月的灯，一个月只亮一次", gives: "LightsLit"),
    ]
}

/// Does the work; a refusal shows the light again with what was typed.
private func onLight(
    _ ask: Ask,
    _ work: @escaping @Sendable (any Transaction, Int64, Sight, Occasion) throws -> Void
) async throws -> Answer {
    let (number, sight, by) = (Int64(try ask.number("number")), try ask.sight, try ask.occasion)
    do {
        try await ask.store.write { tx in try work(tx, number, sight, by) }
    } catch let refusal as FigureRefusal {
        let values = ask.form.refused(refusal.problems)
        return .page(try await lightPage(ask, values).page, .unprocessable)
    } catch is UnknownLight {
        throw NoSuchPage()
    }
    return .redirect(to: .light(number), said: "已办理。")
}

extension Ask {
    fileprivate func lightUp() async throws -> Int {
        let (month, folder, today, by) = (try month(), city.folder, today, try occasion)
        return try await store.write { tx in
            try tx.lightUp(month, in: folder, today: today, by)
        }
    }
}

private func lightsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> LightsPage
{
    let (month, folder, sight) = (try ask.month(), ask.city.folder, try ask.sight)
    let rules = folder.lights(on: month.last).map(\.rule)
    let (lights, counts, lit) = try await ask.store.read { tx in
        let byRule = Dictionary(
            grouping: try tx.lights(of: month, visibleTo: sight), by: \.rule)
        let shown = byRule.values.flatMap { $0.prefix(Limit.lightsShown.count) }
        return (
            try shown.map { try tx.named($0, rules, visibleTo: sight) }, byRule.mapValues(\.count),
            try tx.litRules(of: month)
        )
    }
    return LightsPage(
        month: month, lights: lights, counts: counts,
        rules: rules, lit: lit, units: UnitNames(folder, on: month.last), today: ask.today,
        mayLight: try ask.may(.makeDispatch), values: values)
}

private func lightPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> LightPage {
    let (folder, sight, number) = (
        ask.city.folder, try ask.sight, Int64(try ask.number("number"))
    )
    let named = try await ask.store.read { tx in
        try tx.light(number, visibleTo: sight).map { light in
            let rules = folder.lights(on: light.month.last).map(\.rule)
            return try tx.named(light, rules, visibleTo: sight)
        }
    }.orNoSuchPage()
    let light = named.light
    return LightPage(
        named: named, units: UnitNames(folder, on: light.month.last),
        mayExcuse: try ask.may(.answerOrders) && sight != .all,
        mayDecide: light.mayBeDecided(by: try ask.member, in: folder),
        mayOrder: try ask.may(.issueOrders), values: values)
}
