import Basics
import Pages
import People
import Projects
import Storage
import TestSupport
import Testing
import Web

/// The record of a project on its pages: filled by its own unit, read by whom it is assigned to,
/// taken out as one file.
@Suite("The record of a project on pages")
struct ProjectRecordWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18
        """

    /// The assigned unit says how its part stands, by the city's clock; nobody else is asked.
    private func tellPart(
        of page: String, in city: TestCity, _ district: WebClient, _ statistics: WebClient
    ) async throws {
        let due = try #require(Day(2026, 11, 9)).description
        let asked = try await statistics.get(city.root + "/assigned")
        #expect(asked.words.contains("示例钠电池项目") && asked.words.contains(due), "\(asked.words)")
        #expect(try await !statistics.get(city.root + "/").words.contains("会办待反馈"))
        city.clock.advance(seconds: 16 * 86_400)
        for (client, login) in [(statistics, "statistics"), (district, "dongyu")] {
            await client.forgetCookies()
            try await client.signIn(city.root, login, TestCity.password)
        }
        #expect(try await statistics.get(city.root + "/").words.contains("会办待反馈"))
        #expect(
            try await statistics.get(city.root + "/orders").words.contains("其中会办反馈1件"))
        try await statistics.get(page)
        let empty = try await statistics.submit(page + "/feedback", [("feedback", " ")])
        #expect(empty.status == 422 && empty.words.contains("请写办到哪一步"), "\(empty.words)")
        let given = try await statistics.submit(
            page + "/feedback", [("feedback", "示例：已核对入库材料")])
        #expect(given.status == 200 && given.words.contains("示例：已核对入库材料"), "\(given.words)")
        #expect(try await !statistics.get(city.root + "/").words.contains("会办待反馈"))
        #expect(
            try await district.get(page + "/history").words.contains("示例：已核对入库材料"))
        try await district.get(page)
        let offered = await district.page.forms
        #expect(offered.allSatisfy { $0.action != page + "/feedback" })
    }

    @Test("filled, assigned, told in one line of time, taken out", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        _ = try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        try await office.confirmAll(city, "2026-09")
        let id = try #require(
            try await city.store.read { tx in
                try tx.projects(ProjectFilter(), visibleTo: .all).first?.id
            })
        let page = city.root + "/projects/\(id)"
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let statistics = try await enter(city, "statistics", .department, unit: "statistics")
        #expect(try await statistics.get(page).status == 404)

        try await district.get(page + "/fields")
        let refused = try await district.submit(
            page + "/fields", [("industry", "C99"), ("fixed-assets", "5000"), ("park", "示例园")])
        #expect(refused.status == 422 && refused.words.contains("字母加两到四位数字"))
        #expect(refused.words.contains("金额请写单位"))
        let saved = try await district.submit(
            page + "/fields",
            [
                ("industry", "C39"), ("fixed-assets", "5000万元"), ("mark", "trade"),
                ("ranks", ""), ("ranks", "gazelle"), ("chain", "biomedicine"),
            ])
        #expect(saved.path == page && saved.words.contains("商业秘密"), "\(saved.words)")
        #expect(saved.words.contains("5000万元") && saved.words.contains("瞪羚"))
        #expect(saved.words.contains("C39 计算机、通信和其他电子设备制造业"), "\(saved.words)")

        let assigned = try await district.submit(
            page + "/access", [("unit", "statistics"), ("reason", "核对入库")])
        #expect(assigned.words.contains("示例市统计局"), "\(assigned.words)")
        try await district.upload(
            page + "/evidence", [("kind", "营业执照")],
            files: [("执照.pdf", Array("%PDF-1.7 示例".utf8))], field: "file")
        // Whom it is assigned to reads all of it and is offered nothing to write.
        let seen = try await statistics.get(page)
        #expect(seen.status == 200 && seen.words.contains("商业秘密"))
        #expect(!seen.words.contains("填写档案") && !seen.words.contains("提交佐证"))
        #expect(try await statistics.get(page + "/fields").status != 200)
        let told = try await statistics.get(page + "/history").words
        for word in ["核对入库", "固投金额", "营业执照 执照.pdf", "2026-09"] {
            #expect(told.contains(word), "\(word) in \(told)")
        }
        try await tellPart(of: page, in: city, district, statistics)
        let archive = try await statistics.get(page + "/archive")
        #expect(archive.status == 200 && archive.bytes.starts(with: Array("PK".utf8)))

        // The list by a field, kept under a name, and the board.
        let list = try await district.get(city.root + "/projects?f-chain=biomedicine")
        #expect(list.words.contains("示例钠电池项目"))
        let kept = try await district.submit(
            city.root + "/projects/filters",
            [("query-f-chain", "biomedicine"), ("name", "医药")])
        #expect(kept.words.contains("医药") && kept.words.contains("示例钠电池项目"))
        #expect(try await district.get(city.root + "/projects/board").words.contains("5.2亿元"))
        let narrow = try await district.get(city.root + "/projects?f-chain=new-displays")
        #expect(narrow.words.contains("没有符合条件的项目"))

        try await district.get(page)
        _ = try await district.submit(page + "/access", [("method", "DELETE"), ("number", "1")])
        for path in ["", "/history", "/archive", "/evidence/1"] {
            #expect(try await statistics.get(page + path).status == 404, "\(path)")
        }
    }
}
