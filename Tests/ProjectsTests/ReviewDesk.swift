import Basics
import People
import Projects
import Rules
import Storage
import Testing

/// Units at work on reviews: one asks, another scores and concludes.
extension LedgerOffice {
    var reviewOffice: ReviewOffice { get throws { try ReviewOffice(folder, on: today) } }

    @discardableResult
    func openReview(
        _ kind: String, of id: Identifier, because reason: String? = nil, _ actor: Actor
    ) async throws -> Int64 {
        let (office, occasion) = (try reviewOffice, occasion(actor))
        let draft = ReviewDraft(kind: kind, reason: reason)
        return try await store.write { tx in
            try tx.openReview(draft, of: id, office: office, occasion)
        }
    }

    func review(_ number: Int64) async throws -> ProjectReview {
        let rule = try stageRule
        return try await store.read { tx in
            let id = try #require(try tx.project(ofReview: number, visibleTo: .all))
            let course = try #require(try tx.course(of: id, rule: rule, visibleTo: .all))
            return try #require(course.reviews.first { $0.number == number })
        }
    }

    func score(
        _ number: Int64, _ fields: [String: String], version: Int64? = nil, _ actor: Actor
    ) async throws {
        let (office, occasion) = (try reviewOffice, occasion(actor))
        let stored = try await review(number).version
        let draft = ReviewScoresDraft(
            fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        try await store.write { tx in
            try tx.score(
                draft, ofReview: number, version: version ?? stored, office: office, occasion)
        }
    }

    func conclude(
        _ number: Int64, _ outcome: String, on day: String = "2026-03-10",
        with changed: [String: String] = [:], version: Int64? = nil, _ actor: Actor
    ) async throws {
        let (office, occasion) = (try reviewOffice, occasion(actor))
        let stored = try await review(number).version
        let words = ["outcome": outcome, "on": day, "title": "示例：意见1号"].merging(changed) { $1 }
        let draft = ReviewConclusionDraft { words[$0] }
        try await store.write { tx in
            try tx.conclude(
                draft, review: number, version: version ?? stored, office: office, occasion)
        }
    }

    /// The best points and findings of every item.
    func best(_ kind: ReviewKind) -> [String: String] {
        let finding = kind.findings.first { $0.atBest == .passed }
        return kind.items.reduce(into: [:]) { fields, item in
            if let points = item.points {
                fields["points-\(item.id)"] = String(points)
            } else {
                fields["finding-\(item.id)"] = finding?.id
            }
        }
    }

    /// Every review that the city knows, asked for and passed by another unit on a day in March.
    func passReviews(of id: Identifier, on day: String = "2026-03-10") async throws {
        let reviewer = member(.headquarters, unit: "investment")
        for kind in try stageRule.reviewKinds {
            let number = try await openReview(kind.id, of: id, .operator)
            if !kind.items.isEmpty { try await score(number, best(kind), reviewer) }
            try await conclude(number, "passed", on: day, reviewer)
        }
    }
}
