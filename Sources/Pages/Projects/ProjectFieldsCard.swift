package import Basics
import Markup
package import Projects
package import Rules

/// What a project's page shows of its record (项目档案): its numbers, the fields that are filled, and
/// the units that it is assigned to.
package struct ProjectFieldsCard: Sendable {
    package let project: Project
    package let fields: ProjectFields
    package let access: [ProjectAccess]
    package let folder: CityFolder
    package let units: UnitNames
    /// May write on it: its own unit, or who sees the city.
    package let mayWrite: Bool
    /// The project is assigned to the reader's unit, which says how its part stands.
    package let givesFeedback: Bool
    package let today: Day
    package let values: FormValues

    package init(
        project: Project, fields: ProjectFields, access: [ProjectAccess], folder: CityFolder,
        units: UnitNames, mayWrite: Bool, givesFeedback: Bool, today: Day,
        values: FormValues = FormValues()
    ) {
        self.project = project
        self.fields = fields
        self.access = access
        self.folder = folder
        self.units = units
        self.mayWrite = mayWrite
        self.givesFeedback = givesFeedback
        self.today = today
        self.values = values
    }

    @HTMLBuilder var html: HTML {
        card("项目档案", id: "record") {
            record
            p {
                if mayWrite {
                    link("填写档案", to: .projectFields(project.id), .class("button"))
                    " "
                }
                link("全部沿革", to: .projectHistory(project.id))
            }
        }
        if mayWrite || access.contains(where: { $0.endedAt == nil }) { assigned }
    }

    @HTMLBuilder private var record: HTML {
        let filled = fields.rule.fields.filter { fields[$0.id] != nil }
        if filled.isEmpty, fields.numbers == nil {
            p("还没有填写。", .class("hint"))
        } else {
            dl(.class("terms")) {
                if let numbers = fields.numbers {
                    term("市级编码") { code(numbers.city) }
                    term("区级编码") { code(numbers.unit) }
                }
                for field in filled {
                    div {
                        dt { field.name }
                        dd { fieldText(fields[field.id], field.kind, in: folder, units) }
                    }
                }
            }
        }
    }

    private func term(_ name: Phrase, @HTMLBuilder _ value: () -> HTML) -> HTML {
        div {
            dt(name)
            dd(content: value)
        }
    }

    private var assigned: HTML {
        let present = access.filter { $0.endedAt == nil }
        return card("交办单位", id: "access") {
            p("交给谁，谁就看得到这个项目和它的佐证；只看，不改报送的内容。", .class("hint"))
            if !present.isEmpty {
                DataTable<ProjectAccess>(
                    "交办单位",
                    columns: [
                        DataColumn("单位", isHead: true) { units[$0.unit] },
                        DataColumn("事由") { $0.reason },
                        DataColumn("从哪天", isShort: true) {
                            $0.since.minuteText(offset: folder.zoneOffset)
                        },
                        DataColumn("上次反馈") { row in
                            if let last = row.lastFeedback {
                                div {
                                    last.on.description
                                    p(last.text, .class("as-written"))
                                }
                            }
                        },
                        DataColumn("反馈期限", isShort: true) { row in
                            if let due = row.feedbackDue { feedbackDue(due, today) }
                        },
                        DataColumn("办理") { row in
                            if mayWrite {
                                actionButton(
                                    "结束交办", to: .projectAccess(project.id), method: .delete,
                                    fields: [AddressItem("number", String(row.number))])
                            }
                        },
                    ]
                ).html(present)
            }
            if givesFeedback { feedbackForm }
            if mayWrite { assignForm }
        }
    }

    private var feedbackForm: HTML {
        postForm(to: .projectFeedback(project.id)) {
            textArea("feedback", "办到哪一步", in: values, rows: 3, isRequired: true)
            submitButton("反馈进展")
        }
    }

    private var assignForm: HTML {
        disclosure("交给另一个单位", isOpen: values["unit"] != nil) {
            postForm(to: .projectAccess(project.id)) {
                selectField(
                    "unit", "单位",
                    units.present.filter { $0 != project.unit }.map { Choice($0, name: units[$0]) },
                    in: values, none: "请选择", isRequired: true)
                textField("reason", "事由", in: values, isRequired: true)
                submitButton("交办")
            }
        }
    }
}

/// A value of a field in words.
@HTMLBuilder func fieldText(
    _ value: String?, _ kind: FieldKind?, in folder: CityFolder, _ units: UnitNames
) -> HTML {
    switch (kind, value) {
    case (_, nil): "—"
    case (.choice(let choices), let value?), (.choices(let choices), let value?):
        let chosen = value.split(separator: ",").map(String.init)
        for (index, id) in chosen.enumerated() {
            if index > 0 { "、" }
            if let choice = choices.first(where: { $0.id == id }) { choice.name } else { id }
        }
    case (.taxonomy(let id), let value?):
        let entries = folder.taxonomies.filter { $0.id == id }.flatMap(\.entries)
        if let entry = entries.first(where: { $0.id == value }) { entry.name } else { value }
    case (.industry, let value?):
        value
        if let entry = folder.industry(value) {
            " "
            entry.name
        }
    case (.money, let value?): moneyText(Money(field: value))
    case (.flag, let value?): value == "yes" ? "是" as Phrase : "否" as Phrase
    case (.unit, let value?): units[value]
    case (.text, let value?), (.day, let value?), (.number, let value?),
        (.platformCode, let value?), (nil, let value?):
        value
    }
}
