package import Basics
package import Evidence
import Texts

/// A company with its names, codes and parents of all times: what a change is made on. Not for
/// lists.
package struct CompanyRecord: Sendable, Hashable {
    package internal(set) var company: Company
    package internal(set) var names: [CompanyName]
    package internal(set) var identifiers: [CompanyIdentifier]
    package internal(set) var parents: [CompanyParent]
    package internal(set) var recognitions: [CompanyRecognition] = []
}

/// What a change rests on, as it was typed: where it is said, and on which day it is looked at.
/// `id` is drawn before the transaction.
package struct Grounds: Sendable, Hashable {
    package let id: Identifier
    let kind: SourceKind?
    let title: String
    let dated: TypedDay
    let today: Day
    /// Stands before the names of the fields where a page has two forms.
    let prefix: String

    /// `kind` is a word of `SourceKind.typed`, `dated` a whole day.
    package init(
        id: Identifier, kind: String?, title: String?, dated: String?, today: Day,
        prefix: String = ""
    ) {
        self.id = id
        self.kind = kind.flatMap(SourceKind.init).flatMap {
            SourceKind.typed.contains($0) ? $0 : nil
        }
        self.title = trimmed(title ?? "")
        self.dated = TypedDay(dated)
        self.today = today
        self.prefix = prefix
    }

    /// Everything that keeps it from being a source.
    package var problems: [Problem] {
        var problems: [Problem] = []
        if kind == nil {
            problems.append(Problem("请选来源的种类", at: .field(prefix + "source_kind")))
        }
        if title.isEmpty {
            problems.append(
                Problem("请写来源：文件、公告或登记信息的名称", at: .field(prefix + "source_title")))
        } else if title.count > Limit.lettersOfCompanyName.count {
            problems.append(
                Problem(
                    "来源最多\(Limit.lettersOfCompanyName.count)个字",
                    at: .field(prefix + "source_title")))
        }
        if let day = dated.day, day.precision != .day {
            problems.append(
                Problem("来源的日期须写到日，如 2026-10-31", at: .field(prefix + "source_dated")))
        }
        return problems + dated.problems(at: prefix + "source_dated", today: today)
    }

    package func source(by member: String, at now: Instant, fileHash: String? = nil) -> Source {
        Source(
            id: id, kind: kind ?? .statement, title: title, fileHash: fileHash,
            dated: dated.day?.first, learntAt: now, by: member)
    }
}

// MARK: What is typed into the forms and options; every field a text

/// A company that no register has brought: planned, abroad, or registered lately.
package struct CompanyDraft: Sendable, Hashable {
    let name: String
    let standing: CompanyStanding?
    let code: IdentifierDraft?

    /// Without `value` the company gets no code.
    package init(name: String?, standing: String?, scheme: String? = nil, value: String? = nil) {
        self.name = trimmed(name ?? "")
        self.standing = standing.flatMap(CompanyStanding.init)
        let value = value ?? ""
        code =
            value.isEmpty
            ? nil : IdentifierDraft(scheme: scheme, value: value, time: TypedTime(since: nil))
    }
}

package struct NameDraft: Sendable, Hashable {
    let kind: CompanyNameKind?
    let name: String
    let time: TypedTime

    package init(kind: String?, name: String?, time: TypedTime) {
        self.kind = kind.flatMap(CompanyNameKind.init)
        self.name = trimmed(name ?? "")
        self.time = time
    }
}

package struct IdentifierDraft: Sendable, Hashable {
    package let scheme: IdentifierScheme?
    /// Normalised where the scheme is known.
    package let value: String
    let time: TypedTime

    package init(scheme: String?, value: String?, time: TypedTime) {
        let known = scheme.flatMap(IdentifierScheme.init)
        self.scheme = known
        self.value = known?.normalized(value ?? "") ?? trimmed(value ?? "")
        self.time = time
    }
}

package struct ParentDraft: Sendable, Hashable {
    /// A name of the parent, its code or its identifier.
    let parent: String
    /// Empty: not known.
    let share: String
    let isControlling: Bool
    let time: TypedTime

    package init(parent: String?, share: String?, isControlling: Bool, time: TypedTime) {
        self.parent = trimmed(parent ?? "")
        self.share = trimmed(share ?? "")
        self.isControlling = isControlling
        self.time = time
    }
}

/// That a code, a name or a parent ended: the row, and its last day.
package struct EndDraft: Sendable, Hashable {
    let number: Int64?
    let until: TypedDay

    package init(number: String?, until: String?) {
        self.number = number.flatMap { Int64($0) }
        self.until = TypedDay(until)
    }
}

/// The day on which a company was registered, with its code and the name it was registered under.
package struct RegistrationDraft: Sendable, Hashable {
    let name: String
    let code: IdentifierDraft
    let since: TypedDay

    package init(name: String?, code: String?, since: String?) {
        self.name = trimmed(name ?? "")
        self.code = IdentifierDraft(
            scheme: IdentifierScheme.uscc.rawValue, value: code, time: TypedTime(since: since))
        self.since = TypedDay(since)
    }
}
