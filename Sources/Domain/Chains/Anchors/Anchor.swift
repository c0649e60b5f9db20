package import Basics
package import Companies
import People
import Rules
import Texts

/// A company that leads a chain, or is about to (链主): it names what it needs from others.
package struct Anchor: Sendable, Hashable {
    package let number: Int64
    package let chain: String
    package let company: Identifier
    /// As the register calls it today.
    package let name: String
    package let stage: AnchorStage
    package let scope: NeedScope

    package var subject: Subject { Subject("anchor", String(number)) }
}

/// How far the selection has come. A withdrawn one may be nominated again.
package enum AnchorStage: String, Sendable, CaseIterable {
    case nominated, consulted, recognised, withdrawn

    package var label: Phrase {
        switch self {
        case .nominated: "初选"
        case .consulted: "征求意见"
        case .recognised: "正式认定"
        case .withdrawn: "退出"
        }
    }

    /// What may come after it.
    package var next: [AnchorStage] {
        switch self {
        case .nominated: [.consulted, .withdrawn]
        case .consulted: [.recognised, .withdrawn]
        case .recognised: [.withdrawn]
        case .withdrawn: [.nominated]
        }
    }
}

/// One step of a selection. For who edits chains only.
package struct AnchorStep: Sendable, Hashable {
    package let number: Int64
    package let stage: AnchorStage
    package let on: Day
    package let reason: String
    package let source: Identifier
    package let by: String
}

/// What a unit said of a candidate.
package struct AnchorOpinion: Sendable, Hashable {
    package let number: Int64
    /// The number of the step by which it was asked.
    package let step: Int64
    package let unit: String
    package let stance: OpinionStance
    package let said: String
    package let on: Day
}

package enum OpinionStance: String, Sendable, CaseIterable {
    case agrees, reserves, objects

    package var label: Phrase {
        switch self {
        case .agrees: "同意"
        case .reserves: "有修改意见"
        case .objects: "不同意"
        }
    }
}

/// Who reads an anchor company's lines. Who names the members reads them always.
package enum NeedScope: String, Sendable, CaseIterable {
    /// Members of the task force who were named for it.
    case named
    /// Everybody who edits chains.
    case editors
    /// Everybody who sees chains.
    case readers

    package var label: Phrase {
        switch self {
        case .named: "只有指定的人"
        case .editors: "各产业链专班"
        case .readers: "能看产业链的人"
        }
    }
}

/// A step as it was typed.
package struct AnchorStepDraft: Sendable {
    let stage: AnchorStage?
    let reason: String
    let on: Day?
    let grounds: Grounds

    package init(stage: String?, reason: String?, on: String?, grounds: Grounds) {
        self.stage = stage.flatMap(AnchorStage.init)
        self.reason = trimmed(reason ?? "")
        self.on = on.flatMap { Day(text: $0) }
        self.grounds = grounds
    }

    /// - Parameters:
    ///   - before: the last step; nil where there was none.
    func checked(
        after before: AnchorStep?, opinions: Int, today: Day
    ) throws(ChainRefusal) -> (stage: AnchorStage, on: Day) {
        var problems = grounds.problems
        problems += letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        let allowed = before?.stage.next ?? [.nominated]
        if let stage, let before, !allowed.contains(stage) {
            problems.append(
                Problem(
                    "现在是“\(before.stage.label)”，不能直接到“\(stage.label)”", at: .field("stage")))
        } else if stage == nil || before == nil && stage != .nominated {
            problems.append(Problem("请选到哪一步", at: .field("stage")))
        } else if stage == .recognised, opinions == 0 {
            problems.append(Problem("还没有一个单位的意见，不能认定", at: .field("stage")))
        }
        if let on {
            if on > today { problems.append(Problem("\(on)还没有到", at: .field("on"))) }
            if let before, on < before.on {
                problems.append(Problem("不能早于上一步的\(before.on)", at: .field("on")))
            }
        } else {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("on")))
        }
        guard problems.isEmpty, let stage, let on else { throw ChainRefusal(problems) }
        return (stage, on)
    }
}

/// What a unit said, as it was typed.
package struct AnchorOpinionDraft: Sendable {
    let unit: String
    let stance: OpinionStance?
    let said: String
    let on: Day?

    package init(unit: String?, stance: String?, said: String?, on: String?) {
        self.unit = trimmed(unit ?? "")
        self.stance = stance.flatMap(OpinionStance.init)
        self.said = trimmed(said ?? "")
        self.on = on.flatMap { Day(text: $0) }
    }

    func checked(
        after step: AnchorStep, units: Units, today: Day
    ) throws(ChainRefusal) -> (stance: OpinionStance, on: Day) {
        var problems = letters([(said, "said", .lettersOfGapText)], isRequired: stance != .agrees)
        if step.stage != .consulted {
            problems.append(Problem("不在征求意见的阶段", at: .field("unit")))
        }
        if !(units[unit]?.exists(on: today) ?? false) {
            problems.append(Problem("请选单位", at: .field("unit")))
        }
        if stance == nil { problems.append(Problem("请选意见", at: .field("stance"))) }
        if let on {
            if on > today { problems.append(Problem("\(on)还没有到", at: .field("on"))) }
            if on < step.on {
                problems.append(Problem("不能早于开始征求意见的\(step.on)", at: .field("on")))
            }
        } else {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("on")))
        }
        guard problems.isEmpty, let stance, let on else { throw ChainRefusal(problems) }
        return (stance, on)
    }
}

extension Limit {
    package static let anchorsOfChain: Limit = 500
    static let stepsOfAnchor: Limit = 200
    static let opinionsOfAnchor: Limit = 1_000
    static let membersOfAnchor: Limit = 50
}
