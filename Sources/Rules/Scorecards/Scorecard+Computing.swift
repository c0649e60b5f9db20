package import Basics

/// What is known of one unit for a card: by input the value and, where one is needed, the target,
/// in the measure of the input; what isn't there is missing.
package struct ScoreValues: Sendable, Hashable {
    package var done: [String: Int64]
    package var targets: [String: Int64]

    package init(done: [String: Int64] = [:], targets: [String: Int64] = [:]) {
        self.done = done
        self.targets = targets
    }
}

package struct Score: Sendable, Hashable {
    package let unit: String
    package let className: String
    /// In the order of the card's terms.
    package let terms: [TermScore]
    /// Nil where something is missing.
    package let total: Points?
    /// Within the class, the best first; those with equal totals share the first of their places.
    package var rank: Int?
    package var isTied = false

    /// The sum of what can be computed.
    package var known: Points { terms.compactMap(\.points).reduce(.zero, +) }
}

package struct TermScore: Sendable, Hashable {
    package let term: String
    package let points: Points?
    /// The inputs that have no value, or no target.
    package let missing: [String]
}

extension Scorecard {
    /// The scores of units, by class and rank, those of one rank in the order of `units`. `values`
    /// is by unit, `classes` the class of each.
    package func scores(
        _ values: [String: ScoreValues], classes: [String: String], units order: [String]? = nil
    ) -> [Score] {
        var scores: [Score] = []
        let all = order ?? values.keys.sorted()
        for one in self.classes {
            let units = all.filter { values[$0] != nil && classes[$0] == one.id }
            let group = units.compactMap { values[$0] }
            let own = units.map { unit in
                score(unit, values[unit] ?? ScoreValues(), class: one.id, among: group)
            }
            scores += ranked(own)
        }
        return scores
    }

    private func score(
        _ unit: String, _ values: ScoreValues, class name: String, among group: [ScoreValues]
    ) -> Score {
        let terms = terms.map { term in
            let missing = term.missing(in: values)
            return TermScore(
                term: term.id,
                points: missing.isEmpty
                    ? term.points(of: values, among: group)?.rounded(to: decimals) : nil,
                missing: missing)
        }
        let points = terms.compactMap(\.points)
        return Score(
            unit: unit, className: name, terms: terms,
            total: points.count == terms.count ? points.reduce(.zero, +) : nil)
    }

    private func ranked(_ scores: [Score]) -> [Score] {
        scores.map { score in
            var score = score
            if let total = score.total {
                let totals = scores.compactMap(\.total)
                score.rank = 1 + totals.count { $0 > total }
                score.isTied = totals.count { $0 == total } > 1
            }
            return score
        }.sorted { ($0.rank ?? .max) < ($1.rank ?? .max) }
    }
}

extension ScoreTerm {
    fileprivate func missing(in values: ScoreValues) -> [String] {
        method.inputs.filter { values.done[$0] == nil }
            + method.targeted.filter { values.done[$0] != nil && (values.targets[$0] ?? 0) <= 0 }
    }

    /// Nil where there is nothing to divide by. Every input is there.
    fileprivate func points(of values: ScoreValues, among group: [ScoreValues]) -> Points? {
        func done(_ input: String) -> Int64 { values.done[input] ?? 0 }
        func sum(_ parts: [PointedInput]) -> Points {
            parts.reduce(.zero) { $0 + $1.points.times(done($1.input), of: 1) }
        }
        switch method {
        case .completion(let parts, let cap):
            return parts.reduce(.zero) { sum, part in
                let target = values.targets[part.input] ?? 1
                let weighted = points.times(part.weight, of: 10_000)
                let most = cap.map { weighted.times($0, of: 10_000) }
                let own = weighted.times(done(part.input), of: target)
                return sum + max(.zero, min(own, most ?? own))
            }
        case .share(let part, let whole):
            guard done(whole) > 0 else { return nil }
            return min(points, points.times(done(part), of: done(whole)))
        case .floors(let floors, let each):
            let missing = floors.reduce(0) { $0 + max(0, $1.least - done($1.input)) }
            return max(.zero, points - each.times(missing, of: 1))
        case .each(let parts): return min(points, sum(parts))
        case .deductions(let parts): return max(.zero, points - sum(parts))
        case .spread(let input):
            let all = group.compactMap { $0.done[input] }
            guard let least = all.min(), let most = all.max() else { return nil }
            if least == most { return points }
            return points.times(60, of: 100)
                + points.times(40, of: 100).times(done(input) - least, of: most - least)
        case .best(let input):
            guard let most = group.compactMap({ $0.done[input] }).max(), most > 0 else {
                return nil
            }
            return max(.zero, points.times(done(input), of: most))
        case .bands(let input):
            return max(.zero, points + banded(values, among: group, by: input))
        case .marks(let input): return min(points, Points(millionths: done(input) * 10_000))
        }
    }

    /// What is added or taken away for being above or below the mean.
    private func banded(
        _ values: ScoreValues, among group: [ScoreValues], by input: String
    ) -> Points {
        /// Hundredths of a percent.
        func rate(_ values: ScoreValues) -> Int64? {
            guard let done = values.done[input], let target = values.targets[input], target > 0
            else { return nil }
            return divided(Int128(done), Int128(target), times: 10_000)
        }
        let rates = group.compactMap(rate)
        guard let own = rate(values), !rates.isEmpty else { return .zero }
        let mean = divided(Int128(rates.reduce(0, +)), Int128(rates.count), times: 1)
        var (rest, band, sum) = (abs(own - mean), Int64(1), Points.zero)
        while rest > 0 {
            sum = sum + points.times(min(rest, 1_000), of: 2_000 * band)
            (rest, band) = (rest - 1_000, band + 1)
        }
        return own < mean ? Points(millionths: -sum.millionths) : sum
    }
}
