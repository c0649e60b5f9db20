import Basics
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Rules
import Storage
import Testing
import Web

/// A program with a token: no cookies, no forms.
private struct Program {
    let client: WebClient
    let root: String
    let token: String

    func get(_ path: String) async throws -> (status: Int, value: JSONValue) {
        let page = try await client.ask(
            .get, root + "/api/v1" + path, headers: [.authorization: "Bearer \(token)"])
        return (page.status, try JSONValue(parsing: page.text))
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], _ type: String
    ) async throws -> (status: Int, value: JSONValue) {
        let page = try await client.ask(
            method, root + "/api/v1" + path,
            headers: [.authorization: "Bearer \(token)", .contentType: type], body: body)
        return (page.status, try JSONValue(parsing: page.text))
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, json: JSONValue = .object([])
    ) async throws -> (status: Int, value: JSONValue) {
        try await send(method, path, Array(json.text.utf8), "application/json")
    }

    func hand(_ name: String, _ bytes: [UInt8], in month: String) async throws -> (
        status: Int, value: JSONValue
    ) {
        try await send(
            .post, "/collections/\(month)?file=" + percentEncoded(name), bytes,
            "application/octet-stream")
    }
}

extension TestCity {
    /// A token of a new member, with its identifier.
    func addToken(
        _ login: String, _ role: Role, unit: String? = nil
    ) async throws -> (text: String, id: Identifier, member: Member) {
        let member = try await addMember(login, role, unit: unit)
        let (secret, id) = (ApiTokenSecret(drawnFrom: world), world.identifier(.token))
        let (rules, occasion) = (city.signing, Occasion(.member(member), in: world))
        try await store.write {
            try $0.addToken("试", id: id, secret: secret, of: member, on: occasion, rules: rules)
        }
        return (secret.text, id, member)
    }

    fileprivate func program(_ login: String, _ role: Role, unit: String? = nil) async throws
        -> Program
    {
        Program(
            client: WebClient(try house(of: allRoutes())), root: root,
            token: try await addToken(login, role, unit: unit).text)
    }

    fileprivate func unit(_ name: String) throws -> String {
        try #require(folder.units.first { $0.name.zh == name }).id
    }
}

private let eastLine = "霜翎试剂基地项目,霜翎制品公司,876000,签约,正式协议,2026-03-18"
private let westLine = "霜翎试剂基地项目,霜翎制品有限公司,876000,签约,正式协议,2026-03-18"

@Suite("The twins under /api/v1")
struct TwinTests {
    /// Two districts' sheets, handed in and confirmed over HTTP by the office's program.
    private func filled(_ city: TestCity) async throws -> Program {
        let office = try await city.program("office", .headquarters)
        for (name, lines) in [
            ("东屿区10月.csv", [eastLine, batteryLine]), ("西岭区10月.csv", [westLine, opticsLine]),
        ] {
            let handed = try await office.hand(name, unitSheet(lines), in: "2026-10")
            #expect(handed.status == 201, "\(handed.value.text)")
            let sheet = try #require(handed.value["sheets"]?.array?.first?["id"]?.string)
            let confirmed = try await office.send(.post, "/sheets/\(sheet)/acceptance")
            #expect(confirmed.status == 200)
            #expect(confirmed.value["state"]?.string == "applied")
        }
        return office
    }

    @Test("each twin answers with what its page shows")
    func twinsAnswer() async throws {
        let city = try TestCity()
        let office = try await filled(city)
        let months = try await office.get("/months").value
        #expect(months["months"] == ["2026-10"])
        let collection = try await office.get("/collections/2026-10").value
        let sheets = try #require(collection["sheets"]?.array)
        #expect(sheets.count == 2)
        #expect(try #require(collection["missing"]?.array).count == 8)
        let id = try #require(sheets[0]["id"]?.string)
        let sheet = try await office.get("/sheets/\(id)?limit=1&offset=1").value
        #expect(sheet["total"]?.integer == 2)
        #expect(sheet["rows"]?.array?.count == 1)
        #expect(sheet["layouts"]?.array?.count == 1)
        let projects = try await office.get("/projects?sort=name&q=" + percentEncoded("试剂")).value
        #expect(projects["total"]?.integer == 2)
        let project = try #require(projects["projects"]?.array?.first?["id"]?.string)
        let one = try await office.get("/projects/\(project)").value
        #expect(one["project"]?["total_fen"]?.integer == 876_000_000_000)
        #expect(one["history"]?.array?.count == 1)
        let suspects = try await office.get("/suspects/2026-10").value
        #expect((suspects["open"]?.integer ?? 0) > 0)
        let all = suspects["suspicions"]?.array ?? []
        #expect(suspects["total"]?.integer == Int64(all.count) && !all.isEmpty)
        let first = try await office.get("/suspects/2026-10?limit=1").value
        #expect(first["suspicions"]?.array == Array(all.prefix(1)))
        let beyond = try await office.get("/suspects/2026-10?offset=\(all.count)").value
        #expect(beyond["suspicions"] == [] && beyond["total"] == suspects["total"])
        let changes = try await office.get("/changes/2026-10")
        #expect(changes.status == 200)
        let dispatch = try await office.get("/dispatch/2026-10").value
        #expect(dispatch["city"]?["now"]?["signed"]?.integer == 4)
        let figure = try await office.get("/dispatch/2026-10/figures/signed").value
        #expect(figure["value"]?.integer == 4 && figure["rows"]?.array?.count == 4)
        #expect(try await office.get("/ledgers").value["sheets"] == [])
        #expect(try await office.get("/companies").value["total"]?.integer == 0)
        let head = try await office.get("/journal/head").value
        let stored = try await city.store.read { tx in try tx.journalHead() }
        #expect(head["head"]?.string == stored.description)
    }

    @Test("a suspicion is decided once at the version that was seen, and taken back")
    func decides() async throws {
        let city = try TestCity()
        let office = try await filled(city)
        let suspects = try await office.get("/suspects/2026-10").value["suspicions"]?.array ?? []
        let first = try #require(suspects.first { $0["kind"]?.string == "duplicate" })
        let id = try #require(first["id"]?.string)
        let version = try #require(first["version"])
        let path = "/suspicions/\(id)/decision"
        let wrong = try await office.send(
            .post, path, json: .object(["decision": "maybe", "version": version]))
        #expect(wrong.status == 422)
        #expect(wrong.value["problems"]?.array?.first?["place"]?.string == "decision")
        let said = JSONValue.object(["decision": "same", "version": version, "note": "同一项目"])
        let decided = try await office.send(.post, path, json: said)
        #expect(decided.status == 200)
        #expect(decided.value["decided"]?["decision"]?.string == "same")
        #expect(try await office.send(.post, path, json: said).status == 422)
        let now = try #require(decided.value["suspicion"]?["version"])
        let undone = try await office.send(.delete, path, json: .object(["version": now]))
        #expect(undone.status == 200 && undone.value["decided"] == .null)
        let twice = try await city.store.read { tx in
            try tx.journal(after: 0, limit: 100).filter { $0.kind.hasPrefix("suspicion.") }
        }
        #expect(twice.map(\.kind) == ["suspicion.decided", "suspicion.reopened"])
    }

    @Test("a district's token sees its own projects and no others, as its pages do")
    func sight() async throws {
        let city = try TestCity()
        let office = try await filled(city)
        let district = try await city.program(
            "east", .district, unit: try city.unit("东屿区"))
        let own = try await district.get("/projects").value
        let names = own["projects"]?.array?.compactMap { $0["district"]?.string } ?? []
        #expect(names == ["东屿区", "东屿区"])
        for each in try await office.get("/projects").value["projects"]?.array ?? []
        where each["district"]?.string != "东屿区" {
            let id = try #require(each["id"]?.string)
            #expect(try await district.get("/projects/\(id)").status == 404)
        }
        for sheet in try await office.get("/collections/2026-10").value["sheets"]?.array ?? []
        where sheet["unit"]?["name"]?.string != "东屿区" {
            let id = try #require(sheet["id"]?.string)
            #expect(try await district.get("/sheets/\(id)").status == 404)
        }
        for path in ["/suspects/2026-10", "/dispatch/2026-10", "/collections/2026-10"] {
            let text = try await district.get(path).value.text
            #expect(!text.contains("瞻远光电"), "\(path)")
        }
        let foreign = try await district.hand(
            "西岭区10月.csv", unitSheet([westLine]), in: "2026-10")
        #expect(foreign.status == 422)
        #expect(foreign.value["problems"]?.array?.count == 1)
        let suspicion = try await office.get("/suspects/2026-10").value["suspicions"]?.array?.first
        let id = try #require(suspicion?["id"]?.string)
        let refused = try await district.send(
            .post, "/suspicions/\(id)/decision",
            json: .object(["decision": "same", "version": 1]))
        #expect(refused.status == 403)
    }

    @Test("a token that was revoked, a wrong one and a cookie alone change nothing")
    func tokens() async throws {
        let city = try TestCity()
        let made = try await city.addToken("office", .headquarters)
        let client = WebClient(try city.house(of: allRoutes()))
        let program = Program(client: client, root: city.root, token: made.text)
        #expect(try await program.get("/months").status == 200)
        let units = city.city.units
        let occasion = Occasion(.member(made.member), in: city.world)
        try await city.store.write { try $0.revokeToken(made.id, on: occasion, units: units) }
        #expect(try await program.get("/months").status == 403)
        let wrong = Program(client: client, root: city.root, token: "hw_1234")
        #expect(try await wrong.get("/months").status == 403)
        let browser = WebClient(try city.house(of: allRoutes()))
        try await browser.signIn(city.root, "office", TestCity.password)
        let read = try await browser.get(city.root + "/api/v1/months")
        #expect(read.status == 200)
        let written = try await browser.post(
            city.root + "/api/v1/collections/2026-10", [("table", "项目名称,投资方\n甲,乙\n")])
        #expect(written.status == 403)
        #expect(try JSONValue(parsing: written.text)["problems"]?.array?.count == 1)
    }

    @Test("wrong bounds and unknown words are all named at once")
    func limits() async throws {
        let city = try TestCity()
        let office = try await city.program("office", .headquarters)
        let bounds = try await office.get("/projects?limit=1001&offset=-1")
        #expect(bounds.status == 422)
        let places = bounds.value["problems"]?.array?.compactMap { $0["place"]?.string }
        #expect(places == ["limit", "offset"])
        let words = try await office.get("/projects?stage=x&round=y&sort=z")
        #expect(
            words.value["problems"]?.array?.compactMap { $0["place"]?.string }
                == ["stage", "round", "sort"])
        #expect(try await office.get("/companies?limit=x").status == 422)
        #expect(try await office.get("/nothing").status == 404)
        #expect(try await office.get("/sheets/S1").status == 404)
        let unread = try await office.hand("图.png", [0x89, 0x50, 0x4E, 0x47], in: "2026-10")
        #expect(unread.status == 422)
        #expect(unread.value["problems"]?.array?.first?["place"]?.string == "图.png")
        let both = try await office.send(
            .post, "/collections/2026-10", Array("{\"a\":[".utf8), "application/json")
        #expect(both.status == 400)
    }

    @Test("/openapi.json has every route of /api/v1 with a summary and a schema")
    func openAPI() async throws {
        let city = try TestCity()
        let client = WebClient(try city.house(of: allRoutes()))
        let document = try JSONValue(parsing: try await client.get("/openapi.json").text)
        let schemas = try #require(document["components"]?["schemas"])
        for route in allRoutes() where route.pattern.hasPrefix("/api/v1/") {
            let path = document["paths"]?["/c/{city}" + route.pattern]
            let operation = try #require(path?[route.method.rawValue.lowercased()])
            #expect(route.note != nil, "\(route.pattern)")
            #expect(operation["summary"]?.string?.isEmpty == false)
            let answer = operation["responses"]?[route.takesFiles ? "201" : "200"]
            let reference = answer?["content"]?["application/json"]?["schema"]?["$ref"]?.string
            let name = try #require(reference?.split(separator: "/").last)
            #expect(schemas[String(name)] != nil, "\(name)")
        }
    }

    @Test("the journal never carries a project's name")
    func journalKeepsSilent() async throws {
        let city = try TestCity()
        let office = try await filled(city)
        let suspects = try await office.get("/suspects/2026-10").value["suspicions"]?.array ?? []
        let first = try #require(suspects.first)
        let id = try #require(first["id"]?.string)
        let choice =
            first["kind"]?.string == "duplicate" ? "same" : "confirmed"
        _ = try await office.send(
            .post, "/suspicions/\(id)/decision",
            json: .object([
                "decision": .string(choice), "version": first["version"] ?? 1,
                "note": "霜翎试剂基地项目已问过",
            ]))
        let browser = WebClient(try city.house(of: allRoutes()))
        try await browser.signIn(city.root, "office", TestCity.password)
        for format in ["xlsx", "csv"] {
            let path = city.root + "/projects/export?layout=summary&format=\(format)"
            #expect(try await browser.get(path).status == 200)
        }
        let entries = try await city.store.read { tx in try tx.journal(after: 0, limit: 500) }
        #expect(entries.count > 8)
        for entry in entries {
            for name in ["霜翎", "钠离子", "光学镜头"] {
                #expect(!(entry.body + entry.subjects).contains(name), "\(entry.kind)")
            }
        }
    }
}
