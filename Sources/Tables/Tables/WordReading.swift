internal import Basics

/// Reads the text of a .docx: a line for each paragraph, one for each row of a table with its cells
/// cut by tabs, footnotes behind everything. Text that a revision deleted is left out, text that it
/// put in stands. Numbers that Word counts by itself are not in the text of a file and not here.
enum WordReading {
    static func paper(_ bytes: [UInt8], file: String, limits: TableLimits) throws -> Paper {
        do {
            let text = try ZipPackage.reading(bytes, file: file, limits: limits) { package in
                let part = try mainPart(of: package)
                let folder = part.split(separator: "/").dropLast().joined(separator: "/")
                let notes = ["footnotes.xml", "endnotes.xml"].map { folder + "/" + $0 }
                return try ([part] + notes).reduce(into: "") { text, part in
                    guard let bytes = try package.bytes(of: part) else { return }
                    text += try lines(of: bytes, part: part, file: file)
                }
            }
            return Paper(kind: .word, text: text)
        } catch let fault as UnreadableFile where fault.reason == .encrypted {
            throw UnreadableFile(file: file, .paperIsEncrypted)
        }
    }

    /// Most writers call it `word/document.xml`; the relations of the package say it of the others.
    private static func mainPart(of package: borrowing ZipPackage) throws -> String {
        let usual = "word/document.xml"
        if package.holds(usual) { return usual }
        do {
            let main = try package.links(of: "").values.first { $0.kind == "officeDocument" }
            if let part = main?.part, part.hasPrefix("word/"), package.holds(part) { return part }
        } catch is MarkupFault {
            throw UnreadableFile(
                file: package.file, .malformedPaper(ZipPackage.relations(of: "")))
        }
        // A workbook or a deck, or a package of something else.
        throw UnreadableFile(file: package.file, .notAPaper)
    }

    private static func lines(of bytes: [UInt8], part: String, file: String) throws -> String {
        do {
            var reader = try MarkupReader(bytes, unescaping: false)
            var lines = WordLines()
            while let token = try reader.next() { lines.take(token) }
            return lines.text
        } catch MarkupFault.documentType {
            throw UnreadableFile(file: file, .documentType(part))
        } catch MarkupFault.malformed {
            throw UnreadableFile(file: file, .malformedPaper(part))
        }
    }
}

/// Puts the lines together from the elements of a part.
private struct WordLines {
    private(set) var text = ""
    /// Open paragraphs: that of a text box stands inside another.
    private var paragraphs: [String] = []
    /// What text boxes held, until the paragraph around them ends.
    private var boxes: [String] = []
    /// Open rows with their finished cells, and open cells.
    private var rows: [[String]] = []
    private var cells: [String] = []
    private var unseenDepth = 0
    private var isText = false

    /// Properties, deleted text, the codes of fields, and the second telling of a drawing for
    /// programs that don't know its first.
    private static let unseen: Set<String> = [
        "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "del", "moveFrom",
        "delText", "instrText", "Fallback",
    ]

    mutating func take(_ token: MarkupToken) {
        switch token {
        case .open(let name, let attributes):
            let isSeparator = name == "footnote" && attributes["type"] != nil
            let isUnseen = WordLines.unseen.contains(name) || isSeparator
            if unseenDepth > 0 || isUnseen {
                unseenDepth += 1
            } else {
                open(name)
            }
        case .close(let name):
            if unseenDepth > 0 { unseenDepth -= 1 } else { close(name) }
        case .text(let text):
            if isText, unseenDepth == 0 { append(text) }
        }
    }

    private mutating func open(_ name: String) {
        switch name {
        case "p": paragraphs.append("")
        case "t": isText = true
        case "tab", "ptab": append("\t")
        case "br", "cr": append("\n")
        case "noBreakHyphen": append("-")
        case "tr": rows.append([])
        case "tc": cells.append("")
        default: break
        }
    }

    private mutating func close(_ name: String) {
        switch name {
        case "t": isText = false
        case "p": endParagraph()
        case "tc":
            if let cell = cells.popLast(), !rows.isEmpty { rows[rows.count - 1].append(cell) }
        case "tr":
            if let row = rows.popLast() { put(row.joined(separator: "\t")) }
        default: break
        }
    }

    private mutating func append(_ piece: String) {
        guard !paragraphs.isEmpty else { return }
        paragraphs[paragraphs.count - 1] += piece
    }

    private mutating func endParagraph() {
        guard let paragraph = paragraphs.popLast() else { return }
        guard paragraphs.isEmpty else {
            boxes.append(paragraph)
            return
        }
        put(paragraph)
        for box in boxes { put(box) }
        boxes = []
    }

    /// A line of the text; inside a table, a part of the cell around it.
    private mutating func put(_ line: String) {
        guard !cells.isEmpty else {
            text += line + "\n"
            return
        }
        let words = line.replacing("\n", with: " ").replacing("\t", with: " ")
        let isFirst = cells[cells.count - 1].isEmpty
        cells[cells.count - 1] += (isFirst || words.isEmpty ? "" : " ") + words
    }
}
