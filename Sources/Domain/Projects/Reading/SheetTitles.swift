import Basics
import Tables
import Texts

/// What stands around the tables: titles, lines of 单位 and 日期, notes below, the names of file and
/// sheets.
struct SheetTitles {
    let context: SheetReadingContext
    let names: UnitNames

    /// A month that a text states, with how surely it means the month of collection.
    struct StatedMonth {
        var year: Int?
        var month: Int
        /// A day of writing or sending may lie in the month after.
        var isSendingDay: Bool
        /// A year that stands in another text.
        var text: String
    }

    /// The months that a title, a line or a name states. «1-9月» states September.
    func months(in text: String, isFileName: Bool = false) -> [StatedMonth] {
        var result: [StatedMonth] = []
        let scalars = Array(halfWidth(text).unicodeScalars.filter { $0.value > 32 })
        let sending = ["填报日期", "填表日期", "报送", "上报时间", "上报日期", "打印", "填报时间", "制表"]
        var index = 0
        var year: Int?
        while index < scalars.count {
            guard isDigit(scalars[index]), index == 0 || !isDigit(scalars[index - 1]) else {
                index += 1
                continue
            }
            var end = index
            var value = 0
            while end < scalars.count, isDigit(scalars[end]), end - index < 9 {
                value = value * 10 + Int(scalars[end].value - 48)
                end += 1
            }
            let before = String(String.UnicodeScalarView(scalars[max(0, index - 12)..<index]))
            let isSending = sending.contains(where: before.holds)
            func add(_ month: Int, _ sending: Bool) {
                guard (1...12).contains(month) else { return }
                result.append(
                    StatedMonth(year: year, month: month, isSendingDay: sending, text: text))
            }
            let next = end < scalars.count ? scalars[end] : nil
            let digits = end - index
            if digits == 4, (2_000...2_099).contains(value) {
                year = value
                if let next, ".-/_".unicodeScalars.contains(next),
                    let month = number(scalars, end + 1), month.value <= 12
                {
                    let hasDay =
                        month.end < scalars.count
                        && ".-/".unicodeScalars.contains(scalars[month.end])
                        && number(scalars, month.end + 1) != nil
                    add(month.value, isSending || hasDay)
                    end = month.end
                    if hasDay, let day = number(scalars, end + 1) { end = day.end }
                }
            } else if digits == 6, (2_000...2_099).contains(value / 100) {
                year = value / 100
                add(value % 100, isSending)
            } else if digits == 8, (2_000...2_099).contains(value / 10_000) {
                year = value / 10_000
                add(value / 100 % 100, true)
            } else if next == "月", digits <= 2, !followsRange(scalars, end + 1) {
                let hasDay =
                    number(scalars, end + 1).map {
                        $0.end < scalars.count && (scalars[$0.end] == "日" || scalars[$0.end] == "号")
                    } ?? false
                let isDue = before.hasSuffix("前") || before.hasSuffix("每")
                if !isDue { add(value, isSending || hasDay && !isCut(before)) }
            }
            index = max(end, index + 1)
        }
        return result
    }

    /// «截至», «截止» name the collection's own month even with a day.
    private func isCut(_ before: String) -> Bool { before.holds("截至") || before.holds("截止") }

    /// «9月-10月»: the later one counts.
    private func followsRange(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        index < scalars.count && "-~—–至到".unicodeScalars.contains(scalars[index])
            && number(scalars, index + 1) != nil
    }

    private func number(_ scalars: [Unicode.Scalar], _ start: Int) -> (value: Int, end: Int)? {
        var end = start
        var value = 0
        while end < scalars.count, isDigit(scalars[end]), end - start < 4 {
            value = value * 10 + Int(scalars[end].value - 48)
            end += 1
        }
        return end > start && end - start <= 2 ? (value, end) : nil
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

    /// Whether a stated month agrees with the collection; a sending day may lie in the next month.
    func agrees(_ stated: StatedMonth) -> Bool {
        guard case .month(let month) = context.period else { return true }
        guard let own = Month(stated.year ?? month.year, stated.month) else { return true }
        if own == month { return true }
        if stated.isSendingDay,
            own == month.next || stated.year == nil && stated.month == month.next.month
        {
            return true
        }
        return false
    }

    /// The lines around the tables of a sheet: above the first heading, and single cells below.
    static func lines(above table: FoundTable, in grid: SheetGrid) -> [(
        row: Int, column: Int, text: String
    )] {
        table.above.flatMap { index -> [(row: Int, column: Int, text: String)] in
            let row = grid.rows[index]
            return row.filled(in: 0..<grid.width).prefix(12).map {
                (row.number, $0, row.text($0))
            }
        }
    }

    /// The unit of money that a line states: «单位：万元», «（金额：亿元）», «总投资单位为亿元».
    func lineUnit(in texts: [String]) -> AmountUnit? {
        for text in texts {
            let word = comparable(text)
            guard
                word.holds("单位") || word.holds("金额") || word.holds("计量") || word.holds("计价")
                    || word.unicodeScalars.count <= 8
            else { continue }
            if word.holds("填报单位"), !word.holds("元") { continue }
            if let unit = amountUnits(in: unitPart(of: word)).first { return unit }
        }
        return nil
    }

    /// What stands behind 单位, where it does.
    private func unitPart(of word: String) -> String {
        let scalars = Array(word.unicodeScalars)
        for label in ["金额单位", "计量单位", "货币单位", "单位"] {
            let pattern = Array(label.unicodeScalars)
            var index = scalars.count - pattern.count
            while index >= 0 {
                if stands(pattern, in: scalars, at: index) {
                    let rest = String(
                        String.UnicodeScalarView(
                            scalars[(index + pattern.count)...].drop {
                                ":为是,均(".unicodeScalars.contains($0)
                            }))
                    if !amountUnits(in: " " + rest).isEmpty { return " " + rest }
                    let spaced = replacing("元", by: "元 ", in: rest)
                    if !amountUnits(in: spaced).isEmpty { return spaced }
                }
                index -= 1
            }
        }
        return word
    }
}
