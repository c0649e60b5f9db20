package import Basics

/// What a piece asks for, in one sentence or a part of one; or a problem or a measure that it tells
/// of. It is a proposal: what it becomes, a person decides.
package struct Instruction: Sendable, Hashable {
    package let kind: InstructionKind
    /// Its place among the pieces of the text.
    package let piece: Int
    package let sentence: TextSpan
    /// The part of the sentence that is its own; those of one sentence don't overlap.
    package let clause: TextSpan
    /// The words of `clause`, without noise.
    package let text: String
    /// «加快推进»; for a problem the word that tells of it.
    package let action: String
    /// What the action is done to, as far as its clause says.
    package let object: String
    package internal(set) var owners: [InstructionOwner]
    package internal(set) var due: InstructionDue?
    package let targets: [InstructionTarget]
    /// From the highest level down.
    package let headings: [InstructionHeading]
    package let saying: InstructionSaying?
    package let mayBecomeTask: Bool
}

package enum InstructionKind: String, Sendable, CaseIterable {
    case instruction
    /// 力争…, 到…年达到…
    case goal
    /// 严禁…, 不得…
    case ban
    case problem
    case measure

    package var label: Phrase {
        switch self {
        case .instruction: "工作要求"
        case .goal: "工作目标"
        case .ban: "禁止"
        case .problem: "存在问题"
        case .measure: "措施"
        }
    }

    /// Only what binds, and no problem by itself: that becomes its measures.
    func mayBecomeTask(in piece: PieceKind) -> Bool { piece.binds && self != .problem }
}

/// A unit or an office that is to do it, as named there.
package struct InstructionOwner: Sendable, Hashable {
    package enum Part: String, Sendable, CaseIterable {
        /// Of whom it is asked: «各区市要…».
        case asked
        /// 牵头, 负责
        case lead
        /// 配合, 会同
        case support

        package var label: Phrase {
            switch self {
            case .asked: "责任"
            case .lead: "牵头"
            case .support: "配合"
            }
        }
    }

    package let name: String
    package let part: Part
    package let span: TextSpan
}

/// By when: the words, and the last day that they can mean. A term in days («30日内») runs from a
/// day that the text doesn't give, and has no day; nor has what returns («每季度末前»).
package struct InstructionDue: Sendable, Hashable {
    package let text: String
    package let span: TextSpan
    package let last: Day?
    /// The year is not written and was taken from the day of the piece.
    package let isCompleted: Bool
}

/// A figure to reach, as written: «增长10%以上».
package struct InstructionTarget: Sendable, Hashable {
    package let text: String
    package let span: TextSpan
}

package struct InstructionHeading: Sendable, Hashable {
    package let level: Int
    package let text: String
    package let span: TextSpan
}

/// Who said it, where the piece reports it: «会议强调».
package struct InstructionSaying: Sendable, Hashable {
    /// Nil where the words leave it out.
    package let speaker: String?
    package let verb: String
    package let span: TextSpan
}
