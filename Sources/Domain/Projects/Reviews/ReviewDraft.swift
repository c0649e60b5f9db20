import Basics
import Rules
import Texts

/// A review as it was asked for.
package struct ReviewDraft: Sendable, Hashable {
    let kind: String
    let reason: String?

    package init(kind: String?, reason: String?) {
        self.kind = trimmed(kind ?? "")
        let reason = trimmed(reason ?? "")
        self.reason = reason.isEmpty ? nil : reason
    }
}

extension ReviewDraft {
    /// The kind and the round; refused with every reason at once.
    func checked(
        against course: ProjectCourse
    ) throws(ProjectRefusal) -> (kind: ReviewKind, round: Int) {
        var problems: [Problem] = []
        if course.leaving != nil { problems.append(Problem("项目已经出库")) }
        let found = course.rule.reviewKind(kind)
        if found == nil { problems.append(Problem("请选评审的种类", at: .field("kind"))) }
        let last = found.flatMap { course.review($0.id) }
        if let last, last.conclusion == nil {
            problems.append(Problem("上一轮还没有结论", at: .field("kind")))
        }
        if last != nil, reason == nil {
            problems.append(Problem("请写为什么再评一轮", at: .field("why")))
        }
        checkLength(reason ?? "", "why", .lettersOfReason, &problems)
        guard problems.isEmpty, let found else { throw ProjectRefusal(problems) }
        return (found, (last?.round ?? 0) + 1)
    }
}

/// Points and findings as they were typed, by item. An item that isn't named stays as it is.
package struct ReviewScoresDraft: Sendable, Hashable {
    /// What an item's fields are called: `points-tax`, `finding-credit`, `veto-veto-law`,
    /// `remark-tax`.
    package enum Part: String, Sendable, CaseIterable {
        case points, finding, veto, remark

        package func field(_ item: String) -> String { "\(rawValue)-\(item)" }
    }

    private var items: [String] = []
    private var typed: [String: String] = [:]

    /// `fields` are pairs of name and value; those of other names are left out.
    package init(_ fields: [(name: String, value: String)]) {
        for (name, value) in fields {
            let word = name.prefix { $0 != "-" }
            guard Part(rawValue: String(word)) != nil, word.count < name.count else { continue }
            let item = String(name.dropFirst(word.count + 1))
            if !items.contains(item) { items.append(item) }
            typed[name] = trimmed(value)
        }
    }

    private func text(_ part: Part, _ item: String) -> String { typed[part.field(item)] ?? "" }
}

/// What is to be kept of one item.
struct CheckedScore {
    let item: String
    var points: Int?
    var finding: String?
    var remark: String?
}

extension ReviewScoresDraft {
    /// What changes; every problem with its item.
    func checked(
        against review: ProjectReview, _ kind: ReviewKind, _ problems: inout [Problem]
    ) -> [CheckedScore] {
        var changes: [CheckedScore] = []
        let before = problems.count
        for id in items {
            let isVeto = kind.vetoes.contains { $0.id == id }
            guard let item = (isVeto ? kind.vetoes : kind.items).first(where: { $0.id == id })
            else {
                problems.append(Problem("没有“\(id)”这一项", at: .field(Part.points.field(id))))
                continue
            }
            let remark = text(.remark, id)
            checkLength(remark, Part.remark.field(id), .lettersOfReason, &problems)
            var score = CheckedScore(item: id, remark: remark.isEmpty ? nil : remark)
            if isVeto {
                veto(item, &score, &problems)
            } else if item.points != nil {
                points(item, &score, &problems)
            } else {
                finding(item, kind, &score, &problems)
            }
            let last = review.score(of: item)
            let isSame =
                last?.points == score.points && last?.remark == score.remark
                && (last?.finding ?? "") == (score.finding ?? "")
            let isNothing = last == nil && score.finding == ReviewScore.notVetoed
            if !isSame, !isNothing { changes.append(score) }
        }
        if changes.isEmpty, problems.count == before { problems.append(Problem("没有改动")) }
        return changes
    }

    private func points(
        _ item: ReviewItem, _ score: inout CheckedScore, _ problems: inout [Problem]
    ) {
        let (typed, most) = (text(.points, item.id), item.points ?? 0)
        let place = Place.field(Part.points.field(item.id))
        if typed.isEmpty {
            if score.remark != nil {
                problems.append(Problem("“\(item.name)”写了说明，没有打分", at: place))
            }
            return
        }
        guard let points = Int(typed) else {
            problems.append(Problem("“\(item.name)”的分应为整数", at: place))
            return
        }
        guard (0...most).contains(points) else {
            problems.append(Problem("“\(item.name)”应在0到\(most)分之间", at: place))
            return
        }
        score.points = points
    }

    private func finding(
        _ item: ReviewItem, _ kind: ReviewKind, _ score: inout CheckedScore,
        _ problems: inout [Problem]
    ) {
        let typed = text(.finding, item.id)
        if typed.isEmpty, score.remark == nil { return }
        guard let finding = kind.finding(typed) else {
            problems.append(
                Problem("“\(item.name)”请选认定", at: .field(Part.finding.field(item.id))))
            return
        }
        score.finding = finding.id
        if finding.atBest != .passed, score.remark == nil {
            problems.append(
                Problem(
                    "“\(item.name)”：\(finding.name)，请写根据",
                    at: .field(Part.remark.field(item.id))))
        }
    }

    private func veto(
        _ item: ReviewItem, _ score: inout CheckedScore, _ problems: inout [Problem]
    ) {
        guard text(.veto, item.id) == "yes" else {
            score.finding = ReviewScore.notVetoed
            return
        }
        score.finding = ReviewScore.vetoed
        if score.remark == nil {
            problems.append(
                Problem("否决“\(item.name)”请写理由", at: .field(Part.remark.field(item.id))))
        }
    }
}

/// A conclusion as it was typed.
package struct ReviewConclusionDraft: Sendable, Hashable {
    let outcome: ReviewOutcome?
    let on: String
    let title: String?
    let evidence: String?
    let note: String?
    let conditions: String?

    /// By the names of the form's fields: `outcome`, `on`, `title`, `evidence` (a number), `note`,
    /// `conditions`.
    package init(_ field: (String) -> String?) {
        func typed(_ name: String) -> String? {
            let text = trimmed(field(name) ?? "")
            return text.isEmpty ? nil : text
        }
        outcome = typed("outcome").flatMap(ReviewOutcome.init)
        on = typed("on") ?? ""
        title = typed("title")
        evidence = typed("evidence")
        note = typed("note")
        conditions = typed("conditions")
    }
}

extension ReviewConclusionDraft {
    /// What is to be kept; every problem with its field. Nil where there are problems.
    func checked(
        of review: ProjectReview, _ kind: ReviewKind, in course: ProjectCourse, today: Day,
        _ problems: inout [Problem]
    ) -> (outcome: ReviewOutcome, on: Day, evidence: Int64?)? {
        let before = problems.count
        let day = checkedDay(on, "on", missing: "请写结论的日期", today: today, &problems)
        if let day, let first = course.firstDay, day < first {
            problems.append(
                Problem(
                    "\(day.description)早于项目第一件事的日期\(first.description)", at: .field("on")))
        }
        let number = evidence.flatMap { Int64($0) }
        if evidence != nil, !course.evidence.contains(where: { $0.number == number }) {
            problems.append(Problem("项目没有这份佐证，或者它已经撤回", at: .field("evidence")))
        }
        if title == nil, evidence == nil {
            problems.append(Problem("请写意见的文号，或者选一份佐证", at: .field("title")))
        }
        for (text, field) in [(title, "title"), (note, "note"), (conditions, "conditions")] {
            checkLength(text ?? "", field, .lettersOfReason, &problems)
        }
        if let outcome, kind.outcomes.contains(outcome) {
            problems += standingProblems(outcome, review, kind, course)
        } else {
            problems.append(Problem("请选结论", at: .field("outcome")))
        }
        guard problems.count == before, let outcome, let day else { return nil }
        return (outcome, day, number)
    }

    /// What the words of an outcome need, and what its items and commitments allow.
    private func standingProblems(
        _ outcome: ReviewOutcome, _ review: ProjectReview, _ kind: ReviewKind,
        _ course: ProjectCourse
    ) -> [Problem] {
        var problems: [Problem] = []
        if outcome == .refused || outcome == .notApplicable, note == nil {
            problems.append(Problem("不通过、不适用请写理由", at: .field("note")))
        }
        if (outcome == .conditional) != (conditions != nil) {
            problems.append(
                Problem(
                    outcome == .conditional ? "请写附的条件" : "只有附条件通过才写条件",
                    at: .field("conditions")))
        }
        if outcome != .refused {
            problems += kind.uncleared(course.commitments).map {
                Problem(
                    ReviewLack.commitment($0.content).phrase(kind.name), at: .field("outcome"))
            }
        }
        if outcome == .notApplicable { return problems }
        let missing = review.vetoes(in: kind).isEmpty ? review.missing(in: kind) : []
        problems += missing.map { item in
            let part: ReviewScoresDraft.Part = kind.isScored ? .points : .finding
            return Problem("“\(item.name)”还没有评", at: .field(part.field(item.id)))
        }
        let best = review.best(in: kind)
        if missing.isEmpty, !outcome.isWithin(best.outcome), let why = best.why {
            problems.append(
                Problem("\(why)，结论最好是\(best.outcome.label)", at: .field("outcome")))
        }
        return problems
    }
}
