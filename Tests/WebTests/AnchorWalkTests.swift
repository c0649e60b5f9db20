import Basics
import Chains
import Foundation
import HTTPTypes
import Pages
import People
import Tables
import Testing
import Web

@Suite("An anchor company, from its selection to the answer that it hears")
struct AnchorWalkTests {
    private static let company = "示例市维尔伦海洋工程有限公司"

    private let source = [("source_kind", "statement"), ("source_title", "示例：纪要")]

    /// Selected by the office; its address.
    private func recognised(_ office: WebClient, _ chain: String) async throws -> String {
        try await office.get(chain + "/anchors")
        let nominated = try await office.submit(
            chain + "/anchors",
            [("company", Self.company), ("reason", "示例：营收最大"), ("on", "2026-10-01")] + source)
        #expect(nominated.words.contains("已列入初选"), "\(nominated.words)")
        let anchor = String(nominated.path.prefix { $0 != "?" })
        func step(_ stage: String, _ day: String) async throws -> WebPage {
            try await office.get(anchor)
            return try await office.submit(
                anchor + "/steps",
                [("form", "step"), ("stage", stage), ("on", day), ("reason", "示例：会议定")]
                    + source)
        }
        let early = try await step("recognised", "2026-10-02")
        #expect(early.status == 422 && early.words.contains("不能直接到"))
        _ = try await step("consulted", "2026-10-02")
        _ = try await office.submit(
            anchor + "/opinions", [("unit", "marine"), ("stance", "agrees"), ("on", "2026-10-05")])
        let done = try await step("recognised", "2026-10-10")
        #expect(done.words.contains("正式认定") && done.words.contains("示例：会议定"))
        return anchor
    }

    /// Makes an address for the company, and gives it as the company types it.
    private func address(_ member: WebClient, _ anchor: String) async throws -> String {
        try await member.get(anchor)
        let page = try await member.submit(anchor + "/links", [("ends_on", "2026-12-31")])
        let found = try #require(page.text.firstMatch(of: /\/anchor-sheet\?key=gx_[0-9a-f]{64}/))
        return String(found.0)
    }

    private func lines(_ rows: [String]) -> [UInt8] {
        let head = "求购或可供,产品,规格要求,年用量,来源,本地意愿,需要时间,备注"
        return Array(([head] + rows).joined(separator: "\n").utf8)
    }

    @Test("the template's headings are read in both languages")
    func headings() throws {
        for lexicon in [Lexicon.chinese, try englishLexicon(files: englishFiles())] {
            func row(_ number: Int, _ texts: [NeedField: String]) -> SheetRow {
                SheetRow(
                    number: number,
                    cells: NeedField.allCases.enumerated().compactMap { column, field in
                        texts[field].map { SheetCell(column: column, value: .text($0)) }
                    })
            }
            let heads = Dictionary(
                NeedField.allCases.map { ($0, lexicon.text($0.label)) },
                uniquingKeysWith: { first, _ in first })
            let line: [NeedField: String] = [
                .direction: lexicon.text(NeedDirection.buys.label), .product: "示例曲轴",
                .remark: "示例",
            ]
            let book = Workbook(
                file: "x.xlsx", sheets: [Sheet(name: "x", rows: [row(1, heads), row(2, line)])])
            #expect(try readNeedLines(book).map(\.remark) == ["示例"])
        }
    }

    @Test("the company hands in a sheet without an account and hears what is made here")
    func handedIn() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let anchor = try await recognised(office, chain)
        let place = city.root + (try await address(office, anchor))
        let (sheet, heard) = (city.root + "/anchor-sheet", HeardLog())
        let guest = WebClient(try city.house(of: allRoutes(), heard: heard))
        let empty = try await guest.get(place)
        #expect(empty.status == 200 && empty.words.contains("由指挥部办公室和它指定的专班人员看"))
        #expect(!empty.words.contains("项目台账"), "no navigation for who has no account")
        let bad = try await guest.upload(
            sheet, [], files: [("清单.csv", lines(["求购,,,三千,江苏,也许,,"]))])
        #expect(bad.status == 422 && bad.words.contains("清单.csv!B2"), "\(bad.words)")
        #expect(bad.words.contains("清单.csv!D2") && bad.words.contains("清单.csv!F2"))
        try await guest.get(place)
        let taken = try await guest.upload(
            sheet, [],
            files: [
                (
                    "清单.csv",
                    lines([
                        "求购,系泊链,R4级,1800吨,江苏,是,2027-03,", "求购,水下机器人,300米,12台,广东,是,,",
                        "求购,压载水处理装置,,14套,上海,,,",
                    ])
                )
            ])
        #expect(taken.words.contains("回执 GX20261025"), "\(taken.words)")
        #expect(taken.words.contains("新增：系泊链、水下机器人、压载水处理装置"))
        #expect(taken.words.contains("您从外地采购的3种产品里，0种本地有企业在做"))
        let line = try await guest.submit(
            sheet, [("direction", "buys"), ("product", "=舾装件"), ("quantity", "很多")])
        #expect(line.status == 422 && line.words.contains("应写带单位的数"))
        let typed = try await guest.submit(
            sheet, [("direction", "buys"), ("product", "=舾装件"), ("quantity", "300套")])
        #expect(typed.words.contains("清单现有4行"), "\(typed.words)")
        // The task force puts lines to links; then the company hears more.
        for (need, link) in [(1, "chains"), (2, "robots")] {
            try await office.get("\(chain)/needs/\(need)")
            let saved = try await office.submit(
                "\(chain)/needs/\(need)", [("review", "accepted"), ("link", link)])
            #expect(saved.words.contains("已保存"))
        }
        let answered = try await guest.get(place)
        #expect(answered.words.contains("您从外地采购的3种产品里，2种本地有企业在做"))
        #expect(answered.words.contains("示例市涟潮水下机器人有限公司"), "it is published")
        #expect(!answered.words.contains("示例市穗锚链业有限公司"), "a unit said so, nobody published it")
        let book = try await guest.get(
            place.replacing("/anchor-sheet?", with: "/anchor-sheet/template?"))
        let back = try readWorkbook(book.bytes, file: "模板.xlsx")
        #expect(back.sheets[0].rows.flatMap(\.cells).allSatisfy { $0.formula == nil })
        try await guest.get(place)
        let again = try await guest.upload(sheet, [], files: [("模板.xlsx", book.bytes)])
        #expect(again.status == 200 && again.words.contains("清单现有4行"), "\(again.words)")
        let gone = try await guest.submit(sheet + "/removal", [("need", "1")])
        #expect(gone.words.contains("撤下：系泊链"), "\(gone.words)")
        let english = try await guest.get(place + "&lang=en")
        #expect(english.words.contains("Of the 2 kinds you buy outside, 1 are made here"))
        let csv = try await office.get(anchor + "/file?format=csv")
        #expect(csv.text.contains("'=舾装件"), "no formula leaves the house")
        #expect(heard.lines.count > 5)
        for secret in ["gx_", "系泊链", "舾装件", "江苏"] {
            #expect(!heard.lines.contains { $0.contains(secret) }, "\(secret) in the log")
        }
    }

    @Test("a wrong key, one that is over and one withdrawn are answered alike")
    func keys() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let anchor = try await recognised(office, chain)
        let place = city.root + (try await address(office, anchor))
        let guest = WebClient(try city.house(of: allRoutes()))
        func told(_ path: String) async throws -> String {
            let page = try await guest.get(path)
            #expect(page.status == 404)
            return page.words
        }
        try await guest.get(place)
        let wrong = city.root + "/anchor-sheet?key=gx_" + String(repeating: "0", count: 64)
        let first = try await told(wrong)
        #expect(try await told(city.root + "/anchor-sheet") == first)
        let template = "/anchor-sheet/template?"
        #expect(try await guest.get(place).status == 200)
        let open = await guest.page
        try await office.get(anchor)
        _ = try await office.submit(anchor + "/links", [("link", "1")])
        #expect(try await told(place) == first)
        #expect(
            try await told(place.replacing("/anchor-sheet?", with: template)) == first)
        let form = try #require(open.forms.first { $0.action == city.root + "/anchor-sheet" })
        let late = try await guest.post(
            city.root + "/anchor-sheet",
            form.fields + [("direction", "求购"), ("product", "电机")])
        #expect(late.status == 404 && late.words == first)
        let second = city.root + (try await address(office, anchor))
        #expect(try await guest.get(second).status == 200)
        city.clock.advance(seconds: 70 * 86_400)
        #expect(try await guest.get(second).status == 404)
        // A visitor's file is bounded.
        let big = try await guest.ask(
            .post, city.root + "/anchor-sheet",
            headers: [.contentType: "multipart/form-data; boundary=x"],
            body: Array(repeating: 65, count: 5_000_000))
        #expect(big.status == 413)
    }

    @Test("lines are for the named; a unit answers its own each quarter and sees no more")
    func answered() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let anchor = try await recognised(office, chain)
        let place = city.root + (try await address(office, anchor))
        let guest = WebClient(try city.house(of: allRoutes()))
        try await guest.get(place)
        _ = try await guest.upload(
            city.root + "/anchor-sheet", [],
            files: [("清单.csv", lines(["求购,系泊链,R4级,1800吨,江苏,是,,机密", "求购,绞车,,,荷兰,,,"]))])
        let team = try await city.addMember(
            "team", .taskForce, unit: "team-marine-equipment")
        let member = WebClient(try city.house(of: allRoutes()))
        try await member.signIn(city.root, "team", TestCity.password)
        let blind = try await member.get(anchor)
        #expect(blind.words.contains("清单现有2行") && !blind.words.contains("系泊链"))
        #expect(try await member.get(chain + "/needs/1").status == 404)
        #expect(try await member.get(anchor + "/file").status == 404)
        try await office.get(anchor)
        _ = try await office.submit(
            anchor + "/members", [("form", "member"), ("member", team.id.text)])
        let seen = try await member.get(anchor)
        #expect(seen.words.contains("系泊链") && seen.words.contains("机密"), "\(seen.words)")
        let need = try await member.get(chain + "/needs/1")
        #expect(need.text.contains("value=\"chains\" selected"), "its name suggests the link")
        let missing = try await member.submit(
            chain + "/needs/1", [("review", "accepted"), ("unit", "xiling")])
        #expect(missing.status == 422 && missing.words.contains("请写今天或以后的一天"))
        _ = try await member.submit(
            chain + "/needs/1", [("review", "accepted"), ("unit", "xiling"), ("due", "2026-11-30")])
        let district = try await enter(city, "xiling", unit: "xiling")
        let today = try await district.get(city.root + "/")
        #expect(today.words.contains("链主的供需意向待答"), "\(today.words)")
        let own = try await district.get(city.root + "/needs")
        #expect(own.words.contains("系泊链") && own.words.contains("本季未答"))
        for hidden in ["绞车", "江苏", "机密", "维尔伦"] {
            #expect(!own.words.contains(hidden), "\(hidden)")
        }
        let answered = try await district.submit(
            city.root + "/needs/1/answers", [("outcome", "found"), ("said", "示例：找到一家")])
        #expect(answered.words.contains("本季已答") && answered.words.contains("示例：找到一家"))
        #expect(try await member.get(anchor).words.contains("找到候选企业"))
        let other = try await enter(city, "dongyu", unit: "dongyu")
        let foreign = try await other.get(city.root + "/needs")
        #expect(foreign.words.contains("没有分派给本单位的"))
        let stage = try await other.get(anchor)
        #expect(stage.status == 200 && !stage.words.contains("示例：会议定"))
        #expect(!stage.words.contains("系泊链"))
    }
}
