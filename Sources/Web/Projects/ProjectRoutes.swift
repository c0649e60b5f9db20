import Basics
import Chains
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// The ledger, and the city at a glance.
package func projectRoutes() -> [Route] {
    [
        .get("/", .member, answer: home),
        .get("/projects", .may(.seeProjects)) { ask in .page(try await projectsPage(ask).page) },
        .get("/projects/export", .may(.export), answer: exportProjects),
        .get("/projects/board", .may(.seeProjects)) { ask in
            .page(try await boardPage(ask).page)
        },
        .post("/projects/filters", .may(.seeProjects), answer: saveFilter),
        .delete("/projects/filters", .may(.seeProjects), answer: forgetFilter),
        .get("/projects/{id}", .may(.seeProjects)) { ask in
            .page(try await projectPage(ask).page)
        },
    ] + stageRoutes() + stagePlanRoutes() + fieldRoutes() + monthlyRoutes() + moneyRoutes()
        + commitmentRoutes() + reviewRoutes() + investorRoutes() + projectLinkRoutes()
        + leadRoutes()
}

extension ProjectFilter {
    /// What an address asks for; a word that isn't known narrows nothing.
    init(_ query: AddressQuery) {
        self.init(
            text: query["q"], unit: query["unit"], stage: query["stage"].flatMap(Stage.init),
            chain: query["chain"], agreement: query["agreement"].flatMap(Agreement.init),
            round: query["round"].flatMap(Round.init(text:)),
            minimumFen: query["least"].flatMap { Int64($0) }
                .flatMap { (0...1_000_000).contains($0) ? $0 * Money.fenPerYi : nil },
            isDropped: nil, projectClass: query["class"],
            reached: query["reached"].map { $0 == "none" ? .nothing : .stage($0) },
            standing: query["standing"].flatMap(ProjectStanding.init),
            fields: Dictionary(
                query.items.compactMap { item in
                    let prefix = ProjectFilterForm.fieldPrefix
                    guard item.name.hasPrefix(prefix) else { return nil }
                    return (String(item.name.dropFirst(prefix.count)), item.value)
                }, uniquingKeysWith: { first, _ in first }),
            order: query["sort"].flatMap { word in
                ProjectOrder(rawValue: word.hasPrefix("-") ? String(word.dropFirst()) : word)
            } ?? .newest)
    }
}

func projectsPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> ProjectsPage {
    let sight = try ask.sight
    let filter = ProjectFilter(ask.query)
    let number = ask.pageNumber
    let (mayExport, form) = (try ask.may(.export), try ask.projectFilterForm)
    let layouts = ask.city.folder.exportLayouts(on: ask.today).map { (id: $0.id, name: $0.name) }
    let shown = ask.shown(part, size: .projectsOnPage)
    return try await ask.store.read { tx in
        let sought = try tx.sought(filter)
        let found = try tx.found(sought, visibleTo: sight, shown: shown)
        let list = ListPage(
            part, number: number, size: .projectsOnPage, total: found.count.number,
            hasMore: !found.count.isExact)
        return ProjectsPage(
            projects: try tx.projects(found, limit: Limit(list.size), offset: list.offset),
            filter: filter, form: try form(tx), list: list, mayExport: mayExport, layouts: layouts)
    }
}

func boardPage(_ ask: Ask) async throws -> ProjectBoardPage {
    let (sight, filter, form) = (
        try ask.sight, ProjectFilter(ask.query), try ask.projectFilterForm
    )
    return try await ask.store.read { tx in
        ProjectBoardPage(columns: try tx.board(filter, visibleTo: sight), form: try form(tx))
    }
}

extension Ask {
    /// What the ledger can be narrowed by, read in a transaction.
    fileprivate var projectFilterForm: @Sendable (any Transaction) throws -> ProjectFilterForm {
        get throws {
            let (sight, actor) = (try sight, Actor.member(try member))
            let (folder, names, query, today) = (city.folder, unitNames, query, today)
            return { tx in
                ProjectFilterForm(
                    units: names, query: query, chains: try tx.chainsOfProjects(visibleTo: sight),
                    rounds: try tx.rounds(), stages: folder.stages(on: today),
                    fields: folder.projectFields(on: today), folder: folder,
                    saved: try tx.savedFilters(of: actor).map {
                        (name: $0.name, query: AddressQuery(try readPairs($0.query.utf8)))
                    })
            }
        }
    }
}

private func saveFilter(_ ask: Ask) async throws -> Answer {
    let items = ask.form.values.items.compactMap { item -> AddressItem? in
        guard item.name.hasPrefix("query-") else { return nil }
        return AddressItem(String(item.name.dropFirst(6)), item.value)
    }
    let (query, name, by) = (AddressQuery(items), ask.form["name"], try ask.occasion)
    try await ask.store.write { tx in try tx.save(filter: query.pairs, as: name, by) }
    return .redirect(to: .projects(query), said: "常用条件已保存。")
}

private func forgetFilter(_ ask: Ask) async throws -> Answer {
    let (name, by) = (ask.form["name"] ?? "", try ask.occasion)
    try await ask.store.write { tx in try tx.forget(filter: name, by) }
    return .redirect(to: .projects(), said: "常用条件已删去。")
}

/// `named` is the project where the path names something of it.
func projectPage(
    _ ask: Ask, of named: Identifier? = nil, _ values: FormValues = FormValues()
) async throws -> ProjectPage {
    let id = try named ?? ask.identifier(.project)
    let sight = try ask.sight
    let (names, rule, today, folder) = (ask.unitNames, ask.stageRule, ask.today, ask.city.folder)
    let (mayReport, mayConfirm) = (try ask.may(.reportStages), try ask.may(.confirmStages))
    let (unit, leadReader) = (try ask.member.unit, try ask.leadReader)
    let (mayEditChains, all) = (try ask.may(.editChains), ask.city.units)
    return try await ask.store.read { tx in
        let project = try tx.project(id, visibleTo: sight).orNoSuchPage()
        // Whom it is assigned to reads only.
        let mayReport = mayReport && sight.includes(unit: project.unit)
        let course = try rule.flatMap { try tx.course(of: id, rule: $0, visibleTo: sight) }
        let cards = course.map {
            ProjectCourseCards(
                course: $0, units: names, mayReport: mayReport, mayConfirm: mayConfirm,
                unit: unit, today: today, values: values)
        }
        let reviews = course.map {
            ReviewsCard(course: $0, mayOpen: mayReport, values: values)
        }
        let plan = try course.map {
            StagePlanCard(
                course: $0, plan: try tx.stagePlan(of: $0, today: today), mayPlan: mayReport,
                values: values)
        }
        let access = try tx.access(ofProject: id, visibleTo: sight)
        let fields = try folder.projectFields(on: today).flatMap { rule in
            try tx.fields(of: id, rule: rule, visibleTo: sight).map {
                ProjectFieldsCard(
                    project: project, fields: $0, access: access, folder: folder,
                    units: names, mayWrite: mayReport,
                    givesFeedback: access.contains {
                        $0.endedAt == nil && leadReader.works(for: $0.unit)
                    }, today: today, values: values)
            }
        }
        let chain = try project.chain.map { word in
            let standing = folder.standing(of: word, in: "chains", on: today)
            return ProjectChain(
                standing: standing, chain: try tx.chains().meant(by: word, standing))
        }
        return ProjectPage(
            project: project, units: names,
            history: try tx.history(ofProject: id, visibleTo: sight), chain: chain,
            links: try tx.linksCard(
                of: project, reportedIn: chain?.chain, mayLink: mayReport || mayEditChains,
                units: all, visibleTo: sight, values),
            suspicions: try tx.suspicions(ofProject: id, visibleTo: sight),
            investors: try tx.investors(ofProject: id, visibleTo: sight).map {
                InvestorsCard(found: $0, units: names, mayDecide: mayReport)
            }, course: cards,
            reviews: reviews, stagePlan: plan,
            money: try tx.money(of: id, visibleTo: sight).map(MoneyCard.init),
            fields: fields,
            leads: ProjectLeadsCard(leads: try tx.leads(ofProject: id, for: leadReader)),
            values: values)
    }
}
