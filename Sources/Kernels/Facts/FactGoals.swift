internal import Texts

extension FactReader {
    /// «完成年度任务589亿元的37.22%», «100亿元任务»: the goal is a line of its own.
    mutating func readGoal(_ index: Int, in sentence: inout SentenceCourse) -> Bool {
        let quantity = quantities[Int(tokens[index].reference)]
        guard quantity.unit != .percent else { return false }
        let isBefore = directlyBefore(index)?.kind == .goal
        var isBehind = false
        let behind = index + 1 < tokens.count && tokens[index + 1].kind == .of ? 2 : 1
        if index + behind < tokens.count {
            let next = tokens[index + behind]
            isBehind =
                next.kind == .goal && next.start - quantity.end <= 12
                && (next.start == quantity.end || starts("的", at: quantity.end))
        }
        guard isBefore || isBehind else { return false }
        var metric = ""
        if let last = sentence.lastFact, sameKind(facts[last].unit, quantity.unit) {
            metric = facts[last].metric
        } else {
            gather(from: phraseStart(before: index), to: tokens[index].start)
            while let last = pieces.last, last.kind == .goal || last.kind.isDroppedBehind {
                pieces.removeLast()
            }
            trim()
            metric = phrase()
        }
        if metric.ends(with: "年度") { metric = String(metric.dropLast(2)) }
        if metric.isEmpty { metric = sentence.lastFact.map { facts[$0].metric } ?? "" }
        let unit: FactUnit
        switch quantity.unit {
        case .money(let currency): unit = currency
        case .count: unit = .count
        case .person: unit = .person
        case .bare: unit = .yuan
        default: return false
        }
        let value = ExactNumber(quantity.digits, places: quantity.places)
        let draft = add(metric + "年度目标", index, value, unit, in: sentence)
        drafts[draft].isGoal = true
        sentence.goalToken = index
        return true
    }

    private func sameKind(_ unit: FactUnit, _ other: QuantityUnit) -> Bool {
        switch other {
        case .money(let currency): unit == currency
        case .bare: unit == .yuan || unit == .count
        case .count: unit == .count
        case .person: unit == .person
        default: false
        }
    }
}
