import Basics
import Indicators
import Pages
import People
import Projects
import Rules
import Storage

/// 抽查: drawn by who sees the city, the auditor too; kept and written down by who may.
func spotCheckRoutes() -> [Route] {
    let asked: [RouteField] = ["indicator", "period", "as-of", "seed", "size"].map { .text($0) }
    return [
        .get("/spot-checks", .may(.seeProjects)) { ask in
            .page(try await spotChecksPage(ask).page)
        },
        .get("/spot-checks/trial", .may(.seeProjects)) { ask in
            do {
                return .page(try await trialPage(ask).page)
            } catch let refusal as FigureRefusal {
                let values = FormValues(ask.query.items, problems: refusal.problems)
                return .page(try await spotChecksPage(ask, values).page, .unprocessable)
            }
        },
        .post("/spot-checks", .may(.checkProjects)) { ask in
            do {
                return .redirect(to: .spotChecks(.one(try await ask.keepCheck())), said: "登记了。")
            } catch let refusal as FigureRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await spotChecksPage(ask, values).page, .unprocessable)
            }
        },
        .get("/spot-checks/{number}", .may(.seeProjects)) { ask in
            .page(try await spotCheckPage(ask).page)
        },
        .post("/spot-checks/{number}/findings", .may(.checkProjects)) { ask in
            do {
                try await ask.recordFinding()
            } catch let refusal as FigureRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await spotCheckPage(ask, values).page, .unprocessable)
            }
            return .redirect(
                to: .spotChecks(.one(Int64(try ask.number("number")))), said: "登记了。")
        },
        .get("/spot-checks/{number}/export", .may(.export)) { ask in
            let page = try await spotCheckPage(ask)
            let number = String(try ask.number("number"))
            return try await ask.export(
                "spot_check.exported", on: [Subject("spot_check", number)], [], name: "抽查"
            ) { page.book(lexicon: ask.lexicon, stamp: $0) }
        },
        .get("/api/v1/spot-checks", .may(.seeProjects)) { ask in
            let page = try await spotChecksPage(ask)
            let units = ask.unitNames.present
            return .json(.array(page.checks.map { $0.json(units: units) }))
        }.says("登记过的抽查", gives: "SpotChecks"),
        .get("/api/v1/spot-checks/{number}", .may(.seeProjects)) { ask in
            .json(try await spotCheckPage(ask).check.json(units: ask.unitNames.present))
        }.says("一次抽查：抽到的、查实的、折算数", gives: "SpotCheck"),
        .post("/api/v1/spot-checks", .may(.checkProjects)) { ask in
            .json(.object(["number": .integer(try await ask.keepCheck())]), .created)
        }.says("登记一次抽查", body: asked, gives: "SpotCheckKept"),
        .post("/api/v1/spot-checks/{number}/findings", .may(.checkProjects)) { ask in
            try await ask.recordFinding()
            return .json(try await spotCheckPage(ask).check.json(units: ask.unitNames.present))
        }.says(
            "填一个项目查实的数", body: [.number("place"), .text("found"), .text("note")],
            gives: "SpotCheck"),
    ]
}

extension Ask {
    /// Whole-city figures only: others draw nothing.
    fileprivate func requireCity() throws {
        guard try sight == .all else { throw NoSuchPage() }
    }

    /// What is typed in a form, else in the address; what isn't the draw's own is a parameter.
    fileprivate var draft: SpotCheckDraft {
        let own: Set = [
            "indicator", "period", "as-of", "seed", "size", "token", "once", "by", "page",
        ]
        let items = form.values.items + query.items
        let typed = items.byName
        return SpotCheckDraft(
            FigureDraft(
                indicator: typed["indicator"] ?? "", period: typed["period"],
                asOf: typed["as-of"],
                settings: items.filter { !own.contains($0.name) }.byName),
            seed: typed["seed"], size: typed["size"])
    }

    fileprivate func keepCheck() async throws -> Int64 {
        try requireCity()
        let (folder, today, by, draft) = (city.folder, today, try occasion, draft)
        let asked = try draft.question(in: folder, today: today)
        return try await store.write { tx in
            try tx.keepSpotCheck(asked.figure, asked.question, by)
        }
    }

    fileprivate func recordFinding() async throws {
        try requireCity()
        let (number, folder, by) = (Int64(try number("number")), city.folder, try occasion)
        let draft = FindingDraft(
            place: form["place"].flatMap { Int($0) } ?? 0, found: form["found"],
            note: form["note"])
        do {
            try await store.write { tx in
                try tx.recordFinding(draft, of: number, in: folder, by)
            }
        } catch is UnknownSpotCheck {
            throw NoSuchPage()
        }
    }
}

private func spotChecksPage(
    _ ask: Ask, _ values: FormValues? = nil
) async throws -> SpotChecksPage {
    try ask.requireCity()
    let checks = try await ask.store.read { tx in try tx.spotChecks() }
    return SpotChecksPage(
        checks: checks, indicators: ask.city.folder.indicators(on: ask.today).filter(\.isDrawn),
        mayDraw: try ask.may(.checkProjects), values: values ?? FormValues(ask.query.items))
}

private func trialPage(_ ask: Ask) async throws -> SpotCheckPage {
    try ask.requireCity()
    let asked = try ask.draft.question(in: ask.city.folder, today: ask.today)
    let (check, names) = try await ask.store.read { tx in
        let check = try tx.trySpotCheck(asked.figure, asked.question)
        return (check, try tx.names(of: check))
    }
    return try page(ask, check, names, FormValues())
}

private func spotCheckPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> SpotCheckPage {
    try ask.requireCity()
    let number = Int64(try ask.number("number"))
    let found = try await ask.store.read { tx in
        try tx.spotCheck(number).map { ($0, try tx.names(of: $0)) }
    }
    let (check, names) = try found.orNoSuchPage()
    return try page(ask, check, names, values)
}

extension Transaction {
    fileprivate func names(of check: SpotCheck) throws -> [Identifier: String] {
        try Dictionary(
            check.drawn.compactMap { one in
                try project(one.project, visibleTo: .all).map { (one.project, $0.name) }
            }, uniquingKeysWith: { first, _ in first })
    }
}

private func page(
    _ ask: Ask, _ check: SpotCheck, _ names: [Identifier: String], _ values: FormValues
) throws -> SpotCheckPage {
    let (folder, last) = (ask.city.folder, check.question.period.last)
    return SpotCheckPage(
        check: check,
        indicator: try folder.indicator(check.question.indicator, on: last).orNoSuchPage(),
        names: names, units: UnitNames(folder, on: last), query: ask.query,
        mayRecord: try ask.may(.checkProjects), values: values)
}
