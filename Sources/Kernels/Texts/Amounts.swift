package import Basics

/// How an amount was read where that differs from a bare number in the column's unit.
package struct AmountMarks: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// «约», «近», «余», «以上»: taken as the number that stands there.
    package static let approximate = AmountMarks(rawValue: 1)
    package static let ownUnit = AmountMarks(rawValue: 2)
    package static let chineseNumerals = AmountMarks(rawValue: 4)
    /// The cell tells several amounts and one of them is the total.
    package static let oneOfSeveral = AmountMarks(rawValue: 8)
    package static let rounded = AmountMarks(rawValue: 16)
    package static let noUnit = AmountMarks(rawValue: 32)
}

package enum AmountReading: Hashable, Sendable {
    case amount(Money, AmountMarks)
    /// «3-5亿元»: nothing is taken.
    case range
    /// Several amounts of which none is said to be the total.
    case several
    /// No amount of money stands there.
    case nothing
}

/// Reads one amount from a cell. `unit` is what a bare number means; without it a bare number is
/// read as yuan and marked `noUnit`. Decimal arithmetic on the text; no binary fraction comes near
/// it.
package func readAmount(_ text: String, unit: AmountUnit?) -> AmountReading {
    if let number = exactNumber(text) { return amount(number, nil, unit, []) }
    let scalars = amountScalars(text)
    var found: [FoundAmount] = []
    var index = 0
    while index < scalars.count, found.count < 12 {
        guard let next = amountStarting(at: index, in: scalars) else {
            index += 1
            continue
        }
        index = next.end
        if next.isMoney { found.append(next) }
    }
    return choice(of: found, in: scalars, unit: unit)
}

struct FoundAmount {
    var number: ExactNumber
    var unit: AmountUnit?
    /// 万 or 亿 stood there without a currency.
    var lacksCurrency: Bool
    var marks: AmountMarks
    var start: Int
    var end: Int
    var isMoney: Bool
}

/// Half-width, without blanks; a line break parts like a semicolon.
func amountScalars(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in halfWidth(text).unicodeScalars {
        if scalar == "\n" || scalar == "\r" {
            result.append(";")
        } else if scalar.value > 32 {
            result.append(scalar)
        }
    }
    return result
}

private func amount(
    _ number: ExactNumber, _ own: AmountUnit?, _ unit: AmountUnit?, _ marks: AmountMarks
) -> AmountReading {
    var marks = marks
    if own != nil { marks.insert(.ownUnit) }
    if own == nil, unit == nil { marks.insert(.noUnit) }
    let factor = own ?? unit ?? .yuan
    guard let product = number.times(factor.minorUnits) else { return .nothing }
    if !product.isExact { marks.insert(.rounded) }
    return .amount(Money(minor: product.value, factor.currency), marks)
}

private func choice(
    of found: [FoundAmount], in scalars: [Unicode.Scalar], unit: AmountUnit?
) -> AmountReading {
    guard let first = found.first else { return .nothing }
    if isRange(found, in: scalars) { return .range }
    var chosen = first
    var marks: AmountMarks = []
    if found.count > 1 {
        marks = .oneOfSeveral
        let labels = found.indices.map { label(of: found, at: $0, in: scalars) }
        if let total = labels.firstIndex(of: .total) {
            chosen = found[total]
        } else if labels[0] == .none, labels[1...].allSatisfy({ $0 != .none }) {
            chosen = first
        } else {
            return .several
        }
    } else if label(of: found, at: 0, in: scalars) == .part {
        return .several
    }
    var own = chosen.unit
    if chosen.lacksCurrency, let scale = own?.factor, let column = unit?.currency {
        own = AmountUnit(scale, column)
    }
    return amount(chosen.number, own, unit, marks.union(chosen.marks))
}

private func isRange(_ found: [FoundAmount], in scalars: [Unicode.Scalar]) -> Bool {
    guard found.count >= 2 else { return false }
    let between = scalars[found[0].end..<found[1].start]
    guard between.count == 1, let mark = between.first else { return false }
    return "-~–—－～至到".unicodeScalars.contains(mark)
}

private enum AmountLabel { case none, total, part, equivalent }

/// What the words between the amount before and this one say of it.
private func label(
    of found: [FoundAmount], at index: Int, in scalars: [Unicode.Scalar]
) -> AmountLabel {
    let start = index == 0 ? 0 : found[index - 1].end
    var words = String.UnicodeScalarView()
    for scalar in scalars[start..<found[index].start] { words.append(scalar) }
    let text = String(words)
    if partWords.contains(where: text.holds) { return .part }
    if totalWords.contains(where: text.holds) { return .total }
    return equivalentWords.contains(where: text.holds) ? .equivalent : .none
}

private let totalWords = [
    "总投资", "投资总额", "投资额", "总额", "计划投资", "总规模", "协议金额", "合同金额", "合计", "共计",
    "总计", "总金额", "投资规模", "投资约", "拟投资", "共投资",
]
private let partWords = [
    "其中", "固定资产", "固投", "设备", "一期", "二期", "三期", "首期", "注册资", "产值", "税收", "营收", "销售",
    "收入", "到位", "到账", "完成", "流动资金", "当年", "年度", "今年", "土地", "厂房", "贷款", "自筹", "利税",
]
private let equivalentWords = ["折", "约合", "合", "等值", "(", "相当"]

/// Reads the amount that starts exactly at `start`.
private func amountStarting(at start: Int, in scalars: [Unicode.Scalar]) -> FoundAmount? {
    var end = start
    var marks: AmountMarks = []
    var number: ExactNumber
    if scalars[start].value >= 48, scalars[start].value <= 57 {
        if start > 0, isLetterOrPoint(scalars[start - 1]) { return nil }
        guard let read = arabicNumber(in: scalars, at: start) else { return nil }
        (number, end) = read
    } else if chineseDigit(scalars[start]) != nil || scalars[start] == "十" {
        guard let read = chineseNumber(in: scalars, at: start), read.end > start else { return nil }
        (number, end) = read
        let ownScale = scalars[start..<end].contains { ($0 == "万" || $0 == "亿") }
        let isAll = start == 0 && end == scalars.count
        var behind = end
        guard ownScale || isAll || currency(in: scalars, at: &behind) != nil else { return nil }
        marks.insert(.chineseNumerals)
        if ownScale {
            let currency = currency(in: scalars, at: &end)
            return FoundAmount(
                number: number, unit: AmountUnit(1, currency ?? .CNY),
                lacksCurrency: currency == nil,
                marks: marks.union(nearness(scalars, start, end)), start: start, end: end,
                isMoney: true)
        }
    } else {
        return nil
    }
    return withUnit(&number, marks, start, end, in: scalars)
}

private func withUnit(
    _ number: inout ExactNumber, _ given: AmountMarks, _ start: Int, _ numberEnd: Int,
    in scalars: [Unicode.Scalar]
) -> FoundAmount? {
    var end = numberEnd
    var marks = given
    if end < scalars.count, scalars[end] == "余" || scalars[end] == "多" {
        marks.insert(.approximate)
        end += 1
    }
    var scale = scaleWord(in: scalars, at: &end)
    // 3亿5000万元: a smaller amount stands directly behind.
    while let upper = scale, end < scalars.count,
        let read = arabicNumber(in: scalars, at: end) ?? chineseNumber(in: scalars, at: end)
    {
        var behind = read.end
        guard let lower = scaleWord(in: scalars, at: &behind), lower < upper,
            let high = number.scaled(by: upper / lower), let sum = high + read.number
        else { break }
        number = sum
        scale = lower
        end = behind
    }
    if end < scalars.count, scale != nil, scalars[end] == "余" || scalars[end] == "多" {
        marks.insert(.approximate)
        end += 1
    }
    var currency = currency(in: scalars, at: &end)
    if currency == nil { currency = currencyBefore(start, in: scalars) }
    let unit = scale != nil || currency != nil ? AmountUnit(scale ?? 1, currency ?? .CNY) : nil
    let counts = currency == nil && end < scalars.count && countingWords.contains(scalars[end])
    let isMoney = unit != nil ? !counts : endsAmount(scalars, end)
    return FoundAmount(
        number: number, unit: unit, lacksCurrency: currency == nil,
        marks: marks.union(nearness(scalars, start, end)), start: start, end: max(end, start + 1),
        isMoney: isMoney)
}

/// 5万吨 and 12万台 are no money.
private let countingWords = Set(
    "吨台套平亩人股片只支件个座辆米颗粒条升立户家次头千瓦斤块部架艘根张份kKmMgGtT㎡".unicodeScalars)

/// A bare number is money only where no other counting word follows it: not 120亩, not 2期.
private func endsAmount(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
    guard end < scalars.count else { return true }
    switch scalars[end] {
    case ",", ";", "(", ")", "-", "~", "—", "–", "至", "到", "、", "。", "左", "以", "起": return true
    default: return false
    }
}

private func isLetterOrPoint(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 46, 48...57: true
    default: false
    }
}

private func arabicNumber(
    in scalars: [Unicode.Scalar], at start: Int
) -> (number: ExactNumber, end: Int)? {
    var index = start
    var text = ""
    while index < scalars.count {
        let scalar = scalars[index]
        let isDigit = scalar.value >= 48 && scalar.value <= 57
        let isPoint =
            scalar == "." && index + 1 < scalars.count && isDigitScalar(scalars[index + 1])
        if isDigit || isPoint && !text.contains(".") {
            text.unicodeScalars.append(scalar)
            index += 1
        } else if scalar == ",", groupFollows(scalars, index) {
            index += 1
        } else {
            break
        }
    }
    return exactNumber(text).map { ($0, index) }
}

private func groupFollows(_ scalars: [Unicode.Scalar], _ comma: Int) -> Bool {
    guard comma + 3 < scalars.count else { return false }
    let isGroup = scalars[(comma + 1)...(comma + 3)].allSatisfy(isDigitScalar)
    return isGroup && (comma + 4 == scalars.count || !isDigitScalar(scalars[comma + 4]))
}

private func isDigitScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 48 && scalar.value <= 57
}

/// «约», «近» in front, «左右», «以上» behind.
private func nearness(
    _ scalars: [Unicode.Scalar], _ start: Int, _ end: Int
) -> AmountMarks {
    let before = scalars[max(0, start - 3)..<start]
    let after = scalars[end..<min(scalars.count, end + 2)]
    let isNear =
        before.contains { "约近超逾达低少概估".unicodeScalars.contains($0) }
        || after.contains { "余多左右上下".unicodeScalars.contains($0) }
    return isNear ? .approximate : []
}
