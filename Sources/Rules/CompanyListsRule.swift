package import Basics

/// The public lists of companies that a city follows. What stands on them is in the database.
package struct CompanyListsRule: Hashable, Sendable {
    package let lists: [CompanyListKind]
}

package struct CompanyListKind: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// Whether each of its companies has a place: 世界500强 has one, 独角兽 none.
    package let isRanked: Bool
    /// Who usually publishes it.
    package let publisher: LocalName
    package let place: Place
}

/// What an authority recognises a company as.
package struct RecognitionsRule: Hashable, Sendable {
    package let kinds: [RecognitionKind]
}

package struct RecognitionKind: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// Who usually recognises.
    package let authority: LocalName
    package let place: Place
}

extension CompanyListsRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> CompanyListsRule? {
        CompanyListsRule(
            lists: node.list("lists", &problems).compactMap { element in
                element.onlyKeys(["id", "name", "en", "ranked", "publisher"], &problems)
                let id = element.identifierWord("id", &problems)
                let name = element.localName(&problems)
                let isRanked = element.flag("ranked", &problems)
                let publisher = element.office("publisher", &problems)
                guard let id, let name, let publisher else { return nil }
                return CompanyListKind(
                    id: id, name: name, isRanked: isRanked, publisher: publisher,
                    place: element.place)
            })
    }
}

extension RecognitionsRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> RecognitionsRule? {
        RecognitionsRule(
            kinds: node.list("recognitions", &problems).compactMap { element in
                element.onlyKeys(["id", "name", "en", "authority"], &problems)
                let id = element.identifierWord("id", &problems)
                let name = element.localName(&problems)
                let authority = element.office("authority", &problems)
                guard let id, let name, let authority else { return nil }
                return RecognitionKind(
                    id: id, name: name, authority: authority, place: element.place)
            })
    }
}

extension RuleNode {
    /// Who does something, outside the city's own units: its name in Chinese and English.
    fileprivate func office(_ key: String, _ problems: inout [Problem]) -> LocalName? {
        guard let map = map(key, &problems) else { return nil }
        map.onlyKeys(["name", "en"], &problems)
        return map.localName(&problems)
    }
}

extension CityFolder {
    /// The kinds of lists on a day, in the order of the files.
    package func listKinds(on day: Day) -> [CompanyListKind] {
        rules.filter { $0.validity.contains(day) }.flatMap(\.listKinds)
    }

    /// A kind of any time: what was imported once keeps its name.
    package func listKind(_ id: String) -> CompanyListKind? {
        rules.flatMap(\.listKinds).last { $0.id == id }
    }

    package func recognitionKinds(on day: Day) -> [RecognitionKind] {
        rules.filter { $0.validity.contains(day) }.flatMap(\.recognitionKinds)
    }

    package func recognitionKind(_ id: String) -> RecognitionKind? {
        rules.flatMap(\.recognitionKinds).last { $0.id == id }
    }
}

extension Rule {
    var listKinds: [CompanyListKind] {
        guard case .companyLists(let rule) = content else { return [] }
        return rule.lists
    }

    var recognitionKinds: [RecognitionKind] {
        guard case .recognitions(let rule) = content else { return [] }
        return rule.kinds
    }
}
