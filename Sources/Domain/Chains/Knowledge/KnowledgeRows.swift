import Basics
import Rules
import Texts

/// One row that is being read; a value that isn't there, or isn't what it should be, is a problem.
struct RowReading {
    let value: JSONValue
    let place: Place
    var problems: [Problem]

    mutating func refuse(_ message: Phrase) { problems.append(Problem(message, at: place)) }

    mutating func text(_ key: String) -> String? {
        guard let text = value[key]?.string else {
            refuse("没有写“\(key)”")
            return nil
        }
        let plain = trimmed(text.withoutControls)
        guard !plain.isEmpty, plain.utf8.count <= 4 * Limit.lettersOfKnowledge.count else {
            refuse("“\(key)”应为1到\(Limit.lettersOfKnowledge.count)个字")
            return nil
        }
        return plain
    }

    func optionalText(_ key: String) -> String? { value[key]?.string }

    mutating func number(_ key: String) -> Double? {
        guard let number = value[key]?.amount, number.isFinite, abs(number) <= 1_000_000 else {
            refuse("“\(key)”应为数")
            return nil
        }
        return number
    }

    mutating func code(_ key: String) -> WrittenCode? {
        // The exchange may stand in small letters.
        guard let text = text(key)?.uppercased() else { return nil }
        let digits = String(text.prefix(6))
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let full = digits.withExchange,
            text == digits || exchanges.contains(where: { text == "\(digits).\($0)" })
        else {
            refuse("“\(text)”不是证券代码")
            return nil
        }
        let isBare = text == digits
        return WrittenCode(written: text, full: isBare ? full : text, isBare: isBare)
    }

    mutating func product(_ key: String) -> WrittenProduct? {
        guard let plain = text(key), let written = value[key]?.string else { return nil }
        return WrittenProduct(written: written, plain: plain)
    }
}

/// A code as it stands there, and with its exchange.
struct WrittenCode {
    let written: String
    let full: String
    let isBare: Bool
}

/// A product's name as it stands there, and without blanks around and control characters.
struct WrittenProduct {
    let written: String
    let plain: String
}

/// What the set says of one code.
struct CompanyRow: Sendable {
    let short: String
    let full: String
    let listedOn: String
    let line: Int

    /// Two characters of the short name stand in the full one.
    var isOfOneCompany: Bool {
        let letters = Array(short.withoutMark)
        return zip(letters, letters.dropFirst()).contains { full.contains("\($0)\($1)") }
    }
}

/// What an edge says, whatever row says it. A number of 0 is nobody's.
struct EdgeWords: Sendable, Hashable {
    let relation: KnowledgeRelation
    let from: Int64
    let to: Int64
    let weight: Double?

    init(_ relation: KnowledgeRelation, _ from: Int64, _ to: Int64, _ weight: Double? = nil) {
        self.relation = relation
        self.from = from
        self.to = to
        self.weight = weight
    }

    var turned: EdgeWords { EdgeWords(relation, to, from) }
}

struct EdgeRow: Sendable {
    let words: EdgeWords
    let line: Int
    var faults: [KnowledgeFault]
}

private let exchanges = ["SH", "SZ", "BJ"]

/// As the set writes them.
let relationsOfProducts: [String: KnowledgeRelation] = [
    "上游材料": .material, "产品小类": .kind, "下游产品": .downstream,
]

/// What a fault's words find in a name.
struct FaultWords: Sendable {
    private let names: Set<String>
    /// By the last character, and by the first.
    private let endings: [Unicode.Scalar: [[Unicode.Scalar]]]
    private let words: [Unicode.Scalar: [[Unicode.Scalar]]]
    private let longest: Int

    init(_ rule: FaultRule?) {
        func letters(_ texts: [String]?) -> [[Unicode.Scalar]] {
            (texts ?? []).map { Array($0.unicodeScalars) }.filter { !$0.isEmpty }
        }
        names = rule?.names ?? []
        endings = Dictionary(grouping: letters(rule?.endings)) { $0[$0.count - 1] }
        words = Dictionary(grouping: letters(rule?.words)) { $0[0] }
        longest = rule?.limit ?? Int.max
    }

    func match(_ name: String) -> Bool {
        if names.contains(name) { return true }
        let letters = Array(name.unicodeScalars)
        guard let last = letters.last, letters.count <= longest else { return true }
        if endings[last]?.contains(where: { letters.suffix($0.count).elementsEqual($0) }) == true {
            return true
        }
        return letters.indices.contains { place in
            words[letters[place]]?.contains { letters[place...].starts(with: $0) } == true
        }
    }
}

extension KnowledgeRule {
    /// A kind's head stands at its end, and says something.
    func isAccident(_ name: String, of wider: String) -> Bool {
        guard let accident = faults[.substringAccident] else { return false }
        return !name.hasSuffix(wider) || accident.names.contains(wider)
    }
}

extension String {
    /// Without the mark of special treatment: *ST德豪.
    var withoutMark: String {
        var rest = Substring(self)
        if rest.hasPrefix("S*ST") { return String(rest.dropFirst(4)) }
        if rest.hasPrefix("*") { rest = rest.dropFirst() }
        return rest.hasPrefix("ST") ? String(rest.dropFirst(2)) : self
    }

    fileprivate var withoutControls: String {
        guard utf8.contains(where: { $0 < 32 }) else { return self }
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars where scalar.value >= 32 { plain.append(scalar) }
        return String(plain)
    }

    /// Brackets and quotation marks have their other half.
    var isPaired: Bool {
        var (open, straight) = (0, 0)
        for scalar in unicodeScalars {
            switch scalar {
            case "(", "（", "“": open += 1
            case ")", "）", "”": open -= 1
            case "\"": straight += 1
            default: break
            }
        }
        return open == 0 && straight.isMultiple(of: 2)
    }
}

extension JSONValue {
    var amount: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}

extension Double {
    /// A whole number without its point.
    var shown: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : "\(self)" }
}
