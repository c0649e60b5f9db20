import Basics
import Indicators
import Markup
import Rules

extension IndicatorUnit {
    /// What its numbers are of, once beside them or in the head of a column.
    var word: Phrase? {
        switch self {
        case .count: "个"
        case .yuan: "亿元"
        case .usd: "万美元"
        case .percent: nil
        }
    }

    /// As columns print it: whole counts, 亿元 and 万美元 to two places, percents to one. A dash where
    /// there is nothing to divide by.
    func number(_ sum: FactSum) -> String {
        guard sum.base != 0 else { return "—" }
        let base = sum.base ?? 1
        switch self {
        case .count: return fixed(sum.value, per: base, decimals: 1)
        case .yuan: return yiInTable(sum.value / base)
        case .usd:
            return withPlaces(2, Money(minor: sum.value / base, .USD).wan(decimals: 2))
        case .percent:
            return withPlaces(1, fixed(sum.value * 100, per: base, decimals: 1)) + "%"
        }
    }

    /// How it changed: in percent of the earlier one, a ratio in percentage points. Nil where there
    /// is nothing to compare with.
    func change(from before: FactSum, to now: FactSum) -> Phrase? {
        guard before.base != 0, now.base != 0 else { return nil }
        if self == .percent {
            let points = 100 * (now.quotient - before.quotient)
            return "\(signed(points))个百分点"
        }
        guard before.quotient > 0 else { return nil }
        return "\(signed(100 * (now.quotient / before.quotient - 1)))%"
    }

    private func signed(_ number: Double) -> String {
        let tenths = Int64((number * 10).rounded(.toNearestOrAwayFromZero))
        return (tenths > 0 ? "+" : "") + withPlaces(1, fixed(tenths, per: 10, decimals: 1))
    }
}

extension IndicatorUnit {
    /// A target, or another number in its measure, as columns print it.
    func number(ofTarget value: Int64) -> String {
        self == .percent
            ? number(FactSum(value: value, base: 10_000)) : number(FactSum(value: value))
    }
}

extension TargetProgress {
    /// Ahead of the year or behind it, in points; a dash where nothing adds up through the year.
    var pace: Phrase? {
        ahead.map { ahead in
            let points = withPlaces(2, fixed(abs(ahead), per: 100, decimals: 2))
            return ahead < 0 ? "欠\(points)个百分点" : "超\(points)个百分点"
        }
    }

    var completionText: String {
        withPlaces(2, fixed(completion, per: 100, decimals: 2)) + "%"
    }
}

extension FactSum {
    var quotient: Double { Double(value) / Double(base ?? 1) }
}

/// All places printed, so that a column can be read down.
func withPlaces(_ places: Int, _ number: String) -> String {
    let parts = number.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return parts[0] + "." + fraction
        + String(repeating: "0", count: max(0, places - fraction.count))
}

extension Period {
    /// As people say it: 2026年1—10月, 2026年10月, 2026年.
    var name: Phrase {
        if let year { return "\(String(year))年" }
        if let month { return "\(month)" }
        let (from, to) = (Month(of: first), Month(of: last))
        if first == from.first, last == to.last, from.year == to.year {
            return "\(String(from.year))年\(String(from.month))—\(String(to.month))月"
        }
        return first == from.first && last == to.last
            ? "\(from)至\(to)" : "\(first)至\(last)"
    }
}

extension Basis {
    /// A line under what rests on it.
    var line: Phrase {
        switch self {
        case .sample(let place): "依据：借自\(place)，示例"
        case .document(let document):
            "依据：\(document.title)\(document.article ?? "")（\(document.dated)）"
        }
    }
}

/// «3项不明»: what may count and isn't known to.
func unknownNote(_ sum: FactSum) -> Phrase? {
    sum.unknown > 0 ? "另有\(sum.unknown)项不明" : nil
}
