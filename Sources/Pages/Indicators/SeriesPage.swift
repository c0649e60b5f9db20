import Basics
package import Documents
package import Indicators
import Markup
package import Rules
import Storage

/// One series: each release with its words, what follows from it, its single months, and where a
/// new release is entered.
package struct SeriesPage: Sendable {
    package let series: Series
    package let entries: [PublishedEntry]
    /// Those that hold, the newest first, each beside our own.
    package let figures: [ComparedPublished]
    /// By the figure's period and unit.
    package let derived: [FollowingFigure]
    package let units: UnitNames
    /// The lines of documents from which releases were entered, by their numbers.
    package let origins: [Int64: DocumentFact]
    package let isWhole: Bool
    package let mayRecord: Bool
    package let values: FormValues

    package init(
        series: Series, entries: [PublishedEntry], figures: [ComparedPublished],
        derived: [FollowingFigure], units: UnitNames, origins: [Int64: DocumentFact],
        isWhole: Bool, mayRecord: Bool, values: FormValues
    ) {
        self.series = series
        self.entries = entries
        self.figures = figures
        self.derived = derived
        self.units = units
        self.origins = origins
        self.isWhole = isWhole
        self.mayRecord = mayRecord
        self.values = values
    }

    package var page: Page {
        Page("\(series.name)", area: .indicators) {
            pageTitle("\(series.name)", lead: "\(series.definition)") {
                link("公开发布的数据", to: .seriesList, .class("button"))
                printButton()
            }
            p {
                badge(.info, series.kind.label)
                " "
                span(series.basis.line, .class("hint"))
            }
            problemNotice(values.problems)
            card("各期") {
                if figures.isEmpty {
                    emptyState(
                        "还没有一期",
                        next: mayRecord ? "在下面填写，或导入文件。" : "由指挥部办公室或主管部门登记。")
                } else {
                    released.html(figures)
                }
            }
            if !derived.isEmpty {
                card("由此推算") {
                    p("只由公布的数相除得来，不是另外发布的数。", .class("hint"))
                    following.html(derived)
                }
            }
            months
            scopes
            if mayRecord {
                form
                intake
            }
            originals
            past
        }
    }

    /// The files as they were taken in, byte for byte.
    @HTMLBuilder private var originals: HTML {
        let files = Dictionary(
            entries.compactMap { entry in entry.file.map { ($0, entry.figure) } },
            uniquingKeysWith: { first, _ in first }
        ).sorted { ($0.value.released, $0.key.text) < ($1.value.released, $1.key.text) }
        if !files.isEmpty {
            card("原文件") {
                ul {
                    for (file, figure) in files {
                        li {
                            link(to: .seriesFile(series.id, file.text)) {
                                "\(figure.source)，\(figure.released)" as Phrase
                            }
                        }
                    }
                }
            }
        }
    }

    private var released: DataTable<ComparedPublished> {
        let (units, series, origins) = (units, series, origins)
        let hasUnits = figures.contains { $0.figure.unit != nil }
        let hasShares = figures.contains { $0.figure.share != nil }
        return DataTable(
            "各期",
            columns: [DataColumn("期间", isHead: true) { $0.figure.period.name }]
                + (hasUnits
                    ? [DataColumn("单位", isShort: true) { units.subject($0.figure.unit) }] : [])
                + [
                    DataColumn("数值", isNumber: true) { $0.figure.written },
                    DataColumn("同比", isNumber: true, isAside: true) { $0.figure.change?.name.html },
                ]
                + (hasShares
                    ? [
                        DataColumn("占比", isNumber: true, isAside: true) {
                            $0.figure.share?.name(in: series).html
                        }
                    ]
                    : [])
                + (isWhole && series.beside != nil ? ComparedPublished.columns { $0 } : [])
                + [
                    DataColumn("出处") { one in
                        if let sentence = one.figure.sentence { p { "“\(sentence)”" as Phrase } }
                        small(.class("hint")) {
                            "\(one.figure.source)，\(one.figure.released)" as Phrase
                            if let rank = one.figure.rank { "；\(rank)" as Phrase }
                            if let done = one.figure.completion {
                                "；完成目标的\(fixed(done, per: 100, decimals: 2))%" as Phrase
                            }
                            if let scope = series.scope(one.figure.scope) {
                                "；\(scope.name)" as Phrase
                            }
                            if let note = one.figure.note { "；\(note)" as Phrase }
                        }
                        if case .entered(let number, _, _) = one.figure.origin,
                            let line = origins[number]
                        {
                            p { link(to: line.address) { "文稿第\(Int(line.document))号" as Phrase } }
                        }
                    }
                ])
    }

    private var following: DataTable<FollowingFigure> {
        let (units, series) = (units, series)
        return DataTable(
            "由此推算",
            columns: [
                DataColumn("期间", isHead: true) { row in
                    row.figure.period.name
                    if let unit = row.figure.unit { " \(units[unit])" as Phrase }
                },
                DataColumn("推算") { $0.derived.meaning.name },
                DataColumn("数值", isNumber: true) {
                    series.spoken($0.derived.value, in: $0.derived.unit)
                },
                DataColumn("怎样得来", isAside: true) { row in row.formula(in: series) },
            ])
    }

    /// The newest year whose months can be told apart.
    @HTMLBuilder private var months: HTML {
        let years = Set(figures.map(\.figure.period.first.year)).sorted(by: >)
        if let year = years.first {
            let months = series.months(of: year, unit: nil, from: entries.holding)
            let missing = months.filter(\.isMissing)
            if months.count > 1, missing.count < months.count - 1 {
                card("\(String(year))年各月") {
                    if !missing.isEmpty {
                        let names = missing.map { String($0.month.month) }.joined(separator: "、")
                        notice(.watch, "缺\(names)月的累计，前后两个月的当月数算不出来。")
                    }
                    monthTable.html(months)
                    p("当月数是相邻两期累计之差；前面的月份修订过，差可能是负数。", .class("hint"))
                }
            }
        }
    }

    private var monthTable: DataTable<SingleMonth> {
        let series = series
        return DataTable(
            "各月",
            columns: [
                DataColumn("月份", isHead: true) { "\($0.month)" as Phrase },
                DataColumn("当月", isNumber: true) { month in
                    if let value = month.value { series.unit.words(value) }
                },
            ])
    }

    @HTMLBuilder private var scopes: HTML {
        if !series.scopes.isEmpty {
            card("口径版本") {
                p("两个版本的数不直接相比：同比用发布时按同一版本调整过的上年数。", .class("hint"))
                ul {
                    for scope in series.scopes {
                        li {
                            scope.name
                            "：" as Phrase
                            scope.validity.until.map { "\(scope.validity.since)至\($0)" as Phrase }
                                ?? "\(scope.validity.since)起"
                        }
                    }
                }
            }
        }
    }

    private var form: HTML {
        card("登记一期", id: "record") {
            postForm(to: .series(series.id)) {
                textField(
                    "period", "期间", in: values, hint: "2026、2026-10（当月）或2026-01..2026-10（累计）",
                    isRequired: true)
                textField("value", "数值", in: values, hint: "照公布的写，带单位", isRequired: true)
                textField(
                    "change", "同比", in: values, hint: series.unit == .percent ? "26个百分点" : "14.1%")
                if series.unit != .percent {
                    textField("share", "占比", in: values, hint: "29.2%")
                    textField("share_of", "占谁的", in: values, hint: "全省")
                    textField("comparable", "上年可比数", in: values)
                }
                textField("rank", "位次", in: values)
                if !series.scopes.isEmpty {
                    selectField(
                        "scope", "口径版本", series.scopes.map { Choice($0.id, name: $0.name) },
                        in: values, none: "按期间")
                }
                selectField(
                    "unit", "单位", units.reporting.map { Choice($0, "\(units[$0])") }, in: values,
                    none: "全市")
                textField("released", "发布日期", in: values, type: .date, isRequired: true)
                textField("source", "来源", in: values, hint: "文件、报刊或网页", isRequired: true)
                textField(
                    "sentence", "原句", in: values, isRequired: series.kind == .media)
                if !replaceable.isEmpty {
                    selectField("replaces", "更正哪一条", replaceable, in: values, none: "不是更正")
                }
                textField("note", "说明", in: values, hint: "与以前发布的不同，或更正，须写明为什么。")
                submitButton("保存")
            }
        }
    }

    /// Entries that were typed here and hold.
    private var replaceable: [Choice] {
        entries.filter { $0.replacedBy == nil }.compactMap { entry in
            entry.number.map {
                Choice(String($0), "\(entry.figure.period.name) \(entry.figure.written)")
            }
        }
    }

    private var intake: HTML {
        card("导入文件", id: "import") {
            dropZone(
                to: .seriesFile(series.id), heading: "把发布的表拖到这里，或点此选择",
                hint: "须有“期间”和“数值”两列，另可有同比、占比、口径、发布日期、来源；表头括号里写单位，如数值（亿美元）。",
                submit: "导入"
            ) {
                textField("released", "发布日期", in: values, type: .date, hint: "表里没有这一列时填。")
                textField("source", "来源", in: values, hint: "表里没有这一列时填。")
                textField("note", "说明", in: values)
            }
        }
    }

    /// What no longer holds: a later release, or a correction, came.
    @HTMLBuilder private var past: HTML {
        let holding = Set(entries.holding)
        let rest = entries.filter { $0.replacedBy != nil || !holding.contains($0.figure) }
        if !rest.isEmpty {
            disclosure("以前发布的和更正过的") {
                DataTable<PublishedEntry>(
                    "以前发布的和更正过的",
                    columns: [
                        DataColumn("期间", isHead: true) { $0.figure.period.name },
                        DataColumn("数值", isNumber: true) { $0.figure.written },
                        DataColumn("发布", isShort: true) { $0.figure.released.description },
                        DataColumn("来源") { $0.figure.source },
                        DataColumn("为什么") { entry in
                            entry.replacedBy == nil ? "后来又发布过" as Phrase : "登记有误，已更正" as Phrase
                        },
                    ]
                ).html(rest.reversed())
            }
        }
    }
}

/// What follows from a figure.
package struct FollowingFigure: Sendable {
    package let figure: PublishedFigure
    /// What the other series published, where it takes part.
    package let base: PublishedFigure?
    package let derived: DerivedFigure

    package init(figure: PublishedFigure, base: PublishedFigure?, derived: DerivedFigure) {
        self.figure = figure
        self.base = base
        self.derived = derived
    }

    func formula(in series: Series) -> Phrase {
        func plain(_ value: Int64?) -> String {
            value.map { fixed($0, per: 100, decimals: 2) + "%" } ?? ""
        }
        switch derived.meaning {
        case .lastYear:
            switch figure.change {
            case .percent: return "\(figure.written)÷（1\(figure.change?.name ?? "")）"
            case .points(let points):
                let minus = fixed(points, per: 100, decimals: 2)
                return "\(figure.written)−\(minus)个百分点"
            case nil: return "发布时按今年口径调整过的上年数"
            }
        case .whole: return "\(figure.written)÷\(plain(figure.share?.percent))"
        case .share(let of):
            let whole = figure.share?.whole.map { series.spoken($0, in: series.unit) }
            return "\(figure.written)÷\(of)\(whole ?? LocalName(zh: ""))"
        case .part: return "\(base?.written ?? "")×\(figure.written)"
        case .mean: return "\(figure.written)÷\(base?.written ?? "")"
        case .target: return "\(figure.written)÷\(plain(figure.completion))"
        }
    }
}

extension PublishedFigure {
    /// `bases` is what `base`, the series that this one is of, published.
    package func following(
        in series: Series, base: Series?, _ bases: [PublishedFigure]
    ) -> [FollowingFigure] {
        let other = bases.last { $0.unit == unit && $0.period == period }
        let pair = base.flatMap { base in other.map { (base, $0) } }
        return derived(in: series, base: pair).map {
            FollowingFigure(figure: self, base: other, derived: $0)
        }
    }
}

extension DerivedFigure.Meaning {
    var name: Phrase {
        switch self {
        case .lastYear: "上年同期（同口径）"
        case .whole(let of): "\(of)的总数"
        case .share(let of): "占\(of)的比重"
        case .part(let of): "\(of)中的个数"
        case .mean(let of): "每个\(of)平均"
        case .target: "目标"
        }
    }
}

extension PublishedShare {
    func name(in series: Series) -> Phrase {
        if let percent { return "\(of)的\(fixed(percent, per: 100, decimals: 2))%" }
        return whole.map { "\(of)\(series.spoken($0, in: series.unit))中的" } ?? "\(of)"
    }
}

extension UnitNames {
    func subject(_ unit: String?) -> Phrase { unit.map { "\(self[$0])" } ?? "全市" }
}
