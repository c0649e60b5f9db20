import Basics
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing
import Web

/// The monthly round on pages: a district fills in and hands in, a colleague and headquarters
/// check, a closed month is corrected.
@Suite("The monthly round on pages")
struct MonthlyWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间,到位资金（万元）
        1,示例钠电池项目,示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18,1000
        2,示例氢能项目,示例禾川动力装备有限公司,31000,签约,正式协议,2026-06-02,
        """

    private struct Walk {
        let city: TestCity
        let office: WebClient
        let clerk: WebClient
        let colleague: WebClient

        var month: String { city.root + "/collections/2026-10" }
    }

    private func begin(_ stores: StoreKind) async throws -> Walk {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        return Walk(
            city: city, office: office, clerk: try await enter(city, "clerk", unit: "dongyu"),
            colleague: try await enter(city, "colleague", unit: "dongyu"))
    }

    private func open(_ walk: Walk) async throws -> String {
        try await walk.clerk.get(walk.month)
        try await walk.clerk.submit(walk.city.root + "/monthly-reports", [("month", "2026-10")])
        let id = try await walk.city.store.read { tx in
            try tx.monthlyReports(of: try #require(Month(2026, 10)), visibleTo: .all)
                .first { $0.sheet.state == .draft }?.id
        }
        return walk.city.root + "/monthly-reports/\(try #require(id))"
    }

    @Test("filled in, handed in, returned, again, accepted", arguments: Stores.available)
    func round(stores: StoreKind) async throws {
        let walk = try await begin(stores)
        let home = try await walk.clerk.get(walk.city.root + "/")
        #expect(home.words.contains("2026年10月的月报待报"), "\(home.words)")
        let collection = try await walk.clerk.get(walk.month)
        #expect(collection.words.contains("截止2026-10-23"), "\(collection.words)")
        #expect(collection.words.contains("逾期未报"), "the 25th is past the due day")
        let page = try await open(walk)
        let draft = try await walk.clerk.get(page)
        #expect(draft.words.contains("示例钠电池项目") && draft.text.contains("value=\"1000\""))
        #expect(try await walk.office.get(page).status == 404, "a draft is its unit's own")

        let wrong = try await walk.clerk.submit(page + "/rows", [("received-0", "-5")])
        #expect(wrong.status == 422 && wrong.words.contains("金额不能是负数"), "\(wrong.words)")
        #expect(wrong.text.contains("value=\"-5\""), "what was typed is kept")
        try await walk.clerk.get(page)
        let saved = try await walk.clerk.submit(
            page + "/rows", [("received-0", "1500"), ("stage-1", "开工")])
        #expect(saved.text.contains("value=\"1500\""), "\(saved.words)")
        try await walk.clerk.get(page + "/new-row")
        let bare = try await walk.clerk.submit(page + "/new-row", [("total", "100")])
        #expect(bare.status == 422 && bare.words.contains("请写项目名称"))
        let added = try await walk.clerk.submit(
            page + "/new-row",
            [
                ("name", "示例风电叶片项目"), ("investors", "示例远风装备有限公司"), ("total", "9000"),
                ("stage", "在谈"),
            ])
        #expect(added.words.contains("示例风电叶片项目"), "\(added.words)")
        let handed = try await walk.clerk.submit(page + "/rows", [("then", "submit")])
        #expect(handed.words.contains("等区级审核"), "\(handed.words)")
        #expect(handed.words.contains("由本单位报送人以外的人审核"))

        #expect(try await walk.colleague.get(walk.city.root + "/").words.contains("月报待审核"))
        #expect(try await !walk.office.get(walk.city.root + "/").words.contains("月报待审核"))
        try await walk.colleague.get(page)
        let passed = try await walk.colleague.submit(page + "/checks", [("decision", "pass")])
        #expect(passed.words.contains("等市级审核"), "\(passed.words)")
        #expect(try await walk.office.get(walk.city.root + "/").words.contains("月报待审核"))
        try await walk.office.get(page)
        let silent = try await walk.office.submit(page + "/checks", [("decision", "return")])
        #expect(silent.status == 422 && silent.words.contains("退回请写原因"))
        try await walk.office.get(page)
        let returned = try await walk.office.submit(
            page + "/checks", [("decision", "return"), ("note", "示例：补单据")])
        #expect(returned.words.contains("退回原因：示例：补单据"), "\(returned.words)")

        #expect(try await walk.clerk.get(walk.city.root + "/").words.contains("月报被退回"))
        let again = try await open(walk)
        #expect(again != page)
        #expect(try await walk.clerk.get(again).text.contains("value=\"1500\""), "kept")
        try await walk.clerk.submit(again + "/rows", [("then", "submit")])
        try await walk.colleague.get(again)
        try await walk.colleague.submit(again + "/checks", [("decision", "pass")])
        try await walk.office.get(again)
        let done = try await walk.office.submit(again + "/checks", [("decision", "pass")])
        #expect(done.words.contains("已入库"), "\(done.words)")
        let month = try await walk.office.get(walk.month).words
        #expect(month.contains("已入库") && month.contains("迟"), "\(month)")
        let found = try await walk.city.store.read { tx in
            try tx.projects(ProjectFilter(text: "示例风电"), visibleTo: .all)
        }
        #expect(found.count == 1 && found.first?.lastRound == .month(Month(2026, 10)!))
        let kept = try await walk.office.get(page)
        #expect(kept.status == 200 && kept.words.contains("已退回"), "every round stays")
    }

    @Test("a closed month can't be edited, by page or twin; it is corrected")
    func closed() async throws {
        let walk = try await begin(.sqlite)
        try await walk.office.get(walk.city.root + "/receipts")
        try await walk.office.submit(walk.city.root + "/closings", [("month", "2026-09")])
        let page = try await walk.clerk.get(walk.city.root + "/collections/2026-09")
        #expect(page.words.contains("已经关账，只读"), "\(page.words)")
        #expect(!page.words.contains("开始填报") && !page.text.contains("type=\"file\""))
        try await walk.office.get(walk.month)
        let drop = try await walk.office.upload(
            walk.city.root + "/collect", [("month", "2026-09")],
            files: [("东屿区补.csv", Array(sheet.utf8) + Array("\n".utf8))])
        #expect(drop.status == 422 && drop.words.contains("已经关账"), "\(drop.words)")
        let secret = try await walk.city.addToken("program", .district, unit: "dongyu").text
        let twin = try await walk.clerk.ask(
            .post, walk.city.root + "/api/v1/monthly-reports",
            headers: [
                .authorization: "Bearer \(secret)", .contentType: "application/json",
            ], body: Array(#"{"month":"2026-09"}"#.utf8))
        #expect(twin.status == 422 && twin.text.contains("已经关账"), "\(twin.status) \(twin.text)")

        let project = try #require(
            try await walk.city.store.read { tx in
                try tx.projects(ProjectFilter(text: "钠电池"), visibleTo: .all).first?.id
            })
        let history = walk.city.root + "/projects/\(project)/history"
        try await walk.clerk.get(history)
        let empty = try await walk.clerk.submit(
            walk.city.root + "/projects/\(project)/corrections",
            [("corrected_month", "2026-09"), ("corrected_field", "received")])
        #expect(empty.status == 422 && empty.words.contains("请写应为什么"), "\(empty.words)")
        try await walk.clerk.get(history)
        let reported = try await walk.clerk.submit(
            walk.city.root + "/projects/\(project)/corrections",
            [
                ("corrected_month", "2026-09"), ("corrected_field", "received"),
                ("became", "800"), ("because", "示例：多记一笔"),
            ])
        #expect(reported.words.contains("示例：多记一笔"), "\(reported.words)")
        #expect(try await walk.office.get(walk.city.root + "/").words.contains("更正待确认"))
        let inbox = try await walk.office.get(walk.city.root + "/corrections")
        #expect(inbox.words.contains("1000万元") && inbox.words.contains("800万元"))
        let bare = try await walk.office.submit(
            walk.city.root + "/corrections/1", [("decision", "return")])
        #expect(bare.status == 422 && bare.words.contains("退回请写原因"))
        try await walk.office.get(walk.city.root + "/corrections")
        try await walk.office.submit(walk.city.root + "/corrections/1", [("decision", "confirm")])
        let month = try await walk.office.get(walk.city.root + "/corrections?month=2026-09")
        #expect(month.words.contains("已确认"), "\(month.words)")
        #expect(
            try await walk.office.get(walk.city.root + "/collections/2026-09").words
                .contains("关账后的更正（1）"))
    }
}

extension TestCity {
    /// A unit is filling in a report, which nobody else reads before it is handed in.
    func beginReport(of unit: String, saying remark: String) async throws {
        let clerk = try await addMember("clerk", .district, unit: unit)
        let rules = try RoundRules(folder, on: try #require(Day(2026, 10, 25)))
        let (id, source) = (world.identifier(.sheet), world.identifier(.evidence))
        let occasion = Occasion(.member(clerk), in: world)
        let draft = MonthlyRowDraft(position: 0) { $0 == "remark" ? remark : nil }
        try await store.write { tx in
            _ = try tx.openReport(
                of: try #require(Month(2026, 10)), id: id, source: source, rules: rules, occasion)
            try tx.fill(id, with: [draft], version: 1, rules: rules, occasion)
        }
    }
}
