import Basics
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// The way of a project through its stages: reported by one unit, confirmed by another.
func stageRoutes() -> [Route] {
    [
        .post("/projects/{id}/class", .may(.reportStages)) { ask in
            try await staging(ask, said: "项目类别已保存。") { try await ask.classifyProject() }
        },
        .post("/projects/{id}/events", .may(.reportStages)) { ask in
            try await staging(ask, said: "已报送。") { _ = try await ask.reportEvent() }
        },
        .post("/projects/{id}/evidence", .may(.reportStages), takesFiles: true) { ask in
            try await staging(ask, said: "佐证已提交。") { _ = try await ask.showEvidence() }
        },
        .get("/projects/{id}/evidence/{number}", .may(.seeProjects), answer: evidenceFile),
        .post("/projects/{id}/withdrawal", .may(.reportStages)) { ask in
            try await staging(ask, said: "佐证已撤回。") {
                try await ask.withdrawEvidence(
                    ask.form["withdrawn"].flatMap { Int64($0) } ?? 0, because: ask.form["because"])
            }
        },
        .get("/events", .may(.confirmStages)) { ask in
            .page(try await waitingEventsPage(ask).page)
        },
        .post("/events/{number}", .may(.confirmStages)) { ask in
            let project = try await ask.eventProject
            return try await staging(ask, of: project, said: "已办理。") {
                try await ask.decideEvent()
            }
        },
        .delete("/events/{number}", .may(.reportStages)) { ask in
            let project = try await ask.eventProject
            return try await staging(ask, of: project, said: "已撤回报送。") {
                try await ask.withdrawEvent()
            }
        },
    ]
}

/// Does the work and goes on to `done`; a refusal shows a page again with what was typed.
func keeping(
    _ ask: Ask, _ done: Answer, _ work: () async throws -> Void,
    again: (FormValues) async throws -> Page
) async throws -> Answer {
    do {
        try await work()
    } catch is UnknownProject {
        throw NoSuchPage()
    } catch let refusal as any Refusal
        where refusal is ProjectRefusal || refusal is SheetRefusal || refusal is StaleVersion
    {
        return .page(try await again(ask.form.refused(refusal.problems)), .unprocessable)
    }
    return done
}

/// What is done on a project's own page.
func staging(
    _ ask: Ask, of named: Identifier? = nil, anchor: String = "stages", said: Phrase,
    _ work: () async throws -> Void
) async throws -> Answer {
    let id = try named ?? ask.identifier(.project)
    return try await keeping(ask, .redirect(to: .project(id), anchor: anchor, said: said), work) {
        try await projectPage(ask, of: id, $0).page
    }
}

func waitingEventsPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> WaitingEventsPage {
    let (sight, rule, names) = (try ask.sight, ask.stageRule, ask.unitNames)
    let (number, reviewer) = (ask.pageNumber, try ask.reviewReader)
    return try await ask.store.read { tx in
        let list = ListPage(
            part, number: number, size: .eventsOnPage,
            total: try tx.waitingEventWork(visibleTo: sight).count)
        return WaitingEventsPage(
            waiting: try tx.waitingEvents(
                visibleTo: sight, limit: Limit(list.size), offset: list.offset),
            reviews: try tx.waitingReviews(for: reviewer), rule: rule, units: names, list: list)
    }
}

/// Sent as a file to be kept: nothing of it runs in the browser.
private func evidenceFile(_ ask: Ask) async throws -> Answer {
    let (id, number) = (try ask.identifier(.project), Int64(try ask.number("number")))
    let sight = try ask.sight
    let found = try await ask.store.read { tx in
        try tx.evidenceFile(number, ofProject: id, visibleTo: sight)
    }.orNoSuchPage()
    return .file(
        FileAnswer(
            name: evidenceName(found.evidence.source.title, found.evidence.fileType), type: .bytes,
            bytes: found.bytes))
}

extension Form {
    /// The file that was sent with it, where one was chosen.
    var evidenceFile: EvidenceFile? {
        files.first { !$0.bytes.isEmpty || !$0.name.isEmpty }
            .map { EvidenceFile(name: $0.name, bytes: $0.bytes) }
    }
}

extension Ask {
    /// The rule of today; nil where the city has none.
    var stageRule: StageRule? { city.folder.stages(on: today) }

    private var demandedRule: StageRule {
        get throws {
            guard let rule = stageRule else {
                throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
            }
            return rule
        }
    }

    private var version: Int { form["version"].flatMap { Int($0) } ?? 0 }

    /// Whose event the path names, in the reader's sight.
    var eventProject: Identifier {
        get async throws {
            let (number, sight) = (Int64(try self.number("number")), try sight)
            return try await store.read { tx in
                try tx.project(ofEvent: number, visibleTo: sight)
            }.orNoSuchPage()
        }
    }

    func classifyProject() async throws {
        let (id, word, version) = (try identifier(.project), form["class"], version)
        let (rule, by, folder, today) = (try demandedRule, try occasion, city.folder, today)
        try await store.write { tx in
            try tx.classify(
                id, as: word, version: version, rule: rule, in: folder, today: today, by)
        }
    }

    func reportEvent() async throws -> Int64 {
        let (id, version, today) = (try identifier(.project), version, today)
        let (rule, by) = (try demandedRule, try occasion)
        let draft = ProjectEventDraft(
            step: form["step"], stage: form["stage"], leaving: form["leaving"],
            destination: form["destination"], day: form["day"], reason: form["reason"])
        return try await store.write { tx in
            try tx.report(draft, of: id, version: version, rule: rule, today: today, by)
        }
    }

    func decideEvent() async throws {
        let number = Int64(try number("number"))
        guard let word = form["decision"], ["confirm", "return"].contains(word) else {
            throw ProjectRefusal([Problem("请选确认还是退回", at: .field("decision"))])
        }
        let (note, version, units) = (form["note"], Int64(version), city.units)
        let (rule, by) = (try demandedRule, try occasion)
        try await store.write { tx in
            try tx.decide(
                number, isConfirmed: word == "confirm", note: note, version: version, rule: rule,
                units: units, by)
        }
    }

    func withdrawEvent() async throws {
        let (number, version) = (Int64(try number("number")), Int64(version))
        let (rule, by) = (try demandedRule, try occasion)
        try await store.write { tx in
            try tx.withdraw(number, version: version, rule: rule, by)
        }
    }

    func showEvidence() async throws -> Int64 {
        let (id, source, today) = (
            try identifier(.project), world.identifier(.evidence), today
        )
        let (rule, by) = (try demandedRule, try occasion)
        let draft = EvidenceDraft(
            kind: form["kind"] ?? query["kind"], title: form["title"] ?? query["title"],
            dated: form["dated"] ?? query["dated"],
            file: form.evidenceFile)
        return try await store.write { tx in
            try tx.show(draft, of: id, source: source, rule: rule, today: today, by)
        }
    }

    func withdrawEvidence(_ number: Int64, because reason: String?) async throws {
        let (id, by) = (try identifier(.project), try occasion)
        try await store.write { tx in
            try tx.withdrawEvidence(number, ofProject: id, because: reason, by)
        }
    }
}
