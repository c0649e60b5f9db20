internal import Basics

/// What a sheet's cells refer to, and how much they may hold.
struct SheetContext {
    let file: String
    let sheet: String
    let isHidden: Bool
    let part: String
    let texts: SharedTexts
    let styles: SheetStyles
    let days: SerialDays
    let limits: TableLimits
}

/// Scans the bytes of a sheet, piece by piece. Rows come out complete; a cell costs no allocation
/// unless its own text is long.
struct SheetScanner {
    let context: SheetContext
    private(set) var rows: [SheetRow] = []
    private(set) var merges: [CellRange] = []
    private(set) var hiddenColumns: Set<Int> = []
    /// The first cell whose formula looks into another file, and how many there are.
    private(set) var outside: (first: CellPlace, count: Int)?
    private(set) var cellCount = 0

    private var cells: [SheetCell] = []
    private var rowNumber = 0
    private var isRowHidden = false
    private var hasContent = false
    private var lastColumn = -1
    private var isInOrder = true
    private var sharedFormulas: [Int: SharedFormula] = [:]
    private var isFirstPiece = true
    private var sawSheetData = false
    private var rowsLeft: Int
    private var cellsLeft: Int

    init(_ context: SheetContext, rowsLeft: Int, cellsLeft: Int) {
        self.context = context
        self.rowsLeft = rowsLeft
        self.cellsLeft = cellsLeft
    }

    /// Takes one piece, which tears no row.
    mutating func take(_ bytes: Span<UInt8>) throws {
        do {
            if isFirstPiece { try checkEncoding(bytes) }
            isFirstPiece = false
            try scan(bytes)
        } catch let fault as MarkupFault {
            throw UnreadableFile(
                file: context.file, fault, in: context.part,
                at: [.cell(place(column: nil))])
        }
    }

    /// The rows that are complete by now; they are forgotten here.
    /// Rows that stand in another order cannot be sorted by then and are refused.
    mutating func handOver() throws -> [SheetRow] {
        guard isInOrder else { throw malformed(column: nil) }
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    /// The rows in order. Some writers leave them unsorted; two of one number are a damage.
    mutating func finish() throws {
        guard sawSheetData else {
            throw UnreadableFile(file: context.file, .malformedPart(context.part))
        }
        guard !isInOrder else { return }
        rows.sort { $0.number < $1.number }
        for (row, next) in zip(rows, rows.dropFirst()) where row.number == next.number {
            rowNumber = row.number
            throw malformed(column: nil)
        }
    }

    private func place(column: Int?) -> CellPlace {
        CellPlace(
            file: context.file, sheet: context.sheet, row: rowNumber > 0 ? rowNumber : nil,
            column: column)
    }

    private func malformed(column: Int?) -> UnreadableFile {
        UnreadableFile(
            file: context.file, .malformedPart(context.part), at: [.cell(place(column: column))])
    }

    private func tooLarge(_ bound: UnreadableFile.Bound, _ limit: Limit) -> UnreadableFile {
        UnreadableFile(
            file: context.file, .tooLarge(bound, limit.count), at: [.cell(place(column: nil))])
    }

    private mutating func scan(_ bytes: Span<UInt8>) throws {
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                position += 1
                continue
            }
            guard position + 1 < bytes.count else { throw MarkupFault.malformed }
            let next = bytes[position + 1]
            if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
                try skipDeclaration(bytes, &position)
                continue
            }
            if next == UInt8(ascii: "/") {
                position += 2
                let name = tagName(bytes, &position)
                if isElement("row", bytes, name) { try finishRow() }
                continue
            }
            position += 1
            let name = tagName(bytes, &position)
            if isElement("c", bytes, name) {
                try cell(bytes, &position)
            } else if isElement("row", bytes, name) {
                try startRow(bytes, &position)
            } else if isElement("mergeCell", bytes, name) {
                try merge(bytes, &position)
            } else if isElement("col", bytes, name) {
                try columns(bytes, &position)
            } else if isElement("sheetData", bytes, name) {
                sawSheetData = true
            }
        }
    }

    // MARK: Rows

    private mutating func startRow(_ bytes: Span<UInt8>, _ position: inout Int) throws {
        rowNumber += 1
        isRowHidden = false
        hasContent = false
        lastColumn = -1
        while let attribute = try nextAttribute(bytes, &position) {
            if isElement("r", bytes, attribute.name) {
                let number = try decimal(bytes, attribute.value)
                guard (1...1_048_576).contains(number) else { throw MarkupFault.malformed }
                if number < rowNumber { isInOrder = false }
                rowNumber = number
            } else if isElement("hidden", bytes, attribute.name) {
                isRowHidden = isTrue(bytes, attribute.value)
            } else if isElement("ht", bytes, attribute.name) {
                if Double(String(markup: bytes, attribute.value)) == 0 { isRowHidden = true }
            }
        }
        if try endTag(bytes, &position) { try finishRow() }
    }

    private mutating func finishRow() throws {
        defer { cells.removeAll(keepingCapacity: true) }
        guard hasContent else { return }
        rowsLeft -= 1
        guard rowsLeft >= 0 else { throw tooLarge(.rows, context.limits.rows) }
        for index in cells.indices.dropFirst()
        where cells[index - 1].column >= cells[index].column {
            try sortCells()
            break
        }
        rows.append(SheetRow(number: rowNumber, isHidden: isRowHidden, cells: Array(cells)))
        hasContent = false
    }

    private mutating func sortCells() throws {
        cells.sort { $0.column < $1.column }
        for (cell, next) in zip(cells, cells.dropFirst()) where cell.column == next.column {
            throw malformed(column: cell.column)
        }
    }

    // MARK: Cells

    private mutating func cell(_ bytes: Span<UInt8>, _ position: inout Int) throws {
        var parts = CellParts(column: lastColumn + 1)
        while let attribute = try nextAttribute(bytes, &position) {
            guard attribute.name.count == 1 else { continue }
            switch bytes[attribute.name.lowerBound] {
            case UInt8(ascii: "r"): parts.column = try column(bytes, attribute.value)
            case UInt8(ascii: "s"): parts.style = try decimal(bytes, attribute.value)
            case UInt8(ascii: "t"): parts.kind = CellKind(bytes, attribute.value)
            default: break
            }
        }
        lastColumn = parts.column
        guard parts.column < context.limits.columns.count else {
            throw tooLarge(.columns, context.limits.columns)
        }
        let start = position
        if try !endTag(bytes, &position) {
            try contents(bytes, from: start, &position, &parts)
        }
        try keep(parts)
    }

    /// What stands between `<c …>` and `</c>`.
    private mutating func contents(
        _ bytes: Span<UInt8>, from start: Int, _ position: inout Int, _ parts: inout CellParts
    ) throws {
        while true {
            while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
            guard position + 1 < bytes.count else { throw MarkupFault.malformed }
            let open = position
            switch bytes[position + 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                try skipDeclaration(bytes, &position)
                continue
            case UInt8(ascii: "/"):
                position += 2
                if isElement("c", bytes, tagName(bytes, &position)) {
                    guard position < bytes.count else { throw MarkupFault.malformed }
                    return
                }
                continue
            default: break
            }
            position += 1
            let name = tagName(bytes, &position)
            if isElement("v", bytes, name) {
                guard try !skipTag(bytes, &position) else { continue }
                try value(bytes, &position, &parts)
            } else if isElement("f", bytes, name) {
                try formula(bytes, &position, &parts)
            } else if isElement("is", bytes, name) {
                guard try !skipTag(bytes, &position) else { continue }
                let text = try InlineText(
                    bytes, element: "is", from: open, &position, colours: context.styles.colours)
                parts.rich = text.marks
                if !text.text.isEmpty { parts.value = .text(text.text) }
            } else if isElement("c", bytes, name) || isElement("row", bytes, name) {
                throw malformed(column: parts.column)
            }
        }
    }

    private mutating func keep(_ parts: CellParts) throws {
        guard let style = context.styles.marks(parts.style) else {
            throw malformed(column: parts.column)
        }
        let isStruckOut = parts.rich?.isStruckOut ?? style.contains(.struckOut)
        let isRed =
            style.contains(.redGround) || parts.rich?.isRed ?? style.contains(.redLetters)
        let isEmpty = parts.value == .empty && parts.formula == nil
        if isEmpty, !isStruckOut, !isRed { return }
        if !isEmpty { hasContent = true }
        cellsLeft -= 1
        guard cellsLeft >= 0 else { throw tooLarge(.cells, context.limits.cells) }
        cellCount += 1
        if let formula = parts.formula, Formulas.looksOutside(formula) {
            outside = (outside?.first ?? place(column: parts.column), (outside?.count ?? 0) + 1)
        }
        cells.append(
            SheetCell(
                column: parts.column, value: parts.value, formula: parts.formula,
                isStruckOut: isStruckOut, isRed: isRed))
    }

    /// `position` stands behind `<v>`.
    private mutating func value(
        _ bytes: Span<UInt8>, _ position: inout Int, _ parts: inout CellParts
    ) throws {
        let start = position
        switch parts.kind {
        case .shared:
            while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
            guard start < position else { return }
            let index = try decimal(bytes, start..<position)
            guard context.texts.texts.indices.contains(index) else {
                throw malformed(column: parts.column)
            }
            parts.rich = context.texts.rich.isEmpty ? nil : context.texts.rich[index]
            let text = context.texts.texts[index]
            if !text.isEmpty { parts.value = .text(text) }
        case .number:
            guard let range = number(bytes, &position) else {
                let text = try characterData(bytes, &position, unescaping: true)
                if !text.isEmpty { parts.value = .text(text) }
                return
            }
            guard !range.isEmpty else { return }
            let text = String(markup: bytes, range)
            parts.value = .number(text: text)
            if context.styles.marks(parts.style)?.contains(.date) == true,
                let seconds = context.days.seconds(text)
            {
                parts.value = CellValue(seconds: seconds)
            }
        case .text, .inline:
            parts.value = .text(try characterData(bytes, &position, unescaping: true))
        case .flag:
            let text = try characterData(bytes, &position, unescaping: true)
            guard !text.isEmpty else { return }
            parts.value = .flag(text == "1" || text.lowercased() == "true")
        case .error:
            let text = try characterData(bytes, &position, unescaping: true)
            if !text.isEmpty { parts.value = .error(text) }
        case .date:
            let text = try characterData(bytes, &position, unescaping: true)
            if !text.isEmpty { parts.value = CellValue(timestamp: text) ?? .text(text) }
        }
    }

    /// `position` stands behind `<f`.
    private mutating func formula(
        _ bytes: Span<UInt8>, _ position: inout Int, _ parts: inout CellParts
    ) throws {
        var group: Int?
        var isShared = false
        while let attribute = try nextAttribute(bytes, &position) {
            if isElement("t", bytes, attribute.name) {
                isShared = isElement("shared", bytes, attribute.value)
            } else if isElement("si", bytes, attribute.name) {
                group = try decimal(bytes, attribute.value)
            }
        }
        var text = ""
        if try !endTag(bytes, &position) {
            text = try characterData(bytes, &position, unescaping: true)
        }
        if isShared, let group {
            if text.isEmpty {
                text =
                    sharedFormulas[group]?.text(row: rowNumber, column: parts.column) ?? ""
            } else {
                sharedFormulas[group] = SharedFormula(
                    row: rowNumber, column: parts.column, text: text)
            }
        }
        parts.formula = text
    }

    // MARK: Around the rows

    private mutating func merge(_ bytes: Span<UInt8>, _ position: inout Int) throws {
        while let attribute = try nextAttribute(bytes, &position) {
            guard isElement("ref", bytes, attribute.name) else { continue }
            guard merges.count < context.limits.merges.count else {
                throw tooLarge(.merges, context.limits.merges)
            }
            guard let range = CellRange(reference: String(markup: bytes, attribute.value)) else {
                throw MarkupFault.malformed
            }
            merges.append(range)
        }
    }

    private mutating func columns(_ bytes: Span<UInt8>, _ position: inout Int) throws {
        var first = 0
        var last = 0
        var isHidden = false
        while let attribute = try nextAttribute(bytes, &position) {
            if isElement("min", bytes, attribute.name) {
                first = try decimal(bytes, attribute.value)
            } else if isElement("max", bytes, attribute.name) {
                last = try decimal(bytes, attribute.value)
            } else if isElement("hidden", bytes, attribute.name) {
                if isTrue(bytes, attribute.value) { isHidden = true }
            } else if isElement("width", bytes, attribute.name) {
                if Double(String(markup: bytes, attribute.value)) == 0 { isHidden = true }
            }
        }
        guard isHidden, first >= 1, first <= last else { return }
        for column in first...min(last, context.limits.columns.count) {
            hiddenColumns.insert(column - 1)
        }
    }
}

/// A cell while it is read.
private struct CellParts {
    var column: Int
    var style = 0
    var kind = CellKind.number
    var value = CellValue.empty
    var formula: String?
    var rich: RichMarks?

    init(column: Int) { self.column = column }
}
