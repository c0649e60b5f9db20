import Basics
import Texts

/// A commitment as it was typed.
package struct CommitmentDraft: Sendable, Hashable {
    let clause: String
    let content: String
    let amount: String
    let currency: String
    let condition: String

    /// By the names of the form's fields. `promised` is in 万 of the currency; empty for what is no
    /// money.
    package init(_ field: (String) -> String?) {
        clause = trimmed(field("clause") ?? "")
        content = trimmed(field("content") ?? "")
        amount = trimmed(field("promised") ?? "")
        currency = field("promised_currency") ?? "CNY"
        condition = trimmed(field("condition") ?? "")
    }

    /// The amount; refused with every reason at once.
    func checked() throws(ProjectRefusal) -> Money? {
        var problems: [Problem] = []
        if clause.isEmpty { problems.append(Problem("请写哪一条款", at: .field("clause"))) }
        if content.isEmpty { problems.append(Problem("请写承诺了什么", at: .field("content"))) }
        if condition.isEmpty {
            problems.append(Problem("请写约定条件", at: .field("condition")))
        }
        for (text, field) in [
            (clause, "clause"), (content, "content"), (condition, "condition"),
        ] { checkLength(text, field, .lettersOfReason, &problems) }
        let money = amount.isEmpty ? nil : exactMoney(amount, currency, "promised", &problems)
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        return money
    }
}

/// A step as it was typed.
package struct CommitmentStepDraft: Sendable, Hashable {
    let kind: CommitmentStepKind?
    let on: String
    let title: String
    let result: String
    let amount: String
    let due: String
    let note: String?

    /// By the names of the form's fields. `paid` is in 万 of the commitment's currency.
    package init(_ field: (String) -> String?) {
        kind = field("step").flatMap(CommitmentStepKind.init)
        on = trimmed(field("on") ?? "")
        title = trimmed(field("title") ?? "")
        result = field("result") ?? ""
        amount = trimmed(field("paid") ?? "")
        due = trimmed(field("due") ?? "")
        let note = trimmed(field("note") ?? "")
        self.note = note.isEmpty ? nil : note
    }
}

/// A step that can be kept.
struct CheckedStep {
    let kind: CommitmentStepKind
    let on: Day
    let isPassed: Bool?
    let amount: Money?
    let dueOn: Day?
}

extension CommitmentStepDraft {
    /// What is to be kept of it on `today`; refused with every reason at once. Nothing is paid
    /// without a basis, without both reviews, or before the condition was verified.
    func checked(
        against commitment: Commitment, today: Day
    ) throws(ProjectRefusal) -> CheckedStep {
        guard let kind else {
            throw ProjectRefusal([Problem("请选办了什么", at: .field("step"))])
        }
        var problems = kind.standingProblems(of: commitment)
        let day = checkedDay(on, "on", missing: "请写日期", today: today, &problems)
        if title.isEmpty { problems.append(Problem(kind.lackingTitle, at: .field("title"))) }
        checkLength(title, "title", .lettersOfReason, &problems)
        checkLength(note ?? "", "note", .lettersOfReason, &problems)
        let isPassed = kind.isAnothers ? passed(&problems) : nil
        if isPassed == false || kind == .ended, note == nil {
            problems.append(Problem("请写原因", at: .field("note")))
        }
        let dueOn = kind == .verified && isPassed == true ? dueDay(day, &problems) : nil
        let amount = kind == .paid ? paidAmount(of: commitment, &problems) : nil
        if kind == .paid, let day, let verified = commitment.verification?.on, day < verified {
            problems.append(
                Problem("兑现早于核验达标的\(verified.description)", at: .field("on")))
        }
        guard problems.isEmpty, let day else { throw ProjectRefusal(problems) }
        return CheckedStep(kind: kind, on: day, isPassed: isPassed, amount: amount, dueOn: dueOn)
    }

    private func passed(_ problems: inout [Problem]) -> Bool? {
        switch result {
        case "passed": return true
        case "refused": return false
        default:
            problems.append(Problem("请选通过还是不通过", at: .field("result")))
            return nil
        }
    }

    private func dueDay(_ verified: Day?, _ problems: inout [Problem]) -> Day? {
        guard let due = Day(text: due) else {
            problems.append(Problem("请写应兑现的日期", at: .field("due")))
            return nil
        }
        if let verified, due < verified {
            problems.append(Problem("应兑现的日期早于核验的日期", at: .field("due")))
        }
        return due
    }

    private func paidAmount(of commitment: Commitment, _ problems: inout [Problem]) -> Money? {
        guard let left = commitment.left else {
            if !amount.isEmpty {
                problems.append(Problem("这一条不是资金承诺，不写金额", at: .field("paid")))
            }
            return nil
        }
        guard let paid = exactMoney(amount, left.currency.rawValue, "paid", &problems) else {
            return nil
        }
        if paid.minor == 0 {
            problems.append(Problem("兑现的金额不能是零", at: .field("paid")))
        }
        if paid.minor > left.minor {
            problems.append(Problem("超过还没有兑现的\(left.words)", at: .field("paid")))
        }
        return paid
    }
}

extension CommitmentStepKind {
    /// What must be there before this step.
    fileprivate func standingProblems(of commitment: Commitment) -> [Problem] {
        if commitment.last(.ended) != nil { return [Problem("这一条承诺已经终止")] }
        var problems: [Problem] = []
        if self != .basis, self != .ended, commitment.last(.basis) == nil {
            problems.append(Problem("还没有记依据：依据记下之前不审查、不核验、不兑现"))
        }
        switch self {
        case .basis:
            if commitment.verification != nil {
                problems.append(Problem("已经核验达标，依据不再改"))
            }
        case .verified, .paid:
            if !commitment.isReviewed {
                problems.append(Problem("合法性审查和公平竞争审查没有都通过"))
            }
            if self == .paid, commitment.verification == nil {
                problems.append(Problem("约定条件没有核验达标，不能兑现"))
            }
        case .legality, .competition, .ended: break
        }
        return problems
    }

    fileprivate var lackingTitle: Phrase {
        switch self {
        case .basis: "请写依据的文件和条款"
        case .legality, .competition: "请写审查意见的文号"
        case .verified: "请写核验的佐证"
        case .paid: "请写凭证号"
        case .ended: "请写终止的文件"
        }
    }
}
