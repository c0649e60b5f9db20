package import Basics

/// What a city asks of money that arrived for a project: where it can come from, what it can be,
/// what proves it, and who confirms it.
package struct ReceiptRule: Hashable, Sendable {
    package let sources: [MoneySource]
    package let capitals: [CapitalKind]
    /// Any one of these proves a receipt.
    package let evidence: [String]
    /// The kinds of unit that may confirm one; never the reporting unit itself.
    package let confirmedBy: Set<UnitKind>

    package func source(_ id: String) -> MoneySource? { sources.first { $0.id == id } }
    package func capital(_ id: String) -> CapitalKind? { capitals.first { $0.id == id } }
}

/// From how far money comes. The layers are reported apart; domestic ones and foreign money are
/// never added.
package enum MoneyLayer: String, Sendable, CaseIterable {
    /// 国内省外
    case outside = "outside_province"
    /// 市外省内
    case inside = "inside_province"
    case foreign
}

/// 来源类别: 省外国资, 省外民资, 外资
package struct MoneySource: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let layer: MoneyLayer
}

/// What the money is for: 固定资产投资, 流动资金, 注册资本
package struct CapitalKind: Hashable, Sendable {
    package let id: String
    package let name: LocalName
}

/// What a city doesn't count as attracted investment: a list of switches.
package struct ExclusionRule: Hashable, Sendable {
    package let exclusions: [ExclusionSwitch]

    package func exclusion(_ id: String) -> ExclusionSwitch? { exclusions.first { $0.id == id } }

    /// Those that a project can be marked with.
    package var inForce: [ExclusionSwitch] { exclusions.filter(\.isOn) }
}

package struct ExclusionSwitch: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let isOn: Bool
    /// Its own; nil where the rule's basis is its basis.
    package let basis: Basis?
}

extension ReceiptRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ReceiptRule? {
        let sources: [MoneySource] = node.list("sources", &problems).compactMap { element in
            element.onlyKeys(["id", "name", "en", "layer"], &problems)
            let id = element.identifierWord("id", &problems)
            let name = element.localName(&problems)
            let layer = element.word("layer", as: MoneyLayer.self, &problems)
            guard let id, let name, let layer else { return nil }
            return MoneySource(id: id, name: name, layer: layer)
        }
        let capitals: [CapitalKind] = node.list("capitals", &problems).compactMap { element in
            element.onlyKeys(["id", "name", "en"], &problems)
            let id = element.identifierWord("id", &problems)
            let name = element.localName(&problems)
            guard let id, let name else { return nil }
            return CapitalKind(id: id, name: name)
        }
        node.refuseRepeated(sources.map(\.id) + capitals.map(\.id), &problems)
        let evidence = node.list("evidence", &problems).compactMap { $0.asText(&problems) }
        let confirmedBy = node.list("confirmed_by", &problems).compactMap {
            $0.asWord(UnitKind.self, &problems)
        }
        return ReceiptRule(
            sources: sources, capitals: capitals, evidence: evidence,
            confirmedBy: Set(confirmedBy))
    }
}

extension ExclusionRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ExclusionRule? {
        let exclusions: [ExclusionSwitch] = node.list("exclusions", &problems).compactMap {
            element in
            element.onlyKeys(["id", "name", "en", "on", "basis"], &problems)
            let id = element.identifierWord("id", &problems)
            let name = element.localName(&problems)
            let isOn = element.flag("on", &problems)
            let basis = element["basis"] == nil ? nil : Basis.read(from: element, &problems)
            guard let id, let name else { return nil }
            return ExclusionSwitch(id: id, name: name, isOn: isOn, basis: basis)
        }
        node.refuseRepeated(exclusions.map(\.id), &problems)
        return ExclusionRule(exclusions: exclusions)
    }
}

extension RuleNode {
    fileprivate func refuseRepeated(_ ids: [String], _ problems: inout [Problem]) {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted {
            problems.append(problem("标识“\(id)”重复"))
        }
    }
}

extension CityFolder {
    package func receipts(on day: Day) -> ReceiptRule? {
        guard case .receipts(let rule) = rule("receipts", on: day)?.content else { return nil }
        return rule
    }

    package func exclusions(on day: Day) -> ExclusionRule? {
        guard case .exclusions(let rule) = rule("exclusions", on: day)?.content else { return nil }
        return rule
    }
}
