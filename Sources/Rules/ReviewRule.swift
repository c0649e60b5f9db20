package import Basics

/// The reviews of a project that a city knows: 准入评价, 尽职调查, 合法性审查, 公平竞争审查 are four
/// different ones. Which stage needs which is said by the rule of stages.
package struct ReviewRule: Hashable, Sendable {
    package let kinds: [ReviewKind]
}

package struct ReviewKind: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let definition: LocalName?
    /// Its own, else the rule's.
    package let basis: Basis
    /// The kinds of unit that may score and conclude it; never the reporting unit itself.
    package let concludedBy: Set<UnitKind>
    package let outcomes: [ReviewOutcome]
    package let items: [ReviewItem]
    /// 一票否决: any one fails it whatever the points.
    package let vetoes: [ReviewItem]
    /// What may be found of an item without points.
    package let findings: [ReviewFinding]
    /// The points needed to pass; nil for a review without points.
    package let floor: Int?
    /// The review of each commitment that must be passed before this one can be.
    package let commitments: CommitmentReview?
    /// What belongs to the file that is reviewed.
    package let files: [String]

    package var isScored: Bool { floor != nil }

    package func finding(_ id: String) -> ReviewFinding? { findings.first { $0.id == id } }
}

/// How a review can end.
package enum ReviewOutcome: String, Sendable, CaseIterable {
    case passed, conditional, refused
    case notApplicable = "not_applicable"
}

package enum CommitmentReview: String, Sendable, CaseIterable {
    case legality, competition
}

package struct ReviewItem: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// At most; nil for an item of which something is found.
    package let points: Int?
}

/// 属实, 存疑, 不属实
package struct ReviewFinding: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// The best that the whole review can come to where this was found.
    package let atBest: ReviewOutcome
}

extension Limit {
    /// Items of one kind of review, vetoes too.
    package static let itemsOfReview: Limit = 60
    /// Points of all items of a scored review together.
    package static let pointsOfReview: Limit = 100
}

extension ReviewRule {
    /// The identifier of the one rule that holds them.
    static let id = "project-reviews"

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ReviewRule? {
        var kinds: [ReviewKind] = []
        // Said of the whole rule already where it is broken.
        var known: [Problem] = []
        let basis = Basis.read(from: node, &known)
        for element in node.list("reviews", &problems) {
            guard let kind = ReviewKind.read(element, else: basis, &problems) else { continue }
            if kinds.contains(where: { $0.id == kind.id }) {
                problems.append(element.problem("标识“\(kind.id)”重复"))
            }
            kinds.append(kind)
        }
        if node["id"]?.content == .text(ReviewRule.id, isQuoted: false) {
            return ReviewRule(kinds: kinds)
        }
        problems.append(node.problem("项目评审规则的标识须是“\(ReviewRule.id)”"))
        return nil
    }
}

extension ReviewKind {
    fileprivate static func read(
        _ node: RuleNode, else common: Basis?, _ problems: inout [Problem]
    ) -> ReviewKind? {
        node.onlyKeys(
            [
                "id", "name", "en", "definition", "definition_en", "basis", "concluded_by",
                "outcomes", "items", "vetoes", "findings", "floor", "commitments", "files",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let english = node.optionalText("definition_en", &problems)
        let definition = node.optionalText("definition", &problems)
        let basis = node["basis"] == nil ? common : Basis.read(from: node, &problems)
        let concludedBy = node.list("concluded_by", &problems).compactMap {
            $0.asWord(UnitKind.self, &problems)
        }
        let outcomes = node.list("outcomes", &problems).compactMap {
            $0.asWord(ReviewOutcome.self, &problems)
        }
        let floor = node.optionalInteger("floor", in: 1...Limit.pointsOfReview.count, &problems)
        let items = node.optionalList("items", &problems).compactMap {
            ReviewItem.read($0, isScored: floor != nil, &problems)
        }
        let vetoes = node.optionalList("vetoes", &problems).compactMap {
            ReviewItem.read($0, isScored: false, &problems)
        }
        let findings = node.optionalList("findings", &problems).compactMap {
            ReviewFinding.read($0, &problems)
        }
        let commitments = node.optionalWord("commitments", as: CommitmentReview.self, &problems)
        let files = node.optionalList("files", &problems).compactMap { $0.asText(&problems) }
        guard let id, let name, let basis else { return nil }
        let kind = ReviewKind(
            id: id, name: name, definition: definition.map { LocalName(zh: $0, en: english) },
            basis: basis, concludedBy: Set(concludedBy), outcomes: outcomes, items: items,
            vetoes: vetoes, findings: findings, floor: floor, commitments: commitments,
            files: files)
        problems += kind.problems(at: node)
        return kind
    }

    /// What doesn't fit together.
    private func problems(at node: RuleNode) -> [Problem] {
        var problems: [Problem] = []
        func object(_ message: Phrase, _ key: String) {
            problems.append(Problem(message, at: node.place(of: key)))
        }
        if concludedBy.isEmpty { object("写明哪类单位作结论", "concluded_by") }
        if !outcomes.contains(.passed) || !outcomes.contains(.refused) {
            object("结论里须有 passed 和 refused", "outcomes")
        }
        var seen: Set<String> = []
        for item in items + vetoes where !seen.insert(item.id).inserted {
            object("标识“\(item.id)”重复", "items")
        }
        if items.count + vetoes.count > Limit.itemsOfReview.count {
            object("一项评审最多\(Limit.itemsOfReview.count)条", "items")
        }
        let (sum, whole) = (items.compactMap(\.points).reduce(0, +), Limit.pointsOfReview.count)
        if isScored, sum != whole { object("各项分值合计\(sum)，应为\(whole)", "items") }
        if !isScored, items.isEmpty != findings.isEmpty {
            object("没有分值的各条须有 findings，没有条目的不要 findings", "findings")
        }
        if isScored, !findings.isEmpty { object("打分的评审不用 findings", "findings") }
        return problems
    }
}

extension ReviewItem {
    fileprivate static func read(
        _ node: RuleNode, isScored: Bool, _ problems: inout [Problem]
    ) -> ReviewItem? {
        let keys: Set = ["id", "name", "en"]
        node.onlyKeys(isScored ? keys.union(["points"]) : keys, &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let points =
            isScored
            ? node.integer("points", in: 1...Limit.pointsOfReview.count, &problems) : nil
        guard let id, let name else { return nil }
        return ReviewItem(id: id, name: name, points: points)
    }
}

extension ReviewFinding {
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> ReviewFinding? {
        node.onlyKeys(["id", "name", "en", "at_best"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let atBest = node.word("at_best", as: ReviewOutcome.self, &problems)
        guard let id, let name, let atBest else { return nil }
        return ReviewFinding(id: id, name: name, atBest: atBest)
    }
}

extension CityFolder {
    /// The kinds of review on a day; none where the city has none.
    package func reviewKinds(on day: Day) -> [ReviewKind] {
        guard case .reviews(let rule) = rule(ReviewRule.id, on: day)?.content else { return [] }
        return rule.kinds
    }

    package func reviewKind(_ id: String, on day: Day) -> ReviewKind? {
        reviewKinds(on: day).first { $0.id == id }
    }
}

/// Reviews that a stage asks for and that no rule of reviews knows on each day of that stage's
/// rule: nobody could ever open them.
func problems(ofReviewsIn rules: [Rule]) -> [Problem] {
    let known = rules.compactMap { rule -> (validity: Validity, kinds: [ReviewKind])? in
        guard case .reviews(let found) = rule.content else { return nil }
        return (rule.validity, found.kinds)
    }
    return rules.flatMap { rule -> [Problem] in
        guard case .stages(let stages) = rule.content else { return [] }
        var days = [rule.validity.since] + (rule.validity.until.map { [$0] } ?? [])
        days += known.flatMap { found in
            [found.validity.since] + (found.validity.until.map { [$0.adding(days: 1)] } ?? [])
        }.filter(rule.validity.contains)
        return stages.neededReviews.filter { id in
            days.contains { day in
                !known.contains { found in
                    found.validity.contains(day) && found.kinds.contains { $0.id == id }
                }
            }
        }.map { Problem("没有“\($0)”这种评审，或者它在阶段规则的有效期内断开", at: rule.place) }
    }
}
