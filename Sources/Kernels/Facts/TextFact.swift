package import Texts

/// One figure told by a text: what is measured, how much, and what the text says around it. It is
/// what stands there, not what is true; comparing it with a ledger is the caller's.
package struct TextFact: Hashable, Sendable {
    /// In the words of the text, without place and time: «新签约亿元以上项目».
    package var metric: String
    /// In the base unit: 亿 and 万 multiplied out. As `raw` says it: of a fall told alone («下降2.3%»)
    /// the sign is in `yoyPercent` only.
    package var value: ExactNumber
    package var unit: FactUnit
    package var qualifier: FactQualifier
    /// As stored, noise included: number, unit and the qualifier that touches them.
    package var raw: String
    /// Where `raw` begins in the stored text, in code points.
    package var start: Int
    package var period: FactPeriod?
    /// Against the year before; below zero for a fall.
    package var yoyPercent: ExactNumber?
    package var yoyPoints: ExactNumber?
    package var sharePercent: ExactNumber?
    package var shareOf: String?
    /// As worded, with the body ranked in.
    package var rank: String?
    package var targetPercent: ExactNumber?
    /// The place or body, in full where its name is known; «全市» where the text names none.
    package var scope: String?
    /// The sentence it stands in, code points of the stored text.
    package var sentence: Range<Int>
}

package enum FactUnit: String, Sendable, CaseIterable {
    case yuan = "CNY"
    case dollar = "USD"
    case euro = "EUR"
    /// Projects, firms, measures, events, jobs, visits.
    case count
    case person
    case percent
    case point = "percent_point"
}

package enum FactQualifier: String, Sendable, CaseIterable {
    case exact
    /// 超、逾、突破、多、余、以上.
    case over
    /// 约、左右.
    case approximate = "approx"
    /// 近、将近、接近.
    case nearly
}

/// The time a figure is about, to the precision of the text.
package enum FactPeriod: Hashable, Sendable {
    case year(Int)
    case years(Int, Int)
    case quarter(Int, Int)
    case month(Int, Int)
    /// From one month to another of the same year.
    case months(Int, Int, Int)
    case day(Int, Int, Int)
    /// From one day to another of the same year: year, month, day, month, day.
    case days(Int, Int, Int, Int, Int)
}

extension FactPeriod: CustomStringConvertible {
    /// `2021`, `2021/2023`, `2025-Q1`, `2023-11`, `2021-01/2021-11`, `2023-11-05`.
    package var description: String {
        switch self {
        case .year(let year): "\(year)"
        case .years(let first, let last): "\(first)/\(last)"
        case .quarter(let year, let quarter): "\(year)-Q\(quarter)"
        case .month(let year, let month): "\(year)-\(two(month))"
        case .months(let year, let first, let last):
            "\(year)-\(two(first))/\(year)-\(two(last))"
        case .day(let year, let month, let day): "\(year)-\(two(month))-\(two(day))"
        case .days(let year, let month, let day, let lastMonth, let lastDay):
            "\(year)-\(two(month))-\(two(day))/\(year)-\(two(lastMonth))-\(two(lastDay))"
        }
    }

    /// The year it lies in; nil where it spans several.
    package var year: Int? {
        switch self {
        case .year(let year), .quarter(let year, _), .month(let year, _), .months(let year, _, _),
            .day(let year, _, _), .days(let year, _, _, _, _):
            year
        case .years: nil
        }
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
