extension DocumentTable {
    /// The table in WordprocessingML, over `width` twips. The heading is repeated on each page, a
    /// row is never torn. The line that must follow a table takes no room when it `isLast`: on a
    /// full page it would make an empty one.
    func markup(width: Int, isLast: Bool) -> String {
        let letters = WordMarkup.Letters(size: letterSize)
        var above = ""
        if let caption {
            above += WordMarkup.Paragraph(alignment: "center", keepsWithNext: true)
                .containing(WordMarkup.Letters(face: .first).run(caption))
        }
        if let unit {
            above += WordMarkup.Paragraph(alignment: "right", keepsWithNext: true)
                .containing(letters.run(unit), letters: letters)
        }
        let widths = columnWidths(width)
        let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
        var heading = ""
        for (column, width) in zip(columns, widths) {
            let bold = WordMarkup.Letters(face: .first, size: letterSize)
            heading += cell(column.heading, bold, .center, width, isHeading: true)
        }
        var lines = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\(heading)</w:tr>"
        for (index, row) in rows.enumerated() {
            let look = WordMarkup.Letters(size: letterSize, isBold: strongRows.contains(index))
            var cells = ""
            for (place, column) in columns.enumerated() {
                let text = row.indices.contains(place) ? row[place] : ""
                cells += cell(text, look, column.alignment, widths[place], isHeading: false)
            }
            lines += "<w:tr><w:trPr><w:cantSplit/></w:trPr>\(cells)</w:tr>"
        }
        return above + "<w:tbl>\(properties(width))<w:tblGrid>\(grid)</w:tblGrid>\(lines)</w:tbl>"
            + (isLast
            ? WordMarkup.Paragraph(lineHeight: 20) : WordMarkup.Paragraph(lineHeight: 240))
            .containing("", letters: letters)
    }

    /// Wide tables take smaller letters.
    private var letterSize: WordMarkup.Size { columns.count > 7 ? .five : .smallFour }

    private func columnWidths(_ width: Int) -> [Int] {
        let total = columns.reduce(0) { $0 + max(0.1, $1.weight) }
        return columns.map { Int(Double(width) * max(0.1, $0.weight) / total) }
    }

    private func properties(_ width: Int) -> String {
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"]
        let borders = sides.map {
            "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        }
        return "<w:tblPr><w:tblW w:w=\"\(width)\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
            + "<w:tblBorders>\(borders.joined())</w:tblBorders><w:tblLayout w:type=\"fixed\"/>"
            + "<w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>"
            + "<w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    }

    private func cell(
        _ text: String, _ letters: WordMarkup.Letters, _ alignment: Alignment, _ width: Int,
        isHeading: Bool
    ) -> String {
        let side =
            switch alignment {
            case .left: "left"
            case .center: "center"
            case .right: "right"
            }
        // Lines of a table follow its letters, not the grid of the page.
        let paragraph =
            "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/>"
            + "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>"
            + "<w:jc w:val=\"\(side)\"/>\(letters.properties)</w:pPr>\(letters.run(text))</w:p>"
        return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>"
            + "<w:vAlign w:val=\"center\"/></w:tcPr>\(paragraph)</w:tc>"
    }
}
