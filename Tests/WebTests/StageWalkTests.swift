import Basics
import Foundation
import Pages
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing
import Web

/// A project's stages on its page: a district reports, headquarters confirms.
@Suite("Stages on pages")
struct StageWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18
        """

    private func district(_ city: TestCity) async throws -> WebClient {
        _ = try await city.addMember("dongyu", .district, unit: "dongyu")
        let client = WebClient(try city.house(of: allRoutes()))
        try await client.signIn(city.root, "dongyu", TestCity.password)
        return client
    }

    @Test(
        "reported with its evidence, seen by who confirms, counted then",
        arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        let read = try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        let id = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all).first?.id
        }
        guard let id else {
            Issue.record("no project: \(read.path) \(read.words)")
            return
        }
        let page = city.root + "/projects/\(id)"
        let client = try await district(city)
        try await client.get(page)
        let chosen = try await client.submit(page + "/class", [("class", "build")])
        #expect(chosen.words.contains("下一阶段：线索"), "\(chosen.words)")
        let today = try #require(Day(2026, 10, 25))
        try await passReviews(
            city.folder.reviewKinds(on: today), of: page, at: city.root, on: "2026-03-10",
            asking: client, reviewing: office)
        try await client.get(page)
        let early = try await client.submit(
            page + "/events", [("step", "reached"), ("stage", "signed"), ("day", "2026-03-18")])
        #expect(early.status == 422 && early.words.contains("缺佐证：正式投资协议"))
        let wrong = try await client.upload(
            page + "/evidence", [("kind", "正式投资协议")], files: [("协议.pdf", [0x4D, 0x5A])],
            field: "file")
        #expect(wrong.status == 422 && wrong.words.contains("不是佐证可用的格式"))
        let shown = try await client.upload(
            page + "/evidence", [("kind", "正式投资协议")],
            files: [("协议.pdf", Array("%PDF-1.7 示例".utf8))], field: "file")
        #expect(shown.words.contains("佐证（1份）"), "\(shown.words)")
        try await client.upload(
            page + "/evidence", [("kind", "现场照片"), ("title", "示例：传错的")], files: [])
        let withdrawn = try await client.submit(
            page + "/withdrawal", [("withdrawn", "2"), ("because", "传错了")])
        #expect(withdrawn.words.contains("佐证（1份）"), "\(withdrawn.words)")
        let file = try await client.get(page + "/evidence/1")
        #expect(file.status == 200 && file.bytes == Array("%PDF-1.7 示例".utf8))
        try await client.get(page)
        let reported = try await client.submit(
            page + "/events", [("step", "reached"), ("stage", "signed"), ("day", "2026-03-18")])
        #expect(reported.words.contains("等另一个单位确认"), "\(reported.words)")
        #expect(try await office.get(city.root + "/").words.contains("阶段待确认"))
        let inbox = try await office.get(city.root + "/events")
        #expect(inbox.links.contains(page) && inbox.words.contains("签约"))
        try await office.get(page)
        let bare = try await office.submit(city.root + "/events/1", [("decision", "return")])
        #expect(bare.status == 422 && bare.words.contains("退回请写原因"))
        let confirmed = try await office.submit(city.root + "/events/1", [("decision", "confirm")])
        #expect(confirmed.path == page && confirmed.words.contains("下一阶段：开工"))
        #expect(try await office.get(city.root + "/events").words.contains("没有要确认的"))
        // Another district finds neither the project nor its file.
        _ = try await city.addMember("xiling", .district, unit: "xiling")
        let other = WebClient(try city.house(of: allRoutes()))
        try await other.signIn(city.root, "xiling", TestCity.password)
        for path in ["", "/evidence/1"] {
            #expect(try await other.get(page + path).status == 404)
        }
    }
}
