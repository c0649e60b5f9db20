import Basics
import Tables
import Testing

@Suite("papers are taken in by their content")
struct PaperReadingTests {
    private static let words = "各区市要加快建设专业招商队伍，6月底前完成。\n示例市招商局\n"

    /// UTF-16 by hand, for no encoder is at hand here.
    private static func wide(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }

    @Test(
        "UTF-8 and UTF-16 give the same text, with and without a mark",
        arguments: [
            Array(words.utf8), [0xEF, 0xBB, 0xBF] + Array(words.utf8),
            wide(words, bigEndian: false, mark: true), wide(words, bigEndian: true, mark: true),
            wide(words, bigEndian: false, mark: false), wide(words, bigEndian: true, mark: false),
        ])
    func encodings(bytes: [UInt8]) throws {
        let paper = try readPaper(bytes, file: "a.txt")
        #expect(paper.kind == .text)
        #expect(paper.text == Self.words)
    }

    @Test("GB18030 is found by its bytes")
    func gb18030() throws {
        // 招商引资，要加快。 twice, in two lines.
        let line: [UInt8] = [
            0xD5, 0xD0, 0xC9, 0xCC, 0xD2, 0xFD, 0xD7, 0xCA, 0xA3, 0xAC, 0xD2, 0xAA, 0xBC, 0xD3,
            0xBF, 0xEC, 0xA1, 0xA3, 0x0A,
        ]
        let paper = try readPaper(line + line, file: "a.txt")
        #expect(paper.text == "招商引资，要加快。\n招商引资，要加快。\n")
    }

    @Test("nothing of a text is changed: spaces, returns and odd signs stay")
    func bytesStay() throws {
        let text = "  一、标题\r\n\r\n　　正文㊣里有□□杂符\t。 \n"
        #expect(try readPaper(Array(text.utf8), file: "a.txt").text == text)
        #expect(try readPasted(text, file: "form").text == text)
    }

    private func refusal(_ bytes: [UInt8], limits: TableLimits = .paper) -> UnreadableFile? {
        #expect(throws: UnreadableFile.self) { try readPaper(bytes, file: "a", limits: limits) }
    }

    @Test("what cannot be taken in is refused in words, with its line")
    func refusals() throws {
        #expect(refusal([])?.reason == .empty)
        #expect(refusal(Array(" \n\t\u{FEFF}".utf8))?.reason == .noText)
        #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0])?.reason == .oldPaper)
        #expect(refusal(Array("{\\rtf1 words}".utf8))?.reason == .oldPaper)
        #expect(refusal([0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 1])?.reason == .notAPaper)
        #expect(refusal(Array("%PDF-1.7\n".utf8))?.reason == .pdfIsNotRead)
        var small = TableLimits.paper
        small.fileBytes = 10
        #expect(refusal(Array(Self.words.utf8), limits: small)?.reason == .tooLarge(.fileBytes, 10))
        let workbook = try zipArchive([(name: "xl/workbook.xml", bytes: Array("<a/>".utf8))])
        #expect(refusal(workbook)?.reason == .notAPaper)

        var broken = Array((Self.words + Self.words).utf8)
        broken[Array(Self.words.utf8).count + 4] = 0xFF
        let mixed = refusal(broken)
        #expect(mixed?.reason == .mixedEncodings)
        #expect(mixed?.places == [.line(file: "a", line: 3)])
    }

    @Test("a PDF is read by whoever can; one of pictures is refused as that")
    func pdf() throws {
        let bytes = Array("%PDF-1.7\n".utf8)
        let paper = try readPaper(bytes, file: "a.pdf") { _ in Self.words }
        #expect(paper == Paper(kind: .pdf, text: Self.words))
        let refusal = #expect(throws: UnreadableFile.self) {
            try readPaper(bytes, file: "a.pdf") { _ in "\u{C}\n" }
        }
        #expect(refusal?.reason == .noText)
    }

    @Test("the lines of a printed page are paragraphs again; headings, lists and ends stay")
    func printed() throws {
        let lines = """
            示例市关于招商的通知
            2026年，示例市新签约亿元以上项目12个，总投资30亿元，同比增长5.5%。各区市要围绕主导产
            业，明确重点企业清单，6月底前完成首轮对接，由市商务局牵头，市统计局配合，确保全年实际使用
            外资达到11亿美元，增长10%以上。
            一、工作目标
            到2027年，全市到位资金达到500亿元，新引进世界500强企业20家，高技术产业占比达到35%，
            开工率提高到70%以上，全面完成年度任务，各项指标走在全省前列，为高质量发展提供支撑。
            示例市人民政府
            """
        let paper = try readPaper(Array("%PDF-1.7\n".utf8), file: "a.pdf") { _ in lines }
        #expect(paper.text.split(separator: "\n").count == 5)
        #expect(paper.text.contains("围绕主导产业，明确") && paper.text.contains("实际使用外资达到"))
        #expect(paper.text.contains("35%， 开工率") || paper.text.contains("35%，开工率"))
        #expect(paper.text.hasSuffix("。\n示例市人民政府"))
        let slides = "招商\n项目\n用地\n"
        let shown = try readPaper(Array("%PDF-1.7\n".utf8), file: "a.pdf") { _ in slides }
        #expect(shown.text == slides)
    }
}

@Suite("web pages become lines")
struct PageReadingTests {
    private func text(_ page: String) throws -> String {
        let paper = try readPaper(Array(page.utf8), file: "a.html")
        #expect(paper.kind == .page)
        return paper.text
    }

    @Test("scripts, styles and comments are no text, and nothing of them runs")
    func scripts() throws {
        let page = """
            <!DOCTYPE html><html><head><title>示例市&mdash;要闻</title>
            <style>p { color: red } </style><script>document.write("<p>假</p>")</script></head>
            <body><!-- <p>注释</p> --><p>招商引资<b>是</b>源头
            活水。</p><script type="x">'</p>'</SCRIPT><div onclick="alert('>')">第二段&nbsp;&#20061;&#x4E03;</div>
            <noscript>请打开脚本</noscript></body></html>
            """
        #expect(try text(page) == "招商引资是源头活水。\n第二段\u{A0}九七")
    }

    @Test("blocks are lines, cells are cut by tabs, breaks break")
    func blocks() throws {
        let page = """
            <html><body><h1>标题</h1><ul><li>甲</li><li>乙</li></ul><table><tr><th>单位</th><th>任务</th></tr>
            <tr><td>招商局</td><td>对接</td></tr></table>一行<br>又一行<br/><br/><pre> 留  白
            两行</pre></body></html>
            """
        let wanted = "标题\n甲\n乙\n单位\t任务\n招商局\t对接\n一行\n又一行\n\n 留  白\n两行"
        #expect(try text(page) == wanted)
    }

    @Test("what the head says of the page is a hint")
    func hints() throws {
        let page = """
            <html><head><meta name="ArticleTitle" content="某市&quot;开门红&quot;"><meta content='2026-03-02 10:00'
            name='PubDate'><meta name="ContentSource" content="示例日报"><title>网站</title></head><body>正文。
            </body></html>
            """
        let paper = try readPaper(Array(page.utf8), file: "a.html")
        #expect(paper.hints.title == "某市\"开门红\"")
        #expect(paper.hints.date == "2026-03-02 10:00")
        #expect(paper.hints.source == "示例日报")
    }

    @Test(
        "damaged pages are read as far as they go",
        arguments: [
            ("<html><body><p>甲<p>乙<div>丙", "甲\n乙\n丙"),
            ("<html><body><p>1 < 2 且 3 > 2</p><a href=\"'>\">丁</a>", "1 < 2 且 3 > 2\n丁"),
            ("<html><body><p>甲&unknown;&amp&#0;&#99999999;</p>", "甲&unknown;&amp&#0;&#99999999;"),
            ("<html><body><p>甲</p><!-- 没有结尾 <p>乙</p>", "甲"),
            ("<html><body><p>甲</p><script>没有结尾 <p>乙</p>", "甲"),
            ("<html><body><p>甲</p><a title=\"没有结尾", "甲"),
        ])
    func damaged(page: String, wanted: String) throws {
        #expect(try text("<!DOCTYPE html>" + page) == wanted)
    }

    @Test("the declared encoding is believed where the bytes are not UTF-8")
    func charset() throws {
        let head = Array("<html><head><meta charset=\"gb2312\"></head><body><p>".utf8)
        let paper = try readPaper(
            head + [0xD5, 0xD0, 0xC9, 0xCC] + Array("</p></body></html>".utf8), file: "a")
        #expect(paper.text == "招商")
    }
}

@Suite("a .docx becomes lines")
struct WordReadingTests {
    private func docx(
        _ body: String, footnotes: String? = nil, part: String = "word/document.xml"
    ) throws -> [UInt8] {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        var parts = [
            (
                name: part,
                bytes: Array("<w:document \(space)><w:body>\(body)</w:body></w:document>".utf8)
            )
        ]
        if let footnotes {
            let notes = "<w:footnotes \(space)>\(footnotes)</w:footnotes>"
            parts.append((name: "word/footnotes.xml", bytes: Array(notes.utf8)))
        }
        return try zipArchive(parts)
    }

    private func text(_ bytes: [UInt8]) throws -> String {
        let paper = try readPaper(bytes, file: "a.docx")
        #expect(paper.kind == .word)
        return paper.text
    }

    @Test("an official document that was written here is read back")
    func roundTrip() throws {
        var document = OfficialDocument(
            title: "关于开展招商的通知",
            body: [
                .heading(level: 1, "总体要求"), .paragraph("各区市要加快对接。"),
                .table(
                    DocumentTable(
                        columns: [.init("单位"), .init("任务")], rows: [["招商局", "对接 & 洽谈"]])),
            ], createdAt: Instant(microseconds: 0))
        document.mark = "内部"
        document.addressee = "各区市人民政府"
        let wanted = [
            "内部", "关于开展招商的通知", "各区市人民政府：", "一、总体要求", "各区市要加快对接。", "单位\t任务", "招商局\t对接 & 洽谈",
        ]
        let lines = try text(document.docx()).split(separator: "\n").map(String.init)
        #expect(lines == wanted)
    }

    @Test("deleted revisions are left out, inserted ones stand, tabs and breaks are kept")
    func revisions() throws {
        let body = """
            <w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>\
            <w:r><w:t>要</w:t></w:r><w:del w:id="2"><w:r><w:delText>不</w:delText></w:r></w:del>\
            <w:ins w:id="3"><w:r><w:t xml:space="preserve">加快 </w:t></w:r></w:ins>\
            <w:r><w:tab/><w:t>建设_x0041_</w:t><w:br/><w:t>队伍</w:t></w:r></w:p>
            """
        #expect(try text(docx(body)) == "要加快 \t建设_x0041_\n队伍\n")
    }

    @Test("text boxes are told once, footnotes stand at the end without their rules")
    func boxesAndNotes() throws {
        let body = """
            <w:p><w:r><w:t>正文</w:t></w:r><w:r><AlternateContent><Choice><w:txbxContent><w:p><w:r>\
            <w:t>框</w:t></w:r></w:p></w:txbxContent></Choice><Fallback><w:txbxContent><w:p><w:r>\
            <w:t>框</w:t></w:r></w:p></w:txbxContent></Fallback></AlternateContent></w:r></w:p>
            """
        let notes = """
            <w:footnote w:type="separator"><w:p><w:r><w:t>—</w:t></w:r></w:p></w:footnote>\
            <w:footnote w:id="2"><w:p><w:r><w:t>来源：统计局</w:t></w:r></w:p></w:footnote>
            """
        #expect(try text(docx(body, footnotes: notes)) == "正文\n框\n来源：统计局\n")
    }

    @Test("a bomb, a DOCTYPE and a broken part are refused")
    func refusals() throws {
        func reason(_ bytes: [UInt8]) -> UnreadableFile.Reason? {
            #expect(throws: UnreadableFile.self) { try readPaper(bytes, file: "a.docx") }?.reason
        }
        let part = "word/document.xml"
        let bomb = try zipArchive([(name: part, bytes: [UInt8](repeating: 32, count: 40_000_000))])
        #expect(reason(bomb) == .packedTooTightly(part))
        let entities = "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>"
        #expect(
            reason(try zipArchive([(name: part, bytes: Array(entities.utf8))]))
                == .documentType(part))
        #expect(reason(try docx("<w:p><w:r></w:p>")) == .malformedPaper(part))
        #expect(reason(Array(try docx("<w:p/>").dropLast(40))) == .damaged)
        #expect(reason(try docx("<w:p/>")) == .noText)
        // Found by bin/fuzz: packing nothing lost a byte of memory each time.
        #expect(reason(try zipArchive([(name: part, bytes: [])])) == .noText)
    }
}
