import Basics
import Foundation
import Pages
import People
import Tables
import Testing
import Web

@Suite("What is taken out of figures")
struct FigureWalkTests {
    @Test("a published file comes back as it was, and belongs to its series")
    func publishedFile() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let place = city.root + "/series/official-fdi"
        let bytes = Array("期间,数值（万美元）\n2026-01..2026-09,1200\n".utf8)
        try await office.get(place)
        let taken = try await office.upload(
            place + "/files", [("released", "2026-10-20"), ("source", "示例公报"), ("note", "示例")],
            files: [("公报.csv", bytes)])
        #expect(taken.words.contains("原文件"), "\(taken.words)")
        let link = try #require(taken.links.first { $0.contains("/series/official-fdi/files/") })
        let file = try await office.get(link)
        #expect(file.status == 200 && file.bytes == bytes)
        let hash = try #require(link.split(separator: "/").last)
        let others = city.root + "/series/official-domestic/files/"
        #expect(try await office.get(others + hash).status == 404)
        let unknown = place + "/files/" + String(repeating: "0", count: 64)
        #expect(try await office.get(unknown).status == 404)
    }

    @Test("the scores of a card as a book, of the units in sight and labelled as a sample")
    func scores() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        try await office.drop(
            city, "2026-10", [("东屿区.csv", unitSheet([batteryLine, opticsLine]))])
        try await office.confirmAll(city, "2026-10")
        let place = city.root + "/scorecards/city-districts"
        let page = try await office.get(place)
        #expect(page.links.contains { $0.contains("/scorecards/city-districts/export") })
        func cells(_ client: WebClient) async throws -> [String] {
            let file = try await client.get(place + "/export")
            #expect(file.status == 200)
            return try readWorkbook(file.bytes, file: "x").sheets
                .flatMap { $0.rows.flatMap(\.cells).map(\.value.written) }
        }
        let whole = try await cells(office)
        #expect(whole.contains("东屿区") && whole.contains("西岭区"))
        #expect(whole.contains { $0.contains("示例（全部内容均为虚构）") })
        let own = try await cells(try await enter(city, "dongyu", unit: "dongyu"))
        #expect(own.contains("东屿区") && !own.contains("西岭区"))
    }

    @Test("a figure is asked with zones apart, and by the list that a parameter names")
    func asked() async throws {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        let listed = try await office.get(
            city.root + "/indicators/listed-projects?list=china-500&zones=apart")
        #expect(listed.status == 200 && listed.words.contains("中国500强"))
        let twin = try await office.get(
            city.root + "/api/v1/indicators/listed-projects?list=sold-500")
        #expect(twin.status == 422 && twin.text.contains("不在可选之内"), "\(twin.text)")
    }
}
