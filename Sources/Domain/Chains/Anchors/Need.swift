package import Basics
import People
import Rules
import Texts

/// One line of an anchor company's list, with what became of it. For who reads the list.
package struct Need: Sendable, Hashable {
    package let number: Int64
    package let anchor: Int64
    package let line: NeedLine
    /// The sheet since which it says this.
    package let sheet: Int64
    package let review: NeedReview
    /// Why it was sent back.
    package let reason: String
    /// It says something else than when it was reviewed.
    package let isChanged: Bool
    /// The link of the chain that makes it.
    package let link: String?
    /// Who looks for it, and by which day first.
    package let unit: String?
    package let due: Day?
    package let namesAnchor: Bool
    package let version: Int64
    /// The newest first.
    package var answers: [NeedAnswer] = []

    package var subject: Subject { Subject("need", String(number)) }

    /// Since which quarter its unit owes an answer.
    package func owed(in quarter: Quarter) -> Quarter? {
        guard let unit, let due else { return nil }
        return answers.filter { $0.unit == unit }.owed(since: due, by: quarter)
    }
}

package enum NeedReview: String, Sendable, CaseIterable {
    case waiting, accepted, returned

    package var label: Phrase {
        switch self {
        case .waiting: "待审核"
        case .accepted: "受理"
        case .returned: "退回"
        }
    }
}

/// What a unit says of a line in a quarter.
package struct NeedAnswer: Sendable, Hashable {
    package let quarter: Quarter
    package let unit: String
    package let outcome: NeedOutcome
    package let said: String
    package let by: String
}

/// How far it has come by the end of a quarter.
package enum NeedOutcome: String, Sendable, CaseIterable {
    case none, found, met, signed

    package var label: Phrase {
        switch self {
        case .none: "还没有找到"
        case .found: "找到候选企业"
        case .met: "已经对接"
        case .signed: "已经签约"
        }
    }
}

/// A line as the unit sees it that looks for it: what, how much, by when; not where it comes from
/// today, and not the list it stands in.
package struct AssignedNeed: Sendable, Hashable {
    package let number: Int64
    package let chain: LocalName
    package let link: LocalName?
    package let direction: NeedDirection
    package let product: String
    package let specification: String
    package let quantity: String
    package let needed: String
    package let due: Day
    /// Whose line it is, where the reviewer lets the unit know.
    package let anchor: String?
    /// The unit's own, the newest first.
    package let answers: [NeedAnswer]

    /// Since which quarter the unit owes an answer.
    package func owed(in quarter: Quarter) -> Quarter? { answers.owed(since: due, by: quarter) }

    /// The last day on which an answer that is owed is in time.
    package func lastDay(in quarter: Quarter) -> Day? {
        owed(in: quarter).flatMap { answers.isEmpty ? due : $0.last }
    }
}

extension [NeedAnswer] {
    /// The quarter from which on one unit owes an answer; nil where it owes none by then. First
    /// that of the reviewer's day, then each after its newest answer.
    fileprivate func owed(since due: Day, by quarter: Quarter) -> Quarter? {
        let since = map(\.quarter).max()?.next ?? Quarter(of: due)
        return since <= quarter ? since : nil
    }
}

/// Three months of a year.
package struct Quarter: Sendable, Hashable, Comparable {
    package let year: Int
    /// 1 to 4.
    package let number: Int

    package init(of day: Day) {
        year = day.year
        number = (day.month - 1) / 3 + 1
    }

    /// `2026-Q4`
    init?(text: String) {
        let parts = text.split(separator: "-Q")
        guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]) else {
            return nil
        }
        self.year = year
        self.number = number
    }

    private init(year: Int, number: Int) {
        self.year = year
        self.number = number
    }

    var next: Quarter {
        number == 4 ? Quarter(year: year + 1, number: 1) : Quarter(year: year, number: number + 1)
    }

    package static func < (one: Quarter, other: Quarter) -> Bool {
        (one.year, one.number) < (other.year, other.number)
    }

    package var text: String { "\(year)-Q\(number)" }
    package var label: Phrase { "\(year)年第\(number)季度" }
    package var last: Day? { Month(year, number * 3)?.last }
}

/// What a reviewer decides of a line, as it was typed.
package struct NeedReviewDraft: Sendable, Hashable {
    let review: NeedReview?
    let reason: String
    let link: String
    let unit: String
    let due: Day?
    let namesAnchor: Bool
    let version: Int64

    package init(
        review: String?, reason: String? = nil, link: String? = nil, unit: String? = nil,
        due: String? = nil, namesAnchor: Bool = false, version: Int64
    ) {
        self.review = review.flatMap(NeedReview.init)
        self.reason = trimmed(reason ?? "")
        self.link = trimmed(link ?? "")
        self.unit = trimmed(unit ?? "")
        self.due = due.flatMap { Day(text: $0) }
        self.namesAnchor = namesAnchor
        self.version = version
    }

    /// - Parameter before: the day that stood there; one that is past by now may stay.
    func checked(
        links: Set<String>, before: Day?, units: Units, today: Day
    ) throws(ChainRefusal) -> NeedReview {
        var problems = letters(
            [(reason, "reason", .lettersOfGapText)], isRequired: review == .returned)
        if review == nil || review == .waiting {
            problems.append(Problem("请选受理或退回", at: .field("review")))
        }
        if !link.isEmpty, !links.contains(link) {
            problems.append(Problem("链上没有这个环节", at: .field("link")))
        }
        if !unit.isEmpty {
            if review == .returned {
                problems.append(Problem("退回的不分派", at: .field("unit")))
            }
            if !(units[unit]?.exists(on: today) ?? false) {
                problems.append(Problem("请选责任单位", at: .field("unit")))
            }
            if !(due.map { $0 >= today || $0 == before } ?? false) {
                problems.append(Problem("请写今天或以后的一天", at: .field("due")))
            }
        }
        guard problems.isEmpty, let review else { throw ChainRefusal(problems) }
        return review
    }
}
