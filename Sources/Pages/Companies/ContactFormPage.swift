package import Basics
package import Companies
import Markup
import Projects

/// A record of a meeting: a new one, or one with what it was before. What was typed stays when it
/// is refused.
package struct ContactFormPage: Sendable {
    package let company: Company
    /// Nil for a new one.
    package let contact: CompanyContact?
    package let earlier: [CompanyContact]
    package let units: UnitNames
    /// In whose name the reader may record; empty: only to be read.
    package let choices: [String]
    package let today: Day
    package let reader: ContactReader
    package let values: FormValues

    package init(
        company: Company, contact: CompanyContact? = nil, earlier: [CompanyContact] = [],
        units: UnitNames, choices: [String], today: Day, reader: ContactReader,
        values: FormValues = FormValues()
    ) {
        self.company = company
        self.contact = contact
        self.earlier = earlier
        self.units = units
        self.choices = choices
        self.today = today
        self.reader = reader
        self.values = values
    }

    package var page: Page {
        Page("对接记录", area: .companies) {
            pageTitle("\(company.name)：对接记录") {
                link("回到企业", to: .company(company.id), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if let contact {
                maskingNote(reader)
                stored(contact)
                if !earlier.isEmpty { history }
            }
            if !choices.isEmpty, contact?.withdrawn == nil { form }
        }
    }

    private func stored(_ contact: CompanyContact) -> HTML {
        card("现在的记录") {
            if let reason = contact.withdrawn { notice(.watch, "已撤回：\(reason)") }
            facts(contact)
            if contact.isOpen, !choices.isEmpty {
                div(.class("actions")) { completionButton(contact) }
            }
        }
    }

    private func facts(_ contact: CompanyContact) -> HTML {
        definitionList([
            Definition("日期") { contact.metOn }, Definition("我方单位") { units[contact.unit] },
            Definition("对方") { personText(contact) },
            Definition("谈了什么", text: contact.said),
            Definition("下一步", text: contact.nextStep),
            Definition("期限") { dueText(contact, on: today) },
        ])
    }

    private var history: HTML {
        disclosure("改过\(earlier.count)次：看以前的内容") {
            for before in earlier {
                h3("第\(Int(before.version))版")
                facts(before)
            }
        }
    }

    @HTMLBuilder private var form: HTML {
        let filled = values.items.isEmpty ? stored(values: contact) : values
        card(contact == nil ? "登记对接" : "更正") {
            postForm(to: contact.map { .contact($0.number) } ?? .companyContacts(company.id)) {
                if let contact { hiddenField("version", String(contact.version)) }
                textField("met_on", "对接日期", in: filled, type: .date, isRequired: true)
                selectField(
                    "unit", "我方单位", choices.map { Choice($0, name: units[$0]) }, in: filled,
                    none: choices.count > 1 ? "请选择" : nil, isRequired: true)
                textField(
                    "post", "对方职务", in: filled, hint: "如：董事长、投资总监。", isRequired: true)
                textField("person", "对方姓名", in: filled, hint: "可不写；只有按角色能看的人看得到。")
                textField("phone", "电话", in: filled, type: .tel, hint: "可不写；按角色遮盖。")
                textArea("said", "谈了什么", in: filled, hint: "不要在这里写电话。", isRequired: true)
                textField("next_step", "下一步", in: filled)
                textField(
                    "due", "期限", in: filled, type: .date, hint: "写了下一步就要写哪天之前办。")
                submitButton("保存")
            }
        }
        if let contact {
            disclosure("撤回这条记录", isOpen: values["reason"] != nil) {
                postForm(to: .contactWithdrawal(contact.number)) {
                    hiddenField("version", String(contact.version))
                    textField("reason", "为什么撤回", in: values, isRequired: true)
                    submitButton("撤回")
                }
            }
        }
    }

    /// What is stored, as the fields are named; a new record is of today.
    private func stored(values contact: CompanyContact?) -> FormValues {
        guard let contact else {
            return FormValues(
                [AddressItem("met_on", today.description)]
                    + (choices.count == 1 ? [AddressItem("unit", choices[0])] : []),
                problems: values.problems)
        }
        let texts: [(String, String?)] = [
            ("met_on", contact.metOn.description), ("unit", contact.unit), ("post", contact.post),
            ("person", contact.person), ("phone", contact.phone), ("said", contact.said),
            ("next_step", contact.nextStep), ("due", contact.dueOn?.description),
        ]
        return FormValues(
            texts.map { AddressItem($0.0, $0.1 ?? "") }, problems: values.problems)
    }
}
