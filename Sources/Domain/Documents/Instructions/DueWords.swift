internal import Basics
internal import Texts

/// A deadline as it is written, at one place of a text.
struct DueWords {
    let range: Range<Int>
    private let year: Year?
    private let unit: Unit
    /// «10月前» ends before October, «10月底前» with it.
    private let endsBefore: Bool

    private enum Year { case written(Int), current, next }

    private enum Unit {
        case year
        /// As `readRoughDay` reads them behind a month: 底, 上旬, 15日.
        case month(Int, String)
        case thisMonth(String)
        case quarter(Int), half(Int)
        /// «30日内», «每季度末前»: from a day that the text doesn't give, or again and again.
        case term
    }

    private static let leads = Vocabulary("到 至 力争到 力争在 争取到 确保到 确保在 于 在")
    private static let currentYears = Vocabulary("今年 本年 本年度 当年")
    private static let endings = Vocabulary("之前 以前 前 内 止 为止")
    private static let parts = Vocabulary("上旬 中旬 下旬 底 末 初 中 份")
    private static let yearEnds = Vocabulary("年底 年末 年内 年终 底 末")
    private static let returning = Vocabulary(
        "每季度末前 每季度末月底前 每季末前 每月底前 每月末前 每月前 每周五前 每半年 每季度 每半月 每月 每周")
    private static let halves = Vocabulary("上半年 下半年")
    private static let thisMonths = Vocabulary("本月 当月 月")
    private static let begins = Set("到至力争确在于今本当明年月上下每一二三四五六七八九十第".unicodeScalars)
    private static let terms = Vocabulary("个工作日内 个工作日之内 日内 天内 个月内 周内 小时内")

    /// Nil where none begins, or where the words only tell when something was.
    init?(in text: ReadText, at start: Int, end: Int) {
        guard start < end, DueWords.mayBegin(text.scalars[start]) else { return nil }
        var index = start
        let lead = DueWords.leads.length(in: text, at: start, end: end)
        if let lead { index += lead }
        if let number = WrittenDay.number(in: text, at: index, end: end),
            let length = DueWords.terms.length(in: text, at: number.end, end: end)
        {
            self.init(start..<(number.end + length), nil, .term, endsBefore: false)
            return
        }
        if let length = DueWords.returning.length(in: text, at: index, end: end) {
            self.init(start..<(index + length), nil, .term, endsBefore: false)
            return
        }
        let year = DueWords.year(in: text, &index, end: end)
        let behindYear = index
        let unit = DueWords.unit(in: text, &index, end: end, year: year)
        let ending = DueWords.endings.length(in: text, at: index, end: end)
        let isInside = index > start && text.scalars[index - 1] == "内"
        guard lead != nil || ending != nil || isInside, let unit, index > start else { return nil }
        // «在2026年» and «于3月5日» tell when; «到» and an ending say until when.
        if ending == nil, !isInside, let lead {
            let isUntil = "到至".unicodeScalars.contains(text.scalars[start + lead - 1])
            guard isUntil, behindYear > start + lead || index > behindYear, year != nil else {
                return nil
            }
        }
        let isBare: Bool
        switch unit {
        case .year: isBare = index == behindYear
        case .month(_, let part): isBare = part.isEmpty
        case .thisMonth, .quarter, .half, .term: isBare = false
        }
        self.init(
            start..<(index + (ending ?? 0)), year, unit,
            endsBefore: isBare && ending != nil && text.scalars[index] != "内")
    }

    private init(_ range: Range<Int>, _ year: Year?, _ unit: Unit, endsBefore: Bool) {
        self.range = range
        self.year = year
        self.unit = unit
        self.endsBefore = endsBefore
    }

    private static func mayBegin(_ scalar: Unicode.Scalar) -> Bool {
        ReadText.isDigit(scalar) || begins.contains(scalar)
    }

    private static func year(in text: ReadText, _ index: inout Int, end: Int) -> Year? {
        if let number = WrittenDay.number(in: text, at: index, end: end), number.end < end,
            text.scalars[number.end] == "年", (1_990...2_069).contains(number.value)
        {
            index = number.end + 1
            return .written(number.value)
        }
        if let length = currentYears.length(in: text, at: index, end: end) {
            index += length
            return .current
        }
        if index + 1 < end, text.scalars[index] == "明", text.scalars[index + 1] == "年" {
            index += 2
            return .next
        }
        return nil
    }

    private static func unit(
        in text: ReadText, _ index: inout Int, end: Int, year: Year?
    ) -> Unit? {
        if let length = yearEnds.length(in: text, at: index, end: end), year != nil || length == 2 {
            index += length
            return .year
        }
        if let length = halves.length(in: text, at: index, end: end) {
            let isFirst = text.scalars[index] == "上"
            index += length
            return .half(isFirst ? 1 : 2)
        }
        if year == nil, let length = thisMonths.length(in: text, at: index, end: end),
            let part = parts.length(in: text, at: index + length, end: end)
        {
            let start = index + length
            index = start + part
            return .thisMonth(text.words(start..<index))
        }
        let start = index < end && text.scalars[index] == "第" ? index + 1 : index
        guard let number = WrittenDay.number(in: text, at: start, end: end), number.end < end else {
            return year == nil ? nil : .year
        }
        let sign = text.scalars[number.end]
        if sign == "季", (1...4).contains(number.value) {
            index = number.end + 1
            if index < end, text.scalars[index] == "度" { index += 1 }
            if index < end, "末底".unicodeScalars.contains(text.scalars[index]) { index += 1 }
            return .quarter(number.value)
        }
        guard sign == "月" else { return year == nil ? nil : .year }
        // «13月» is a slip of the pen; nobody knows what was meant.
        guard (1...12).contains(number.value) else { return nil }
        index = number.end + 1
        return .month(number.value, part(in: text, &index, end: end))
    }

    private static func part(in text: ReadText, _ index: inout Int, end: Int) -> String {
        let start = index
        if let length = parts.length(in: text, at: index, end: end) {
            index += length
        } else if let day = WrittenDay.number(in: text, at: index, end: end), day.end < end,
            "日号".unicodeScalars.contains(text.scalars[day.end])
        {
            index = day.end + 1
        }
        return text.words(start..<index)
    }

    /// As somebody who writes on `day` means it: a month that is over is one of the next year.
    func found(in text: ReadText, written day: Day?) -> InstructionDue {
        let (last, isCompleted) = last(written: day)
        return InstructionDue(
            text: text.words(range), span: text.span(of: range), last: last,
            isCompleted: isCompleted)
    }

    private func last(written day: Day?) -> (Day?, isCompleted: Bool) {
        let plain: Int?
        var isCompleted = true
        switch year {
        case .written(let number):
            plain = number
            isCompleted = false
        case .current: plain = day?.year
        case .next: plain = day.map { $0.year + 1 }
        case nil: plain = nil
        }
        /// A month without a year lies ahead.
        func coming(_ month: Int) -> Int? {
            plain ?? day.map { month >= $0.month ? $0.year : $0.year + 1 }
        }
        switch unit {
        case .term: return (nil, false)
        case .year:
            guard let number = plain ?? day?.year else { return (nil, false) }
            return (Day(endsBefore ? number - 1 : number, 12, 31), isCompleted)
        case .half(let half):
            let month = half * 6
            return (coming(month).flatMap { Month($0, month)?.last }, isCompleted)
        case .quarter(let quarter):
            let month = quarter * 3
            return (coming(month).flatMap { Month($0, month)?.last }, isCompleted)
        case .thisMonth(let part):
            return (day.flatMap { last(of: $0.year, $0.month, part) }, true)
        case .month(let month, let part):
            guard let number = coming(month) else { return (nil, false) }
            if endsBefore { return (Month(number, month)?.previous.last, isCompleted) }
            return (last(of: number, month, part), isCompleted)
        }
    }

    private func last(of year: Int, _ month: Int, _ part: String) -> Day? {
        guard let asOf = Month(year, month) else { return nil }
        let reading = readRoughDay("\(year)年\(month)月\(part)", asOf: asOf, planWords: [])
        guard case .day(let day, _) = reading else { return nil }
        return day.last
    }

    /// What stands behind «完成时限：», where no ending is needed to make it a deadline.
    init?(deadline range: Range<Int>, in text: ReadText) {
        var index = text.tight(range).lowerBound
        let start = index
        let year = DueWords.year(in: text, &index, end: range.upperBound)
        guard let unit = DueWords.unit(in: text, &index, end: range.upperBound, year: year) else {
            return nil
        }
        self.init(start..<index, year, unit, endsBefore: false)
    }

    /// The first of a part of a text.
    static func first(in text: ReadText, _ range: Range<Int>) -> DueWords? {
        for start in range {
            // Inside «2027年» the 7 begins nothing.
            if start > range.lowerBound, ReadText.isDigit(text.scalars[start - 1]) { continue }
            if let due = DueWords(in: text, at: start, end: range.upperBound) { return due }
        }
        return nil
    }
}
