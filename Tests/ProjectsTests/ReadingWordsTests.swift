import Basics
import Projects
import Tables
import Testing

/// Words are read through sheets, as they come in: a heading by its table, a stage by its cell.
@Suite struct ReadingWordsTests {
    private func stage(_ word: String) throws -> Stage? {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）", "进展"],
            [1, "甲泵阀生产基地项目", "山东甲泵阀有限公司", 2.5, word],
        ]
        return try read(sheet(rows)).projects.first?.stage
    }

    @Test(
        "stage words are read by what is reached, not by what is planned",
        arguments: [
            ("在谈", "在谈"), ("洽谈（待签约）", "在谈"), ("在谈，拟11月签约", "在谈"), ("跟踪在谈", "在谈"),
            ("意向", "在谈"), ("正在磋商协议文本", "在谈"), ("未签约", "在谈"), ("即将签约", "在谈"),
            ("储备项目", "在谈"), ("已签约", "签约"), ("已签约，未开工", "签约"), ("签约未开工", "签约"),
            ("签约（待开工）", "签约"), ("待开工", "签约"), ("尚未开工", "签约"), ("拟12月开工", "签约"),
            ("已签约，计划明年3月开工", "签约"), ("正在办理前期手续", "签约"), ("已摘牌", "签约"),
            ("在建，预计明年投产", "开工"), ("主体封顶", "开工"), ("开工建设", "开工"), ("已开工", "开工"),
            ("在建未投产", "开工"), ("设备安装调试", "开工"), ("已签约，正在建设", "开工"), ("待竣工", "开工"),
            ("建设中（一期）", "开工"), ("竣工", "竣工"), ("建成待投产", "竣工"), ("竣工验收", "竣工"),
            ("投产运营", "投产"), ("已达产", "投产"), ("试生产", "投产"), ("运营", "投产"),
            ("竣工投产", "投产"), ("投　产", "投产"), ("已投入使用", "投产"),
        ])
    func stages(word: String, expected: String) throws {
        #expect(try stage(word)?.rawValue == expected, "\(word)")
    }

    @Test("a stage word nobody knows stays empty and is told", arguments: ["甲类", "红灯", "75%"])
    func unknownStage(word: String) throws {
        let rows: [[Any?]] = [
            ["序号", "项目名称", "投资方", "总投资（亿元）", "项目阶段"],
            [1, "甲泵阀生产基地项目", "山东甲泵阀有限公司", 2.5, word],
            [2, "乙泵阀生产基地项目", "山东乙泵阀有限公司", 2.5, "在谈"],
            [3, "丙泵阀生产基地项目", "山东丙泵阀有限公司", 2.5, "签约"],
        ]
        let read = try read(sheet(rows))
        #expect(read.projects[0].stage == nil)
        #expect(read.said("“\(word)”不认识"))
    }

    @Test(
        "agreement words",
        arguments: [
            ("正式协议", "formal"), ("投资合同", "formal"), ("入园协议", "formal"), ("框架协议", "framework"),
            ("战略合作协议", "framework"), ("意向书", "framework"), ("备忘录", "framework"),
            ("正式框架协议", "framework"), ("框架协议已转为正式投资协议", "formal"), ("未签", "none"), ("无", "none"),
            ("—", "none"), ("/", "none"), ("拟签框架协议", "none"), ("MOU", "framework"),
        ])
    func agreements(word: String, expected: String) throws {
        let rows: [[Any?]] = [
            ["项目名称", "投资方", "总投资（亿元）", "项目阶段", "协议性质"],
            ["甲泵阀生产基地项目", "山东甲泵阀有限公司", 2.5, "签约", word],
        ]
        #expect(try read(sheet(rows)).projects.first?.agreement?.rawValue == expected, "\(word)")
    }

    @Test(
        "headings of one field in other bureaus' words",
        arguments: [
            (ReportedField.name, ["项目", "招商项目名称", "引资项目", "签约项目名称", "项目（全称）", "项 目 名 称", "*项目名称"]),
            (.investors, ["投资主体", "客商", "引进企业", "业主单位", "出资方", "合作方名称", "投资企业（全称）", "投资商"]),
            (.total, ["计划总投资(亿元)", "协议投资额（亿元）", "合同金额/亿元", "投资规模亿元", "总投资\n（亿元）", "签约金额（亿元）"]),
            (.received, ["累计到位资金（万元）", "实际到账（万元）", "到资（万元）", "已到位内资（万元）", "实缴资金(万元)"]),
            (.stage, ["所处阶段", "目前进展", "推进情况", "当前状态", "建设进度", "进展情况"]),
            (.agreement, ["合同性质", "签约类别", "协议形式", "文本类型"]),
            (.signedOn, ["签订日期", "协议签署时间", "签约年月", "合同签订时间", "签字日期"]),
            (.chain, ["所属行业", "产业领域", "重点产业链", "链条"]),
            (.mode, ["招商途径", "引进方式", "招引模式"]),
            (.contact, ["牵头单位", "引进单位", "责任部门", "招引单位"]),
            (.evidence, ["证明材料", "凭证", "支撑材料", "是否有佐证材料"]),
            (.code, ["信用代码", "社会信用代码", "投资方信用代码", "纳税人识别号"]),
        ])
    func headings(field: ReportedField, words: [String]) throws {
        for word in words {
            let own: [ReportedField: (String, Any)] = [
                .name: ("项目名称", "甲泵阀生产基地项目"), .investors: ("投资方", "山东甲泵阀有限公司"),
                .total: ("总投资（亿元）", 2.5), .received: ("到位资金（万元）", 300), .stage: ("项目阶段", "已签约"),
                .agreement: ("协议类型", "正式协议"), .signedOn: ("签约时间", "2026.9.3"),
                .chain: ("产业链", "智能装备"), .mode: ("招商方式", "以商招商"), .contact: ("责任单位", "东屿区商务局"),
                .evidence: ("佐证材料", "有"), .code: ("信用代码", "91430104MA83R8LR8M"),
            ]
            let fields = own.keys.sorted { $0.rawValue < $1.rawValue }
            let rows: [[Any?]] = [
                fields.map { $0 == field ? word : own[$0]?.0 }, fields.map { own[$0]?.1 },
                fields.map { own[$0]?.1 },
            ]
            let found = try read(sheet(rows)).column(of: field)
            #expect(found?.column == fields.firstIndex(of: field), "\(word)")
        }
    }

    @Test("columns that look like the figure and are not it")
    func decoys() throws {
        let rows: [[Any?]] = [
            [
                "序号", "项目名称", "投资方", "上期总投资（亿元）", "其中：固定资产投资（亿元）", "2026年计划投资（亿元）",
                "去年到位资金（亿元）", "注册资本（万元）", "总投资（亿元）", "当年完成投资（亿元）", "拟签约时间", "签约时间",
            ],
            [
                1, "甲泵阀生产基地项目", "山东甲泵阀有限公司", 9, 8, 7, 6, 5000, 2.5, 1, "2026.12",
                "2026.9.3",
            ],
        ]
        let project = try #require(try read(sheet(rows)).projects.first)
        #expect(project.total == Money(minor: 25_000_000_000))
        #expect(project.received == nil)
        #expect(project.signedOn == RoughDay(Day(2026, 9, 3)!))
    }
}
