import Basics
import Foundation
import Pages
import People
import Projects
import Rules
import Storage
import Tables
import TestSupport
import Testing
import Web

/// The superior's table on the page of the ledger.
@Suite("Exports in the city's layouts on pages")
struct ExportLayoutWalkTests {
    private func sheet(_ name: String) -> [UInt8] {
        Array(
            """
            序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间,建设内容
            1,\(name),示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18,示例：二期厂房
            2,\(name)小,示例小公司,300,签约,正式协议,2026-03-18,示例
            """.utf8)
    }

    @Test("the menu offers it, the book has its columns, labels and scope")
    func walk() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        try await office.drop(
            city, "2026-09",
            [("东屿区.csv", sheet("示例钠电池项目")), ("西岭区.csv", sheet("示例光学项目"))])
        try await office.confirmAll(city, "2026-09")
        let page = try await office.get(city.root + "/projects")
        #expect(page.text.contains("value=\"export-province\""), "\(page.words)")
        let place = city.root + "/projects/export?layout=export-province"
        let book = try readWorkbook(
            try await office.get(place + "&format=xlsx").bytes, file: "x.xlsx")
        let text = try await csv(office, place)
        let lines = text.split(separator: "\r\n").map(String.init)
        let heading = try #require(lines.first { $0.hasPrefix("序号,项目编码,项目名称,建设内容") })
        #expect(heading.hasSuffix("签约时间,计划开工,实际开工,计划投产,当前阶段,是否用地,备注"))
        #expect(lines.contains { $0.contains(",示例钠电池项目,示例：二期厂房,东屿区,") }, "\(text)")
        #expect(text.contains(",52000,") && text.contains(",2026.3.18,"), "\(text)")
        #expect(!text.contains("示例钠电池项目小"), "below the least total of the layout")
        let words = book.sheets[0].rows.flatMap(\.cells).map { "\($0)" }.joined()
        for label in ["重点招商项目进展情况表（示例）", "单位：万元", "全部内容均为虚构", "内部 · "] {
            #expect(words.contains(label), "\(label): \(words)")
        }
        #expect(try await csv(office, place + "&unit=xiling").contains("示例光学项目"))
        #expect(try await !csv(office, place + "&unit=xiling").contains("示例钠电池项目"))
        #expect(try await office.get(city.root + "/projects/export?layout=x").status == 404)
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let own = try await district.get(place + "&format=csv")
        #expect(!String(decoding: own.bytes, as: UTF8.self).contains("示例光学项目"))
    }

    private func csv(_ client: WebClient, _ place: String) async throws -> String {
        let answer = try await client.get(place + "&format=csv")
        #expect(answer.status == 200)
        return String(decoding: answer.bytes.dropFirst(3), as: UTF8.self)
    }

    @Test("made again it has the same bytes, in either language its own headings")
    func twice() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        try await office.drop(city, "2026-09", [("东屿区.csv", sheet("示例钠电池项目"))])
        try await office.confirmAll(city, "2026-09")
        let today = try #require(Day(2026, 10, 25))
        let folder = city.folder
        let layout = try #require(folder.exportLayouts(on: today).first).layout
        func book(_ lexicon: Lexicon) async throws -> WrittenBook {
            let rows = try await city.store.read { tx in
                try tx.exported(ProjectFilter(), as: layout, visibleTo: .all, on: today)
            }
            let stamp = BookStamp(
                city: folder.name, isSample: true, by: "示例", at: "2026-10-25 09:00",
                instant: Instant(microseconds: 1_792_890_000_000_000), head: "1:ab")
            return ProjectLayoutBook(
                layout: layout, projects: rows, units: UnitNames(folder, on: today),
                folder: folder, on: today, mark: LocalName(zh: "工作秘密")
            ).book(lexicon: lexicon, stamp: stamp)
        }
        let first = try await book(.chinese)
        #expect(try await book(.chinese).xlsx() == first.xlsx())
        #expect(first.sheets[0].rows.count == 1)
        #expect(first.sheets[0].remarks.first?.hasPrefix("工作秘密 · ") == true)
        #expect(first.sheets[0].columns.contains { $0.group == "投资（万元）" })
        let english = try await book(englishLexicon(files: englishFiles()))
        #expect(english.sheets[0].columns.first?.heading == "No.")
    }
}
