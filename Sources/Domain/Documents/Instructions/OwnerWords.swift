internal import Basics

/// Who is to do it, as far as the words of an instruction name them.
enum OwnerWords {
    private static let by = Vocabulary("由")
    private static let separators: Set<Unicode.Scalar> = ["、", "，", "；", "和", "及", "与", "等"]
    private static let labelEnds: Set<Unicode.Scalar> = ["：", ":", "为"]

    /// «由A牵头，B、C配合», and of whom 要 asks.
    static func owners(
        of directive: Directive?, in clause: Range<Int>, text: ReadText
    ) -> [InstructionOwner] {
        var owners: [InstructionOwner] = []
        if let asked = directive?.owner {
            // «由A会同B研究…»
            let joined = InstructionWords.supports.first(in: text, asked)
            let first = asked.lowerBound..<(joined?.lowerBound ?? asked.upperBound)
            owners += self.owners(in: first, as: joined == nil ? .asked : .lead, text: text)
            if let joined {
                let others = joined.upperBound..<asked.upperBound
                owners += self.owners(in: others, as: .support, text: text)
            }
        }
        let parts: [(Vocabulary, InstructionOwner.Part)] = [
            (InstructionWords.leads, .lead), (InstructionWords.supports, .support),
        ]
        for (words, part) in parts {
            var from = clause.lowerBound
            while let found = words.first(in: text, from..<clause.upperBound),
                owners.count < Limit.ownersOfInstruction.count
            {
                from = found.upperBound
                guard
                    InstructionWords.notLeading.length(
                        in: text, at: from, end: clause.upperBound) == nil
                else { continue }
                let before = phrase(before: found.lowerBound, from: clause.lowerBound, text: text)
                owners += names(in: before, text: text)
                    .filter { InstructionWords.actors.ending(of: $0, in: text) != nil }
                    .map { owner($0, part, text) }
            }
        }
        return Array(merged(owners).prefix(Limit.ownersOfInstruction.count))
    }

    /// Each name once; who leads is asked too.
    private static func merged(_ owners: [InstructionOwner]) -> [InstructionOwner] {
        var merged: [InstructionOwner] = []
        for owner in owners {
            guard let known = merged.firstIndex(where: { $0.name == owner.name }) else {
                merged.append(owner)
                continue
            }
            if merged[known].part == .asked { merged[known] = owner }
        }
        return merged
    }

    /// All that a cell or a list names.
    static func owners(
        in list: Range<Int>, as part: InstructionOwner.Part, text: ReadText
    ) -> [InstructionOwner] {
        names(in: list, text: text).map { owner($0, part, text) }
    }

    /// «责任单位：A、B；配合单位：C», in brackets behind an item or a line of their own. Nil where the
    /// passage is no such list.
    static func listed(
        in range: Range<Int>, text: ReadText
    ) -> (owners: [InstructionOwner], due: DueWords?)? {
        var start = range.lowerBound
        if start < range.upperBound, "（〔".unicodeScalars.contains(text.scalars[start]) {
            start += 1
        }
        guard label(at: start, end: range.upperBound, text: text) != nil else { return nil }
        var owners: [InstructionOwner] = []
        var due: DueWords?
        while start < range.upperBound {
            guard let label = label(at: start, end: range.upperBound, text: text) else {
                start += 1
                continue
            }
            let end = endOfList(from: label.end, end: range.upperBound, text: text)
            if let part = label.part {
                owners += self.owners(in: label.end..<end, as: part, text: text)
            } else {
                due =
                    DueWords.first(in: text, label.end..<end)
                    ?? DueWords(deadline: label.end..<end, in: text)
            }
            start = end
        }
        return (Array(owners.prefix(Limit.ownersOfInstruction.count)), due)
    }

    private static func label(
        at start: Int, end: Int, text: ReadText
    ) -> (part: InstructionOwner.Part?, end: Int)? {
        let labels: [(Vocabulary, InstructionOwner.Part?)] = [
            (InstructionWords.leadLabels, .lead), (InstructionWords.supportLabels, .support),
            (InstructionWords.dueLabels, nil),
        ]
        for (words, part) in labels {
            guard let length = words.length(in: text, at: start, end: end) else { continue }
            let behind = start + length
            guard behind < end, labelEnds.contains(text.scalars[behind]) else { continue }
            return (part, behind + 1)
        }
        return nil
    }

    /// A list ends with ；, a bracket, or the next label.
    private static func endOfList(from start: Int, end: Int, text: ReadText) -> Int {
        var index = start
        while index < end {
            let scalar = text.scalars[index]
            if "；）〕。".unicodeScalars.contains(scalar) { return index }
            if "，、 ".unicodeScalars.contains(scalar),
                label(at: index + 1, end: end, text: text) != nil
            {
                return index
            }
            index += 1
        }
        return end
    }

    /// From 由 or the last comma to the word that says what they do.
    private static func phrase(before end: Int, from start: Int, text: ReadText) -> Range<Int> {
        var index = end
        while index > start, end - index < 60 {
            let scalar = text.scalars[index - 1]
            if scalar == "由" || scalar == "请" || "，；。：要".unicodeScalars.contains(scalar) { break }
            index -= 1
        }
        return text.tight(index..<end)
    }

    /// Cut at 、 and 和 outside of brackets; no name is longer than a subject.
    private static func names(in range: Range<Int>, text: ReadText) -> [Range<Int>] {
        var names: [Range<Int>] = []
        var start = range.lowerBound
        var depth = 0
        for index in range {
            let scalar = text.scalars[index]
            if scalar == "（" { depth += 1 }
            if scalar == "）" { depth = max(0, depth - 1) }
            // «与» and «和» inside a name are rarer than between names.
            guard depth == 0, separators.contains(scalar) else { continue }
            names.append(text.tight(start..<index))
            start = index + 1
        }
        names.append(text.tight(start..<range.upperBound))
        return names.filter {
            (2...Limit.lettersOfSubject.count).contains($0.count)
                && !InstructionWords.noOwners.isAll(of: $0, in: text)
        }
    }

    private static func owner(
        _ name: Range<Int>, _ part: InstructionOwner.Part, _ text: ReadText
    ) -> InstructionOwner {
        InstructionOwner(name: text.words(name), part: part, span: text.span(of: name))
    }
}
