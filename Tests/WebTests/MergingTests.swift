import Basics
import Companies
import Foundation
import Pages
import People
import Storage
import Testing
import Web

/// Companies recorded twice: found by the server, reviewed by two, merged and taken apart on pages.
@Suite("Companies recorded twice")
struct MergingTests {
    private let source = [("source_kind", "extract"), ("source_title", "示例：核对")]

    private func add(
        _ name: String, _ client: WebClient, _ city: TestCity, code: String? = nil
    ) async throws -> String {
        try await client.get(city.root + "/companies/new")
        let fields = [
            ("name", name), ("standing", code == nil ? "planned" : "registered"),
            ("scheme", code == nil ? "" : "uscc"), ("value", code ?? ""),
        ]
        let page = try await client.submit(city.root + "/companies", fields + source)
        #expect(page.status == 200 && page.path.contains("/companies/C"), "\(page.words)")
        return page.path
    }

    @Test("a pair is found, reviewers differ, it is merged and taken apart again")
    func walk() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let into = try await add("青岛澜石海洋装备有限公司", client, city, code: "91990100MA99000287")
        let from = try await add("青岛澜石海洋装备", client, city)
        let queue = city.root + "/companies/duplicates"
        #expect(try await client.get(queue).words.contains("还没有查过"))
        let bench = Workbench()
        #expect(try await city.city.searchDuplicates(on: bench, in: city.world, holder: "a"))
        let shown = try await client.get(queue)
        #expect(shown.links.contains(into) && shown.links.contains(from))
        #expect(shown.words.contains("字号相同"))
        // One holds them for two, another for one.
        let said = try await client.submit(queue, [("verdict", "different")])
        #expect(said.path == queue && said.words.contains("没有待定的重复企业"))
        #expect(try await client.get(queue + "?state=settled").words.contains("不是一家"))
        _ = try await city.addMember("other", .headquarters)
        let second = WebClient(try city.house(of: allRoutes()))
        try await second.signIn(city.root, "other", TestCity.password)
        try await second.get(queue + "?state=settled")
        let merging = try await second.submit(queue, [("verdict", "same")])
        #expect(merging.path.hasPrefix(from + "/merging"), "\(merging.path)")
        #expect(try await client.get(queue).words.contains("意见不一"))
        #expect(merging.words.contains("合并后") && merging.words.contains("可以撤销"))
        #expect(merging.words.contains("意见不一") && merging.words.contains("不是一家"))
        let refused = try await second.submit(from + "/merging", [("source_kind", "")])
        #expect(refused.status == 422 && refused.text.contains("#f-source_title\""))
        let merged = try await second.submit(from + "/merging", source)
        #expect(merged.path == into && merged.words.contains("并入的企业"), "\(merged.words)")
        let old = try await client.get(from)
        #expect(old.words.contains("已经并入") && old.links.contains(into))
        #expect(try await client.get(from + "/group").words.contains("青岛澜石海洋装备有限公司"))
        #expect(try await client.get(queue).words.contains("没有待定的重复企业"))
        let back = try await client.get(from + "/unmerging")
        #expect(back.words.contains("名称：1条"))
        let apart = try await client.submit(from + "/unmerging", [("reason", "示例：弄错了")])
        #expect(apart.path == from && !apart.words.contains("已经并入"))
        #expect(try await client.get(from + "/unmerging").status == 404)
    }

    @Test("one node searches at a time, and not again until companies changed")
    func once() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let bench = Workbench()
        func search(_ holder: String) async throws -> Bool {
            try await city.city.searchDuplicates(on: bench, in: city.world, holder: holder)
        }
        #expect(try await !search("a"), "no companies, nothing to do")
        _ = try await add("青岛澜石海洋装备", client, city)
        let now = city.world.now()
        try await city.store.write { tx in
            _ = try tx.takeLease(
                "company duplicates", holder: "b", at: now, until: now.adding(seconds: 600))
        }
        #expect(try await !search("a"), "another node is at it")
        #expect(try await search("b"))
        #expect(try await !search("b"))
    }

    @Test("whom a company goes into is chosen by name; what is unknown or unfit is said")
    func choice() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let into = try await add("示例甲有限公司", client, city, code: "91990100MA99000287")
        let from = try await add("示例甲", client, city)
        #expect(try await client.get(from + "/merging").words.contains("并入哪一家"))
        let none = try await client.get(from + "/merging?into=" + percentEncoded("无此公司"))
        #expect(none.words.contains("没有找到“无此公司”"))
        let odd = try await client.get(from + "/merging?into=a%00b")
        #expect(odd.status == 422 && odd.words.contains("存不了的字符"))
        let found = try await client.get(from + "/merging?into=" + percentEncoded("示例甲有限公司"))
        #expect(found.links.contains(into) && found.words.contains("依据"))
        let wrong = try await client.get(into + "/merging?into=" + percentEncoded("示例甲"))
        #expect(wrong.words.contains("请反过来合并") && !wrong.words.contains("依据"))
        let district = WebClient(try city.house(of: allRoutes()))
        _ = try await city.addMember("leader", .leader)
        try await district.signIn(city.root, "leader", TestCity.password)
        #expect(try await district.get(from + "/merging").status == 403)
        #expect(try await district.get(city.root + "/companies/duplicates").status == 200)
    }
}
