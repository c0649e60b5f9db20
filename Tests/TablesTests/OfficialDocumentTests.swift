import Basics
import Foundation
import Tables
import Testing

@Suite("Writing official documents")
struct OfficialDocumentTests {
    private static let document: OfficialDocument = {
        var document = OfficialDocument(
            title: "关于10月调度情况的通报",
            body: [
                .paragraph("正文 <第一段> & \u{1}引号\"。"), .heading(level: 1, "总体情况"),
                .heading(level: 2, "签约"), .heading(level: 2, "到位"), .heading(level: 3, "亿元以上"),
                .heading(level: 4, "五十亿元以上"), .heading(level: 1, "排名"),
                .heading(level: 2, "区市"),
                .table(
                    DocumentTable(
                        columns: [.init("区市"), .init("个数", alignment: .right)],
                        rows: [["东屿区", "=1+1"], ["合计"]], caption: "表", unit: "单位:个")),
                .pageBreak,
            ], createdAt: Instant(microseconds: 1_790_000_000_000_000))
        document.mark = "内部"
        document.header = "示例"
        document.addressee = "各区市人民政府"
        document.signature = "示例市指挥部办公室"
        document.day = Day(2026, 10, 25)
        document.note = "联系人:某处"
        document.attachments = [
            DocumentAttachment(title: "清单", body: [.paragraph("附")]),
            DocumentAttachment(title: "明细", body: [], isLandscape: true),
        ]
        return document
    }()

    /// The parts of the package, unpacked by a program that is not ours; nil where there is none.
    private func part(_ name: String, of bytes: [UInt8]) throws -> String? {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("document-\(UUID().uuidString).docx")
        try Data(bytes).write(to: file)
        defer { unlink(file.path) }
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip") else {
            print("unzip is not installed: the parts of the .docx are not looked at")
            return nil
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        process.arguments = ["-p", file.path, name]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test("equal documents give equal bytes")
    func sameBytes() throws {
        let first = try Self.document.docx()
        Thread.sleep(forTimeInterval: 2.1)
        #expect(try Self.document.docx() == first)
        var other = Self.document
        other.title += "(二)"
        #expect(try other.docx() != first)
    }

    @Test("headings are numbered the official way and text is escaped")
    func text() throws {
        guard let xml = try part("word/document.xml", of: Self.document.docx()) else { return }
        for text in [
            "一、总体情况", "（一）签约", "（二）到位", "1.亿元以上", "（1）五十亿元以上", "二、排名", "（一）区市",
            "正文 &lt;第一段&gt; &amp; 引号&quot;。", "各区市人民政府：", "附件：1.清单", "2.明细",
            "2026年10月25日", "（联系人:某处）", "=1+1", "附件2",
        ] {
            #expect(xml.contains(text), "\(text)")
        }
    }

    @Test("the page is that of GB/T 9704-2012")
    func page() throws {
        let bytes = try Self.document.docx()
        guard let xml = try part("word/document.xml", of: bytes) else { return }
        // 37, 26, 35 and 28 mm; 28.95 points a line.
        #expect(
            xml.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""))
        #expect(xml.contains("w:linePitch=\"579\""))
        #expect(xml.contains("w:orient=\"landscape\""))
        #expect(xml.contains("方正小标宋简体") && xml.contains("仿宋_GB2312"))
        let right = try part("word/footer1.xml", of: bytes)
        let left = try part("word/footer2.xml", of: bytes)
        #expect(right?.contains("w:jc w:val=\"right\"") == true)
        #expect(left?.contains("w:jc w:val=\"left\"") == true)
        #expect(right?.contains("— ") == true)
        #expect(try part("word/settings.xml", of: bytes)?.contains("evenAndOddHeaders") == true)
        #expect(try part("docProps/core.xml", of: bytes)?.contains("2026-09-21T") == true)
    }

    @Test("a page ends with the heading that begins the next, not with an empty line of its own")
    func pageBreaks() throws {
        var document = OfficialDocument(
            title: "一区一页",
            body: [
                .heading(level: 1, "东屿区"), .footnote("数据日"), .pageBreak,
                .heading(level: 1, "西岭区"), .pageBreak,
                .table(DocumentTable(columns: [.init("指标")], rows: [["签约"]])),
            ], createdAt: Instant(microseconds: 0))
        document.author = "示例市指挥部办公室"
        guard let xml = try part("word/document.xml", of: document.docx()) else { return }
        #expect(xml.split(separator: "<w:pageBreakBefore/>").count == 2)
        // A table cannot begin a page by itself.
        #expect(xml.split(separator: "w:type=\"page\"").count == 2)
        #expect(xml.contains("数据日"))
        #expect(balance(xml))
    }

    @Test("every part is well-formed")
    func wellFormed() throws {
        let bytes = try Self.document.docx()
        for name in [
            "\\[Content_Types\\].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
            "word/settings.xml", "word/header1.xml", "word/footer1.xml", "word/fontTable.xml",
            "word/_rels/document.xml.rels", "docProps/core.xml",
        ] {
            guard let xml = try part(name, of: bytes) else { return }
            #expect(balance(xml), "\(name)")
        }
    }

    /// Whether the tags of a text close in the order they opened.
    private func balance(_ xml: String) -> Bool {
        var open: [Substring] = []
        for piece in xml.split(separator: "<").dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { return false }
            let tag = piece[..<end]
            let name = tag.drop { $0 == "/" }.prefix { !" />".contains($0) }
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { return false }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
        }
        return open.isEmpty && !xml.isEmpty
    }
}
