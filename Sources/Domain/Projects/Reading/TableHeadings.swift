import Basics
import Tables
import Texts

/// A table found in a sheet: its heading rows, its columns and the rows below it.
struct FoundTable {
    /// Indices into the grid's rows.
    var headingRows: ClosedRange<Int>
    var columns: Range<Int>
    var headings: [Int: HeadingText]
    /// Indices of the rows below the heading up to the next table.
    var body: Range<Int>
    /// Indices of the rows between the table before and this heading.
    var above: Range<Int>
    /// Further rows that repeat the heading, for printing.
    var repeats: Set<Int> = []
}

/// Finds the tables of one sheet.
struct TableHeadings {
    let grid: SheetGrid
    let vocabulary: SheetVocabulary
    private var cache: [String: Int] = [:]

    init(grid: SheetGrid, vocabulary: SheetVocabulary) {
        self.grid = grid
        self.vocabulary = vocabulary
    }

    mutating func tables() -> [FoundTable] {
        guard grid.width > 0 else { return [] }
        var blocks = blocks()
        if blocks.isEmpty, let block = unknownBlock() { blocks = [block] }
        var tables: [FoundTable] = []
        for (index, block) in blocks.enumerated() {
            let end = index + 1 < blocks.count ? blocks[index + 1].lowerBound : grid.rows.count
            let start = index == 0 ? 0 : blocks[index - 1].upperBound + 1
            let headings = headings(of: block)
            if var last = tables.last, isRepeat(headings, of: last) {
                last.body = last.body.lowerBound..<end
                last.repeats.formUnion(block)
                tables[tables.count - 1] = last
                continue
            }
            tables.append(
                FoundTable(
                    headingRows: block, columns: 0..<grid.width, headings: headings,
                    body: (block.upperBound + 1)..<max(end, block.upperBound + 1),
                    above: start..<block.lowerBound))
        }
        return tables.flatMap(sideBySide)
    }

    private func isRepeat(_ headings: [Int: HeadingText], of table: FoundTable) -> Bool {
        guard table.columns == 0..<grid.width, headings.count >= 3 else { return false }
        let same = headings.filter { table.headings[$0.key]?.key == $0.value.key }.count
        return same * 5 >= max(headings.count, table.headings.count) * 4
    }

    // MARK: Rows

    /// Every group of rows that reads as a heading.
    private mutating func blocks() -> [ClosedRange<Int>] {
        var blocks: [ClosedRange<Int>] = []
        var index = 0
        while index < grid.rows.count {
            guard isHeading(index, known: 2) else {
                index += 1
                continue
            }
            let block = grown(from: index, above: (blocks.last?.upperBound ?? -1) + 1)
            blocks.append(block)
            index = block.upperBound + 1
        }
        return blocks
    }

    /// A row of short words, at least `known` of them plain headings and as many as a third.
    private mutating func isHeading(_ index: Int, known: Int) -> Bool {
        let row = grid.rows[index]
        // Nearly every row of a table holds a number or a date: told before any word is looked up.
        for cell in row.cells {
            guard let cell, !cell.isBlank else { continue }
            guard case .text(let text) = cell.value, text.utf8.count <= 150 else { return false }
            if isValue(text) { return false }
        }
        var words = 0
        var plain = 0
        var fair = 0
        var seen: Set<String> = []
        for column in row.cells.indices {
            guard let cell = row.cells[column], !cell.isBlank else { continue }
            let text = cell.text
            let score = quickScore(text)
            words += 1
            if !seen.insert(text).inserted { continue }
            if score >= 90 { plain += 1 }
            if score >= 55 { fair += 1 }
        }
        return words >= 3 && plain >= known && (plain + fair) * 2 >= words
            || words >= 3 && fair >= 3 && plain >= 1 && fair * 3 >= words * 2
    }

    private func isValue(_ text: String) -> Bool {
        let word = comparable(text)
        if exactNumber(word) != nil { return true }
        if looksLikeCreditCode(word) { return true }
        return word.unicodeScalars.count > 40
    }

    /// The best score of any field, remembered by text.
    private mutating func quickScore(_ text: String) -> Int {
        if let score = cache[text] { return score }
        let heading = HeadingText([text])
        var score = 0
        if vocabulary.whole[heading.base] != nil || vocabulary.whole[heading.full] != nil {
            score = 97
        } else if heading.base.unicodeScalars.count <= 24 {
            score = vocabulary.matches(heading).first?.score ?? 0
        }
        if cache.count < 50_000 { cache[text] = score }
        return score
    }

    /// The row with the rows of heading above and below it.
    private mutating func grown(from index: Int, above limit: Int) -> ClosedRange<Int> {
        var top = index
        var bottom = index
        while bottom + 1 < grid.rows.count, bottom - top < 3, isLower(bottom + 1, under: top) {
            bottom += 1
        }
        while top - 1 >= limit, bottom - top < 3, isUpper(top - 1, over: top) { top -= 1 }
        return top...bottom
    }

    /// Whether a row holds the second level of the headings above it.
    private mutating func isLower(_ index: Int, under top: Int) -> Bool {
        let row = grid.rows[index]
        let above = grid.rows[index - 1]
        guard row.number - above.number <= 2 else { return false }
        let filled = row.filled(in: 0..<grid.width)
        guard !filled.isEmpty else { return false }
        var gaps = 0
        for column in filled {
            guard let cell = row.cells[column], case .text(let text) = cell.value,
                text.utf8.count <= 120, !isValue(text), !vocabulary.isEmpty(text)
            else { return false }
            if isUnderGroup(column, row: index - 1, top: top) { gaps += 1 }
        }
        // Merged from above: a second level without doubt.
        let fromAbove = (0..<grid.width).contains { column in
            grid.merge(atRow: row.number, column: column).map {
                $0.rows.lowerBound < row.number && $0.rows.lowerBound >= grid.rows[top].number
            } ?? false
        }
        if fromAbove { return true }
        guard gaps == filled.count else { return false }
        let known = filled.filter { quickScore(row.text($0)) >= 50 || isUnitWord(row.text($0)) }
        return filled.count >= 2 ? known.count * 2 >= filled.count : known.count == 1 && isLone(row)
    }

    /// A single cell of second level must stand under a heading and not be a section row.
    private func isLone(_ row: GridRow) -> Bool {
        guard let column = row.filled(in: 0..<grid.width).first else { return false }
        return column > 0
    }

    private func isUnitWord(_ text: String) -> Bool { !amountUnits(in: text).isEmpty }

    /// Whether the heading over a cell spans several columns or is empty there.
    private func isUnderGroup(_ column: Int, row: Int, top: Int) -> Bool {
        let above = grid.rows[row]
        if let merge = grid.merge(atRow: above.number, column: column) {
            return merge.columns.count > 1
        }
        if !above.isFilled(column) { return true }
        return column + 1 < grid.width && !above.isFilled(column + 1)
    }

    /// Whether a row groups the headings below it.
    private mutating func isUpper(_ index: Int, over top: Int) -> Bool {
        let row = grid.rows[index]
        let below = grid.rows[top]
        guard below.number - row.number <= 2 else { return false }
        let filled = row.filled(in: 0..<grid.width)
        guard filled.count >= 2 else { return false }
        for column in filled {
            guard let cell = row.cells[column], case .text(let text) = cell.value,
                text.utf8.count <= 90, !isValue(text)
            else { return false }
        }
        // Titles and lines with a colon are no headings.
        if filled.contains(where: {
            row.text($0).unicodeScalars.contains { $0 == "：" || $0 == ":" }
        }) {
            return false
        }
        let merged = filled.contains { column in
            grid.merge(atRow: row.number, column: column).map {
                $0.columns.count > 1 || $0.rows.count > 1
            } ?? false
        }
        let covers = filled.filter { !below.isFilled($0) || column(below, hasNeighbour: $0) }
        let gaps =
            below.filled(in: 0..<grid.width).count < grid.width && covers.count == filled.count
        let known = filled.filter { quickScore(row.text($0)) >= 50 }
        return merged || gaps && known.count >= 1
    }

    private func column(_ row: GridRow, hasNeighbour column: Int) -> Bool {
        column + 1 < grid.width && row.isFilled(column + 1)
    }

    // MARK: Headings of columns

    private func headings(of block: ClosedRange<Int>) -> [Int: HeadingText] {
        var headings: [Int: HeadingText] = [:]
        for column in 0..<grid.width {
            var texts: [String] = []
            for index in block {
                guard let text = headingCell(column, index, block), !tidy(text).isEmpty else {
                    continue
                }
                if texts.last.map(comparable) != comparable(text) { texts.append(text) }
            }
            if !texts.isEmpty { headings[column] = HeadingText(texts) }
        }
        return headings
    }

    /// The text that stands over a column in one heading row: its own, that of the merged cell, or
    /// that of the group to the left when the cell is empty and the level below is not.
    private func headingCell(_ column: Int, _ index: Int, _ block: ClosedRange<Int>) -> String? {
        let row = grid.rows[index]
        if row.isFilled(column) { return row.text(column) }
        if let merge = grid.merge(atRow: row.number, column: column) {
            guard let anchor = grid.rows.first(where: { $0.number == merge.rows.lowerBound })
            else { return nil }
            return anchor.text(merge.columns.lowerBound)
        }
        guard index < block.upperBound else { return nil }
        // Without merged cells (.csv): the group reaches to the next filled cell of its row.
        let below = (index + 1)...block.upperBound
        guard below.contains(where: { grid.rows[$0].isFilled(column) }) else { return nil }
        var left = column - 1
        while left >= 0, !row.isFilled(left) {
            guard below.contains(where: { grid.rows[$0].isFilled(left) }) else { return nil }
            left -= 1
        }
        guard left >= 0, below.contains(where: { grid.rows[$0].isFilled(left) }) else { return nil }
        return row.text(left)
    }

    // MARK: Tables beside each other, tables of unknown words

    /// Two tables side by side: the first heading comes again further right, with a name in each
    /// part.
    private func sideBySide(_ table: FoundTable) -> [FoundTable] {
        let columns = table.headings.keys.sorted()
        guard let first = columns.first, let key = table.headings[first]?.key else {
            return [table]
        }
        let starts = columns.filter { table.headings[$0]?.key == key }
        guard starts.count >= 2 else { return [table] }
        let bounds = starts + [grid.width]
        var parts: [FoundTable] = []
        for index in starts.indices {
            var part = table
            part.columns = bounds[index]..<bounds[index + 1]
            part.headings = table.headings.filter { part.columns.contains($0.key) }
            guard part.headings.count >= 3 else { return [table] }
            parts.append(part)
        }
        return parts
    }

    /// No known word at all: the fullest row of short different words above rows that hold numbers.
    private func unknownBlock() -> ClosedRange<Int>? {
        var best: (index: Int, count: Int)?
        for index in grid.rows.indices.prefix(30) where index + 1 < grid.rows.count {
            let row = grid.rows[index]
            let filled = row.filled(in: 0..<grid.width)
            let texts = filled.map { comparable(row.text($0)) }
            let isWords =
                zip(filled, texts).allSatisfy { column, text in
                    guard case .text? = row.cells[column]?.value else { return false }
                    return text.unicodeScalars.count <= 20 && !isValue(text)
                }
                && Set(texts).count == texts.count
            let below = grid.rows[index + 1]
            let hasValues = below.filled(in: 0..<grid.width).contains { column in
                exactNumber(comparable(below.text(column))) != nil
            }
            if isWords, hasValues, filled.count >= 4, filled.count > best?.count ?? 0 {
                best = (index, filled.count)
            }
        }
        return best.map { $0.index...$0.index }
    }
}
