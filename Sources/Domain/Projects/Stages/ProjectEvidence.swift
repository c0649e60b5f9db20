package import Basics
package import Evidence
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

/// A file as it was sent.
package struct EvidenceFile: Sendable, Hashable {
    let name: String
    let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
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
