internal import Basics

/// Words that name a time by the document's date or by the text before.
enum TimeWord: Int, Sendable {
    case thisYear, lastYear, yearBefore, nextYear, sameYear, firstHalf, secondHalf, wholeYear
    case firstQuarter, foremost, until, now, sameMonth, thisMonth, lastMonth, lately, planYears
    case toward, sameQuarter
}

let timeWords: [(names: String, meaning: TimeWord)] = [
    ("今年 今年以来 年内 本年 本年度 新年 新年伊始 年初", .thisYear), ("去年 上年 去年以来 上年度", .lastYear),
    ("前年", .yearBefore), ("明年", .nextYear), ("当年", .sameYear), ("上半年", .firstHalf),
    ("下半年", .secondHalf), ("全年", .wholeYear), ("首季 首季度", .firstQuarter), ("前", .foremost),
    ("截至 截止 截止到 截至到", .until),
    ("截至目前 截止目前 如今 目前 当前 眼下 今天 今日 昨天 昨日 近日 日前 当天 当日 到目前为止", .now),
    ("当月", .sameMonth), ("本月", .thisMonth), ("上月 上个月", .lastMonth), ("近年来 近年 近些年 半年来", .lately),
    (
        "“十四五” “十三五” “十五五” “十二五” 十四五 十三五 十五五 十二五 “十四五”时期 “十四五”期间 “十四五”以来 十四五以来",
        .planYears
    ),
    ("到", .toward), ("当季 本季度 本季", .sameQuarter),
]

/// A time as a sentence names it.
struct TimeMention: Sendable {
    enum Part: Hashable, Sendable {
        case none, wholeYear
        case months(Int, Int)
        case quarter(Int)
        case day(Int, Int)
        case days(Int, Int, Int, Int)
        case years(Int, Int)
        /// The month spoken of last.
        case sameMonth
        /// A time without bounds or one that the document does not date.
        case unknown
    }

    var year: Int?
    var part = Part.none
    /// «2023年» and not 今年.
    var isYearWritten = false
    /// What is compared with, not what the figure is about: 上年同期, 比2019年.
    var isComparison = false
    /// 截至: up to that time.
    var isUntil = false
    /// 到2027年: a goal's time.
    var isToward = false
    /// 近日, 目前: says little more than the document's date.
    var isNow = false
}

extension FactReader {
    /// The time written at `start`, which begins with a digit, a numeral or 第; nil where none is.
    mutating func readTime(at start: Int) -> (mention: TimeMention, end: Int)? {
        var mention = TimeMention()
        var index = start
        if let year = writtenYear(at: start) {
            mention.year = year.value
            mention.isYearWritten = true
            if let last = year.last { mention.part = .years(year.value, last) }
            index = skipYearEndings(year.end)
        }
        if let part = readPart(at: index) {
            mention.part = part.part
            index = part.end
        }
        guard index > start else { return nil }
        return (mention, finishTime(&mention, at: index))
    }

    /// What follows a word such as 今年 or 截至. Nil where the word alone names no time («前»).
    mutating func readTime(
        after word: TimeWord, at end: Int
    ) -> (mention: TimeMention, end: Int)? {
        var mention = TimeMention()
        var index = end
        let now = date?.year
        switch word {
        case .thisYear: mention.year = now
        case .lastYear: mention.year = now.map { $0 - 1 }
        case .yearBefore: mention.year = now.map { $0 - 2 }
        case .nextYear: mention.year = now.map { $0 + 1 }
        case .sameYear: mention.year = writtenYear ?? now
        case .firstHalf: mention.part = .months(1, 6)
        case .secondHalf: mention.part = .months(7, 12)
        case .wholeYear: mention.part = .wholeYear
        case .firstQuarter: mention.part = .quarter(1)
        case .sameMonth, .thisMonth, .lastMonth: mention.part = .sameMonth
        case .lately, .planYears, .sameQuarter: mention.part = .unknown
        case .now:
            mention.isNow = true
            // 今天（1月29日）: the day dates the news, its month the figures.
            if starts("（", at: index), let read = readPart(at: index + 3),
                case .day(let month, _) = read.part
            {
                mention.part = .months(month, month)
                return (mention, starts("）", at: read.end) ? read.end + 3 : read.end)
            }
        case .foremost:
            guard let part = readForemost(at: index) else { return nil }
            mention.part = part.part
            index = part.end
        case .until, .toward:
            guard let read = readTimeOrWord(at: index) else { return nil }
            mention = read.mention
            mention.isUntil = word == .until
            mention.isToward = word == .toward
            return (mention, read.end)
        }
        if case .none = mention.part, !mention.isNow, let part = readPart(at: skipBlank(index)) {
            mention.part = part.part
            index = part.end
        } else if case .none = mention.part, !mention.isNow,
            let word = self.word(at: index),
            word.kind == .timeWord, let meaning = TimeWord(rawValue: Int(word.index)),
            [.firstHalf, .secondHalf, .wholeYear, .foremost, .firstQuarter].contains(meaning),
            let read = readTime(after: meaning, at: word.end)
        {
            mention.part = read.mention.part
            return (mention, finishTime(&mention, at: read.end))
        }
        return (mention, finishTime(&mention, at: index))
    }

    private mutating func readTimeOrWord(at start: Int) -> (mention: TimeMention, end: Int)? {
        if let word = word(at: start),
            word.kind == .timeWord, let meaning = TimeWord(rawValue: Int(word.index)),
            meaning != .until, meaning != .toward
        {
            return readTime(after: meaning, at: word.end)
        }
        return readTime(at: start)
    }

    /// «2023年», «二〇二三年», «2021—2023年», «2021年至2023年».
    private func writtenYear(at start: Int) -> (value: Int, last: Int?, end: Int)? {
        guard let first = fourDigits(at: start) else { return nil }
        var index = skipBlank(first.end)
        if starts("年", at: index) {
            index += 3
            if let mark = rangeMark(at: index), let last = fourDigits(at: mark),
                starts("年", at: skipBlank(last.end)), last.value > first.value
            {
                return (first.value, last.value, skipBlank(last.end) + 3)
            }
            return (first.value, nil, index)
        }
        if let mark = rangeMark(at: index), let last = fourDigits(at: mark),
            starts("年", at: skipBlank(last.end)), last.value > first.value
        {
            return (first.value, last.value, skipBlank(last.end) + 3)
        }
        return nil
    }

    private func fourDigits(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var index = start
        for _ in 0..<4 {
            if let digit = digit(at: index) {
                value = value * 10 + digit.value
                index += digit.length
            } else if let digit = numeralDigit(letter(at: index)) {
                value = value * 10 + digit
                index += 3
            } else {
                return nil
            }
        }
        guard (1900...2100).contains(value), digit(at: index) == nil else { return nil }
        return (value, index)
    }

    /// A part of a year: 1—11月, 前三季度, 一季度, 5月底, 3月5日至8日, 上半年.
    private mutating func readPart(at start: Int) -> (part: TimeMention.Part, end: Int)? {
        guard start < limit else { return nil }
        var ordinal = start
        if bytes[start] >= 0x80 {
            for (word, part) in wordParts where starts(word, at: start) {
                return (part, start + word.utf8CodeUnitCount)
            }
            if starts("前", at: start) { return readForemost(at: start + 3) }
            if starts("第", at: start) { ordinal += 3 }
        }
        guard let first = smallNumber(at: ordinal) else { return nil }
        var index = skipBlank(first.end)
        if starts("季度", at: index), (1...4).contains(first.value) {
            return (.quarter(first.value), index + 6)
        }
        guard ordinal == start, (1...12).contains(first.value) else { return nil }
        if starts("月", at: index) {
            index = skipMonthEnding(index + 3)
            if let day = smallNumber(at: skipBlank(index)), (1...31).contains(day.value),
                starts("日", at: skipBlank(day.end))
            {
                return readDays(first.value, day.value, at: skipBlank(day.end) + 3)
            }
        }
        if let mark = rangeMark(at: index), let last = smallNumber(at: mark),
            (first.value...12).contains(last.value), starts("月", at: skipBlank(last.end))
        {
            let end = skipMonthEnding(skipBlank(last.end) + 3)
            return (.months(first.value, last.value), end)
        }
        return index > skipBlank(first.end) ? (.months(first.value, first.value), index) : nil
    }

    private func readDays(
        _ month: Int, _ day: Int, at index: Int
    ) -> (part: TimeMention.Part, end: Int) {
        if let mark = rangeMark(at: index), let number = smallNumber(at: mark) {
            if starts("日", at: number.end) {
                return (.days(month, day, month, number.value), number.end + 3)
            }
            if starts("月", at: number.end), let last = smallNumber(at: number.end + 3),
                starts("日", at: last.end)
            {
                return (.days(month, day, number.value, last.value), last.end + 3)
            }
        }
        return (.day(month, day), index)
    }

    /// Behind 前: 三季度, 10个月, 十月, 11月份.
    private func readForemost(at start: Int) -> (part: TimeMention.Part, end: Int)? {
        guard let number = smallNumber(at: start) else { return nil }
        let index = skipBlank(number.end)
        if starts("季度", at: index) || starts("个季度", at: index), (2...4).contains(number.value) {
            return (.months(1, number.value * 3), index + (starts("个", at: index) ? 9 : 6))
        }
        guard (1...12).contains(number.value) else { return nil }
        if starts("个月", at: index) { return (.months(1, number.value), index + 6) }
        if starts("月", at: index) {
            return (.months(1, number.value), skipMonthEnding(index + 3))
        }
        return nil
    }

    /// One or two digits, or a numeral up to 三十一.
    func smallNumber(at start: Int) -> (value: Int, end: Int)? {
        var value = 0
        var index = start
        while let digit = digit(at: index), index - start < 6 {
            value = value * 10 + digit.value
            index += digit.length
        }
        if index > start { return digit(at: index) == nil ? (value, index) : nil }
        guard let number = wordNumber(at: start), number.digits <= 31, number.places == 0,
            number.power == 0, !number.isOver
        else { return nil }
        return (Int(number.digits), number.end)
    }

    private func rangeMark(at index: Int) -> Int? {
        let index = skipBlank(index)
        guard index < limit else { return nil }
        let letter = codePoint(in: bytes, at: index, to: limit)
        var end = index + letter.length
        switch letter.value {
        case 0x2D, 0x2013, 0x2014, 0x7E, 0xFF5E, 0x301C, 0x81F3, 0x5230, 0xFF0D, 0x2010, 0x2011,
            0x2015:
            // A dash may be written twice.
            while self.letter(at: end) == letter.value { end += letter.length }
            return skipBlank(end)
        default: return nil
        }
    }

    private func skipMonthEnding(_ start: Int) -> Int {
        for word in monthEndings where starts(word, at: start) {
            return start + word.utf8CodeUnitCount
        }
        return start
    }

    private func skipYearEndings(_ start: Int) -> Int {
        for word in yearEndings where starts(word, at: start) {
            return skipBlank(start + word.utf8CodeUnitCount)
        }
        return skipBlank(start)
    }

    /// 以来, 期间 and the like belong to the time; 同期 makes it one to compare with.
    private func finishTime(_ mention: inout TimeMention, at start: Int) -> Int {
        var index = start
        for word in timeEndings where starts(word, at: index) {
            index += word.utf8CodeUnitCount
            break
        }
        if starts("同期", at: index) || starts("相比", at: index) {
            mention.isComparison = true
            index += 6
        }
        return index
    }

    func skipBlank(_ index: Int) -> Int {
        index < limit && bytes[index] == 0x20 ? index + 1 : index
    }

    @inline(__always)
    func starts(_ word: StaticString, at index: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index >= 0, index + count <= limit, bytes[index] == word.utf8Start[0] else {
            return false
        }
        for place in 1..<count where bytes[index + place] != word.utf8Start[place] { return false }
        return true
    }
}

private let wordParts: [(StaticString, TimeMention.Part)] = [
    ("上半年", .months(1, 6)), ("下半年", .months(7, 12)), ("全年", .wholeYear), ("首季度", .quarter(1)),
]
private let monthEndings: [StaticString] = ["份", "底", "末", "初"]
private let yearEndings: [StaticString] = ["底", "末", "初", "度"]
private let timeEndings: [StaticString] = [
    "以来", "期间", "份以来", "当中", "来", "里", "间", "累计以来",
]

extension FactReader {
    /// The period that a mention stands for; nil where its year is not known.
    func period(of mention: TimeMention) -> FactPeriod? {
        if case .unknown = mention.part { return nil }
        if case .years(let first, let last) = mention.part { return .years(first, last) }
        if case .sameMonth = mention.part { return lastMonth }
        guard let year = mention.year ?? year(ofPart: mention.part) else { return nil }
        switch mention.part {
        case .none, .wholeYear: return .year(year)
        case .months(let first, let last):
            if mention.isUntil, first == last { return .months(year, 1, last) }
            return first == last ? .month(year, first) : .months(year, first, last)
        case .quarter(let quarter): return .quarter(year, quarter)
        case .day(let month, let day):
            if mention.isUntil { return nil }
            return Day(year, month, day) == nil ? nil : .day(year, month, day)
        case .days(let month, let day, let lastMonth, let lastDay):
            guard let first = Day(year, month, day), let last = Day(year, lastMonth, lastDay),
                first <= last
            else { return nil }
            return .days(year, month, day, lastMonth, lastDay)
        case .sameMonth, .unknown, .years: return nil
        }
    }

    /// The year of a part named without one: the document's, or the year before where that part
    /// of it was still to come; without a date the year written last.
    private func year(ofPart part: TimeMention.Part) -> Int? {
        guard let date else { return writtenYear }
        let month: Int
        switch part {
        case .wholeYear:
            // Early in a year 全年 means the year reported on.
            return date.month <= 3 && writtenYear == date.year - 1 ? date.year - 1 : date.year
        case .months(1, 6): return date.year
        case .months(1, let last): month = last
        case .months(let first, _): month = first
        case .quarter(let quarter): month = quarter * 3 - 2
        case .day(let first, _), .days(let first, _, _, _): month = first
        default: return date.year
        }
        return month > date.month ? date.year - 1 : date.year
    }
}
