import Names
import Testing

// Public names of companies, and how they are written elsewhere.
private let register = [
    "青岛啤酒股份有限公司", "青岛海信电器股份有限公司", "海信家电集团股份有限公司", "青岛海尔股份有限公司",
    "青岛海尔生物医疗股份有限公司", "广东电力发展股份有限公司", "安徽省天然气开发股份有限公司",
    "中国石油化工股份有限公司", "中国石化上海石油化工股份有限公司", "视觉(中国)文化发展股份有限公司",
    "东方通信股份有限公司", "北京东方通科技股份有限公司", "沈阳机床股份有限公司", "TCL科技集团股份有限公司",
    "洛阳北方玻璃技术股份有限公司", "珠海格力电器股份有限公司", "浙江大华技术股份有限公司", "科大讯飞股份有限公司",
    "Hisense Home Appliances Group Co., Ltd.", "Tsingtao Brewery Company Limited",
]
private let index = NameIndex(register, vocabulary: NameVocabulary(learningFrom: register))

@Suite("Names are found in an index")
struct NameIndexTests {
    @Test(
        "however they are written",
        arguments: [
            ("青島啤酒股份有限公司", "青岛啤酒股份有限公司"),
            ("青岛啤酒", "青岛啤酒股份有限公司"),
            ("青啤", "青岛啤酒股份有限公司"),
            ("啤酒（青岛）股份有限公司", "青岛啤酒股份有限公司"),
            ("青岛啤酒股分有限公司", "青岛啤酒股份有限公司"),
            ("青岛海信電器", "青岛海信电器股份有限公司"),
            ("海信家电", "海信家电集团股份有限公司"),
            ("青岛海耳股份有限公司", "青岛海尔股份有限公司"),
            ("粤电力A", "广东电力发展股份有限公司"),
            ("皖天然气", "安徽省天然气开发股份有限公司"),
            ("中国石化", "中国石油化工股份有限公司"),
            ("视觉中国", "视觉(中国)文化发展股份有限公司"),
            ("*ST 沈机", "沈阳机床股份有限公司"),
            ("ＴＣＬ科技", "TCL科技集团股份有限公司"),
            ("北玻股份", "洛阳北方玻璃技术股份有限公司"),
            ("浙江大华", "浙江大华技术股份有限公司"),
            ("讯飞", "科大讯飞股份有限公司"),
            ("HISENSE HOME APPLIANCES", "Hisense Home Appliances Group Co., Ltd."),
            ("Tsingtao Brewery Co Ltd", "Tsingtao Brewery Company Limited"),
        ])
    func found(_ written: String, _ name: String) throws {
        var finder = NameFinder(index)
        let best = try #require(finder.matches(written, limit: 3).first)
        #expect(register[best.place] == name)
        #expect(best.score <= 1)
    }

    @Test("every name finds itself, first and with the best score of all")
    func itself() throws {
        var finder = NameFinder(index)
        for (place, name) in register.enumerated() {
            let matches = finder.matches(name, limit: 5)
            #expect(matches.first?.place == place, "\(name)")
            #expect(matches.map(\.score) == matches.map(\.score).sorted(by: >))
        }
    }

    @Test(
        "what is no name is answered by nothing or little, and harms nothing",
        arguments: [
            "", " ", "。，！", "()", "（（（", "*", "ST", "股份有限公司", "青",
            String(repeating: "海", count: 500),
            String(repeating: "a", count: 500), "\u{0}", "🐉🐉", "𠮷野家有限公司", "1",
        ])
    func odd(_ written: String) {
        var finder = NameFinder(index)
        let before = finder.matches("青岛海尔", limit: 3)
        #expect(finder.matches(written, limit: 5).count <= 5)
        #expect(finder.matches("青岛海尔", limit: 3) == before)
    }

    @Test("an empty index answers nothing; one of odd names can be built")
    func emptyIndex() {
        var none = NameFinder(NameIndex([], vocabulary: NameVocabulary()))
        #expect(none.matches("青岛海尔", limit: 3).isEmpty)
        let odd = ["", "。", String(repeating: "海", count: 500), "𠮷野家有限公司", "海"]
        var finder = NameFinder(NameIndex(odd, vocabulary: NameVocabulary()))
        #expect(finder.matches("海", limit: 5).contains { $0.place == 4 })
        #expect(finder.matches("𠮷野家", limit: 1).first?.place == 3)
    }

    @Test("the order of the names changes no score")
    func order() {
        let turned = Array(register.reversed())
        let vocabulary = NameVocabulary(learningFrom: register)
        var one = NameFinder(index)
        var other = NameFinder(NameIndex(turned, vocabulary: vocabulary))
        for written in ["海信", "东方通", "青岛海", "北方"] {
            let left = one.matches(written, limit: 4).map { ($0.score, register[$0.place]) }
            let right = other.matches(written, limit: 4).map { ($0.score, turned[$0.place]) }
            #expect(left.map(\.0) == right.map(\.0))
        }
    }
}
