package import Basics

/// What a fact rests on: the sheet it was reported in, the register it was taken from.
/// Every figure opens to its rows, and every row to one of these.
package struct Source: Sendable, Hashable {
    package let id: Identifier
    package let kind: SourceKind
    package let title: String
    /// Hash of the kept file, where there is one.
    package let fileHash: String?
    /// The day that stands on it, where one does.
    package let dated: Day?
    /// Where it can be read, where that is public.
    package let address: String?
    package let learntAt: Instant
    package let by: String

    package init(
        id: Identifier, kind: SourceKind, title: String, fileHash: String?, dated: Day? = nil,
        address: String? = nil, learntAt: Instant, by: String
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.fileHash = fileHash
        self.dated = dated
        self.address = address
        self.learntAt = learntAt
        self.by = by
    }
}

package enum SourceKind: String, Sendable, CaseIterable {
    /// A unit's own monthly sheet.
    case sheet
    /// The city's ledger of an earlier year.
    case ledger
    /// A list of companies.
    case register
    /// What the registration authority says of one company.
    case extract
    /// An annual report, a prospectus, a public notice.
    case publication
    /// What the company itself or a unit of the city says.
    case statement
    /// What shows that something happened to a project: a licence, a contract, a photograph.
    case evidence

    /// What a person may name as the source of a fact that is typed in.
    package static let typed: [SourceKind] = [.extract, .publication, .statement]

    package var label: Phrase {
        switch self {
        case .sheet: "单位报表"
        case .ledger: "往年台账"
        case .register: "企业名录"
        case .extract: "登记机关的信息"
        case .publication: "年报、公告等公开材料"
        case .statement: "企业或单位的说明"
        case .evidence: "佐证"
        }
    }
}
