import Basics
import Tables

/// The table of a round as it was handed in, kept like a unit's own sheet: every figure of the
/// ledger leads to a cell of it. The reader of sheets reads it again as it stands.
func monthlyTable(_ rows: [ReportedProject]) -> [UInt8] {
    let columns = monthlyColumns.map { WrittenColumn($0.heading) }
    let written = rows.map { row in WrittenRow(monthlyColumns.map { .text($0.text(row)) }) }
    return WrittenSheet(name: "月报", columns: columns, rows: written).csv()
}

extension ReportedProject {
    /// The row where it stands in the table of its round, with what stands in each cell.
    func placed(in file: String, at position: Int) -> ReportedProject {
        var row = self
        // The heading is the first row.
        let line = position + 2
        row.place = ReportedPlace(file: file, sheet: nil, row: line, lastRow: line)
        row.cells = [:]
        for (index, column) in monthlyColumns.enumerated() {
            guard let field = column.field, let raw = column.text(self), !raw.isEmpty else {
                continue
            }
            row.cells[field] = ReportedCell(column: index, raw: raw)
        }
        return row
    }
}

private struct MonthlyColumn: Sendable {
    let heading: String
    /// Nil for what the reader of sheets knows by other signs.
    let field: ReportedField?
    let text: @Sendable (ReportedProject) -> String?

    init(
        _ heading: String, _ field: ReportedField?,
        _ text: @escaping @Sendable (ReportedProject) -> String?
    ) {
        self.heading = heading
        self.field = field
        self.text = text
    }
}

private let monthlyColumns: [MonthlyColumn] = [
    MonthlyColumn("项目名称", .name) { $0.name },
    MonthlyColumn("投资方", .investors) { $0.investors.map(\.name).joined(separator: "\n") },
    MonthlyColumn("统一社会信用代码", .code) {
        $0.investors.compactMap(\.code).joined(separator: "\n")
    },
    MonthlyColumn("总投资（万元）", .total) { $0.total?.typed },
    MonthlyColumn("阶段", .stage) { $0.stage?.rawValue },
    MonthlyColumn("协议类型", .agreement) { $0.agreement?.written },
    MonthlyColumn("签约时间", .signedOn) { $0.signedOn?.description },
    MonthlyColumn("产业链", .chain) { $0.chain },
    MonthlyColumn("招商方式", .mode) { $0.mode },
    MonthlyColumn("到位资金（万元）", .received) { $0.received?.typed },
    MonthlyColumn("责任单位", .contact) { $0.contact },
    MonthlyColumn("佐证材料", .evidence) { $0.hasEvidence.map { $0 ? "有" : "无" } },
    MonthlyColumn("建设内容", .content) { $0.content },
    MonthlyColumn("备注", .remark) { $0.remark },
    MonthlyColumn("不再推进", nil) { $0.isDropped ? "是" : nil },
]

extension Agreement {
    fileprivate var written: String {
        switch self {
        case .formal: "正式协议"
        case .framework: "框架协议"
        case .none: "未签协议"
        }
    }
}
