package import Basics
package import Rules

/// One round of a review of a project: 准入评价, 尽职调查, 合法性审查 or 公平竞争审查. It is scored
/// item by item and concluded once; another look is another round with its reason.
package struct ProjectReview: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    /// The identifier of a kind of the city's rule, as it stood on `openedOn`.
    package let kind: String
    /// From 1, within the project and the kind.
    package let round: Int
    /// Why there is another round; nil for the first.
    package let reason: String?
    package let openedOn: Day
    /// Identifier of the unit that asked for it.
    package let unit: String
    package let openedBy: String
    package let openedAt: Instant
    /// In the order in which they were written; the last one of an item holds.
    package let scores: [ReviewScore]
    package let conclusion: ReviewConclusion?
    package let version: Int64
}

/// What was found of one item, and by whom.
package struct ReviewScore: Sendable, Hashable {
    package let number: Int64
    package let item: String
    package let points: Int?
    /// A finding of the rule; of a veto `ReviewScore.vetoed`, or `ReviewScore.notVetoed`.
    package let finding: String?
    package let remark: String?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant

    package static let vetoed = "veto"
    package static let notVetoed = "none"
}

package struct ReviewConclusion: Sendable, Hashable {
    package let outcome: ReviewOutcome
    package let on: Day
    /// The opinion by its number.
    package let title: String?
    /// The number of a piece of the project's evidence.
    package let evidence: Int64?
    package let note: String?
    package let conditions: String?
    package let unit: String?
    package let by: String
    package let at: Instant
    /// That the conditions are met; nil as long as they aren't, and without any.
    package let met: ReviewConditionsMet?
}

package struct ReviewConditionsMet: Sendable, Hashable {
    package let on: Day
    package let title: String
    package let unit: String?
    package let by: String
    package let at: Instant
}

extension ReviewOutcome {
    package var label: Phrase {
        switch self {
        case .passed: "通过"
        case .conditional: "附条件通过"
        case .refused: "不通过"
        case .notApplicable: "不适用"
        }
    }

    /// How far from passing it is.
    fileprivate var distance: Int {
        switch self {
        case .passed, .notApplicable: 0
        case .conditional: 1
        case .refused: 2
        }
    }

    /// Whether it is no better than `best`.
    func isWithin(_ best: ReviewOutcome) -> Bool { distance >= best.distance }
}

extension ProjectReview {
    package func score(of item: ReviewItem) -> ReviewScore? {
        scores.last { $0.item == item.id }
    }

    /// Of the items that have any so far.
    package func points(in kind: ReviewKind) -> Int {
        kind.items.compactMap { score(of: $0)?.points }.reduce(0, +)
    }

    /// What stands against it whatever the points.
    package func vetoes(in kind: ReviewKind) -> [ReviewItem] {
        kind.vetoes.filter { score(of: $0)?.finding == ReviewScore.vetoed }
    }

    package func missing(in kind: ReviewKind) -> [ReviewItem] {
        kind.items.filter { item in
            let score = score(of: item)
            return kind.isScored ? score?.points == nil : score?.finding == nil
        }
    }

    /// The best conclusion that the points, vetoes and findings allow, and why it is no better.
    package func best(in kind: ReviewKind) -> (outcome: ReviewOutcome, why: Phrase?) {
        if let veto = vetoes(in: kind).first { return (.refused, "一票否决：\(veto.name)") }
        let points = points(in: kind)
        if let floor = kind.floor, points < floor {
            return (.refused, "得分\(points)，不到\(floor)分")
        }
        var best: (outcome: ReviewOutcome, why: Phrase?) = (.passed, nil)
        for item in kind.items {
            guard let finding = score(of: item)?.finding.flatMap(kind.finding) else { continue }
            if finding.atBest.distance > best.outcome.distance {
                best = (finding.atBest, "\(item.name)：\(finding.name)")
            }
        }
        return best
    }

    /// The day from which it lets the project pass; nil as long as it doesn't.
    package var clearedOn: Day? {
        switch conclusion?.outcome {
        case .passed?, .notApplicable?: conclusion?.on
        case .conditional?: conclusion?.met?.on
        case .refused?, nil: nil
        }
    }
}

extension CommitmentReview {
    var step: CommitmentStepKind {
        switch self {
        case .legality: .legality
        case .competition: .competition
        }
    }
}

extension Commitment {
    /// Whether it passed this review on the basis that it has now. One that ended needs none.
    package func isCleared(by review: CommitmentReview) -> Bool {
        last(.ended) != nil || self.review(review.step)?.isPassed == true
    }
}

extension ReviewKind {
    /// What keeps this review from being passed: commitments without their own.
    func uncleared(_ commitments: [Commitment]) -> [Commitment] {
        guard let review = self.commitments else { return [] }
        return commitments.filter { !$0.isCleared(by: review) }
    }
}

/// Why a review doesn't let a project pass yet.
package enum ReviewLack: Sendable, Hashable {
    case none, open, refused, conditions
    /// What was promised after it, or lost its basis since.
    case commitment(String)

    func phrase(_ name: LocalName) -> Phrase {
        switch self {
        case .none: "没有做\(name)"
        case .open: "\(name)还没有结论"
        case .refused: "\(name)没有通过"
        case .conditions: "\(name)附的条件还没有落实"
        case .commitment(let content): "承诺“\(content)”没有通过\(name)"
        }
    }
}

extension ProjectCourse {
    /// The last round of a kind: the one that holds.
    package func review(_ kind: String) -> ProjectReview? { reviews.last { $0.kind == kind } }

    /// What a kind of review lacks before a stage that asks for it.
    package func lacks(ofReview kind: ReviewKind) -> [ReviewLack] {
        guard let review = review(kind.id) else { return [.none] }
        guard let conclusion = review.conclusion else { return [.open] }
        if conclusion.outcome == .refused { return [.refused] }
        if review.clearedOn == nil { return [.conditions] }
        return kind.uncleared(commitments).map { .commitment($0.content) }
    }

    /// Reviews that let the project pass only after the day on which it is said to have passed.
    func lateReviews(of stage: String, on day: Day) -> [Phrase] {
        reviewsNeeded(for: stage).compactMap { kind in
            review(kind.id)?.clearedOn.flatMap { cleared in
                cleared > day ? "\(kind.name)到\(cleared.description)才通过" : nil
            }
        }
    }

    /// The stage of the path that asks for a review; nil where none does.
    package func stage(asking kind: String) -> StageDefinition? {
        (projectClass?.path ?? []).first { stage in
            reviewsNeeded(for: stage).contains { $0.id == kind }
        }.flatMap(rule.stage)
    }

    /// The first day of which anything is known, by what was reported and not given back.
    var firstDay: Day? {
        events.filter { $0.state == .reported || $0.state == .confirmed }
            .map(\.happenedOn).min()
    }
}

/// A review without a conclusion, with its project.
package struct WaitingReview: Sendable, Hashable {
    package let review: ProjectReview
    package let project: Project
}
