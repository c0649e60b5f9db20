import Basics
import Tables
import Texts

/// What the values of one column look like, by share of the filled cells of a sample.
struct ColumnSense {
    var filled = 0
    var blank = 0
    /// —, /, 待定.
    var nothing = 0
    var counts: [CellKind: Int] = [:]
    var distinct: Set<String> = []
    var length = 0
    /// Numbers that stand there; a few hundred are enough.
    var numbers: [Double] = []
    var ascends = 0
    var last = 0.0

    /// What the same column of another sheet adds.
    mutating func add(_ other: ColumnSense) {
        filled += other.filled
        blank += other.blank
        nothing += other.nothing
        counts.merge(other.counts, uniquingKeysWith: +)
        distinct.formUnion(other.distinct)
        length += other.length
        numbers += other.numbers.prefix(400)
        ascends += other.ascends
    }

    /// Between 0 and 1; 0 without filled cells.
    func share(_ kinds: CellKind...) -> Double {
        guard filled > 0 else { return 0 }
        return Double(kinds.reduce(0) { $0 + (counts[$1] ?? 0) }) / Double(filled)
    }

    var variety: Double { filled == 0 ? 0 : Double(distinct.count) / Double(filled) }
    var meanLength: Double { filled == 0 ? 0 : Double(length) / Double(filled) }
    /// The middle one: one slip of a unit must not move it.
    var middleNumber: Double {
        let positive = numbers.filter { $0 > 0 }.sorted()
        return positive.isEmpty ? 0 : positive[positive.count / 2]
    }
}

/// What one cell looks like, whatever its heading.
enum CellKind: Hashable {
    case number, count, amount, date, dateText, code, company, project, stage, agreement, mode
    case office, unit, chain, evidence, text
}

extension SheetVocabulary {
    /// Looks at `rows` (at most a few hundred) and tells what stands in each column.
    func senses(
        of rows: some Sequence<GridRow>, columns: Range<Int>, units: UnitNames, asOf: Month
    ) -> [Int: ColumnSense] {
        var senses: [Int: ColumnSense] = [:]
        for row in rows {
            for column in columns {
                var sense = senses[column] ?? ColumnSense()
                look(at: row.cells[column], &sense, units: units, asOf: asOf)
                senses[column] = sense
            }
        }
        return senses
    }

    private func look(
        at cell: SheetCell?, _ sense: inout ColumnSense, units: UnitNames, asOf: Month
    ) {
        guard let cell, !cell.isBlank else {
            sense.blank += 1
            return
        }
        let text = tidy(cell.text)
        if isEmpty(text) {
            sense.nothing += 1
            return
        }
        sense.filled += 1
        sense.length += text.unicodeScalars.count
        if sense.distinct.count < 400 { sense.distinct.insert(text) }
        let kind = kind(of: cell, text, units: units, asOf: asOf)
        sense.counts[kind, default: 0] += 1
        if kind == .number || kind == .count, let number = exactNumber(text)?.approximate {
            if sense.numbers.count < 400 { sense.numbers.append(number) }
            if number > sense.last { sense.ascends += 1 }
            sense.last = number
        }
    }

    private func kind(
        of cell: SheetCell, _ text: String, units: UnitNames, asOf: Month
    ) -> CellKind {
        if case .date = cell.value { return .date }
        let word = comparable(text)
        if let number = exactNumber(word) {
            if word.utf8.count == 8, case .day = readRoughDay(word, asOf: asOf) { return .dateText }
            if let whole = number.whole, whole > 0, whole < 10_000 { return .count }
            if looksLikeCreditCode(word) { return .code }
            if word.hasPrefix("20"), word.utf8.count <= 7, word.contains("."),
                case .day = readRoughDay(word, asOf: asOf)
            {
                return .dateText
            }
            return .number
        }
        if looksLikeCreditCode(word) { return .code }
        let length = word.unicodeScalars.count
        if units.exact(text) != nil { return .unit }
        if list("companies").contains(where: word.holds), length >= 4 { return .company }
        if length <= 40, isEvidence(word) { return .evidence }
        let isUnsigned = word.hasPrefix("未签") && !word.holds("约")
        if isUnsigned || length <= 24 && agreement(in: text) != nil && stage(in: text) == nil {
            return .agreement
        }
        if list("modes").contains(where: word.hasSuffix), length <= 10 { return .mode }
        if list("projects").contains(where: word.hasSuffix), length >= 4 { return .project }
        if length <= 24, stage(in: text) != nil { return .stage }
        if list("offices").contains(where: word.hasSuffix), length <= 24 { return .office }
        if case .amount(_, let marks) = readAmount(text, unit: nil), !marks.contains(.noUnit) {
            return .amount
        }
        if length <= 24, readRoughDay(text, asOf: asOf) != .nothing { return .dateText }
        if list("chains").contains(where: word.holds), length <= 16 { return .chain }
        return .text
    }

    /// «有», «协议扫描件», «进账单»: names of papers.
    private func isEvidence(_ word: String) -> Bool {
        word == "有" || word.hasPrefix("有(") || list("evidence.no").contains(word)
            || ["扫描", "复印", "进账", "备案证", "执照", "照片", "验资", "凭证"].contains(where: word.holds)
    }

    /// How well the values of a column fit a field, 0 to 1; 0.5 says nothing either way.
    func fit(_ sense: ColumnSense?, _ field: ReportedField) -> Double {
        guard let sense, sense.filled >= 2 else { return 0.5 }
        switch field {
        case .name:
            let wrong = sense.share(.date, .code, .amount, .number, .count, .dateText)
            if sense.meanLength < 4 { return 0.1 }
            let other = sense.share(.company, .office, .mode, .stage, .agreement, .unit)
            return max(0, 0.45 + 0.5 * sense.share(.project) - wrong - 0.6 * other)
        case .investors:
            let wrong = sense.share(.date, .code, .amount, .number, .count, .dateText, .stage)
            let other = sense.share(.project, .office, .mode, .agreement, .unit)
            return max(0, 0.45 + 0.5 * sense.share(.company) - wrong - 0.6 * other)
        case .code: return sense.share(.code)
        case .total, .foreignTotal, .received, .fixed, .yearPlan, .previousTotal:
            return sense.share(.number, .count, .amount)
        case .stage: return sense.share(.stage) + 0.4 * sense.share(.text, .dateText)
        case .agreement: return sense.share(.agreement) + 0.4 * sense.share(.text)
        case .signedOn, .startedOn:
            return min(
                1, sense.share(.date, .dateText) + 0.3 * sense.share(.number, .stage, .count))
        case .ordinal:
            return sense.share(.count, .number) + 0.6 * sense.share(.text, .code)
        case .mode: return 0.4 + 0.6 * sense.share(.mode) - sense.share(.number, .date)
        case .district: return sense.share(.unit)
        case .contact, .chain, .origin, .leader, .content, .remark, .evidence:
            return max(0, 0.6 - 0.6 * sense.share(.date, .code))
        case .phone, .currency, .other: return 0.5
        }
    }
}
