package import Basics
package import Indicators
import Markup
package import Rules

/// 文稿: the city's letters, and the papers that were made from them.
package struct ReportsPage: Sendable {
    package let letters: [Letter]
    /// Those that the reader may read, the newest first.
    package let reports: [Report]
    package let mayMake: Bool
    /// The month that letters are made for, unless another is typed.
    package let month: Month
    package let values: FormValues

    package init(
        letters: [Letter], reports: [Report], mayMake: Bool, month: Month, values: FormValues
    ) {
        self.letters = letters
        self.reports = reports
        self.mayMake = mayMake
        self.month = month
        self.values = values
    }

    package var page: Page {
        Page("文稿", area: .dispatch) {
            pageTitle("文稿", lead: "按本市的文字和现在的台账生成；生成一份存一份，以后台账再改也不变。") {
                link("调度材料", to: .dispatch(month), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if letters.isEmpty {
                emptyState("城市没有文稿", next: "在城市文件夹的 letters/ 里写。")
            } else if mayMake {
                card("生成", id: "make") {
                    for letter in letters { form(letter) }
                }
            }
            card("已生成的") {
                if reports.isEmpty {
                    emptyState("还没有您能看的文稿", next: mayMake ? "在上面选一篇生成。" : "由指挥部办公室生成。")
                } else {
                    table.html(reports)
                }
            }
        }
    }

    private func form(_ letter: Letter) -> HTML {
        postForm(to: .reports(), .class("filters")) {
            hiddenField("letter", letter.id)
            textField(
                "period", "\(letter.name)", in: filled(letter),
                hint: letter.covers == .month ? "一月一份，如2026-10" : "一年一份，如2026",
                isRequired: true)
            submitButton("生成")
            p(.class("hint")) {
                letter.basis.line
                if !letter.approvals.isEmpty {
                    "；对外发布前要核定：" as Phrase
                    for (index, step) in letter.approvals.enumerated() {
                        if index > 0 { "、" }
                        step.name
                    }
                }
            }
        }
    }

    private func filled(_ letter: Letter) -> FormValues {
        if values["letter"] == letter.id { return values }
        let period =
            letter.covers == .month ? month.description : String(month.year)
        return FormValues([AddressItem("period", period)])
    }

    private var table: DataTable<Report> {
        DataTable(
            "文稿",
            columns: [
                DataColumn("文稿", isHead: true) { report in
                    link(to: .reports(.one(report.number))) {
                        report.title.replacing("\n", with: "")
                    }
                },
                DataColumn("期间", isShort: true) { $0.period.name },
                DataColumn("数据日", isShort: true) { $0.asOf.description },
                DataColumn("状态", isShort: true) { report in
                    report.state.badge
                },
                DataColumn("谁做的", isAside: true) { $0.madeBy },
            ])
    }
}

extension ReportState {
    var badge: HTML {
        switch self {
        case .released: Pages.badge(.good, "可以发")
        case .waiting(let step): Pages.badge(.watch, "等\(step.name)")
        case .refused: Pages.badge(.bad, "不同意发")
        }
    }
}

/// One paper: what it says, its files, who agreed, and the definitions behind it.
package struct ReportPage: Sendable {
    package let report: Report
    package let paper: PaperText
    package let mayDecide: Bool
    package let values: FormValues

    package init(
        report: Report, paper: PaperText, mayDecide: Bool, values: FormValues
    ) {
        self.report = report
        self.paper = paper
        self.mayDecide = mayDecide
        self.values = values
    }

    package static let files = ["docx", "xlsx", "pdf"]

    package var page: Page {
        Page("文稿", area: .dispatch, confidentiality: paper.mark.map { "\($0)" }) {
            pageTitle(text: paper.flatTitle, lead: "数据日\(report.asOf)，\(report.madeBy)生成。") {
                for file in ReportPage.files {
                    link(to: .reports(.file(report.number, "paper." + file)), .class("button")) {
                        switch file {
                        case "docx": "下载 Word" as Phrase
                        case "xlsx": "下载表格" as Phrase
                        default: "下载 PDF" as Phrase
                        }
                    }
                }
                link("全部文稿", to: .reports(), .class("button"))
            }
            problemNotice(values.problems)
            if !report.steps.isEmpty { approvals }
            section(.class("card")) { paper.html }
            disclosure("口径和日志头") {
                p("日志头\(report.head)", .class("hint"))
                if case .array(let definitions) = report.definitions {
                    ul {
                        for one in definitions {
                            li {
                                strong(one["name"]?.string ?? "")
                                "：" as Phrase
                                one["definition"]?.string ?? ""
                            }
                        }
                    }
                }
            }
        }
    }

    private var approvals: HTML {
        card("核定", id: "approvals") {
            p { report.state.badge }
            ul {
                for step in report.steps {
                    li {
                        step.name
                        "：" as Phrase
                        if let done = report.approvals.first(where: { $0.step == step.id }) {
                            if done.isGranted {
                                "\(done.decidedBy)同意" as Phrase
                            } else {
                                "\(done.decidedBy)不同意：\(done.note ?? "")" as Phrase
                            }
                        } else {
                            "还没有定" as Phrase
                        }
                    }
                }
            }
            if mayDecide {
                postForm(to: .reports(.decision(report.number))) {
                    textField("note", "意见", in: values, hint: "不同意须写明为什么。")
                    submitButton("同意", name: "granted", value: "1")
                    submitButton("不同意", name: "granted", value: "0")
                }
            }
        }
    }
}
