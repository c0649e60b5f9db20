import Basics
import Pages
import People
import Storage
import Testing
import Web

@Suite("Figures of one's own on the cockpit")
struct SavedFigureTests {
    private func save(
        _ name: String, _ city: TestCity, _ client: WebClient, shared: Bool = false
    ) async throws -> WebPage {
        try await client.get(city.root + "/indicators/signed-projects?by=month&floor=1亿元")
        return try await client.submit(
            city.root + "/cockpit/figures",
            [("name", name), ("shape", "number")] + (shared ? [("shared", "1")] : []))
    }

    @Test("a figure is kept, shared with the unit, computed in each reader's sight, taken away")
    func kept() async throws {
        let (city, office, _) = try await cityWithProject()
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let other = try await enter(city, "xiling", .district, unit: "xiling")
        let mate = try await enter(city, "mate", .district, unit: "dongyu")
        #expect(try await save("本区签约", city, district, shared: true).words.contains("本区签约"))
        #expect(try await save("自己看", city, district).words.contains("自己看"))
        let shared = try await mate.get(city.root + "/cockpit").words
        #expect(shared.contains("本区签约") && !shared.contains("自己看"))
        #expect(!shared.contains("去掉“本区签约”"))
        for reader in [other, office] {
            #expect(!(try await reader.get(city.root + "/cockpit").words.contains("本区签约")))
        }
        // Only who keeps it takes it away.
        let own = try await district.get(city.root + "/cockpit")
        #expect(own.words.contains("去掉“本区签约”"))
        let gone = try await district.submit(city.root + "/cockpit/figures", [("number", "1")])
        #expect(!gone.words.contains("本区签约") && gone.words.contains("自己看"))
        #expect(try await save("", city, district).status == 422)
    }

    @Test("a wall has no navigation, and comes again by itself")
    func wall() async throws {
        let (city, office, _) = try await cityWithProject()
        let wall = try await office.get(city.root + "/cockpit?view=wall")
        #expect(wall.text.contains("http-equiv=\"refresh\""))
        #expect(!wall.text.contains("class=\"areas\""))
        #expect(
            wall.links.filter { $0.contains("/indicators/") }.allSatisfy { !$0.contains("wall") })
        let desk = try await office.get(city.root + "/cockpit")
        #expect(!desk.text.contains("http-equiv=\"refresh\""))
        #expect(desk.text.contains("class=\"areas\""))
    }
}
