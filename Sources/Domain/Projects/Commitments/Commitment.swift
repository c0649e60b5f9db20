package import Basics

/// 承诺: one clause of what the city promised for a project, and what became of it. It is worth
/// nothing before its legal basis is recorded, and nothing is due before the agreed condition was
/// verified by another unit.
package struct Commitment: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    /// Where it stands in the agreement: «第三条第二款».
    package let clause: String
    package let content: String
    /// Nil where it is no money: a road, a quota.
    package let amount: Money?
    /// 约定条件: what the investor must reach first.
    package let condition: String
    /// Identifier of the unit that recorded it and fulfils it.
    package let unit: String
    package let recordedBy: String
    package let recordedAt: Instant
    /// In the order in which they were recorded.
    package let steps: [CommitmentStep]
}

/// One thing done about a commitment. It is never changed: a later one of its kind stands in its
/// place.
package struct CommitmentStep: Sendable, Hashable {
    package let number: Int64
    package let kind: CommitmentStepKind
    package let on: Day
    /// The document, the opinion, the evidence or the voucher, by its name and number.
    package let title: String
    /// Whether a review or a verification was passed.
    package let isPassed: Bool?
    package let amount: Money?
    /// By when it is to be fulfilled, set with the verification.
    package let dueOn: Day?
    package let note: String?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant
}

package enum CommitmentStepKind: String, Sendable, CaseIterable {
    /// 法律政策依据
    case basis
    /// 合法性审查
    case legality
    /// 公平竞争审查
    case competition
    /// 达标核验
    case verified
    case paid
    case ended

    package var label: Phrase {
        switch self {
        case .basis: "法律政策依据"
        case .legality: "合法性审查"
        case .competition: "公平竞争审查"
        case .verified: "达标核验"
        case .paid: "兑现"
        case .ended: "终止"
        }
    }

    /// Recorded by a unit other than the one that fulfils it.
    package var isAnothers: Bool {
        switch self {
        case .legality, .competition, .verified: true
        case .basis, .paid, .ended: false
        }
    }
}

/// How a commitment stands on a day.
package enum CommitmentState: String, Sendable, CaseIterable {
    case overdue, due
    /// No basis is recorded: it is switched off.
    case off
    case reviewing, refused, waiting, fulfilled, ended

    package var label: Phrase {
        switch self {
        case .overdue: "超期未兑现"
        case .due: "应兑现"
        case .off: "没有依据，停用"
        case .reviewing: "待审查"
        case .refused: "审查没有通过"
        case .waiting: "待核验"
        case .fulfilled: "已兑现"
        case .ended: "已终止"
        }
    }
}

extension Commitment {
    package func last(_ kind: CommitmentStepKind) -> CommitmentStep? {
        steps.last { $0.kind == kind }
    }

    /// The last review of a kind; one of an earlier basis counts no longer.
    package func review(_ kind: CommitmentStepKind) -> CommitmentStep? {
        guard let basis = last(.basis), let review = last(kind), review.number > basis.number
        else { return nil }
        return review
    }

    package var isReviewed: Bool {
        review(.legality)?.isPassed == true && review(.competition)?.isPassed == true
    }

    /// The verification by which it is due.
    package var verification: CommitmentStep? {
        last(.verified).flatMap { $0.isPassed == true ? $0 : nil }
    }

    /// In the smallest unit of its own currency.
    package var paid: Int64 {
        steps.filter { $0.kind == .paid }.compactMap(\.amount?.minor).reduce(0, +)
    }

    /// What is still to be paid; nil where it is no money.
    package var left: Money? {
        amount.map { Money(minor: $0.minor - paid, $0.currency) }
    }

    private var isFulfilled: Bool { left.map { $0.minor <= 0 } ?? (last(.paid) != nil) }

    package func state(on today: Day) -> CommitmentState {
        if last(.ended) != nil { return .ended }
        if last(.basis) == nil { return .off }
        if isFulfilled { return .fulfilled }
        let reviews = [review(.legality), review(.competition)]
        if reviews.contains(where: { $0?.isPassed == false }) { return .refused }
        guard isReviewed else { return .reviewing }
        guard let due = verification?.dueOn else { return .waiting }
        return due < today ? .overdue : .due
    }
}

/// A commitment with its project, as lists show it.
package struct ListedCommitment: Sendable, Hashable {
    package let commitment: Commitment
    package let project: Project
}
