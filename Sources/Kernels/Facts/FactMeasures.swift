internal import Texts

/// Bodies that act: «21个重点产业链引进192个» counts what they bring in, not them.
private let bodyEndings: [StaticString] = [
    "区", "链", "队", "州", "市", "县", "镇", "街", "部门", "单位", "国家", "专班", "集群", "港", "省", "小组", "街道", "园",
]

private let zoneEndings: [StaticString] = ["区", "港"]
/// Nouns for people, where 万 stands without a measure: «20万人才».
private let personEndings: [StaticString] = ["人才", "人员", "职工", "群众", "学生"]

extension FactReader {
    /// A bound in a name: «5亿元以上项目», «投资超亿元的21个», «超10亿元项目».
    func isBound(_ index: Int) -> Bool {
        let quantity = quantities[Int(tokens[index].reference)]
        if quantity.isBounded { return true }
        guard case .money = quantity.unit else { return false }
        if starts("的", at: quantity.end) {
            var place = index + 1
            while place < tokens.count, !tokens[place].kind.isMark {
                if tokens[place].kind == .quantity {
                    return quantities[Int(tokens[place].reference)].unit == .count
                }
                place += 1
            }
            return false
        }
        if quantity.isScaleOnly, quantity.qualifier == .over, !endsClause(quantity.end) {
            return true
        }
        guard quantity.qualifier == .over, index + 1 < tokens.count else { return false }
        let next = tokens[index + 1]
        return next.kind == .noun && next.start == quantity.end
    }

    mutating func readMeasure(_ index: Int, in sentence: inout SentenceCourse) {
        let quantity = quantities[Int(tokens[index].reference)]
        guard !isBound(index), !isInName(index), !isPerUnit(index) else { return }
        if (phraseStart(before: index)..<index).contains(where: { tokens[$0].kind == .average }) {
            return
        }
        if let previous = directlyBefore(index) {
            switch previous.kind {
            case .up, .down, .ahead, .average: return
            default: break
            }
        }
        if isPastLevel(index) { return }
        if readGoal(index, in: &sentence) { return }
        if quantity.unit == .count, quantity.qualifier == .exact,
            let body = actingBody(behind: index)
        {
            if body.isZone { sentence.scope = text(quantity.start, tokens[index].end) + body.name }
            return
        }
        if readItems(index, in: &sentence) { return }
        let unit: FactUnit
        switch quantity.unit {
        case .money(let currency): unit = currency
        case .count: unit = .count
        case .person: unit = .person
        default:
            guard let read = unitOfBare(index) else { return }
            unit = read
        }
        if unit == .count || unit == .person {
            readCount(index, unit, in: &sentence)
        } else {
            readMoney(index, unit, in: &sentence)
        }
    }

    /// The word that stands directly before a figure, past 达, 为, 了 and the like.
    func directlyBefore(_ index: Int) -> Lexeme? {
        var end = tokens[index].start
        var place = index - 1
        while place >= 0, index - place < 6 {
            let token = tokens[place]
            guard token.end == end else { return nil }
            switch token.kind {
            case .filler, .than, .over, .nearly, .approximate: break
            default: return token
            }
            end = token.start
            place -= 1
        }
        return nil
    }

    /// «由3家增加到7家», «比去年同期的86亿元增长13%»: what it came from. Looks back a few tokens.
    func isPastLevel(_ index: Int) -> Bool {
        if index >= 2, tokens[index - 1].kind == .of, tokens[index - 2].kind == .compare {
            return true
        }
        guard index + 1 < tokens.count, tokens[index + 1].kind == .level,
            tokens[index + 1].start == tokens[index].end
        else { return false }
        for place in (max(0, index - 8)..<index).reversed() {
            if tokens[place].kind.isMark || tokens[place].kind == .quantity { return false }
            if isOrigin(tokens[place]) { return true }
        }
        return false
    }

    /// 由 and 从.
    func isOrigin(_ token: Lexeme) -> Bool {
        token.kind == .at && (starts("由", at: token.start) || starts("从", at: token.start))
    }

    /// “10项” in quotes is a name.
    private func isInName(_ index: Int) -> Bool {
        guard index > 0, index + 1 < tokens.count else { return false }
        return tokens[index - 1].kind == .openQuote && tokens[index + 1].kind == .closeQuote
            && tokens[index - 1].end == tokens[index].start
            && tokens[index + 1].start - tokens[index].end <= 12
    }

    /// 每亩, 平均每家.
    private func isPerUnit(_ index: Int) -> Bool {
        let start = tokens[index].start
        let first = max(sentenceStart, start - 15)
        var place = start - 3
        while place >= first {
            switch codePoint(in: bytes, at: place, to: start).value {
            case 0x6BCF: return true
            case 0xFF0C, 0x3001, 0xFF1B: return false
            default: place -= 1
            }
        }
        return false
    }

    private func actingBody(behind index: Int) -> (name: String, isZone: Bool)? {
        guard index + 1 < tokens.count else { return nil }
        let noun = noun(behind: index)
        // Told for its own sake it ends the clause: «打造10条卓越产业链。»
        guard ending(noun.stretch, of: bodyEndings) != nil, !endsClause(noun.stretch.upperBound)
        else { return nil }
        return (text(noun.stretch), ending(noun.stretch, of: zoneEndings) != nil)
    }

    func endsClause(_ index: Int) -> Bool {
        guard index < limit else { return true }
        switch codePoint(in: bytes, at: index, to: limit).value {
        case 0x3002, 0xFF01, 0xFF1F, 0xFF0C, 0xFF1B, 0x3001, 0x2C, 0x3B, 0xFF09, 0x29: return true
        default: return false
        }
    }

    /// 万 or 亿 with nothing behind it: money where money is spoken of, else what the noun counts.
    private mutating func unitOfBare(_ index: Int) -> FactUnit? {
        gather(from: phraseStart(before: index), to: tokens[index].start)
        trim()
        if pieces.last?.kind == .money || pieces.last?.kind == .complete { return .yuan }
        if let last = pieces.last, starts("额", at: last.end - 3) { return .yuan }
        let noun = noun(behind: index)
        guard noun.hasNoun else { return nil }
        return ending(noun.stretch, of: personEndings) != nil
            ? .person : .count
    }
}

// MARK: - Filing

extension FactReader {
    mutating func addMeasure(
        _ metric: String, _ index: Int, _ unit: FactUnit, in sentence: inout SentenceCourse
    ) {
        let quantity = quantities[Int(tokens[index].reference)]
        let isPlan = sentence.isPlan || sentence.isClausePlan
        let metric = isPlan && !isPlanned(metric) ? metric + "目标" : metric
        let value = ExactNumber(quantity.digits, places: quantity.places)
        let growth = takeGrowthLine(index, in: sentence)
        let draft = add(growth?.metric ?? metric, index, value, unit, in: sentence)
        facts[draft].yoyPercent = growth?.yoy
        let first = phraseStart(before: index)
        let isJoined =
            first > 0 && tokens[first - 1].kind == .listComma
            || first > 0 && tokens[first - 1].kind == .quantity
        if !isJoined { run.clear() }
        if run.count < longestSeries { run.append(draft) }
        measures.append(draft)
        sentence.lastFact = draft
        if unit == .count {
            sentence.groupHasBound = (first..<index).contains {
                tokens[$0].kind == .quantity && isBound($0)
            }
        }
    }

    /// «固定资产投资增长8%，达到120亿元»: the growth is the figure's and no line of its own.
    private mutating func takeGrowthLine(
        _ index: Int, in sentence: SentenceCourse
    ) -> (metric: String, yoy: ExactNumber)? {
        guard let last = sentence.lastFact, last == facts.count - 1, index >= 3,
            let yoy = facts[last].yoyPercent, facts[last].unit == .percent,
            facts[last].metric.ends(with: "增速"), tokens[index - 1].kind == .level,
            tokens[index - 2].kind == .comma, tokens[index - 3].kind == .quantity,
            drafts[last].end == tokens[index - 3].end
        else { return nil }
        let metric = String(facts[last].metric.dropLast(2))
        facts.removeLast()
        drafts.removeLast()
        return (metric, yoy)
    }

    private func isPlanned(_ metric: String) -> Bool {
        metric.ends(with: "目标") || metric.begins(with: "计划") || metric.begins(with: "预计")
    }

    mutating func add(
        _ metric: String, _ index: Int, _ value: ExactNumber, _ unit: FactUnit,
        in sentence: SentenceCourse
    ) -> Int {
        let quantity = quantities[Int(tokens[index].reference)]
        let scope = scope(in: sentence)
        facts.append(
            TextFact(
                metric: metric, value: value, unit: unit, qualifier: quantity.qualifier, raw: "",
                start: characters(before: quantity.start), period: period(in: sentence),
                scope: scope,
                sentence: characterBase..<characterBase + sentenceCharacters))
        drafts.append(
            FactDraft(
                start: quantity.start, end: quantity.end, sentence: sentenceStart..<limit,
                isScopeOpen: scope.map { $0.begins(with: "全") } ?? true))
        return facts.count - 1
    }
}
