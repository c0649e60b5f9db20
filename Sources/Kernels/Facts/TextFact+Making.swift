package import Texts

extension TextFact {
    /// A figure with nothing that hangs on it yet.
    package init(
        _ metric: String, _ value: ExactNumber, _ unit: FactUnit,
        qualifier: FactQualifier = .exact, raw: String, start: Int, sentence: Range<Int>
    ) {
        self.init(
            metric: metric, value: value, unit: unit, qualifier: qualifier, raw: raw,
            start: start, period: nil, scope: nil, sentence: sentence)
    }

    /// Every offset moved: of a piece read alone, to the text that it is a piece of.
    package func moved(by characters: Int) -> TextFact {
        var fact = self
        fact.start += characters
        fact.sentence =
            (sentence.lowerBound + characters)..<(sentence.upperBound + characters)
        return fact
    }
}

extension FactPeriod {
    /// Reads what `description` writes, with `..` for the stroke too; nil for anything else, a
    /// thirteenth month among it.
    package init?(text: some StringProtocol) {
        let mark = text.utf8.contains(UInt8(ascii: "/")) ? "/" : ".."
        let ends = text.split(separator: mark, omittingEmptySubsequences: false)
        guard let first = ends.first.flatMap({ FactPeriod(simple: $0) }) else { return nil }
        guard ends.count == 2, let last = FactPeriod(simple: ends[1]) else {
            guard ends.count == 1 else { return nil }
            self = first
            return
        }
        switch (first, last) {
        case (.year(let from), .year(let to)) where from < to: self = .years(from, to)
        case (.month(let year, let from), .month(let other, let to))
        where year == other && from <= to:
            self = .months(year, from, to)
        case (.day(let year, let month, let day), .day(let other, let lastMonth, let lastDay))
        where year == other && (month, day) <= (lastMonth, lastDay):
            self = .days(year, month, day, lastMonth, lastDay)
        default: return nil
        }
    }

    /// A year, a quarter, a month or a day.
    private init?(simple text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        func number(_ part: some StringProtocol, digits: Int) -> Int? {
            part.utf8.count == digits && part.utf8.allSatisfy { (48...57).contains($0) }
                ? Int(part) : nil
        }
        guard parts.count <= 3, let year = parts.first.flatMap({ number($0, digits: 4) }) else {
            return nil
        }
        guard parts.count > 1 else {
            self = .year(year)
            return
        }
        if parts.count == 2, parts[1].hasPrefix("Q") {
            guard let quarter = number(parts[1].dropFirst(), digits: 1),
                (1...4).contains(quarter)
            else { return nil }
            self = .quarter(year, quarter)
            return
        }
        guard let month = number(parts[1], digits: 2), (1...12).contains(month) else { return nil }
        guard parts.count == 3 else {
            self = .month(year, month)
            return
        }
        guard let day = number(parts[2], digits: 2), (1...31).contains(day) else { return nil }
        self = .day(year, month, day)
    }
}
