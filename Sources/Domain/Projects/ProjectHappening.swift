package import Basics
package import People
package import Companies
import Evidence
package import Storage

/// One thing in the line of time of a project.
package struct ProjectHappening: Sendable, Hashable {
    package enum What: Sendable, Hashable {
        case sheet(ProjectReport)
        case event(ProjectEvent)
        case decision(ProjectEvent, EventDecision)
        case evidence(ProjectEvidence)
        case receipt(Receipt)
        case receiptDecision(Receipt, EventDecision)
        case correction(MonthCorrection)
        case correctionDecision(MonthCorrection, EventDecision)
        case reviewOpened(ProjectReview)
        case reviewConcluded(ProjectReview, ReviewConclusion)
        case conditionsMet(ProjectReview, ReviewConditionsMet)
        /// With what stood there before.
        case field(ProjectFieldEntry, before: String?)
        /// With the company that was named.
        case investor(InvestorDecision, Company?)
        case assigned(ProjectAccess)
        case unassigned(ProjectAccess)
    }

    /// When it was learnt, not when it happened.
    package let at: Instant
    /// Of which unit; nil for the operator and where it isn't kept.
    package let unit: String?
    package let what: What
}

extension Transaction {
    /// All that is known to have happened to a project, the latest first; empty where the reader
    /// sees no such project.
    package func happenings(
        of id: Identifier, visibleTo sight: Sight
    ) throws -> [ProjectHappening] {
        guard try project(id, visibleTo: sight) != nil else { return [] }
        var found = try history(ofProject: id, visibleTo: sight).map {
            ProjectHappening(at: $0.handedAt, unit: $0.row.reported.unit, what: .sheet($0))
        }
        for event in try events(ofProject: id) {
            found.append(
                ProjectHappening(at: event.reportedAt, unit: event.unit, what: .event(event)))
            if let decision = event.decision {
                found.append(
                    ProjectHappening(
                        at: decision.at, unit: decision.unit, what: .decision(event, decision)))
            }
        }
        found += try evidence(ofProject: id).map {
            ProjectHappening(at: $0.source.learntAt, unit: $0.unit, what: .evidence($0))
        }
        for receipt in try receipts(ofProject: id) {
            found.append(
                ProjectHappening(
                    at: receipt.reportedAt, unit: receipt.unit, what: .receipt(receipt)))
            if let decision = receipt.decision {
                found.append(
                    ProjectHappening(
                        at: decision.at, unit: decision.unit,
                        what: .receiptDecision(receipt, decision)))
            }
        }
        for correction in try corrections(ofProject: id) {
            found.append(
                ProjectHappening(
                    at: correction.reportedAt, unit: correction.unit,
                    what: .correction(correction)))
            if let decision = correction.decision {
                found.append(
                    ProjectHappening(
                        at: decision.at, unit: decision.unit,
                        what: .correctionDecision(correction, decision)))
            }
        }
        found += try reviews(ofProject: id).flatMap(ProjectHappening.of)
        let fields = try fieldHistory(of: id, visibleTo: sight)
        let values = Dictionary(
            fields.map { (FieldTurn($0.field, $0.number), $0.value) },
            uniquingKeysWith: { first, _ in first })
        found += fields.map { entry in
            let before = values[FieldTurn(entry.field, entry.number - 1)] ?? nil
            return ProjectHappening(
                at: entry.at, unit: entry.unit, what: .field(entry, before: before))
        }
        found += try investorHappenings(of: id)
        for access in try access(ofProject: id, visibleTo: sight) {
            found.append(
                ProjectHappening(at: access.since, unit: access.byUnit, what: .assigned(access)))
            if let end = access.endedAt {
                found.append(
                    ProjectHappening(at: end, unit: access.endedUnit, what: .unassigned(access)))
            }
        }
        return found.enumerated().sorted { left, right in
            (right.element.at.microseconds, left.offset)
                < (left.element.at.microseconds, right.offset)
        }.map(\.element)
    }

    private func investorHappenings(of id: Identifier) throws -> [ProjectHappening] {
        let decisions = try investorDecisions(of: [id])
        let companies = try Dictionary(
            companies(Set(decisions.compactMap(\.company))).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return decisions.map { decision in
            ProjectHappening(
                at: decision.at, unit: decision.unit,
                what: .investor(decision, decision.company.flatMap { companies[$0] }))
        }
    }
}

extension ProjectHappening {
    fileprivate static func of(_ review: ProjectReview) -> [ProjectHappening] {
        var found = [
            ProjectHappening(at: review.openedAt, unit: review.unit, what: .reviewOpened(review))
        ]
        if let conclusion = review.conclusion {
            found.append(
                ProjectHappening(
                    at: conclusion.at, unit: conclusion.unit,
                    what: .reviewConcluded(review, conclusion)))
        }
        if let met = review.conclusion?.met {
            found.append(
                ProjectHappening(at: met.at, unit: met.unit, what: .conditionsMet(review, met)))
        }
        return found
    }
}

private struct FieldTurn: Hashable {
    let field: String
    let number: Int64

    init(_ field: String, _ number: Int64) {
        self.field = field
        self.number = number
    }
}
