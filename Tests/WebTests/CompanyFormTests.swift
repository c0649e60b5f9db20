import Basics
import Companies
import Foundation
import HTTPTypes
import Pages
import People
import Storage
import TestSupport
import Testing
import Web

/// Companies changed on their pages, and by programs.
@Suite("Forms of companies")
struct CompanyFormTests {
    @Test("an import is tried first and changes nothing", arguments: Stores.available)
    func trial(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let client = try await officeAtWork(city)
        try await client.get(city.root + "/companies")
        func send(_ text: String, dry: Bool) async throws -> WebPage {
            try await client.upload(
                city.root + "/companies/import", dry ? [("dry", "1")] : [],
                files: [("示例.csv", Array(text.utf8))])
        }
        let first = "企业名称,地址\n示例甲有限公司,示例路1号\n"
        let tried = try await send(first, dry: true)
        #expect(tried.status == 200 && tried.words.contains("什么也没有存"), "\(tried.words)")
        #expect(tried.words.contains("新增") && tried.words.contains("示例路1号"))
        #expect(try await city.store.read { tx in try tx.companyCount() } == 0)
        _ = try await send(first, dry: false)
        let second = "企业名称,地址,统一社会信用代码\n示例甲有限公司,示例路2号,\n示例乙有限公司,,1\n"
        let again = try await send(second, dry: true)
        #expect(again.words.contains("示例路1号 → 示例路2号"), "\(again.words)")
        #expect(again.words.contains("有1处收不了"))
        #expect(try await city.store.read { tx in try tx.companyCount() } == 1)
        #expect(try await send("", dry: false).words.contains("文件是空的"))
    }

    private let source = [
        ("source_kind", "extract"), ("source_title", "示例：登记信息"), ("source_dated", "2026-10-20"),
    ]

    /// Adds one on the page and gives the path of its page.
    private func add(
        _ name: String, _ standing: String, _ client: WebClient, _ city: TestCity,
        _ code: [(String, String)] = []
    ) async throws -> String {
        try await client.get(city.root + "/companies/new")
        let page = try await client.submit(
            city.root + "/companies", [("name", name), ("standing", standing)] + code + source)
        #expect(page.status == 200 && page.path.contains("/companies/C"), "\(page.words)")
        return page.path
    }

    @Test("a planned company is added, held, registered, renamed and found by all of it")
    func walk() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let parent = try await add(
            "Example Harbour Holdings GmbH", "foreign", client, city,
            [("scheme", "foreign"), ("value", "DE HRB 6324")])
        let path = try await add("示例海光（筹）", "planned", client, city)
        try await client.get(path + "/parents")
        let held = try await client.submit(
            path + "/parents",
            [
                ("parent", "example harbour holdings gmbh"), ("share", "51.5"),
                ("controlling", "1"), ("since", "2026-08"),
            ] + source)
        #expect(held.path == path && held.words.contains("51.5%"), "\(held.words)")
        #expect(held.words.contains("最终控股方") && held.links.contains(parent))
        try await client.get(path + "/registration")
        let done = try await client.submit(
            path + "/registration",
            [("name", "示例海光科技有限公司"), ("code", "91990100MA99000287"), ("since", "2026-09-01")]
                + source)
        #expect(done.path == path && done.words.contains("91990100MA99000287"))
        #expect(!done.links.contains(path + "/registration"))
        try await client.get(path + "/name")
        let renamed = try await client.submit(
            path + "/name", [("name", "示例海光股份有限公司"), ("since", "2026-10-01")] + source)
        #expect(renamed.path == path && renamed.words.contains("2026-09-30"))
        for text in ["示例海光（筹）", "海光科技", "海光股份", "91990100MA99000287"] {
            let found = try await client.get(city.root + "/companies?q=" + percentEncoded(text))
            #expect(found.links.contains(path), "\(text)")
            #expect(found.words.contains("曾用名"))
        }
        let group = try await client.get(path + "/group")
        #expect(group.links.contains(parent) && group.links.contains(path))
        #expect(group.words.contains("51.5%") && group.words.contains("示例：登记信息"))
        let english = try await client.get(path + "?lang=en")
        #expect(english.words.contains("Ultimate parent") && english.words.contains("Former name"))
    }

    @Test("a refused form keeps what was typed and names every problem beside its field")
    func refused() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        try await client.get(city.root + "/companies/new")
        let empty = try await client.submit(city.root + "/companies", [("name", "……")])
        #expect(empty.status == 422)
        for field in ["name", "standing", "source_kind", "source_title"] {
            #expect(empty.text.contains("#f-\(field)\""), "\(field)")
        }
        #expect(empty.forms.contains { $0["name"] == "……" })
        let path = try await add(
            "示例甲有限公司", "registered", client, city,
            [("scheme", "uscc"), ("value", "91990100MA99000362")])
        let other = try await add("示例乙有限公司", "planned", client, city)
        try await client.get(other + "/identifiers")
        let taken = try await client.submit(
            other + "/identifiers",
            [("scheme", "uscc"), ("value", "91990100MA99000362"), ("since", "去年")] + source)
        #expect(taken.status == 422 && taken.words.contains("是“示例甲有限公司”"))
        #expect(taken.forms.contains { $0["since"] == "去年" && $0["scheme"] == "uscc" })
        try await client.get(path + "/identifiers")
        let ending = path + "/identifiers/ending"
        let unsaid = try await client.submit(ending, [("end_until", "")])
        #expect(unsaid.status == 422 && unsaid.text.contains("#f-end_until\""))
        let number = try #require(
            unsaid.text.split(separator: "<option value=\"").dropFirst().map {
                String($0.prefix { $0 != "\"" })
            }.first { Int($0) != nil })
        let ended = try await client.submit(
            ending,
            [("end_number", number), ("end_until", "2025")]
                + source.map { ("end_" + $0.0, $0.1) })
        #expect(ended.path == path && ended.words.contains("至 2025"), "\(ended.words)")
    }

    @Test("who saves from an older page is told, and nothing is lost")
    func stale() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let path = try await add("示例甲有限公司", "planned", client, city)
        let second = WebClient(try city.house(of: allRoutes()))
        try await second.signIn(city.root, "office", TestCity.password)
        try await second.get(path + "/names")
        try await client.get(path + "/names")
        let names = [("name", "示例甲"), ("kind", "short")]
        #expect(try await client.submit(path + "/names", names + source).path == path)
        let late = try await second.submit(
            path + "/names", [("name", "甲牌"), ("kind", "brand")] + source)
        #expect(late.status == 422 && late.words.contains("已被他人修改"))
        #expect(late.words.contains("示例甲") && late.forms.contains { $0["name"] == "甲牌" })
        let again = try await second.submit(path + "/names")
        #expect(again.path == path && again.words.contains("甲牌"))
    }

    @Test("a program changes companies as the page does, and a district may not")
    func twins() async throws {
        let city = try TestCity()
        let member = try await city.addMember("office", .headquarters)
        let (secret, token) = (ApiTokenSecret(drawnFrom: city.world), city.world.identifier(.token))
        let (rules, occasion) = (city.city.signing, Occasion(.member(member), in: city.world))
        try await city.store.write {
            try $0.addToken(
                "试", id: token, secret: secret, of: member, on: occasion, rules: rules)
        }
        let client = WebClient(try city.house(of: allRoutes()))
        func send(_ path: String, _ members: [(String, JSONValue)]) async throws -> (
            status: Int, value: JSONValue
        ) {
            let fields = members + source.map { ($0.0, JSONValue.string($0.1)) }
            let body = JSONValue.object(fields.map { JSONMember($0.0, $0.1) })
            let page = try await client.ask(
                .post, city.root + "/api/v1/companies" + path,
                headers: [
                    .authorization: "Bearer \(secret.text)", .contentType: "application/json",
                ], body: Array(body.text.utf8))
            return (page.status, try JSONValue(parsing: page.text))
        }
        let made = try await send("", [("name", "示例甲有限公司"), ("standing", "planned")])
        let id = try #require(made.value["company"]?["id"]?.string)
        #expect(made.status == 201)
        _ = try await send("", [("name", "示例乙有限公司"), ("standing", "planned")])
        let held = try await send(
            "/\(id)/parents",
            [
                ("version", 1), ("parent", "示例乙有限公司"), ("controlling", 1),
                ("share", "60"),
            ])
        #expect(held.status == 200, "\(held.value.text)")
        #expect(held.value["ultimate_parent"]?["name"]?.string == "示例乙有限公司")
        #expect(held.value["parents"]?.array?.first?["basis_points"]?.integer == 6_000)
        let stale = try await send("/\(id)/name", [("version", 1), ("name", "示例丙有限公司")])
        #expect(stale.status == 422)
        let number = held.value["parents"]?.array?.first?["number"] ?? .null
        let ended = try await send(
            "/\(id)/parents/ending", [("version", 2), ("number", number), ("until", "2026")])
        #expect(ended.value["ultimate_parent"] == .null, "\(ended.value.text)")
        let group = try await client.ask(
            .get, city.root + "/api/v1/companies/\(id)/group",
            headers: [.authorization: "Bearer \(secret.text)"])
        let top = try JSONValue(parsing: group.text)["top"]
        #expect(top?["company"]?["id"]?.string == id)
        try await city.addMember("east", .district)
        let district = WebClient(try city.house(of: allRoutes()))
        try await district.signIn(city.root, "east", TestCity.password)
        let page = try await district.get(city.root + "/companies/" + id)
        #expect(page.status == 200 && !page.links.contains { $0.hasSuffix("/name") })
        #expect(try await district.get(city.root + "/companies/\(id)/name").status == 403)
    }
}
