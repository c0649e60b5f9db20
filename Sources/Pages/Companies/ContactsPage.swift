package import Basics
package import Companies
import Markup
import People

extension ContactFilter {
    var label: Phrase {
        switch self {
        case .due: "到期"
        case .open: "待办"
        case .all: "全部"
        }
    }
}

/// 对接记录 in the reader's sight: what is due first.
package struct ContactsPage: Sendable {
    package let contacts: [CompanyContact]
    package let companies: [Identifier: Company]
    package let units: UnitNames
    package let filter: ContactFilter
    package let counts: [ContactFilter: Int]
    package let list: ListPage
    package let today: Day
    /// What is hidden of the persons met.
    package let reader: ContactReader
    package let mayRecord: Bool
    package let mayExport: Bool

    package init(
        contacts: [CompanyContact], companies: [Identifier: Company], units: UnitNames,
        filter: ContactFilter, counts: [ContactFilter: Int], list: ListPage, today: Day,
        reader: ContactReader, mayRecord: Bool, mayExport: Bool
    ) {
        self.contacts = contacts
        self.companies = companies
        self.units = units
        self.filter = filter
        self.counts = counts
        self.list = list
        self.today = today
        self.reader = reader
        self.mayRecord = mayRecord
        self.mayExport = mayExport
    }

    package var page: Page {
        Page("对接记录", area: .companies) {
            pageTitle("对接记录", lead: "谁见过哪家企业、谈了什么、下一步什么时候办。新的记录在企业的页面上登记。") {
                printButton()
            }
            companyTabs(.contacts())
            tabs(
                ContactFilter.allCases.map { filter in
                    Tab(
                        filter.label, to: .contacts(["view": filter.rawValue]),
                        isCurrent: filter == self.filter, count: counts[filter])
                }, label: "哪些记录")
            maskingNote(reader)
            if contacts.isEmpty {
                empty
            } else {
                table.html(contacts)
                pagination(list) { page in
                    .contacts(["view": filter.rawValue, "page": String(page)])
                }
            }
            if mayExport, list.total > 0 { exportForm }
        }
    }

    private var empty: HTML {
        switch filter {
        case .due: emptyState("一周内没有到期的", next: "其余的在“待办”里。")
        case .open: emptyState("没有待办的下一步", next: "对接之后写下一步和期限，会出现在这里。")
        case .all:
            emptyState("还没有对接记录", next: "打开一家企业，点“登记对接”。") {
                link("企业名录", to: .companies(), .class("button"))
            }
        }
    }

    private var table: DataTable<CompanyContact> {
        let (companies, units, today, mayRecord) = (companies, units, today, mayRecord)
        return DataTable(
            "对接记录",
            columns: [
                DataColumn("企业", isHead: true) { contact in
                    if let company = companies[contact.company] {
                        link(text: company.name, to: .company(company.id))
                    }
                },
                DataColumn("期限", isShort: true) { due($0, on: today) },
                DataColumn("下一步") { $0.nextStep.html },
                DataColumn("我方单位") { units[$0.unit] },
                DataColumn("对接") { contact in
                    div {
                        link(text: contact.metOn.description, to: .contact(contact.number))
                        " "
                        personText(contact)
                    }
                },
                DataColumn("办理") { contact in
                    if mayRecord, contact.isOpen { completionButton(contact) }
                },
            ])
    }

    private var exportForm: HTML {
        disclosure("导出这\(list.total)条") {
            filterForm(to: .contactExport()) {
                hiddenField("view", filter.rawValue)
                selectField(
                    "format", "格式",
                    BookFormat.allCases.map { Choice($0.rawValue, text: "." + $0.rawValue) },
                    in: FormValues())
                submitButton("导出")
            }
        }
    }
}

/// Who reads hidden names or numbers is told so: a mask is not what was written.
@HTMLBuilder func maskingNote(_ reader: ContactReader) -> HTML {
    let hides = (!reader.details.contains(.name), !reader.details.contains(.phone))
    switch hides {
    case (true, _): p("按您的角色，对方的姓名和电话已遮盖。", .class("hint"))
    case (false, true): p("按您的角色，对方的电话已遮盖。", .class("hint"))
    case (false, false): HTML.nothing
    }
}

/// Post, name and number of the person met.
@HTMLBuilder func personText(_ contact: CompanyContact) -> HTML {
    contact.post
    if let person = contact.person { " \(person)" }
    if let phone = contact.phone {
        " "
        small(phone, .class("code"))
    }
}

@HTMLBuilder func dueText(_ contact: CompanyContact, on today: Day) -> HTML {
    if let due = contact.dueOn {
        due
        " "
        if let done = contact.doneOn {
            badge(.good, "\(done)已办")
        } else if let state = contact.due(on: today) {
            badge(state.light, state.label)
        }
    }
}

extension ContactDue {
    fileprivate var light: Light {
        switch self {
        case .overdue: .bad
        case .soon: .watch
        case .later: .plain
        }
    }
}

/// In a cell: as one thing beside its label on a phone, and nothing where nothing is due.
private func due(_ contact: CompanyContact, on today: Day) -> HTML {
    contact.dueOn == nil ? .nothing : div { dueText(contact, on: today) }
}

func completionButton(_ contact: CompanyContact) -> HTML {
    actionButton(
        "办结", to: .contactCompletion(contact.number),
        fields: [AddressItem("version", String(contact.version))])
}

/// The meetings of one company, the newest first.
func contactsTable(
    _ contacts: [CompanyContact], units: UnitNames, today: Day
) -> HTML {
    DataTable<CompanyContact>(
        "对接记录",
        columns: [
            DataColumn("日期", isHead: true, isShort: true) { contact in
                link(text: contact.metOn.description, to: .contact(contact.number))
            },
            DataColumn("我方单位") { units[$0.unit] },
            DataColumn("对方") { contact in div { personText(contact) } },
            DataColumn("谈了什么") { $0.said },
            DataColumn("下一步") { $0.nextStep.html },
            DataColumn("期限") { due($0, on: today) },
        ]
    ).html(contacts)
}
