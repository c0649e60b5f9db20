import Basics
import Drawing
import Facts
import Foundation
import Testing
import Texts

/// The documents told of other places, with other figures, in other months and years, must give the
/// facts shuffled the same way: no rule knows a document. Lengths stay, so offsets must stay.
@Suite("Shuffled documents give the shuffled facts")
struct ShuffledDocumentTests {
    @Test("other digits give other values and nothing else", arguments: 1...3)
    func figures(seed: UInt64) throws {
        let shuffle = try DigitShuffle(seed: seed)
        try compare("seed \(seed)", text: shuffle.text) { fact in
            var fact = fact
            fact.metric = shuffle.text(fact.metric)
            fact.raw = shuffle.text(fact.raw)
            fact.shareOf = fact.shareOf.map(shuffle.text)
            fact.scope = fact.scope.map(shuffle.text)
            if fact.raw.contains(where: \.isNumber) { fact.value = shuffle.number(fact.value) }
            for path in [\TextFact.yoyPercent, \.yoyPoints, \.sharePercent, \.targetPercent] {
                fact[keyPath: path] = fact[keyPath: path].map(shuffle.number)
            }
            return fact
        }
    }

    @Test("other places give other scopes and nothing else", arguments: 1...3)
    func places(seed: UInt64) throws {
        let shuffle = PlaceShuffle(seed: seed)
        try compare("seed \(seed)", text: shuffle.text) { fact in
            var fact = fact
            fact.metric = shuffle.text(fact.metric)
            fact.scope = fact.scope.map(shuffle.text)
            fact.shareOf = fact.shareOf.map(shuffle.text)
            fact.rank = fact.rank.map(shuffle.text)
            return fact
        }
    }

    @Test("a text moved by some years tells of those years", arguments: [-3, 1, 4])
    func years(shift: Int) throws {
        try compare("by \(shift)", shift: shift, text: { moved($0, by: shift) }) { fact in
            var fact = fact
            fact.period = fact.period.map { $0.moved(by: shift) }
            fact.metric = moved(fact.metric, by: shift)
            return fact
        }
    }

    @Test("a count of months that ends earlier gives periods that end earlier")
    func months() throws {
        for document in try sharedDocuments() ?? [] {
            let before = facts(in: document.text, datedOn: document.date)
            let after = facts(in: earlierMonths(document.text), datedOn: document.date)
            #expect(before.map(\.start) == after.map(\.start), "\(document.name)")
            for (old, new) in zip(before, after) {
                let expected = old.period.map { $0.endingEarlier }
                #expect(new.period == old.period || new.period == expected, "\(document.name)")
            }
            let isChanged = earlierMonths(document.text) != document.text
            if isChanged, before.contains(where: { $0.period?.endsLate ?? false }) {
                #expect(before.map(\.period) != after.map(\.period), "\(document.name)")
            }
        }
    }

    private func compare(
        _ note: String, shift: Int = 0, text: (String) -> String, fact: (TextFact) -> TextFact
    ) throws {
        for document in try sharedDocuments() ?? [] {
            let date = document.date.flatMap { Day($0.year + shift, $0.month, min($0.day, 28)) }
            let before = facts(in: document.text, datedOn: document.date).map(fact)
            let after = facts(in: text(document.text), datedOn: date)
            #expect(before.count == after.count, "\(document.name), \(note)")
            for (old, new) in zip(before, after) {
                // A Chinese numeral keeps its value where digits are shuffled.
                let isSame = old.told == new.told || old.raw.allSatisfy { !$0.isASCII }
                #expect(isSame, "\(document.name), \(note): \(old.told) / \(new.told)")
                #expect(old.start == new.start, "\(document.name), \(note): \(old.told)")
            }
        }
    }
}

/// Other digits for the digits 2 to 9 of numbers with a unit: a 0, a 1 and the length stay, so
/// that no number becomes nothing, nor 一个 of 两个.
private struct DigitShuffle {
    private let digits: [UInt8]
    private let measured: NSRegularExpression

    init(seed: UInt64) throws {
        measured = try NSRegularExpression(
            pattern: #"(?<![0-9.A-Za-z])[0-9][0-9.,]*(?=[多余]?(?:万|亿|元|%|个(?!月|工作日)|"#
                + "家|项|人|名|美|欧|倍|条|件|场|次|户|支))")
        var lots = Lots(seed: seed)
        digits = [48, 49] + Array(50...57).shuffled(using: &lots)
    }

    func text(_ text: String) -> String {
        var bytes = Array(text.utf16)
        let whole = NSRange(location: 0, length: bytes.count)
        for match in measured.matches(in: text, range: whole) {
            for place in match.range.location..<match.range.location + match.range.length {
                bytes[place] = other(bytes[place])
            }
        }
        return String(decoding: bytes, as: UTF16.self)
    }

    private func other(_ unit: UInt16) -> UInt16 {
        (48...57).contains(unit) ? UInt16(digits[Int(unit) - 48]) : unit
    }

    func number(_ number: ExactNumber) -> ExactNumber {
        var value: Int64 = 0
        for digit in String(number.digits.magnitude).utf8 {
            value = value * 10 + Int64(digits[Int(digit) - 48]) - 48
        }
        return ExactNumber(number.digits < 0 ? -value : value, places: number.places)
    }
}

/// Other names of two characters for provinces and cities, each within its kind.
private struct PlaceShuffle {
    private var names: [[UInt16]: [UInt16]] = [:]

    init(seed: UInt64) {
        var lots = Lots(seed: seed)
        for kind in [
            "河北 山西 辽宁 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 四川 贵州 云南 陕西 甘肃 青海",
            "许昌 胶州 青岛 苏州 南京 盐城 无锡 广州 常州 泉州 太仓 昆山 泰州 成都 厦门 深圳 长沙 武汉 郑州 宁波",
        ] {
            let names = kind.split(separator: " ").map { Array($0.utf16) }
            for (name, other) in zip(names, names.shuffled(using: &lots)) {
                self.names[name] = other
            }
        }
    }

    func text(_ text: String) -> String {
        var letters = Array(text.utf16)
        var index = 0
        while index + 1 < letters.count {
            if let other = names[Array(letters[index...index + 1])] {
                letters.replaceSubrange(index...index + 1, with: other)
                index += 1
            }
            index += 1
        }
        return String(decoding: letters, as: UTF16.self)
    }
}

/// Every year written with 年 moved.
private func moved(_ text: String, by shift: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
        let end = min(index + 4, scalars.count)
        let digits = String(String.UnicodeScalarView(scalars[index..<end]))
        let isYear =
            end < scalars.count && scalars[end] == "年"
            && (digits.hasPrefix("19") || digits.hasPrefix("20"))
        if isYear, let year = Int(digits) {
            result.append(contentsOf: String(year + shift).unicodeScalars)
            index = end
        } else {
            result.append(scalars[index])
            index += 1
        }
    }
    return String(result)
}

/// 1—11月 becomes 1—10月, 前10个月 stays: the number of digits must.
private func earlierMonths(_ text: String) -> String {
    var text = text
    for month in [12, 11, 9, 8, 7, 5, 4, 3] {
        for (before, after) in [("1—", "月"), ("1至", "月"), ("1-", "月"), ("前", "个月"), ("前", "月")] {
            text = text.replacingOccurrences(
                of: before + "\(month)" + after, with: before + "<\(month - 1)>" + after)
        }
    }
    return text.replacingOccurrences(of: "<", with: "").replacingOccurrences(of: ">", with: "")
}

extension FactPeriod {
    fileprivate func moved(by shift: Int) -> FactPeriod {
        switch self {
        case .year(let year): .year(year + shift)
        case .years(let first, let last): .years(first + shift, last + shift)
        case .quarter(let year, let quarter): .quarter(year + shift, quarter)
        case .month(let year, let month): .month(year + shift, month)
        case .months(let year, let first, let last): .months(year + shift, first, last)
        case .day(let year, let month, let day): .day(year + shift, month, day)
        case .days(let year, let month, let day, let lastMonth, let lastDay):
            .days(year + shift, month, day, lastMonth, lastDay)
        }
    }

    fileprivate var endingEarlier: FactPeriod {
        if case .months(let year, 1, let last) = self, last > 2 {
            return .months(year, 1, last - 1)
        }
        return self
    }

    /// Ends in a month that only a count of months tells.
    fileprivate var endsLate: Bool {
        if case .months(_, 1, let last) = self { return [11, 8, 7, 5, 4].contains(last) }
        return false
    }
}
