import Basics
import Companies
import Foundation
import Pages
import People
import Projects
import Rules
import Storage
import Tables
import Testing
import Web

/// Companies and earlier years on the page, and the ledger as a file.
@Suite("Records of the city")
struct RecordTests {
    private static let register = """
        {"company_name": "星澜新能源科技有限公司", "brand": "星澜", "founded": "2014-03-12"}
        {"company_name": "瞻远光电（集团）有限公司", "uscc": "913302040933533733"}
        {"company_name": "错码公司", "uscc": "913302040933533734"}

        """

    @Test("a register with a wrong line is refused whole, then its good lines are taken")
    func importsCompanies() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let place = city.root + "/companies"
        let file = [(name: "名录.jsonl", bytes: Array(RecordTests.register.utf8))]
        try await client.get(place)
        let refused = try await client.upload(place + "/import", files: file)
        #expect(refused.status == 422 && refused.words.contains("名录.jsonl:3"))
        #expect(try await city.store.read { tx in try tx.companyCount() } == 0)
        let taken = try await client.upload(place + "/import", [("good", "1")], files: file)
        #expect(taken.status == 200 && taken.words.contains("名录.jsonl:3"))
        #expect(try await city.store.read { tx in try tx.companyCount() } == 2)
        for (text, name) in [("澜", "星澜"), ("zygd", "瞻远"), ("913302040933533733", "瞻远")] {
            let found = try await client.get(place + "?q=" + percentEncoded(text))
            #expect(found.links.filter { $0.contains("/companies/C") }.count == 1, "\(text)")
            #expect(found.words.contains(name), "\(text)")
        }
    }

    @Test("what sounds like it or differs by a character is found and says so, on page and twin")
    func findsCompanies() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let place = city.root + "/companies"
        try await client.get(place)
        try await client.upload(
            place + "/import", [("good", "1")],
            files: [("名录.jsonl", Array(RecordTests.register.utf8))])
        for (text, note, reason) in [
            ("xinglanxin", "拼音相符", "pinyin"), ("xlxny", "首字母相符", "initials"),
            ("星兰新能源", "相差一字", "one_wrong"),
        ] {
            let asked = "?q=" + percentEncoded(text)
            let found = try await client.get(place + asked)
            #expect(found.words.contains("星澜新能源") && found.words.contains(note), "\(text)")
            let twin = try await client.get(city.root + "/api/v1/companies" + asked)
            let value = try JSONValue(parsing: twin.text)
            #expect(value["total"]?.integer == 1 && value["cut"] == .bool(false))
            #expect(value["companies"]?.array?.first?["found_by"]?.string == reason)
        }
        let none = try await client.get(place + "?q=" + percentEncoded("没有的"))
        #expect(none.words.contains("没有符合条件的企业") && none.words.contains("漏一个字"))
    }

    @Test("a company's page shows the projects that it invests in, within the sight")
    func companyPage() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        try await client.drop(city, "2026-10", [("东屿区10月.csv", unitSheet([batteryLine]))])
        try await client.confirmAll(city, "2026-10")
        try await client.get(city.root + "/companies")
        try await client.upload(
            city.root + "/companies/import", [("good", "1")],
            files: [("名录.jsonl", Array(RecordTests.register.utf8))])
        let found = try await client.get(city.root + "/companies?q=" + percentEncoded("星澜"))
        let link = try #require(found.links.first { $0.contains("/companies/C") })
        let page = try await client.get(link)
        #expect(page.words.contains("钠离子电池正极材料项目") && page.words.contains("2014-03-12"))
        let west = try #require(city.folder.units.first { $0.name.zh == "西岭区" })
        try await city.addMember("west", .district, unit: west.id)
        let other = WebClient(try city.house(of: allRoutes()))
        try await other.signIn(city.root, "west", TestCity.password)
        let seen = try await other.get(link)
        #expect(seen.status == 200 && !seen.words.contains("钠离子"))
        let list = try await other.get(city.root + "/companies")
        #expect(!list.words.contains("导入企业名录"))
        #expect(!list.forms.contains { $0.action == city.root + "/companies/import" })
    }

    @Test("an earlier year's ledger is read for the year of its name, confirmed, and found")
    func earlierYear() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let place = city.root + "/ledgers"
        let bytes = Array(
            "区市,项目名称,投资方,总投资（万元）,签约时间\n东屿区,旧电池项目,星澜新能源科技有限公司,52000,2025-03-18\n西岭区,旧光学项目,瞻远光电（集团）有限公司,18600,2025-08-21\n"
                .utf8)
        try await client.get(place)
        let unnamed = try await client.upload(place, files: [("总台账.csv", bytes)])
        #expect(unnamed.status == 422 && unnamed.words.contains("看不出是哪一年的台账"))
        let early = try await client.upload(place, [("year", "2026")], files: [("总台账.csv", bytes)])
        #expect(early.status == 422 && early.words.contains("2026年还没有过完"))
        let read = try await client.upload(place, files: [("2025年总台账.csv", bytes)])
        #expect(read.status == 200 && read.path.contains("/sheets/"), "\(read.words)")
        let done = try await client.submit(read.path + "/acceptance", [("method", "POST")])
        #expect(done.path == place && done.words.contains("2025年总台账.csv"))
        #expect(done.links.contains(city.root + "/projects?round=2025"))
        let listed = try await client.get(city.root + "/projects?round=2025")
        #expect(listed.words.contains("旧电池项目") && listed.words.contains("旧光学项目"))
        try await city.addMember("east", .district)
        let district = WebClient(try city.house(of: allRoutes()))
        try await district.signIn(city.root, "east", TestCity.password)
        let page = try await district.get(place)
        #expect(page.status == 200 && !page.forms.contains { $0.action == place })
    }

    @Test("the ledger leaves in two layouts and two forms, formulas made harmless")
    func exports() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let line = "=cmd|'/C calc'!A0项目,\"甲,乙公司\",52000,签约,正式协议,2026-03-18"
        try await client.drop(city, "2026-10", [("东屿区10月.csv", unitSheet([line]))])
        try await client.confirmAll(city, "2026-10")
        let place = city.root + "/projects/export"
        let csv = try await client.get(place + "?layout=summary&format=csv")
        let text = String(decoding: csv.bytes.dropFirst(3), as: UTF8.self)
        let heading = "单位,项目名称,投资方,总投资（亿元）,阶段,签约时间,到位资金（亿元）"
        #expect(text.split(separator: "\r\n").first.map(String.init) == heading)
        #expect(text.contains(",'=cmd|'/C calc'!A0项目,") && text.contains(",5.2,"))
        for (layout, columns) in [("full", 16), ("summary", 7)] {
            let file = try await client.get(place + "?layout=\(layout)&format=xlsx")
            let book = try readWorkbook(file.bytes, file: "x.xlsx")
            let widest = book.sheets[0].rows.map(\.cells.count).max()
            #expect((columns - 6...columns).contains(widest ?? 0), "\(layout) \(widest ?? 0)")
        }
    }
}
