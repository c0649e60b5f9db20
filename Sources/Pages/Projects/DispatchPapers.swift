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
        case "通报.docx": try NoticePaper(papers: self).document.docx()
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
    var dayText: String { "\(day.year)年\(day.month)月\(day.day)日" }

    func name(_ unit: String) -> String { units[unit].zh }

    /// What every paper says of itself.
    var stamp: String { "数据日 \(dayText)；日志头 \(state.head)" }

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

func text(_ phrase: Phrase?) -> String { phrase.map(Lexicon.chinese.text) ?? "—" }

/// 通报
struct NoticePaper {
    let papers: DispatchPapers

    var document: OfficialDocument {
        var body: [DocumentBlock] = [
            .heading(level: 1, "总体情况"), .paragraph(overall),
        ]
        if let compared { body.append(.paragraph(compared)) }
        if let reported { body.append(.paragraph(reported)) }
        body += [.heading(level: 1, "各单位情况"), .paragraph(leaders)]
        body += [.heading(level: 1, "与上月相比的变化")] + changed
        body += [.heading(level: 1, "疑点及处理情况")] + suspected
        body += [
            .heading(level: 1, "口径与数据"), .paragraph(DispatchPapers.definitions),
            .footnote(papers.stamp),
        ]
        var document = papers.document(
            "关于\(papers.monthText)全市招商引资\n工作调度情况的通报", body)
        document.addressee = "各区市、功能区，市直有关部门"
        document.signature = papers.headquarters
        document.day = papers.day
        document.attachments = [
            DocumentAttachment(
                title: "\(papers.monthText)各单位情况与排名", body: [.table(rankingTable)],
                isLandscape: true)
        ]
        if !papers.suspicions.isEmpty {
            document.attachments.append(
                DocumentAttachment(
                    title: "\(papers.monthText)疑点清单", body: [.table(suspicionTable)],
                    isLandscape: true))
        }
        return document
    }

    private var overall: String {
        let city = papers.table.city.now
        var sentence =
            "截至\(papers.month.month)月底，全市今年签约正式协议项目\(city.signed.value)个，"
            + "总投资\(yi(city.total.value))亿元；在册项目中已开工\(city.started.value)个；"
            + "累计到位资金\(yi(city.received.value))亿元。"
        for sum in city.foreign {
            let amount = Money(minor: sum.figure.value, sum.currency)
            sentence += "另有外币项目\(sum.figure.rows.count)个，总投资\(text(moneyText(amount)))。"
        }
        let slips = papers.open.filter { $0.kind == .unit }.flatMap(\.rows).compactMap(\.self)
        for slip in slips.map(\.reported) {
            sentence +=
                "其中\(papers.name(slip.unit))“\(slip.name)”\(text(moneyText(slip.total)))"
                + "疑似单位有误，待核实。"
        }
        if !papers.table.misstated.isEmpty {
            sentence += "有\(papers.table.misstated.count)个项目的总投资单位有误，更正之前不计入。"
        }
        let doubled = papers.table.doubled
        if doubled.signed.value > 0 {
            sentence +=
                "各单位合计中有\(doubled.signed.value)个项目、\(yi(doubled.total.value))亿元"
                + "已判为同一项目重复上报，全市数已剔除。"
        }
        return sentence
    }

    private var compared: String? {
        let city = papers.table.city
        var parts: [String] = []
        if let before = city.before {
            func projects(_ name: DispatchFigureName) -> String {
                change(name.difference(city.now, before), "个") { String($0) }
            }
            func money(_ name: DispatchFigureName) -> String {
                change(name.difference(city.now, before), "亿元", yi)
            }
            parts.append(
                "与上月相比，签约项目\(projects(.signed))，总投资\(money(.total))，"
                    + "开工项目\(projects(.started))，到位资金\(money(.received))。")
        }
        if let year = city.lastYear {
            parts.append(
                "据\(papers.month.year - 1)年台账，去年同期签约\(year.signed.value)个，"
                    + "总投资\(yi(year.total.value))亿元。")
        }
        return parts.isEmpty ? nil : parts.joined()
    }

    private func change(_ value: Int64, _ unit: String, _ text: (Int64) -> String) -> String {
        value == 0 ? "持平" : (value > 0 ? "增加" : "减少") + text(abs(value)) + unit
    }

    private var reported: String? {
        papers.missing.isEmpty
            ? nil
            : "\(papers.missing.map(papers.name).joined(separator: "、"))尚未报送，以上各数不含。"
    }

    private var leaders: String {
        let ranked = papers.table.units.sorted { ($0.rank ?? 0) < ($1.rank ?? 0) }
        let first = ranked.filter { ($0.rank ?? 99) <= 3 && $0.now.total.value > 0 }
        guard !first.isEmpty else { return "各单位情况见附件1。" }
        let names = first.map { line in
            "\(papers.name(line.now.unit ?? ""))（\(yi(line.now.total.value))亿元，"
                + "\(line.now.signed.value)个）"
        }
        return "按签约总投资排名，居前的是\(names.joined(separator: "、"))。各单位情况见附件1。"
    }

    private var changed: [DocumentBlock] {
        guard !papers.changes.isEmpty else {
            return [.paragraph("没有上月数据可比，或者没有变化。")]
        }
        func count(_ kind: ProjectChangeKind) -> Int { papers.changes.count { $0.kind == kind } }
        var blocks: [DocumentBlock] = [
            .paragraph(
                "新增项目\(count(.new))个，上月有而本月未报的\(count(.vanished))个，"
                    + "内容有变化的\(count(.changed))个。")
        ]
        let asked = papers.changes.filter { $0.kind == .changed && !$0.reasons.isEmpty }
        if !asked.isEmpty {
            blocks.append(.paragraph("以下变化请有关单位说明："))
            for change in asked.prefix(20) {
                guard let row = change.after?.reported else { continue }
                let reasons = change.reasons.map { text($0) }.joined(separator: "；")
                blocks.append(.paragraph("\(papers.name(row.unit))“\(row.name)”：\(reasons)。"))
            }
        }
        return blocks
    }

    private var suspected: [DocumentBlock] {
        guard !papers.suspicions.isEmpty else { return [.paragraph("本月未查出疑点。")] }
        let kinds = SuspicionKind.allCases.compactMap { kind -> String? in
            let of = papers.suspicions.filter { $0.kind == kind }
            guard !of.isEmpty else { return nil }
            return "\(text(kind.label))\(of.count)条（待定\(of.count { $0.isOpen })条）"
        }
        return [
            .paragraph(
                "共查出疑点\(papers.suspicions.count)条：\(kinds.joined(separator: "，"))。"
                    + "清单见附件2；待定的逐条附督办单，请有关单位核实后书面回复\(papers.headquarters)。")
        ]
    }

    private var rankingTable: DocumentTable {
        typealias Column = DocumentTable.Column
        let units = papers.table.units.sorted {
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
            cells(String(line.rank ?? 0), papers.name(line.now.unit ?? ""), line)
        }
        rows.append(cells("", "全市", papers.table.city))
        var table = DocumentTable(
            columns: [
                Column("名次", weight: 0.6), Column("单位", weight: 1.8, alignment: .left),
                Column("签约（个）"), Column("比上月"), Column("总投资", weight: 1.2),
                Column("比上月"), Column("开工（个）"), Column("比上月"),
                Column("到位资金", weight: 1.2), Column("比上月"),
            ], rows: rows, unit: "单位：个、亿元")
        table.strongRows = [rows.count - 1]
        return table
    }

    private var suspicionTable: DocumentTable {
        typealias Column = DocumentTable.Column
        return DocumentTable(
            columns: [
                Column("序号", weight: 0.5), Column("种类", weight: 1.2),
                Column("项目与单位", weight: 3.2, alignment: .left),
                Column("理由", weight: 3.4, alignment: .left), Column("状态", weight: 1),
            ],
            rows: papers.suspicions.prefix(200).enumerated().map { index, suspicion in
                [
                    String(index + 1), text(suspicion.kind.label), papers.subject(of: suspicion),
                    suspicion.reasons.map { text($0) }.joined(separator: "；"),
                    suspicion.decision.map { text($0.decision.label) } ?? "待定",
                ]
            })
    }
}

extension DispatchPapers {
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

extension DispatchFigureName {
    fileprivate func difference(_ now: UnitFigures, _ before: UnitFigures) -> Int64 {
        figure(of: now).value - figure(of: before).value
    }
}
