package import Basics
package import Rules

/// What a unit is to reach of an indicator in a year, as a document sets it (目标下达分解).
package struct IndicatorTarget: Sendable, Hashable {
    package let number: Int64
    package let indicator: String
    /// The indicator's parameters for which it is meant.
    package let settings: TargetSettings
    package let year: Int
    /// Nil: the whole city.
    package let unit: String?
    /// A count, smallest units of a currency, or hundredths of a percent; nil: taken away.
    package let value: Int64?
    package let document: TargetDocument
    /// Why an earlier one was changed.
    package let reason: String?
    /// As the journal names the member.
    package let setBy: String
    package let setAt: Instant
}

package struct TargetDocument: Sendable, Hashable {
    package let title: String
    /// 文号
    package let number: String
    package let dated: Day

    package init(title: String, number: String, dated: Day) {
        self.title = title
        self.number = number
        self.dated = dated
    }
}

/// Parameters in one text, `floor=1亿元`, as rows keep them.
package struct TargetSettings: Sendable, Hashable {
    package let text: String

    package init(_ question: FigureQuestion, in folder: CityFolder) throws(FigureRefusal) {
        let known = try question.parametersBelow(in: folder)
        text = known.sorted { $0.id < $1.id }.map { parameter in
            let value = question.parameters[parameter.id] ?? parameter.choices[0]
            return "\(parameter.id)=\(value.written)"
        }.joined(separator: " ")
    }

    init(stored text: String) { self.text = text }
}

/// How far a unit is with a target. All shares are in hundredths of a percent.
package struct TargetProgress: Sendable, Hashable {
    /// Done ÷ target.
    package let completion: Int64
    /// `completion` − months ÷ 12 (超进度, below zero 欠进度); nil where nothing adds up through the
    /// year, or a month hasn't ended.
    package let ahead: Int64?
    /// What the year would come to at this pace, in the target's own measure; no promise.
    package let forecast: Int64?
}

extension IndicatorTarget {
    /// Of what `sum` came to from January through `month`, nil where it hasn't ended: then there is
    /// no pace. Nil for a target that was taken away and where nothing can be divided.
    /// DOMAIN §3.3: 完成率, 超进度／欠进度.
    package func progress(
        _ sum: FactSum, of indicator: Indicator, through month: Int?
    ) -> TargetProgress? {
        guard let value, value > 0, let done = sum.measured(in: indicator.unit) else { return nil }
        let completion = divided(Int128(done), Int128(value), times: 10_000)
        guard indicator.addsUp else {
            return TargetProgress(completion: completion, ahead: nil, forecast: nil)
        }
        return TargetProgress(
            completion: completion,
            ahead: month.map {
                divided(
                    12 * Int128(done) - Int128($0) * Int128(value), 12 * Int128(value),
                    times: 10_000)
            },
            forecast: month.map { divided(Int128(done), Int128($0), times: 12) })
    }
}

extension FactSum {
    /// In the measure of targets; nil where there is nothing to divide by.
    package func measured(in unit: IndicatorUnit) -> Int64? {
        guard base != 0 else { return nil }
        return unit == .percent
            ? divided(Int128(value), Int128(base ?? 1), times: 10_000) : value / (base ?? 1)
    }
}

extension Indicator {
    /// Whether a year is the sum of its months: no ratio, no mean, nothing counted until a day.
    package var addsUp: Bool {
        switch body {
        case .facts(let measure): measure.share == nil && !measure.isUntil
        case .derived(let formula): formula.below == nil
        }
    }
}
