import Companies
import Names
import Rules
import Testing

private let rule = IdentityThresholds.standard
private let words = NameVocabulary()

private func decided(
    _ one: String, _ other: String, codes: (String?, String?) = (nil, nil), score: Double = 0.95,
    lead: Double = 0.2, by thresholds: IdentityThresholds = rule
) -> IdentityDecision {
    thresholds.decide(
        codes: codes, names: (OrganizationName(one, words), OrganizationName(other, words)),
        likeness: NameLikeness(score: score, lead: lead, other: "示例另一家有限公司"))
}

@Suite("Two companies are decided to be one, or not")
struct IdentityDecidingTests {
    private let code = "91370200163562681G"
    private let otherCode = "913302040933533733"

    @Test("one valid code decides, whatever the names say")
    func sameCode() {
        let decision = decided(
            "晨珏半导体有限公司", "霁川食品有限公司", codes: (code, code), score: 0, lead: -1)
        #expect(decision.outcome == .same && decision.certainty == 1)
        #expect(decision.reasons.first == .sameCode(code))
    }

    @Test("a branch of a bank is asked about, and what only looks alike says so")
    func branches() {
        let bank = decided("招商银行青岛分行", "招商银行股份有限公司")
        #expect(bank.outcome == .ask && bank.reasons.contains(.name(.branch)))
        #expect(decided("中国工商银行崂山支行", "中国工商银行").outcome == .ask)
        let alike = decided("第一建设", "第二建设", score: 0.4)
        #expect(alike.outcome == .ask && alike.reasons == [.alike])
    }

    @Test("two different valid codes never make one company")
    func codesDiffer() {
        let alike = decided("晨珏半导体有限公司", "晨珏半导体有限公司", codes: (code, otherCode))
        #expect(alike.outcome == .sameGroup && alike.certainty == 0)
        #expect(alike.reasons.first == .codesDiffer(code, otherCode))
        let apart = decided("晨珏半导体有限公司", "霁川食品有限公司", codes: (code, otherCode))
        #expect(apart.outcome == .different)
    }

    @Test("a code on one side alone leaves it to the names")
    func oneCode() {
        #expect(decided("晨珏半导体", "晨珏半導體有限公司", codes: (code, nil)).outcome == .same)
    }

    @Test("whole names that differ only in writing are the same")
    func sameText() {
        let decision = decided("霁川（湖南）半導體有限公司", "霁川(湖南)半导体有限公司", score: 0, lead: -1)
        #expect(decision.outcome == .same && decision.reasons.contains(.name(.sameText)))
    }

    @Test("two whole names of one core with another trade or place are of one group")
    func sameGroup() {
        #expect(decided("晨珏半导体有限公司", "晨珏食品有限公司").outcome == .sameGroup)
        #expect(decided("浙江晨珏半导体有限公司", "湖南晨珏半导体有限公司").outcome == .sameGroup)
    }

    @Test("a short name is decided by its likeness, in three bands")
    func bands() {
        #expect(decided("晨珏", "浙江晨珏半导体有限公司").outcome == .same)
        #expect(decided("晨珏", "浙江晨珏半导体有限公司", score: 0.5, lead: 0.01).outcome == .ask)
        #expect(decided("晨珏", "浙江晨珏半导体有限公司", score: 0.3, lead: -0.3).outcome == .different)
    }

    @Test("where another name fits as well a person is asked, and told which")
    func another() {
        let decision = decided("晨珏", "浙江晨珏半导体有限公司", lead: 0)
        #expect(decision.outcome == .ask)
        #expect(decision.reasons.last == .another("示例另一家有限公司"))
    }

    @Test("two whole names that differ in the core are never one without asking")
    func wholeNames() {
        #expect(decided("浙江晨珏半导体有限公司", "浙江晨钰半导体有限公司").outcome == .ask)
    }

    @Test("what only looks alike, or may be a branch or the group, is never one without asking")
    func nothingInCommon() {
        let alike = decided("国开行", "国家开发银行股份有限公司")
        #expect(alike.outcome == .ask && alike.certainty > rule.same)
        #expect(decided("晨珏杭州分公司", "晨珏半导体有限公司").outcome == .ask)
    }

    @Test("a city's own values hold, each of them")
    func thresholds() {
        var strict = IdentityThresholds.standard
        strict.same = 0.99
        #expect(decided("晨珏", "浙江晨珏半导体有限公司", by: strict).outcome == .ask)
        var far = IdentityThresholds.standard
        far.lead = 0.5
        #expect(decided("晨珏", "浙江晨珏半导体有限公司", by: far).outcome == .ask)
        var deaf = IdentityThresholds.standard
        deaf.ask = 0.9
        deaf.same = 0.95
        #expect(
            decided("晨珏", "浙江晨珏半导体有限公司", score: 0.5, lead: 0.01, by: deaf).outcome
                == .different)
    }

    @Test("certainty rises with the likeness and with the lead, and stays between 0 and 1")
    func certainty() {
        let scores = stride(from: -2.0, through: 1, by: 0.1).map {
            NameLikeness(score: $0, lead: 0).certainty
        }
        #expect(scores == scores.sorted() && scores.allSatisfy { (0...1).contains($0) })
        let leads = stride(from: -1.0, through: 0.1, by: 0.05).map {
            NameLikeness(score: 0.8, lead: $0).certainty
        }
        #expect(leads == leads.sorted() && Set(leads).count == leads.count)
    }
}

@Suite("Names at hand are found and decided together")
struct NamedCompaniesTests {
    @Test("the better of two names takes the other's place")
    func lead() {
        var finder = NamedCompanies(["青岛啤酒股份有限公司", "青岛啤酒西安有限公司", "海信家电集团股份有限公司"])
            .finder()
        #expect(finder.decide("青岛啤酒", 0, thresholds: rule).outcome != .different)
        #expect(finder.decide("海信家电", 2, thresholds: rule).outcome == .same)
        #expect(finder.decide("海信家电", 0, thresholds: rule).outcome == .different)
    }
}
