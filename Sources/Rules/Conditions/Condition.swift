package import Basics

/// What a rule asks of a fact: true, false, or unknown where what it asks for is not known. One
/// grammar for all rules, read by `Condition.read`, compiled to SQL or asked of a value.
package indirect enum Condition: Sendable, Hashable {
    /// True without parts.
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case compares(field: String, Comparison, Operand)
    case isIn(field: String, [Operand])
    case isKnown(field: String)
    case flag(field: String)
    case holds(FactFunction, [String])

    package static let always = Condition.all([])
}

package enum Comparison: String, Sendable, CaseIterable {
    case equal = "==", different = "!=", atLeast = ">=", atMost = "<=", more = ">", less = "<"

    var isOrder: Bool { self != .equal && self != .different }
}

package enum Operand: Sendable, Hashable {
    case literal(Literal)
    /// `$floor`: a parameter of the rule.
    case parameter(String)
}

package enum Literal: Sendable, Hashable {
    case amount(Money)
    case day(Day)
    case word(String)
}

extension Literal {
    /// `1亿元`, `500万美元`, `2024-01-01`, else a word.
    package init(text: String) {
        if let day = Day(text: text) {
            self = .day(day)
        } else if let amount = amountWritten(text) {
            self = .amount(amount)
        } else {
            self = .word(text)
        }
    }

    /// As the grammar reads it.
    package var written: String { name.zh }

    package var name: LocalName {
        switch self {
        case .amount(let money): money.words
        case .day(let day): LocalName(zh: day.description)
        case .word(let word): LocalName(zh: word)
        }
    }
}

extension Condition {
    /// The fields that it asks for.
    package var fields: Set<String> {
        switch self {
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { $0.formUnion($1.fields) }
        case .not(let part): part.fields
        case .compares(let field, _, _), .isIn(let field, _), .isKnown(let field),
            .flag(let field):
            [field]
        case .holds: []
        }
    }

    /// Whether it asks for the course of a project.
    package var asksForCourse: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.asksForCourse)
        case .not(let part): part.asksForCourse
        case .holds: true
        case .compares, .isIn, .isKnown, .flag: false
        }
    }

    /// What it asks of a project beside its fields, with the identifiers.
    var held: [(function: FactFunction, words: [String])] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.held)
        case .not(let part): part.held
        case .holds(let function, let words): [(function, words)]
        case .compares, .isIn, .isKnown, .flag: []
        }
    }

    /// Its parts that are true or false of every fact of the source, and those that can be unknown.
    package func parted(of source: FactSource) -> (known: Condition, open: Condition) {
        let parts = if case .all(let parts) = self { parts } else { [self] }
        func isKnown(_ part: Condition) -> Bool {
            part.fields.allSatisfy { source.field($0)?.isAlwaysKnown == true }
        }
        return (.all(parts.filter(isKnown)), .all(parts.filter { !isKnown($0) }))
    }
}
