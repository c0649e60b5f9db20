import Basics
import Foundation
import Tables
import Testing

@Suite("Writing workbooks")
struct WrittenBookTests {
    static let book: WrittenBook = {
        var sheet = WrittenSheet(
            name: "各区[签约]情况", title: "2026年10月各区市签约情况",
            columns: [
                WrittenColumn("区市", width: 14), WrittenColumn("个数", group: "签约"),
                WrittenColumn("总投资", group: "签约"), WrittenColumn("占比"),
                WrittenColumn("数据日"), WrittenColumn("备注", width: 30),
            ],
            rows: [
                WrittenRow([
                    .text("东屿区"), .integer(12), .decimal(34.5, decimals: 2), .percent(0.123),
                    .day(Day(2026, 10, 25)), .text("=cmd|' /C calc'!A0"),
                ]),
                WrittenRow([
                    .text("+1"), .integer(-3), .decimal(.nan, decimals: 2), .empty, .empty,
                    .link("详情", address: "http://127.0.0.1:8080/c/990100"),
                ]),
                WrittenRow(
                    [.text("合计"), .integer(9), .decimal(34.5, decimals: 2)], isStrong: true),
            ])
        sheet.notes = ["单位:亿元  数据日:2026-10-25"]
        sheet.remarks = ["注:不含框架协议。"]
        sheet.page.header = "示例市 A&B"
        sheet.page.footer = "日志 12:ab"
        return WrittenBook(
            title: "排名", createdAt: Instant(microseconds: 1_790_000_000_000_000),
            sheets: [sheet, sheet])
    }()

    @Test("what is written is read back, cell by cell")
    func roundTrip() throws {
        let read = try readWorkbook(Self.book.xlsx(), file: "book.xlsx")
        #expect(read.sheets.map(\.name) == ["各区_签约_情况", "各区_签约_情况(2)"])
        #expect(read.warnings.isEmpty)
        let rows = try #require(read.sheets.first).rows
        #expect(rows.map(\.number) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(rows[0].cell(0)?.value == .text("2026年10月各区市签约情况"))
        #expect(
            rows[2].cells.map(\.value) == [
                .text("区市"), .text("签约"), .text("占比"), .text("数据日"), .text("备注"),
            ])
        #expect(rows[3].cells.map(\.value) == [.text("个数"), .text("总投资")])
        let day = try #require(Day(2026, 10, 25))
        #expect(
            rows[4].cells.map(\.value) == [
                .text("东屿区"), .number(text: "12"), .number(text: "34.5"), .number(text: "0.123"),
                .date(day, secondOfDay: 0), .text("=cmd|' /C calc'!A0"),
            ])
        #expect(rows.allSatisfy { $0.cells.allSatisfy { $0.formula == nil } })
        #expect(
            rows[5].cells.map(\.value) == [
                .text("+1"), .number(text: "-3"), .text("详情"),
            ])
    }

    @Test("two-level headings and the title are merged over their columns")
    func merges() throws {
        let read = try readWorkbook(Self.book.xlsx(), file: "book.xlsx")
        let merges = Set(try #require(read.sheets.first).merges)
        #expect(merges.contains(CellRange(rows: 1...1, columns: 0...5)))
        #expect(merges.contains(CellRange(rows: 3...3, columns: 1...2)))
        #expect(merges.contains(CellRange(rows: 3...4, columns: 0...0)))
    }

    @Test("equal books give equal bytes, however much later")
    func sameBytes() throws {
        let first = try Self.book.xlsx()
        // A zip counts time in steps of two seconds.
        Thread.sleep(forTimeInterval: 2.1)
        #expect(try Self.book.xlsx() == first)
    }

    @Test("a text beyond what a cell holds ends with an ellipsis, a zero inside is dropped")
    func longText() throws {
        let sheet = WrittenSheet(
            name: "", columns: [WrittenColumn("a")],
            rows: [
                WrittenRow([.text(String(repeating: "长", count: 40_000))]),
                WrittenRow([.text("a\0b\u{1}")]),
            ])
        let book = WrittenBook(
            title: "", createdAt: Instant(microseconds: 0), sheets: [sheet])
        let rows = try readWorkbook(book.xlsx(), file: "b").sheets[0].rows
        guard case .text(let text) = rows[1].cells[0].value else {
            Issue.record("no text")
            return
        }
        #expect(text.utf16.count == 32_761 && text.hasSuffix("…"))
        #expect(rows[2].cells[0].value == .text("ab\u{1}"))
    }
}

@Suite("Writing zip files")
struct ZipWritingTests {
    @Test("equal files give equal bytes, and Chinese names stay")
    func sameBytes() throws {
        let entries: [(name: String, bytes: [UInt8])] = [
            ("东屿区.txt", Array("内容".utf8)), ("empty", []),
            ("long", [UInt8](repeating: 65, count: 1_000_000)),
        ]
        let first = try zipArchive(entries)
        #expect(try zipArchive(entries) == first)
        #expect(first.starts(with: [0x50, 0x4B, 0x03, 0x04]))
        #expect(first.count < 10_000)
        #expect(first.firstRange(of: Array("东屿区.txt".utf8)) != nil)
    }
}
