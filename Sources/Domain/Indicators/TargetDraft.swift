package import Basics
import People
package import Rules
import Texts

extension Limit {
    /// Letters of a document's title, its number, and of a reason.
    static let lettersOfDocument: Limit = 120
}

/// Targets of one indicator and year as they were typed: all units of one document at once. A unit
/// that isn't named stays as it is; an empty value takes its target away.
package struct TargetDraft: Sendable, Hashable {
    package let indicator: String
    package let year: String
    package let settings: [String: String]
    /// By unit, `city` for the whole.
    package let values: [TypedTarget]
    package let title: String
    package let number: String
    package let dated: String
    package let reason: String

    package init(
        indicator: String, year: String, settings: [String: String], values: [TypedTarget],
        title: String?, number: String?, dated: String?, reason: String?
    ) {
        self.indicator = indicator
        self.year = trimmed(year)
        self.settings = settings.filter { !$0.value.isEmpty }
        self.values = values
        self.title = trimmed(title ?? "")
        self.number = trimmed(number ?? "")
        self.dated = trimmed(dated ?? "")
        self.reason = trimmed(reason ?? "")
    }
}

package struct TypedTarget: Sendable, Hashable {
    package let unit: String
    package let text: String

    package init(unit: String, text: String) {
        self.unit = unit
        self.text = trimmed(text)
    }
}

/// What a draft changes.
struct CheckedTargets {
    let values: [(unit: String?, value: Int64?)]
    let document: TargetDocument
    let reason: String?
}

extension TargetDraft {
    /// The word for the whole city among the units.
    package static let city = "city"

    /// Which indicator and year, at the definition that holds at its end; refused with every reason
    /// of these.
    package func question(
        in folder: CityFolder, today: Day
    ) throws(FigureRefusal) -> (question: FigureQuestion, year: Int) {
        guard let number = Int(year), let period = Period(text: year), period.year == number,
            (2000...today.year + 2).contains(number)
        else {
            throw FigureRefusal([
                Problem("年份写成2026，最晚\(String(today.year + 2))", at: .field("year"))
            ])
        }
        guard let indicator = folder.indicator(indicator, on: period.last) else {
            throw FigureRefusal([
                Problem("“\(indicator)”这个指标在这一期没有口径", at: .field("indicator"))
            ])
        }
        let question = FigureQuestion(
            indicator, over: period, known: folder.end(of: today),
            parameters: settings.mapValues(Literal.init))
        let problems = try question.settingProblems(in: folder)
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        return (question, number)
    }

    /// What changes against the targets that hold; refused with every reason at once: no document,
    /// a unit that isn't there, what can't be read as a value, a change without a reason.
    func checked(
        _ question: FigureQuestion, against held: [IndicatorTarget], in folder: CityFolder,
        today: Day
    ) throws(FigureRefusal) -> CheckedTargets {
        var problems: [Problem] = []
        for (text, field, message) in [
            (title, "title", "写明文件" as Phrase), (number, "number", "写明文号"),
        ] where text.isEmpty { problems.append(Problem(message, at: .field(field))) }
        for (text, field) in [(title, "title"), (number, "number"), (reason, "reason")]
        where text.count > Limit.lettersOfDocument.count {
            problems.append(
                Problem("最多\(Limit.lettersOfDocument.count)个字", at: .field(field)))
        }
        let day = Day(text: dated)
        if day == nil { problems.append(Problem("日期应写作 2026-10-31", at: .field("dated"))) }
        if let day, day > today { problems.append(Problem("\(day)还没有到", at: .field("dated"))) }
        var values: [(unit: String?, value: Int64?)] = []
        var isChange = false
        for typed in self.values {
            let unit = typed.unit == TargetDraft.city ? nil : typed.unit
            let place = Place.field("value-\(typed.unit)")
            if let unit, folder.unit(unit)?.exists(on: question.period.last) != true {
                problems.append(Problem("没有“\(unit)”这个单位", at: place))
                continue
            }
            let value = typed.text.isEmpty ? nil : question.indicator.unit.value(typed.text)
            if !typed.text.isEmpty, value == nil {
                problems.append(Problem(question.indicator.unit.shape, at: place))
                continue
            }
            let known = held.first { $0.unit == unit }
            if known?.value == value { continue }
            if known != nil { isChange = true }
            values.append((unit, value))
        }
        if isChange, reason.isEmpty {
            problems.append(Problem("改动已下达的目标请写原因", at: .field("reason")))
        }
        if values.isEmpty, problems.isEmpty { problems.append(Problem("没有新的目标")) }
        guard problems.isEmpty, let day else { throw FigureRefusal(problems) }
        return CheckedTargets(
            values: values,
            document: TargetDocument(title: title, number: number, dated: day),
            reason: reason.isEmpty ? nil : reason)
    }
}

extension IndicatorUnit {
    /// A target as it is typed: `80`, `120` or `120亿元`, `5000` or `0.5亿美元`, `66.1` or `66.1%`.
    func value(_ text: String) -> Int64? {
        let found: Int64?
        switch self {
        case .count: found = text.isDigits ? Int64(text) : nil
        case .percent:
            let number = text.hasSuffix("%") ? String(text.dropLast()) : text
            found = hundredths(number)
        case .yuan, .usd:
            let unit = AmountUnit(self == .yuan ? 100_000_000 : 10_000, currency ?? .CNY)
            guard case .amount(let money, let marks) = readAmount(text, unit: unit),
                money.currency == currency,
                marks.isDisjoint(with: [.approximate, .oneOfSeveral, .rounded])
            else { return nil }
            found = money.minor
        }
        return found.flatMap { $0 > 0 ? $0 : nil }
    }

    /// How to type it.
    var shape: Phrase {
        switch self {
        case .count: "目标应为正整数"
        case .percent: "目标应为百分数，最多两位小数，如66.1"
        case .yuan: "目标应为金额，不带单位的按亿元，如120"
        case .usd: "目标应为美元金额，不带单位的按万美元，如5000"
        }
    }
}
