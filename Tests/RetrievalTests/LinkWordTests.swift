import Retrieval
import Testing

@Suite("Words of links and companies")
struct LinkWordTests {
    private func found(
        _ name: String, _ description: String = "", among companies: [CompanyProfile],
        links: [LinkText] = []
    ) -> [Int] {
        LinkRanking(CompanyIndex(companies), links: links)
            .candidates(for: LinkText(name: name, description: description), limit: 9)
            .map(\.place)
    }

    @Test(
        "either script, any case and width are one word, figures above and below the line too",
        arguments: [
            ("銅箔", "铜箔"), ("ＰＣＢ", "pcb"), ("H₂SO₄", "h2so4"), ("10⁹ m²", "10个m2"),
            ("焦炭Ⅲ", "第iii类"), ("Led灯", "LED"),
        ])
    func folded(asked: String, sold: String) {
        #expect(found(asked, among: [sells("1", (sold, 1)), sells("2", ("锌锭", 1))]) == [0])
    }

    @Test(
        "Latin words are found whole, and numbers not at all",
        arguments: [("LED", "LEDs"), ("12英", "12寸"), ("a b", "ab"), ("2025", "2025")])
    func whole(asked: String, sold: String) {
        #expect(found(asked, among: [sells("1", (sold, 1))]).isEmpty)
    }

    @Test("what parts two runs parts their characters")
    func parted() {
        let companies = [sells("1", ("铜、箔", 1)), sells("2", ("铜箔", 1))]
        #expect(found("铜箔", among: companies) == [1, 0])
    }

    @Test("a larger share of revenue stands first; what lies outside is cut")
    func shares() {
        let shares = [0.2, 0.9, -59, 3.2, .nan, 0]
        let companies = shares.enumerated().map { sells("\($0)", ("靶材", $1)) }
        #expect(found("靶材", among: companies) == [3, 1, 0, 2, 4, 5])
    }

    @Test("a word that all links share tells less than a word of one")
    func discount() {
        let companies = [sells("1", ("材料", 1)), sells("2", ("光刻", 1))]
        let links = ["光刻材料", "靶材材料", "封装材料"].map { LinkText(name: $0) }
        #expect(found("光刻材料", among: companies, links: links) == [1, 0])
        #expect(found("光刻材料", among: companies) == [0, 1])
    }

    @Test("the name weighs more than the description")
    func description() {
        let companies = [sells("1", ("铜箔", 1)), sells("2", ("玻纤", 1))]
        #expect(found("玻纤", "铜箔", among: companies) == [1, 0])
        #expect(found("铜箔", "玻纤", among: companies) == [0, 1])
    }

    @Test("what surrounds a company and what it is called count, its legal form doesn't")
    func fields() {
        let companies = [
            CompanyProfile(key: "1", products: [], surroundings: [WeightedText("半导体材料")]),
            CompanyProfile(key: "2", products: [], names: ["示例硅片"]),
            CompanyProfile(key: "3", products: [], registeredNames: ["甲科技股份有限公司"]),
        ]
        #expect(found("半导体", among: companies) == [0])
        #expect(found("硅片", among: companies) == [1])
        #expect(found("科技股份", among: companies).isEmpty)
    }

    @Test("companies of the industry that the first ones are of come after them")
    func companions() {
        func company(_ key: String, _ product: String, _ industry: String) -> CompanyProfile {
            CompanyProfile(
                key: key, products: [ProductLine(product, share: 1)], industries: [industry])
        }
        let companies = [
            company("1", "电解铜箔", "铜"), company("2", "铜杆", "铜"), company("3", "面包", "食品"),
            company("4", "玻纤布", "玻纤"),
        ]
        let ranking = LinkRanking(CompanyIndex(companies), links: [])
        let alone = ranking.candidates(for: LinkText(name: "锂电箔"), limit: 9)
        #expect(alone.map(\.place) == [0, 1])
        #expect(alone[1].parts.products == 0 && alone[1].parts.companions > 0)
        let chain = ["锂电箔", "玻纤"].map { LinkText(name: $0) }
        let first = ranking.candidates(ofChain: chain, limit: 9)[0]
        #expect(first.map(\.place) == [0, 1, 3])
        #expect(first[2].parts.chain > 0 && first[2].parts.companions == 0)
    }

    @Test("what a company shares with a link is told in whole words, by what they tell")
    func shared() {
        let companies = [
            sells("2", ("光刻胶", 0.5), ("PCB油墨", 0.5)), sells("1", ("面包", 1)),
        ]
        let ranking = LinkRanking(CompanyIndex(companies), links: [])
        let link = LinkText(name: "光刻胶", description: "用于PCB的胶水")
        let words = ranking.sharedWords(of: link, with: 0, limit: 9)
        #expect(words.map(\.text) == ["光刻胶", "pcb"])
        #expect(abs(words.reduce(0) { $0 + $1.share } - 1) < 1e-12)
        #expect(ranking.sharedWords(of: link, with: 1, limit: 9).isEmpty)
        #expect(ranking.sharedWords(of: link, with: 0, limit: 1).count == 1)
    }

    @Test("names of companies are taken out of a text, names of products are not")
    func mentions() {
        let mentions = CompanyMentions(
            ["*ST示例", "示例科技股份", "示例科技", "甲乙", "阳光电源", "ABC", "Ｔ示例"], keeping: ["阳光电源"])
        #expect(mentions.removed(from: "由示例科技股份供应") == "由 供应")
        #expect(mentions.removed(from: "示例科技,甲乙;阳光电源abc") == " ,甲乙;阳光电源abc")
        #expect(mentions.removed(from: "T示例、t示例科技") == " 、 科技")
        #expect(mentions.removed(from: "").isEmpty)
        #expect(CompanyMentions([], keeping: []).removed(from: "ＰＣＢ") == "pcb")
    }
}
