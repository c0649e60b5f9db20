import Basics
import Documents
import Pages
import People
import Promises
import Rules
import Storage

/// 年度行动计划: set by headquarters, broken down by units, reported month by month.
func planRoutes() -> [Route] {
    [
        .get("/plan", .may(.seeProjects)) { ask in .page(try await planPage(ask).page) },
        .get("/plan/new", .mayAny([.setPlans, .workPlans])) { ask in
            .page(try await planFormPage(ask).page)
        },
        .post("/plan", .mayAny([.setPlans, .workPlans])) { ask in
            do {
                let numbers = try await ask.setPlan()
                return .redirect(to: .plan(.one(numbers[0])), said: "已编入\(numbers.count)项。")
            } catch let refusal as PlanRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await planFormPage(ask, values).page, .unprocessable)
            }
        },
        .get("/plan/{number}", .may(.seeProjects)) { ask in
            .page(try await planItemPage(ask).page)
        },
        .post("/plan/{number}/acts", .may(.workPlans)) { ask in
            do {
                try await ask.actOnPlan()
            } catch let refusal as any Refusal
                where refusal is PlanRefusal || refusal is StaleVersion
            {
                let values = ask.form.refused(ask.placed(refusal.problems))
                return .page(try await planItemPage(ask, values).page, .unprocessable)
            }
            return .redirect(
                to: .plan(.one(Int64(try ask.number("number")))), anchor: "course", said: "已办理。")
        },
    ]
}

func planPage(_ ask: Ask) async throws -> PlanPage {
    let (scene, reader, query) = (ask.orderScene, try ask.planReader, ask.query)
    let maySet = try ask.may(.setPlans)
    return try await ask.store.read { tx in
        let found = try tx.planYears(visibleTo: reader.sight)
        let filter = PlanFilter(query, years: found, today: scene.today)
        var counts: [PlanView: Int] = [:]
        let views = PlanPage.views(for: reader)
        for view in views where view != .all {
            counts[view] = try tx.planItems(
                PlanFilter(view: view), for: reader
            ).count
        }
        counts[.all] = try tx.planCount(
            PlanFilter(year: filter.year ?? scene.today.year), visibleTo: reader.sight)
        return PlanPage(
            items: try tx.planItems(
                views.contains(filter.view) ? filter : PlanFilter(year: filter.year), for: reader),
            counts: counts, filter: filter, query: query,
            years: Set(found + [filter.year ?? scene.today.year, scene.today.year]).sorted(by: >),
            scene: scene,
            reader: reader, maySet: maySet)
    }
}

func planItemPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> PlanItemPage {
    let number = Int64(try ask.number("number"))
    let (scene, sight, actor) = (ask.orderScene, try ask.sight, try ask.occasion.actor)
    let (rules, units) = (ask.orderRules, ask.city.units)
    return try await ask.store.read { tx in
        let course = try tx.planCourse(number, visibleTo: sight).orNoSuchPage()
        return PlanItemPage(
            course: course, scene: scene, people: PeopleNames(try tx.members(units: units)),
            acts: course.item.acts(for: actor, rules: rules, today: scene.today),
            mayBreakDown: course.item.takesTasks(from: actor, rules: rules, today: scene.today),
            owners: rules.planOwners(for: actor, on: scene.today),
            paper: try course.item.origin.flatMap { try tx.paper(of: $0, visibleTo: sight) },
            values: values)
    }
}

private func planFormPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> PlanFormPage {
    let (scene, sight, actor) = (ask.orderScene, try ask.sight, try ask.occasion.actor)
    let (rules, origin, maySet) = (ask.orderRules, ask.planOrigin, try ask.may(.setPlans))
    let parent = (ask.form["parent"] ?? ask.query["parent"]).flatMap { Int64($0) }
    let year = (ask.form["year"] ?? ask.query["year"]).flatMap { Int($0) } ?? ask.today.year
    if parent == nil, origin == nil, !maySet { throw NoSuchPage() }
    return try await ask.store.read { tx in
        let line = try origin.map { try tx.task($0, visibleTo: sight).orNoSuchPage() }
        let owners = rules.planOwners(for: actor, on: scene.today)
        return PlanFormPage(
            scene: scene, year: year,
            parent: try origin == nil
                ? parent.map { try tx.planItem($0, visibleTo: sight).orNoSuchPage() } : nil,
            objectives: line == nil
                ? []
                : try tx.planItems(
                    PlanFilter(year: year),
                    for: PlanReader(actor, rules: rules, today: scene.today)
                ).filter { $0.takesTasks(from: actor, rules: rules, today: scene.today) },
            owners: owners,
            paper: line.map { PlanPaper($0.line, of: $0.document) },
            maySet: maySet,
            values: values.items.isEmpty
                ? FormValues(line.map { prefilled($0.line, owners, rules, scene.today) } ?? [])
                : values)
    }
}

/// What a line of a paper says already.
private func prefilled(
    _ line: DocumentInstruction, _ owners: [String], _ rules: OrderRules, _ today: Day
) -> [AddressItem] {
    let told = line.told
    let named = told.owners.filter { $0.part != .support }
        .flatMap { rules.units(called: $0.name, on: today) }.filter(owners.contains)
    let measures = told.targets.map(\.text).joined(separator: "；")
    let due = told.due?.last.flatMap { $0 < today ? nil : $0.description } ?? ""
    return [
        AddressItem("text", told.text), AddressItem("measure", measures), AddressItem("due", due),
        AddressItem("objective", told.headings.last?.text ?? ""),
    ]
        + (named.count == 1
            ? [AddressItem("owner", named[0])] : named.map { AddressItem("also", $0) })
}

extension Transaction {
    /// The line of a paper that may become a task, for who may see the paper.
    fileprivate func task(
        _ origin: PlanOrigin, visibleTo sight: Sight
    ) throws -> (line: DocumentInstruction, document: Document)? {
        guard let document = try document(origin.document, visibleTo: sight),
            let line = try instruction(origin.line, of: document), line.told.mayBecomeTask,
            line.review.state == .accepted
        else { return nil }
        return (line, document)
    }

    /// The number that a line was read under; what a person makes of it stands under others.
    fileprivate func readNumber(
        of line: DocumentInstruction, in document: Document
    ) throws -> Int64 {
        var first = line
        while let number = first.review.mends, let older = try instruction(number, of: document) {
            first = older
        }
        return first.number
    }

    /// The plan's items that come from lines as they stand now, by their numbers.
    func planned(
        from lines: [DocumentInstruction], of document: Document, visibleTo sight: Sight
    ) throws -> [Int64: [PlanItem]] {
        let items = try planItems(ofDocument: document.number, visibleTo: sight)
        guard !items.isEmpty else { return [:] }
        return Dictionary(
            try lines.map { line in
                (line.number, items[try readNumber(of: line, in: document)] ?? [])
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The line that an item comes from, as it stands now.
    fileprivate func paper(
        of origin: PlanOrigin, visibleTo sight: Sight
    ) throws -> PlanPaper? {
        guard let document = try document(origin.document, visibleTo: sight) else { return nil }
        let standing = try instructions(of: document, within: 0..<document.letters).first { line in
            try readNumber(of: line, in: document) == origin.line
        }
        guard let line = try standing ?? instruction(origin.line, of: document) else { return nil }
        return PlanPaper(line, of: document)
    }
}

extension PlanPaper {
    fileprivate init(_ line: DocumentInstruction, of document: Document) {
        self.init(
            origin: PlanOrigin(document: document.number, line: line.number),
            title: document.title, text: line.told.text,
            isAccepted: line.review.state == .accepted)
    }
}

extension PlanFilter {
    /// What an address asks for; a word that isn't known narrows nothing. Without a year the whole
    /// plan is that of the present one, or of the latest that has one; what is narrowed is of all.
    init(_ query: AddressQuery, years: [Int], today: Day) {
        self.init(
            year: query["year"].flatMap { Int($0) },
            view: query["view"].flatMap(PlanView.init) ?? .all, owner: query["owner"],
            light: query["light"].flatMap(PlanLight.init), isOverdue: query["overdue"] == "1")
        if year == nil, !isNarrowed {
            year = years.contains(today.year) ? today.year : years.first ?? today.year
        }
    }
}

extension Ask {
    var planReader: PlanReader {
        get throws { PlanReader(.member(try member), rules: orderRules, today: today) }
    }

    fileprivate var planOrigin: PlanOrigin? {
        guard let document = (form["document"] ?? query["document"]).flatMap({ Int64($0) }),
            let line = (form["line"] ?? query["line"]).flatMap({ Int64($0) })
        else { return nil }
        return PlanOrigin(document: document, line: line)
    }

    /// Puts in what the form says, one item for each unit that is named; gives their numbers.
    func setPlan() async throws -> [Int64] {
        let (rules, today, by, sight) = (orderRules, today, try occasion, try sight)
        let (form, origin) = (form, planOrigin)
        var owners: [String] = []
        for owner in [form["owner"] ?? ""] + form.values.all("also")
        where !owner.isEmpty && !owners.contains(owner) {
            owners.append(owner)
        }
        let parent = form["parent"].flatMap { Int64($0) }
        let objective = trimmedBlanks(form["objective"] ?? "")
        do {
            return try await store.write { [owners] tx in
                var above = parent
                var from: PlanOrigin?
                if let origin {
                    let (line, document) = try tx.task(origin, visibleTo: sight).orNoSuchPage()
                    from = PlanOrigin(
                        document: document.number, line: try tx.readNumber(of: line, in: document))
                    if parent == nil, objective.isEmpty {
                        throw PlanRefusal([
                            Problem("请选放在哪项下面，或写一项新目标", at: .field("parent"))
                        ])
                    }
                    if parent == nil {
                        above = try tx.set(
                            PlanDraft(year: form["year"], text: objective), rules: rules,
                            today: today, by)
                    }
                }
                return try (owners.isEmpty ? [""] : owners).map { owner in
                    try tx.set(
                        PlanDraft(
                            year: form["year"], parent: above, text: form["text"],
                            measure: form["measure"], owner: owner, due: form["due"],
                            origin: from), rules: rules, today: today, by)
                }
            }
        } catch is UnknownPlanItem {
            throw NoSuchPage()
        }
    }

    /// Does what the form says with the item that the path names.
    func actOnPlan() async throws {
        let number = Int64(try self.number("number"))
        let (rules, today, by, form, query) = (orderRules, today, try occasion, form, query)
        let act = (form["act"] ?? query["act"]).flatMap(PlanAct.init)
        let draft = PlanActDraft { name in
            if name == "act" { return act?.rawValue }
            return act.flatMap { form[PlanItemPage.field(name, of: $0)] } ?? form[name]
        }
        let version = form["version"].flatMap { Int64($0) } ?? 0
        do {
            try await store.write { tx in
                try tx.act(
                    draft, onPlanItem: number, version: version, rules: rules, today: today, by)
            }
        } catch is UnknownPlanItem {
            throw NoSuchPage()
        }
    }

    /// Problems at the fields of the act's own form.
    fileprivate func placed(_ problems: [Problem]) -> [Problem] {
        guard let act = form["act"].flatMap(PlanAct.init) else { return problems }
        return problems.map { problem in
            guard case .field(let name)? = problem.place else { return problem }
            return Problem(problem.message, at: .field(PlanItemPage.field(name, of: act)))
        }
    }
}
