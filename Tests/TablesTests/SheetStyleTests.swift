import Basics
import Tables
import Testing

@Suite("What styles say of a cell")
struct SheetStyleTests {
    /// A cell with number `value` in each of the formats, built in or of its own.
    private func values(_ value: String, formats: [String], from1904: Bool = false) throws
        -> [CellValue]
    {
        var definitions = ""
        var styles = ""
        var cells = ""
        for (index, format) in formats.enumerated() {
            let id = Int(format) ?? 200 + index
            if Int(format) == nil {
                let code = format.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
                definitions += "<numFmt numFmtId=\"\(id)\" formatCode=\"\(code)\"/>"
            }
            styles += "<xf numFmtId=\"\(id)\" fontId=\"0\" fillId=\"0\"/>"
            cells += "<c s=\"\(index)\"><v>\(value)</v></c>"
        }
        var parts = XlsxParts(rows: "<row r=\"1\">\(cells)</row>")
        parts.styles = "<numFmts>\(definitions)</numFmts><cellXfs>\(styles)</cellXfs>"
        if from1904 { parts.workbookProperties = "date1904=\"1\"" }
        return try parts.rows()[0].cells.map(\.value)
    }

    @Test("formats that show a year, a month or a day make dates")
    func dates() throws {
        let formats = [
            "14", "22", "31", "57", "yyyy\"年\"m\"月\"", "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy\\-mm\\-dd", "m/d", "[DBNum1][$-804]m\"月\"", "yyyy.mm.dd", "mmm-yy",
            "e\"年\"m\"月\"", "yyyy/m/d h:mm AM/PM", "aaaa",
            "yyyy/mm/dd hh:mm:ss.000",
        ]
        let day = try #require(Day(2026, 9, 3))
        for (format, value) in zip(formats, try values("46268", formats: formats)) {
            #expect(value == .date(day, secondOfDay: 0), "\(format)")
        }
    }

    @Test("formats of amounts, times of day and durations don't")
    func numbers() throws {
        let formats = [
            "0", "1", "4", "20", "45", "46", "49", "General", "0.00\"元/m2\"", "[Red]0.00",
            "#,##0.0_d",
            "h:mm", "[h]:mm:ss", "mm:ss.0", "0.00E+00", "@", "\"yyyy\"0", "#\\d", "h:mm AM/PM",
        ]
        for (format, value) in zip(formats, try values("46268", formats: formats)) {
            #expect(value == .number(text: "46268"), "\(format)")
        }
    }

    @Test(
        "serial numbers become days in both systems",
        arguments: [
            ("1", false, Day(1900, 1, 1), 0), ("59", false, Day(1900, 2, 28), 0),
            ("61", false, Day(1900, 3, 1), 0), ("46268.5", false, Day(2026, 9, 3), 43_200),
            ("46267.999999", false, Day(2026, 9, 3), 0), ("0", true, Day(1904, 1, 1), 0),
            ("44806", true, Day(2026, 9, 3), 0), ("2958465", false, Day(9999, 12, 31), 0),
        ])
    func serials(text: String, from1904: Bool, day: Day?, second: Int) throws {
        let expected = CellValue.date(try #require(day), secondOfDay: second)
        #expect(try values(text, formats: ["14"], from1904: from1904) == [expected])
    }

    @Test("numbers that no day has stay numbers", arguments: ["60", "0", "-1", "2958466", "1e300"])
    func noDays(text: String) throws {
        #expect(try values(text, formats: ["14"]) == [.number(text: text)])
    }

    /// One cell for each pair of font and fill.
    private func marks(fonts: [String], fills: [String]) throws -> [(struck: Bool, red: Bool)] {
        var parts = XlsxParts(rows: "")
        var styles = ""
        var cells = ""
        for index in fonts.indices {
            styles += "<xf numFmtId=\"0\" fontId=\"\(index)\" fillId=\"\(index)\"/>"
            cells += "<c s=\"\(index)\"><v>1</v></c>"
        }
        parts.sheets[0].xml = XlsxParts.sheet("<row r=\"1\">\(cells)</row>")
        let names =
            ["dk1", "lt1", "dk2", "lt2"] + (1...6).map { "accent\($0)" } + ["hlink", "folHlink"]
        let colours =
            ["000000", "FFFFFF", "1F497D", "EEECE1", "4F81BD", "C0504D"]
            + Array(repeating: "00B050", count: 6)
        parts.theme =
            "<a:theme xmlns:a=\"t\"><a:themeElements><a:clrScheme name=\"o\">"
            + zip(names, colours).map { "<a:\($0)><a:srgbClr val=\"\($1)\"/></a:\($0)>" }.joined()
            + "</a:clrScheme></a:themeElements></a:theme>"
        parts.styles =
            "<fonts>" + fonts.map { "<font>\($0)</font>" }.joined() + "</fonts><fills>"
            + fills.map { "<fill>\($0)</fill>" }.joined() + "</fills><cellXfs>\(styles)</cellXfs>"
            + "<dxfs><dxf><font><strike/><color rgb=\"FFFF0000\"/></font></dxf></dxfs>"
        return try parts.rows()[0].cells.map { ($0.isStruckOut, $0.isRed) }
    }

    @Test("letters are struck out or red by rgb, index or theme")
    func letters() throws {
        let fonts: [(String, Bool, Bool)] = [
            ("<strike/>", true, false), ("<strike val=\"0\"/>", false, false),
            ("<color rgb=\"FFFF0000\"/>", false, true), ("<color rgb=\"FFC00000\"/>", false, true),
            ("<color indexed=\"10\"/>", false, true), ("<color indexed=\"8\"/>", false, false),
            ("<color theme=\"5\"/>", false, true), ("<color theme=\"1\"/>", false, false),
            ("<color theme=\"0\"/>", false, false),
            ("<color theme=\"5\" tint=\"0.8\"/>", false, false),
            ("<color rgb=\"FFED7D31\"/>", false, false),
            ("<color rgb=\"FF7030A0\"/>", false, false),
            ("<color auto=\"1\"/>", false, false),
            ("<strike/><color rgb=\"FFFF0000\"/>", true, true),
        ]
        let found = try marks(fonts: fonts.map(\.0), fills: fonts.map { _ in "" })
        for (font, marks) in zip(fonts, found) {
            #expect(marks.struck == font.1 && marks.red == font.2, "\(font.0)")
        }
    }

    @Test("a red ground counts, a pink, a yellow or a patterned one does not")
    func grounds() throws {
        func solid(_ colour: String) -> String {
            "<patternFill patternType=\"solid\"><fgColor \(colour)/></patternFill>"
        }
        let fills: [(String, Bool)] = [
            ("<patternFill patternType=\"none\"/>", false), (solid("rgb=\"FFFF0000\""), true),
            (solid("rgb=\"FFFFC7CE\""), false), (solid("rgb=\"FFFFFF00\""), false),
            (solid("indexed=\"2\""), true), (solid("theme=\"5\" tint=\"0.7999\""), false),
            (
                "<patternFill patternType=\"gray125\"><fgColor rgb=\"FFFF0000\"/></patternFill>",
                false
            ),
        ]
        let found = try marks(fonts: fills.map { _ in "" }, fills: fills.map(\.0))
        for (fill, marks) in zip(fills, found) { #expect(marks.red == fill.1, "\(fill.0)") }
    }

    @Test("rich text is struck out where all of its runs are")
    func richRuns() throws {
        var parts = XlsxParts(
            rows: "<row r=\"1\">" + (0..<4).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined()
                + "</row>")
        let struck = "<r><rPr><strike/><color rgb=\"FFFF0000\"/></rPr><t>退出</t></r>"
        let plain = "<r><rPr><sz val=\"11\"/></rPr><t>仍在</t></r>"
        parts.sharedStrings =
            "<si>\(struck)\(struck)</si><si>\(struck)\(plain)</si><si><r><t>仍在</t></r>\(struck)</si>"
            + "<si>\(struck)<r><t xml:space=\"preserve\"> </t></r></si>"
        let cells = try parts.rows()[0].cells
        #expect(cells.map(\.isStruckOut) == [true, false, false, true])
        #expect(cells.map(\.isRed) == [true, false, false, true])
    }
}
