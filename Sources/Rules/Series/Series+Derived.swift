package import Basics

/// What follows from what a release said, by division alone.
package struct DerivedFigure: Sendable, Hashable {
    package enum Meaning: Sendable, Hashable {
        /// The year before, on the scope of this year.
        case lastYear
        /// Of what it is said to be a share.
        case whole(of: String)
        case share(of: String)
        /// How many of another series' count.
        case part(of: LocalName)
        /// An amount by another series' count.
        case mean(of: LocalName)
        case target
    }

    package let meaning: Meaning
    package let value: Int64
    package let unit: IndicatorUnit
}

extension PublishedFigure {
    /// Nothing of a figure that is over, under or about something. `base` is what `of` published of
    /// the same unit and period.
    package func derived(in series: Series, base: (Series, PublishedFigure)?) -> [DerivedFigure] {
        guard bound == .exact else { return [] }
        var found: [DerivedFigure] = []
        func add(_ meaning: DerivedFigure.Meaning, _ value: Int64?, _ unit: IndicatorUnit) {
            if let value { found.append(DerivedFigure(meaning: meaning, value: value, unit: unit)) }
        }
        switch change {
        case .percent(let percent):
            add(.lastYear, quotient(value, 10_000, 10_000 + percent), series.unit)
        case .points(let points): add(.lastYear, value - points, series.unit)
        case nil: add(.lastYear, comparable, series.unit)
        }
        if let share {
            if let percent = share.percent {
                add(.whole(of: share.of), quotient(value, 10_000, percent), series.unit)
            }
            if let whole = share.whole {
                add(.share(of: share.of), quotient(value, 10_000, whole), .percent)
            }
        }
        if let completion { add(.target, quotient(value, 10_000, completion), series.unit) }
        if let (other, base) = base, base.bound == .exact {
            if series.unit == .percent {
                add(.part(of: other.name), quotient(value, base.value, 10_000), .count)
            } else {
                add(.mean(of: other.name), quotient(value, 1, base.value), series.unit)
            }
        }
        return found
    }

    private func quotient(_ value: Int64, _ factor: Int64, _ divisor: Int64) -> Int64? {
        divisor > 0 ? divided(Int128(value), Int128(divisor), times: Int128(factor)) : nil
    }
}

extension IndicatorUnit {
    /// A value with all its places.
    package func words(_ value: Int64) -> LocalName {
        switch self {
        case .count: LocalName(zh: "\(value)")
        case .percent: LocalName(zh: fixed(value, per: 100, decimals: 2) + "%")
        case .yuan: Money(minor: value).words
        case .usd: Money(minor: value, .USD).words
        }
    }
}

extension Series {
    /// A value in its measure, as people say it: amounts to a tenth of 亿 or 万, percents to one
    /// place.
    package func spoken(_ value: Int64, in unit: IndicatorUnit) -> LocalName {
        switch unit {
        case .count:
            let number =
                value >= 100_000 ? fixed(value, per: 10_000, decimals: 2) + "万" : "\(value)"
            return LocalName(
                zh: number + counter.zh, en: counter.en.map { "\(value) \($0)" })
        case .percent: return LocalName(zh: fixed(value, per: 100, decimals: 1) + "%")
        case .yuan, .usd:
            let currency = unit.currency ?? .CNY
            let isLarge = value.magnitude >= UInt64(currency.minorUnits) * 100_000_000
            let step = currency.minorUnits * (isLarge ? 10_000_000 : 1_000)
            let rounded = divided(Int128(value), Int128(step), times: 1) * step
            return Money(minor: rounded, currency).words
        }
    }
}
