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
        .get("/suspicions/{id}", .may(.seeProjects)) { ask in
            .page(try await suspicionPage(ask).page)
        },
        .post("/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            try await decide(ask, try ask.decision)
        },
        .delete("/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            try await decide(ask, nil)
        },
        .get("/changes", .may(.seeProjects)) { ask in
            .redirect(to: .changes(try await latestMonth(ask) ?? ask.monthDue))
        },
        .get("/changes/{month}", .may(.seeProjects)) { ask in
            .page(try await changesPage(ask).page)
        },
    ]
}

extension Limit {
    /// Suspicions on one page, each with its rows side by side.
    fileprivate static let suspicionsOnPage: Limit = 50
}

func suspectsPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> SuspectsPage {
    let month = try ask.month()
    let sight = try ask.sight
    let showsDecided = ask.query["state"] == "decided"
    let names = ask.unitNames(in: month)
    let mayDecide = try ask.may(.decideSuspicions)
    let number = ask.pageNumber
    return try await ask.store.read { tx in
        let all = try tx.suspicions(of: .month(month), visibleTo: sight)
        let shown = all.filter { $0.isOpen != showsDecided }
        let list = ListPage(part, number: number, size: .suspicionsOnPage, total: shown.count)
        return SuspectsPage(
            month: month, months: try tx.handedMonths(), units: names,
            suspicions: Array(shown.dropFirst(list.offset).prefix(list.size)), list: list,
            showsDecided: showsDecided, openCount: all.count { $0.isOpen },
            decidedCount: all.count { !$0.isOpen }, mayDecide: mayDecide)
    }
}

func suspicionPage(_ ask: Ask) async throws -> SuspicionPage {
    let id = try ask.identifier(.suspicion)
    let sight = try ask.sight
    let names = ask.unitNames
    let mayDecide = try ask.may(.decideSuspicions)
    let found = try await ask.store.read { tx in try tx.suspicion(id, visibleTo: sight) }
        .orNoSuchPage()
    return SuspicionPage(suspicion: found, units: names, mayDecide: mayDecide)
}

private func decide(_ ask: Ask, _ decision: SuspicionDecision?) async throws -> Answer {
    let decided = try await ask.decide(decision)
    guard let month = decided.round.month else { throw NoSuchPage() }
    let said: Phrase =
        decision.map { "已定为“\($0.label)”，可在“已定”里撤回" } ?? "已撤回，重新待定"
    return .redirect(
        to: decision == nil
            ? .suspects(month) : .suspects(month, ["after": decided.id.text]), said: said)
}

extension Ask {
    /// Decides the suspicion of the path at the version that the form shows; nil takes the decision
    /// back.
    func decide(_ decision: SuspicionDecision?) async throws -> RaisedSuspicion {
        let id = try identifier(.suspicion)
        let version = form["version"].flatMap { Int($0) } ?? 0
        let note = form["note"]
        let by = try occasion
        let sight = try self.sight
        return try await store.write { tx in
            try tx.decide(
                suspicion: id, decision, note: note, version: version, by: by.actor.name,
                at: by.at, salt: by.salt, visibleTo: sight)
            return try tx.suspicion(id, visibleTo: sight)
        }.orNoSuchPage()
    }

    /// The decision that a form names.
    var decision: SuspicionDecision {
        get throws {
            guard let text = form["decision"], let decision = SuspicionDecision(rawValue: text)
            else { throw SuspicionRefusal.notOfThisKind }
            return decision
        }
    }
}

func changesPage(_ ask: Ask) async throws -> ChangesPage {
    let month = try ask.month()
    let sight = try ask.sight
    let names = ask.unitNames(in: month)
    let kind = ask.query["kind"].flatMap(ProjectChangeKind.init)
    let unit = ask.query["unit"]
    return try await ask.store.read { tx in
        ChangesPage(
            month: month, months: try tx.handedMonths(), units: names,
            changes: try ask.changes(in: month, visibleTo: sight, from: tx), kind: kind,
            unit: unit)
    }
}
