import Basics
import Foundation
import HTTPTypes
import People
import Projects
import Storage
import Testing
import Web

@Suite("What programs read of chains")
struct ChainTwinTests {
    private func asked(
        _ client: WebClient, _ path: String, _ token: String
    ) async throws -> (status: Int, value: JSONValue) {
        let page = try await client.ask(
            .get, path, headers: [.authorization: "Bearer \(token)"])
        return (page.status, try JSONValue(parsing: page.text))
    }

    @Test("a chain, its gaps, targets and trips are what the pages show; a reader sees no talks")
    func read() async throws {
        let city = try TestCity()
        _ = try await officeWithChain(city)
        let client = WebClient(try city.house(of: allRoutes()))
        let editor = try await city.addToken("chains-of-office", .headquarters).text
        let reader = try await city.addToken("reader-of-east", .district, unit: "dongyu").text
        let root = city.root + "/api/v1"
        let chains = try await asked(client, root + "/chains", reader).value["chains"]?.array
        #expect(chains?.compactMap { $0["id"]?.string } == ["marine-equipment"])
        let chain = try await asked(client, root + "/chains/marine-equipment", reader).value
        #expect(chain["links"]?.array?.count == 13 && chain["gaps"]?.array?.isEmpty == false)
        let links = root + "/chains/marine-equipment/links/engines"
        let targets = try await asked(client, links + "/targets?limit=1", reader).value
        #expect(targets["targets"]?.array?.count == 1 && (targets["total"]?.integer ?? 0) > 0)
        let trip = try await asked(client, root + "/trips/210200", reader).value
        #expect(trip["stops"]?.array?.count == 1)
        #expect(try await asked(client, root + "/trips/2102", reader).status == 422)
        #expect(try await asked(client, root + "/chains/none", reader).status == 404)
        #expect(try await asked(client, links + "/suggestions", reader).status == 403)
        let suggested = try await asked(client, links + "/suggestions", editor).value
        #expect(suggested["suggestions"]?.array?.isEmpty == true)
        let anchors = try await asked(client, root + "/chains/marine-equipment/anchors", reader)
        #expect(anchors.value["anchors"]?.array?.isEmpty == true)
        let words = try await asked(client, root + "/taxonomies/chains", reader).value
        #expect(words["sums"]?["projects"]?.integer != nil)
    }

    @Test("a project is written to a link on its page, and stands on the link's")
    func linked() async throws {
        let city = try TestCity()
        let (office, _) = try await officeWithChain(city)
        try await office.drop(
            city, "2026-10", [("东屿区10月.csv", unitSheet([opticsLine, batteryLine]))])
        try await office.confirmAll(city, "2026-10")
        let projects = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all)
        }
        let project = try #require(projects.first)
        let page = city.root + "/projects/" + project.id.text
        try await office.get(page)
        let wrong = try await office.submit(page + "/links", [("link", "marine-equipment/none")])
        #expect(wrong.status == 422 && wrong.words.contains("请选链上的一个环节"))
        try await office.get(page)
        let done = try await office.submit(page + "/links", [("link", "marine-equipment/engines")])
        #expect(done.words.contains("海洋装备 · 船用发动机"), "\(done.words)")
        let link = try await office.get(city.root + "/chains/marine-equipment/links/engines")
        #expect(link.words.contains("做这个环节的项目") && link.words.contains(project.name))
        let client = WebClient(try city.house(of: allRoutes()))
        let token = try await city.addToken("reader-of-links", .headquarters).text
        let twin = city.root + "/api/v1/projects/" + project.id.text + "/links"
        let links = try await asked(client, twin, token).value["links"]?.array
        #expect(links?.compactMap { $0["link"]?.string } == ["engines"])
    }
}
