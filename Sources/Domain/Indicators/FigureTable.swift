package import Basics
package import People
package import Rules

/// A figure by unit as a city prints it: each district with the function zones inside it, each of
/// these once more for itself, the zones of no district, what the city's own offices report (市本级).
/// Σ lines − what is counted twice (双算) − the zones inside districts (套算) = the city.
package struct FigureTable: Sendable, Hashable {
    package let lines: [FigureLine]
    package let doubled: FactSum
    package let nested: FactSum
    package let whole: FactSum
}

package struct FigureLine: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        /// A district, or a zone of none.
        case unit(String)
        /// A zone inside the district of the line above it.
        case zone(String)
        /// 市本级
        case cityOffices
    }

    package let subject: Subject
    /// The units whose facts it counts.
    package let units: [String]
    package let sum: FactSum

    /// Whose target stands beside it: a district's, with the zones inside it, or a zone's.
    package var unit: String? {
        switch subject {
        case .unit(let id), .zone(let id): id
        case .cityOffices: nil
        }
    }
}

/// Whether a district stands with the function zones inside it (含／不含功能区).
package enum ZoneReading: String, Sendable, CaseIterable {
    case inside, apart

    package var label: Phrase {
        switch self {
        case .inside: "区含功能区"
        case .apart: "区不含功能区"
        }
    }
}

extension FigureTable {
    /// `figure` must be told apart by unit. Units in sight that report on `day` have a line
    /// whatever it holds; one that ended, where something of it counts. Read `apart`, a zone is a
    /// line of its own beside its district, and nothing is nested.
    package init(
        _ figure: IndicatorFigure, in folder: CityFolder, on day: Day, visibleTo sight: Sight,
        zones reading: ZoneReading = .inside
    ) {
        let sums = Dictionary(
            figure.groups.map { ($0.value ?? "", $0.sum) }, uniquingKeysWith: { first, _ in first })
        let empty = FactSum(base: figure.whole.base.map { _ in 0 })
        func sum(_ units: [String]) -> FactSum { units.compactMap { sums[$0] }.reduce(empty, +) }
        let places = folder.units.filter { unit in
            (unit.kind == .district || unit.kind == .zone)
                && (sums[unit.id] != nil
                    || unit.reports && unit.exists(on: day) && sight.includes(unit: unit.id))
        }
        let zones = Dictionary(
            grouping: places.filter { zone in
                reading == .inside && zone.kind == .zone && places.contains { $0.id == zone.parent }
            }, by: { $0.parent ?? "" }
        ).mapValues { $0.map(\.id) }
        let inside = Set(zones.values.joined())
        var lines: [FigureLine] = []
        for place in places where !inside.contains(place.id) {
            let own = zones[place.id] ?? []
            let units = [place.id] + own
            lines.append(FigureLine(subject: .unit(place.id), units: units, sum: sum(units)))
            lines += own.map { FigureLine(subject: .zone($0), units: [$0], sum: sum([$0])) }
        }
        let others = sums.keys.filter { id in !places.contains { $0.id == id } }.sorted()
        if !others.isEmpty {
            lines.append(FigureLine(subject: .cityOffices, units: others, sum: sum(others)))
        }
        self.init(
            lines: lines, doubled: figure.doubled, nested: sum(inside.sorted()),
            whole: figure.whole)
    }
}

/// A place among units; equals share the first of theirs.
package struct FigureRank: Sendable, Hashable {
    package let place: Int
    package let isTied: Bool
}

extension FigureTable {
    /// Of a district, or a zone of none, among them, the largest first. Nil of other lines, where
    /// nothing can be divided, and where nothing counts at all.
    package func rank(of line: FigureLine) -> FigureRank? {
        guard whole.value != 0, line.isRanked, line.sum.base != 0 else { return nil }
        let sums = lines.filter(\.isRanked).map(\.sum).filter { $0.base != 0 }
        return FigureRank(
            place: 1 + sums.count { line.sum.isSmaller(than: $0) },
            isTied: sums.count { !line.sum.isSmaller(than: $0) && !$0.isSmaller(than: line.sum) }
                > 1)
    }
}

extension FigureLine {
    fileprivate var isRanked: Bool { if case .unit = subject { true } else { false } }
}

extension FactSum {
    /// Exactly: a ratio by its quotient.
    fileprivate func isSmaller(than other: FactSum) -> Bool {
        Int128(value) * Int128(other.base ?? 1) < Int128(other.value) * Int128(base ?? 1)
    }

    /// What part of `whole` it is, in hundredths of a percent; nil of ratios and of nothing.
    package func share(of whole: FactSum) -> Int64? {
        guard base == nil, whole.value > 0 else { return nil }
        return divided(Int128(value), Int128(whole.value), times: 10_000)
    }
}
