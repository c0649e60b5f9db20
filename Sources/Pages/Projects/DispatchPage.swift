package import Basics
import Markup
package import Projects

/// The dispatch meeting's table of a month, and its papers. Every figure opens to its rows.
package struct DispatchPage: Sendable {
    package let table: DispatchTable
    package let months: [Month]
    package let units: UnitNames
    package let suspicions: [RaisedSuspicion]
    package let changes: [LedgerChange]
    package let missing: [String]
    package let papers: [String]
    package let mayMake: Bool

    package init(
        table: DispatchTable, months: [Month], units: UnitNames, suspicions: [RaisedSuspicion],
        changes: [LedgerChange], missing: [String], papers: [String], mayMake: Bool
    ) {
        self.table = table
        self.months = months
        self.units = units
        self.suspicions = suspicions
        self.changes = changes
        self.missing = missing
        self.papers = papers
        self.mayMake = mayMake
    }

    private var open: [RaisedSuspicion] { suspicions.filter(\.isOpen) }

    package var page: Page {
        let month = table.month
        let city = table.city
        return Page("\(month)调度材料", area: .dispatch, month: month, hasCharts: true) {
            pageTitle("\(month)调度材料", lead: "点任何一个数，看它由哪些行得来。") {
                if mayMake { link("文稿", to: .reports(), .class("button")) }
                printButton()
            }
            monthTabs(months, current: month) { .dispatch($0) }
            if !missing.isEmpty {
                notice(.watch) {
                    p {
                        "尚未报送，数字不含："
                        for (index, unit) in missing.enumerated() {
                            if index > 0 { "、" }
                            units[unit]
                        }
                    }
                }
            }
            slipNotice
            if !open.isEmpty {
                notice(.watch) {
                    p {
                        "还有\(open.count)条疑点待定，定了再印更稳妥。"
                        " "
                        link("去查重", to: .suspects(month))
                    }
                }
            }
            figures {
                for name in DispatchFigureName.allCases {
                    figureLine(
                        name.label, name.number(name.figure(of: city.now).value), unit: name.unit,
                        to: .figure(month, name.rawValue, [:]), note: since(city, name))
                }
            }
            if mayMake { papersCard }
            card("各单位情况与排名") {
                unitsTable.html
                p(.class("definition")) {
                    "签约：今年签订正式协议、未退出的项目，框架协议不计；总投资只计人民币，外币另列；开工含竣工、投产；排名按总投资，相同者并列。"
                }
                foreignLine
            }
            // A drawing in which one doubtful total outweighs the city would show nothing else.
            if !open.contains(where: { $0.kind == .unit }), let chart = unitsTable.chart { chart }
            card("与上月比") {
                if changes.isEmpty {
                    p("没有上月的数据可比，或者没有变化。")
                } else {
                    p {
                        for kind in ProjectChangeKind.allCases {
                            kind.label
                            " "
                            figureLink(
                                String(changes.count { $0.kind == kind }),
                                to: .changes(month, ["kind": kind.rawValue]))
                            " "
                        }
                    }
                }
            }
        }
    }

    private var unitsTable: DispatchUnitsTable {
        DispatchUnitsTable(
            table: table, units: units, isWhole: table.units.count == units.reporting.count)
    }

    /// One total in a wrong unit can outweigh a city: it is told before the figures.
    @HTMLBuilder private var slipNotice: HTML {
        let slips = open.filter { $0.kind == .unit }.flatMap(\.rows).compactMap(\.self)
        if !slips.isEmpty {
            notice(.bad) {
                p {
                    "下面的总投资含疑似单位有误的项目："
                    for (index, row) in slips.enumerated() {
                        if index > 0 { "、" }
                        units[row.reported.unit]
                        "“\(row.reported.name)”"
                        moneyText(row.reported.total)
                    }
                    "。判为“属实”后不再计入。"
                    " "
                    link("去查重", to: .suspects(table.month))
                }
            }
        }
        if !table.misstated.isEmpty {
            notice(.info, "有\(table.misstated.count)个项目的总投资已判为单位有误，更正之前不计入。")
        }
    }

    @HTMLBuilder private var foreignLine: HTML {
        if !table.city.now.foreign.isEmpty {
            p {
                "另有外币项目："
                for sum in table.city.now.foreign {
                    moneyText(Money(minor: sum.figure.value, sum.currency))
                    "（\(sum.figure.rows.count)个）"
                    " "
                }
            }
        }
    }

    private var papersCard: HTML {
        card("会议材料", id: "papers") {
            ul(.class("papers")) {
                for paper in papers {
                    li {
                        link(to: .dispatchFile(table.month, paper), .class("button")) { paper }
                        " "
                        small(DispatchPapers.about(paper))
                    }
                }
            }
            p(
                "数据日、口径和日志头印在每份材料里；台账不变，再做一次，一个字节也不差。",
                .class("definition"))
        }
    }

    private func since(_ line: DispatchLine, _ name: DispatchFigureName) -> Phrase? {
        line.before.map { before in
            let change = name.figure(of: line.now).value - name.figure(of: before).value
            return "比上月\(signed(change, name.number))"
        }
    }
}

/// 亿元 to two places.
@Sendable
package func yi(_ fen: Int64) -> String { fixed(fen, per: Money.fenPerYi, decimals: 2) }

/// With its sign; «持平» is left to the reader as 0.
func signed(_ value: Int64, _ text: (Int64) -> String) -> String {
    value > 0 ? "+" + text(value) : text(value)
}

extension RaisedSuspicion {
    /// Nobody decided, or somebody is being asked first.
    package var isOpen: Bool { decision == nil || decision?.decision == .pending }
}

/// The rows under one figure.
package struct FigurePage: Sendable {
    package let month: Month
    package let name: DispatchFigureName
    package let unit: String?
    package let value: Int64
    package let units: UnitNames
    package let rows: [LedgerRow]

    package init(
        month: Month, name: DispatchFigureName, unit: String?, value: Int64, units: UnitNames,
        rows: [LedgerRow]
    ) {
        self.month = month
        self.name = name
        self.unit = unit
        self.value = value
        self.units = units
        self.rows = rows
    }

    private var heading: Phrase {
        unit.map { "\(month)\(units[$0])\(name.label)：\(name.text(value))" }
            ?? "\(month)全市\(name.label)：\(name.text(value))"
    }

    package var page: Page {
        let units = self.units
        return Page("\(month)\(name.label)", area: .dispatch, month: month) {
            pageTitle(heading, lead: "由下面\(rows.count)行得来。") {
                printButton()
                link("回到调度材料", to: .dispatch(month), .class("button"))
            }
            DataTable<LedgerRow>(
                "这个数由哪些行得来",
                columns: [
                    DataColumn("项目", isHead: true) { row in
                        if let project = row.project {
                            link(text: row.reported.name, to: .project(project))
                        } else {
                            row.reported.name
                        }
                    },
                    DataColumn("单位", isShort: true) { units[$0.reported.unit] },
                    DataColumn("总投资", isNumber: true) { moneyText($0.reported.total) },
                    DataColumn("到位资金", isNumber: true) { moneyText($0.reported.received) },
                    DataColumn("阶段", isShort: true) { ($0.reported.stage?.label).html },
                    DataColumn("签约时间", isShort: true) { $0.reported.signedOn.html },
                    DataColumn("见于") { row in
                        link(to: .sheet(row.sheet), .class("place")) {
                            small(row.reported.place.cellText)
                        }
                    },
                ]
            ).html(rows)
        }
    }
}

extension DispatchFigureName {
    package var label: Phrase {
        switch self {
        case .signed: "签约"
        case .total: "总投资"
        case .started: "开工"
        case .received: "到位资金"
        }
    }

    var unit: Phrase {
        switch self {
        case .signed, .started: "个"
        case .total, .received: "亿元"
        }
    }

    /// An earlier year's ledger tells of signing only.
    var isKnownOfEarlierYears: Bool { self == .signed || self == .total }

    /// Projects as they are, money in 亿元.
    @Sendable
    func number(_ value: Int64) -> String {
        switch self {
        case .signed, .started: String(value)
        case .total, .received: yiInTable(value)
        }
    }

    package func text(_ value: Int64) -> Phrase {
        switch self {
        case .signed, .started: "\(String(value))个"
        case .total, .received: "\(Money(minor: value).yiWords)"
        }
    }
}
