package import Basics

/// What one unit of a written amount stands for: 万美元 is 10,000 of USD.
package struct AmountUnit: Hashable, Sendable {
    package let factor: Int64
    package let currency: Currency

    package init(_ factor: Int64, _ currency: Currency = .CNY) {
        self.factor = factor
        self.currency = currency
    }

    package static let yi = AmountUnit(100_000_000)
    package static let wan = AmountUnit(10_000)
    package static let yuan = AmountUnit(1)

    package var minorUnits: Int64 { factor * currency.minorUnits }

    /// The unit as people write it: 亿元, 万美元.
    package var word: String {
        let scale =
            switch factor {
            case 100_000_000: "亿"
            case 10_000_000: "千万"
            case 1_000_000: "百万"
            case 10_000: "万"
            case 1_000: "千"
            default: ""
            }
        return scale + currencyWord(currency)
    }
}

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

/// The unit that a heading, a line or a cell names: 亿元, 万美元, 千元 … Nil when none or two different
/// ones.
package func amountUnit(in text: String) -> AmountUnit? {
    let units = amountUnits(in: text)
    guard let first = units.first, units.allSatisfy({ $0 == first }) else { return nil }
    return first
}

/// All units of money that a text names, in order. A bare 元, 万 or 亿 counts where nothing but marks
/// surrounds it, so that 单元 and 多元 stay words.
package func amountUnits(in text: String) -> [AmountUnit] {
    let scalars = amountScalars(text)
    var units: [AmountUnit] = []
    var index = 0
    while index < scalars.count {
        var end = index
        let scale = scaleWord(in: scalars, at: &end)
        let prefix = scale == nil ? currencyCode(in: scalars, at: &end) : nil
        let later = prefix == nil ? nil : scaleWord(in: scalars, at: &end)
        let currency = currency(in: scalars, at: &end)
        let isBare = (currency == nil || scale == nil) && prefix == nil
        let stands =
            scale != nil && currency != nil
            || (scale != nil || currency != nil || later != nil)
                && (!isBare || standsAlone(scalars, index, end)
                    || currency.map { $0 != .CNY } == true)
        if stands, end > index {
            units.append(AmountUnit(scale ?? later ?? 1, prefix ?? currency ?? .CNY))
            index = end
        } else {
            index += 1
        }
    }
    return units
}

private func standsAlone(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> Bool {
    let isOpen = start == 0 || !isWordScalar(scalars[start - 1]) || scalars[start - 1] == "位"
    let isClosed = end == scalars.count || !isWordScalar(scalars[end])
    return isOpen && isClosed
}

private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 48...57, 65...90, 97...122, 0x4E00...0x9FFF: true
    default: false
    }
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
private func amountScalars(_ text: String) -> [Unicode.Scalar] {
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

/// 十 百 千 万 亿 one behind the other: 千万 is 10,000,000.
private func scaleWord(in scalars: [Unicode.Scalar], at index: inout Int) -> Int64? {
    var factor: Int64?
    while index < scalars.count, let scale = chineseScale(scalars[index]), scale > 10 {
        let (product, overflow) = (factor ?? 1).multipliedReportingOverflow(by: scale)
        if overflow { return nil }
        factor = product
        index += 1
    }
    return factor
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

private func currency(in scalars: [Unicode.Scalar], at index: inout Int) -> Currency? {
    for (word, currency) in currencyWords where starts(scalars, at: index, with: word) {
        index += word.count
        return currency
    }
    return nil
}

private func currencyCode(in scalars: [Unicode.Scalar], at index: inout Int) -> Currency? {
    for (word, currency) in currencyCodes where starts(scalars, at: index, with: word) {
        index += word.count
        return currency
    }
    return nil
}

private func currencyBefore(_ start: Int, in scalars: [Unicode.Scalar]) -> Currency? {
    for (word, currency) in currencyCodes + currencyWords where word != ["元"] {
        if start >= word.count, starts(scalars, at: start - word.count, with: word) {
            return currency
        }
    }
    return nil
}

private func starts(
    _ scalars: [Unicode.Scalar], at index: Int, with word: [Unicode.Scalar]
) -> Bool {
    guard index + word.count <= scalars.count else { return false }
    for (offset, scalar) in word.enumerated() {
        let here = scalars[index + offset]
        let isSmall = here.value >= 97 && here.value <= 122
        let capital = isSmall ? Unicode.Scalar(UInt8(here.value - 32)) : here
        if capital != scalar { return false }
    }
    return true
}

private func currencyWord(_ currency: Currency) -> String {
    switch currency {
    case .CNY: "元"
    case .USD: "美元"
    case .EUR: "欧元"
    case .HKD: "港元"
    case .JPY: "日元"
    case .GBP: "英镑"
    case .KRW: "韩元"
    case .SGD: "新加坡元"
    }
}

/// Longer words first.
private let currencyWords = words([
    (.CNY, ["人民币元", "元人民币", "人民币"]), (.SGD, ["新加坡元", "新加坡币", "新元", "新币", "坡币"]),
    (.USD, ["美元", "美金"]), (.EUR, ["欧元"]), (.HKD, ["港元", "港币", "港纸"]),
    (.JPY, ["日元", "日圆"]), (.GBP, ["英镑"]), (.KRW, ["韩元", "韩币", "韩圆"]), (.USD, ["USD"]),
    (.EUR, ["EUR"]), (.HKD, ["HKD"]), (.JPY, ["JPY"]), (.GBP, ["GBP"]), (.KRW, ["KRW"]),
    (.SGD, ["SGD"]), (.CNY, ["RMB", "CNY", "圆", "元"]),
])

private let currencyCodes = words([
    (.USD, ["US$"]), (.HKD, ["HK$"]), (.SGD, ["S$"]), (.USD, ["$", "USD", "美元", "美金"]),
    (.EUR, ["€", "EUR", "欧元"]), (.GBP, ["£", "GBP"]), (.CNY, ["¥", "RMB", "CNY", "人民币"]),
    (.HKD, ["HKD", "港币", "港元"]), (.JPY, ["JPY"]), (.KRW, ["KRW"]), (.SGD, ["SGD"]),
])

private func words(_ list: [(Currency, [String])]) -> [([Unicode.Scalar], Currency)] {
    list.flatMap { currency, words in words.map { (Array($0.unicodeScalars), currency) } }
}
