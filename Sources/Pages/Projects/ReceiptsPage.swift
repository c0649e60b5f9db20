package import Basics
import Markup
package import Projects
package import Rules

/// 到账 over all projects in the reader's sight, narrowed by what stands in the address; or what
/// waits for the reader to confirm it.
package struct ReceiptsPage: Sendable {
    package let receipts: [ListedReceipt]
    /// Nil where there are too many to add up at once.
    package let totals: [LayerTotal]?
    package let rule: ReceiptRule?
    package let units: UnitNames
    package let query: AddressQuery
    package let list: ListPage
    package let closedThrough: Month?
    /// What waits for the reader's unit; nil for who confirms nothing.
    package let inbox: Int?
    package let mayClose: Bool
    package let mayExport: Bool
    package let values: FormValues

    package init(
        receipts: [ListedReceipt], totals: [LayerTotal]?, rule: ReceiptRule?,
        units: UnitNames, query: AddressQuery, list: ListPage, closedThrough: Month?,
        inbox: Int?, mayClose: Bool, mayExport: Bool, values: FormValues = FormValues()
    ) {
        self.receipts = receipts
        self.totals = totals
        self.rule = rule
        self.units = units
        self.query = query
        self.list = list
        self.closedThrough = closedThrough
        self.inbox = inbox
        self.mayClose = mayClose
        self.mayExport = mayExport
        self.values = values
    }

    private var isInbox: Bool { query["view"] == "inbox" }

    package var page: Page {
        Page("到位资金", area: .projects) {
            pageTitle(
                "到位资金", lead: "各项目登记的到账；确认之后才计入，报送单位自己不能确认。"
            ) {
                link("项目台账", to: .projects(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if let inbox {
                tabs(
                    [
                        Tab("全部到账", to: .receipts(), isCurrent: !isInbox),
                        Tab(
                            "等我确认", to: .receipts(["view": "inbox"]), isCurrent: isInbox,
                            count: inbox),
                    ], label: "哪些到账")
            }
            if !isInbox { filters }
            if receipts.isEmpty {
                empty
            } else {
                if let totals {
                    if !totals.isEmpty { totalTable(totals) }
                } else {
                    p("超过\(Limit.summedReceipts.count)笔，选了月份或单位再看合计。", .class("hint"))
                }
                table.html(receipts)
                pagination(list) { .receipts(query.setting("page", to: String($0))) }
            }
            if mayExport, !receipts.isEmpty { exportForm }
            closing
        }
    }

    private var empty: HTML {
        isInbox
            ? emptyState("没有等您确认的", next: "有单位登记到账时会列在这里。")
            : emptyState("没有到账", next: "打开一个项目，在“到位资金”里登记。") {
                link("项目台账", to: .projects(), .class("button"))
            }
    }

    private var filters: HTML {
        let values = FormValues(query.items)
        return filterForm(to: .receipts()) {
            textField("month", "计入月份", in: values, type: .month)
            selectField(
                "unit", "单位", units.reporting.map { Choice($0, name: units[$0]) }, in: values,
                none: "全部")
            selectField(
                "state", "结果", ProjectEventState.allCases.map { Choice($0.rawValue, $0.label) },
                in: values, none: "全部")
            selectField(
                "source", "来源类别",
                (rule?.sources ?? []).map { Choice($0.id, name: $0.name) }, in: values,
                none: "全部")
            submitButton("查找")
        }
    }

    private func totalTable(_ totals: [LayerTotal]) -> HTML {
        card("已确认的合计") {
            DataTable<LayerTotal>(
                "已确认的合计",
                columns: [DataColumn("层次", isHead: true) { $0.layer.label }]
                    + layerColumns(
                        received: { $0.received }, counted: { $0.counted },
                        excluded: { $0.excluded })
            ).html(totals)
            p("项目口径：按确认的到账逐笔算出，内资和外资分开，不相加；不是商务部口径的实际使用外资。", .class("hint"))
        }
    }

    private var table: DataTable<ListedReceipt> {
        let units = units
        let shared: [DataColumn<ListedReceipt>] = receiptColumns(rule: rule).map { column in
            DataColumn(
                column.title, isNumber: column.isNumber, isShort: column.isShort
            ) { row in column.cell(row.receipt) }
        }
        return DataTable(
            "到账",
            columns: [
                DataColumn("项目", isHead: true) { row in
                    link(text: row.project.name, to: .projectMoney(row.project.id))
                    if row.isExcluded {
                        " "
                        badge(.watch, "不计入")
                    }
                },
                DataColumn("单位", isShort: true) { units[$0.project.unit] },
            ] + shared)
    }

    private var exportForm: HTML {
        disclosure(list.hasMore ? "导出前\(list.total)笔" : "导出这\(list.total)笔") {
            filterForm(to: .receiptExport()) {
                for item in query.items where item.name != "page" {
                    hiddenField(item.name, item.value)
                }
                selectField(
                    "format", "格式",
                    BookFormat.allCases.map { Choice($0.rawValue, text: "." + $0.rawValue) },
                    in: FormValues())
                submitButton("导出")
            }
        }
    }

    @HTMLBuilder private var closing: HTML {
        if let closedThrough {
            p("已关账到\(closedThrough.description)：这些月份不再变，晚到的补记到开着的月份。", .class("hint"))
        }
        if mayClose {
            disclosure("关账", isOpen: values["month"] != nil) {
                postForm(to: .closings) {
                    textField(
                        "month", "关到哪个月", in: values, type: .month,
                        hint: "这个月和以前的月份都不能再改；等确认的会计入下一个开着的月份。", isRequired: true)
                    submitButton("关账")
                }
            }
        }
    }
}
