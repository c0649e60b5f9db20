import Basics
import Pages
import People
import Projects
import Storage

/// 查重 and 与上月比.
package func suspectRoutes() -> [Route] {
    [
        .get("/suspects", .may(.seeProjects)) { ask in
            .redirect(to: .suspects(try await latestMonth(ask) ?? ask.monthDue))
        },
        .get("/suspects/{month}", .may(.seeProjects)) { ask in
            .page(try await suspectsPage(ask).page)
        },
        .get("/suspicions/{id}", .may(.seeProjects), answer: suspicion),
        .post("/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            guard let text = ask.form["decision"], let decision = SuspicionDecision(rawValue: text)
            else { throw SuspicionRefusal.notOfThisKind }
            return try await decide(ask, decision)
        },
        .delete("/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            try await decide(ask, nil)
        },
        .get("/changes", .may(.seeProjects)) { ask in
            .redirect(to: .changes(try await latestMonth(ask) ?? ask.monthDue))
        },
        .get("/changes/{month}", .may(.seeProjects), answer: changes),
    ]
}

private func suspectsPage(_ ask: Ask) async throws -> SuspectsPage {
    let month = try ask.month()
    let sight = try ask.sight
    let showsDecided = ask.query["state"] == "decided"
    let names = ask.unitNames(in: month)
    let mayDecide = try ask.may(.decideSuspicions)
    return try await ask.store.read { tx in
        let all = try tx.suspicions(of: .month(month), visibleTo: sight)
        let shown = all.filter { $0.isOpen != showsDecided }
        return SuspectsPage(
            month: month, months: try tx.handedMonths(), units: names, suspicions: shown,
            showsDecided: showsDecided, openCount: all.count { $0.isOpen },
            decidedCount: all.count { !$0.isOpen }, mayDecide: mayDecide)
    }
}

private func suspicion(_ ask: Ask) async throws -> Answer {
    let id = try ask.identifier(.suspicion)
    let sight = try ask.sight
    let names = ask.unitNames
    let mayDecide = try ask.may(.decideSuspicions)
    let found = try await ask.store.read { tx in try tx.suspicion(id, visibleTo: sight) }
        .orNoSuchPage()
    return .page(SuspicionPage(suspicion: found, units: names, mayDecide: mayDecide).page)
}

private func decide(_ ask: Ask, _ decision: SuspicionDecision?) async throws -> Answer {
    let id = try ask.identifier(.suspicion)
    let version = ask.form["version"].flatMap { Int($0) } ?? 0
    let note = ask.form["note"]
    let by = try ask.occasion
    let sight = try ask.sight
    let decided = try await ask.store.write { tx in
        try tx.decide(
            suspicion: id, decision, note: note, version: version, by: by.actor.name, at: by.at,
            visibleTo: sight)
        return try tx.suspicion(id, visibleTo: sight)
    }
    guard let decided, let month = decided.round.month else { throw NoSuchPage() }
    let said: Phrase =
        decision.map { "已定为“\($0.label)”，可在“已定”里撤回" } ?? "已撤回，重新待定"
    return .redirect(
        to: decision == nil
            ? .suspects(month) : .suspects(month, ["after": id.text]), said: said)
}

private func changes(_ ask: Ask) async throws -> Answer {
    let month = try ask.month()
    let sight = try ask.sight
    let names = ask.unitNames(in: month)
    let kind = ask.query["kind"].flatMap(ProjectChangeKind.init)
    let unit = ask.query["unit"]
    let page = try await ask.store.read { tx in
        ChangesPage(
            month: month, months: try tx.handedMonths(), units: names,
            changes: try tx.changes(in: month, rules: ask.rules(month), visibleTo: sight), kind: kind, unit: unit)
    }
    return .page(page.page)
}
