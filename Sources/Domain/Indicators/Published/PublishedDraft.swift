import Basics
package import Rules
import Tables
import Texts

extension Limit {
    /// Figures that one file brings.
    static let publishedAtOnce: Limit = 500
    /// Rows above the headings.
    static let prefaceRows: Limit = 20
}

/// A published figure as it was typed, or as a row of a file says it.
package struct PublishedDraft: Sendable, Hashable {
    /// By the names of `PublishedFields`.
    let texts: [String: String]
    /// Of a row of a file: where each stands.
    let cells: [String: CellPlace]
    /// The entry whose place it takes.
    let replaces: String

    package init(_ texts: [String: String], replaces: String? = nil) {
        self.texts = texts
        cells = [:]
        self.replaces = trimmed(replaces ?? "")
    }

    fileprivate init(_ texts: [String: String], cells: [String: CellPlace]) {
        self.texts = texts
        self.cells = cells
        replaces = ""
    }

    var fields: PublishedFields {
        PublishedFields({ texts[$0] }, at: place)
    }

    func place(_ name: String) -> Place { cells[name].map(Place.cell) ?? .field(name) }
}

/// The headings that a sheet of releases may have.
private let headings: [(name: String, words: Set<String>)] = [
    ("period", ["期间", "时期", "月份", "年月", "period"]),
    ("value", ["数值", "数额", "总量", "累计", "value"]),
    ("change", ["同比", "增长", "同比增长", "增速", "change"]),
    ("share", ["占比", "比重", "占全省比重", "share"]),
    ("share_of", ["占谁", "占比范围", "shareof"]),
    ("comparable", ["上年可比", "上年同期", "上年同口径", "comparable"]),
    ("unit", ["单位", "区市", "unit"]),
    ("scope", ["口径", "口径版本", "scope"]),
    ("released", ["发布日期", "发布时间", "released"]),
    ("source", ["来源", "文件", "source"]),
    ("note", ["说明", "备注", "note"]),
]

/// Reads the releases of one series from the first sheet that has columns of periods and values.
/// What stands in brackets after a heading is the unit of its bare numbers: 数值（亿美元）, 同比（%）.
/// `given` fills what no column says: one release has one day and one source. Units may be named.
package func readPublished(
    _ bytes: [UInt8], file: String, given: [String: String], units: [Unit]
) throws -> [PublishedDraft] {
    let book: Workbook
    do {
        book = try readWorkbook(bytes, file: file)
    } catch let refusal as any Refusal {
        throw FigureRefusal(refusal.problems)
    }
    for sheet in book.sheets {
        for (index, row) in sheet.rows.prefix(Limit.prefaceRows.count).enumerated() {
            let columns = columns(of: row)
            guard columns["period"] != nil, columns["value"] != nil else { continue }
            let drafts = sheet.rows.dropFirst(index + 1).compactMap { row in
                draft(
                    of: row, columns, given: given, units: units,
                    at: CellPlace(file: file, sheet: sheet.name, row: row.number))
            }
            if drafts.isEmpty || drafts.count > Limit.publishedAtOnce.count {
                throw FigureRefusal([
                    Problem(
                        "一个文件须有1至\(Limit.publishedAtOnce.count)条",
                        at: .cell(CellPlace(file: file, sheet: sheet.name)))
                ])
            }
            return drafts
        }
    }
    throw FigureRefusal([
        Problem(
            "没有找到表头：前\(Limit.prefaceRows.count)行里须有“期间”和“数值”两列，另可有同比、占比、口径、发布日期、来源",
            at: .cell(CellPlace(file: file)))
    ])
}

private struct ReleaseColumn {
    let number: Int
    /// What bare numbers are of.
    let unit: String
}

private func columns(of row: SheetRow) -> [String: ReleaseColumn] {
    var columns: [String: ReleaseColumn] = [:]
    for cell in row.cells {
        let parts = cell.value.written.folded.split(whereSeparator: { "()（）".contains($0) })
        guard let heading = parts.first else { continue }
        for (name, words) in headings where columns[name] == nil && words.contains(String(heading))
        {
            columns[name] = ReleaseColumn(
                number: cell.column, unit: parts.count > 1 ? String(parts[1]) : "")
        }
    }
    return columns
}

private func draft(
    of row: SheetRow, _ columns: [String: ReleaseColumn], given: [String: String],
    units: [Unit], at place: CellPlace
) -> PublishedDraft? {
    var texts = given.filter { !$0.value.isEmpty }
    var cells: [String: CellPlace] = [:]
    var isEmpty = true
    for (name, column) in columns {
        let written = trimmed(row.cell(column.number)?.value.written ?? "")
        cells[name] = CellPlace(
            file: place.file, sheet: place.sheet, row: place.row, column: column.number)
        if written.isEmpty { continue }
        isEmpty = false
        let isBare = written.utf8.allSatisfy { (48...57).contains($0) || "+-.".utf8.contains($0) }
        texts[name] = isBare ? written + column.unit : written
    }
    if texts["unit"] == "全市" { texts["unit"] = nil }
    if let name = texts["unit"],
        let unit = units.first(where: { $0.name.zh == name || $0.short == name })
    {
        texts["unit"] = unit.id
    }
    return isEmpty ? nil : PublishedDraft(texts, cells: cells)
}
