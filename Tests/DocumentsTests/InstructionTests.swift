import Basics
import Documents
import Testing

@Suite("instructions with what is asked, of whom, by when")
struct InstructionTests {
    /// One paragraph of a notice of 2026-03-02, so that bare verbs ask too.
    private func read(_ paragraph: String) -> [Instruction] {
        let head = "示政发〔2026〕9号\n示例市人民政府关于招商的通知\n各区市人民政府：\n"
        return DocumentText(head + paragraph + "\n示例市人民政府\n2026年3月2日\n").instructions
    }

    /// The same in a news item.
    private func report(_ paragraph: String) -> [Instruction] {
        DocumentText("本报讯（记者 赵某）\(paragraph)\n", day: Day(2026, 3, 2)).instructions
    }

    @Test("a notice: each task with its unit, day, figure and heading")
    func notice() throws {
        let found = DocumentText(Papers.notice).instructions
        let kinds = found.map(\.kind)
        #expect(
            kinds == [
                .goal, .instruction, .instruction, .instruction, .instruction, .ban, .ban, .problem,
            ])
        try #require(found.count == 8)
        #expect(found[0].due?.last == Day(2027, 12, 31))
        #expect(found[0].targets.map(\.text) == ["达到300个", "年均增长10%以上"])
        #expect(found[1].action == "明确" && found[1].object == "重点企业清单")
        #expect(found[1].owners.map(\.name) == ["各区市", "市招商局", "各区市政府", "市统计局"])
        #expect(found[1].owners.map(\.part) == [.asked, .lead, .lead, .support])
        #expect(found[1].headings.map(\.text) == ["二、重点任务", "(一)聚焦重点产业链。"])
        #expect(found[2].action == "设立" && found[2].due?.last == Day(2026, 12, 31))
        #expect(found[2].owners.map(\.part) == [.lead, .support, .support])
        #expect(found[3].targets.map(\.text) == ["不少于20名"])
        #expect(found[4].due?.text == "于每季度末前" && found[4].due?.last == nil)
        #expect(found[5].action == "严禁" && found[5].object == "虚报项目")
        #expect(found.dropLast().allSatisfy { $0.mayBecomeTask })
        #expect(!found[7].mayBecomeTask)
    }

    @Test("a time is no figure to reach")
    func months() {
        let found = read("各区市要对签约满6个月未开工的项目逐一分析，开工20个。")
        #expect(found.flatMap(\.targets).map(\.text) == ["开工20个"])
    }

    @Test("minutes: what the meeting said, decided and gave to whom")
    func minutes() throws {
        let found = DocumentText(Papers.minutes).instructions
        try #require(found.count == 5)
        #expect(found.map { $0.saying?.verb } == ["指出", "强调", "强调", nil, "决定"])
        #expect(found[0].kind == .problem)
        #expect(found[2].owners.map(\.name) == ["各区市"])
        #expect(found[2].due?.last == Day(2026, 5, 15))
        #expect(found[2].due?.isCompleted == true)
        #expect(found[3].owners.map(\.name) == ["市自然资源局"])
        #expect(found[4].action == "成立")
        #expect(found[4].owners.map(\.part) == [.lead, .support])
    }

    @Test("a note asks with 请; a speech is context")
    func noteAndSpeech() throws {
        let note = DocumentText(Papers.note).instructions
        try #require(note.count == 2)
        #expect(note[0].owners.map(\.name) == ["市自然资源局"])
        #expect(note[0].due?.last == Day(2026, 3, 20))
        #expect(note.allSatisfy { $0.mayBecomeTask })
        let speech = DocumentText(Papers.speech).instructions
        #expect(speech.map(\.action) == ["提高", "作为", "突出重点"])
        #expect(speech.last?.targets.map(\.text) == ["100个"])
        #expect(speech.allSatisfy { !$0.mayBecomeTask })
    }

    @Test("a list of 要-sentences gives one each; the clauses of one are not told again")
    func list() {
        let found = report("会议强调，要聚焦甲产业抓招引，加快转型升级。要聚焦乙产业抓招引，做强服务。要树牢“一盘棋”思想。")
        #expect(found.map(\.text) == ["要聚焦甲产业抓招引，加快转型升级", "要聚焦乙产业抓招引，做强服务", "要树牢“一盘棋”思想"])
        #expect(found.allSatisfy { $0.saying?.speaker == "会议" && !$0.mayBecomeTask })
        #expect(found.map(\.object) == ["甲产业抓招引", "乙产业抓招引", "“一盘棋”思想"])
    }

    @Test("items side by side are told apart, and lie apart")
    func items() {
        let found = read("要强化产业链招商，延链补链；强化资本招商；对内要优化服务，对外要拓展渠道。")
        #expect(found.map(\.action) == ["强化", "强化", "优化", "拓展"])
        for (before, after) in zip(found, found.dropFirst()) {
            #expect(before.clause.upperBound <= after.clause.lowerBound)
        }
    }

    @Test(
        "words that hold 要, 应, 须 or a ban without meaning it",
        arguments: [
            "主要生产设备，需要更多要素保障，这是重要基础。", "会议要求很高，摘要如下。", "企业适应市场，供应充足。", "这笔资金容不得片刻闲置。",
            "只要肯干，就有希望。", "要想富，先修路。", "这一纲要明确了方向，要点清楚。",
        ])
    func notMeant(sentence: String) {
        #expect(report(sentence).isEmpty)
    }

    @Test(
        "in the press, bare verbs and things tell how the world is",
        arguments: [
            "加快建设的园区迎来首批企业。", "产品周期要短一些。", "全面实施负面清单，有序放宽准入。", "去年完成投资100亿元，同比增长8%。",
        ])
    func notAsked(sentence: String) {
        #expect(report(sentence).isEmpty)
    }

    @Test(
        "by when, seen from the second of March 2026",
        arguments: [
            ("6月底前完成对接。", "6月底前", "2026-06-30"), ("2月底前完成对接。", "2月底前", "2027-02-28"),
            ("10月前完成对接。", "10月前", "2026-09-30"), ("到2027年完成建设。", "到2027年", "2027-12-31"),
            ("年内完成建设。", "年内", "2026-12-31"), ("于3月15日前完成。", "于3月15日前", "2026-03-15"),
            ("今年上半年前完成建设。", "今年上半年前", "2026-06-30"), ("明年一季度末前完成。", "明年一季度末前", "2027-03-31"),
            ("本月底前完成。", "本月底前", "2026-03-31"), ("二〇二六年五月中旬前完成。", "二〇二六年五月中旬前", "2026-05-20"),
            ("5个工作日内完成。", "5个工作日内", nil), ("每月底前报送进展。", "每月底前", nil),
        ])
    func due(sentence: String, words: String, last: String?) {
        let found = read(sentence).first?.due
        #expect(found?.text == words)
        #expect(found?.last?.description == last)
    }

    @Test("a month of 13 and a day of 32 are no deadlines")
    func impossible() {
        #expect(read("13月底前完成对接。").first?.due == nil)
        #expect(read("到2026年13月完成对接。").first?.due?.last == nil)
    }

    @Test("who spoke is kept, also where the sentence names him earlier")
    func sayings() {
        let earlier = report("王某书记来到甲园区考察，强调要加快建设一流园区。")
        #expect(earlier.first?.saying?.speaker == "王某书记")
        let asked = report("王某书记要求各级干部要提高本领。")
        #expect(asked.first?.owners.map(\.name) == ["各级干部"])
        #expect(asked.first?.saying?.verb == "要求")
        let plan = report("《示例市行动方案》提出，力争到2027年引进企业50家。")
        #expect(plan.first?.saying?.speaker == "《示例市行动方案》")
        #expect(plan.first?.kind == .goal)
        #expect(
            plan.first?.targets.map(\.text) == ["引进企业50家"]
                || plan.first?.targets.map(\.text) == ["50家"])
    }

    @Test("problems are told where there are any, not where they are solved")
    func problems() {
        let told = report("当前仍存在要素保障不足的问题。产业配套薄弱。")
        #expect(told.map(\.kind) == [.problem, .problem])
        #expect(report("项目补齐了产业链短板，解决了用地难问题。坚持问题导向。效率怎么能不高？").isEmpty)
    }

    @Test("measures are what somebody is going to do")
    func measures() {
        let told = report("今年示例市将优化整合领导机构，建设多层次队伍。下一步将沿六条产业链编制招商图谱。")
        #expect(told.map(\.kind) == [.measure, .measure])
        #expect(told.map(\.action) == ["优化", "编制"])
        #expect(report("项目投产后将形成年产百万件的能力，影响力将进一步增强，产值将达两亿元。").isEmpty)
    }

    @Test("noise inside words changes nothing but the places")
    func noise() {
        let plain = report("会议强调，要创新招商、引资模式，大力开展资本招商。")
        let noisy = report("会议强㊣调，要创✅新招商□□□、引资模式，大力开展资㊣本招商。")
        #expect(noisy.map(\.text) == plain.map(\.text))
        #expect(noisy.map(\.saying?.verb) == ["强调"])
        #expect(noisy.first?.clause.count == (plain.first?.clause.count ?? 0) + 5)
    }

    @Test("units are asked by 由, by 请 and by their name alone; those who only sat there are not")
    func units() throws {
        let minutes = DocumentText(
            """
            专题会议纪要
            （第12期）
            示例市人民政府办公室　　2026年3月18日
            关于研究园区建设有关问题的会议纪要
            3月16日，市发展改革委、市财政局等部门负责同志参加会议，研究园区建设有关问题。
            一、关于资金问题。同意设立专项资金，由市财政局会同示例区政府研究提出方案，4月10日前报市政府审定。
            二、关于招商问题。会议要求，市招商局抓紧组建专班，年内引进链主企业不少于3家。
            参加人员：赵某、钱某
            """)
        #expect(minutes.pieces.first?.authority.issuer?.value == "示例市人民政府办公室")
        #expect(minutes.pieces.first?.authority.day?.value == Day(2026, 3, 18))
        let found = minutes.instructions
        try #require(found.count == 2)
        #expect(found[0].owners.map(\.name) == ["市财政局", "示例区政府"])
        #expect(found[0].owners.map(\.part) == [.lead, .support])
        #expect(found[0].due?.last == Day(2026, 4, 10))
        #expect(found[1].action == "抓紧组建" && found[1].owners.map(\.name) == ["市招商局"])
        #expect(found[1].targets.map(\.text) == ["不少于3家"])
    }

    @Test("items beside a goal are goals, and a threshold is no target")
    func goals() {
        let found = read("力争全年新签约项目60个，其中10亿元以上项目8个；实际使用外资达到3000万美元；开工率不低于80%。")
        #expect(found.map(\.kind) == [.goal, .goal, .goal])
        #expect(
            found.map { $0.targets.map(\.text) } == [["60个", "8个"], ["达到3000万美元"], ["不低于80%"]])
    }

    @Test("what stands below «存在的问题» and «下一步打算» of a report is that")
    func moods() {
        let found = DocumentText(
            """
            示例区招商引资工作情况汇报
            2026年1—6月，全区新签约项目35个，总投资120亿元，各项工作进展顺利，现将有关情况报告如下。
            一、主要做法
            一是坚持高位推动。主要领导带队外出招商12次，拜访企业40余家。
            二、存在的主要问题
            一是大项目不多。二是对外联络靠个别人。
            三、下一步打算
            组织4场招商活动，对接企业30家。
            """)
        #expect(found.pieces.first?.kind.value == .other)
        #expect(found.instructions.map(\.kind) == [.problem, .problem, .measure])
        #expect(found.instructions.allSatisfy { !$0.mayBecomeTask })
    }

    @Test("a table of tasks: what is in its rows is known by the headings of its columns")
    func table() throws {
        let found = read(
            """
            序号\t工作任务\t牵头单位\t配合单位\t完成时限
            1\t加快招商图谱编制\t市招商局\t各区市、市统计局\t2026年6月
            2\t园区配套三年计划\t市发展改革委\t\t年底前
            """)
        try #require(found.count == 2)
        #expect(found.map(\.text) == ["加快招商图谱编制", "园区配套三年计划"])
        #expect(found[0].owners.map(\.name) == ["市招商局", "各区市", "市统计局"])
        #expect(found[0].owners.map(\.part) == [.lead, .support, .support])
        #expect(found.map { $0.due?.last } == [Day(2026, 6, 30), Day(2026, 12, 31)])
        // A table without such headings is read cell by cell.
        let plain = read("甲区\t要加快建设\t100")
        #expect(plain.map(\.text) == ["要加快建设"])
    }

    @Test("every instruction leads back to its words")
    func spans() {
        for text in [Papers.notice, Papers.minutes, Papers.speech, Papers.newsAndCommentary] {
            let document = DocumentText(text)
            for found in document.instructions {
                #expect(document.words(found.clause) == found.text)
                #expect(found.sentence.lowerBound <= found.clause.lowerBound)
                #expect(found.clause.upperBound <= found.sentence.upperBound)
                for owner in found.owners { #expect(document.words(owner.span) == owner.name) }
                for target in found.targets { #expect(document.words(target.span) == target.text) }
            }
        }
    }
}
