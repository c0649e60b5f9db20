internal import Texts

extension FactReader {
    /// Reads the tokens of a sentence in their order: places and times hold for the figures behind
    /// them, growth and share for those before. A headline gives places and times only.
    mutating func readSentence(isHeadline: Bool) {
        var sentence = SentenceCourse()
        sentence.lastFact = course.lastFact
        lastScope = -1
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .place, .whole, .nation:
                if takesScope(index) { note(place: index, in: &sentence) }
            case .time:
                // «完成全年目标» is no time of the figure.
                if index + 1 < tokens.count, tokens[index + 1].kind == .goal,
                    tokens[index + 1].start == token.end
                {
                    continue
                }
                note(time: token, in: &sentence)
            case .plan: notePlan(index, in: &sentence)
            case .among:
                sentence.whole = sentence.group
                sentence.partCount = 0
            case .comma: sentence.isClausePlan = false
            case .semicolon:
                sentence.isClausePlan = false
                sentence.group = nil
            case .openBracket: sentence.outer = (sentence.group, sentence.lastFact)
            case .closeBracket:
                if let outer = sentence.outer {
                    sentence.group = outer.group
                    sentence.lastFact = outer.lastFact ?? sentence.lastFact
                    sentence.outer = nil
                }
            case .single: sentence.isSingle = true
            case .respectively: sentence.series = series(at: index) ?? sentence.series
            case .compare where token.index == respectiveCompare:
                sentence.series = series(at: index) ?? sentence.series
            case .filler where isTopicMark(index):
                let topic = subject(before: index)
                if !topic.isEmpty { sentence.topic = topic }
            case .doubled:
                if let last = sentence.lastFact, subject(before: index).isEmpty,
                    facts[last].yoyPercent == nil
                {
                    facts[last].yoyPercent = ExactNumber(100)
                }
            case .ordinal: readRank(index, in: &sentence)
            case .quantity where !isHeadline: readQuantity(index, in: &sentence)
            default: break
            }
        }
        course.lastFact = sentence.lastFact
    }

    /// 力争 holds for the sentence, 计划 for its clause; behind a noun 计划 is a noun.
    private func notePlan(_ index: Int, in sentence: inout SentenceCourse) {
        guard tokens[index].index == clausePlan else {
            sentence.isPlan = true
            return
        }
        if index > 0, tokens[index - 1].end == tokens[index].start,
            tokens[index - 1].kind == .noun || tokens[index - 1].kind == .money
        {
            return
        }
        sentence.isClausePlan = true
    }

    /// 方面 before a mark.
    private func isTopicMark(_ index: Int) -> Bool {
        starts("方面", at: tokens[index].start) && index + 1 < tokens.count
            && tokens[index + 1].kind.isMark && tokens[index + 1].start == tokens[index].end
    }

    private mutating func readQuantity(_ index: Int, in sentence: inout SentenceCourse) {
        let quantity = quantities[Int(tokens[index].reference)]
        if quantity.isVoid { return }
        switch quantity.unit {
        case .percent, .points, .times, .tenths: readRatio(index, in: &sentence)
        case .money, .count, .person, .bare: readMeasure(index, in: &sentence)
        case .other: break
        }
    }

    /// «进度居全省第二位»: said of the figure before it, once.
    private mutating func readRank(_ index: Int, in sentence: inout SentenceCourse) {
        guard let last = sentence.lastFact, facts[last].rank == nil, index > 0 else { return }
        var place = index - 1
        let first = phraseStart(before: index)
        while place >= first, !tokens[place].kind.isBody { place -= 1 }
        guard place >= first else { return }
        let body = text(tokens[place].start, tokens[index].end)
        var verb = place
        while verb > first,
            tokens[verb - 1].kind == .rankVerb || tokens[verb - 1].kind == .at
                || tokens[verb - 1].kind == .filler
        {
            verb -= 1
        }
        gather(from: first, to: tokens[verb].start)
        while let piece = pieces.first, piece.kind.isDroppedInFront, piece.kind != .growth {
            pieces.removeFirst()
        }
        facts[last].rank = phrase() + body
    }
}

/// 计划 in the row of plans.
private let clausePlan: Int16 = 0
/// «同比分别» in the row of comparisons.
private let respectiveCompare: Int16 = 1

extension WordKind {
    /// A body that ranks its parts.
    fileprivate var isBody: Bool { self == .whole || self == .nation || self == .place }
}
