import Basics
import Foundation
import Pages
import People
import Storage
import Tables
import Testing
import Web

@Suite("Papers in the city's own words")
struct ReportTests {
    private func meeting() async throws -> (city: TestCity, office: WebClient) {
        let city = try TestCity()
        let office = try await officeAtWork(city)
        try await office.drop(
            city, "2026-10", [("东屿区.csv", unitSheet([batteryLine, opticsLine]))])
        try await office.confirmAll(city, "2026-10")
        return (city, office)
    }

    private func make(
        _ letter: String, _ period: String, _ city: TestCity, _ office: WebClient
    ) async throws -> WebPage {
        try await office.get(city.root + "/reports")
        let page = try await office.submit(
            city.root + "/reports", [("letter", letter), ("period", period)])
        return page
    }

    private func file(
        _ number: Int, _ type: String, _ city: TestCity, _ client: WebClient
    ) async throws -> [UInt8] {
        let name = "paper." + type
        let page = try await client.get(city.root + "/reports/\(number)/files/\(name)")
        #expect(page.status == 200, "\(type)")
        return page.bytes
    }

    @Test(
        "a paper says the ledger as it was, its files are the same each time, and nobody else reads it"
    )
    func kept() async throws {
        let (city, office) = try await meeting()
        let page = try await make("bulletin", "2026-10", city, office)
        #expect(page.status == 200, "\(page.words)")
        #expect(page.words.contains("招商引资简报"))
        #expect(page.words.contains("新签约项目数2个"), "\(page.words)")
        #expect(page.words.contains("口径和日志头"))
        var files: [String: [UInt8]] = [:]
        for type in ReportPage.files { files[type] = try await file(1, type, city, office) }
        let rows = try readWorkbook(files["xlsx"] ?? [], file: "x.xlsx").sheets
            .flatMap { $0.rows.flatMap(\.cells) }.map { $0.value.written }
        #expect(rows.contains("东屿区"))
        // The ledger goes on: the paper stays, another is another.
        try await office.drop(city, "2026-10", [("西岭区.csv", unitSheet([batteryLine]))])
        try await office.confirmAll(city, "2026-10")
        city.clock.advance(seconds: 86_400)
        let other = try await officeAtWork(city, login: "second")
        for type in ReportPage.files {
            #expect(try await file(1, type, city, other) == files[type], "\(type)")
        }
        let next = try await make("bulletin", "2026-10", city, other)
        #expect(next.words.contains("新签约项目数3个"), "\(next.words)")
        #expect(try await file(2, "docx", city, other) != files["docx"])
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        #expect(try await district.get(city.root + "/reports/1").status == 404)
        #expect(try await district.get(city.root + "/reports").words.contains("还没有您能看的文稿"))
        let twin = try await district.get(city.root + "/api/v1/reports")
        #expect(try JSONValue(parsing: twin.text) == .array([]))
    }

    @Test("made again at the same day's end it is the same, byte for byte")
    func sameBytes() async throws {
        let (city, office) = try await meeting()
        for letter in ["circular", "bulletin"] {
            _ = try await make(letter, "2026-10", city, office)
            city.clock.advance(seconds: 60)
            _ = try await make(letter, "2026-10", city, office)
        }
        _ = try await make("annual", "2026", city, office)
        city.clock.advance(seconds: 60)
        _ = try await make("annual", "2026", city, office)
        for (first, second) in [(1, 2), (3, 4), (5, 6)] {
            for type in ["docx", "xlsx"] {
                #expect(
                    try await file(first, type, city, office)
                        == file(second, type, city, office), "\(first) \(type)")
            }
        }
    }

    @Test("what can't be made is named")
    func refused() async throws {
        let (city, office) = try await meeting()
        for (letter, period, problem) in [
            ("poem", "2026-10", "没有“poem”这篇文稿"), ("annual", "2026-10", "一年一份"),
            ("bulletin", "2026", "一月一份"), ("bulletin", "2027-01", "还没有开始"),
        ] {
            let page = try await make(letter, period, city, office)
            #expect(page.status == 422 && page.words.contains(problem), "\(letter) \(period)")
        }
        let leader = try await enter(city, "leader", .leader)
        #expect(try await make("bulletin", "2026-10", city, leader).status == 200)
    }

    @Test("a text for the public waits for two others, one after another")
    func released() async throws {
        let (city, office) = try await meeting()
        let made = try await make("release", "2026-10", city, office)
        #expect(made.words.contains("等统计、商务核定"), "\(made.words)")
        #expect(made.words.contains("认可") == false)
        let path = city.root + "/reports/1"
        func decide(_ client: WebClient, _ granted: String, _ note: String = "") async throws
            -> WebPage
        {
            try await client.get(path)
            return try await client.submit(
                path + "/decision", [("granted", granted), ("note", note)])
        }
        // Who made it has no say; nor has a unit that isn't asked, which doesn't see it.
        #expect(try await office.get(path).forms.allSatisfy { !$0.action.hasSuffix("/decision") })
        let finance = try await enter(city, "finance", .department, unit: "finance")
        #expect(try await finance.get(path).status == 404)
        let statistics = try await enter(city, "statistics", .department, unit: "statistics")
        #expect(try await decide(statistics, "0").words.contains("不同意请写明为什么"))
        #expect(try await decide(statistics, "1").words.contains("等信息公开审查"))
        #expect(
            try await statistics.get(path).forms.allSatisfy { !$0.action.hasSuffix("/decision") })
        let second = try await officeAtWork(city, login: "second")
        #expect(try await decide(second, "1").words.contains("可以发"))
        #expect(try await finance.get(path).status == 200)

        // One that isn't agreed to goes no further.
        _ = try await make("release", "2026-10", city, office)
        try await statistics.get(city.root + "/reports/2")
        let refused = try await statistics.submit(
            city.root + "/reports/2/decision", [("granted", "0"), ("note", "示例：数还要核")])
        #expect(refused.words.contains("不同意发") && refused.words.contains("示例：数还要核"))
        #expect(try await finance.get(city.root + "/reports/2").status == 404)
    }
}
