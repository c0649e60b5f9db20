import Basics
import Projects
import Tables
import Testing
import Texts

@Suite struct ReadingLayoutTests {
    private func row(_ number: Int, _ name: String, _ more: Any?...) -> [Any?] {
        [number, "\(name)生产基地项目", "山东\(name)有限公司"] + more
    }

    @Test("a heading of two levels on row six, moved right, units in its second level")
    func twoLevels() throws {
        let rows: [[Any?]] = [
            [nil, "附件2"], [nil, "东屿区重点项目情况表"], [], [nil, "填报单位：东屿区商务局"], [],
            [nil, "序号", "项目名称", "投资方", "投资情况", nil, nil, "时间节点", nil, "备注"],
            [nil, nil, nil, nil, "总投资（亿元）", "其中：固定资产投资", "到位（万元）", "签约", "开工", nil],
            [nil] + row(1, "甲泵阀", 2.5, 1.5, 300, "2026.9.3", "/", "正常推进"),
            [nil] + row(2, "乙泵阀", 0.4, 0.1, 0, "2026年8月", "2026.9", nil),
        ]
        let merges = [
            merge(6...7, 1...1), merge(6...7, 2...2), merge(6...7, 3...3), merge(6...6, 4...6),
            merge(6...6, 7...8), merge(6...7, 9...9),
        ]
        for own in [merges, []] {
            let read = try read(sheet(rows, merges: own))
            #expect(read.layouts.first?.headingRows == 6...7)
            #expect(read.projects.map(\.place.row) == [8, 9])
            #expect(read.projects.map(\.total?.minor) == [25_000_000_000, 4_000_000_000])
            #expect(read.projects.map(\.received?.minor) == [300_000_000, 0])
            #expect(read.projects.map(\.signedOn?.description) == ["2026-09-03", "2026-08"])
        }
    }

    @Test("two tables in one sheet, below each other and beside each other")
    func twoTables() throws {
        let heading: [Any?] = ["序号", "项目名称", "投资方", "总投资（亿元）"]
        let below: [[Any?]] = [
            ["已签约项目"], heading, row(1, "甲泵阀", 1), row(2, "乙泵阀", 2), ["合计", nil, nil, 3], [],
            ["在谈项目"], ["序号", "项目", "投资主体", "协议投资额（万元）"], row(1, "丙泵阀", 30_000),
        ]
        let first = try read(sheet(below))
        #expect(
            first.projects.map(\.total?.minor) == [10_000_000_000, 20_000_000_000, 30_000_000_000])
        #expect(first.projects.map(\.stage) == [.signed, .signed, .talks])
        let beside: [[Any?]] = [
            heading + [nil] + heading, row(1, "甲泵阀", 1) + [nil] + row(1, "乙泵阀", 2),
            row(2, "丙泵阀", 3) + [nil] + row(2, "丁泵阀", 4),
        ]
        let second = try read(sheet(beside))
        #expect(Set(second.projects.map(\.name)).count == 4)
    }

    @Test(
        "the unit of money from the heading, a line, the title, a note below, or the cell",
        arguments: ["heading", "line", "title", "note", "cell", "size"])
    func units(place: String) throws {
        let heading: [Any?] = ["序号", "项目名称", "投资方", place == "heading" ? "总投资(万元)" : "总投资"]
        let value: Any = place == "cell" ? "25,000万元" : 25_000
        var rows: [[Any?]] = [[place == "title" ? "东屿区项目表（单位：万元）" : "东屿区项目表"]]
        if place == "line" { rows.append([nil, nil, nil, "金额单位：万元"]) }
        rows += [heading, row(1, "甲泵阀", value), row(2, "乙泵阀", value)]
        if place == "note" { rows.append(["注：本表金额单位均为万元。"]) }
        let read = try read(sheet(rows))
        #expect(read.projects.map(\.total?.minor) == [25_000_000_000, 25_000_000_000])
        if place == "size" { #expect(read.said("没有写明金额单位")) }
    }

    @Test("of a total in yuan and one in dollars the filled one decides the currency")
    func currencies() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "计划总投资", nil, "进展"],
            [nil, nil, nil, "人民币（亿元）", "外资（万美元）", nil],
            row(1, "甲泵阀", 2.5, "/", "签约"), row(2, "乙泵阀", "—", 5_550, "签约"),
            row(3, "丙泵阀", nil, nil, "签约"), row(4, "丁泵阀", "1700万美元", nil, "签约"),
        ]
        let totals = try read(sheet(rows)).projects.map(\.total)
        #expect(
            totals == [
                Money(minor: 25_000_000_000), Money(minor: 5_550_000_000, .USD), nil,
                Money(minor: 1_700_000_000, .USD),
            ])
    }

    @Test("one project over several rows: merged, with blank names, or with its name repeated")
    func severalRows() throws {
        let heading: [Any?] = ["序号", "项目名称", "投资方", "信用代码", "总投资（亿元）", "进展"]
        let code = "91430104MA83R8LR8M"
        let first: [Any?] = [1, "甲泵阀生产基地项目", "山东甲有限公司", code, 2, "签约"]
        let next: [Any?] = [2, "乙泵阀生产基地项目", "山东丙有限公司", "/", 3, "在谈"]
        let blank: [Any?] = [nil, nil, "山东乙有限公司", nil, nil, nil]
        let same: [Any?] = [1, "甲泵阀生产基地项目", "山东乙有限公司", nil, 2, "签约"]
        let merges = [merge(2...3, 0...0), merge(2...3, 1...1), merge(2...3, 4...4)]
        for (second, own) in [(blank, merges), (blank, []), (same, [])] {
            let read = try read(sheet([heading, first, second, next], merges: own))
            #expect(read.projects.map { [$0.place.row, $0.place.lastRow] } == [[2, 3], [4, 4]])
            #expect(
                read.projects[0].investors == [
                    ReportedInvestor(name: "山东甲有限公司", code: code, codeIsValid: true),
                    ReportedInvestor(name: "山东乙有限公司"),
                ])
        }
    }

    @Test(
        "several investors in one cell",
        arguments: [
            ("山东甲有限公司；河北乙股份有限公司", 2), ("山东甲有限公司、乙软件", 2), ("山东甲有限公司\n乙软件", 2),
            ("山东甲有限公司/河北乙有限公司", 2), ("山东甲有限公司和河北乙有限公司", 2), ("山东甲有限公司，河北乙有限公司", 2),
            ("和顺生物有限公司", 1), ("Fenwex Energy Co., Ltd.（芬韦（韩国）有限公司）", 1),
            ("山东甲有限公司（拟设、暂名）", 1), ("Aalborg A/S", 1), ("湖南铎韬皞生物\n医药有限公司", 1),
            ("1.山东甲有限公司 2.河北乙有限公司", 1), ("Venzel Holding Co., Ltd.", 1),
        ])
    func investors(text: String, count: Int) throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）"], [1, "甲泵阀生产基地项目", text, 2],
        ]
        #expect(try read(sheet(rows)).projects[0].investors.count == count, "\(text)")
    }

    @Test("sections, sums and notes are no projects; sums know their parts")
    func sums() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）", "到位资金（亿元）"],
            ["一、已签约项目（2个）"], row(1, "甲泵阀", 1, 0.5), row(2, "乙泵阀", 2, nil),
            ["小计", nil, nil, 3, 0.5], ["二、在谈项目（1个）"], row(1, "丙泵阀", 4, nil),
            ["小计（1个）", nil, nil, 4, 0], ["合计（3个）", nil, nil, 7, 0.5], ["注：1.每月25日前报送。"],
            ["填表人：招商一科   审核人："],
        ]
        let read = try read(sheet(rows, merges: [merge(2...2, 0...4), merge(6...6, 0...4)]))
        #expect(read.projects.map(\.stage) == [.signed, .signed, .talks])
        #expect(read.sums.map { $0.parts.map(\.row) } == [[3, 4], [7], [3, 4, 7]])
        #expect(read.sums.map(\.count) == [nil, 1, 3])
        #expect(read.sums[2].total == Money(minor: 70_000_000_000))
    }

    @Test("a total above its rows, and sections that carry their sums")
    func sumsAbove() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）"], [nil, "合计", nil, 7],
            ["一", "已签约项目", nil, 3], row(1, "甲泵阀", 1), row(2, "乙泵阀", 2),
            ["二", "在谈项目", nil, 4], row(3, "丙泵阀", 4),
        ]
        let read = try read(sheet(rows))
        #expect(read.projects.map(\.place.row) == [4, 5, 7])
        #expect(read.projects.map(\.stage) == [.signed, .signed, .talks])
        #expect(read.sums.map { $0.parts.map(\.row) } == [[4, 5, 7], [4, 5], [7]])
    }

    @Test("a summary sheet counts by stage over all sheets")
    func summary() throws {
        let one = sheet(
            [
                ["序号", "项目名称", "投资方", "总投资（亿元）", "进展"], row(1, "甲泵阀", 1, "签约"),
                row(2, "乙泵阀", 2, "在谈"),
            ], name: "台账")
        let summary = sheet(
            [["阶段", "个数", "总投资（亿元）"], ["在谈", 1, 2], ["签约", 1, 1], ["合计", 2, 3]],
            name: "汇总")
        let found = try readSheets(
            Workbook(file: "东屿区.xlsx", sheets: [summary, one]), in: context())
        #expect(found.projects.count == 2)
        #expect(found.sums.map { $0.parts.map(\.row) } == [[3], [2], [2, 3]])
    }

    @Test("hidden rows, columns and sheets are left aside; struck-out and red rows have left")
    func marks() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）", "总投资（亿元）", "备注"],
            row(1, "甲泵阀", 9, 1, nil), row(2, "乙泵阀", 9, 2, nil), row(3, "丙泵阀", 9, 3, nil),
            row(4, "丁泵阀", 9, 4, "项目已终止"), row(5, "戊泵阀", 9, 5, nil), row(6, "己泵阀", 9, 6, nil),
            row(7, "庚泵阀", 9, 7, nil), row(8, "辛泵阀", 9, 8, "未终止，正常推进"),
        ]
        let own = sheet(rows, hiddenRows: [3], hiddenColumns: [3], struck: [4], red: [6])
        let draft = sheet(rows, name: "底稿", isHidden: true)
        let read = try readSheets(Workbook(file: "东屿区.xlsx", sheets: [own, draft]), in: context())
        #expect(read.projects.map(\.place.row) == [2, 4, 5, 6, 7, 8, 9])
        #expect(read.projects.filter(\.isDropped).map(\.place.row) == [4, 5, 6])
        #expect(read.projects[0].total == Money(minor: 10_000_000_000))
        #expect(read.said("隐藏的行") && read.said("隐藏的工作表") && read.said("隐藏列"))
    }

    @Test("red letters that a note explains otherwise say nothing")
    func plainRed() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）"], row(1, "甲泵阀", 1), row(2, "乙泵阀", 2),
            row(3, "丙泵阀", 2), ["注：标红的为本月新增项目。"],
        ]
        #expect(try read(sheet(rows, red: [2])).projects.allSatisfy { !$0.isDropped })
    }

    @Test("one workbook of several districts is read by its column")
    func districts() throws {
        let rows: [[Any?]] = [
            ["序号", "区市", "项目名称", "投资方", "总投资（亿元）"],
            [1, "东屿区", "甲泵阀生产基地项目", "山东甲有限公司", 1],
            [2, "西岭", "乙泵阀生产基地项目", "山东乙有限公司", 1],
            [3, "高新区", "丙泵阀生产基地项目", "山东丙有限公司", 1],
        ]
        #expect(
            try read(sheet(rows), file: "全市9月.xlsx").projects.map(\.unit)
                == ["dongyu", "xiling", "gaoxin"])
    }

    @Test("one workbook with a sheet for each district is read by the sheets' names")
    func districtSheets() throws {
        let heading: [Any?] = ["序号", "项目名称", "投资方", "总投资（亿元）"]
        let sheets = [
            sheet([["东屿区项目表"], heading, row(1, "甲泵阀", 1)], name: "东屿区"),
            sheet([["西岭区项目表"], heading, row(1, "乙泵阀", 2)], name: "西岭"),
        ]
        let read = try readSheets(Workbook(file: "全市9月.xlsx", sheets: sheets), in: context())
        #expect(read.projects.map(\.unit) == ["dongyu", "xiling"])
    }

    @Test("headings nobody knows are told by their values, and shown as guessed")
    func values() throws {
        let rows: [[Any?]] = [
            ["甲", "乙", "丙", "丁（亿元）", "戊", "己", "庚"],
            row(1, "甲泵阀", 2.5, "已签约", "2026.9.3", "正式协议"),
            row(2, "乙泵阀", 0.5, "在谈", "—", "未签"), row(3, "丙泵阀", 1.5, "在建", "2026年8月", "框架协议"),
        ]
        let read = try read(sheet(rows))
        #expect(read.projects.map(\.stage) == [.signed, .talks, .started])
        #expect(
            read.projects.map(\.total?.minor) == [25_000_000_000, 5_000_000_000, 15_000_000_000])
        #expect(read.projects.map(\.agreement) == [.formal, Agreement.none, .framework])
        #expect(read.column(of: .name)?.confidence == .guessed)
        #expect(read.said("按内容判断"))
    }

    @Test("a corrected layout is used before anything else")
    func corrected() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "协议投资额", "计划投资额"], row(1, "甲泵阀", 2.5, 9),
        ]
        let plain = try read(sheet(rows))
        let signature = try #require(plain.layouts.first?.signature)
        let said = RememberedLayout(
            unit: "dongyu", signature: signature,
            columns: [
                RememberedColumn(key: "计划投资额", field: .total, unit: .wan),
                RememberedColumn(key: "协议投资额", field: nil),
            ])
        let again = try read(sheet(rows), in: context(layouts: [said]))
        #expect(again.projects[0].total == Money(minor: 9_000_000))
        #expect(again.layouts[0].isRemembered)
        let other = RememberedLayout(unit: "xiling", signature: signature, columns: said.columns)
        #expect(try !read(sheet(rows), in: context(layouts: [other])).layouts[0].isRemembered)
    }

    @Test("what is read differently from what stands there is told with its place")
    func notes() throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "信用代码", "总投资（亿元）", "签约时间", "进展"],
            [1, "甲泵阀\n生产基地项目", "山东甲有限公司", "\t91430104MA83R8LR8M", "约２亿元", "9月上旬", "签约"],
            [2, "乙泵阀生产基地项目", "山东乙有限公司", "91430104MA83R8LR8X", "3-5亿元", "拟11月签约", "在谈"],
        ]
        let read = try read(sheet(rows))
        #expect(read.projects[0].name == "甲泵阀生产基地项目")
        #expect(read.projects[0].investors[0].codeIsValid == true)
        #expect(read.projects[1].investors[0].codeIsValid == false)
        #expect(read.projects.map(\.total?.minor) == [20_000_000_000, nil])
        #expect(read.projects.map(\.signedOn?.description) == ["2026-09", nil])
        #expect(read.projects[0].cells[.total] == ReportedCell(column: 4, raw: "约２亿元"))
        for part in ["换行", "去掉多余字符", "校验不通过", "按所写数字", "范围", "只精确到旬", "计划时间", "读作2026年"] {
            #expect(read.said(part), "\(part)")
        }
        #expect(read.notes.allSatisfy { $0.place.file == "东屿区9月.xlsx" && $0.place.row != nil })
    }

    @Test("rows of rubbish are read without a crash")
    func rubbish() throws {
        var state: UInt64 = 20_260_903
        let words: [Any?] = [
            nil, "", "项目名称", "投资方", "总投资（亿元）", "合计", "一、", "（", "2026", "9月", 1, -3.5, "—",
            "亿", "签约", "\n", "小计", "=1+1", Day(2026, 9, 1), "山东甲有限公司", "甲基地项目", "注：",
        ]
        for _ in 0..<60 {
            let rows: [[Any?]] = (0..<12).map { _ in
                (0..<8).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return words[Int(state >> 33) % words.count]
                }
            }
            do { _ = try read(sheet(rows)) } catch is SheetReadingRefusal {}
        }
    }
}
