import Names
import Testing

private let words = NameVocabulary(
    places: ["示例市", "东屿区", "东屿"],
    learningFrom: [
        "浙江晨珏量光膜业有限公司", "安徽霁川量光膜业有限公司", "霖昀量光膜业（无锡）有限公司",
    ])

private func compared(_ one: String, _ other: String) -> NameComparison {
    OrganizationName(one, words).compared(with: OrganizationName(other, words))
}

@Suite("A name of an organisation is taken apart")
struct NameParsingTests {
    @Test(
        "into place, core, trade and form",
        arguments: [
            ("浙江晨珏汽车零部件有限责任公司", "浙江", "晨珏", "汽车零部件", LegalForm.limited),
            ("霁川半导体（湖南）股份有限公司", "湖南", "霁川", "半导体", .byShares),
            ("深圳市霖昀智能装备有限公司", "深圳", "霖昀", "智能装备", .limited),
            ("示例晨珏生物医药有限公司", "示例", "晨珏", "生物医药", .limited),
            ("东屿区霁川供应链管理有限公司", "东屿", "霁川", "供应链管理", .limited),
            ("江苏霖昀量光膜业有限公司", "江苏", "霖昀", "量光膜业", .limited),
            ("晨珏药物研究院", "", "晨珏药物", "", .institute),
            ("上海霁川创业投资合伙企业（有限合伙）", "上海", "霁川", "创业投资", .partnership),
        ])
    func parts(
        _ written: String, _ region: String, _ core: String, _ trade: String, _ form: LegalForm
    ) {
        let name = OrganizationName(written, words)
        #expect(name.region == region)
        #expect(name.core == core)
        #expect(name.trade == trade)
        #expect(name.form == form)
    }

    @Test("also without form, trade or place")
    func short() {
        #expect(OrganizationName("霖昀供应链", words).core == "霖昀")
        #expect(OrganizationName("霖昀", words).core == "霖昀")
        #expect(OrganizationName("深圳霖昀", words).region == "深圳")
        #expect(OrganizationName("晨珏控股集团", words).isGroup)
    }

    @Test(
        "with what stands in brackets",
        arguments: ["晨珏药业有限公司（拟设）", "晨珏药业有限公司(拟注册)", "拟设立晨珏药业有限公司", "晨珏药业有限公司（筹）"])
    func planned(_ written: String) {
        let name = OrganizationName(written, words)
        #expect(name.isPlanned)
        #expect(name.core == "晨珏")
    }

    @Test("a branch belongs to its company")
    func branch() {
        let name = OrganizationName("晨珏药业有限公司南京分公司", words)
        #expect(name.core == "晨珏")
        #expect(name.branch == "南京分公司")
        let bank = OrganizationName("晨珏银行南京鼓楼支行", words)
        #expect(bank.core == "晨珏银行" || bank.core == "晨珏")
        #expect(bank.branch == "南京鼓楼支行")
        #expect(OrganizationName("晨珏药业分行", words).branch.isEmpty)
    }

    @Test(
        "a foreign name has its core and trade",
        arguments: [
            ("Valdrin Energy Pte. Ltd.", "valdrin", ["energy"]),
            ("Valdrin Holding GmbH & Co. KG", "valdrin", []),
            ("The Osmeric Marine Company, Inc.", "osmeric", ["marine"]),
            ("Tessano K.K.", "tessano", []), ("Tessano S.A.S.", "tessano", []),
        ])
    func latin(_ written: String, _ core: String, _ trade: [String]) {
        #expect(OrganizationName(written, words).latin == LatinName(core: core, trade: trade))
    }

    @Test("a foreign name beside its Chinese one gives both, whichever stands in brackets")
    func bilingual() {
        for written in [
            "Valdrin Energy Pte. Ltd.（瓦尔德林能源（新加坡）有限公司）",
            "瓦尔德林能源（新加坡）有限公司（Valdrin Energy）",
        ] {
            let name = OrganizationName(written, words)
            #expect(name.latin?.core == "valdrin")
            #expect(name.core == "瓦尔德林")
            #expect(name.isForeign)
        }
    }

    @Test(
        "whatever stands there",
        arguments: [
            "", "（", "）（", "有限公司", "集团", "/", "—", "1", "（拟设）", "中国", "公司公司公司", "&&&", "能源",
        ])
    func anything(_ written: String) {
        let name = OrganizationName(written, words)
        #expect(name.compared(with: OrganizationName("晨珏药业有限公司", words)).outcome == .different)
    }
}

@Suite("Two names are compared")
struct NameComparingTests {
    @Test(
        "and are one organisation's",
        arguments: [
            ("浙江晨珏璟汽车零部件有限公司", "浙江晨珏璟"), ("深圳市霁川智能装备有限公司", "霁川智能装备"),
            ("浙江晨珏药业有限责任公司", "浙江晨珏药业股份有限公司"),
            ("霁川半导体（湖南）有限公司", "湖南霁川半导体有限公司"),
            ("湖南霁川集团有限公司", "霁川集团"), ("東莞市霖昀電子科技有限公司", "东莞霖昀电子科技有限公司"),
            ("晨珏药业　有限公司", "晨珏药业\n有限公司"), ("Ｖａｌｄｒｉｎ Energy Ltd", "VALDRIN Energy Pte. Ltd."),
            ("晨珏药业有限公司（拟设）", "晨珏药业有限公司"),
        ])
    func same(_ one: String, _ other: String) {
        #expect(compared(one, other).outcome == .same)
    }

    @Test(
        "and a person is asked",
        arguments: [
            ("浙江晨珏药业有限公司", "晨珏"), ("上海霁川航空科技有限公司", "霁川项目公司（拟设立）"),
            ("瓦尔德林能源（新加坡）有限公司", "新加坡瓦尔德琳能源公司"),
            ("Valdrin Energy Pte. Ltd.", "瓦尔德林能源（新加坡）有限公司"),
            ("江苏晨珏璟药业有限公司", "江苏晨珏憬药业有限公司"),
        ])
    func ask(_ one: String, _ other: String) {
        #expect(compared(one, other).outcome == .ask)
    }

    @Test(
        "and are firms of one group",
        arguments: [
            ("河北晨珏集团有限公司", "湖南晨珏机器人有限公司"), ("示例霁川药业有限公司", "示例霁川冷链物流有限公司"),
            ("宁波霖昀控股集团有限公司", "示例霖昀家居有限公司"), ("湖南霁川半导体有限公司", "江苏霁川半导体有限公司"),
            ("霁川半导体（湖南）有限公司", "霁川半导体（江苏）有限公司"),
        ])
    func group(_ one: String, _ other: String) {
        #expect(compared(one, other).outcome == .sameGroup)
    }

    @Test(
        "and are different",
        arguments: [
            ("湖南晨熠智能装备有限公司", "安徽晨燚机器人有限公司"), ("浙江晨珏药业有限公司", "浙江霁川药业有限公司"),
            ("深圳市霖昀软件有限公司", "霁川软件（上海）有限公司"), ("能源有限公司", "新加坡能源公司"),
            ("Valdrin Energy Ltd.", "Osmeric Energy Ltd."), ("江苏蕙兰药业有限公司", "四川蕙岚药业有限公司"),
        ])
    func different(_ one: String, _ other: String) {
        #expect(compared(one, other).outcome == .different)
    }

    @Test("the same both ways, and a name with itself")
    func symmetric() {
        let names = [
            "浙江晨珏药业有限公司", "晨珏", "晨珏集团", "霁川半导体（湖南）有限公司", "Valdrin Energy Ltd.",
            "瓦尔德林能源（新加坡）有限公司", "晨珏项目公司（拟设）", "江苏晨珏璟药业有限公司", "",
        ]
        for one in names {
            for other in names {
                let there = compared(one, other)
                let back = compared(other, one)
                #expect(there.outcome == back.outcome)
                #expect(there.score == back.score)
            }
            if !one.isEmpty { #expect(compared(one, one).outcome == .same) }
        }
    }

    @Test("names that can match share a key")
    func keys() {
        let pairs = [
            ("浙江晨珏璟汽车零部件有限公司", "晨珏璟"), ("Valdrin Energy Ltd.", "瓦尔德林能源（德国）有限公司"),
            ("瓦尔德林能源（德国）有限公司", "德国瓦尔德琳能源公司"),
        ]
        for (one, other) in pairs {
            let left = Set(OrganizationName(one, words).keys)
            #expect(!left.isDisjoint(with: OrganizationName(other, words).keys))
        }
    }
}
