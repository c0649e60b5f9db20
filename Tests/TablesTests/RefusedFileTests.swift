import Basics
import Drawing
import Tables
import Testing

@Suite("Files that are refused")
struct RefusedFileTests {
    private func reason(_ bytes: [UInt8], limits: TableLimits = .standard) -> UnreadableFile.Reason?
    {
        do {
            _ = try readWorkbook(bytes, file: "f", limits: limits)
            return nil
        } catch let refusal as UnreadableFile {
            return refusal.reason
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    private static let oneCell = XlsxParts(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")

    @Test("other spreadsheets are asked for as .xlsx, whatever they are called")
    func otherSpreadsheets() throws {
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(reason(ole + [UInt8](repeating: 0, count: 600)) == .otherSpreadsheet)
        var name: [UInt8] = []
        for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
        #expect(reason(ole + [UInt8](repeating: 0, count: 600) + name) == .encrypted)
        #expect(reason([0x09, 0x08, 0x10, 0, 0, 6, 5, 0, 0, 0]) == .otherSpreadsheet)
        #expect(reason(Array("\u{FEFF} <html><table><tr>".utf8)) == .otherSpreadsheet)
        let old =
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
        #expect(reason(Array(old.utf8)) == .otherSpreadsheet)
        let calc = try zipArchive([
            ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
        ])
        #expect(reason(calc) == .otherSpreadsheet)
        #expect(reason(try zipArchive([("xl/workbook.bin", [1])])) == .otherSpreadsheet)
        let refusal = UnreadableFile(file: "f.et", .otherSpreadsheet)
        #expect(Lexicon.chinese.text(refusal.problems[0].message).contains("请另存为 .xlsx"))
        #expect(refusal.problems[0].place == .cell(CellPlace(file: "f.et")))
    }

    @Test("what is no table is said to be none")
    func noTables() throws {
        #expect(reason([]) == .empty)
        #expect(reason(Array("\n\n".utf8)) == .empty)
        #expect(reason(Array("%PDF-1.7".utf8)) == .notATable)
        #expect(reason([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]) == .notATable)
        #expect(reason(try zipArchive([("a.txt", [65])])) == .notATable)
        let document = OfficialDocument(
            title: "通报", body: [], createdAt: Instant(microseconds: 0))
        #expect(reason(try document.docx()) == .notATable)
    }

    @Test("a file cut off anywhere is refused as damaged, never read in part")
    func cutOff() throws {
        let bytes = try Self.oneCell.bytes()
        for count in stride(from: 4, to: bytes.count - 1, by: 7) {
            #expect(reason(Array(bytes[..<count])) == .damaged, "\(count)")
        }
    }

    @Test("a byte changed inside the package is found by its checksum")
    func changedByte() throws {
        let bytes = try Self.oneCell.bytes()
        var refused = 0
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x10
            do {
                _ = try readWorkbook(changed, file: "f")
            } catch is UnreadableFile {
                refused += 1
            }
        }
        // The rest are times, attributes and names of parts that nothing refers to.
        #expect(refused * 2 > bytes.count)
    }

    @Test("missing parts are named")
    func missingParts() throws {
        var parts = Self.oneCell
        parts.replaced = ["xl/worksheets/sheet1.xml": nil]
        #expect(try parts.refusal()?.reason == .missingPart("xl/worksheets/sheet1.xml"))
        parts.replaced = ["xl/workbook.xml": nil]
        #expect(try parts.refusal()?.reason == .missingPart("xl/workbook.xml"))
        parts.replaced = ["xl/_rels/workbook.xml.rels": nil]
        #expect(try parts.refusal()?.reason == .missingPart("xl/_rels/workbook.xml.rels"))
        parts = XlsxParts(rows: "<row r=\"1\"><c t=\"s\"><v>3</v></c></row>")
        parts.sharedStrings = "<si><t>a</t></si>"
        #expect(
            try parts.refusal()?.places == [
                .cell(CellPlace(file: "t.xlsx", sheet: "表", row: 1, column: 0))
            ])
        parts.replaced = ["xl/sharedStrings.xml": nil]
        #expect(try parts.refusal()?.reason == .missingPart("xl/sharedStrings.xml"))
    }

    @Test("a DOCTYPE is refused in every part")
    func documentTypes() throws {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
        var parts = Self.oneCell
        parts.sharedStrings = "<si><t>a</t></si>"
        parts.styles = "<cellXfs><xf/></cellXfs>"
        for name in [
            "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
            "xl/_rels/workbook.xml.rels", "_rels/.rels",
        ] {
            parts.replaced = [name: "<?xml version=\"1.0\"?>" + bomb + "<x/>"]
            #expect(try parts.refusal()?.reason == .documentType(name))
        }
    }

    @Test(
        "markup that is broken is refused with the part",
        arguments: [
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&bad;</t></is></c></row>",
            "<worksheet><sheetData><row r=\"x\"/></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1048577\"/></sheetData></worksheet>",
            "<worksheet><sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData/><mergeCells><mergeCell ref=\"A0:B2\"/></mergeCells></worksheet>",
            "<worksheet/>", "",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData/></worksheet>",
            "<worksheet><sheetData><row r=1></row></sheetData></worksheet>",
        ])
    func brokenMarkup(xml: String) throws {
        var parts = Self.oneCell
        parts.sheets[0].xml = xml
        #expect(try parts.refusal()?.reason == .malformedPart("xl/worksheets/sheet1.xml"))
    }

    @Test("what unpacks to far more than it should is not unpacked")
    func bombs() throws {
        var parts = Self.oneCell
        parts.sheets[0].xml = XlsxParts.sheet(String(repeating: " ", count: 40_000_000))
        #expect(try parts.refusal()?.reason == .packedTooTightly("xl/worksheets/sheet1.xml"))
        var limits = TableLimits.standard
        limits.partBytes = 1_000_000
        #expect(try parts.refusal(limits: limits)?.reason == .tooLarge(.partBytes, 1_000_000))
    }

    @Test("each bound is named with its number")
    func bounds() throws {
        var limits = TableLimits.standard
        func reason(_ rows: String, after: String = "") throws -> UnreadableFile.Reason? {
            try XlsxParts(rows: rows, after: after).refusal(limits: limits)?.reason
        }
        let three = (1...3).map { "<row r=\"\($0)\"><c><v>1</v></c><c><v>2</v></c></row>" }.joined()
        limits.rows = 2
        #expect(try reason(three) == .tooLarge(.rows, 2))
        limits = .standard
        limits.cells = 5
        #expect(try reason(three) == .tooLarge(.cells, 5))
        limits = .standard
        limits.columns = 1
        #expect(try reason(three) == .tooLarge(.columns, 1))
        limits = .standard
        limits.merges = 1
        let merges = "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"
        #expect(try reason(three, after: merges) == .tooLarge(.merges, 1))
        limits = .standard
        limits.parts = 2
        #expect(try reason(three) == .tooLarge(.parts, 2))
        limits = .standard
        limits.fileBytes = 10
        #expect(try reason(three) == .tooLarge(.fileBytes, 10))
        limits = .standard
        limits.sheets = 1
        var parts = XlsxParts(rows: three)
        parts.sheets.append(parts.sheets[0])
        #expect(try parts.refusal(limits: limits)?.reason == .tooLarge(.sheets, 1))
        limits = .standard
        limits.sharedTexts = 1
        parts = XlsxParts(rows: three)
        parts.sharedStrings = "<si><t>a</t></si><si><t>b</t></si>"
        #expect(try parts.refusal(limits: limits)?.reason == .tooLarge(.sharedTexts, 1))
        limits = .standard
        limits.heldBytes = 300_000
        let long =
            "<row r=\"1\"><c t=\"str\"><v>\(String(repeating: "字", count: 200_000))</v></c></row>"
        #expect(try reason(long) == .tooLarge(.heldBytes, 300_000))
    }

    @Test("markup broken by chance is refused or read, never a crash", arguments: UInt64(1)...8)
    func chance(seed: UInt64) throws {
        var lots = Lots(seed: seed)
        var parts = XlsxParts(
            rows: "<row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c><c r=\"B1\">"
                + "<f t=\"shared\" si=\"0\" ref=\"B1:B2\">A1</f><v>1.5</v></c></row><row r=\"2\">"
                + "<c r=\"A2\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>&amp;甲</t></r></is></c></row>",
            before: "<cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols>",
            after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")
        parts.sharedStrings = "<si><t xml:space=\"preserve\">a_x000D_</t></si>"
        parts.styles = "<fonts><font/></fonts><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
        let whole = Array(parts.sheets[0].xml.unicodeScalars)
        for _ in 0..<150 {
            var changed = whole
            for _ in 0...lots.draw(4) {
                let place = lots.draw(changed.count)
                switch lots.draw(3) {
                case 0: changed.remove(at: place)
                case 1: changed[place] = whole[lots.draw(whole.count)]
                default: changed.insert(contentsOf: changed[place...].prefix(20), at: place)
                }
            }
            parts.sheets[0].xml = String(String.UnicodeScalarView(changed))
            _ = try parts.refusal()
        }
    }
}
