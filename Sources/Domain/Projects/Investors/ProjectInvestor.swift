package import Basics
package import Companies
import Texts

/// An investor of a project with the company that it is, as far as that is known.
package struct ProjectInvestor: Sendable {
    package let investor: ReportedInvestor
    package let company: Company?
    package let ground: InvestorGround
    /// What a person said last of it, where that holds.
    package let decision: InvestorDecision?
    /// Whose its credit code is, where a person said otherwise before the code was known.
    package let codeHolder: Company?
}

/// Why it is known which company an investor is, or that it is none.
package enum InvestorGround: String, Sendable, CaseIterable {
    case code
    case name
    case person
    /// Nobody decided, and neither its code nor its name in full is one company's.
    case open

    package var label: Phrase {
        switch self {
        case .code: "信用代码是它的"
        case .name: "全称是它的"
        case .person: "人工认定"
        case .open: "没有认出"
        }
    }
}

/// What a person said of which company an investor is.
package struct InvestorDecision: Sendable, Hashable {
    package enum Verdict: String, Sendable, CaseIterable {
        /// It is the company named.
        case same
        /// It is none of the register.
        case nobody
        /// What was said before is taken back.
        case open
    }

    package let number: Int64
    package let project: Identifier
    /// As the sheet wrote it then.
    package let name: String
    package let code: String?
    package let verdict: Verdict
    package let company: Identifier?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant

    /// Whether it was said of this investor: by its valid code where both have one, else by its
    /// name however it is written.
    func concerns(_ investor: ReportedInvestor) -> Bool {
        if let code, let other = investor.validCode { return code == other }
        return name.folded == investor.name.folded
    }
}

extension [InvestorDecision] {
    /// What holds of an investor; nil where nothing was said or it was taken back. The last one
    /// stands last.
    func holding(of investor: ReportedInvestor) -> InvestorDecision? {
        last { $0.concerns(investor) }.flatMap { $0.verdict == .open ? nil : $0 }
    }
}

extension ReportedInvestor {
    var validCode: String? { codeIsValid == true ? code : nil }

    /// What it is called in a form: its valid code, or its name.
    package var handle: String { validCode ?? name }
}

/// What was asked to be decided, as it was typed.
package struct InvestorDraft: Sendable, Hashable {
    /// A name of an investor of the project, or its code.
    let investor: String
    let verdict: String?
    /// A company by identifier, code or name.
    let company: String
    /// The number of the last decision on the project that the actor saw, 0 where there was none.
    let latest: Int64

    package init(investor: String?, verdict: String?, company: String?, latest: Int64) {
        self.investor = trimmed(investor ?? "")
        self.verdict = verdict
        self.company = trimmed(company ?? "")
        self.latest = latest
    }

    func means(_ other: ReportedInvestor) -> Bool {
        investor == other.handle || investor.folded == other.name.folded
    }
}
