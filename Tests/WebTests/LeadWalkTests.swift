import Basics
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Storage
import TestSupport
import Testing
import Web

/// A lead on its pages: submitted on a phone, worked on by two units, or sealed.
@Suite("Leads on pages")
struct LeadWalkTests {
    /// Submits a lead; the path of its page.
    private func submit(
        _ city: TestCity, _ client: WebClient, _ more: [(String, String)] = []
    ) async throws -> String {
        try await client.get(city.root + "/leads/new")
        let receipt = try await client.submit(
            city.root + "/leads",
            [
                ("what", "示例封测线"), ("investor", "示例栩芯（筹）"), ("introducer", "示例某"),
                ("phone", "021-99990003"),
            ] + more)
        #expect(receipt.status == 200 && receipt.words.contains("摘要值"), "\(receipt.words)")
        return receipt.path.replacingOccurrences(of: "/receipt", with: "")
    }

    @Test("submitted, assessed, assigned, answered by the other unit", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let client = try await enter(city, "dongyu", .district, unit: "dongyu")
        try await client.get(city.root + "/leads/new")
        let bare = try await client.submit(city.root + "/leads", [("note", "要300亩")])
        #expect(bare.status == 422 && bare.words.contains("请写是什么项目"))
        #expect(bare.text.contains("要300亩"), "what was typed is kept")
        let form = try #require(bare.forms.first { $0.action == city.root + "/leads" })
        #expect(form.fields.filter { !["token", "once"].contains($0.0) }.count <= 8)
        let page = try await submit(city, client)
        let office = try await enter(city, "office", .headquarters)
        let home = try await office.get(city.root + "/leads")
        #expect(home.words.contains("示例封测线") && home.words.contains("2026-10-28"))
        let station = try await enter(city, "station", .station, unit: "station-shanghai")
        #expect(try await station.get(page).status == 404)
        try await office.get(page)
        let lacking = try await office.submit(page, [("act", "assessed"), ("result", "reject")])
        #expect(lacking.status == 422 && lacking.words.contains("请选为什么不是线索"))
        for fields in [
            [("act", "assessed"), ("result", "follow")],
            [("act", "assigned"), ("to", "station-shanghai")],
        ] {
            try await office.get(page)
            let done = try await office.submit(page, fields)
            #expect(done.status == 200, "\(done.words)")
        }
        try await station.get(page)
        let answered = try await station.submit(
            page,
            [("act", "answered"), ("on", "2026-10-25"), ("way", "phone"), ("note", "示例：已告知")])
        #expect(answered.words.contains("示例：已告知"), "\(answered.words)")
        let other = try await enter(city, "xiling", .district, unit: "xiling")
        for path in [page, page + "/receipt"] {
            #expect(try await other.get(path).status == 404)
        }
        let leader = try await enter(city, "leader", .leader)
        let read = try await leader.get(page)
        #expect(read.words.contains("021******03") && !read.words.contains("021-99990003"))
    }

    @Test("sealed: a receipt to print, nothing for others, a line for headquarters")
    func sealed() async throws {
        let city = try await TestCity(on: .sqlite)
        let client = try await enter(city, "dongyu", .district, unit: "dongyu")
        let page = try await submit(city, client, [("sealed", "1")])
        let receipt = try await client.get(page + "/receipt")
        #expect(receipt.words.contains("存证报备回执") && receipt.words.contains("不是可信时间戳"))
        let office = try await enter(city, "office", .headquarters)
        #expect(try await office.get(page).status == 404)
        let list = try await office.get(city.root + "/leads?view=sealed")
        #expect(list.words.contains("其他单位的存证") && !list.words.contains("示例封测线"))
        try await client.get(page)
        let open = try await client.submit(page, [("act", "unsealed")])
        #expect(open.words.contains("解封") && open.status == 200)
        #expect(try await office.get(page).words.contains("示例封测线"))
    }

    @Test("the twins submit, act and give the receipt")
    func twins() async throws {
        let city = try await TestCity(on: .sqlite)
        let client = try await enter(city, "dongyu", .district, unit: "dongyu")
        let page = try await submit(city, client)
        let number = String(page.split(separator: "/").last ?? "")
        let twin = city.root + "/api/v1/leads"
        let found = try await client.get(twin + "?view=assess")
        #expect(found.text.contains(number) && found.text.contains("\"total\":1"))
        let receipt = try await client.get(twin + "/" + number + "/receipt")
        #expect(receipt.text.contains("\"canonical\":\"{"), "\(receipt.text)")
    }
}
