import Testing
import Texts

@Suite("Texts of sheets are made comparable")
struct NormalizingTests {
    @Test(
        "tidied: half width, one blank, nothing invisible",
        arguments: [
            ("  ３．５亿元　", "3.5亿元"), ("浙江\n晨珏\r\n有限公司", "浙江 晨珏 有限公司"), ("ＡＢＣ（一期）", "ABC(一期)"),
            ("\u{FEFF}晨珏\u{200B}药业", "晨珏药业"), ("２０２６－０９－０３", "2026-09-03"), ("", ""),
            ("\u{3000}", ""),
            ("A  B\t\tC", "A B C"), ("《方案》、“一”", "《方案》、\"一\""),
        ])
    func tidied(_ written: String, _ expected: String) {
        #expect(written.tidied == expected)
    }

    @Test(
        "folded: two writings of one thing are equal",
        arguments: [
            ("晨珏药业（浙江）有限公司", "晨珏药业(浙江)有限公司 "), ("東莞霽川電子", "东莞霁川电子"),
            ("Mini LED显示模组", "ｍｉｎｉ　ｌｅｄ顯示模組"), ("晨珏【二期】", "晨珏〔二期〕"), ("瓦尔·德林", "瓦尔德林"),
            ("ÉTOILE", "étoile"),
        ])
    func folded(_ one: String, _ other: String) {
        #expect(one.folded == other.folded)
    }

    @Test(
        "traditional script becomes simplified, letter by letter",
        arguments: [
            ("萬與專業叢書", "万与专业丛书"), ("臺灣積體電路製造", "台湾积体电路制造"), ("後來於徵夥", "后来于征伙"),
            ("乾隆著作", "乾隆著作"), ("already 简体", "already 简体"),
        ])
    func simplified(_ traditional: String, _ expected: String) {
        #expect(traditional.simplified == expected)
    }

    @Test("twice is the same as once")
    func idempotent() {
        for text in ["Ａ　Ｂ\n（龍）", "〔１〕 ", "Ⅱ期", "é́ﬁ", "\u{0}x", "👍🏽 晨珏"] {
            #expect(text.tidied.tidied == text.tidied)
            #expect(text.folded.folded == text.folded)
            #expect(text.folded.unicodeScalars.allSatisfy { !$0.isBlank })
        }
    }
}
