package import Basics
package import Rules
import Texts

/// What is written down of a project beside what the monthly sheets report (项目档案), by the
/// city's rule. Every value that ever stood there is kept.
package struct ProjectFields: Sendable, Hashable {
    package let rule: FieldsRule
    /// The values that stand, by field. Values of fields that the rule no longer names are among
    /// them.
    package let values: [String: ProjectFieldEntry]
    package let numbers: ProjectNumbers?

    package init(
        rule: FieldsRule, values: [String: ProjectFieldEntry], numbers: ProjectNumbers?
    ) {
        self.rule = rule
        self.values = values
        self.numbers = numbers
    }

    package subscript(id: String) -> String? { values[id]?.value }

    /// Whether a field is asked for as the others stand.
    package func isAsked(_ field: FieldDefinition) -> Bool {
        field.condition.map { self[$0.field] == $0.value } ?? true
    }
}

/// One value of one field, and who wrote it.
package struct ProjectFieldEntry: Sendable, Hashable {
    package let field: String
    /// Counts from 1 within the field of the project.
    package let number: Int64
    /// In the field's own form; nil where it was emptied. Choices are identifiers, several of them
    /// parted by commas; an amount is in its currency's smallest unit: `120000000 CNY`.
    package let value: String?
    /// As the journal names the member.
    package let by: String
    package let unit: String?
    package let at: Instant
    package let reason: String?
}

/// The numbers by which the city and the unit call a project, drawn when it was first classed.
package struct ProjectNumbers: Sendable, Hashable {
    package let city: String
    package let unit: String
}

/// Fields as they were typed: those that are named, the others stay.
package struct ProjectFieldsDraft: Sendable, Hashable {
    let typed: [String: [String]]
    let reason: String?

    package init(_ typed: [String: [String]], reason: String?) {
        self.typed = typed.mapValues { $0.map(trimmed).filter { !$0.isEmpty } }
        let reason = trimmed(reason ?? "")
        self.reason = reason.isEmpty ? nil : reason
    }

    /// The values that differ from those that stand, nil for one that was emptied; refused with
    /// every problem at once.
    func changes(
        against fields: ProjectFields, in city: CityFolder
    ) throws(ProjectRefusal) -> [(field: FieldDefinition, value: String?)] {
        var problems: [Problem] = []
        var read: [String: String?] = [:]
        for id in typed.keys.sorted() where fields.rule.field(id) == nil {
            problems.append(Problem("没有“\(id)”这个字段", at: .field(id)))
        }
        for field in fields.rule.fields {
            guard let texts = typed[field.id] else { continue }
            switch field.kind.read(texts, in: city) {
            case .success(let value): read[field.id] = .some(value)
            case .failure(let wrong):
                problems.append(Problem(wrong.reason, at: .field(field.id)))
            }
        }
        for field in fields.rule.fields {
            guard let condition = field.condition, let typed = read[field.id], typed != nil else {
                continue
            }
            let other = read[condition.field] ?? fields[condition.field]
            if other != condition.value, let name = fields.rule.field(condition.field)?.name {
                problems.append(Problem("先填“\(name)”，这一项才有意义", at: .field(field.id)))
            }
        }
        if let reason, reason.count > Limit.lettersOfReason.count {
            problems.append(
                Problem("最多\(Limit.lettersOfReason.count)个字", at: .field("reason")))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        return fields.rule.fields.compactMap { field in
            guard let value = read[field.id], value != fields[field.id] else { return nil }
            return (field, value)
        }
    }
}

/// Why a text is no value of a field.
struct WrongFieldValue: Error {
    let reason: Phrase
}

extension FieldKind {
    /// The value that was typed, in its own form; nil for none.
    func read(_ texts: [String], in city: CityFolder) -> Result<String?, WrongFieldValue> {
        guard let text = texts.first else { return .success(nil) }
        func wrong(_ reason: Phrase) -> Result<String?, WrongFieldValue> {
            .failure(WrongFieldValue(reason: reason))
        }
        switch self {
        case .text(let letters):
            return text.count > letters ? wrong("最多\(letters)个字") : .success(text)
        case .choice(let choices):
            return choices.contains { $0.id == text } ? .success(text) : wrong("请从列出的选项里选")
        case .choices(let choices):
            let chosen = Set(texts.flatMap { $0.split(separator: ",").map(String.init) })
            let known = choices.map(\.id)
            guard chosen.isSubset(of: known) else { return wrong("请从列出的选项里选") }
            return .success(known.filter(chosen.contains).joined(separator: ","))
        case .taxonomy(let id):
            let isKnown = city.taxonomies.contains { list in
                list.id == id && list.entries.contains { $0.id == text }
            }
            return isKnown ? .success(text) : wrong("请从列出的选项里选")
        case .money:
            guard case .amount(let money, let marks) = readAmount(text, unit: nil),
                !marks.contains(.noUnit), money.minor >= 0
            else { return wrong("金额请写单位，如 3000万元、1.2亿元、500万美元") }
            return .success("\(money.minor) \(money.currency.rawValue)")
        case .day:
            return Day(text: text) == nil
                ? wrong("日期应写作 2026-10-31") : .success(text)
        case .flag:
            return ["yes", "no"].contains(text) ? .success(text) : wrong("请从列出的选项里选")
        case .number(let range):
            guard let number = Int(halfWidth(text)), range.contains(number) else {
                return wrong("请写\(range.lowerBound)到\(range.upperBound)之间的整数")
            }
            return .success(String(number))
        case .platformCode:
            guard let code = PlatformCode(text) else {
                return wrong("项目代码应写作 2203-990102-04-01-123456，旧的以年份开头")
            }
            return .success(code.text)
        case .industry:
            let code = halfWidth(text).uppercased()
            return industryCodeIsValid(code)
                ? .success(code) : wrong("行业代码是 GB/T 4754 的字母加两到四位数字")
        case .unit:
            return city.unit(text) == nil ? wrong("请从列出的选项里选") : .success(text)
        }
    }
}

extension Money {
    /// Of a field's own form.
    package init?(field value: String) {
        let parts = value.split(separator: " ")
        guard parts.count == 2, let minor = Int64(parts[0]),
            let currency = Currency(rawValue: String(parts[1]))
        else { return nil }
        self.init(minor: minor, currency)
    }
}
