import Basics
import Foundation
import Pages
import People
import Testing
import Web

@Suite("A chain, from its file to its gaps")
struct ChainWalkTests {
    /// The file that ships with the sample city.
    private func sample() throws -> [UInt8] {
        let file = projectRoot.appendingPathComponent("Cities/sample/chains/marine-equipment.yaml")
        return try Array(Data(contentsOf: file))
    }

    @Test("the office brings it in; every grade stands with its reasons, each gap with its entry")
    func broughtIn() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let place = city.root + "/chains"
        #expect(try await office.get(place).words.contains("还没有产业链"))
        let taken = try await office.upload(
            place, [], files: [("海洋装备.yaml", try sample())])
        #expect(taken.words.contains("新增企业9家") && taken.words.contains("打开缺口5个"))
        let page = try await office.get(place + "/marine-equipment")
        for word in [
            "海洋装备产业链", "缺链", "弱链", "断链风险", "名单由示例市海洋装备产业链专班于2026-08-20声明完整",
            "没有人声明名单完整，所以不能说缺", "示例市维尔伦海洋工程有限公司", "区位商2.857", "示例：专班走访记录",
        ] {
            #expect(page.words.contains(word), "\(word) in \(page.words)")
        }
        try await office.get(place)
        let again = try await office.upload(
            place, [], files: [("海洋装备.yaml", try sample())])
        #expect(again.words.contains("没有变化"))
        let english = try await office.get(place + "/marine-equipment?lang=en")
        #expect(english.words.contains("Marine equipment") && english.words.contains("Break risk"))
    }

    @Test("a district reads chains and brings none in; what is wrong is told with its line")
    func refused() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let place = city.root + "/chains"
        let wrong = String(decoding: try sample(), as: UTF8.self)
            .replacing("to: platforms, what: 系泊链", with: "to: nowhere, what: 系泊链")
        try await office.get(place)
        let page = try await office.upload(place, [], files: [("链.yaml", Array(wrong.utf8))])
        #expect(page.status == 422 && page.words.contains("没有环节“nowhere”"), "\(page.words)")
        #expect(page.words.contains("链.yaml:"))
        let district = try await enter(city, "dongyu", unit: "dongyu")
        let read = try await district.get(place)
        #expect(read.status == 200 && !read.words.contains("把链的文件拖到这里"))
        #expect(try await district.get(place + "/nowhere").status == 404)
    }
}
