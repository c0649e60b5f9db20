package import Basics
package import Names

/// Two records that may be one company.
package struct DuplicatePair: Sendable, Hashable {
    /// The lesser identifier.
    package let left: Identifier
    package let right: Identifier
    /// `same`, or `ask` where a person has to say.
    package let outcome: NameOutcome
    /// From 0 to 1.
    package let certainty: Double
    package let reasons: [Phrase]

    init(
        _ one: Identifier, _ other: Identifier, outcome: NameOutcome, certainty: Double,
        reasons: [Phrase]
    ) {
        left = min(one, other)
        right = max(one, other)
        self.outcome = outcome
        self.certainty = certainty
        self.reasons = reasons
    }

    /// The surer first; of equals in the order of the identifiers.
    func precedes(_ other: DuplicatePair) -> Bool {
        if (outcome == .same) != (other.outcome == .same) { return outcome == .same }
        if certainty != other.certainty { return certainty > other.certainty }
        return (left, right) < (other.left, other.right)
    }
}

package enum DuplicateVerdict: String, Sendable, CaseIterable {
    case same
    case different
    /// 同集团不同企业
    case sameGroup = "same_group"
    case unsure

    package var label: Phrase {
        switch self {
        case .same: "同一家"
        case .different: "不是一家"
        case .sameGroup: "同集团，不是一家"
        case .unsure: "说不准"
        }
    }
}

/// What one reviewer says of a pair.
package struct DuplicateReview: Sendable, Hashable {
    /// As the journal names the member.
    package let reviewer: String
    package let name: String
    package let verdict: DuplicateVerdict
    package let note: String?
    package let at: Instant
}

/// A pair in the queue with all that was said of it.
package struct QueuedDuplicate: Sendable, Hashable {
    package let pair: DuplicatePair
    package let state: DuplicateState
    /// In the order of the reviewers' identifiers.
    package let reviews: [DuplicateReview]
}

/// A pair of the queue with what its companies are.
package struct ShownDuplicate: Sendable {
    package let queued: QueuedDuplicate
    package let left: CompanyProfile
    package let right: CompanyProfile

    /// What goes into what: into the registered one, the one with more codes, the earlier one.
    package var direction: (from: Identifier, into: Identifier) {
        func weight(_ profile: CompanyProfile) -> (Int, Int) {
            (profile.company.standing == .registered ? 1 : 0, profile.record.identifiers.count)
        }
        let (left, right) = (left.company.id, right.company.id)
        return weight(self.right) > weight(self.left) ? (left, right) : (right, left)
    }
}

/// What was said of a pair, in the order in which pairs need a person.
package enum DuplicateState: Int, Sendable, CaseIterable {
    /// Reviewers differ.
    case disputed
    case toMerge
    /// Nobody has said anything, or nobody is sure.
    case open
    case settled
}
