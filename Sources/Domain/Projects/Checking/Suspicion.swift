package import Basics

/// Something in the sheets of a month that a person should look at. Never a verdict: the rows are
/// counted as reported until somebody decides.
package struct Suspicion: Hashable, Sendable {
    package var kind: SuspicionKind
    /// The rows it is about, the one to look at first in front. For a signing repeated: this
    /// month's row, then the earlier year's. For a sum: its own row, then its parts.
    package var rows: [ReportedPlace]
    /// From 0 to 1; comparable within one kind.
    package var score: Double
    package var reasons: [Phrase]

    package init(
        kind: SuspicionKind, rows: [ReportedPlace], score: Double, reasons: [Phrase]
    ) {
        self.kind = kind
        self.rows = rows
        self.score = score
        self.reasons = reasons
    }
}

package enum SuspicionKind: String, Sendable, CaseIterable {
    /// One project reported by two units or more.
    case duplicate
    /// An earlier year's project reported as signed this year.
    case resigning
    /// Reported as formally agreed; the notes tell of a framework or an intention.
    case framework
    /// Signed, and no proof of it.
    case noEvidence = "no_evidence"
    /// A stated sum that its parts do not make.
    case subtotal
    /// A total ten thousand times too high or too low: 万元 taken for 亿元, or the reverse.
    case unit
}

/// What the check of one month reads.
package struct CheckingInput: Sendable {
    package var month: Month
    /// All units' rows of the month.
    package var projects: [ReportedProject]
    package var sums: [ReportedSum]
    /// Rows of earlier years' ledgers.
    package var earlier: [ReportedProject]
    /// Last month's rows, where there are any.
    package var lastMonth: [ReportedProject]
    /// Names of the city and its units, full and short: they tell nothing about a project.
    package var places: [String]

    package init(
        month: Month, projects: [ReportedProject], sums: [ReportedSum] = [],
        earlier: [ReportedProject] = [], lastMonth: [ReportedProject] = [],
        places: [String] = []
    ) {
        self.month = month
        self.projects = projects
        self.sums = sums
        self.earlier = earlier
        self.lastMonth = lastMonth
        self.places = places
    }
}

extension ReportedPlace {
    /// A fixed order of rows, so that the same input gives the same output in whatever order it
    /// came.
    func comesBefore(_ other: ReportedPlace) -> Bool {
        (file, sheet ?? "", row) < (other.file, other.sheet ?? "", other.row)
    }
}

/// Everything in a month's sheets that a person should look at, by kind, then the surest first.
/// Does not depend on the order of the rows. Costs about a second for 20,000 rows.
package func suspicions(
    in input: CheckingInput, thresholds: CheckingThresholds = .standard
) -> [Suspicion] {
    let active = input.projects.filter { !$0.isDropped }
        .sorted { $0.place.comesBefore($1.place) }
    let reader = TraitReader(
        places: input.places, learningFrom: active + input.earlier)
    let rows = active.map(reader.traits)
    let found =
        duplicates(among: rows, thresholds)
        + resignings(
            of: input.earlier.map(reader.traits), among: rows, in: input.month, thresholds)
        + frameworks(among: active)
        + missingEvidence(among: active)
        + wrongSums(input.sums, of: input.projects, thresholds)
        + unitSlips(among: active, lastMonth: input.lastMonth, thresholds)
    let order = Dictionary(
        uniqueKeysWithValues: SuspicionKind.allCases.enumerated().map { ($1, $0) })
    return found.sorted { left, right in
        if left.kind != right.kind { return (order[left.kind] ?? 0) < (order[right.kind] ?? 0) }
        if left.score != right.score { return left.score > right.score }
        return left.rows[0].comesBefore(right.rows[0])
    }
}
