package import Basics
package import People
package import Companies
import Evidence
package import Promises
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
        case feedback(ProjectFeedback)
        /// A month of the node plan, with the one that stood there before.
        case planned(StagePlanLine, before: Month?)
        case order(Order, OrderEntry)
        /// The lead that it came from: submitted, then what was done about it.
        case lead(Lead, LeadAct?)
    }

    /// When it was learnt, not when it happened.
    package let at: Instant
    /// Of which unit; nil for the operator and where it isn't kept.
    package let unit: String?
    package let what: What
}

extension Transaction {
    /// All that is known to have happened to a project, the latest first; empty where the reader
    /// sees no such project. Orders and leads only where the reader may see these.
    package func happenings(
        of id: Identifier, visibleTo sight: Sight, leads reader: LeadReader
    ) throws -> [ProjectHappening] {
        guard let project = try project(id, visibleTo: sight) else { return [] }
        var found = try history(ofProject: id, visibleTo: sight).map {
            ProjectHappening(at: $0.handedAt, unit: $0.row.reported.unit, what: .sheet($0))
        }
        found += try events(ofProject: id).flatMap(ProjectHappening.of)
        found += try evidence(ofProject: id).map {
            ProjectHappening(at: $0.source.learntAt, unit: $0.unit, what: .evidence($0))
        }
        found += try receipts(ofProject: id).flatMap(ProjectHappening.of)
        found += try corrections(ofProject: id).flatMap(ProjectHappening.of)
        found += try reviews(ofProject: id).flatMap(ProjectHappening.of)
        found += try fieldHappenings(of: id, visibleTo: sight)
        found += try investorHappenings(of: id)
        for access in try access(ofProject: id, visibleTo: sight) {
            found.append(
                ProjectHappening(at: access.since, unit: access.byUnit, what: .assigned(access)))
            if let end = access.endedAt {
                found.append(
                    ProjectHappening(at: end, unit: access.endedUnit, what: .unassigned(access)))
            }
        }
        found += try feedback(ofProject: id).map {
            ProjectHappening(at: $0.at, unit: $0.unit, what: .feedback($0))
        }
        found += ProjectHappening.of(try stagePlanLines(of: id))
        found += try orderCourses(about: project.subject, visibleTo: sight).flatMap { course in
            course.entries.map {
                ProjectHappening(at: $0.at, unit: $0.unit, what: .order(course.order, $0))
            }
        }
        found += try leads(ofProject: id, for: reader)
            .compactMap { try lead($0.number, for: reader) }.flatMap(ProjectHappening.of)
        return found.enumerated().sorted { left, right in
            (right.element.at.microseconds, left.offset)
                < (left.element.at.microseconds, right.offset)
        }.map(\.element)
    }

    private func fieldHappenings(
        of id: Identifier, visibleTo sight: Sight
    ) throws -> [ProjectHappening] {
        let fields = try fieldHistory(of: id, visibleTo: sight)
        let values = Dictionary(
            fields.map { (FieldTurn($0.field, $0.number), $0.value) },
            uniquingKeysWith: { first, _ in first })
        return fields.map { entry in
            let before = values[FieldTurn(entry.field, entry.number - 1)] ?? nil
            return ProjectHappening(
                at: entry.at, unit: entry.unit, what: .field(entry, before: before))
        }
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
    /// Reported by a unit, then, where that was done, decided by another.
    private static func of(
        _ told: What, at instant: Instant, by unit: String, _ decision: EventDecision?,
        _ decided: (EventDecision) -> What
    ) -> [ProjectHappening] {
        [ProjectHappening(at: instant, unit: unit, what: told)]
            + [decision].compactMap(\.self).map {
                ProjectHappening(at: $0.at, unit: $0.unit, what: decided($0))
            }
    }

    fileprivate static func of(_ event: ProjectEvent) -> [ProjectHappening] {
        of(.event(event), at: event.reportedAt, by: event.unit, event.decision) {
            .decision(event, $0)
        }
    }

    fileprivate static func of(_ receipt: Receipt) -> [ProjectHappening] {
        of(.receipt(receipt), at: receipt.reportedAt, by: receipt.unit, receipt.decision) {
            .receiptDecision(receipt, $0)
        }
    }

    fileprivate static func of(_ correction: MonthCorrection) -> [ProjectHappening] {
        of(
            .correction(correction), at: correction.reportedAt, by: correction.unit,
            correction.decision
        ) { .correctionDecision(correction, $0) }
    }

    /// `lines` in the order in which they were written.
    fileprivate static func of(_ lines: [StagePlanLine]) -> [ProjectHappening] {
        var last: [String: Month] = [:]
        return lines.map { line in
            let before = last[line.stage]
            last[line.stage] = line.month
            return ProjectHappening(
                at: line.plannedAt, unit: line.unit, what: .planned(line, before: before))
        }
    }

    fileprivate static func of(_ lead: Lead) -> [ProjectHappening] {
        let told = ProjectHappening(
            at: lead.submittedAt, unit: lead.unit, what: .lead(lead, nil))
        return [told]
            + lead.acts.map {
                ProjectHappening(at: $0.at, unit: $0.unit, what: .lead(lead, $0))
            }
    }

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
