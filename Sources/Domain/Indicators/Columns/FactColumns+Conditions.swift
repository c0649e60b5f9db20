import Basics
import Rules

/// Facts that a figure may count: where each stands in the columns.
struct ColumnFacts {
    let source: FactSource
    /// Rows of the source's own columns.
    var own: [Int32] = []
    /// Rows of what was known of their projects; empty where nothing asks for it.
    var states: [Int32] = []

    var count: Int { own.count }
}

/// One column of some facts.
enum ColumnValues {
    /// 0 is unknown.
    case words([Int32])
    /// `unknownAmount`
    case amounts([Int64])
    /// `unknownDay` and `undatedDay`
    case days([Int32])
    /// 0 or 1.
    case flags([UInt8])
}

/// False, unknown, true (Kleene): the least of parts is «and», the most «or».
enum Truth {
    static let no: UInt8 = 0
    static let unknown: UInt8 = 1
    static let yes: UInt8 = 2
}

extension FactColumns {
    /// A field as `FactSource` names it; nil of one that the columns don't hold.
    func values(_ name: String, of facts: ColumnFacts, _ scope: FactScope) -> ColumnValues? {
        func own<Value>(_ column: [Value]) -> [Value] { facts.own.map { column[Int($0)] } }
        func state<Value>(_ column: [Value]) -> [Value] { facts.states.map { column[Int($0)] } }
        switch (facts.source, name) {
        case (.receipt, "unit"): return .words(own(receipts.unit))
        case (.receipt, "counted_on"): return .days(own(receipts.counted))
        case (.receipt, "arrived_on"): return .days(own(receipts.arrived))
        case (.receipt, "layer"): return .words(own(receipts.layer))
        case (.receipt, "capital"): return .words(own(receipts.capital))
        case (.receipt, "money_source"): return .words(own(receipts.source))
        case (.receipt, "yuan"): return .amounts(own(receipts.yuan))
        case (.receipt, "usd"): return .amounts(own(receipts.dollars))
        case (.receipt, "excluded"): return .flags(excluded(facts, scope.known.microseconds))
        case (.stage, "stage"): return .words(own(events.stage))
        case (.stage, "happened_on"): return .days(own(events.day))
        case (_, "unit"): return .words(state(states.unit))
        case (_, "class"): return .words(state(states.projectClass))
        case (_, "standing"): return .words(state(states.standing))
        case (_, "in_pipeline"): return .flags(state(states.inPipeline))
        case (_, "reported_stage"): return .words(state(states.stage))
        case (_, "agreement"): return .words(state(states.agreement))
        case (_, "total"): return .amounts(state(states.total))
        case (_, "chain"): return .words(state(states.chain))
        case (_, "mode"): return .words(state(states.mode))
        case (_, "origin"): return .words(state(states.origin))
        case (_, "signed_on"): return .days(state(states.signed))
        default: return nil
        }
    }

    /// What a condition is of each fact; nil where it asks for what the columns don't hold.
    func truth(
        _ condition: Condition, of facts: ColumnFacts, _ scope: FactScope
    ) -> [UInt8]? {
        switch condition {
        case .all(let parts):
            return joined(parts, Truth.yes, of: facts, scope) { min($0, $1) }
        case .any(let parts):
            return joined(parts, Truth.no, of: facts, scope) { max($0, $1) }
        case .not(let part): return truth(part, of: facts, scope)?.map { Truth.yes - $0 }
        case .flag(let field):
            guard case .flags(let flags) = values(field, of: facts, scope) else { return nil }
            return flags.map { $0 * Truth.yes }
        case .isKnown(let field): return values(field, of: facts, scope)?.known
        case .compares(let field, let comparison, let operand):
            guard let literal = scope.context.literal(operand) else {
                return [UInt8](repeating: Truth.unknown, count: facts.count)
            }
            return values(field, of: facts, scope)?.compared(comparison, literal, words)
        case .isIn(let field, let operands):
            let literals = operands.compactMap(scope.context.literal)
            guard let values = values(field, of: facts, scope) else { return nil }
            var found = values.known?.map { $0 == Truth.yes ? Truth.no : Truth.unknown }
            if literals.isEmpty { found = [UInt8](repeating: Truth.no, count: facts.count) }
            for literal in literals {
                guard let equal = values.compared(.equal, literal, words) else { return nil }
                found = found.map { zip($0, equal).map { max($0, $1) } }
            }
            return found
        case .holds(let function, let words):
            return holds(function, scope.context.words(words), of: facts, scope)
        }
    }

    private func joined(
        _ parts: [Condition], _ none: UInt8, of facts: ColumnFacts, _ scope: FactScope,
        by join: (UInt8, UInt8) -> UInt8
    ) -> [UInt8]? {
        guard var found = parts.first.map({ truth($0, of: facts, scope) }) else {
            return [UInt8](repeating: none, count: facts.count)
        }
        for part in parts.dropFirst() {
            guard let truth = truth(part, of: facts, scope) else { return nil }
            found = found.map { zip($0, truth).map(join) }
        }
        return found
    }

    private func holds(
        _ function: FactFunction, _ named: [String], of facts: ColumnFacts, _ scope: FactScope
    ) -> [UInt8] {
        let (codes, known) = (named.map(words.known), scope.known.microseconds)
        let last = Int32(scope.context.lastDay.number)
        func came(_ row: Int32) -> Bool {
            events.step[Int(row)] == .reached && events.known[Int(row)] < known
                && codes.contains(events.stage[Int(row)])
        }
        func isMet(_ project: Int32) -> Bool {
            let rows = events.ranges[Int(project)]
            switch function {
            case .reached: return rows.contains { came($0) }
            case .reachedByEnd:
                return rows.contains { came($0) && events.day[Int($0)] <= last }
            case .noted:
                return codes.contains { fact in
                    let step = rows.last { row in
                        events.step[Int(row)] != .reached && events.stage[Int(row)] == fact
                            && events.known[Int(row)] < known
                    }
                    return step.map { events.step[Int($0)] == .noted } ?? false
                }
            case .listed:
                return listings[project]?.contains { span in
                    codes.contains(span.kind) && span.known < known && span.until >= known
                } ?? false
            }
        }
        return projects(of: facts).map { isMet($0) ? Truth.yes : Truth.no }
    }

    private func projects(of facts: ColumnFacts) -> [Int32] {
        switch facts.source {
        case .project: facts.own.map { states.project[Int($0)] }
        case .stage: facts.own.map { events.project[Int($0)] }
        case .receipt: facts.own.map { receipts.project[Int($0)] }
        }
    }

    private func excluded(_ facts: ColumnFacts, _ known: Int64) -> [UInt8] {
        if exclusions.isEmpty { return [UInt8](repeating: 0, count: facts.count) }
        return zip(facts.own, projects(of: facts)).map { row, project in
            guard let spans = exclusions[project] else { return 0 }
            let counted = receipts.counted[Int(row)]
            return spans.contains { span in
                span.known < known && span.since <= counted
                    && (span.end.map { $0 > counted || span.until >= known } ?? true)
            } ? 1 : 0
        }
    }
}

extension ColumnValues {
    fileprivate var known: [UInt8]? {
        func told<Value>(_ values: [Value], _ isKnown: (Value) -> Bool) -> [UInt8] {
            values.map { isKnown($0) ? Truth.yes : Truth.no }
        }
        switch self {
        case .words(let codes): return told(codes) { $0 != 0 }
        case .amounts(let amounts): return told(amounts) { $0 != unknownAmount }
        case .days(let days): return told(days) { $0 > undatedDay }
        case .flags(let flags): return told(flags) { _ in true }
        }
    }

    /// Nil where the two can't be compared.
    fileprivate func compared(
        _ comparison: Comparison, _ literal: Literal, _ words: FactWords
    ) -> [UInt8]? {
        func told<Value: Comparable>(
            _ values: [Value], _ other: Value, _ isKnown: (Value) -> Bool
        ) -> [UInt8] {
            func told(_ isMet: (Value) -> Bool) -> [UInt8] {
                values.map { value in
                    guard isKnown(value) else { return Truth.unknown }
                    return isMet(value) ? Truth.yes : Truth.no
                }
            }
            // Asked once for all: the loop then has no call in it.
            return switch comparison {
            case .equal: told { $0 == other }
            case .different: told { $0 != other }
            case .atLeast: told { $0 >= other }
            case .atMost: told { $0 <= other }
            case .more: told { $0 > other }
            case .less: told { $0 < other }
            }
        }
        switch (self, literal) {
        case (.words(let codes), _):
            let other = words.known(literal.written)
            guard comparison == .equal || comparison == .different else { return nil }
            return told(codes, other) { $0 != 0 }
        case (.amounts(let amounts), .amount(let money)):
            return told(amounts, money.minor) { $0 != unknownAmount }
        case (.days(let days), .day(let day)):
            return told(days, Int32(day.number)) { $0 > undatedDay }
        default: return nil
        }
    }
}
