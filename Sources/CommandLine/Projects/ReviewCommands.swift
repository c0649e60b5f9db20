import ArgumentParser
import Basics
import Pages
import People
import Projects
import Rules
import Storage

struct ReviewsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reviews",
        abstract: "评审。The reviews of a project, and what the gates lack of them; JSON.")

    @OptionGroup var argument: ProjectArgument
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        try await city.tellReviews(try argument.id, acting.sight, at: desk)
    }
}

struct OpenReviewCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "申请评审。Asks for a review of a project.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "哪一项。A kind of the city's rule: admission") var kind: String
    @Option(help: "为什么再评一轮。Why there is another round.") var reason: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let draft = ReviewDraft(kind: kind, reason: reason)
        let id = try argument.id
        let (city, acting) = try await desk.enter(entry)
        let office = try ReviewOffice(city.folder, on: city.today(in: desk.world))
        let occasion = Occasion(acting.actor, in: desk.world)
        _ = try await city.store.write { tx in
            try tx.openReview(draft, of: id, office: office, occasion)
        }
        try await city.tellReviews(id, acting.sight, at: desk)
    }
}

struct ScoreReviewCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "评一项。Points, a finding or a veto of one item.")

    @Argument(help: "第几号评审。The number of the review.") var number: Int64
    @Argument(help: "哪一条。The item: tax") var item: String
    @Option(help: "得分。Points.") var points: String?
    @Option(help: "认定。A finding of the rule: confirmed") var finding: String?
    @Flag(help: "一票否决。The veto stands.") var veto = false
    @Option(help: "说明。A remark; needed with a veto.") var remark: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        typealias Part = ReviewScoresDraft.Part
        let typed: [(Part, String?)] = [
            (.points, points), (.finding, finding), (.veto, veto ? "yes" : nil),
            (.remark, remark ?? ""),
        ]
        let draft = ReviewScoresDraft(
            typed.compactMap { part, value in
                value.map { (name: part.field(item), value: $0) }
            })
        try await desk.review(number, entry) { tx, number, version, office, occasion in
            try tx.score(draft, ofReview: number, version: version, office: office, occasion)
        }
    }
}

struct ConcludeReviewCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "conclude", abstract: "作结论。Concludes a review, once.")

    @Argument(help: "第几号评审。The number of the review.") var number: Int64
    @Argument(help: "passed | conditional | refused | not_applicable") var outcome: String
    @Option(help: "哪一天。The day: 2026-10-31") var on: String
    @Option(help: "意见文号。The opinion's number.") var title: String?
    @Option(help: "佐证的编号。The number of a piece of evidence.") var evidence: String?
    @Option(help: "理由。Why; needed with refused and not_applicable.") var note: String?
    @Option(help: "附的条件。With conditional.") var conditions: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let words = [
            "outcome": outcome, "on": on, "title": title, "evidence": evidence, "note": note,
            "conditions": conditions,
        ]
        let draft = ReviewConclusionDraft { words[$0] ?? nil }
        try await desk.review(number, entry) { tx, number, version, office, occasion in
            try tx.conclude(draft, review: number, version: version, office: office, occasion)
        }
    }
}

struct MeetConditionsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "conditions-met", abstract: "条件落实。The conditions of a review are met.")

    @Argument(help: "第几号评审。The number of the review.") var number: Int64
    @Option(help: "哪一天。The day: 2026-10-31") var on: String
    @Option(help: "凭什么认定。What shows it.") var title: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (on, title) = (on, title)
        try await desk.review(number, entry) { tx, number, version, office, occasion in
            try tx.meetConditions(
                ofReview: number, on: on, title: title, version: version, office: office,
                occasion)
        }
    }
}

extension Desk {
    /// Opens the city, works on the review as it stands and prints the project's reviews then.
    fileprivate func review(
        _ number: Int64, _ entry: EntryOptions,
        _ body:
            @escaping @Sendable (
                any Transaction, Int64, Int64, ReviewOffice, Occasion
            ) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        let office = try ReviewOffice(city.folder, on: city.today(in: world))
        let occasion = Occasion(acting.actor, in: world)
        let id = try await city.store.write { tx in
            guard let id = try tx.project(ofReview: number, visibleTo: acting.sight) else {
                throw UnknownProject()
            }
            let found = try tx.reviews(of: id, visibleTo: acting.sight)
            let version = found.first { $0.number == number }?.version ?? 0
            try body(tx, number, version, office, occasion)
            return id
        }
        try await city.tellReviews(id, acting.sight, at: self)
    }
}

extension CityDesk {
    fileprivate func tellReviews(_ id: Identifier, _ sight: Sight, at desk: Desk) async throws {
        guard let rule = folder.stages(on: today(in: desk.world)) else {
            throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
        }
        let course = try await store.read { tx in
            try tx.course(of: id, rule: rule, visibleTo: sight)
        }
        guard let course else { throw UnknownProject() }
        desk.out(course.reviewsJSON.text)
    }
}
