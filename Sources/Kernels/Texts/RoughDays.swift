package import Basics

/// How a day was read where that differs from a full date.
package struct DayMarks: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The year is not written and was taken from the period.
    package static let yearCompleted = DayMarks(rawValue: 1)
    /// A third of a month, a month's beginning or end.
    package static let tenDays = DayMarks(rawValue: 2)
    /// The count of days that a spreadsheet stores.
    package static let serial = DayMarks(rawValue: 4)
    /// Other words stand around it.
    package static let amongWords = DayMarks(rawValue: 8)
    package static let shortYear = DayMarks(rawValue: 16)
    /// A half year: only the year is kept.
    package static let coarse = DayMarks(rawValue: 32)
}

package enum DayReading: Hashable, Sendable {
    case day(RoughDay, DayMarks)
    /// «拟11月签约», «预计2026年12月»: a plan, not a day that came.
    case planned
    case nothing
}

/// Reads a day as offices write it. A year that is not written is completed so that the month does
/// not lie behind `asOf`. `planWords` in front of the day, in its clause, make it a plan; so do
/// `others` behind it: in a column of signings «12月开工» is the day of something else.
package func readRoughDay(
    _ text: String, asOf: Month, planWords: [String] = standardPlanWords, others: [String] = []
) -> DayReading {
    let scalars = dayScalars(text)
    var reader = DayReader(scalars: scalars, asOf: asOf)
    var sawPlan = false
    var clauseStart = 0
    var index = 0
    while index < scalars.count {
        if ",;。:(".unicodeScalars.contains(scalars[index]) { clauseStart = index + 1 }
        guard let (day, end) = reader.day(at: index) else {
            index += 1
            continue
        }
        let words = String(String.UnicodeScalarView(scalars[clauseStart..<index]))
        let behind = String(String.UnicodeScalarView(scalars[end..<min(end + 3, scalars.count)]))
        // «10月底前» and «6月开工前» are deadlines.
        if planWords.contains(where: words.holds) || behind.hasPrefix("前")
            || behind.hasPrefix("之前") || behind.hasPrefix("拟") || behind.hasPrefix("计划")
            || others.contains(where: behind.hasPrefix)
        {
            sawPlan = true
            index = end
            continue
        }
        if index > 0 || end < scalars.count { reader.marks.insert(.amongWords) }
        return .day(day, reader.marks)
    }
    return sawPlan ? .planned : .nothing
}

/// Words that make a day a plan.
package let standardPlanWords = [
    "拟", "预计", "计划", "力争", "争取", "预期", "有望", "待", "将", "目标", "暂定", "预定", "未", "明年", "下月",
    "确保", "倒排",
]

private func dayScalars(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    let scalars = Array(halfWidth(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
        if scalar.value > 32, scalar != "T" {
            result.append(scalar)
        } else if isTime(scalars, index + 1) {
            break
        }
    }
    return result
}

/// «10:30» behind a day.
private func isTime(_ scalars: [Unicode.Scalar], _ start: Int) -> Bool {
    var index = start
    while index < scalars.count, (48...57).contains(scalars[index].value) { index += 1 }
    return index > start && index - start <= 2 && index < scalars.count && scalars[index] == ":"
}

/// Reads days from one text; `marks` belong to the last one read.
private struct DayReader {
    let scalars: [Unicode.Scalar]
    let asOf: Month
    var marks: DayMarks = []

    mutating func day(at start: Int) -> (RoughDay, Int)? {
        marks = []
        if let read = relativeDay(at: start) { return read }
        if start > 0, isDigit(scalars[start - 1]) { return nil }
        if start > 0, chineseDigit(scalars[start - 1]) != nil { return nil }
        guard let first = number(at: start) else { return nil }
        let next = first.end < scalars.count ? scalars[first.end] : nil
        switch next {
        case "年": return afterYear(first)
        case "月": return afterMonth(year: nil, first.value, at: first.end + 1)
        case "季": return quarter(year: nil, first.value, at: first.end)
        case ".", "-", "/", "．", "·", "\\", "—":
            if let read = separated(first, at: first.end + 1) { return read }
            return compact(first)
        default: return compact(first)
        }
    }

    /// 20260903, 202609, 46000 (a spreadsheet's count of days since 1899-12-30).
    private mutating func compact(_ number: Number) -> (RoughDay, Int)? {
        let value = number.value
        switch number.digits {
        case 8:
            guard let day = Day(value / 10_000, value / 100 % 100, value % 100),
                isNear(day.year)
            else { return nil }
            return (RoughDay(day), number.end)
        case 6:
            if let day = Day(value / 100, value % 100, 1), isNear(day.year) {
                return (RoughDay(day, .month), number.end)
            }
            guard let day = Day(2_000 + value / 10_000, value / 100 % 100, value % 100),
                isNear(day.year)
            else { return nil }
            marks.insert(.shortYear)
            return (RoughDay(day), number.end)
        case 5 where (36_526...73_050).contains(value):
            guard isWhole(behind: number.end) else { return nil }
            marks.insert(.serial)
            return (RoughDay(Day(number: value - 25_569)), scalars.count)
        case 4 where isNear(value) && number.end == scalars.count:
            guard let day = Day(value, 1, 1) else { return nil }
            return (RoughDay(day, .year), number.end)
        default: return nil
        }
    }

    /// Nothing follows but the fraction of a day.
    private func isWhole(behind end: Int) -> Bool {
        scalars[end...].allSatisfy { isDigit($0) || $0 == "." }
    }

    /// 2026.9.3, 2026/9, 26.9.3, 9.3, 9/3/2026.
    private mutating func separated(_ first: Number, at index: Int) -> (RoughDay, Int)? {
        guard let second = number(at: index), second.isArabic else { return nil }
        var third: Number?
        if second.end < scalars.count, ".-/．·\\—".unicodeScalars.contains(scalars[second.end]) {
            third = number(at: second.end + 1)
        }
        if first.digits == 4 || first.digits == 2 && first.value > 12 {
            let year = first.digits == 4 ? first.value : 2_000 + first.value
            guard isNear(year) else { return nil }
            if first.digits == 2 { marks.insert(.shortYear) }
            if let third, third.digits <= 2, let day = Day(year, second.value, third.value) {
                return (RoughDay(day), skippingUnit(third.end))
            }
            guard second.digits <= 2, let day = Day(year, second.value, 1) else { return nil }
            return thirdOfMonth(day, at: skippingUnit(second.end)) ?? (
                RoughDay(day, .month), skippingUnit(second.end)
            )
        }
        if let third, third.digits == 4, isNear(third.value) {
            // Day and month in an order that cannot be known: only one of the two may be a month.
            if let day = Day(third.value, first.value, second.value), second.value > 12 {
                return (RoughDay(day), third.end)
            }
            if let day = Day(third.value, second.value, first.value), first.value > 12 {
                return (RoughDay(day), third.end)
            }
            return nil
        }
        guard third == nil, first.digits <= 2, second.digits <= 2 else { return nil }
        if second.end < scalars.count, "亿万千元%:".unicodeScalars.contains(scalars[second.end]) {
            return nil
        }
        return completed(first.value, second.value).map { (RoughDay($0), skippingUnit(second.end)) }
    }

    private func skippingUnit(_ index: Int) -> Int {
        index < scalars.count && (scalars[index] == "日" || scalars[index] == "号")
            ? index + 1 : index
    }

    private mutating func afterYear(_ first: Number) -> (RoughDay, Int)? {
        var year = first.value
        if first.digits == 2, first.value < 100 {
            year += 2_000
            marks.insert(.shortYear)
        }
        guard isNear(year) else { return nil }
        var index = first.end + 1
        if index < scalars.count, scalars[index] == "第" { index += 1 }
        if let second = number(at: index) {
            let next = second.end < scalars.count ? scalars[second.end] : nil
            if next == "月" { return afterMonth(year: year, second.value, at: second.end + 1) }
            if next == "季" { return quarter(year: year, second.value, at: second.end) }
            if next == nil || next == ".", let day = Day(year, second.value, 1) {
                return (RoughDay(day, .month), second.end)
            }
        }
        guard let day = Day(year, 1, 1) else { return nil }
        if index < scalars.count, "上下初底末".unicodeScalars.contains(scalars[index]) {
            marks.insert(.coarse)
            return (RoughDay(day, .year), min(scalars.count, index + 2))
        }
        return (RoughDay(day, .year), index)
    }

    private mutating func afterMonth(
        year: Int?, _ month: Int, at start: Int
    ) -> (RoughDay, Int)? {
        guard (1...12).contains(month) else { return nil }
        var index = start
        if index < scalars.count, scalars[index] == "份" { index += 1 }
        let dayNumber = number(at: index)
        let isDay = dayNumber.map {
            $0.end == scalars.count || scalars[$0.end] == "日" || scalars[$0.end] == "号"
                || !isDigit(scalars[$0.end]) && $0.digits <= 2 && $0.isArabic
        }
        let number = isDay == true ? dayNumber?.value : nil
        guard let day = completed(month, number ?? 1, year: year) else { return nil }
        if number != nil, let end = dayNumber?.end { return (RoughDay(day), skippingUnit(end)) }
        return thirdOfMonth(day, at: index) ?? (RoughDay(day, .month), index)
    }

    /// 上旬 中旬 下旬 初 中 底 末.
    private mutating func thirdOfMonth(_ day: Day, at start: Int) -> (RoughDay, Int)? {
        guard start < scalars.count else { return nil }
        let isTenDays = start + 1 < scalars.count && scalars[start + 1] == "旬"
        let number: Int
        switch scalars[start] {
        case "上" where isTenDays, "初": number = 1
        case "中": number = 11
        case "下" where isTenDays, "底", "末": number = 21
        default: return nil
        }
        guard let first = Day(day.year, day.month, number) else { return nil }
        marks.insert(.tenDays)
        return (RoughDay(first, .tenDays), start + (isTenDays ? 2 : 1))
    }

    private mutating func quarter(year: Int?, _ number: Int, at index: Int) -> (RoughDay, Int)? {
        guard (1...4).contains(number), let day = completed(number * 3 - 2, 1, year: year) else {
            return nil
        }
        return (RoughDay(day, .quarter), min(scalars.count, index + 2))
    }

    /// 去年12月, 今年3月, 本月5日, 上月.
    private mutating func relativeDay(at start: Int) -> (RoughDay, Int)? {
        guard start + 1 < scalars.count else { return nil }
        let pair = [scalars[start], scalars[start + 1]]
        let year: Int
        switch pair {
        case ["去", "年"], ["上", "年"]: year = asOf.year - 1
        case ["今", "年"], ["本", "年"], ["当", "年"]: year = asOf.year
        case ["本", "月"], ["当", "月"]:
            marks.insert(.yearCompleted)
            return afterMonth(year: asOf.year, asOf.month, at: start + 2)
        case ["上", "月"]:
            marks.insert(.yearCompleted)
            let before = asOf.previous
            return afterMonth(year: before.year, before.month, at: start + 2)
        default: return nil
        }
        guard let month = number(at: start + 2), month.end < scalars.count,
            scalars[month.end] == "月"
        else { return nil }
        let read = afterMonth(year: year, month.value, at: month.end + 1)
        marks.insert(.yearCompleted)
        return read
    }

    private mutating func completed(_ month: Int, _ day: Int, year: Int? = nil) -> Day? {
        if let year { return Day(year, month, day) }
        marks.insert(.yearCompleted)
        return Day(month > asOf.month ? asOf.year - 1 : asOf.year, month, day)
    }

    /// A project's life: older and later years are other numbers.
    private func isNear(_ year: Int) -> Bool { (1_990...2_069).contains(year) }

    struct Number {
        var value: Int
        var digits: Int
        var end: Int
        var isArabic: Bool
    }

    private func number(at start: Int) -> Number? {
        var index = start
        var value = 0
        while index < scalars.count, index - start < 9, isDigit(scalars[index]) {
            value = value * 10 + Int(scalars[index].value - 48)
            index += 1
        }
        if index > start {
            return Number(value: value, digits: index - start, end: index, isArabic: true)
        }
        guard start < scalars.count, let read = chineseNumber(in: scalars, at: start),
            let whole = read.number.whole
        else { return nil }
        return Number(
            value: Int(whole), digits: String(whole).utf8.count, end: read.end, isArabic: false)
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 48 && scalar.value <= 57
    }
}
