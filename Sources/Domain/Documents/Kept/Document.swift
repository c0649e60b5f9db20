package import Basics
package import Facts
package import Storage
package import Tables

/// A paper that was taken in (收文): its file as it came, and what is known of it. Its text never
/// changes; what was read from it is decided line by line.
package struct Document: Sendable, Hashable {
    package let number: Int64
    package let title: String
    package let kind: Paper.Kind
    package let file: FileHash
    package let fileName: String?
    package let text: FileHash
    /// Code points of its text.
    package let letters: Int
    package let mark: DocumentMark
    /// The day by which 今年 is read, as whoever took it in or the paper itself says.
    package let dated: Day?
    package let address: String?
    /// The unit that took it in.
    package let unit: String
    package let by: String
    package let at: Instant
    package let withdrawn: DocumentWithdrawal?
    package let version: Int64

    package var subject: Subject { Subject("document", String(number)) }
}

package struct DocumentWithdrawal: Sendable, Hashable {
    package let by: String
    package let at: Instant
    package let reason: String
}

/// Who may read a document.
package enum DocumentMark: String, Sendable, CaseIterable {
    case open
    case internalUse = "internal"
    case workSecret = "work_secret"
    case tradeSecret = "trade_secret"

    package var label: Phrase {
        switch self {
        case .open: "公开"
        case .internalUse: "内部"
        case .workSecret: "工作秘密"
        case .tradeSecret: "商业秘密"
        }
    }

    /// Else only the unit that took it in and who sees the whole city.
    package var isForAll: Bool { self == .open || self == .internalUse }
}

/// One writing within a document, as it is kept. What a person said of its kind goes before what
/// the rules read.
package struct KeptPiece: Sendable, Hashable {
    package let place: Int
    package let span: TextSpan
    package let read: Finding<PieceKind>
    package let said: PieceKind?
    package let saidBy: String?
    package let title: String?
    package let issuer: String?
    package let dated: Day?
    package let reference: String?
    package let secrecy: Secrecy?
    package let cut: PieceCut?

    package var kind: PieceKind { said ?? read.value }
}

/// A passage of a document and what it is for its piece.
package struct KeptPart: Sendable, Hashable {
    package let piece: Int
    package let span: TextSpan
    package let role: DocumentPart.Role
    package let furniture: Furniture?
    package let level: Int?
}

/// Where a line that was read from a document stands.
package enum ReviewState: String, Sendable, CaseIterable {
    case proposed, accepted, rejected
    /// Another line stands for it, with what a person made of it.
    case mended
    /// The mending was taken back.
    case withdrawn

    package var label: Phrase {
        switch self {
        case .proposed: "待审"
        case .accepted: "已采用"
        case .rejected: "未采用"
        case .mended: "已改"
        case .withdrawn: "撤回"
        }
    }

    /// Of a line of the document, and none that was before or after it.
    static let standing = [proposed, accepted, rejected].map(\.rawValue)
}

/// What was decided of a line, and by whom.
package struct Review: Sendable, Hashable {
    package let state: ReviewState
    package let by: String?
    package let at: Instant?
    package let reason: String?
    /// The line for which this one stands.
    package let mends: Int64?
    package let version: Int64
}

/// What a document holds that waits for a person's word.
package enum ProposalKind: String, Sendable, CaseIterable {
    case fact, instruction

    package var label: Phrase { self == .fact ? "数据" : "要求" }
}

/// A figure of a document.
package struct DocumentFact: Sendable, Hashable {
    package let document: Int64
    package let number: Int64
    package let piece: Int
    package let told: TextFact
    /// The figure of a series that was entered from it.
    package let published: Int64?
    package let series: String?
    package let review: Review
}

/// What a document asks for.
package struct DocumentInstruction: Sendable, Hashable {
    package let document: Int64
    package let number: Int64
    package let told: Instruction
    package let review: Review
}
