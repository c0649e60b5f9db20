import Basics
import Markup
package import Projects
package import Rules
import Texts

/// The record of a project to be filled: the fields of the city's rule, group by group.
package struct ProjectFieldsPage: Sendable {
    package let project: Project
    package let fields: ProjectFields
    package let folder: CityFolder
    package let units: UnitNames
    package let values: FormValues

    /// `values` is nil where nothing was typed yet.
    package init(
        project: Project, fields: ProjectFields, folder: CityFolder, units: UnitNames,
        values: FormValues? = nil
    ) {
        self.project = project
        self.fields = fields
        self.folder = folder
        self.units = units
        self.values =
            values
            ?? FormValues(
                fields.rule.fields.flatMap { field in
                    field.kind.typed(fields[field.id]).map { AddressItem(field.id, $0) }
                })
    }

    package var page: Page {
        Page("\(project.name)", area: .projects) {
            pageTitle(text: project.name, lead: "填写项目档案：知道的就填，不知道的空着。") {
                link("回到项目", to: .project(project.id), .class("button"))
            }
            problemNotice(values.problems)
            postForm(to: .projectFields(project.id)) {
                hiddenField("version", String(project.version))
                for group in fields.rule.groups {
                    card("\(group.name)") {
                        div(.class("field-grid")) { for field in group.fields { input(field) } }
                    }
                }
                textField("reason", "原因", in: values, hint: "改正已填的内容时写一句。")
                submitButton("保存")
            }
            datalist(.id(ProjectFieldsPage.industries)) {
                for entry in folder.industries {
                    option(.value(entry.id.uppercased())) { entry.name }
                }
            }
        }
    }

    /// What the fields of industries are chosen from; a longer code is typed.
    private static let industries = "industry-codes"

    private func input(_ field: FieldDefinition) -> HTML {
        let title: Phrase = "\(field.name)"
        let hint = hint(of: field)
        switch field.kind {
        case .choice(let choices):
            return selectField(
                field.id, title, choices.map { Choice($0.id, name: $0.name) }, in: values,
                none: "不填", hint: hint)
        case .choices(let choices):
            return checksField(
                field.id, title, choices.map { Choice($0.id, name: $0.name) }, in: values)
        case .taxonomy(let id):
            let entries = folder.taxonomies.filter { $0.id == id }.flatMap(\.entries)
            return selectField(
                field.id, title, entries.map { Choice($0.id, name: $0.name) }, in: values,
                none: "不填", hint: hint)
        case .flag:
            return selectField(
                field.id, title, [Choice("yes", "是"), Choice("no", "否")], in: values,
                none: "不填", hint: hint)
        case .unit:
            return selectField(
                field.id, title, units.present.map { Choice($0, name: units[$0]) }, in: values,
                none: "不填", hint: hint)
        case .day: return textField(field.id, title, in: values, type: .date, hint: hint)
        case .text(let letters) where letters > 100:
            return textArea(field.id, title, in: values, rows: 3, hint: hint)
        case .industry:
            return textField(
                field.id, title, in: values, hint: hint, .list(ProjectFieldsPage.industries))
        case .text, .money, .number, .platformCode:
            return textField(field.id, title, in: values, hint: hint)
        }
    }

    private func hint(of field: FieldDefinition) -> Phrase? {
        if let hint = field.hint { return "\(hint)" }
        if let condition = field.condition, let other = fields.rule.field(condition.field) {
            return "“\(other.name)”选了相应的项才填。"
        }
        if case .money = field.kind { return "写明单位，如 3000万元、1.2亿元、500万美元。" }
        return nil
    }
}

extension FieldKind {
    /// A value as it is typed again.
    fileprivate func typed(_ value: String?) -> [String] {
        guard let value else { return [] }
        switch self {
        case .choices: return value.split(separator: ",").map(String.init)
        case .money: return [Money(field: value)?.typed ?? value]
        default: return [value]
        }
    }
}

extension Money {
    /// To the last digit, in the unit that is left without a fraction.
    fileprivate var typed: String {
        let units = [100_000_000, 10_000, 1].map { AmountUnit($0, currency) }
        // Two decimals of a unit are as many as are typed.
        let fits = units.first { $0.minorUnits >= 100 && minor.isMultiple(of: $0.minorUnits / 100) }
        let unit = minor == 0 ? units[2] : fits ?? units[2]
        return fixed(minor, per: unit.minorUnits, decimals: 2) + unit.word
    }
}
