import Basics
import Foundation
import Pages
import People
import Projects
import Promises
import Storage
import TestSupport
import Testing
import Web

/// An obstacle on its pages, from the unit that is stuck to the order of a leader.
@Suite("Obstacles on pages")
struct ObstacleWalkTests {
    private let preparation = [
        ("act", "prepare"), ("prepare_option_1", "示例：迁改"), ("prepare_option_2", "示例：改线"),
        ("prepare_advice", "示例：主张第一种"), ("prepare_owner", "natural-resources"),
        ("prepare_due", "2026-11-20"),
    ]

    /// The unit that is stuck says so, first with what lacks.
    private func raise(_ district: WebClient, _ city: TestCity) async throws {
        try await district.get(city.root + "/obstacles/new")
        let wrong = try await district.submit(
            city.root + "/obstacles", [("title", "示例：高压线"), ("stuck", ""), ("since", "x")])
        #expect(wrong.status == 422 && wrong.words.contains("必须填写"))
        #expect(wrong.text.contains("示例：高压线"), "what was typed stays")
        let raised = try await district.submit(
            city.root + "/obstacles",
            [("title", "示例：高压线"), ("stuck", "示例：费用未定"), ("since", "2026-09-28")])
        let page = city.root + "/obstacles/1"
        let acts = page + "/acts"
        #expect(raised.path == page && raised.words.contains("待拟办"), "\(raised.words)")
        #expect(raised.forms.allSatisfy { $0.action != acts }, "the unit prepares nothing")
    }

    @Test("raised, prepared, presented, printed, decided", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let stranger = try await enter(city, "xiling", .district, unit: "xiling")
        let bureau = try await enter(city, "bureau", .department, unit: "natural-resources")
        let leader = try await city.addMember("leader", .leader, unit: "investment")
        let phone = WebClient(try city.house(of: allRoutes()))
        try await phone.signIn(city.root, "leader", TestCity.password)
        try await raise(district, city)
        let page = city.root + "/obstacles/1"
        let acts = page + "/acts"
        #expect(try await bureau.get(page).status == 404)
        #expect(try await office.get(city.root + "/").words.contains("堵点待拟办"))
        try await office.get(page)
        let empty = try await office.submit(acts, [("act", "prepare")])
        #expect(empty.status == 422 && empty.words.contains("至少写一种办法"))
        try await office.submit(acts, preparation)
        #expect(try await bureau.get(page).status == 200)
        try await office.get(page)
        let presented = try await office.submit(
            acts, [("act", "present"), ("present_leader", leader.id.text)])
        #expect(presented.words.contains("已呈送，待批示"), "\(presented.words)")
        // The same bytes when made again, though that it was printed is an entry of the journal.
        let first = try await office.get(page + "/brief/file")
        let again = try await office.get(page + "/brief/file")
        #expect(first.bytes.starts(with: Array("PK".utf8)) && first.bytes == again.bytes)
        #expect(try await district.get(page + "/brief/file").status == 403)
        let brief = try await office.get(page + "/brief")
        for word in ["批示", "内部", "示例（全部内容均为虚构）", "日志头", "自2026年9月28日起"] {
            #expect(brief.words.contains(word), "\(word) \(brief.words)")
        }
        #expect(try await phone.get(city.root + "/").words.contains("待您决定"))
        let decisions = city.root + "/decisions"
        let shown = try await phone.get(decisions)
        #expect(shown.words.contains("示例：主张第一种") && shown.words.contains("个工作日"))
        let watched = try await office.get(decisions)
        #expect(watched.words.contains("示例：高压线") && watched.forms.allSatisfy { $0.action != acts })
        #expect(try await district.get(decisions).status == 403)
        try await phone.get(decisions)
        let nothing = try await phone.submit(acts, [("act", "decide"), ("n1_due", "")])
        #expect(nothing.status == 422 && nothing.words.contains("请选一种办法，或写批示"))
        let forged = try await phone.post(acts, [("act", "decide"), ("choice", "1")])
        #expect(forged.status == 403)
        try await phone.get(decisions)
        let decided = try await phone.submit(
            acts,
            [
                ("act", "decide"), ("n1_choice", "1"), ("n1_text", "示例：抓紧"),
                ("n1_due", "2026-11-18"),
            ])
        #expect(decided.words.contains("批示过的办到哪一步"), "\(decided.words)")
        #expect(decided.words.contains("批示交办件〔2026〕1号") && decided.words.contains("2026-11-18"))
        let order = try await bureau.get(city.root + "/orders/1")
        #expect(order.words.contains("同意第1种办法：示例：迁改") && order.links.contains(page))
        #expect(try await office.get(page).links.contains(city.root + "/orders/1"))
        let stale = try await phone.get(city.root + "/api/v1/decisions")
        #expect(stale.status == 200 && stale.text.contains("\"obstacles\":[]"), "\(stale.text)")
        let after = try await office.get(page + "/brief/file")
        #expect(after.bytes != first.bytes, "it says what was decided")
        for path in [page, page + "/brief", city.root + "/api/v1/obstacles/1"] {
            #expect(try await stranger.get(path).status == 404)
        }
        #expect(try await stranger.get(city.root + "/obstacles").words.contains("没有这样的堵点"))
    }

    @Test("the owner reads it without the name of a project that it may not see")
    func projectName() async throws {
        let (city, office, id) = try await cityWithProject()
        let project = try await office.get(city.root + "/projects/\(id)")
        #expect(project.links.contains(city.root + "/obstacles?project=\(id)"))
        try await office.get(city.root + "/obstacles/new?project=\(id)")
        let raised = try await office.submit(
            city.root + "/obstacles",
            [("title", "示例：缺地"), ("stuck", "示例：指标未下"), ("since", "2026-10-08")])
        #expect(raised.words.contains("钠离子电池正极材料项目"), "\(raised.words)")
        try await office.submit(city.root + "/obstacles/1/acts", preparation)
        let bureau = try await enter(city, "bureau", .department, unit: "natural-resources")
        for path in ["/obstacles/1", "/obstacles/1/brief", "/obstacles?project=\(id)"] {
            let read = try await bureau.get(city.root + path)
            #expect(read.status == 200 && read.words.contains("示例：缺地"), "\(path)")
            #expect(!read.words.contains("钠离子电池"), "\(path)")
        }
        let foreign = try await enter(city, "xiling", .district, unit: "xiling")
        let form = try await foreign.get(city.root + "/obstacles/new?project=\(id)")
        #expect(!form.words.contains("钠离子电池"))
        let refused = try await foreign.submit(
            city.root + "/obstacles",
            [
                ("project", id.text), ("title", "示例"), ("stuck", "示例"), ("since", "2026-10-08"),
            ])
        #expect(refused.status == 404)
    }
}
