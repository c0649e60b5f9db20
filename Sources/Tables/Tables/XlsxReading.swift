internal import Basics

/// Reads the parts of an .xlsx (ECMA-376, transitional or strict; also .xlsm and templates).
struct XlsxReading: ~Copyable {
    private let file: String
    private let limits: TableLimits
    private var warnings: [Problem] = []

    static func workbook(
        _ bytes: [UInt8], file: String, limits: TableLimits
    ) throws -> Workbook {
        try ZipPackage.reading(bytes, file: file, limits: limits) { package in
            var reading = XlsxReading(file: file, limits: limits)
            return try reading.workbook(package)
        }
    }

    /// Hands over the rows of the first sheet that holds any, in the order of the file.
    static func eachRow(
        _ bytes: [UInt8], file: String, limits: TableLimits, _ body: (SheetRow) throws -> Void
    ) throws {
        try ZipPackage.reading(bytes, file: file, limits: limits) { package in
            var reading = XlsxReading(file: file, limits: limits)
            try reading.eachRow(package, body)
        }
    }

    private init(file: String, limits: TableLimits) {
        self.file = file
        self.limits = limits
    }

    private mutating func eachRow(
        _ package: borrowing ZipPackage, _ body: (SheetRow) throws -> Void
    ) throws {
        for context in try contexts(package) {
            var scanner = SheetScanner(
                context, rowsLeft: limits.rows.count, cellsLeft: limits.cells.count)
            var count = 0
            try package.eachPiece(of: context.part, cutBefore: "row") { piece in
                try scanner.take(piece)
                for row in try scanner.handOver() {
                    count += 1
                    try body(row)
                }
            }
            try scanner.finish()
            if count > 0 { return }
        }
        throw UnreadableFile(file: file, .empty)
    }

    /// What each sheet of cells refers to, in the order of the book.
    private mutating func contexts(_ package: borrowing ZipPackage) throws -> [SheetContext] {
        let main = try mainPart(package)
        let book = try bookFacts(package, main)
        let links = try relations(of: main, in: package)
        let colours = try colours(package, links)
        let styles = try styles(package, links, colours)
        let texts = try texts(package, links, colours)
        let names = book.sheets.filter { links[$0.link]?.kind == "worksheet" }
        guard !names.isEmpty else { throw UnreadableFile(file: file, .notATable) }
        guard names.count <= limits.sheets.count else {
            throw UnreadableFile(file: file, .tooLarge(.sheets, limits.sheets.count))
        }
        var contexts: [SheetContext] = []
        for entry in book.sheets {
            guard let link = links[entry.link], link.kind == "worksheet" else {
                warn("工作表“\(entry.name)”不是表格（图表或宏表），没有读取", sheet: entry.name)
                continue
            }
            contexts.append(
                SheetContext(
                    file: file, sheet: entry.name, isHidden: entry.isHidden, part: link.part,
                    texts: texts, styles: styles, days: SerialDays(from1904: book.from1904),
                    limits: limits))
        }
        return contexts
    }

    private mutating func workbook(_ package: borrowing ZipPackage) throws -> Workbook {
        var sheets: [Sheet] = []
        var rowsLeft = limits.rows.count
        var cellsLeft = limits.cells.count
        for context in try contexts(package) {
            var scanner = SheetScanner(context, rowsLeft: rowsLeft, cellsLeft: cellsLeft)
            try package.eachPiece(of: context.part, cutBefore: "row") { try scanner.take($0) }
            try scanner.finish()
            rowsLeft -= scanner.rows.count
            cellsLeft -= scanner.cellCount
            if let outside = scanner.outside {
                warnings.append(
                    Problem(
                        "有\(outside.count)个单元格取自其他文件，按保存时的值读取",
                        at: .cell(outside.first)))
            }
            sheets.append(
                Sheet(
                    name: context.sheet, isHidden: context.isHidden, rows: scanner.rows,
                    merges: scanner.merges, hiddenColumns: scanner.hiddenColumns))
        }
        return Workbook(file: file, sheets: sheets, warnings: warnings)
    }

    private mutating func warn(_ message: Phrase, sheet: String) {
        warnings.append(Problem(message, at: .cell(CellPlace(file: file, sheet: sheet))))
    }

    // MARK: Small parts

    private func mainPart(_ package: borrowing ZipPackage) throws -> String {
        let links = try relations(of: "", in: package)
        if let link = links.values.first(where: { $0.kind == "officeDocument" }) {
            let name = link.part.lowercased()
            if name.hasSuffix(".bin") { throw UnreadableFile(file: file, .otherSpreadsheet) }
            guard package.holds(link.part) else {
                throw UnreadableFile(file: file, .missingPart(link.part))
            }
            return link.part
        }
        if package.holds("xl/workbook.xml") { return "xl/workbook.xml" }
        if package.holds("xl/workbook.bin") {
            throw UnreadableFile(file: file, .otherSpreadsheet)
        }
        // OpenDocument names its kind in a part of its own.
        if let kind = try package.bytes(of: "mimetype"),
            String(decoding: kind, as: UTF8.self).contains("spreadsheet")
        {
            throw UnreadableFile(file: file, .otherSpreadsheet)
        }
        if package.holds("[Content_Types].xml"), package.holds("xl/worksheets/sheet1.xml") {
            throw UnreadableFile(file: file, .missingPart("xl/workbook.xml"))
        }
        throw UnreadableFile(file: file, .notATable)
    }

    private struct BookFacts {
        var sheets: [(name: String, link: String, isHidden: Bool)] = []
        var from1904 = false
    }

    private func bookFacts(
        _ package: borrowing ZipPackage, _ part: String
    ) throws -> BookFacts {
        var facts = BookFacts()
        var isWorkbook = false
        try eachToken(of: part, in: package) { token in
            guard case .open(let name, let attributes) = token else { return }
            switch name {
            case "workbook": isWorkbook = true
            case "workbookPr":
                facts.from1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
            case "sheet":
                facts.sheets.append(
                    (
                        attributes["name"] ?? "", attributes["id"] ?? "",
                        (attributes["state"] ?? "visible") != "visible"
                    ))
            default: break
            }
        }
        guard isWorkbook else { throw UnreadableFile(file: file, .notATable) }
        return facts
    }

    private func relations(
        of part: String, in package: borrowing ZipPackage
    ) throws -> [String: PackageLink] {
        let source = ZipPackage.relations(of: part)
        guard package.holds(source) else {
            // The package's own list may be missing where the usual names stand.
            guard part.isEmpty else { throw UnreadableFile(file: file, .missingPart(source)) }
            return [:]
        }
        do {
            return try package.links(of: part)
        } catch let fault as MarkupFault {
            throw UnreadableFile(file: file, fault, in: source)
        }
    }

    private func colours(
        _ package: borrowing ZipPackage, _ links: [String: PackageLink]
    ) throws -> SheetColours {
        var colours = SheetColours()
        guard let link = links.values.first(where: { $0.kind == "theme" }),
            let bytes = try package.bytes(of: link.part)
        else { return colours }
        do {
            try colours.takeTheme(bytes)
        } catch {
            throw UnreadableFile(file: file, error, in: link.part)
        }
        return colours
    }

    private func styles(
        _ package: borrowing ZipPackage, _ links: [String: PackageLink], _ colours: SheetColours
    ) throws -> SheetStyles {
        guard let link = links.values.first(where: { $0.kind == "styles" }) else {
            return SheetStyles(colours: colours)
        }
        guard let bytes = try package.bytes(of: link.part) else {
            throw UnreadableFile(file: file, .missingPart(link.part))
        }
        do {
            return try SheetStyles(bytes, colours: colours)
        } catch {
            throw UnreadableFile(file: file, error, in: link.part)
        }
    }

    private func texts(
        _ package: borrowing ZipPackage, _ links: [String: PackageLink], _ colours: SheetColours
    ) throws -> SharedTexts {
        guard let link = links.values.first(where: { $0.kind == "sharedStrings" }) else {
            return SharedTexts()
        }
        return try SharedTexts(part: link.part, of: package, colours: colours)
    }

    private func eachToken(
        of part: String, in package: borrowing ZipPackage, _ body: (MarkupToken) -> Void
    ) throws {
        guard let bytes = try package.bytes(of: part) else {
            throw UnreadableFile(file: file, .missingPart(part))
        }
        do throws(MarkupFault) {
            var reader = try MarkupReader(bytes)
            while let token = try reader.next() { body(token) }
        } catch {
            throw UnreadableFile(file: file, error, in: part)
        }
    }
}
