internal import Basics

/// How far the words around a clause let it be read as an instruction.
struct DirectiveScope {
    /// A paper, minutes or a note, or a speech: bare verbs ask.
    var isBinding: Bool
    /// Somebody is being reported.
    var isSaid = false
    /// A sentence of the paragraph before asked with 要.
    var isOpened = false
    /// The sentence begins with the day on which something happened.
    var isTold = false

    var allowsBare: Bool { !isTold && (isBinding || isSaid || isOpened) }
}

/// One clause that asks for something.
struct Directive {
    let kind: InstructionKind
    /// With what leads to it: «加快推进».
    let action: Range<Int>
    let object: Range<Int>
    /// Before 要, where it is a unit or an office.
    var owner: Range<Int>?
    /// Told by 要, 必须 and the like, and not by a bare verb.
    let isMarked: Bool

    /// Its clause only leads on: «要围绕…，», «由…牵头，»; what is to be done comes behind it.
    private(set) var waitsForVerb = false

    /// A second one in a sentence is another instruction; «…，力争…» and «…，确保…» say what the first
    /// is to reach.
    private(set) var opensAnother = false

    init?(in clause: Range<Int>, scope: DirectiveScope, text: ReadText) {
        let start = Directive.behindConnectors(clause, in: text)
        if let marked = Directive(marked: start..<clause.upperBound, scope: scope, text: text) {
            self = marked
            return
        }
        guard scope.allowsBare else { return nil }
        let rest = start..<clause.upperBound
        let asked =
            Directive(lead: rest, text: text)
            ?? Directive(request: rest, by: ["请", "由"], text: text)
            ?? (scope.isBinding || scope.isSaid
                ? Directive(request: rest, by: [], text: text) : nil)
        if let asked {
            self = asked
            return
        }
        guard let action = Directive.bareAction(in: clause, text: text) else { return nil }
        self.init(.instruction, action, end: clause.upperBound, isMarked: false, text: text)
    }

    init(
        _ kind: InstructionKind, _ action: Range<Int>, end: Int, isMarked: Bool, text: ReadText
    ) {
        self.kind = kind
        self.action = action
        let bound = min(end, action.upperBound + Limit.lettersOfObject.count)
        object = text.tight(action.upperBound..<max(action.upperBound, bound))
        self.isMarked = isMarked
    }

    /// The first of 要, 必须, 严禁, 力争 … within the letters that a subject takes.
    private init?(marked clause: Range<Int>, scope: DirectiveScope, text: ReadText) {
        let end = min(clause.upperBound, clause.lowerBound + Limit.lettersOfSubject.count)
        for place in clause.lowerBound..<max(clause.lowerBound, end) {
            guard InstructionWords.marks.mayBegin(with: text.scalars[place]),
                let (length, kind) = Directive.mark(
                    at: place, in: clause, isBinding: scope.isBinding, text: text)
            else { continue }
            let before = Directive.withoutAdverbs(clause.lowerBound..<place, in: text)
            guard let owner = Directive.owner(before, of: kind, scope: scope, text: text) else {
                return nil
            }
            let isGoal = kind == .goal
            var behind = text.tight((place + length)..<clause.upperBound)
            // «要在6月底前完成…»
            if let due = DueWords(in: text, at: behind.lowerBound, end: behind.upperBound) {
                behind = due.range.upperBound..<behind.upperBound
            }
            guard !text.tight(behind).isEmpty else { return nil }
            let found = Directive.action(in: behind, text: text)
            // «力争» and «严禁» are the action, with the verb behind them; 要 is none.
            let whole = found.map { place..<$0.upperBound } ?? (place..<(place + length))
            let action: Range<Int>
            if kind != .instruction || found == nil && length > 1 {
                action = whole
            } else {
                action = found ?? Directive.actionBehindPlace(in: behind, text: text)
            }
            self.init(kind, action, end: clause.upperBound, isMarked: true, text: text)
            self.owner = owner.isEmpty ? nil : owner
            waitsForVerb =
                found == nil && kind == .instruction && Directive.leadsOn(behind, in: text)
            opensAnother =
                !isGoal
                && Directive.results.length(in: text, at: place, end: clause.upperBound) == nil
            return
        }
        return nil
    }

    /// «由市自然资源局负责修改…»
    private init?(lead clause: Range<Int>, text: ReadText) {
        guard let first = clause.first, text.scalars[first] == "由",
            let lead = InstructionWords.leads.first(
                in: text, first..<min(clause.upperBound, first + 60))
        else { return nil }
        self.init(.instruction, lead, end: clause.upperBound, isMarked: true, text: text)
        waitsForVerb = object.isEmpty
    }

    private static let noRequests = Vocabulary("请示 请求 请假 请进来 请问 请辞")

    /// «请市自然资源局牵头研究», «由市财政局会同…研究», «请于3月20日前报送»; without such a word
    /// «市招商局抓紧组建…»: a unit, and its verb directly behind it.
    private init?(request clause: Range<Int>, by words: Set<Unicode.Scalar>, text: ReadText) {
        guard var first = clause.first,
            Directive.noRequests.length(in: text, at: first, end: clause.upperBound) == nil
        else { return nil }
        let isCalled = words.contains(text.scalars[first])
        guard isCalled || words.isEmpty else { return nil }
        let mayBeUnnamed = text.scalars[first] == "请"
        if isCalled { first += 1 }
        let end = clause.upperBound
        let bound = min(end, first + 2 * Limit.lettersOfSubject.count)
        for place in first..<max(first, bound) {
            let asked = first..<place
            guard
                asked.isEmpty
                    ? mayBeUnnamed : Directive.isUnit(asked, isCalled: isCalled, in: text),
                let action = Directive.bareAction(in: place..<end, text: text)
            else { continue }
            self.init(.instruction, action, end: end, isMarked: true, text: text)
            owner = asked.isEmpty ? nil : asked
            opensAnother = isCalled && mayBeUnnamed
            return
        }
        return nil
    }

    /// «市招商局»; not «市» before 发展改革委. Uncalled, it begins with its level or its place.
    private static func isUnit(_ range: Range<Int>, isCalled: Bool, in text: ReadText) -> Bool {
        guard range.count >= 2, let ending = InstructionWords.actors.ending(of: range, in: text),
            ending.count > 1 || !NameWords.levels.contains(text.scalars[ending.lowerBound])
        else { return false }
        if isCalled || InstructionWords.unitHeads.contains(text.scalars[range.lowerBound]) {
            return true
        }
        return range.prefix(4).dropFirst(2).contains {
            NameWords.levels.contains(text.scalars[$0])
        }
    }

    /// The same directive, with what a later clause says is to be done.
    func doing(_ action: Range<Int>, end: Int, text: ReadText) -> Directive {
        var directive = Directive(kind, action, end: end, isMarked: isMarked, text: text)
        directive.owner = owner
        directive.opensAnother = opensAnother
        return directive
    }

    static func leadsOn(_ range: Range<Int>, in text: ReadText) -> Bool {
        InstructionWords.prepositions.length(
            in: text, at: range.lowerBound, end: range.upperBound) != nil
            && actionBehindMeans(in: range, text: text) == nil
    }

    private static let results = Vocabulary("确保")

    private static func mark(
        at place: Int, in clause: Range<Int>, isBinding: Bool, text: ReadText
    ) -> (length: Int, kind: InstructionKind)? {
        let end = clause.upperBound
        let before = place > clause.lowerBound ? text.scalars[place - 1] : "，"
        if let length = InstructionWords.bans.length(in: text, at: place, end: end) {
            return InstructionWords.beforeBan.contains(before) ? nil : (length, .ban)
        }
        if let length = InstructionWords.goals.length(in: text, at: place, end: end) {
            return (length, .goal)
        }
        if let length = InstructionWords.musts.length(in: text, at: place, end: end),
            length > 1, place == clause.lowerBound || text.scalars[place] != "切"
        {
            return (length, .instruction)
        }
        let behind = place + 1 < end ? text.scalars[place + 1] : "，"
        if text.scalars[place] == "要" {
            let isOther =
                InstructionWords.beforeWill.contains(before)
                || InstructionWords.behindWill.contains(behind)
            return isOther ? nil : (1, .instruction)
        }
        if isBinding, InstructionWords.bindingMusts.length(in: text, at: place, end: end) != nil {
            let isOther =
                InstructionWords.beforeBinding.contains(before)
                || InstructionWords.behindBinding.contains(behind)
            return isOther ? nil : (1, .instruction)
        }
        return nil
    }

    /// Of whom it is asked; empty where nobody is named, nil where the words before the mark show
    /// that it is no instruction.
    private static func owner(
        _ before: Range<Int>, of kind: InstructionKind, scope: DirectiveScope, text: ReadText
    ) -> Range<Int>? {
        let none = before.upperBound..<before.upperBound
        if before.isEmpty { return none }
        if InstructionWords.actors.ending(of: before, in: text) != nil,
            !isPreposition(before, in: text)
        {
            return before
        }
        let isShort = before.count <= 18
        let isWill = kind == .instruction && text.scalars[before.upperBound] == "要"
        // In print, «X要…» without a speaker tells how things are.
        return isShort && (scope.isBinding || scope.isSaid || !isWill) ? none : nil
    }

    /// «对…» and «在…», and not «对外…» nor «经济…».
    private static func isPreposition(_ range: Range<Int>, in text: ReadText) -> Bool {
        let end = range.upperBound
        return InstructionWords.prepositions.length(in: text, at: range.lowerBound, end: end) != nil
            && InstructionWords.notPrepositions.length(in: text, at: range.lowerBound, end: end)
                == nil
    }

    private static func withoutAdverbs(_ range: Range<Int>, in text: ReadText) -> Range<Int> {
        var range = text.tight(range)
        while let adverb = InstructionWords.adverbs.ending(of: range, in: text) {
            range = text.tight(range.lowerBound..<adverb.lowerBound)
        }
        return range
    }
}
