internal import Basics

/// Where in a clause the words lie that say what is to be done.
extension Directive {
    /// A verb that begins the clause, behind «二是» and «6月底前».
    static func bareAction(in clause: Range<Int>, text: ReadText) -> Range<Int>? {
        var start = behindConnectors(clause, in: text)
        if let due = DueWords(in: text, at: start, end: clause.upperBound) {
            start = due.range.upperBound
        }
        return action(in: start..<clause.upperBound, text: text)
    }

    static func behindConnectors(_ clause: Range<Int>, in text: ReadText) -> Int {
        var start = clause.lowerBound
        if let number = HeadingNumber(clause, in: text) { start = number.end }
        while start < clause.upperBound {
            if let length = InstructionWords.connectors.length(
                in: text, at: start, end: clause.upperBound)
            {
                // «一要» keeps its 要.
                start += length == 2 && text.scalars[start + 1] == "要" ? 1 : length
            } else if "“‘•·●■◆▲-—★，".unicodeScalars.contains(text.scalars[start])
                || ReadText.isSpace(text.scalars[start])
            {
                start += 1
            } else {
                break
            }
        }
        return start
    }

    /// Adverbs and then a verb at the beginning of the range; verbs that only lead take the next.
    static func action(in range: Range<Int>, text: ReadText) -> Range<Int>? {
        var index = text.tight(range).lowerBound
        var adverbs = 0
        while adverbs < 4,
            let length = InstructionWords.adverbs.length(in: text, at: index, end: range.upperBound)
        {
            // «统一思想» and «主动对接» are verbs or lead to one; the longer reading wins below.
            if InstructionWords.verbs.length(in: text, at: index, end: range.upperBound) ?? 0
                > length
            {
                break
            }
            index += length
            adverbs += 1
        }
        let start = index
        guard let length = InstructionWords.verbs.length(in: text, at: index, end: range.upperBound)
        else { return nil }
        index += length
        if InstructionWords.leadingVerbs.length(in: text, at: start, end: index) == length,
            let next = InstructionWords.verbs.length(in: text, at: index, end: range.upperBound)
        {
            index += next
        }
        // «编制完成»
        if InstructionWords.finished.length(in: text, at: index, end: range.upperBound) != nil {
            index += 2
        }
        // «引进了» and «建成的» tell of what is done.
        if index < range.upperBound, "了的过着率额量数期者".unicodeScalars.contains(text.scalars[index]) {
            return nil
        }
        return start..<index
    }

    private static let places = Vocabulary("上 中 下 方面 过程中 为目标 为重点 为抓手 为导向 为主线 为契机 为引领 为核心 为牵引 出发")

    /// «在…上再加码», «以…为抓手推进…», «使…成为…»: what is done stands behind the place, the means or
    /// the thing. Where no known verb stands, the first letters.
    static func actionBehindPlace(in range: Range<Int>, text: ReadText) -> Range<Int> {
        let start = behindQuotes(range, in: text)
        let whole = start..<range.upperBound
        let isLeading = start == range.lowerBound && leadsOn(whole, in: text)
        return actionBehindMeans(in: whole, text: text)
            ?? start..<(whole.count <= (isLeading ? 24 : 8) ? whole.upperBound : start + 2)
    }

    static func actionBehindMeans(in range: Range<Int>, text: ReadText) -> Range<Int>? {
        guard
            let length = InstructionWords.prepositions.length(
                in: text, at: range.lowerBound, end: range.upperBound)
        else { return nil }
        let from = range.lowerBound + length
        let end = max(from, min(range.upperBound, from + Limit.lettersOfObject.count))
        if InstructionWords.turning.contains(text.scalars[range.lowerBound]) {
            return InstructionWords.turns.first(in: text, from..<end)
        }
        for place in from..<end {
            guard let length = places.length(in: text, at: place, end: end) else { continue }
            let behind = (place + length)..<range.upperBound
            if let action = action(in: behind, text: text) { return action }
        }
        return nil
    }

    private static func behindQuotes(_ range: Range<Int>, in text: ReadText) -> Int {
        var start = range.lowerBound
        while start < range.upperBound,
            ReadText.isSpace(text.scalars[start])
                || "“‘《".unicodeScalars.contains(text.scalars[start])
        {
            start += 1
        }
        return start
    }
}
