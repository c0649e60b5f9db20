import Basics
import Documents
import Tables
import Testing

@Suite("bad input costs no more than good input")
struct BadInputTests {
    /// Nothing is timed, for a machine may be busy: what is not linear would not end in a day.
    @Test("one line of ten megabytes", arguments: ["招", "要，由", "一、会议强调，要加快建设"])
    func longLine(piece: String) {
        expectEnd(piece, letters: 3_400_000)
    }

    @Test(
        "one line of two megabytes, whatever it repeats",
        arguments: [
            "“（《要", "1", "一、", "到2026年", "会议强调，", "〔2026〕", "记者（", "<a \"", "摄）（",
            "市局书记王", "到2026年，", "“", "同时", "存在，", "由市局牵头，", "请", "要以，", "责任单位：", "将，",
            "会议指出要", "。”", "要。\t",
        ])
    func oneLine(piece: String) {
        expectEnd(piece, letters: 700_000)
    }

    private func expectEnd(_ piece: String, letters: Int) {
        let text = String(repeating: piece, count: letters / piece.unicodeScalars.count)
        #expect(DocumentText(text).pieces.count == 1, "\(piece)")
    }

    @Test("a page of ten megabytes, whatever it leaves open")
    func pages() throws {
        for piece in ["<a \"", "<div a='x' ", "&amp", "<!--", "<script>", "<p>要</p>", "<", "&#"] {
            let body = String(repeating: piece, count: 9_000_000 / piece.utf8.count)
            let page = Array("<html><head><body><p>正文</p>\(body)".utf8)
            let paper = try readPaper(page, file: "a.html")
            #expect(paper.text.hasPrefix("正文"), "\(piece)")
        }
    }

    @Test("more instructions than anybody reads end at their bound")
    func bounds() {
        let line = "要加快建设。"
        let found = DocumentText(String(repeating: line, count: 30_000)).instructions
        #expect(found.count == 20_000)
    }

    @Test(
        "quotes and brackets that don't match, lone marks, an end in the middle",
        arguments: [
            "“‘要“加快”建设", "（（（要加快建设", "》》”’要加快建设。", "要", "应", "请", "由牵头", "到", "第", "（", "一、", "1.",
            "〔2026〕号",
            "责任单位：", "（责任单位：）", "会议强调，", "要，", "。！？；", "\u{1F600}要\u{1F600}加快", "\r\n\r\r\n要加快\r",
            "2026年99月99日", "26日", "绝密★", "摄", "@", "\u{FEFF}", "\u{0}要",
        ])
    func fragments(text: String) {
        for text in [text, text + "\n" + text, "示政发〔2026〕9号\n" + text, "会议强调，" + text + "。"] {
            let document = DocumentText(text)
            for found in document.instructions { #expect(!document.words(found.clause).isEmpty) }
        }
    }
}
