/// Nouns that a part of a count inherits, the longest first.
private let countedNouns: [StaticString] = [
    "市场主体", "经营主体", "科技型企业", "企业", "项目", "公司", "人才", "活动", "措施", "举措", "政策", "机构", "平台", "团队",
    "协议", "合同", "岗位", "会议", "案例", "任务", "基地",
]

/// What a text divides itself or the world into; a number of these measures nothing.
private let uncounted: [StaticString] = [
    "阶段", "领域", "方面", "环节", "特点", "国家", "国际组织", "城市", "省份", "维度", "板块", "层面",
]

extension FactReader {
    mutating func readCount(
        _ index: Int, _ unit: FactUnit, in sentence: inout SentenceCourse
    ) {
        let quantity = quantities[Int(tokens[index].reference)]
        let behind = noun(behind: index)
        gather(from: phraseStart(before: index), to: tokens[index].start)
        trim()
        let front = phrase()
        let frontEnds = pieces.last?.kind
        let frontIsStages =
            !pieces.isEmpty && pieces.allSatisfy { $0.kind == .stage || $0.kind == .listComma }
        let frontHasNoun = frontEnds == .noun || frontEnds == .closeBracket || frontEnds == .zone
        if ending(behind.stretch, of: uncounted) != nil { return }
        if quantity.isSmallWord, nounEnding(behind.stretch) == nil, !frontHasNoun { return }
        // «涵盖新能源等在内的142个项目»: examples, not what is counted.
        let isExample = endsWithOf(index) && opensWithVerb(index) || followsEtCetera(index)
        var metric: String
        var ownNoun: Range<Int>?
        if behind.stretch.isEmpty {
            metric = front
            if frontHasNoun { ownNoun = lastWord() }
        } else if isExample {
            metric = text(behind.stage) + text(behind.stretch)
            if behind.hasNoun { ownNoun = nounEnding(behind.stretch) }
        } else if frontIsStages || front.isEmpty || endsWithOf(index) && front.utf8.count <= 24 {
            metric = front + (front.isEmpty ? text(behind.stage) : "") + text(behind.stretch)
            if behind.hasNoun { ownNoun = nounEnding(behind.stretch) }
        } else if frontHasNoun {
            metric = front
            ownNoun = lastWord()
        } else {
            metric = text(behind.stage) + text(behind.stretch)
            if behind.hasNoun { ownNoun = nounEnding(behind.stretch) }
        }
        let unitText = unitWord(quantity)
        if metric.isEmpty { metric = subjectOfClauseBefore(index) }
        if metric.isEmpty {
            guard let last = course.lastCount else { return }
            metric = last
        } else if ownNoun == nil, !frontHasNoun || front.isEmpty, !course.countedNoun.isEmpty,
            unitText == course.countedUnit,
            unit == .count
        {
            metric += course.countedNoun
        }
        if let ownNoun {
            course.countedNoun = text(ownNoun)
            course.countedUnit = unitText
        }
        course.lastCount = metric
        // The parts of «76项，新建48项、续建28项，总投资…» do not take the total from the whole.
        let first = phraseStart(before: index)
        let isPart =
            ownNoun == nil && first > 0
            && (joins(first - 1, -1) || joinsNext(index))
        if sentence.whole != nil { sentence.partCount += 1 }
        if sentence.group == nil || !isPart { sentence.group = metric }
        addMeasure(metric, index, unit, in: &sentence)
    }

    /// The noun that ends a counted phrase: what 其中工业58个 counts as well.
    private func nounEnding(_ stretch: Range<Int>) -> Range<Int>? {
        ending(stretch, of: countedNouns).map {
            stretch.upperBound - $0.utf8CodeUnitCount..<stretch.upperBound
        }
    }

    private func lastWord() -> Range<Int>? {
        guard let last = pieces.last else { return nil }
        return nounEnding(last.start..<last.end)
    }

    private func joinsNext(_ index: Int) -> Bool {
        index + 1 < tokens.count && tokens[index + 1].start == tokens[index].end
            && joins(index + 1, 1)
    }

    /// Whether the token is a 、 whose next figure in the direction given is a count as well.
    private func joins(_ comma: Int, _ step: Int) -> Bool {
        guard tokens[comma].kind == .listComma else { return false }
        var place = comma + step
        while tokens.indices.contains(place), abs(place - comma) < 8 {
            if tokens[place].kind.isMark { return false }
            if tokens[place].kind == .quantity {
                return quantities[Int(tokens[place].reference)].unit == .count
            }
            place += step
        }
        return false
    }

    /// «甲项目、乙项目等11个项目».
    private func followsEtCetera(_ index: Int) -> Bool {
        index > 0 && tokens[index - 1].end == tokens[index].start
            && starts("等", at: tokens[index - 1].start)
    }

    private mutating func opensWithVerb(_ index: Int) -> Bool {
        let kind = tokens[phraseStart(before: index)].kind
        return kind == .lead || kind == .verb
    }

    private func endsWithOf(_ index: Int) -> Bool {
        index > 0 && tokens[index - 1].kind == .of
    }

    private func unitWord(_ quantity: Quantity) -> String {
        // The last character of the measure: 多个 and 个 are one.
        var place = quantity.end - 1
        while place > quantity.start, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return text(place, quantity.end)
    }

    /// «进出口总额突破千亿元大关，达到1026.4亿元»: the clause before says what.
    mutating func subjectOfClauseBefore(_ index: Int) -> String {
        let first = phraseStart(before: index)
        guard first > 0, tokens[first - 1].kind == .comma, tokens[index - 1].kind == .level else {
            return ""
        }
        let start = phraseStart(before: first - 1)
        var end = start
        while end < first - 1, ![.quantity, .level, .over, .up, .down].contains(tokens[end].kind) {
            end += 1
        }
        gather(from: start, to: tokens[end].start)
        trim()
        // A clause that ended with a figure has told of that one.
        guard start == 0 || tokens[start - 1].kind != .quantity else { return "" }
        return phrase()
    }
}
