import Basics
import Companies
import Rules
import Storage
import Tables
import TestSupport
import Testing

/// Files of companies as they come in. All companies are invented (示例).
@Suite("Registers are read")
struct RegisterReadingTests {
    private let codes = ["91990100MA990001X7", "91990100MA99000287", "91990100MA99000362"]

    @Test(
        "the export sheets of the usual vendors, under a title and the date of the export",
        arguments: [
            ("qichacha", "企业名称,登记状态,法定代表人,注册资本,成立日期,统一社会信用代码,企业注册地址,曾用名,网址,英文名"),
            ("tianyancha", "公司名称,经营状态,法定代表人,注册资本,成立日期,统一社会信用代码,注册地址,曾用名,网址,英文名称"),
            ("qixinbao", "企业名称,经营状态,法定代表人,注册资本,成立日期,统一社会信用代码,地址,曾用名,官网,英文名称"),
            ("aiqicha", "企业名称,经营状态,法定代表人,注册资本,成立日期,统一社会信用代码,注册地址,曾用名,官网,英文名"),
            ("gsxt", "企业名称,登记状态,法定代表人,注册资本,成立日期,统一社会信用代码,住所,曾用名,网址,英文名"),
        ])
    func presets(id: String, headings: String) async throws {
        let layouts = try shippedLayouts()
        #expect(layouts.count == 5)
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let text = """
            示例导出表,,,,,,,,,
            导出时间：2026-10-25,,,,,,,,,

            \(headings)
            示例澜石装备有限公司,存续,示例人,500万元人民币,2015年6月18日,\(codes[0]),示例市东屿区1号,示例老澜石有限公司；示例旧澜石有限公司,-,Lanshi Example Co.; Ltd
            示例空行有限公司,存续,,-,-,-,-,-,-,-

            """
        let layout = RegisterLayout(id: id, layout: try #require(layouts[id]))
        #expect(try await office.take(text, layout).new == 2)
        let company = try #require(try await office.listed().first { $0.creditCode != nil })
        #expect(company.name == "示例澜石装备有限公司" && company.creditCode == codes[0])
        #expect(company.foundedOn == Day(2015, 6, 18) && company.address == "示例市东屿区1号")
        #expect(company.registeredCapital == "500万元人民币" && company.website == nil)
        #expect(company.formerNames == ["示例老澜石有限公司", "示例旧澜石有限公司"])
        let empty = try #require(try await office.listed().first { $0.creditCode == nil })
        #expect(empty.address == nil && empty.formerNames.isEmpty)
        let register = try readRegister(Array(text.utf8), file: "示例.csv", as: layout)
        #expect(register.left.contains { $0.heading == "法定代表人" && $0.cells == 1 })
        #expect(register.passedOver == 2 && register.count == 2)
    }

    @Test("one register in every format, packed or not, gives the same")
    func formats() async throws {
        let headings = ["企业名称", "统一社会信用代码", "成立日期", "品牌", "地址"]
        let rows = [
            ["示例甲有限公司", codes[0], "2015-06-18", "甲牌、乙牌", "示例路1号"],
            ["示例乙有限公司", codes[1], "", "", "示例路2号"],
        ]
        let csv = ([headings] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
        let lines = rows.map { row in
            JSONValue.object(
                zip(headings, row).map { JSONMember($0, $1.isEmpty ? .null : .string($1)) }
            ).text
        }
        let sheet = WrittenSheet(
            name: "企业", title: "示例导出", columns: headings.map { WrittenColumn($0) },
            rows: rows.map { row in WrittenRow(row.map { WrittenCell.text($0) }) })
        let book = WrittenBook(
            title: "示例", createdAt: CompanyOffice.noon,
            sheets: [WrittenSheet(name: "空", columns: [], rows: []), sheet])
        var seen: Set<[[String?]]> = []
        for (name, bytes) in [
            ("名录.csv", Array(csv.utf8)), ("名录.xlsx", try book.xlsx()),
            ("名录.jsonl", Array(lines.joined(separator: "\n").utf8)),
        ] {
            for (file, given) in [(name, bytes), (name + ".gz", gzipped(bytes))] {
                let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
                let (register, plan) = try await office.read(given, file)
                #expect(register.refusedCount == 0, "\(file) \(printed(register.problems))")
                let begun = try await office.store.write { tx in try tx.begin(plan, leavingOut: [])
                }
                let part = try #require(register.part(from: 0, in: office.world))
                try await office.store.write { tx in _ = try tx.take(part, after: begun, plan) }
                seen.insert(try await office.listed().map(\.values))
            }
        }
        #expect(seen.count == 1 && seen.first?.count == 2, "\(seen)")
    }

    @Test("what no company can be is refused with its row and column, all at once")
    func badRows() throws {
        let long = String(repeating: "长", count: 500)
        let text = """
            企业名称,统一社会信用代码,工商注册号,地址
            ,\(codes[0]),,有码无名
            一,,,一个字
            \(long),,,五百字
            ……,,,只有标点
            示例甲有限公司,91990100MA990001X8,,码错
            示例乙有限公司,,440301103097412,号错
            示例丙有限公司,\(codes[1]),\(codes[2]),两个码

            示例丁有限公司,,,好的一行
            """
        let register = try readRegister(Array(text.utf8), file: "名录.csv")
        let problems = printed(register.problems)
        #expect(register.count == 8 && register.refusedCount == 7, "\(problems)")
        for expected in [
            "名录.csv!A2: 没有企业名称", "名录.csv!A3: 企业名称只有一个字：一", "名录.csv!A4: 名称最多200个字",
            "名录.csv!A5: 名称里一个字也没有：……", "名录.csv!B6: 信用代码不合 GB 32100-2015：91990100MA990001X8",
            "名录.csv!C7: 工商注册号须为15位", "名录.csv!C8: 一行里有两个统一社会信用代码：",
        ] {
            #expect(problems.contains { $0.hasPrefix(expected) }, "\(expected) in \(problems)")
        }
    }

    @Test("rows of one code and two names are refused on both sides; of one name they are joined")
    func repeatedCodes() throws {
        let text = """
            企业名称,统一社会信用代码,工商注册号,品牌
            示例甲有限公司,\(codes[0]),,甲牌
            示例乙有限公司,\(codes[0]),,
            示例丙（示例市）有限公司,\(codes[1]),,丙牌
            示例丙(示例市)有限公司,,,丁牌
            示例丙（示例市）有限公司,\(codes[2]),,
            示例丙（示例市）有限公司,,,
            示例戊有限公司,,,
            示例戊有限公司,,,
            示例己有限公司,,,己牌
            示例己有限公司,91990100MA9900044W,,
            """
        let register = try readRegister(Array(text.utf8), file: "名录.csv")
        let problems = printed(register.problems)
        #expect(register.refusedCount == 4, "\(problems)")
        #expect(
            problems.contains(
                "名录.csv!B2: 统一社会信用代码 \(codes[0]) 与第 3 行相同（示例甲有限公司／示例乙有限公司）"))
        #expect(
            problems.contains(
                "名录.csv!B3: 统一社会信用代码 \(codes[0]) 与第 2 行相同（示例乙有限公司／示例甲有限公司）"))
        // Wherever they stand: before, between or after the two that have a code.
        for row in [5, 7] {
            #expect(problems.contains { $0.contains("A\(row): 与第 4、6 行同名而号码不同") })
        }
        let notes = printed(register.notes)
        #expect(notes.contains { $0.contains("!10: 与第 11 行是同一家企业，合为一条") }, "\(notes)")
        #expect(notes.contains { $0.contains("与第 8 行是同一家企业，合为一条") })
    }

    @Test("a credit code in the column of registration numbers is one, and the other way round")
    func codesInTheWrongColumn() throws {
        let text = """
            企业名称,统一社会信用代码,工商注册号
            示例甲有限公司,,\(codes[0])
            示例乙有限公司,110000000000017,
            """
        let register = try readRegister(Array(text.utf8), file: "名录.csv")
        #expect(register.refusedCount == 0, "\(printed(register.problems))")
    }

    @Test("a file without a name's heading, and one with nothing in it, are refused whole")
    func noRegister() throws {
        for (text, wrong) in [
            ("甲,乙\n1,2\n", "没有找到企业名称的表头"), ("企业名称,地址\n", "一家企业也没有"), ("", "文件是空的"),
        ] {
            do {
                _ = try readRegister(Array(text.utf8), file: "名录.csv")
                Issue.record("was read: \(text)")
            } catch let refusal as any Refusal {
                #expect(printed(refusal.problems).contains { $0.contains(wrong) })
            }
        }
    }

    @Test("a layout's own mistakes are named with their lines")
    func wrongLayouts() throws {
        let text = """
            id: own-sheet
            name: 示例
            kind: columns
            since: 2020-01-01
            basis: sample of 示例
            columns:
              name: [企业名称, 企业名称]
              boss: [法定代表人]
            """
        do {
            _ = try readColumnLayout(Array(text.utf8), file: "示例.yaml")
            Issue.record("was read")
        } catch {
            #expect(
                printed(error.problems) == [
                    "示例.yaml:8: 不认识的键“boss”", "示例.yaml:7: 表头“企业名称”写了两次",
                ])
        }
    }
}

extension Company {
    /// Equal where two runs made the same.
    fileprivate var values: [String?] {
        [
            name, standing.rawValue, brand, creditCode, foundedOn?.description,
            registeredCapital, address, website, intro,
        ] + formerNames
    }
}
