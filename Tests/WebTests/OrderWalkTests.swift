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

/// An order on its pages, from the meeting to 销号.
@Suite("Orders on pages")
struct OrderWalkTests {
    private func send(
        _ client: WebClient, _ city: TestCity, owner: String, about project: String = "",
        _ more: [(String, String)] = []
    ) async throws -> WebPage {
        try await client.get(city.root + "/orders/new" + project)
        return try await client.submit(
            city.root + "/orders",
            [
                ("kind", "supervision"), ("title", "示例：供地手续"), ("asked", "示例：十日内办结。"),
                ("owner", owner),
            ] + more)
    }

    @Test("sent at the meeting, answered, extended, returned, closed", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let stranger = try await enter(city, "xiling", .district, unit: "xiling")
        let wrong = try await send(office, city, owner: "")
        #expect(wrong.status == 422 && wrong.words.contains("请选主办单位"), "\(wrong.words)")
        #expect(wrong.text.contains("示例：供地手续"), "what was typed stays")
        let sent = try await send(
            office, city, owner: "dongyu",
            [("clock", "supervision-reply"), ("origin", "示例：第3次调度会"), ("origin_on", "2026-10-23")])
        #expect(sent.path == city.root + "/orders/1" && sent.words.contains("督办单〔2026〕1号"))
        #expect(sent.words.contains("2026-10-30"), "five working days from Sunday 10-25")
        let page = city.root + "/orders/1"
        let acts = page + "/acts"
        #expect(try await district.get(city.root + "/").words.contains("督办待反馈"))
        #expect(try await district.get(city.root + "/orders").words.contains("示例：供地手续"))
        try await district.get(page)
        let empty = try await district.submit(acts, [("act", "answer")])
        #expect(empty.status == 422 && empty.words.contains("必须填写"))
        let asked = try await district.submit(
            acts,
            [("act", "extend"), ("extend_due", "2026-11-06"), ("extend_text", "等省里批复")])
        #expect(asked.words.contains("申请延期到2026-11-06"), "\(asked.words)")
        #expect(try await office.get(city.root + "/").words.contains("督办待销号"))
        try await office.get(page)
        let granted = try await office.submit(acts, [("act", "grant")])
        #expect(granted.words.contains("原定2026-10-30"), "\(granted.words)")
        try await district.get(page)
        let answered = try await district.submit(
            acts, [("act", "answer"), ("answer_text", "示例：已办结"), ("answer_shows", "示例：批复2号")])
        #expect(answered.words.contains("已反馈，待销号") && answered.words.contains("凭据：示例：批复2号"))
        try await office.get(page)
        let returned = try await office.submit(
            acts, [("act", "return"), ("return_text", "缺红线图")])
        #expect(returned.words.contains("退回重办"))
        try await district.get(page)
        // The form of a version that is past, kept open in another window.
        let stale = try await district.submit(
            acts, [("act", "answer"), ("answer_text", "示例：补齐"), ("version", "1")])
        #expect(stale.status == 422 && stale.words.contains("已被他人修改"))
        try await district.get(page)
        try await district.submit(acts, [("act", "answer"), ("answer_text", "示例：已补齐")])
        try await office.get(page)
        let closed = try await office.submit(
            acts, [("act", "close"), ("close_shows", "示例：红线图已核")])
        #expect(closed.words.contains("已销号") && closed.forms.allSatisfy { $0.action != acts })
        // A form without the token of the page changes nothing.
        let forged = try await office.post(acts, [("act", "withdraw"), ("withdraw_text", "x")])
        #expect(forged.status == 403)
        // Another district neither finds it nor counts it.
        for path in [page, city.root + "/api/v1/orders/1"] {
            #expect(try await stranger.get(path).status == 404)
        }
        let list = try await stranger.get(city.root + "/orders?view=all")
        #expect(list.words.contains("没有这样的件") && !list.words.contains("示例：供地手续"))
        #expect(try await stranger.get(city.root + "/orders/new").status == 403)
    }

    @Test("a file with an answer is kept, served in sight, withdrawn with a reason")
    func files() async throws {
        let (city, office, id) = try await cityWithProject()
        _ = try await send(
            office, city, owner: "natural-resources", about: "?project=\(id)",
            [("due", "2026-11-20")])
        let bureau = try await enter(city, "bureau", .department, unit: "natural-resources")
        let page = city.root + "/orders/1"
        let answer = [("act", "answer"), ("answer_text", "示例：已批复")]
        let pdf = Array("%PDF-1.7 示例".utf8)
        try await bureau.get(page)
        let program = try await bureau.upload(
            page + "/acts", answer, files: [("批复.pdf", [0x4D, 0x5A])], field: "answer_file")
        #expect(program.status == 422 && program.words.contains("不是佐证可用的格式"))
        let answered = try await bureau.upload(
            page + "/acts", answer, files: [("批复.pdf", pdf)], field: "answer_file")
        #expect(answered.words.contains("凭据：批复.pdf"), "\(answered.words)")
        let file = page + "/files/2"
        #expect(answered.links.contains(file))
        let read = try await office.get(file)
        #expect(read.status == 200 && read.bytes == pdf)
        let stranger = try await enter(city, "dongyu", .district, unit: "dongyu")
        #expect(try await stranger.get(file).status == 404, "the project is its own, the order not")
        let history = city.root + "/projects/\(id)/history"
        let told = try await office.get(history)
        #expect(told.words.contains("督办单〔2026〕1号") && told.links.contains(file), "\(told.words)")
        #expect(try await !stranger.get(history).words.contains("督办单"))
        let archive = try await office.get(city.root + "/projects/\(id)/archive")
        #expect(archive.status == 200 && archive.text.contains("批复.pdf"))
        let own = try await stranger.get(city.root + "/projects/\(id)/archive")
        #expect(own.status == 200 && !own.text.contains("批复.pdf"))
        try await bureau.get(page)
        let bare = try await bureau.submit(page + "/withdrawal", [("withdrawn", "2")])
        #expect(bare.status == 422 && bare.words.contains("必须填写"))
        let withdrawn = try await bureau.submit(
            page + "/withdrawal", [("withdrawn", "2"), ("because", "传错了")])
        #expect(withdrawn.words.contains("已撤回：传错了"), "\(withdrawn.words)")
        try await office.get(page)
        let closed = try await office.upload(
            page + "/acts", [("act", "close")], files: [("纪要.pdf", pdf)], field: "close_file")
        #expect(closed.words.contains("已销号") && closed.words.contains("凭据：纪要.pdf"))
    }

    @Test("who may not see the project reads the order without its name")
    func projectName() async throws {
        let (city, office, id) = try await cityWithProject()
        let project = try await office.get(city.root + "/projects/\(id)")
        #expect(project.links.contains(city.root + "/orders?project=\(id)"))
        let sent = try await send(
            office, city, owner: "natural-resources", about: "?project=\(id)",
            [("due", "2026-11-20")])
        #expect(sent.words.contains("钠离子电池正极材料项目"), "\(sent.words)")
        let listed = try await office.get(city.root + "/orders?project=\(id)")
        #expect(listed.words.contains("示例：供地手续"))
        let bureau = try await enter(
            city, "bureau", .department, unit: "natural-resources")
        let read = try await bureau.get(city.root + "/orders/1")
        #expect(read.status == 200 && read.words.contains("示例：供地手续"))
        #expect(!read.words.contains("钠离子电池"))
        let other = try await bureau.get(city.root + "/orders?view=all&project=\(id)")
        #expect(!other.words.contains("钠离子电池"))
    }

    @Test("the daily tidying tells what is late, once; the leader named finds it")
    func escalated() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let leader = try await city.addMember("leader", .leader, unit: "investment")
        _ = try await send(
            office, city, owner: "dongyu", [("due", "2026-10-26"), ("leader", leader.id.text)])
        let now = city.world.now()
        for day in [20, 20, 21] {
            try await city.city.tidy(at: now.adding(seconds: Int64(day) * 86_400))
        }
        city.clock.advance(seconds: 20 * 86_400)
        let client = WebClient(try city.house(of: allRoutes()))
        try await client.signIn(city.root, "leader", TestCity.password)
        #expect(try await client.get(city.root + "/").words.contains("督办升级到您"))
        let page = try await client.get(city.root + "/orders/1").words
        for name in ["蓝色提醒", "黄色预警", "红色督办"] {
            #expect(page.components(separatedBy: name).count == 2, "\(name) \(page)")
        }
        #expect(try await client.get(city.root + "/orders").words.contains("已升级：红色督办"))
    }
}
