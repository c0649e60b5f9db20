package import Basics

/// What a city writes down of a project beside what the monthly sheets report: its fields in
/// groups, and how its numbers begin.
package struct FieldsRule: Hashable, Sendable {
    package let groups: [FieldGroup]
    /// What the number that the city gives to a project begins with, and that of its unit.
    package let cityPrefix: String
    package let unitPrefix: String

    package var fields: [FieldDefinition] { groups.flatMap(\.fields) }

    package func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }
}

package struct FieldGroup: Hashable, Sendable {
    package let name: LocalName
    package let fields: [FieldDefinition]
}

package struct FieldDefinition: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let kind: FieldKind
    /// Asked for only where another field has this value.
    package let condition: FieldCondition?
    /// What is meant, where the name doesn't say it.
    package let hint: LocalName?
    package let place: Place
}

package struct FieldCondition: Hashable, Sendable {
    package let field: String
    package let value: String
}

package struct FieldChoice: Hashable, Sendable {
    package let id: String
    package let name: LocalName
}

/// What may stand in a field.
package enum FieldKind: Hashable, Sendable {
    /// At most so many letters.
    case text(letters: Int)
    case choice([FieldChoice])
    case choices([FieldChoice])
    /// The code of an entry of this taxonomy of the city folder.
    case taxonomy(String)
    case money
    case day
    case flag
    case number(ClosedRange<Int>)
    /// 项目代码 of the online platform, in either form.
    case platformCode
    /// A code of GB/T 4754.
    case industry
    /// A unit of the city folder.
    case unit
}

private enum FieldKindWord: String, CaseIterable {
    case text, choice, choices, taxonomy, money, day, flag, number, industry, unit
    case platformCode = "platform_code"

    var keys: Set<String> {
        switch self {
        case .text: ["letters"]
        case .choice, .choices: ["choices"]
        case .taxonomy: ["taxonomy"]
        case .number: ["least", "most"]
        case .money, .day, .flag, .industry, .unit, .platformCode: []
        }
    }
}

extension Limit {
    /// Letters of one field of a project.
    package static let lettersOfField: Limit = 1_000
    /// Fields that a city may define.
    static let fieldsOfCity: Limit = 200
}

extension FieldsRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> FieldsRule? {
        var known: [FieldDefinition] = []
        let groups = node.list("groups", &problems).compactMap { element -> FieldGroup? in
            element.onlyKeys(["name", "en", "fields"], &problems)
            let name = element.localName(&problems)
            let fields = element.list("fields", &problems).compactMap { field in
                let found = FieldDefinition.read(field, known, &problems)
                if let found { known.append(found) }
                return found
            }
            return name.map { FieldGroup(name: $0, fields: fields) }
        }
        if known.count > Limit.fieldsOfCity.count {
            problems.append(node.problem("最多\(Limit.fieldsOfCity.count)个字段"))
        }
        let numbers = node.map("numbers", &problems)
        numbers?.onlyKeys(["city", "unit"], &problems)
        let city = numbers?.prefix("city", &problems)
        let unit = numbers?.prefix("unit", &problems)
        guard let city, let unit else { return nil }
        if city == unit { problems.append(node.problem("两种编码的开头不能相同")) }
        return FieldsRule(groups: groups, cityPrefix: city, unitPrefix: unit)
    }
}

extension RuleNode {
    fileprivate func prefix(_ key: String, _ problems: inout [Problem]) -> String? {
        guard let text = text(key, &problems) else { return nil }
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (65...90).contains($0) })
        else {
            problems.append(Problem("编码以一到四个大写字母开头", at: place(of: key)))
            return nil
        }
        return text
    }
}

extension FieldDefinition {
    /// `known` are the fields read before: a condition names one of them.
    fileprivate static func read(
        _ node: RuleNode, _ known: [FieldDefinition], _ problems: inout [Problem]
    ) -> FieldDefinition? {
        let word = node.word("type", as: FieldKindWord.self, &problems)
        node.onlyKeys(
            Set(["id", "name", "en", "type", "when", "hint", "hint_en"]).union(word?.keys ?? []),
            &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let kind = word.flatMap { FieldKind.read($0, node, &problems) }
        let hint = node.optionalText("hint", &problems)
        let english = node.optionalText("hint_en", &problems)
        let condition = node.optionalMap("when", &problems).flatMap { map -> FieldCondition? in
            map.onlyKeys(["field", "is"], &problems)
            guard let field = map.text("field", &problems), let value = map.text("is", &problems)
            else { return nil }
            if !(known.first { $0.id == field }?.kind.allows(value) ?? false) {
                problems.append(map.problem("“\(field)”须列在前面，并可取“\(value)”"))
            }
            return FieldCondition(field: field, value: value)
        }
        guard let id, let name, let kind else { return nil }
        if known.contains(where: { $0.id == id }) {
            problems.append(node.problem("标识“\(id)”重复"))
        }
        return FieldDefinition(
            id: id, name: name, kind: kind, condition: condition,
            hint: hint.map { LocalName(zh: $0, en: english) }, place: node.place)
    }
}

extension FieldKind {
    fileprivate static func read(
        _ word: FieldKindWord, _ node: RuleNode, _ problems: inout [Problem]
    ) -> FieldKind? {
        switch word {
        case .text:
            return .text(
                letters: node.optionalInteger(
                    "letters", in: 1...Limit.lettersOfField.count, &problems)
                    ?? 100)
        case .choice, .choices:
            var found: [FieldChoice] = []
            for element in node.list("choices", &problems) {
                element.onlyKeys(["id", "name", "en"], &problems)
                let id = element.identifierWord("id", &problems)
                guard let id, let name = element.localName(&problems) else { continue }
                if found.contains(where: { $0.id == id }) {
                    problems.append(element.problem("标识“\(id)”重复"))
                }
                found.append(FieldChoice(id: id, name: name))
            }
            return word == .choice ? .choice(found) : .choices(found)
        case .taxonomy: return node.text("taxonomy", &problems).map(FieldKind.taxonomy)
        case .number:
            let all = 0...Int(Int32.max)
            let least = node.optionalInteger("least", in: all, &problems) ?? 0
            let most = node.optionalInteger("most", in: all, &problems) ?? all.upperBound
            guard least <= most else {
                problems.append(node.problem("least 不能大于 most"))
                return nil
            }
            return .number(least...most)
        case .money: return .money
        case .day: return .day
        case .flag: return .flag
        case .platformCode: return .platformCode
        case .industry: return .industry
        case .unit: return .unit
        }
    }

    /// Whether a condition may wait for this value.
    func allows(_ value: String) -> Bool {
        switch self {
        case .flag: value == "yes" || value == "no"
        case .choice(let choices): choices.contains { $0.id == value }
        default: false
        }
    }
}

extension CityFolder {
    /// The fields of projects on a day; nil where the city defines none.
    package func projectFields(on day: Day) -> FieldsRule? {
        guard case .fields(let fields) = rule("project-fields", on: day)?.content else {
            return nil
        }
        return fields
    }
}

/// What the taxonomies of a city must hold for its fields.
func problems(ofFieldsIn rules: [Rule], _ taxonomies: [Taxonomy]) -> [Problem] {
    rules.flatMap { rule -> [Problem] in
        guard case .fields(let fields) = rule.content else { return [] }
        return fields.fields.compactMap { field in
            guard case .taxonomy(let id) = field.kind,
                !taxonomies.contains(where: { $0.id == id })
            else { return nil }
            return Problem("没有“\(id)”这个清单", at: field.place)
        }
    }
}
