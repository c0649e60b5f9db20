extension OrganizationName {
    /// Whether two names can be one organisation's. Symmetric. Codes are the caller's: they decide
    /// before names do. Two full names with different cores are different, however alike they
    /// sound: firms of one trade often differ in one letter.
    package func compared(with other: OrganizationName) -> NameComparison {
        var result = withoutRemarks(comparedWith: other)
        if isPlanned != other.isPlanned, result.outcome != .different {
            result.reasons.append(.planned)
        }
        return result
    }

    /// Strings under which names that can match are found together.
    package var keys: [String] {
        var keys: [String] = []
        if core.count >= 2 {
            keys.append(core)
            if core.count > 3 { keys.append(String(core.prefix(2))) }
        }
        if let latin { keys.append(latin.core) }
        for sound in sounds { keys.append("~" + String(decoding: sound.prefix(3), as: UTF8.self)) }
        return keys
    }

    private func withoutRemarks(comparedWith other: OrganizationName) -> NameComparison {
        if !text.isEmpty, text == other.text, Part(region, other.region) != .different {
            return NameComparison(outcome: .same, score: 1, reasons: [.sameText])
        }
        if let latin, let otherLatin = other.latin, latin.core == otherLatin.core {
            let tradesMatch =
                latin.trade.isEmpty || otherLatin.trade.isEmpty
                || latin.trade == otherLatin.trade
            return tradesMatch
                ? NameComparison(outcome: .same, score: 0.97, reasons: [.sameLatin(latin.core)])
                : NameComparison(
                    outcome: .sameGroup, score: 0.55, reasons: [.sameLatin(latin.core)])
        }
        if !core.isEmpty, core == other.core { return withSameCore(other) }
        if let alike = soundingAlike(other) { return alike }
        return withOtherCore(other)
    }

    private func withSameCore(_ other: OrganizationName) -> NameComparison {
        var reasons: [NameReason] = [.sameCore(core)]
        let regions = Part(region, other.region)
        let trades = Part(trade, other.trade)
        if regions == .different { reasons.append(.regionDiffers(region, other.region)) }
        if trades == .different { reasons.append(.tradeDiffers(trade, other.trade)) }
        if isGroup != other.isGroup { reasons.append(.groupAndMember) }
        if isCoreGeneric {
            let same = regions == .same && trades == .same
            return NameComparison(
                outcome: same ? .ask : .different, score: same ? 0.6 : 0.2, reasons: reasons)
        }
        if form == .project || other.form == .project {
            return NameComparison(outcome: .ask, score: 0.8, reasons: reasons)
        }
        if branch != other.branch { reasons.append(.branch) }
        if regions == .different || trades == .different {
            let score = trades == .different ? 0.55 : 0.65
            return NameComparison(outcome: .sameGroup, score: score, reasons: reasons)
        }
        if isGroup != other.isGroup {
            let isWhole = regions == .same && trades == .same && !trade.isEmpty
            return NameComparison(
                outcome: isWhole ? .ask : .sameGroup, score: isWhole ? 0.8 : 0.7, reasons: reasons)
        }
        if form != nil, other.form != nil, form != other.form { reasons.append(.formDiffers) }
        if regions == .missing || trades == .missing { reasons.append(.shortName) }
        // A short core with neither place nor trade in common can be anybody's.
        if core.count < 3, regions == .missing, trades == .missing {
            return NameComparison(outcome: .ask, score: 0.85, reasons: reasons)
        }
        return NameComparison(outcome: .same, score: 0.95, reasons: reasons)
    }

    /// A foreign name and its transliteration, or two transliterations.
    private func soundingAlike(_ other: OrganizationName) -> NameComparison? {
        let mayBeForeign = isForeign || latin != nil || other.isForeign || other.latin != nil
        guard mayBeForeign else { return nil }
        var best = 0.0
        for sound in sounds {
            for otherSound in other.sounds where latin == nil || other.latin == nil {
                best = max(best, NameSound.likeness(sound, otherSound))
            }
        }
        guard best >= 0.75 else { return nil }
        let trades = Part(tradeInChinese, other.tradeInChinese)
        let score = 0.55 + 0.3 * best - (trades == .different ? 0.25 : 0)
        return NameComparison(
            outcome: score >= 0.7 ? .ask : .different, score: score,
            reasons: [.soundsAlike(coreShown, other.coreShown)])
    }

    private func withOtherCore(_ other: OrganizationName) -> NameComparison {
        guard !isCoreGeneric, !other.isCoreGeneric else { return .unrelated }
        let left = Array(core)
        let right = Array(other.core)
        guard left.count >= 2, right.count >= 2 else { return .unrelated }
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        if long.count - short.count >= 2, long.starts(with: short),
            Part(region, other.region) != .different
        {
            return NameComparison(
                outcome: .ask, score: 0.75, reasons: [.coreWithin(core, other.core)])
        }
        if left.count == right.count, left.count >= 3, editDistance(left, right) == 1,
            Part(region, other.region) == .same, Part(trade, other.trade) == .same,
            !trade.isEmpty
        {
            return NameComparison(
                outcome: .ask, score: 0.65, reasons: [.oneLetterDiffers(core, other.core)])
        }
        return .unrelated
    }

    private var coreShown: String { core.isEmpty ? latin?.core ?? "" : core }

    private var tradeInChinese: String {
        trade.isEmpty ? latin?.chineseTrade.joined() ?? "" : trade
    }

    /// What the name sounds like where it is, or may be, a foreign one.
    private var sounds: [[UInt8]] {
        var sounds: [[UInt8]] = []
        if let latin, let sound = NameSound.ofLatin(latin.core) { sounds.append(sound) }
        if !core.isEmpty, let sound = NameSound.ofChinese(core) { sounds.append(sound) }
        return sounds
    }
}

/// How one part of two names stands.
private enum Part {
    case same, missing, different

    init(_ left: String, _ right: String) {
        if left == right {
            self = .same
        } else if left.isEmpty || right.isEmpty {
            self = .missing
        } else {
            // 汽车 and 汽车零部件, 新材料 and 化工新材料 are one trade told at different length.
            self =
                left.hasPrefix(right) || right.hasPrefix(left) || left.hasSuffix(right)
                    || right.hasSuffix(left) ? .same : .different
        }
    }
}
