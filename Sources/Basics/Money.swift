/// ISO 4217 codes of the currencies that sheets are written in.
package enum Currency: String, Sendable, CaseIterable {
    case CNY, USD, EUR, HKD, JPY, GBP, KRW, SGD

    /// How many smallest units make one: 100 fen a yuan, 1 for yen and won.
    package var minorUnits: Int64 {
        switch self {
        case .JPY, .KRW: 1
        default: 100
        }
    }
}

extension Currency {
    /// «元», «美元»
    package var chinese: String {
        switch self {
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
}

extension Currency {
    /// «美元», «USD»
    package var name: LocalName { LocalName(zh: chinese, en: rawValue) }
}

/// An amount in the smallest unit of its currency. Amounts of two currencies are never added.
package struct Money: Hashable, Sendable {
    package let minor: Int64
    package let currency: Currency

    package init(minor: Int64, _ currency: Currency = .CNY) {
        self.minor = minor
        self.currency = currency
    }
}

extension Money {
    package static let fenPerWan: Int64 = 1_000_000
    package static let fenPerYi: Int64 = 10_000_000_000

    /// In 亿 of the currency, rounded half away from zero to `decimals`, without trailing zeros:
    /// «12.3».
    package func yi(decimals: Int = 4) -> String {
        fixed(minor, per: currency.minorUnits * 100_000_000, decimals: decimals)
    }

    /// As officials write it, 亿 from a hundred million on, 万 below: «12.3亿元», «6200万美元». In
    /// English in millions and billions, for nobody counts in 万 there.
    package var words: LocalName {
        let isLarge = minor.magnitude >= UInt64(currency.minorUnits) * 100_000_000
        return LocalName(
            zh: isLarge ? "\(yi())亿\(currency.chinese)" : "\(wan())万\(currency.chinese)",
            en: english)
    }

    /// In 亿 whatever its size, to two decimals, as figures of a city stand beside each other.
    package var yiWords: LocalName {
        LocalName(zh: "\(yi(decimals: 2))亿\(currency.chinese)", en: english)
    }

    /// «CNY 1.23 billion»
    private var english: String {
        let isLarge = minor.magnitude >= UInt64(currency.minorUnits) * 1_000_000_000
        let unit = currency.minorUnits * (isLarge ? 1_000_000_000 : 1_000_000)
        let number = fixed(minor, per: unit, decimals: 3)
        return "\(currency.rawValue) \(number) \(isLarge ? "billion" : "million")"
    }

    /// In 万 of the currency: «6200».
    package func wan(decimals: Int = 2) -> String {
        fixed(minor, per: currency.minorUnits * 10_000, decimals: decimals)
    }
}

/// `value` × `factor` ÷ `divisor`, rounded half away from zero; what is beyond 64 bits stays at
/// their end.
package func divided(_ value: Int128, _ divisor: Int128, times factor: Int128) -> Int64 {
    let (quotient, rest) = (value * factor).quotientAndRemainder(dividingBy: divisor)
    let isUp = rest.magnitude >= divisor.magnitude - rest.magnitude
    let step: Int128 = isUp ? (rest < 0) == (divisor < 0) ? 1 : -1 : 0
    return Int64(clamping: quotient + step)
}

/// `value / unit` as a decimal text, rounded half away from zero, without trailing zeros.
package func fixed(_ value: Int64, per unit: Int64, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    let magnitude = value.magnitude
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt64(unit))
    // The remainder is below the unit, so the product fits 128 bits and the quotient 64.
    let product = rest.multipliedFullWidth(by: UInt64(scale))
    var (fraction, left) = UInt64(unit).dividingFullWidth(product)
    var integer = whole
    if left >= UInt64(unit) - left { fraction += 1 }
    if fraction == UInt64(scale) {
        fraction = 0
        integer += 1
    }
    left = 0
    var digits = String(fraction)
    digits = String(repeating: "0", count: max(0, decimals - digits.utf8.count)) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    let sign = value < 0 && (integer > 0 || fraction > 0) ? "-" : ""
    return sign + String(integer) + (fraction == 0 ? "" : "." + digits)
}
