import Basics
import Companies
import Evidence
import Foundation
import HTTPTypes
import Pages
import People
import Storage
import TestSupport
import Testing
import Web

/// The reconciliation service as OpenRefine asks it. All companies are invented (示例).
@Suite("The reconciliation service")
struct ReconcileTests {
    private let code = "91990100MA990001X7"

    /// A program with a token in a city of three companies.
    private struct Asker {
        let client: WebClient
        let city: TestCity
        let token: String

        func get(_ path: String) async throws -> (status: Int, value: JSONValue) {
            let page = try await client.ask(
                .get, city.root + path, headers: [.authorization: "Bearer \(token)"])
            return (page.status, try JSONValue(parsing: page.text))
        }

        func post(_ queries: String) async throws -> (status: Int, value: JSONValue) {
            let page = try await client.post(
                city.root + "/reconcile", [("queries", queries)],
                headers: [.authorization: "Bearer \(token)"])
            return (page.status, try JSONValue(parsing: page.text))
        }
    }

    private func asker(_ stores: StoreKind, _ role: Role = .headquarters) async throws -> Asker {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        try await office.get(city.root + "/companies")
        let text = """
            公司名称,统一社会信用代码,注册地址
            示例市澜石海工装备股份有限公司,\(code),示例市东屿区1号
            示例市空行智能科技有限公司,,示例市西岭区2号
            别省空行智能科技有限公司,,别省北川区3号
            """
        let taken = try await office.upload(
            city.root + "/companies/import", [("columns", "tianyancha")],
            files: [("示例.csv", Array(text.utf8))])
        #expect(taken.status == 200 && taken.words.contains("导入企业3家"), "\(taken.words)")
        return Asker(
            client: WebClient(try city.house(of: allRoutes())), city: city,
            token: try await city.addToken("refine", role).text)
    }

    @Test("says who it is to anyone, and answers only to a token", arguments: Stores.available)
    func manifest(stores: StoreKind) async throws {
        let asker = try await asker(stores)
        let visitor = WebClient(try asker.city.house(of: allRoutes()))
        let root = asker.city.root
        let page = try await visitor.get(root + "/reconcile")
        let manifest = try JSONValue(parsing: page.text)
        #expect(page.status == 200 && manifest["versions"] == ["0.1", "0.2"])
        #expect(
            manifest["view"]?["url"]?.string == "http://localhost\(root)/companies/{{id}}")
        #expect(manifest["defaultTypes"]?.array?.first?["id"] == "company")
        #expect(manifest["batchSize"] == 100)
        for path in ["/reconcile?queries=%7B%7D", "/reconcile/suggest/entity?prefix=a"] {
            #expect(try await visitor.get(root + path).status == 401, "\(path)")
        }
        let wrong = try await visitor.post(
            root + "/reconcile", [("queries", "{}")], headers: [.authorization: "Bearer hw_x"])
        #expect(wrong.status == 401)
        #expect(try await visitor.post(root + "/reconcile", [("queries", "{}")]).status == 401)
    }

    @Test(
        "queries by GET and by POST, with codes, a region, a limit and a type",
        arguments: Stores.available)
    func queries(stores: StoreKind) async throws {
        let asker = try await asker(stores)
        let queries = """
            {"q0": {"query": "示例市澜石海工装备股份有限公司", "type": "company", "limit": 3},
             "q1": {"query": "澜石", "properties": [{"pid": "uscc", "v": "\(code)"}]},
             "q2": {"query": "空行智能", "properties": [{"pid": "region", "v": {"id": "西岭区", "name": "西岭区"}}]},
             "q3": {"query": "澜石海工", "type": [{"id": "person", "name": "人"}]},
             "q4": {"properties": [{"pid": "uscc", "v": ["\(code)"]}]}}
            """
        let (status, answers) = try await asker.post(queries)
        #expect(status == 200)
        for name in ["q0", "q1", "q4"] {
            let best = try #require(answers[name]?["result"]?.array?.first, "\(name)")
            #expect(best["name"] == "示例市澜石海工装备股份有限公司" && best["match"] == true)
            #expect(best["type"]?.array?.first?["id"] == "company")
            guard case .number(let score) = best["score"] else {
                Issue.record("no score: \(best.text)")
                continue
            }
            #expect(score > 0 && score <= 100)
            let id = try #require(best["id"]?.string)
            #expect(try await asker.get("/api/v1/companies/\(id)").status == 200)
        }
        let region = try #require(answers["q2"]?["result"]?.array)
        #expect(region.first?["name"] == "示例市空行智能科技有限公司", "\(region)")
        #expect(answers["q3"]?["result"] == [])
        let asked = try await asker.get("/reconcile?queries=" + percentEncoded(queries))
        #expect(asked.status == 200 && asked.value == answers)
        let suggested = try await asker.get(
            "/reconcile/suggest/entity?prefix=" + percentEncoded("澜石"))
        #expect(suggested.value["result"]?.array?.count == 1)
        let property = try await asker.get("/reconcile/suggest/property?prefix=usc")
        #expect(property.value["result"]?.array?.first?["id"] == "uscc")
    }

    @Test("a company that is added is found at once, though names are kept")
    func keptNames() async throws {
        let asker = try await asker(.sqlite)
        let query = #"{"q": {"query": "示例市新来装备有限公司"}}"#
        let before = try await asker.post(query).value["q"]?["result"]?.array
        #expect(before?.contains { $0["match"] == true } == false)
        let added = try await asker.client.ask(
            .post, asker.city.root + "/api/v1/companies",
            headers: [
                .authorization: "Bearer \(asker.token)", .contentType: "application/json",
            ],
            body: Array(
                #"{"name": "示例市新来装备有限公司", "standing": "planned", "source_kind": "statement", "source_title": "示例"}"#
                    .utf8))
        #expect(added.status == 201, "\(added.text)")
        let after = try await asker.post(query).value["q"]?["result"]?.array
        #expect(after?.first?["name"] == "示例市新来装备有限公司")
    }

    @Test("names that take long to read serve for a while; all who wait get one reading")
    func restingNames() async throws {
        let city = try await TestCity(on: .sqlite)
        func add(_ name: String) async throws {
            let id = city.world.identifier(.company)
            let occasion = Occasion(.operator, in: city.world)
            let grounds = Grounds(
                id: city.world.identifier(.evidence), kind: "statement", title: "示例", dated: nil,
                today: city.clock.world.now().day(offset: 28_800))
            try await city.store.write { tx in
                try tx.addCompany(
                    CompanyDraft(name: name, standing: "planned"), id: id, on: grounds, occasion)
            }
        }
        let (names, bench) = (KeptNames(), Workbench())
        // By this clock each look takes two seconds, so a reading rests for forty.
        let slow = World(
            now: {
                city.clock.advance(seconds: 2)
                return city.world.now()
            }, random: city.world.random)
        func count() async throws -> Int {
            try await names.names(in: city.store, places: [], on: bench, world: slow).count
        }
        try await add("示例甲有限公司")
        let together = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { try await count() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(together == [1, 1, 1, 1, 1, 1])
        try await add("示例乙有限公司")
        #expect(try await count() == 1)
        city.clock.advance(seconds: 60)
        #expect(try await count() == 2)
    }

    @Test("what is no question is refused in words")
    func badInput() async throws {
        let asker = try await asker(.sqlite)
        let long = String(repeating: "长", count: 501)
        let many = (0...100).map { #""q\#($0)": {"query": "示例"}"# }.joined(separator: ",")
        for (queries, status) in [
            ("{", 422), ("[]", 422), (#"{"q": {}}"#, 422),
            (#"{"q": {"query": "示例", "limit": 0}}"#, 422),
            (#"{"q": {"query": "\#(long)"}}"#, 422), ("{\(many)}", 413),
            (#"{"q": {"query": "一"}}"#, 200), (#"{"q": {"query": "……"}}"#, 200),
            (#"{"q": {"query": "示例", "properties": [{"pid": "uscc", "v": "123"}]}}"#, 200),
        ] {
            let answer = try await asker.post(queries)
            #expect(
                answer.status == status, "\(queries.prefix(60)) \(answer.value.text.prefix(200))")
            #expect((status == 200) == (answer.value["problems"] == nil))
        }
    }

    @Test("a district asks as the office does")
    func permission() async throws {
        let asker = try await asker(.sqlite, .district)
        #expect(try await asker.post(#"{"q": {"query": "示例"}}"#).status == 200)
    }
}
