internal import Basics
internal import Texts

/// A day as it is written out in a text: 2026-03-01, 2026年3月1日, 二〇二六年三月一日; where a year
/// may be left out, 3月1日 and 1日 too.
struct WrittenDay {
    let range: Range<Int>
    let year: Int?
    let month: Int?
    let day: Int

    /// The day of the calendar; `near` completes what is not written, as a writer of that day means
    /// it.
    func day(near: Day?) -> Day? {
        guard let year = year ?? near?.year, let month = month ?? near?.month else { return nil }
        guard let read = Day(year, month, day) else { return nil }
        // In January «12月30日» is of the year before.
        if self.year == nil, let near, read.number - near.number > 180 {
            return Day(year - 1, month, day)
        }
        return read
    }

    init?(in text: ReadText, at start: Int, end: Int) {
        guard start < end, start == 0 || !ReadText.isDigit(text.scalars[start - 1]),
            let first = WrittenDay.number(in: text, at: start, end: end)
        else { return nil }
        func mark(_ place: Int) -> Unicode.Scalar? { place < end ? text.scalars[place] : nil }
        if first.value >= 1_900, first.value < 2_100, let sign = mark(first.end),
            "年-/.".unicodeScalars.contains(sign),
            let second = WrittenDay.number(in: text, at: first.end + 1, end: end),
            let next = mark(second.end), sign == "年" ? next == "月" : next == sign,
            let third = WrittenDay.number(in: text, at: second.end + 1, end: end)
        {
            let isLong = mark(third.end) == "日" || mark(third.end) == "号"
            guard isLong || sign != "年" else { return nil }
            self.init(
                start..<(third.end + (isLong ? 1 : 0)), first.value, second.value, third.value)
        } else if mark(first.end) == "月",
            let second = WrittenDay.number(in: text, at: first.end + 1, end: end),
            mark(second.end) == "日"
        {
            self.init(start..<(second.end + 1), nil, first.value, second.value)
        } else if mark(first.end) == "日", first.value > 0 {
            self.init(start..<(first.end + 1), nil, nil, first.value)
        } else {
            return nil
        }
    }

    private init?(_ range: Range<Int>, _ year: Int?, _ month: Int?, _ day: Int) {
        guard (1...31).contains(day), month.map({ (1...12).contains($0) }) ?? true else {
            return nil
        }
        self.range = range
        self.year = year
        self.month = month
        self.day = day
    }

    /// The first day of a part of a text that is written with its year.
    static func full(in text: ReadText, _ range: Range<Int>) -> WrittenDay? {
        for start in range {
            if let day = WrittenDay(in: text, at: start, end: range.upperBound), day.year != nil {
                return day
            }
        }
        return nil
    }

    static func number(
        in text: ReadText, at start: Int, end: Int
    ) -> (value: Int, end: Int)? {
        var index = start
        var value = 0
        while index < end, index - start < 5, ReadText.isDigit(text.scalars[index]) {
            value = value * 10 + Int(text.scalars[index].value - 48)
            index += 1
        }
        if index > start { return (value, index) }
        guard start < end, text.scalars[start] == "十" || chineseDigit(text.scalars[start]) != nil
        else { return nil }
        let window = Array(text.scalars[start..<min(end, start + 8)])
        guard let read = chineseNumber(in: window, at: 0), let whole = read.number.whole,
            whole < 10_000
        else { return nil }
        return (Int(whole), start + read.end)
    }
}
