package import Basics
package import Rules

extension Limit {
    package static let leadsOnPage: Limit = 50
    /// What is listed at once by a command, of a project, of what is sealed.
    package static let leadsListed: Limit = 2_000
    static let actsOfLead: Limit = 500
    static let leadsOfProject: Limit = 50
    static let lettersOfLead: Limit = 200
    static let lettersOfLeadNote: Limit = 1_000
    static let lettersOfIntroducer: Limit = 40
}

/// 线索: what somebody heard of an investment, before it is a project. As its reader may see it:
/// what hides a person was hidden when it was loaded. A later claim of who reported first compares
/// `Deposit`s; a lead itself claims nothing.
package struct Lead: Sendable, Hashable {
    /// `XS202610250001K`: the day, the running number of the day, a check character.
    package let number: String
    package let version: Int64
    /// Whose it is.
    package let unit: String
    package let submittedBy: String
    package let submittedAt: Instant
    package let words: LeadWords
    package let introducer: LeadIntroducer?
    package let hash: LeadHash
    /// 存证: only its own unit reads it.
    package let isSealed: Bool
    package let state: LeadState
    package let assessment: LeadClock
    package let answer: LeadClock
    package let assignedUnit: String?
    /// By when that unit says how it stands; nil where nothing is asked.
    package let feedbackDue: Day?
    package let project: Identifier?
    /// In the order in which they were recorded; empty in lists.
    package internal(set) var acts: [LeadAct] = []
}

/// What was typed, letter by letter. Masked for who may not see the introducer.
package struct LeadWords: Sendable, Hashable {
    package let what: String
    package let investor: String
    package let origin: String
    /// Rough, as text: «5亿元左右».
    package let amount: String
    /// An entry of the city's taxonomy of chains, or empty.
    package let chain: String
    package let note: String

    package var json: JSONValue {
        .object([
            "what": .string(what), "investor": .string(investor), "origin": .string(origin),
            "amount": .string(amount), "chain": .string(chain), "note": .string(note),
        ])
    }
}

package struct LeadIntroducer: Sendable, Hashable {
    package let name: String?
    package let phone: String?
}

/// What proves that the content was there: see docs/guides/leads.md for its form.
package struct LeadHash: Sendable, Hashable {
    /// 64 hexadecimal digits.
    package let hex: String
    /// `SHA-256` or `SM3`.
    package let algorithm: String
    /// The text whose hash it is; nil where something of it is hidden from the reader.
    package let canonical: String?
}

package enum LeadState: String, Sendable, CaseIterable {
    case submitted
    /// Waits for experts.
    case experts
    case following, rejected, closed

    package var label: Phrase {
        switch self {
        case .submitted: "待研判"
        case .experts: "专家论证中"
        case .following: "跟进中"
        case .rejected: "不是线索"
        case .closed: "已结束"
        }
    }

    package var isToAssess: Bool { self == .submitted || self == .experts }
    var isOpen: Bool { isToAssess || self == .following }
}

/// By when something is to be done, and the first day on which it was.
package struct LeadClock: Sendable, Hashable {
    /// Nil where nothing is due: a sealed lead, no introducer, no rule of the city.
    package let dueOn: Day?
    /// False: 未公布, the calendar of a year on the way had not been published.
    package let isPublished: Bool
    package let doneOn: Day?

    package func isOverdue(on today: Day) -> Bool {
        dueOn.map { $0 < (doneOn ?? today) } ?? false
    }
}

/// The clocks of a city on a day. Nil where it has none of the kind.
package struct LeadClocks: Sendable {
    package let assessment: ClockRule?
    package let experts: ClockRule?
    package let answer: ClockRule?
    package let feedback: FeedbackClock?
    package let calendar: WorkingCalendar

    package init(
        assessment: ClockRule?, experts: ClockRule?, answer: ClockRule?,
        feedback: FeedbackClock? = nil, calendar: WorkingCalendar
    ) {
        self.assessment = assessment
        self.experts = experts
        self.answer = answer
        self.feedback = feedback
        self.calendar = calendar
    }

    package init(_ folder: CityFolder, on day: Day) {
        self.init(
            assessment: folder.clock("lead-assessment", on: day),
            experts: folder.clock("lead-expert-assessment", on: day),
            answer: folder.clock("lead-answer", on: day),
            feedback: FeedbackClock(folder, on: day), calendar: folder.calendar)
    }
}

/// What can be done about a lead.
package enum LeadActKind: String, Sendable, CaseIterable {
    case assessed, answered, assigned
    /// 反馈 of the unit that it is assigned to.
    case reported
    case tied, closed, unsealed

    package var label: Phrase {
        switch self {
        case .assessed: "研判"
        case .answered: "答复引荐人"
        case .assigned: "分派"
        case .reported: "反馈进展"
        case .tied: "关联项目"
        case .closed: "结束"
        case .unsealed: "解封"
        }
    }
}

/// One thing done about a lead. Rows are never changed: the first of its kind keeps its time.
package struct LeadAct: Sendable, Hashable {
    package let number: Int64
    package let kind: LeadActKind
    /// Of an assessment a `LeadAssessment` or the identifier of a rejection, of an answer a
    /// `LeadAnswerWay`, of a closing a `LeadClosing`.
    package let result: String?
    package let happenedOn: Day?
    package let note: String?
    package let toUnit: String?
    package let project: Identifier?
    /// Nil for the operator.
    package let unit: String?
    package let by: String
    package let at: Instant
}

/// What an assessment can find. A rejection names its reason from the city's rule.
package enum LeadAssessment: String, Sendable, CaseIterable {
    case follow, reject, experts

    package var label: Phrase {
        switch self {
        case .follow: "跟进"
        case .reject: "不是线索"
        case .experts: "请专家论证"
        }
    }
}

package enum LeadAnswerWay: String, Sendable, CaseIterable {
    case phone, meeting, letter, message

    package var label: Phrase {
        switch self {
        case .phone: "电话"
        case .meeting: "见面"
        case .letter: "书面"
        case .message: "短信、微信等"
        }
    }
}

package enum LeadClosing: String, Sendable, CaseIterable {
    case project, elsewhere, dropped, unreachable, repeated

    package var label: Phrase {
        switch self {
        case .project: "已成为项目"
        case .elsewhere: "投资方去了别处"
        case .dropped: "投资方不投了"
        case .unreachable: "联系不上"
        case .repeated: "与另一条线索重复"
        }
    }
}

/// What headquarters may know of another unit's sealed lead: that there is one.
package struct SealedLead: Sendable, Hashable {
    package let number: String
    package let unit: String
    package let submittedAt: Instant
}

/// There is no such lead, or none that the reader may see.
package struct UnknownLead: Refusal, Equatable {
    package init() {}

    package var problems: [Problem] { [Problem("没有这条线索，或者它不归您看")] }
}
