import Basics
import Foundation
import Hummingbird
import Pages
import People
import Testing
import Web

private let month = Month(of: Day(number: 20_751))

private func id(_ kind: IdentifierKind) -> Identifier {
    Identifier(kind, at: Instant(microseconds: 0), random: 7)
}

/// Every case of `Address` with the method by which it is asked.
private let addresses: [(Route.Method, Address)] = [
    (.get, .home), (.get, .collect), (.post, .collect), (.get, .collection(month)),
    (.get, .sheet(id(.sheet))), (.get, .sheetFile(id(.sheet))), (.post, .layout(id(.sheet))),
    (.post, .acceptance(id(.sheet))), (.get, .suspects(nil)), (.get, .suspects(month)),
    (.get, .suspicion(id(.suspicion))), (.post, .decision(id(.suspicion))),
    (.delete, .decision(id(.suspicion))), (.get, .changes(nil)), (.get, .changes(month)),
    (.get, .dispatch(nil)), (.get, .dispatch(month)),
    (.get, .dispatchFile(month, "通报.docx")), (.get, .projects()),
    (.get, .projects(["q": "海"])), (.get, .project(id(.project))), (.get, .projectExport()),
    (.get, .projectFields(id(.project))), (.post, .projectFields(id(.project))),
    (.get, .projectHistory(id(.project))), (.get, .projectArchive(id(.project))),
    (.post, .projectAccess(id(.project))), (.delete, .projectAccess(id(.project))),
    (.get, .projectBoard(["reached": "signed"])), (.post, .savedFilters), (.delete, .savedFilters),
    (.post, .stagePlan(id(.project))), (.get, .projectMoney(id(.project))),
    (.post, .projectReceipts(id(.project))), (.post, .moneyPlan(id(.project))),
    (.post, .projectExclusions(id(.project))), (.delete, .projectExclusion(7)),
    (.get, .receipts(["view": "inbox"])), (.get, .receiptExport()),
    (.get, .commitmentExport()), (.get, .receipt(7)),
    (.post, .receipt(7)), (.delete, .receipt(7)), (.get, .receiptFile(7)), (.post, .closings),
    (.post, .monthlyReports), (.get, .monthlyReport(id(.sheet))),
    (.post, .monthlyRows(id(.sheet), ["page": "2"])), (.get, .monthlyRow(id(.sheet), 3)),
    (.post, .monthlyRow(id(.sheet), 3)), (.delete, .monthlyRow(id(.sheet), 3)),
    (.get, .newMonthlyRow(id(.sheet))), (.post, .newMonthlyRow(id(.sheet))),
    (.post, .monthlySubmission(id(.sheet))), (.delete, .monthlySubmission(id(.sheet))),
    (.post, .monthlyChecks(id(.sheet))), (.post, .projectCorrections(id(.project))),
    (.get, .corrections(["month": "2026-10"])), (.post, .correction(7)),
    (.delete, .correction(7)),
    (.get, .commitments(["state": "overdue"])), (.get, .projectCommitments(id(.project))),
    (.post, .projectCommitments(id(.project))), (.get, .commitment(7)), (.post, .commitment(7)),
    (.post, .projectReviews(id(.project))), (.get, .review(7)), (.post, .reviewScores(7)),
    (.post, .reviewConclusion(7)), (.post, .reviewConditions(7)),
    (.get, .orders()), (.get, .orders(["view": "all"])), (.post, .orders()), (.get, .newOrder()),
    (.get, .order(7)), (.post, .orderActs(7)), (.get, .orderFile(7, 2)),
    (.post, .orderWithdrawal(7)), (.get, .assigned(["view": "own"])),
    (.post, .projectFeedback(id(.project))),
    (.get, .leads(["view": "overdue"])), (.post, .leads()), (.get, .newLead),
    (.get, .lead("XS202610250001K")), (.post, .lead("XS202610250001K")),
    (.get, .leadReceipt("XS202610250001K")),
    (.get, .obstacles()), (.get, .obstacles(["state": "raised"])), (.post, .obstacles()),
    (.get, .newObstacle()), (.get, .obstacle(7)), (.post, .obstacleActs(7)),
    (.get, .obstacleBrief(7)), (.get, .obstacleBriefFile(7)), (.get, .decisions()),
    (.get, .ledgers), (.post, .ledgers), (.get, .companies()), (.post, .companyImport),
    (.get, .company(id(.company))), (.get, .newCompany), (.post, .companies()),
    (.get, .companyGroup(id(.company))), (.get, .companyForm(.registration, id(.company))),
    (.post, .companyForm(.name, id(.company))), (.post, .companyForm(.names, id(.company))),
    (.post, .companyForm(.identifiers, id(.company))),
    (.post, .companyForm(.parents, id(.company))),
    (.post, .companyEnding(.names, id(.company))),
    (.post, .companyEnding(.identifiers, id(.company))),
    (.post, .companyEnding(.parents, id(.company))),
    (.get, .companyForm(.recognitions, id(.company))),
    (.post, .companyForm(.recognitions, id(.company))),
    (.post, .companyEnding(.recognitions, id(.company))),
    (.get, .companyBrief(id(.company))), (.get, .companyContacts(id(.company))),
    (.post, .companyContacts(id(.company))), (.get, .contacts()),
    (.get, .contacts(["view": "all"])), (.get, .contactExport()), (.get, .contact(7)),
    (.post, .contact(7)), (.post, .contactCompletion(7)), (.post, .contactWithdrawal(7)),
    (.get, .lists), (.post, .lists), (.get, .list("world-500", 2026)),
    (.get, .listExport("world-500", 2026)), (.get, .listEntry("world-500", 2026, 1)),
    (.post, .listEntry("world-500", 2026, 1)),
    (.get, .signIn()), (.get, .signIn(next: "/projects")), (.get, .secondFactor),
    (.post, .secondFactor), (.post, .session), (.delete, .session), (.get, .account),
    (.get, .password), (.post, .password), (.get, .authenticator), (.post, .authenticator),
    (.get, .members), (.post, .members), (.get, .member(id(.member))),
    (.post, .memberRoles(id(.member))), (.post, .memberDisabling(id(.member))),
    (.delete, .memberDisabling(id(.member))), (.post, .memberLeaving(id(.member))),
    (.post, .memberHandover(id(.member))), (.post, .memberPassword(id(.member))),
    (.delete, .memberFactor(id(.member))), (.delete, .memberLock(id(.member))),
    (.delete, .visits), (.delete, .visit(id(.session))), (.get, .tokens), (.post, .tokens),
    (.delete, .token(id(.token))), (.get, .journal()), (.get, .journal(["before": "5"])),
    (.get, .apiGuide), (.post, .anchors(.list("x"))), (.get, .anchors(.one("x", 7))),
    (.post, .anchors(.steps("x", 7))), (.post, .anchors(.opinions("x", 7))),
    (.delete, .anchors(.members("x", 7))), (.post, .anchors(.scope("x", 7))),
    (.delete, .anchors(.links("x", 7))), (.get, .anchors(.file("x", 7))),
    (.post, .anchors(.need("x", 7))), (.get, .anchors(.needs())), (.post, .anchors(.answers(7))),
    (.post, .anchors(.sheet(["key": "x"]))), (.post, .anchors(.removal)),
    (.get, .anchors(.template(["key": "x"]))),
]

@Test("every address leads to a route")
func addressesAreRouted() {
    let table = RouteTable(allRoutes())
    for (method, address) in addresses {
        #expect(table.answers(method, address.path), "\(method.rawValue) \(address.path)")
    }
}

@Test("a visitor sees the page of signing in and nothing else")
func visitorsSeeNothing() async throws {
    let city = try TestCity()
    let client = WebClient(try city.house(of: allRoutes()))
    for route in allRoutes() where route.access != .anyone && route.method == .get {
        let page = try await client.ask(.get, city.root + filled(route), following: false)
        let isReconciling = route.pattern.hasPrefix("/reconcile")
        let isTwin = isReconciling || route.pattern.hasPrefix("/api/v1/")
        let refused = isReconciling ? 401 : isTwin ? 403 : 303
        #expect(page.status == refused, "\(route.pattern)")
        let next = page.headers[.location] ?? ""
        #expect(isTwin || next.hasPrefix(city.root + "/session/new"), "\(route.pattern)")
    }
}

@Test("a role opens what its permissions name, and no more", arguments: Role.allCases)
func rolesAndRoutes(role: Role) async throws {
    // Administrators come in with a second factor; that walk is tested beside signing in.
    guard !role.isAdministrator else { return }
    let city = try TestCity()
    guard let unit = city.unit(for: role) else { return }
    try await city.addMember("someone", role, unit: unit)
    let client = WebClient(try city.house(of: allRoutes()))
    try await client.signIn(city.root, "someone", TestCity.password)
    for route in allRoutes() where route.method == .get {
        let permitted: Bool
        switch route.access {
        case .may(let permission): permitted = role.permissions.contains(permission)
        case .mayAny(let some): permitted = !role.permissions.isDisjoint(with: some)
        default: continue
        }
        let page = try await client.ask(.get, city.root + filled(route), following: false)
        #expect((page.status != 403) == permitted, "\(role) \(route.pattern) \(page.status)")
        #expect(page.status != 500, "\(role) \(route.pattern)")
    }
}

@Test("/openapi.json describes what programs may ask, from the routes themselves")
func openAPIFromRoutes() async throws {
    let city = try TestCity()
    let client = WebClient(
        try city.house([
            .get("/api/v1/projects/{id}", .may(.seeProjects)) { _ in throw NoSuchPage() }
        ]))
    let page = try await client.get("/openapi.json")
    let data = Data(page.bytes)
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: Any])
    #expect(Array(paths.keys) == ["/c/{city}/api/v1/projects/{id}"])
}

@Test("paths that only look like a route are not one")
func routePatterns() {
    let table = RouteTable([
        .get("/projects/export", .member) { _ in throw NoSuchPage() },
        .get("/projects/{id}", .member) { _ in throw NoSuchPage() },
    ])
    #expect(table.answers(.get, "/projects/export"))
    #expect(table.answers(.get, "/projects/export?x=1"))
    #expect(table.answers(.get, "/projects/P1"))
    #expect(!table.answers(.get, "/projects"))
    #expect(!table.answers(.get, "/projects/P1/more"))
    #expect(!table.answers(.post, "/projects/P1"))
    #expect(!table.answers(.get, "/projects/%F"))
}

/// The pattern with something in each brace.
private func filled(_ route: Route) -> String {
    var path = ""
    for segment in route.pattern.split(separator: "/") {
        path +=
            "/" + (segment.hasPrefix("{month") ? "2026-10" : segment.hasPrefix("{") ? "x" : segment)
    }
    return path.isEmpty ? "/" : path
}
