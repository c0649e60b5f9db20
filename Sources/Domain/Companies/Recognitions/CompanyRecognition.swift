package import Basics
package import Rules
import Texts

/// 认定: an authority recognises a company as something, from a day on and perhaps until a day. Not
/// a place on a list: `ListEntry`.
package struct CompanyRecognition: Sendable, Hashable {
    /// The row; 0 until it is saved.
    package internal(set) var number: Int64 = 0
    /// Identifier of the kind in the city folder.
    package let kind: String
    /// 认定机关
    package let authority: String
    /// The last day that its certificate names.
    package let expiresOn: Day?
    /// From the day of recognition; `until` is set where it ended or was revoked.
    package var time: ValidTime
    package var isRevoked: Bool
    package let source: Identifier
    /// What says that it ended.
    package var endSource: Identifier?

    package init(
        kind: String, authority: String, expiresOn: Day?, time: ValidTime,
        isRevoked: Bool = false, source: Identifier, endSource: Identifier? = nil
    ) {
        self.kind = kind
        self.authority = authority
        self.expiresOn = expiresOn
        self.time = time
        self.isRevoked = isRevoked
        self.source = source
        self.endSource = endSource
    }

    /// Whether it is of the same kind and authority, and both are in force on some day.
    func repeats(_ other: CompanyRecognition) -> Bool {
        func begins(_ later: CompanyRecognition, notAfter earlier: CompanyRecognition) -> Bool {
            guard let start = later.time.since?.first, let end = earlier.expiresOn else {
                return true
            }
            return start <= end
        }
        return kind == other.kind && authority == other.authority && time.isOpen
            && other.time.isOpen && begins(self, notAfter: other)
            && begins(other, notAfter: self)
    }

    package func standing(on day: Day) -> RecognitionStanding {
        if !time.isOpen { return isRevoked ? .revoked : .ended }
        return expiresOn.map { $0 < day } ?? false ? .expired : .inForce
    }
}

package enum RecognitionStanding: String, Sendable, CaseIterable {
    case inForce = "in_force"
    /// Its last day is over, and nobody said that it was renewed.
    case expired
    case ended
    case revoked

    package var label: Phrase {
        switch self {
        case .inForce: "有效"
        case .expired: "已过有效期"
        case .ended: "已终止"
        case .revoked: "已撤销"
        }
    }
}

/// A recognition as it was typed.
package struct RecognitionDraft: Sendable, Hashable {
    let kind: String
    let authority: String
    let since: TypedDay
    let expires: TypedDay

    package init(kind: String?, authority: String?, since: String?, expires: String?) {
        self.kind = kind ?? ""
        self.authority = trimmed(authority ?? "")
        self.since = TypedDay(since)
        self.expires = TypedDay(expires)
    }
}

extension CompanyRecord {
    /// One more recognition. Of one kind and authority only one is in force on a day.
    package mutating func recognize(
        _ draft: RecognitionDraft, kinds: [RecognitionKind], on grounds: Grounds
    ) throws(CompanyRefusal) {
        var problems: [Problem] = []
        if !kinds.contains(where: { $0.id == draft.kind }) {
            problems.append(Problem("请选认定的种类", at: .field("kind")))
        }
        if draft.authority.isEmpty {
            problems.append(Problem("请写认定机关", at: .field("authority")))
        } else if draft.authority.count > Limit.lettersOfCompanyName.count {
            problems.append(
                Problem(
                    "认定机关最多\(Limit.lettersOfCompanyName.count)个字", at: .field("authority")))
        }
        if draft.since == .nothing {
            problems.append(Problem("请写认定日期", at: .field("since")))
        }
        problems += draft.since.problems(at: "since", today: grounds.today)
        problems += draft.expiryProblems + grounds.problems
        let recognition = CompanyRecognition(
            kind: draft.kind, authority: draft.authority, expiresOn: draft.expires.day?.last,
            time: ValidTime(since: draft.since.day), source: grounds.id)
        if recognitions.contains(where: recognition.repeats) {
            problems.append(Problem("这项认定已经登记过，而且还没有到期", at: .field("kind")))
        }
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        recognitions.append(recognition)
    }

    /// That a recognition ended or was revoked.
    package mutating func endRecognition(
        _ draft: EndDraft, isRevoked: Bool, on grounds: Grounds
    ) throws(CompanyRefusal) {
        let place = recognitions.firstIndex { $0.number == draft.number && $0.time.isOpen }
        let since = place.flatMap { recognitions[$0].time.since }
        let until = try end(draft, found: place != nil, since: since, grounds)
        guard let place else { return }
        recognitions[place].time.until = until
        recognitions[place].isRevoked = isRevoked
        recognitions[place].endSource = grounds.id
    }
}

extension RecognitionDraft {
    /// A last day may lie in the future; it lies after the first.
    fileprivate var expiryProblems: [Problem] {
        switch expires {
        case .nothing: return []
        case .unreadable: return expires.problems(at: "expires", today: Day(number: 0))
        case .day(let end):
            guard let start = since.day, end.last < start.first else { return [] }
            return [
                Problem(
                    "有效期止于\(end.description)，早于认定日期\(start.description)",
                    at: .field("expires"))
            ]
        }
    }
}
