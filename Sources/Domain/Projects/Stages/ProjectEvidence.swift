package import Basics
package import Evidence
package import Promises
import Texts

/// Something that shows what happened to a project: a licence, a contract, a photograph. Withdrawn
/// it stays, with the reason, and counts no longer.
package struct ProjectEvidence: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    /// As the rule of the stages calls it: «施工许可证».
    package let kind: String
    /// Who learnt it when, with the hash of the file where there is one.
    package let source: Source
    /// Identifier of the unit that brought it.
    package let unit: String
    /// What the file is; nil for a reference without one.
    package let fileType: EvidenceFileType?
    package let withdrawn: String?
}

/// What an archive of a project holds: its evidence and what was brought with orders about it.
package enum ArchivedPiece: Sendable, Hashable {
    case evidence(ProjectEvidence)
    case order(Order, OrderEntry)

    /// Of the file; nil for a reference without one.
    package var hash: String? {
        switch self {
        case .evidence(let evidence): evidence.source.fileHash
        case .order(_, let entry): entry.file?.hash
        }
    }
}

package struct ArchivedFile: Sendable, Hashable {
    package let piece: ArchivedPiece
    /// Nil for a reference without a file.
    package let bytes: [UInt8]?
}

/// Evidence as it was typed, with its file.
package struct EvidenceDraft: Sendable, Hashable {
    let kind: String
    let title: String
    let dated: String
    let file: EvidenceFile?

    package init(kind: String?, title: String?, dated: String?, file: EvidenceFile?) {
        self.kind = trimmed(kind ?? "")
        self.title = trimmed(title ?? "")
        self.dated = trimmed(dated ?? "")
        self.file = file
    }
}
