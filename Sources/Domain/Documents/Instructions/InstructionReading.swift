internal import Basics

/// Reads the instructions, problems and measures of one piece, line by line.
struct InstructionReading {
    private let layout: PieceLayout
    private let kind: PieceKind
    private let piece: Int
    private let day: Day?
    private let text: ReadText

    private var headings: [InstructionHeading] = []
    private var found: [Instruction] = []
    /// Since when a list of owners in brackets has not come.
    private var unowned = 0
    /// What the open headings say of everything below them.
    private var mood: HeadingMood?
    /// Whether the item before, of the same sentence, was a goal.
    private var isGoal = false
    /// The table whose rows the lines are.
    private var table: TaskTable?
    /// A heading without a number that no body has followed yet.
    private var openHeading: Range<Int>?

    init(_ layout: PieceLayout, kind: PieceKind, piece: Int, day: Day?, in text: ReadText) {
        self.layout = layout
        self.kind = kind
        self.piece = piece
        self.day = day
        self.text = text
    }

    mutating func instructions(limit: Limit) -> [Instruction] {
        for part in layout.parts where found.count < limit.count {
            switch part.role {
            case .heading: part.heading.map { enter($0) }
            case .body:
                openHeading = nil
                take(line: part.range)
            default: break
            }
        }
        return Array(found.prefix(limit.count))
    }

    /// A heading ends those of its level and below; one of two lines without a number is one.
    private mutating func enter(_ heading: HeadingLine) {
        var range = heading.range
        if heading.level == 9, let open = openHeading { range = open.lowerBound..<range.upperBound }
        headings.removeAll { $0.level >= heading.level }
        headings.append(
            InstructionHeading(
                level: heading.level,
                text: text.words(range).replacing("\n", with: ""),
                span: text.span(of: range)))
        openHeading = heading.level == 9 ? range : nil
        mood =
            headings.last.flatMap { HeadingMood($0, in: ReadText($0.text)) }
            ?? (headings.count > 1 ? mood : nil)
        unowned = found.count
    }

    private var isBinding: Bool { kind.binds || kind == .speech }

    private mutating func take(line: Range<Int>) {
        guard let cells = TaskTable.cells(of: line, in: text) else {
            table = nil
            return take(paragraph: line)
        }
        if let heading = TaskTable(heading: cells, in: text) {
            table = heading
        } else if let row = table?.row(cells, in: text) {
            take(row)
        } else {
            for cell in cells where !cell.isEmpty { take(paragraph: cell) }
        }
    }

    /// What stands among the tasks of a paper that binds is one, whatever its words.
    private mutating func take(_ row: TaskTable.Row) {
        let first = found.count
        for task in row.tasks {
            let before = found.count
            take(paragraph: task)
            if found.count == before, isBinding {
                let action = Directive.actionBehindPlace(in: task, text: text)
                let whole = Sentence(range: task)
                add(Directive(bare: action, end: task.upperBound, text: text), task, whole, nil)
            }
        }
        unowned = first
        own(row.owners, due: row.due)
    }

    private mutating func take(paragraph line: Range<Int>) {
        if let listed = OwnerWords.listed(in: line, text: text) {
            own(listed.owners, due: listed.due)
            return
        }
        unowned = found.count
        let isAttendance =
            InstructionWords.attendance.length(
                in: text, at: line.lowerBound, end: line.upperBound) != nil
        guard !isAttendance else { return }
        var scope = DirectiveScope(isBinding: isBinding)
        scope.isOpened = mood == .plans
        var saying: Saying?
        for sentence in Sentence.sentences(of: line, in: text) {
            if let listed = OwnerWords.listed(in: sentence.range, text: text) {
                own(listed.owners, due: listed.due)
                continue
            }
            guard !isPreamble(sentence.range) else { continue }
            isGoal = false
            scope.isTold = tellsOfDay(sentence.range)
            for group in sentence.groups(in: text) {
                take(group, of: sentence, scope: &scope, saying: &saying)
            }
        }
    }

    /// «3月16日，…», «3月16日下午，…»; «3月16日前…» is a deadline.
    private func tellsOfDay(_ sentence: Range<Int>) -> Bool {
        guard
            let day = WrittenDay(in: text, at: sentence.lowerBound, end: sentence.upperBound),
            day.range.upperBound < sentence.upperBound
        else { return false }
        return "，上下晚".unicodeScalars.contains(text.scalars[day.range.upperBound])
    }

    /// «为深入贯彻…，现提出如下意见。»
    private func isPreamble(_ sentence: Range<Int>) -> Bool {
        let isPurpose =
            InstructionWords.purposes.length(
                in: text, at: sentence.lowerBound, end: sentence.upperBound) != nil
        return isPurpose && InstructionWords.preambles.stands(in: text, sentence)
            || InstructionWords.formulas.stands(in: text, sentence)
    }

    private mutating func own(_ owners: [InstructionOwner], due: DueWords?) {
        for index in found.indices.dropFirst(unowned) {
            let known = Set(found[index].owners.map(\.name))
            found[index].owners += owners.filter { !known.contains($0.name) }
            if found[index].due == nil { found[index].due = due?.found(in: text, written: day) }
        }
        unowned = found.count
    }

    /// One item of a sentence: its clauses up to ；.
    private mutating func take(
        _ clauses: [Range<Int>], of sentence: Sentence, scope: inout DirectiveScope,
        saying: inout Saying?
    ) {
        var openings: [(start: Int, directive: Directive)] = []
        var start = clauses[0].lowerBound
        var isAdverbial = true
        for clause in clauses {
            var rest = clause
            if let said = Saying(in: clause, sentence: sentence.range, text: text) {
                saying = said
                scope.isSaid = true
                rest = text.tight(said.end..<clause.upperBound)
                if openings.isEmpty { start = rest.lowerBound }
                isAdverbial = true
                if rest.isEmpty { continue }
            }
            if let waiting = openings.last?.directive, waiting.waitsForVerb,
                let action = Directive.bareAction(in: rest, text: text)
            {
                openings[openings.count - 1].directive = waiting.doing(
                    action, end: rest.upperBound, text: text)
            } else if let directive = Directive(in: rest, scope: scope, text: text),
                openings.isEmpty ? directive.isMarked || isAdverbial : directive.opensAnother
            {
                if let first = openings.first, !first.directive.isMarked, directive.owner == nil {
                    // «聚焦…，要强化…»: the first clause only says by what.
                    openings = [(first.start, directive)]
                } else {
                    openings.append((openings.isEmpty ? start : rest.lowerBound, directive))
                }
            } else if openings.isEmpty, scope.allowsBare, isAdverbial,
                let goal = goal(in: rest, within: clauses)
            {
                openings.append((start, goal))
            }
            isAdverbial = isAdverbial && leadsOn(rest)
        }
        let end = clauses[clauses.count - 1].upperBound
        if openings.isEmpty, isGoal, let goal = laterGoal(clauses) { openings = [(start, goal)] }
        if openings.isEmpty {
            if scope.allowsBare, let late = lateDirective(clauses, start: start) {
                openings = [(start, late)]
            } else {
                tell(clauses, start: start, of: sentence, saying: saying)
                return
            }
        }
        for (index, opening) in openings.enumerated() {
            let stop = index + 1 < openings.count ? openings[index + 1].start : end
            add(opening.directive, text.tight(withoutComma(opening.start..<stop)), sentence, saying)
            if opening.directive.isMarked { scope.isOpened = true }
            isGoal = opening.directive.kind == .goal
        }
    }

    /// Whether a clause only says how or by when, so that the next may begin with its verb.
    private func leadsOn(_ clause: Range<Int>) -> Bool {
        let start = Directive.behindConnectors(clause, in: text)
        return start >= clause.upperBound
            || InstructionWords.prepositions.length(
                in: text, at: start, end: clause.upperBound) != nil
            || DueWords(in: text, at: start, end: clause.upperBound) != nil
            || InstructionWords.leads.ending(of: clause, in: text) != nil
            || InstructionWords.supports.ending(of: clause, in: text) != nil
    }

    private static let reaching = Vocabulary("达到 突破 超过 增长 达 完成 实现 提高到 提升到 提升至 不低于 不少于 不高于")

    /// «到2027年，新签约项目达到100个»: a day to come and a figure.
    private func goal(in clause: Range<Int>, within clauses: [Range<Int>]) -> Directive? {
        let start = Directive.behindConnectors(clause, in: text)
        guard let due = DueWords(in: text, at: start, end: clause.upperBound),
            let last = clauses.last,
            let verb = InstructionReading.reaching.first(
                in: text,
                due.range
                    .upperBound..<min(
                        last.upperBound, due.range.upperBound + Limit.lettersOfInstruction.count))
        else { return nil }
        let end = clauses.first { $0.upperBound >= verb.upperBound }?.upperBound
        return Directive(goal: verb, end: end ?? verb.upperBound, text: text)
    }

    /// «力争…60个；…达到3000万美元»: an item beside a goal, with a figure.
    private func laterGoal(_ clauses: [Range<Int>]) -> Directive? {
        for clause in clauses {
            guard let verb = InstructionReading.reaching.first(in: text, clause) else { continue }
            return Directive(goal: verb, end: clause.upperBound, text: text)
        }
        return nil
    }

    /// «以…为导向开展…»: the verb inside the only clause, behind what leads to it.
    private func lateDirective(_ clauses: [Range<Int>], start: Int) -> Directive? {
        guard clauses.allSatisfy(leadsOn), let clause = clauses.last else { return nil }
        let from = max(start, clause.lowerBound) + 3
        for place in from..<max(from, min(clause.upperBound, from + 40)) {
            guard
                let action = Directive.action(in: place..<clause.upperBound, text: text),
                action.lowerBound == place, action.upperBound < clause.upperBound
            else { continue }
            return Directive(bare: action, end: clause.upperBound, text: text)
        }
        return nil
    }

    /// What is no instruction may tell of a problem or of a measure.
    private mutating func tell(
        _ clauses: [Range<Int>], start: Int, of sentence: Sentence, saying: Saying?
    ) {
        let own = withoutComma(start..<max(start, clauses[clauses.count - 1].upperBound))
        guard !own.isEmpty else { return }
        // «效率怎么能不高？» asks for no answer.
        let isAsked = sentence.range.last.map { text.scalars[$0] == "？" } ?? false
        for clause in clauses where !isAsked {
            if let problem = Shortcoming.problem(in: clause, text: text) {
                let subject = text.tight(
                    min(
                        Directive.behindConnectors(clause, in: text), problem.lowerBound)..<problem
                        .lowerBound)
                add(.problem, problem, object: subject, own, sentence, saying)
                return
            }
        }
        if mood == .problems {
            let none = own.upperBound..<own.upperBound
            return add(.problem, clauses[0], object: none, own, sentence, saying)
        }
        for (index, clause) in clauses.enumerated() {
            let next = index + 1 < clauses.count ? clauses[index + 1] : nil
            guard let measure = Shortcoming.measure(in: clause, next: next, text: text) else {
                continue
            }
            let holder = clause.upperBound > measure.lowerBound ? clause : next ?? clause
            let bound = min(holder.upperBound, measure.upperBound + Limit.lettersOfObject.count)
            return add(
                .measure, measure, object: measure.upperBound..<bound, own, sentence, saying)
        }
    }

    private func withoutComma(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let last = range.last, "，：；".unicodeScalars.contains(text.scalars[last]) {
            range = range.lowerBound..<last
        }
        while let first = range.first, "，：；”".unicodeScalars.contains(text.scalars[first]) {
            range = (first + 1)..<range.upperBound
        }
        return range
    }

    private mutating func add(
        _ directive: Directive, _ clause: Range<Int>, _ sentence: Sentence, _ saying: Saying?
    ) {
        // Below «下一步打算» a report tells what its writers are going to do.
        let isPlan = mood == .plans && !isBinding && directive.kind == .instruction
        add(
            isPlan ? .measure : directive.kind, directive.action, object: directive.object, clause,
            sentence, saying, directive: directive)
    }

    private mutating func add(
        _ kind: InstructionKind, _ action: Range<Int>, object: Range<Int>, _ clause: Range<Int>,
        _ sentence: Sentence, _ saying: Saying?, directive: Directive? = nil
    ) {
        guard !clause.isEmpty, clause.count <= Limit.lettersOfInstruction.count else { return }
        let due = DueWords.first(in: text, clause)
        // «将投入12亿元…，力争…»: what stands before a goal is not what is to be reached.
        let reached = kind == .goal ? action.lowerBound..<clause.upperBound : clause
        found.append(
            Instruction(
                kind: kind, piece: piece, sentence: text.span(of: sentence.range),
                clause: text.span(of: clause), text: text.words(clause),
                action: text.words(action), object: text.words(object),
                owners: OwnerWords.owners(of: directive, in: clause, text: text),
                due: due?.found(in: text, written: day),
                targets: TargetWords.targets(in: reached, without: due?.range, text: text),
                headings: headings, saying: saying?.found(in: text),
                mayBecomeTask: kind.mayBecomeTask(in: self.kind)))
    }
}

extension Directive {
    init(goal action: Range<Int>, end: Int, text: ReadText) {
        self.init(.goal, action, end: end, isMarked: false, text: text)
    }

    init(bare action: Range<Int>, end: Int, text: ReadText) {
        self.init(.instruction, action, end: end, isMarked: false, text: text)
    }
}
