package import Names
package import Rules

/// The named values by which two companies are held to be one. A city may set its own in
/// `rules/identity.yaml`.
package struct IdentityThresholds: Hashable, Sendable {
    /// From this certainty on two names are one company's.
    package var same = 0.80
    /// From this certainty on a person is asked; below it they are different companies'.
    package var ask = 0.50
    /// So much further than any other name at hand one must fit to be held to be the same.
    package var lead = 0.02

    package init() {}

    package static let standard = IdentityThresholds()

    /// The city's values, and the standard ones where it sets none.
    package init(_ rule: IdentityRule?) {
        self.init()
        for (value, number) in rule?.values ?? [:] {
            switch value {
            case .same: same = number
            case .ask: ask = number
            case .lead: lead = number
            }
        }
    }
}

/// Whether two companies are one, how sure that is, and why.
package struct IdentityDecision: Hashable, Sendable {
    package let outcome: NameOutcome
    /// From 0 to 1; 0.5 is where it is as likely as not.
    package let certainty: Double
    package let reasons: [IdentityReason]
}

package enum IdentityReason: Hashable, Sendable {
    case sameCode(String)
    case codesDiffer(String, String)
    case name(NameReason)
    /// Another company's name fits better or as well.
    case another(String)
    /// The letters are alike, and no part tells why.
    case alike
}

/// How like two names are by their letters, seen among all names at hand.
package struct NameLikeness: Hashable, Sendable {
    /// As `NameFinder` scores it.
    package let score: Double
    /// How far the score lies above that of the best other company; below 0 when another fits
    /// better.
    package let lead: Double
    package let other: String?

    package init(score: Double, lead: Double, other: String? = nil) {
        self.score = score
        self.lead = lead
        self.other = other
    }

    /// From 0 to 1. The weight of the lead and the level were found on half of the public pairs of
    /// docs/guides/identity.md, so that 0.5 separates them best; the curve x ÷ (1 + |x|) only
    /// brings the sum into its range.
    package var certainty: Double {
        let sum = 4 * (score - 0.29 + 8 * min(lead, 0.1))
        return 0.5 + 0.5 * sum / (1 + abs(sum))
    }
}

extension IdentityThresholds {
    /// Decides about two companies by what is known of them.
    ///
    /// Valid codes come first: equal ones decide, and of different ones nothing makes one company;
    /// the names then say only whether the two belong together. Without a pair of codes the parts
    /// of the names decide where they are equal, or where two whole names are plainly of one
    /// group; else the likeness. Two whole names that differ are never held to be one without
    /// being asked about: sister firms and misspellings look alike. Nor are names that have no part
    /// in common, since among few names every letter is rare, or of which one may be the group, a
    /// branch, of another place or another trade.
    package func decide(
        codes: (String?, String?) = (nil, nil), names: (OrganizationName, OrganizationName),
        likeness: NameLikeness
    ) -> IdentityDecision {
        let parts = names.0.compared(with: names.1)
        let reasons = parts.reasons.map(IdentityReason.name)
        if let left = codes.0, let right = codes.1 {
            if left == right {
                return IdentityDecision(
                    outcome: .same, certainty: 1, reasons: [.sameCode(left)] + reasons)
            }
            return IdentityDecision(
                outcome: parts.outcome == .different ? .different : .sameGroup, certainty: 0,
                reasons: [.codesDiffer(left, right)] + reasons)
        }
        if parts.reasons.contains(.sameText) {
            return IdentityDecision(outcome: .same, certainty: 1, reasons: reasons)
        }
        let certainty = likeness.certainty
        let areWhole = names.0.isWhole && names.1.isWhole
        let outcome: NameOutcome =
            if areWhole, parts.outcome == .sameGroup {
                .sameGroup
            } else if certainty >= same, likeness.lead >= lead,
                !areWhole || parts.outcome == .same,
                reasons.contains(where: \.isCommon),
                !reasons.contains(where: { $0.isAgainst && !isShortened(names, $0) })
            {
                .same
            } else if certainty >= ask {
                .ask
            } else {
                .different
            }
        let told = reasons.isEmpty && outcome == .ask ? [.alike] : reasons
        guard likeness.lead < lead, let other = likeness.other else {
            return IdentityDecision(outcome: outcome, certainty: certainty, reasons: told)
        }
        return IdentityDecision(
            outcome: outcome, certainty: certainty, reasons: told + [.another(other)])
    }
}

/// Whether a member's name is only a group's without the word for it: 海信家电 for 海信家电集团股份有限公司.
private func isShortened(
    _ names: (OrganizationName, OrganizationName), _ reason: IdentityReason
) -> Bool {
    guard reason == .name(.groupAndMember) else { return false }
    return !(names.0.isGroup ? names.1 : names.0).isWhole
}

extension IdentityReason {
    /// Whether it says that the names may be two firms' all the same.
    var isAgainst: Bool {
        guard case .name(let reason) = self else { return false }
        switch reason {
        case .groupAndMember, .branch, .planned, .regionDiffers, .tradeDiffers: return true
        default: return false
        }
    }

    /// Whether it says what two names have in common.
    var isCommon: Bool {
        switch self {
        case .sameCode: true
        case .codesDiffer, .another, .alike: false
        case .name(let reason):
            switch reason {
            case .sameText, .sameCore, .sameLatin, .soundsAlike, .oneLetterDiffers, .coreWithin:
                true
            case .shortName, .formDiffers, .regionDiffers, .tradeDiffers, .groupAndMember,
                .branch, .planned:
                false
            }
        }
    }
}
