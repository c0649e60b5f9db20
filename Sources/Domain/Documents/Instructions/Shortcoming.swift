/// A clause that tells of a problem, or of what somebody is going to do about things.
enum Shortcoming {
    /// The words that tell of the problem; nil where it is being solved or only named.
    static func problem(in clause: Range<Int>, text: ReadText) -> Range<Int>? {
        guard !InstructionWords.cures.stands(in: text, clause) else { return nil }
        if let having = InstructionWords.having.first(in: text, clause),
            let word = InstructionWords.problems.first(
                in: text, having.upperBound..<clause.upperBound)
        {
            return having.lowerBound..<word.upperBound
        }
        guard let weakness = InstructionWords.weaknesses.ending(of: clause, in: text),
            weakness.lowerBound - clause.lowerBound >= 2
        else { return nil }
        // «不足100个» counts, and ends no clause.
        return weakness
    }

    /// «将优化整合…»: what an actor is going to do, with the verb; 将 and 计划 are no orders. `next` is
    /// the clause that follows: «将以…为核心，加快…».
    static func measure(
        in clause: Range<Int>, next: Range<Int>?, text: ReadText
    ) -> Range<Int>? {
        let end = min(clause.upperBound, clause.lowerBound + 30)
        var from = clause.lowerBound
        while let will = InstructionWords.wills.first(in: text, from..<max(from, end)) {
            from = will.upperBound
            let behind = will.upperBound..<clause.upperBound
            guard let first = behind.first,
                !InstructionWords.notMeasures.contains(text.scalars[first]),
                will.lowerBound == clause.lowerBound
                    || !InstructionWords.notMeasures.contains(text.scalars[will.lowerBound - 1])
            else { continue }
            let action =
                Directive.action(in: behind, text: text)
                ?? actionBehindPreposition(behind, next: next, text: text)
            let end = max(clause.upperBound, next?.upperBound ?? 0)
            if let action, isDone(action, end: end, text: text) { return action }
        }
        return nil
    }

    private static func actionBehindPreposition(
        _ range: Range<Int>, next: Range<Int>?, text: ReadText
    ) -> Range<Int>? {
        guard
            let length = InstructionWords.prepositions.length(
                in: text, at: range.lowerBound, end: range.upperBound)
        else { return nil }
        if let action = Directive.actionBehindMeans(in: range, text: text) { return action }
        let from =
            text.scalars[range.lowerBound] == "以" ? range.upperBound : range.lowerBound + length
        for place in from..<max(from, min(range.upperBound, from + 40)) {
            if let action = Directive.action(in: place..<range.upperBound, text: text),
                action.lowerBound == place, action.upperBound < range.upperBound
            {
                return action
            }
        }
        return next.flatMap { Directive.action(in: $0, text: text) }
    }

    /// Somebody does it to something: no result that comes, no growth of a figure.
    private static func isDone(_ action: Range<Int>, end: Int, text: ReadText) -> Bool {
        guard
            InstructionWords.results.length(in: text, at: action.lowerBound, end: end) == nil,
            action.upperBound < end
        else { return false }
        let first = text.scalars[action.upperBound]
        return !ReadText.isDigit(first) && !"两三四五六七八九十几，成至到".unicodeScalars.contains(first)
    }
}
