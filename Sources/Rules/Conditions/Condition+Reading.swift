package import Basics
import Texts

extension Limit {
    /// Letters of one condition or measure.
    static let lettersOfCondition: Limit = 2_000
    /// How deep brackets and `not` may stand inside each other.
    static let depthOfCondition: Limit = 32
}

extension Condition {
    /// Reads `total >= $floor and not (agreement == framework or dropped)`. Nil with every problem
    /// where it cannot be read or asks a source for what it doesn't have.
    static func read(
        _ node: RuleNode, of source: FactSource, parameters: [RuleParameter],
        _ problems: inout [Problem]
    ) -> Condition? {
        guard let text = node.asText(&problems) else { return nil }
        guard text.count <= Limit.lettersOfCondition.count else {
            problems.append(node.problem("条件最多\(Limit.lettersOfCondition.count)个字"))
            return nil
        }
        var reader = ConditionReader(text)
        guard let condition = reader.whole() else {
            problems.append(
                node.problem("条件“\(node.written)”在“\(reader.here)”处读不懂"))
            return nil
        }
        let found = condition.problems(in: source, parameters).map { node.problem($0) }
        problems += found
        return found.isEmpty ? condition : nil
    }

    private func problems(in source: FactSource, _ parameters: [RuleParameter]) -> [Phrase] {
        func type(_ name: String) -> FactType? { source.field(name)?.type }
        func unknown(_ name: String) -> Phrase {
            "\(source.label)没有“\(name)”：\(source.fields.map(\.name).joined(separator: " "))"
        }
        switch self {
        case .all(let parts), .any(let parts):
            return parts.flatMap { $0.problems(in: source, parameters) }
        case .not(let part): return part.problems(in: source, parameters)
        case .flag(let field):
            guard let type = type(field) else { return [unknown(field)] }
            return type == .flag ? [] : ["“\(field)”不是是非，须与什么比较"]
        case .isKnown(let field): return type(field) == nil ? [unknown(field)] : []
        case .compares(let field, let comparison, let operand):
            guard let type = type(field) else { return [unknown(field)] }
            if comparison.isOrder, !type.isOrdered { return ["“\(field)”不分大小"] }
            return problem(of: operand, with: field, type, parameters).map { [$0] } ?? []
        case .isIn(let field, let operands):
            guard let type = type(field) else { return [unknown(field)] }
            return operands.compactMap { problem(of: $0, with: field, type, parameters) }
        case .holds(_, let words):
            if words.isEmpty { return ["括号里至少写一个标识"] }
            return words.filter { $0.hasPrefix("$") }.map { String($0.dropFirst()) }
                .filter { name in !parameters.contains { $0.id == name } }
                .map { "没有“\($0)”这个参数" }
        }
    }

    private func problem(
        of operand: Operand, with field: String, _ type: FactType, _ parameters: [RuleParameter]
    ) -> Phrase? {
        switch operand {
        case .literal(let literal): return literal.problem(with: field, type)
        case .parameter(let name):
            guard let parameter = parameters.first(where: { $0.id == name }) else {
                return "没有“\(name)”这个参数"
            }
            return parameter.choices.lazy.compactMap { $0.problem(with: field, type) }.first
        }
    }
}

extension Literal {
    /// Why a field of this type can't be compared with it.
    fileprivate func problem(with field: String, _ type: FactType) -> Phrase? {
        switch (type, self) {
        case (.amount(let currency), .amount(let money)):
            return currency == money.currency
                ? nil : "“\(field)”是\(currency.name)，不能与“\(written)”相比"
        case (.amount, _): return "“\(field)”是金额，不能与“\(written)”相比：写成1亿元、500万元"
        case (.day, .day): return nil
        case (.day, _): return "“\(field)”是日期，不能与“\(written)”相比：写成2026-01-31"
        case (.word(let words), .word(let word)):
            return words.contains(word)
                ? nil : "“\(field)”没有“\(word)”：\(words.joined(separator: " "))"
        case (.word(let words), _):
            return "“\(field)”没有“\(written)”：\(words.joined(separator: " "))"
        case (.text, _): return nil
        case (.flag, _): return "“\(field)”是是非，不用比较"
        }
    }
}

extension FactType {
    fileprivate var isOrdered: Bool {
        switch self {
        case .amount, .day: true
        case .word, .text, .flag: false
        }
    }
}

/// One amount with its unit and nothing beside it.
package func amountWritten(_ text: String) -> Money? {
    guard text.unicodeScalars.first.map({ ("0"..."9").contains($0) }) == true else { return nil }
    guard case .amount(let money, let marks) = readAmount(text, unit: nil),
        marks.isDisjoint(with: [.noUnit, .approximate, .oneOfSeveral, .rounded])
    else { return nil }
    return money
}

/// Descends through the text of one condition.
private struct ConditionReader {
    private var tokens: ArraySlice<String>
    private var depth = 0

    init(_ text: String) { tokens = words(of: text)[...] }

    /// What stands where reading stopped.
    var here: String { tokens.first ?? "…" }

    mutating func whole() -> Condition? {
        if tokens.isEmpty { return .always }
        guard let condition = any(), tokens.isEmpty else { return nil }
        return condition
    }

    private mutating func take(_ word: String) -> Bool {
        guard tokens.first == word else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func any() -> Condition? {
        guard let first = all() else { return nil }
        var parts = [first]
        while take("or") {
            guard let next = all() else { return nil }
            parts.append(next)
        }
        return parts.count == 1 ? first : .any(parts)
    }

    private mutating func all() -> Condition? {
        guard let first = part() else { return nil }
        var parts = [first]
        while take("and") {
            guard let next = part() else { return nil }
            parts.append(next)
        }
        return parts.count == 1 ? first : .all(parts)
    }

    private mutating func part() -> Condition? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limit.depthOfCondition.count else { return nil }
        if take("not") { return part().map(Condition.not) }
        if take("(") {
            guard let inner = any(), take(")") else { return nil }
            return inner
        }
        guard let name = tokens.first, name.isName else { return nil }
        tokens.removeFirst()
        if tokens.first == "(" {
            guard let function = FactFunction(rawValue: name), let operands = list() else {
                return nil
            }
            return .holds(
                function,
                operands.compactMap {
                    switch $0 {
                    case .literal(.word(let word)): word
                    case .parameter(let name): "$" + name
                    case .literal: nil
                    }
                }
            )
        }
        if take("in") { return list().map { .isIn(field: name, $0) } }
        if take("is") {
            let isUnknown = take("unknown")
            guard isUnknown || take("known") else { return nil }
            return isUnknown ? .not(.isKnown(field: name)) : .isKnown(field: name)
        }
        guard let comparison = tokens.first.flatMap(Comparison.init) else {
            return .flag(field: name)
        }
        tokens.removeFirst()
        return operand().map { .compares(field: name, comparison, $0) }
    }

    private mutating func list() -> [Operand]? {
        guard take("("), let first = operand() else { return nil }
        var operands = [first]
        while take(",") {
            guard let next = operand() else { return nil }
            operands.append(next)
        }
        return take(")") ? operands : nil
    }

    private mutating func operand() -> Operand? {
        guard let token = tokens.first, token.isOperand else { return nil }
        tokens.removeFirst()
        if token.hasPrefix("$") { return .parameter(String(token.dropFirst())) }
        if token.hasPrefix("'") { return .literal(.word(String(token.dropFirst()))) }
        return .literal(Literal(text: token))
    }
}

extension String {
    fileprivate var isName: Bool {
        self != "and" && self != "or"
            && utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "_") }
    }

    fileprivate var isOperand: Bool {
        !["(", ")", ",", "and", "or", "not"].contains(self) && Comparison(rawValue: self) == nil
    }
}

/// Brackets, commas and comparisons for themselves, and what stands between them and blanks; a
/// quoted text keeps its opening quote.
private func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    func isOfComparison(_ character: Character) -> Bool { "=<>!".contains(character) }
    for character in text {
        if isQuoted {
            if character == "'" {
                words.append(word)
                (word, isQuoted) = ("", false)
            } else {
                word.append(character)
            }
            continue
        }
        let startsAnew =
            character.isWhitespace || "(),'".contains(character)
            || (isOfComparison(character) != (word.first.map(isOfComparison) ?? false))
        if startsAnew, !word.isEmpty {
            words.append(word)
            word = ""
        }
        if character == "'" {
            (word, isQuoted) = ("'", true)
        } else if "(),".contains(character) {
            words.append(String(character))
        } else if !character.isWhitespace {
            word.append(character)
        }
    }
    // A quote that was never closed is read as no operand at all.
    return words + (word.isEmpty ? [] : [isQuoted ? "(" : word])
}
