package import Basics
package import Companies
import Evidence
package import People
package import Rules
import Texts

/// How targets are looked at: weighed by which rule, on which day, and whether who looks is let
/// into what was said with companies.
package struct TargetView: Sendable {
    let rule: TargetRule?
    let today: Day
    let hearsTalks: Bool
    /// Whose sight of anchor companies' sheets counts; nobody's where nil.
    let reader: Actor?

    package init(rule: TargetRule?, today: Day, hearsTalks: Bool, reader: Actor? = nil) {
        self.rule = rule
        self.today = today
        self.hearsTalks = hearsTalks
        self.reader = reader
    }

    package init(of actor: Actor, rule: TargetRule?, today: Day) {
        self.init(rule: rule, today: today, hearsTalks: actor.hearsTalks, reader: actor)
    }
}

/// A company that could fill a link (目标企业), with what speaks for it.
package struct Target: Sendable {
    package let company: Company
    /// GB/T 2260, where it does what the link does.
    package let places: [String]
    /// What the sources say of it at the link.
    package let notes: [String]
    /// Why it is here though nobody placed it at the link.
    package let leads: [TargetLead]
    /// Kinds of lists that it stands on, and of its recognitions in force.
    package let honours: Set<String>
    /// What rules it out.
    package let vetoes: [TargetVeto]
    package let facts: TargetFacts
    package let score: TargetScore
    /// The newest first.
    package let signs: [ExpansionSign]
    package let acts: [TargetAct]

    package var state: TargetState {
        if !vetoes.isEmpty { return .vetoed }
        return acts.lazy.compactMap { $0.kind.state }.first ?? .candidate
    }

    /// Nobody is to call on it: it was removed, or a rule says so.
    package var isOut: Bool { state == .removed || state == .vetoed }

    package var introducer: String? { acts.lazy.compactMap(\.introducer).first }
    package var lastContact: TargetAct? { acts.first { $0.kind == .contact } }
}

package enum TargetState: String, Sendable, CaseIterable {
    case pursued, candidate, doubtful, removed
    /// By a rule of the city, as long as it applies; whatever was decided before.
    case vetoed

    package var label: Phrase {
        switch self {
        case .pursued: "重点跟进"
        case .candidate: "候选"
        case .doubtful: "待核实"
        case .removed: "已移除"
        case .vetoed: "规则否决"
        }
    }
}

package enum TargetActKind: String, Sendable, CaseIterable {
    case pursue, doubt, remove, restore, contact, outcome

    package var label: Phrase {
        switch self {
        case .pursue: "重点跟进"
        case .doubt: "待核实"
        case .remove: "移除"
        case .restore: "重新提出"
        case .contact: "见了一面"
        case .outcome: "有了结果"
        }
    }

    /// What it makes of the target; nil where it changes nothing.
    package var state: TargetState? {
        switch self {
        case .pursue: .pursued
        case .doubt: .doubtful
        case .remove: .removed
        case .restore: .candidate
        case .contact, .outcome: nil
        }
    }
}

/// Something done about a target, with the score of that day: what came of it is compared with
/// what was thought.
package struct TargetAct: Sendable, Hashable {
    package let number: Int64
    package let kind: TargetActKind
    package let note: String
    package let introducer: String?
    package let on: Day
    package let score: Int?
    /// How much was known, in percent.
    package let coverage: Int
    package let by: String
    package let at: Instant
}

/// What says that a company is about to invest.
package struct ExpansionSign: Sendable, Hashable {
    package let number: Int64
    package let kind: ExpansionSignKind
    package let said: String
    package let on: Day
    package let source: Identifier
}

package enum ExpansionSignKind: String, Sendable, CaseIterable {
    case raising, environment, land, equipment, hiring, capital, statement

    package var label: Phrase {
        switch self {
        case .raising: "募投公告"
        case .environment: "环评公示"
        case .land: "拿地"
        case .equipment: "设备采购"
        case .hiring: "招聘"
        case .capital: "增资"
        case .statement: "公开表示"
        }
    }
}

/// Something done about a target, as it was typed.
package struct TargetActDraft: Sendable, Hashable {
    let kind: TargetActKind?
    let note: String
    let introducer: String
    let on: Day?
    /// A day was typed that is none.
    let isDayWrong: Bool

    package init(act: String?, note: String?, introducer: String? = nil, on: String? = nil) {
        kind = act.flatMap(TargetActKind.init)
        self.note = trimmed(note ?? "")
        self.introducer = trimmed(introducer ?? "")
        let day = trimmed(on ?? "")
        self.on = Day(text: day)
        isDayWrong = !day.isEmpty && self.on == nil
    }

    func checked(_ target: Target, today: Day) throws(ChainRefusal) -> TargetActKind {
        let state = target.state
        var problems = letters([(note, "note", .lettersOfGapText)], isRequired: true)
        problems += letters([(introducer, "introducer", .lettersOfGapText)], isRequired: false)
        if kind == nil { problems.append(Problem("请选办什么", at: .field("act"))) }
        if isDayWrong { problems.append(Problem("日期应写作 2026-10-31", at: .field("on"))) }
        if let on, on > today { problems.append(Problem("\(on)还没有到", at: .field("on"))) }
        let isCall = kind == .pursue || kind == .doubt || kind == .contact
        if state == .removed, isCall {
            let removal = target.acts.first { $0.kind == .remove }?.note ?? ""
            problems.append(
                Problem("这家企业已移除（\(removal)）；情况变了先“重新提出”", at: .field("act")))
        }
        if state == .vetoed, isCall || kind == .restore {
            let names = target.vetoes.map(\.name.zh).joined(separator: "、")
            problems.append(
                Problem("规则否决（\(names)）：不在名单最新一期上了才能跟进", at: .field("act")))
        } else if state != .removed, kind == .restore {
            problems.append(Problem("这家企业没有移除", at: .field("act")))
        }
        guard problems.isEmpty, let kind else { throw ChainRefusal(problems) }
        return kind
    }
}

/// A sign of expansion as it was typed.
package struct SignDraft: Sendable {
    let kind: ExpansionSignKind?
    let said: String
    let on: Day?
    let grounds: Grounds

    package init(kind: String?, said: String?, on: String?, grounds: Grounds) {
        self.kind = kind.flatMap(ExpansionSignKind.init)
        self.said = trimmed(said ?? "")
        self.on = on.flatMap { Day(text: $0) }
        self.grounds = grounds
    }

    func checked(today: Day) throws(ChainRefusal) -> (kind: ExpansionSignKind, on: Day) {
        var problems = grounds.problems
        problems += letters([(said, "said", .lettersOfGapText)], isRequired: true)
        if kind == nil { problems.append(Problem("请选是什么迹象", at: .field("kind"))) }
        if on == nil { problems.append(Problem("日期应写作 2026-10-31", at: .field("on"))) }
        if let on, on > today { problems.append(Problem("\(on)还没有到", at: .field("on"))) }
        guard problems.isEmpty, let kind, let on else { throw ChainRefusal(problems) }
        return (kind, on)
    }
}

extension Actor {
    /// Whether one is let into what was said with companies: who works on chains, and who sees the
    /// whole city.
    package var hearsTalks: Bool { may(.editChains) || sight == .all }
}
