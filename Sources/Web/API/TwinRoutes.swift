import Basics
import Pages
import People
import Projects
import Storage

/// The twins under /api/v1: what the pages show, made from the same values, in the same sight; and
/// what a machine writes. A token stands in the place of a visit, so no form token is asked for.
package func twinRoutes() -> [Route] {
    monthTwins() + checkingTwins() + ledgerTwins() + stageTwins() + fieldTwins() + moneyTwins()
        + monthlyTwins() + commitmentTwins() + reviewTwins() + investorTwins()
        + projectLinkTwins() + promiseTwins() + planTwins()
        + obstacleTwins() + leadTwins() + companyTwins()
        + chainTwins() + documentTwins() + listTwins() + contactTwins() + writingTwins()
}

private func monthTwins() -> [Route] {
    [
        .get("/api/v1/months", .may(.seeProjects)) { ask in
            .json(monthsJSON(try await ask.store.read { tx in try tx.handedMonths() }))
        }.says("有表的月份", gives: "Months"),
        .get("/api/v1/collections/{month}", .may(.seeProjects)) { ask in
            .json(try await collectPage(ask, try ask.month()).json)
        }.says("一个月收到的表，和还没有报送的单位", gives: "Collection"),
        .get("/api/v1/sheets/{id}", .may(.seeProjects)) { ask in
            let part = try ListPart(ask.query)
            let page = try await sheetPage(ask, try ask.identifier(.sheet))
            let list = ListPage(part, number: 1, size: part.limit, total: page.rows.count)
            return .json(page.json(rows: list))
        }.says("一份表：读出的行、读法不同之处、表头读法、与上月比", query: ListPart.fields, gives: "Sheet"),
    ]
}

private func ledgerTwins() -> [Route] {
    [
        .get("/api/v1/ledgers", .may(.seeProjects)) { ask in
            .json(try await ledgersPage(ask).json)
        }.says("往年台账", gives: "Ledgers"),
        .get("/api/v1/projects", .may(.seeProjects)) { ask in
            try ProjectFilter.check(ask.query)
            return .json(try await projectsPage(ask, try ListPart(ask.query)).json)
        }.says("项目台账，条件与页面相同", query: ProjectFilter.fields + ListPart.fields, gives: "Projects"),
        .get("/api/v1/projects/{id}", .may(.seeProjects)) { ask in
            .json(try await projectPage(ask).json)
        }.says("一个项目：现在的情况、历次报送、疑点", gives: "Project"),
        .get("/api/v1/journal/head", .member) { ask in
            let head = try await ask.store.read { tx in try tx.journalHead() }
            return .json(
                .object([
                    "number": .integer(head.number), "hash": .string(head.hash),
                    "head": .string(head.description),
                ]))
        }.says("日志头：变了就说明有新的记录", gives: "JournalHead"),
    ]
}

private func checkingTwins() -> [Route] {
    [
        .get("/api/v1/suspects/{month}", .may(.seeProjects)) { ask in
            .json(try await suspectsPage(ask, try ListPart(ask.query)).json)
        }.says(
            "一个月的疑点", query: [.word("state", ["open", "decided"])] + ListPart.fields,
            gives: "Suspicions"),
        .get("/api/v1/suspicions/{id}", .may(.seeProjects)) { ask in
            .json(try await suspicionPage(ask).json)
        }.says("一条疑点和它的各行", gives: "Suspicion"),
        .get("/api/v1/changes/{month}", .may(.seeProjects)) { ask in
            .json(try await changesPage(ask).json)
        }.says(
            "与上月比",
            query: [
                .word("kind", ProjectChangeKind.allCases.map(\.rawValue)), .text("unit"),
            ], gives: "Changes"),
        .get("/api/v1/dispatch/{month}", .may(.seeProjects)) { ask in
            .json(try await dispatchPage(ask).json)
        }.says("一个月的调度表", gives: "Dispatch"),
        .get("/api/v1/dispatch/{month}/figures/{name}", .may(.seeProjects)) { ask in
            .json(try await figurePage(ask).json)
        }.says("一个数由哪些行得来", query: [.text("unit")], gives: "Figure"),
    ]
}

private func writingTwins() -> [Route] {
    [
        .post("/api/v1/collections/{month}", .may(.collect), takesFiles: true, answer: handIn)
            .says(
                "交表：文件放在表单里，或一份表作为请求体，文件名写在地址里",
                query: [.text("file"), .text("unit")], gives: "HandedIn"),
        .post("/api/v1/sheets/{id}/acceptance", .may(.collect)) { ask in
            let sheet = try await handedSheet(ask)
            try await ask.confirm([sheet])
            return .json(try await handedSheet(ask).json(ask.unitNames))
        }.says("确认入库", gives: "HandedSheet"),
        .delete("/api/v1/sheets/{id}/acceptance", .may(.collect)) { ask in
            try await ask.withdraw(try await handedSheet(ask))
            return .json(try await handedSheet(ask).json(ask.unitNames))
        }.says("不收这份", gives: "HandedSheet"),
        .post("/api/v1/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            let decision = try ask.decision
            _ = try await ask.decide(decision)
            return .json(try await suspicionPage(ask).json)
        }.says(
            "给疑点下结论，version 须是看到的那一版",
            body: [
                .word("decision", SuspicionDecision.allCases.map(\.rawValue)),
                .number("version"), .text("note"),
            ], gives: "Suspicion"),
        .delete("/api/v1/suspicions/{id}/decision", .may(.decideSuspicions)) { ask in
            _ = try await ask.decide(nil)
            return .json(try await suspicionPage(ask).json)
        }.says("撤回结论", body: [.number("version")], gives: "Suspicion"),
    ]
}

/// What can be read is staged; what can't is named beside it, and the answer is 422.
@Sendable private func handIn(_ ask: Ask) async throws -> Answer {
    let month = try ask.month()
    let files = ask.handedFiles
    guard !files.isEmpty else {
        throw SheetRefusal([Problem("还没有选文件", at: .field("files"))])
    }
    let taken = try await ask.takeIn(
        files, round: .month(month), unit: ask.form["unit"] ?? ask.query["unit"])
    let names = ask.unitNames(in: month)
    return .json(
        .object([
            "sheets": .array(taken.sheets.map { $0.json(names) }),
            "problems": problemsJSON(taken.problems, ask.lexicon),
        ]), taken.problems.isEmpty ? .created : .unprocessable)
}

/// All problems with their places: what every refusal answers a program.
func problemsJSON(_ problems: [Problem], _ lexicon: Lexicon) -> JSONValue {
    .array(
        problems.map { problem in
            .object([
                "message": .string(lexicon.text(problem.message)),
                "place": JSONValue(problem.place?.description),
            ])
        })
}

extension ListPart {
    static let fields: [RouteField] = [.number("limit"), .number("offset")]
}

extension ProjectFilter {
    static let fields: [RouteField] = [
        .text("q"), .text("unit"), .word("stage", Stage.allCases.map(\.rawValue)), .text("chain"),
        .word("agreement", Agreement.allCases.map(\.rawValue)), .text("round"), .number("least"),
        .word("sort", ProjectOrder.allCases.map(\.rawValue)),
    ]

    /// Refuses with every word that the filter does not know.
    static func check(_ query: AddressQuery) throws(QueryRefusal) {
        let asked = ProjectFilter(query)
        var problems: [Problem] = []
        func check(_ name: String, _ isKnown: Bool) {
            guard let text = query[name], !isKnown else { return }
            problems.append(Problem("不认得“\(text)”", at: .field(name)))
        }
        check("stage", asked.stage != nil)
        check("agreement", asked.agreement != nil)
        check("round", asked.round != nil)
        check("least", asked.minimumFen != nil)
        let order = query["sort"].map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
        check("sort", order.flatMap(ProjectOrder.init) != nil)
        guard problems.isEmpty else { throw QueryRefusal(problems) }
    }
}
