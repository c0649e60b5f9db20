import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// The record of a project (项目档案), its line of time, and the units it is assigned to.
func fieldRoutes() -> [Route] {
    [
        .get("/projects/{id}/fields", .may(.reportStages)) { ask in
            .page(try await fieldsPage(ask).page)
        },
        .post("/projects/{id}/fields", .may(.reportStages), answer: describeProject),
        .get("/projects/{id}/history", .may(.seeProjects)) { ask in
            .page(try await historyPage(ask).page)
        },
        .get("/projects/{id}/archive", .may(.export), answer: archive),
        .post("/projects/{id}/access", .may(.reportStages)) { ask in
            try await staging(ask, anchor: "access", said: "已交办。") {
                try await ask.assignProject()
            }
        },
        .post("/projects/{id}/feedback", .may(.answerOrders)) { ask in
            try await staging(ask, anchor: "access", said: "已反馈，期限重新起算。") {
                try await ask.giveFeedback()
            }
        },
        .get("/assigned", .may(.seeProjects)) { ask in .page(try await assignedPage(ask).page) },
        .delete("/projects/{id}/access", .may(.reportStages)) { ask in
            try await staging(ask, anchor: "access", said: "交办已结束。") {
                try await ask.unassignProject()
            }
        },
    ]
}

private func describeProject(_ ask: Ask) async throws -> Answer {
    let done = Answer.redirect(
        to: .project(try ask.identifier(.project)), anchor: "record", said: "项目档案已保存。")
    return try await keeping(ask, done) {
        let typed = Dictionary(grouping: ask.form.values.items, by: \.name)
            .mapValues { $0.map(\.value) }
        let rule = try ask.demandedFields
        _ = try await ask.describeProject(
            typed.filter { rule.field($0.key) != nil }, because: ask.form["reason"])
    } again: {
        try await fieldsPage(ask, $0).page
    }
}

private func fieldsPage(_ ask: Ask, _ values: FormValues? = nil) async throws -> ProjectFieldsPage {
    let (id, sight, rule) = (try ask.identifier(.project), try ask.sight, try ask.demandedFields)
    let (folder, names) = (ask.city.folder, ask.unitNames)
    return try await ask.store.read { tx in
        let project = try tx.project(id, visibleTo: sight).orNoSuchPage()
        guard sight.includes(unit: project.unit) else { throw NoSuchPage() }
        return ProjectFieldsPage(
            project: project,
            fields: try tx.fields(of: id, rule: rule, visibleTo: sight).orNoSuchPage(),
            folder: folder, units: names, values: values)
    }
}

func historyPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ProjectHistoryPage {
    let (id, sight, today) = (try ask.identifier(.project), try ask.sight, ask.today)
    let (folder, names, mayExport) = (ask.city.folder, ask.unitNames, try ask.may(.export))
    let (mayCorrect, reader) = (try ask.may(.collect), try ask.leadReader)
    return try await ask.store.read { tx in
        let project = try tx.project(id, visibleTo: sight).orNoSuchPage()
        let entries = try tx.happenings(of: id, visibleTo: sight, leads: reader)
        let closed = mayCorrect && sight.includes(unit: project.unit) ? try tx.closedThrough() : nil
        return ProjectHistoryPage(
            project: project, entries: entries, folder: folder, units: names,
            stages: folder.stages(on: today), fields: folder.projectFields(on: today),
            leads: folder.leads(on: today), mayExport: mayExport,
            closedMonths: closed.map { entries.months(through: $0) } ?? [],
            values: values)
    }
}

extension [ProjectHappening] {
    /// The months up to `last` whose sheets reported the project, the latest first.
    fileprivate func months(through last: Month) -> [Month] {
        let months = compactMap { happening -> Month? in
            guard case .sheet(let report) = happening.what else { return nil }
            return report.round.month
        }
        return Set(months.filter { $0 <= last }).sorted(by: >)
    }
}

/// Without a view, the own unit's where the reader has one that gives feedback.
func assignedPage(_ ask: Ask) async throws -> AssignedPage {
    let (reader, today, view) = (try ask.leadReader, ask.today, ask.query["view"])
    let hasOwn = try ask.may(.answerOrders)
    let filter = AssignedFilter(
        isOwn: view.map { $0 == "own" } ?? (hasOwn && !reader.isHeadquarters),
        isOverdue: view == "overdue")
    let work = try await ask.store.read { tx in
        try tx.assignedWork(filter, on: today, for: reader)
    }
    return AssignedPage(
        work: work, filter: filter, hasOwn: hasOwn, units: ask.unitNames, today: today)
}

/// 项目一档: an entry of the journal, then the file with the end of the journal in it.
private func archive(_ ask: Ask) async throws -> Answer {
    let (id, sight, by, today) = (
        try ask.identifier(.project), try ask.sight, try ask.occasion, ask.today
    )
    let (folder, names, reader) = (ask.city.folder, ask.unitNames, try ask.leadReader)
    let (archive, head) = try await ask.store.write { tx in
        let project = try tx.project(id, visibleTo: sight).orNoSuchPage()
        let rule = folder.projectFields(on: today)
        let archive = ProjectArchive(
            project: project,
            fields: try rule.flatMap { try tx.fields(of: id, rule: $0, visibleTo: sight) },
            happenings: try tx.happenings(of: id, visibleTo: sight, leads: reader),
            reviews: try tx.reviews(of: id, visibleTo: sight),
            evidence: try tx.archivedFiles(ofProject: id, visibleTo: sight), folder: folder,
            units: names, stages: folder.stages(on: today), leads: folder.leads(on: today),
            mark: try tx.highestMark(of: [id], rule: rule))
        let head = try tx.record(
            "project.archived", on: project.subject, by: by.actor.name, at: by.at,
            body: .object(["files": JSONValue(archive.evidence.count)]))
        return (archive, head)
    }
    let bytes = try archive.zip(lexicon: ask.lexicon, stamp: try ask.stamp(by.at, head))
    let label = folder.isSample ? "（示例）" : ""
    return .file(
        FileAnswer(name: "\(archive.project.name)\(label).zip", type: .bytes, bytes: bytes))
}

extension Ask {
    /// The city's rule of today.
    var demandedFields: FieldsRule {
        get throws {
            guard let rule = city.folder.projectFields(on: today) else {
                throw ProjectRefusal([Problem("城市没有项目档案的规则")])
            }
            return rule
        }
    }

    /// Gives how many fields changed.
    func describeProject(_ typed: [String: [String]], because reason: String?) async throws -> Int {
        let (id, by, rule) = (try identifier(.project), try occasion, try demandedFields)
        let (version, folder) = (form["version"].flatMap { Int($0) } ?? 0, city.folder)
        let draft = ProjectFieldsDraft(typed, reason: reason)
        return try await store.write { tx in
            try tx.describe(draft, of: id, version: version, rule: rule, in: folder, by)
        }
    }

    func assignProject() async throws {
        let (id, by, units, today) = (try identifier(.project), try occasion, city.units, today)
        let (unit, reason) = (form["unit"], form["reason"])
        let clock = FeedbackClock(city.folder, on: today)
        try await store.write { tx in
            try tx.assign(
                id, to: unit, because: reason, units: units, clock: clock, today: today, by)
        }
    }

    func giveFeedback() async throws {
        let (id, by, units, today) = (try identifier(.project), try occasion, city.units, today)
        let (text, clock) = (form["feedback"], FeedbackClock(city.folder, on: today))
        try await store.write { tx in
            try tx.giveFeedback(text, on: id, units: units, clock: clock, today: today, by)
        }
    }

    func unassignProject() async throws {
        let (id, by) = (try identifier(.project), try occasion)
        let number = form["number"].flatMap { Int64($0) } ?? 0
        try await store.write { tx in try tx.unassign(number, ofProject: id, by) }
    }

    func projectFields() async throws -> (fields: ProjectFields, version: Int) {
        let (id, sight, rule) = (try identifier(.project), try sight, try demandedFields)
        return try await store.read { tx in
            (
                try tx.fields(of: id, rule: rule, visibleTo: sight).orNoSuchPage(),
                try tx.project(id, visibleTo: sight).orNoSuchPage().version
            )
        }
    }

    func projectAccess() async throws -> [ProjectAccess] {
        let (id, sight) = (try identifier(.project), try sight)
        return try await store.read { tx in
            _ = try tx.project(id, visibleTo: sight).orNoSuchPage()
            return try tx.access(ofProject: id, visibleTo: sight)
        }
    }
}
