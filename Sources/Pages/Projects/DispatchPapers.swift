package import Basics
package import Projects
import Storage
import Tables

/// The papers of a month's dispatch meeting. They are official documents, so they are in Chinese
/// whatever language the reader's pages are in. Made again from the same state of the ledger they
/// are the same, byte for byte.
package struct DispatchPapers: Sendable {
    package let table: DispatchTable
    package let suspicions: [RaisedSuspicion]
    package let changes: [LedgerChange]
    package let missing: [String]
    package let units: UnitNames
    package let city: LocalName
    package let headquarters: String
    package let isSample: Bool
    package let state: DataState
    /// The day of the data: that of the last change of the ledger, in the city's zone.
    package let day: Day
    /// 通报, where the city has a letter for it.
    package internal(set) var notice: PaperText?

    package init(
        table: DispatchTable, suspicions: [RaisedSuspicion], changes: [LedgerChange],
        missing: [String], units: UnitNames, city: LocalName, headquarters: String,
        isSample: Bool, state: DataState, day: Day
    ) {
        self.table = table
        self.suspicions = suspicions
        self.changes = changes
        self.missing = missing
        self.units = units
        self.city = city
        self.headquarters = headquarters
        self.isSample = isSample
        self.state = state
        self.day = day
    }

    package static let names = ["通报.docx", "排名.xlsx", "一区一页.docx", "督办单.zip"]

    /// What a paper is for, beside its link.
    static func about(_ name: String) -> Phrase {
        switch name {
        case "通报.docx": "发全市：总体情况、排名、变化、疑点"
        case "排名.xlsx": "各单位数字、疑点清单、与上月比，可以再算"
        case "一区一页.docx": "会上发：每个单位一页，数字、变化、要核实的"
        case "督办单.zip": "每条待定疑点一张，写好事项和依据"
        default: "会议材料"
        }
    }

    /// Nil for a name that isn't one of `names`.
    package func file(named name: String) throws -> [UInt8]? {
        switch name {
        case "通报.docx": try notice?.docx()
        case "排名.xlsx": try RankingBook(papers: self).book.xlsx()
        case "一区一页.docx": try UnitSheets(papers: self).document.docx()
        case "督办单.zip": try ordersArchive
        default: nil
        }
    }

    /// One supervision order for each open suspicion, in the order of the page.
    package var orders: [(name: String, bytes: [UInt8])] {
        get throws {
            try open.enumerated().map { index, suspicion in
                let order = OrderPaper(papers: self, suspicion: suspicion, number: index + 1)
                return (order.fileName, try order.document.docx())
            }
        }
    }

    /// An archive can't be empty: where nothing is open, it says so.
    private var ordersArchive: [UInt8] {
        get throws {
            let made = try orders
            guard made.isEmpty else { return try zipArchive(made) }
            let text = "\(monthText)没有待定的疑点，不需要督办单。\n\(stamp)。\n"
            return try zipArchive([(name: "没有待定的疑点.txt", bytes: Array(text.utf8))])
        }
    }

    var open: [RaisedSuspicion] { suspicions.filter(\.isOpen) }
    var month: Month { table.month }
    var monthText: String { "\(month.year)年\(month.month)月" }
    var header: String? { isSample ? DispatchPapers.sampleHeader : nil }
    var createdAt: Instant { state.at ?? Instant(microseconds: 0) }

    func name(_ unit: String) -> String { units[unit].zh }

    /// What every paper says of itself.
    var stamp: String { "数据日 \(chinese(day))；日志头 \(state.head)" }

    static let sampleHeader = "示例（全部内容均为虚构），非正式公文"

    static let definitions =
        "签约指今年签订正式协议且未退出的项目，框架协议、意向协议不计；总投资只计人民币，外币另列；"
        + "开工含竣工、投产；到位资金按各单位所报累计数；排名按总投资，相同者并列；"
        + "已判为同一项目的，全市只计一次，各单位仍各自列出。"

    func document(_ title: String, _ body: [DocumentBlock]) -> OfficialDocument {
        var document = OfficialDocument(
            title: title, body: body, author: headquarters, createdAt: createdAt)
        document.mark = "内部"
        document.header = header
        return document
    }
}

/// «2026年10月31日»
func chinese(_ day: Day) -> String { "\(day.year)年\(day.month)月\(day.day)日" }

func text(_ phrase: Phrase?) -> String { phrase.map(Lexicon.chinese.text) ?? "—" }

extension DispatchPapers {
    var rankingTable: DocumentTable {
        typealias Column = DocumentTable.Column
        let units = table.units.sorted {
            ($0.rank ?? 0, $0.now.unit ?? "") < ($1.rank ?? 0, $1.now.unit ?? "")
        }
        func cells(_ rank: String, _ name: String, _ line: DispatchLine) -> [String] {
            let now = line.now
            return [
                rank, name, String(now.signed.value),
                line.before.map { signed(now.signed.value - $0.signed.value) { String($0) } }
                    ?? "—",
                yiInTable(now.total.value),
                line.before.map { signed(now.total.value - $0.total.value, yiInTable) } ?? "—",
                String(now.started.value),
                line.before.map { signed(now.started.value - $0.started.value) { String($0) } }
                    ?? "—",
                yiInTable(now.received.value),
                line.before.map { signed(now.received.value - $0.received.value, yiInTable) }
                    ?? "—",
            ]
        }
        var rows = units.map { line in
            cells(String(line.rank ?? 0), name(line.now.unit ?? ""), line)
        }
        rows.append(cells("", "全市", table.city))
        var ranking = DocumentTable(
            columns: [
                Column("名次", weight: 0.6), Column("单位", weight: 1.8, alignment: .left),
                Column("签约（个）"), Column("比上月"), Column("总投资", weight: 1.2),
                Column("比上月"), Column("开工（个）"), Column("比上月"),
                Column("到位资金", weight: 1.2), Column("比上月"),
            ], rows: rows, unit: "单位：个、亿元")
        ranking.strongRows = [rows.count - 1]
        return ranking
    }

    var suspicionTable: DocumentTable {
        typealias Column = DocumentTable.Column
        return DocumentTable(
            columns: [
                Column("序号", weight: 0.5), Column("种类", weight: 1.2),
                Column("项目与单位", weight: 3.2, alignment: .left),
                Column("理由", weight: 3.4, alignment: .left), Column("状态", weight: 1),
            ],
            rows: suspicions.prefix(200).enumerated().map { index, suspicion in
                [
                    String(index + 1), text(suspicion.kind.label), subject(of: suspicion),
                    suspicion.reasons.map { text($0) }.joined(separator: "；"),
                    suspicion.decision.map { text($0.decision.label) } ?? "待定",
                ]
            })
    }

    /// «东屿区：A项目；西岭区：B项目»
    func subject(of suspicion: RaisedSuspicion) -> String {
        if let sum = suspicion.sum {
            return "\(suspicion.units.first.map(name) ?? "")：\(sum.cellText)"
        }
        return suspicion.rows.compactMap { row in
            row.map { "\(name($0.reported.unit))：\($0.reported.name)" }
        }.joined(separator: "；")
    }
}
