package import Basics
import Markup
package import Projects

/// The suspicions of a month, what waits first, each with its rows side by side and the buttons to
/// decide.
package struct SuspectsPage: Sendable {
    package let month: Month
    package let months: [Month]
    package let units: UnitNames
    package let suspicions: [RaisedSuspicion]
    package let list: ListPage
    package let showsDecided: Bool
    /// How many there are of each, for the tabs.
    package let openCount: Int
    package let decidedCount: Int
    package let mayDecide: Bool

    /// `suspicions` are those of `list`.
    package init(
        month: Month, months: [Month], units: UnitNames, suspicions: [RaisedSuspicion],
        list: ListPage, showsDecided: Bool, openCount: Int, decidedCount: Int, mayDecide: Bool
    ) {
        self.month = month
        self.months = months
        self.units = units
        self.suspicions = suspicions
        self.list = list
        self.showsDecided = showsDecided
        self.openCount = openCount
        self.decidedCount = decidedCount
        self.mayDecide = mayDecide
    }

    package var page: Page {
        let month = self.month
        return Page("\(month)查重", area: .suspects, month: month) {
            pageTitle(
                "\(month)查重",
                lead: "最可能的排在前面。定一条，少一条；定错了可以撤回。")
            monthTabs(months, current: month) { .suspects($0) }
            tabs([
                Tab(
                    "待定", to: .suspects(month), isCurrent: !showsDecided, count: openCount),
                Tab(
                    "已定", to: .suspects(month, ["state": "decided"]), isCurrent: showsDecided,
                    count: decidedCount),
            ])
            if suspicions.isEmpty {
                if showsDecided {
                    emptyState("还没有定过的疑点", next: "先看“待定”里的。")
                } else {
                    emptyState("没有待定的疑点", next: "可以去做调度材料了。") {
                        link("做调度材料", to: .dispatch(month), .class("button primary"))
                    }
                }
            } else {
                if mayDecide {
                    keyHints([
                        KeyHint("j k", "上下移动"), KeyHint("1–4", "下结论"), KeyHint("u", "撤回"),
                    ])
                }
                for suspicion in suspicions {
                    SuspicionItem(suspicion: suspicion, units: units, mayDecide: mayDecide).html
                }
                if list.count > 1 {
                    pagination(list) { number in
                        .suspects(
                            month,
                            [
                                "state": showsDecided ? "decided" : nil,
                                "page": number == 1 ? nil : String(number),
                            ])
                    }
                }
            }
        }
    }
}

/// One suspicion by itself.
package struct SuspicionPage: Sendable {
    package let suspicion: RaisedSuspicion
    package let units: UnitNames
    package let mayDecide: Bool

    package init(suspicion: RaisedSuspicion, units: UnitNames, mayDecide: Bool) {
        self.suspicion = suspicion
        self.units = units
        self.mayDecide = mayDecide
    }

    package var page: Page {
        Page(suspicion.kind.label, area: .suspects) {
            pageTitle(suspicion.kind.label) {
                if let month = suspicion.round.month {
                    link("回到\(month)查重", to: .suspects(month), .class("button"))
                }
                printButton()
            }
            SuspicionItem(suspicion: suspicion, units: units, mayDecide: mayDecide).html
        }
    }
}

/// A suspicion with its reasons, its rows side by side and the buttons to decide it.
struct SuspicionItem {
    let suspicion: RaisedSuspicion
    let units: UnitNames
    let mayDecide: Bool

    var html: HTML {
        decisionItem(
            id: suspicion.id.text, kind: "suspicion", .data("kind", suspicion.kind.rawValue)
        ) {
            header {
                badge(suspicion.kind.light, suspicion.kind.label)
                if suspicion.decision != nil || !suspicion.kind.isCertain {
                    span(.class("score")) { "可能性\(percent(suspicion.score))" }
                }
                if let decided = suspicion.decision {
                    badge(decided.decision.light, decided.decision.label)
                    small("\(decided.name)定")
                    if let note = decided.note { small(note) }
                }
            }
            div(.class("told")) {
                ul(.class("reasons")) { for reason in suspicion.reasons { li(reason) } }
                if let sum = suspicion.sum {
                    p(.class("place")) {
                        "合计所在："
                        sum.cellText
                    }
                }
            }
            SideBySide(rows: suspicion.rows, units: units).html
            if mayDecide { buttons }
        }
    }

    private var buttons: HTML {
        let version = [AddressItem("version", String(suspicion.version))]
        return div(.class("decisions")) {
            if let decided = suspicion.decision, decided.decision != .pending {
                actionButton(
                    "撤回", to: .decision(suspicion.id), method: .delete, key: "u", fields: version)
            } else {
                for (index, choice) in SuspicionDecision.choices(of: suspicion.kind).enumerated() {
                    actionButton(
                        choice.label, to: .decision(suspicion.id), key: String(index + 1),
                        fields: version + [AddressItem("decision", choice.rawValue)])
                }
            }
            link("单独看", to: .suspicion(suspicion.id), .class("quiet"), .data("open", ""))
        }
    }
}

/// Rows of several units beside each other, one line a field; what differs is marked.
struct SideBySide {
    let rows: [LedgerRow?]
    let units: UnitNames

    private static let shown: [ReportedField] = [
        .name, .investors, .total, .stage, .agreement, .signedOn, .chain, .received, .contact,
        .evidence, .remark,
    ]

    var html: HTML {
        let many = Array(rows.prefix(6))
        return div(.class("table-frame")) {
            table(.class("beside", many.count == 1 ? "alone" : nil)) {
                thead {
                    tr {
                        th(.scope(.col)) { "项目" }
                        for row in many { th(.scope(.col)) { heading(row) } }
                    }
                }
                tbody { for field in SideBySide.shown { line(field, many) } }
            }
            if rows.count > many.count { p("另有\(rows.count - many.count)行未列出。") }
        }
    }

    @HTMLBuilder private func heading(_ row: LedgerRow?) -> HTML {
        if let row {
            units[row.reported.unit]
            " "
            if let project = row.project {
                link(to: .project(project), .class("quiet")) { "看项目" }
            }
            small(row.reported.place.cellText, .class("place"))
        } else {
            "其他单位"
        }
    }

    @HTMLBuilder private func line(_ field: ReportedField, _ rows: [LedgerRow?]) -> HTML {
        let values = rows.map { $0.map { $0.reported.shown(field) } }
        if values.contains(where: { !($0?.isNothing ?? true) }) {
            let texts = Set(values.compactMap { $0?.render(in: .chinese) })
            tr(.class(texts.count > 1 ? "differs" : nil)) {
                th(field.label, .scope(.row))
                for value in values {
                    if let value {
                        td { if value.isNothing { "—" } else { value } }
                    } else {
                        td("（不归您看）", .class("masked"))
                    }
                }
            }
        }
    }
}

extension ReportedProject {
    /// A field as people read it; nothing where it is unknown.
    func shown(_ field: ReportedField) -> HTML {
        switch field {
        case .name: name.html
        case .investors:
            HTML {
                for (index, investor) in investors.enumerated() {
                    if index > 0 { br() }
                    investor.name
                    if let code = investor.code {
                        " "
                        small(code, .class("code"))
                        if investor.codeIsValid == false { badge(.bad, "代码有误") }
                    }
                }
            }
        case .total: moneyText(total).html
        case .received: moneyText(received).html
        case .stage: (stage?.label).html
        case .agreement: (agreement?.label).html
        case .signedOn: signedOn.html
        case .chain: chain.html
        case .mode: mode.html
        case .contact: contact.html
        case .evidence: hasEvidence.map { $0 ? "有佐证" as Phrase : "无佐证" }.html
        case .content: content.html
        case .remark: remark.html
        default: .nothing
        }
    }
}

extension ReportedPlace {
    /// `NAME.xlsx!签约项目!7`, without the folders it was handed in from.
    package var cellText: String {
        CellPlace(file: nameOfFile(file), sheet: sheet, row: row).description
    }
}

/// `month-2/NAME.xlsx` → `NAME.xlsx`
func nameOfFile(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

extension SuspicionKind {
    package var label: Phrase {
        switch self {
        case .duplicate: "疑似重复"
        case .resigning: "疑似重复签约"
        case .framework: "框架协议报成正式"
        case .noEvidence: "签约无佐证"
        case .subtotal: "合计对不上"
        case .unit: "疑似单位有误"
        }
    }

    var light: Light {
        switch self {
        case .duplicate, .resigning: .bad
        default: .watch
        }
    }

    /// Arithmetic, not likelihood.
    var isCertain: Bool { self == .subtotal }
}

extension SuspicionDecision {
    var light: Light {
        switch self {
        case .same, .confirmed: .bad
        case .different, .dismissed: .good
        case .sameGroup: .info
        case .pending: .watch
        }
    }
}
