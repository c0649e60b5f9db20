import Basics
import Companies
import Foundation
import HTTPTypes
import Pages
import People
import Storage
import Tables
import Testing
import Web

/// Lists, recognitions and meetings on their pages, and by programs.
@Suite("Lists and meetings in a browser")
struct ListWalkTests {
    private let source = [
        ("source_kind", "publication"), ("source_title", "示例：某刊"), ("source_dated", "2026-10-20"),
    ]

    /// A firm of a group registered here, one that only talks, and one that nobody knows.
    private let table = """
        排名,企业名称,总部
        1,示例远方集团有限公司,西安
        2,星澜新能源科技有限公司,合肥
        3,示例无名重工有限公司,沈阳
        4,示例独行有限公司,大连

        """

    private func add(
        _ name: String, _ code: String?, _ client: WebClient, _ city: TestCity
    ) async throws -> String {
        try await client.get(city.root + "/companies/new")
        let standing =
            code.map {
                [("standing", "registered"), ("scheme", "uscc"), ("value", $0)]
            } ?? [("standing", "planned")]
        let page = try await client.submit(
            city.root + "/companies", [("name", name)] + standing + source)
        #expect(page.path.contains("/companies/C"), "\(page.words)")
        return page.path
    }

    private func listed(_ city: TestCity, _ client: WebClient) async throws -> String {
        try await client.drop(city, "2026-10", [("东屿区10月.csv", unitSheet([batteryLine]))])
        try await client.confirmAll(city, "2026-10")
        let group = try await add("示例远方集团有限公司", "91619900MAD0DKEL79", client, city)
        let local = try await add("示例市远方食品有限公司", "91990100MA99000287", client, city)
        try await client.get(local + "/parents")
        try await client.submit(
            local + "/parents", [("parent", "示例远方集团有限公司"), ("controlling", "1")] + source)
        _ = try await add("示例独行有限公司", nil, client, city)
        try await client.get(city.root + "/lists")
        let page = try await client.upload(
            city.root + "/lists", [("kind", "china-500"), ("year", "2026")] + source,
            files: [("榜.csv", Array(table.utf8))])
        #expect(page.path == city.root + "/lists/china-500/2026", "\(page.words)")
        #expect(page.words.contains("导入4家，对上2家"), "\(page.words)")
        return group
    }

    @Test("who is listed and not here, and who is here, one by one, with what is not known")
    func readings() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let group = try await listed(city, client)
        let place = city.root + "/lists/china-500/2026"
        let absent = try await client.get(place + "?view=absent")
        let unknown = try await client.get(place + "?view=unknown")
        #expect(unknown.words.contains("示例无名重工有限公司") && unknown.words.contains("说不准"))
        #expect(unknown.words.contains("名录里没有对上的企业"))
        #expect(!absent.words.contains("示例无名重工有限公司"))
        #expect(absent.words.contains("在推进，未落地") && absent.words.contains("钠离子电池正极材料项目"))
        #expect(absent.words.contains("未发现在本市") && absent.words.contains("没有信用代码"))
        #expect(!absent.words.contains("示例市远方食品有限公司"))
        let here = try await client.get(place + "?view=here")
        #expect(here.words.contains("示例市远方食品有限公司") && here.links.contains(group))
        #expect(here.words.contains("没有对接记录，有没有增资打算不知道"))
        #expect(!here.words.contains("示例无名重工有限公司"))
        #expect(!here.words.contains("同一家对上多行"))
        let english = try await client.get(place + "?view=here&lang=en")
        #expect(english.words.contains("Here, could do more"))
        try await client.get(place + "?lang=zh")
        for format in ["xlsx", "csv"] {
            let file = try await client.get(place + "/export?view=absent&format=\(format)")
            let book = try readWorkbook(file.bytes, file: "x")
            let cells = book.sheets[0].rows.flatMap(\.cells).map(\.value.written)
            #expect(cells.contains("示例独行有限公司") && !cells.contains("示例远方集团有限公司"))
        }
        #expect(try await client.get(city.root + "/lists/china-500/1999").status == 404)
        #expect(try await client.get(city.root + "/lists/china-500/x").status == 404)
    }

    @Test("a wrong file is shown with every problem, and nothing is kept; a person links an entry")
    func refusedThenDecided() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        try await client.get(city.root + "/lists")
        let refused = try await client.upload(
            city.root + "/lists", [("kind", "china-500"), ("year", "这年")],
            files: [("榜.csv", Array("排名,企业名称\n一,\n".utf8))])
        #expect(refused.status == 422)
        for word in ["年份须在", "请选来源的种类", "榜.csv!A2", "榜.csv!B2"] {
            #expect(refused.words.contains(word), "\(word) \(refused.words)")
        }
        #expect(refused.forms.contains { $0["year"] == "这年" && $0["kind"] == "china-500" })
        _ = try await listed(city, client)
        let entry = city.root + "/lists/china-500/2026/entries/3"
        try await client.get(entry)
        let unknown = try await client.submit(entry, [("decision", "other"), ("company", "无此公司")])
        #expect(unknown.status == 422 && unknown.words.contains("没有找到“无此公司”"))
        let done = try await client.submit(
            entry, [("decision", "other"), ("company", "示例独行有限公司")])
        #expect(done.path.hasPrefix(city.root + "/lists/china-500/2026?"), "\(done.words)")
        let all = try await client.get(city.root + "/lists/china-500/2026")
        #expect(all.words.contains("人工判定"))
    }

    @Test("a company is recognised on its page; the meeting before a meeting is on one page")
    func recognisedAndMet() async throws {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let group = try await listed(city, client)
        try await client.get(group + "/recognitions")
        let recognised = try await client.submit(
            group + "/recognitions",
            [
                ("kind", "regional-headquarters"), ("authority", "示例省商务厅"),
                ("since", "2025-06"), ("expires", "2028-05-31"),
            ] + source)
        #expect(recognised.path == group, "\(recognised.words)")
        #expect(recognised.words.contains("跨国公司地区总部") && recognised.words.contains("示例省商务厅"))
        try await client.get(group + "/contacts")
        let bad = try await client.submit(group + "/contacts", [("said", "见13812345678")])
        #expect(bad.status == 422 && bad.words.contains("请选我方单位"))
        #expect(bad.words.contains("见13812345678"))
        let met = try await client.submit(
            group + "/contacts",
            [
                ("unit", "dongyu"), ("met_on", "2026-10-20"), ("post", "董事长"),
                ("person", "王小明"), ("phone", "13812345678"), ("said", "想建二期"),
                ("next_step", "送资料"), ("due", "2026-10-24"),
            ])
        #expect(met.path == group && met.words.contains("超期1天"), "\(met.words)")
        #expect(try await client.get(city.root + "/").words.contains("对接到期"))
        let brief = try await client.get(group + "/brief")
        for word in [
            "91619900MAD0DKEL79", "示例：某刊", "想建二期", "王小明", "中国500强", "跨国公司地区总部",
            "成立日期不知道",
        ] {
            #expect(brief.words.contains(word), "\(word)")
        }
        let contact = try #require(met.links.first { $0.contains("/contacts/1") })
        try await client.get(contact)
        let changed = try await client.submit(contact, [("said", "想建三期")])
        #expect(changed.words.contains("改过1次") && changed.words.contains("想建二期"))
        try await client.get(city.root + "/contacts")
        let done = try await client.submit(contact + "/completion")
        #expect(done.words.contains("一周内没有到期的"), "\(done.words)")
        try await client.get(contact)
        let withdrawn = try await client.submit(contact + "/withdrawal", [("reason", "记错了")])
        #expect(withdrawn.words.contains("已撤回：记错了"))
        #expect(!(try await client.get(group)).words.contains("想建三期"))
    }
}
