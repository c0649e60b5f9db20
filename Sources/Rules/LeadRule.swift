package import Basics

/// What a city doesn't take for a lead of investment: the reasons that an assessment may give.
package struct LeadRule: Hashable, Sendable {
    package let rejections: [LeadRejection]

    package func rejection(_ id: String) -> LeadRejection? { rejections.first { $0.id == id } }
}

package struct LeadRejection: Hashable, Sendable {
    package let id: String
    package let name: LocalName
}

extension LeadRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> LeadRule? {
        var rejections: [LeadRejection] = []
        for element in node.list("rejections", &problems) {
            element.onlyKeys(["id", "name", "en"], &problems)
            let id = element.identifierWord("id", &problems)
            let name = element.localName(&problems)
            guard let id, let name else { continue }
            if rejections.contains(where: { $0.id == id }) {
                problems.append(element.problem("标识“\(id)”重复"))
            }
            rejections.append(LeadRejection(id: id, name: name))
        }
        return LeadRule(rejections: rejections)
    }
}

extension CityFolder {
    package func leads(on day: Day) -> LeadRule? {
        guard case .leads(let rule) = rule("leads", on: day)?.content else { return nil }
        return rule
    }
}
