package import Basics

/// What is known of one fact, asked without a database: by rules that look at one value, by worked
/// examples, and by the tests as the slow way.
package struct FactValues: Sendable, Hashable {
    /// By the field's name; what is not there is unknown.
    package var fields: [String: FactValue]
    /// The stages that count, each with its day.
    package var reached: [String: Day]
    /// The dated facts that hold.
    package var noted: Set<String>
    /// The lists of companies on which an investor stands.
    package var listed: Set<String> = []

    package init(
        fields: [String: FactValue], reached: [String: Day] = [:], noted: Set<String> = []
    ) {
        self.fields = fields
        self.reached = reached
        self.noted = noted
    }
}

package enum FactValue: Sendable, Hashable {
    case amount(Money)
    case day(Day)
    case word(String)
    case flag(Bool)
}

/// What conditions are asked with.
package struct ConditionContext: Sendable {
    /// The period's last day.
    package let lastDay: Day
    package let parameters: [String: Literal]

    package init(lastDay: Day, parameters: [String: Literal]) {
        self.lastDay = lastDay
        self.parameters = parameters
    }

    /// With what stands for the parameters among them.
    package func words(_ words: [String]) -> [String] {
        words.map { word in
            word.hasPrefix("$") ? parameters[String(word.dropFirst())]?.written ?? word : word
        }
    }

    package func literal(_ operand: Operand) -> Literal? {
        switch operand {
        case .literal(let literal): literal
        case .parameter(let name): parameters[name]
        }
    }
}

extension Condition {
    /// True, false, or nil for unknown: false and unknown is false, true or unknown true (Kleene).
    package func isMet(by fact: FactValues, _ context: ConditionContext) -> Bool? {
        switch self {
        case .all(let parts):
            let met = parts.map { $0.isMet(by: fact, context) }
            return met.contains(false) ? false : met.contains(nil) ? nil : true
        case .any(let parts):
            let met = parts.map { $0.isMet(by: fact, context) }
            return met.contains(true) ? true : met.contains(nil) ? nil : false
        case .not(let part): return part.isMet(by: fact, context).map { !$0 }
        case .compares(let field, let comparison, let operand):
            guard let value = fact.fields[field], let literal = context.literal(operand) else {
                return nil
            }
            return value.isMet(comparison, literal)
        case .isIn(let field, let operands):
            guard let value = fact.fields[field] else { return nil }
            return operands.compactMap(context.literal).contains { value.isMet(.equal, $0) == true }
        case .isKnown(let field): return fact.fields[field] != nil
        case .flag(let field): return fact.fields[field].map { $0 == .flag(true) }
        case .holds(let function, let words):
            let words = context.words(words)
            switch function {
            case .reached: return words.contains { fact.reached[$0] != nil }
            case .reachedByEnd:
                return words.contains { fact.reached[$0].map { $0 <= context.lastDay } ?? false }
            case .noted: return words.contains(where: fact.noted.contains)
            case .listed: return words.contains(where: fact.listed.contains)
            }
        }
    }
}

extension FactValue {
    /// Nil where the two can't be compared.
    fileprivate func isMet(_ comparison: Comparison, _ literal: Literal) -> Bool? {
        switch (self, literal) {
        case (.amount(let money), .amount(let other)):
            return money.currency == other.currency
                ? comparison.holds(money.minor, other.minor) : nil
        case (.day(let day), .day(let other)): return comparison.holds(day, other)
        case (.word(let word), _): return comparison.holds(word, literal.written)
        default: return nil
        }
    }
}

extension Comparison {
    package func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .different: left != right
        case .atLeast: left >= right
        case .atMost: left <= right
        case .more: left > right
        case .less: left < right
        }
    }
}
