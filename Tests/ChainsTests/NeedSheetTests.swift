import Basics
import Chains
import People
import Sealing
import Storage
import Tables
import TestSupport
import Testing

/// A pasted table as a book.
func needBook(_ table: String) throws -> Workbook {
    try readWorkbook(Array(table.utf8), file: "清单.csv", limits: .ofGuests)
}

@Suite("Sheets of anchor companies")
struct NeedSheetTests {
    private static let heading = "求购或可供,产品,规格要求,年用量（带单位）,现在从哪里来（省、国家或企业）,愿意在本地采购或供应,什么时候要,备注\n"

    private func cell(_ column: Int, _ text: String, formula: String? = nil) -> SheetCell {
        SheetCell(column: column, value: .text(text), formula: formula)
    }

    private func book(_ rows: [SheetRow], merges: [CellRange] = []) -> Workbook {
        Workbook(file: "清单.xlsx", sheets: [Sheet(name: "清单", rows: rows, merges: merges)])
    }

    private func heads() -> SheetRow {
        SheetRow(number: 2, cells: [cell(0, "求购或可供"), cell(1, "产品"), cell(2, "备注")])
    }

    @Test("quantities have a number and a unit")
    func quantities() throws {
        func isRead(_ quantity: String) -> Bool {
            let draft = NeedLineDraft { field in
                [.direction: "求购", .product: "料", .quantity: quantity][field]
            }
            do {
                _ = try draft.checked()
                return true
            } catch { return false }
        }
        for right in ["3000台", "1.2万吨", "12,000 m", "5000㎡", "100 kW·h", "30%"] {
            #expect(isRead(right), "\(right)")
        }
        for wrong in ["3000", "台", "1..2台", ",5台", "1,00台", "1.台", "-5台"] {
            #expect(!isRead(wrong), "\(wrong)")
        }
    }

    @Test("a second sheet with headings, a hidden one and hidden rows are refused")
    func hidden() async throws {
        let rows = [heads(), SheetRow(number: 3, cells: [cell(0, "求购"), cell(1, "电机")])]
        let two = Workbook(
            file: "清单.xlsx",
            sheets: [Sheet(name: "求购", rows: rows), Sheet(name: "可供", rows: rows)])
        #expect(
            try await reasons { _ = try readNeedLines(two) }.first?.contains("可供") == true)
        let old = Workbook(
            file: "清单.xlsx", sheets: [Sheet(name: "去年", isHidden: true, rows: rows)])
        #expect(try await reasons { _ = try readNeedLines(old) }.first?.contains("隐藏") == true)
        let filtered = [
            heads(), SheetRow(number: 3, isHidden: true, cells: [cell(0, "求购"), cell(1, "电机")]),
        ]
        #expect(
            try await reasons { _ = try readNeedLines(book(filtered)) }.first?.contains("隐藏")
                == true)
    }

    @Test("every bad cell is told at once, by row and column, and nothing is taken")
    func badCells() async throws {
        let table =
            Self.heading + "求购,电机,,3000台,江苏,是,2027-03,\n"
            + "想要,,,三千,江苏,也许,明年,\n求购,电机 ,,1台,,,,\n"
        let wrong = try await reasons { _ = try readNeedLines(try needBook(table)) }
        for place in ["A3", "B3", "D3", "F3", "G3", "B4"] {
            #expect(wrong.contains { $0.hasPrefix("清单.csv!\(place)") }, "\(place) in \(wrong)")
        }
        #expect(wrong.count == 6, "\(wrong)")
        let lines = try readNeedLines(
            try needBook(Self.heading + "求购,=SUM(A1),,1.2万吨,江苏,否,2027,@x\n,,,,,,,\n"))
        #expect(lines.map(\.product) == ["=SUM(A1)"] && lines[0].isLocalWanted == false)
    }

    @Test("wrong headings, columns too many, merged cells, formulas and errors are refused")
    func badSheets() async throws {
        #expect(
            try await reasons { _ = try readNeedLines(try needBook("名称,数量\n电机,1\n")) }.first?
                .contains("没有找到表头") == true)
        let more = try await reasons {
            _ = try readNeedLines(try needBook("产品,产品名称,价格\n电机,电机,3\n"))
        }
        #expect(more.contains { $0.contains("有两列") } && more.contains { $0.contains("“价格”") })
        #expect(more.contains { $0.contains("没有“求购或可供”") })
        let row = SheetRow(
            number: 3,
            cells: [cell(0, "求购"), cell(1, "电机", formula: "A1"), cell(5, "没有表头")])
        let broken = SheetRow(
            number: 4,
            cells: [cell(0, "求购"), SheetCell(column: 1, value: .error("#REF!"))])
        let merge = CellRange(rows: 3...4, columns: 0...0)
        let wrong = try await reasons {
            _ = try readNeedLines(book([heads(), row, broken], merges: [merge]))
        }
        for words in ["清单.xlsx!清单!B3: 是公式", "F3: 这一列没有表头", "B4: 是错误值", "A3: 有合并"] {
            #expect(wrong.contains { $0.contains(words) }, "\(words) in \(wrong)")
        }
        // What is merged above the headings is a title.
        let title = CellRange(rows: 1...1, columns: 0...2)
        let plain = SheetRow(number: 3, cells: [cell(0, "可供"), cell(1, "电机")])
        #expect(try readNeedLines(book([heads(), plain], merges: [title])).count == 1)
        #expect(try await reasons { _ = try readNeedLines(book([heads()])) }.count == 1)
    }

    @Test("10,001 rows are one too many")
    func tooMany() async throws {
        func table(_ rows: Int) -> String {
            Self.heading
                + (1...rows).map { "求购,电机,第\($0)型,,,,,\n" }.joined()
        }
        #expect(try readNeedLines(try needBook(table(10_000))).count == 10_000)
        let wrong = try await reasons { _ = try readNeedLines(try needBook(table(10_001))) }
        #expect(wrong.count == 1 && wrong[0].contains("最多10000行"), "\(wrong)")
    }

    @Test(
        "a later sheet is compared: new, changed, gone; older ones are kept",
        arguments: Stores.available)
    func compared(stores: StoreKind) async throws {
        let desk = try await AnchorDesk(stores)
        let anchor = try await desk.recognised()
        let motors = try needLine("求购", "电机", "三相", "3000台", "江苏")
        let seals = try needLine("求购", "密封件", "", "2万件", "德国")
        let casts = try needLine("可供", "铸件", "", "100吨")
        let first = try #require(try await desk.handIn(.whole([motors, seals])))
        #expect(first.new == 2 && first.lines == 2 && first.receipt.hasPrefix("GX20261025"))
        let again = try await desk.handIn(.whole([seals, motors]))
        #expect(again == first, "the same again is no new sheet")
        let more = try needLine("求购", "电机", "三相", "5000台", "江苏")
        let second = try #require(try await desk.handIn(.whole([more, casts])))
        #expect(second.new == 1 && second.changed == 1 && second.gone == 1)
        let third = try #require(try await desk.handIn(.line(seals)))
        #expect(third.new == 1 && third.lines == 3)
        let needs = try await desk.needs(anchor, for: desk.named)
        #expect(needs.map(\.line.product) == ["电机", "密封件", "铸件"], "the line is the one it was")
        let fourth = try #require(try await desk.handIn(.without(needs[1].number)))
        #expect(fourth.gone == 1 && fourth.lines == 2)
        func lines(_ sheet: NeedSheet) async throws -> [String] {
            let reader = Actor.member(desk.named)
            return try await desk.store.read { tx in
                try tx.needLines(of: anchor.number, asOf: sheet.number, for: reader)
            }.map { $0.product + $0.quantity }
        }
        #expect(try await lines(first) == ["电机3000台", "密封件2万件"])
        #expect(try await lines(second) == ["电机5000台", "铸件100吨"])
        #expect(try await lines(third) == ["电机5000台", "密封件2万件", "铸件100吨"])
        let secret = desk.secret
        let changes = try await desk.store.read { tx in
            let guest = try #require(
                try tx.guest(secret, provider: .international, today: AnchorDesk.today))
            return try tx.needChanges(ofGuest: guest, in: second.number)
        }
        #expect(changes.new == ["铸件"] && changes.changed == ["电机"] && changes.gone == ["密封件"])
        let entries = try await desk.store.read { tx in try tx.journal(after: 0, limit: 100) }
        let told = entries.filter { $0.kind.hasPrefix("anchor.") || $0.kind.hasPrefix("need") }
        #expect(told.count { $0.kind == "anchor.sheet" } == 4)
        #expect(
            !told.contains { entry in
                ["电机", "密封件", "3000"].contains { entry.exported(city: "990100").text.contains($0) }
            }, "the journal holds counts only")
    }
}
