import Basics
import Drawing
import Facts
import Testing
import Texts

@Suite("Bad input gives no fact, no crash and no long wait")
struct RobustnessTests {
    private let day = Day(2024, 3, 10)

    @Test(
        "what is no figure is none",
        arguments: [
            "", "。", "\n\n", "1.2.3亿元", "3,5亿元", "亿亿", "亿亿元", "13月", "2024年13月45日", "年年年", "%%%",
            "分别各均",
            "“““““5项”””””", "第第第3", "前前前", "1-2-3-4亿元", "（（（（（", "99999999999999999999亿元", "占占占的的的",
            "99999999999万亿亿亿元", "一亿亿亿亿亿亿元", "到到到", "截至", "今年", "今年前", "200亿-250亿元", "增长", "0.0.0%",
            "10多", "百分之", "2×350兆瓦", "“10+1”体系", "世界500强", "百亿级项目", "年产30万吨",
        ])
    func nothing(text: String) {
        for text in [text, text + "。", "全市" + text + "，" + text] {
            #expect(facts(in: text, datedOn: day).allSatisfy { abs($0.value.approximate) < 1e19 })
        }
        #expect(facts(in: text, datedOn: nil).isEmpty, "\(text)")
    }

    @Test("bytes that are no UTF-8 are read as repaired")
    func invalid() {
        var bytes = Array("全市签约项目36个，".utf8)
        bytes.insert(contentsOf: [0xFF, 0xE5, 0x85, 0xF0], at: 6)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(facts(in: text, datedOn: day).map(\.raw) == ["36个"])
    }

    @Test("ten megabytes in one line take the time of a walk")
    func oneLine() {
        let clause = "全市签约项目36个，总投资5亿元的某产业园，增长3%，"
        let text = String(repeating: clause, count: 10_000_000 / clause.utf8.count)
        // Nothing is timed: what is not linear would not end in a day.
        #expect(facts(in: text, datedOn: day).count > 100_000)
    }

    @Test("forty thousand figures on one line are all read")
    func manyFigures() {
        let text = String(repeating: "签约5个、开工6个、投产7个、其中工业8个、", count: 10_000)
        #expect(facts(in: text, datedOn: day).count >= 36_000)
    }

    @Test("any mixture of the words that rules look for is read to its end", arguments: 1...400)
    func mixtures(seed: UInt64) {
        var lots = Lots(seed: seed)
        let words = [
            "1", "23", "4.5", "亿", "万", "元", "美元", "个", "家", "%", "个百分点", "倍", "成", "三", "十", "百",
            "增长",
            "下降", "占", "的", "分别", "各", "均", "其中", "、", "，", "。", "；", "\n", "全市", "今年", "前", "年",
            "月", "至",
            "—", "完成", "目标", "第", "位", "（", "）", "“", "”", "超", "近", "以上", "□", "㊣", "江苏", "区",
            "项目", "企业",
            "投资", "率", "到", "截至", "日", "季度", "和", "比", "同期", " ", "五", "多", "余", "点", "由", "增至",
            "a", "é", "🙂",
        ]
        let text = (0..<lots.draw(1...120)).map { _ in words[lots.draw(words.count)] }.joined()
        let scalars = Array(text.unicodeScalars)
        for fact in facts(in: text, datedOn: day) {
            let raw = Array(fact.raw.unicodeScalars)
            let isThere =
                fact.start >= 0 && fact.start + raw.count <= scalars.count
                && Array(scalars[fact.start..<fact.start + raw.count]) == raw
            #expect(isThere, "seed \(seed): \(text)")
            #expect(!fact.metric.isEmpty, "seed \(seed): \(text)")
        }
    }

    @Test("noise inside a figure stays in its raw text")
    func noise() {
        let found = facts(in: "新签约项目92㊣8个□□□□、总投资49✅34.3亿元。", datedOn: day)
        #expect(found.map(\.raw) == ["92㊣8个", "49✅34.3亿元"])
        #expect(found.map(\.start) == [5, 18])
    }

    @Test("a line of JSON holds what the fact holds")
    func json() throws {
        var bytes: [UInt8] = []
        let text = "2023年，许昌市“双\"招”项目进口6.86亿元，同比下降4.92%。"
        for fact in facts(in: text, datedOn: nil) { appendLine(fact, file: "a.txt", to: &bytes) }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"file":"a.txt","metric":"“双\"招”项目进口","value":686000000,"#
                + #""unit":"CNY","qualifier":"exact","raw":"6.86亿元","start":18,"period":"2023","#
                + #""yoy_percent":-4.92,"yoy_points":null,"share_percent":null,"share_of":null,"#
                + #""rank":null,"target_percent":null,"scope":"许昌市"}"# + "\n")
    }

    @Test(
        "the address of a page tells its day",
        arguments: [
            ("http://a.cn/news/201712/09/126218.html", "2017-12-09"),
            ("http://a.com/new/184/2005/12/ad62.htm", "2005-12-01"),
            ("http://a.gov.cn/t20220721_3246149.html", "2022-07-21"),
            ("https://a.com/news-content/710005.html", ""), ("", ""),
        ])
    func address(address: String, day: String) {
        #expect((dayInAddress(address).map { "\($0)" } ?? "") == day)
    }
}
