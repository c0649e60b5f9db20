package import Basics
package import Projects
package import Rules
package import Tables

/// Projects in a layout of the city's rules, one row each, in the reader's language. `mark` is the
/// highest 密级 of them.
package struct ProjectLayoutBook: Sendable {
    package let layout: ExportLayout
    package let projects: [ExportedProject]
    package let units: UnitNames
    package let folder: CityFolder
    package let day: Day
    package let mark: LocalName?

    package init(
        layout: ExportLayout, projects: [ExportedProject], units: UnitNames, folder: CityFolder,
        on day: Day, mark: LocalName?
    ) {
        self.layout = layout
        self.projects = projects
        self.units = units
        self.folder = folder
        self.day = day
        self.mark = mark
    }

    package func book(lexicon: Lexicon, stamp: BookStamp) -> WrittenBook {
        func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
        let (fields, stages) = (folder.projectFields(on: day), folder.stages(on: day))
        let scribe = LayoutScribe(
            layout: layout, fields: fields, stages: stages, units: units, folder: folder,
            lexicon: lexicon)
        let rows = projects.enumerated().map { index, project in
            WrittenRow(layout.columns.map { scribe.cell($0, project, number: index + 1) })
        }
        let title = lexicon.text(layout.title)
        let columns = layout.columns.map { column in
            var written = WrittenColumn(
                lexicon.text(column.heading), group: column.group.map { lexicon.text($0) })
            written.width = Double(column.width ?? column.content.width)
            return written
        }
        var sheet = WrittenSheet(name: title, title: title, columns: columns, rows: rows)
        sheet.notes = [
            say(layout.amounts.note) + "　" + scribe.day(day.description)
        ]
        if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
        let secrecy = lexicon.text(mark ?? LocalName(zh: "内部", en: "Internal"))
        sheet.remarks = [say("\(secrecy) · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
        return WrittenBook(
            title: title, author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
    }
}

/// What stands in the cells of one layout.
private struct LayoutScribe {
    let layout: ExportLayout
    let fields: FieldsRule?
    let stages: StageRule?
    let units: UnitNames
    let folder: CityFolder
    let lexicon: Lexicon

    func cell(_ column: ExportColumn, _ row: ExportedProject, number: Int) -> WrittenCell {
        let unit = column.amounts ?? layout.amounts
        switch column.content {
        case .value(.number): return .integer(number)
        case .value(.total): return amount(row.project.total, in: unit)
        case .value(.received): return amount(row.project.received, in: unit)
        case .value(let value): return .text(text(value, row))
        case .field(let id): return field(id, row.fields[id], in: unit)
        case .planned(let stage): return .text(row.planned[stage].map { day($0.description) })
        case .reached(let stage): return .text(row.reached[stage].map { day($0.description) })
        case .receipts(let period, let layers):
            let money = period == .year ? row.year : row.total
            var sum = MoneyTotal()
            for layer in MoneyLayer.allCases where layers.contains(layer) {
                if let part = money[layer] { sum.add(part) }
            }
            return total(sum, in: unit)
        }
    }

    private func text(_ value: ExportValue, _ row: ExportedProject) -> String? {
        let project = row.project
        switch value {
        case .unit: return lexicon.text(units[project.unit])
        case .name: return project.name
        case .investors: return project.investors.map(\.name).joined(separator: "、")
        case .codes: return project.investors.compactMap(\.code).joined(separator: "、")
        case .stage: return project.stage.map { lexicon.text($0.label) }
        case .agreement: return project.agreement.map { lexicon.text($0.label) }
        case .chain: return project.chain
        case .mode: return project.mode
        case .contact: return row.contact
        case .content: return row.content
        case .remark: return row.remark
        case .standing: return lexicon.text(project.standing.label)
        case .id: return project.id.text
        case .signedOn: return project.signedOn.map { day($0.description) }
        case .projectClass:
            return project.projectClass.map { id in
                (stages?.projectClass(id)?.name).map { lexicon.text($0) } ?? id
            }
        case .stageReached:
            return project.reached.map { id in
                (stages?.stage(id)?.name).map { lexicon.text($0) } ?? id
            }
        case .firstRound: return project.firstRound.description
        case .lastRound: return project.lastRound.description
        case .cityNumber: return row.numbers?.city
        case .unitNumber: return row.numbers?.unit
        case .number, .total, .received, .blank: return nil
        }
    }

    private func field(_ id: String, _ value: String?, in unit: AmountUnit) -> WrittenCell {
        guard let value else { return .empty }
        guard let kind = fields?.field(id)?.kind else { return .text(value) }
        switch kind {
        case .money: return amount(Money(field: value), in: unit)
        case .number: return Int64(value).map(WrittenCell.integer) ?? .text(value)
        case .day: return .text(day(value))
        case .flag: return .text(lexicon.text(value == "yes" ? "是" : "否"))
        case .unit: return .text(lexicon.text(units[value]))
        case .choice(let choices), .choices(let choices):
            return .text(
                value.split(separator: ",").map { id in
                    choices.first { $0.id == id }.map { lexicon.text($0.name) } ?? String(id)
                }.joined(separator: "、"))
        case .taxonomy(let list):
            let entry = folder.taxonomies.filter { $0.id == list }.flatMap(\.entries)
                .first { $0.id == value }
            return .text(entry.map { lexicon.text($0.name) } ?? value)
        case .text, .platformCode, .industry: return .text(value)
        }
    }

    /// Foreign money is written out with its currency: it has no place in a column of yuan.
    private func amount(_ money: Money?, in unit: AmountUnit) -> WrittenCell {
        guard let money else { return .empty }
        return money.currency == .CNY
            ? yuan(money.minor, in: unit) : .text(lexicon.text(money.words))
    }

    /// What has no rate would be missing from a number, so that it stands beside it in words.
    private func total(_ sum: MoneyTotal, in unit: AmountUnit) -> WrittenCell {
        if sum.isEmpty { return .empty }
        if sum.unconverted.isEmpty { return yuan(sum.yuan, in: unit) }
        return .text(sum.byCurrency.map { lexicon.text($0.words) }.joined(separator: "、"))
    }

    private func yuan(_ fen: Int64, in unit: AmountUnit) -> WrittenCell {
        switch unit {
        case .wan: .decimal(Double(fen) / Double(Money.fenPerWan), decimals: 2)
        case .yi: .decimal(Double(fen) / Double(Money.fenPerYi), decimals: 4)
        }
    }

    /// `2026`, `2026-10` or `2026-10-31` as the layout writes days.
    func day(_ text: String) -> String {
        let parts = text.split(separator: "-").compactMap { Int($0) }.map(String.init)
        switch layout.dates {
        case .iso: return text
        case .dotted: return parts.joined(separator: ".")
        case .chinese: return zip(parts, ["年", "月", "日"]).map { $0 + $1 }.joined()
        }
    }
}

extension AmountUnit {
    fileprivate var note: Phrase {
        switch self {
        case .wan: "单位：万元"
        case .yi: "单位：亿元"
        }
    }
}

extension ExportContent {
    /// Wide enough for what usually stands there.
    fileprivate var width: Int {
        switch self {
        case .value(.name), .value(.investors), .value(.content): 36
        case .value(.codes), .value(.id), .value(.cityNumber), .value(.unitNumber): 22
        case .value(.number): 6
        case .value, .field, .planned, .reached, .receipts: 14
        }
    }
}
