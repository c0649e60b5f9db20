package import Basics

/// A figure that others publish (外部数据), with what each release said. It is never computed here and
/// never added to anything: what the ledger knows stands beside it with the gap.
package struct Series: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// What papers call it beside its name.
    package let words: [String]
    /// What it counts, in words.
    package let definition: LocalName
    package let kind: SeriesKind
    package let unit: IndicatorUnit
    /// What counts are of: 个, 人.
    package let counter: LocalName
    /// The definitions it had, one after another; figures of two of them aren't compared.
    package let scopes: [SeriesScope]
    /// The indicator of our own that is closest to it.
    package let beside: SetIndicator?
    /// The series of counts that a ratio is a part of, or that an amount is of.
    package let of: String?
    package let basis: Basis
    package let place: Place
    /// Those that stand in the city folder.
    package let entries: [PublishedFigure]

    package func scope(_ id: String?) -> SeriesScope? { scopes.first { $0.id == id } }
}

package enum SeriesKind: String, Sendable, CaseIterable {
    case commerce, statistics, media

    package var label: Phrase {
        switch self {
        case .commerce: "商务部口径"
        case .statistics: "统计口径"
        case .media: "媒体口径"
        }
    }
}

package struct SeriesScope: Sendable, Hashable {
    package let id: String
    package let name: LocalName
    /// The last days of the periods that it is meant for.
    package let validity: Validity
}

/// What one release said of one period.
package struct PublishedFigure: Sendable, Hashable {
    package let series: String
    /// Nil: the whole city.
    package let unit: String?
    /// A year, a month, or the months from January on (累计).
    package let period: Period
    /// A count, smallest units of a currency, or hundredths of a percent.
    package let value: Int64
    package let bound: PublishedBound
    /// The value as it was published.
    package let written: String
    package let change: PublishedChange?
    package let share: PublishedShare?
    /// «全省首位»
    package let rank: String?
    /// Hundredths of a percent of the target.
    package let completion: Int64?
    /// The year before in the scope of this one, as the release restated it.
    package let comparable: Int64?
    /// Of the series' scopes.
    package let scope: String?
    package let released: Day
    package let source: String
    /// What it said there.
    package let sentence: String?
    package let note: String?
    package let origin: PublishedOrigin

    package init(
        series: String, unit: String?, period: Period, value: Int64, bound: PublishedBound,
        written: String, change: PublishedChange?, share: PublishedShare?, rank: String?,
        completion: Int64?, comparable: Int64?, scope: String?, released: Day, source: String,
        sentence: String?, note: String?, origin: PublishedOrigin
    ) {
        self.series = series
        self.unit = unit
        self.period = period
        self.value = value
        self.bound = bound
        self.written = written
        self.change = change
        self.share = share
        self.rank = rank
        self.completion = completion
        self.comparable = comparable
        self.scope = scope
        self.released = released
        self.source = source
        self.sentence = sentence
        self.note = note
        self.origin = origin
    }
}

package enum PublishedBound: String, Sendable, CaseIterable {
    case exact, over, under, about
}

/// Against the same period of the year before, on the scope of this one.
package enum PublishedChange: Sendable, Hashable {
    /// Hundredths of a percent.
    case percent(Int64)
    /// Hundredths of a percentage point.
    case points(Int64)
}

/// What part of something larger it is.
package struct PublishedShare: Sendable, Hashable {
    package let of: String
    /// Hundredths of a percent.
    package let percent: Int64?
    /// In the measure of the figure.
    package let whole: Int64?

    package init(of: String, percent: Int64?, whole: Int64?) {
        self.of = of
        self.percent = percent
        self.whole = whole
    }
}

package enum PublishedOrigin: Sendable, Hashable {
    /// A line of the city folder.
    case folder(Place)
    /// Entered by a member.
    case entered(number: Int64, by: String, at: Instant)
}

extension CityFolder {
    package func series(_ id: String) -> Series? { series.first { $0.id == id } }
}
