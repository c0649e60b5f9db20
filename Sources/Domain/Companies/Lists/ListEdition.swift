package import Basics
package import Evidence
import Texts

extension Limit {
    /// Entries of one edition.
    package static let entriesOfList: Limit = 20_000
    package static let entriesOnPage: Limit = 50
    package static let listEditions: Limit = 1_000
    /// Lists that name one company.
    static let listsOfCompany: Limit = 200
}

/// One edition of a list: 世界500强 of 2026 as its publisher printed it. What kinds there are is
/// said by the city folder.
package struct ListEdition: Sendable, Hashable {
    package let number: Int64
    /// Identifier of the kind in the city folder.
    package let kind: String
    package let year: Int
    package let source: Source?
    package let count: Int
    /// Entries that are linked to a company, and those a person is asked about.
    package let linked: Int
    package let asked: Int

    package var subject: Subject { listSubject(kind, year) }
}

func listSubject(_ kind: String, _ year: Int) -> Subject { Subject("list", "\(kind)/\(year)") }

/// What a publisher printed of one company.
package struct PrintedEntry: Sendable, Hashable {
    /// The row of the file, from 1.
    package let row: Int
    package let rank: Int?
    package let name: String
    package let code: String?
    package let country: String?
    package let place: String?
}

/// One line of an edition and the company it was matched to.
package struct ListEntry: Sendable, Hashable {
    /// The row.
    let number: Int64
    /// From 1, in the order of the file.
    package let position: Int
    package let printed: PrintedEntry
    package internal(set) var matching: EntryMatching
    /// Who decided, where a person did.
    package internal(set) var decidedBy: String?
    package internal(set) var decidedAt: Instant?
    package let version: Int64
}

package enum EntryMatch: String, Sendable, CaseIterable {
    /// It is the company.
    case linked
    /// Perhaps it is the company: a person is asked.
    case asked
    case unmatched

    package var label: Phrase {
        switch self {
        case .linked: "已对上"
        case .asked: "待判定"
        case .unmatched: "名录里没有"
        }
    }
}

/// Which company an entry is, how sure that is, and why.
package struct EntryMatching: Sendable, Hashable {
    package var match: EntryMatch
    /// Nil where it is unmatched.
    package var company: Identifier?
    /// Between 0 and 1; nil where a person decided or nothing was like it.
    package var certainty: Double?
    package var reasons: [Phrase] = []

    package static let unmatched = EntryMatching(match: .unmatched)
}

/// What a person says of an entry, as it was typed.
package struct EntryDraft: Sendable, Hashable {
    package enum Word: String, Sendable, CaseIterable {
        /// It is the company that was found.
        case same
        /// It is not, or no longer, that one.
        case different
        /// It is another, which is named.
        case other
    }

    let word: Word?
    let company: String

    package init(decision: String?, company: String?) {
        word = decision.flatMap(Word.init)
        self.company = trimmed(company ?? "")
    }
}

extension ListEntry {
    /// A person's word. `meant` is what `EntryDraft.company` names.
    mutating func decide(
        _ draft: EntryDraft, meant: MeantCompany, by member: String, at now: Instant
    ) throws(CompanyRefusal) {
        switch draft.word {
        case nil:
            throw CompanyRefusal([Problem("请选是不是同一家", at: .field("decision"))])
        case .same:
            guard matching.company != nil else {
                throw CompanyRefusal([
                    Problem("这一条没有找到相近的企业，请写是哪一家", at: .field("company"))
                ])
            }
            matching.match = .linked
        case .different: matching = EntryMatching(match: .unmatched)
        case .other:
            guard let company = meant.company else {
                throw CompanyRefusal(meant.problems(at: "company"))
            }
            matching = EntryMatching(match: .linked, company: company.id)
        }
        matching.certainty = nil
        decidedBy = member
        decidedAt = now
    }
}
