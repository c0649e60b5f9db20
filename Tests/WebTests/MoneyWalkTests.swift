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

/// A project's money on its pages: a district registers, headquarters confirms, closes, excludes.
@Suite("Money on pages")
struct MoneyWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18
        """

    private static let slip = [
        ("amount", "1200"), ("currency", "CNY"), ("arrived", "2026-10-12"),
        ("bank", "示例银行东屿支行"), ("slip", "2026-0001"), ("payer", "示例星澜新能源有限公司"),
        ("source", "outside-private"), ("capital", "fixed"), ("kind", "银行进账单"),
    ]

    private func project(_ city: TestCity, _ office: WebClient) async throws -> Identifier {
        let read = try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        let found = try await city.store.read { tx in
            try tx.projects(ProjectFilter(), visibleTo: .all).first?.id
        }
        return try #require(found, "no project: \(read.words)")
    }

    @Test(
        "registered with its slip, found by who confirms, counted and exported",
        arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        let id = try await project(city, office)
        let client = try await enter(city, "dongyu", unit: "dongyu")
        let page = city.root + "/projects/\(id)"
        let before = try await client.get(page + "/money")
        #expect(before.words.contains("还没有登记到账"), "\(before.words)")
        let empty = try await client.upload(
            page + "/receipts", [("currency", "CNY"), ("bank", "示例银行")], files: [])
        #expect(empty.status == 422 && empty.words.contains("请写到账金额"))
        #expect(empty.text.contains("示例银行"), "what was typed is kept")
        let registered = try await client.upload(
            page + "/receipts", MoneyWalkTests.slip,
            files: [("进账单.pdf", Array("%PDF-1.7 示例".utf8))], field: "file")
        #expect(registered.words.contains("到账（1笔）"), "\(registered.words)")
        #expect(try await client.get(page).words.contains("1笔待确认"))
        let file = try await client.get(city.root + "/receipts/1/file")
        #expect(file.status == 200 && file.bytes == Array("%PDF-1.7 示例".utf8))
        #expect(try await office.get(city.root + "/").words.contains("到账待确认"))
        let inbox = try await office.get(city.root + "/receipts?view=inbox")
        #expect(inbox.words.contains("示例钠电池项目"), "\(inbox.words)")
        try await office.get(city.root + "/receipts/1")
        let bare = try await office.submit(city.root + "/receipts/1", [("decision", "return")])
        #expect(bare.status == 422 && bare.words.contains("退回请写原因"))
        let confirmed = try await office.submit(
            city.root + "/receipts/1", [("decision", "confirm")])
        #expect(confirmed.words.contains("已确认"), "\(confirmed.words)")
        let list = try await client.get(city.root + "/receipts?month=2026-10")
        #expect(list.words.contains("已确认的合计") && list.words.contains("1200万元"))
        let csv = try await client.get(city.root + "/receipts/export?format=csv")
        #expect(csv.text.contains("2026-0001"), "\(csv.text)")
        let history = try await client.get(city.root + "/projects/\(id)/history").words
        #expect(history.components(separatedBy: "1200万元").count == 3, "\(history)")
        let corrected = try await client.get(page + "/money?replaces=1")
        #expect(corrected.words.contains("更正第1笔"), "\(corrected.words)")
        // Another district finds neither the money nor its file.
        let other = try await enter(city, "xiling", unit: "xiling")
        for path in ["/projects/\(id)/money", "/receipts/1", "/receipts/1/file"] {
            #expect(try await other.get(city.root + path).status == 404, "\(path)")
        }
        #expect(try await other.get(city.root + "/receipts").words.contains("没有到账"))
    }

    @Test("given back, it stands on the first page until it is registered anew")
    func givenBack() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        let id = try await project(city, office)
        let client = try await enter(city, "dongyu", unit: "dongyu")
        let page = city.root + "/projects/\(id)"
        func register() async throws {
            try await client.get(page + "/money")
            _ = try await client.upload(
                page + "/receipts", MoneyWalkTests.slip,
                files: [("进账单.pdf", Array("%PDF-1.7 示例".utf8))], field: "file")
        }
        func isTold() async throws -> Bool {
            try await client.get(city.root + "/").words.contains("到账被退回")
        }
        try await register()
        #expect(try await !isTold())
        try await office.get(city.root + "/receipts/1")
        _ = try await office.submit(
            city.root + "/receipts/1", [("decision", "return"), ("note", "示例：看不清")])
        #expect(try await isTold())
        let list = try await client.get(city.root + "/receipts?state=returned")
        #expect(list.words.contains("示例钠电池项目"))
        try await register()
        #expect(try await !isTold())
    }

    @Test("planned, excluded, closed; a form without its token does nothing")
    func decisions() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        let page = city.root + "/projects/\(try await project(city, office))"
        let client = try await enter(city, "dongyu", unit: "dongyu")
        try await client.get(page + "/money")
        let planned = try await client.submit(
            page + "/money-plan",
            [
                ("plan_month", "2026-11"), ("plan_layer", "outside_province"),
                ("planned", "3000"), ("plan_currency", "CNY"),
            ])
        #expect(planned.words.contains("3000万元"), "\(planned.words)")
        try await office.get(page + "/money")
        let excluded = try await office.submit(
            page + "/exclusions",
            [("exclusion", "real-estate"), ("since", "2026-10"), ("ground", "示例理由")])
        #expect(excluded.words.contains("从2026-10起不计入"), "\(excluded.words)")
        let undone = try await office.submit(city.root + "/exclusions/1", [("undone", "示例更正")])
        #expect(undone.words.contains("已撤销，从2026-10起重新计入"), "\(undone.words)")
        try await office.get(city.root + "/receipts")
        let early = try await office.submit(city.root + "/closings", [("month", "2026-10")])
        #expect(early.status == 422 && early.words.contains("还没有过完"))
        let closed = try await office.submit(city.root + "/closings", [("month", "2026-09")])
        #expect(closed.words.contains("已关账到2026-09"), "\(closed.words)")
        // No token, nothing changed.
        let bare = try await client.ask(
            .post, page + "/receipts", headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array("amount=1".utf8))
        #expect(bare.status == 403)
        let count = try await city.store.read { tx in
            try tx.receiptCount(ReceiptFilter(), visibleTo: .all).number
        }
        #expect(count == 0)
    }

    @Test("a promise is recorded, given a basis, reviewed by another unit, and found when due")
    func commitments() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        let page = city.root + "/projects/\(try await project(city, office))/commitments"
        let client = try await enter(city, "dongyu", unit: "dongyu")
        try await client.get(page)
        let bare = try await client.submit(page, [("clause", "第三条")])
        #expect(bare.status == 422 && bare.words.contains("请写承诺了什么"))
        let recorded = try await client.submit(
            page,
            [
                ("clause", "第三条"), ("content", "设备补助"), ("condition", "固投满1亿元"),
                ("promised", "500"),
            ])
        #expect(recorded.words.contains("没有依据，停用"), "\(recorded.words)")
        let clause = city.root + "/commitments/1"
        func step(_ client: WebClient, _ kind: String) async throws -> WebPage {
            try await client.get(clause)
            return try await client.submit(
                clause,
                [
                    ("step", kind), ("on", "2026-10-10"), ("title", "示例：1号"),
                    ("result", "passed"), ("due", "2026-10-20"), ("paid", "500"),
                ])
        }
        let early = try await step(client, "paid")
        #expect(early.status == 422 && early.words.contains("约定条件没有核验达标，不能兑现"))
        #expect(try await step(client, "basis").status == 200)
        for kind in ["legality", "competition", "verified"] {
            let done = try await step(office, kind)
            #expect(done.status == 200, "\(kind) \(done.words)")
        }
        let overdue = try await office.get(city.root + "/commitments?state=overdue")
        #expect(overdue.words.contains("设备补助"), "\(overdue.words)")
        #expect(try await step(client, "paid").words.contains("已兑现"))
        let book = try await office.get(city.root + "/commitments/export?format=csv")
        #expect(book.status == 200 && book.text.contains("设备补助"), "\(book.text)")
        #expect(book.text.contains("示例：1号") && book.text.contains("已兑现"))
        let other = try await enter(city, "xiling", unit: "xiling")
        for path in [page, clause] { #expect(try await other.get(path).status == 404) }
        #expect(try await other.get(city.root + "/commitments").words.contains("没有承诺"))
        let none = try await other.get(city.root + "/commitments/export?format=csv")
        #expect(none.status == 200 && !none.text.contains("设备补助"))
    }

    @Test("a node plan is set on the project's page and says how far behind it is")
    func stagePlan() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        let page = city.root + "/projects/\(try await project(city, office))"
        let client = try await enter(city, "dongyu", unit: "dongyu")
        try await client.get(page)
        try await client.submit(page + "/class", [("class", "build")])
        let planned = try await client.submit(
            page + "/stage-plan", [("plan-signed", "2026-08"), ("plan-started", "2026-12")])
        #expect(planned.words.contains("晚2个月"), "\(planned.words)")
        let refused = try await client.submit(
            page + "/stage-plan", [("plan-signed", "2026-12"), ("plan-started", "2026-11")])
        #expect(refused.status == 422 && refused.words.contains("改动原来的计划请写原因"))
        #expect(refused.words.contains("不能早于2026-12"), "\(refused.words)")
    }
}
