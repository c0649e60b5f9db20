import Tables

/// A workbook made of hand-written parts, so that each test shows the very bytes it is about.
struct XlsxParts {
    var sheets: [(name: String, attributes: String, xml: String)] = []
    var sharedStrings: String?
    var styles: String?
    var theme: String?
    var workbookProperties = ""
    var extraLinks = ""
    var replaced: [String: String?] = [:]

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    /// One sheet of the given rows; `after` stands behind the rows.
    init(rows: String, before: String = "", after: String = "") {
        sheets = [("表", "", XlsxParts.sheet(rows, before: before, after: after))]
    }

    static func sheet(_ rows: String, before: String = "", after: String = "") -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"\(main)\">\(before)"
            + "<sheetData>\(rows)</sheetData>\(after)</worksheet>"
    }

    func bytes() throws -> [UInt8] {
        var parts: [(String, String)] = []
        func link(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"\(XlsxParts.office)/\(kind)\" Target=\"\(target)\"/>"
        }
        func list(_ links: String) -> String {
            "<Relationships xmlns=\"\(XlsxParts.package)\">\(links)</Relationships>"
        }
        parts.append(("_rels/.rels", list(link("r", "officeDocument", "xl/workbook.xml"))))
        var entries = ""
        var links = extraLinks
        for (index, sheet) in sheets.enumerated() {
            entries +=
                "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"r\(index)\""
                + " \(sheet.attributes)/>"
            links += link("r\(index)", "worksheet", "worksheets/sheet\(index + 1).xml")
            parts.append(("xl/worksheets/sheet\(index + 1).xml", sheet.xml))
        }
        if let sharedStrings {
            links += link("s", "sharedStrings", "/xl/sharedStrings.xml")
            parts.append(
                ("xl/sharedStrings.xml", "<sst xmlns=\"\(XlsxParts.main)\">\(sharedStrings)</sst>"))
        }
        if let styles {
            links += link("t", "styles", "styles.xml")
            parts.append(
                ("xl/styles.xml", "<styleSheet xmlns=\"\(XlsxParts.main)\">\(styles)</styleSheet>"))
        }
        if let theme {
            links += link("h", "theme", "theme/theme1.xml")
            parts.append(("xl/theme/theme1.xml", theme))
        }
        parts.append(
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"\(XlsxParts.main)\" xmlns:r=\"\(XlsxParts.office)\">"
                    + "<workbookPr \(workbookProperties)/><sheets>\(entries)</sheets></workbook>"
            ))
        parts.append(("xl/_rels/workbook.xml.rels", list(links)))
        for (name, text) in replaced {
            parts.removeAll { $0.0 == name }
            if let text { parts.append((name, text)) }
        }
        return try zipArchive(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
    }

    func read(limits: TableLimits = .standard) throws -> Workbook {
        try readWorkbook(bytes(), file: "t.xlsx", limits: limits)
    }

    /// The first sheet's rows.
    func rows() throws -> [SheetRow] { try read().sheets[0].rows }

    /// The reason that the workbook is refused with.
    func refusal(limits: TableLimits = .standard) throws -> UnreadableFile? {
        do {
            _ = try read(limits: limits)
            return nil
        } catch let refusal as UnreadableFile {
            return refusal
        }
    }
}
