package import Basics
import Texts

/// One figure as it was typed or stands in a file: texts by the names of the fields, and where each
/// stands.
package struct PublishedFields {
    private let text: (String) -> String?
    package let place: (String) -> Place

    package init(_ text: @escaping (String) -> String?, at place: @escaping (String) -> Place) {
        self.text = text
        self.place = place
    }

    /// The fields of a figure, in the order in which they are asked for.
    package static let names = [
        "period", "unit", "value", "change", "share", "share_of", "whole", "rank", "completion",
        "comparable", "scope", "released", "source", "sentence", "note",
    ]

    package subscript(name: String) -> String? {
        text(name).map(trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Limit {
    /// Letters of a sentence, a source, or a note.
    static let lettersOfPublished: Limit = 500
}

extension PublishedFigure {
    /// One reader for files, sheets and forms. Nil with every problem at its field: a period that
    /// is neither a year nor a month nor the months from January on, or that hadn't ended when it
    /// was released; a value, a change or a share that can't be read; what the series doesn't have.
    package static func read(
        _ fields: PublishedFields, of series: Series, units: [Unit], from origin: PublishedOrigin,
        _ problems: inout [Problem]
    ) -> PublishedFigure? {
        var reader = PublishedReader(fields: fields, series: series)
        let figure = reader.figure(units, origin)
        problems += reader.problems
        return reader.problems.isEmpty ? figure : nil
    }
}

private struct PublishedReader {
    let fields: PublishedFields
    let series: Series
    var problems: [Problem] = []

    init(fields: PublishedFields, series: Series) {
        self.fields = fields
        self.series = series
    }

    private mutating func refuse(_ message: Phrase, at name: String) {
        problems.append(Problem(message, at: fields.place(name)))
    }

    mutating func figure(_ units: [Unit], _ origin: PublishedOrigin) -> PublishedFigure? {
        let period = period()
        let unit = fields["unit"]
        if let unit, let period,
            units.first(where: { $0.id == unit })?.exists(on: period.last) != true
        {
            refuse("没有“\(unit)”这个单位", at: "unit")
        }
        let (written, published) = value()
        let change = change()
        let share = share()
        let completion = percent("completion")
        let comparable = measured("comparable")
        let released = released(period)
        let scope = scope(period)
        let source = fields["source"]
        if source == nil { refuse("写明来源：文件、报刊或网页", at: "source") }
        if series.kind == .media, fields["sentence"] == nil {
            refuse("媒体口径须附原句", at: "sentence")
        }
        for name in ["source", "sentence", "note", "rank", "share_of"]
        where (fields[name]?.count ?? 0) > Limit.lettersOfPublished.count {
            refuse("最多\(Limit.lettersOfPublished.count)个字", at: name)
        }
        guard let period, let published, let released, let source else { return nil }
        return PublishedFigure(
            series: series.id, unit: unit, period: period, value: published.value,
            bound: published.bound, written: written, change: change, share: share,
            rank: fields["rank"], completion: completion, comparable: comparable, scope: scope,
            released: released, source: source, sentence: fields["sentence"],
            note: fields["note"], origin: origin)
    }

    private mutating func period() -> Period? {
        let period = fields["period"].flatMap { Period(text: $0) }
        if let period, period.month != nil || period.isFromJanuary { return period }
        refuse("期间写成2026（全年）、2026-10（当月）或2026-01..2026-10（累计）", at: "period")
        return nil
    }

    private mutating func value() -> (String, PublishedValue?) {
        let written = fields["value"] ?? ""
        let value = PublishedValue(written, of: series.unit, counter: series.counter.zh)
        if value == nil { refuse(series.unit.writtenShape, at: "value") }
        return (written, value)
    }

    /// An amount in the measure of the series.
    private mutating func measured(_ name: String) -> Int64? {
        guard let text = fields[name] else { return nil }
        let value = PublishedValue(text, of: series.unit, counter: series.counter.zh)
        guard let value, value.bound == .exact else {
            refuse(series.unit.writtenShape, at: name)
            return nil
        }
        return value.value
    }

    private mutating func percent(_ name: String) -> Int64? {
        guard let text = fields[name] else { return nil }
        let value = percentWritten(text)
        if value == nil { refuse(IndicatorUnit.percent.writtenShape, at: name) }
        return value
    }

    private mutating func change() -> PublishedChange? {
        guard let text = fields["change"] else { return nil }
        let isPoints = text.hasSuffix("个百分点")
        let number = isPoints ? String(text.dropLast(4)) : String(text.dropLast())
        let isDown = number.hasPrefix("-") || number.hasPrefix("−")
        let bare = isDown || number.hasPrefix("+") ? String(number.dropFirst()) : number
        guard isPoints || text.hasSuffix("%"), let value = hundredths(bare) else {
            refuse("同比写成14.1%或-3.2%，比率的写成26个百分点", at: "change")
            return nil
        }
        guard isPoints == (series.unit == .percent) else {
            refuse(
                isPoints ? "只有比率的变化用百分点" : "比率的变化写成百分点，不写百分之几", at: "change")
            return nil
        }
        let signed = isDown ? -value : value
        if !isPoints, signed <= -10_000 {
            refuse("同比不能低于-100%", at: "change")
            return nil
        }
        return isPoints ? .points(signed) : .percent(signed)
    }

    private mutating func share() -> PublishedShare? {
        let (percent, whole) = (percent("share"), measured("whole"))
        let isGiven = fields["share"] != nil || fields["whole"] != nil
        guard isGiven || fields["share_of"] != nil else { return nil }
        if series.unit == .percent {
            refuse("比率不占什么的比重", at: "share")
            return nil
        }
        guard let of = fields["share_of"] else {
            refuse("写明占什么的比重，如全省", at: "share_of")
            return nil
        }
        guard isGiven else {
            refuse("占\(of)的多少没有写", at: "share")
            return nil
        }
        return PublishedShare(of: of, percent: percent, whole: whole)
    }

    private mutating func released(_ period: Period?) -> Day? {
        guard let day = fields["released"].flatMap({ Day(text: $0) }) else {
            refuse("日期应写作 2026-10-31", at: "released")
            return nil
        }
        if let period, day <= period.last {
            refuse("\(day)发布时这一期还没有结束", at: "released")
            return nil
        }
        return day
    }

    /// As it says, else the one that is meant for the period.
    private mutating func scope(_ period: Period?) -> String? {
        guard let id = fields["scope"] else {
            return period.flatMap { period in
                series.scopes.first { $0.validity.contains(period.last) }?.id
            }
        }
        if series.scope(id) == nil {
            refuse(
                "没有“\(id)”这个口径版本：\(series.scopes.map(\.id).joined(separator: " "))",
                at: "scope")
        }
        return id
    }
}

/// `289`, `26.1万人`, `突破250万人`, `57.2亿美元`, `66.1%`.
private struct PublishedValue {
    let value: Int64
    let bound: PublishedBound

    init?(_ text: String, of unit: IndicatorUnit, counter: String) {
        let words: [(String, PublishedBound)] = [
            ("突破", .over), ("超过", .over), ("超", .over), ("近", .under), ("不足", .under),
            ("约", .about),
        ]
        let (word, found) = words.first { text.hasPrefix($0.0) } ?? ("", .exact)
        bound = found
        let rest = String(text.dropFirst(word.count))
        let isCounted = unit == .count && rest.hasSuffix(counter)
        guard let value = unit.written(isCounted ? String(rest.dropLast(counter.count)) : rest)
        else { return nil }
        self.value = value
    }
}

extension IndicatorUnit {
    /// A value written with its unit, `28`, `66.1%`, `57.2亿美元`, in the measure of figures.
    package func written(_ text: String) -> Int64? {
        switch self {
        case .count: wholeNumber(text)
        case .percent: percentWritten(text)
        case .yuan, .usd:
            amountWritten(text).flatMap { $0.currency == currency ? $0.minor : nil }
        }
    }

    /// How to write it.
    package var writtenShape: Phrase {
        switch self {
        case .count: "应为个数，如289个、26.1万人"
        case .percent: "应为百分数，最多两位小数，如66.1%"
        case .yuan: "应为带单位的金额，如2131亿元"
        case .usd: "应为带单位的美元金额，如57.2亿美元"
        }
    }
}

/// `26.1万` is 261000; nil where it is no whole number.
private func wholeNumber(_ text: String) -> Int64? {
    let units: [(Character, Int64)] = [("万", 10_000), ("亿", 100_000_000)]
    let unit = units.first { text.last == $0.0 }
    guard let number = hundredths(unit == nil ? text[...] : text.dropLast()) else { return nil }
    let (count, rest) = (number * (unit?.1 ?? 1)).quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? count : nil
}

extension [PublishedFigure] {
    /// Two that one release said of the same, differently or twice. Papers of one day may differ,
    /// each on its own word.
    package func conflict(with figure: PublishedFigure, in series: Series) -> Phrase? {
        let other = first {
            $0.unit == figure.unit && $0.period == figure.period && $0.scope == figure.scope
                && $0.released == figure.released
                && (series.kind != .media || $0.source == figure.source)
        }
        guard let other else { return nil }
        return other.value == figure.value
            ? "这一条已经有了" : "同一次发布里有两个数：\(other.written)、\(figure.written)"
    }
}
