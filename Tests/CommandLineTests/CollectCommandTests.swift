import Basics
import Foundation
import Tables
import TestSupport
import Testing

@Suite("headwater collect")
struct CollectCommandTests {
    @Test("a sheet is taken, printed and known the second time", arguments: Stores.available)
    func taken(stores: StoreKind) async throws {
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let file = try program.file("month-1/东屿区9月.csv", oneProject)
        let first = try await program.run("collect", file, "--month", "2026-09")
        #expect(first.code == 0, "\(first.err)")
        let value = try #require(try first.values.first)
        #expect(value["file"]?.string == "东屿区9月.csv")
        #expect(value["path"]?.string == "month-1/东屿区9月.csv")
        #expect(value["district"]?.string == "东屿区" && value["row"]?.integer == 2)
        #expect(value["total_fen"]?.integer == 52_000_000_000)
        let again = try await program.run("collect", file, "--month", "2026-09")
        #expect(again.code == 0 && again.out == first.out)
        #expect(again.err.contains("这份表收过了，没有重复计入"))
        let list = try await program.run("projects", "list")
        #expect(try list.values.count == 1)
        let id = try #require(try list.values.first?["id"]?.string)
        let shown = try await program.run("projects", "show", id)
        #expect(shown.code == 0)
        #expect(try shown.values.map { $0["round"]?.string } == [nil, "2026-09"])
    }

    @Test("a dry run prints and saves nothing")
    func dryRun() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let file = try program.file("东屿区9月.csv", oneProject)
        let tried = try await program.run("collect", file, "--month", "2026-09", "--dry-run")
        #expect(try tried.code == 0 && tried.values.count == 1)
        #expect(try await program.run("projects", "list").out.isEmpty)
        let head = try await program.run("journal", "verify")
        #expect(head.out == "0:" + String(repeating: "0", count: 64) + "\n")
    }

    @Test("all bad files are refused at once, each named, and the good one with them is not taken")
    func allAtOnce() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        var names = try [
            program.file("东屿区9月.csv", oneProject),
            program.file("蓬莱区9月.csv", oneProject),
            program.file("西岭区8月.csv", oneProject),
            program.file("table.csv", oneProject),
            program.file("南汀区9月.csv", "这里没有表\n只有两行话\n"),
            program.file("北塬区9月.csv", "项目名称,投资方\n\"没有配对,甲公司\n乙,丙\n"),
        ]
        let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        for name in ["云栖区9月.xls", "临泓区9月.et", "安澜市9月.wps"] {
            names.append(try program.file(name, ole + [UInt8](repeating: 0, count: 600)))
        }
        var mixed = Array("项目名称,投资方\n钠电项目,星澜公司\n".utf8)
        // «光学项目,瞻远公司» in GB18030.
        mixed += [
            0xB9, 0xE2, 0xD1, 0xA7, 0xCF, 0xEE, 0xC4, 0xBF, 0x2C, 0xD5, 0xB0, 0xD4, 0xB6, 0xB9,
            0xAB, 0xCB, 0xBE, 0x0A,
        ]
        names.append(try program.file("清溪县9月.csv", mixed))
        names.append("没有这份.xlsx")
        let refused = try await program.run(
            ["collect"] + names + ["--month", "2026-09"], place: program.place)
        #expect(refused.code == 1 && refused.out.isEmpty)
        func said(_ name: String, _ words: String, place: String = "") {
            let found = refused.err.split(separator: "\n").contains {
                $0.hasPrefix(name + place) && $0.contains(words)
            }
            #expect(found, "\(name) \(words) in \(refused.err)")
        }
        said("蓬莱区9月.csv", "不在本市单位之列，相近的有：")
        said("西岭区8月.csv", "写的不是2026年9月")
        said("table.csv", "看不出是哪个单位的表，请指明单位")
        said("南汀区9月.csv", "没有找到项目表")
        said("北塬区9月.csv", "引号没有配对", place: ":2")
        for name in ["云栖区9月.xls", "临泓区9月.et", "安澜市9月.wps"] {
            said(name, "请另存为 .xlsx")
        }
        said("清溪县9月.csv", "编码", place: ":3")
        said("没有这份.xlsx", "没有这个文件")
        #expect(!refused.err.contains("东屿区9月.csv:"))
        #expect(try await program.run("projects", "list").out.isEmpty)
    }

    @Test("--accept-good takes what can be read and ends with 1")
    func acceptGood() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let good = try program.file("东屿区9月.csv", oneProject)
        let bad = try program.file("西岭区9月.csv", "什么也没有\n")
        let done = try await program.run(
            "collect", bad, good, "--month", "2026-09", "--accept-good")
        #expect(try done.code == 1 && done.values.count == 1)
        #expect(done.err.contains("西岭区9月.csv") && done.err.contains("1处没有收，其余已收"))
        #expect(try await program.run("projects", "list").values.count == 1)
    }

    @Test("an unknown unit is settled by --unit, by name, short name or identifier")
    func namedUnit() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let file = try program.file("蓬莱区9月.csv", oneProject)
        let near = try program.file("东宇区9月.csv", oneProject)
        let unknown = try await program.run("collect", near, "--month", "2026-09")
        #expect(unknown.code == 1 && unknown.err.contains("“东宇区”"))
        #expect(unknown.err.contains("相近的有：东屿区"))
        for unit in ["东屿区", "东屿", "dongyu"] {
            let settled = try await program.run(
                "collect", file, "--month", "2026-09", "--unit", unit, "--dry-run")
            #expect(settled.code == 0, "\(unit): \(settled.err)")
            #expect(try settled.values.first?["district"]?.string == "东屿区")
        }
        let wrong = try await program.run("collect", file, "--month", "2026-09", "--unit", "蓬莱")
        #expect(wrong.code == 1 && wrong.err.contains("没有“蓬莱”这个报送单位"))
    }

    @Test("packages that would harm are refused with their reason")
    func harmfulPackages() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let blank = String(repeating: " ", count: 40_000_000)
        let names = [
            try program.file("东屿区9月.xlsx", workbook(rows: "", before: blank)),
            try program.file("西岭区9月.xlsx", workbook(rows: "", doctype: true)),
            try program.file("南汀区9月.xlsx", workbook(rows: formulas)),
        ]
        let refused = try await program.run(
            ["collect"] + names + ["--month", "2026-09"], place: program.place)
        #expect(refused.code == 1 && refused.out.isEmpty)
        #expect(refused.err.contains("东屿区9月.xlsx: 文件里的“xl/worksheets/sheet1.xml”压缩比异常"))
        #expect(refused.err.contains("西岭区9月.xlsx"))
        #expect(refused.err.contains("（DOCTYPE），不予读取"))
        // Each cell that holds a formula and no value is named.
        #expect(refused.err.contains("南汀区9月.xlsx!表!C2"))
        #expect(try await program.run("projects", "list").out.isEmpty)
    }

    @Test("wrong words end with 2, a refusal with 1, a database that is away with 3")
    func exitCodes() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let file = try program.file("东屿区9月.csv", oneProject)
        for words in [["collect", "--month", "2026-09"], ["collect", file], ["nonsense"]] {
            let ran = try await program.run(words, place: [])
            #expect(ran.code == 2 && ran.out.isEmpty && !ran.err.isEmpty, "\(words)")
        }
        #expect(try await program.run(["--help"], place: []).code == 0)
        let month = try await program.run("collect", file, "--month", "2026-9")
        #expect(month.code == 1 && month.err == "--month: 月份应写作 2026-10\n")
        let away = try await program.run(
            ["collect", file, "--month", "2026-09"],
            place: ["--database", "postgres://nobody@127.0.0.1:1/none"])
        #expect(away.code == 3 && away.out.isEmpty && !away.err.isEmpty)
    }

    @Test("--as acts with that member's rights and sees that member's projects")
    func actingAs() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let own = try program.file("东屿区9月.csv", oneProject)
        let other = try program.file(
            "西岭区9月.csv",
            table(["光学镜头模组智能工厂,瞻远光电（集团）有限公司,18600,签约,正式协议,2026-08-21"]))
        for (login, unit, role) in [
            ("dy", "dongyu", "district"), ("sys", "headquarters", "system_administrator"),
        ] {
            let added = try await program.run(
                "members", "add", login, "--name", "测试", "--unit", unit, "--role", role)
            #expect(added.code == 0, "\(added.err)")
        }
        let foreign = try await program.run("collect", other, "--month", "2026-09", "--as", "dy")
        #expect(foreign.code == 1 && foreign.err.contains("西岭区9月.csv: 这份表里有别的单位的项目"))
        #expect(try await program.run("collect", own, "--month", "2026-09", "--as", "dy").code == 0)
        #expect(try await program.run("collect", other, "--month", "2026-09").code == 0)
        #expect(try await program.run("projects", "list").values.count == 2)
        let seen = try await program.run("projects", "list", "--as", "dy")
        #expect(try seen.values.map { $0["district"]?.string } == ["东屿区"])
        #expect(try await program.run("projects", "list", "光学", "--as", "dy").out.isEmpty)
        #expect(try await program.run("projects", "list", "--as", "sys").out.isEmpty)
        let administrator = try await program.run(
            "collect", own, "--month", "2026-09", "--as", "sys")
        #expect(administrator.code == 1 && administrator.out.isEmpty)
        let nobody = try await program.run("projects", "list", "--as", "nobody")
        #expect(nobody.code == 1 && nobody.err.contains("没有“nobody”这个账号"))
    }

    @Test("the three administrators of a new city are appointed once")
    func firstAdministrators() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let three = ["--system", "zhang=张一", "--security", "wang=王二", "--audit", "li=李三"]
        let unit = ["--unit", "headquarters"]
        let wrong = try await program.run(
            ["members", "first", "--system", "张一", "--security", "wang=王二", "--audit", "li=李三"]
                + unit, place: program.place)
        #expect(wrong.code == 1 && wrong.err.contains("--system: 应写作 登录名=姓名"))
        let words = ["members", "first"] + three + unit
        let done = try await program.run(words, place: program.place)
        #expect(done.code == 0, "\(done.err)")
        let lines = done.out.split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(lines.map(\.first) == ["zhang", "wang", "li"])
        #expect(Set(lines.map { $0.last ?? "" }).count == 3)
        let again = try await program.run(words, place: program.place)
        #expect(again.code == 1 && again.err.contains("首任管理员已经设立"))
    }

    @Test("ledgers that can't be told apart by year are all named, and none is taken")
    func ledgerYears() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let heading = "项目名称,投资方,总投资（万元）,签约时间,区市"
        let line = ["钠离子电池正极材料项目,星澜新能源科技有限公司,52000,2025-03-18,东屿区"]
        let good = try program.file("2025年台账.csv", table(line, heading: heading))
        let other = try program.file("台账.csv", table(line, heading: heading))
        let refused = try await program.run(
            "import", "projects", good, other, "不在.csv")
        #expect(refused.code == 1 && refused.out.isEmpty)
        #expect(refused.err.contains("台账.csv: 看不出是哪一年的台账，请用 --year 说明"))
        #expect(refused.err.contains("不在.csv: "))
        #expect(try await program.run("projects", "list").out.isEmpty)
        let done = try await program.run("import", "projects", good)
        #expect(done.code == 0, "\(done.err)")
        #expect(try await program.run("projects", "list").values.count == 1)
    }

    @Test("formulas and markup in cells stay text in what is printed and exported")
    func harmlessCells() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let name = "=cmd|' /C calc'!A0 <script>alert(1)</script> & 项目"
        let file = try program.file(
            "东屿区9月.csv",
            table(["\"\(name)\",\"@SUM(1+1)*公司\",52000,签约,正式协议,2026-03-18"]))
        let taken = try await program.run("collect", file, "--month", "2026-09")
        #expect(try taken.values.first?["name"]?.string == name, "\(taken.err)")
        let written = try await program.run("export", "projects", "--to", "台账.xlsx")
        #expect(written.code == 0, "\(written.err)")
        let bytes = [UInt8](
            try Data(contentsOf: program.root.appendingPathComponent("台账.xlsx")))
        let book = try readWorkbook(bytes, file: "台账.xlsx")
        let cells = book.sheets[0].rows.flatMap(\.cells)
        #expect(cells.contains { $0.value == .text(name) })
        #expect(cells.allSatisfy { $0.formula == nil })
        let own = try await program.run(
            "export", "projects", "--to", "上报.xlsx", "--layout", "export-province")
        #expect(own.code == 0, "\(own.err)")
        let sent = [UInt8](
            try Data(contentsOf: program.root.appendingPathComponent("上报.xlsx")))
        let shown = try readWorkbook(sent, file: "上报.xlsx").sheets[0].rows.flatMap(\.cells)
        #expect(shown.contains { $0.value == .text(name) } && shown.count > cells.count)
        let unknown = try await program.run(
            "export", "projects", "--to", "x.xlsx", "--layout", "y")
        #expect(unknown.code == 1 && unknown.err.contains("版式只有full summary export-province"))
    }

    private var formulas: String {
        let head = ["项目名称", "投资方", "总投资（万元）"].enumerated().map { index, text in
            "<c r=\"\(["A", "B", "C"][index])1\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }.joined()
        return "<row r=\"1\">\(head)</row><row r=\"2\">"
            + "<c r=\"A2\" t=\"inlineStr\"><is><t>钠电项目</t></is></c>"
            + "<c r=\"B2\" t=\"inlineStr\"><is><t>星澜公司</t></is></c>"
            + "<c r=\"C2\"><f>D2*2</f></c></row>"
    }
}

/// A workbook of one sheet, from its bare parts.
func workbook(rows: String, before: String = "", doctype: Bool = false) throws -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func links(_ kind: String, _ target: String) -> String {
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"r0\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/></Relationships>"
    }
    let parts = [
        ("_rels/.rels", links("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
                + "<sheet name=\"表\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>"
        ),
        ("xl/_rels/workbook.xml.rels", links("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/worksheets/sheet1.xml",
            "<?xml version=\"1.0\"?>" + (doctype ? "<!DOCTYPE x [<!ENTITY a \"b\">]>" : "")
                + "<worksheet xmlns=\"\(main)\">\(before)<sheetData>\(rows)</sheetData></worksheet>"
        ),
    ]
    return try zipArchive(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
}
