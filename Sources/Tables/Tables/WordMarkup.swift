/// Pieces of WordprocessingML. Lengths are twentieths of a point («twips»), letters half points.
enum WordMarkup {
    /// The faces of GB/T 9704-2012. A machine that lacks one takes the next of `fontTable`.
    enum Face: String {
        case title = "方正小标宋简体", body = "仿宋_GB2312", first = "黑体", second = "楷体_GB2312"
        case number = "宋体"
    }

    /// 二号, 三号, 四号, 小四, 五号.
    enum Size: Int {
        case two = 44, three = 32, four = 28, smallFour = 24, five = 21
    }

    struct Letters {
        var face = Face.body
        var size = Size.three
        var isBold = false

        /// A run whose text may break into lines.
        func run(_ text: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "<w:t xml:space=\"preserve\">\(escaped(String($0)))</w:t>" }
            return "<w:r>\(properties)\(lines.joined(separator: "<w:br/>"))</w:r>"
        }

        var properties: String {
            let latin = face == .number ? "宋体" : "Times New Roman"
            return "<w:rPr><w:rFonts w:ascii=\"\(latin)\" w:hAnsi=\"\(latin)\""
                + " w:eastAsia=\"\(face.rawValue)\" w:cs=\"Times New Roman\"/>"
                + (isBold ? "<w:b/>" : "")
                + "<w:sz w:val=\"\(size.rawValue)\"/><w:szCs w:val=\"\(size.rawValue)\"/></w:rPr>"
        }
    }

    struct Paragraph {
        var alignment = "both"
        /// In hundredths of a character.
        var firstLine = 0
        var left = 0
        var hanging = 0
        var right = 0
        var keepsWithNext = false
        var startsPage = false
        var outlineLevel: Int?
        /// In twips; lines of the body lie on the grid of the page.
        var lineHeight: Int?

        func containing(_ runs: String, letters: Letters = Letters()) -> String {
            var properties = ""
            if keepsWithNext { properties += "<w:keepNext/>" }
            if startsPage { properties += "<w:pageBreakBefore/>" }
            if let lineHeight {
                properties += "<w:snapToGrid w:val=\"0\"/>"
                properties += "<w:spacing w:line=\"\(lineHeight)\" w:lineRule=\"exact\"/>"
            }
            properties += indents(letters)
            properties += "<w:jc w:val=\"\(alignment)\"/>"
            if let outlineLevel { properties += "<w:outlineLvl w:val=\"\(outlineLevel)\"/>" }
            return "<w:p><w:pPr>\(properties)\(letters.properties)</w:pPr>\(runs)</w:p>"
        }

        /// Both measures, for Word follows the characters and LibreOffice the lengths.
        private func indents(_ letters: Letters) -> String {
            func twips(_ hundredths: Int) -> Int { hundredths * letters.size.rawValue / 10 }
            var attributes = ""
            if left != 0 {
                attributes += " w:leftChars=\"\(left)\" w:left=\"\(twips(left))\""
            }
            if right != 0 {
                attributes += " w:rightChars=\"\(right)\" w:right=\"\(twips(right))\""
            }
            if hanging != 0 {
                attributes += " w:hangingChars=\"\(hanging)\" w:hanging=\"\(twips(hanging))\""
            } else if firstLine != 0 {
                attributes +=
                    " w:firstLineChars=\"\(firstLine)\" w:firstLine=\"\(twips(firstLine))\""
            }
            return attributes.isEmpty ? "" : "<w:ind\(attributes)/>"
        }
    }

    /// An empty line of the body.
    static let emptyLine = Paragraph().containing("")
    /// One that stays on the page of what follows.
    static let boundLine = Paragraph(keepsWithNext: true).containing("")

    /// The page of GB/T 9704-2012: A4, margins 37, 35, 28 and 26 mm, 22 lines of 28.95 pt.
    static func section(isLandscape: Bool, startsPage: Bool) -> String {
        let size =
            isLandscape
            ? "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
            : "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
        // On its side, the page is bound at the top: the margins turn with it.
        let margins =
            isLandscape
            ? "w:top=\"1587\" w:right=\"2098\" w:bottom=\"1474\" w:left=\"1984\""
            : "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""
        let footer = isLandscape ? 850 : 1304
        return "<w:sectPr>"
            + "<w:headerReference w:type=\"default\" r:id=\"rId3\"/>"
            + "<w:headerReference w:type=\"even\" r:id=\"rId3\"/>"
            + "<w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
            + "<w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
            + (startsPage ? "<w:type w:val=\"nextPage\"/>" : "") + size
            + "<w:pgMar \(margins) w:header=\"851\" w:footer=\"\(footer)\" w:gutter=\"0\"/>"
            + "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>"
    }

    /// Text for XML 1.0: what it cannot hold is left out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += " "
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
