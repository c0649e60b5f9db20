package import Basics
package import People
package import Rules
package import Storage

/// A paper as it was made from a letter: what it says stays, whatever becomes of the ledger.
package struct Report: Sendable, Hashable {
    package let number: Int64
    package let letter: String
    /// A month or a year.
    package let period: Period
    /// The last day whose knowledge counts.
    package let asOf: Day
    package let title: String
    package let content: JSONValue
    /// The definitions by which its figures were computed.
    package let definitions: JSONValue
    /// Who must agree, as its letter had it then: what changes in the letter changes no paper.
    package let steps: [LetterApproval]
    /// Of the journal when it was made.
    package let head: String
    /// As the journal names the member.
    package let madeBy: String
    package let madeAt: Instant
    /// By name: those that were made once and kept.
    package let files: [String: FileHash]
    /// In the order in which they were decided.
    package let approvals: [ReportApproval]
}

package struct ReportApproval: Sendable, Hashable {
    package let step: String
    package let isGranted: Bool
    package let note: String?
    package let decidedBy: String
    package let decidedAt: Instant
}

/// Where a report stands on its way out.
package enum ReportState: Sendable, Hashable {
    /// Nobody has to agree, or all have.
    case released
    case waiting(LetterApproval)
    case refused(ReportApproval)
}

extension Report {
    package var state: ReportState {
        if let refused = approvals.first(where: { !$0.isGranted }) { return .refused(refused) }
        let done = Set(approvals.map(\.step))
        return steps.first { !done.contains($0.id) }.map(ReportState.waiting) ?? .released
    }

    /// Who sees the city reads all papers; others what was released after it was agreed to, and
    /// what their unit is asked to agree to.
    package func isReadable(by actor: Actor) -> Bool {
        if actor.sight == .all { return true }
        guard !steps.isEmpty else { return false }
        if state == .released { return true }
        return actor.unit.map { unit in steps.contains { $0.units.contains(unit) } } ?? false
    }

    /// Whether somebody decides the step that it waits for: of a unit that the step names, and
    /// neither who made the paper nor who agreed before.
    package func isDecided(by actor: Actor) -> Bool {
        guard case .waiting(let step) = state, let unit = actor.unit else { return false }
        return step.units.contains(unit) && actor.name != madeBy
            && !approvals.contains { $0.decidedBy == actor.name }
    }
}

/// A report as it is about to be kept.
package struct ReportDraft: Sendable {
    let letter: Letter
    let period: Period
    let asOf: Day
    let title: String
    let content: JSONValue
    let definitions: JSONValue

    package init(
        letter: Letter, period: Period, asOf: Day, title: String, content: JSONValue,
        definitions: JSONValue
    ) {
        self.letter = letter
        self.period = period
        self.asOf = asOf
        self.title = title
        self.content = content
        self.definitions = definitions
    }
}
