import Basics
import Projects
import Tables

/// 一区一页: what each unit takes home from the meeting, one page each.
struct UnitSheets {
    let papers: DispatchPapers

    var document: OfficialDocument {
        var body: [DocumentBlock] = []
        for (index, line) in papers.table.units.enumerated() {
            if index > 0 { body.append(.pageBreak) }
            body += page(line)
        }
        return papers.document("\(papers.monthText)招商引资调度（一区一页）", body)
    }

    /// Tables, for their letters are small enough for a page to hold a unit's month.
    private func page(_ line: DispatchLine) -> [DocumentBlock] {
        let unit = line.now.unit ?? ""
        return [
            .heading(level: 1, papers.name(unit)), .table(figures(line)),
            .table(changes(of: unit)), .table(questions(to: unit)), .footnote(papers.stamp),
        ]
    }

    private static let columns = [
        DocumentTable.Column("类别", weight: 1.2),
        DocumentTable.Column("内容", weight: 5, alignment: .left),
    ]

    private func changes(of unit: String) -> DocumentTable {
        let changes = papers.changes.filter { ($0.after ?? $0.before)?.reported.unit == unit }
        var rows: [[String]] = []
        for kind in ProjectChangeKind.allCases {
            let of = changes.filter { $0.kind == kind }
            guard !of.isEmpty else { continue }
            let names = of.prefix(8).compactMap { ($0.after ?? $0.before)?.reported.name }
            let rest = of.count > names.count ? "等" : ""
            rows.append([
                "\(kind.paperLabel)\(of.count)个", names.joined(separator: "、") + rest,
            ])
        }
        for change in changes.filter({ !$0.reasons.isEmpty }).prefix(5) {
            guard let row = (change.after ?? change.before)?.reported else { continue }
            let reasons = change.reasons.map { text($0) }.joined(separator: "；")
            rows.append(["请说明", "\(row.name)：\(reasons)"])
        }
        if rows.isEmpty { rows.append(["—", "没有上月数据可比，或者没有变化"]) }
        return DocumentTable(columns: UnitSheets.columns, rows: rows, caption: "与上月相比")
    }

    private func questions(to unit: String) -> DocumentTable {
        let open = papers.open.filter { $0.units.contains(unit) }
        var rows = open.prefix(8).map { suspicion in
            [text(suspicion.kind.label), papers.subject(of: suspicion)]
        }
        if open.isEmpty { rows.append(["—", "没有待定的疑点"]) }
        if open.count > 8 { rows.append(["其余", "另有\(open.count - 8)条，见督办单"]) }
        return DocumentTable(columns: UnitSheets.columns, rows: rows, caption: "请核实的疑点")
    }

    private func figures(_ line: DispatchLine) -> DocumentTable {
        typealias Column = DocumentTable.Column
        func row(_ name: DispatchFigureName) -> [String] {
            let now = name.figure(of: line.now).value
            let before = line.before.map { name.figure(of: $0).value }
            let year =
                name.isKnownOfEarlierYears ? line.lastYear.map { name.figure(of: $0).value } : nil
            return [
                text(name.label), text(name.text(now)), before.map { text(name.text($0)) } ?? "—",
                year.map { text(name.text($0)) } ?? "—",
            ]
        }
        var table = DocumentTable(
            columns: [
                Column("指标"), Column("本月"), Column("上月"), Column("去年同期"),
            ], rows: DispatchFigureName.allCases.map(row))
        table.caption = "按总投资排第\(line.rank ?? 0)位"
        return table
    }
}

extension ProjectChangeKind {
    /// As an official paper says it.
    var paperLabel: String {
        switch self {
        case .new: "新增"
        case .vanished: "上月有本月未报"
        case .changed: "有变化"
        }
    }
}

/// 督办单 of one open suspicion.
struct OrderPaper {
    let papers: DispatchPapers
    let suspicion: RaisedSuspicion
    let number: Int

    private var code: String {
        let digits = String(number)
        return "\(papers.month)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    var fileName: String {
        "督办单-\(code)-\(text(suspicion.kind.label)).docx"
    }

    var document: OfficialDocument {
        let units = suspicion.units.reduce(into: [String]()) { seen, unit in
            if !seen.contains(unit) { seen.append(unit) }
        }.map(papers.name)
        var rows: [[String]] = [
            ["编号", code], ["事项", text(suspicion.kind.label)],
            ["责任单位", units.joined(separator: "、")],
            ["依据", suspicion.reasons.map { text($0) }.joined(separator: "；")],
        ]
        if let sum = suspicion.sum { rows.append(["合计所在", sum.cellText]) }
        for row in suspicion.rows.prefix(8) {
            guard let row else { continue }
            let reported = row.reported
            rows.append([
                papers.name(reported.unit),
                [
                    reported.name, reported.investorText, text(moneyText(reported.total)),
                    reported.signedOn?.description ?? "未填签约时间", reported.place.cellText,
                ].joined(separator: "；"),
            ])
        }
        rows += [
            ["交办", "\(papers.headquarters)　\(chinese(papers.day))"],
            ["办理要求", "请核实上列情况，说明属实与否，并附佐证材料，书面回复\(papers.headquarters)。"],
            ["回复期限", "　　　　年　　月　　日前"], ["办理情况", "\n\n"], ["负责人签字", "\n"],
        ]
        return papers.document(
            "督办单",
            [
                .table(
                    DocumentTable(
                        columns: [
                            DocumentTable.Column("项目", weight: 1),
                            DocumentTable.Column("内容", weight: 4, alignment: .left),
                        ], rows: rows)),
                .footnote(papers.stamp),
            ])
    }
}

/// 排名.xlsx
struct RankingBook {
    let papers: DispatchPapers

    var book: WrittenBook {
        WrittenBook(
            title: "\(papers.monthText)排名", author: papers.headquarters,
            createdAt: papers.createdAt, sheets: [ranking, suspicions, changes])
    }

    private func sheet(
        _ name: String, _ columns: [WrittenColumn], _ rows: [WrittenRow]
    ) -> WrittenSheet {
        var sheet = WrittenSheet(
            name: name, title: "\(papers.monthText)\(name)", columns: columns, rows: rows)
        if let header = papers.header { sheet.notes.append(header) }
        sheet.remarks = [DispatchPapers.definitions, papers.stamp]
        sheet.page.header = papers.header ?? "内部"
        sheet.page.footer = papers.stamp
        return sheet
    }

    private var ranking: WrittenSheet {
        var columns = [WrittenColumn("名次", width: 6), WrittenColumn("单位", width: 18)]
        for name in DispatchFigureName.allCases {
            let heading = "\(text(name.label))（\(text(name.unit))）"
            columns += [
                WrittenColumn("本月", group: heading), WrittenColumn("比上月", group: heading),
            ]
            if name.isKnownOfEarlierYears {
                columns.append(WrittenColumn("去年同期", group: heading))
            }
        }
        var rows = papers.table.units.sorted {
            ($0.rank ?? 0, $0.now.unit ?? "") < ($1.rank ?? 0, $1.now.unit ?? "")
        }.map { line in
            WrittenRow(
                [.integer(line.rank ?? 0), .text(papers.name(line.now.unit ?? ""))] + cells(line))
        }
        if papers.table.doubled.signed.value > 0 {
            rows.append(
                WrittenRow(
                    [.empty, .text("双算重复（减）")]
                        + cells(DispatchLine(now: papers.table.doubled))))
        }
        rows.append(
            WrittenRow([.empty, .text("全市")] + cells(papers.table.city), isStrong: true))
        return sheet("各单位情况与排名", columns, rows)
    }

    private func cells(_ line: DispatchLine) -> [WrittenCell] {
        DispatchFigureName.allCases.flatMap { name -> [WrittenCell] in
            let isCount = name == .signed || name == .started
            func cell(_ value: Int64?) -> WrittenCell {
                guard let value else { return .empty }
                return isCount
                    ? .integer(value)
                    : .decimal(Double(value) / Double(Money.fenPerYi), decimals: 2)
            }
            let now = name.figure(of: line.now).value
            var cells = [cell(now), cell(line.before.map { now - name.figure(of: $0).value })]
            if name.isKnownOfEarlierYears {
                cells.append(cell(line.lastYear.map { name.figure(of: $0).value }))
            }
            return cells
        }
    }

    private var suspicions: WrittenSheet {
        sheet(
            "疑点清单",
            [
                WrittenColumn("序号", width: 6), WrittenColumn("种类", width: 16),
                WrittenColumn("可能性", width: 8), WrittenColumn("项目与单位", width: 50),
                WrittenColumn("理由", width: 60), WrittenColumn("状态", width: 14),
                WrittenColumn("备注", width: 20),
            ],
            papers.suspicions.enumerated().map { index, suspicion in
                WrittenRow([
                    .integer(index + 1), .text(text(suspicion.kind.label)),
                    .percent(suspicion.score), .text(papers.subject(of: suspicion)),
                    .text(suspicion.reasons.map { text($0) }.joined(separator: "；")),
                    .text(suspicion.decision.map { text($0.decision.label) } ?? "待定"),
                    .text(suspicion.decision?.note),
                ])
            })
    }

    private var changes: WrittenSheet {
        sheet(
            "与上月比",
            [
                WrittenColumn("单位", width: 16), WrittenColumn("变化", width: 10),
                WrittenColumn("项目", width: 36), WrittenColumn("内容", width: 60),
                WrittenColumn("请说明", width: 30),
            ],
            papers.changes.compactMap { change in
                guard let row = (change.after ?? change.before)?.reported else { return nil }
                return WrittenRow([
                    .text(papers.name(row.unit)), .text(change.kind.paperLabel),
                    .text(row.name), .text(change.fieldsText),
                    .text(change.reasons.map { text($0) }.joined(separator: "；")),
                ])
            })
    }
}
