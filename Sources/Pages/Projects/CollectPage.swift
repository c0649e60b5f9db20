package import Basics
import Markup
package import Projects

/// Where a month's collection stands: which units have handed in, what waits to be confirmed.
package struct CollectPage: Sendable {
    package let month: Month
    package let months: [Month]
    package let units: UnitNames
    /// The units that report, of those the reader sees.
    package let reporting: [String]
    /// All sheets of the month, the newest of a unit first.
    package let sheets: [HandedSheet]
    /// What could not be read just now.
    package let problems: [Problem]
    package let mayCollect: Bool
    package let round: MonthlyRound

    package init(
        month: Month, months: [Month], units: UnitNames, reporting: [String],
        sheets: [HandedSheet], problems: [Problem] = [], mayCollect: Bool, round: MonthlyRound
    ) {
        self.month = month
        self.months = months
        self.units = units
        self.reporting = reporting
        self.sheets = sheets
        self.problems = problems
        self.mayCollect = mayCollect
        self.round = round
    }

    private var waiting: [HandedSheet] { sheets.filter { $0.state == .staged } }

    var missing: [String] {
        let handed = Set(
            sheets.filter(\.state.isHandedIn).map(\.unit))
        return reporting.filter { !handed.contains($0) }
    }

    package var page: Page {
        let month = self.month
        return Page("\(month)收表", area: .collect, month: month) {
            pageTitle(
                "\(month)收表",
                lead: "把各区市自己的表拖进来，不用改格式；读完先看一眼，再确认入库。")
            monthTabs(months, current: month) { .collection($0) }
            problemNotice(problems, heading: "有些文件没有读：")
            round.notices(missing: missing)
            if mayCollect, !round.isClosed { round.fillCard(month) }
            if waiting.isEmpty {
                if mayCollect, !round.isClosed { handInCard }
                unitsCard
            } else {
                unitsCard
                if mayCollect, !round.isClosed { handInCard }
            }
        }
    }

    private var handInCard: HTML {
        card("交表") {
            dropZone(
                to: .collect, heading: "把表拖到这里，或点此选择（可多选）",
                hint: ".xlsx 或 .csv；.xls、.et、.wps 请先另存为 .xlsx", submit: "读表"
            ) {
                hiddenField("month", month.description)
                disclosure("粘贴表格，或指定单位") {
                    textArea(
                        "table", "从表格软件复制，连同表头粘贴到这里", in: FormValues(), rows: 4)
                    selectField(
                        "unit", "报送单位", reporting.map { Choice($0, name: units[$0]) },
                        in: FormValues(), none: "由表里读出",
                        hint: "只有表里、文件名里都没有写明单位时才要选。")
                }
            }
        }
    }

    /// A unit of the month with its sheet; without one where it has not reported.
    private struct UnitLine: Sendable {
        let unit: String
        let sheet: HandedSheet?
    }

    /// Who has not reported comes first, then what waits, then what is done.
    private var lines: [UnitLine] {
        let current = sheets.filter { $0.state.isHandedIn || isOpen($0) }
        let begun = Set(current.map(\.unit))
        return missing.filter { !begun.contains($0) }.map {
            UnitLine(unit: $0, sheet: nil)
        }
            + [.returned, .draft, .staged, .checking, .applied].flatMap { state in
                current.filter { $0.state == state }.map { UnitLine(unit: $0.unit, sheet: $0) }
            }
    }

    /// Its unit is at work on it and has reported nothing else.
    private func isOpen(_ sheet: HandedSheet) -> Bool {
        guard sheet.state == .draft || sheet.state == .returned else { return false }
        let others = sheets.filter { $0.unit == sheet.unit }
        return !others.contains(where: \.state.isHandedIn) && others.first?.id == sheet.id
    }

    private var earlier: [HandedSheet] {
        let shown = Set(lines.compactMap { $0.sheet?.id })
        return sheets.filter { !shown.contains($0.id) }
    }

    private var unitsCard: HTML {
        card(waiting.isEmpty ? "各单位报送情况" : "待确认的表（\(waiting.count)份）") {
            if !waiting.isEmpty, mayCollect {
                postForm(to: .collection(month), .class("inline")) {
                    submitButton("全部确认入库")
                }
                p("先点开看一眼：读出了什么、与上月差在哪里、哪些列没把握。", .class("definition"))
            }
            if sheets.isEmpty {
                emptyState("这个月还没有收到表", next: "把各单位的表一次全拖进上面的框里。")
            }
            unitTable.html(lines)
            if !earlier.isEmpty {
                disclosure("换下的和没有收的（\(earlier.count)份）") {
                    ul {
                        for sheet in earlier {
                            li {
                                units[sheet.unit]
                                " "
                                link(text: nameOfFile(sheet.file), to: round.address(of: sheet))
                                " "
                                badge(sheet.state.light, sheet.state.label)
                            }
                        }
                    }
                }
            }
        }
    }

    private var unitTable: DataTable<UnitLine> {
        let (units, round) = (self.units, self.round)
        return DataTable(
            "各单位的表",
            columns: [
                DataColumn("单位", isHead: true) { units[$0.unit] },
                DataColumn("状态", isShort: true) { line in
                    if let sheet = line.sheet {
                        badge(sheet.state.light, sheet.state.label)
                    } else {
                        badge(.watch, "还没有报")
                    }
                },
                DataColumn("按时", isShort: true) { round.punctuality(of: $0.unit) },
                DataColumn("项目数", isNumber: true) { line in
                    if let sheet = line.sheet, sheet.state != .draft { sheet.rowCount }
                },
                DataColumn("文件") { line in
                    if let sheet = line.sheet {
                        link(text: nameOfFile(sheet.file), to: round.address(of: sheet))
                    }
                },
            ])
    }
}
