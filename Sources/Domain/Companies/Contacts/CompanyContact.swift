package import Basics
package import People
import Texts

extension Limit {
    package static let contactsOnPage: Limit = 50
    package static let contactsOfCompany: Limit = 200
    package static let exportedContacts: Limit = 20_000
    /// Savings of one record that are shown.
    static let versionsOfContact: Limit = 100
    static let lettersOfPost: Limit = 60
    static let lettersOfPerson: Limit = 40
    static let lettersOfPhone: Limit = 30
    static let lettersOfContact: Limit = 2_000
    static let lettersOfNextStep: Limit = 500
    /// A next step stands among what is due so many days before its day.
    package static let daysBeforeDue: Limit = 7
}

/// 对接记录: one meeting of the city with a company, which needs no project. As its reader may see
/// it: what hides a person was hidden when it was loaded.
package struct CompanyContact: Sendable, Hashable {
    package let number: Int64
    package let version: Int64
    package let company: Identifier
    /// Our side.
    package let unit: String
    package let metOn: Day
    /// Of the person met: 董事长, 投资总监.
    package let post: String
    package let person: String?
    package let phone: String?
    package let said: String
    package let nextStep: String?
    package let dueOn: Day?
    /// The day the next step was taken.
    package let doneOn: Day?
    /// Why it counts no longer.
    package let withdrawn: String?
    package let savedAt: Instant
    package let by: String

    package var isOpen: Bool { nextStep != nil && doneOn == nil && withdrawn == nil }

    package func due(on today: Day) -> ContactDue? {
        guard isOpen, let dueOn else { return nil }
        if dueOn < today { return .overdue(days: today.number - dueOn.number) }
        return dueOn.number - today.number <= Limit.daysBeforeDue.count ? .soon : .later
    }
}

package enum ContactDue: Sendable, Hashable {
    case overdue(days: Int)
    /// Within a week.
    case soon
    case later

    package var label: Phrase {
        switch self {
        case .overdue(let days): "超期\(days)天"
        case .soon: "快到期"
        case .later: "未到期"
        }
    }
}

/// Who reads contact records: whose they see, and what of the persons in them.
package struct ContactReader: Sendable, Hashable {
    package let sight: Sight
    package let details: Set<PersonDetail>

    package init(sight: Sight, details: Set<PersonDetail>) {
        self.sight = sight
        self.details = details
    }

    package init(_ actor: Actor) {
        switch actor {
        case .operator: sight = .all
        case .member(let member): sight = member.sight
        }
        details = actor.personDetails
    }
}

/// Which records are meant.
package enum ContactFilter: String, Sendable, CaseIterable {
    /// With a next step that is due within a week or overdue.
    case due
    /// With a next step to be taken.
    case open
    case all
}

/// A record as it was typed.
package struct ContactDraft: Sendable, Hashable {
    let unit: String
    let metOn: TypedDay
    let post: String
    let person: String?
    let phone: String?
    let said: String
    let nextStep: String?
    let due: TypedDay

    package init(
        unit: String?, metOn: String?, post: String?, person: String?, phone: String?,
        said: String?, nextStep: String?, due: String?
    ) {
        func kept(_ text: String?) -> String? {
            let text = trimmed(text ?? "")
            return text.isEmpty ? nil : text
        }
        self.unit = kept(unit) ?? ""
        self.metOn = TypedDay(metOn)
        self.post = kept(post) ?? ""
        self.person = kept(person)
        self.phone = kept(phone)
        self.said = kept(said) ?? ""
        self.nextStep = kept(nextStep)
        self.due = TypedDay(due)
    }
}

extension ContactDraft {
    /// Everything that keeps it from being saved. `units` are those in whose name the writer may
    /// record.
    func problems(units: [String], today: Day) -> [Problem] {
        var problems: [Problem] = []
        func check(_ text: String?, _ field: String, _ limit: Limit, missing: Phrase? = nil) {
            guard let text, !text.isEmpty else {
                if let missing { problems.append(Problem(missing, at: .field(field))) }
                return
            }
            if text.count > limit.count {
                problems.append(Problem("最多\(limit.count)个字", at: .field(field)))
            }
            if field != "phone", !text.phoneNumbers.isEmpty {
                problems.append(
                    Problem("这里有电话号码，请写到“电话”一栏：只有那一栏按权限遮盖", at: .field(field)))
            }
        }
        if !units.contains(unit) {
            problems.append(Problem("请选我方单位，只能记自己单位的", at: .field("unit")))
        }
        check(post, "post", .lettersOfPost, missing: "请写对方职务")
        check(person, "person", .lettersOfPerson)
        check(phone, "phone", .lettersOfPhone)
        check(said, "said", .lettersOfContact, missing: "请写谈了什么")
        check(nextStep, "next_step", .lettersOfNextStep)
        if let phone, !phone.isPhone {
            problems.append(Problem("电话只写数字，可带区号、分机和短横", at: .field("phone")))
        }
        switch metOn {
        case .nothing: problems.append(Problem("请写对接日期", at: .field("met_on")))
        case .day(let day) where day.precision != .day:
            problems.append(Problem("对接日期须写到日，如 2026-10-31", at: .field("met_on")))
        default: problems += metOn.problems(at: "met_on", today: today)
        }
        return problems + dueProblems
    }

    private var dueProblems: [Problem] {
        let field = Place.field("due")
        switch (nextStep, due) {
        case (nil, .nothing): return []
        case (nil, _): return [Problem("有期限就写下一步做什么", at: .field("next_step"))]
        case (_, .nothing): return [Problem("下一步须写期限", at: field)]
        case (_, .unreadable): return due.problems(at: "due", today: Day(number: 0))
        case (_, .day(let day)):
            if day.precision != .day {
                return [Problem("期限须写到日，如 2026-11-15", at: field)]
            }
            if let met = metOn.day, day.first < met.first {
                return [Problem("期限早于对接日期", at: field)]
            }
            return []
        }
    }
}

extension String {
    /// Digits with what stands between them on a visiting card.
    fileprivate var isPhone: Bool {
        let digits = utf8.filter { (48...57).contains($0) }.count
        return (5...20).contains(digits)
            && unicodeScalars.allSatisfy { "0123456789 -+()（）转".unicodeScalars.contains($0) }
    }
}
