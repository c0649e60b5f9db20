import Basics
import Foundation
import HTTPTypes
import Pages
import People
import Projects
import Rules
import Storage
import Tables
import Testing
import Web

@Suite("The papers of a meeting")
struct PaperTests {
    private static let name = "=cmd|' /C calc'!A0 <b>&\"电池</b>项目"

    private func meeting() async throws -> (city: TestCity, client: WebClient) {
        let city = try TestCity()
        let client = try await officeAtWork(city)
        let line =
            "\"\(PaperTests.name.replacingOccurrences(of: "\"", with: "\"\""))\""
            + ",\"=HYPERLINK(1)星澜新能源科技有限公司\",52000,签约,正式协议,2026-03-18"
        for month in ["9", "10"] {
            let whole = "2026-" + (month.count == 1 ? "0" : "") + month
            try await client.drop(
                city, whole,
                [
                    ("东屿区\(month)月.csv", unitSheet([line, opticsLine])),
                    ("西岭区\(month)月.csv", unitSheet([line, batteryLine])),
                ])
            try await client.confirmAll(city, whole)
        }
        return (city, client)
    }

    private func paper(
        _ name: String, _ city: TestCity, _ client: WebClient, month: String = "2026-10"
    ) async throws -> [UInt8] {
        let path = city.root + "/dispatch/\(month)/files/" + percentEncoded(name)
        let page = try await client.get(path)
        #expect(page.status == 200, "\(name)")
        return page.bytes
    }

    /// The main part of a .docx, unpacked by a program that is not ours; nil where there is none.
    private func words(of document: [UInt8]) throws -> String? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip") else {
            print("skipped: unzip is not installed")
            return nil
        }
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("paper-\(UUID().uuidString).docx")
        try Data(document).write(to: file)
        defer { unlink(file.path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        process.arguments = ["-p", file.path, "word/document.xml", "word/header*.xml"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private func cells(_ book: [UInt8]) throws -> [SheetCell] {
        try readWorkbook(book, file: "x.xlsx").sheets.flatMap { $0.rows.flatMap(\.cells) }
    }

    @Test(
        "are the same bytes when made again, also after others, by another person and on another day"
    )
    func sameBytes() async throws {
        let (city, client) = try await meeting()
        var first: [String: [UInt8]] = [:]
        for name in DispatchPapers.names { first[name] = try await paper(name, city, client) }
        city.clock.advance(seconds: 86_400 * 3)
        let other = try await officeAtWork(city, login: "second")
        for name in DispatchPapers.names.reversed() {
            #expect(try await paper(name, city, other) == first[name], "\(name)")
        }
        // A sheet that only waits changes nothing; one that counts does.
        try await other.drop(city, "2026-10", [("南汀区10月.csv", unitSheet([batteryLine]))])
        #expect(try await paper("通报.docx", city, other) == first["通报.docx"])
        try await other.confirmAll(city, "2026-10")
        #expect(try await paper("通报.docx", city, other) != first["通报.docx"])
    }

    @Test("a decision whose rows were handed in again is told by another head")
    func handedAgain() async throws {
        let (city, client) = try await meeting()
        let page = try await client.get(city.root + "/suspects/2026-10")
        let action = try #require(page.forms.map(\.action).first { $0.hasSuffix("/decision") })
        try await client.submit(action, [("decision", "same")])
        let before = try await city.store.read { tx in try tx.dataState() }
        let table = try await client.get(city.root + "/dispatch/2026-10")
        let line =
            "\"\(PaperTests.name.replacingOccurrences(of: "\"", with: "\"\""))\""
            + ",\"=HYPERLINK(1)星澜新能源科技有限公司\",52600,签约,正式协议,2026-03-18"
        city.clock.advance(seconds: 60)
        try await client.drop(
            city, "2026-10", [("东屿区10月改.csv", unitSheet([opticsLine, line]))])
        try await client.confirmAll(city, "2026-10")
        let after = try await city.store.read { tx in try tx.dataState() }
        #expect(after != before)
        let found = try await city.store.read { tx in
            try tx.dispatchTable(
                of: Month(2026, 10)!, units: ["dongyu", "xiling"], visibleTo: .all)
        }
        #expect(found.doubled.signed.value == 1 && found.city.now.signed.value == 3)
        let again = try await client.get(city.root + "/dispatch/2026-10")
        #expect(again.status == 200 && again.text != table.text)
    }

    @Test(
        "carry the day of the data, the definitions and the head of the journal, and say they are a sample"
    )
    func stamps() async throws {
        let (city, client) = try await meeting()
        let state = try await city.store.read { tx in try tx.dataState() }
        let head = state.head.description
        let offset = city.folder.zoneOffset
        let day = try #require(state.at).day(offset: offset)
        for name in ["通报.docx", "一区一页.docx"] {
            guard let text = try words(of: await paper(name, city, client)) else { return }
            #expect(text.contains(head), "\(name)")
            #expect(text.contains("数据日 \(day.year)年\(day.month)月\(day.day)日"), "\(name)")
            #expect(text.contains("示例"), "\(name)")
            if name == "通报.docx" {
                #expect(text.contains("签订正式协议且未退出"))
            }
        }
        let book = try cells(await paper("排名.xlsx", city, client)).map { "\($0.value)" }
        for part in [head, "数据日", "签订正式协议且未退出", "示例"] {
            #expect(book.contains { $0.contains(part) }, "\(part)")
        }
    }

    @Test("hold what stands in cells as text, never as formula or markup")
    func harmless() async throws {
        let (city, client) = try await meeting()
        let book = try cells(await paper("排名.xlsx", city, client))
        #expect(book.contains { "\($0.value)".contains("=cmd|") })
        #expect(book.allSatisfy { $0.formula == nil })
        for name in ["通报.docx", "一区一页.docx"] {
            guard let text = try words(of: await paper(name, city, client)) else { return }
            #expect(!text.contains("<b>"), "\(name)")
            if name == "通报.docx" { #expect(text.contains("=cmd|' /C calc'!A0 &lt;b&gt;&amp;")) }
        }
        for path in ["/api/v1/projects", "/api/v1/suspects/2026-10", "/api/v1/dispatch/2026-10"] {
            let page = try await client.get(city.root + path)
            #expect(page.status == 200, "\(path)")
            #expect((page.headers[.contentType] ?? "").hasPrefix("application/json"))
            _ = try JSONValue(parsing: page.text)
        }
        let twin = try JSONValue(parsing: await client.get(city.root + "/api/v1/projects").text)
        #expect(twin.text.contains("=cmd|"))
    }
}
