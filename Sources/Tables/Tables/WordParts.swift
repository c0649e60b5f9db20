internal import Basics

/// The parts of a .docx around its text.
enum WordParts {
    static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
    static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    static var contentTypes: String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
        let parts = [
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"),
            ("header1", "header"), ("footer1", "footer"), ("footer2", "footer"),
            ("fontTable", "fontTable"),
        ].map { name, kind in
            "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(word)\(kind)+xml\"/>"
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml"
        return declaration + "<Types xmlns=\"\(package)/content-types\">"
            + "<Default Extension=\"rels\" "
            + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + parts.joined()
            + "<Override PartName=\"/docProps/core.xml\" ContentType=\"\(core)\"/></Types>"
    }

    static var relations: String {
        list([
            ("rId1", office + "/officeDocument", "word/document.xml"),
            (
                "rId2", package + "/relationships/metadata/core-properties",
                "docProps/core.xml"
            ),
        ])
    }

    static var links: String {
        list([
            ("rId1", office + "/styles", "styles.xml"),
            ("rId2", office + "/settings", "settings.xml"),
            ("rId3", office + "/header", "header1.xml"),
            ("rId4", office + "/footer", "footer1.xml"),
            ("rId5", office + "/footer", "footer2.xml"),
            ("rId6", office + "/fontTable", "fontTable.xml"),
        ])
    }

    private static func list(_ links: [(id: String, type: String, target: String)]) -> String {
        declaration + "<Relationships xmlns=\"\(package)/relationships\">"
            + links.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\($0.target)\"/>"
            }.joined() + "</Relationships>"
    }

    static func properties(_ document: OfficialDocument) -> String {
        let metadata = package + "/metadata/core-properties"
        let title = WordMarkup.escaped(document.title)
        let author = WordMarkup.escaped(document.author)
        let moment = document.createdAt.description
        func dated(_ name: String) -> String {
            "<dcterms:\(name) xsi:type=\"dcterms:W3CDTF\">\(moment)</dcterms:\(name)>"
        }
        return declaration + "<cp:coreProperties xmlns:cp=\"\(metadata)\""
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
            + " xmlns:dcterms=\"http://purl.org/dc/terms/\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<dc:title>\(title)</dc:title><dc:creator>\(author)</dc:creator>"
            + dated("created") + dated("modified") + "</cp:coreProperties>"
    }

    static var styles: String {
        declaration + "<w:styles xmlns:w=\"\(main)\"><w:docDefaults><w:rPrDefault>"
            + WordMarkup.Letters().properties.replacing(
                "</w:rPr>", with: "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr>")
            + "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val=\"0\"/>"
            + "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/>"
            + "</w:pPr></w:pPrDefault></w:docDefaults>"
            + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
            + "<w:name w:val=\"Normal\"/></w:style></w:styles>"
    }

    /// Pages on the right and on the left carry their numbers at the outer side.
    static var settings: String {
        declaration + "<w:settings xmlns:w=\"\(main)\"><w:zoom w:percent=\"100\"/>"
            + "<w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
            + "<w:compat><w:compatSetting w:name=\"compatibilityMode\""
            + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
            + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    }

    static func header(_ text: String?) -> String {
        let letters = WordMarkup.Letters(face: .number, size: .five)
        return declaration + "<w:hdr xmlns:w=\"\(main)\">"
            + WordMarkup.Paragraph(alignment: "center")
            .containing(text.map(letters.run) ?? "", letters: letters) + "</w:hdr>"
    }

    /// 7.5: «— 1 —» in 四号 宋体, one character from the outer side.
    static func footer(alignment: String) -> String {
        let letters = WordMarkup.Letters(face: .number, size: .four)
        func field(_ kind: String) -> String {
            "<w:r>\(letters.properties)<w:fldChar w:fldCharType=\"\(kind)\"/></w:r>"
        }
        let number =
            field("begin") + "<w:r>\(letters.properties)"
            + "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>" + field("separate")
            + letters.run("1") + field("end")
        let paragraph = WordMarkup.Paragraph(
            alignment: alignment, left: alignment == "left" ? 100 : 0,
            right: alignment == "right" ? 100 : 0)
        return declaration + "<w:ftr xmlns:w=\"\(main)\">"
            + paragraph.containing(
                letters.run("— ") + number + letters.run(" —"), letters: letters) + "</w:ftr>"
    }

    /// What stands in for a face that a machine lacks.
    static var fontTable: String {
        let faces = [
            (
                "方正小标宋简体", ["方正小标宋_GBK", "小标宋", "华文中宋", "宋体", "Noto Serif CJK SC"],
                "roman"
            ),
            ("仿宋_GB2312", ["仿宋", "FangSong", "华文仿宋", "Noto Serif CJK SC"], "roman"),
            ("楷体_GB2312", ["楷体", "KaiTi", "华文楷体", "Noto Serif CJK SC"], "script"),
            ("黑体", ["SimHei", "微软雅黑", "Noto Sans CJK SC"], "swiss"),
            ("宋体", ["SimSun", "Noto Serif CJK SC"], "roman"),
        ].map { name, others, family in
            "<w:font w:name=\"\(name)\">"
                + "<w:altName w:val=\"\(others.joined(separator: ","))\"/><w:charset w:val=\"86\"/>"
                + "<w:family w:val=\"\(family)\"/><w:pitch w:val=\"variable\"/></w:font>"
        }
        return declaration + "<w:fonts xmlns:w=\"\(main)\">" + faces.joined() + "</w:fonts>"
    }
}
