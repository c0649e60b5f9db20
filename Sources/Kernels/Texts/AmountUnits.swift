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
        return scale + currency.chinese
    }
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

/// 十 百 千 万 亿 one behind the other: 千万 is 10,000,000.
func scaleWord(in scalars: [Unicode.Scalar], at index: inout Int) -> Int64? {
    var factor: Int64?
    while index < scalars.count, let scale = chineseScale(scalars[index]), scale > 10 {
        let (product, overflow) = (factor ?? 1).multipliedReportingOverflow(by: scale)
        if overflow { return nil }
        factor = product
        index += 1
    }
    return factor
}

func currency(in scalars: [Unicode.Scalar], at index: inout Int) -> Currency? {
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

func currencyBefore(_ start: Int, in scalars: [Unicode.Scalar]) -> Currency? {
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
