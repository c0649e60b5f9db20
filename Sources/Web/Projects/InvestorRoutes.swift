import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// Which companies the investors of a project are.
func investorRoutes() -> [Route] {
    [
        .get("/projects/{id}/investors", .may(.seeProjects)) { ask in
            .page(try await investorsPage(ask).page)
        },
        .post("/projects/{id}/investors", .may(.reportStages)) { ask in
            try await deciding(ask, said: "已认定。") { try await ask.decideInvestor() }
        },
        .delete("/projects/{id}/investors", .may(.reportStages)) { ask in
            try await deciding(ask, said: "已撤回认定。") { try await ask.decideInvestor(.open) }
        },
    ]
}

func investorTwins() -> [Route] {
    let verdicts: [InvestorDecision.Verdict] = [.same, .nobody]
    return [
        .get("/api/v1/projects/{id}/investors", .may(.seeProjects)) { ask in
            .json(try await investorsPage(ask).json)
        }.says("投资方是哪家企业，没有认出的有候选和理由", gives: "ProjectInvestors"),
        .post("/api/v1/projects/{id}/investors", .may(.reportStages)) { ask in
            try await ask.decideInvestor()
            return .json(try await investorsPage(ask).json, .created)
        }.says(
            "认定投资方是哪家企业，或不在名录里；investor 是名称或信用代码，latest 是看到的最后一条认定",
            body: [
                .text("investor"), .word("verdict", verdicts.map(\.rawValue)), .text("company"),
                .number("latest"),
            ], gives: "ProjectInvestors"),
        .delete("/api/v1/projects/{id}/investors", .may(.reportStages)) { ask in
            try await ask.decideInvestor(.open)
            return .json(try await investorsPage(ask).json)
        }.says(
            "撤回认定", body: [.text("investor"), .number("latest")], gives: "ProjectInvestors"),
    ]
}

private func deciding(
    _ ask: Ask, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    let id = try ask.identifier(.project)
    return try await keeping(ask, .redirect(to: .projectInvestors(id), said: said), work) {
        try await investorsPage(ask, $0).page
    }
}

/// All names of the register are looked through only where an investor is not known.
private func investorsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> InvestorsPage {
    let (id, sight) = (try ask.identifier(.project), try ask.sight)
    let thresholds = IdentityThresholds(ask.city.folder.identity(on: ask.today))
    let (units, mayReport) = (ask.unitNames, try ask.may(.reportStages))
    let isOpen = try await ask.store.read { tx in
        try tx.investors(ofProject: id, visibleTo: sight).orNoSuchPage()
            .investors.contains { $0.ground == .open }
    }
    let names =
        isOpen
        ? try await ask.city.names.names(
            in: ask.store, places: ask.city.folder.places, on: ask.workbench, world: ask.world)
        : nil
    return try await ask.store.read { tx in
        let found = try tx.investors(ofProject: id, visibleTo: sight).orNoSuchPage()
        var finder = names?.finder()
        let rows = try found.investors.map { investor in
            InvestorsPage.Row(
                known: investor,
                candidates: try finder.candidates(of: investor, thresholds, in: tx))
        }
        return InvestorsPage(
            found: found, rows: rows, units: units,
            mayDecide: mayReport && sight.includes(unit: found.project.unit), values: values)
    }
}

extension StoredNameFinder? {
    fileprivate mutating func candidates(
        of investor: ProjectInvestor, _ thresholds: IdentityThresholds, in tx: any Transaction
    ) throws -> [CompanyCandidate] {
        guard var finder = self else { return [] }
        defer { self = finder }
        return try tx.candidates(for: investor, &finder, thresholds: thresholds)
    }
}

extension Ask {
    fileprivate func decideInvestor(_ verdict: InvestorDecision.Verdict? = nil) async throws {
        let (id, by) = (try identifier(.project), try occasion)
        let draft = InvestorDraft(
            investor: form["investor"], verdict: verdict?.rawValue ?? form["verdict"],
            company: form["company"], latest: form["latest"].flatMap { Int64($0) } ?? 0)
        try await store.write { tx in try tx.decide(draft, of: id, by) }
    }
}
