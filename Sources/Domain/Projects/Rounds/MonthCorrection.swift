package import Basics
import Texts

/// 关账后的更正: what a closed month should have said of a project. The month itself stays as it is;
/// this stands beside it, from the open month in which it was entered.
package struct MonthCorrection: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    package let month: Month
    package let enteredIn: Month
    package let field: MonthlyField
    /// As a form shows it; nil where the month said nothing.
    package let was: String?
    package let became: String
    package let reason: String
    package let unit: String
    package let reportedBy: String
    package let reportedAt: Instant
    package let state: ProjectEventState
    package let decision: EventDecision?
    package let version: Int64

    package var subject: Subject { Subject("month_correction", String(number)) }

    /// What of a row can be corrected after its month was closed.
    package static let fields: [MonthlyField] = [
        .name, .investors, .total, .stage, .agreement, .signedOn, .received,
    ]
}

/// A correction as it was typed.
package struct CorrectionDraft: Sendable, Hashable {
    let month: String
    let field: String
    let became: String
    let reason: String

    /// By the names of the form's fields.
    package init(_ field: (String) -> String?) {
        month = trimmed(field("corrected_month") ?? "")
        self.field = trimmed(field("corrected_field") ?? "")
        became = trimmed(field("became") ?? "")
        reason = trimmed(field("because") ?? "")
    }
}

/// A correction that can be kept.
struct CheckedCorrection {
    let month: Month
    let field: MonthlyField
    let was: String?
    let became: String
    let reason: String
}

extension CorrectionDraft {
    /// Against what the months said of the project; refused with every reason at once.
    func checked(
        against history: [ProjectReport], closedThrough closed: Month?
    ) throws(ProjectRefusal) -> CheckedCorrection {
        var problems: [Problem] = []
        let place: Place = .field("corrected_month")
        let known = Month(text: month)
        if known == nil { problems.append(Problem("月份应写作 2026-10", at: place)) }
        if let known, closed.map({ known > $0 }) ?? true {
            problems.append(Problem("\(known.description)没有关账，直接改报这个月", at: place))
        }
        let row = known.flatMap { month in history.first { $0.round == .month(month) } }
        if let known, row == nil {
            problems.append(Problem("\(known.description)没有报过这个项目", at: place))
        }
        let word = MonthlyField(rawValue: field).flatMap {
            MonthCorrection.fields.contains($0) ? $0 : nil
        }
        if word == nil { problems.append(Problem("请选更正哪一项", at: .field("corrected_field"))) }
        if became.isEmpty { problems.append(Problem("请写应为什么", at: .field("became"))) }
        if reason.isEmpty { problems.append(Problem("更正请写原因", at: .field("because"))) }
        checkLength(reason, "because", .lettersOfReason, &problems)
        var new: String?
        if let known, let word, let row, !became.isEmpty {
            var unread: [Problem] = []
            let before = row.row.reported
            let typed = MonthlyRowDraft(position: nil) { $0 == word.rawValue ? became : nil }
            let after = typed.applied(to: before, month: known, chains: [], &unread)
            problems += unread.map { Problem($0.message, at: .field("became")) }
            new = after.typed(word)
            if unread.isEmpty, new == before.typed(word) {
                problems.append(Problem("与当月所报相同", at: .field("became")))
            }
        }
        guard problems.isEmpty, let known, let word, let new, let row else {
            throw ProjectRefusal(problems)
        }
        let was = row.row.reported.typed(word)
        return CheckedCorrection(
            month: known, field: word, was: was.isEmpty ? nil : was, became: new, reason: reason)
    }
}
