internal import Basics

extension OfficialDocument {
    /// The bytes of the .docx; it opens in Word, WPS and LibreOffice.
    package func docx() throws -> [UInt8] {
        let parts = [
            ("[Content_Types].xml", WordParts.contentTypes), ("_rels/.rels", WordParts.relations),
            ("docProps/core.xml", WordParts.properties(self)),
            ("word/document.xml", document), ("word/_rels/document.xml.rels", WordParts.links),
            ("word/styles.xml", WordParts.styles), ("word/settings.xml", WordParts.settings),
            ("word/header1.xml", WordParts.header(header)),
            ("word/footer1.xml", WordParts.footer(alignment: "right")),
            ("word/footer2.xml", WordParts.footer(alignment: "left")),
            ("word/fontTable.xml", WordParts.fontTable),
        ]
        return try zipArchive(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
    }

    /// The width between the margins: 156 mm upright, 225 mm on its side.
    private static func textWidth(isLandscape: Bool) -> Int { isLandscape ? 12_756 : 8_845 }

    private var document: String {
        var pages = first()
        var isLandscape = false
        for (index, attachment) in attachments.enumerated() {
            let turns = attachment.isLandscape != isLandscape
            if turns {
                // A section's page stands in its last paragraph.
                pages +=
                    "<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/>"
                    + WordMarkup.section(isLandscape: isLandscape, startsPage: true)
                    + "</w:pPr></w:p>"
            }
            isLandscape = attachment.isLandscape
            pages += markup(attachment, number: index + 1, startsPage: !turns)
        }
        return WordParts.declaration
            + "<w:document xmlns:w=\"\(WordParts.main)\" xmlns:r=\"\(WordParts.office)\"><w:body>"
            + pages + WordMarkup.section(isLandscape: isLandscape, startsPage: true)
            + "</w:body></w:document>"
    }

    private func first() -> String {
        var text = ""
        let black = WordMarkup.Letters(face: .first)
        if let mark {
            text += WordMarkup.Paragraph(alignment: "left")
                .containing(black.run(mark), letters: black)
            text += WordMarkup.emptyLine
        }
        text += heading(title)
        text += WordMarkup.emptyLine
        if let addressee {
            text += WordMarkup.Paragraph().containing(WordMarkup.Letters().run(addressee + "："))
        }
        text += markup(body, isLandscape: false, bindsLast: signature != nil || day != nil)
        text += attachmentList
        text += signatureLines
        if let note {
            text += WordMarkup.Paragraph(firstLine: 200)
                .containing(WordMarkup.Letters().run("（\(note)）"))
        }
        return text
    }

    private func heading(_ title: String) -> String {
        let letters = WordMarkup.Letters(face: .title, size: .two)
        return WordMarkup.Paragraph(
            alignment: "center", keepsWithNext: true, outlineLevel: 0, lineHeight: 700
        ).containing(letters.run(title), letters: letters)
    }

    private func markup(
        _ blocks: [DocumentBlock], isLandscape: Bool, bindsLast: Bool = false
    ) -> String {
        var numbers = HeadingNumbers()
        var text = ""
        for (index, block) in blocks.enumerated() {
            let startsPage = index > 0 && blocks[index - 1].isPageBreak
            switch block {
            case .paragraph(let words):
                // The signature never stands on a page without a line of the body.
                let isBound = bindsLast && index == blocks.count - 1
                text += WordMarkup.Paragraph(
                    firstLine: 200, keepsWithNext: isBound, startsPage: startsPage
                ).containing(WordMarkup.Letters().run(words))
            case .heading(let level, let words):
                let letters = WordMarkup.Letters(
                    face: level == 1 ? .first : level == 2 ? .second : .body)
                text += WordMarkup.Paragraph(
                    firstLine: 200, keepsWithNext: true, startsPage: startsPage,
                    outlineLevel: max(1, min(level, 8))
                ).containing(letters.run(numbers.next(level) + words), letters: letters)
            case .table(let table):
                text += table.markup(
                    width: OfficialDocument.textWidth(isLandscape: isLandscape),
                    isLast: index == blocks.count - 1 || blocks[index + 1].isPageBreak)
            case .footnote(let words):
                let isBound = bindsLast && index == blocks.count - 1
                let letters = WordMarkup.Letters(size: .five)
                text += WordMarkup.Paragraph(
                    alignment: "left", keepsWithNext: isBound, lineHeight: 320
                ).containing(letters.run(words), letters: letters)
            case .pageBreak:
                // The break stands in the line that follows; a table or a break needs one of its
                // own before it.
                let next = blocks.indices.contains(index + 1) ? blocks[index + 1] : .pageBreak
                if !next.canStartPage { text += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" }
            }
        }
        return text
    }

    /// 附件说明, an empty line below the body, two characters in; the names stand under each other.
    private var attachmentList: String {
        guard !attachments.isEmpty else { return "" }
        var text = WordMarkup.boundLine
        for (index, attachment) in attachments.enumerated() {
            let number = attachments.count == 1 ? "" : "\(index + 1)."
            let lead = index == 0 ? "附件：" : ""
            let hanging = 100 * (index == 0 ? 3 : 0) + (number.isEmpty ? 0 : 100)
            text += WordMarkup.Paragraph(
                alignment: "left", left: 200 + 300 + (number.isEmpty ? 0 : 100), hanging: hanging,
                keepsWithNext: signature != nil || day != nil
            ).containing(WordMarkup.Letters().run(lead + number + attachment.title))
        }
        return text
    }

    /// 7.3.5.2: the name two characters from the right, the day begins two characters after the
    /// name does; when the day is the longer one, it stands two characters from the right.
    private var signatureLines: String {
        guard signature != nil || day != nil else { return "" }
        var text = WordMarkup.boundLine + WordMarkup.boundLine
        let dayText = day.map { "\($0.year)年\($0.month)月\($0.day)日" } ?? ""
        let dayWidth = dayText.utf8.reduce(0) { $0 + ($1 < 0x80 ? 50 : $1 >= 0xC0 ? 100 : 0) }
        let nameWidth = (signature ?? "").unicodeScalars.reduce(0) {
            $0 + ($1.isASCII ? 50 : 100)
        }
        let dayIsLonger = dayWidth + 200 > nameWidth
        let nameRight = dayIsLonger ? max(200, 400 + dayWidth - nameWidth) : 200
        let dayRight = dayIsLonger ? 200 : nameWidth - dayWidth
        if let signature {
            text += WordMarkup.Paragraph(
                alignment: "right", right: nameRight, keepsWithNext: day != nil
            ).containing(WordMarkup.Letters().run(signature))
        }
        if day != nil {
            text += WordMarkup.Paragraph(alignment: "right", right: max(200, dayRight))
                .containing(WordMarkup.Letters().run(dayText))
        }
        return text
    }

    private func markup(
        _ attachment: DocumentAttachment, number: Int, startsPage: Bool
    ) -> String {
        let black = WordMarkup.Letters(face: .first)
        let label = attachments.count == 1 ? "附件" : "附件\(number)"
        return WordMarkup.Paragraph(alignment: "left", startsPage: startsPage)
            .containing(black.run(label), letters: black)
            + WordMarkup.emptyLine + heading(attachment.title) + WordMarkup.emptyLine
            + markup(attachment.body, isLandscape: attachment.isLandscape)
    }
}

extension DocumentBlock {
    fileprivate var isPageBreak: Bool {
        if case .pageBreak = self { true } else { false }
    }

    fileprivate var canStartPage: Bool {
        switch self {
        case .paragraph, .heading: true
        case .table, .footnote, .pageBreak: false
        }
    }
}

/// 7.3.3: «一、» «（一）» «1.» «（1）».
private struct HeadingNumbers {
    private var counts = [0, 0, 0, 0]

    mutating func next(_ level: Int) -> String {
        let place = max(1, min(level, 4)) - 1
        counts[place] += 1
        for lower in (place + 1)..<4 where place < 3 { counts[lower] = 0 }
        let number = counts[place]
        switch place {
        case 0: return chinese(number) + "、"
        case 1: return "（" + chinese(number) + "）"
        case 2: return "\(number)."
        default: return "（\(number)）"
        }
    }

    private func chinese(_ number: Int) -> String {
        let digits = Array("〇一二三四五六七八九")
        guard (1...99).contains(number) else { return String(number) }
        let tens =
            number / 10 == 0 ? "" : (number / 10 == 1 ? "" : String(digits[number / 10])) + "十"
        return tens + (number % 10 == 0 ? "" : String(digits[number % 10]))
    }
}
