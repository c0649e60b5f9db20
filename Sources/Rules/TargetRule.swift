package import Basics

/// By which numbers companies are weighed as targets (目标企业) of a link, and what rules one out.
package struct TargetRule: Hashable, Sendable {
    package let values: [TargetValue: Double]
    /// 一票否决: any one keeps a company off, whatever its score.
    package let vetoes: [TargetVeto]

    package init(values: [TargetValue: Double], vetoes: [TargetVeto] = []) {
        self.values = values
        self.vetoes = vetoes
    }
}

/// A list whose companies are not called on: 失信被执行人.
package struct TargetVeto: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// The kind of list; its newest edition counts.
    package let list: String
    let place: Place

    package init(id: String, name: LocalName, list: String, place: Place) {
        self.id = id
        self.name = name
        self.list = list
        self.place = place
    }
}

/// Values of weighing. Weights say how much each part counts; what is absent keeps the product's
/// own.
package enum TargetValue: String, SettableValue {
    case fitWeight = "fit_weight"
    case pullWeight = "pull_weight"
    case strengthWeight = "strength_weight"
    case expansionWeight = "expansion_weight"
    case presenceWeight = "presence_weight"
    case closenessWeight = "closeness_weight"
    /// Of the weights, the part that must be known before a score takes a rank.
    case coverageLeast = "coverage_least"
    /// How long a sign of expansion counts in full, and for how long at all, in days.
    case freshDays = "fresh_days"
    case oldDays = "old_days"

    package var range: ClosedRange<Double> {
        switch self {
        case .coverageLeast: 0...1
        case .freshDays, .oldDays: 1...3_650
        default: 0...100
        }
    }
}

extension TargetRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> TargetRule? {
        let values = ValuesRule<TargetValue>.read(node, &problems)
        var seen: Set<String> = []
        let vetoes = node.optionalList("vetoes", &problems).compactMap { element in
            element.onlyKeys(["id", "name", "en", "list"], &problems)
            let id = element.identifierWord("id", &problems)
            let name = element.localName(&problems)
            let list = element.text("list", &problems)
            guard let id, let name, let list else { return nil as TargetVeto? }
            if !seen.insert(id).inserted {
                problems.append(element.problem("“\(id)”写了两次"))
            }
            return TargetVeto(id: id, name: name, list: list, place: element.place)
        }
        return values.map { TargetRule(values: $0.values, vetoes: vetoes) }
    }
}

/// A veto by a list of which the city knows no kind would rule nobody out.
func problems(ofTargetsIn rules: [Rule]) -> [Problem] {
    let known = Set(rules.flatMap(\.listKinds).map(\.id))
    return rules.flatMap { rule -> [Problem] in
        guard case .target(let target) = rule.content else { return [] }
        return target.vetoes.filter { !known.contains($0.list) }.map {
            Problem("没有这一种榜单：“\($0.list)”", at: $0.place)
        }
    }
}
