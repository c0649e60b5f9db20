import Basics
import Markup
package import Projects

/// The ledgers of earlier years: what stands of which year, and where a new one is handed in.
package struct LedgersPage: Sendable {
    /// All sheets of earlier years, waiting or in the ledger, the newest year first.
    package let sheets: [HandedSheet]
    package let units: UnitNames
    /// Years that may be chosen for a new one.
    package let years: [Int]
    package let values: FormValues
    package let mayImport: Bool

    package init(
        sheets: [HandedSheet], units: UnitNames, years: [Int], values: FormValues = FormValues(),
        mayImport: Bool
    ) {
        self.sheets = sheets
        self.units = units
        self.years = years
        self.values = values
        self.mayImport = mayImport
    }

    package var page: Page {
        Page("往年台账", area: .projects) {
            pageTitle("往年台账", lead: "查重要拿今年的项目和往年比，所以先把往年的台账收进来。") {
                link("回到项目台账", to: .projects(), .class("button"))
            }
            problemNotice(values.problems, heading: "有些文件没有读：")
            if mayImport { handInCard }
            card("已收的往年台账") {
                if sheets.isEmpty {
                    emptyState("还没有往年台账", next: "把往年的总表拖进来，看过后确认入库。")
                } else {
                    table.html(sheets)
                }
            }
        }
    }

    private var handInCard: HTML {
        card("交往年台账") {
            dropZone(
                to: .ledgers, heading: "把表拖到这里，或点此选择（可多选）",
                hint: ".xlsx 或 .csv；.xls、.et、.wps 请先另存为 .xlsx", submit: "读表"
            ) {
                selectField(
                    "year", "哪一年的台账", years.map { Choice(String($0), text: String($0)) },
                    in: values, none: "由文件名读出")
            }
        }
    }

    private var table: DataTable<HandedSheet> {
        let units = self.units
        return DataTable(
            "往年台账",
            columns: [
                DataColumn("年份", isHead: true) { sheet in
                    if sheet.state == .applied {
                        link(
                            text: sheet.round.description,
                            to: .projects(["round": sheet.round.description]))
                    } else {
                        sheet.round.description
                    }
                },
                DataColumn("文件") { sheet in
                    let name = sheet.file.split(separator: "/").last.map(String.init)
                    link(text: name ?? sheet.file, to: .sheet(sheet.id))
                },
                DataColumn("交表单位") { units[$0.unit] },
                DataColumn("项目数", isNumber: true) { $0.rowCount },
                DataColumn("状态") { badge($0.state.light, $0.state.label) },
            ])
    }
}
