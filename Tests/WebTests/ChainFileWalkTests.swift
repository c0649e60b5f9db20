import Basics
import Chains
import Foundation
import HTTPTypes
import Pages
import People
import Storage
import Tables
import TestSupport
import Testing
import Web

@Suite("A chain's file and its book, in and out")
struct ChainFileWalkTests {
    private func cells(_ bytes: [UInt8]) throws -> [String] {
        try readWorkbook(bytes, file: "x").sheets
            .flatMap { $0.rows.flatMap(\.cells).map(\.value.written) }
    }

    @Test("a workbook goes out, is corrected and comes back", arguments: Stores.available)
    func corrected(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let (office, chain) = try await officeWithChain(city)
        #expect(try await office.get(chain).words.contains("下载表格"))
        let file = try await office.get(chain + "/file?form=xlsx")
        let disposition = file.headers[.contentDisposition] ?? ""
        #expect(file.status == 200 && disposition.contains(".xlsx"), "\(disposition)")
        #expect(try cells(file.bytes).contains("示例（全部内容均为虚构）"))
        let kept = try readChain(file.bytes, file: "x.xlsx")
        let yaml = try await office.get(chain + "/file")
        #expect(try readChain(yaml.bytes, file: "x.yaml").yaml == kept.yaml)
        try await office.get(chain)
        let same = try await office.upload(chain + "/file", [], files: [("链.xlsx", file.bytes)])
        #expect(same.path == chain && same.words.contains("没有变化"), "\(same.words)")
        let changed = try readChain(
            Array(kept.yaml.replacing("低速机", with: "中速机").utf8), file: "x.yaml")
        let bytes = try changed.book(isSample: true, createdAt: city.clock.world.now()).xlsx()
        let taken = try await office.upload(chain + "/file", [], files: [("链.xlsx", bytes)])
        #expect(taken.words.contains("新增或改动：环节1"), "\(taken.words)")
        try await office.get(chain)
        let twice = try await office.upload(chain + "/file", [], files: [("链.xlsx", bytes)])
        #expect(twice.words.contains("没有变化"), "\(twice.words)")
        try await office.get(chain)
        let stale = try await office.upload(chain + "/file", [], files: [("链.xlsx", file.bytes)])
        #expect(stale.status == 422 && stale.words.contains("已被他人修改"), "\(stale.words)")
    }

    @Test("what is wrong stands in a table by sheet and cell; districts send and take no file")
    func refused() async throws {
        let city = try TestCity()
        let (office, chain) = try await officeWithChain(city)
        let columns = ["标识", "名称", "起始日期", "依据文件"].map { WrittenColumn($0) }
        func book(_ id: String, _ day: String) throws -> [UInt8] {
            let rows = [WrittenRow([id, "海洋装备", day, "示例"].map(WrittenCell.text))]
            return try WrittenBook(
                title: "", createdAt: city.clock.world.now(),
                sheets: [WrittenSheet(name: "产业链", columns: columns, rows: rows)]
            ).xlsx()
        }
        try await office.get(chain)
        let wrong = try await office.upload(
            chain + "/file", [], files: [("链.xlsx", try book("marine-equipment", "去年"))])
        #expect(wrong.status == 422 && wrong.words.contains("产业链!C2"), "\(wrong.words)")
        #expect(wrong.words.contains("应为日期") && wrong.words.contains("一条也没有改"))
        let other = try await office.upload(
            chain + "/file", [], files: [("链.xlsx", try book("pumps", "2026-01-01"))])
        #expect(other.status == 422 && other.words.contains("不是这条链"), "\(other.words)")
        let old = try await office.upload(
            chain + "/file", [],
            files: [("链.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])])
        #expect(old.status == 422 && old.words.contains("请另存为 .xlsx"), "\(old.words)")
        let district = try await enter(city, "dongyu", unit: "dongyu")
        #expect(try await !district.get(chain).words.contains("下载表格"))
        #expect(try await district.get(chain + "/file?form=xlsx").status == 403)
        #expect(try await district.post(chain + "/file", []).status == 403)
        #expect(try await office.get(chain + "/file?form=doc").status == 404)
    }

    @Test("the whole book in each form, as far as its reader sees", arguments: Stores.available)
    func book(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let (office, chain) = try await officeWithChain(city)
        func sheet(_ name: String, _ investor: String) -> [UInt8] {
            unitSheet(
                ["\(name),\(investor),120000,签约,正式协议,2026-03-18,海洋装备"],
                heading: "项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间,产业链")
        }
        try await office.drop(
            city, "2026-10",
            [
                ("东屿区10月.csv", sheet("系泊链扩产项目", "示例市穗锚链业有限公司")),
                ("西岭区10月.csv", sheet("凝霜涂料项目", "霜翎涂料有限公司")),
            ])
        try await office.confirmAll(city, "2026-10")
        let targets = try await office.get(chain + "/links/engines/targets")
        let found = try #require(targets.text.firstMatch(of: /engines\/targets\/(C[0-9A-Z]{19})/))
        let target = "\(chain)/links/engines/targets/\(found.1)"
        try await office.get(target)
        try await office.submit(
            target + "/acts",
            [("act", "contact"), ("note", "示例：见了面"), ("introducer", "示例引荐商会")])
        let page = try await office.get(chain)
        #expect(page.words.contains("整本 .docx"))
        let whole = try cells(try await office.get(chain + "/book/xlsx").bytes)
        for word in [
            "系泊链扩产项目", "凝霜涂料项目", "锚链系泊", "12亿元", "示例引荐商会", "大连珞屿动力有限公司", "示例：专班走访记录",
            "没有人负责", "缺链",
        ] {
            #expect(whole.contains { $0.contains(word) }, "\(word)")
        }
        let printed = try await office.get(chain + "/book/pdf")
        #expect(printed.text.contains("<svg") && printed.text.contains("海洋装备产业链"))
        #expect(printed.text.contains("示例（全部内容均为虚构）") && printed.text.contains("日志头"))
        let document = try await office.get(chain + "/book/docx")
        #expect(document.status == 200 && document.bytes.starts(with: Array("PK".utf8)))
        #expect(try await office.get(chain + "/book/png").status == 404)
        #expect(try await office.get(city.root + "/chains/nowhere/book/docx").status == 404)
        let kinds = try await city.store.read { tx in
            try tx.journal(after: 0, limit: 100).map(\.kind)
        }
        #expect(kinds.count { $0 == "chain.book_exported" } == 3)
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let own = try cells(try await district.get(chain + "/book/xlsx").bytes)
        #expect(own.contains { $0.contains("系泊链扩产项目") })
        #expect(!own.contains { $0.contains("凝霜") || $0.contains("示例引荐商会") })
        let text = try await district.get(chain + "/book/pdf").words
        #expect(text.contains("只列导出人看得到的项目") && text.contains("引荐人和下一步不在这一份里"))
    }

    @Test("every company of a chain, found by its name or the link's", arguments: Stores.available)
    func companies(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let (office, chain) = try await officeWithChain(city)
        let list = try await office.get(chain + "/companies")
        #expect(list.words.contains("示例市穗锚链业有限公司") && list.words.contains("示例市澔泊船舶有限公司"))
        #expect(!list.words.contains("大连珞屿动力有限公司"), "it is elsewhere")
        let byName = try await office.get(chain + "/companies?q=" + percentEncoded("穗锚"))
        #expect(byName.words.contains("示例市穗锚链业有限公司") && !byName.words.contains("澔泊"))
        let byLink = try await office.get(chain + "/companies?q=" + percentEncoded("船体总"))
        #expect(byLink.words.contains("澔泊") && !byLink.words.contains("穗锚"), "\(byLink.words)")
        #expect(try await office.get(chain + "/companies?q=%25").words.contains("没有符合条件"))
        #expect(try await office.get(city.root + "/chains/nowhere/companies").status == 404)
        #expect(try await office.get(chain + "/companies?lang=en").words.contains("Key companies"))
    }
}
