package import Basics
package import Rules
import Tables
import Texts

/// What a paper says, ready to be laid out: kept as it is, so that it can be made again alike.
/// The lines of a body: `# ` and `## ` begin a heading, `> ` small letters, `---` a new page, `|` a
/// row of a table; anything else is a paragraph.
package struct PaperText: Sendable, Hashable {
    package let title: String
    /// 密级
    package let mark: String?
    /// A line above every page: that it is a sample.
    package let header: String?
    package let addressee: String?
    package let signature: String
    /// The day of the data.
    package let day: Day
    package let body: String
    package let attachments: [LetterAttachment]
    /// What it says of its data at its end.
    package let stamp: String
    /// Stands in its files as their creation.
    package let createdAt: Instant

    /// One whose lines are laid out already.
    init(
        title: String, mark: String?, header: String?, signature: String, day: Day, body: String,
        attachments: [LetterAttachment], stamp: String, createdAt: Instant
    ) {
        self.title = title
        self.mark = mark
        self.header = header
        addressee = nil
        self.signature = signature
        self.day = day
        self.body = body
        self.attachments = attachments
        self.stamp = stamp
        self.createdAt = createdAt
    }

    /// Lines that ask for a table get its rows; an attachment in which nothing is left is left out.
    init(
        _ letter: FilledLetter, mark: String?, header: String?, signature: String, day: Day,
        stamp: String, createdAt: Instant, table: (LetterTable) -> [DocumentTable]
    ) {
        func laidOut(_ text: String) -> String {
            text.split(separator: "\n").flatMap { line -> [String] in
                guard let asked = LetterTable(line: line) else { return [String(line)] }
                return table(asked).filter { !$0.rows.isEmpty }.flatMap(\.paperLines)
            }.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: "\n")
        }
        title = letter.title.replacing(wordJoiner, with: "")
        self.mark = mark
        self.header = header
        addressee = letter.addressee
        self.signature = signature
        self.day = day
        body = laidOut(letter.body)
        attachments = letter.attachments.map { one in
            LetterAttachment(
                title: one.title.replacing(wordJoiner, with: ""), body: laidOut(one.body))
        }.filter { !$0.body.isEmpty }
        self.stamp = stamp
        self.createdAt = createdAt
    }
}

// MARK: As it is kept

extension PaperText {
    package var json: JSONValue {
        .object([
            "title": .string(title), "mark": JSONValue(mark), "header": JSONValue(header),
            "addressee": JSONValue(addressee), "signature": .string(signature),
            "day": .string(day.description), "body": .string(body),
            "attachments": .array(
                attachments.map {
                    .object(["title": .string($0.title), "body": .string($0.body)])
                }),
            "stamp": .string(stamp), "created_at": .integer(createdAt.microseconds),
        ])
    }

    /// Nil where it is no paper.
    package init?(_ json: JSONValue) {
        guard let title = json["title"]?.string, let signature = json["signature"]?.string,
            let day = json["day"]?.string.flatMap({ Day(text: $0) }),
            let body = json["body"]?.string, let stamp = json["stamp"]?.string,
            case .integer(let createdAt)? = json["created_at"],
            case .array(let attachments)? = json["attachments"]
        else { return nil }
        self.title = title
        mark = json["mark"]?.string
        header = json["header"]?.string
        addressee = json["addressee"]?.string
        self.signature = signature
        self.day = day
        self.body = body
        self.attachments = attachments.compactMap { one in
            one["title"]?.string.flatMap { title in
                one["body"]?.string.map { LetterAttachment(title: title, body: $0) }
            }
        }
        self.stamp = stamp
        self.createdAt = Instant(microseconds: createdAt)
    }
}

// MARK: As a document

extension PaperText {
    package func docx() throws -> [UInt8] { try document.docx() }

    private var document: OfficialDocument {
        var document = OfficialDocument(
            title: title, body: paperBlocks(body) + [.footnote(stamp)], author: signature,
            createdAt: createdAt)
        document.mark = mark
        document.header = header
        document.addressee = addressee
        document.signature = signature
        document.day = day
        document.attachments = attachments.map { one in
            let blocks = paperBlocks(one.body)
            return DocumentAttachment(
                title: one.title, body: blocks, isLandscape: blocks.isWide)
        }
        return document
    }

    /// Its tables, a sheet each; nil where it has none.
    package func xlsx() throws -> [UInt8]? {
        let parts = [body] + attachments.map(\.body)
        let titles = [flatTitle] + attachments.map(\.title)
        let sheets = zip(titles, parts).flatMap { title, text in
            paperBlocks(text).compactMap { block -> WrittenSheet? in
                guard case .table(let table) = block else { return nil }
                return sheet(table, title)
            }
        }
        guard !sheets.isEmpty else { return nil }
        return try WrittenBook(
            title: flatTitle, author: signature, createdAt: createdAt, sheets: sheets
        ).xlsx()
    }

    /// On one line.
    package var flatTitle: String { title.replacing("\n", with: "") }

    private func sheet(_ table: DocumentTable, _ title: String) -> WrittenSheet {
        let name = table.caption ?? title
        var sheet = WrittenSheet(
            name: name, title: name,
            columns: table.columns.map {
                WrittenColumn($0.heading, width: max(8, min(60, $0.weight + 4)))
            },
            rows: table.rows.enumerated().map { place, cells in
                WrittenRow(
                    cells.map(WrittenCell.init(paper:)), isStrong: table.strongRows.contains(place))
            })
        if let unit = table.unit { sheet.notes.append(unit) }
        if let header { sheet.notes.append(header) }
        sheet.remarks = [stamp]
        sheet.page.header = header ?? mark
        sheet.page.footer = stamp
        return sheet
    }
}

extension [DocumentBlock] {
    /// A table of many columns needs the page on its side.
    var isWide: Bool {
        contains { if case .table(let table) = $0 { table.columns.count > 7 } else { false } }
    }
}

extension WrittenCell {
    /// A plain number stays one; a code, which may begin with a zero or be longer than a
    /// spreadsheet's numbers, stays a text.
    fileprivate init(paper text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? parts.first?.dropFirst() : parts.first
        guard parts.count <= 2, digits?.isDigits == true, parts.dropFirst().allSatisfy(\.isDigits),
            let number = Double(text), text.utf8.count <= 15,
            digits?.utf8.count == 1 || digits?.hasPrefix("0") == false
        else {
            self = text.isEmpty ? .empty : .text(text)
            return
        }
        if parts.count == 1, let whole = Int64(text) {
            self = .integer(whole)
        } else {
            self = .decimal(number, decimals: parts.last?.count ?? 0)
        }
    }
}

// MARK: Lines

extension DocumentTable {
    /// Its rows as lines of a body: what stands above it, the headings, the rows.
    var paperLines: [String] {
        func line(_ sign: String, _ cells: [String]) -> String {
            "|" + sign + " "
                + cells.map { $0.replacing("|", with: wordJoiner + "|").replacing("\n", with: " ") }
                .joined(separator: " | ")
        }
        return (caption.map { [line("+", [$0])] } ?? []) + (unit.map { [line(":", [$0])] } ?? [])
            + [line("=", columns.map(\.heading))]
            + rows.enumerated().map { place, cells in
                line(strongRows.contains(place) ? "*" : "", cells)
            }
    }

    /// `rows` begin with a table's headings or with what stands above them.
    fileprivate init?(lines: [Substring]) {
        var (caption, unit): (String?, String?)
        var headings: [String] = []
        var rows: [[String]] = []
        var strong: Set<Int> = []
        for line in lines {
            let sign = line.dropFirst().first
            let isMarked = sign.map { "+:=*".contains($0) } ?? false
            let cells = paperCells(line.dropFirst(isMarked ? 2 : 1))
            switch isMarked ? sign : nil {
            case "+": caption = cells.first
            case ":": unit = cells.first
            case "=": headings = cells
            case "*":
                strong.insert(rows.count)
                rows.append(cells)
            default: rows.append(cells)
            }
        }
        guard !headings.isEmpty else { return nil }
        let columns = headings.indices.map { place in
            Column(
                headings[place], holding: rows.map { $0.indices.contains(place) ? $0[place] : "" })
        }
        self.init(
            columns: columns,
            rows: rows.map { row in headings.indices.map { row.indices.contains($0) ? row[$0] : "" }
            },
            caption: caption, unit: unit)
        strongRows = strong
    }
}

extension DocumentTable.Column {
    /// As wide as what stands in it; numbers at the right, long texts at the left.
    fileprivate init(_ heading: String, holding cells: [String]) {
        func width(_ text: String) -> Int {
            text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        }
        let widest = cells.map(width).max() ?? 0
        let isNumber = cells.allSatisfy { cell in
            cell.unicodeScalars.allSatisfy { "0123456789.,%+-−—／".unicodeScalars.contains($0) }
        }
        self.init(
            heading, weight: Double(max(4, min(40, max(widest, width(heading))))),
            alignment: isNumber ? .right : widest > 12 ? .left : .center)
    }
}

/// The cells of a row, between bars that no word joiner precedes.
private func paperCells(_ line: Substring) -> [String] {
    var cells = [""]
    var isKept = false
    for sign in line.unicodeScalars {
        if sign == "|", !isKept {
            cells.append("")
        } else {
            cells[cells.count - 1].unicodeScalars.append(sign)
        }
        isKept = wordJoiner.unicodeScalars.contains(sign)
    }
    return cells.map { trimmed($0.replacing(wordJoiner, with: "")) }
}

/// The blocks of a body.
func paperBlocks(_ text: String) -> [DocumentBlock] {
    var blocks: [DocumentBlock] = []
    var rows: [Substring] = []
    func endTable() {
        if let table = DocumentTable(lines: rows) { blocks.append(.table(table)) }
        rows = []
    }
    for line in text.split(separator: "\n") {
        if line.hasPrefix("|") {
            // Two tables may follow each other.
            let isHead = "+:=".contains(line.dropFirst().first ?? " ")
            if isHead, rows.contains(where: { $0.hasPrefix("|=") }) { endTable() }
            rows.append(line)
            continue
        }
        endTable()
        func words(after sign: String) -> String? {
            line.hasPrefix(sign)
                ? String(line.dropFirst(sign.count)).replacing(wordJoiner, with: "") : nil
        }
        if line == "---" {
            blocks.append(.pageBreak)
        } else if let words = words(after: "## ") {
            blocks.append(.heading(level: 2, words))
        } else if let words = words(after: "# ") {
            blocks.append(.heading(level: 1, words))
        } else if let words = words(after: "> ") {
            blocks.append(.footnote(words))
        } else if let words = words(after: "") {
            blocks.append(.paragraph(words))
        }
    }
    endTable()
    return blocks
}
