import Basics
import Tables
import Testing

@Suite("Reading .xlsx")
struct XlsxReadingTests {
    @Test("every type of cell is read for what it is")
    func cellTypes() throws {
        var parts = XlsxParts(
            rows: """
                <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>行内</t></is></c>\
                <c r="D2" t="str"><f>A1&amp;"x"</f><v>甲x</v></c><c r="E2" t="b"><v>1</v></c>\
                <c r="F2" t="e"><v>#REF!</v></c><c r="G2"><v>1.10</v></c>\
                <c r="AB2" t="n"><v> 1E-3 </v></c><c r="AC2" t="d"><v>2026-09-03T10:20:30</v></c></row>
                """)
        parts.sharedStrings = "<si><t>零</t></si><si><t>一</t></si>"
        let row = try #require(try parts.rows().first)
        #expect(row.number == 2)
        #expect(row.cells.map(\.column) == [0, 2, 3, 4, 5, 6, 27, 28])
        let day = try #require(Day(2026, 9, 3))
        #expect(
            row.cells.map(\.value) == [
                .text("一"), .text("行内"), .text("甲x"), .flag(true), .error("#REF!"),
                .number(text: "1.10"), .number(text: "1E-3"), .date(day, secondOfDay: 37_230),
            ])
        #expect(row.cell(3)?.formula == "A1&\"x\"")
    }

    @Test("entities, line ends, CDATA and _x000D_ escapes become their characters")
    func characters() throws {
        var parts = XlsxParts(
            rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                + "<c r=\"C1\" t=\"inlineStr\"><is><t><![CDATA[<甲&乙>]]></t></is></c></row>")
        parts.sharedStrings =
            "<si><t xml:space=\"preserve\"> a&lt;b&amp;c&#x4E2D;&#25991;\r\n_x000D_\n_x005F_x0041_</t></si>"
            + "<si><t/></si>"
        #expect(
            try parts.rows()[0].cells.map(\.value) == [
                .text(" a<b&c中文\n\r\n_x0041_"), .text("<甲&乙>"),
            ])
    }

    @Test("rich text is joined without its reading aids")
    func richText() throws {
        var parts = XlsxParts(rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
        parts.sharedStrings =
            "<si><r><t>东</t></r><r><rPr><b/></rPr><t>屿区</t></r><rPh sb=\"0\" eb=\"1\"><t>dong</t>"
            + "</rPh><phoneticPr fontId=\"1\"/></si>"
        #expect(try parts.rows()[0].cells.map(\.value) == [.text("东屿区")])
    }

    @Test("what a number cell holds that is no number is text")
    func notNumbers() throws {
        let texts = ["2026-09-03", "1.2.3", "-", "1e", "NaN", "0x1F", "12万"]
        let cells = texts.map { "<c><v>\($0)</v></c>" }.joined()
        let rows = try XlsxParts(rows: "<row r=\"1\">\(cells)<c><v>-.5e+3</v></c></row>").rows()
        #expect(rows[0].cells.dropLast().map(\.value) == texts.map { .text($0) })
        #expect(rows[0].cells.last?.value == .number(text: "-.5e+3"))
    }

    @Test("style numbers mean nothing where there are no styles")
    func withoutStyles() throws {
        let rows = try XlsxParts(rows: "<row r=\"1\"><c s=\"3\"><v>1</v></c></row>").rows()
        #expect(rows[0].cells[0].value == .number(text: "1"))
    }

    @Test("rows and cells without a reference follow the one before")
    func withoutReferences() throws {
        let parts = XlsxParts(
            rows: "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c>"
                + "<c><v>4</v></c></row><row><c><v>5</v></c></row>")
        let rows = try parts.rows()
        #expect(rows.map(\.number) == [1, 5, 6])
        #expect(rows[1].cells.map(\.column) == [2, 3])
    }

    @Test("names with a prefix are understood")
    func prefixes() throws {
        var parts = XlsxParts(rows: "")
        parts.sheets[0].xml =
            "<x:worksheet xmlns:x=\"\(XlsxParts.main)\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\">"
            + "<x:v>7</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"A1:B2\"/>"
            + "</x:mergeCells></x:worksheet>"
        let sheet = try parts.read().sheets[0]
        #expect(sheet.rows[0].cells[0].value == .number(text: "7"))
        #expect(sheet.merges == [CellRange(rows: 1...2, columns: 0...1)])
    }

    @Test("rows and cells out of order are put in order, two of one place refused")
    func order() throws {
        let rows = try XlsxParts(
            rows: "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row>"
                + "<row r=\"1\"><c r=\"A1\"><v>3</v></c></row>"
        ).rows()
        #expect(rows.map(\.number) == [1, 3])
        #expect(rows[1].cells.map(\.column) == [0, 1])
        let twice = XlsxParts(
            rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")
        #expect(
            try twice.refusal()?.places == [
                .cell(CellPlace(file: "t.xlsx", sheet: "表", row: 1, column: 0))
            ])
    }

    @Test("hidden sheets, rows and columns are said to be hidden")
    func hidden() throws {
        var parts = XlsxParts(
            rows: "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                + "<row r=\"2\" ht=\"0\" customHeight=\"1\"><c r=\"A2\"><v>1</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row>",
            before: "<cols><col min=\"2\" max=\"3\" width=\"9\" hidden=\"1\"/>"
                + "<col min=\"5\" max=\"5\" width=\"0\"/><col min=\"6\" max=\"6\" width=\"3\"/></cols>"
        )
        parts.sheets.append(("底稿", "state=\"veryHidden\"", XlsxParts.sheet("")))
        let book = try parts.read()
        #expect(book.sheets.map(\.isHidden) == [false, true])
        #expect(book.sheets[0].rows.map(\.isHidden) == [true, true, false])
        #expect(book.sheets[0].hiddenColumns == [1, 2, 4])
    }

    @Test("formulas keep their values; shared ones move along; one without a value is empty")
    func formulas() throws {
        let rows = try XlsxParts(
            rows: """
                <row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">SUM($B1:C$1)+LOG10(B1)*"B1"</f><v>3</v></c>\
                <c r="B1"><f>SUM(C1:C9)</f></c><c r="C1"><f>A1</f><v></v></c>\
                <c r="D1" t="str"><f>""</f><v></v></c></row>
                <row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>
                """
        ).rows()
        #expect(rows[0].cells[0].formula == "SUM($B1:C$1)+LOG10(B1)*\"B1\"")
        #expect(rows[0].cells[0].value == .number(text: "3"))
        #expect(rows[0].cells[1].value == .empty && rows[0].cells[1].formula == "SUM(C1:C9)")
        #expect(rows[0].cells[2].value == .empty && rows[0].cells[2].formula == "A1")
        #expect(rows[0].cells[3].value == .text("") && rows[0].cells[3].formula == "\"\"")
        #expect(rows[1].cells[0].formula == "SUM($B2:C$1)+LOG10(B2)*\"B1\"")
        #expect(rows[1].cells[0].value == .number(text: "4"))
    }

    @Test("values that other files gave are kept, and the first such cell is named")
    func externalLinks() throws {
        var parts = XlsxParts(
            rows: "<row r=\"1\"><c r=\"A1\"><f>表[1]</f><v>1</v></c></row><row r=\"2\"><c r=\"B2\">"
                + "<f>[1]Sheet1!A1</f><v>5</v></c><c r=\"C2\"><f>'[2]签约 项目'!B3</f><v>6</v></c></row>"
        )
        parts.extraLinks =
            "<Relationship Id=\"e\" Type=\"\(XlsxParts.office)/externalLink\" Target=\"x.xml\"/>"
        let book = try parts.read()
        #expect(book.sheets[0].rows[1].cells[0].value == .number(text: "5"))
        #expect(
            book.warnings == [
                Problem(
                    "有\(2)个单元格取自其他文件，按保存时的值读取",
                    at: .cell(CellPlace(file: "t.xlsx", sheet: "表", row: 2, column: 1)))
            ])
    }

    @Test("a chart sheet is left out with a warning")
    func chartSheet() throws {
        var parts = XlsxParts(rows: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
        parts.replaced["xl/workbook.xml"] =
            "<workbook xmlns=\"\(XlsxParts.main)\" xmlns:r=\"\(XlsxParts.office)\"><sheets>"
            + "<sheet name=\"图\" sheetId=\"2\" r:id=\"c\"/><sheet name=\"表\" sheetId=\"1\" r:id=\"r0\"/>"
            + "</sheets></workbook>"
        parts.extraLinks =
            "<Relationship Id=\"c\" Type=\"\(XlsxParts.office)/chartsheet\" Target=\"c.xml\"/>"
        let book = try parts.read()
        #expect(book.sheets.map(\.name) == ["表"])
        #expect(
            book.warnings.first?.place == .cell(CellPlace(file: "t.xlsx", sheet: "图")))
    }

    @Test("a million empty rows are read as none")
    func emptyRows() throws {
        let rows =
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
            + String(repeating: "<row s=\"1\"/>", count: 1_048_575)
        let bytes = try XlsxParts(rows: rows).bytes()
        let book = try readWorkbook(bytes, file: "t.xlsx")
        #expect(book.sheets[0].rows.count == 1)
    }
}
