package import Basics
package import Rules

/// How well a link is held in a place.
package enum LinkGradeLevel: String, Sendable, CaseIterable {
    case strong, present, weak, missing, unknown

    package var label: Phrase {
        switch self {
        case .strong: "强"
        case .present: "有"
        case .weak: "弱"
        case .missing: "缺"
        case .unknown: "未知"
        }
    }
}

/// What anchor companies buy of a link here, as they answer: in bands, since they tell no figures.
package enum LocalShareBand: String, Sendable, CaseIterable {
    case none, low, middle, high, refused

    package var label: Phrase {
        switch self {
        case .none: "0"
        case .low: "不超过20%"
        case .middle: "20%至50%"
        case .high: "超过50%"
        case .refused: "未答"
        }
    }

    /// Between which shares it lies; nil where nothing was said.
    var bounds: (low: Double, high: Double)? {
        switch self {
        case .none: (0, 0)
        case .low: (0, 0.2)
        case .middle: (0.2, 0.5)
        case .high: (0.5, 1)
        case .refused: nil
        }
    }
}

/// What a grade was made of.
package struct GradeInputs: Sendable, Hashable {
    /// Companies at work at the link in the place; those that build or plan are beside.
    package var operating = 0
    package var coming = 0
    /// Of those at work: 规上 or with a qualification, leading in the country, and those of which
    /// it is known that they are neither.
    package var qualified = 0
    package var national = 0
    package var plain = 0
    /// Companies at work somewhere inside the province of which no more is known: perhaps here.
    package var perhaps = 0
    /// The newest answer of each anchor company.
    package var bands: [LocalShareBand] = []
    /// (local ÷ local total) ÷ (national ÷ national total), in thousandths; nil where outputs
    /// aren't known.
    package var quotient: Int64?
    /// Whether an anchor company says that most comes from one supplier or one country.
    package var isConcentrated = false
    /// Who said, and when, that every company of the link here is known.
    package var declaredBy: String?
    package var declaredOn: Day?

    package init() {}
}

/// A grade (强弱缺) with 断链风险 as a flag beside it.
package struct LinkGrade: Sendable, Hashable {
    /// What the inputs give.
    package let computed: LinkGradeLevel
    package let isAtRisk: Bool
    package let inputs: GradeInputs
    /// What somebody set in its place.
    package var override: GradeOverride?

    /// The grade that holds.
    package var level: LinkGradeLevel { override?.level ?? computed }
}

/// A grade that somebody answers for, in place of the computed one.
package struct GradeOverride: Sendable, Hashable {
    package let level: LinkGradeLevel
    package let reason: String
    package let by: String
    /// The last day on which it holds.
    package let endsOn: Day
    package let at: Instant
}

extension GradeInputs {
    /// 缺: nobody at work, and the knowledge of the place declared complete, else 未知. 弱: a
    /// quotient below the limit, or bought elsewhere, or no company 规上 or with a qualification.
    /// 强: a quotient above the limit, and a company leading in the country or bought here. Else 有.
    /// Each is true, false or unknown; only what is true counts. 弱 goes before 强.
    package func graded(by rule: GradingRule?) -> LinkGrade {
        LinkGrade(computed: level(rule), isAtRisk: isConcentrated, inputs: self)
    }

    private func level(_ rule: GradingRule?) -> LinkGradeLevel {
        guard operating > 0 else { return declaredBy == nil ? .unknown : .missing }
        let low = rule?.values[.localLow] ?? 0.2
        let high = rule?.values[.localHigh] ?? 0.5
        let quotient = quotient.map { Double($0) / 1_000 }
        let answers = bands.compactMap(\.bounds)
        // Anchor companies that contradict each other leave it unknown.
        let isBoughtElsewhere = !answers.isEmpty && answers.allSatisfy { $0.high <= low }
        let isBoughtHere = !answers.isEmpty && answers.allSatisfy { $0.low >= high }
        let isThin = quotient.map { $0 < rule?.values[.quotientLow] ?? 0.8 } ?? false
        let isDense = quotient.map { $0 >= rule?.values[.quotientHigh] ?? 1.2 } ?? false
        if isThin || isBoughtElsewhere || plain == operating { return .weak }
        return isDense && (national > 0 || isBoughtHere) ? .strong : .present
    }

    /// Anchor companies of which one buys nearly all here and another nearly nothing.
    package var isContradicted: Bool {
        let answers = bands.compactMap(\.bounds)
        guard let least = answers.map(\.high).min(), let most = answers.map(\.low).max() else {
            return false
        }
        return most > least
    }
}

/// What a chain lacks.
package enum GapKind: String, Sendable, CaseIterable {
    case missing, weak
    case breakRisk = "break-risk"
    /// Opened and closed by hand: the chain is to be led further.
    case extending

    package var label: Phrase {
        switch self {
        case .missing: "缺链"
        case .weak: "弱链"
        case .breakRisk: "断链风险"
        case .extending: "延链"
        }
    }
}

extension LinkGrade {
    /// The gaps that stand open while the grade holds.
    package var gaps: Set<GapKind> {
        var gaps: Set<GapKind> = isAtRisk ? [.breakRisk] : []
        switch level {
        case .missing: gaps.insert(.missing)
        case .weak: gaps.insert(.weak)
        case .strong, .present, .unknown: break
        }
        return gaps
    }
}

package struct Gap: Sendable, Hashable {
    package let number: Int64
    package let chain: String
    package let link: String
    package let kind: GapKind
    package let openedAt: Instant
    /// The journal's entry that opened it, and the one that closed it.
    package let openedBy: Int64
    package let closedAt: Instant?
    package let closedBy: Int64?
    /// Of one that somebody opened or closed by hand.
    package var openedReason: String?
    package var closedReason: String?

    package var subject: Subject { Subject("gap", String(number)) }
    package var isOpen: Bool { closedAt == nil }
}
