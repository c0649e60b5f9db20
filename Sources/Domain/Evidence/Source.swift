package import Basics

/// What a fact rests on: the sheet it was reported in, the register it was taken from.
/// Every figure opens to its rows, and every row to one of these.
package struct Source: Sendable, Hashable {
    package let id: Identifier
    package let kind: SourceKind
    package let title: String
    /// Hash of the kept file, where there is one.
    package let fileHash: String?
    package let learntAt: Instant
    package let by: String

    package init(
        id: Identifier, kind: SourceKind, title: String, fileHash: String?, learntAt: Instant,
        by: String
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.fileHash = fileHash
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
}
