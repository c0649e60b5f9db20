package import Basics
package import Indicators
import Markup
package import Rules

/// 抽查: what was drawn from which figure, and where another is drawn.
package struct SpotChecksPage: Sendable {
    package let checks: [SpotCheck]
    package let indicators: [Indicator]
    package let mayDraw: Bool
    package let values: FormValues

    package init(
        checks: [SpotCheck], indicators: [Indicator], mayDraw: Bool, values: FormValues
    ) {
        self.checks = checks
        self.indicators = indicators
        self.mayDraw = mayDraw
        self.values = values
    }

    package var page: Page {
        Page("抽查", area: .indicators) {
            pageTitle(
                "抽查", lead: "用公布的种子从一个指标的项目里抽；谁用同一个种子都抽到同样的。查实的比例用到上报的全数上，就是折算数。"
            ) {
                link("全部指标", to: .indicators(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            card("抽一次", id: "draw") {
                filterForm(to: .spotChecks(.trial())) {
                    selectField(
                        "indicator", "指标", indicators.map { Choice($0.id, name: $0.name) },
                        in: values)
                    textField("period", "期间", in: values, hint: "2026、2026-01..2026-10")
                    textField("as-of", "截至哪天知悉", in: values, type: .date)
                    textField("seed", "种子", in: values, hint: "抽签当天公布的数，谁都能照着再抽", isRequired: true)
                    textField("size", "抽几个", in: values, isRequired: true)
                    submitButton("抽")
                }
                p("先看抽到哪些；登记以后才能填查实的数。", .class("hint"))
            }
            card("登记过的") {
                if checks.isEmpty {
                    emptyState(
                        "还没有登记过抽查", next: mayDraw ? "在上面抽一次，再登记。" : "由指挥部办公室登记。")
                } else {
                    table.html(checks)
                }
            }
        }
    }

    private var table: DataTable<SpotCheck> {
        let indicators = indicators
        return DataTable(
            "抽查",
            columns: [
                DataColumn("指标", isHead: true) { check in
                    if let number = check.number {
                        link(to: .spotChecks(.one(number))) {
                            indicators.first { $0.id == check.question.indicator }?.name
                                ?? LocalName(zh: check.question.indicator)
                        }
                    }
                },
                DataColumn("期间", isShort: true) { $0.question.period.name },
                DataColumn("种子", isShort: true) { $0.question.seed },
                DataColumn("抽了", isNumber: true) { String($0.drawn.count) },
                DataColumn("查了", isNumber: true) { String($0.findings.count) },
            ])
    }
}

/// One draw, tried or kept: the projects, what was found of each, and what it says of the whole.
package struct SpotCheckPage: Sendable {
    package let check: SpotCheck
    package let indicator: Indicator
    package let names: [Identifier: String]
    package let units: UnitNames
    package let query: AddressQuery
    package let mayRecord: Bool
    package let values: FormValues

    package init(
        check: SpotCheck, indicator: Indicator, names: [Identifier: String], units: UnitNames,
        query: AddressQuery, mayRecord: Bool, values: FormValues
    ) {
        self.check = check
        self.indicator = indicator
        self.names = names
        self.units = units
        self.query = query
        self.mayRecord = mayRecord
        self.values = values
    }

    private var asked: SpotCheckQuestion { check.question }

    private var lead: Phrase {
        let (all, drawn) = (check.population, check.drawn.count)
        return "\(asked.period.name)，按\(asked.asOf)知悉的；\(all)个项目里抽\(drawn)个。"
    }

    package var page: Page {
        Page("抽查", area: .indicators) {
            pageTitle(
                "抽查：\(indicator.name)",
                lead: lead
            ) {
                if let number = check.number {
                    link("导出表格", to: .spotChecks(.export(number)), .class("button"))
                }
                link("全部抽查", to: .spotChecks(), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if check.number == nil { trial } else { shares }
            card("抽到的") { drawn.html(check.drawn) }
            p(.class("hint")) {
                "种子“\(asked.seed)”：把种子、换行和项目编号连起来算SHA-256，小的先抽到。"
                    as Phrase
            }
            if let number = check.number, mayRecord { form(number) }
        }
    }

    @HTMLBuilder private var trial: HTML {
        if check.drawn.isEmpty {
            emptyState("这个数没有项目，没有可抽的", next: "换一个指标或期间。")
        } else if mayRecord {
            postForm(to: .spotChecks()) {
                for item in query.items { hiddenField(item.name, item.value) }
                submitButton("登记这次抽查")
            }
        }
    }

    private var shares: HTML {
        card("查实和折算") {
            if check.findings.isEmpty {
                p("还没有填查实的数。")
            } else {
                shareTable.html(check.shares(units: units.present))
                p("查实比例是查过的项目里查实的数比上报的数；折算数把它用到这个指标的全数上。", .class("hint"))
            }
        }
    }

    private var shareTable: DataTable<SpotShare> {
        let (unit, units) = (indicator.unit, units)
        return DataTable(
            "查实和折算",
            columns: [
                DataColumn("范围", isHead: true) { share in
                    if let id = share.unit { units[id] } else { "全部" as Phrase }
                },
                DataColumn("查了", unit: "个", isNumber: true) { String($0.checked) },
                DataColumn("上报", unit: unit.word, isNumber: true) {
                    unit.number(FactSum(value: $0.reported))
                },
                DataColumn("查实", unit: unit.word, isNumber: true) {
                    unit.number(FactSum(value: $0.found))
                },
                DataColumn("查实比例", isNumber: true) { share in
                    share.rate.map { withPlaces(2, fixed($0, per: 100, decimals: 2)) + "%" }
                },
                DataColumn("全数", unit: unit.word, isNumber: true) {
                    unit.number(FactSum(value: $0.whole))
                },
                DataColumn("折算数", unit: unit.word, isNumber: true) { share in
                    share.scaled.map { unit.number(FactSum(value: $0)) }
                },
            ])
    }

    private var drawn: DataTable<DrawnProject> {
        let (unit, units, names, check, isMoney) = (
            indicator.unit, units, names, check, indicator.isOfReceipts
        )
        return DataTable(
            "抽到的",
            columns: [
                DataColumn("序号", isNumber: true, isShort: true) { String($0.place) },
                DataColumn("项目", isHead: true) { one in
                    link(
                        to: isMoney ? .projectMoney(one.project, [:]) : .project(one.project)
                    ) { names[one.project] ?? one.project.text }
                },
                DataColumn("单位", isShort: true) { units[$0.unit] },
                DataColumn("上报", unit: unit.word, isNumber: true) {
                    unit.number(FactSum(value: $0.reported))
                },
                DataColumn("查实", unit: unit.word, isNumber: true) { one in
                    check.findings[one.place].map { unit.number(FactSum(value: $0.found)) }
                },
                DataColumn("怎样查的", isAside: true) { one in
                    check.findings[one.place].map { "\($0.note)（\($0.foundBy)）" as Phrase }.html
                },
            ])
    }

    private func form(_ number: Int64) -> HTML {
        card("填查实的数", id: "finding") {
            postForm(to: .spotChecks(.findings(number))) {
                selectField(
                    "place", "项目",
                    check.drawn.map { one in
                        Choice(
                            String(one.place),
                            "\(one.place) \(names[one.project] ?? one.project.text)")
                    }, in: values)
                textField(
                    "found", "查实的数", in: values,
                    hint: indicator.unit == .count ? "属实写1，不属实写0" : indicator.unit.writtenShape,
                    isRequired: true)
                textArea("note", "怎样查的", in: values, isRequired: true)
                submitButton("保存")
            }
        }
    }
}

extension Indicator {
    /// Whether its facts are slips of money: then a project opens at its money.
    var isOfReceipts: Bool {
        if case .facts(let measure) = body { measure.source == .receipt } else { false }
    }
}
