package import Basics
import Tables
import Texts

/// Decides what each column of a table holds: a remembered layout first, then the heading as the
/// vocabulary knows it checked against the values, then the values alone.
struct ColumnMeaning {
    let context: SheetReadingContext
    let grid: SheetGrid
    let table: FoundTable
    let senses: [Int: ColumnSense]
    /// What a line above, the title or a note says: «单位：万元».
    let lineUnit: AmountUnit?

    private var vocabulary: SheetVocabulary { context.vocabulary }

    /// Fields that stand in one column only.
    private static let single: Set<ReportedField> = [
        .name, .code, .total, .foreignTotal, .stage, .agreement, .signedOn, .chain, .mode,
        .received,
        .contact, .evidence, .content, .district, .ordinal, .startedOn, .currency,
    ]
    private static let money: Set<ReportedField> = [
        .total, .foreignTotal, .received, .fixed, .yearPlan, .previousTotal,
    ]

    func layout() -> TableLayout {
        let keys = uniqueKeys()
        let signature = table.columns.compactMap { keys[$0] }.joined(separator: "|")
        var columns = decided(keys)
        let remembered = context.layouts.last {
            $0.signature == signature && (context.unit == nil || $0.unit == context.unit)
        }
        if let remembered { correct(&columns, by: remembered) }
        for index in columns.indices { setUnit(&columns[index]) }
        return TableLayout(
            sheet: grid.name,
            headingRows: grid.rows[table.headingRows.lowerBound]
                .number...grid.rows[table.headingRows.upperBound].number,
            lastRow: table.body.isEmpty
                ? grid.rows[table.headingRows.upperBound].number
                : grid.rows[table.body.upperBound - 1].number,
            columns: columns, signature: signature, isRemembered: remembered != nil)
    }

    /// Headings as compared; the second of equal ones gets a number. Years in them are left out, so
    /// that a layout is known again next year.
    private func uniqueKeys() -> [Int: String] {
        var seen: [String: Int] = [:]
        var keys: [Int: String] = [:]
        for column in table.columns {
            guard let heading = table.headings[column] else { continue }
            let key = withoutYears(heading.key)
            seen[key, default: 0] += 1
            keys[column] = seen[key] == 1 ? key : key + "#" + String(seen[key] ?? 0)
        }
        return keys
    }

    private func withoutYears(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !(48...57).contains(scalar.value) {
            result.append(scalar)
        }
        return String(result)
    }

    private func correct(_ columns: inout [LayoutColumn], by remembered: RememberedLayout) {
        for index in columns.indices {
            guard let said = remembered.columns.first(where: { $0.key == columns[index].key })
            else { continue }
            columns[index].field = said.field
            columns[index].unit = said.unit
            columns[index].confidence = .corrected
            columns[index].reason = "按人工更正的版式读取"
        }
    }

    // MARK: Fields

    private struct Candidate {
        var column: Int
        var field: ReportedField
        var score: Double
        var heading: Int
        var fit: Double
    }

    /// What each column may be, the likeliest first, and the columns that are not to be read.
    private func candidates() -> (likely: [Candidate], excluded: [Int: Phrase]) {
        var excluded: [Int: Phrase] = [:]
        var candidates: [Candidate] = []
        for column in table.columns {
            guard let heading = table.headings[column] else { continue }
            if grid.hiddenColumns.contains(column) {
                excluded[column] = "隐藏列，不读取"
                continue
            }
            if vocabulary.list("previous").contains(
                where: (heading.parentFull + heading.full).holds)
            {
                excluded[column] = "往期数据列，不作本期数"
                continue
            }
            for match in vocabulary.matches(heading).prefix(6) {
                let fit = vocabulary.fit(senses[column], match.field)
                // A heading that its values contradict is not believed.
                if fit < 0.2, match.score < 97 || (senses[column]?.filled ?? 0) >= 4 { continue }
                let score = Double(match.score) + 25 * fit
                candidates.append(
                    Candidate(
                        column: column, field: match.field, score: score, heading: match.score,
                        fit: fit))
            }
        }
        candidates.sort {
            ($0.score, $1.column, fill($0.column)) > ($1.score, $0.column, fill($1.column))
        }
        return (candidates, excluded)
    }

    private func decided(_ keys: [Int: String]) -> [LayoutColumn] {
        let (candidates, excluded) = candidates()
        var taken: [Int: Candidate] = [:]
        var used: Set<ReportedField> = []
        var rivals: [Int: ReportedField] = [:]
        func assign(_ candidates: some Sequence<Candidate>, apart from: [Int: ReportedField]) {
            for candidate in candidates
            where taken[candidate.column] == nil && from[candidate.column] == nil {
                if ColumnMeaning.single.contains(candidate.field), used.contains(candidate.field) {
                    if rivals[candidate.column] == nil, candidate.heading >= 90 {
                        rivals[candidate.column] = candidate.field
                    }
                    continue
                }
                // A column that plainly is another field's second is not lent to a third.
                if rivals[candidate.column] != nil, candidate.heading < 90 { continue }
                taken[candidate.column] = candidate
                used.insert(candidate.field)
            }
        }
        assign(candidates.filter { $0.heading >= 50 }, apart: [:])
        var inferred = infer(
            taken: taken, excluded: Set(excluded.keys).union(rivals.keys), used: used)
        used.formUnion(inferred.values)
        assign(candidates.filter { $0.heading < 50 }, apart: inferred)
        return table.columns.compactMap { column in
            guard let heading = table.headings[column] ?? untitled(column, inferred) else {
                return nil
            }
            let key = keys[column] ?? "第\(column - table.columns.lowerBound + 1)列"
            var made = LayoutColumn(
                column: column, heading: heading.shown, key: key, field: nil, confidence: .certain,
                reason: excluded[column] ?? "表头不认识，未读取", unit: nil)
            if let candidate = taken[column] {
                describe(&made, candidate)
            } else if let rival = rivals[column] {
                made.confidence = .guessed
                made.reason = "另有一列更像“\(fieldName(rival))”，此列未读取"
            } else if let field = inferred.removeValue(forKey: column) {
                made.field = field
                made.confidence = .guessed
                made.reason = "表头不认识，按内容判断为“\(fieldName(field))”"
            }
            return made
        }
    }

    private func untitled(_ column: Int, _ inferred: [Int: ReportedField]) -> HeadingText? {
        inferred[column] == nil ? nil : HeadingText([""])
    }

    private func describe(_ column: inout LayoutColumn, _ candidate: Candidate) {
        column.field = candidate.field
        if candidate.heading >= 90, candidate.fit >= 0.3 {
            column.confidence = .certain
            column.reason = "表头即“\(fieldName(candidate.field))”，内容相符"
        } else if candidate.heading >= 60 {
            column.confidence = .probable
            column.reason = "表头近于“\(fieldName(candidate.field))”"
        } else {
            column.confidence = .guessed
            column.reason = "按表头和内容判断为“\(fieldName(candidate.field))”"
        }
    }

    private func fill(_ column: Int) -> Int { senses[column]?.filled ?? 0 }

    /// Fields that every ledger has, looked for by their values among the columns nobody claimed.
    private func infer(
        taken: [Int: Candidate], excluded: Set<Int>, used: Set<ReportedField>
    ) -> [Int: ReportedField] {
        var free = table.columns.filter {
            taken[$0] == nil && !excluded.contains($0) && !grid.hiddenColumns.contains($0)
                && fill($0) >= 1
        }
        var result: [Int: ReportedField] = [:]
        func take(_ field: ReportedField, _ score: (ColumnSense) -> Double, over limit: Double) {
            guard !used.contains(field) else { return }
            let best = free.compactMap { column in senses[column].map { (column, score($0)) } }
                .max { $0.1 < $1.1 }
            guard let best, best.1 >= limit else { return }
            result[best.0] = field
            free.removeAll { $0 == best.0 }
        }
        take(.code, { $0.share(.code) }, over: 0.7)
        take(.investors, { $0.share(.company) }, over: 0.5)
        take(.name, { $0.share(.project) + 0.3 * $0.share(.text, .stage) * $0.variety }, over: 0.45)
        take(.stage, { $0.share(.stage) - 0.3 * $0.variety }, over: 0.6)
        take(.agreement, { $0.share(.agreement) }, over: 0.6)
        take(.signedOn, { $0.share(.date, .dateText) }, over: 0.6)
        take(.mode, { $0.share(.mode) }, over: 0.6)
        take(.contact, { $0.share(.office) }, over: 0.6)
        take(.district, { $0.share(.unit) }, over: 0.8)
        takeTotal(&result, &free, used: used)
        return result
    }

    /// Among unknown columns of amounts the largest is the total.
    private func takeTotal(
        _ result: inout [Int: ReportedField], _ free: inout [Int], used: Set<ReportedField>
    ) {
        guard !used.contains(.total) else { return }
        let sizes = free.compactMap { column -> (Int, Double)? in
            guard let sense = senses[column], let heading = table.headings[column] else {
                return nil
            }
            guard sense.share(.number, .count, .amount) >= 0.7 else { return nil }
            if vocabulary.headings[.total]?.not.contains(where: heading.full.holds) == true {
                return nil
            }
            let unit = ownUnit(of: column) ?? lineUnit
            // A bare count of rows is no amount.
            if unit == nil, sense.share(.count) > 0.95, sense.ascends == sense.filled { return nil }
            let size = sense.middleNumber * Double(unit?.factor ?? 10_000)
            return (column, sense.share(.amount) > 0.5 ? Double.infinity : size)
        }
        guard let largest = sizes.max(by: { $0.1 < $1.1 }) else { return }
        result[largest.0] = .total
        free.removeAll { $0 == largest.0 }
    }

    // MARK: Units of money

    private func ownUnit(of column: Int) -> AmountUnit? {
        guard let heading = table.headings[column] else { return nil }
        if let unit = amountUnits(in: heading.full).first { return unit }
        return amountUnits(in: heading.parentFull).first
    }

    private func setUnit(_ column: inout LayoutColumn) {
        guard let field = column.field, ColumnMeaning.money.contains(field) else {
            column.unit = nil
            return
        }
        if column.unit != nil { return }
        if let own = ownUnit(of: column.column) {
            column.unit = own
            if field == .total, own.currency != .CNY { column.field = .foreignTotal }
        } else if let lineUnit {
            column.unit = lineUnit
            if field == .foreignTotal, lineUnit.currency == .CNY {
                column.unit = AmountUnit(lineUnit.factor, .USD)
            }
        }
    }
}

/// The field in the field's own words.
package func fieldName(_ field: ReportedField) -> Phrase {
    switch field {
    case .name: "项目名称"
    case .investors: "投资方"
    case .code: "统一社会信用代码"
    case .total: "总投资"
    case .foreignTotal: "外资总投资"
    case .stage: "项目阶段"
    case .agreement: "协议类型"
    case .signedOn: "签约时间"
    case .chain: "产业链"
    case .mode: "招商方式"
    case .received: "到位资金"
    case .contact: "责任单位"
    case .evidence: "佐证材料"
    case .content: "建设内容"
    case .remark: "备注"
    case .district: "区市"
    case .ordinal: "序号"
    case .fixed: "固定资产投资"
    case .yearPlan: "年度计划投资"
    case .origin: "来源地"
    case .previousTotal: "上期总投资"
    case .startedOn: "开工时间"
    case .leader: "包联领导"
    case .phone: "联系人"
    case .currency: "币种"
    case .other: "其他"
    }
}
