import Basics
import Facts
package import People
package import Storage
import Texts

/// A word on one line of a document.
package enum Verdict: String, Sendable, CaseIterable {
    case accepted, rejected
    /// As if nothing had been said; what a person made of a line is taken back with it.
    case proposed
}

/// A figure as somebody corrects it; empty is none.
package struct FactDraft: Sendable {
    package let metric: String
    package let value: String
    package let unit: String
    package let qualifier: String
    package let period: String
    package let scope: String
    package let yoyPercent: String

    package init(_ field: (String) -> String?) {
        func text(_ name: String) -> String { trimmed(field(name) ?? "") }
        metric = text("metric")
        value = text("value")
        unit = text("unit")
        qualifier = text("qualifier")
        period = text("period")
        scope = text("scope")
        yoyPercent = text("yoy_percent")
    }
}

/// An instruction as somebody corrects it.
package struct InstructionDraft: Sendable {
    package let text: String
    package let owners: String
    package let due: String

    package init(_ field: (String) -> String?) {
        text = trimmed(field("text") ?? "")
        owners = trimmed(field("owners") ?? "")
        due = trimmed(field("due") ?? "")
    }
}

extension Limit {
    static let lettersOfMetric: Limit = 120
    static let lettersOfScope: Limit = 60
}

extension Transaction {
    /// Accepts a line, rejects it with or without a reason, or takes back what was said of it.
    /// Refused where somebody decided since the page was shown.
    package func decide(
        _ kind: ProposalKind, _ number: Int64, ofDocument document: Int64, _ verdict: Verdict,
        because reason: String, version: Int64, visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        let document = try decidable(document, visibleTo: sight, occasion)
        let review = try review(kind, number, of: document)
        try requireUnpublished(kind, number, of: document)
        let reason = reason.isEmpty ? nil : try checkedReason(reason)
        var state = ReviewState.accepted
        switch verdict {
        case .accepted: break
        case .rejected: state = .rejected
        case .proposed: state = review.mends == nil ? .proposed : .withdrawn
        }
        try move(kind, number, of: document, to: state, reason, from: version, occasion)
        if state == .withdrawn, let mended = review.mends {
            let old = try self.review(kind, mended, of: document)
            try move(kind, mended, of: document, to: .proposed, nil, from: old.version, occasion)
        }
        try tell(kind, "decided", number, of: document, as: state, occasion)
    }

    /// Puts in place of a figure what a person read there, accepted. The figure that the rules
    /// read stays beside it.
    package func mend(
        fact number: Int64, ofDocument document: Int64, _ draft: FactDraft, version: Int64,
        called names: Set<String>, visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        let document = try decidable(document, visibleTo: sight, occasion)
        guard let old = try fact(number, of: document) else { throw UnknownDocument() }
        try requireUnpublished(.fact, number, of: document)
        let told = try draft.fact(inPlaceOf: old.told)
        try move(.fact, number, of: document, to: .mended, nil, from: version, occasion)
        let fresh = try nextLine(.fact, of: document)
        try insert(told, inPlaceOf: old, number: fresh, called: names, occasion)
        try tell(.fact, "mended", fresh, of: document, as: .accepted, occasion)
    }

    /// The same of an instruction.
    package func mend(
        instruction number: Int64, ofDocument document: Int64, _ draft: InstructionDraft,
        version: Int64, visibleTo sight: Sight, _ occasion: Occasion
    ) throws {
        let document = try decidable(document, visibleTo: sight, occasion)
        guard let old = try instruction(number, of: document) else { throw UnknownDocument() }
        let told = try draft.instruction(inPlaceOf: old.told)
        try move(.instruction, number, of: document, to: .mended, nil, from: version, occasion)
        let fresh = try nextLine(.instruction, of: document)
        try insert(told, inPlaceOf: old, number: fresh, occasion)
        try tell(.instruction, "mended", fresh, of: document, as: .accepted, occasion)
    }

    /// What stands in a series is put right there.
    private func requireUnpublished(
        _ kind: ProposalKind, _ number: Int64, of document: Document
    ) throws {
        guard kind == .fact, let series = try fact(number, of: document)?.series else { return }
        throw DocumentRefusal([Problem("已登记到公开数据“\(series)”，要改先到那里更正")])
    }

    private func review(
        _ kind: ProposalKind, _ number: Int64, of document: Document
    ) throws -> Review {
        let found =
            switch kind {
            case .fact: try fact(number, of: document)?.review
            case .instruction: try instruction(number, of: document)?.review
            }
        guard let found else { throw UnknownDocument() }
        return found
    }

    private func move(
        _ kind: ProposalKind, _ number: Int64, of document: Document, to state: ReviewState,
        _ reason: String?, from version: Int64, _ occasion: Occasion
    ) throws {
        let isOpen = state == .proposed
        let moved = try rows(
            """
            UPDATE \(kind.table) SET state = \(state.rawValue),
                decided_by = \(isOpen ? nil : occasion.actor.name),
                decided_at = \(isOpen ? nil : occasion.at), reason = \(reason),
                version = version + 1
            WHERE city_id = \(city) AND document = \(document.number) AND number = \(number)
                AND version = \(version)
                AND state IN \(ReviewState.moving(to: state).map(\.rawValue))
            RETURNING version
            """)
        guard !moved.isEmpty else {
            throw DocumentRefusal([Problem("这一条刚刚由别人办过，请看过后再定")])
        }
    }

    private func nextLine(_ kind: ProposalKind, of document: Document) throws -> Int64 {
        try rows(
            """
            SELECT coalesce(max(number), 0) AS last FROM \(kind.table)
            WHERE city_id = \(city) AND document = \(document.number)
            """)[0].integer("last") + 1
    }

    private func tell(
        _ kind: ProposalKind, _ what: String, _ number: Int64, of document: Document,
        as state: ReviewState, _ occasion: Occasion
    ) throws {
        try record(
            "document.\(kind.rawValue)_\(what)", on: [document.subject],
            by: occasion.actor.name, at: occasion.at,
            body: .object(["line": JSONValue(number), "state": .string(state.rawValue)]))
    }
}

extension ReviewState {
    /// From where a line may come to a state.
    static func moving(to state: ReviewState) -> [ReviewState] {
        switch state {
        case .proposed: [.accepted, .rejected, .mended]
        case .accepted: [.proposed, .rejected]
        case .rejected: [.proposed, .accepted]
        case .mended: [.proposed, .accepted, .rejected]
        case .withdrawn: [.accepted, .rejected]
        }
    }
}

extension FactDraft {
    /// Refuses with every field that can't be read.
    fileprivate func fact(inPlaceOf old: TextFact) throws(DocumentRefusal) -> TextFact {
        var problems: [Problem] = []
        func wrong(_ message: Phrase, _ field: String) {
            problems.append(Problem(message, at: .field(field)))
        }
        if metric.isEmpty { wrong("写明是什么数", "metric") }
        problems += letters(
            [(metric, "metric", .lettersOfMetric), (scope, "scope", .lettersOfScope)],
            isRequired: false)
        let number = amount(value)
        if number == nil { wrong("数值写成 928、57.2亿、-2.3", "value") }
        let unit = FactUnit(rawValue: unit)
        if unit == nil { wrong("没有这种单位", "unit") }
        let qualifier = FactQualifier(rawValue: qualifier)
        if qualifier == nil { wrong("没有这种说法", "qualifier") }
        let period = FactPeriod(text: period)
        if period == nil, !self.period.isEmpty {
            wrong("期间写成 2025、2025-Q1、2025-10、2025-01/2025-10", "period")
        }
        let growth = exactNumber(yoyPercent)
        if growth == nil, !yoyPercent.isEmpty { wrong("同比写成 14.1 或 -2.3", "yoy_percent") }
        guard problems.isEmpty, let number, let unit, let qualifier else {
            throw DocumentRefusal(problems)
        }
        var told = old
        told.metric = metric
        told.value = number
        told.unit = unit
        told.qualifier = qualifier
        told.period = period
        told.scope = scope.isEmpty ? nil : scope
        told.yoyPercent = growth
        return told
    }

    /// `57.2亿` is 5720000000.
    private func amount(_ text: String) -> ExactNumber? {
        let factors: [(String, Int64)] = [("亿", 100_000_000), ("万", 10_000)]
        guard let (word, factor) = factors.first(where: { text.hasSuffix($0.0) }) else {
            return exactNumber(text)
        }
        return exactNumber(String(text.dropLast(word.count)))?.scaled(by: factor)
    }
}

extension InstructionDraft {
    fileprivate func instruction(
        inPlaceOf old: Instruction
    ) throws(DocumentRefusal) -> Instruction {
        var problems: [Problem] = []
        if text.isEmpty { problems.append(Problem("写明要做什么", at: .field("text"))) }
        problems += letters([(text, "text", .lettersOfInstruction)], isRequired: false)
        let names = owners.split(whereSeparator: { "、，,;； \n".contains($0) }).map(String.init)
        if names.count > Limit.ownersOfInstruction.count {
            problems.append(
                Problem("最多\(Limit.ownersOfInstruction.count)个单位", at: .field("owners")))
        }
        let day = Day(text: due)
        if day == nil, !due.isEmpty {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("due")))
        }
        guard problems.isEmpty else { throw DocumentRefusal(problems) }
        return Instruction(
            kind: old.kind, piece: old.piece, sentence: old.sentence, clause: old.clause,
            text: text, action: old.action, object: old.object,
            owners: names.map { name in
                old.owners.first { $0.name == name }
                    ?? InstructionOwner(name: name, part: .asked, span: old.sentence)
            },
            due: day.map { day in
                if let due = old.due, due.last == day { return due }
                return InstructionDue(
                    text: day.description, span: old.sentence, last: day, isCompleted: false)
            }, targets: old.targets, headings: old.headings, saying: old.saying,
            mayBecomeTask: old.mayBecomeTask)
    }
}
