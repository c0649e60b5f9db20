import Basics
import Chains
import Companies
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// Companies that could fill a link, and trips to them.
func linkTargetRoutes() -> [Route] {
    return [
        .get("/trips", .may(.seeProjects)) { ask in .page(try await tripPage(ask).page) },
        .get("/chains/{chain}/links/{link}/targets", .may(.seeProjects)) { ask in
            .page(try await targetsPage(ask).page)
        },
        .get("/chains/{chain}/links/{link}/targets/{id}", .may(.seeProjects)) { ask in
            .page(try await targetPage(ask).page)
        },
        .post("/chains/{chain}/links/{link}/targets/{id}/acts", .may(.editChains)) { ask in
            let draft = TargetActDraft(
                act: ask.form["act"], note: ask.form["note"], introducer: ask.form["introducer"],
                on: ask.form["on"])
            let view = try ask.targetView
            return try await onTarget(ask) { tx, chain, link, company, by in
                try tx.act(draft, on: company, link: link, of: chain, as: view, by)
            }
        },
        .post("/chains/{chain}/links/{link}/targets/{id}/signs", .may(.editChains)) { ask in
            let draft = SignDraft(
                kind: ask.form["kind"], said: ask.form["said"], on: ask.form["on"],
                grounds: ask.grounds())
            return try await onTarget(ask) { tx, _, _, company, by in
                try tx.add(draft, of: company, today: ask.today, by)
            }
        },
    ]
}

private func onTarget(
    _ ask: Ask,
    _ work:
        @escaping @Sendable (any Transaction, String, String, Identifier, Occasion) throws
        -> Void
) async throws -> Answer {
    let (chain, link) = (try ask.text("chain"), try ask.text("link"))
    let (company, by) = (try ask.identifier(.company), try ask.occasion)
    do {
        try await ask.store.write { tx in try work(tx, chain, link, company, by) }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        let page = try await targetPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
    return .redirect(to: .chains(.target(chain, link, company)), said: "已保存。")
}

extension Ask {
    var targetView: TargetView {
        get throws {
            TargetView(
                of: try occasion.actor, rule: city.folder.targets(on: today), today: today)
        }
    }

    /// The link that the path names, with its chain and targets.
    func linkTargets() async throws -> (
        chain: Chain, link: ChainLink, targets: [Target]
    ) {
        let (id, name) = (try text("chain"), try text("link"))
        let view = try targetView
        let found: (Chain, ChainLink, [Target])? = try await store.read { tx in
            guard let chain = try tx.chain(id),
                let link = try tx.links(of: id).first(where: { $0.id == name })
            else { return nil }
            return (chain, link, try tx.targets(of: id, link: name, as: view))
        }
        return try found.orNoSuchPage()
    }
}

private func targetsPage(_ ask: Ask) async throws -> LinkTargetsPage {
    let (chain, link, targets) = try await ask.linkTargets()
    return LinkTargetsPage(
        chain: chain, link: link, targets: targets,
        divisions: CityDivisions(ask.city.folder),
        pageNumber: ask.pageNumber)
}

private func targetPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> LinkTargetPage {
    let (chain, link, targets) = try await ask.linkTargets()
    let company = try ask.identifier(.company)
    let target = try targets.first { $0.company.id == company }.orNoSuchPage()
    let (units, sight) = (ask.city.units, try ask.sight)
    let (sources, members, projects) = try await ask.store.read { tx in
        (
            try tx.sources(Set(target.signs.map(\.source))), try tx.members(units: units),
            try tx.companyRecord(company).map { record in
                try tx.projects(investedBy: record, visibleTo: sight)
            } ?? []
        )
    }
    return LinkTargetPage(
        chain: chain, link: link, target: target, sources: sources,
        projects: projects, units: ask.unitNames,
        divisions: CityDivisions(ask.city.folder),
        kinds: CompanyKinds(ask.city.folder, on: ask.today), people: PeopleNames(members),
        mayEdit: try ask.may(.editChains),
        values: values)
}

private func tripPage(_ ask: Ask) async throws -> TripPage {
    var problems: [Problem] = []
    let area = ask.query["place"].flatMap { place in
        let problem = divisionProblem(place, at: .field("place"))
        if let problem { problems.append(problem) }
        return problem == nil ? place : nil
    }
    let count = ask.query["count"].map { Int($0) ?? 0 } ?? TripPage.standardCount
    if !(1...100).contains(count) {
        problems.append(Problem("见几家写1到100", at: .field("count")))
    }
    let view = try ask.targetView
    let stops = try await ask.store.read { tx in
        try area.map { try tx.trip(to: $0, as: view) } ?? []
    }
    return TripPage(
        area: area, stops: stops, count: min(100, max(1, count)),
        divisions: CityDivisions(ask.city.folder),
        values: FormValues(ask.query.items, problems: problems))
}
