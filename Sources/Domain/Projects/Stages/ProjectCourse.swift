package import Basics
package import Rules
import Texts

/// The way of one project through the stages of its class: what was reported of it, and what of
/// that counts.
package struct ProjectCourse: Sendable, Hashable {
    package let project: Project
    /// As its unit described it last.
    package let content: String?
    package let rule: StageRule
    /// Nil until somebody says of which class the project is.
    package let projectClass: ProjectClass?
    /// In the order in which they were reported.
    package let events: [ProjectEvent]
    /// What was shown and not withdrawn.
    package let evidence: [ProjectEvidence]
    /// Every round of every review, in the order in which they were opened.
    package let reviews: [ProjectReview]
    package let commitments: [Commitment]

    init(
        of project: Project, content: String?, rule: StageRule, events: [ProjectEvent],
        evidence: [ProjectEvidence], reviews: [ProjectReview], commitments: [Commitment]
    ) {
        self.project = project
        self.content = content
        self.rule = rule
        projectClass = project.projectClass.flatMap(rule.projectClass)
        self.events = events
        self.evidence = evidence.filter { $0.withdrawn == nil }
        self.reviews = reviews
        self.commitments = commitments
    }

    private var counting: [ProjectEvent] { events.filter { $0.state == .confirmed } }

    /// What waits for another unit of the stages; at most one.
    package var waiting: ProjectEvent? {
        events.first { $0.state == .reported && $0.step.fact == nil }
    }

    /// What waits for another unit of the dated facts; at most one of each.
    package var waitingFacts: [ProjectEvent] {
        events.filter { $0.state == .reported && $0.step.fact != nil }
    }

    /// The event of a dated fact that holds.
    package func datedFact(_ id: String) -> ProjectEvent? {
        let last = counting.last { $0.step.fact == id }
        if case .noted? = last?.step { return last }
        return nil
    }

    /// The stages that count as reached, in order, each with its event.
    package var reached: [(stage: String, event: ProjectEvent)] {
        counting.compactMap { event in event.step.stage.map { ($0, event) } }
    }

    package var stage: String? { reached.last?.stage }

    package var isPaused: Bool {
        counting.last { $0.step == .paused || $0.step == .resumed }?.step == .paused
    }

    /// Set once it left.
    package var leaving: ProjectEvent? {
        counting.last { if case .left = $0.step { true } else { false } }
    }

    /// The stage that comes next on the path; nil at its end, without a class, and for one that
    /// left.
    package var next: StageDefinition? {
        guard leaving == nil else { return nil }
        return projectClass?.stage(after: stage).flatMap(rule.stage)
    }

    private func gate(of id: String) -> StageGate? {
        rule.datedFact(id)?.gate ?? projectClass.flatMap { rule.gate(of: id, in: $0) }
    }

    /// What a stage or a dated fact lacks yet: shown before it is reported.
    package func lacks(of id: String) -> [StageLack] {
        guard let gate = gate(of: id) else { return [] }
        let shown = Set(evidence.map(\.kind))
        return gate.evidence.filter { shown.isDisjoint(with: $0.kinds) }.map(StageLack.evidence)
            + gate.facts.filter { !knows($0) }.map(StageLack.fact)
            + reviewsNeeded(for: id).flatMap { kind in
                lacks(ofReview: kind).map { StageLack.review(kind.name, $0) }
            }
    }

    func reviewsNeeded(for id: String) -> [ReviewKind] {
        gate(of: id)?.reviews.compactMap(rule.reviewKind) ?? []
    }

    private func knows(_ fact: NeededFact) -> Bool {
        switch fact {
        case .investors: !project.investors.isEmpty
        case .investorCode: project.investors.contains { $0.codeIsValid == true }
        case .total: project.total != nil
        case .formalAgreement: project.agreement == .formal
        case .signedOn: project.signedOn != nil
        case .chain: project.chain != nil
        case .mode: project.mode != nil
        case .content: content.map { !$0.isEmpty } ?? false
        }
    }

    /// The kinds of unit that may confirm a step. What is reported against the gate, and that a
    /// project left, is confirmed by headquarters where the rule names nobody.
    package func confirmers(of step: ProjectStep, isOverride: Bool) -> Set<UnitKind> {
        switch step {
        case .paused, .resumed: return []
        case .left: return [.headquarters]
        case .reached(let id), .noted(let id), .revoked(let id):
            let named = gate(of: id)?.confirmedBy ?? []
            return named.isEmpty && isOverride ? [.headquarters] : named
        }
    }
}

/// One thing that a gate asks for and that is not there.
package enum StageLack: Sendable, Hashable {
    case evidence(EvidenceNeed)
    case fact(NeededFact)
    case review(LocalName, ReviewLack)

    package var phrase: Phrase {
        switch self {
        case .evidence(let need):
            "缺佐证：\(need.kinds.joined(separator: "／"))"
        case .fact(let fact): fact.lack
        case .review(let name, let lack): lack.phrase(name)
        }
    }
}

extension NeededFact {
    fileprivate var lack: Phrase {
        switch self {
        case .investors: "没有报投资方"
        case .investorCode: "投资方没有有效的统一社会信用代码"
        case .total: "没有报总投资"
        case .formalAgreement: "报送的不是正式投资协议"
        case .signedOn: "没有报签约时间"
        case .chain: "没有报产业链"
        case .mode: "没有报招商方式"
        case .content: "没有报建设内容"
        }
    }
}

/// A step as it was typed.
package struct ProjectEventDraft: Sendable, Hashable {
    package enum Word: String, Sendable, CaseIterable {
        case reached, paused, resumed, left, noted, revoked

        var isOfFact: Bool { self == .noted || self == .revoked }
    }

    let word: Word?
    /// The stage, or the dated fact.
    let stage: String?
    let leaving: ProjectLeaving?
    let destination: String?
    let day: String
    let reason: String?

    package init(
        step: String?, stage: String?, leaving: String?, destination: String?, day: String?,
        reason: String?
    ) {
        func given(_ text: String?) -> String? {
            let text = trimmed(text ?? "")
            return text.isEmpty ? nil : text
        }
        word = step.flatMap(Word.init)
        self.stage = given(stage)
        self.leaving = leaving.flatMap(ProjectLeaving.init)
        self.destination = given(destination)
        self.day = given(day) ?? ""
        self.reason = given(reason)
    }

    private var step: ProjectStep? {
        switch word {
        case nil: nil
        case .reached?: stage.map(ProjectStep.reached)
        case .paused?: .paused
        case .resumed?: .resumed
        case .left?: leaving.map { .left($0, to: $0 == .ended ? nil : destination) }
        case .noted?: stage.map(ProjectStep.noted)
        case .revoked?: stage.map(ProjectStep.revoked)
        }
    }

    /// What is to be recorded of the course on `today`; refused with every reason at once. A stage
    /// that lacks something, or skips one, needs a reason and is then marked.
    func checked(
        against course: ProjectCourse, today: Day
    ) throws(ProjectRefusal) -> (step: ProjectStep, day: Day, lacking: [Phrase]) {
        var problems = course.standingProblems(for: word, stage)
        if word == nil { problems.append(Problem("请选报送什么", at: .field("step"))) }
        if word == .reached, stage == nil {
            problems.append(Problem("请选到了哪个阶段", at: .field("stage")))
        }
        if word?.isOfFact == true, stage.flatMap(course.rule.datedFact) == nil {
            problems.append(Problem("请选是哪件事", at: .field("stage")))
        }
        if word == .left, leaving == nil {
            problems.append(Problem("请选终止、流失还是转出", at: .field("leaving")))
        }
        if word == .left || word == .paused || word == .revoked, reason == nil {
            problems.append(Problem("请写原因", at: .field("reason")))
        }
        for (text, field) in [(reason, "reason"), (destination, "destination")] {
            if let text, text.count > Limit.lettersOfReason.count {
                problems.append(
                    Problem("最多\(Limit.lettersOfReason.count)个字", at: .field(field)))
            }
        }
        let day = Day(text: self.day)
        problems += course.dayProblems(day, typed: self.day, of: word, stage, today: today)
        var lacking: [Phrase] = []
        if word == .reached || word == .noted, let stage {
            let path = course.stageProblems(word == .reached ? stage : nil)
            problems += path.problems
            lacking = path.lacking + course.lacks(of: stage).map(\.phrase)
            if let day { lacking += course.lateReviews(of: stage, on: day) }
            if reason == nil { problems += lacking.map { Problem($0, at: .field("stage")) } }
        }
        guard problems.isEmpty, let step, let day else { throw ProjectRefusal(problems) }
        return (step, day, lacking)
    }
}

extension ProjectCourse {
    /// Whether anything can be reported at all.
    fileprivate func standingProblems(
        for word: ProjectEventDraft.Word?, _ stage: String?
    ) -> [Problem] {
        if leaving != nil { return [Problem("项目已经出库")] }
        let isWaiting =
            word?.isOfFact == true
            ? waitingFacts.contains { $0.step.fact == stage } : waiting != nil
        if isWaiting { return [Problem("上一次报送还没有确认，确认或撤回之后再报")] }
        let isKnown = stage.flatMap(datedFact) != nil
        switch word {
        case .noted?: return isKnown ? [Problem("这件事已经报过了", at: .field("stage"))] : []
        case .revoked?: return isKnown ? [] : [Problem("还没有这件事", at: .field("stage"))]
        case .reached?:
            if projectClass == nil { return [Problem("请先选项目类别", at: .field("class"))] }
            return isPaused ? [Problem("项目暂缓中，请先恢复")] : []
        case .paused?: return isPaused ? [Problem("项目已经暂缓")] : []
        case .resumed?: return isPaused ? [] : [Problem("项目没有暂缓")]
        case .left?, nil: return []
        }
    }

    /// A dated fact is no step of the path: it may lie before the last stage.
    fileprivate func dayProblems(
        _ day: Day?, typed: String, of word: ProjectEventDraft.Word?, _ stage: String?, today: Day
    ) -> [Problem] {
        guard let day else {
            return [
                typed.isEmpty
                    ? Problem("请写发生的日期", at: .field("day"))
                    : Problem("日期应写作 2026-10-31", at: .field("day"))
            ]
        }
        if day > today { return [Problem("\(day.description)还没有到", at: .field("day"))] }
        let before = counting.filter { event in
            word?.isOfFact == true ? event.step.fact == stage : event.step.fact == nil
        }
        guard let last = before.map(\.happenedOn).max(), day < last else { return [] }
        return [
            Problem(
                "\(day.description)早于上一件事的日期\(last.description)", at: .field("day"))
        ]
    }

    /// What speaks against a stage as such, and the stages that it would skip.
    fileprivate func stageProblems(_ id: String?) -> (problems: [Problem], lacking: [Phrase]) {
        guard let projectClass, let id else { return ([], []) }
        guard let goal = projectClass.path.firstIndex(of: id) else {
            return (
                [Problem("“\(projectClass.name.zh)”的项目不经过这个阶段", at: .field("stage"))], []
            )
        }
        // Where the ledger knew a project first, it may have come far already.
        guard let stage, let now = projectClass.path.firstIndex(of: stage) else { return ([], []) }
        guard goal > now else {
            return ([Problem("这个阶段已经到过了", at: .field("stage"))], [])
        }
        let skipped = projectClass.path[(now + 1)..<goal].compactMap { rule.stage($0)?.name.zh }
        return ([], skipped.isEmpty ? [] : ["跳过了\(skipped.joined(separator: "、"))"])
    }
}

extension Limit {
    /// Letters of a reason, a note or a place that a project went to.
    static let lettersOfReason: Limit = 200
}
