package import Basics
import Markup
package import Projects
import Texts

/// One sheet as it was read: what it would change, what was read differently, and how its columns
/// were understood.
package struct SheetPage: Sendable {
    package let sheet: HandedSheet
    package let units: UnitNames
    package let rows: [LedgerRow]
    /// Against the unit's last month; nil where there is none.
    package let changes: [LedgerChange]?
    package let notes: [ReadingNote]
    package let layouts: [TableLayout]
    package let values: FormValues
    package let mayCollect: Bool

    package init(
        sheet: HandedSheet, units: UnitNames, rows: [LedgerRow], changes: [LedgerChange]?,
        notes: [ReadingNote], layouts: [TableLayout], values: FormValues = FormValues(),
        mayCollect: Bool
    ) {
        self.sheet = sheet
        self.units = units
        self.rows = rows
        self.changes = changes
        self.notes = notes
        self.layouts = layouts
        self.values = values
        self.mayCollect = mayCollect
    }

    private var doubtful: Int {
        layouts.flatMap(\.columns).count { $0.confidence == .guessed }
    }

    private var heading: Phrase {
        sheet.round.month.map { "\(units[sheet.unit])\($0)报表" }
            ?? "\(units[sheet.unit])\(sheet.round.description)年台账"
    }

    package var page: Page {
        Page("报表：\(units[sheet.unit])", area: .collect, month: sheet.round.month) {
            pageTitle(
                heading, lead: "\(nameOfFile(sheet.file))"
            ) {
                badge(sheet.state.light, sheet.state.label)
                link("看原件", to: .sheetFile(sheet.id), .class("button"))
            }
            problemNotice(values.problems)
            if sheet.state == .staged, mayCollect { decideBar }
            figures {
                figureLine("项目数", String(rows.count))
                if let changes {
                    figureLine("新增", count(.new, changes), unit: "个")
                    figureLine("不见了", count(.vanished, changes), unit: "个")
                    figureLine("有变化", count(.changed, changes), unit: "个")
                }
                figureLine(
                    "与原件读法不同", String(notes.count), unit: "处",
                    light: notes.isEmpty ? .good : .info)
                if doubtful > 0 {
                    figureLine("没把握的列", String(doubtful), unit: "列", light: .watch)
                }
            }
            if doubtful > 0 { layoutCard }
            if let changes, !changes.isEmpty {
                card("与上月比") { ChangeList(changes: changes, units: units).html }
            }
            if doubtful == 0 { layoutCard }
            notesCard
            disclosure("读出的\(rows.count)个项目") { rowTable.html(Array(rows.prefix(500))) }
        }
    }

    private func count(_ kind: ProjectChangeKind, _ changes: [LedgerChange]) -> String {
        String(changes.count { $0.kind == kind })
    }

    private var decideBar: HTML {
        div(.class("decisions")) {
            actionButton("确认入库", to: .acceptance(sheet.id), light: .good, key: "1")
            actionButton("不收这份", to: .acceptance(sheet.id), method: .delete, key: "2")
        }
    }

    private var layoutCard: HTML {
        card("表头是这样读的", id: "layout") {
            if layouts.isEmpty {
                p("这份表没有可以更正的表头。")
            } else {
                postForm(to: .layout(sheet.id)) {
                    for (index, layout) in layouts.enumerated() { layoutTable(layout, index) }
                    if mayCollect, sheet.state == .staged || sheet.state == .applied {
                        p("读错的列改选“读作”，再点下面的按钮；改一次，这个单位以后同样的表都照此读。")
                        submitButton("照此重读")
                    }
                }
            }
        }
    }

    private func layoutTable(_ layout: TableLayout, _ index: Int) -> HTML {
        let isOpen = layout.columns.contains { $0.confidence == .guessed } || layouts.count == 1
        let samples = samples(of: layout)
        return disclosure(
            "\(layout.sheet ?? nameOfFile(sheet.file))：第\(layout.headingRows.lowerBound)行起",
            isOpen: isOpen
        ) {
            table(.class("data layout")) {
                thead {
                    tr {
                        th("表头", .scope(.col))
                        th("头一格", .scope(.col))
                        th("读作", .scope(.col))
                        th("为什么", .scope(.col))
                    }
                }
                tbody {
                    for column in layout.columns {
                        columnRow(column, layout: index, sample: samples[column.column])
                    }
                }
            }
        }
    }

    /// What stands in the first row that has something in a column, by column.
    private func samples(of layout: TableLayout) -> [Int: String] {
        var samples: [Int: String] = [:]
        for row in rows.prefix(60) where row.reported.place.sheet == layout.sheet {
            for cell in row.reported.cells.values {
                if let column = cell.column, samples[column] == nil, !cell.raw.isEmpty {
                    samples[column] = String(cell.raw.prefix(24))
                }
            }
        }
        return samples
    }

    private func columnRow(_ column: LayoutColumn, layout: Int, sample: String?) -> HTML {
        let id = "column-\(layout)-\(column.column)"
        let isDoubtful = column.confidence == .guessed
        return tr(.class(isDoubtful ? "doubtful" : nil)) {
            th(.scope(.row)) {
                small(CellPlace.letters(ofColumn: column.column), .class("place"))
                " "
                column.heading
            }
            td(.data("label", phrase: "头一格"), .class(sample == nil ? "none" : nil)) {
                span { sample ?? "—" }
            }
            td(.data("label", phrase: "读作")) {
                span {
                    Markup.label(.class("visually-hidden"), .for(id)) { "\(column.heading)读作" }
                    select(.id(id), .name(id)) {
                        option("不读这一列", .value("none"), .selected(column.field == nil))
                        for field in ReportedField.allCases where field != .other {
                            option(
                                field.label, .value(field.rawValue),
                                .selected(column.field == field))
                        }
                    }
                    if let unit = column.unit { small(unit.word, .class("unit")) }
                }
            }
            td(.data("label", phrase: "为什么")) {
                span {
                    if isDoubtful {
                        badge(.watch, "请看一眼")
                        " "
                    }
                    column.reason
                }
            }
        }
    }

    private var notesCard: HTML {
        card("与原件读法不同之处（\(notes.count)）") {
            if notes.isEmpty {
                p("每一格都照原样读出。")
            } else {
                disclosure("逐条看", isOpen: notes.count <= 12) {
                    ul(.class("notes")) {
                        for note in notes.prefix(300) {
                            li {
                                small(short(note.place), .class("place"))
                                " "
                                note.message
                            }
                        }
                    }
                    if notes.count > 300 { p("另有\(notes.count - 300)条未列出。") }
                }
            }
        }
    }

    /// Without the file, which the heading names.
    private func short(_ place: CellPlace) -> String {
        CellPlace(file: place.sheet ?? "", row: place.row, column: place.column).description
    }

    private var rowTable: DataTable<LedgerRow> {
        DataTable(
            "读出的项目",
            columns: [
                DataColumn("行", isNumber: true) { $0.reported.place.row },
                DataColumn("项目", isHead: true) { row in
                    if let project = row.project {
                        link(text: row.reported.name, to: .project(project))
                    } else {
                        row.reported.name
                    }
                    if row.reported.isDropped { badge(.plain, "已退出") }
                },
                DataColumn("投资方") { $0.reported.investorText },
                DataColumn("总投资", isNumber: true) { moneyText($0.reported.total) },
                DataColumn("阶段", isShort: true) { ($0.reported.stage?.label).html },
                DataColumn("签约时间", isShort: true) { $0.reported.signedOn.html },
            ])
    }
}

/// What changed from one month to the next, in a list: also part of the page of a month's changes.
struct ChangeList {
    let changes: [LedgerChange]
    let units: UnitNames

    var html: HTML {
        ul(.class("changes")) {
            for change in changes.prefix(500) { li { item(change) } }
            if changes.count > 500 { li { "另有\(changes.count - 500)条未列出。" } }
        }
    }

    @HTMLBuilder private func item(_ change: LedgerChange) -> HTML {
        if let row = change.after ?? change.before {
            badge(change.kind.light, change.kind.label)
            " "
            if let project = row.project {
                link(text: row.reported.name, to: .project(project))
            } else {
                row.reported.name
            }
            " "
            small { units[row.reported.unit] }
            for field in change.change.fields {
                div(.class("difference")) {
                    field.field.label
                    "："
                    del { change.shown(field.before, field.field, change.before) ?? "—" }
                    " → "
                    ins { change.shown(field.after, field.field, change.after) ?? "—" }
                }
            }
            for reason in change.reasons {
                " "
                badge(.bad, reason)
            }
        }
    }
}

extension LedgerChange {
    /// Amounts, stages and agreements in the reader's language, anything else as it was written;
    /// nil where there was nothing.
    func shown(_ value: String?, _ field: ChangedField, _ row: LedgerRow?) -> Phrase? {
        guard let value else { return nil }
        switch field {
        case .total: return moneyText(row?.reported.total)
        case .received: return moneyText(row?.reported.received)
        case .stage: return Stage(rawValue: value)?.label
        case .agreement: return Agreement(rawValue: value)?.label
        default: return "\(value)"
        }
    }
}

extension ChangedField {
    package var label: Phrase {
        switch self {
        case .name: "项目名称"
        case .investors: "投资方"
        case .total: "总投资"
        case .currency: "币种"
        case .stage: "阶段"
        case .agreement: "协议"
        case .signedOn: "签约时间"
        case .received: "到位资金"
        case .contact: "责任单位"
        case .evidence: "佐证材料"
        }
    }
}

extension ProjectChangeKind {
    package var label: Phrase {
        switch self {
        case .new: "新增"
        case .vanished: "不见了"
        case .changed: "有变化"
        }
    }

    var light: Light {
        switch self {
        case .new: .good
        case .vanished: .watch
        case .changed: .info
        }
    }
}
