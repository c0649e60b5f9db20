import Basics
import Companies
import Foundation
import HTTPTypes
import Pages
import People
import Storage
import Tables
import Testing
import Web

/// Every role asks for every page, twin and file that may show a person whom the city met. What
/// the matrix hides is in none of them.
@Suite("Every role against names and phones", .serialized)
struct PersonSightMatrixTests {
    private static let name = "顾凝霜"
    private static let phone = "13987654321"
    private static let said = "想在西岭区设总部"

    private func scenery() async throws -> (city: TestCity, company: Identifier) {
        let city = try TestCity()
        let (id, source) = (city.world.identifier(.company), city.world.identifier(.evidence))
        let occasion = Occasion(.operator, in: city.world)
        let units = city.city.units
        let today = try #require(Day(2026, 10, 25))
        let grounds = Grounds(
            id: source, kind: "statement", title: "示例", dated: nil, today: today)
        try await city.store.write { tx in
            try tx.addCompany(
                CompanyDraft(name: "示例甲有限公司", standing: "planned"), id: id, on: grounds, occasion)
            let draft = ContactDraft(
                unit: "xiling", metOn: "2026-10-20", post: "董事长",
                person: PersonSightMatrixTests.name, phone: PersonSightMatrixTests.phone,
                said: PersonSightMatrixTests.name + PersonSightMatrixTests.said,
                nextStep: "送资料", due: "2026-10-26")
            let number = try tx.recordContact(
                of: id, draft, units: units, today: today, occasion)
            try tx.changeContact(
                number, version: 1, draft, units: units, today: today, occasion)
        }
        return (city, id)
    }

    private func text(_ page: WebPage) throws -> String {
        guard page.bytes.starts(with: Array("PK".utf8)) else { return page.text }
        return try readWorkbook(page.bytes, file: "x.xlsx").sheets.flatMap { sheet in
            sheet.rows.flatMap(\.cells).map { "\($0.value)" }
        }.joined(separator: "\n")
    }

    @Test("names and phones are where the matrix says, and nowhere else", arguments: Role.allCases)
    func roles(role: Role) async throws {
        for unit in ["xiling", "dongyu"] where role == .district || unit == "xiling" {
            let (city, company) = try await scenery()
            let house = try city.house(of: allRoutes())
            let login = "person-" + role.rawValue.replacingOccurrences(of: "_", with: "-")
            var client: WebClient
            if role.isAdministrator {
                client = try await enteredAdministrator(login, role, city, house)
            } else {
                try await city.addMember(login, role, unit: role == .district ? unit : nil)
                client = WebClient(house)
                try await client.signIn(city.root, login, TestCity.password)
            }
            let seesRecord =
                [.leader, .headquarters, .auditor].contains(role)
                || role == .district && unit == "xiling"
            var found: Set<String> = []
            for path in [
                "/", "/contacts?view=all", "/contacts/1", "/contacts/export?view=all&format=xlsx",
                "/contacts/export?view=all&format=csv", "/companies/\(company)",
                "/companies/\(company)/brief", "/companies/\(company)/contacts", "/companies",
                "/journal", "/api/v1/contacts?view=all", "/api/v1/contacts/1",
                "/api/v1/companies/\(company)", "/api/v1/companies/\(company)/brief",
            ] {
                let page = try await client.ask(.get, city.root + path, following: false)
                let text = try text(page)
                if text.contains(PersonSightMatrixTests.name) { found.insert("name") }
                if text.contains(PersonSightMatrixTests.phone) { found.insert("phone") }
                if text.contains(PersonSightMatrixTests.said) { found.insert("said") }
                #expect(
                    role.personDetails.contains(.name) && seesRecord
                        || !text.contains(PersonSightMatrixTests.name), "\(role) \(path)")
                #expect(
                    role.personDetails.contains(.phone) && seesRecord
                        || !text.contains(PersonSightMatrixTests.phone), "\(role) \(path)")
            }
            var expected = Set(role.personDetails.map(\.rawValue))
            expected.insert("said")
            #expect(found == (seesRecord ? expected : []), "\(role) \(unit)")
        }
    }

    @Test("a program reads with its member's eyes, and is told what is hidden")
    func twins() async throws {
        let (city, company) = try await scenery()
        let member = try await city.addMember("east", .district, unit: "xiling")
        let (secret, token) = (
            ApiTokenSecret(drawnFrom: city.world), city.world.identifier(.token)
        )
        let (rules, occasion) = (city.city.signing, Occasion(.member(member), in: city.world))
        try await city.store.write {
            try $0.addToken(
                "试", id: token, secret: secret, of: member, on: occasion, rules: rules)
        }
        let client = WebClient(try city.house(of: allRoutes()))
        func send(
            _ method: HTTPRequest.Method, _ path: String, _ members: [(String, JSONValue)] = []
        ) async throws -> (status: Int, value: JSONValue) {
            let body = JSONValue.object(members.map { JSONMember($0.0, $0.1) })
            let page = try await client.ask(
                method, city.root + "/api/v1" + path,
                headers: [
                    .authorization: "Bearer \(secret.text)", .contentType: "application/json",
                ], body: method == .get ? [] : Array(body.text.utf8))
            return (page.status, try JSONValue(parsing: page.text))
        }
        let made = try await send(
            .post, "/companies/\(company)/contacts",
            [
                ("unit", "xiling"), ("met_on", "2026-10-21"), ("post", "总经理"), ("said", "再谈"),
                ("next_step", "回电"), ("due", "2026-10-30"),
            ])
        let number = try #require(made.value["number"]?.integer)
        #expect(made.status == 201)
        let read = try await send(.get, "/contacts?view=all")
        #expect(read.value["total"]?.integer == 2 && read.value["hidden"]?.array == [])
        let done = try await send(
            .post, "/contacts/\(number)/completion", [("version", 1)])
        #expect(done.value["contact"]?["done_on"]?.string == "2026-10-25", "\(done.value.text)")
        let stale = try await send(
            .post, "/contacts/\(number)/withdrawal", [("version", 1), ("reason", "错")])
        #expect(stale.status == 422)
        let brief = try await send(.get, "/companies/\(company)/brief")
        #expect(brief.value["contacts"]?.array?.count == 2)
        let unknown = brief.value["unknown"]?.array?.compactMap(\.string) ?? []
        #expect(unknown.contains("别的单位有没有对接，您看不到"))
        let lists = try await send(.get, "/lists")
        #expect(lists.value["kinds"]?.array?.count == 12)
        let foreign = try await send(.get, "/contacts/99")
        #expect(foreign.status == 404)
    }
}
