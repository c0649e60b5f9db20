internal import Texts

/// «A、B分别增长x%和y%», «A、B各N个»: what stands before 分别 and 各, in order.
struct SeriesItem {
    var metric: String
    var scope: String?
}

/// The figures behind 分别, by their tokens.
struct Series {
    var word: Int
    var figures: [Int]
}

/// More figures are not given one word 分别.
let longestSeries = 12

extension FactReader {
    /// The figures that belong to 分别 at token `word`.
    func series(at word: Int) -> Series? {
        var figures: [Int] = []
        var index = word + 1
        while index < tokens.count, figures.count < longestSeries {
            let token = tokens[index]
            switch token.kind {
            case .quantity:
                if let last = figures.last, !isJoined(last, index) { break }
                figures.append(index)
                index += 1
                continue
            case .listComma, .and, .up, .down, .level, .filler, .than, .complete, .of, .compare,
                .share,
                .stage:
                index += 1
                continue
            case .noun, .money, .lead, .verb, .whole, .nation, .place, .zone, .shareNoun, .goal,
                .time:
                // «分别签约项目56个、48个»: what is counted may stand behind 分别.
                if figures.isEmpty {
                    index += 1
                    continue
                }
            default: break
            }
            break
        }
        return figures.count >= 2 ? Series(word: word, figures: figures) : nil
    }

    /// Whether nothing but words of joining stand between two figures.
    private func isJoined(_ first: Int, _ second: Int) -> Bool {
        var end = tokens[first].end
        for token in tokens[(first + 1)...second] {
            if token.start > end { return false }
            end = token.end
        }
        return true
    }

    /// The items before 分别 for the figure at `index`, how many figures there are, and which of
    /// them it is. No items: the figures before are meant.
    mutating func respectiveItems(
        _ index: Int, in sentence: SentenceCourse
    ) -> (items: [SeriesItem], count: Int, place: Int)? {
        guard let series = sentence.series, let place = series.figures.firstIndex(of: index) else {
            return nil
        }
        var items = items(before: series.word)
        let tail = words(from: series.word, to: tokens[series.figures[0]].start)
        if !tail.isEmpty, items.count == series.figures.count {
            for place in items.indices where !items[place].metric.ends(with: tail) {
                items[place].metric += tail
            }
        }
        return (items, series.figures.count, place)
    }

    /// What stands between 分别 or 各 and the first figure, trimmed.
    private mutating func words(from word: Int, to end: Int) -> String {
        gather(from: word + 1, to: end)
        while let last = pieces.last, last.kind == .up || last.kind == .down { pieces.removeLast() }
        trim()
        return phrase()
    }

    /// The items of the list that ends before token `word`; none where no list stands there.
    mutating func items(before word: Int) -> [SeriesItem] {
        gather(from: phraseStart(before: word), to: tokens[word].start)
        while let first = pieces.first, first.kind != .place, first.kind.isDroppedInFront {
            pieces.removeFirst()
        }
        while let last = pieces.last, last.kind != .place,
            last.kind.isDroppedBehind || last.kind == .up
        {
            pieces.removeLast()
        }
        guard let first = pieces.first, let last = pieces.last else { return [] }
        var groups: [[Piece]] = [[]]
        var isQuoted = false
        for piece in pieces {
            if piece.kind == .openQuote || piece.kind == .openBracket { isQuoted = true }
            if piece.kind == .closeQuote || piece.kind == .closeBracket { isQuoted = false }
            if piece.kind == .listComma || piece.kind == .and, !isQuoted {
                groups.append([])
            } else {
                groups[groups.count - 1].append(piece)
            }
        }
        groups.removeAll { $0.isEmpty }
        if groups.count > 1, groups[0].count > 1, groups[0][0].kind == .place,
            groups[1].first?.kind != .place
        {
            groups[0].removeFirst()
        }
        if groups.count > 1, groups.allSatisfy({ $0.first?.kind == .place }) {
            return placeItems(groups, to: last.end)
        }
        if groups.count < 2 { return [SeriesItem(metric: text(first.start, last.end))] }
        return alignedItems(groups)
    }

    /// «法国、英国对我国投资»: the places by order, what is measured behind the last.
    private mutating func placeItems(_ groups: [[Piece]], to end: Int) -> [SeriesItem] {
        let rest = groups[groups.count - 1].dropFirst()
        var metric = rest.first.map { text($0.start, end) } ?? course.lastMoney ?? ""
        // 三市, 两地 tell what the places are.
        let letters = metric.unicodeScalars
        if let first = letters.first, let second = letters.dropFirst().first,
            numeralDigit(first.value) != nil, "省市区县地国州".unicodeScalars.contains(second)
        {
            metric = String(letters.dropFirst(2))
        }
        let scopes = groups.map { group in
            let piece = group[0]
            return tokens.first { $0.start == piece.start }.map { scope(named: $0) }
        }
        return scopes.map { SeriesItem(metric: metric, scope: $0) }
    }

    /// «高技术制造业和高技术服务业实际使用外资»: what stands behind the last item's like ending
    /// belongs to each. «签约、开工、投产项目»: so does the noun.
    private func alignedItems(_ groups: [[Piece]]) -> [SeriesItem] {
        let names = groups.map { group in
            group.isEmpty ? "" : text(group[0].start, group[group.count - 1].end)
        }
        let last = names[names.count - 1]
        var shared = ""
        let whole = groups[groups.count - 1]
        // «新签约、新开工、新竣工亿元以上项目»: what follows the last stage.
        if groups.dropLast().allSatisfy({ $0.last?.kind == .stage }),
            let stage = whole.firstIndex(where: { $0.kind == .stage }), stage + 1 < whole.count
        {
            shared = text(whole[stage].end, whole[whole.count - 1].end)
        } else if groups[0].last?.kind != .money, let ending = names[0].last,
            let place = last.lastIndex(of: ending), last.index(after: place) < last.endIndex
        {
            shared = String(last[last.index(after: place)...])
        } else if let piece = groups[groups.count - 1].last,
            piece.kind == .noun || piece.kind == .money,
            groups[groups.count - 1].count > 1, groups[0].last?.kind != piece.kind
        {
            shared = text(piece.start, piece.end)
        }
        return names.map { name in
            SeriesItem(metric: name.ends(with: shared) ? name : name + shared)
        }
    }

    /// «A、B分别增长x%和y%», «占比分别为x%、y%»: a line each, or, where no A and B stand there, said
    /// of the figures before. False where the figure stands in no series.
    mutating func readRespective(
        _ index: Int, _ role: RatioRole, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) -> Bool {
        guard let series = sentence.series, let place = series.figures.firstIndex(of: index) else {
            return false
        }
        let count = series.figures.count
        let items = items(before: itemsEnd(role, series))
        if items.isEmpty {
            let run = measures.suffix(count)
            guard run.count == count else { return true }
            apply(role, value, to: run[run.startIndex + place])
            return true
        }
        guard items.count == count else { return false }
        let draft = add(
            items[place].metric + role.ending, index, value, .percent, in: sentence)
        apply(role, value, to: draft)
        if case .share(let word) = role, tokens[word].kind == .share {
            facts[draft].shareOf = whole(of: word, before: series.word)
        }
        if let scope = items[place].scope { facts[draft].scope = scope }
        if place == count - 1 { sentence.lastFact = draft }
        return true
    }

    /// In «占全省的比重分别为» the items end before 占.
    private func itemsEnd(_ role: RatioRole, _ series: Series) -> Int {
        switch role {
        case .share(let word), .completion(let word): min(word, series.word)
        default: series.word
        }
    }

    private mutating func apply(_ role: RatioRole, _ value: ExactNumber, to draft: Int) {
        switch role {
        case .growth:
            if facts[draft].yoyPercent == nil {
                facts[draft].yoyPercent = role.signed(value)
            }
        case .share:
            if facts[draft].sharePercent == nil { facts[draft].sharePercent = value }
        case .completion:
            if facts[draft].targetPercent == nil { facts[draft].targetPercent = value }
        case .rate, .shareBehind, .none: break
        }
    }

    /// Figures by order and «各N个»; false where the figure belongs to neither.
    mutating func readItems(_ index: Int, in sentence: inout SentenceCourse) -> Bool {
        let quantity = quantities[Int(tokens[index].reference)]
        let unit: FactUnit
        switch quantity.unit {
        case .money(let currency): unit = currency
        case .count: unit = .count
        case .person: unit = .person
        default: return false
        }
        let first = phraseStart(before: index)
        if let each = (first..<index).last(where: { tokens[$0].kind == .each }) {
            let items = items(before: each)
            guard items.count > 1 else { return false }
            let tail = words(from: each, to: tokens[index].start)
            for item in items {
                add(
                    SeriesItem(metric: item.metric + tail, scope: item.scope), index, unit,
                    in: &sentence)
            }
            return true
        }
        guard let (items, count, place) = respectiveItems(index, in: sentence),
            items.count == count, place < items.count
        else { return false }
        add(items[place], index, unit, in: &sentence)
        return true
    }

    private mutating func add(
        _ item: SeriesItem, _ index: Int, _ unit: FactUnit, in sentence: inout SentenceCourse
    ) {
        var metric = item.metric
        if unit == .count, !course.countedNoun.isEmpty, !endsWithNoun(metric) {
            metric += course.countedNoun
        }
        addMeasure(metric, index, unit, in: &sentence)
        if let scope = item.scope, let last = sentence.lastFact { facts[last].scope = scope }
    }

    private func endsWithNoun(_ text: String) -> Bool {
        ["项目", "企业", "公司", "人才", "主体", "机构", "活动", "平台"].contains(where: text.ends)
    }
}
