import Basics
import Companies
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Promises
import Rules
import Storage
import Tables
import Testing
import Web

/// Every role asks every route of the product. What a role may not ask is refused; what a member
/// may
/// not see is in no page, search, export or twin, whoever asks however.
@Suite("Every role against every route", .serialized)
struct SightMatrixTests {
    /// What stands in the sheet of 西岭区 and nowhere else; the whole of it never leaves the sight.
    private static let secrets = ["凝霜", "87.65", "密档"]
    /// What stands in a lead that 西岭区 sealed: nobody else reads it, whoever they are.
    static let sealedSecret = "封雪一号"
    private static let secretLine =
        "凝霜诊断试剂生产基地项目,霜翎生物制品有限公司,876500,签约,正式协议,2026-03-18"
    /// The same project as 东屿区 tells it: enough alike for a suspicion between the two.
    private static let ownLine =
        "诊断试剂生产基地项目,霜翎生物制品有限公司,876000,签约,正式协议,2026-03-18"

    private struct Scenery {
        let city: TestCity
        let house: House
        /// Values for the parameters of routes, of the unit whose projects are secret.
        let parameters: [String: [String]]
    }

    private func scenery() async throws -> Scenery {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        try await office.drop(
            city, "2026-10",
            [
                ("西岭区10月密档.csv", unitSheet([SightMatrixTests.secretLine, opticsLine])),
                ("东屿区10月.csv", unitSheet([SightMatrixTests.ownLine, batteryLine])),
            ])
        try await office.confirmAll(city, "2026-10")
        let company = try await addSecretMeeting(city)
        try await addSecretReceipt(city)
        try await addSecretOrder(city)
        let leads = try await addSecretLeads(city)
        try await city.beginReport(of: "xiling", saying: SightMatrixTests.sealedSecret)
        let month = Round.month(Month(2026, 10)!)
        let (projects, sheets, suspicions, members) = try await city.store.read { tx in
            (
                try tx.projects(ProjectFilter(), visibleTo: .all),
                try tx.sheets(of: month, visibleTo: .all),
                try tx.suspicions(of: month, visibleTo: .all),
                try tx.members(units: city.city.units, limit: 10)
            )
        }
        #expect(projects.count == 4 && sheets.count == 3)
        #expect(suspicions.contains { $0.kind == .duplicate }, "the two rows are one suspicion")
        let ids =
            projects.map(\.id.text) + sheets.map(\.id.text) + suspicions.map(\.id.text)
            + [company.text]
        return Scenery(
            city: city, house: try city.house(of: allRoutes()),
            parameters: [
                "id": ids + members.map(\.id.text), "month": ["2026-10"],
                "name": DispatchFigureName.allCases.map(\.rawValue) + DispatchPapers.names,
                "kind": ["china-500"], "year": ["2026"], "position": ["1"], "number": ["1"],
                "lead": leads,
            ])
    }

    /// Every address that a pattern stands for here. An identifier goes where its kind belongs, and
    /// one of another kind beside it.
    private func paths(_ pattern: String, _ parameters: [String: [String]]) -> [String] {
        var found = [""]
        for segment in pattern.split(separator: "/") {
            var values = [String(segment)]
            if segment.first == "{" {
                let name = segment.dropFirst().dropLast()
                values = parameters[String(name), default: ["x"]].filter {
                    SightMatrixTests.belongs($0, to: pattern)
                }
                if name == "id" { values.append(parameters["id"]?.last ?? "x") }
            }
            found = found.flatMap { head in values.map { head + "/" + percentEncoded($0) } }
        }
        return found.map { $0.isEmpty ? "/" : $0 }
    }

    private static func belongs(_ value: String, to pattern: String) -> Bool {
        if let kind = Identifier(value)?.kind {
            let nouns: [IdentifierKind: [String]] = [
                .project: ["/projects/"], .sheet: ["/sheets/", "/monthly-reports/"],
                .suspicion: ["/suspicions/"], .member: ["/members/"], .company: ["/companies/"],
            ]
            return nouns[kind]?.contains { pattern.contains($0) } ?? false
        }
        if DispatchPapers.names.contains(value) { return pattern.contains("/files/") }
        let isFigure = DispatchFigureName(rawValue: value) != nil
        return !isFigure || !pattern.contains("/files/")
    }

    /// Ways of asking that narrow or search.
    private let queries = [
        "", "?q=" + percentEncoded("试剂"), "?q=zdsj", "?unit=xiling", "?state=decided",
        "?kind=new&unit=xiling", "?sort=total&round=2026-10", "?view=all&owner=xiling&overdue=1",
    ]

    private func enter(_ role: Role, _ scenery: Scenery) async throws -> (WebClient, Member) {
        let login = "role-" + role.rawValue.replacingOccurrences(of: "_", with: "-")
        if role.isAdministrator {
            let client = try await enteredAdministrator(
                login, role, scenery.city, scenery.house)
            return (client, try #require(try await member(login, scenery)))
        }
        let unit = role == .district ? "dongyu" : nil
        let added = try await scenery.city.addMember(login, role, unit: unit)
        let client = WebClient(scenery.house)
        try await client.signIn(scenery.city.root, login, TestCity.password)
        return (client, added)
    }

    private func member(_ login: String, _ scenery: Scenery) async throws -> Member? {
        let units = scenery.city.city.units
        return try await scenery.city.store.read { tx in try tx.member(login: login, units: units) }
    }

    private func allowed(_ access: Route.Access, _ member: Member) -> Bool {
        switch access {
        case .anyone, .arriving, .member: true
        case .may(let permission): member.may(permission)
        case .mayAny(let permissions): permissions.contains(where: member.may)
        }
    }

    /// What a page or file says, unpacked.
    private func said(_ page: WebPage) throws -> String {
        guard page.bytes.starts(with: Array("PK".utf8)) else { return page.text }
        let type = page.headers[.contentType] ?? ""
        guard type.contains("spreadsheetml") else { return "" }
        return try readWorkbook(page.bytes, file: "x.xlsx").sheets.flatMap { sheet in
            sheet.rows.flatMap(\.cells).map { "\($0.value)" }
        }.joined(separator: "\n")
    }

    private func expectSilence(_ page: WebPage, _ who: String, _ path: String) throws {
        // What was asked for stands in the page again: that is the asker's own.
        var text = try said(page)
        // The journal names files; who keeps it reads their names and nothing of what is in them.
        if who == Role.auditAdministrator.rawValue, path.hasPrefix("/journal") {
            text = text.replacingOccurrences(of: "密档", with: "")
        }
        for secret in SightMatrixTests.secrets where text.contains(secret) {
            Issue.record("\(who) finds “\(secret)” at \(path)")
        }
    }

    @Test("no role gets what it may not ask or may not see", arguments: Role.allCases)
    func roles(role: Role) async throws {
        let scenery = try await scenery()
        let (client, member) = try await enter(role, scenery)
        let root = scenery.city.root
        let seesSecret = member.sight.includes(unit: "xiling")
        var foundSecret = false
        for route in allRoutes() where route.method == .get {
            let isAllowed = allowed(route.access, member)
            for path in paths(route.pattern, scenery.parameters) {
                for query in route.pattern.contains("{") ? ["", "?unit=xiling"] : queries {
                    let page = try await client.ask(.get, root + path + query, following: false)
                    if !isAllowed {
                        #expect(page.status == 403, "\(role) \(path) \(page.status)")
                    } else {
                        #expect(
                            [200, 303, 404, 422].contains(page.status),
                            "\(role) \(path) \(page.status)")
                    }
                    #expect(
                        try !said(page).contains(SightMatrixTests.sealedSecret),
                        "\(role) reads what is sealed at \(path)")
                    if seesSecret {
                        foundSecret = try foundSecret || said(page).contains("凝霜")
                    } else {
                        try expectSilence(page, role.rawValue, path + query)
                    }
                }
            }
        }
        #expect(foundSecret == seesSecret, "the test would notice")
        if role.isAdministrator { #expect(!seesSecret && member.sight == .nothing) }
    }

    @Test("what a role may not do changes nothing, with a true form too", arguments: Role.allCases)
    func changes(role: Role) async throws {
        let scenery = try await scenery()
        let (client, member) = try await enter(role, scenery)
        let root = scenery.city.root
        try await client.get(root + "/account")
        let token = try #require(
            await client.page.forms.lazy.compactMap { $0["token"] }.first)
        let before = try await scenery.city.store.read { tx in try tx.journalHead() }
        for (number, route) in allRoutes().enumerated() where route.method != .get {
            guard !allowed(route.access, member) else { continue }
            for path in paths(route.pattern, scenery.parameters) {
                var fields = [
                    ("token", token), ("once", "once-\(number)"), ("decision", "same"),
                    ("version", "1"), ("month", "2026-10"),
                ]
                if route.method == .delete { fields.append(("method", "DELETE")) }
                let page = try await client.post(root + path, fields)
                let refused = path == "/reconcile" ? 401 : 403
                #expect(page.status == refused, "\(role) \(route.method) \(path) \(page.status)")
                if !member.sight.includes(unit: "xiling") {
                    try expectSilence(page, role.rawValue, path)
                }
            }
        }
        #expect(try await scenery.city.store.read { tx in try tx.journalHead() } == before)
    }

    @Test("a visitor sees nothing of the city's work")
    func visitor() async throws {
        let scenery = try await scenery()
        let client = WebClient(scenery.house)
        for route in allRoutes() where route.method == .get && route.access != .anyone {
            for path in paths(route.pattern, scenery.parameters) {
                let page = try await client.ask(.get, scenery.city.root + path, following: false)
                #expect([303, 401, 403].contains(page.status), "\(path) \(page.status)")
                try expectSilence(page, "visitor", path)
            }
        }
    }

    @Test("a district can neither decide, confirm nor open what is another's, in any way of asking")
    func foreignThings() async throws {
        let scenery = try await scenery()
        let (client, _) = try await enter(.district, scenery)
        let root = scenery.city.root
        let month = Round.month(Month(2026, 10)!)
        let sheets = try await scenery.city.store.read { tx in
            try tx.sheets(of: month, visibleTo: .all)
        }
        let foreign = try #require(sheets.first { $0.unit == "xiling" })
        for path in [
            "/sheets/\(foreign.id)", "/sheets/\(foreign.id)/file", "/api/v1/sheets/\(foreign.id)",
        ] {
            #expect(try await client.get(root + path).status == 404)
        }
        try await client.get(root + "/account")
        let token = try #require(await client.page.forms.lazy.compactMap { $0["token"] }.first)
        for (path, method) in [
            ("/sheets/\(foreign.id)/acceptance", "POST"),
            ("/sheets/\(foreign.id)/acceptance", "DELETE"),
            ("/sheets/\(foreign.id)/layout", "POST"),
        ] {
            let page = try await client.post(
                root + path, [("token", token), ("once", path + method), ("method", method)])
            #expect(page.status == 404, "\(path) \(page.status)")
        }
        // Its own people can't report for others either.
        let page = try await client.drop(
            scenery.city, "2026-10", [("西岭区10月.csv", unitSheet([opticsLine]))])
        #expect(page.status == 422 && page.words.contains("您不能代报"))
        let after = try await scenery.city.store.read { tx in
            try tx.sheets(of: month, visibleTo: .all)
        }
        #expect(after == sheets)
    }
}
